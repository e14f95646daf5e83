//! Two components of one key write the same variable: each may be there while the other is not, but both must take the same
//! kind of value. Of a number and a text of one name nobody could say what it is.
use super::json::{Inner, Node};
use super::read::Reader;
use super::schema::{Component, Kind, Takes};
use std::collections::BTreeMap;

impl Reader {
    /// Refuses what takes another kind of value than an earlier component of the same place.
    pub(super) fn one_kind_each(&mut self, node: &Node, components: &[Component]) {
        self.kinds_in(node, components, "", &mut BTreeMap::new());
    }

    fn kinds_in(
        &mut self,
        node: &Node,
        components: &[Component],
        prefix: &str,
        seen: &mut BTreeMap<String, &'static str>,
    ) {
        let Inner::List(items) = &node.value else { return };
        for (item, component) in items.iter().zip(components) {
            let at = |path: &[String]| path.iter().fold(prefix.to_owned(), |place, name| format!("{place}{name}."));
            let (place, kind) = match &component.kind {
                Kind::Shown(_) => continue,
                Kind::Group { path, components } => {
                    if let Some(inner) = item.get("components") {
                        self.kinds_in(inner, components, &at(path), seen);
                    }
                    continue;
                }
                Kind::List(list) => {
                    let place = at(&list.path);
                    if let Some(inner) = item.get("components") {
                        self.kinds_in(inner, &list.components, &format!("{place}[]."), seen);
                    }
                    (place, "rows")
                }
                Kind::Field(field) => (at(&field.path), value_of(&field.takes)),
            };
            let before = *seen.entry(place.clone()).or_insert(kind);
            if before != kind {
                let key = item.get("key").or_else(|| item.get("path")).map_or(item.place, |node| node.place);
                let name = place.trim_end_matches('.');
                let message = format!(
                    "`{name}` takes {kind} here, and {before} in an earlier component: give one of them another key"
                );
                self.error("form-key-types", key, message);
            }
        }
    }
}

/// What kind of value it is, in words.
fn value_of(takes: &Takes) -> &'static str {
    match takes {
        Takes::Text { .. } => "a text",
        Takes::Number { .. } => "a number",
        Takes::Truth => "true or false",
        Takes::One(_) => "one of several values",
        Takes::Many(_) => "a list of values",
        Takes::Time { .. } => "a date or time",
        Takes::Computed(_) => "a computed value",
        Takes::Person { many: false } => "a person",
        Takes::Person { many: true } => "people",
        Takes::Department { many: false } => "a department",
        Takes::Department { many: true } => "departments",
        Takes::Files { .. } => "files",
    }
}
