//! `some` and `every` beside nulls (DMN 10.3.2.11): they join their tests by `or` and `and`, so that a test that is null
//! decides nothing, and one that is decided by another is not null. The library stops at the first null.
//!
//! `some x in l satisfies c` becomes
//! `{list: l, begin: begin(), met: some x in list satisfies noted(c), answer: joined(list = null, met)}.answer`, with hidden names.

use std::cell::RefCell;

use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::guard::{entry, name, read};
use super::ours::{Function, Used};

thread_local! {
    /// Whether a test was null, for each `some` and `every` that is being evaluated, the innermost last.
    static NULLS: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
}

/// A `some` or `every` over one list, put otherwise.
pub(super) fn beside_nulls(node: &mut AstNode, used: &mut Used) {
    let some = matches!(node, AstNode::Some(..));
    let (AstNode::Some(contexts, body) | AstNode::Every(contexts, body)) = node else { return };
    let (AstNode::QuantifiedContexts(all), AstNode::Satisfies(test)) = (contexts.as_mut(), body.as_mut()) else {
        return;
    };
    let [AstNode::QuantifiedContext(_, list)] = &mut all[..] else { return };
    let list = std::mem::replace(list.as_mut(), name("list"));
    let written = std::mem::replace(test.as_mut(), AstNode::Null);
    **test = used.call(Function::Noted(some), vec![written]);
    let begin = used.call(Function::Begin, vec![]);
    let is_null = AstNode::Eq(Box::new(name("list")), Box::new(AstNode::Null));
    let answer = used.call(Function::Answer(some), vec![is_null, name("met")]);
    let met = std::mem::replace(node, AstNode::Null);
    let entries = vec![entry("list", list), entry("begin", begin), entry("met", met), entry("answer", answer)];
    *node = read(entries, "answer");
}

/// Before the first test.
pub(crate) fn begin() {
    NULLS.with_borrow_mut(|nulls| nulls.push(false));
}

/// What a test gives, to go on with: nothing else than true or false decides.
pub(crate) fn noted(value: Value, some: bool) -> Value {
    if matches!(value, Value::Boolean(_)) {
        return value;
    }
    NULLS.with_borrow_mut(|nulls| {
        if let Some(met) = nulls.last_mut() {
            *met = true;
        }
    });
    Value::Boolean(!some)
}

/// Behind the last test: what it gives whose tests gave `met`, and that went through null instead of a list or not.
pub(crate) fn joined(through_null: bool, met: Value, some: bool) -> Value {
    let nulls = NULLS.with_borrow_mut(Vec::pop).unwrap_or_default();
    if through_null {
        return Value::Null(Some("what it goes through is null".to_owned()));
    }
    let decided = matches!(met, Value::Boolean(value) if value == some);
    if nulls && !decided { Value::Null(None) } else { met }
}
