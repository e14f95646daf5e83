//! What people do and are asked: opinions, what is given to others, what goes back, and who takes part by that.
use crate::approval::{Ballot, Decided, Seat, SeatState};
use crate::event::{ApproversChosen, Event, TokenWithdrawn, UserTaskAssigned, UserTaskCompleted, UserTaskDelegated};
use crate::id::{ElementId, Key};
use crate::instance::{Done, Handled, Instance, Phase};
use crate::sent_back::SentBack;
use crate::time::Timestamp;
use crate::wait::WaitFor;
use std::collections::BTreeMap;

impl Instance {
    /// Opinions, who has which task, and what goes back.
    pub(super) fn apply_people(&mut self, at: Timestamp, event: &Event) {
        match event {
            // An opinion is one of several; the task is done when the approval is decided.
            Event::UserTaskCompleted(UserTaskCompleted { key, by, .. }) => {
                self.apply_listening(event);
                self.acted(*key, at, by);
                if self.element(*key).ballot.is_none() {
                    self.done(*key, at, by, vec![]);
                }
            }
            Event::UserTaskAssigned(_) | Event::UserTaskDelegated(_) => self.apply_given(at, event),
            Event::Copied { key, people } => {
                let told = Handled { at, element: self.element(*key).element.clone() };
                self.header.copied.extend(people.iter().map(|person| (person.clone(), told.clone())));
            }
            Event::BallotOpened { key, policy } => {
                self.element(*key).ballot = Some(Box::new(Ballot::new(policy.clone())));
            }
            Event::SeatChanged { key, seat } => self.apply_seat(*key, at, seat),
            Event::BallotDecided { key, verdict, by, approved } => {
                if let Some(ballot) = &mut self.element(*key).ballot {
                    ballot.decided = Some(Decided { verdict: *verdict, by: by.clone() });
                }
                self.done(*key, at, by, approved.clone());
            }
            Event::Returned { key, to, by, comment, above: Some(above), .. } => {
                self.acted(*key, at, by);
                let (to, by, comment, above) = (to.clone(), by.clone(), comment.clone(), (**above).clone());
                self.header.sent_back = Some(Box::new(SentBack { to, by, comment, above }));
            }
            Event::Returned { key, to, by, elements, .. } => {
                self.acted(*key, at, by);
                self.note_acted(*key, to);
                let scope = self.element(*key).scope;
                let again =
                    |done: &Done| scope.is_none_or(|scope| done.is_in(scope)) && elements.contains(&done.element);
                let had: BTreeMap<ElementId, String> = self.held_before(again);
                self.header.had.extend(had);
                self.header.done.retain(|done| !again(done));
                self.header.choices.retain(|made_in, _| !elements.contains(made_in));
            }
            Event::ApproversChosen(ApproversChosen { key, choices }) => {
                self.element(*key).chosen.extend(choices.clone());
            }
            Event::TokenWithdrawn(TokenWithdrawn { key, flow }) => {
                let join = self.element(*key);
                let token = join.arrived.iter().position(|arrival| arrival.flow == *flow);
                join.arrived.remove(token.expect("an event names a token that waits"));
                if join.arrived.is_empty() && join.reset.is_none() {
                    self.forget(*key);
                }
            }
            other => unreachable!("{other:?} is applied elsewhere"),
        }
    }

    /// Who did the tasks that are to be done again, and who has one that several might claim: not in what is repeated, where
    /// it is not told of which of several.
    fn held_before(&self, again: impl Fn(&Done) -> bool) -> BTreeMap<ElementId, String> {
        let repeated = |key: Key| self.upwards(key).any(|e| e.looped.is_some());
        let done = self.header.done.iter().filter(|done| again(done) && done.by != "engine" && !done.several);
        let done = done.filter(|done| !done.within.iter().any(|scope| repeated(*scope)));
        let done = done.map(|done| (done.element.clone(), done.by.clone()));
        let open =
            self.elements.values().filter(|e| !repeated(e.key)).flat_map(|e| e.waits.iter().map(move |w| (e, w)));
        let open = open.filter_map(|(e, wait)| match &wait.on {
            WaitFor::UserTask(task) if !(task.candidate_users.is_empty() && task.candidate_groups.is_empty()) => {
                Some((e.element.clone(), task.owner.clone().or_else(|| task.assignee.clone())?))
            }
            _ => None,
        });
        done.chain(open).collect()
    }

    /// Whoever has a task now has not begun. Whoever gave it away, had it prepared or prepared it has done something.
    fn apply_given(&mut self, at: Timestamp, event: &Event) {
        let (key, given_by) = match event {
            Event::UserTaskAssigned(UserTaskAssigned { key, wait, assignee, intervention, .. }) => {
                self.asks(assignee.as_deref());
                let task = self.open_task(*key, *wait);
                let before = std::mem::replace(&mut task.assignee, assignee.clone());
                (task.started, task.acted) = (None, true);
                (*key, before.filter(|_| intervention.is_some()))
            }
            Event::UserTaskDelegated(UserTaskDelegated { key, wait, owner, assignee, .. }) => {
                self.asks(Some(assignee));
                let task = self.open_task(*key, *wait);
                let before = task.assignee.replace(assignee.clone());
                task.owner.clone_from(owner);
                (task.started, task.acted) = (None, true);
                (*key, before)
            }
            other => unreachable!("{other:?} is applied elsewhere"),
        };
        if let Some(by) = given_by {
            self.acted(key, at, &by);
        }
    }

    /// Whoever is asked takes part, whether or not their turn comes; whoever adds or removes a signer has done something.
    fn apply_seat(&mut self, key: Key, at: Timestamp, seat: &Seat) {
        self.asks(Some(&seat.person));
        self.asks(seat.stands_for.as_deref());
        // The signers of an approval that begins anew were added before.
        let at_work = self.element(key).phase == Phase::Activated;
        let ballot = self.element(key).ballot.as_mut().expect("an event names an approval");
        let is_new = at_work && ballot.seat(seat.id).is_none();
        ballot.put(seat.clone());
        let by = match (&seat.state, &seat.added) {
            (SeatState::Removed { by }, _) => Some(by),
            (_, Some(added)) if is_new => Some(&added.by),
            _ => None,
        };
        if let Some(by) = by {
            self.acted(key, at, by);
        }
    }

    /// Somebody is asked for something, or was.
    pub(super) fn asks(&mut self, person: Option<&str>) {
        if let Some(person) = person.filter(|person| !person.is_empty() && !self.header.asked.contains(*person)) {
            self.header.asked.insert(person.to_owned());
        }
    }

    /// Whoever has the tasks of an element is reminded, and of one that nobody has whoever may claim it.
    pub(super) fn reminded(&mut self, key: Key, at: Timestamp, by: &str) {
        let element = self.element(key);
        element.reminded = Some(at);
        for wait in &mut element.waits {
            if let WaitFor::UserTask(task) = &mut wait.on
                && task.assignee.is_none()
            {
                (task.urged, task.urged_by) = (Some(at), Some(by.to_owned()));
            }
        }
    }

    /// Somebody has done something with a task.
    fn acted(&mut self, key: Key, at: Timestamp, by: &str) {
        if by != "engine" {
            let handled = Handled { at, element: self.element(key).element.clone() };
            self.header.handled.insert(by.to_owned(), handled);
        }
    }

    fn done(&mut self, key: Key, at: Timestamp, by: &str, approved: Vec<String>) {
        let (element, resume) = (self.element(key).element.clone(), self.element(key).resume.clone());
        self.header.had.remove(&element);
        let within = self.within(key);
        let parts = within.get(1).and_then(|around| self.live(*around)).is_some_and(|around| around.looped.is_some());
        let seq = self.header.seq;
        let chosen = std::mem::take(&mut self.element(key).chosen);
        let seats = self.element(key).ballot.iter().flat_map(|ballot| &ballot.seats);
        let joined = seats.filter_map(|seat| seat.added.as_ref()).any(|added| added.by != by);
        let by = by.to_owned();
        let asked = self.element(key).ballot.as_deref().map(Ballot::again).unwrap_or_default();
        let done = Done { element, by, at, approved, seq, resume, within, several: false, chosen, joined, asked };
        done.note(&mut self.header.done, parts, |visit| self.elements.contains_key(&visit));
    }

    /// The scopes around an element instance, inside out; before them itself, where it is one of several of its activity.
    fn within(&self, key: Key) -> Vec<Key> {
        let line = std::iter::successors(self.live(key), |e| self.live(e.scope?));
        line.skip(usize::from(!self.is_one_of_several(key))).map(|e| e.key).collect()
    }

    /// A sub-process that is at work again by a withdrawal is the one that had ended.
    pub(super) fn reopened(&mut self, was: Key, is: Key) {
        if self.elements.contains_key(&was) {
            return;
        }
        let scopes = self.header.done.iter_mut().flat_map(|done| &mut done.within);
        scopes.filter(|scope| **scope == was).for_each(|scope| *scope = is);
    }
}
