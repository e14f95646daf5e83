//! Values at paths, and what the expressions of a form see.
use crate::expression;
use crate::parameter::Parameters;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Variables by name.
pub type Data = BTreeMap<String, Value>;

/// Something with values by name.
pub trait Values {
    /// The value of that name.
    fn named(&self, name: &str) -> Option<&Value>;
}

impl Values for Data {
    fn named(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

impl Values for Map<String, Value> {
    fn named(&self, name: &str) -> Option<&Value> {
        self.get(name)
    }
}

/// The value at a path.
pub fn at<'a>(values: &'a impl Values, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(values.named(first)?, |value, name| value.as_object()?.get(name))
}

/// Puts a value at a path; what stands in the way is no object and gives way.
pub fn put(root: &mut Map<String, Value>, path: &[String], value: Value) {
    match path {
        [] => {}
        [name] => drop(root.insert(name.clone(), value)),
        [name, rest @ ..] => {
            let inner = root.entry(name.clone()).or_insert_with(|| json!({}));
            if !inner.is_object() {
                *inner = json!({});
            }
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// Lays one value over another: objects name by name, everything else as a whole.
pub fn overlay(below: &mut Value, above: &Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (name, value) in above {
                match below.get_mut(name) {
                    Some(inner) => overlay(inner, value),
                    None => drop(below.insert(name.clone(), value.clone())),
                }
            }
        }
        (below, above) => *below = above.clone(),
    }
}

/// Are two values the same for people? Numbers count by what they are worth, null like nothing.
pub fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one.filter(|v| !v.is_null()), other.filter(|v| !v.is_null())) {
        (None, None) => true,
        (Some(Value::Number(a)), Some(Value::Number(b))) => a == b || a.as_f64() == b.as_f64(),
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(Some(a), Some(b)))
        }
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            a.keys().chain(b.keys()).all(|name| same(a.get(name), b.get(name)))
        }
        (a, b) => a == b,
    }
}

/// Is there nothing that a person has entered?
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// What an expression sees: the row it stands in, the rows around it, and everything else. A name that nobody has a value
/// for is null, as where the form is shown.
pub struct Sight<'a> {
    /// Everything.
    pub all: &'a Data,
    /// Rows with their numbers from 1, the innermost last.
    pub rows: &'a [(Map<String, Value>, usize)],
    /// The rule parameters in force.
    pub parameters: &'a Parameters,
}

impl expression::Variables for Sight<'_> {
    fn get(&self, name: &str) -> Option<Cow<'_, Value>> {
        if let Some((row, number)) = self.rows.last() {
            match name {
                "this" => return Some(Cow::Owned(Value::Object(row.clone()))),
                "i" => return Some(Cow::Owned((*number).into())),
                "parent" => return Some(Cow::Owned(self.around())),
                _ => {}
            }
        }
        let row = self.rows.iter().rev().find_map(|(row, _)| row.get(name));
        let found = row.or_else(|| self.all.get(name));
        Some(found.map_or(Cow::Owned(Value::Null), Cow::Borrowed))
    }

    fn parameters(&self) -> &Parameters {
        self.parameters
    }
}

impl Sight<'_> {
    fn around(&self) -> Value {
        match self.rows {
            [.., (outer, _), _] => Value::Object(outer.clone()),
            _ => Value::Object(self.all.iter().map(|(name, value)| (name.clone(), value.clone())).collect()),
        }
    }
}
