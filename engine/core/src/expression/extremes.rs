//! The least and the greatest of values that can be compared (DMN 10.3.4.4). The library compares numbers and texts only, and
//! leaves nulls out.

use std::cmp::Ordering;

use dsntk_feel::values::Value;
use dsntk_feel_evaluator::{evaluate_max, evaluate_min};

use super::moments::compared;

/// Of a list, or of the only value there is. Null is neither less nor greater than anything, wherever it stands.
pub(crate) fn extreme(value: Value, greatest: bool) -> Value {
    let all = match value {
        Value::List(all) => all,
        single => vec![single],
    };
    if all.iter().any(Value::is_null) {
        return Value::Null(Some("null is neither less nor greater than anything".to_owned()));
    }
    if !matches!(
        all.first(),
        Some(
            Value::Date(_)
                | Value::Time(_)
                | Value::DateTime(_)
                | Value::DaysAndTimeDuration(_)
                | Value::YearsAndMonthsDuration(_)
        )
    ) {
        return if greatest { evaluate_max(all) } else { evaluate_min(all) };
    }
    let wanted = if greatest { Ordering::Greater } else { Ordering::Less };
    let mut found: Option<Value> = None;
    for one in all {
        let goes_before = match &found {
            None => Some(true),
            Some(found) => compared(&one, found).map(|order| order == wanted),
        };
        match goes_before {
            Some(true) => found = Some(one),
            Some(false) => {}
            None => return Value::Null(Some("values of different types are neither less nor greater".to_owned())),
        }
    }
    found.unwrap_or(Value::Null(None))
}
