//! A list of one value is that value where a function wants a single one (DMN 10.3.2.9.4), as in
//! `contains(orders[id = 7].name, "x")`: the library does so for functions that somebody wrote, and for few of its own.

use dsntk_feel::values::Value;
use dsntk_feel_parser::AstNode;

use super::names::is_hidden;
use super::ours::{Function, Used};
use super::tree::children_mut;
use super::within::may_be_list;

/// Built-in functions that take single values only.
const OVER_SINGLES: [&str; 36] = [
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

/// Built-in functions that take single values at some places, each with the name of the parameter there. The keys of
/// `context put` may be a list, and its value is one as it stands.
const SINGLE_AT: [(&str, usize, &str); 6] = [
    ("context put", 0, "context"),
    ("get entries", 0, "m"),
    ("get value", 0, "m"),
    ("get value", 1, "key"),
    ("not", 0, "negand"),
    ("range", 0, "from"),
];

/// Does this built-in function take a single value somewhere?
pub(super) fn takes_singles(function: &str) -> bool {
    OVER_SINGLES.contains(&function) || SINGLE_AT.iter().any(|(known, ..)| *known == function)
}

/// Does it take one at this place, or as what is named so?
pub(super) fn is_single(function: &str, at: usize, parameter: Option<&str>) -> bool {
    let here = |place: usize, named: &str| parameter.map_or(place == at, |parameter| parameter == named);
    OVER_SINGLES.contains(&function)
        || SINGLE_AT.iter().any(|(known, place, named)| *known == function && here(*place, named))
}

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
    let AstNode::Name(name) = function.as_ref() else { return };
    // Functions of the library have hidden names where their arguments are changed.
    let Some(function) = is_hidden(name) else { return };
    for (at, argument) in children_mut(arguments).into_iter().enumerate() {
        let (parameter, value) = match argument {
            AstNode::NamedParameter(parameter, value) => match &**parameter {
                AstNode::ParameterName(name) => (Some(name.as_str()), value.as_mut()),
                _ => (None, value.as_mut()),
            },
            value => (None, value),
        };
        let gives_single = gives_single(value);
        if is_single(function, at, parameter) && may_be_list(value) && !gives_single {
            let list = std::mem::replace(value, AstNode::Null);
            *value = used.call(Function::Single, vec![list]);
        }
    }
}

/// All of them but `split` give a single value, too.
fn gives_single(node: &AstNode) -> bool {
    let AstNode::FunctionInvocation(function, _) = node else { return false };
    let AstNode::Name(name) = function.as_ref() else { return false };
    is_hidden(name).is_some_and(|name| name != "split" && OVER_SINGLES.contains(&name))
}
