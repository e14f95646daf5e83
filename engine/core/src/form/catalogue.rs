//! Every component and property of a form as data: what may stand where, and what becomes of it. The names are those of
//! the public schema of form-js; what it does not know (people, departments, attachments, signatures, totals) is ours.

/// What becomes of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// What is submitted, or what is sent out, depends on it.
    Runs,
    /// It is for whoever shows the form; why the server need not look at it.
    Shown(&'static str),
}

/// A property of components.
#[derive(Debug)]
pub struct Property {
    /// Its name; behind a dot what stands inside it, `[]` for each item of a list.
    pub name: &'static str,
    /// The types of components that may have it.
    pub on: &'static [&'static str],
    /// What becomes of it.
    pub fate: Fate,
}

use Fate::{Runs, Shown};

/// Components that hold a text.
pub const TEXTS: &[&str] = &["textfield", "textarea"];
/// Components of which one or several values are chosen.
pub const CHOICES: &[&str] = &["radio", "select", "checklist", "taglist"];
/// Components that hold others, side by side.
pub const GROUPS: &[&str] = &["group", "multipage", "page"];
/// Our own: a person, a department, files, a signature.
pub const OURS: &[&str] = &["userPicker", "departmentPicker", "attachment", "signature"];
/// Components that only show something.
pub const DISPLAYS: &[&str] =
    &["text", "html", "image", "button", "spacer", "separator", "table", "iframe", "documentPreview"];
/// Components into which somebody enters something.
pub const INPUTS: &[&str] = &[
    "textfield",
    "textarea",
    "number",
    "datetime",
    "checkbox",
    "radio",
    "select",
    "checklist",
    "taglist",
    "filepicker",
    "userPicker",
    "departmentPicker",
    "attachment",
    "signature",
];
const KEYED: &[&str] = &[
    "textfield",
    "textarea",
    "number",
    "datetime",
    "checkbox",
    "radio",
    "select",
    "checklist",
    "taglist",
    "filepicker",
    "userPicker",
    "departmentPicker",
    "attachment",
    "signature",
    "expression",
];
const DEFAULTS: &[&str] =
    &["textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "checklist", "taglist"];
const CONTAINERS: &[&str] = &["group", "dynamiclist", "multipage", "page"];
const PATHS: &[&str] = &["group", "dynamiclist"];
const LIST: &[&str] = &["dynamiclist"];
const NUMBER: &[&str] = &["number"];
const TIME: &[&str] = &["datetime"];
const FILES: &[&str] = &["filepicker", "attachment"];
const SEVERAL: &[&str] = &["filepicker", "userPicker", "departmentPicker", "attachment"];
const COMPUTED: &[&str] = &["expression"];
const TABLE: &[&str] = &["table"];
/// Every component.
const ANY: &[&str] = &[];

const LOOKS: Fate = Shown("it says how it looks");
const WORDS: Fate = Shown("words for people");
const TOOLS: Fate = Shown("it belongs to the tool that drew the form");
const SAME: Fate = Shown("whatever is chosen that way is checked by what may be chosen");

const fn on(name: &'static str, on: &'static [&'static str], fate: Fate) -> Property {
    Property { name, on, fate }
}

/// What a form itself may say.
pub const ROOT: &[Property] = &[
    on("type", ANY, Runs),
    on("id", ANY, Runs),
    on("name", ANY, WORDS),
    on("versionTag", ANY, Runs),
    on("components", ANY, Runs),
    on("schemaVersion", ANY, TOOLS),
    on("executionPlatform", ANY, TOOLS),
    on("executionPlatformVersion", ANY, TOOLS),
    on("exporter", ANY, TOOLS),
    on("$schema", ANY, TOOLS),
];

/// What components may say.
pub const PROPERTIES: &[Property] = &[
    on("type", ANY, Runs),
    on("id", ANY, TOOLS),
    on("conditional", ANY, Runs),
    on("conditional.hide", ANY, Runs),
    on("layout", ANY, LOOKS),
    on("properties", ANY, Shown("remarks of whoever drew the form")),
    on("label", ANY, WORDS),
    on("description", INPUTS, WORDS),
    on("key", KEYED, Runs),
    on("readonly", INPUTS, Runs),
    on("disabled", INPUTS, Runs),
    on("omitFromSubmit", KEYED, Runs),
    on("defaultValue", DEFAULTS, Runs),
    on("validate", INPUTS, Runs),
    on("validate.required", INPUTS, Runs),
    on("validate.minLength", TEXTS, Runs),
    on("validate.maxLength", TEXTS, Runs),
    on("validate.pattern", &["textfield"], Runs),
    on("validate.validationType", &["textfield"], Runs),
    on("validate.min", NUMBER, Runs),
    on("validate.max", NUMBER, Runs),
    on("appearance", &["textfield", "number"], LOOKS),
    on("decimalDigits", NUMBER, Runs),
    on("increment", NUMBER, Runs),
    on("serializeToString", NUMBER, Runs),
    on("subtype", TIME, Runs),
    on("timeSerializingFormat", TIME, Runs),
    on("timeInterval", TIME, Runs),
    on("disallowPassedDates", TIME, Runs),
    on("dateLabel", TIME, WORDS),
    on("timeLabel", TIME, WORDS),
    on("use24h", TIME, LOOKS),
    on("values", CHOICES, Runs),
    on("values[].value", CHOICES, Runs),
    on("values[].label", CHOICES, WORDS),
    on("valuesKey", CHOICES, Runs),
    on("valuesExpression", CHOICES, Runs),
    on("searchable", &["select"], SAME),
    on("multiple", SEVERAL, Runs),
    on("accept", FILES, Runs),
    on("expression", COMPUTED, Runs),
    on("computeOn", COMPUTED, Runs),
    on("components", CONTAINERS, Runs),
    on("path", PATHS, Runs),
    on("isRepeating", LIST, Runs),
    on("allowAddRemove", LIST, Runs),
    on("defaultRepetitions", LIST, Runs),
    on("totals", LIST, Runs),
    on("totals[].key", LIST, Runs),
    on("totals[].of", LIST, Runs),
    on("totals[].function", LIST, Runs),
    on("showOutline", CONTAINERS, LOOKS),
    on("verticalAlignment", CONTAINERS, LOOKS),
    on("disableCollapse", LIST, LOOKS),
    on("nonCollapsedItems", LIST, LOOKS),
    on("text", &["text"], Runs),
    on("content", &["html"], Runs),
    on("source", &["image"], Runs),
    on("alt", &["image"], WORDS),
    on("caption", &["image"], WORDS),
    on("url", &["iframe"], Runs),
    on("security", &["iframe"], Shown("the browser keeps to it")),
    on("height", &["spacer", "iframe"], LOOKS),
    on("action", &["button"], Shown("buttons are pressed where the form is shown")),
    on("dataSource", &["table", "documentPreview"], Runs),
    on("columns", TABLE, LOOKS),
    on("columnsExpression", TABLE, Runs),
    on("rowCount", TABLE, LOOKS),
    on("title", &["documentPreview"], WORDS),
    on("maxHeight", &["documentPreview"], LOOKS),
];

/// Is it the type of a component?
pub fn is_type(name: &str) -> bool {
    name == "dynamiclist"
        || name == "expression"
        || [INPUTS, GROUPS, DISPLAYS].iter().any(|types| types.contains(&name))
}

/// All types.
pub fn types() -> impl Iterator<Item = &'static str> {
    let more = [LIST, COMPUTED, GROUPS, DISPLAYS].into_iter().flatten();
    INPUTS.iter().chain(more).copied()
}

/// The property of that name on components of that type.
pub fn property(name: &str, kind: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|p| p.name == name && (p.on.is_empty() || p.on.contains(&kind)))
}
