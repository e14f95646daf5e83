//! Forms: what people fill in, and what becomes of it. Forms are deployed as files in the manner of form-js; start forms
//! may also be described by the model, field by field.
use crate::expression::{Expression, Now};
use crate::id::ElementId;
use crate::instance::Variables;
use crate::juel::is_juel;
use serde_json::Value;

pub mod catalogue;
mod check;
mod data;
mod error;
mod json;
mod judge;
mod pattern;
mod permission;
mod read;
mod read_field;
mod reference;
mod rows;
mod schema;
mod shown;
mod total;
pub use check::{Extent, Submission};
pub use error::{Fault, FieldError};
pub use permission::{Access, Permissions};
pub use read::{COMPONENTS_MAX, FORM_BYTES_MAX, NESTING_MAX, read};
pub use reference::FormReference;
pub use rows::ROWS_MAX;
pub use schema::Form;
pub use shown::{ShownForm, shown};

/// The form of the start event of a process.
#[derive(Debug, Clone, PartialEq)]
pub struct StartForm {
    /// The start event.
    pub event: ElementId,
    /// The form that somebody else keeps.
    pub form_key: Option<String>,
    /// Its fields, where the model describes them: a schema in the manner of form-js.
    pub form: Option<Value>,
    /// The field that gives the business key.
    pub business_key: Option<String>,
    /// The deployed form that it is.
    pub reference: Option<FormReference>,
}

impl StartForm {
    /// What was filled in, with defaults where nothing was; or everything that is wrong with it. Variables that are no
    /// fields of the form go by unseen.
    ///
    /// ```
    /// use serde_json::json;
    /// use weir_core::form::StartForm;
    /// let fields = json!([
    ///     {"key": "amount", "type": "number", "validate": {"required": true, "min": 1}},
    ///     {"key": "currency", "type": "textfield", "defaultValue": "EUR"},
    /// ]);
    /// let form = StartForm {
    ///     event: "start".into(),
    ///     form_key: None,
    ///     form: Some(json!({ "components": fields })),
    ///     business_key: None,
    ///     reference: None,
    /// };
    /// let now = weir_core::expression::Now::UNIX_EPOCH;
    /// let given = |json: serde_json::Value| serde_json::from_value(json).unwrap();
    /// assert_eq!(form.submitted(given(json!({"amount": 5})), now).unwrap()["currency"], json!("EUR"));
    /// assert_eq!(form.submitted(given(json!({"amount": 0})), now).unwrap_err(), ["`amount` is at least 1"]);
    /// assert_eq!(form.submitted(given(json!({})), now).unwrap_err(), ["`amount` is required"]);
    /// ```
    pub fn submitted(&self, mut given: Variables, now: Now) -> Result<Variables, Vec<String>> {
        let mut wrong = vec![];
        let fields = self.form.as_ref().and_then(|form| form["components"].as_array());
        for field in fields.into_iter().flatten() {
            let Some(key) = field["key"].as_str() else { continue };
            if given.get(key).is_none_or(Value::is_null)
                && let Some(default) = default(field, &given, now, &mut wrong)
            {
                given.insert(key.to_owned(), default);
            }
            match given.get(key).filter(|value| !value.is_null()) {
                Some(value) => wrong.extend(judged(key, field, value)),
                None if field["validate"]["required"] == true => wrong.push(format!("`{key}` is required")),
                None => {}
            }
        }
        if wrong.is_empty() { Ok(given) } else { Err(wrong) }
    }
}

/// The default of a field; an expression sees what was filled in.
fn default(field: &Value, given: &Variables, now: Now, wrong: &mut Vec<String>) -> Option<Value> {
    let default = field.get("defaultValue")?;
    let Some(text) = default.as_str().filter(|text| is_juel(text)) else { return Some(default.clone()) };
    let value = Expression::juel(text).map_err(|error| error.to_string());
    match value.and_then(|expression| expression.evaluate(given, now).map_err(|error| error.to_string())) {
        Ok(value) => Some(value),
        Err(message) => {
            wrong.push(format!("the default of `{}`: {message}", field["key"].as_str().unwrap_or_default()));
            None
        }
    }
}

/// What is wrong with the value of a field: its type, or one of its constraints.
fn judged(key: &str, field: &Value, value: &Value) -> Vec<String> {
    let wanted = match field["type"].as_str() {
        Some("number") if !value.is_number() => Some("a number"),
        Some("checkbox") if !value.is_boolean() => Some("true or false"),
        Some("datetime" | "textfield") if !value.is_string() => Some("a text"),
        _ => None,
    };
    if let Some(wanted) = wanted {
        return vec![format!("`{key}` is {wanted}, not {}", crate::element::kind_of(value))];
    }
    let mut wrong = vec![];
    if let Some(values) = field["values"].as_array()
        && !values.iter().any(|one| one["value"] == *value)
    {
        wrong.push(format!("`{key}` is none of its values"));
    }
    let limit = |name: &str| field["validate"][name].as_f64();
    let length = value.as_str().map(|text| text.chars().count() as f64);
    for (name, found, least) in [
        ("min", value.as_f64(), true),
        ("max", value.as_f64(), false),
        ("minLength", length, true),
        ("maxLength", length, false),
    ] {
        let (Some(limit), Some(found)) = (limit(name), found) else { continue };
        let what = if name.ends_with("Length") { " characters long" } else { "" };
        match least {
            true if found < limit => wrong.push(format!("`{key}` is at least {limit}{what}")),
            false if found > limit => wrong.push(format!("`{key}` is at most {limit}{what}")),
            _ => {}
        }
    }
    wrong
}
