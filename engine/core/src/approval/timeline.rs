//! The approval timeline: who did what, when, in which words, and how long it took.
use super::ballot::{Seat, SeatState};
use super::decide::{Verdict, Vote};
use crate::event::{Event, Intervention, Step};
use crate::event::{UserTaskAssigned, UserTaskCompleted, UserTaskDelegated};
use crate::id::{ElementId, Key, WaitId};
use crate::time::Timestamp;
use crate::wait::WaitFor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// The task.
    pub element: ElementId,
    /// The element instance.
    pub key: Key,
    /// What happened.
    pub what: What,
    /// Who did it.
    pub by: String,
    /// To whom, or whom it concerns; of a vote for whom it was given, where that was somebody else.
    pub to: Vec<String>,
    /// In which words.
    pub comment: Option<String>,
    /// How long the person had been asked, in milliseconds.
    pub took: Option<i64>,
    /// Of a return into what has called the instance: the name of the task there.
    #[serde(default)]
    pub to_name: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// The instance began.
    Started,
    /// A task waits for somebody.
    Asked,
    /// Somebody took it.
    Claimed,
    /// Somebody put it back.
    PutBack,
    /// 转办: it was given to somebody else.
    Given,
    /// 委派: somebody else prepares it.
    Delegated,
    /// It came back prepared.
    Resolved,
    /// It was done.
    Completed,
    /// A vote for it.
    Approved,
    /// A vote against it.
    Rejected,
    /// A vote neither way.
    Abstained,
    /// A vote was taken back.
    VoteWithdrawn,
    /// 加签: somebody else is asked too.
    SignerAdded,
    /// 减签: somebody is not asked any more.
    SignerRemoved,
    /// The approval has passed.
    Passed,
    /// The approval has not passed.
    Refused,
    /// 驳回: the matter went back to an earlier task.
    Returned,
    /// 撤回: whoever asked has taken it back.
    Withdrawn,
    /// A task was ended because the matter went back.
    Invalidated,
    /// 催办: somebody was reminded.
    Reminded,
    /// 抄送: others were told.
    Copied,
    /// The instance has ended.
    Ended,
    /// 撤销: whoever started it took the whole of it back.
    Revoked,
}

/// Folds the steps of an instance into its timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    /// The lines so far.
    pub entries: Vec<Entry>,
    elements: BTreeMap<Key, ElementId>,
    /// Open tasks: since when, and for which seat.
    asked: BTreeMap<(Key, WaitId), (Timestamp, Option<u32>)>,
    seats: BTreeMap<(Key, u32), Seat>,
    /// Since when each seat has been asked, or was.
    since: BTreeMap<(Key, u32), Timestamp>,
    /// Why somebody stepped in, in the step that is being told.
    why: Option<String>,
}

impl Timeline {
    /// The next step of the instance.
    pub fn step(&mut self, step: &Step) {
        self.why = None;
        for event in &step.events {
            self.event(step, event);
        }
    }

    fn event(&mut self, step: &Step, event: &Event) {
        let (at, actor) = (step.at, step.actor.id.as_str());
        match event {
            Event::ElementActivating { key, element, scope, .. } => {
                self.elements.insert(*key, element.clone());
                if scope.is_none() {
                    self.add(at, *key, What::Started, actor, vec![], None, None);
                }
            }
            Event::WaitOpened { key, wait } => {
                if let WaitFor::UserTask(task) = &wait.on {
                    self.asked.insert((*key, wait.id), (at, task.seat));
                    self.since.extend(task.seat.map(|seat| ((*key, seat), at)));
                    let to = task.assignee.iter().chain(&task.candidate_users).chain(&task.candidate_groups);
                    self.add(at, *key, What::Asked, "engine", to.cloned().collect(), None, None);
                }
            }
            Event::WaitCancelled { key, wait, .. } => drop(self.asked.remove(&(*key, *wait))),
            Event::UserTaskAssigned(UserTaskAssigned { key, assignee, intervention, comment, .. }) => match assignee {
                Some(to) if intervention.is_some() => {
                    self.add(at, *key, What::Given, actor, vec![to.clone()], comment.clone(), None);
                }
                Some(to) => self.add(at, *key, What::Claimed, to, vec![], None, None),
                None => self.add(at, *key, What::PutBack, actor, vec![], None, None),
            },
            Event::UserTaskDelegated(UserTaskDelegated { key, owner, assignee, comment, .. }) => {
                let what = if owner.is_some() { What::Delegated } else { What::Resolved };
                self.add(at, *key, what, actor, vec![assignee.clone()], comment.clone(), None);
            }
            Event::UserTaskCompleted(UserTaskCompleted { key, wait, by, outcome, comment }) => {
                let asked = self.asked.remove(&(*key, *wait));
                let took = asked.map(|(since, _)| at.0 - since.0);
                // 代理: whoever stands in votes for somebody.
                let seat = asked.and_then(|(_, seat)| self.seats.get(&(*key, seat?)));
                let principal = seat.and_then(|seat| seat.stands_for.clone());
                let what = outcome.as_deref().and_then(Vote::of).map_or(What::Completed, said);
                self.add(at, *key, what, by, principal.into_iter().collect(), comment.clone(), took);
            }
            Event::SeatChanged { key, seat } => {
                // The signers of an approval that begins anew were added before.
                let opens = |event: &Event| matches!(event, Event::BallotOpened { key: opened, .. } if opened == key);
                let is_new = !step.events.iter().any(opens);
                self.seat(at, actor, *key, seat, is_new);
            }
            Event::BallotDecided { key, verdict, by, .. } => {
                let what = if *verdict == Verdict::Pass { What::Passed } else { What::Refused };
                self.add(at, *key, what, by, vec![], None, None);
            }
            Event::Reminded { key, by } => self.add(at, *key, What::Reminded, by, vec![], None, None),
            Event::Copied { key, people } => self.add(at, *key, What::Copied, actor, people.clone(), None, None),
            Event::Returned { key, to, by, comment, above, .. } => {
                self.add(at, *key, What::Returned, by, vec![to.to_string()], comment.clone(), None);
                if let Some(line) = self.entries.last_mut().filter(|line| line.what == What::Returned) {
                    line.to_name = above.as_ref().and_then(|above| above.name.clone());
                }
            }
            Event::Intervened { intervention, reason } => {
                self.why.clone_from(reason);
                if *intervention == Intervention::Withdraw {
                    self.add(at, 0, What::Revoked, actor, vec![], reason.clone(), None);
                    self.why = None;
                }
            }
            Event::ElementTerminated {
                key: key @ 1..,
                intervention: Some(Intervention::Return | Intervention::Withdraw),
            } => {
                self.add(at, *key, What::Invalidated, actor, vec![], None, None);
            }
            Event::ElementCompleted { key: 0, .. } | Event::ElementTerminated { key: 0, .. } => {
                let why = self.why.take();
                self.add(at, 0, What::Ended, actor, vec![], why, None);
            }
            _ => {}
        }
    }

    /// What a seat says that no task says: it was added, removed, answered by a policy, or took its vote back.
    fn seat(&mut self, at: Timestamp, actor: &str, key: Key, seat: &Seat, is_new: bool) {
        let before = self.seats.insert((key, seat.id), seat.clone());
        let person = vec![seat.person.clone()];
        match (&seat.state, before.map(|seat| seat.state)) {
            (_, None) if seat.added.is_some() && is_new => {
                let words = seat.added.as_ref().and_then(|added| added.comment.clone());
                self.add(at, key, What::SignerAdded, actor, person, words, None);
            }
            (SeatState::Removed { by }, _) => self.add(at, key, What::SignerRemoved, by, person, None, None),
            (SeatState::Voted(stand), _) if stand.by == "engine" => {
                // Of whoever let their time go by it says how long that was.
                let since = self.since.get(&(key, seat.id)).filter(|_| stand.is_timeout());
                let took = since.map(|since| at.0 - since.0);
                self.add(at, key, said(stand.vote), "engine", person, stand.comment.clone(), took);
            }
            (SeatState::Waiting, Some(SeatState::Voted(_))) => {
                self.add(at, key, What::VoteWithdrawn, actor, vec![], None, None);
            }
            _ => {}
        }
    }

    #[allow(clippy::too_many_arguments)] // one for each column of the line
    fn add(
        &mut self,
        at: Timestamp,
        key: Key,
        what: What,
        by: &str,
        to: Vec<String>,
        comment: Option<String>,
        took: Option<i64>,
    ) {
        let Some(element) = self.elements.get(&key).cloned() else { return };
        self.entries.push(Entry { at, element, key, what, by: by.to_owned(), to, comment, took, to_name: None });
    }
}

/// The line of a vote.
fn said(vote: Vote) -> What {
    match vote {
        Vote::Approve => What::Approved,
        Vote::Reject => What::Rejected,
        Vote::Abstain => What::Abstained,
    }
}
