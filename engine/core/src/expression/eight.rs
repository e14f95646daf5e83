//! Functions that Camunda 8 has beside those of the standard: said in the words of the standard where that has words for
//! them, else done [here](super::beyond) or [drawn](super::chance).
use super::beyond::Beyond;
use super::chance::Drawn;
use super::names::hidden_name;
use super::tree::children_mut;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::{AstNode, parse_expression};

/// A function: its name, its parameters, how many of them are needed, and what it is. There `p1` is the first of them.
type Function = (&'static str, &'static [&'static str], usize, &'static str);

/// What the value is called that `get or else` looks at.
pub(super) const VALUE: &str = "_value_";

/// Each parameter stands once in what a function is, or a call inside a call would double with each level: whoever needs a
/// value twice goes through a list that has only this value.
const FUNCTIONS: [Function; 14] = [
    ("is defined", &["value"], 1, "p1 != null"),
    ("get or else", &["value", "default"], 2, "(for _value_ in [p1] return if _value_ = null then p2 else _value_)[1]"),
    ("is empty", &["list"], 1, "count(p1) = 0"),
    ("is blank", &["string"], 1, "matches(p1, \"^\\s*$\")"),
    ("trim", &["string"], 1, "replace(p1, \"^\\s+|\\s+$\", \"\")"),
    ("number", &["from"], 1, "number(string(p1), null, null)"),
    ("number", &["from", "grouping separator"], 2, "number(p1, p2, null)"),
    // What a timer repeats, in the words of ISO 8601.
    ("cycle", &["interval"], 1, "\"R/\" + string(p1)"),
    (
        "cycle",
        &["repetitions", "interval"],
        2,
        "\"R\" + (for _one_ in [p1] return if _one_ = null then \"\" else string(_one_))[1] + \"/\" + string(p2)",
    ),
    (
        "last day of month",
        &["date"],
        1,
        "(for _one_ in [p1] return date(_one_.year, _one_.month, 1) + duration(\"P1M\") - duration(\"P1D\"))[1]",
    ),
    // What an agent is told of a value does not change it.
    ("fromAi", &["value", "description", "type", "schema", "options"], 1, "[p1, p2, p3, p4, p5][1]"),
    ("put", &["context", "key", "value"], 3, "context put(p1, p2, p3)"),
    ("put all", &["context", "other"], 2, "context merge([p1, p2])"),
    (
        "duplicate values",
        &["list"],
        1,
        "distinct values(flatten(for _all_ in [p1] return for _one_ in _all_ return if count(_all_[item = _one_]) > 1 then [_one_] else []))",
    ),
];

/// Names of several words that the library must know to read them as one.
pub(super) fn long_names() -> impl Iterator<Item = &'static str> {
    let own = Beyond::ALL.iter().map(|one| one.written()).chain(Drawn::ALL.iter().map(|one| one.written()));
    FUNCTIONS.iter().map(|(name, ..)| *name).chain(own).filter(|name| name.contains(' '))
}

/// Does it ask whether there is a value at all?
pub(super) fn asks(name: &str) -> bool {
    matches!(name, "is defined" | "get or else")
}

/// A call in the words of the standard; none when it is no such function, or has other parameters.
pub(super) fn standard(name: &str, arguments: &AstNode) -> Option<AstNode> {
    let mut known = FUNCTIONS.iter().filter(|(known, ..)| *known == name);
    let (parameters, text, values) = known
        .find_map(|(_, parameters, needed, text)| Some((parameters, text, given(parameters, *needed, arguments)?)))?;
    let placeholders: Vec<String> = (1..=parameters.len()).map(|at| format!("p{at}")).collect();
    let mut tree = parsed(text, &placeholders)?;
    put(&mut tree, &placeholders, &values);
    Some(tree)
}

/// A call of a function that is done here, with all its arguments; none when it is no such function, or has other parameters.
pub(super) fn own(name: &str, arguments: &AstNode) -> Option<AstNode> {
    let (parameters, needed): (&[&str], usize) = match (Beyond::of(name), Drawn::of(name)) {
        (Some(one), _) => one.parameters(),
        (None, Some(_)) => (&[], 0),
        (None, None) => return None,
    };
    let values = given(parameters, needed, arguments)?;
    let function = Box::new(AstNode::Name(hidden_name(name)));
    Some(AstNode::FunctionInvocation(function, Box::new(AstNode::PositionalParameters(values))))
}

/// The parameters of a function of that name, for whoever calls it otherwise.
pub(super) fn parameters(name: &str) -> Option<&'static [&'static str]> {
    let told = FUNCTIONS.iter().find(|(known, ..)| *known == name).map(|(_, parameters, ..)| *parameters);
    let nothing: &[&str] = &[];
    told.or_else(|| Some(Beyond::of(name)?.parameters().0)).or_else(|| Drawn::of(name).map(|_| nothing))
}

/// A value for each parameter: null where one that is not needed is left out.
fn given(parameters: &[&str], needed: usize, arguments: &AstNode) -> Option<Vec<AstNode>> {
    let mut values: Vec<Option<AstNode>> = match arguments {
        AstNode::PositionalParameters(values) if values.len() <= parameters.len() => {
            values.iter().cloned().map(Some).collect()
        }
        AstNode::NamedParameters(named) => {
            let mut values = vec![None; parameters.len()];
            for argument in named {
                let AstNode::NamedParameter(name, value) = argument else { return None };
                let AstNode::ParameterName(name) = name.as_ref() else { return None };
                let at = parameters.iter().position(|parameter| *parameter == name.as_str())?;
                values[at] = Some(value.as_ref().clone());
            }
            values
        }
        _ => return None,
    };
    values.resize(parameters.len(), None);
    let complete = values.iter().take(needed).all(Option::is_some);
    complete.then(|| values.into_iter().map(|value| value.unwrap_or(AstNode::Null)).collect())
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

fn parsed(text: &str, parameters: &[String]) -> Option<AstNode> {
    let mut context = FeelContext::default();
    let own = ["_value_", "_all_", "_one_", "item", "context put", "context merge", "distinct values"];
    for name in parameters.iter().map(String::as_str).chain(own) {
        context.set_entry(&Name::from(name), Value::Null(None));
    }
    parse_expression(&FeelScope::from(context), text, false).ok()
}

fn put(node: &mut AstNode, parameters: &[String], values: &[AstNode]) {
    if let AstNode::Name(name) = node
        && let Some(at) = parameters.iter().position(|parameter| parameter == name.as_str())
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
        for (name, parameters, needed, text) in FUNCTIONS {
            let placeholders: Vec<String> = (1..=parameters.len()).map(|at| format!("p{at}")).collect();
            assert!(parsed(text, &placeholders).is_some(), "{name}");
            assert!(needed <= parameters.len(), "{name} needs what it has not");
            for placeholder in placeholders {
                assert_eq!(text.matches(&placeholder).count(), 1, "{name} says {placeholder} more than once");
            }
        }
    }
}
