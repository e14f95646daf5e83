//! What takes too long: reminders, and what is done with an approval then.
use super::Driver;
use super::approve::{is_for, seat_of};
use crate::approval::{Overdue, Seat, SeatState, SelfPolicy, TIMEOUT, Timeout, Verdict, Vote};
use crate::element;
use crate::event::{Event, Intervention, UserTaskPlanned};
use crate::failure::{Failure, Stop};
use crate::id::{Key, WaitId};
use crate::instance::Variables;
use crate::process::Kind;
use crate::sentence::Sentence;
use crate::wait::{Fires, UserTask, Wait, WaitFor};

impl Driver<'_> {
    /// It has taken too long: an approval, or another task whose people are reminded.
    pub(super) fn overdue(&mut self, key: Key, times: u32) {
        let Some(timeout) = self.timeout_of(key) else { return };
        if timeout.reminds(times) {
            self.remind_all(key);
            return self.look_again_later(key, timeout, times + 1);
        }
        match &timeout.then {
            Overdue::Transfer(_) if timeout.was_transferred(times) => self.remind_all(key),
            Overdue::Rest => self.remind_all(key),
            Overdue::Escalate(code) => {
                self.past_due(key);
                self.throw_escalation(key, code, Variables::new());
            }
            Overdue::Approve => {
                self.answer_open(key, Vote::Approve);
                self.count(key, "engine");
            }
            Overdue::Reject => self.decided_by(key, Verdict::Reject, "engine"),
            Overdue::Transfer(rules) => {
                let people = element::named_for(self.view(), self.live(key), self.plan(key), rules);
                let stand_in = |person| element::stand_in(self.view(), self.plan(key), person);
                let people: Vec<_> = people.into_iter().map(stand_in).collect();
                self.transfer_open(key, &people);
                let e = self.live(key);
                if e.incident.is_none() && e.ballot.as_ref().is_some_and(|ballot| ballot.decided.is_none()) {
                    self.look_again_later(key, timeout, timeout.reminders + 1);
                    self.due_anew(key);
                }
            }
        }
    }

    fn remind_all(&mut self, key: Key) {
        self.past_due(key);
        self.emit(Event::Reminded { key, by: "engine".into() });
    }

    /// What is due when its time is over is late from now on: it is told together with what is done then.
    fn past_due(&mut self, key: Key) {
        let late = |task: &UserTask| !task.overdue && task.due.is_some_and(|due| due <= self.now);
        for (wait, _) in self.tasks_that(key, late) {
            self.emit(Event::UserTaskOverdue { key, wait });
        }
    }

    /// Those to whom an approval went have the whole time again, unless the model says when it is due, or somebody has put
    /// that off.
    fn due_anew(&mut self, key: Key) {
        let Kind::UserTask(model) = self.kind(key) else { return };
        let due = element::time_over(self.live(key), model);
        if model.due_date.is_some() || due.is_none() {
            return;
        }
        for (wait, task) in self.tasks_that(key, |task| task.due.is_none_or(|due| due <= self.now)) {
            let UserTask { follow_up, priority, .. } = task;
            let planned = UserTaskPlanned { key, wait, due, follow_up, priority, reason: None };
            self.emit(Event::UserTaskPlanned(planned));
        }
    }

    fn tasks_that(&self, key: Key, wanted: impl Fn(&UserTask) -> bool) -> Vec<(WaitId, UserTask)> {
        let task = |wait: &Wait| match &wait.on {
            WaitFor::UserTask(task) if wanted(task) => Some((wait.id, UserTask::clone(task))),
            _ => None,
        };
        self.live(key).waits.iter().filter_map(task).collect()
    }

    /// Its time begins anew.
    fn look_again_later(&mut self, key: Key, timeout: &Timeout, times: u32) {
        match element::overdue(self.view(), self.live(key), timeout) {
            Ok(due) => self.open(key, WaitFor::Timer { due, cycle: None }, Fires::Overdue, times as usize),
            Err(stop) => self.stop(key, stop),
        }
    }

    /// Whoever is still asked, or will be, is taken to have answered.
    fn answer_open(&mut self, key: Key, vote: Vote) {
        self.close(key, |wait| wait.fires == Fires::Seat);
        let open = |seat: &&Seat| matches!(seat.state, SeatState::Open | SeatState::Waiting);
        let seats: Vec<Seat> = self.ballot(key).seats.iter().filter(open).cloned().collect();
        for seat in seats {
            self.answer_seat(key, seat, vote, "engine", Some(TIMEOUT.into()));
        }
    }

    /// Whoever is still asked is replaced: the first by the first, and so on; when there are fewer, by the last. Each comes
    /// with whom they stand in for.
    fn transfer_open(&mut self, key: Key, people: &[(String, Option<String>)]) {
        let Some(last) = people.last() else {
            let message = "the approval took too long, and nobody was found to whom it could go".into();
            let failure = Failure::Refused {
                code: "nobody-to-approve".into(),
                message,
                sentence: Sentence::new("nobody-later").kept(),
            };
            return self.stop(key, Stop::Failed(failure));
        };
        let waits: Vec<Wait> = self.live(key).waits.iter().filter(|w| w.fires == Fires::Seat).cloned().collect();
        for (at, wait) in waits.iter().enumerate() {
            let (to, stands_for) = people.get(at).unwrap_or(last).clone();
            let wait = &self.taken_back(key, wait);
            if self.skips(key, stands_for.as_deref().unwrap_or(&to)) {
                self.skip(key, wait);
            } else if !self.joined(key, wait, &to) {
                if let Some(seat) = self.seat(key, wait).filter(|_| stands_for.is_some()) {
                    self.emit(Event::SeatChanged {
                        key,
                        seat: Box::new(Seat { person: to.clone(), stands_for, ..seat }),
                    });
                }
                self.give_to(key, wait, to, (Some(Intervention::Reassign), None));
            }
        }
        self.count(key, "engine");
    }

    /// Is somebody taken to have approved their own request?
    fn skips(&self, key: Key, person: &str) -> bool {
        let own = self.instance.header.initiator.as_deref() == Some(person);
        own && self.ballot(key).policy.own == SelfPolicy::Skip
    }

    fn skip(&mut self, key: Key, wait: &Wait) {
        self.close(key, |other| other.id == wait.id);
        let Some(seat) = seat_of(wait).and_then(|id| self.ballot(key).seat(id).cloned()) else { return };
        self.answer_seat(key, seat, Vote::Approve, "engine", Some("approvalSelf: skip".into()));
    }

    /// Nobody is asked twice: a seat goes into the one that the same person has already, answered or not, with its weight.
    /// One that others stand beside is answered as they answered theirs.
    fn joined(&mut self, key: Key, wait: &Wait, to: &str) -> bool {
        let ballot = self.ballot(key);
        let Some(seat) = seat_of(wait).and_then(|id| ballot.seat(id)).cloned() else { return false };
        let theirs = |s: &&Seat| s.id != seat.id && s.person == to && s.counts();
        let Some(kept) = ballot.seats.iter().find(theirs).cloned() else { return false };
        if ballot.with_beside(seat.id).len() > 1 {
            let Some(vote) = kept.vote() else { return false };
            self.close(key, |other| is_for(other, seat.id));
            self.answer_seat(key, Seat { person: to.to_owned(), ..seat }, vote, "engine", Some(TIMEOUT.into()));
            return true;
        }
        self.close(key, |other| is_for(other, seat.id));
        let is_share = seat.added.as_ref().is_none_or(|added| added.beside.is_none());
        let weight = kept.weight.saturating_add(if is_share { seat.weight } else { 0 });
        let veto = kept.veto || seat.veto;
        let state = SeatState::Removed { by: "engine".into() };
        self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state, ..seat }) });
        self.emit(Event::SeatChanged { key, seat: Box::new(Seat { weight, veto, ..kept }) });
        true
    }
}
