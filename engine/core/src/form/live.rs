//! What a form looks like while it is filled in: which conditions hold, what is computed, and what may be chosen. Expressions
//! are run by the engine alone, so whoever shows a form asks for this after each change. Nothing is kept by it.
use super::check::{Check, Level, Submission};
use serde_json::Value;
use std::collections::BTreeMap;

/// What holds for what was entered so far.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct Live {
    /// Conditions by their text, for the form itself under an empty name and for each row under its own: `items[0]`.
    pub conditions: BTreeMap<String, BTreeMap<String, bool>>,
    /// Computed values and totals by the paths of their fields.
    pub values: BTreeMap<String, Value>,
    /// What may be chosen, by the paths of fields whose choices are computed.
    pub choices: BTreeMap<String, Vec<Value>>,
}

impl Submission<'_> {
    /// What holds now, whatever is still wrong with it.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::Timestamp;
    /// use weir_core::form::{Extent, FilesTaken, Permissions, Submission, read};
    /// use weir_core::parameter::Moment;
    /// let form = read(br#"{"type": "default", "id": "f", "components": [
    ///     {"type": "number", "key": "amount", "validate": {"required": true}},
    ///     {"type": "textfield", "key": "why", "conditional": {"hide": "=amount < 100"}},
    ///     {"type": "expression", "key": "tax", "expression": "=amount * 0.2", "computeOn": "change"}]}"#).0.unwrap();
    /// let data = |json: serde_json::Value| serde_json::from_value(json).unwrap();
    /// let (known, given, permissions) = (data(json!({})), data(json!({"amount": 7})), Permissions::default());
    /// let moment = Moment::from(Timestamp(0));
    /// let attachment = &|_: &str, _: &FilesTaken| None;
    /// let live = Submission { form: &form, permissions: &permissions, known: &known, given: &given, moment,
    ///     extent: Extent::Part, attachment }.live();
    /// assert_eq!(live.conditions[""]["amount < 100"], true);
    /// assert_eq!(live.values["tax"], json!(1.4));
    /// ```
    pub fn live(&self) -> Live {
        let (check, _) = self.looked();
        check.seen
    }
}

impl Check<'_> {
    /// The row that is looked at, by its place; nothing for the form itself.
    fn row_place(&self) -> String {
        self.place.trim_end_matches('.').to_owned()
    }

    /// A condition was looked at.
    pub(super) fn saw_condition(&mut self, text: &str, holds: bool) {
        self.seen.conditions.entry(self.row_place()).or_default().insert(text.trim().to_owned(), holds);
    }

    /// A value was computed that whoever fills the form in may see.
    pub(super) fn saw_value(&mut self, path: &[String], value: &Value) {
        self.seen.values.insert(format!("{}{}", self.place, path.join(".")), value.clone());
    }

    /// What may be chosen was computed.
    pub(super) fn saw_choices(&mut self, path: &[String], choices: Vec<Value>) {
        self.seen.choices.insert(format!("{}{}", self.place, path.join(".")), choices);
    }

    /// The totals of a level, where they may be seen.
    pub(super) fn saw_totals(&mut self, level: &Level) {
        for (path, value) in &level.totals {
            if !level.hidden.contains(path) {
                self.saw_value(path, value);
            }
        }
    }
}
