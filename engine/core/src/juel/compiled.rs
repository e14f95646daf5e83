//! One compiled JUEL expression.
use super::ast::Part;
use super::call::no_objects;
use super::error::{Fault, Refusal};
use super::evaluate::Evaluation;
use super::parse::parts;
use super::variables::Reads;
use crate::expression::Variables;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;

/// One compiled JUEL expression, or a text with some in it.
#[derive(Debug)]
pub struct Juel {
    text: String,
    parts: Vec<Part>,
    reads: Reads,
}

/// Is there a JUEL expression in a text?
pub fn is_juel(text: &str) -> bool {
    text.contains("${") || text.contains("#{")
}

impl Juel {
    /// Compiles a text with `${…}` or `#{…}` in it.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::juel::Juel;
    /// let greeting = Juel::compile("Hello ${empty name ? 'you' : name.toUpperCase()}!").unwrap();
    /// let data = json!({"name": "Li"});
    /// let value = greeting.evaluate(data.as_object().unwrap(), jiff::Timestamp::UNIX_EPOCH);
    /// assert_eq!(value, Ok(json!("Hello LI!")));
    /// ```
    pub fn compile(text: &str) -> Result<Juel, Refusal> {
        let text = text.trim();
        let parts = parts(text)?;
        let mut reads = Reads::default();
        for part in &parts {
            if let Part::Expression(node) = part {
                no_objects(text, node)?;
                reads.add(node);
            }
        }
        Ok(Juel { text: text.to_owned(), parts, reads })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Every variable that it names.
    pub fn variables(&self) -> &BTreeSet<String> {
        &self.reads.all
    }

    /// The variables without which it fails.
    pub fn required(&self) -> &BTreeSet<String> {
        &self.reads.required
    }

    /// Does it also read variables whose names are data, as in `execution.getVariable(name)`?
    pub fn reads_by_data(&self) -> bool {
        self.reads.by_data
    }

    /// The value. What it costs is bounded by its text and its data.
    pub fn evaluate(&self, variables: &dyn Variables, now: Timestamp) -> Result<Value, Fault> {
        Evaluation { text: &self.text, variables, now }.parts(&self.parts)
    }
}
