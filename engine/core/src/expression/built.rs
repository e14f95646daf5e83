//! Values that a model writes down as texts, lists and maps with expressions in them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::language::Expression;

/// A value put together from others.
#[derive(Debug)]
pub struct Built {
    text: String,
    part: Part,
    variables: BTreeSet<String>,
    required: BTreeSet<String>,
}

/// How it is put together.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// The text as it is.
    Text(String),
    /// A list.
    List(Vec<Expression>),
    /// An object; what its names are may be told by expressions too.
    Map(Vec<(Expression, Expression)>),
}

impl Built {
    /// Puts a value together.
    pub fn new(part: Part) -> Built {
        let inner: Vec<&Expression> = match &part {
            Part::Text(_) => vec![],
            Part::List(items) => items.iter().collect(),
            Part::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
        };
        let all = |names: fn(&Expression) -> &BTreeSet<String>| inner.iter().flat_map(|e| names(e).clone()).collect();
        let text = match &part {
            Part::Text(text) => text.clone(),
            Part::List(items) => format!("[{}]", items.iter().map(Expression::text).collect::<Vec<_>>().join(", ")),
            Part::Map(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, e)| format!("{}: {}", key.text(), e.text())).collect();
                format!("{{{}}}", entries.join(", "))
            }
        };
        Built { variables: all(Expression::variables), required: all(Expression::required), text, part }
    }

    /// What it looks like, for messages.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every variable that its expressions may read.
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.variables
    }

    /// The variables without which they fail.
    pub fn required(&self) -> &BTreeSet<String> {
        &self.required
    }

    /// The expressions in it.
    pub fn inner(&self) -> Vec<&Expression> {
        match &self.part {
            Part::Text(_) => vec![],
            Part::List(items) => items.iter().collect(),
            Part::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
        }
    }

    /// The value, from those of its expressions.
    pub fn put_together<E>(&self, mut value: impl FnMut(&Expression) -> Result<Value, E>) -> Result<Value, E> {
        match &self.part {
            Part::Text(text) => Ok(Value::String(text.clone())),
            Part::List(items) => items.iter().map(value).collect(),
            Part::Map(entries) => {
                let entries = entries.iter().map(|(key, inner)| Ok((name(value(key)?), value(inner)?)));
                entries.collect::<Result<_, E>>().map(Value::Object)
            }
        }
    }
}

/// A name in an object is a text, whatever its expression gives.
fn name(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// Values put together in the same way from equal parts are equal.
impl PartialEq for Built {
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part
    }
}
