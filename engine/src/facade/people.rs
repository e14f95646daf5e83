//! This file is long because it is one list of small calls.
//!
//! What people do with tasks beside doing them: give them away, send them back, ask others; and what they look at.
use super::Engine;
use super::tasks::PLACE_BYTES;
use crate::api::{
    ApprovalView, ElementAddress, InstanceFilter, InstanceOrder, InstanceSummary, Page, Paging, PersonCounts,
    ReturnTask, SeatView, SignersChange, TimelineEntry, TimeoutView, UserTask, UserTaskFilter, WaitAddress,
};
use crate::keys::{Bytes, Reader, after, space};
use crate::paging::{Rows, bad_cursor, cursor, limit, place};
use crate::projection::header;
use crate::store::Table;
use crate::{Context, Error, PAGE_LIMIT_MAX, checks, history};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::approval::timeline::{Entry, Timeline, What};
use weir_core::approval::{ReturnTo, Seat, time_up};
use weir_core::command::SignerChange;
use weir_core::instance::{Header, Variables};
use weir_core::wait::WaitFor;
use weir_core::{Command, ElementId, InstanceId};

/// How many rows are read at once.
const CHUNK: usize = 500;

impl Engine {
    /// 转办: the task is somebody else's from now on. With force it need not be the actor's own.
    pub async fn transfer_user_task(
        &self,
        by: Context,
        id: WaitAddress,
        (to, comment): (String, Option<String>),
        force: bool,
    ) -> Result<(), Error> {
        checks::name("a person", &to)?;
        let WaitAddress { instance, key, wait } = id;
        self.of_this_house(instance, [&to].into_iter())?;
        let comment = checks::comment(comment)?;
        let command = Command::TransferUserTask { key, wait, by: by.actor.clone(), force, to, comment };
        self.command(by.into(), instance, command).await
    }

    /// 委派: somebody else prepares the task, and it comes back.
    pub async fn delegate_user_task(
        &self,
        by: Context,
        id: WaitAddress,
        to: String,
        comment: Option<String>,
    ) -> Result<(), Error> {
        checks::name("a person", &to)?;
        let WaitAddress { instance, key, wait } = id;
        self.of_this_house(instance, [&to].into_iter())?;
        let comment = checks::comment(comment)?;
        let command = Command::DelegateUserTask { key, wait, by: by.actor.clone(), to, comment };
        self.command(by.into(), instance, command).await
    }

    /// The prepared task goes back to whom it belongs.
    pub async fn resolve_user_task(
        &self,
        by: Context,
        id: WaitAddress,
        comment: Option<String>,
        variables: Variables,
    ) -> Result<(), Error> {
        checks::variables(&variables)?;
        let WaitAddress { instance, key, wait } = id;
        let comment = checks::comment(comment)?;
        let command = Command::ResolveUserTask { key, wait, by: by.actor.clone(), comment, variables };
        self.command(by.into(), instance, command).await
    }

    /// 加签, 减签: other people are asked in an open approval. With force the actor need not be one of them.
    pub async fn change_signers(
        &self,
        by: Context,
        id: ElementAddress,
        change: SignersChange,
        force: bool,
    ) -> Result<(), Error> {
        let change = match change {
            SignersChange { add, beside, remove: None, comment } if !add.is_empty() => {
                add.iter().try_for_each(|person| checks::name("a person", person))?;
                self.of_this_house(id.instance, add.iter())?;
                SignerChange::Add { people: add, beside, comment: checks::comment(comment)? }
            }
            SignersChange { add, beside: None, remove: Some(seat), comment: None } if add.is_empty() => {
                SignerChange::Remove { seat }
            }
            _ => return Err(Error::invalid("signers-change", "say either whom to add, or which seat to remove")),
        };
        let command = Command::ChangeSigners { key: id.key, by: by.actor.clone(), force, change };
        self.command(by.into(), id.instance, command).await
    }

    /// 撤回: the actor takes back their vote in an open approval.
    pub async fn withdraw_vote(&self, by: Context, id: ElementAddress) -> Result<(), Error> {
        let command = Command::WithdrawVote { key: id.key, by: by.actor.clone() };
        self.command(by.into(), id.instance, command).await
    }

    /// 撤回: the actor takes back the task they did, while nobody has acted upon it.
    pub async fn withdraw_task(&self, by: Context, instance: InstanceId, element: &str) -> Result<(), Error> {
        let command = Command::WithdrawTask { element: ElementId::from(element), by: by.actor.clone() };
        self.command(by.into(), instance, command).await
    }

    /// 驳回: the matter goes back to an earlier task.
    pub async fn return_user_task(&self, by: Context, id: WaitAddress, back: ReturnTask) -> Result<(), Error> {
        let WaitAddress { instance, key, wait } = id;
        checks::name("a task", &back.to)?;
        let to = match back.instance.filter(|above| *above != instance) {
            Some(above) => ReturnTo::Above(above, ElementId::from(back.to.trim())),
            None => ReturnTo::parse(&back.to),
        };
        let come_back = back.come_back;
        let comment = checks::comment(back.comment)?;
        let command = Command::ReturnUserTask { key, wait, by: by.actor.clone(), to, come_back, comment };
        self.command(by.into(), instance, command).await
    }

    /// 抄送: people are told of a task.
    pub async fn copy_to(&self, by: Context, id: ElementAddress, people: Vec<String>) -> Result<(), Error> {
        people.iter().try_for_each(|person| checks::name("a person", person))?;
        self.of_this_house(id.instance, people.iter())?;
        self.command(by.into(), id.instance, Command::Copy { key: id.key, people }).await
    }

    /// An open approval: its policy, its seats and what they said.
    pub async fn approval(&self, id: ElementAddress) -> Result<ApprovalView, Error> {
        let instance = self.loaded(id.instance)?;
        let element = instance.elements.get(&id.key).filter(|e| e.ballot.is_some());
        let Some((element, ballot)) = element.and_then(|e| Some((e.element.clone(), e.ballot.clone()?))) else {
            return Err(Error::not_found("approval", id));
        };
        let prepared = |seat: &Seat| {
            instance.elements[&id.key].waits.iter().find_map(|wait| match &wait.on {
                WaitFor::UserTask(task) if task.seat == Some(seat.id) && task.owner.is_some() => task.assignee.clone(),
                _ => None,
            })
        };
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let timeout = time_up(&process, &instance.elements[&id.key]).map(|(at, then)| TimeoutView { at, then });
        let verdict = ballot.verdict();
        let seats = ballot.seats.into_iter().map(|seat| SeatView { prepared_by: prepared(&seat), seat }).collect();
        Ok(ApprovalView { id, element, verdict, policy: ballot.policy, seats, timeout })
    }

    /// Who did what in an instance, when, in which words, and how long it took.
    pub async fn timeline(&self, id: InstanceId) -> Result<Vec<TimelineEntry>, Error> {
        let instance = self.loaded(id)?;
        let process = self.shell().catalogue.process(&instance.header.definition)?;
        let mut timeline = Timeline::default();
        history::steps(self.shell(), id, 0, |_, step| {
            timeline.step(&step);
            true
        })?;
        let name = |id: &ElementId| process.find(id).and_then(|node| process.graph[node].name.clone());
        let back = |what: What, to: &[String]| {
            to.first().filter(|_| what == What::Returned).and_then(|to| name(&to.as_str().into()))
        };
        let told = |entry: Entry| TimelineEntry {
            to_name: entry.to_name.or_else(|| back(entry.what, &entry.to)),
            at: entry.at,
            name: name(&entry.element),
            element: entry.element,
            key: entry.key,
            what: entry.what,
            by: entry.by,
            to: entry.to,
            comment: entry.comment,
            took_ms: entry.took,
        };
        Ok(timeline.entries.into_iter().map(told).collect())
    }

    /// The instances that somebody started, the newest first.
    pub async fn started_by(&self, person: &str, page: &Paging) -> Result<Page<InstanceSummary>, Error> {
        self.of_person(space::STARTED, person, page)
    }

    /// Those of them that fit.
    pub async fn started_by_that(
        &self,
        person: &str,
        filter: &InstanceFilter,
        order: Option<InstanceOrder>,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        self.of_person_that(space::STARTED, person, order, page, &|header| Ok(super::instances::fits(filter, header)))
    }

    /// The instances in which somebody did something, the latest first.
    pub async fn handled_by(&self, person: &str, page: &Paging) -> Result<Page<InstanceSummary>, Error> {
        self.of_person(space::HANDLED, person, page)
    }

    /// Those of them that fit.
    pub async fn handled_by_that(
        &self,
        person: &str,
        filter: &InstanceFilter,
        order: Option<InstanceOrder>,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        self.of_person_that(space::HANDLED, person, order, page, &|header| Ok(super::instances::fits(filter, header)))
    }

    fn of_person(&self, space: u8, person: &str, page: &Paging) -> Result<Page<InstanceSummary>, Error> {
        self.of_person_that(space, person, None, page, &|_| Ok(true))
    }

    pub(super) fn of_person_that(
        &self,
        space: u8,
        person: &str,
        order: Option<InstanceOrder>,
        page: &Paging,
        fits: &dyn Fn(&Header) -> Result<bool, Error>,
    ) -> Result<Page<InstanceSummary>, Error> {
        if let Some(order) = order {
            let more = |some: &Paging| self.of_person_that(space, person, None, some, fits);
            return Self::instances_in_order(order, page, more);
        }
        let range = Bytes::new().byte(space).text(person).prefix();
        let rows = Rows { store: &*self.shell().store, table: Table::Person, range, descending: true };
        rows.page(page, |key, _| {
            let Some(id) = key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance()) else {
                return Ok(None);
            };
            let Some(header) = header(&self.shell().view(), id)? else { return Ok(None) };
            Ok(fits(&header)?.then(|| super::instances::summary(&header)))
        })
    }

    /// How much there is in each list of a person, up to the size of the largest page.
    pub async fn counts_of(&self, person: &str) -> Result<PersonCounts, Error> {
        let store = &self.shell().store;
        let count = |table, prefix: Bytes| -> Result<u64, Error> {
            let (start, end) = prefix.prefix();
            Ok(store.scan(table, &start, &end, PAGE_LIMIT_MAX)?.len() as u64)
        };
        let of = |space| Bytes::new().byte(space).text(person);
        let page = Paging { limit: Some(PAGE_LIMIT_MAX), cursor: None };
        let todo = self.tasks_of(person, &page).await?.items;
        Ok(PersonCounts {
            overdue: self.overdue_among(&todo),
            todo: todo.len() as u64,
            claimable: self.claimable_by(person, &page).await?.items.len() as u64,
            started: count(Table::Person, of(space::STARTED))?,
            handled: count(Table::Person, of(space::HANDLED))?,
            copied: count(Table::Person, of(space::COPIED))?,
        })
    }

    /// 逾期: how many of these are past their due date now.
    pub fn overdue_among(&self, tasks: &[UserTask]) -> u64 {
        let now = self.shell().now();
        tasks.iter().filter(|task| task.due.is_some_and(|due| due < now)).count() as u64
    }

    /// 待办: the open tasks that somebody has, the oldest instance first.
    pub async fn tasks_of(&self, person: &str, page: &Paging) -> Result<Page<UserTask>, Error> {
        self.tasks_of_that(person, UserTaskFilter::default(), page).await
    }

    /// Those of them that fit.
    pub async fn tasks_of_that(
        &self,
        person: &str,
        filter: UserTaskFilter,
        page: &Paging,
    ) -> Result<Page<UserTask>, Error> {
        let filter = UserTaskFilter { assignee: Some(person.to_owned()), ..filter };
        self.user_tasks(&filter, page).await
    }

    /// 待认领: the open tasks that nobody has and somebody may claim, themselves or by what they belong to.
    pub async fn claimable_by(&self, person: &str, page: &Paging) -> Result<Page<UserTask>, Error> {
        self.claimable_by_that(person, &UserTaskFilter::default(), page).await
    }

    /// Those of them that fit.
    pub async fn claimable_by_that(
        &self,
        person: &str,
        filter: &UserTaskFilter,
        page: &Paging,
    ) -> Result<Page<UserTask>, Error> {
        let free = |task: &UserTask| task.assignee.is_none() && super::tasks::fits(filter, task);
        self.of_indexes(self.claimable_prefixes(person), page, &free)
    }

    /// All open tasks that concern somebody and fit: those they have, and those they may claim.
    pub async fn tasks_concerning(
        &self,
        person: &str,
        filter: &UserTaskFilter,
        page: &Paging,
    ) -> Result<Page<UserTask>, Error> {
        let mut prefixes = self.claimable_prefixes(person);
        prefixes.push(Bytes::new().byte(space::BY_ASSIGNEE).text(person));
        let theirs = |task: &UserTask| {
            super::tasks::fits(filter, task) && (task.assignee.is_none() || task.assignee.as_deref() == Some(person))
        };
        self.of_indexes(prefixes, page, &theirs)
    }

    pub(super) fn claimable_prefixes(&self, person: &str) -> Vec<Bytes> {
        let theirs = self.belongs_to(person);
        let groups = theirs.iter().map(|group| Bytes::new().byte(space::BY_GROUP).text(group));
        std::iter::once(Bytes::new().byte(space::BY_USER).text(person)).chain(groups).collect()
    }

    /// A page of the tasks in some indexes that fit. Each index is in the order of the places at the end of its keys, and
    /// so is what they are merged to.
    pub(super) fn of_indexes(
        &self,
        prefixes: Vec<Bytes>,
        page: &Paging,
        fits: &dyn Fn(&UserTask) -> bool,
    ) -> Result<Page<UserTask>, Error> {
        let from = page.cursor.as_deref().map(|cursor| {
            Some(place(b"tasks", cursor)?).filter(|place| place.len() == PLACE_BYTES).ok_or_else(bad_cursor)
        });
        let from = from.transpose()?;
        let mut places = BTreeMap::new();
        let limit = limit(page);
        // Of each index no more is read than a page may take, as long as all of it fits.
        let chunk = (limit + 1).min(CHUNK);
        for prefix in prefixes {
            let start = from.as_ref().map(|place| after(&prefix.clone().raw(place).done()));
            let (first, end) = prefix.prefix();
            let mut start = start.unwrap_or(first);
            let mut found = 0;
            while found <= limit {
                let rows = self.shell().store.scan(Table::UserTask, &start, &end, chunk)?;
                let Some((last, _)) = rows.last() else { break };
                start = after(last);
                let whole = rows.len() == chunk;
                for (key, _) in rows {
                    let Some(at) = key.len().checked_sub(PLACE_BYTES) else { continue };
                    let task = self.task_at(&key[at..])?.filter(|task| fits(task));
                    found += usize::from(task.is_some());
                    places.extend(task.map(|task| (key[at..].to_vec(), task)));
                }
                if !whole {
                    break;
                }
            }
        }
        let (mut items, mut next) = (vec![], None);
        for (place, task) in places {
            if items.len() == limit {
                next = next.or(Some(()));
                break;
            }
            items.push((place, task));
        }
        let next = next.and_then(|()| items.last().map(|(place, _)| cursor(b"tasks", place)));
        Ok(Page { items: items.into_iter().map(|(_, task)| task).collect(), next })
    }

    /// The instances that somebody started, did something in, was told of, or has a task in, and that fit; newest first.
    pub async fn instances_concerning(
        &self,
        person: &str,
        filter: &InstanceFilter,
        page: &Paging,
    ) -> Result<Page<InstanceSummary>, Error> {
        let mut ids = BTreeSet::new();
        for space in [space::STARTED, space::HANDLED, space::COPIED] {
            let (mut start, end) = Bytes::new().byte(space).text(person).prefix();
            loop {
                let rows = self.shell().store.scan(Table::Person, &start, &end, CHUNK)?;
                let Some((last, _)) = rows.last() else { break };
                start = after(last);
                let id = |key: &[u8]| key.len().checked_sub(16).and_then(|from| Reader(&key[from..]).instance());
                ids.extend(rows.iter().filter_map(|(key, _)| id(key)));
            }
        }
        let mut prefixes = self.claimable_prefixes(person);
        prefixes.push(Bytes::new().byte(space::BY_ASSIGNEE).text(person));
        for prefix in prefixes {
            let (mut start, end) = prefix.prefix();
            loop {
                let rows = self.shell().store.scan(Table::UserTask, &start, &end, CHUNK)?;
                let Some((last, _)) = rows.last() else { break };
                start = after(last);
                let at = |key: &[u8]| Reader(&key[key.len().checked_sub(PLACE_BYTES)?..]).instance();
                ids.extend(rows.iter().filter_map(|(key, _)| at(key)));
            }
        }
        let before = page
            .cursor
            .as_deref()
            .map(|cursor| Reader(&place(b"instances", cursor)?).instance().ok_or_else(bad_cursor));
        let (before, limit) = (before.transpose()?, limit(page));
        let (mut items, mut more) = (vec![], false);
        for id in ids.into_iter().rev().filter(|id| before.is_none_or(|before| *id < before)) {
            let Some(header) = header(&self.shell().view(), id)? else { continue };
            if !super::instances::fits(filter, &header) {
                continue;
            }
            if items.len() == limit {
                more = true;
                break;
            }
            items.push(super::instances::summary(&header));
        }
        let last = items.last().filter(|_| more);
        let next = last.map(|summary| cursor(b"instances", &Bytes::new().instance(summary.id).done()));
        Ok(Page { items, next })
    }

    fn task_at(&self, place: &[u8]) -> Result<Option<UserTask>, Error> {
        let Some((instance, key, wait)) = Reader(place).place() else { return Ok(None) };
        self.find_task(WaitAddress { instance, key, wait })
    }
}
