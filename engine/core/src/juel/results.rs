//! What Camunda 7 gives to read the result of a decision by: its rules as a list, each an object of its outputs.
use super::methods::Unfit;
use serde_json::Value;

/// Its methods, and how many arguments each takes.
pub const METHODS: &[(&str, &[usize])] = &[
    ("getSingleResult", &[0]),
    ("getFirstResult", &[0]),
    ("getResultList", &[0]),
    ("getSingleEntry", &[0]),
    ("getFirstEntry", &[0]),
    ("getEntry", &[1]),
    ("getEntryMap", &[0]),
    ("collectEntries", &[1]),
];

/// What such a method gives; none where the value has none of that name.
///
/// ```
/// use serde_json::json;
/// use weir_core::juel::Juel;
/// let asked = Juel::compile("${decisionResult.getSingleEntry()}").unwrap();
/// let data = json!({"decisionResult": [{"level": "low"}]});
/// assert_eq!(asked.evaluate(data.as_object().unwrap(), jiff::Timestamp::UNIX_EPOCH), Ok(json!("low")));
/// ```
pub fn call(on: &Value, name: &str, arguments: &[Value]) -> Option<Result<Value, Unfit>> {
    match (on, name, arguments) {
        (Value::Array(all), "getSingleResult", []) => Some(single(all.iter(), "results")),
        (Value::Array(all), "getFirstResult", []) => Some(Ok(all.first().cloned().unwrap_or_default())),
        (Value::Array(_), "getResultList", []) | (Value::Object(_), "getEntryMap", []) => Some(Ok(on.clone())),
        (Value::Array(all), "getSingleEntry", []) => {
            Some(single(all.iter(), "results").and_then(|result| entry(&result)))
        }
        (Value::Array(all), "collectEntries", [Value::String(named)]) => {
            let of = |result: &Value| result.as_object()?.get(named).cloned();
            Some(Ok(all.iter().filter_map(of).collect()))
        }
        (Value::Object(_), "getSingleEntry", []) => Some(entry(on)),
        (Value::Object(all), "getFirstEntry", []) => Some(Ok(all.values().next().cloned().unwrap_or_default())),
        (Value::Object(all), "getEntry", [Value::String(named)]) => {
            Some(Ok(all.get(named).cloned().unwrap_or_default()))
        }
        _ => None,
    }
}

/// The same as properties: `decisionResult.singleResult.level`.
pub fn property(on: &Value, name: &str) -> Option<Result<Value, Unfit>> {
    let method = match name {
        "singleResult" => "getSingleResult",
        "firstResult" => "getFirstResult",
        "resultList" => "getResultList",
        "singleEntry" => "getSingleEntry",
        "firstEntry" => "getFirstEntry",
        "entryMap" => "getEntryMap",
        _ => return None,
    };
    call(on, method, &[])
}

/// The only entry of a result; what is no object is one.
fn entry(result: &Value) -> Result<Value, Unfit> {
    match result {
        Value::Object(all) => single(all.values(), "entries"),
        other => Ok(other.clone()),
    }
}

/// The only one; null where there is none.
fn single<'a>(mut all: impl ExactSizeIterator<Item = &'a Value>, what: &str) -> Result<Value, Unfit> {
    match all.len() {
        0 | 1 => Ok(all.next().cloned().unwrap_or_default()),
        many => Err(Unfit::Argument(format!("there are {many} {what}, not one"))),
    }
}
