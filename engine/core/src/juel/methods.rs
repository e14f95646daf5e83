//! Methods of values that mean something without Java: those of texts, lists, maps, numbers and points in time, and
//! those by which JSON is read (`prop`, `asText` and their like).
use super::coerce::{kind, number, text};
use super::limits::TEXT_BYTES_MAX;
use super::operate::{compare_numbers, compare_texts, same};
use super::patterns;
use super::results;
use serde_json::{Value, json};

/// What a method needs but does not get.
#[derive(Debug, PartialEq)]
pub enum Unfit {
    /// The value has no such method.
    Method(&'static str),
    /// An argument is of a wrong type.
    Argument(String),
    /// The result would be too large.
    TooLarge,
}

/// Every method, and how many arguments it takes.
pub const METHODS: &[(&str, &[usize])] = &[
    ("equals", &[1]),
    ("toString", &[0]),
    ("compareTo", &[1]),
    ("isEmpty", &[0]),
    ("contains", &[1]),
    ("indexOf", &[1, 2]),
    ("size", &[0]),
    ("get", &[1]),
    // Texts.
    ("equalsIgnoreCase", &[1]),
    ("compareToIgnoreCase", &[1]),
    ("length", &[0]),
    ("isBlank", &[0]),
    ("startsWith", &[1]),
    ("endsWith", &[1]),
    ("toLowerCase", &[0]),
    ("toUpperCase", &[0]),
    ("trim", &[0]),
    ("strip", &[0]),
    ("substring", &[1, 2]),
    ("lastIndexOf", &[1]),
    ("replace", &[2]),
    ("concat", &[1]),
    ("charAt", &[1]),
    ("split", &[1, 2]),
    ("matches", &[1]),
    ("replaceAll", &[2]),
    ("replaceFirst", &[2]),
    // Of an enumeration there is its text.
    ("name", &[0]),
    ("repeat", &[1]),
    ("subList", &[2]),
    // Lists and maps.
    ("containsAll", &[1]),
    ("containsKey", &[1]),
    ("containsValue", &[1]),
    ("getOrDefault", &[2]),
    ("keySet", &[0]),
    ("values", &[0]),
    ("hasProp", &[1]),
    ("has", &[1]),
    ("prop", &[1]),
    ("path", &[1]),
    ("elements", &[0]),
    // One value.
    ("value", &[0]),
    ("stringValue", &[0]),
    ("numberValue", &[0]),
    ("boolValue", &[0]),
    ("asText", &[0]),
    ("textValue", &[0]),
    ("asInt", &[0]),
    ("asLong", &[0]),
    ("asDouble", &[0]),
    ("asBoolean", &[0]),
    ("booleanValue", &[0]),
    ("intValue", &[0]),
    ("longValue", &[0]),
    ("doubleValue", &[0]),
    ("isNull", &[0]),
    ("isArray", &[0]),
    ("isObject", &[0]),
    // Points in time.
    ("plusYears", &[1]),
    ("plusMonths", &[1]),
    ("plusWeeks", &[1]),
    ("plusDays", &[1]),
    ("plusHours", &[1]),
    ("plusMinutes", &[1]),
    ("plusSeconds", &[1]),
    ("plusMillis", &[1]),
    ("minusYears", &[1]),
    ("minusMonths", &[1]),
    ("minusWeeks", &[1]),
    ("minusDays", &[1]),
    ("minusHours", &[1]),
    ("minusMinutes", &[1]),
    ("minusSeconds", &[1]),
    ("minusMillis", &[1]),
    ("toDate", &[0]),
    ("toDateTime", &[0]),
    ("toInstant", &[0]),
    ("withTimeAtStartOfDay", &[0]),
    ("getTime", &[0]),
    ("getMillis", &[0]),
    ("before", &[1]),
    ("after", &[1]),
    ("isBefore", &[1]),
    ("isAfter", &[1]),
    ("isEqual", &[1]),
    ("isBeforeNow", &[0]),
    ("isAfterNow", &[0]),
    ("getMonthOfYear", &[0]),
    ("getMonthValue", &[0]),
    ("getDayOfMonth", &[0]),
    ("getDayOfWeek", &[0]),
    ("getHourOfDay", &[0]),
    ("getHour", &[0]),
    ("getMinuteOfHour", &[0]),
    ("getYear", &[0]),
];

/// Is there a method of that name with so many arguments?
pub fn known(name: &str, arguments: usize) -> bool {
    METHODS.iter().chain(results::METHODS).any(|(known, counts)| *known == name && counts.contains(&arguments))
}

/// Calls a method of a value that is data.
pub fn call(on: &Value, name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    match (name, arguments) {
        ("equals", [other]) => return Ok(same(on, other).into()),
        ("toString" | "asText", []) => return Ok(text(on).into()),
        ("value", []) => return Ok(on.clone()),
        ("isNull", []) => return Ok(on.is_null().into()),
        ("isArray", []) => return Ok(on.is_array().into()),
        ("isObject", []) => return Ok(on.is_object().into()),
        _ => {}
    }
    if let Some(result) = results::call(on, name, arguments) {
        return result;
    }
    match on {
        Value::String(text) => of_text(text, name, arguments),
        Value::Array(items) => of_list(items, name, arguments),
        Value::Object(entries) => of_map(entries, name, arguments),
        Value::Number(_) => of_number(on, name, arguments),
        Value::Bool(value) => match name {
            "booleanValue" | "boolValue" | "asBoolean" => Ok((*value).into()),
            _ => Err(Unfit::Method(kind(on))),
        },
        Value::Null => Err(Unfit::Method("null")),
    }
}

fn of_text(on: &str, name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    let argument = |at: usize| match arguments.get(at) {
        Some(Value::String(text)) => Ok(text.as_str()),
        other => Err(Unfit::Argument(format!("a text is wanted, not {}", other.map_or("nothing", kind)))),
    };
    Ok(match name {
        "equalsIgnoreCase" => match &arguments[0] {
            Value::Null => false.into(),
            _ => (on.to_lowercase() == argument(0)?.to_lowercase()).into(),
        },
        "compareTo" => json!(compare_texts(on, argument(0)?) as i8),
        "compareToIgnoreCase" => json!(compare_texts(&on.to_lowercase(), &argument(0)?.to_lowercase()) as i8),
        "length" => on.encode_utf16().count().into(),
        "isEmpty" => on.is_empty().into(),
        "isBlank" => on.trim().is_empty().into(),
        "contains" => on.contains(argument(0)?).into(),
        "startsWith" => on.starts_with(argument(0)?).into(),
        "endsWith" => on.ends_with(argument(0)?).into(),
        "toLowerCase" => on.to_lowercase().into(),
        "toUpperCase" => on.to_uppercase().into(),
        "trim" | "strip" => on.trim().into(),
        "indexOf" => {
            let from = arguments.get(1).map_or(Ok(0), |from| from_unit(on, from))?;
            position(on, on[from..].find(argument(0)?).map(|at| from + at))
        }
        "lastIndexOf" => position(on, on.rfind(argument(0)?)),
        "concat" => {
            limited(on.len() + argument(0)?.len(), || format!("{on}{}", arguments[0].as_str().unwrap_or_default()))?
        }
        "replace" => {
            let (from, to) = (argument(0)?, argument(1)?);
            let length = on.len() + on.matches(from).count().saturating_mul(to.len());
            limited(length, || on.replace(from, to))?
        }
        "substring" | "charAt" => return cut(on, name, arguments),
        "stringValue" | "textValue" | "name" => on.into(),
        "split" => return split(on, argument(0)?, arguments.get(1)),
        "matches" => return patterns::matches(on, argument(0)?),
        "replaceAll" | "replaceFirst" => {
            return patterns::replace(on, argument(0)?, argument(1)?, name == "replaceAll");
        }
        "repeat" => {
            let times = arguments[0].as_u64().ok_or_else(|| Unfit::Argument("a number of times is wanted".into()))?;
            let length = on.len().saturating_mul(usize::try_from(times).unwrap_or(usize::MAX));
            limited(length, || on.repeat(times as usize))?
        }
        "boolValue" | "asBoolean" => on.eq_ignore_ascii_case("true").into(),
        _ => return Err(Unfit::Method("a text")),
    })
}

/// Java splits by a regular expression, into no more parts than a limit says.
fn split(on: &str, by: &str, limit: Option<&Value>) -> Result<Value, Unfit> {
    let limit = match limit.map(Value::as_i64) {
        None => 0,
        Some(Some(limit)) => limit,
        Some(None) => return Err(Unfit::Argument("a number of times is wanted".into())),
    };
    patterns::split(on, by, limit)
}

/// The byte at which a UTF-16 unit begins; behind the end where there are not so many, as Java has it.
fn from_unit(on: &str, unit: &Value) -> Result<usize, Unfit> {
    let unit = unit.as_i64().ok_or_else(|| Unfit::Argument("a number of times is wanted".into()))?;
    let mut units = 0;
    let found = on.char_indices().find(|(_, one)| {
        let reached = units >= unit;
        units += one.len_utf16() as i64;
        reached
    });
    Ok(found.map_or(on.len(), |(at, _)| at))
}

/// Java counts UTF-16 units; a cut through a character in two units is an error here.
fn cut(on: &str, name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    let units: Vec<u16> = on.encode_utf16().collect();
    let index = |at: usize| match arguments.get(at).and_then(Value::as_u64) {
        Some(index) if index <= units.len() as u64 => Ok(index as usize),
        _ => Err(Unfit::Argument(format!("a position from 0 to {} is wanted", units.len()))),
    };
    let start = index(0)?;
    let end = match (name, arguments.len()) {
        ("charAt", _) => start + 1,
        (_, 1) => units.len(),
        _ => index(1)?,
    };
    let inside = units.get(start..end).ok_or_else(|| Unfit::Argument("the end lies before the start".into()))?;
    let text = String::from_utf16(inside).map_err(|_| Unfit::Argument("the cut goes through a character".into()))?;
    Ok(text.into())
}

fn position(on: &str, at: Option<usize>) -> Value {
    at.map_or(json!(-1), |at| on[..at].encode_utf16().count().into())
}

fn limited(length: usize, make: impl FnOnce() -> String) -> Result<Value, Unfit> {
    if length > TEXT_BYTES_MAX { Err(Unfit::TooLarge) } else { Ok(make().into()) }
}

fn of_list(on: &[Value], name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    Ok(match (name, arguments) {
        ("size", []) => on.len().into(),
        ("isEmpty", []) => on.is_empty().into(),
        ("contains", [item]) => on.iter().any(|other| same(other, item)).into(),
        ("containsAll", [Value::Array(all)]) => all.iter().all(|item| on.iter().any(|other| same(other, item))).into(),
        ("indexOf", [item]) => on.iter().position(|other| same(other, item)).map_or(json!(-1), Value::from),
        ("lastIndexOf", [item]) => on.iter().rposition(|other| same(other, item)).map_or(json!(-1), Value::from),
        ("elements", []) => on.to_vec().into(),
        ("subList", [from, to]) => {
            let at = |index: &Value| index.as_u64().and_then(|index| usize::try_from(index).ok());
            let range = at(from).zip(at(to)).and_then(|(from, to)| on.get(from..to));
            let wrong = || Unfit::Argument(format!("the list has {} items, and no part from {from} to {to}", on.len()));
            range.ok_or_else(wrong)?.to_vec().into()
        }
        ("get", [index]) => match index.as_u64().and_then(|index| on.get(index as usize)) {
            Some(item) => item.clone(),
            None => return Err(Unfit::Argument(format!("the list has {} items, and none at {index}", on.len()))),
        },
        _ => return Err(Unfit::Method("a list")),
    })
}

fn of_map(on: &serde_json::Map<String, Value>, name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    let entry = |key: &Value| on.get(&text(key));
    Ok(match (name, arguments) {
        ("size", []) => on.len().into(),
        ("isEmpty", []) => on.is_empty().into(),
        ("get" | "path", [key]) => entry(key).cloned().unwrap_or_default(),
        ("getOrDefault", [key, default]) => entry(key).unwrap_or(default).clone(),
        ("containsKey" | "hasProp" | "has", [key]) => entry(key).is_some().into(),
        ("containsValue", [value]) => on.values().any(|other| same(other, value)).into(),
        ("keySet", []) => on.keys().cloned().map(Value::String).collect(),
        ("values", []) => on.values().cloned().collect(),
        ("prop", [key]) => match entry(key) {
            Some(value) => value.clone(),
            None => return Err(Unfit::Argument(format!("there is no `{}`", text(key)))),
        },
        _ => return Err(Unfit::Method("an object")),
    })
}

fn of_number(on: &Value, name: &str, arguments: &[Value]) -> Result<Value, Unfit> {
    let whole = || on.as_i64().or_else(|| on.as_f64().map(|n| n.trunc() as i64));
    Ok(match (name, arguments) {
        ("numberValue", []) => on.clone(),
        ("intValue" | "longValue" | "asInt" | "asLong", []) => whole().into(),
        ("doubleValue" | "asDouble", []) => on.as_f64().into(),
        ("compareTo", [other @ Value::Number(_)]) => {
            let wrong = |message| Unfit::Argument(message);
            let (left, right) = (number(on).map_err(wrong)?, number(other).map_err(wrong)?);
            json!(compare_numbers(left, right) as i8)
        }
        _ => return Err(Unfit::Method("a number")),
    })
}
