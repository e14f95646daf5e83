//! A list of one value is that value where a function wants a single one (DMN 10.3.2.9.4), as in
//! `contains(orders[id = 7].name, "x")`: the library does so for functions that somebody wrote, and for few of its own.

use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::bound::called;
use super::names::is_hidden;
use super::ours::{Function, Used};
use super::tree::children_mut;
use super::within::may_be_list;

/// Built-in functions that take single values only.
pub(super) const OVER_SINGLES: [&str; 36] = [
    "abs",
    "ceiling",
    "contains",
    "date",
    "date and time",
    "day of week",
    "day of year",
    "decimal",
    "duration",
    "ends with",
    "even",
    "exp",
    "floor",
    "log",
    "lower case",
    "matches",
    "modulo",
    "month of year",
    "number",
    "odd",
    "replace",
    "round down",
    "round half down",
    "round half up",
    "round up",
    "split",
    "sqrt",
    "starts with",
    "string length",
    "substring",
    "substring after",
    "substring before",
    "time",
    "upper case",
    "week of year",
    "years and months duration",
];

/// The value that a list has alone.
pub(super) fn single(value: Value) -> Value {
    match value {
        Value::List(mut all) if all.len() == 1 => all.swap_remove(0),
        other => other,
    }
}

/// Lets a call of such a function take what may be a list.
pub(super) fn of_lists(node: &mut AstNode, used: &mut Used) {
    let AstNode::FunctionInvocation(function, arguments) = node else { return };
    if !is_over_singles(function) {
        return;
    }
    for argument in children_mut(arguments) {
        let value = match argument {
            AstNode::NamedParameter(_, value) => value.as_mut(),
            value => value,
        };
        let is_single = gives_single(value);
        if may_be_list(value) && !is_single {
            let list = std::mem::replace(value, AstNode::Null);
            *value = used.call(Function::Single, vec![list]);
        }
    }
}

/// All of them but `split` give a single value, too.
fn gives_single(node: &AstNode) -> bool {
    let AstNode::FunctionInvocation(function, _) = node else { return false };
    is_over_singles(function) && called(function) != Some("split")
}

/// Functions of the library have hidden names where their arguments are changed.
fn is_over_singles(function: &AstNode) -> bool {
    matches!(function, AstNode::Name(name) if is_hidden(name).is_some_and(|name| OVER_SINGLES.contains(&name)))
}
