//! Does an answer look as the contract says?
use crate::server::Answer;
use serde_json::Value;
use std::sync::LazyLock;

static CONTRACT: LazyLock<Value> = LazyLock::new(weir_designer_api::http::document);

/// Checks headers, status and body of an answer.
#[track_caller]
pub fn check(method: &str, path: &str, answer: &Answer) {
    let what = format!("{method} {path} -> {}: {}", answer.status, answer.text);
    assert!(!answer.header("x-request-id").is_empty(), "no request id: {what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert!(answer.header("content-security-policy").starts_with("default-src 'self'"), "{what}");
    let refused = answer.status >= 400;
    if refused {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
        assert_eq!(answer.json["status"], answer.status, "{what}");
        assert_eq!(answer.json["type"], format!("urn:weir:problem:{}", answer.code()), "{what}");
        fits(&CONTRACT["components"]["schemas"]["ProblemDocument"], &answer.json, &what);
    }
    let Some(operation) = operation(method, path.split('?').next().unwrap_or_default()) else { return };
    let described = &operation["responses"][answer.status.to_string()];
    assert!(refused || described.is_object(), "this status is not in the contract: {what}");
    let json = answer.header("content-type").starts_with("application/json");
    if let Some(schema) = described["content"].get("application/json").map(|c| &c["schema"]).filter(|_| json) {
        fits(schema, &answer.json, &what);
    }
}

fn operation(method: &str, path: &str) -> Option<&'static Value> {
    let fits = |template: &str| {
        let (a, b) = (template.split('/'), path.split('/'));
        a.clone().count() == b.clone().count() && a.zip(b).all(|(a, b)| a == b || a.starts_with('{'))
    };
    let paths = CONTRACT["paths"].as_object().expect("paths");
    let exact = paths.get(path).into_iter();
    let item = exact.chain(paths.iter().filter(|(t, _)| fits(t)).map(|(_, item)| item)).next()?;
    item.get(method.to_lowercase())
}

/// The value has the type, all required fields, and none that the schema does not know.
#[track_caller]
fn fits(schema: &Value, value: &Value, what: &str) {
    if let Err(why) = fit(schema, value, &known(schema)) {
        panic!("{why}\n in {what}");
    }
}

fn fit(schema: &Value, value: &Value, known: &[String]) -> Result<(), String> {
    let schema = resolve(schema);
    if let Some(parts) = schema["allOf"].as_array() {
        parts.iter().try_for_each(|part| fit(part, value, known))?;
    }
    for choice in ["oneOf", "anyOf"] {
        let Some(choices) = schema[choice].as_array() else { continue };
        if !choices.iter().any(|c| fit(c, value, &self::known(c)).is_ok()) {
            return Err(format!("{value} fits none of {schema}"));
        }
    }
    if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
        return Err(format!("{value} is none of {allowed:?}"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let right = types.is_empty() || types.contains(&kind(value)) || (types == ["number"] && value.is_number());
    if !right {
        return Err(format!("{value} is not of type {types:?}"));
    }
    if let (Some(items), Some(values)) = (schema.get("items"), value.as_array()) {
        values.iter().try_for_each(|v| fit(items, v, &self::known(items)))?;
    }
    object(schema, value, known)
}

fn object(schema: &Value, value: &Value, known: &[String]) -> Result<(), String> {
    let (Some(properties), Some(fields)) = (schema["properties"].as_object(), value.as_object()) else { return Ok(()) };
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        fields.get(required).ok_or_else(|| format!("`{required}` is missing in {value}"))?;
    }
    for (name, field) in fields {
        match properties.get(name) {
            Some(schema) => fit(schema, field, &self::known(schema)).map_err(|e| format!("{name}: {e}"))?,
            None if known.contains(name) => {}
            None => return Err(format!("the contract does not know `{name}` of {value}")),
        }
    }
    Ok(())
}

/// All fields that an object may have, over all parts that it is composed of.
fn known(schema: &Value) -> Vec<String> {
    let schema = resolve(schema);
    let own = schema["properties"].as_object().into_iter().flat_map(|p| p.keys().cloned());
    let parts = schema["allOf"].as_array().into_iter().flatten().flat_map(known);
    own.chain(parts).collect()
}

fn resolve(schema: &Value) -> &Value {
    let Some(reference) = schema["$ref"].as_str() else { return schema };
    CONTRACT.pointer(reference.trim_start_matches('#')).expect("what is referred to")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() || n.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
