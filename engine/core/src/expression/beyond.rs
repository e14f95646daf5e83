//! Functions of Camunda 8 that the standard has no words for.
use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelNumber, Name};
use regex::Regex;

use super::limits::VALUE_DEPTH_MAX;
use super::names::hidden_name;
use super::ours::function;
use super::print::{cut, type_name};
use super::value::{Refused, to_feel, to_json};

/// A function that is done here. Its arguments are all given: null stands for one that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Beyond {
    Assert,
    FromJson,
    ToJson,
    Extract,
    ToBase64,
    FromBase64,
    Partition,
}

impl Beyond {
    pub(super) const ALL: [Beyond; 7] = [
        Beyond::Assert,
        Beyond::FromJson,
        Beyond::ToJson,
        Beyond::Extract,
        Beyond::ToBase64,
        Beyond::FromBase64,
        Beyond::Partition,
    ];

    /// As it is called.
    pub(super) fn written(self) -> &'static str {
        match self {
            Beyond::Assert => "assert",
            Beyond::FromJson => "from json",
            Beyond::ToJson => "to json",
            Beyond::Extract => "extract",
            Beyond::ToBase64 => "to base64",
            Beyond::FromBase64 => "from base64",
            Beyond::Partition => "partition",
        }
    }

    pub(super) fn of(written: &str) -> Option<Beyond> {
        Beyond::ALL.into_iter().find(|one| one.written() == written)
    }

    /// Its parameters, and how many of them are needed.
    pub(super) fn parameters(self) -> (&'static [&'static str], usize) {
        match self {
            Beyond::Assert => (&["value", "condition", "cause"], 2),
            Beyond::FromJson | Beyond::ToJson | Beyond::ToBase64 | Beyond::FromBase64 => (&["value"], 1),
            Beyond::Extract => (&["string", "pattern"], 2),
            Beyond::Partition => (&["list", "size"], 2),
        }
    }

    pub(super) fn name(self) -> Name {
        hidden_name(&format!("beyond {}", self.written()))
    }

    pub(super) fn function(self) -> Value {
        let names: Vec<Name> = self.parameters().0.iter().map(|parameter| hidden_name(parameter)).collect();
        let own = names.clone();
        function(&names, move |scope| {
            let of = |at: usize| scope.get_value(&own[at]).unwrap_or(Value::Null(None));
            match self {
                Beyond::Assert => assert(of(0), &of(1), of(2)),
                Beyond::FromJson => with_text(of(0), |text| from_json(&text)),
                Beyond::ToJson => json(&of(0)),
                Beyond::Extract => with_text(of(0), |text| with_text(of(1), |pattern| extract(&text, &pattern))),
                Beyond::ToBase64 => with_text(of(0), |text| Value::String(STANDARD.encode(text))),
                Beyond::FromBase64 => with_text(of(0), |text| from_base64(&text)),
                Beyond::Partition => partition(of(0), &of(1)),
            }
        })
    }
}

/// What is said where nobody said what is wrong.
pub(super) const UNFULFILLED: &str = "the condition is not fulfilled";

fn null(reason: impl Into<String>) -> Value {
    Value::Null(Some(reason.into()))
}

/// The value, if the condition is true; else a fault with these words.
fn assert(value: Value, condition: &Value, cause: Value) -> Value {
    match (condition, cause) {
        (Value::Boolean(true), _) => value,
        (_, Value::String(cause)) => Value::Null(Some(cause)),
        _ => null(UNFULFILLED),
    }
}

fn with_text(value: Value, work: impl FnOnce(String) -> Value) -> Value {
    match value {
        Value::String(text) => work(text),
        Value::Null(reason) => Value::Null(reason),
        other => null(format!("is {}, not string", type_name(&other))),
    }
}

/// What stands in texts stays a text, also where it looks like a date.
fn from_json(text: &str) -> Value {
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => to_feel(&value).unwrap_or_else(|refused| null(told(&refused))),
        Err(error) => null(format!("`{}` is not JSON: {error}", cut(text))),
    }
}

/// The library panics where it is to write an infinite number.
fn json(value: &Value) -> Value {
    match catch_unwind(AssertUnwindSafe(|| to_json(value, &mut false))) {
        Ok(Ok(value)) => Value::String(value.to_string()),
        Ok(Err(refused)) => null(told(&refused)),
        Err(_) => null("the number is too large"),
    }
}

fn told(refused: &Refused) -> String {
    match refused {
        Refused::TooDeep => format!("a value is nested more than {VALUE_DEPTH_MAX} levels deep"),
        Refused::NotData(found) => format!("is {found}, not data"),
        other => other.to_string(),
    }
}

/// Everything that the pattern matches, from left to right.
fn extract(text: &str, pattern: &str) -> Value {
    match Regex::new(pattern) {
        Ok(pattern) => {
            Value::List(pattern.find_iter(text).map(|found| Value::String(found.as_str().to_owned())).collect())
        }
        Err(_) => null("extract: invalid pattern"),
    }
}

fn from_base64(text: &str) -> Value {
    let decoded = STANDARD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded.map_or_else(|| null(format!("`{}` is no text in Base64", cut(text))), Value::String)
}

/// Parts of so many items, of which the last may have fewer.
fn partition(list: Value, size: &Value) -> Value {
    let items = match list {
        Value::List(items) => items,
        Value::Null(reason) => return Value::Null(reason),
        single => vec![single],
    };
    let Value::Number(size) = size else { return null("the argument names no value") };
    if *size < FeelNumber::one() {
        return null("a part has at least one item");
    }
    let most = FeelNumber::from(items.len());
    let size = if *size > most { items.len() } else { usize::try_from(&size.trunc()).unwrap_or(items.len()) };
    Value::List(items.chunks(size.max(1)).map(|part| Value::List(part.to_vec())).collect())
}
