//! A form as it is sent to whoever fills it in: without what they may not see, and with the values of its fields.
use super::data::{Data, Sight, at, put};
use super::judge::Judge;
use super::permission::{Access, Permissions};
use super::schema::{Choices, Component, Field, Form, Kind, Limit, List, Switch, Takes};
use crate::expression::Expression;
use crate::parameter::Moment;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A form with its data.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownForm {
    /// The schema: hidden fields are not in it; what may only be read is `readonly`, what must be there `required`.
    pub schema: Value,
    /// The values of its fields.
    pub data: Map<String, Value>,
    /// Other variables that its expressions look at.
    pub context: Map<String, Value>,
    /// What may be done with each field, by its path; fields of a table behind the path of the table.
    pub access: BTreeMap<String, Access>,
}

/// The form, for somebody with these permissions, with the variables as they are.
pub fn shown(form: &Form, permissions: &Permissions, known: &Data, moment: Moment<'_>) -> ShownForm {
    let mut names = Names::default();
    names.look(&form.components, &[], true, permissions);
    let mut showing = Showing { permissions, known, moment, names: &names, access: BTreeMap::new() };
    let mut schema = form.schema.clone();
    if let Some(parts) = schema.get_mut("components").and_then(Value::as_array_mut) {
        showing.prune(&form.components, parts, &[]);
    }
    let access = showing.access;
    let mut data = Map::new();
    fill(&form.components, &[], &[], permissions, known, &mut data);
    let open = |name: &&String| !names.roots.contains(*name) && permissions.access(&[name]) != Access::Hidden;
    let context = names.used.iter().filter(open);
    let context = context.filter_map(|name| Some((name.clone(), known.get(name)?.clone()))).collect();
    ShownForm { schema, data, context, access }
}

/// The names of variables that matter.
#[derive(Default)]
struct Names {
    /// Of fields, hidden or not: what is sent of these is in the data.
    roots: BTreeSet<String>,
    /// Of fields that are hidden.
    hidden: BTreeSet<String>,
    /// What expressions of what is shown look at.
    used: BTreeSet<String>,
}

impl Names {
    fn look(&mut self, components: &[Component], around: &[String], outside: bool, permissions: &Permissions) {
        for component in components {
            let path = match &component.kind {
                Kind::Field(field) => joined(around, &field.path),
                Kind::List(list) => joined(around, &list.path),
                Kind::Group { path, .. } => joined(around, path),
                Kind::Shown(_) => vec![],
            };
            let hidden = !path.is_empty() && permissions.access(&path) == Access::Hidden;
            let field = !matches!(component.kind, Kind::Group { .. });
            if outside && field {
                self.roots.extend(path.first().cloned());
            }
            if hidden && field {
                self.hidden.extend(if outside { path.first() } else { path.last() }.cloned());
            } else {
                self.uses(component.hide.iter());
            }
            match &component.kind {
                Kind::Field(field) if !hidden => self.uses(expressions(field).into_iter()),
                Kind::Field(_) => {}
                Kind::Group { components, .. } => self.look(components, &path, outside, permissions),
                Kind::List(list) => {
                    if outside {
                        let around = &path[..path.len() - list.path.len()];
                        let totals = list.totals.iter().map(|total| joined(around, &total.key));
                        self.roots.extend(totals.filter_map(|total| total.first().cloned()));
                    }
                    self.look(&list.components, &path, false, permissions);
                }
                Kind::Shown(names) => self.used.extend(names.iter().cloned()),
            }
            if let Kind::Field(field) = &component.kind
                && let Takes::One(Choices::Variable(key)) | Takes::Many(Choices::Variable(key)) = &field.takes
                && !hidden
            {
                self.used.extend(key.first().cloned());
            }
        }
    }

    fn uses<'a>(&mut self, expressions: impl Iterator<Item = &'a Expression>) {
        self.used.extend(expressions.flat_map(|expression| expression.variables().iter().cloned()));
    }
}

/// The expressions of a field.
fn expressions(field: &Field) -> Vec<&Expression> {
    let mut all = vec![];
    let mut limits = vec![];
    match &field.takes {
        Takes::Text { least, most, .. } => limits.extend([least, most]),
        Takes::Number { least, most, step, .. } => limits.extend([least, most, step]),
        Takes::One(Choices::Computed(expression))
        | Takes::Many(Choices::Computed(expression))
        | Takes::Computed(expression) => all.push(expression),
        _ => {}
    }
    let computed = |limit: &'_ Option<Limit>| matches!(limit, Some(Limit::Computed(_)));
    for limit in limits.into_iter().filter(|limit| computed(limit)) {
        if let Some(Limit::Computed(expression)) = limit {
            all.push(expression);
        }
    }
    if let Switch::When(expression) = &field.fixed {
        all.push(expression);
    }
    all
}

struct Showing<'a> {
    permissions: &'a Permissions,
    known: &'a Data,
    moment: Moment<'a>,
    names: &'a Names,
    access: BTreeMap<String, Access>,
}

impl Showing<'_> {
    /// Takes out of the file what is not to be seen; components and parts stand side by side.
    fn prune(&mut self, components: &[Component], parts: &mut Vec<Value>, around: &[String]) {
        let mut kept = vec![];
        for (component, mut part) in components.iter().zip(std::mem::take(parts)) {
            if self.is_gone(component, &mut part) {
                continue;
            }
            let (path, inner) = match &component.kind {
                Kind::Shown(_) => {
                    kept.push(part);
                    continue;
                }
                Kind::Group { path, components } => (joined(around, path), Some(components)),
                Kind::List(list) => (joined(around, &list.path), Some(&list.components)),
                Kind::Field(field) => (joined(around, &field.path), None),
            };
            let access = self.permissions.access(&path);
            if let Some(components) = inner {
                if let Some(parts) = part.get_mut("components").and_then(Value::as_array_mut) {
                    self.prune(components, parts, &path);
                    // Something that may be seen inside is shown, also where the whole is hidden.
                    if parts.is_empty() && access == Access::Hidden {
                        continue;
                    }
                }
                if let Kind::List(list) = &component.kind {
                    if access == Access::Hidden {
                        continue;
                    }
                    fix_rows(list, &mut part, access);
                }
            } else if access == Access::Hidden {
                continue;
            } else if let Kind::Field(field) = &component.kind {
                self.field(field, &path, &mut part, access);
            }
            kept.push(part);
        }
        *parts = kept;
    }

    /// A condition that looks at something hidden cannot be looked at where the form is shown: it is decided here.
    fn is_gone(&self, component: &Component, part: &mut Value) -> bool {
        let Some(hide) = component.hide.as_ref().filter(|hide| self.looks_at_hidden(hide)) else { return false };
        let gone = self.holds(hide);
        if let (false, Some(part)) = (gone, part.as_object_mut()) {
            part.remove("conditional");
        }
        gone
    }

    fn field(&mut self, field: &Field, path: &[String], part: &mut Value, access: Access) {
        self.access.insert(path.join("."), access);
        if let Switch::When(expression) = &field.fixed
            && self.looks_at_hidden(expression)
        {
            part["readonly"] = self.holds(expression).into();
        }
        match access {
            Access::Read if !matches!(field.takes, Takes::Computed(_)) => part["readonly"] = true.into(),
            Access::Required => {
                if !part["validate"].is_object() {
                    part["validate"] = json!({});
                }
                part["validate"]["required"] = true.into();
            }
            _ => {}
        }
    }

    fn looks_at_hidden(&self, expression: &Expression) -> bool {
        let hidden = |name| self.names.hidden.contains(name) || self.permissions.access(&[name]) == Access::Hidden;
        expression.variables().iter().any(hidden)
    }

    fn holds(&self, expression: &Expression) -> bool {
        let sight = Sight { all: self.known, rows: &[], parameters: self.moment.parameters };
        let judge = Judge { moment: self.moment, attachment: &|_, _| None, sight };
        judge.holds(expression).unwrap_or(true)
    }
}

/// Rows stay as many as they are where the table may only be read.
fn fix_rows(list: &List, part: &mut Value, access: Access) {
    if !list.grows || access == Access::Read {
        part["allowAddRemove"] = false.into();
    }
}

/// The values of the fields that may be seen.
fn fill(
    components: &[Component],
    around: &[String],
    names: &[String],
    permissions: &Permissions,
    known: &impl super::data::Values,
    data: &mut Map<String, Value>,
) {
    let access = |path: &[String]| permissions.access(&joined(names, path));
    for component in components {
        match &component.kind {
            Kind::Shown(_) => {}
            Kind::Group { path, components } => {
                fill(components, &joined(around, path), names, permissions, known, data);
            }
            Kind::Field(field) => {
                let path = joined(around, &field.path);
                if let Some(value) = at(known, &path).filter(|_| access(&path) != Access::Hidden) {
                    put(data, &path, value.clone());
                }
            }
            Kind::List(list) => {
                let path = joined(around, &list.path);
                for total in &list.totals {
                    let total = joined(&path[..path.len() - list.path.len()], &total.key);
                    if let Some(value) = at(known, &total).filter(|_| access(&total) != Access::Hidden) {
                        put(data, &total, value.clone());
                    }
                }
                let Some(rows) = at(known, &path).and_then(Value::as_array) else { continue };
                if access(&path) == Access::Hidden {
                    continue;
                }
                let row = |row: &Value| {
                    let mut seen = Map::new();
                    if let Some(row) = row.as_object() {
                        fill(&list.components, &[], &joined(names, &path), permissions, row, &mut seen);
                    }
                    Value::Object(seen)
                };
                let rows = rows.iter().map(row).collect();
                put(data, &path, rows);
            }
        }
    }
}

fn joined(around: &[String], path: &[String]) -> Vec<String> {
    [around, path].concat()
}
