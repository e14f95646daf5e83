//! Opening, firing and closing waits: one rule for all that can be waited for.
use super::{Driver, Entered, Entry, Move};
use crate::element::{self, waits_for};
use crate::event::Event;
use crate::failure::Stop;
use crate::id::{ElementId, Key};
use crate::instance::{Phase, Variables};
use crate::process::{Kind, Process, Trigger};
use crate::wait::{Fires, Wait, WaitFor};
use petgraph::graph::NodeIndex;
use smallvec::smallvec;

impl Driver<'_> {
    /// What the wait was for has come.
    pub(super) fn fire(&mut self, key: Key, wait: &Wait, payload: Variables, locals: Variables) {
        if self.needs_all(key, wait) {
            return self.gather(key, wait, payload, locals);
        }
        if wait.fires.once() {
            self.emit(Event::WaitFired { key, wait: wait.id });
            self.close_looks(key);
        }
        self.fired(key, wait, payload, locals);
    }

    /// What the wait stands for happens.
    pub(super) fn fired(&mut self, key: Key, wait: &Wait, payload: Variables, locals: Variables) {
        let scope = self.live(key).around();
        let compensated_by = self.live(key).scope.filter(|_| self.live(key).compensating.is_some());
        let entry = Entered { triggered: true, locals, payload, ..Entered::default() };
        match &wait.fires {
            Fires::Owner => {
                self.close(key, |w| w.fires == Fires::Owner);
                self.receive(key, entry.payload);
                self.moves.push_back(Move::Complete(key));
            }
            Fires::Boundary { event, interrupting } => {
                if *interrupting {
                    self.terminate(key, None);
                }
                let entry = Entry::from(entry);
                self.moves.push_back(Move::Enter { element: event.clone(), scope, caused_by: smallvec![key], entry });
                // From a handler the token goes on where the undone activity was, and who waits for the handler goes on too.
                if let Some(throw) = compensated_by.filter(|_| *interrupting) {
                    self.lost_child(throw);
                }
            }
            Fires::EventSubProcess { sub_process, interrupting } => {
                if *interrupting {
                    self.terminate_children(key, None);
                    self.close(key, |w| matches!(w.fires, Fires::EventSubProcess { .. } | Fires::Owner));
                }
                let (element, entry) = (sub_process.clone(), Entry::from(entry));
                self.moves.push_back(Move::Enter { element, scope: Some(key), caused_by: smallvec![key], entry });
            }
            Fires::Branch { flow } => {
                self.emit(Event::ElementCompleting { key });
                self.left(key, smallvec![flow.clone()], &Entry::from(entry));
            }
            Fires::Again => self.again(key),
            Fires::Seat => unreachable!("an opinion is given by its own command"),
            Fires::Overdue => self.overdue(key, wait.part),
            Fires::Look { .. } => unreachable!("the answer to a condition is judged by its own command"),
            Fires::Activation => unreachable!("an activity is chosen by its own command"),
            Fires::Listener => {
                self.receive(key, entry.payload);
                self.listen(key);
            }
            Fires::Told { listener } => self.timed_out(key, *listener),
            Fires::Aside => {
                self.receive(key, entry.payload);
                self.heard_aside(key);
            }
        }
    }

    /// Boundary events of the element and event sub-processes inside it: all are waits. False when one of them failed.
    pub(super) fn open_attached(&mut self, key: Key) -> bool {
        self.open_some(key, |_| true)
    }

    /// The boundary events alone: they catch from the moment an element is entered.
    pub(super) fn open_boundaries(&mut self, key: Key) -> bool {
        let awaiting = &self.process.element(&self.live(key).element).listeners.awaited_by;
        self.open_some(key, |fires| matches!(fires, Fires::Boundary { event, .. } if !awaiting.contains(event)))
    }

    fn open_some(&mut self, key: Key, some: impl Fn(&Fires) -> bool) -> bool {
        match self.attached_waits_that(key, some) {
            Ok(waits) => {
                for (on, fires, part) in waits {
                    self.open(key, on, fires, part);
                }
                true
            }
            Err(stop) => {
                self.stop(key, stop);
                false
            }
        }
    }

    /// What is not open yet of the waits for boundary events of an element instance and event sub-processes inside it.
    pub(super) fn attached_waits(&self, key: Key) -> Result<Vec<(WaitFor, Fires, usize)>, Stop> {
        self.attached_waits_that(key, |_| true)
    }

    /// The same for those events that are wanted.
    pub(super) fn attached_waits_that(
        &self,
        key: Key,
        wanted: impl Fn(&Fires) -> bool,
    ) -> Result<Vec<(WaitFor, Fires, usize)>, Stop> {
        let e = self.live(key);
        let mut waits = vec![];
        for (event, trigger, fires) in attached(self.process, self.process.node(&e.element)) {
            if !wanted(&fires) || e.waits.iter().any(|w| w.fires == fires) {
                continue;
            }
            let parts = waits_for(self.view(), key, &event, trigger)?;
            waits.extend(parts.into_iter().enumerate().map(|(part, on)| (on, fires.clone(), part)));
        }
        Ok(waits)
    }

    pub(super) fn open(&mut self, key: Key, on: WaitFor, fires: Fires, part: usize) {
        let id = self.instance.header.next_wait;
        let named = match (&on, self.kind(key)) {
            (WaitFor::UserTask(_), Kind::UserTask(kind)) => kind.id_variable.clone(),
            _ => None,
        };
        let wait = Wait { id, opened: self.now, on, fires, part: part as u32 };
        self.emit(Event::WaitOpened { key, wait: Box::new(wait) });
        if let Some(name) = named {
            let task = format!("{}.{key}.{id}", self.instance.header.id);
            self.receive_around(key, Variables::from([(name, task.into())]));
        }
    }

    /// Ends the waits that match.
    pub(super) fn close(&mut self, key: Key, matches: impl Fn(&Wait) -> bool) {
        if self.live(key).waits.is_empty() {
            return;
        }
        let child = |wait: &Wait| match wait.on {
            WaitFor::Child { instance, .. } => Some(instance),
            _ => None,
        };
        let closed = self.live(key).waits.iter().filter(|w| matches(w)).map(|w| (w.id, child(w)));
        for (wait, child) in closed.collect::<Vec<_>>() {
            self.emit(Event::WaitCancelled { key, wait, child });
        }
        self.close_looks(key);
    }

    /// The element needs a value that only a killable process may find.
    pub(super) fn ask(&mut self, key: Key, expression: String) {
        let on = WaitFor::Evaluation { expression };
        if !self.live(key).waits.iter().any(|w| w.on == on && w.fires == Fires::Again) {
            self.open(key, on, Fires::Again, 0);
        }
    }

    /// The element asks once more what it could not decide.
    pub(super) fn again(&mut self, key: Key) {
        let (phase, triggered) = (self.live(key).phase, self.live(key).triggered);
        match phase {
            _ if self.live(key).ending => self.listen(key),
            Phase::Joining => {}
            Phase::Activating => {
                let entry = self.entered_again(key);
                self.enter(key, entry);
            }
            Phase::Completing => self.listen(key),
            // A repeated activity that has ended is not asked whether it ends.
            Phase::Activated if triggered && element::repeats(self.kind(key)) => self.complete(key),
            Phase::Activated if element::is_scope(self.kind(key)) => self.child_gone(key),
            Phase::Activated if triggered => self.complete(key),
            Phase::Activated => self.activate(key),
        }
    }
}

/// The waits an element instance holds because of what is attached to it or waits inside it.
fn attached(process: &Process, node: NodeIndex) -> Vec<(ElementId, &Trigger, Fires)> {
    let mut found = vec![];
    for (sub, start) in process.event_sub_processes(node) {
        if let Kind::Start { trigger, interrupting, .. } = &process.graph[*start].kind {
            let sub_process = process.graph[*sub].id.clone();
            let fires = Fires::EventSubProcess { sub_process, interrupting: *interrupting };
            found.push((process.graph[*start].id.clone(), trigger, fires));
        }
    }
    // Listeners of a task that wait for a time.
    let element = &process.graph[node];
    for (listener, (trigger, _)) in element.listeners.timeout.iter().enumerate() {
        found.push((element.id.clone(), trigger, Fires::Told { listener: listener as u32 }));
    }
    for boundary in process.boundaries(node) {
        if let Kind::Boundary { trigger, interrupting } = &process.graph[*boundary].kind {
            let event = process.graph[*boundary].id.clone();
            found.push((event.clone(), trigger, Fires::Boundary { event, interrupting: *interrupting }));
        }
    }
    found
}
