//! Who or what has acted upon what people did before: what was acted upon is not taken back (撤回).
use crate::approval::{SeatId, SeatState};
use crate::event::{Event, EventGathered, Intervention, UserTaskCompleted};
use crate::id::{ElementId, Key};
use crate::instance::Instance;
use crate::wait::Wait;
use serde_json::Value;

impl Instance {
    /// Notes where somebody or something acts by an event, before it changes anything.
    pub(super) fn note_acts(&mut self, event: &Event) {
        if let Some(key) = self.acts(event) {
            self.act_upon(key);
        }
    }

    /// The element instance where by this event somebody or something acts upon what was done before. An engine that looks
    /// something up, goes on over flows or asks somebody has done nothing that could not be undone.
    fn acts(&self, event: &Event) -> Option<Key> {
        // Where nothing was done, nothing can be taken back.
        if self.header.done.is_empty() {
            return None;
        }
        let is_approval = |key: Key| self.elements.get(&key).is_some_and(|e| e.ballot.is_some());
        let acts = match event {
            // Whoever fetched a job may have begun with it.
            Event::JobLocked(_)
            | Event::MessageReceived { .. }
            | Event::MessageThrown { .. }
            | Event::SignalThrown { .. }
            | Event::Returned { .. } => true,
            Event::WaitFired { key, wait } | Event::EventGathered(EventGathered { key, wait, .. }) => {
                self.wait(*key, *wait).is_some_and(Wait::comes_from_outside)
            }
            // Votes are seen in the seats while the approval is open, and may be taken back there.
            Event::UserTaskCompleted(UserTaskCompleted { key, .. }) => !is_approval(*key),
            Event::BallotDecided { key, by, .. } => by != "engine" || self.is_asked(*key),
            // Somebody's time is over.
            Event::SeatChanged { key, seat } => {
                matches!(&seat.state, SeatState::Voted(stand) if stand.by == "engine")
                    && self.seat_is_open(*key, seat.id)
            }
            Event::EscalationThrown { caught_by: None, .. } => self.header.parent.is_some(),
            _ => false,
        };
        event.key().filter(|_| acts)
    }

    /// Notes it at the element. What is entered by an event, or by hand, is noted once it is there.
    pub(super) fn act_upon(&mut self, key: Key) {
        if let Some(e) = self.elements.get(&key).filter(|_| !self.header.done.is_empty()) {
            let element = e.element.clone();
            self.note_acted(key, &element);
        }
    }

    /// Notes it for the whole, and for each of several instances of an activity that it happened in.
    pub(super) fn note_acted(&mut self, key: Key, element: &ElementId) {
        let seq = self.header.seq;
        self.header.acted_upon.insert(element.clone(), seq);
        let around = std::iter::successors(self.live(key).and_then(|e| e.scope), |key| self.live(*key)?.scope);
        let parts: Vec<Key> = around.filter(|key| self.is_one_of_several(*key)).collect();
        for part in parts {
            self.header.acted_within.entry(part).or_default().insert(element.clone(), seq);
        }
    }

    /// Notes what a join took, and that what somebody set by hand in a scope is not of the one that begins anew.
    pub(super) fn note_entered(&mut self, element: &ElementId, consumed: &[ElementId], how: Option<Intervention>) {
        if !consumed.is_empty() && !self.header.done.is_empty() {
            self.header.joined.insert(element.clone(), consumed.to_vec());
        }
        if how != Some(Intervention::Withdraw) && !self.header.by_hand.is_empty() {
            self.header.by_hand.remove(element);
        }
    }

    /// Notes what somebody sets by hand in a scope, and what becomes of it there.
    pub(super) fn note_by_hand(&mut self, scope: Key, name: &str, value: &Value, by_hand: bool) {
        if scope == 0 || !by_hand && self.header.by_hand.is_empty() {
            return;
        }
        let Some(element) = self.elements.get(&scope).map(|e| &e.element) else { return };
        let known = self.header.by_hand.get(element).is_some_and(|all| all.contains_key(name));
        if by_hand || known {
            self.header.by_hand.entry(element.clone()).or_default().insert(name.to_owned(), value.clone());
        }
    }

    fn is_asked(&self, key: Key) -> bool {
        let ballot = self.elements.get(&key).and_then(|e| e.ballot.as_ref());
        ballot.is_some_and(|ballot| ballot.seats.iter().any(|seat| seat.state == SeatState::Open))
    }

    fn seat_is_open(&self, key: Key, id: SeatId) -> bool {
        let ballot = self.elements.get(&key).and_then(|e| e.ballot.as_ref());
        ballot.and_then(|ballot| ballot.seat(id)).is_some_and(|seat| seat.state == SeatState::Open)
    }
}
