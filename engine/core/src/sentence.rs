//! What a failure says, in parts: who speaks another language than the English of its message puts them together anew.
//! The parts are what a model, the data or a limit say; the words around them belong to whoever tells the sentence.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A sentence without its words.
///
/// ```
/// use serde_json::json;
/// use weir_core::expression::{Expression, Now};
/// let condition = Expression::compile("amount > 10").unwrap();
/// let error = condition.condition(json!({"amount": "much"}).as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
/// let told = error.sentence().unwrap();
/// assert_eq!((told.name.as_str(), told.parts["what"].as_str()), ("cannot", "compare"));
/// assert_eq!(told.types, ["string", "number"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sentence {
    /// Which one it is: one of [`NAMES`]. Stable: translations depend on it.
    pub name: String,
    /// What it is said of, by name: `expression`, `part`, `most` and others, as the sentence needs them.
    pub parts: BTreeMap<String, String>,
    /// The types of the values that do not go together, in their order.
    pub types: Vec<String>,
    /// The variables that were read, as they were.
    pub values: Vec<Named>,
    /// How many more there are.
    pub more_values: u32,
    /// What each way out needs.
    pub needs: Vec<Named>,
    /// How many more there are.
    pub more_needs: u32,
}

/// One of several, with what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// A value as JSON, or a condition as it is written; cut to a readable length.
    pub value: String,
}

/// All sentences.
pub const NAMES: [&str; 66] = [
    "bad-delimiter",
    "bad-flags",
    "bad-index",
    "bad-pattern",
    "broke-down",
    "calendar",
    "cannot",
    "compensable",
    "condition",
    "costly",
    "decision-result",
    "divided-by-zero",
    "empty",
    "empty-list",
    "fault",
    "full",
    "gives",
    "inexact",
    "invalid-priority",
    "invalid-retries",
    "invalid-weight",
    "is",
    "loop",
    "loop-long",
    "missing",
    "moves",
    "name-long",
    "negative-root",
    "no-data",
    "no-entry",
    "no-flow",
    "no-item",
    "no-json-number",
    "no-link",
    "no-match",
    "no-number",
    "no-start",
    "no-such-part",
    "no-time",
    "no-value",
    "no-way-back",
    "nobody",
    "nobody-instead",
    "nobody-later",
    "not-enabled",
    "null",
    "null-call",
    "null-order",
    "null-turns",
    "offset",
    "out-of-bounds",
    "parameter",
    "past",
    "range",
    "result-large",
    "starved",
    "strangers",
    "tenant",
    "too-deep",
    "too-large",
    "too-slow",
    "two-entries",
    "types-order",
    "uncaught",
    "weights",
    "wrong-type",
];

impl Sentence {
    /// That sentence, so far of nothing.
    pub(crate) fn new(name: &str) -> Self {
        debug_assert!(NAMES.contains(&name), "`{name}` is to stand in the list of sentences");
        Sentence { name: name.to_owned(), ..Sentence::default() }
    }

    /// With this part.
    #[expect(clippy::needless_pass_by_value, reason = "numbers, names and texts are handed over as they come")]
    pub(crate) fn with(mut self, part: &str, is: impl ToString) -> Self {
        self.parts.insert(part.to_owned(), is.to_string());
        self
    }

    /// As failures keep it.
    #[expect(clippy::unnecessary_wraps, reason = "some failures have none")]
    pub(crate) fn kept(self) -> Option<Box<Self>> {
        Some(Box::new(self))
    }

    /// What an evaluation that was ended says.
    #[must_use]
    pub fn too_slow(milliseconds: u128) -> Self {
        Sentence::new("too-slow").with("most", milliseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn names_stand_once_and_in_order() {
        assert!(NAMES.is_sorted_by(|one, next| one < next));
    }
}
