//! Is a value the one that was expected?
use serde::Deserialize;
use serde_json::Value;

/// How near a number must be.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Tolerance {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    eps: f64,
}

/// So many differences are told.
const DIFFERENCES_MAX: usize = 5;

/// Where the answer is another one. Keys that begin with `pm4py` are there for information: the README of the suite names
/// them as wrong.
pub(super) fn differences(expected: &Value, answer: &Value, tolerance: &Tolerance) -> Vec<String> {
    let mut out = vec![];
    compare(expected, answer, tolerance, "", &mut out);
    out.truncate(DIFFERENCES_MAX);
    out
}

fn compare(expected: &Value, answer: &Value, tolerance: &Tolerance, path: &str, out: &mut Vec<String>) {
    match (expected, answer) {
        (Value::Object(expected), Value::Object(answer)) => {
            for (key, value) in expected.iter().filter(|(key, _)| !key.starts_with("pm4py")) {
                match answer.get(key) {
                    Some(found) => compare(value, found, tolerance, &format!("{path}/{key}"), out),
                    None => out.push(format!("{path}/{key} is missing")),
                }
            }
            let more = answer.keys().filter(|key| !expected.contains_key(*key));
            out.extend(more.map(|key| format!("{path}/{key} is too much")));
        }
        (Value::Array(expected), Value::Array(answer)) => {
            if expected.len() != answer.len() {
                out.push(format!("{path}: {} entries instead of {}", answer.len(), expected.len()));
            }
            for (index, (value, found)) in expected.iter().zip(answer).enumerate() {
                compare(value, found, tolerance, &format!("{path}/{index}"), out);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            // Values are written with twelve digits.
            let eps = if tolerance.kind == "rel" { tolerance.eps } else { 1e-11 };
            // What is no number is near nothing.
            let near = (a - b).abs() <= eps * a.abs().max(b.abs()).max(1.0);
            if !near {
                out.push(format!("{path}: {b} instead of {a}"));
            }
        }
        _ if expected == answer => {}
        _ => out.push(format!("{path}: {answer} instead of {expected}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_differs_is_told() {
        let exact = Tolerance { kind: "exact".to_owned(), eps: 0.0 };
        let near = Tolerance { kind: "rel".to_owned(), eps: 1e-3 };
        let expected = json!({"a": 100.0, "b": [1, 2], "pm4py": 3});
        let cases = [
            (json!({"a": 100, "b": [1, 2]}), 0, 0),
            (json!({"a": 100.05, "b": [1, 2]}), 1, 0),
            (json!({"a": 101, "b": [1]}), 2, 2),
            (json!({"a": "100", "b": [1, 2], "c": 1}), 2, 2),
            (json!({"b": [1, 3]}), 2, 2),
        ];
        for (answer, of_exact, of_near) in cases {
            assert_eq!(differences(&expected, &answer, &exact).len(), of_exact, "{answer}");
            assert_eq!(differences(&expected, &answer, &near).len(), of_near, "{answer}");
        }
        assert_eq!(differences(&json!(1.0), &json!(f64::NAN), &near).len(), 1);
    }
}
