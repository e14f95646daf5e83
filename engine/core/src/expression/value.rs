//! JSON to FEEL and back.
//!
//! | JSON | FEEL | back |
//! |---|---|---|
//! | number | decimal of 34 digits, exactly as JSON prints it | integer if it is whole and fits 64 bits, else the float of these digits; the nearest only for what is rounded anyway, such as 1/3 |
//! | string | string, never guessed to be a date (`date(x)` converts) | string |
//! | object | context; blanks around a key are dropped | object, keys in alphabetical order |
//! | – | date, time, date and time, duration | ISO 8601 string |
//! | – | range, function, unary test | refused |

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value as Feel;
use dsntk_feel::{FeelNumber, Name};
use serde_json::{Map, Number, Value};

use super::limits::VALUE_DEPTH_MAX;
use super::print::type_name;
use super::years;
use crate::exact::is_exact;

/// Why a value cannot cross the border.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Refused {
    #[error("a value nested more than {VALUE_DEPTH_MAX} levels deep")]
    TooDeep,
    #[error("{0}, which JSON cannot carry")]
    Number(String),
    /// A number of which another one would be stored.
    #[error("{number}, of which {stored} would be stored")]
    Inexact { number: String, stored: String },
    #[error("{0}")]
    NotData(&'static str),
    /// A rule parameter that has no value.
    #[error("rule parameter `{0}`, which has no value")]
    Parameter(String),
}

/// A variable as FEEL sees it.
pub(crate) fn to_feel(value: &Value) -> Result<Feel, Refused> {
    inward(value, VALUE_DEPTH_MAX)
}

/// A result as JSON. `nulls` is set when there is a null anywhere in it.
pub(crate) fn to_json(value: &Feel, nulls: &mut bool) -> Result<Value, Refused> {
    outward(value, VALUE_DEPTH_MAX, &mut Way { nulls, exact: false })
}

/// The same, where a number may not become another one, if it is to be `exact`.
pub(super) fn to_json_exactly(value: &Feel, exact: bool, nulls: &mut bool) -> Result<Value, Refused> {
    outward(value, VALUE_DEPTH_MAX, &mut Way { nulls, exact })
}

/// What is wanted of a result on its way out, and what was seen in it.
struct Way<'n> {
    nulls: &'n mut bool,
    exact: bool,
}

fn inward(value: &Value, depth: usize) -> Result<Feel, Refused> {
    let depth = depth.checked_sub(1).ok_or(Refused::TooDeep)?;
    Ok(match value {
        Value::Null => Feel::Null(None),
        Value::Bool(value) => Feel::Boolean(*value),
        Value::Number(value) => Feel::Number(number_inward(value)?),
        Value::String(value) => Feel::String(value.clone()),
        Value::Array(all) => Feel::List(all.iter().map(|item| inward(item, depth)).collect::<Result<_, _>>()?),
        Value::Object(all) => {
            let mut context = FeelContext::default();
            for (key, value) in all {
                context.set_entry(&Name::from(key), inward(value, depth)?);
            }
            Feel::Context(context)
        }
    })
}

fn number_inward(number: &Number) -> Result<FeelNumber, Refused> {
    if let Some(whole) = number.as_i64() {
        return Ok(whole.into());
    }
    if let Some(whole) = number.as_u64() {
        return Ok(whole.into());
    }
    number.to_string().parse().map_err(|_| Refused::Number(number.to_string()))
}

fn outward(value: &Feel, depth: usize, way: &mut Way<'_>) -> Result<Value, Refused> {
    let depth = depth.checked_sub(1).ok_or(Refused::TooDeep)?;
    Ok(match value {
        Feel::Null(_) => {
            *way.nulls = true;
            Value::Null
        }
        Feel::Boolean(value) => Value::Bool(*value),
        Feel::Number(number) => Value::Number(number_outward(number, way.exact)?),
        Feel::String(text) => Value::String(text.clone()),
        Feel::List(all) | Feel::ExpressionList(all) => {
            Value::Array(all.iter().map(|item| outward(item, depth, way)).collect::<Result<_, _>>()?)
        }
        Feel::Context(all) => {
            let entries = all.iter().map(|(name, value)| Ok((name.to_string(), outward(value, depth, way)?)));
            Value::Object(entries.collect::<Result<Map<_, _>, _>>()?)
        }
        Feel::Date(value) => Value::String(years::written(value)),
        Feel::Time(value) => Value::String(value.to_string()),
        Feel::DateTime(value) => Value::String(years::written_with_time(value)),
        Feel::DaysAndTimeDuration(value) => Value::String(value.to_string()),
        Feel::YearsAndMonthsDuration(value) => Value::String(value.to_string()),
        other => return Err(Refused::NotData(type_name(other))),
    })
}

/// The library prints a number for debugging as `+123E-2`, also when it is infinite, where its plain text panics.
fn number_outward(number: &FeelNumber, exact: bool) -> Result<Number, Refused> {
    let raw = || format!("{number:?}");
    if number.is_integer() {
        if let Ok(whole) = i64::try_from(number) {
            return Ok(whole.into());
        }
        if let Ok(whole) = u64::try_from(number) {
            return Ok(whole.into());
        }
    }
    let raw = raw();
    let Some(stored) = raw.parse().ok().and_then(Number::from_f64) else { return Err(Refused::Number(raw)) };
    if exact && !is_exact(&raw) {
        return Err(Refused::Inexact { number: readable(number, raw), stored: stored.to_string() });
    }
    Ok(stored)
}

/// The library's plain text, where that is no endless row of zeros.
fn readable(number: &FeelNumber, raw: String) -> String {
    let sized = number.abs() < FeelNumber::new(1, -34) && number.abs() > FeelNumber::new(1, 34);
    if sized { number.to_string() } else { raw }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_back_as_they_went_in() {
        let values = json!([null, true, 0, -1, 1.5, 0.1, 1e300, -2.5e-7, u64::MAX, i64::MIN, "2024-01-01", "", [], {}, {"a": [1, {"b": null}]}]);
        let mut nulls = false;
        let back = to_json(&to_feel(&values).unwrap(), &mut nulls).unwrap();
        assert_eq!(back, values);
        assert!(nulls);
    }

    #[test]
    fn depth_is_limited_both_ways() {
        let mut value = json!(1);
        for _ in 0..VALUE_DEPTH_MAX {
            value = json!([value]);
        }
        assert_eq!(to_feel(&value), Err(Refused::TooDeep));
        let mut feel = Feel::Null(None);
        for _ in 0..VALUE_DEPTH_MAX {
            feel = Feel::List(vec![feel]);
        }
        assert_eq!(to_json(&feel, &mut false), Err(Refused::TooDeep));
    }
}
