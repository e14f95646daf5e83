//! The organisation: people, departments, posts, roles, groups, reporting lines and standing proxies.
//!
//! It comes into a step as an argument, like the time: who is asked is decided with the organisation as it is then, and
//! what was decided stands in the events. Everything in it may have a time from which and until which it holds.
mod change;
mod check;
mod proxies;
mod resolve;
mod rule;
mod workplace;

pub use change::{Change, Entry, EntryKind, changed};
pub use check::{OrganisationError, Refusal};
pub use proxies::PROXIES_OF_ONE_MAX;
pub(crate) use resolve::in_words;
pub use resolve::{Asked, headless, resolve, stands_in, stands_in_but, unknown};
pub use rule::{Approver, Chooser, RuleError, Whose, parse_rule};
pub use workplace::{Homes, Workplace};

use crate::calendar::WorkCalendar;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many people an organisation may have.
pub const PEOPLE_MAX: usize = 500_000;
/// How many departments, posts, roles or groups there may be of each.
pub const UNITS_MAX: usize = 50_000;
/// How many units one person may belong to.
pub const MEMBERSHIPS_MAX: usize = 500;
/// How deep departments may lie in one another, and how long a reporting line may be.
pub const LEVELS_MAX: usize = 100;
/// A name or an id, in bytes.
pub const NAME_BYTES_MAX: usize = 200;

/// Everything that is known about who works here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organisation {
    /// By id. Shared, because most of an organisation stays as it was when it changes.
    pub people: BTreeMap<String, Arc<Person>>,
    /// By id.
    pub departments: BTreeMap<String, Arc<Department>>,
    /// By id.
    pub posts: BTreeMap<String, Arc<Unit>>,
    /// By id.
    pub roles: BTreeMap<String, Arc<Unit>>,
    /// By id.
    pub groups: BTreeMap<String, Arc<Unit>>,
    /// By id.
    pub proxies: BTreeMap<String, Arc<Proxy>>,
    /// By id.
    pub calendars: BTreeMap<String, Arc<WorkCalendar>>,
    /// The ids of those who say that they belong to a unit, at whatever time: found without a look at everybody.
    by_unit: BTreeMap<(UnitKind, String), Arc<BTreeSet<String>>>,
    /// The ids of the proxies of somebody, at whatever time.
    by_principal: BTreeMap<String, Arc<BTreeSet<String>>>,
}

/// From when until when something holds; nothing said is always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Validity {
    /// Its first moment.
    #[serde(default, with = "crate::time::rfc3339::option")]
    pub from: Option<Timestamp>,
    /// The first moment after it.
    #[serde(default, with = "crate::time::rfc3339::option")]
    pub until: Option<Timestamp>,
}

/// Somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// What models, tasks and logs call them.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Where they get mail.
    #[serde(default)]
    pub email: Option<String>,
    /// The language in which they are written to: `zh-CN` or `en`.
    #[serde(default)]
    pub locale: Option<String>,
    /// To whom they report; nothing said is the head of their department.
    #[serde(default)]
    pub superior: Option<String>,
    /// Where they belong. The first department is their main one.
    #[serde(default)]
    pub memberships: Vec<Membership>,
    /// When they work here.
    #[serde(default)]
    pub valid: Validity,
}

/// Somebody belongs to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Membership {
    /// To what kind of thing.
    pub kind: UnitKind,
    /// To which.
    pub id: String,
    /// When.
    #[serde(default)]
    pub valid: Validity,
}

/// What one can belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UnitKind {
    /// 部门.
    Department,
    /// 岗位.
    Post,
    /// 角色.
    Role,
    /// 用户组.
    Group,
}

/// A department, in a tree of departments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Department {
    /// What models call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The department around it.
    #[serde(default)]
    pub parent: Option<String>,
    /// Who leads it.
    #[serde(default)]
    pub head: Option<String>,
    /// When it exists.
    #[serde(default)]
    pub valid: Validity,
}

/// A post, a role or a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unit {
    /// What models call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it exists.
    #[serde(default)]
    pub valid: Validity,
}

/// 代理: somebody stands in for somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proxy {
    /// Its id.
    pub id: String,
    /// For whom.
    pub principal: String,
    /// Who stands in.
    pub substitute: String,
    /// Only in these processes, by id; none is all.
    #[serde(default)]
    pub processes: Vec<String>,
    /// When.
    #[serde(default)]
    pub valid: Validity,
    /// Why, for people.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Validity {
    /// Does it hold then?
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }

    /// Does it hold at any time?
    pub fn is_possible(&self) -> bool {
        self.from.zip(self.until).is_none_or(|(from, until)| from < until)
    }
}

impl Organisation {
    /// Nobody works here.
    pub const NOBODY: &'static Organisation = &Organisation {
        people: BTreeMap::new(),
        departments: BTreeMap::new(),
        posts: BTreeMap::new(),
        roles: BTreeMap::new(),
        groups: BTreeMap::new(),
        proxies: BTreeMap::new(),
        calendars: BTreeMap::new(),
        by_unit: BTreeMap::new(),
        by_principal: BTreeMap::new(),
    };

    /// Somebody who works here then.
    pub fn person(&self, id: &str, now: Timestamp) -> Option<&Arc<Person>> {
        self.people.get(id).filter(|person| person.valid.holds(now))
    }

    /// Does somebody do nothing with tasks because they do not work here then? Of a seat of an approval, which is given to
    /// nobody else, whoever it does not know; of other tasks only of whom it says so, for their models name whom they like.
    pub fn is_gone(&self, id: &str, seat: bool, now: Timestamp) -> bool {
        match self.people.get(id) {
            Some(person) => !person.valid.holds(now),
            None => seat && !self.people.is_empty(),
        }
    }

    /// Is there such a unit then?
    pub fn has(&self, kind: UnitKind, id: &str, now: Timestamp) -> bool {
        match kind {
            UnitKind::Department => self.departments.get(id).is_some_and(|unit| unit.valid.holds(now)),
            UnitKind::Post => self.posts.get(id).is_some_and(|unit| unit.valid.holds(now)),
            UnitKind::Role => self.roles.get(id).is_some_and(|unit| unit.valid.holds(now)),
            UnitKind::Group => self.groups.get(id).is_some_and(|unit| unit.valid.holds(now)),
        }
    }

    /// Where somebody belongs then, of one kind, in the order in which they are written.
    pub fn units<'a>(&'a self, person: &'a Person, kind: UnitKind, now: Timestamp) -> impl Iterator<Item = &'a str> {
        let theirs = person.memberships.iter().filter(move |m| m.kind == kind && m.valid.holds(now));
        theirs.map(|m| m.id.as_str()).filter(move |id| self.has(kind, id, now))
    }

    /// Who belongs to a unit then, by id.
    pub fn members<'a>(&'a self, kind: UnitKind, id: &'a str, now: Timestamp) -> impl Iterator<Item = &'a Arc<Person>> {
        let named = self.by_unit.get(&(kind, id.to_owned())).filter(|_| self.has(kind, id, now));
        named
            .into_iter()
            .flat_map(|named| named.iter())
            .filter_map(move |person| self.person(person, now))
            .filter(move |person| self.units(person, kind, now).any(|unit| unit == id))
    }

    /// The department and those around it, inside out.
    pub fn departments_around<'a>(&'a self, id: &str, now: Timestamp) -> impl Iterator<Item = &'a Arc<Department>> {
        let find = move |id: &str| self.departments.get(id).filter(|department| department.valid.holds(now));
        std::iter::successors(find(id), move |department| find(department.parent.as_deref()?)).take(LEVELS_MAX)
    }
}
