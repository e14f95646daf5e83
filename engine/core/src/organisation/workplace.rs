//! The organisation as one process knows it: whoever belongs to another tenant is nobody there.
use super::{LEVELS_MAX, Organisation, Person, UnitKind};
use crate::time::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tenants of people, by their ids; who is not here belongs to none.
pub type Homes = BTreeMap<String, String>;

/// The organisation, without those who belong to another tenant than the process does. Whoever asks for people in the name
/// of a process asks here, so that no rule, proxy, reporting line or form names somebody who must not know of it.
#[derive(Debug, Clone, Copy)]
pub struct Workplace<'a> {
    whole: &'a Organisation,
    /// Nothing where there are no tenants.
    homes: Option<&'a Homes>,
    tenant: Option<&'a str>,
}

impl<'a> From<&'a Organisation> for Workplace<'a> {
    fn from(whole: &'a Organisation) -> Self {
        Workplace { whole, homes: None, tenant: None }
    }
}

impl<'a> Workplace<'a> {
    /// Of a process of this tenant; none is of the installation itself.
    pub fn new(whole: &'a Organisation, homes: &'a Homes, tenant: Option<&'a str>) -> Self {
        Workplace { whole, homes: Some(homes), tenant }
    }

    /// What is the same for all tenants: units, calendars, proxies.
    pub fn whole(self) -> &'a Organisation {
        self.whole
    }

    /// Does somebody belong to a tenant, and not to this one? Who belongs to none works for all.
    pub fn is_elsewhere(self, id: &str) -> bool {
        let home = self.homes.and_then(|homes| homes.get(id)).map(String::as_str);
        home.is_some() && home != self.tenant
    }

    /// Somebody who works here then.
    pub fn person(self, id: &str, now: Timestamp) -> Option<&'a Arc<Person>> {
        self.whole.person(id, now).filter(|_| !self.is_elsewhere(id))
    }

    /// May somebody be named? Where no organisation is known, every name is taken, except those of other tenants.
    pub fn knows(self, id: &str, now: Timestamp) -> bool {
        !self.is_elsewhere(id) && (self.whole.people.is_empty() || self.whole.person(id, now).is_some())
    }

    /// Who belongs to a unit then, by id.
    pub fn members(self, kind: UnitKind, id: &'a str, now: Timestamp) -> impl Iterator<Item = &'a Arc<Person>> {
        self.whole.members(kind, id, now).filter(move |person| !self.is_elsewhere(&person.id))
    }

    /// To whom somebody reports: to whom they say, else to the head of their main department, or of the nearest one
    /// around it whom they are not themselves. Where those have left, to whom these reported in turn: nobody is asked less
    /// because somebody in the line works here no more. A line ends with whoever belongs to another tenant.
    pub fn superior(self, person: &Person, now: Timestamp) -> Option<&'a Arc<Person>> {
        let mut at = person;
        for _ in 0..LEVELS_MAX {
            let Some(superior) = &at.superior else { break };
            if self.whole.person(superior, now).is_some() || self.is_elsewhere(superior) {
                return self.person(superior, now).filter(|above| above.id != person.id);
            }
            at = self.whole.people.get(superior)?;
        }
        // Who has left may belong to nothing any more: then it is the department of whoever reports.
        let mut departments = [at, person].into_iter().flat_map(|of| self.whole.units(of, UnitKind::Department, now));
        let department = departments.next()?;
        let heads = self.whole.departments_around(department, now).filter_map(|department| department.head.as_deref());
        heads.filter(|head| *head != person.id).find_map(|head| self.person(head, now))
    }

    /// The reporting line above somebody, the nearest first.
    pub fn superiors(self, person: &'a Person, now: Timestamp) -> impl Iterator<Item = &'a Arc<Person>> {
        // A head may report to somebody in their own department: the line ends where it would come round.
        let mut seen = BTreeSet::from([person.id.as_str()]);
        let first = self.superior(person, now);
        std::iter::successors(first, move |above| self.superior(above, now))
            .take_while(move |above| seen.insert(above.id.as_str()))
            .take(LEVELS_MAX)
    }
}
