//! Who belongs to which group, for those who may not see single people.
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::organisation::{Organisation, Person, UnitKind};
use weir_mining::log::{Log, NO_NAME};
use weir_mining::view::people_of;

/// The group of those whose groups are too small to be told apart, or who are in none. No unit can be called so.
pub const REST: &str = "$rest";

/// The groups of the people of a log.
pub struct Groups {
    of: BTreeMap<String, String>,
    /// What the groups are called.
    pub names: BTreeMap<String, String>,
    /// People of whom nothing is told.
    pub withheld: u64,
    /// Are they single people?
    pub named: bool,
}

impl Groups {
    /// Everybody for themselves: for those who may see single people.
    pub fn named(log: &Log, organisation: &Organisation) -> Groups {
        let name = |person: &str| organisation.people.get(person).map(|known| known.name.clone());
        let names = log.actors.iter().filter_map(|person| Some((person.to_owned(), name(person)?))).collect();
        let of = log.actors.iter().map(|person| (person.to_owned(), person.to_owned())).collect();
        Groups { of, names, withheld: 0, named: true }
    }

    /// By what they belong to, small groups put together.
    pub fn of(log: &Log, organisation: &Organisation, now: Timestamp) -> Groups {
        let unit = |person: &str| organisation.person(person, now).and_then(|known| unit(organisation, known, now));
        let of = people_of(log, |person| unit(person).map(|(id, _)| id), REST);
        let names = of.keys().filter_map(|person| unit(person)).filter(|(id, _)| of.values().any(|told| told == id));
        let names = names.collect();
        let worked: BTreeSet<u32> = log.actor.iter().copied().filter(|actor| *actor != NO_NAME).collect();
        Groups { withheld: (worked.len() - of.len()) as u64, of, names, named: false }
    }

    /// The group of a person; none of whom nothing is told.
    pub fn group(&self, person: &str) -> Option<String> {
        self.of.get(person).cloned()
    }
}

/// What somebody belongs to first of all: a role, else a post, a group, their department. Ids of several kinds are told
/// apart by it.
fn unit(organisation: &Organisation, person: &Person, now: Timestamp) -> Option<(String, String)> {
    let kinds = [
        (UnitKind::Role, "role", &organisation.roles),
        (UnitKind::Post, "post", &organisation.posts),
        (UnitKind::Group, "group", &organisation.groups),
    ];
    for (kind, word, units) in kinds {
        if let Some(id) = organisation.units(person, kind, now).next() {
            let name = units.get(id).map_or(id, |unit| unit.name.as_str());
            return Some((format!("{word}:{id}"), name.to_owned()));
        }
    }
    let id = organisation.units(person, UnitKind::Department, now).next()?;
    let name = organisation.departments.get(id).map_or(id, |of| of.name.as_str());
    Some((format!("department:{id}"), name.to_owned()))
}
