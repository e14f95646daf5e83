//! What is expected of a list of things: each as the fields that matter, or in short by the one that names it.
use serde_json::{Map, Value};
use weir_core::Timestamp;

/// Nothing when the two lists fit, in any order; else both, in short.
///
/// `by` is the field that a text in place of an object stands for.
pub fn difference(what: &str, by: &str, expected: &[Value], found: &[Value]) -> Result<(), String> {
    let patterns: Vec<Map<String, Value>> = expected.iter().map(|p| pattern(what, by, p)).collect::<Result<_, _>>()?;
    for field in patterns.iter().flat_map(Map::keys) {
        if let Some(one) = found.first().and_then(Value::as_object)
            && !one.contains_key(field)
        {
            let known: Vec<&str> = one.keys().map(String::as_str).collect();
            return Err(format!("`{field}` is not known of {what}; there are {}", known.join(", ")));
        }
    }
    if patterns.len() == found.len() && assign(&patterns, &mut vec![false; found.len()], found) {
        return Ok(());
    }
    let mentioned: Vec<&str> =
        std::iter::once(by).chain(patterns.iter().flat_map(Map::keys).map(String::as_str)).collect();
    let shown: Vec<String> = found.iter().map(|thing| short(thing, &mentioned)).collect();
    let wanted: Vec<String> = patterns.iter().map(|p| Value::Object(p.clone()).to_string()).collect();
    Err(format!("{what}\n    expected: {}\n    found:    {}", list(&wanted), list(&shown)))
}

/// Is everything that the pattern says true of the value? Objects may have more; times are compared as times.
pub fn fits(pattern: &Value, value: &Value) -> bool {
    match (pattern, value) {
        (Value::Object(pattern), Value::Object(value)) => {
            pattern.iter().all(|(name, p)| fits(p, value.get(name).unwrap_or(&Value::Null)))
        }
        (Value::String(p), Value::String(v)) => {
            p == v || matches!((Timestamp::parse(p), Timestamp::parse(v)), (Some(p), Some(v)) if p == v)
        }
        (Value::Number(p), Value::Number(v)) => p == v || p.as_f64() == v.as_f64(),
        (Value::Array(p), Value::Array(v)) => p.len() == v.len() && p.iter().zip(v).all(|(p, v)| fits(p, v)),
        _ => pattern == value,
    }
}

fn pattern(what: &str, by: &str, expected: &Value) -> Result<Map<String, Value>, String> {
    match expected {
        Value::String(name) => Ok(Map::from_iter([(by.to_owned(), Value::String(name.clone()))])),
        Value::Object(fields) => Ok(fields.clone()),
        other => Err(format!("{what}: `{other}` is neither an object nor a text that stands for its `{by}`")),
    }
}

/// Finds a thing of its own for each pattern; a pattern that fits several must not take the only one of another.
fn assign(patterns: &[Map<String, Value>], taken: &mut Vec<bool>, found: &[Value]) -> bool {
    let Some((first, rest)) = patterns.split_first() else { return true };
    let first = Value::Object(first.clone());
    for (index, thing) in found.iter().enumerate() {
        if !taken[index] && fits(&first, thing) {
            taken[index] = true;
            if assign(rest, taken, found) {
                return true;
            }
            taken[index] = false;
        }
    }
    false
}

fn short(thing: &Value, fields: &[&str]) -> String {
    let Some(object) = thing.as_object() else { return thing.to_string() };
    let kept: Map<String, Value> = object
        .iter()
        .filter(|(name, _)| fields.contains(&name.as_str()))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect();
    Value::Object(kept).to_string()
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "nothing".into() } else { items.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::{Value, json};

    fn check(expected: &Value, found: &Value) -> Result<(), String> {
        difference("tasks", "element", expected.as_array().unwrap(), found.as_array().unwrap())
    }

    #[test]
    fn each_thing_is_expected_once_in_any_order() {
        let found = json!([{"element": "a", "due": "2026-01-01T00:00:00.000Z"}, {"element": "a", "due": null}]);
        assert_eq!(check(&json!(["a", {"element": "a", "due": "2026-01-01T08:00:00+08:00"}]), &found), Ok(()));
        let error = check(&json!(["a"]), &found).unwrap_err();
        assert_eq!(
            error,
            "tasks\n    expected: {\"element\":\"a\"}\n    found:    {\"element\":\"a\"}, {\"element\":\"a\"}"
        );
    }

    #[test]
    fn a_field_that_does_not_exist_is_a_slip() {
        let error = check(&json!([{"elment": "a"}]), &json!([{"element": "a"}])).unwrap_err();
        assert_eq!(error, "`elment` is not known of tasks; there are element");
    }
}
