//! What an organisation must be: names that lead somewhere, trees without circles, nobody in for themselves.
use super::change::{Change, Entry, EntryKind};
use super::{LEVELS_MAX, MEMBERSHIPS_MAX, NAME_BYTES_MAX, Organisation, PEOPLE_MAX, UNITS_MAX, UnitKind, Validity};
use std::collections::BTreeSet;

/// Something that is wrong with one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationError {
    /// Its kind.
    pub kind: EntryKind,
    /// Its id.
    pub id: String,
    /// What.
    pub refusal: Refusal,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The id or name is none.
    #[error("an id and a name have 1 to {NAME_BYTES_MAX} bytes, without control characters")]
    Name,
    /// It refers to nothing.
    #[error("there is no {kind} `{id}`")]
    Dangling {
        /// Of what kind.
        kind: &'static str,
        /// Which.
        id: String,
    },
    /// A tree bites its tail.
    #[error("{what} goes round in a circle: {}", circle.join(" → "))]
    Circle {
        /// Which tree.
        what: &'static str,
        /// The ids on it.
        circle: Vec<String>,
    },
    /// Too deep.
    #[error("{what} has more than {LEVELS_MAX} levels")]
    Deep {
        /// Which tree.
        what: &'static str,
    },
    /// Its time ends before it begins.
    #[error("its time ends before it begins")]
    Never,
    /// Somebody stands in for themselves.
    #[error("nobody stands in for themselves")]
    OfSelf,
    /// Too many.
    #[error("there may be at most {most} {what}")]
    TooMany {
        /// What.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// The calendar is none.
    #[error("{0}")]
    Calendar(#[from] crate::calendar::CalendarError),
    /// It is still referred to.
    #[error("{kind} `{id}` still refers to it")]
    InUse {
        /// Of what kind.
        kind: &'static str,
        /// Which.
        id: String,
    },
    /// It is not there.
    #[error("there is none of this id")]
    Unknown,
}

impl Refusal {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Name => "organisation-name",
            Refusal::Dangling { .. } => "organisation-dangling",
            Refusal::Circle { .. } => "organisation-circle",
            Refusal::Deep { .. } => "organisation-deep",
            Refusal::Never => "organisation-never",
            Refusal::OfSelf => "proxy-of-self",
            Refusal::TooMany { .. } => "organisation-too-large",
            Refusal::Calendar(error) => error.code(),
            Refusal::InUse { .. } => "organisation-in-use",
            Refusal::Unknown => "organisation-unknown",
        }
    }
}

/// Everything that the changes have made wrong.
pub(super) fn check(new: &Organisation, changes: &[Change]) -> Vec<OrganisationError> {
    let mut errors = limits(new, changes);
    for change in changes {
        let (kind, id) = match change {
            Change::Put(entry) => (entry.kind(), entry.id()),
            Change::Remove { kind, id } => (*kind, id.as_str()),
        };
        let mut wrong = vec![];
        match change {
            Change::Put(entry) => new.wrong(entry, &mut wrong),
            Change::Remove { .. } if new.contains(kind, id) => {}
            Change::Remove { .. } => wrong.extend(new.referrer(kind, id)),
        }
        errors.extend(wrong.into_iter().map(|refusal| OrganisationError { kind, id: id.to_owned(), refusal }));
    }
    errors
}

fn limits(new: &Organisation, changes: &[Change]) -> Vec<OrganisationError> {
    let counts = [
        ("people", new.people.len(), PEOPLE_MAX),
        ("departments", new.departments.len(), UNITS_MAX),
        ("posts", new.posts.len(), UNITS_MAX),
        ("roles", new.roles.len(), UNITS_MAX),
        ("groups", new.groups.len(), UNITS_MAX),
        ("proxies", new.proxies.len(), UNITS_MAX),
    ];
    let Some(Change::Put(first)) = changes.iter().find(|change| matches!(change, Change::Put(_))) else {
        return vec![];
    };
    let (kind, id) = (first.kind(), first.id());
    let over = counts.into_iter().filter(|(_, count, most)| count > most);
    over.map(|(what, _, most)| OrganisationError { kind, id: id.to_owned(), refusal: Refusal::TooMany { what, most } })
        .collect()
}

impl Organisation {
    /// Is an entry the same here as it is there: what it is, or that it is not?
    #[must_use]
    pub fn agrees(&self, there: &Organisation, kind: EntryKind, id: &str) -> bool {
        match kind {
            EntryKind::Person => self.people.get(id) == there.people.get(id),
            EntryKind::Department => self.departments.get(id) == there.departments.get(id),
            EntryKind::Post => self.posts.get(id) == there.posts.get(id),
            EntryKind::Role => self.roles.get(id) == there.roles.get(id),
            EntryKind::Group => self.groups.get(id) == there.groups.get(id),
            EntryKind::Proxy => self.proxies.get(id) == there.proxies.get(id),
            EntryKind::Calendar => self.calendars.get(id) == there.calendars.get(id),
        }
    }

    fn contains(&self, kind: EntryKind, id: &str) -> bool {
        match kind {
            EntryKind::Person => self.people.contains_key(id),
            EntryKind::Department => self.departments.contains_key(id),
            EntryKind::Post => self.posts.contains_key(id),
            EntryKind::Role => self.roles.contains_key(id),
            EntryKind::Group => self.groups.contains_key(id),
            EntryKind::Proxy => self.proxies.contains_key(id),
            EntryKind::Calendar => self.calendars.contains_key(id),
        }
    }

    fn wrong(&self, entry: &Entry, out: &mut Vec<Refusal>) {
        let (name, valid) = match entry {
            Entry::Person(person) => (&person.name, person.valid),
            Entry::Department(department) => (&department.name, department.valid),
            Entry::Post(unit) | Entry::Role(unit) | Entry::Group(unit) => (&unit.name, unit.valid),
            Entry::Proxy(proxy) => (&proxy.id, proxy.valid),
            Entry::Calendar(calendar) => (&calendar.name, Validity::default()),
        };
        if !is_name(entry.id()) || !is_name(name) {
            out.push(Refusal::Name);
        }
        if !valid.is_possible() {
            out.push(Refusal::Never);
        }
        match entry {
            Entry::Person(person) => {
                self.needs(EntryKind::Person, person.superior.as_ref(), out);
                if person.memberships.len() > MEMBERSHIPS_MAX {
                    out.push(Refusal::TooMany { what: "memberships of one person", most: MEMBERSHIPS_MAX });
                }
                for membership in &person.memberships {
                    self.needs(unit(membership.kind), Some(&membership.id), out);
                    if !membership.valid.is_possible() {
                        out.push(Refusal::Never);
                    }
                }
                let superior = |id: &str| self.people.get(id)?.superior.clone();
                out.extend(round("the reporting line", &person.id, superior));
            }
            Entry::Department(department) => {
                self.needs(EntryKind::Department, department.parent.as_ref(), out);
                self.needs(EntryKind::Person, department.head.as_ref(), out);
                let parent = |id: &str| self.departments.get(id)?.parent.clone();
                out.extend(round("the tree of departments", &department.id, parent));
            }
            Entry::Proxy(proxy) => {
                self.needs(EntryKind::Person, Some(&proxy.principal), out);
                self.needs(EntryKind::Person, Some(&proxy.substitute), out);
                out.extend(self.too_many_proxies(proxy));
                if proxy.principal == proxy.substitute {
                    out.push(Refusal::OfSelf);
                } else {
                    out.extend(self.proxy_circle(proxy));
                }
            }
            Entry::Calendar(calendar) => out.extend(calendar.check().err().map(Refusal::Calendar)),
            Entry::Post(_) | Entry::Role(_) | Entry::Group(_) => {}
        }
    }

    fn needs(&self, kind: EntryKind, id: Option<&String>, out: &mut Vec<Refusal>) {
        if let Some(id) = id.filter(|id| !self.contains(kind, id)) {
            out.push(Refusal::Dangling { kind: kind.word(), id: id.clone() });
        }
    }

    /// Who still refers to what is gone.
    fn referrer(&self, kind: EntryKind, gone: &str) -> Option<Refusal> {
        let is = |id: &Option<String>| id.as_deref() == Some(gone);
        let found = |kind: EntryKind, id: &str| Some(Refusal::InUse { kind: kind.word(), id: id.to_owned() });
        let members =
            || self.people.values().find(|p| p.memberships.iter().any(|m| unit(m.kind) == kind && m.id == gone));
        match kind {
            EntryKind::Person => {
                if let Some(person) = self.people.values().find(|person| is(&person.superior)) {
                    return found(EntryKind::Person, &person.id);
                }
                if let Some(department) = self.departments.values().find(|department| is(&department.head)) {
                    return found(EntryKind::Department, &department.id);
                }
                let proxy = self.proxies.values().find(|proxy| proxy.principal == gone || proxy.substitute == gone)?;
                found(EntryKind::Proxy, &proxy.id)
            }
            EntryKind::Department => {
                if let Some(inner) = self.departments.values().find(|department| is(&department.parent)) {
                    return found(EntryKind::Department, &inner.id);
                }
                found(EntryKind::Person, &members()?.id)
            }
            EntryKind::Post | EntryKind::Role | EntryKind::Group => found(EntryKind::Person, &members()?.id),
            EntryKind::Proxy | EntryKind::Calendar => None,
        }
    }
}

fn unit(kind: UnitKind) -> EntryKind {
    match kind {
        UnitKind::Department => EntryKind::Department,
        UnitKind::Post => EntryKind::Post,
        UnitKind::Role => EntryKind::Role,
        UnitKind::Group => EntryKind::Group,
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= NAME_BYTES_MAX && !text.chars().any(char::is_control)
}

/// When both hold, if they ever do.
pub(super) fn overlap(one: Validity, other: Validity) -> Option<Validity> {
    let from = one.from.max(other.from);
    let until = [one.until, other.until].into_iter().flatten().min();
    Some(Validity { from, until }).filter(Validity::is_possible)
}

/// Follows a tree upwards; refuses a circle, and what is too deep.
fn round(what: &'static str, start: &str, next: impl Fn(&str) -> Option<String>) -> Option<Refusal> {
    let (mut at, mut path) = (start.to_owned(), vec![start.to_owned()]);
    let mut seen = BTreeSet::from([start.to_owned()]);
    while let Some(above) = next(&at) {
        path.push(above.clone());
        if !seen.insert(above.clone()) {
            return (above == start).then_some(Refusal::Circle { what, circle: path });
        }
        if path.len() > LEVELS_MAX {
            return Some(Refusal::Deep { what });
        }
        at = above;
    }
    None
}
