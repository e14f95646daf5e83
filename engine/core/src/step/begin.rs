//! Scopes that begin with an event that has already happened: event sub-processes, and processes started at an event.
use super::{Driver, Entry, Move};
use crate::command::Came;
use crate::event::Event;
use crate::id::{ElementId, Key};
use crate::instance::Variables;
use crate::process::Kind;

impl Driver<'_> {
    /// BPMN 13.5.4: the start event of the scope has already happened, and is entered as such. What is awaited beside it
    /// is opened first: while that fails nothing begins, and the event is kept until it can.
    pub(super) fn begin_at(&mut self, key: Key, start: ElementId, entry: Entry) {
        let attached = match self.attached_waits(key) {
            Ok(attached) => attached,
            Err(stop) => {
                self.hold_start(key, start, entry.payload, entry.came);
                return self.stop(key, stop);
            }
        };
        self.emit(Event::ElementActivated { key });
        for (on, fires, part) in attached {
            self.open(key, on, fires, part);
        }
        let node = self.process.node(&self.live(key).element);
        if node == self.process.root {
            self.begin_with(key, &start, entry.came);
        } else {
            self.moves.push_back(Move::Enter { element: start, scope: Some(key), caused_by: vec![key], entry });
        }
        self.enter_implicit(key, node);
    }

    /// The start event that a scope begins with, where that has already happened.
    pub(super) fn begins_at(&self, key: Key) -> Option<ElementId> {
        let e = self.live(key);
        if let Some(held) = &e.held {
            return Some(held.start.clone());
        }
        let start = self.process.start_of(self.process.node(&e.element));
        let start = start.filter(|_| *self.kind(key) == Kind::EventSubProcess);
        start.map(|start| self.process.graph[start].id.clone())
    }

    /// A scope that cannot be entered yet keeps what came with its event.
    pub(super) fn hold(&mut self, key: Key, payload: Variables) {
        if let Some(start) = self.begins_at(key) {
            self.hold_start(key, start, payload, None);
        }
    }

    fn hold_start(&mut self, key: Key, start: ElementId, payload: Variables, came: Option<Came>) {
        if self.live(key).held.is_none() {
            self.emit(Event::StartHeld { key, start, payload, came });
        }
    }
}
