//! 加签, 减签: who is asked in an approval while it is open, and who must not be.
use super::Driver;
use super::approve::{is_for, seat_of};
use crate::act::{Act, Held};
use crate::approval::{Added, Ballot, Beside, SEATS_MAX, Seat, SeatId, SeatState};
use crate::command::{Rejection, SignerChange};
use crate::element;
use crate::event::{Actor, Event};
use crate::failure::Stop;
use crate::id::Key;
use crate::wait::{UserTask, Wait, WaitFor};
use std::collections::BTreeSet;

impl Driver<'_> {
    /// 加签 and 减签 while the approval is open.
    pub(super) fn change_signers(
        &mut self,
        key: Key,
        by: &Actor,
        force: bool,
        change: SignerChange,
    ) -> Result<(), Rejection> {
        match change {
            SignerChange::Add { people, beside, comment } => {
                self.add_signers(key, by, force, people, (beside, comment))?;
            }
            SignerChange::Remove { seat } => self.remove_signer(key, by, force, seat)?,
        }
        self.offer_again(key);
        self.count(key, &by.id);
        Ok(())
    }

    /// Who has a seat of their own claims no other one: what several might claim is offered anew to those who still may, and
    /// to whoever was removed and may again.
    pub(super) fn offer_again(&mut self, key: Key) {
        let Some(seat) = self.unclaimed(key).cloned() else { return };
        let (Ok(may), Some(task)) = (self.may_claim(key), self.open_task_of(key, seat.id)) else { return };
        let (seats, offered) = (&self.ballot(key).seats, &task.candidate_users);
        let asked = |person: &String| seats.iter().any(|seat| seat.asks(person));
        let removed = |person: &String| seats.iter().any(|seat| !seat.counts() && seat.person == *person);
        let back = |person: &String| removed(person) && !offered.contains(person);
        if !may.is_empty() && (offered.iter().any(asked) || may.iter().any(back)) {
            self.close(key, |wait| is_for(wait, seat.id));
            self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state: SeatState::Waiting, ..seat }) });
        }
    }

    /// Those who may claim what one decides for all: whom the rules name, without those who have a seat already.
    pub(super) fn may_claim(&self, key: Key) -> Result<Vec<String>, Stop> {
        let mut people = element::candidates(self.view(), self.live(key), self.plan(key))?;
        people.retain(|person| !self.ballot(key).seats.iter().any(|seat| seat.asks(person)));
        Ok(people)
    }

    /// The seat that several may claim and nobody has.
    fn unclaimed(&self, key: Key) -> Option<&Seat> {
        self.ballot(key).seats.iter().find(|seat| seat.state == SeatState::Open && seat.person.is_empty())
    }

    fn add_signers(
        &mut self,
        key: Key,
        by: &Actor,
        force: bool,
        people: Vec<String>,
        (place, comment): (Option<Beside>, Option<String>),
    ) -> Result<(), Rejection> {
        let ballot = self.ballot_at(key)?;
        let own = self.own_seat(key, by);
        if let Some(task) = own.and_then(|seat| self.open_task_of(key, seat.id)) {
            Held::from(task).permits(Act::AddSigner, &by.id)?;
        }
        let beside = match (own, place) {
            (Some(seat), Some(place)) => {
                if place == Beside::Before && seat.vote().is_some() {
                    return Err(Rejection::SeatAnswered { seat: seat.id });
                }
                Some((seat.id, place))
            }
            (Some(_), None) => None,
            (None, None) if force => None,
            (None, _) => return Err(Rejection::NotASigner { by: by.id.clone() }),
        };
        if people.is_empty() {
            return Err(Rejection::NobodyNamed);
        }
        if ballot.seats.len() + people.len() > SEATS_MAX {
            return Err(Rejection::TooManySigners { max: SEATS_MAX });
        }
        let mut seen = BTreeSet::new();
        for person in &people {
            if ballot.seats.iter().any(|seat| seat.asks(person)) || !seen.insert(person) {
                return Err(Rejection::AlreadyASigner { person: person.clone() });
            }
            self.known(person)?;
            self.may_sit(key, person)?;
        }
        // Somebody is left who decides.
        let all = |may: Vec<String>| !may.is_empty() && may.iter().all(|person| seen.contains(person));
        if self.unclaimed(key).is_some() && self.may_claim(key).is_ok_and(all) {
            return Err(Rejection::LastSigner);
        }
        for person in people {
            let id = self.ballot(key).next_seat();
            let added = Some(Added { by: by.id.clone(), beside, comment: comment.clone() });
            let state = SeatState::Waiting;
            let seat = Seat { id, person, stands_for: None, weight: 1, veto: false, added, state };
            self.emit(Event::SeatChanged { key, seat: Box::new(seat) });
        }
        Ok(())
    }

    /// The open task of a seat.
    fn open_task_of(&self, key: Key, seat: SeatId) -> Option<&UserTask> {
        self.live(key).waits.iter().find_map(|wait| match &wait.on {
            WaitFor::UserTask(task) if seat_of(wait) == Some(seat) => Some(&**task),
            _ => None,
        })
    }

    /// Whoever prepares a task for somebody else has no seat by that.
    fn own_seat(&self, key: Key, by: &Actor) -> Option<&Seat> {
        let e = self.live(key);
        let theirs = |wait: &&Wait| match &wait.on {
            WaitFor::UserTask(task) => task.owner.is_none() && task.assignee.as_ref() == Some(&by.id),
            _ => false,
        };
        let asked = e.waits.iter().filter(theirs).find_map(seat_of);
        let seats = &e.ballot.as_ref()?.seats;
        let is_own = |seat: &&Seat| asked == Some(seat.id) || (seat.person == by.id && !by.id.is_empty());
        seats.iter().filter(|seat| seat.counts()).find(is_own)
    }

    fn remove_signer(&mut self, key: Key, by: &Actor, force: bool, id: SeatId) -> Result<(), Rejection> {
        let ballot = self.ballot_at(key)?;
        let Some(seat) = ballot.seat(id).filter(|seat| seat.counts()) else {
            return Err(Rejection::NoSuchSeat { seat: id });
        };
        let mine = seat.added.as_ref().is_some_and(|added| added.by == by.id);
        if !force && !mine {
            return Err(Rejection::NotYourSigner { by: by.id.clone() });
        }
        // Whoever stands beside it goes with it: what one of them has said would go with them.
        let beside = ballot.with_beside(id);
        let answered = |id: &&SeatId| ballot.seat(**id).is_some_and(|seat| seat.counts() && seat.vote().is_some());
        if let Some(answered) = beside.iter().find(answered) {
            return Err(Rejection::SeatAnswered { seat: *answered });
        }
        if ballot.is_last(id) {
            return Err(Rejection::LastSigner);
        }
        ballot.reaches_without(id).map_err(|(sum, needed)| Rejection::OutOfReach { sum, needed })?;
        for id in beside {
            self.close(key, |wait| is_for(wait, id));
            let Some(seat) = self.ballot(key).seat(id).filter(|seat| seat.counts()).cloned() else { continue };
            let state = SeatState::Removed { by: by.id.clone() };
            self.emit(Event::SeatChanged { key, seat: Box::new(Seat { state, ..seat }) });
        }
        Ok(())
    }

    /// May somebody take a seat that nobody has? Not beside another one: nobody answers twice.
    pub(super) fn may_take(&self, key: Key, seat: SeatId, person: &str) -> Result<(), Rejection> {
        self.may_sit(key, person)?;
        let ballot = self.live(key).ballot.as_deref();
        let free = |ballot: &Ballot| ballot.seat(seat).is_some_and(|seat| seat.person.is_empty());
        if ballot.is_some_and(|ballot| free(ballot) && ballot.seats.iter().any(|seat| seat.asks(person))) {
            return Err(Rejection::AlreadyASigner { person: person.to_owned() });
        }
        Ok(())
    }

    /// May somebody have a seat? Whoever started the instance has none where the model keeps them from deciding on their own
    /// request, however it would come to them.
    pub(super) fn may_sit(&self, key: Key, person: &str) -> Result<(), Rejection> {
        let own = self.instance.header.initiator.as_deref() == Some(person);
        let kept_out = |ballot: &Ballot| !ballot.policy.own.lets_them_decide();
        if own && self.live(key).ballot.as_deref().is_some_and(kept_out) {
            return Err(Rejection::OwnRequest { person: person.to_owned() });
        }
        Ok(())
    }

    /// Is it somebody who works here? Where no organisation is known, every name is taken.
    pub(super) fn known(&self, person: &str) -> Result<(), Rejection> {
        if person.trim().is_empty() {
            return Err(Rejection::NobodyNamed);
        }
        if self.organisation.knows(person, self.now) {
            return Ok(());
        }
        Err(Rejection::NoSuchPerson { person: person.to_owned() })
    }
}
