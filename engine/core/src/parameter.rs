//! Rule parameters: thresholds that are changed without changing a model. A parameter has a type, a unit and a range;
//! its values have a time from which they are in force. Expressions see them as `params.<name>`.
//!
//! This file is long because a parameter, its history and its reading are one thing.
use crate::expression::{Expression, MEMORY_UNCOUNTED_MAX, STEP_COST_MAX};
pub use crate::moment::Moment;
use crate::time::Timestamp;
use dsntk_feel::values::Value as Feel;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What the values of a parameter are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ParameterType {
    /// A number.
    Number,
    /// A text.
    Text,
    /// True or false.
    Boolean,
    /// A date without a time.
    Date,
    /// A time of day.
    Time,
    /// A date with a time.
    DateTime,
    /// A duration.
    Duration,
}

/// A rule parameter as it is declared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// Its name, one word: `params.<name>`.
    pub name: String,
    /// What its values are.
    pub kind: ParameterType,
    /// What its numbers count, for people: `EUR`, `days`.
    #[serde(default)]
    pub unit: Option<String>,
    /// The least value.
    #[serde(default)]
    pub minimum: Option<Value>,
    /// The greatest value.
    #[serde(default)]
    pub maximum: Option<Value>,
    /// What it means, for people.
    #[serde(default)]
    pub description: Option<String>,
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterValue {
    /// Counts from 1.
    pub version: u64,
    /// The value.
    pub value: Value,
    /// In force from then on, until another value is.
    pub from: Timestamp,
    /// When it was entered.
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: String,
}

/// Why a parameter or a value is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// `params.<name>` takes one word.
    #[error(
        "`{name}` is no name of a parameter: use letters, digits and `_`, beginning with a letter, and no word of FEEL like `and`"
    )]
    Name {
        /// What was given.
        name: String,
    },
    /// The value is of another type.
    #[error("`{value}` is no {wanted}, which `{name}` takes")]
    Type {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What is taken.
        wanted: &'static str,
    },
    /// The value lies outside of the range.
    #[error("`{value}` is outside of the range of `{name}`: {range}")]
    Range {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// What is taken.
        range: String,
    },
    /// The range is empty, or there can be none.
    #[error("`{name}` has no range from {minimum} to {maximum}")]
    NoRange {
        /// The parameter.
        name: String,
        /// Its least value.
        minimum: String,
        /// Its greatest value.
        maximum: String,
    },
}

impl ParameterError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            ParameterError::Name { .. } => "parameter-name",
            ParameterError::Type { .. } => "parameter-type",
            ParameterError::Range { .. } => "parameter-out-of-range",
            ParameterError::NoRange { .. } => "parameter-range",
        }
    }
}

impl Parameter {
    /// Is the declaration itself sound?
    pub fn check_declaration(&self) -> Result<(), ParameterError> {
        let mut letters = self.name.chars();
        let first = letters.next().is_some_and(|c| c.is_alphabetic() || c == '_');
        // `params.and` is no FEEL, whatever is called so.
        let readable = || Expression::compile(&format!("params.{}", self.name)).is_ok();
        if !first || !letters.all(|c| c.is_alphanumeric() || c == '_') || !readable() {
            return Err(ParameterError::Name { name: self.name.clone() });
        }
        for bound in [&self.minimum, &self.maximum].into_iter().flatten() {
            self.check_type(bound)?;
        }
        let unordered = matches!(self.kind, ParameterType::Text | ParameterType::Boolean);
        let empty = match (&self.minimum, &self.maximum) {
            (Some(least), Some(greatest)) => {
                !matches!(self.compare(least, greatest), Some(Ordering::Less | Ordering::Equal))
            }
            (None, None) => false,
            _ => unordered,
        };
        if empty {
            let shown = |bound: &Option<Value>| bound.as_ref().map_or("anything".to_owned(), Value::to_string);
            let (minimum, maximum) = (shown(&self.minimum), shown(&self.maximum));
            return Err(ParameterError::NoRange { name: self.name.clone(), minimum, maximum });
        }
        Ok(())
    }

    /// May it have this value?
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::parameter::Parameter;
    /// let limit: Parameter =
    ///     serde_json::from_value(json!({"name": "limit", "kind": "number", "minimum": 0, "maximum": 100})).unwrap();
    /// assert!(limit.check(&json!(12.5)).is_ok());
    /// assert_eq!(limit.check(&json!(101)).unwrap_err().code(), "parameter-out-of-range");
    /// assert_eq!(limit.check(&json!("12")).unwrap_err().code(), "parameter-type");
    /// ```
    pub fn check(&self, value: &Value) -> Result<(), ParameterError> {
        self.check_type(value)?;
        let fits = |bound: &Option<Value>, wrong: Ordering| {
            bound.as_ref().is_none_or(|b| self.compare(value, b).is_some_and(|order| order != wrong))
        };
        if fits(&self.minimum, Ordering::Less) && fits(&self.maximum, Ordering::Greater) {
            return Ok(());
        }
        let range = match (&self.minimum, &self.maximum) {
            (Some(least), Some(greatest)) => format!("{least} to {greatest}"),
            (Some(least), None) => format!("at least {least}"),
            (None, greatest) => format!("at most {}", greatest.as_ref().unwrap_or(&Value::Null)),
        };
        Err(ParameterError::Range { name: self.name.clone(), value: value.to_string(), range })
    }

    fn check_type(&self, value: &Value) -> Result<(), ParameterError> {
        if typed(self.kind, value).is_some() {
            return Ok(());
        }
        let wanted = match self.kind {
            ParameterType::Number => "number",
            ParameterType::Text => "text",
            ParameterType::Boolean => "boolean",
            ParameterType::Date => "date (ISO 8601, as in 2026-01-31)",
            ParameterType::Time => "time (ISO 8601, as in 17:30:00)",
            ParameterType::DateTime => "date and time (ISO 8601, as in 2026-01-31T17:30:00Z)",
            ParameterType::Duration => "duration (ISO 8601, as in P2D)",
        };
        Err(ParameterError::Type { name: self.name.clone(), value: value.to_string(), wanted })
    }

    fn compare(&self, a: &Value, b: &Value) -> Option<Ordering> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match self.kind {
            ParameterType::Text | ParameterType::Boolean => None,
            ParameterType::Number => a.as_f64()?.partial_cmp(&b.as_f64()?),
            ParameterType::Date => {
                Some(text(a)?.parse::<jiff::civil::Date>().ok()?.cmp(&text(b)?.parse::<jiff::civil::Date>().ok()?))
            }
            ParameterType::Time => {
                Some(text(a)?.parse::<jiff::civil::Time>().ok()?.cmp(&text(b)?.parse::<jiff::civil::Time>().ok()?))
            }
            ParameterType::DateTime => Some(Timestamp::parse(&text(a)?)?.cmp(&Timestamp::parse(&text(b)?)?)),
            ParameterType::Duration => {
                let (a, b) = (text(a)?.parse::<jiff::Span>().ok()?, text(b)?.parse::<jiff::Span>().ok()?);
                // A month has no fixed length: measured from the first day of a long one.
                a.compare((b, jiff::civil::date(2024, 1, 1))).ok()
            }
        }
    }
}

/// The value as FEEL sees it; none where it is not of the type.
fn typed(kind: ParameterType, value: &Value) -> Option<Feel> {
    let text = || value.as_str();
    match kind {
        ParameterType::Number => {
            let number = value.as_number()?;
            Some(Feel::Number(number.to_string().parse().ok()?))
        }
        ParameterType::Text => Some(Feel::String(text()?.to_owned())),
        ParameterType::Boolean => Some(Feel::Boolean(value.as_bool()?)),
        ParameterType::Date => {
            text()?.parse::<jiff::civil::Date>().ok()?;
            Feel::try_from_xsd_date(text()?).ok()
        }
        ParameterType::Time => {
            text()?.parse::<jiff::civil::Time>().ok()?;
            Feel::try_from_xsd_time(text()?).ok()
        }
        ParameterType::DateTime => {
            Timestamp::parse(text()?)?;
            Feel::try_from_xsd_date_time(text()?).ok()
        }
        ParameterType::Duration => {
            text()?.parse::<jiff::Span>().ok()?;
            Feel::try_from_xsd_duration(text()?).ok()
        }
    }
}

/// The value that is in force at a time: of those that have begun the one that began last, of several the newest.
pub fn in_force(values: &[ParameterValue], now: Timestamp) -> Option<&ParameterValue> {
    values.iter().filter(|value| value.from <= now).max_by_key(|value| (value.from, value.version))
}

/// The parameters in force at one point in time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Parameters(BTreeMap<String, InForce>);

/// The value of one parameter in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InForce {
    /// What it is.
    pub kind: ParameterType,
    /// Its version.
    pub version: u64,
    /// The value.
    pub value: Value,
}

impl Parameters {
    /// None at all.
    pub const NONE: &'static Parameters = &Parameters(BTreeMap::new());

    /// Sets one.
    pub fn set(&mut self, name: impl Into<String>, value: InForce) {
        self.0.insert(name.into(), value);
    }

    /// One of them.
    pub fn get(&self, name: &str) -> Option<&InForce> {
        self.0.get(name)
    }

    /// Those of these names, to hand on.
    #[must_use]
    pub fn only<'n>(&self, names: impl Iterator<Item = &'n String>) -> Parameters {
        Parameters(names.filter_map(|name| Some((name.clone(), self.0.get(name)?.clone()))).collect())
    }

    /// All of them by name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &InForce)> {
        self.0.iter()
    }

    /// One of them as FEEL sees it.
    pub(crate) fn feel(&self, name: &str) -> Option<Feel> {
        let found = self.0.get(name)?;
        typed(found.kind, &found.value)
    }
}

/// The parameters in force, which of them a step has used, and what its expressions have cost.
#[derive(Debug)]
pub struct Reading<'a> {
    all: &'a Parameters,
    used: RefCell<BTreeMap<String, u64>>,
    /// How many elementary steps its expressions took.
    spent: Cell<u64>,
    /// How often its expressions drew by chance.
    drawn: Cell<u64>,
    /// Is something being found that what it is made of may ask for?
    asking: Cell<bool>,
}

impl<'a> Reading<'a> {
    /// Nothing has been used yet.
    pub fn of(all: &'a Parameters) -> Self {
        Reading {
            all,
            used: RefCell::default(),
            spent: Cell::default(),
            drawn: Cell::default(),
            asking: Cell::default(),
        }
    }

    /// All of them.
    pub fn all(&self) -> &Parameters {
        self.all
    }

    /// An expression is evaluated.
    pub fn used_by(&self, expression: &Expression) {
        for name in expression.parameters() {
            if let Some(found) = self.all.get(name) {
                self.used.borrow_mut().insert(name.clone(), found.version);
            }
        }
    }

    /// The parameters that an expression reads, each with its version in force; 0 is none.
    pub fn versions(&self, expression: &Expression) -> Vec<(String, u64)> {
        let version = |name: &String| self.all.get(name).map_or(0, |found| found.version);
        expression.parameters().iter().map(|name| (name.clone(), version(name))).collect()
    }

    /// An expression was evaluated, and this is what that has cost.
    pub fn spend(&self, cost: u64) {
        self.spent.set(self.spent.get().saturating_add(cost));
    }

    /// An expression gave a value that takes so many bytes in memory. Small ones are not counted.
    pub fn spend_memory(&self, bytes: u64) {
        if bytes > MEMORY_UNCOUNTED_MAX {
            self.spend(bytes);
        }
    }

    /// Finds something that what it is made of may ask for: there it is not found again.
    pub fn once<T>(&self, find: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.asking.replace(true) {
            return None;
        }
        let found = find();
        self.asking.set(false);
        found
    }

    /// An expression is to draw by chance: how many have done so before it.
    pub fn draw(&self) -> u64 {
        self.drawn.replace(self.drawn.get() + 1)
    }

    /// How many elementary steps expressions have taken.
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Has the step taken all that its expressions may take, [`STEP_COST_MAX`]?
    pub fn is_exhausted(&self) -> bool {
        self.spent.get() >= STEP_COST_MAX
    }

    /// What has been used, by name.
    pub fn used(&self) -> Vec<(String, u64)> {
        self.used.borrow().iter().map(|(name, version)| (name.clone(), *version)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn parameter(value: Value) -> Parameter {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_value_in_force_is_the_one_that_began_last() {
        let value = |version, from, value| ParameterValue {
            version,
            value: json!(value),
            from: Timestamp(from),
            at: Timestamp(0),
            actor: "ann".into(),
            reason: "test".into(),
        };
        let values = [value(1, 0, 10), value(2, 100, 20), value(3, 50, 15), value(4, 100, 21)];
        let at = |now| in_force(&values, Timestamp(now)).map(|v| v.version);
        assert_eq!([at(-1), at(0), at(50), at(99), at(100)], [None, Some(1), Some(3), Some(3), Some(4)]);
    }

    #[test]
    fn values_are_judged_by_type_and_range() {
        let cases = [
            ("number", json!(1), json!(9), json!(5), json!(10), json!("5")),
            ("date", json!("2026-01-01"), json!("2026-12-31"), json!("2026-06-01"), json!("2027-01-01"), json!("June")),
            ("duration", json!("P1D"), json!("P1M"), json!("P30D"), json!("P32D"), json!(3)),
            ("time", json!("08:00:00"), json!("18:00:00"), json!("12:00:00"), json!("19:00:00"), json!("noon")),
        ];
        for (kind, minimum, maximum, good, outside, wrong) in cases {
            let p = parameter(json!({"name": "p", "kind": kind, "minimum": minimum, "maximum": maximum}));
            assert_eq!(p.check_declaration(), Ok(()), "{kind}");
            assert_eq!(p.check(&good), Ok(()), "{kind}");
            assert_eq!(p.check(&outside).unwrap_err().code(), "parameter-out-of-range", "{kind}");
            assert_eq!(p.check(&wrong).unwrap_err().code(), "parameter-type", "{kind}");
        }
    }

    #[test]
    fn declarations_are_judged() {
        let code = |value| parameter(value).check_declaration().unwrap_err().code();
        assert_eq!(code(json!({"name": "two words", "kind": "text"})), "parameter-name");
        for word in ["and", "null", "in", "true"] {
            assert_eq!(code(json!({"name": word, "kind": "text"})), "parameter-name", "{word}");
        }
        assert_eq!(code(json!({"name": "p", "kind": "number", "minimum": 2, "maximum": 1})), "parameter-range");
        assert_eq!(code(json!({"name": "p", "kind": "text", "minimum": "a"})), "parameter-range");
    }
}
