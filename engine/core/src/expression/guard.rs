//! What the library is given to evaluate: the tree, changed where the library would do work again or leave traces.
//!
//! - It evaluates both operands of a subtraction again when it cannot subtract, and says so; in a chain, or with a
//!   filter or a loop inside, that doubles every time. Operands that cost anything get a name of their own here.
//! - A filter whose test is neither true, false nor a number gives up with the item it tests still in sight: names
//!   evaluated later would find the entries of that item, and every lookup would take longer. Such a filter cleans up.
//! - Moments in time it compares and adds by their digits: see [`moments`](super::moments).
//! - A single value is a list of one (DMN 10.3.2.9.4) for filters and functions over lists; the parts of a negative
//!   duration are negative; what is not true in an `if` is its `else`.
//! - A number that FEEL cannot hold is null, where the library would go on with infinity; `for` over null is null, and so
//!   are `min` and `max` of what has a null in it; the text of a context can be read again.
//! - Null before `=` is null to it where null behind it is false; `any` and `all` it gives up at a null before what decides.
//! - A list in a list of lists it looks for in the first of them: see [`within`](super::within).
//! - A function takes all with it that its body mentions: see [`closed`](super::closed).
//! - An empty list is one of whatever type: see [`instance`](super::instance). What a single function does otherwise, and
//!   what `some` and `every` do beside nulls: see [`mended`](super::mended), [`rounding`](super::rounding),
//!   [`extremes`](super::extremes) and [`quantified`](super::quantified).
//!
//! Only evaluation sees the changed tree. Messages, estimates and classification are about the tree as written. This file
//! is long because each change of the tree is one function.

use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::bound::called;
use super::closed::close;
use super::instance::may_have_lists;
use super::mended;
use super::moments::{self, Operator};
use super::names::{hidden_name, is_hidden};
use super::ours::{Function, Used, remove_above_mark};
use super::quantified::beside_nulls;
use super::single::of_lists;
use super::tree::{children, children_mut};
use super::within::may_be_lists;

/// Marks a context below which nothing is left behind.
pub(super) const MARK: &str = "mark";

/// Functions whose first argument is a list.
const OVER_LISTS: [&str; 10] = [
    "list contains",
    "append",
    "concatenate",
    "insert before",
    "remove",
    "reverse",
    "index of",
    "distinct values",
    "flatten",
    "sublist",
];
/// Parts of durations that the library gives without their sign.
pub(super) const SIGNED: [&str; 4] = ["days", "hours", "minutes", "seconds"];

/// Prepares `tree` to be evaluated any number of times.
pub(crate) fn prepare(tree: &AstNode) -> Evaluator {
    prepared(tree, Used::default())
}

/// The same for a single operation, of whose result somebody else asks whether it is finite.
pub(super) fn prepare_operation(tree: &AstNode) -> Evaluator {
    prepared(tree, Used { infinite: true, ..Used::default() })
}

fn prepared(tree: &AstNode, mut used: Used) -> Evaluator {
    let mut changed = tree.clone();
    guard(&mut changed, &mut used);
    let inner = dsntk_feel_evaluator::prepare(&changed);
    if used.functions.is_empty() {
        return inner;
    }
    let mut context = FeelContext::default();
    used.functions.iter().for_each(|function| context.set_entry(&function.name(), function.value()));
    Box::new(move |scope: &FeelScope| {
        scope.push(context.clone());
        let value = inner(scope);
        scope.pop();
        value
    })
}

/// Evaluates `tree` once.
pub(crate) fn evaluate(scope: &FeelScope, tree: &AstNode) -> Value {
    prepare(tree)(scope)
}

/// Runs a filter that was not written in FEEL and removes what it leaves behind.
pub(crate) fn contained(scope: &FeelScope, work: impl FnOnce() -> Value) -> Value {
    let mut context = FeelContext::default();
    context.set_entry(&hidden_name(MARK), Value::Null(None));
    scope.push(context);
    let value = work();
    remove_above_mark(scope);
    scope.pop();
    value
}

/// Does the library evaluate the operands of this subtraction again to say what is wrong with them? Only cheap ones.
pub(super) fn repeats(left: &AstNode, right: &AstNode) -> bool {
    is_cheap(left) && is_cheap(right)
}

fn guard(node: &mut AstNode, used: &mut Used) {
    if let AstNode::Sub(left, right) = node
        && !repeats(left, right)
    {
        *node = named_operands(std::mem::replace(node, AstNode::Null), used);
        return;
    }
    if let Some(comparisons) = compared(node) {
        *node = comparisons;
    }
    for child in children_mut(node) {
        guard(child, used);
    }
    close(node);
    if let AstNode::Eq(left, right) | AstNode::Nq(left, right) = node
        && moments::is_constant(right)
    {
        std::mem::swap(left, right);
    }
    if let Some((operator, left, right)) = Operator::of(node)
        && operator.is_ours(left, right)
    {
        *node = used.call(Function::Moments(operator), vec![left.clone(), right.clone()]);
    }
    if let AstNode::In(left, right) = node
        && may_be_lists(left, right)
    {
        *node = used.call(Function::Within, vec![*left.clone(), *right.clone()]);
    }
    if let AstNode::If(condition, ..) = node
        && (may_count(condition) || !is_test(condition))
    {
        let asked = std::mem::replace(condition.as_mut(), AstNode::Null);
        **condition = AstNode::Eq(Box::new(asked), Box::new(AstNode::Boolean(true)));
    }
    if let AstNode::Path(_, part) = node
        && let AstNode::Name(part) = part.as_ref()
        && let Some(which) = SIGNED.iter().position(|known| *known == part.as_str())
        && let AstNode::Path(whole, _) = std::mem::replace(node, AstNode::Null)
    {
        *node = used.call(Function::Part(which), vec![*whole]);
    }
    if let AstNode::FunctionInvocation(function, arguments) = node
        && let AstNode::Name(name) = function.as_ref()
        && OVER_LISTS.contains(&is_hidden(name).unwrap_or(name.as_str()))
        && let AstNode::PositionalParameters(all) = arguments.as_mut()
        && let Some(list) = all.first_mut()
    {
        of_one(list, used);
    }
    if let AstNode::Filter(list, _) = node {
        of_one(list, used);
    }
    // A single operation is given what is single already.
    if !used.infinite {
        of_lists(node, used);
    }
    if let AstNode::FunctionInvocation(function, arguments) = node
        && let AstNode::Name(name) = function.as_ref()
        && matches!(is_hidden(name), Some("sublist" | "insert before" | "remove"))
    {
        argument(arguments, 1, &["start position", "position"], Function::Position, used);
    }
    if let Some((function, arguments)) = mended::call(node) {
        *node = used.call(function, arguments);
    }
    if matches!(node, AstNode::Some(..) | AstNode::Every(..)) {
        beside_nulls(node, used);
    }
    if matches!(node, AstNode::InstanceOf(_, of) if may_have_lists(of)) {
        *node = of_empty(std::mem::replace(node, AstNode::Null), used);
    }
    if let AstNode::FunctionInvocation(function, arguments) = node {
        match called(function) {
            Some("any") => in_one(arguments, Function::Decisive(true), used),
            Some("all") => in_one(arguments, Function::Decisive(false), used),
            Some("string") => in_one(arguments, Function::Readable, used),
            Some("string join") => argument(arguments, 0, &["list"], Function::Present, used),
            Some("duration") => argument(arguments, 0, &["from"], Function::DurationText, used),
            _ => {}
        }
    }
    if let AstNode::For(contexts, _) = node
        && let Some(lists) = may_be_null(contexts)
    {
        *node = unless_null(lists, std::mem::replace(node, AstNode::Null));
    }
    if !used.infinite && may_overflow(node) {
        let number = std::mem::replace(node, AstNode::Null);
        *node = used.call(Function::Finite, vec![number]);
    }
    if matches!(node, AstNode::Filter(_, test) if !is_test(test)) {
        let filter = std::mem::replace(node, AstNode::Null);
        let call = used.call(Function::Clean, vec![]);
        let entries = vec![entry(MARK, AstNode::Null), entry("kept", filter), entry("end", call)];
        *node = read(entries, "kept");
    }
}

/// What a value is held against in a cell of a table, or behind `in`, as comparisons of two values: they may be moments.
fn compared(node: &AstNode) -> Option<AstNode> {
    let AstNode::In(left, right) = node else { return None };
    let right = match right.as_ref() {
        AstNode::ExpressionList(one) if one.len() == 1 => &one[0],
        one => one,
    };
    if !is_cheap(left) {
        return None;
    }
    let with = |operator: fn(Box<AstNode>, Box<AstNode>) -> AstNode, bound: &AstNode| {
        operator(left.clone(), Box::new(bound.clone()))
    };
    let moment = |bound: &AstNode| !moments::is_timeless(bound);
    match right {
        AstNode::UnaryLt(bound) if moment(bound) => Some(with(AstNode::Lt, bound)),
        AstNode::UnaryLe(bound) if moment(bound) => Some(with(AstNode::Le, bound)),
        AstNode::UnaryGt(bound) if moment(bound) => Some(with(AstNode::Gt, bound)),
        AstNode::UnaryGe(bound) if moment(bound) => Some(with(AstNode::Ge, bound)),
        AstNode::Range(start, end) => match (start.as_ref(), end.as_ref()) {
            (AstNode::IntervalStart(first, from), AstNode::IntervalEnd(last, until))
                if moment(first) && moment(last) =>
            {
                let above = with(if from.closed() { AstNode::Ge } else { AstNode::Gt }, first);
                let below = with(if until.closed() { AstNode::Le } else { AstNode::Lt }, last);
                Some(AstNode::And(Box::new(above), Box::new(below)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A single value is a list of one.
fn of_one(list: &mut AstNode, used: &mut Used) {
    if !matches!(list, AstNode::List(_) | AstNode::Filter(..) | AstNode::For(..)) {
        let value = std::mem::replace(list, AstNode::Null);
        *list = used.call(Function::AsList, vec![value]);
    }
}

/// `a - b - c` becomes `{l0: a, r1: b, l1: l0 - r1, r2: c, l2: l1 - r2}.l2`, with hidden names: no deeper than before.
fn named_operands(mut chain: AstNode, used: &mut Used) -> AstNode {
    let mut operands = Vec::new();
    while let AstNode::Sub(left, right) = chain {
        operands.push(*right);
        chain = *left;
    }
    guard(&mut chain, used);
    let mut entries = vec![entry("l0", chain)];
    let mut last = "l0".to_owned();
    for (at, mut operand) in operands.into_iter().rev().enumerate() {
        guard(&mut operand, used);
        let (left, right) = (format!("l{}", at + 1), format!("r{}", at + 1));
        let difference = used.call(Function::Moments(Operator::Sub), vec![name(&last), name(&right)]);
        entries.extend([entry(&right, operand), entry(&left, difference)]);
        last = left;
    }
    read(entries, &last)
}

/// The argument, or all of them made one list where it takes one. Functions that are given their arguments so have hidden
/// names, so that no other is meant.
fn in_one(arguments: &mut AstNode, function: Function, used: &mut Used) {
    match arguments {
        AstNode::PositionalParameters(all) if all.len() > 1 && function != Function::Readable => {
            let list = AstNode::List(std::mem::take(all));
            all.push(used.call(function, vec![list]));
        }
        AstNode::PositionalParameters(all) => {
            for argument in all {
                let value = std::mem::replace(argument, AstNode::Null);
                *argument = used.call(function, vec![value]);
            }
        }
        AstNode::NamedParameters(all) => {
            for argument in all {
                if let AstNode::NamedParameter(_, value) = argument {
                    let inner = std::mem::replace(value.as_mut(), AstNode::Null);
                    **value = used.call(function, vec![inner]);
                }
            }
        }
        _ => {}
    }
}

/// The argument at this place, or of one of these names.
fn argument(arguments: &mut AstNode, at: usize, named: &[&str], function: Function, used: &mut Used) {
    let value = match arguments {
        AstNode::PositionalParameters(all) => all.get_mut(at),
        AstNode::NamedParameters(all) => all.iter_mut().find_map(|argument| match argument {
            AstNode::NamedParameter(name, value) => {
                matches!(name.as_ref(), AstNode::ParameterName(name) if named.contains(&name.as_str()))
                    .then_some(&mut **value)
            }
            _ => None,
        }),
        _ => None,
    };
    if let Some(value) = value {
        let written = std::mem::replace(value, AstNode::Null);
        *value = used.call(function, vec![written]);
    }
}

/// `{value: v, instance: if with_empty(value, T) then true else value instance of T}.instance`.
fn of_empty(instance: AstNode, used: &mut Used) -> AstNode {
    let AstNode::InstanceOf(value, of) = instance else { return instance };
    let empty = used.call(Function::WithEmpty, vec![name("value"), *of.clone()]);
    let otherwise = AstNode::InstanceOf(Box::new(name("value")), of);
    let is = AstNode::If(Box::new(empty), Box::new(AstNode::Boolean(true)), Box::new(otherwise));
    read(vec![entry("value", *value), entry("instance", is)], "instance")
}

/// The places among what a `for` goes through of those that may be null.
fn may_be_null(contexts: &AstNode) -> Option<Vec<usize>> {
    let mut bound: Vec<&AstNode> = vec![];
    let mut found = vec![];
    for (at, context) in children(contexts).into_iter().enumerate() {
        if let AstNode::IterationContextSingle(variable, list) = context {
            let never = matches!(list.as_ref(), AstNode::List(_) | AstNode::Range(..) | AstNode::For(..));
            if !never && !bound.contains(&list.as_ref()) {
                found.push(at);
            }
            bound.push(variable);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// DMN 10.3.2.14: `for` over null is null. `{l0: list, all: if l0 = null then null else for x in l0 return x}.all`.
fn unless_null(lists: Vec<usize>, mut turns: AstNode) -> AstNode {
    let (mut entries, mut null) = (vec![], None);
    if let AstNode::For(contexts, _) = &mut turns {
        let mut all = children_mut(contexts);
        for at in lists {
            if let AstNode::IterationContextSingle(_, list) = &mut *all[at] {
                let key = format!("list {at}");
                entries.push(entry(&key, std::mem::replace(list.as_mut(), name(&key))));
                let is_null = AstNode::Eq(Box::new(name(&key)), Box::new(AstNode::Null));
                null = Some(match null.take() {
                    None => is_null,
                    Some(others) => AstNode::Or(Box::new(others), Box::new(is_null)),
                });
            }
        }
    }
    let Some(null) = null else { return turns };
    entries.push(entry("all", AstNode::If(Box::new(null), Box::new(AstNode::Null), Box::new(turns))));
    read(entries, "all")
}

/// May its value be more than a number of 34 digits can hold, where its parts are such numbers?
fn may_overflow(node: &AstNode) -> bool {
    let small = |side: &AstNode| matches!(side, AstNode::Numeric(_, _, _, exponent) if exponent.is_empty());
    match node {
        AstNode::Mul(..) | AstNode::Div(..) | AstNode::Exp(..) => true,
        AstNode::Add(left, right) | AstNode::Sub(left, right) => !small(left) && !small(right),
        AstNode::Numeric(_, _, _, exponent) => exponent.len() > 3,
        AstNode::FunctionInvocation(function, _) => {
            matches!(
                called(function),
                Some("sum" | "product" | "mean" | "median" | "stddev" | "exp" | "number" | "modulo")
            )
        }
        _ => false,
    }
}

pub(super) fn name(text: &str) -> AstNode {
    AstNode::Name(hidden_name(text))
}

pub(super) fn entry(key: &str, value: AstNode) -> AstNode {
    AstNode::ContextEntry(Box::new(AstNode::ContextEntryKey(hidden_name(key))), Box::new(value))
}

pub(super) fn read(entries: Vec<AstNode>, key: &str) -> AstNode {
    AstNode::Path(Box::new(AstNode::Context(entries)), Box::new(name(key)))
}

/// No subtraction, loop, filter, context or function of somebody else in it.
fn is_cheap(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::Name(_) | N::Numeric(..) | N::String(_) | N::At(_) | N::Boolean(_) | N::Null => true,
        N::Path(left, _) => is_cheap(left),
        N::Add(..) | N::Mul(..) | N::Div(..) | N::Exp(..) | N::Neg(_) | N::EvaluatedExpression(_) => {
            children(node).into_iter().all(is_cheap)
        }
        N::FunctionInvocation(function, arguments) => {
            let built_in = matches!(function.as_ref(), N::Name(name) if is_hidden(name).is_some() || is_built_in_function_name(name.as_str()));
            built_in && children(arguments).into_iter().all(is_cheap)
        }
        N::NamedParameter(_, value) => is_cheap(value),
        _ => false,
    }
}

/// Can its value be a number? [`is_test`] lets those pass too.
pub(super) fn may_count(test: &AstNode) -> bool {
    match test {
        AstNode::EvaluatedExpression(inner) => may_count(inner),
        AstNode::Numeric(..) | AstNode::Neg(_) | AstNode::FunctionInvocation(..) => true,
        _ => false,
    }
}

/// Is the value of this test true, false, null or a number, whatever the data?
#[expect(clippy::match_same_arms, reason = "a few nodes per line, instead of one per line")]
pub(super) fn is_test(node: &AstNode) -> bool {
    use AstNode as N;
    match node {
        N::Boolean(_) | N::Numeric(..) | N::Null | N::Eq(..) | N::Nq(..) | N::Lt(..) | N::Le(..) | N::Gt(..) => true,
        N::Ge(..) | N::Between(..) | N::And(..) | N::Or(..) | N::Some(..) | N::Every(..) | N::InstanceOf(..) => true,
        N::Neg(inner) => matches!(inner.as_ref(), N::Numeric(..)),
        N::EvaluatedExpression(inner) => is_test(inner),
        // A `some`, an `every` or an `instance of` that was changed.
        N::Path(_, last) => {
            matches!(last.as_ref(), N::Name(name) if matches!(is_hidden(name), Some("answer" | "instance")))
        }
        N::FunctionInvocation(function, _) => {
            let hidden = if let N::Name(name) = function.as_ref() { is_hidden(name) } else { None };
            let moments = hidden.is_some_and(|name| matches!(name, "lt" | "le" | "gt" | "ge" | "eq" | "nq"));
            moments
                || matches!(
                    hidden,
                    Some("within" | "not" | "contains" | "starts with" | "ends with" | "list contains" | "count")
                )
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use dsntk_feel::closure::Closure;
    use dsntk_feel::{FeelType, FunctionBody};
    use dsntk_feel_parser::parse_expression;

    use super::*;

    /// How often `text` calls `f`, which gives a text, and how many contexts it leaves behind.
    fn worked(text: &str) -> (usize, usize) {
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        let body: Evaluator = Box::new(move |_: &FeelScope| {
            counted.fetch_add(1, Ordering::Relaxed);
            Value::String("text".to_owned())
        });
        let body = FunctionBody::LiteralExpression(Arc::new(body));
        let function =
            Value::FunctionDefinition(vec![], body, false, Closure::default(), FeelContext::default(), FeelType::Any);
        let mut item = FeelContext::default();
        item.set_entry(&"price".into(), Value::String("dear".to_owned()));
        let mut context = FeelContext::default();
        context.set_entry(&"f".into(), function);
        context.set_entry(&"price".into(), Value::Null(None));
        context.set_entry(&"items".into(), Value::List(vec![Value::Context(item.clone()), Value::Context(item)]));
        let scope: FeelScope = context.into();
        let tree = parse_expression(&scope, text, false).expect(text);
        let value = evaluate(&scope, &tree);
        assert!(value.is_null(), "{text}: {value}");
        (calls.load(Ordering::Relaxed), scope.contexts().len() - 1)
    }

    #[test]
    fn operands_of_subtractions_are_evaluated_once() {
        assert_eq!(worked("f() - 1"), (1, 0));
        assert_eq!(worked(&format!("f(){}", " - 1".repeat(40))), (1, 0));
        assert_eq!(worked(&format!("{}f(){}", "1 - (".repeat(20), ")".repeat(20))), (1, 0));
        assert_eq!(worked("(f() - 1) * 2 - (f() - f()) - f()"), (4, 0));
        assert_eq!(worked("count(items[f() - 1 - 1 = 2]) - \"x\" - 1"), (3, 0)); // each item, and once for an index
    }

    #[test]
    fn filters_leave_nothing_behind() {
        for text in
            ["items[f()]", "items[price]", "items[items[price] = null and f()] - 1", "items[[1]] - items[[2]] - 1"]
        {
            assert_eq!(worked(text).1, 0, "{text}");
        }
        assert_eq!(worked("if items[price] = null then price else 0"), (0, 0)); // not the price of an item
    }
}
