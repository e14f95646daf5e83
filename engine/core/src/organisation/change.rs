//! Changes of the organisation: several at once, all or none.
use super::check::{OrganisationError, check};
use super::{Department, Organisation, Person, Proxy, Unit, UnitKind};
use crate::calendar::WorkCalendar;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One thing of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Entry {
    /// Somebody.
    Person(Person),
    /// A department.
    Department(Department),
    /// A post.
    Post(Unit),
    /// A role.
    Role(Unit),
    /// A group.
    Group(Unit),
    /// Somebody stands in for somebody.
    Proxy(Proxy),
    /// When people work.
    Calendar(WorkCalendar),
}

/// What is to become of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(clippy::large_enum_variant)] // most changes put something
pub enum Change {
    /// It is so from now on, whether it was there before or not.
    Put(Entry),
    /// It is gone.
    Remove {
        /// `person`, `department`, `post`, `role`, `group`, `proxy` or `calendar`.
        kind: EntryKind,
        /// Which.
        id: String,
    },
}

/// The kind of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EntryKind {
    /// Somebody who works here, or did.
    Person,
    /// A department.
    Department,
    /// A post in a department.
    Post,
    /// A role.
    Role,
    /// A group.
    Group,
    /// Somebody stands in for somebody.
    Proxy,
    /// A work calendar.
    Calendar,
}

/// The organisation after the changes, if it is sound then; else all that is wrong with it.
pub fn changed(old: &Organisation, changes: &[Change]) -> Result<Organisation, Vec<OrganisationError>> {
    let mut new = old.clone();
    for change in changes {
        new.change(change);
    }
    let wrong = check(&new, changes);
    if wrong.is_empty() { Ok(new) } else { Err(wrong) }
}

impl Organisation {
    /// Makes a change that is known to be sound.
    pub fn change(&mut self, change: &Change) {
        match change {
            Change::Put(entry) => self.put(entry.clone()),
            Change::Remove { kind, id } => match kind {
                EntryKind::Person => self.put_person(id, None),
                EntryKind::Department => drop(self.departments.remove(id)),
                EntryKind::Post => drop(self.posts.remove(id)),
                EntryKind::Role => drop(self.roles.remove(id)),
                EntryKind::Group => drop(self.groups.remove(id)),
                EntryKind::Proxy => self.put_proxy(id, None),
                EntryKind::Calendar => drop(self.calendars.remove(id)),
            },
        }
    }

    fn put(&mut self, entry: Entry) {
        fn keep<T>(all: &mut BTreeMap<String, Arc<T>>, id: &str, value: T) {
            all.insert(id.to_owned(), Arc::new(value));
        }
        let id = entry.id().to_owned();
        match entry {
            Entry::Person(person) => self.put_person(&id, Some(person)),
            Entry::Department(department) => keep(&mut self.departments, &id, department),
            Entry::Post(unit) => keep(&mut self.posts, &id, unit),
            Entry::Role(unit) => keep(&mut self.roles, &id, unit),
            Entry::Group(unit) => keep(&mut self.groups, &id, unit),
            Entry::Proxy(proxy) => self.put_proxy(&id, Some(proxy)),
            Entry::Calendar(calendar) => keep(&mut self.calendars, &id, calendar),
        }
    }
}

impl Organisation {
    /// Somebody is there, or no more; so it is found by what they belong to.
    fn put_person(&mut self, id: &str, person: Option<Person>) {
        let units = |person: &Person| -> BTreeSet<(UnitKind, String)> {
            person.memberships.iter().map(|membership| (membership.kind, membership.id.clone())).collect()
        };
        let after = person.as_ref().map(units).unwrap_or_default();
        let before = match person {
            Some(person) => self.people.insert(id.to_owned(), Arc::new(person)),
            None => self.people.remove(id),
        };
        let before = before.map(|person| units(&person)).unwrap_or_default();
        for unit in before.difference(&after) {
            if let Some(named) = self.by_unit.get_mut(unit) {
                Arc::make_mut(named).remove(id);
                if named.is_empty() {
                    self.by_unit.remove(unit);
                }
            }
        }
        for unit in after.difference(&before) {
            Arc::make_mut(self.by_unit.entry(unit.clone()).or_default()).insert(id.to_owned());
        }
    }
}

impl Entry {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Entry::Person(person) => &person.id,
            Entry::Department(department) => &department.id,
            Entry::Post(unit) | Entry::Role(unit) | Entry::Group(unit) => &unit.id,
            Entry::Proxy(proxy) => &proxy.id,
            Entry::Calendar(calendar) => &calendar.id,
        }
    }

    /// Its kind.
    pub fn kind(&self) -> EntryKind {
        match self {
            Entry::Person(_) => EntryKind::Person,
            Entry::Department(_) => EntryKind::Department,
            Entry::Post(_) => EntryKind::Post,
            Entry::Role(_) => EntryKind::Role,
            Entry::Group(_) => EntryKind::Group,
            Entry::Proxy(_) => EntryKind::Proxy,
            Entry::Calendar(_) => EntryKind::Calendar,
        }
    }
}

impl EntryKind {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Person => "person",
            EntryKind::Department => "department",
            EntryKind::Post => "post",
            EntryKind::Role => "role",
            EntryKind::Group => "group",
            EntryKind::Proxy => "proxy",
            EntryKind::Calendar => "calendar",
        }
    }
}
