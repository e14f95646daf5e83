//! The process landscape: what the log says of it, and the rows that each is.
use super::pack;
use crate::api::{LandscapeVersion, TemplateUse};
use crate::keys::{Bytes, space};
use crate::store::{Change, Table};
use serde::{Deserialize, Serialize};
use weir_core::landscape::{Entry, Item};

/// The landscape changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LandscapeChange {
    /// The change as it is told.
    pub version: LandscapeVersion,
    /// What is other, with what it was.
    pub entries: Vec<Entry>,
}

/// The changes of a record.
pub fn changes_of_landscape(change: &LandscapeChange, changes: &mut Vec<Change>) {
    let number = change.version.version;
    changes.push(Change::put(Table::LandscapeVersion, version_row(number), pack(&change.version)));
    changes.push(Change::put(Table::LandscapeVersion, changes_key(number), pack(&change.entries)));
    for Entry { before, after } in &change.entries {
        match (before, after) {
            (_, Some(after)) => changes.push(Change::put(Table::Landscape, item_key(after), pack(after))),
            (Some(before), None) => changes.push(Change::delete(Table::Landscape, item_key(before))),
            (None, None) => {}
        }
    }
}

/// The row that says that a template was used.
pub fn template_used(used: &TemplateUse) -> Change {
    let first = used.drafts.first().map_or("", String::as_str);
    let key = template_uses(&used.template.template).time(used.at).text(first).done();
    Change::put(Table::TemplateUse, key, pack(used))
}

/// The rows of the uses of a template, in their order.
pub fn template_uses(template: &str) -> Bytes {
    Bytes::new().text(template)
}

/// The row of a version.
pub fn version_row(number: u64) -> Vec<u8> {
    landscape_versions().number(number).done()
}

/// The rows of the versions.
pub fn landscape_versions() -> Bytes {
    Bytes::new().byte(space::MAIN)
}

/// The row of what a version changed.
pub fn changes_key(number: u64) -> Vec<u8> {
    Bytes::new().byte(space::PARTS).number(number).done()
}

/// The row of a node or a role.
fn item_key(item: &Item) -> Vec<u8> {
    let kind = match item {
        Item::Node(_) => space::MAIN,
        Item::Role(_) => space::PARTS,
    };
    Bytes::new().byte(kind).text(item.id()).done()
}
