//! Who belongs to which group, for those who may not see single people.
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::organisation::{Organisation, Person, UnitKind};
use weir_mining::log::{Log, NO_NAME};
use weir_mining::view::people_of;

/// The group of those whose groups are too small to be told apart, or who are in none. No unit can be called so.
pub const REST: &str = "$rest";

/// What logs of others call the groups of people, the most telling first.
const SAID: [&str; 2] = ["org:role", "org:group"];

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

    /// By what a log of others says of them, most often of each: the named attribute, else the role, else the group of XES.
    /// Small groups are put together here too.
    pub fn said(log: &Log, attribute: Option<&str>) -> Groups {
        let names = attribute.map_or_else(|| SAID.to_vec(), |named| vec![named]);
        let mut said: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
        for row in (0..log.row_count()).filter(|row| log.actor[*row] != NO_NAME) {
            let shown = names.iter().find_map(|name| log.attributes.shown(name, row));
            if let Some(group) = shown.filter(|group| !group.trim().is_empty()) {
                *said.entry(log.actors.name(log.actor[row])).or_default().entry(group).or_default() += 1;
            }
        }
        let most =
            |of: &BTreeMap<String, u64>| of.iter().rev().max_by_key(|(_, n)| **n).map(|(group, _)| group.clone());
        let of = people_of(log, |person| said.get(person).and_then(most), REST);
        let names = of.values().filter(|group| *group != REST).map(|group| (group.clone(), group.clone())).collect();
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
