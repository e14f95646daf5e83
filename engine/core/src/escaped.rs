//! What a called instance that ended by an error gives to its caller.
use crate::instance::Header;

/// An error that nobody caught in a called instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escaped {
    /// Its code.
    pub code: String,
    /// The thrower's words.
    pub message: String,
}

impl Header {
    /// For a called instance: the error that it ended by.
    pub fn escaped(&self) -> Option<Escaped> {
        let message = self.escaped_message.clone().unwrap_or_default();
        self.escaped.clone().map(|code| Escaped { code, message })
    }
}
