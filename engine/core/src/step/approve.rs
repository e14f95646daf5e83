//! Approvals: who is asked, what they say, and when that is enough.
use super::{Driver, Move};
use crate::approval::{
    APPROVED, Ballot, COPIED_IN_ALL_MAX, CopyWhen, Mode, OnReject, Plan, REJECTED, Seat, SeatId, SeatState, Stand,
    Timeout, Verdict, Vote,
};
use crate::command::Rejection;
use crate::element::{self, Opening};
use crate::event::{Actor, Event, Intervention};
use crate::event::{UserTaskAssigned, UserTaskCompleted, UserTaskDelegated};
use crate::failure::{Failure, Stop};
use crate::id::Key;
use crate::instance::Variables;
use crate::process::Kind;
use crate::sentence::Sentence;
use crate::wait::{Fires, UserTask, Wait, WaitFor};
use std::collections::BTreeSet;

/// The code of a rejection that cannot go back.
const NOWHERE: &str = "nowhere-to-return";

impl<'a> Driver<'a> {
    /// The approval begins: its seats are known, and those whose turn it is are asked.
    pub(super) fn open_ballot(&mut self, key: Key, opening: Opening) {
        let plan = self.plan(key);
        if let Some(decided) = self.live(key).ballot.as_ref().and_then(|ballot| ballot.decided.clone()) {
            return self.go_on(key, decided.verdict, &decided.by);
        }
        if self.live(key).ballot.is_none() {
            if let Err(stop) = self.room_to_copy(&opening.copies) {
                return self.stop(key, stop);
            }
            self.emit(Event::BallotOpened { key, policy: plan.policy.clone() });
            for seat in opening.seats {
                self.emit(Event::SeatChanged { key, seat: Box::new(seat) });
            }
            self.copy(key, opening.copies);
        }
        if let Some(timeout) = &plan.timeout
            && !self.live(key).waits.iter().any(|wait| wait.fires == Fires::Overdue)
        {
            match element::overdue(self.view(), self.live(key), timeout) {
                Ok(due) => self.open(key, WaitFor::Timer { due, cycle: None }, Fires::Overdue, 0),
                Err(stop) => return self.stop(key, stop),
            }
        }
        self.count(key, "engine");
    }

    /// An approval in which people had changed who is asked begins anew with the same seats.
    pub(super) fn ask_again(&mut self, key: Key, seats: &[Seat]) {
        if let Kind::UserTask(task) = self.kind(key)
            && let Some(plan) = task.approval.as_ref().filter(|_| !seats.is_empty())
        {
            self.emit(Event::BallotOpened { key, policy: plan.policy.clone() });
            for seat in seats {
                self.emit(Event::SeatChanged { key, seat: Box::new(seat.clone()) });
            }
        }
    }

    /// Asks whose turn has come, or decides.
    pub(super) fn count(&mut self, key: Key, by: &str) {
        let ballot = self.ballot(key);
        let verdict = if ballot.seats.is_empty() {
            ballot.policy.verdict_without_anybody().unwrap_or(Verdict::Pending)
        } else {
            ballot.verdict()
        };
        if verdict != Verdict::Pending {
            return self.decided_by(key, verdict, by);
        }
        let held: Vec<Seat> = ballot.held().cloned().collect();
        for seat in held {
            self.close(key, |wait| is_for(wait, seat.id));
            self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state: SeatState::Waiting, ..seat }) });
        }
        let mut given = false;
        let due: Vec<Seat> = self.ballot(key).due().cloned().collect();
        for seat in due {
            match self.task_of(key, &seat) {
                Ok(task) => {
                    given |= task.assignee.is_some();
                    self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state: SeatState::Open, ..seat }) });
                    self.open(key, WaitFor::UserTask(Box::new(task)), Fires::Seat, 0);
                }
                Err(stop) => return self.stop(key, stop),
            }
        }
        if given {
            self.assigned(key);
        }
    }

    fn task_of(&self, key: Key, seat: &Seat) -> Result<UserTask, Stop> {
        let (view, e) = (self.view(), self.live(key));
        let one = self.ballot(key).policy.mode == Mode::One && seat.added.is_none();
        let mut candidates = if !one {
            vec![]
        } else if seat.person.is_empty() {
            self.may_claim(key)?
        } else {
            // Whoever has the seat keeps it, whether or not others could be found who might have it.
            element::candidates(view, e, self.plan(key)).unwrap_or_default()
        };
        if candidates.len() == 1 && !seat.person.is_empty() {
            candidates.clear();
        }
        element::seat_task(view, e, seat, &candidates)
    }

    /// The verdict is there: nobody is asked any more, and the model goes on.
    pub(super) fn decided_by(&mut self, key: Key, verdict: Verdict, by: &str) {
        let plan = self.plan(key);
        // Who let their time go by has approved nothing, so that a later task asks them.
        let voted = |seat: &&Seat| match &seat.state {
            SeatState::Voted(stand) => stand.vote == Vote::Approve && !stand.is_timeout(),
            _ => false,
        };
        let approved: BTreeSet<String> = self.ballot(key).seats.iter().filter(voted).map(Seat::speaks_for).collect();
        self.close(key, |wait| matches!(wait.fires, Fires::Seat | Fires::Overdue));
        let passed = verdict == Verdict::Pass;
        let after = passed && plan.copy_when == CopyWhen::After;
        let told = if after { element::named(self.view(), self.live(key), &plan.copy) } else { vec![] };
        // Resolved, it is counted again, and nobody is asked.
        if let Err(stop) = self.room_to_copy(&told) {
            return self.stop(key, stop);
        }
        let approved = if passed { approved.into_iter().collect() } else { vec![] };
        self.emit(Event::BallotDecided { key, verdict, by: by.to_owned(), approved });
        let result = if passed { APPROVED } else { REJECTED };
        self.receive(key, Variables::from([(plan.result.clone(), result.into())]));
        self.copy(key, told);
        self.go_on(key, verdict, by);
    }

    /// The model goes on from a decision. A rejection that has nowhere to go back to stands still: to go on over the flows
    /// would make a pass of it. Resolved, it looks for the way back again, and asks nobody.
    fn go_on(&mut self, key: Key, verdict: Verdict, by: &str) {
        match &self.plan(key).on_reject {
            OnReject::End if verdict != Verdict::Pass => {
                let result = (self.plan(key).result.clone(), REJECTED.into());
                self.end_rejected(key, Variables::from([result]));
            }
            OnReject::Return(to) if verdict != Verdict::Pass => {
                if let Err(why) = self.send_back(key, to, false, by, None) {
                    let message = format!(
                        "the matter is rejected and goes back, and there is no way back: {why}. Move its token to where it \
                         goes on, or migrate it to a model that says so with `weir:onReject`, and resolve this"
                    );
                    let sentence = Sentence::new("no-way-back").kept();
                    self.stop(key, Stop::Failed(Failure::Refused { code: NOWHERE.into(), message, sentence }));
                }
            }
            _ => self.moves.push_back(Move::Complete(key)),
        }
    }

    /// Is there room for whom the model tells, beside all who have been told?
    fn room_to_copy(&self, people: &[String]) -> Result<(), Stop> {
        let told = &self.instance.header.copied;
        let all = told.len() + people.iter().filter(|person| !told.contains_key(*person)).count();
        if people.is_empty() || all <= COPIED_IN_ALL_MAX {
            return Ok(());
        }
        let message = format!(
            "the model tells {} people, {all} of this instance in all, and at most {COPIED_IN_ALL_MAX} may be told: name fewer \
             with `weir:copyTo`",
            people.len()
        );
        let sentence = Sentence::new("copied-many").with("total", all).with("most", COPIED_IN_ALL_MAX).kept();
        Err(Stop::Failed(Failure::Refused { code: "too-many-copied".into(), message, sentence }))
    }

    pub(super) fn copy(&mut self, key: Key, people: Vec<String>) {
        if !people.is_empty() {
            self.emit(Event::Copied { key, people });
        }
    }

    /// Somebody who is asked answers.
    pub(super) fn vote(
        &mut self,
        (key, wait): (Key, &Wait),
        seat: SeatId,
        by: &Actor,
        (outcome, comment): (Option<String>, Option<String>),
        variables: Variables,
    ) -> Result<(), Rejection> {
        let said = outcome.as_deref().unwrap_or_default();
        let vote = Vote::of(said).ok_or_else(|| Rejection::NotAVote { outcome: said.to_owned() })?;
        let seat = self.ballot(key).seat(seat).cloned().ok_or(Rejection::NoSuchSeat { seat })?;
        self.may_take(key, seat.id, &by.id)?;
        self.emit(Event::UserTaskCompleted(UserTaskCompleted {
            key,
            wait: wait.id,
            by: by.id.clone(),
            outcome,
            comment: comment.clone(),
        }));
        self.emit(Event::WaitFired { key, wait: wait.id });
        self.answer_seat(key, seat, vote, &by.id, comment);
        self.receive_by(key, by, variables);
        self.count(key, &by.id);
        Ok(())
    }

    pub(super) fn answer_seat(&mut self, key: Key, seat: Seat, vote: Vote, by: &str, comment: Option<String>) {
        let stand = Stand { vote, by: by.to_owned(), at: self.at, comment };
        let person = if seat.person.is_empty() { by.to_owned() } else { seat.person };
        let seat = Seat { person, state: SeatState::Voted(stand), ..seat };
        self.emit(Event::SeatChanged { key, seat: Box::new(seat) });
    }

    /// 撤回: somebody takes back what they said, while nobody has voted because of it.
    pub(super) fn withdraw_vote(&mut self, key: Key, by: &Actor) -> Result<(), Rejection> {
        let ballot = self.ballot_at(key)?;
        let Some(seat) = ballot.last_of(&by.id).cloned() else {
            return Err(Rejection::NothingToWithdraw { by: by.id.clone() });
        };
        if !ballot.may_withdraw(seat.id) {
            return Err(Rejection::ActedUpon);
        }
        self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state: SeatState::Waiting, ..seat }) });
        self.count(key, &by.id);
        Ok(())
    }

    /// What somebody prepares for somebody else is theirs no more, before it goes to others over both their heads.
    pub(super) fn taken_back(&mut self, key: Key, wait: &Wait) -> Wait {
        if let WaitFor::UserTask(task) = &wait.on
            && let Some(assignee) = task.owner.clone()
        {
            let (wait, owner, comment) = (wait.id, None, None);
            self.emit(Event::UserTaskDelegated(UserTaskDelegated { key, wait, owner, assignee, comment }));
        }
        self.instance.wait(key, wait.id).cloned().unwrap_or_else(|| wait.clone())
    }

    /// Somebody else has the task, and the seat of it; of one that they only prepare, whoever it goes back to keeps that.
    pub(super) fn give_to(
        &mut self,
        key: Key,
        wait: &Wait,
        to: String,
        (intervention, comment): (Option<Intervention>, Option<String>),
    ) {
        let prepared = matches!(&wait.on, WaitFor::UserTask(task) if task.owner.is_some());
        if let Some(seat) = self.seat(key, wait).filter(|_| !prepared) {
            self.emit(Event::SeatChanged { key, seat: Box::new(Seat { person: to.clone(), ..seat }) });
        }
        let (wait, assignee) = (wait.id, Some(to));
        self.emit(Event::UserTaskAssigned(UserTaskAssigned { key, wait, assignee, intervention, comment }));
        self.updated(key);
        self.assigned(key);
    }

    /// The seat that a task is for.
    pub(super) fn seat(&self, key: Key, wait: &Wait) -> Option<Seat> {
        self.live(key).ballot.as_ref()?.seat(seat_of(wait)?).cloned()
    }

    pub(super) fn ballot_at(&self, key: Key) -> Result<&Ballot, Rejection> {
        let e = self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?;
        e.ballot
            .as_deref()
            .filter(|_| e.waits.iter().any(|w| w.fires == Fires::Seat))
            .ok_or(Rejection::NoApproval { key })
    }

    pub(super) fn ballot(&self, key: Key) -> &Ballot {
        self.live(key).ballot.as_deref().expect("an approval has a ballot")
    }

    pub(super) fn timeout_of(&self, key: Key) -> Option<&'a Timeout> {
        let Kind::UserTask(task) = self.kind(key) else { return None };
        task.approval.as_ref().map_or(task.reminder.as_deref(), |plan| plan.timeout.as_ref())
    }

    pub(super) fn plan(&self, key: Key) -> &'a Plan {
        let Kind::UserTask(task) = self.kind(key) else { unreachable!("only a user task is an approval") };
        task.approval.as_ref().expect("only an approval has a ballot")
    }
}

/// The seat that a task is for.
pub(super) fn seat_of(wait: &Wait) -> Option<SeatId> {
    match &wait.on {
        WaitFor::UserTask(task) => task.seat,
        _ => None,
    }
}

pub(super) fn is_for(wait: &Wait, seat: SeatId) -> bool {
    seat_of(wait) == Some(seat)
}
