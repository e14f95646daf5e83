//! From a file to a form: every property is executed, documents, or refuses the deployment with its place.
use super::catalogue::{self, Fate, ROOT};
use super::json::{self, Inner, Node};
use super::schema::{Component, Form, Kind, List, Switch};
use crate::catalogue::nearest::nearest;
use crate::expression::{Bound, Expression};
use crate::id::ElementId;
use crate::problem::{Place, Problem};
use serde_json::Value;
use std::collections::BTreeMap;

/// How many components a form may have.
pub const COMPONENTS_MAX: usize = 1000;
/// How deep components may stand in each other.
pub const NESTING_MAX: usize = 12;
/// How many findings about one form are told.
const TOLD_MAX: usize = 100;
/// The largest form, in bytes.
pub const FORM_BYTES_MAX: usize = 1 << 20;

/// What a file says, and everything doubtful about it; no form when something is wrong.
///
/// ```
/// let file = br#"{"type": "default", "id": "expense", "components": [
///     {"type": "number", "key": "amount", "validate": {"required": true, "min": 1}}
/// ]}"#;
/// let (form, problems) = weir_core::form::read(file);
/// assert!(problems.is_empty());
/// assert_eq!(form.unwrap().id, "expense");
/// ```
pub fn read(bytes: &[u8]) -> (Option<Form>, Vec<Problem>) {
    if bytes.len() > FORM_BYTES_MAX {
        let message = format!("a form has at most {FORM_BYTES_MAX} bytes");
        return (None, vec![Problem::error("form-too-large", None, Place { line: 1, column: 1 }, message)]);
    }
    let root = match json::read(bytes) {
        Ok(root) => root,
        Err(problem) => return (None, vec![problem]),
    };
    let mut reader = Reader { id: None, problems: vec![], count: 0, parameters: BTreeMap::new() };
    let form = reader.form(&root);
    let mut problems = reader.problems;
    problems.truncate(TOLD_MAX);
    let wrong = problems.iter().any(|p| p.severity == crate::problem::Severity::Error);
    (form.filter(|_| !wrong), problems)
}

/// Reads one file.
pub(super) struct Reader {
    /// The id of the form: what its findings are about.
    id: Option<ElementId>,
    problems: Vec<Problem>,
    count: usize,
    /// The rule parameters that its expressions use, and where.
    parameters: BTreeMap<String, Place>,
}

impl Reader {
    fn form(&mut self, root: &Node) -> Option<Form> {
        if !matches!(root.value, Inner::Object(_)) {
            self.error("form-invalid-value", root.place, "a form is an object");
            return None;
        }
        let id = root.get("id").and_then(Node::text).map(str::trim).filter(|id| !id.is_empty());
        self.id = id.map(ElementId::from);
        if id.is_none() {
            self.error("form-without-id", root.place, "a form needs an `id`: models name it by that");
        }
        for (name, node) in root.entries() {
            if !ROOT.iter().any(|property| property.name == name) {
                let hint = did_you_mean(name, ROOT.iter().map(|p| p.name));
                self.error("form-unknown-property", node.place, format!("a form has no `{name}`{hint}"));
            }
        }
        if root.get("type").and_then(Node::text) != Some("default") {
            let place = root.get("type").map_or(root.place, |node| node.place);
            self.error("form-invalid-value", place, "the `type` of a form is `default`");
        }
        let components = if let Some(node) = root.get("components") {
            let components = self.components(node, 0);
            self.one_kind_each(node, &components);
            components
        } else {
            self.error("form-missing-property", root.place, "a form needs `components`");
            vec![]
        };
        let name = root.get("name").and_then(|node| self.text("name", node)).filter(|name| !name.trim().is_empty());
        let version_tag = root.get("versionTag").and_then(|node| self.text("versionTag", node));
        let parameters = std::mem::take(&mut self.parameters);
        Some(Form { id: id?.to_owned(), name, version_tag, components, schema: root.to_json(), parameters })
    }

    pub(super) fn components(&mut self, node: &Node, depth: usize) -> Vec<Component> {
        let Inner::List(items) = &node.value else {
            self.error("form-invalid-value", node.place, "`components` is a list");
            return vec![];
        };
        if depth > NESTING_MAX {
            let message = format!("components stand at most {NESTING_MAX} deep in each other");
            self.error("form-too-deep", node.place, message);
            return vec![];
        }
        items.iter().map(|item| self.component(item, depth)).collect()
    }

    fn component(&mut self, node: &Node, depth: usize) -> Component {
        self.count += 1;
        if self.count == COMPONENTS_MAX + 1 {
            let message = format!("a form has at most {COMPONENTS_MAX} components");
            self.error("form-too-large", node.place, message);
        }
        let nothing = Component { kind: Kind::Shown(vec![]), hide: None };
        let Some(kind) = node.get("type").and_then(Node::text) else {
            self.error("form-missing-property", node.place, "a component needs a `type`");
            return nothing;
        };
        if !catalogue::is_type(kind) {
            let place = node.get("type").map_or(node.place, |node| node.place);
            let hint = did_you_mean(kind, catalogue::types());
            self.error("form-unknown-component", place, format!("there is no component `{kind}`{hint}"));
            return nothing;
        }
        self.properties(node, kind, "");
        let hide = node.get("conditional").and_then(|c| c.get("hide")).and_then(|hide| match hide.truth() {
            Some(truth) => Expression::compile(if truth { "true" } else { "false" }).ok(),
            None => self.expression(hide),
        });
        let kind = match kind {
            "dynamiclist" => self.list(node, depth),
            group if catalogue::GROUPS.contains(&group) => Kind::Group {
                path: node.get("path").map(|path| self.path(path, true)).unwrap_or_default(),
                components: self.inside(node, depth),
            },
            shown if catalogue::DISPLAYS.contains(&shown) => Kind::Shown(self.shown(node, shown)),
            field => match self.field(node, field) {
                Some(field) => Kind::Field(Box::new(field)),
                None => Kind::Shown(vec![]),
            },
        };
        Component { kind, hide }
    }

    fn inside(&mut self, node: &Node, depth: usize) -> Vec<Component> {
        node.get("components").map(|inner| self.components(inner, depth + 1)).unwrap_or_default()
    }

    fn list(&mut self, node: &Node, depth: usize) -> Kind {
        let path = node.get("path").map(|path| self.path(path, true)).unwrap_or_default();
        if path.is_empty() {
            self.error("form-missing-property", node.place, "a `dynamiclist` needs a `path`: where its rows are kept");
        }
        if node.get("isRepeating").is_some_and(|repeats| repeats.truth() != Some(true)) {
            let place = node.get("isRepeating").map_or(node.place, |node| node.place);
            self.error("form-invalid-value", place, "`isRepeating` of a `dynamiclist` is true; use a `group` instead");
        }
        let rows = node.get("defaultRepetitions").and_then(|rows| self.whole("defaultRepetitions", rows, 0, 1000));
        let totals = node.get("totals").map(|totals| self.totals(totals)).unwrap_or_default();
        let grows = node.get("allowAddRemove").and_then(|node| self.truth("allowAddRemove", node)).unwrap_or(true);
        let (components, rows) = (self.inside(node, depth), rows.unwrap_or(1) as usize);
        Kind::List(Box::new(List { path, components, grows, rows, totals }))
    }

    /// Holds the properties of a component, or of something inside it, against the catalogue.
    fn properties(&mut self, node: &Node, kind: &str, inside: &str) {
        for (name, value) in node.entries() {
            let full = format!("{inside}{name}");
            let Some(known) = catalogue::property(&full, kind) else {
                let here = catalogue::PROPERTIES.iter().filter(|p| p.on.is_empty() || p.on.contains(&kind));
                let here = here.filter_map(|p| p.name.strip_prefix(inside)).filter(|name| !name.contains('.'));
                let hint = did_you_mean(name, here);
                self.error("form-unknown-property", value.place, format!("`{kind}` has no `{full}`{hint}"));
                continue;
            };
            if known.fate != Fate::Runs {
                continue;
            }
            match &value.value {
                Inner::Object(_) => self.properties(value, kind, &format!("{full}.")),
                Inner::List(items) if full != "components" => {
                    for item in items {
                        self.properties(item, kind, &format!("{full}[]."));
                    }
                }
                _ => {}
            }
        }
    }

    /// Names between dots.
    pub(super) fn path(&mut self, node: &Node, may_be_empty: bool) -> Vec<String> {
        let text = node.text().map(str::trim);
        let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_');
        match text {
            Some("") if may_be_empty => vec![],
            Some(text) if text.split('.').all(word) => text.split('.').map(str::to_owned).collect(),
            _ => {
                let message = "write names of letters, digits and `_`, with dots between them";
                self.error("form-invalid-value", node.place, message);
                vec![]
            }
        }
    }

    /// FEEL, with or without `=` before it.
    pub(super) fn expression(&mut self, node: &Node) -> Option<Expression> {
        let Some(text) = node.text().filter(|text| !text.trim().is_empty()) else {
            self.error("form-invalid-value", node.place, "write an expression: FEEL after `=`");
            return None;
        };
        match Expression::compile(text) {
            Ok(expression) if expression.bound() != Bound::Bounded => {
                let message = format!("`{text}` could take any time; what a form asks for must be quick");
                self.error("form-expression", node.place, message);
                None
            }
            Ok(expression) => {
                let used = expression.parameters().iter().map(|name| (name.clone(), node.place));
                self.parameters.extend(used);
                Some(expression)
            }
            Err(error) => {
                self.error("form-expression", node.place, format!("`{text}`: {error}"));
                None
            }
        }
    }

    /// True, false, or an expression for it.
    pub(super) fn switch(&mut self, name: &str, node: &Node) -> Switch {
        match (node.truth(), node.text()) {
            (Some(truth), _) => Switch::Always(truth),
            (None, Some(text)) if text.trim_start().starts_with('=') => {
                self.expression(node).map_or(Switch::Always(false), Switch::When)
            }
            _ => {
                let message = format!("`{name}` is true or false, or FEEL after `=`");
                self.error("form-invalid-value", node.place, message);
                Switch::Always(false)
            }
        }
    }

    pub(super) fn truth(&mut self, name: &str, node: &Node) -> Option<bool> {
        let truth = node.truth();
        if truth.is_none() {
            self.error("form-invalid-value", node.place, format!("`{name}` is true or false"));
        }
        truth
    }

    pub(super) fn text(&mut self, name: &str, node: &Node) -> Option<String> {
        let text = node.text();
        if text.is_none() {
            self.error("form-invalid-value", node.place, format!("`{name}` is a text"));
        }
        text.map(str::to_owned)
    }

    /// A whole number within limits.
    pub(super) fn whole(&mut self, name: &str, node: &Node, least: u64, most: u64) -> Option<u64> {
        let number = if let Inner::Plain(Value::Number(number)) = &node.value { number.as_u64() } else { None };
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            let message = format!("`{name}` is a whole number from {least} to {most}");
            self.error("form-invalid-value", node.place, message);
        }
        number
    }

    pub(super) fn error(&mut self, code: &str, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::error(code, self.id.as_ref(), place, message));
    }
}

/// The hint behind an unknown name.
fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    crate::read::did_you_mean(nearest(name, known))
}
