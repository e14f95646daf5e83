//! A `for` whose lists use names of lists before them (DMN 10.3.2.14: each sees those before).
//!
//! The library looks for all lists before the first turn. So the turns are gathered first, each a context of what its names
//! stand for, by loops inside of loops; then one loop goes through them. It is still one, so that `partial` is what it is.
//! `for x in a, y in f(x) return r` becomes
//!
//! ```text
//! {turns: flatten(for x in a return for y in f(x) return {x: x, y: y}),
//!  all: if (some turn in turns satisfies turn = null) then null
//!       else for turn in turns return {x: turn.x, y: turn.y, result: r}.result}.all
//! ```
//!
//! with hidden names. A list that reads `partial` means that of a loop around: it stands before the turns as an entry of its
//! own, because the loops that gather the turns have others. Contexts have nothing to flatten inside of them, and a turn is
//! null where a list is null. Messages and estimates are about the `for` as it was written: see [`written_loop`].

use dsntk_feel::Name;
use dsntk_feel_parser::AstNode;

use super::guard::{entry, name, read};
use super::names::{is_hidden, mentions};
use super::tree::{children, children_mut};

/// The built-in function that makes one list of the lists of the loops inside of loops.
pub(super) const FLATTEN: &str = "flatten";

/// The results so far of a loop around.
const AROUND: &str = "partial";

/// Gathers the turns of this `for`, if its lists use each other; says so.
pub(super) fn gather(node: &mut AstNode) -> bool {
    let AstNode::For(contexts, body) = node else { return false };
    let AstNode::IterationContexts(all) = contexts.as_mut() else { return false };
    let names: Vec<Name> = all.iter().filter_map(variable).collect();
    if names.len() != all.len() || !is_chained(all, &names) {
        return false;
    }
    let (mut all, body) = (std::mem::take(all), std::mem::replace(body.as_mut(), AstNode::Null));
    let mut looks_around = false;
    all.iter_mut().skip(1).flat_map(children_mut).for_each(|list| looks_around |= around(list));
    // A name that comes again hides the one before it.
    let stays = |at: &usize| !names[at + 1..].contains(&names[*at]);
    let seen: Vec<Name> = (0..names.len()).filter(stays).map(|at| names[at].clone()).collect();
    let turn = seen.iter().map(|seen| written(seen, AstNode::Name(seen.clone()))).collect();
    let gathered = all.into_iter().rev().fold(AstNode::Context(turn), |inner, context| {
        AstNode::For(Box::new(AstNode::IterationContexts(vec![context])), Box::new(inner))
    });
    let flattened =
        AstNode::FunctionInvocation(Box::new(name(FLATTEN)), Box::new(AstNode::PositionalParameters(vec![gathered])));
    let of_turn = |seen: &Name| AstNode::Path(Box::new(name("turn")), Box::new(AstNode::Name(seen.clone())));
    let mut entries: Vec<AstNode> = seen.iter().map(|seen| written(seen, of_turn(seen))).collect();
    entries.push(entry("result", body));
    let turns = || (Box::new(name("turn")), Box::new(name("turns")));
    let (variable, list) = turns();
    let through = AstNode::IterationContexts(vec![AstNode::IterationContextSingle(variable, list)]);
    let results = AstNode::For(Box::new(through), Box::new(read(entries, "result")));
    let (variable, list) = turns();
    let any = AstNode::QuantifiedContexts(vec![AstNode::QuantifiedContext(variable, list)]);
    let is_null = AstNode::Eq(Box::new(name("turn")), Box::new(AstNode::Null));
    let missing = AstNode::Some(Box::new(any), Box::new(AstNode::Satisfies(Box::new(is_null))));
    let unless = AstNode::If(Box::new(missing), Box::new(AstNode::Null), Box::new(results));
    let before = looks_around.then(|| entry(AROUND, AstNode::Name(AROUND.into())));
    *node = read(before.into_iter().chain([entry("turns", flattened), entry("all", unless)]).collect(), "all");
    true
}

/// Lets a list read the results so far of a loop around by another name; says whether it does. Those of a loop inside of it
/// are others.
fn around(node: &mut AstNode) -> bool {
    match node {
        AstNode::Name(found) if found.as_str() == AROUND => {
            *node = name(AROUND);
            true
        }
        AstNode::For(contexts, _) => around(contexts),
        AstNode::Path(left, _) => around(left),
        // All are renamed: the first that is found does not end the search, as `any` would.
        other => children_mut(other).into_iter().map(around).filter(|found| *found).count() > 0,
    }
}

fn variable(context: &AstNode) -> Option<Name> {
    match children(context).first() {
        Some(AstNode::Name(name)) => Some(name.clone()),
        _ => None,
    }
}

/// A `for` as it was written.
pub(super) struct Loop<'n> {
    /// What it goes through.
    pub(super) contexts: Vec<&'n AstNode>,
    /// What each turn gives.
    pub(super) body: &'n AstNode,
    /// What gathers the turns: lists of lists of them.
    pub(super) turns: &'n AstNode,
    /// The results so far of a loop around, where a list reads them, and the name by which it does.
    pub(super) around: Option<(&'n Name, &'n AstNode)>,
}

/// The `for` that this was made of, if it was.
pub(super) fn written_loop(node: &AstNode) -> Option<Loop<'_>> {
    let AstNode::Path(all, _) = node else { return None };
    let AstNode::Context(entries) = all.as_ref() else { return None };
    let [before @ .., AstNode::ContextEntry(key, flattened), AstNode::ContextEntry(_, unless)] = &entries[..] else {
        return None;
    };
    let around = match before {
        [AstNode::ContextEntry(key, value)] => match key.as_ref() {
            AstNode::ContextEntryKey(key) => Some((key, value.as_ref())),
            _ => None,
        },
        _ => None,
    };
    let is_ours = matches!(key.as_ref(), AstNode::ContextEntryKey(key) if is_hidden(key) == Some("turns"));
    let (AstNode::FunctionInvocation(_, gathered), AstNode::If(_, _, results)) = (flattened.as_ref(), unless.as_ref())
    else {
        return None;
    };
    let AstNode::For(_, read) = results.as_ref() else { return None };
    let AstNode::Path(turn, _) = read.as_ref() else { return None };
    let AstNode::ContextEntry(_, body) = children(turn).pop()? else { return None };
    let turns = children(gathered).pop()?;
    let (mut contexts, mut inner) = (vec![], turns);
    while let AstNode::For(context, rest) = inner {
        contexts.extend(children(context));
        inner = rest;
    }
    is_ours.then_some(Loop { contexts, body: body.as_ref(), turns, around })
}

/// Does a list use the name of one before it? Where one of the names is that of the results so far, these are hidden.
fn is_chained(all: &[AstNode], names: &[Name]) -> bool {
    let uses = |at: usize, name: &Name| children(&all[at]).into_iter().skip(1).any(|domain| mentions(domain, name));
    let chained = (1..all.len()).any(|at| names[..at].iter().any(|earlier| uses(at, earlier)));
    chained && !names.iter().any(|name| name.as_str() == AROUND)
}

/// An entry of a context under a name that was written.
fn written(key: &Name, value: AstNode) -> AstNode {
    AstNode::ContextEntry(Box::new(AstNode::ContextEntryKey(key.clone())), Box::new(value))
}
