//! User tasks: who has them, who gives them to whom, and when they are done.
use super::Driver;
use super::approve::seat_of;
use crate::command::{Command, Rejection};
use crate::event::{Actor, Event, Intervention};
use crate::event::{UserTaskAssigned, UserTaskCompleted, UserTaskDelegated, UserTaskStarted};
use crate::id::{Key, WaitId};
use crate::instance::Variables;
use crate::process::Kind;
use crate::task_plan::TaskPlan;
use crate::time::Timestamp;
use crate::wait::{UserTask, Wait, WaitFor};

/// How long after a reminder nobody is reminded again.
const REMIND_AGAIN_MS: i64 = 10 * 60 * 1000;

impl Driver<'_> {
    pub(super) fn accept_people(&mut self, command: Command) -> Result<(), Rejection> {
        match command {
            Command::ClaimUserTask { key, wait, by } => self.claim(key, wait, &by),
            Command::StartUserTask { key, wait, by } => self.begin_task(key, wait, &by),
            Command::UnclaimUserTask { key, wait, by } => self.unclaim(key, wait, &by),
            Command::CompleteUserTask { key, wait, by, outcome, comment, variables } => {
                self.complete_task((key, wait), &by, (outcome, comment), variables)
            }
            Command::TransferUserTask { key, wait, by, force, to } => self.transfer_task((key, wait), &by, force, to),
            Command::DelegateUserTask { key, wait, by, to, comment } => {
                self.delegate_task((key, wait), &by, to, comment)
            }
            Command::ResolveUserTask { key, wait, by, comment, variables } => {
                self.resolve_task((key, wait), &by, comment, variables)
            }
            Command::PlanUserTask(plan) => self.plan_task(*plan),
            Command::ChangeSigners { key, by, force, change } => self.change_signers(key, &by, force, change),
            Command::WithdrawVote { key, by } => self.withdraw_vote(key, &by),
            Command::WithdrawTask { element, by } => self.withdraw(&element, &by),
            Command::ReturnUserTask { key, wait, by, to, come_back, comment } => {
                let (_, task) = self.user_task(key, wait)?;
                owned(&task, &by)?;
                self.send_back(key, &to, come_back, &by.id, comment)
            }
            Command::Remind { key, by } => self.remind(key, &by),
            Command::Copy { key, people } => {
                if !self.instance.elements.contains_key(&key) {
                    return Err(Rejection::NoSuchElement { key });
                }
                people.iter().try_for_each(|person| self.known(person))?;
                if people.is_empty() {
                    return Err(Rejection::NobodyNamed);
                }
                self.copy(key, people);
                Ok(())
            }
            other => unreachable!("{} is accepted elsewhere", other.name()),
        }
    }

    /// 催办, not too often.
    fn remind(&mut self, key: Key, by: &Actor) -> Result<(), Rejection> {
        let e = self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?;
        if !e.waits.iter().any(|wait| matches!(wait.on, WaitFor::UserTask(_))) {
            return Err(Rejection::NoApproval { key });
        }
        let until = e.reminded.map(|last| (last, Timestamp(last.0 + REMIND_AGAIN_MS)));
        if let Some((last, until)) = until.filter(|(_, until)| *until > self.now) {
            return Err(Rejection::RemindedJustNow { last, until });
        }
        self.emit(Event::Reminded { key, by: by.id.clone() });
        Ok(())
    }

    pub(super) fn claim(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        match task.assignee {
            Some(assignee) if assignee != by.id => Err(Rejection::TaskAssigned { assignee }),
            Some(_) => Ok(()),
            None => {
                let assignee = Some(by.id.clone());
                self.emit(Event::UserTaskAssigned(UserTaskAssigned {
                    key,
                    wait: wait.id,
                    assignee,
                    intervention: None,
                }));
                self.updated(key);
                self.assigned(key);
                Ok(())
            }
        }
    }

    /// Whoever begins with a task that nobody has takes it by that. To begin twice changes nothing.
    fn begin_task(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        self.claim(key, wait, by)?;
        let (wait, task) = self.user_task(key, wait)?;
        if task.started.is_none() {
            self.emit(Event::UserTaskStarted(UserTaskStarted { key, wait: wait.id }));
        }
        Ok(())
    }

    pub(super) fn unclaim(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        if task.assignee.is_none() {
            return Err(Rejection::TaskNotAssigned);
        }
        owned(&task, by)?;
        if task.owner.is_some() {
            return Err(Rejection::TaskDelegated);
        }
        if task.seat.is_some() && task.candidate_users.is_empty() {
            return Err(Rejection::SeatIsYours);
        }
        // Of a task that the model gives to somebody nobody else knows; one that it gives to nobody goes back to that.
        let given = matches!(self.kind(key), Kind::UserTask(kind) if kind.assignee.is_some());
        if given && task.candidate_users.is_empty() && task.candidate_groups.is_empty() {
            return Err(Rejection::NobodyCouldClaim);
        }
        self.emit(Event::UserTaskAssigned(UserTaskAssigned { key, wait: wait.id, assignee: None, intervention: None }));
        self.updated(key);
        Ok(())
    }

    /// Somebody has done the task; of an approval, given their opinion.
    pub(super) fn complete_task(
        &mut self,
        (key, wait): (Key, WaitId),
        by: &Actor,
        (outcome, comment): (Option<String>, Option<String>),
        variables: Variables,
    ) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        owned(&task, by)?;
        if task.owner.is_some() {
            return Err(Rejection::TaskDelegated);
        }
        if let Some(form) = &task.form {
            let seen = |name: &str| self.instance.variable(key, name).cloned();
            let wrong = crate::form::entered(form, &variables, seen, self.at());
            if !wrong.is_empty() {
                return Err(Rejection::FormInvalid { wrong });
            }
        }
        if let Some(seat) = task.seat {
            return self.vote((key, &wait), seat, by, (outcome, comment), variables);
        }
        let mut variables = variables;
        if let Kind::UserTask(kind) = self.kind(key)
            && let Some(completer) = &kind.completer
        {
            variables.insert(completer.clone(), by.id.clone().into());
        }
        self.emit(Event::UserTaskCompleted(UserTaskCompleted {
            key,
            wait: wait.id,
            by: by.id.clone(),
            outcome,
            comment,
        }));
        self.fire(key, &wait, variables, Variables::new());
        Ok(())
    }

    /// 转办: the task is somebody else's from now on.
    pub(super) fn transfer_task(
        &mut self,
        (key, wait): (Key, WaitId),
        by: &Actor,
        force: bool,
        to: String,
    ) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        if !force {
            needs_owner(&task, by)?;
        }
        self.known(&to)?;
        if let (Some(_), Some(ballot)) = (seat_of(&wait), &self.live(key).ballot)
            && ballot.seats.iter().any(|seat| seat.counts() && seat.person == to)
        {
            return Err(Rejection::AlreadyASigner { person: to });
        }
        self.give_to(key, &wait, to, Some(Intervention::Reassign));
        Ok(())
    }

    /// 委派: somebody else prepares the task, and gives it back.
    pub(super) fn delegate_task(
        &mut self,
        (key, wait): (Key, WaitId),
        by: &Actor,
        to: String,
        comment: Option<String>,
    ) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        needs_owner(&task, by)?;
        if task.owner.is_some() {
            return Err(Rejection::TaskDelegated);
        }
        self.known(&to)?;
        if to == by.id {
            return Err(Rejection::AlreadyASigner { person: to });
        }
        let (wait, owner) = (wait.id, Some(by.id.clone()));
        self.emit(Event::UserTaskDelegated(UserTaskDelegated { key, wait, owner, assignee: to, comment }));
        self.updated(key);
        self.assigned(key);
        Ok(())
    }

    /// The task that was prepared goes back to whom it belongs.
    pub(super) fn resolve_task(
        &mut self,
        (key, wait): (Key, WaitId),
        by: &Actor,
        comment: Option<String>,
        variables: Variables,
    ) -> Result<(), Rejection> {
        let (wait, task) = self.user_task(key, wait)?;
        needs_owner(&task, by)?;
        let Some(owner) = task.owner else { return Err(Rejection::TaskNotDelegated) };
        self.emit(Event::UserTaskDelegated(UserTaskDelegated {
            key,
            wait: wait.id,
            owner: None,
            assignee: owner,
            comment,
        }));
        self.receive(key, variables);
        self.updated(key);
        self.assigned(key);
        Ok(())
    }

    /// Whoever has a task plans it; for others, and where it moves what others have set, it needs the right to that.
    fn plan_task(&mut self, plan: TaskPlan) -> Result<(), Rejection> {
        let (_, task) = self.user_task(plan.key, plan.wait)?;
        if !plan.force {
            needs_owner(&task, &plan.by)?;
        }
        let key = plan.key;
        if let Some(planned) = plan.of(&task) {
            self.emit(Event::UserTaskPlanned(planned));
            self.updated(key);
        }
        Ok(())
    }

    fn user_task(&self, key: Key, wait: WaitId) -> Result<(Wait, UserTask), Rejection> {
        let found = self.wait_that(key, wait, |on| matches!(on, WaitFor::UserTask(_)))?;
        match found.on.clone() {
            WaitFor::UserTask(task) => Ok((found, *task)),
            _ => Err(Rejection::NoSuchWait { key, wait }),
        }
    }
}

/// A task that somebody has is theirs alone; one that nobody has may be done by whoever may see it.
pub(super) fn owned(task: &UserTask, by: &Actor) -> Result<(), Rejection> {
    match &task.assignee {
        Some(assignee) if *assignee != by.id => Err(Rejection::TaskAssigned { assignee: assignee.clone() }),
        _ => Ok(()),
    }
}

/// What is given away must be one's own.
fn needs_owner(task: &UserTask, by: &Actor) -> Result<(), Rejection> {
    if task.assignee.is_none() { Err(Rejection::TaskNotAssigned) } else { owned(task, by) }
}
