//! What a failure says, in parts: who speaks another language than the English of its message puts them together anew.
//! The parts are what a model, the data or a limit say; the words around them belong to whoever tells the sentence.
pub(crate) mod forms;
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
pub const NAMES: [&str; 116] = [
    "argument-missing",
    "bad-cut",
    "bad-delimiter",
    "bad-flags",
    "bad-index",
    "bad-pattern",
    "bad-replacement",
    "broke-down",
    "by-pattern",
    "calendar",
    "called-cancelled",
    "calls-deep",
    "calls-in-decision",
    "calls-many",
    "cannot",
    "compensable",
    "condition",
    "condition-neither",
    "copied-many",
    "costly",
    "crashed",
    "decision-absent",
    "decision-broke",
    "decision-empty",
    "decision-no-data",
    "decision-result",
    "decision-type",
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
    "long-text",
    "loop",
    "loop-long",
    "missing",
    "moves",
    "name-long",
    "negative-root",
    "neither",
    "no-base64",
    "no-chance",
    "no-data",
    "no-entry",
    "no-flow",
    "no-function",
    "no-item",
    "no-json",
    "no-json-number",
    "no-link",
    "no-match",
    "no-number",
    "no-order",
    "no-part",
    "no-point",
    "no-position",
    "no-start",
    "no-such-entry",
    "no-such-part",
    "no-sums-of-time",
    "no-text",
    "no-time",
    "no-times",
    "no-value",
    "no-way-back",
    "no-way-back-above",
    "nobody",
    "nobody-instead",
    "nobody-later",
    "not-allowed",
    "not-enabled",
    "not-evaluated",
    "not-of-type",
    "not-taken",
    "null",
    "null-call",
    "null-order",
    "null-turns",
    "offset",
    "out-of-bounds",
    "parameter",
    "past",
    "process-absent",
    "range",
    "result-large",
    "rules-differ",
    "rules-together",
    "script-broke",
    "script-memory",
    "script-no-variable",
    "script-null",
    "script-slow",
    "script-threw",
    "signers",
    "starved",
    "step-large",
    "strangers",
    "suspended",
    "tenant",
    "text-no-number",
    "too-deep",
    "too-large",
    "too-slow",
    "two-entries",
    "type-no-number",
    "types-order",
    "uncaught",
    "unfulfilled",
    "weights",
    "wrong-type",
];

/// What scripts throw most often.
const THROWN: [(&str, &str); 4] = [
    ("script-no-variable", "ReferenceError: '{name}' is not defined"),
    ("script-no-variable", "ReferenceError: {name} is not defined"),
    ("script-null", "TypeError: cannot read property '{entry}' of undefined"),
    ("script-null", "TypeError: cannot read property '{entry}' of null"),
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

    /// What an evaluation whose process ended on its own says.
    #[must_use]
    pub fn crashed(note: &str) -> Self {
        Sentence::new("crashed").with("note", note)
    }

    /// What a script says that took more than so many milliseconds.
    #[must_use]
    pub fn script_slow(milliseconds: u128) -> Self {
        Sentence::new("script-slow").with("most", milliseconds)
    }

    /// What a script says that took more memory than so many mebibytes.
    #[must_use]
    pub fn script_memory(mebibytes: usize) -> Self {
        Sentence::new("script-memory").with("most", mebibytes)
    }

    /// What a script threw, in the words of its language, and in which of its lines.
    ///
    /// ```
    /// use weir_core::sentence::Sentence;
    /// let told = Sentence::script("ReferenceError: total is not defined", Some(3));
    /// assert_eq!((told.name.as_str(), told.parts["name"].as_str()), ("script-no-variable", "total"));
    /// ```
    #[must_use]
    pub fn script(threw: &str, line: Option<u32>) -> Self {
        let told = forms::read(&THROWN, threw).unwrap_or_else(|| {
            Sentence::new(if line.is_some() { "script-threw" } else { "script-broke" }).with("reason", threw)
        });
        match line {
            Some(line) => told.with("line", line),
            None => told,
        }
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
