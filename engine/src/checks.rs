//! Suspicious input is refused at the door, with the limit that it exceeds.
use crate::error::Error;
use crate::{KEY_BYTES_MAX, NAME_BYTES_MAX, TEXT_BYTES_MAX, VARIABLE_DEPTH_MAX, VARIABLES_BYTES_MAX, VARIABLES_MAX};
use serde_json::Value;
use std::io;
use weir_core::instance::Variables;

/// Variables of one command.
pub fn variables(variables: &Variables) -> Result<(), Error> {
    if variables.is_empty() {
        return Ok(());
    }
    if variables.len() > VARIABLES_MAX {
        return Err(Error::invalid(
            "too-many-variables",
            format!("a command carries at most {VARIABLES_MAX} variables"),
        ));
    }
    for (variable, value) in variables {
        name("a variable", variable)?;
        if depth(value) > VARIABLE_DEPTH_MAX {
            let message = format!("variable `{variable}` is nested deeper than {VARIABLE_DEPTH_MAX}");
            return Err(Error::invalid("variables-too-deep", message));
        }
    }
    let mut size = Size(0);
    if serde_json::to_writer(&mut size, variables).is_err() {
        let message = format!("the variables of a command have at most {VARIABLES_BYTES_MAX} bytes as JSON");
        return Err(Error::invalid("variables-too-large", message));
    }
    Ok(())
}

/// A name that something is called by.
pub fn name(what: &str, name: &str) -> Result<(), Error> {
    match name.len() {
        0 => Err(Error::invalid("name-empty", format!("the name of {what} is empty"))),
        length if length > NAME_BYTES_MAX => {
            Err(Error::invalid("name-too-long", format!("the name of {what} has more than {NAME_BYTES_MAX} bytes")))
        }
        _ => Ok(()),
    }
}

/// A key that something is found by.
pub fn key(what: &str, key: Option<&str>) -> Result<(), Error> {
    match key {
        Some(key) if key.len() > KEY_BYTES_MAX => {
            Err(Error::invalid("key-too-long", format!("{what} has more than {KEY_BYTES_MAX} bytes")))
        }
        _ => Ok(()),
    }
}

/// A text for people, cut where it is too long.
pub fn text(mut text: String) -> String {
    if text.len() > TEXT_BYTES_MAX {
        let end = (0..=TEXT_BYTES_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
    }
    text
}

/// How deep a value is nested. It was read by a reader that has a limit itself, so this recursion is bounded.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Counts bytes, up to the limit.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        if self.0 > VARIABLES_BYTES_MAX { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn code(value: Value) -> Option<&'static str> {
        variables(&Variables::from([("x".to_owned(), value)])).err().map(|error| error.code())
    }

    #[test]
    fn what_is_too_much_is_refused() {
        assert_eq!(code(json!({"a": [1, 2, {"b": "c"}]})), None);
        assert_eq!(code(json!("x".repeat(VARIABLES_BYTES_MAX))), Some("variables-too-large"));
        let deep = (0..=VARIABLE_DEPTH_MAX).fold(json!(1), |inner, _| json!([inner]));
        assert_eq!(code(deep), Some("variables-too-deep"));
        assert_eq!(name("a worker", "").unwrap_err().code(), "name-empty");
        assert_eq!(key("the business key", Some(&"k".repeat(600))).unwrap_err().code(), "key-too-long");
        assert!(text("中".repeat(TEXT_BYTES_MAX)).len() <= TEXT_BYTES_MAX);
    }
}
