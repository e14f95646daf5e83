//! Functions of ours that a changed tree calls, under names that no FEEL can write.

use super::guard::{MARK, SIGNED};
use super::moments::{self, Operator};
use super::names::hidden_name;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::AstNode;
use std::collections::BTreeSet;

/// The function that removes what lies above the mark.
const CLEAN: &str = "clean";
/// The function that makes a list of a single value; a range stays one, because nobody means a list of ranges.
const AS_LIST: &str = "as list";

/// The functions that a changed tree calls.
#[derive(Default)]
pub(super) struct Used(pub(super) BTreeSet<Function>);

/// A function of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Function {
    /// Removes what a filter leaves behind.
    Clean,
    /// Makes a list of a single value.
    AsList,
    /// A part of a duration, by its place in [`SIGNED`].
    Part(usize),
    /// Two values that may be moments.
    Moments(Operator),
}

impl Function {
    pub(super) fn name(self) -> Name {
        match self {
            Function::Clean => hidden_name(CLEAN),
            Function::AsList => hidden_name(AS_LIST),
            Function::Part(which) => hidden_name(&format!("part {}", SIGNED[which])),
            Function::Moments(operator) => operator.name(),
        }
    }

    pub(super) fn value(self) -> Value {
        match self {
            Function::Clean => clean(),
            Function::AsList => as_list(),
            Function::Part(which) => part(SIGNED[which]),
            Function::Moments(operator) => operator.function(),
        }
    }
}

impl Used {
    pub(super) fn call(&mut self, function: Function, arguments: Vec<AstNode>) -> AstNode {
        self.0.insert(function);
        let name = Box::new(AstNode::Name(function.name()));
        AstNode::FunctionInvocation(name, Box::new(AstNode::PositionalParameters(arguments)))
    }
}

/// Called with a context for its closure and one for its parameters on top.
fn clean() -> Value {
    moments::function(&[], |scope| {
        let own = [scope.pop(), scope.pop()];
        remove_above_mark(scope);
        own.into_iter().flatten().for_each(|context| scope.push(context));
        Value::Null(None)
    })
}

fn as_list() -> Value {
    let parameters = [hidden_name("p1")];
    let [value] = parameters.clone();
    moments::function(&parameters, move |scope| match scope.get_value(&value) {
        Some(single) if !matches!(single, Value::List(_) | Value::Null(_) | Value::Range(..)) => {
            Value::List(vec![single])
        }
        other => other.unwrap_or(Value::Null(None)),
    })
}

/// A part of a value; that of a negative duration is negative.
fn part(named: &str) -> Value {
    let parameters = [hidden_name("p1")];
    let [value] = parameters.clone();
    let whole = Box::new(AstNode::Name(value.clone()));
    let library = dsntk_feel_evaluator::prepare(&AstNode::Path(whole, Box::new(AstNode::Name(named.into()))));
    moments::function(&parameters, move |scope| match (library(scope), scope.get_value(&value)) {
        (Value::Number(part), Some(Value::DaysAndTimeDuration(of))) if of.is_negative() => Value::Number(-part),
        (part, _) => part,
    })
}

pub(super) fn remove_above_mark(scope: &FeelScope) {
    let mark: Name = hidden_name(MARK);
    while let Some(top) = scope.pop() {
        if top.contains_entry(&mark) {
            scope.push(top);
            return;
        }
    }
}
