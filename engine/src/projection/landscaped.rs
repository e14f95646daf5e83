//! Process landscapes: what the log says of them, and the rows that each is.
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
    /// The tenant whose landscape it is; none is that of the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
}

/// The changes of a record.
pub fn changes_of_landscape(change: &LandscapeChange, changes: &mut Vec<Change>) {
    let (number, place) = (change.version.version, Place::of(change.tenant.as_deref()));
    changes.push(Change::put(place.versions, place.version(number), pack(&change.version)));
    changes.push(Change::put(place.versions, place.entries(number), pack(&change.entries)));
    for Entry { before, after } in &change.entries {
        match (before, after) {
            (_, Some(after)) => changes.push(Change::put(place.items, place.item(after), pack(after))),
            (Some(before), None) => changes.push(Change::delete(place.items, place.item(before))),
            (None, None) => {}
        }
    }
}

/// Where a landscape is kept: that of the installation itself in tables of its own, those of tenants behind their names.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    tenant: Option<&'a str>,
    /// The table of nodes and roles.
    pub items: Table,
    /// The table of versions.
    pub versions: Table,
}

impl<'a> Place<'a> {
    /// Of a tenant, or of the installation itself.
    pub fn of(tenant: Option<&'a str>) -> Self {
        let (items, versions) = match tenant {
            None => (Table::Landscape, Table::LandscapeVersion),
            Some(_) => (Table::TenantLandscape, Table::TenantLandscapeVersion),
        };
        Place { tenant, items, versions }
    }

    fn begin(self) -> Bytes {
        self.tenant.map_or_else(Bytes::new, |tenant| Bytes::new().text(tenant))
    }

    /// The rows of the versions.
    pub fn all_versions(self) -> Bytes {
        self.begin().byte(space::MAIN)
    }

    /// The row of a version.
    pub fn version(self, number: u64) -> Vec<u8> {
        self.all_versions().number(number).done()
    }

    /// The row of what a version changed.
    pub fn entries(self, number: u64) -> Vec<u8> {
        self.begin().byte(space::PARTS).number(number).done()
    }

    /// The row of a node or a role.
    fn item(self, item: &Item) -> Vec<u8> {
        let kind = match item {
            Item::Node(_) => space::MAIN,
            Item::Role(_) => space::PARTS,
        };
        self.begin().byte(kind).text(item.id()).done()
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
