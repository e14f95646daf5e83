//! User tasks: find, claim, begin, complete.
use super::Engine;
use crate::api::{CompleteUserTask, ElementAddress, Page, Paging, PlanUserTask, UserTask, UserTaskFilter, WaitAddress};
use crate::keys::{Bytes, Reader, space};
use crate::paging::Rows;
use crate::projection::{WaitRow, unpack};
use crate::store::Table;
use crate::{Context, Error, checks};
use weir_core::Command;
use weir_core::organisation::UnitKind;
use weir_core::task_plan::TaskPlan;
use weir_core::wait::WaitFor;

/// The most urgent.
const PRIORITY_MAX: u8 = 100;

/// Instance, key and wait at the end of a row's key.
pub(super) const PLACE_BYTES: usize = 16 + 8 + 4;

impl Engine {
    /// Open tasks, oldest instance first; those that are only asked for by when they are due, in that order. Whatever is
    /// asked for, as much of it as there is an index for is sought, and only the rest is looked at one by one.
    pub async fn user_tasks(&self, filter: &UserTaskFilter, page: &Paging) -> Result<Page<UserTask>, Error> {
        let all = || Bytes::new().byte(space::MAIN);
        let by = |space, text: &str| Bytes::new().byte(space).text(text);
        let range = match filter {
            UserTaskFilter { instance: Some(instance), .. } => all().instance(*instance).prefix(),
            UserTaskFilter { assignee: Some(assignee), .. } => by(space::BY_ASSIGNEE, assignee).prefix(),
            UserTaskFilter { candidate_user: Some(user), .. } => by(space::BY_USER, user).prefix(),
            UserTaskFilter { candidate_groups: groups, .. } if groups.len() == 1 => {
                by(space::BY_GROUP, &groups[0]).prefix()
            }
            UserTaskFilter { due_before: Some(before), .. } => {
                let due = || Bytes::new().byte(space::BY_DUE);
                (due().done(), due().time(*before).done())
            }
            UserTaskFilter { process: Some(process), .. } => by(space::BY_PROCESS, process).prefix(),
            _ => all().prefix(),
        };
        let store = &self.shell().store;
        let rows = Rows { store: &**store, table: Table::UserTask, range, descending: false };
        rows.page(page, |key, _| {
            let place = key.len().checked_sub(PLACE_BYTES).and_then(|from| Reader(&key[from..]).place());
            let Some((instance, key, wait)) = place else { return Ok(None) };
            let task = self.find_task(WaitAddress { instance, key, wait })?;
            Ok(task.filter(|task| fits(filter, task) && !(filter.unreachable && self.is_reachable(task))))
        })
    }

    /// One open task.
    pub async fn user_task(&self, id: WaitAddress) -> Result<UserTask, Error> {
        self.find_task(id)?.ok_or_else(|| Error::not_found("user-task", id))
    }

    /// The actor takes a task.
    pub async fn claim_user_task(&self, by: Context, id: WaitAddress) -> Result<(), Error> {
        let WaitAddress { instance, key, wait } = id;
        let command = Command::ClaimUserTask { key, wait, by: by.actor.clone() };
        self.command(by.into(), instance, command).await
    }

    /// The actor puts a task back.
    pub async fn unclaim_user_task(&self, by: Context, id: WaitAddress) -> Result<(), Error> {
        let WaitAddress { instance, key, wait } = id;
        let command = Command::UnclaimUserTask { key, wait, by: by.actor.clone() };
        self.command(by.into(), instance, command).await
    }

    /// The actor begins to work on a task, and takes it if nobody has it.
    pub async fn start_user_task(&self, by: Context, id: WaitAddress) -> Result<(), Error> {
        let WaitAddress { instance, key, wait } = id;
        let command = Command::StartUserTask { key, wait, by: by.actor.clone() };
        self.command(by.into(), instance, command).await
    }

    /// The actor has done a task.
    pub async fn complete_user_task(&self, by: Context, id: WaitAddress, done: CompleteUserTask) -> Result<(), Error> {
        checks::variables(&done.variables)?;
        checks::key("the outcome", done.outcome.as_deref())?;
        let WaitAddress { instance, key, wait } = id;
        let CompleteUserTask { variables, outcome, comment } = done;
        let comment = checks::comment(comment)?;
        let command = Command::CompleteUserTask { key, wait, by: by.actor.clone(), outcome, comment, variables };
        self.command(by.into(), instance, command).await
    }

    /// Changes when a task is to be done, and how urgent it is. With force it need not be the actor's own.
    pub async fn plan_user_task(
        &self,
        by: Context,
        id: WaitAddress,
        plan: PlanUserTask,
        force: bool,
    ) -> Result<(), Error> {
        if plan.priority.is_some_and(|priority| priority > PRIORITY_MAX) {
            return Err(Error::invalid("priority-range", format!("a priority is 0 to {PRIORITY_MAX}")));
        }
        let PlanUserTask { due, follow_up, priority, reason } = plan;
        let (reason, actor) = (checks::reason(reason)?, by.actor.clone());
        let WaitAddress { instance, key, wait } = id;
        let plan = TaskPlan { key, wait, by: actor, force, due, follow_up, priority, reason };
        self.command(by.into(), instance, Command::PlanUserTask(Box::new(plan))).await
    }

    /// Is there somebody who could do a task: whoever has it, or one of those who may claim it? Where nobody is known to work
    /// here, every name is somebody's.
    fn is_reachable(&self, task: &UserTask) -> bool {
        let (staff, now) = (self.shell().staff_of(&task.definition), self.shell().now());
        let here = staff.workplace();
        // Who has left does nothing, also with an account.
        let is_user = |id: &str| {
            !here.is_elsewhere(id)
                && !here.whole().is_gone(id, task.seat.is_some(), now)
                && self.access(|access| access.accounts.contains_key(id))
        };
        let is_there = |id: &String| here.knows(id, now) || is_user(id);
        let kinds = [UnitKind::Group, UnitKind::Role, UnitKind::Post, UnitKind::Department];
        let has_members = |unit: &String| kinds.iter().any(|kind| here.members(*kind, unit, now).next().is_some());
        match &task.assignee {
            Some(assignee) => is_there(assignee),
            None if here.whole().people.is_empty() => true,
            None => task.candidate_users.iter().any(is_there) || task.candidate_groups.iter().any(has_members),
        }
    }

    pub(super) fn find_task(&self, id: WaitAddress) -> Result<Option<UserTask>, Error> {
        let row = Bytes::new().byte(space::MAIN).place(id.instance, id.key, id.wait).done();
        let Some(value) = self.shell().store.get(Table::UserTask, &row)? else { return Ok(None) };
        let WaitRow { definition, business_key, element, wait, initiator, stands_still } = unpack(&value)?;
        let WaitFor::UserTask(task) = wait.on else { return Ok(None) };
        let process = self.shell().catalogue.process(&definition)?;
        Ok(Some(UserTask {
            id,
            instance: id.instance,
            name: task.name.or_else(|| process.find(&element).and_then(|node| process.graph[node].name.clone())),
            definition,
            element,
            business_key,
            initiator,
            created: wait.opened,
            description: task.description,
            assignee: task.assignee,
            candidate_users: task.candidate_users,
            candidate_groups: task.candidate_groups,
            due: task.due,
            follow_up: task.follow_up,
            priority: task.priority,
            form_key: task.form_key,
            form: task.form,
            started: task.started,
            approval: task.seat.map(|_| ElementAddress { instance: id.instance, key: id.key }),
            seat: task.seat,
            owner: task.owner,
            allowed_actions: vec![],
            stands_still,
        }))
    }
}

pub(super) fn fits(filter: &UserTaskFilter, task: &UserTask) -> bool {
    let free = task.assignee.is_none();
    let process = task.definition.rsplit_once(':').map_or("", |(process, _)| process);
    let groups = &filter.candidate_groups;
    filter.assignee.as_ref().is_none_or(|a| task.assignee.as_ref() == Some(a))
        && filter.candidate_user.as_ref().is_none_or(|u| free && task.candidate_users.contains(u))
        && (groups.is_empty() || (free && groups.iter().any(|g| task.candidate_groups.contains(g))))
        && filter.assigned.is_none_or(|assigned| assigned != free)
        && filter.instance.is_none_or(|i| i == task.instance)
        && filter.process.as_deref().is_none_or(|p| p == process)
        && filter.element.as_deref().is_none_or(|e| e == task.element.as_str())
        && filter.due_before.is_none_or(|before| task.due.is_some_and(|due| due < before))
        && filter.follow_up_before.is_none_or(|before| task.follow_up.is_some_and(|again| again < before))
}
