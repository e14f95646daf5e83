//! What decides who may do something: of which process, tenant and departments a thing is, and who has to do with it.
use super::Engine;
use super::tasks::PLACE_BYTES;
use crate::api::{InstanceFacts, UserTask, WaitAddress};
use crate::keys::{Bytes, Reader, after, space};
use crate::projection::header;
use crate::shell::Shell;
use crate::store::Table;
use crate::{Error, history};
use std::collections::BTreeSet;
use weir_core::organisation::UnitKind;
use weir_core::wait::WaitFor;
use weir_core::{Event, InstanceId, Rejection};

/// How many open tasks of one instance are looked at to find one that is somebody's, and mentions at once.
const TASKS_MAX: usize = 10_000;

impl Engine {
    /// The tenant that a process belongs to; none is the installation itself.
    pub fn tenant_of(&self, process: &str) -> Option<String> {
        self.shell().catalogue.latest(process)?.definition.tenant.clone()
    }

    /// Is there such a process?
    pub fn has_process(&self, process: &str) -> bool {
        self.shell().catalogue.latest(process).is_some()
    }

    /// All processes that are deployed.
    pub fn processes(&self) -> Vec<String> {
        self.shell().catalogue.all_latest().into_iter().map(|release| release.definition.process.clone()).collect()
    }

    /// The tenant that a decision belongs to.
    pub fn tenant_of_decision(&self, decision: &str) -> Option<String> {
        self.shell().decisions.latest(decision)?.definition.tenant.clone()
    }

    /// The tenant that a form belongs to.
    pub fn tenant_of_form(&self, form: &str) -> Option<String> {
        self.shell().forms.latest(form)?.tenant.clone()
    }

    /// What decides about an instance; none when there is no such instance.
    pub fn instance_facts(&self, id: InstanceId) -> Result<Option<InstanceFacts>, Error> {
        let Some(header) = header(&self.shell().view(), id)? else { return Ok(None) };
        let process = header.definition.rsplit_once(':').map_or(header.definition.as_str(), |(process, _)| process);
        let (tenant, process) = (self.tenant_of(process), process.to_owned());
        Ok(Some(InstanceFacts { process, tenant, initiator: header.initiator, instance: id }))
    }

    /// Does somebody take part in an instance: do they act in it, or have they been told of it or meant in a comment?
    pub fn takes_part(&self, person: &str, id: InstanceId) -> Result<bool, Error> {
        let Some(header) = header(&self.shell().view(), id)? else { return Ok(false) };
        Ok(header.copied.contains_key(person) || self.acts_in(person, id)? || self.is_mentioned(person, id)?)
    }

    /// Does somebody act in an instance, and not only look on: have they started it, done something in it, were they asked
    /// for something, or is a task in it theirs to do or to claim?
    pub fn acts_in(&self, person: &str, id: InstanceId) -> Result<bool, Error> {
        let Some(header) = header(&self.shell().view(), id)? else { return Ok(false) };
        if header.initiator.as_deref() == Some(person)
            || header.handled.contains_key(person)
            || header.asked.contains(person)
        {
            return Ok(true);
        }
        let (start, end) = Bytes::new().byte(space::MAIN).instance(id).prefix();
        let groups = self.belongs_to(person);
        for (key, _) in self.shell().store.scan(Table::UserTask, &start, &end, TASKS_MAX)? {
            let place = key.len().checked_sub(PLACE_BYTES).and_then(|from| Reader(&key[from..]).place());
            let Some((instance, key, wait)) = place else { continue };
            if self.find_task(WaitAddress { instance, key, wait })?.is_some_and(|t| t.concerns(person, &groups)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Was there something at this place that is over? Its number was given; no other gets it.
    pub fn was_there(&self, place: WaitAddress) -> Result<bool, Error> {
        let Some(header) = header(&self.shell().view(), place.instance)? else { return Ok(false) };
        Ok(place.wait < header.next_wait)
    }

    /// Was a task that is over offered to somebody, by name or by what they belong to? That stands in the history alone.
    pub fn was_offered(&self, person: &str, place: WaitAddress) -> Result<bool, Error> {
        if !self.was_there(place)? {
            return Ok(false);
        }
        let mut offered = false;
        history::steps(self.shell(), place.instance, 0, |_, step| {
            let opened = step.events.iter().find_map(|event| match event {
                Event::WaitOpened { key, wait } if (*key, wait.id) == (place.key, place.wait) => Some(&wait.on),
                _ => None,
            });
            if let Some(WaitFor::UserTask(task)) = opened {
                offered = is_candidate(&task.candidate_users, &task.candidate_groups, person, &self.belongs_to(person));
            }
            opened.is_none()
        })?;
        Ok(offered)
    }

    /// Is an open task one that somebody might claim, if nobody had it?
    pub fn is_candidate(&self, person: &str, task: &UserTask) -> bool {
        is_candidate(&task.candidate_users, &task.candidate_groups, person, &self.belongs_to(person))
    }

    /// Is somebody meant in a comment of an instance?
    fn is_mentioned(&self, person: &str, id: InstanceId) -> Result<bool, Error> {
        let (mut start, end) = Bytes::new().byte(space::PARTS).text(person).prefix();
        let of = |key: &[u8]| key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
        loop {
            let rows = self.shell().store.scan(Table::Comment, &start, &end, TASKS_MAX)?;
            if rows.iter().any(|(key, _)| of(key) == Some(id)) {
                return Ok(true);
            }
            let Some((last, _)) = rows.last().filter(|_| rows.len() == TASKS_MAX) else { return Ok(false) };
            start = after(last);
        }
    }

    /// Whoever is named for an instance must not be of another tenant: nothing of it is theirs to know. They are refused like
    /// somebody who does not work here.
    pub(super) fn of_this_house<'a>(
        &self,
        instance: InstanceId,
        mut people: impl Iterator<Item = &'a String>,
    ) -> Result<(), Error> {
        let shell = self.shell();
        if shell.access.look(|access| access.tenants.is_empty()) {
            return Ok(());
        }
        let Some(facts) = self.instance_facts(instance)? else { return Ok(()) };
        match people.find(|person| shell.is_elsewhere(person, facts.tenant.as_deref())) {
            Some(person) => Err(Rejection::NoSuchPerson { person: person.clone() }.into()),
            None => Ok(()),
        }
    }

    /// The ids of all that somebody belongs to: groups, roles, posts, departments.
    pub fn belongs_to(&self, person: &str) -> BTreeSet<String> {
        let (organisation, now) = (self.shell().organisation.now(), self.shell().now());
        let Some(person) = organisation.person(person, now) else { return BTreeSet::new() };
        let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
        kinds.into_iter().flat_map(|kind| organisation.units(person, kind, now).map(str::to_owned)).collect()
    }

    /// Does the organisation know somebody of this id, whether they work here now or not?
    pub fn has_person(&self, person: &str) -> bool {
        self.shell().organisation.now().people.contains_key(person)
    }

    /// The departments of a person, and those around them.
    pub fn departments_of(&self, person: &str) -> Vec<String> {
        let (organisation, now) = (self.shell().organisation.now(), self.shell().now());
        let Some(person) = organisation.person(person, now) else { return vec![] };
        let own = organisation.units(person, UnitKind::Department, now);
        let all = own.flat_map(|id| organisation.departments_around(id, now).map(|d| d.id.clone()));
        all.collect::<BTreeSet<String>>().into_iter().collect()
    }
}

impl Shell {
    /// Is somebody of a tenant, and not of this one?
    pub(crate) fn is_elsewhere(&self, person: &str, tenant: Option<&str>) -> bool {
        self.access.look(|access| {
            let theirs = access.accounts.get(person).and_then(|account| account.user.tenant.as_deref());
            theirs.is_some() && theirs != tenant
        })
    }
}

impl UserTask {
    /// Is it somebody's to do, to take back when it is prepared, or, as long as nobody has it, to claim, where they belong to
    /// these groups?
    pub fn concerns(&self, person: &str, groups: &BTreeSet<String>) -> bool {
        let is = |one: &Option<String>| one.as_deref() == Some(person);
        let candidate = || is_candidate(&self.candidate_users, &self.candidate_groups, person, groups);
        is(&self.assignee) || is(&self.owner) || (self.assignee.is_none() && candidate())
    }
}

/// Is somebody named, or do they belong to one of the groups?
fn is_candidate(users: &[String], groups: &[String], person: &str, theirs: &BTreeSet<String>) -> bool {
    users.iter().any(|user| user == person) || groups.iter().any(|group| theirs.contains(group))
}
