//! What a function takes with it from where it is written. `sort` and `list replace` call it where nothing else is in sight.
//!
//! The library overlooks the names in what an entry is read from, as in `{k: x - limit}.k`, and changed trees have many such;
//! of `a.b` it finds only the entry of a context, no part of a date and nothing of a list; and it overlooks types. So they
//! stand once more beside the body, where they are found and never evaluated: `if true then body else [limit]`.

use std::collections::BTreeSet;

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::tree::children;

/// Lets a function find all that its body mentions; the one of its own name it finds where it is called.
pub(super) fn close(node: &mut AstNode) {
    if let AstNode::ContextEntry(key, function) = node
        && let AstNode::ContextEntryKey(own) = key.as_ref()
    {
        without(own, function);
        return;
    }
    let AstNode::FunctionDefinition(_, body) = node else { return };
    let AstNode::FunctionBody(body, false) = body.as_mut() else { return };
    let mut names = BTreeSet::new();
    overlooked(body, false, &mut names);
    if names.is_empty() {
        return;
    }
    let written = std::mem::replace(body.as_mut(), AstNode::Null);
    let beside = AstNode::List(names.into_iter().map(AstNode::Name).collect());
    **body = AstNode::If(Box::new(AstNode::Boolean(true)), Box::new(written), Box::new(beside));
}

/// Takes `own` out of what stands beside the body of a closed function.
fn without(own: &Name, function: &mut AstNode) {
    if let AstNode::FunctionDefinition(_, body) = function
        && let AstNode::FunctionBody(body, false) = body.as_mut()
        && let AstNode::If(always, _, beside) = body.as_mut()
        && matches!(always.as_ref(), AstNode::Boolean(true))
        && let AstNode::List(names) = beside.as_mut()
    {
        names.retain(|name| !matches!(name, AstNode::Name(name) if name == own));
    }
}

fn overlooked(node: &AstNode, behind: bool, names: &mut BTreeSet<Name>) {
    match node {
        AstNode::Name(name) if behind => _ = names.insert(name.clone()),
        AstNode::Path(left, _) => overlooked(left, true, names),
        // A type of the file.
        AstNode::QualifiedNameSegment(name) => _ = names.insert(name.clone()),
        other => children(other).into_iter().for_each(|child| overlooked(child, behind, names)),
    }
}
