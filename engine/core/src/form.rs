//! Forms: what people fill in, and what becomes of it. Forms are deployed as files in the manner of form-js; start forms
//! may also be described by the model, field by field.
use crate::approval::CHOSEN;
use crate::expression::{Expression, InZone};
use crate::id::ElementId;
use crate::instance::Variables;
use crate::juel::is_juel;
use crate::time::Timestamp;
use crate::timer::At;
use serde_json::Value;
use std::collections::BTreeSet;

pub mod catalogue;
mod check;
mod data;
mod error;
mod json;
mod judge;
mod live;
mod pattern;
mod permission;
mod read;
mod read_field;
mod reference;
mod rows;
mod schema;
mod shown;
mod total;
mod twice;
pub use check::{Extent, Filled, Submission};
pub use error::{Fault, FieldError};
pub use live::Live;
pub use permission::{Access, Permissions};
pub use read::{COMPONENTS_MAX, FORM_BYTES_MAX, NESTING_MAX, read};
pub use reference::FormReference;
pub use rows::ROWS_MAX;
pub use schema::{FilesTaken, Form, SIGNATURE_BYTES_MAX};
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
    /// fields of the form go by unseen: whoever takes none asks for [`strangers`] too.
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
    /// let now = weir_core::Timestamp(0);
    /// let given = |json: serde_json::Value| serde_json::from_value(json).unwrap();
    /// assert_eq!(form.submitted(given(json!({"amount": 5})), now).unwrap()["currency"], json!("EUR"));
    /// assert_eq!(form.submitted(given(json!({"amount": 0})), now).unwrap_err(), ["`amount` is at least 1"]);
    /// assert_eq!(form.submitted(given(json!({})), now).unwrap_err(), ["`amount` is required"]);
    /// ```
    pub fn submitted<'a>(&self, mut given: Variables, at: impl Into<At<'a>>) -> Result<Variables, Vec<String>> {
        let (at, mut wrong) = (at.into(), vec![]);
        for field in fields(self.form.as_ref()) {
            let Some(key) = field["key"].as_str() else { continue };
            if let Some(value) = given.get(key).filter(|value| !value.is_null() && field["readonly"] == true) {
                // What is only shown may be sent back as it was, and is never changed by it.
                match default(field, &given, at, &mut wrong) {
                    Some(shown) if shown == *value => {}
                    _ => wrong.push(format!("`{key}` is only shown")),
                }
                continue;
            }
            if given.get(key).is_none_or(Value::is_null)
                && let Some(default) = default(field, &given, at, &mut wrong)
            {
                given.insert(key.to_owned(), default);
            }
            wrong.extend(checked(field, key, given.get(key), at));
        }
        if wrong.is_empty() { Ok(given) } else { Err(wrong) }
    }

    /// What the field that gives the business key says.
    pub fn business_key_in(&self, given: &Variables) -> Option<String> {
        let value = given.get(self.business_key.as_ref()?)?;
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }
}

/// Everything that is wrong with what was entered into the form of a task; a field that was not touched keeps the value
/// that it was shown with, out of the variables that the task sees. Of a part nothing is required.
///
/// ```
/// use serde_json::json;
/// use weir_core::{Timestamp, form::{Extent, entered}};
/// let form = json!({"components": [
///     {"key": "reason", "type": "textfield", "validate": {"required": true, "maxLength": 5}},
///     {"key": "amount", "type": "number", "readonly": true},
/// ]});
/// let given = |json: serde_json::Value| serde_json::from_value(json).unwrap();
/// let seen = |name: &str| (name == "amount").then(|| json!(7));
/// let wrong = |entry, extent| entered(&form, &given(entry), seen, Timestamp(0), extent);
/// assert_eq!(wrong(json!({"reason": "late"}), Extent::Whole), Vec::<String>::new());
/// assert_eq!(wrong(json!({"amount": 8}), Extent::Whole), ["`reason` is required", "`amount` is only shown"]);
/// assert_eq!(wrong(json!({"amount": 8}), Extent::Part), ["`amount` is only shown"]);
/// ```
pub fn entered<'a>(
    form: &Value,
    given: &Variables,
    seen: impl Fn(&str) -> Option<Value>,
    at: impl Into<At<'a>>,
    extent: Extent,
) -> Vec<String> {
    let (at, mut wrong) = (at.into(), vec![]);
    for field in fields(Some(form)) {
        let Some(key) = field["key"].as_str() else { continue };
        // A default that is an expression has its value by now.
        let shown = seen(key).or_else(|| field.get("defaultValue").cloned()).filter(|value| !value.is_null());
        match given.get(key) {
            Some(value) if field["readonly"] == true => {
                if shown.as_ref().unwrap_or(&Value::Null) != value {
                    wrong.push(format!("`{key}` is only shown"));
                }
            }
            Some(value) if extent == Extent::Part && is_blank(value) => {}
            Some(value) => wrong.extend(checked(field, key, Some(value), at)),
            None if extent == Extent::Part => {}
            None => wrong.extend(checked(field, key, shown.as_ref(), at)),
        }
    }
    wrong
}

/// The variables that were given and that no field of a form takes which the model describes, in words; nothing where it
/// describes none. What its tables and groups take is theirs by its first name.
///
/// ```
/// use serde_json::json;
/// use weir_core::form::strangers;
/// let form = json!({"components": [
///     {"key": "reason"}, {"type": "group", "components": [{"key": "to.name"}]}, {"type": "dynamiclist", "path": "items"},
/// ]});
/// let given = |json: serde_json::Value| serde_json::from_value(json).unwrap();
/// let some = given(json!({"reason": "r", "to": {}, "items": [], "amount": 1}));
/// assert_eq!(strangers(Some(&form), &some), ["`amount` is no field of the form"]);
/// assert!(strangers(None, &some).is_empty());
/// ```
pub fn strangers(form: Option<&Value>, given: &Variables) -> Vec<String> {
    let Some(form) = form else { return vec![] };
    let mut known = BTreeSet::new();
    let mut ahead = vec![form];
    while let Some(part) = ahead.pop() {
        let said = [&part["key"], &part["path"]].into_iter().filter_map(Value::as_str);
        known.extend(said.filter_map(|path| path.split('.').next()));
        ahead.extend(part["components"].as_array().into_iter().flatten());
    }
    // Whom somebody chooses for later tasks is chosen beside any form.
    let strange = given.keys().filter(|name| !known.contains(name.as_str()) && name.as_str() != CHOSEN);
    strange.map(|name| format!("`{name}` is no field of the form")).collect()
}

/// The fields that a model describes.
pub(crate) fn fields(form: Option<&Value>) -> impl Iterator<Item = &Value> {
    form.and_then(|form| form["components"].as_array()).into_iter().flatten()
}

/// A text field that was left empty has nothing in it.
fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

fn checked(field: &Value, key: &str, value: Option<&Value>, at: At) -> Vec<String> {
    match value.filter(|value| !is_blank(value)) {
        Some(value) => judged(key, field, value, at),
        None if field["validate"]["required"] == true && field["readonly"] != true => {
            vec![format!("`{key}` is required")]
        }
        None => vec![],
    }
}

/// The default of a field; an expression sees what was filled in.
fn default(field: &Value, given: &Variables, at: At, wrong: &mut Vec<String>) -> Option<Value> {
    let default = field.get("defaultValue")?;
    let Some(text) = default.as_str().filter(|text| is_juel(text)) else { return Some(default.clone()) };
    let value = Expression::juel(text).map_err(|error| error.to_string());
    let seen = InZone { variables: given, zone: at.zone };
    match value.and_then(|expression| expression.evaluate(&seen, at.now.to_jiff()).map_err(|error| error.to_string())) {
        Ok(value) => Some(value),
        Err(message) => {
            wrong.push(format!("the default of `{}`: {message}", field["key"].as_str().unwrap_or_default()));
            None
        }
    }
}

/// What is wrong with the value of a field: its type, or one of its constraints.
fn judged(key: &str, field: &Value, value: &Value, at: At) -> Vec<String> {
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
    if field["decimalDigits"] == 0 && value.is_number() && value.as_i64().is_none() {
        wrong.push(format!("`{key}` is a whole number"));
    }
    if let (Some("datetime"), Some(text)) = (field["type"].as_str(), value.as_str())
        && !is_date(text, field["datePattern"].as_str(), at)
    {
        let like = field["datePattern"].as_str().map_or_else(String::new, |pattern| format!("{pattern} or "));
        wrong.push(format!("`{key}` is a date: {like}2026-01-31"));
    }
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

/// A date of ISO 8601, or one as the pattern of the field says: digits for each of its letters, its other signs as they
/// stand.
fn is_date(text: &str, pattern: Option<&str>, at: At) -> bool {
    if Timestamp::parse_in(text, at.zone).is_some() {
        return true;
    }
    let Some(pattern) = pattern else { return false };
    let format: Option<String> = date_format(pattern);
    let Some(format) = format else { return text.len() == pattern.len() };
    jiff::fmt::strtime::parse(&format, text).is_ok_and(|parsed| parsed.to_date().is_ok())
}

/// A pattern of Java's dates, as one of `strptime`; none where it has what only Java knows.
fn date_format(pattern: &str) -> Option<String> {
    let mut format = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut count = 1;
        while letter.is_ascii_alphabetic() && letters.peek() == Some(&letter) {
            letters.next();
            count += 1;
        }
        match (letter, count) {
            ('y' | 'u', 4 | 1) => format.push_str("%Y"),
            ('y' | 'u', 2) => format.push_str("%y"),
            ('M', 1 | 2) => format.push_str("%m"),
            ('M', 3) => format.push_str("%b"),
            ('M', 4) => format.push_str("%B"),
            ('d', 1 | 2) => format.push_str("%d"),
            ('H', 1 | 2) => format.push_str("%H"),
            ('m', 1 | 2) => format.push_str("%M"),
            ('s', 1 | 2) => format.push_str("%S"),
            ('T', 1) => format.push('T'),
            ('%', _) => format.push_str("%%"),
            ('\'', _) => {}
            (other, _) if other.is_ascii_alphabetic() => return None,
            (other, _) => format.push(other),
        }
    }
    Some(format)
}
