//! User tasks: who has them, who gives them to whom, and when they are done.
use super::Driver;
use super::approve::seat_of;
use crate::act::{Act, Held};
use crate::approval::{CHOSEN, COPIED_MAX, COPIED_OF_MAX, Seat, people_in};
use crate::command::{Command, Rejection};
use crate::event::{Actor, Event, Intervention};
use crate::event::{ApproversChosen, UserTaskAssigned, UserTaskCompleted, UserTaskDelegated, UserTaskStarted};
use crate::form::{Extent, entered};
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{ElementInstance, Variables};
use crate::process::Kind;
use crate::task_plan::TaskPlan;
use crate::time::Timestamp;
use crate::wait::{UserTask, Wait, WaitFor};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How long after a reminder nobody is reminded again.
const REMIND_AGAIN_MS: i64 = 10 * 60 * 1000;

impl Driver<'_> {
    /// Why nothing is done in an instance that has ended. Whoever comes too late for a task hears the same, whether the
    /// instance has gone on from it or has ended by it.
    pub(super) fn is_over(&self, command: &Command) -> Rejection {
        match command.user_task().filter(|(_, wait)| *wait < self.instance.header.next_wait) {
            Some((key, wait)) => Rejection::TaskDone { key, wait },
            None => Rejection::Ended,
        }
    }

    pub(super) fn accept_people(&mut self, command: Command) -> Result<(), Rejection> {
        match command {
            Command::ClaimUserTask { key, wait, by } => self.claim(key, wait, &by),
            Command::StartUserTask { key, wait, by } => self.begin_task(key, wait, &by),
            Command::UnclaimUserTask { key, wait, by } => self.unclaim(key, wait, &by),
            Command::CompleteUserTask { key, wait, by, outcome, comment, variables } => {
                self.complete_task((key, wait), &by, (outcome, comment), variables)
            }
            Command::TransferUserTask { key, wait, by, force, to, comment } => {
                self.transfer_task((key, wait), &by, force, (to, comment))
            }
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
                if asked(&self.task_for(Act::Return, (key, wait), &by)?).seat.is_some() {
                    self.may_sit(key, &by.id)?;
                }
                self.send_back(key, &to, come_back, &by.id, comment)
            }
            Command::Remind { key, by } => self.remind(key, &by),
            Command::Copy { key, people } => self.copy_to(key, people),
            other => unreachable!("{} is accepted elsewhere", other.name()),
        }
    }

    /// 抄送: people are told, each once, and not more of them than somebody would name.
    fn copy_to(&mut self, key: Key, mut people: Vec<String>) -> Result<(), Rejection> {
        if !self.instance.elements.contains_key(&key) {
            return Err(Rejection::NoSuchElement { key });
        }
        let mut seen = BTreeSet::new();
        people.retain(|person| seen.insert(person.clone()));
        let told = &self.instance.header.copied;
        let further = people.iter().filter(|person| !told.contains_key(*person)).count();
        if people.len() > COPIED_MAX || (further > 0 && told.len() + further > COPIED_OF_MAX) {
            return Err(Rejection::TooManyCopied);
        }
        people.iter().try_for_each(|person| self.known(person))?;
        if people.is_empty() {
            return Err(Rejection::NobodyNamed);
        }
        self.copy(key, people);
        Ok(())
    }

    /// 催办, not too often.
    fn remind(&mut self, key: Key, by: &Actor) -> Result<(), Rejection> {
        let e = self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?;
        may_remind(e, by, self.now)?;
        self.emit(Event::Reminded { key, by: by.id.clone() });
        Ok(())
    }

    pub(super) fn claim(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        let wait = self.task_for(Act::Claim, (key, wait), by)?;
        let task = asked(&wait);
        if task.assignee.is_none() {
            if let Some(seat) = task.seat {
                self.may_take(key, seat, &by.id)?;
            }
            self.give_to(key, &wait, by.id.clone(), (None, None));
        }
        Ok(())
    }

    /// Whoever begins with a task that nobody has takes it by that. To begin twice changes nothing.
    fn begin_task(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        self.claim(key, wait, by)?;
        let wait = self.user_task(key, wait)?;
        if asked(&wait).started.is_none() {
            self.emit(Event::UserTaskStarted(UserTaskStarted { key, wait: wait.id }));
        }
        Ok(())
    }

    pub(super) fn unclaim(&mut self, key: Key, wait: WaitId, by: &Actor) -> Result<(), Rejection> {
        let wait = self.task_for(Act::Unclaim, (key, wait), by)?;
        let task = asked(&wait);
        // Of a task that the model gives to somebody nobody else knows; one that it gives to nobody goes back to that.
        let given = matches!(self.kind(key), Kind::UserTask(kind) if kind.assignee.is_some());
        if given && task.candidate_users.is_empty() && task.candidate_groups.is_empty() {
            return Err(Rejection::NobodyCouldClaim);
        }
        if let Some(seat) = self.seat(key, &wait) {
            self.emit(Event::SeatChanged { key, seat: Box::new(Seat { person: String::new(), ..seat }) });
        }
        let (wait, assignee, intervention, comment) = (wait.id, None, None, None);
        self.emit(Event::UserTaskAssigned(UserTaskAssigned { key, wait, assignee, intervention, comment }));
        self.updated(key);
        if self.live(key).ballot.is_some() {
            self.offer_again(key);
            self.count(key, &by.id);
        }
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
        let wait = self.task_for(Act::Complete, (key, wait), by)?;
        let task = asked(&wait);
        chooses_by_task(&variables)?;
        self.entered(key, task, &variables, Extent::of(task.seat.is_some(), outcome.as_deref()))?;
        if let Some(seat) = task.seat {
            return self.vote((key, &wait), seat, by, (outcome, comment), variables);
        }
        let mut variables = self.choose_approvers(key, by, variables);
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

    /// What was entered, held against the form that the model describes.
    fn entered(&self, key: Key, task: &UserTask, variables: &Variables, extent: Extent) -> Result<(), Rejection> {
        let Some(form) = &task.form else { return Ok(()) };
        let seen = |name: &str| self.instance.variable(key, name).cloned();
        let wrong = entered(form, variables, seen, self.at(), extent);
        if wrong.is_empty() { Ok(()) } else { Err(Rejection::FormInvalid { wrong }) }
    }

    /// What somebody entered, with whom they chose for later tasks.
    pub(super) fn receive_by(&mut self, key: Key, by: &Actor, variables: Variables) {
        let variables = self.choose_approvers(key, by, variables);
        self.receive(key, variables);
    }

    /// 自选审批人: whom somebody chooses for later tasks is kept with the task in which they do, for `chosen(previous)`. The
    /// variable that `chosen(initiator)` reads is set by the initiator alone: nobody chooses in their place.
    fn choose_approvers(&mut self, key: Key, by: &Actor, mut variables: Variables) -> Variables {
        let Some(Value::Object(chosen)) = variables.get(CHOSEN) else {
            if !self.is_initiator(by) {
                variables.remove(CHOSEN);
            }
            return variables;
        };
        let choices: BTreeMap<ElementId, Vec<String>> =
            chosen.iter().map(|(task, people)| (ElementId::from(task.as_str()), people_in(people))).collect();
        if !choices.is_empty() {
            self.emit(Event::ApproversChosen(ApproversChosen { key, choices }));
        }
        if !self.is_initiator(by) {
            variables.remove(CHOSEN);
        }
        variables
    }

    fn is_initiator(&self, by: &Actor) -> bool {
        self.instance.header.initiator.as_ref() == Some(&by.id)
    }

    /// 转办: the task is somebody else's from now on.
    pub(super) fn transfer_task(
        &mut self,
        (key, wait): (Key, WaitId),
        by: &Actor,
        force: bool,
        (to, comment): (String, Option<String>),
    ) -> Result<(), Rejection> {
        let wait = self.user_task(key, wait)?;
        if !force {
            Held::from(asked(&wait)).permits(Act::Transfer, &by.id)?;
        }
        self.known(&to)?;
        if let (Some(_), Some(ballot)) = (seat_of(&wait), &self.live(key).ballot) {
            if ballot.seats.iter().any(|seat| seat.counts() && seat.person == to) {
                return Err(Rejection::AlreadyASigner { person: to });
            }
            self.may_sit(key, &to)?;
        }
        let wait = if force { self.taken_back(key, &wait) } else { wait };
        self.give_to(key, &wait, to, (Some(Intervention::Reassign), comment));
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
        let wait = self.task_for(Act::Delegate, (key, wait), by)?;
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
        let wait = self.task_for(Act::Resolve, (key, wait), by)?;
        chooses_by_task(&variables)?;
        let Some(owner) = asked(&wait).owner.clone() else { return Err(Rejection::TaskNotDelegated) };
        self.entered(key, asked(&wait), &variables, Extent::Part)?;
        self.emit(Event::UserTaskDelegated(UserTaskDelegated {
            key,
            wait: wait.id,
            owner: None,
            assignee: owner,
            comment,
        }));
        self.receive_by(key, by, variables);
        self.updated(key);
        self.assigned(key);
        Ok(())
    }

    /// Whoever has a task plans it; for others, and where it moves what others have set, it needs the right to that.
    fn plan_task(&mut self, plan: TaskPlan) -> Result<(), Rejection> {
        let wait = self.user_task(plan.key, plan.wait)?;
        let task = asked(&wait);
        if !plan.force {
            Held::from(task).permits(Act::Transfer, &plan.by.id)?;
        }
        let key = plan.key;
        if let Some(planned) = plan.of(task) {
            self.emit(Event::UserTaskPlanned(planned));
            self.updated(key);
        }
        Ok(())
    }

    /// The task, for something that somebody may do with it.
    fn task_for(&self, act: Act, (key, wait): (Key, WaitId), by: &Actor) -> Result<Wait, Rejection> {
        let wait = self.user_task(key, wait)?;
        Held::from(asked(&wait)).permits(act, &by.id)?;
        Ok(wait)
    }

    /// An open wait for somebody.
    fn user_task(&self, key: Key, wait: WaitId) -> Result<Wait, Rejection> {
        match self.instance.wait(key, wait) {
            Some(found) if matches!(found.on, WaitFor::UserTask(_)) => Ok(found.clone()),
            // The numbers of waits are given once: one that was given is over.
            None if wait < self.instance.header.next_wait => Err(Rejection::TaskDone { key, wait }),
            _ => Err(Rejection::NoSuchWait { key, wait }),
        }
    }
}

/// What such a wait asks of them.
fn asked(wait: &Wait) -> &UserTask {
    match &wait.on {
        WaitFor::UserTask(task) => task,
        on => unreachable!("a task is a wait for somebody, not for {on:?}"),
    }
}

/// Whom somebody chose for later tasks is said task by task; what is said otherwise would be lost.
pub(super) fn chooses_by_task(variables: &Variables) -> Result<(), Rejection> {
    match variables.get(CHOSEN) {
        None | Some(Value::Null | Value::Object(_)) => Ok(()),
        Some(other) => Err(Rejection::ChoiceInvalid { found: crate::element::short(other) }),
    }
}

/// 催办: is there somebody else to remind, who has it or might claim it, and was nobody reminded a moment ago?
pub fn may_remind(e: &ElementInstance, by: &Actor, now: Timestamp) -> Result<(), Rejection> {
    let mut tasks = e.waits.iter().filter_map(|wait| match &wait.on {
        WaitFor::UserTask(task) => Some(task),
        _ => None,
    });
    if tasks.clone().next().is_none() {
        return Err(Rejection::NoApproval { key: e.key });
    }
    if !tasks.any(|task| is_of_others(task, &by.id)) {
        return Err(Rejection::NobodyToRemind);
    }
    let until = e.reminded.map(|last| (last, Timestamp(last.0 + REMIND_AGAIN_MS)));
    match until.filter(|(_, until)| *until > now) {
        Some((last, until)) => Err(Rejection::RemindedJustNow { last, until }),
        None => Ok(()),
    }
}

/// Is there somebody else to remind of a task of it, a moment ago or not?
pub fn reminds_others(e: &ElementInstance, person: &str) -> bool {
    e.waits.iter().any(|wait| matches!(&wait.on, WaitFor::UserTask(task) if is_of_others(task, person)))
}

/// Has somebody else the task, or might claim it where nobody has it?
fn is_of_others(task: &UserTask, person: &str) -> bool {
    match &task.assignee {
        Some(assignee) => assignee != person,
        None => !task.candidate_groups.is_empty() || task.candidate_users.iter().any(|user| user != person),
    }
}
