//! Who has which part in what: the matrix, and the duties of one person.
use super::check::{duties, with_parts};
use super::{Finding, Landscape, Part, Party};
use crate::organisation::{Organisation, UnitKind};
use crate::time::Timestamp;
use std::collections::BTreeSet;

/// Roles and people by activities.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Everybody with a part in one of the rows: roles first, then people.
    pub columns: Vec<Party>,
    /// Processes, sub-processes and steps, each behind what it is a part of.
    pub rows: Vec<Row>,
}

/// One activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The node.
    pub node: String,
    /// Who has which part.
    pub parts: Vec<(Party, Vec<Part>)>,
    /// What speaks against it.
    pub conflicts: Vec<Finding>,
}

/// What somebody has to do with a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The node.
    pub node: String,
    /// Is it theirs as a whole?
    pub owns: bool,
    /// Their parts in it.
    pub parts: Vec<Part>,
    /// The role that gives it to them; none: they are named themselves.
    pub through: Option<String>,
}

/// The matrix below a node, or of the whole landscape. Domains and groups have an owner and no activities.
pub fn matrix(all: &Landscape, within: Option<&str>) -> Matrix {
    let inside: Option<BTreeSet<&str>> =
        within.map(|id| all.below(id).into_iter().map(|node| node.id.as_str()).collect());
    let (mut columns, mut rows) = (BTreeSet::new(), vec![]);
    let with_parts = with_parts(all);
    let counts = |id: &str| inside.as_ref().is_none_or(|inside| inside.contains(id));
    for node in all.walk().into_iter().filter(|node| node.level >= 3 && counts(&node.id)) {
        let mut found = vec![];
        duties(node, &with_parts, &mut found);
        columns.extend(node.duties.iter().map(|duty| duty.who.clone()));
        let parts = node.duties.iter().map(|duty| (duty.who.clone(), duty.parts.clone())).collect();
        rows.push(Row { node: node.id.clone(), parts, conflicts: found });
    }
    let (mut columns, people): (Vec<Party>, Vec<Party>) =
        columns.into_iter().partition(|party| matches!(party, Party::Role(_)));
    columns.extend(people);
    Matrix { columns, rows }
}

/// Everything that a person has to do, by name and through the roles that they have at this time.
pub fn duties_of(all: &Landscape, organisation: &Organisation, person: &str, now: Timestamp) -> Vec<Assigned> {
    let memberships = organisation.people.get(person).map_or(&[][..], |person| &person.memberships);
    let roles = memberships.iter().filter(|one| one.kind == UnitKind::Role && one.valid.holds(now));
    let mut parties = vec![(Party::Person(person.to_owned()), None)];
    parties.extend(roles.map(|one| (Party::Role(one.id.clone()), Some(one.id.clone()))));
    let mut found = vec![];
    for node in all.walk() {
        for (party, through) in &parties {
            let (owns, parts) = (node.owner.as_ref() == Some(party), node.parts_of(party).to_vec());
            if owns || !parts.is_empty() {
                found.push(Assigned { node: node.id.clone(), owns, parts, through: through.clone() });
            }
        }
    }
    found
}
