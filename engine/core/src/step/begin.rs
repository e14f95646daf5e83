//! Scopes that begin with an event that has already happened: event sub-processes, and processes started at an event.
//! And whatever cannot begin yet: it keeps what came with its event.
use super::{Driver, Entered, Entry, Move};
use crate::command::Came;
use crate::event::Event;
use crate::id::{ElementId, Key};
use crate::instance::{HeldEntry, Phase, Variables};
use crate::process::Kind;
use smallvec::smallvec;

impl Driver<'_> {
    /// BPMN 13.5.4: the start event of the scope has already happened, and is entered as such. What is awaited beside it
    /// is opened first: while that fails nothing begins, and the event is kept until it can.
    pub(super) fn begin_at(&mut self, key: Key, start: ElementId, entry: Entry) {
        let attached = match self.attached_waits(key) {
            Ok(attached) => attached,
            Err(stop) => {
                let start = Some(start).filter(|_| key == 0);
                let Entered { payload, came, .. } = entry.open();
                self.hold_entry(key, HeldEntry { start, payload, came });
                return self.stop(key, stop);
            }
        };
        self.emit(Event::ElementActivated { key });
        for (on, fires, part) in attached {
            self.open(key, on, fires, part);
        }
        let node = self.process.node(&self.live(key).element);
        if node == self.process.root {
            self.begin_with(key, &start, entry.open().came);
        } else {
            self.moves.push_back(Move::Enter { element: start, scope: Some(key), caused_by: smallvec![key], entry });
        }
        self.enter_implicit(key, node);
    }

    /// The start event that a scope begins with, where that has already happened.
    pub(super) fn begins_at(&self, key: Key) -> Option<ElementId> {
        let e = self.live(key);
        if let Some(start) = e.held.as_ref().and_then(|held| held.start.clone()) {
            return Some(start);
        }
        let node = self.process.node(&e.element);
        if !matches!(self.process.graph[node].kind, Kind::EventSubProcess) {
            return None;
        }
        self.process.start_of(node).map(|start| self.process.graph[start].id.clone())
    }

    /// What cannot be entered yet keeps what came with its event.
    pub(super) fn hold(&mut self, key: Key, payload: Variables, came: Option<Came>) {
        let start = self.live(key).held.as_ref().and_then(|held| held.start.clone());
        self.hold_entry(key, HeldEntry { start, payload, came });
    }

    /// The same of all that it was to be entered with.
    pub(super) fn hold_all(&mut self, key: Key, entry: Entry) {
        let Entered { payload, came, .. } = entry.open();
        self.hold(key, payload, came);
    }

    fn hold_entry(&mut self, key: Key, entry: HeldEntry) {
        let before = self.live(key).held.as_deref().cloned().unwrap_or_default();
        if before != entry {
            self.emit(Event::EntryHeld { key, held: entry });
        }
    }

    /// What came with the event is received once, however often the element is asked again.
    pub(super) fn receive_entry(&mut self, key: Key, payload: Variables) {
        if payload.is_empty() {
            return;
        }
        self.receive(key, payload);
        if let Some(held) = self.live(key).held.clone() {
            self.hold(key, Variables::new(), held.came);
        }
    }

    /// What came first of several triggers counts as soon as the event awaits them.
    pub(super) fn first_of_several(&mut self, key: Key, came: Option<Came>) {
        let Some(came) = came else { return };
        if self.live(key).phase == Phase::Activating {
            self.hold(key, Variables::new(), Some(came));
        } else {
            self.first_came(key, &came);
        }
    }

    /// With what an element that could not begin is entered again.
    pub(super) fn entered_again(&self, key: Key) -> Entry {
        let held = self.live(key).held.as_deref().cloned().unwrap_or_default();
        // An event takes what came first from what is held, once it awaits the others.
        let came = held.came.filter(|_| self.begins_at(key).is_some());
        Entry::from(Entered { triggered: self.live(key).triggered, payload: held.payload, came, ..Entered::default() })
    }
}
