//! Type coercion of EL 2.2 (1.18), on JSON.
use serde_json::Value;

/// A number as EL computes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// `Long`.
    Whole(i64),
    /// `Double`.
    Float(f64),
}

/// True or false: null and empty text are false, a text is true when it says so in any case.
pub fn boolean(value: &Value) -> Result<bool, String> {
    match value {
        Value::Null => Ok(false),
        Value::Bool(value) => Ok(*value),
        Value::String(text) => Ok(text.eq_ignore_ascii_case("true")),
        other => Err(format!("{} is not true or false", kind(other))),
    }
}

/// A number: null and empty text are 0, a text is read.
pub fn number(value: &Value) -> Result<Number, String> {
    match value {
        Value::Null => Ok(Number::Whole(0)),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Ok(Number::Whole(whole)),
            None => number.as_f64().map(Number::Float).ok_or_else(|| format!("{number} is too large")),
        },
        Value::String(text) if text.is_empty() => Ok(Number::Whole(0)),
        Value::String(text) => {
            let float = || text.parse().ok().filter(|n: &f64| n.is_finite()).map(Number::Float);
            let whole = text.parse().ok().map(Number::Whole);
            whole.or_else(float).ok_or_else(|| format!("`{}` is not a number", short(text)))
        }
        other => Err(format!("{} is not a number", kind(other))),
    }
}

/// A text: null is empty, numbers as Java writes them.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        other => written(other),
    }
}

/// As Java writes it, null included.
fn written(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match (number.is_f64(), number.as_f64()) {
            (true, Some(float)) => double(float),
            _ => number.to_string(),
        },
        Value::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}={}", written(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// `Double.toString`: plain between a thousandth and ten millions, else with an exponent.
fn double(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-3..1e7).contains(&size) {
        return format!("{number:?}");
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{mantissa}{point}E{exponent}")
}

/// What a value is, for messages.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text cut to a readable length.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_written_as_java_writes_them() {
        let numbers = [(json!(5), "5"), (json!(5.0), "5.0"), (json!(0.001), "0.001"), (json!(1e7), "1.0E7")];
        let more = [(json!(1.5e-7), "1.5E-7"), (json!(12_345_678.5), "1.23456785E7"), (json!(-0.5), "-0.5")];
        for (number, expected) in numbers.into_iter().chain(more) {
            assert_eq!(text(&number), expected);
        }
    }

    #[test]
    fn collections_are_written_as_java_writes_them() {
        assert_eq!(text(&json!([1, null, "a", {"k": true}])), "[1, null, a, {k=true}]");
        assert_eq!(text(&json!(null)), "");
    }
}
