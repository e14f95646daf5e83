//! Forms that a model describes field by field: `camunda:formData` and `formProperty`, as a schema in the manner of form-js.
use super::document::Document;
use super::settings::{extensions, plain, setting};
use super::work::seven_of;
use crate::catalogue::foreign::ZEEBE;
use crate::form::StartForm;
use crate::model::FormUse;
use crate::problem::Problem;
use crate::xml::Element;
use serde_json::{Map, Value, json};

/// The types of fields. Any other is shown and checked as a text, with a warning.
pub const FIELD_TYPES: &[&str] = &["string", "text", "long", "integer", "double", "number", "boolean", "date", "enum"];

/// How a task of Camunda 8 names a form that stands in its file.
const EMBEDDED: &str = "camunda-forms:bpmn:";

/// The schema of the form of a user task; none when the model describes no fields.
pub fn form(document: &Document, number: usize) -> Option<Value> {
    if let Some(form) = embedded(document, number) {
        let read = serde_json::from_str::<Value>(&document.tree.text(form)).ok();
        return read.filter(Value::is_object);
    }
    let mut components = vec![];
    for extension in extensions(document, number) {
        let element = document.element(extension);
        match element.name.local.as_str() {
            _ if !seven_of(&element.name) => {}
            "formData" => {
                components.extend(document.tree.children(extension).filter_map(|f| field(document, f, false)));
            }
            "formProperty" => components.extend(field(document, extension, true)),
            _ => {}
        }
    }
    (!components.is_empty()).then(|| json!({"type": "default", "components": components}))
}

/// The `zeebe:userTaskForm` of the process that an element names.
fn embedded(document: &Document, number: usize) -> Option<usize> {
    let key = plain(document, number, "formKey")?;
    let id = key.strip_prefix(EMBEDDED)?;
    let around = std::iter::successors(Some(number), |inner| document.element(*inner).parent);
    let process = around.into_iter().find(|outer| document.tag(*outer) == "process")?;
    user_task_forms(document, process).find(|form| document.element(*form).get("id") == Some(id))
}

fn user_task_forms(document: &Document, process: usize) -> impl Iterator<Item = usize> + '_ {
    extensions(document, process).filter(|extension| document.element(*extension).is(ZEEBE, "userTaskForm"))
}

/// Forms that stand in a process and are no forms, and those that no task of it names.
pub fn user_task_form_problems(document: &Document, process: usize) -> Vec<Problem> {
    let inside = |number: &usize| {
        std::iter::successors(Some(*number), |inner| document.element(*inner).parent).any(|outer| outer == process)
    };
    let nodes = (0..document.tree.elements.len()).filter(|n| matches!(document.tag(*n), "userTask" | "startEvent"));
    let named: Vec<usize> = nodes.filter(inside).filter_map(|node| embedded(document, node)).collect();
    let owner = document.owner(process);
    let mut problems = vec![];
    for form in user_task_forms(document, process) {
        let place = document.place(form);
        let read = serde_json::from_str::<Value>(&document.tree.text(form));
        if let Some(why) = read.as_ref().map_or_else(
            |error| Some(error.to_string()),
            |form| (!form.is_object()).then(|| "it is no object".to_owned()),
        ) {
            let message = format!("the form cannot be read, and is served with no task: {why}");
            problems.push(Problem::warning("form-not-json", owner.as_ref(), place, message));
        } else if !named.contains(&form) {
            let id = document.element(form).get("id").unwrap_or_default();
            let message = format!("the form has no effect: no task names it by the key `{EMBEDDED}{id}`");
            problems.push(Problem::warning("extension-unused", owner.as_ref(), place, message));
        }
    }
    problems
}

/// The form of a start event; none when it has none.
pub fn start_form(document: &Document, number: usize) -> Option<StartForm> {
    let key = plain(document, number, "formKey").or_else(|| plain(document, number, "formId"));
    let (form_key, form) = (key, form(document, number));
    let data = extensions(document, number).find(|e| document.element(*e).name.local == "formData");
    let business_key = data.and_then(|data| document.element(data).get("businessKey")).map(str::to_owned);
    let there = form_key.is_some() || form.is_some();
    there.then(|| StartForm { event: document.id(number), form_key, form, business_key, reference: None })
}

/// What a start event says about a form that nobody is shown: whoever starts a process by hand is asked by the first of
/// its start events that has a form, and whatever else begins is begun by nobody who could fill one in.
pub fn unused_form(document: &Document, number: usize) -> Option<Problem> {
    let said = form_use(document, number);
    let all = [said.key, said.id, said.binding, said.version, said.version_tag, said.permissions];
    let place = all.into_iter().flatten().map(|text| text.place).next();
    let place = place.or_else(|| form(document, number).map(|_| document.place(number)))?;
    let message = "what it says about a form has no effect: a form is named, and shown, at the first start event of a process \
                   that names one, to whoever starts it by hand";
    Some(Problem::warning("extension-unused", document.owner(number).as_ref(), place, message))
}

/// What an element says about a form beside its fields.
pub fn form_use(document: &Document, number: usize) -> FormUse {
    let get = |name| setting(document, number, name);
    FormUse {
        key: get("formKey"),
        id: get("formId"),
        binding: get("formBinding"),
        version: get("formVersion"),
        version_tag: get("formVersionTag"),
        permissions: get("fieldPermissions"),
    }
}

/// The variable that a `formProperty` says it shows and sets.
fn variable(element: &Element) -> Option<&str> {
    element.get("variable").map(str::trim).filter(|name| !name.is_empty())
}

/// The same, where its expression is the name of a variable and nothing more.
fn named(element: &Element) -> Option<&str> {
    let text = element.get("expression")?.trim();
    let name = text.strip_prefix("${").or_else(|| text.strip_prefix("#{"))?.strip_suffix('}')?.trim();
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    (name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(is_name)).then_some(name)
}

/// What is wrong with the expression of a `formProperty`, and whether it keeps the model from being deployed.
pub fn expression_problem(element: &Element) -> Option<(bool, &'static str)> {
    if variable(element).is_some() {
        return Some((false, "the field shows and sets the variable that `variable` names; remove one of them"));
    }
    let only_shown = element.get("writable").map(str::trim) == Some("false");
    (named(element).is_none() && !only_shown).then_some((
        true,
        "what is filled in cannot be set by an expression: name one variable, as in `${order}` or with `variable`, or let \
         nobody change the field with `writable=\"false\"`",
    ))
}

fn field(document: &Document, number: usize, property: bool) -> Option<Value> {
    let element = document.element(number);
    let id = element.get("id").filter(|id| !id.is_empty())?;
    // A property may show and set a variable of another name.
    let key = variable(element).or_else(|| named(element)).filter(|_| property).unwrap_or(id);
    let mut component = Map::new();
    component.insert("key".into(), key.into());
    let label = element.get(if property { "name" } else { "label" });
    component.insert("label".into(), label.unwrap_or(id).into());
    let kind = element.get("type").unwrap_or("string");
    let (shown, subtype) = match kind {
        "long" | "integer" | "double" | "number" => ("number", None),
        "boolean" => ("checkbox", None),
        "date" => ("datetime", Some("date")),
        "enum" => ("select", None),
        _ => ("textfield", None),
    };
    component.insert("type".into(), shown.into());
    if matches!(kind, "long" | "integer") {
        component.insert("decimalDigits".into(), 0.into());
    }
    component.extend(subtype.map(|subtype| ("subtype".to_owned(), subtype.into())));
    let written =
        || element.get("expression").filter(|_| property && variable(element).is_none() && named(element).is_none());
    let default = element.get(if property { "default" } else { "defaultValue" }).or_else(written);
    component.extend(default.map(|default| ("defaultValue".to_owned(), typed(kind, default))));
    component.extend(element.get("datePattern").map(|pattern| ("datePattern".to_owned(), pattern.into())));
    let mut validate = Map::new();
    if property && element.get("required").map(str::trim) == Some("true") {
        validate.insert("required".into(), true.into());
    }
    if property && element.get("readable").map(str::trim) == Some("false") {
        component.insert("conditional".into(), json!({"hide": "=true"}));
    }
    if property && element.get("writable").map(str::trim) == Some("false") {
        component.insert("readonly".into(), true.into());
    }
    let (mut values, mut properties) = (vec![], Map::new());
    for child in document.tree.children(number) {
        let inner = document.element(child);
        match inner.name.local.as_str() {
            "value" => values.push(json!({"value": inner.get("id"), "label": inner.get("name").or(inner.get("id"))})),
            "validation" => {
                for constraint in document.tree.children(child) {
                    validated(document, constraint, &mut validate, &mut component);
                }
            }
            "properties" => {
                for property in document.tree.children(child) {
                    let property = document.element(property);
                    let id = property.get("id").or(property.get("name")).unwrap_or_default();
                    properties.insert(id.to_owned(), property.get("value").unwrap_or_default().into());
                }
            }
            _ => {}
        }
    }
    for (name, part) in [("validate", Value::Object(validate)), ("properties", Value::Object(properties))] {
        if part.as_object().is_some_and(|part| !part.is_empty()) {
            component.insert(name.to_owned(), part);
        }
    }
    if shown == "select" {
        component.insert("values".into(), values.into());
    }
    Some(Value::Object(component))
}

/// A constraint under the name that form-js has for it, else under its own.
fn validated(
    document: &Document,
    number: usize,
    validate: &mut Map<String, Value>,
    component: &mut Map<String, Value>,
) {
    let element = document.element(number);
    let Some(name) = element.get("name") else { return };
    let config = element.get("config").unwrap_or("true");
    let value = typed("double", config);
    match name {
        "readonly" => drop(component.insert("readonly".into(), (config != "false").into())),
        "required" => drop(validate.insert("required".into(), (config != "false").into())),
        "minlength" => drop(validate.insert("minLength".into(), value)),
        "maxlength" => drop(validate.insert("maxLength".into(), value)),
        other => drop(validate.insert(other.to_owned(), value)),
    }
}

/// A value of a field; an expression stays a text until the task is made.
fn typed(kind: &str, text: &str) -> Value {
    match kind {
        "long" | "integer" | "double" | "number" | "boolean" => {
            let read = serde_json::from_str::<Value>(text).ok();
            read.filter(|value| value.is_number() || value.is_boolean()).unwrap_or_else(|| text.into())
        }
        _ => text.into(),
    }
}
