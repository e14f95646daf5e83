//! Calls of functions.

use dsntk_feel::bif::is_built_in_function_name;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelScope};
use dsntk_feel_parser::AstNode;

use super::operator::settled;
use super::{Builder, Operation, unknown};
use crate::expression::beyond::UNFULFILLED;
use crate::expression::bound::called;
use crate::expression::detail::Detail;
use crate::expression::explain::Cause;
use crate::expression::names::is_hidden;
use crate::expression::print::print;
use crate::expression::single::{is_single, single};
use crate::expression::watch::note_cause;

/// Arguments for which null is a value, by the definitions of DMN 10.3.4: an item of a list, or an argument that may be
/// left out. Position -1 stands for all.
const NULL_IS_A_VALUE: [(&str, i8, &str); 22] = [
    ("list contains", 1, "element"),
    ("index of", 1, "match"),
    ("append", -1, "item"),
    ("insert before", 2, "newItem"),
    ("list replace", 2, "newItem"),
    ("context put", 2, "value"),
    ("is", -1, "value1"),
    ("is", -1, "value2"),
    ("all", -1, "list"),
    ("any", -1, "list"),
    ("string", 0, "from"),
    ("to json", 0, "value"),
    ("string join", 1, "delimiter"),
    ("string join", 2, "prefix"),
    ("string join", 3, "suffix"),
    ("number", 1, "grouping separator"),
    ("number", 2, "decimal separator"),
    ("substring", 2, "length"),
    ("sublist", 2, "length"),
    ("replace", 3, "flags"),
    ("matches", 2, "flags"),
    ("time", 3, "offset"),
];

impl Builder<'_> {
    /// A function that fails is a fault, unless an argument is null for which that is a value.
    pub(super) fn call(&self, node: &AstNode, function: &AstNode, arguments: &AstNode) -> Evaluator {
        let name = called(function).filter(|name| is_built_in(function, name));
        if name == Some("not")
            && let AstNode::PositionalParameters(one) = arguments
            && let [negated] = &one[..]
        {
            let (negated, part) = (self.build(negated), self.part(negated));
            return Box::new(move |scope| match single(negated(scope)) {
                Value::Boolean(value) => Value::Boolean(!value),
                Value::Null(_) => unknown(),
                other => {
                    part.note_type(&other, "boolean");
                    unknown()
                }
            });
        }
        if name == Some("assert")
            && let AstNode::PositionalParameters(all) = arguments
            && let [value, condition, cause] = &all[..]
        {
            return self.assert(node, value, condition, cause);
        }
        let (mut values, mut left_out, mut singles) = (Vec::new(), Vec::new(), Vec::new());
        for (at, argument) in children_of(arguments).into_iter().enumerate() {
            let (parameter, value) = match argument {
                AstNode::NamedParameter(parameter, value) => match parameter.as_ref() {
                    AstNode::ParameterName(parameter) => (Some(parameter.as_str()), value.as_ref()),
                    _ => return self.delegate(node),
                },
                value => (None, value),
            };
            left_out.push(matches!(value, AstNode::Null));
            let may_be_null = name.is_none_or(|name| takes_null(name, at, parameter));
            let wanted = (!may_be_null).then(|| self.part(value));
            singles.push(name.is_some_and(|name| is_single(name, at, parameter)).then_some(wanted));
            values.push(if name.is_some_and(|name| takes_test(name, at, parameter)) {
                self.deciding(value)
            } else if may_be_null {
                self.checked(value)
            } else {
                self.needed(value)
            });
        }
        let own = values.len();
        let computed = !matches!(function, AstNode::Name(_));
        if computed {
            values.push(self.checked(function));
        }
        let library = Operation::new(values.len(), |mut names| {
            let function = if computed { names.pop().unwrap_or(AstNode::Null) } else { function.clone() };
            AstNode::FunctionInvocation(Box::new(function), Box::new(with_names(arguments, names)))
        });
        let (part, built_in) = (self.part(node), name.is_some());
        Box::new(move |scope: &FeelScope| {
            let mut values: Vec<Value> = values.iter().map(|value| value(scope)).collect();
            // A null that a list has alone is needed as much as one that stands there itself.
            for (value, taken) in values.iter_mut().zip(&singles).filter(|(value, _)| is_list(value)) {
                let Some(wanted) = taken else { continue };
                *value = single(std::mem::replace(value, Value::Null(None)));
                if let Some(part) = wanted
                    && value.is_null()
                {
                    note_cause(|| Cause::Null(print(part.node())));
                }
            }
            // An argument that is written as null is one that is left out.
            let made_of_null = values[..own].iter().zip(&left_out).any(|(value, out)| value.is_null() && !out);
            let value = library.of(scope, values);
            if matches!(&value, Value::Null(Some(_))) {
                if built_in && made_of_null {
                    return unknown();
                }
                part.note(scope, &value);
            }
            settled(value, &part, built_in)
        })
    }
}

impl Builder<'_> {
    /// Camunda 8's `assert`: the value is looked at when the condition is true, or what it lacks would be told instead of the
    /// cause.
    fn assert(&self, node: &AstNode, value: &AstNode, condition: &AstNode, cause: &AstNode) -> Evaluator {
        let (value, condition, cause) = (self.checked(value), self.truth(condition), self.checked(cause));
        let part = self.part(node);
        Box::new(move |scope: &FeelScope| {
            if condition(scope) == Some(true) {
                return value(scope);
            }
            let cause = match cause(scope) {
                Value::String(cause) => cause,
                _ => UNFULFILLED.to_owned(),
            };
            note_cause(|| Cause::Fault(print(part.node()), Detail::Reason(cause)));
            unknown()
        })
    }
}

fn is_list(value: &Value) -> bool {
    matches!(value, Value::List(_))
}

fn children_of(arguments: &AstNode) -> Vec<&AstNode> {
    match arguments {
        AstNode::PositionalParameters(all) | AstNode::NamedParameters(all) => all.iter().collect(),
        _ => vec![],
    }
}

/// The same arguments with other values.
fn with_names(arguments: &AstNode, names: Vec<AstNode>) -> AstNode {
    match arguments {
        AstNode::NamedParameters(all) => {
            let given = all.iter().zip(names).map(|(argument, name)| match argument {
                AstNode::NamedParameter(parameter, _) => AstNode::NamedParameter(parameter.clone(), Box::new(name)),
                _ => name,
            });
            AstNode::NamedParameters(given.collect())
        }
        _ => AstNode::PositionalParameters(names),
    }
}

fn is_built_in(function: &AstNode, name: &str) -> bool {
    matches!(function, AstNode::Name(written) if is_hidden(written).is_some() || is_built_in_function_name(name))
}

/// DMN 10.3.4.4: the order of `sort` and the match of `list replace`. The match may also be a position.
fn takes_test(function: &str, at: usize, parameter: Option<&str>) -> bool {
    matches!(
        (function, parameter, at),
        ("sort" | "list replace", None, 1) | ("sort", Some("precedes"), _) | ("list replace", Some("match"), _)
    )
}

fn takes_null(function: &str, at: usize, parameter: Option<&str>) -> bool {
    NULL_IS_A_VALUE.iter().any(|(known, position, named)| {
        *known == function
            && match parameter {
                Some(parameter) => parameter == *named,
                None => *position == -1 || usize::try_from(*position).is_ok_and(|position| position == at),
            }
    })
}
