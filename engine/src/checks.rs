//! Suspicious input is refused at the door, with the limit that it exceeds.
use crate::api::FailJob;
use crate::error::Error;
use crate::{
    COMMENT_BYTES_MAX, JOB_BACKOFF_MS_MAX, JOB_LEASE_MS_MAX, JOB_RETRIES_MAX, KEY_BYTES_MAX, NAME_BYTES_MAX,
    TEXT_BYTES_MAX, VARIABLE_DEPTH_MAX, VARIABLES_BYTES_MAX, VARIABLES_MAX,
};
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

/// An opinion, in somebody's own words: they are kept whole, or refused.
pub fn comment(comment: Option<String>) -> Result<Option<String>, Error> {
    if is_too_long(comment.as_ref()) {
        return Err(Error::invalid("comment-too-long", format!("a comment has at most {COMMENT_BYTES_MAX} bytes")));
    }
    Ok(comment)
}

/// Why somebody intervenes, in their own words: they are kept whole, or refused.
pub fn reason(reason: Option<String>) -> Result<Option<String>, Error> {
    if is_too_long(reason.as_ref()) {
        return Err(Error::invalid("reason-too-long", format!("a reason has at most {COMMENT_BYTES_MAX} bytes")));
    }
    Ok(reason)
}

fn is_too_long(words: Option<&String>) -> bool {
    words.is_some_and(|words| words.len() > COMMENT_BYTES_MAX)
}

/// Stands where the text of a machine was cut.
const CUT: &str = " […]";

/// The text of a machine, such as what a worker says of its failure: cut where it is too long, and it says so.
pub fn cut(mut text: String) -> String {
    if text.len() > TEXT_BYTES_MAX {
        text.truncate(text.floor_char_boundary(TEXT_BYTES_MAX - CUT.len()));
        text.push_str(CUT);
    }
    text
}

/// How long a worker has its jobs alone, in milliseconds.
pub fn lease(ms: i64) -> Result<i64, Error> {
    if (1..=JOB_LEASE_MS_MAX).contains(&ms) {
        return Ok(ms);
    }
    Err(Error::invalid("bad-lease", format!("a lease takes 1 to {JOB_LEASE_MS_MAX} milliseconds")))
}

/// How a job that failed goes on.
pub fn failure(failure: &FailJob) -> Result<(), Error> {
    if !(0..=JOB_BACKOFF_MS_MAX).contains(&failure.backoff_ms) {
        let message = format!("a job rests for 0 to {JOB_BACKOFF_MS_MAX} milliseconds before it is tried again");
        return Err(Error::invalid("bad-backoff", message));
    }
    retries(failure.retries)
}

/// How often a job may be tried again.
pub fn retries(retries: Option<u32>) -> Result<(), Error> {
    if retries.is_some_and(|retries| retries > JOB_RETRIES_MAX) {
        return Err(Error::invalid("bad-retries", format!("a job is tried at most {JOB_RETRIES_MAX} more times")));
    }
    Ok(())
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
    }

    #[test]
    fn the_text_of_machines_is_cut_where_one_sees_it_and_the_words_of_people_never() {
        let long = cut("中".repeat(TEXT_BYTES_MAX));
        assert!(long.len() <= TEXT_BYTES_MAX && long.ends_with("中 […]"), "{}", &long[long.len() - 20..]);
        assert_eq!(cut("disk full".into()), "disk full");
        let words = "中".repeat(COMMENT_BYTES_MAX / 3);
        assert_eq!(comment(Some(words.clone())).unwrap(), Some(words));
        assert_eq!(comment(Some("x".repeat(COMMENT_BYTES_MAX + 1))).unwrap_err().code(), "comment-too-long");
        assert_eq!(reason(Some("x".repeat(COMMENT_BYTES_MAX + 1))).unwrap_err().code(), "reason-too-long");
    }

    #[test]
    fn the_times_of_a_job_have_bounds() {
        let fails = |retries, backoff_ms| failure(&FailJob { retries, backoff_ms, ..FailJob::default() });
        assert!(fails(None, 0).is_ok() && fails(Some(JOB_RETRIES_MAX), JOB_BACKOFF_MS_MAX).is_ok());
        for bad in [-1, JOB_BACKOFF_MS_MAX + 1, i64::MAX] {
            assert_eq!(fails(None, bad).unwrap_err().code(), "bad-backoff");
        }
        assert_eq!(fails(Some(u32::MAX), 0).unwrap_err().code(), "bad-retries");
        assert!([-1, 0, JOB_LEASE_MS_MAX + 1].into_iter().all(|ms| lease(ms).unwrap_err().code() == "bad-lease"));
    }
}
