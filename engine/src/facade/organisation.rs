//! The organisation: look at it, change it.
use super::Engine;
use crate::api::{ChangeOrganisation, OrganisationChange, OrganisationCounts, Page, Paging, ProxyOf};
use crate::idempotency::{answer_of, once};
use crate::keys::{Bytes, space};
use crate::loops::START_TIMERS;
use crate::paging::Rows;
use crate::partition::{By, Reply, Task};
use crate::projection::{pack, unpack};
use crate::store::{PAYLOAD_BYTES_MAX, Table};
use crate::{Context, Error, PAGE_LIMIT_MAX, Staff, checks};
use std::sync::Arc;
use weir_core::organisation::{Change, Entry, EntryKind, Organisation, PEOPLE_MAX, Proxy};
use weir_core::time::TimeZone;

/// How many entries one change may have; so many that a whole organisation is loaded at once.
const CHANGES_MAX: usize = PEOPLE_MAX;
/// In bytes, so that it goes into one commit; few entries are not weighed.
const CHANGES_BYTES_MAX: usize = PAYLOAD_BYTES_MAX - (1 << 20);
const WEIGHED_FROM: usize = 1_000;

impl Engine {
    /// Everything that is known about who works here.
    pub fn organisation(&self) -> Arc<Organisation> {
        self.shell().organisation.now()
    }

    /// Who works for the processes of a tenant; without one for those of the installation itself.
    pub fn staff(&self, tenant: Option<&str>) -> Staff {
        self.shell().staff(tenant)
    }

    /// Who works for a process.
    pub fn staff_of(&self, process: &str) -> Staff {
        self.shell().staff_of(process)
    }

    /// Options of an engine beside this one that computes alike: the same zone, and expressions evaluated by the same.
    pub fn alike(&self) -> crate::Options {
        let shell = self.shell();
        crate::Options {
            time_zone: shell.zone.clone(),
            evaluation: shell.evaluation.clone(),
            ..crate::Options::default()
        }
    }

    /// The zone of times that say none.
    pub fn time_zone(&self) -> TimeZone {
        self.shell().zone.clone()
    }

    /// The time as the engine has it.
    pub fn now(&self) -> weir_core::Timestamp {
        self.shell().now()
    }

    /// How much of everything there is.
    pub fn organisation_counts(&self) -> OrganisationCounts {
        let (version, all) = self.shell().organisation.versioned();
        OrganisationCounts {
            version,
            people: all.people.len() as u64,
            departments: all.departments.len() as u64,
            posts: all.posts.len() as u64,
            roles: all.roles.len() as u64,
            groups: all.groups.len() as u64,
            proxies: all.proxies.len() as u64,
            calendars: all.calendars.len() as u64,
        }
    }

    /// Changes it: all of it, or nothing. Who is asked from then on is decided by it; what was decided stays.
    pub async fn change_organisation(
        &self,
        by: Context,
        change: ChangeOrganisation,
    ) -> Result<OrganisationChange, Error> {
        self.reorganise(by, change, None).await
    }

    /// The same, or no more than somebody's own proxies.
    async fn reorganise(
        &self,
        by: Context,
        change: ChangeOrganisation,
        own: Option<String>,
    ) -> Result<OrganisationChange, Error> {
        if change.changes.is_empty() {
            return Err(Error::invalid("nothing-to-change", "say what is to change"));
        }
        if change.changes.len() > CHANGES_MAX {
            let message = format!("one change has at most {CHANGES_MAX} entries: send several");
            return Err(Error::invalid("too-many-changes", message));
        }
        if change.changes.len() >= WEIGHED_FROM && pack(&change.changes).len() > CHANGES_BYTES_MAX {
            let message = format!("one change has at most {} MiB: send several", CHANGES_BYTES_MAX >> 20);
            return Err(Error::invalid("too-many-changes", message));
        }
        let reason = checks::reason(change.reason)?;
        let change = ChangeOrganisation { reason, ..change };
        let (shell, task) = (self.shell().clone(), Task::ChangeOrganisation(Box::new(change), own));
        // The organisation has one partition, so that its versions have no gaps.
        let run = move |by| async move { shell.ask(START_TIMERS, by, task).await };
        match once(self.shell(), By::from(by), run).await? {
            Reply::Organisation(change) => Ok(*change),
            other => unreachable!("a change is answered by itself, not {other:?}"),
        }
    }

    /// Those who are to be removed and have open tasks, each with their number, up to the size of the largest page.
    pub async fn tasks_left_by(&self, changes: &[Change]) -> Result<Vec<(String, usize)>, Error> {
        let mut left = vec![];
        for change in changes {
            let Change::Remove { kind: EntryKind::Person, id } = change else { continue };
            let page = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: None };
            let open = self.tasks_of(id, &page).await?.items.len();
            if open > 0 {
                left.push((id.clone(), open));
            }
        }
        Ok(left)
    }

    /// All changes that were made, the newest first.
    pub async fn organisation_history(&self, page: &Paging) -> Result<Page<OrganisationChange>, Error> {
        let range = Bytes::new().byte(space::PARTS).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Organisation, range, descending: true };
        rows.page(page, |_, value| Ok(Some(unpack(value)?)))
    }

    /// 代理: somebody lets somebody else stand in for them.
    pub async fn stand_in(
        &self,
        by: Context,
        principal: &str,
        id: &str,
        proxy: ProxyOf,
    ) -> Result<OrganisationChange, Error> {
        let ProxyOf { substitute, processes, valid, reason } = proxy;
        let (id, principal) = (id.to_owned(), principal.to_owned());
        // Nobody of another tenant does somebody's work: they are refused like a stranger.
        let home = self.access(|access| access.accounts.get(&principal)?.user.tenant.clone());
        if self.shell().is_elsewhere(&substitute, home.as_deref()) {
            return Err(Error::invalid(
                "organisation-dangling",
                format!("proxy `{id}`: there is no person `{substitute}`"),
            ));
        }
        // Whoever stands in for a process that is none would never be asked. One of another tenant is told like none.
        let here = |process: &str| {
            let tenant = self.shell().catalogue.latest(process)?.definition.tenant.clone();
            (tenant.is_none() || home.is_none() || tenant == home).then_some(())
        };
        if let Some(process) = processes.iter().find(|process| here(process).is_none()) {
            return Err(Error::invalid(
                "organisation-dangling",
                format!("proxy `{id}`: there is no process `{process}`: deploy it first, or leave it out"),
            ));
        }
        let own = Some(principal.clone());
        let entry = Entry::Proxy(Proxy { id, principal, substitute, processes, valid, reason: reason.clone() });
        self.reorganise(
            by,
            ChangeOrganisation { changes: vec![Change::Put(entry)], reason, ..ChangeOrganisation::default() },
            own,
        )
        .await
    }

    /// Nobody stands in any more.
    pub async fn end_stand_in(&self, by: Context, principal: &str, id: &str) -> Result<OrganisationChange, Error> {
        let organisation = self.organisation();
        let proxy = organisation.proxies.get(id).filter(|proxy| proxy.principal == principal);
        if proxy.is_none() {
            // It may be the first time that has ended it.
            if let Some(Reply::Organisation(change)) = answer_of(self.shell(), &by)? {
                return Ok(*change);
            }
            return Err(Error::not_found("proxy", id));
        }
        let changes = vec![Change::Remove { kind: EntryKind::Proxy, id: id.to_owned() }];
        let own = Some(principal.to_owned());
        self.reorganise(by, ChangeOrganisation { changes, ..ChangeOrganisation::default() }, own).await
    }
}
