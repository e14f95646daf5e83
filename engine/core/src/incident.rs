//! What is stuck, and what a killable process found instead of a value.
use crate::sentence::Sentence;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why an element instance is stuck. Its token keeps its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// Since when.
    pub raised: Timestamp,
    /// What the message says, in parts; nothing for the words of others.
    #[serde(default)]
    pub sentence: Option<Box<Sentence>>,
}

/// What a killable process found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The value.
    Value(Value),
    /// Why there is none.
    Failed {
        /// Stable code.
        code: String,
        /// For people.
        message: String,
        /// The same in parts.
        #[serde(default)]
        sentence: Option<Box<Sentence>>,
    },
}

impl Answer {
    /// There is no value, and words are all that is known of it.
    pub fn failed(code: &str, message: impl Into<String>) -> Self {
        Answer::Failed { code: code.to_owned(), message: message.into(), sentence: None }
    }
}
