//! Tables as they were filled in: row by row, then what their totals give.
use super::check::{Check, Extent, Level, Values, defaults, joined, keep};
use super::data::{at, overlay};
use super::error::Fault;
use super::permission::Access;
use super::schema::{Component, Kind, List, Switch, Total};
use super::total::total;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How many rows a table may have.
pub const ROWS_MAX: usize = 1000;

impl Check<'_> {
    pub(super) fn list(&mut self, list: &List, path: &[String], (known, given): (&Values, &Values), level: &mut Level) {
        let before = at(known, path).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let now = match at(given, path) {
            None | Some(Value::Null) => None,
            Some(Value::Array(rows)) => Some(rows.as_slice()),
            Some(_) => return self.error(path, (Fault::Type, "it is a list of rows".to_owned())),
        };
        let rows = now.unwrap_or(before);
        let keeps = self.keeps_places(&list.components, path) || has_more(before, &list.components);
        if self.access(path) == Access::Required && rows.is_empty() && self.submission.extent == Extent::Whole {
            self.error(path, (Fault::Required, "it must have a row".to_owned()));
        }
        if rows.len() > ROWS_MAX {
            return self.error(path, (Fault::Rows, format!("it has at most {ROWS_MAX} rows")));
        }
        if now.is_some() {
            let at_first = if at(known, path).is_some() { before.len() } else { list.rows };
            let fixed = !list.grows || self.access(path) == Access::Read;
            if fixed && rows.len() != at_first {
                self.error(path, (Fault::Rows, format!("it has {at_first} rows")));
            } else if rows.len() < before.len() && keeps {
                let message = "rows keep their places here: others may only come behind them";
                self.error(path, (Fault::Rows, message.to_owned()));
            }
        }
        let outer = (std::mem::take(&mut self.place), self.names.len());
        let mut out = vec![];
        for (number, row) in rows.iter().enumerate() {
            self.place = format!("{}{}[{number}].", outer.0, path.join("."));
            self.names.extend(path.iter().cloned());
            let before = before.get(number).filter(|_| keeps || now.is_none());
            let before = before.and_then(Value::as_object).cloned().unwrap_or_default();
            let row = match (now, row) {
                (Some(_), Value::Object(row)) => row.clone(),
                (Some(_), _) => {
                    self.error(&[], (Fault::Type, "a row is an object".to_owned()));
                    Map::new()
                }
                (None, _) => Map::new(),
            };
            out.push(self.row(list, before, &row, number));
            self.names.truncate(outer.1);
        }
        self.place = outer.0;
        if now.is_some() || list.totals.iter().any(|total| at(known, &total.key).is_none()) {
            self.totals(list, path, &out, level);
        }
        if now.is_some() {
            keep(&mut level.out, known, path, Value::Array(out));
        }
    }

    fn row(&mut self, list: &List, before: Values, row: &Values, number: usize) -> Value {
        let mut seen = Value::Object(before.clone());
        overlay(&mut seen, &Value::Object(row.clone()));
        let mut seen = if let Value::Object(seen) = seen { seen } else { Map::new() };
        defaults(&list.components, &[], &mut seen);
        self.rows.push((seen, number + 1));
        let level = self.level(&list.components, &before, row);
        self.rows.pop();
        let mut out = before;
        out.extend(level.out);
        Value::Object(out)
    }

    /// Is there a column that whoever fills this in cannot write?
    fn keeps_places(&self, components: &[Component], around: &[String]) -> bool {
        let closed = |access| matches!(access, Access::Hidden | Access::Read);
        components.iter().any(|component| match &component.kind {
            Kind::Shown(_) => false,
            Kind::Group { path, components } => self.keeps_places(components, &joined(around, path)),
            Kind::List(list) => closed(self.access(&joined(around, &list.path))),
            Kind::Field(field) => {
                !matches!(field.fixed, Switch::Always(false)) || closed(self.access(&joined(around, &field.path)))
            }
        })
    }

    fn totals(&mut self, list: &List, path: &[String], rows: &[Value], level: &mut Level) {
        for Total { key, of, function } in &list.totals {
            let around = &path[..path.len() - list.path.len()];
            let place = joined(around, key);
            let values: Vec<Value> = rows.iter().filter_map(|row| at(row.as_object()?, of).cloned()).collect();
            let count = if of.is_empty() { rows.len() } else { values.len() };
            match total(*function, &values, count, self.submission.moment.now.to_jiff()) {
                Ok(value) => {
                    self.remember(&place, &value);
                    level.totals.insert(place, value);
                }
                Err(message) => self.error(&place, (Fault::Total, message)),
            }
        }
    }
}

/// Do rows have something that is no column of the form?
fn has_more(rows: &[Value], components: &[Component]) -> bool {
    fn columns(components: &[Component], names: &mut BTreeSet<String>) {
        for component in components {
            match &component.kind {
                Kind::Field(field) => names.extend(field.path.first().cloned()),
                Kind::List(list) => {
                    names.extend(list.path.first().cloned());
                    names.extend(list.totals.iter().filter_map(|total| total.key.first().cloned()));
                }
                Kind::Group { path, .. } if !path.is_empty() => names.extend(path.first().cloned()),
                Kind::Group { components, .. } => columns(components, names),
                Kind::Shown(_) => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    columns(components, &mut names);
    rows.iter().filter_map(Value::as_object).any(|row| row.keys().any(|name| !names.contains(name)))
}

/// Where the totals of the tables on this level go.
pub(super) fn totals_of(components: &[Component], around: &[String]) -> Vec<Vec<String>> {
    let mut paths = vec![];
    for component in components {
        match &component.kind {
            Kind::Group { path, components } => paths.extend(totals_of(components, &joined(around, path))),
            Kind::List(list) => paths.extend(list.totals.iter().map(|total| joined(around, &total.key))),
            Kind::Field(_) | Kind::Shown(_) => {}
        }
    }
    paths
}
