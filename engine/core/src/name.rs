//! How long names and keys may be: what is longer could never be asked for.
use crate::failure::{Failure, Stop};
use crate::sentence::Sentence;

/// A name of a variable, message, signal, error, worker, job type or user, in bytes.
pub const NAME_BYTES_MAX: usize = 256;

/// A business key, correlation key, message id or idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 512;

/// A name that an expression gave.
pub(crate) fn fitting(what: &str, name: String) -> Result<String, Stop> {
    within(what, name, NAME_BYTES_MAX, "name-too-long")
}

/// A key that an expression gave.
pub(crate) fn fitting_key(what: &str, key: String) -> Result<String, Stop> {
    within(what, key, KEY_BYTES_MAX, "key-too-long")
}

fn within(what: &str, text: String, max: usize, code: &str) -> Result<String, Stop> {
    if text.len() <= max {
        return Ok(text);
    }
    let message =
        format!("{what} has {} bytes, and {max} at most can be asked for: `{}`", text.len(), shortened(&text));
    let told = Sentence::new("name-long").with("of", what).with("bytes", text.len()).with("most", max);
    let sentence = told.with("part", shortened(&text)).kept();
    Err(Stop::Failed(Failure::Refused { code: code.to_owned(), message, sentence }))
}

/// The beginning of what is too long to be told whole.
pub(crate) fn shortened(text: &str) -> String {
    text.chars().take(40).chain("…".chars()).collect()
}
