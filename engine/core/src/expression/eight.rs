//! Functions that Camunda 8 has beside those of the standard, said in the words of the standard.
use super::tree::children_mut;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::{AstNode, parse_expression};

/// A function: its name, its parameters, and what it is.
type Function = (&'static str, &'static [&'static str], &'static str);

/// What the value is called that `get or else` looks at.
pub(super) const VALUE: &str = "_value_";

/// Each parameter stands once in what a function is, or a call inside a call would double with each level: whoever needs a
/// value twice goes through a list that has only this value.
const FUNCTIONS: [Function; 18] = [
    ("is defined", &["p1"], "p1 != null"),
    ("get or else", &["p1", "p2"], "(for _value_ in [p1] return if _value_ = null then p2 else _value_)[1]"),
    ("is empty", &["p1"], "count(p1) = 0"),
    ("is blank", &["p1"], "matches(p1, \"^\\s*$\")"),
    ("trim", &["p1"], "replace(p1, \"^\\s+|\\s+$\", \"\")"),
    ("number", &["p1"], "number(string(p1), null, null)"),
    // What a timer repeats, in the words of ISO 8601.
    ("cycle", &["p1"], "\"R/\" + string(p1)"),
    (
        "cycle",
        &["p1", "p2"],
        "\"R\" + (for _one_ in [p1] return if _one_ = null then \"\" else string(_one_))[1] + \"/\" + string(p2)",
    ),
    (
        "last day of month",
        &["p1"],
        "(for _one_ in [p1] return date(_one_.year, _one_.month, 1) + duration(\"P1M\") - duration(\"P1D\"))[1]",
    ),
    // What an agent is told of a value does not change it.
    ("fromAi", &["p1"], "[p1][1]"),
    ("fromAi", &["p1", "p2"], "[p1, p2][1]"),
    ("fromAi", &["p1", "p2", "p3"], "[p1, p2, p3][1]"),
    ("fromAi", &["p1", "p2", "p3", "p4"], "[p1, p2, p3, p4][1]"),
    ("fromAi", &["p1", "p2", "p3", "p4", "p5"], "[p1, p2, p3, p4, p5][1]"),
    ("put", &["p1", "p2", "p3"], "context put(p1, p2, p3)"),
    ("put all", &["p1", "p2"], "context merge([p1, p2])"),
    (
        "duplicate values",
        &["p1"],
        "distinct values(flatten(for _all_ in [p1] return for _one_ in _all_ return if count(_all_[item = _one_]) > 1 then [_one_] else []))",
    ),
    (
        "partition",
        &["p1", "p2"],
        "(for _all_ in [p1] return (for _size_ in [p2] return for _part_ in 1..ceiling(count(_all_) / _size_) return \
         sublist(_all_, (_part_ - 1) * _size_ + 1, min(_size_, count(_all_) - (_part_ - 1) * _size_)))[1])[1]",
    ),
];

/// Those that give another value at each call, or read what is no FEEL: a step must give the same again.
const NOT_HERE: [&str; 9] =
    ["assert", "uuid", "random number", "from json", "to json", "extract", "is valid", "last index of", "to base64"];

/// Names of several words that the library must know to read them as one.
pub(super) fn long_names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|(name, ..)| *name).chain(NOT_HERE).filter(|name| name.contains(' '))
}

/// Does it ask whether there is a value at all?
pub(super) fn asks(name: &str) -> bool {
    matches!(name, "is defined" | "get or else")
}

/// Is it one of Camunda 8's that is not here?
pub(super) fn is_missing(name: &str) -> bool {
    NOT_HERE.contains(&name)
}

/// A call in the words of the standard; none when it is no such function, or has other parameters.
pub(super) fn standard(name: &str, arguments: &AstNode) -> Option<AstNode> {
    let AstNode::PositionalParameters(values) = arguments else { return None };
    let fits = |(known, parameters, _): &&Function| *known == name && parameters.len() == values.len();
    let (_, parameters, text) = FUNCTIONS.iter().find(fits)?;
    let mut tree = parsed(text, parameters)?;
    put(&mut tree, parameters, values);
    Some(tree)
}

/// `number(x)` as somebody wrote it, from its words of the standard: for messages.
pub(super) fn written_number(node: &AstNode) -> Option<&AstNode> {
    let called = |node: &AstNode, wanted: &str| matches!(node, AstNode::Name(name) if name.as_str().ends_with(wanted));
    let AstNode::FunctionInvocation(function, arguments) = node else { return None };
    let AstNode::PositionalParameters(arguments) = arguments.as_ref() else { return None };
    let [AstNode::FunctionInvocation(inner, of), AstNode::Null, AstNode::Null] = &arguments[..] else { return None };
    let AstNode::PositionalParameters(of) = of.as_ref() else { return None };
    let [value] = &of[..] else { return None };
    (called(function, "number") && called(inner, "string")).then_some(value)
}

fn parsed(text: &str, parameters: &[&str]) -> Option<AstNode> {
    let mut context = FeelContext::default();
    let own =
        ["_value_", "_all_", "_one_", "_size_", "_part_", "item", "context put", "context merge", "distinct values"];
    for name in parameters.iter().chain(&own) {
        context.set_entry(&Name::from(*name), Value::Null(None));
    }
    parse_expression(&FeelScope::from(context), text, false).ok()
}

fn put(node: &mut AstNode, parameters: &[&str], values: &[AstNode]) {
    if let AstNode::Name(name) = node
        && let Some(at) = parameters.iter().position(|parameter| *parameter == name.as_str())
    {
        *node = values[at].clone();
        return;
    }
    for child in children_mut(node) {
        put(child, parameters, values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_is_read() {
        for (name, parameters, text) in FUNCTIONS {
            assert!(parsed(text, parameters).is_some(), "{name}");
            for parameter in parameters {
                assert_eq!(text.matches(parameter).count(), 1, "{name} says {parameter} more than once");
            }
        }
    }
}
