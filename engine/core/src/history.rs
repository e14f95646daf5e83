//! Activity instances: what happened, folded into one row for each visit of an element.
//!
//! The input of monitoring and mining, of the operator's tree and the auditor's trace. A time that did not occur is
//! none, never copied from another.
use crate::approval::Verdict;
use crate::cause::ENGINE;
use crate::event::{Event, Intervention, Step};
use crate::event::{JobLocked, UserTaskAssigned, UserTaskCompleted, UserTaskStarted};
use crate::id::{ElementId, Key, Keys, WaitId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The command by which somebody sends a matter back.
const RETURN: &str = "return-user-task";

/// One visit of one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivityInstance {
    /// Its key in the instance.
    pub key: Key,
    /// The element.
    pub element: ElementId,
    /// The element instances around it, from the process inwards.
    pub scope_path: Arc<[Key]>,
    /// The number of the event that began it.
    pub seq: u64,
    /// When it was entered.
    pub enabled: Timestamp,
    /// When somebody took it: a worker the job, a person the task.
    pub claimed: Option<Timestamp>,
    /// When work on it began.
    pub started: Option<Timestamp>,
    /// When it stood still; the last one may still last.
    pub suspended: Vec<(Timestamp, Option<Timestamp>)>,
    /// When it was left.
    pub ended: Option<Timestamp>,
    /// How it was left.
    pub outcome: Option<Outcome>,
    /// What the person who did it decided, where the task has outcomes.
    pub decision: Option<String>,
    /// Who did it.
    pub actor: Option<String>,
    /// In which role.
    pub role: Option<String>,
    /// Through which candidate group.
    pub group: Option<String>,
    /// The element instances whose completion led here.
    pub caused_by: Keys,
    /// The flows its token took.
    pub flows: Vec<ElementId>,
    /// The variables it wrote.
    pub wrote: Vec<String>,
    /// The decisions it used, with their versions.
    pub decisions: Vec<String>,
    /// Somebody stepped in.
    pub intervention: Option<Intervention>,
    /// How often it was stuck.
    pub incidents: u32,
}

/// How an element instance was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It has done what it was there for.
    Completed,
    /// It was ended from outside.
    Terminated,
}

/// Folds the steps of one instance, from its first, into activity instances in the order they were entered.
pub fn activities<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Vec<ActivityInstance> {
    let mut history = History::default();
    for step in steps {
        history.step(step);
    }
    history.rows.all
}

/// The same, one step after the other, for those who follow an instance while it runs.
#[derive(Debug, Clone, Default)]
pub struct History {
    rows: Rows,
    /// Is it only of when, by whom and why?
    slim: bool,
    /// Jobs that had a lease, to tell a worker's first lease from later ones.
    leased: BTreeSet<(Key, WaitId)>,
    /// Does the instance stand still?
    suspended: bool,
}

/// Rows in the order of their keys. Most come in this order, and most instances have all keys from the first on.
#[derive(Debug, Clone, Default)]
struct Rows {
    all: Vec<ActivityInstance>,
    /// Those that others are in, in the order of their keys.
    scopes: Vec<Key>,
}

impl Rows {
    /// Where a row is, or belongs.
    fn place(&self, key: Key) -> Result<usize, usize> {
        match usize::try_from(key) {
            Ok(place) if self.all.get(place).is_some_and(|row| row.key == key) => Ok(place),
            _ if self.all.last().is_none_or(|last| last.key < key) => Err(self.all.len()),
            _ => self.all.binary_search_by_key(&key, |row| row.key),
        }
    }

    fn get(&self, key: Key) -> Option<&ActivityInstance> {
        self.place(key).ok().map(|place| &self.all[place])
    }

    fn get_mut(&mut self, key: Key) -> Option<&mut ActivityInstance> {
        self.place(key).ok().map(|place| &mut self.all[place])
    }

    /// The row of a key, which is made where there is none yet.
    fn entered(
        &mut self,
        key: Key,
        element: &ElementId,
        scope: Option<Key>,
        (seq, at): (u64, Timestamp),
    ) -> &mut ActivityInstance {
        let place = self.place(key).unwrap_or_else(|place| {
            let path = self.path(scope);
            self.all.insert(place, ActivityInstance::entered(key, element, path, seq, at));
            place
        });
        &mut self.all[place]
    }

    /// The scopes around what is in this one. Most are in the same scope as the one before, and share what is said of it.
    fn path(&mut self, scope: Option<Key>) -> Arc<[Key]> {
        let Some(scope) = scope else { return Arc::default() };
        match self.all.last() {
            Some(before) if before.scope_path.last() == Some(&scope) => Arc::clone(&before.scope_path),
            _ => {
                if let Err(place) = self.scopes.binary_search(&scope) {
                    self.scopes.insert(place, scope);
                }
                let around = self.get(scope).map_or(&[][..], |row| &row.scope_path);
                around.iter().copied().chain([scope]).collect()
            }
        }
    }
}

impl History {
    /// Without the flows that were taken, the variables that were written and the decisions that were used: for whoever
    /// follows many instances and needs when, by whom and why alone.
    pub fn slim() -> Self {
        History { slim: true, ..History::default() }
    }

    /// Goes on by a step. It must be the one that follows.
    pub fn step(&mut self, step: &Step) {
        self.rows.all.reserve(step.events.iter().filter(|e| matches!(e, Event::ElementActivating { .. })).count());
        for (seq, event) in (step.seq..).zip(&step.events) {
            self.fold(step, seq, event);
        }
    }

    /// The visits until now, in the order in which they were entered.
    pub fn visits(&self) -> impl ExactSizeIterator<Item = &ActivityInstance> {
        self.rows.all.iter()
    }

    /// One visit.
    pub fn visit(&self, key: Key) -> Option<&ActivityInstance> {
        self.rows.get(key)
    }

    /// Are others in a visit? In the process itself they are, from its first moment on.
    pub fn contains_others(&self, key: Key) -> bool {
        key == 0 || self.rows.scopes.binary_search(&key).is_ok()
    }

    fn fold(&mut self, step: &Step, seq: u64, event: &Event) {
        let at = step.at;
        match event {
            Event::TokenArrived { key, element, scope, .. } => {
                self.rows.entered(*key, element, Some(*scope), (seq, at));
            }
            Event::ElementActivating { key, element, scope, caused_by, intervention, .. } => {
                let entered = self.rows.entered(*key, element, *scope, (seq, at));
                // A join is enabled when its last token has come, not its first.
                (entered.enabled, entered.seq) = (at, seq);
                entered.caused_by.clone_from(caused_by);
                entered.intervention = *intervention;
                if self.suspended && entered.suspended.is_empty() {
                    entered.suspended.push((at, None));
                }
            }
            Event::ElementCompleted { key, flows } => {
                let slim = self.slim;
                let left = self.at(*key);
                go_on(left, at);
                (left.ended, left.outcome) = (Some(at), Some(Outcome::Completed));
                if !slim {
                    left.flows = flows.to_vec();
                }
            }
            Event::ElementTerminated { key, intervention } => {
                let left = self.at(*key);
                go_on(left, at);
                (left.ended, left.outcome) = (Some(at), Some(Outcome::Terminated));
                left.intervention = Intervention::known(left.intervention, *intervention);
            }
            Event::VariableSet { scope, name, writer, intervention, .. } => {
                let slim = self.slim;
                let wrote = self.at(writer.unwrap_or(*scope));
                wrote.intervention = Intervention::known(wrote.intervention, *intervention);
                if !slim {
                    wrote.wrote.push(name.clone());
                }
            }
            Event::JobLocked(JobLocked { key, wait, lease }) => {
                let first = self.leased.insert((*key, *wait));
                let taken = self.at(*key);
                if first {
                    (taken.claimed, taken.started) = (Some(at), Some(at));
                }
                taken.actor = Some(lease.worker.clone());
            }
            Event::UserTaskAssigned(UserTaskAssigned { key, assignee, intervention, .. }) => {
                let taken = self.at(*key);
                let by = assignee.as_ref().map(|_| &step.actor);
                (taken.claimed, taken.started) = (by.map(|_| at), None);
                taken.actor.clone_from(assignee);
                taken.intervention = Intervention::known(taken.intervention, *intervention);
                // In which capacity somebody asked is said of the task that they took, not of what follows from it.
                let took = matches!(step.command.as_str(), "claim-user-task" | "start-user-task");
                let by = by.filter(|actor| took && assignee.as_ref() == Some(&actor.id));
                taken.role = by.and_then(|actor| actor.role.clone());
                taken.group = by.and_then(|actor| actor.group.clone());
            }
            Event::UserTaskStarted(UserTaskStarted { key, .. }) => self.at(*key).started = Some(at),
            Event::UserTaskCompleted(UserTaskCompleted { key, by, outcome, .. }) => {
                let done = self.at(*key);
                done.actor = Some(by.clone());
                done.decision.clone_from(outcome);
                done.role = step.actor.role.clone().or(done.role.take());
                done.group = step.actor.group.clone().or(done.group.take());
            }
            Event::BallotDecided { key, verdict, by, .. } => came_to(self.at(*key), *verdict, by),
            // To send it back (驳回) is a decision on it too; what a rejection or a called process sends back was one there.
            Event::Returned { key, by, task, .. } if step.command == RETURN => {
                let key = task.unwrap_or(*key);
                if task.is_some() || self.rows.all.iter().all(|row| !row.scope_path.contains(&key)) {
                    let back = self.at(key);
                    (back.actor, back.decision) = (Some(by.clone()), Some("return".to_owned()));
                    back.role = step.actor.role.clone().or(back.role.take());
                    back.group = step.actor.group.clone().or(back.group.take());
                }
            }
            Event::DecisionEvaluated { key, decision, .. } if !self.slim => {
                self.at(*key).decisions.push(decision.clone());
            }
            Event::IncidentRaised { key, .. } => self.at(*key).incidents += 1,
            Event::Suspended { key: 0 } => self.suspend(at),
            Event::Suspended { key } => self.at(*key).suspended.push((at, None)),
            Event::Resumed { key: 0 } => {
                self.suspended = false;
                self.rows.all.iter_mut().for_each(|row| go_on(row, at));
            }
            Event::Resumed { key } => go_on(self.at(*key), at),
            Event::ElementMigrated { key, element, .. } => {
                let moved = self.at(*key);
                moved.element = element.clone();
                moved.intervention = Some(Intervention::Migrate);
            }
            _ => {}
        }
    }

    /// The instance stands still, and everything in it that has not ended.
    fn suspend(&mut self, at: Timestamp) {
        self.suspended = true;
        for row in self.rows.all.iter_mut().filter(|row| row.ended.is_none()) {
            row.suspended.push((at, None));
        }
    }

    fn at(&mut self, key: Key) -> &mut ActivityInstance {
        self.rows.get_mut(key).expect("an event names an element instance that was entered")
    }
}

/// An approval is decided. Of several opinions the last one need not be what they came to.
fn came_to(decided: &mut ActivityInstance, verdict: Verdict, by: &str) {
    let came_to = match verdict {
        Verdict::Pass => "approve",
        Verdict::Reject => "reject",
        Verdict::Pending => return,
    };
    match &mut decided.decision {
        Some(decision) => came_to.clone_into(decision),
        // Nobody was heard: whoever had it did nothing.
        None => decided.actor = Some(by.to_owned()).filter(|by| by != ENGINE),
    }
}

/// Ends the suspended span that lasts, if one does.
fn go_on(row: &mut ActivityInstance, at: Timestamp) {
    if let Some((_, until @ None)) = row.suspended.last_mut() {
        *until = Some(at);
    }
}

impl ActivityInstance {
    /// One that has just been entered, of which nothing else is known yet.
    pub fn entered(key: Key, element: &ElementId, scope_path: Arc<[Key]>, seq: u64, at: Timestamp) -> Self {
        ActivityInstance {
            key,
            element: element.clone(),
            scope_path,
            seq,
            enabled: at,
            claimed: None,
            started: None,
            suspended: vec![],
            ended: None,
            outcome: None,
            decision: None,
            actor: None,
            role: None,
            group: None,
            caused_by: Keys::new(),
            flows: vec![],
            wrote: vec![],
            decisions: vec![],
            intervention: None,
            incidents: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_their_keys_however_they_come() {
        let mut rows = Rows::default();
        for (key, seq) in [0, 1, 7, 3, 9, 3, 2].into_iter().zip(0..) {
            let entered = rows.entered(key, &ElementId::from("a"), Some(0), (seq, Timestamp(0)));
            assert_eq!(entered.key, key);
        }
        assert_eq!(
            rows.all.iter().map(|row| (row.key, row.seq)).collect::<Vec<_>>(),
            [(0, 0), (1, 1), (2, 6), (3, 3), (7, 2), (9, 4)]
        );
        assert!((0..12).all(|key| rows.get(key).is_some() == [0, 1, 2, 3, 7, 9].contains(&key)));
    }
}
