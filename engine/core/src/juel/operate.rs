//! Operators of EL 2.2 (1.7 to 1.14), on JSON.
use super::ast::Binary;
use super::coerce::{Number, boolean, kind, number, text};
use serde_json::{Number as Json, Value};
use std::cmp::Ordering;

/// EL 1.8.2: null equals null alone; else numbers, booleans and texts pull the other side to their type.
pub fn equal(left: &Value, right: &Value) -> Result<bool, String> {
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::Number(_), _) | (_, Value::Number(_)) => compare_numbers(number(left)?, number(right)?).is_eq(),
        (Value::Bool(_), _) | (_, Value::Bool(_)) => boolean(left)? == boolean(right)?,
        (Value::String(_), _) | (_, Value::String(_)) => text(left) == text(right),
        _ => same(left, right),
    })
}

/// `Object.equals`: no type turns into another.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_f64() == b.as_f64() && (a.as_i64() == b.as_i64() || a.is_f64() || b.is_f64())
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

/// EL 1.8.1: false when a side is null, except that null is not less and not greater than null.
pub fn order(operation: Binary, left: &Value, right: &Value) -> Result<bool, String> {
    let ordering = match (left, right) {
        (Value::Null, Value::Null) => {
            return Ok(matches!(operation, Binary::LessOrEqual | Binary::GreaterOrEqual));
        }
        (Value::Null, _) | (_, Value::Null) => return Ok(false),
        (Value::Number(_), _) | (_, Value::Number(_)) => compare_numbers(number(left)?, number(right)?),
        (Value::String(_), _) | (_, Value::String(_)) => compare_texts(&text(left), &text(right)),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => return Err(format!("{} and {} have no order", kind(left), kind(right))),
    };
    Ok(match operation {
        Binary::Less => ordering.is_lt(),
        Binary::LessOrEqual => ordering.is_le(),
        Binary::Greater => ordering.is_gt(),
        _ => ordering.is_ge(),
    })
}

/// Whole numbers as such, else as fractions.
pub fn compare_numbers(left: Number, right: Number) -> Ordering {
    match (left, right) {
        (Number::Whole(a), Number::Whole(b)) => a.cmp(&b),
        _ => float(left).total_cmp(&float(right)),
    }
}

/// Java compares texts by their UTF-16 units.
pub fn compare_texts(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

/// EL 1.7: whole numbers stay whole, except in a division.
pub fn arithmetic(operation: Binary, left: &Value, right: &Value) -> Result<Value, String> {
    let (left, right) = (number(left)?, number(right)?);
    if let (Number::Whole(a), Number::Whole(b)) = (left, right)
        && operation != Binary::Divide
    {
        let whole = match operation {
            Binary::Add => a.checked_add(b),
            Binary::Subtract => a.checked_sub(b),
            Binary::Multiply => a.checked_mul(b),
            _ if b == 0 => return Err("division by zero".to_owned()),
            _ => a.checked_rem(b),
        };
        return whole.map(Value::from).ok_or_else(|| "the result does not fit 64 bits".to_owned());
    }
    let (a, b) = (float(left), float(right));
    fraction(match operation {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        _ => a % b,
    })
}

/// The other sign.
pub fn negate(value: &Value) -> Result<Value, String> {
    match number(value)? {
        Number::Whole(whole) => {
            whole.checked_neg().map(Value::from).ok_or_else(|| "the result does not fit 64 bits".into())
        }
        Number::Float(number) => fraction(-number),
    }
}

/// EL 1.10: null, empty text, empty list, empty object.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

fn float(number: Number) -> f64 {
    match number {
        Number::Whole(whole) => whole as f64,
        Number::Float(float) => float,
    }
}

fn fraction(number: f64) -> Result<Value, String> {
    Json::from_f64(number).map(Value::Number).ok_or_else(|| "the result is not a finite number".to_owned())
}
