//! Functions of ours that a changed tree calls, under names that no FEEL can write.

use super::beyond::Beyond;
use super::extremes::extreme;
use super::guard::{MARK, SIGNED};
use super::instance::is_with_empty;
use super::java::Java;
use super::mended::{Mended, exact_text};
use super::moments::Operator;
use super::names::hidden_name;
use super::quantified::{begin, joined, noted};
use super::rounding::Rounding;
use super::single::single;
use super::strict::number::is_finite;
use super::within::within;
use super::years;
use dsntk_feel::closure::Closure;
use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{Evaluator, FeelNumber, FeelScope, FeelType, FunctionBody, Name};
use dsntk_feel_parser::AstNode;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The functions that a changed tree calls.
#[derive(Default)]
pub(super) struct Used {
    pub(super) functions: BTreeSet<Function>,
    /// May a number be infinite?
    pub(super) infinite: bool,
}

/// A function of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Function {
    /// Removes what a filter leaves behind, above the mark.
    Clean,
    /// Makes a list of a single value; a range stays one, because nobody means a list of ranges.
    AsList,
    /// Makes null of a number that FEEL cannot hold: the library goes on with infinity.
    Finite,
    /// The least, or the greatest, of a list.
    Extreme(bool),
    /// Makes a single value of a list of one.
    Single,
    /// A position in a list: the library breaks down between two of them.
    Position,
    /// A number with fewer digits.
    Round(Rounding),
    /// A built-in function, with all its arguments.
    Mended(Mended),
    /// A function of Camunda 8, with all its arguments.
    Beyond(Beyond),
    /// A function of Java, with all its arguments.
    Java(Java),
    /// Makes a list of one without the nulls in it.
    Present,
    /// Makes null of a text that the library takes for a duration, and that is none.
    DurationText,
    /// Before a `some` or `every`.
    Begin,
    /// The test of a `some`, or of an `every`.
    Noted(bool),
    /// What a `some`, or an `every`, gives.
    Answer(bool),
    /// Makes a list of truth values one of the value that decides, if it is there beside nulls.
    Decisive(bool),
    /// Is a value with empty lists in it of a type?
    WithEmpty,
    /// What may be a list, held against lists.
    Within,
    /// Makes the text of what has texts in it that have to be written otherwise to be read again.
    Readable,
    /// A part of a duration, by its place in [`SIGNED`].
    Part(usize),
    /// Two values that may be moments.
    Moments(Operator),
}

impl Function {
    pub(super) fn name(self) -> Name {
        match self {
            Function::Clean => hidden_name("clean"),
            Function::AsList => hidden_name("as list"),
            Function::Finite => hidden_name("finite"),
            Function::Extreme(true) => hidden_name("greatest"),
            Function::Extreme(false) => hidden_name("least"),
            Function::Single => hidden_name("single"),
            Function::Position => hidden_name("position"),
            Function::Round(rounding) => rounding.name(),
            Function::Mended(mended) => mended.name(),
            Function::Beyond(beyond) => beyond.name(),
            Function::Java(java) => java.name(),
            Function::Present => hidden_name("present"),
            Function::DurationText => hidden_name("duration text"),
            Function::Begin => hidden_name("begin quantified"),
            Function::Noted(true) => hidden_name("noted some"),
            Function::Noted(false) => hidden_name("noted every"),
            Function::Answer(true) => hidden_name("answer some"),
            Function::Answer(false) => hidden_name("answer every"),
            Function::Decisive(true) => hidden_name("one true"),
            Function::Decisive(false) => hidden_name("one false"),
            Function::WithEmpty => hidden_name("with empty"),
            Function::Within => hidden_name("within"),
            Function::Readable => hidden_name("readable"),
            Function::Part(which) => hidden_name(&format!("part {}", SIGNED[which])),
            Function::Moments(operator) => operator.name(),
        }
    }

    pub(super) fn value(self) -> Value {
        match self {
            Function::Clean => clean(),
            Function::AsList => of_one(as_list),
            Function::Finite => of_one(finite),
            Function::Extreme(true) => of_one(|list| extreme(list, true)),
            Function::Extreme(false) => of_one(|list| extreme(list, false)),
            Function::Single => of_one(single),
            Function::Position => of_one(position),
            Function::Round(rounding) => rounding.function(),
            Function::Mended(mended) => mended.function(),
            Function::Beyond(beyond) => beyond.function(),
            Function::Java(java) => java.function(),
            Function::Present => of_one(present),
            Function::DurationText => of_one(duration_text),
            Function::Begin => function(&[], |_| {
                begin();
                Value::Null(None)
            }),
            Function::Noted(true) => of_one(|test| noted(test, true)),
            Function::Noted(false) => of_one(|test| noted(test, false)),
            Function::Answer(some) => of_two(move |is_null, met| joined(is_null.is_true(), met, some)),
            Function::Decisive(true) => of_one(|list| decisive(list, true)),
            Function::Decisive(false) => of_one(|list| decisive(list, false)),
            Function::WithEmpty => of_two(|value, of| Value::Boolean(is_with_empty(&value, &of))),
            Function::Within => within(),
            Function::Readable => of_one(readable),
            Function::Part(which) => part(SIGNED[which]),
            Function::Moments(operator) => operator.function(),
        }
    }
}

impl Used {
    pub(super) fn call(&mut self, function: Function, arguments: Vec<AstNode>) -> AstNode {
        self.functions.insert(function);
        let name = Box::new(AstNode::Name(function.name()));
        AstNode::FunctionInvocation(name, Box::new(AstNode::PositionalParameters(arguments)))
    }
}

/// Called with a context for its closure and one for its parameters on top.
fn clean() -> Value {
    function(&[], |scope| {
        let own = [scope.pop(), scope.pop()];
        remove_above_mark(scope);
        own.into_iter().flatten().for_each(|context| scope.push(context));
        Value::Null(None)
    })
}

/// DMN 10.3.2.9.4: a single value is a list of it.
pub(crate) fn as_list(value: Value) -> Value {
    match value {
        Value::List(_) | Value::Null(_) | Value::Range(..) => value,
        single => Value::List(vec![single]),
    }
}

/// DMN 10.3.2.3.1: a number is finite.
pub(super) fn finite(value: Value) -> Value {
    match value {
        Value::Number(number) if !is_finite(number) => Value::Null(Some("the number is too large".to_owned())),
        value => value,
    }
}

/// Positions are whole numbers.
fn position(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(number.trunc()),
        other => other,
    }
}

/// DMN 10.3.4.4, `string join`: nulls among the texts are left out, with the delimiters that would stand beside them.
fn present(list: Value) -> Value {
    match list {
        Value::List(all) => Value::List(all.into_iter().filter(|one| !one.is_null()).collect()),
        single => single,
    }
}

/// XML Schema 3.2.6.1: behind the `T` of a duration stands a time. The library takes `P1DT` for one.
pub(super) fn is_cut_off(text: &str) -> bool {
    text.ends_with('T')
}

/// So many digits fit into every number of a duration.
const DURATION_DIGITS: usize = 18;

fn duration_text(text: Value) -> Value {
    match &text {
        Value::String(written) if is_cut_off(written) => {
            Value::Null(Some("behind the `T` of a duration stands a time".to_owned()))
        }
        // A part with more digits than the library can count would be left out.
        Value::String(written) if has_long_number(written) => {
            Value::Null(Some("a number of the duration is too large".to_owned()))
        }
        Value::String(written) => exact_text(written).map_or(text, Value::String),
        _ => text,
    }
}

fn has_long_number(duration: &str) -> bool {
    let whole = duration.split_once('.').map_or(duration, |(whole, _)| whole);
    whole.split(|one: char| !one.is_ascii_digit()).any(|digits| digits.len() > DURATION_DIGITS)
}

/// DMN 10.3.4.4: `any` is true if one is, `all` is false if one is, whatever the others are; null beside it is no answer.
fn decisive(list: Value, decides: bool) -> Value {
    match &list {
        Value::List(all)
            if all.iter().all(|one| matches!(one, Value::Boolean(_) | Value::Null(_)))
                && all.iter().any(|one| matches!(one, Value::Boolean(one) if *one == decides)) =>
        {
            Value::List(vec![Value::Boolean(decides)])
        }
        _ => list,
    }
}

/// DMN 10.3.4.1, `string`: the library leaves out of texts in contexts what would tell their end, and zero has no sign.
fn readable(value: Value) -> Value {
    match &value {
        Value::Number(_) if is_negative_zero(&value) => Value::Number(FeelNumber::zero()),
        Value::Context(_) | Value::List(_) | Value::Date(_) | Value::DateTime(_) if needs_escapes(&value) => {
            Value::String(written(&value))
        }
        _ => value,
    }
}

/// The library keeps the sign of a zero, as of `-0.2` that was rounded.
fn is_negative_zero(value: &Value) -> bool {
    matches!(value, Value::Number(number) if number.is_zero() && format!("{number:?}").starts_with('-'))
}

fn needs_escapes(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(['"', '\\', '\n', '\r', '\t']),
        Value::Number(_) => is_negative_zero(value),
        Value::Date(date) => years::is_cut(date.year()),
        Value::DateTime(moment) => years::is_cut(moment.year()),
        Value::List(all) => all.iter().any(needs_escapes),
        Value::Context(all) => all.iter().any(|(_, value)| needs_escapes(value)),
        _ => false,
    }
}

fn written(value: &Value) -> String {
    let quoted = |text: &str| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{}\"", escaped.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"))
    };
    let key = |name: &Name| match name.as_str() {
        name @ ("{" | "}" | ":" | "," | "\"") => quoted(name),
        name => name.to_owned(),
    };
    match value {
        Value::String(text) => quoted(text),
        Value::Number(_) if is_negative_zero(value) => "0".to_owned(),
        Value::Date(date) => years::written(date),
        Value::DateTime(moment) => years::written_with_time(moment),
        Value::List(all) => format!("[{}]", all.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Context(all) => {
            let entries: Vec<String> =
                all.iter().map(|(name, value)| format!("{}: {}", key(name), written(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

/// A function of the library's kind.
pub(super) fn function(parameters: &[Name], body: impl Fn(&FeelScope) -> Value + Send + Sync + 'static) -> Value {
    let body: Evaluator = Box::new(body);
    let body = FunctionBody::LiteralExpression(Arc::new(body));
    let parameters = parameters.iter().map(|name| (name.clone(), FeelType::Any)).collect();
    Value::FunctionDefinition(parameters, body, false, Closure::default(), FeelContext::default(), FeelType::Any)
}

/// A function of one value.
fn of_one(body: fn(Value) -> Value) -> Value {
    let parameters = [hidden_name("p1")];
    let [value] = parameters.clone();
    function(&parameters, move |scope| body(scope.get_value(&value).unwrap_or(Value::Null(None))))
}

/// A function of two values.
pub(super) fn of_two(body: impl Fn(Value, Value) -> Value + Send + Sync + 'static) -> Value {
    let parameters = [hidden_name("p1"), hidden_name("p2")];
    let [first, second] = parameters.clone();
    function(&parameters, move |scope| {
        let of = |name: &Name| scope.get_value(name).unwrap_or(Value::Null(None));
        body(of(&first), of(&second))
    })
}

/// A part of a value; that of a negative duration is negative.
fn part(named: &str) -> Value {
    let parameters = [hidden_name("p1")];
    let [value] = parameters.clone();
    let whole = Box::new(AstNode::Name(value.clone()));
    let library = dsntk_feel_evaluator::prepare(&AstNode::Path(whole, Box::new(AstNode::Name(named.into()))));
    function(&parameters, move |scope| match (library(scope), scope.get_value(&value)) {
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
