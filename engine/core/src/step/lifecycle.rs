//! The life of an element instance: enter, complete, leave, terminate.
use super::condition::is_stopped;
use super::{Driver, ELEMENT_INSTANCES_MAX, Entered, Entry, Move};
use crate::approval::Verdict;
use crate::element::{self, Called, Child, Next};
use crate::event::{Event, Intervention, LoopStarted};
use crate::failure::{Failure, Stop};
use crate::id::{ElementId, FlowIds, InstanceId, Key, Keys};
use crate::instance::{ElementInstance, Phase, Variables};
use crate::process::{Call, Kind};
use crate::rare::Rare;
use crate::wait::{Fires, Wait, WaitFor};
use petgraph::graph::NodeIndex;
use smallvec::smallvec;

impl Driver<'_> {
    pub(super) fn create(&mut self, element: ElementId, scope: Option<Key>, caused_by: Keys, entry: &Entry) -> Key {
        let key = self.instance.header.next_key;
        self.emit(Event::ElementActivating {
            key,
            element,
            scope,
            caused_by,
            triggered: entry.triggered,
            consumed: Rare::default(),
            variables: entry.locals.clone().into(),
            intervention: entry.intervention,
            compensating: entry.compensating.map(Box::new),
            resume: entry.resume.clone().into(),
        });
        self.ask_again(key, &entry.asked);
        key
    }

    /// Inputs, then what came with the event, then the element's own question.
    pub(super) fn enter(&mut self, key: Key, entry: Entry) {
        if self.live(key).undoes() {
            return self.activate(key);
        }
        let inputs = match self.mapped(key, &self.process.element(&self.live(key).element).inputs) {
            Ok(inputs) => inputs,
            Err(stop) => {
                self.hold_all(key, entry);
                return self.stop(key, stop);
            }
        };
        for (name, value) in inputs {
            self.set(key, name, value, Some(key), None);
        }
        self.declare(key);
        if let Err(stop) = self.announce(key) {
            self.hold_all(key, entry);
            return self.stop(key, stop);
        }
        if let Some(start) = self.begins_at(key) {
            return self.begin_at(key, start, entry);
        }
        let Entered { payload, came, .. } = entry.open();
        self.receive_entry(key, payload);
        self.listen_first(key);
        self.first_of_several(key, came);
    }

    /// What an element sets around it on entry, such as the code of the error that it caught.
    fn announce(&mut self, key: Key) -> Result<(), Stop> {
        let e = self.live(key);
        let (sets, scope) = (self.mapped(key, &self.process.element(&e.element).sets)?, e.scope.unwrap_or(0));
        for (name, value) in sets {
            let holder = self.instance.holder(scope, &name).unwrap_or(0);
            self.set(holder, name, value, Some(key), None);
        }
        Ok(())
    }

    /// The element's own question, asked on entry and again when it was stuck there.
    pub(super) fn activate(&mut self, key: Key) {
        match element::activate(self.view(), self.live(key)) {
            Err(stop) => self.stop(key, stop),
            Ok(next) => {
                let leaves = matches!(next, Next::Complete | Next::Assign(..)) || self.live(key).undoes();
                // What fails here is tried again from the beginning, so it comes before the element is at work.
                let attached = match if leaves { Ok(vec![]) } else { self.attached_waits(key) } {
                    Ok(attached) => attached,
                    Err(stop) => return self.stop(key, stop),
                };
                let came = self.live(key).held.as_ref().and_then(|held| held.came.clone());
                if self.live(key).phase == Phase::Activating {
                    self.emit(Event::ElementActivated { key });
                }
                for (on, fires, part) in attached {
                    self.open(key, on, fires, part);
                }
                self.follow(key, next);
                self.first_of_several(key, came);
            }
        }
    }

    /// BPMN 13.3.4: whatever no flow leads to begins with its scope, beside the start event.
    pub(super) fn enter_implicit(&mut self, key: Key, scope: NodeIndex) {
        for node in self.process.implicit_starts(scope) {
            let element = self.process.graph[node].id.clone();
            let entry = Entry::default();
            self.moves.push_back(Move::Enter { element, scope: Some(key), caused_by: smallvec![key], entry });
        }
    }

    pub(super) fn child_gone(&mut self, key: Key) {
        let at_work = |e: &ElementInstance| e.phase == Phase::Activated && !e.ending && !is_stopped(e);
        let waiting = self.instance.elements.get(&key).is_some_and(|e| at_work(e));
        if !waiting {
            return;
        }
        if !self.report(key) {
            return;
        }
        match element::child_gone(self.view(), self.live(key)) {
            Err(stop) => self.stop(key, stop),
            Ok(next) => self.follow(key, next),
        }
    }

    pub(super) fn follow(&mut self, key: Key, next: Next) {
        match next {
            Next::Rest => {}
            Next::Wait(waits) => {
                let given =
                    waits.iter().any(|(on, _)| matches!(on, WaitFor::UserTask(task) if task.assignee.is_some()));
                let part = |at: usize| waits[..at].iter().filter(|(_, before)| *before == waits[at].1).count();
                let parts: Vec<usize> = (0..waits.len()).map(part).collect();
                for ((on, fires), part) in waits.into_iter().zip(parts) {
                    self.open(key, on, fires, part);
                }
                if given {
                    self.assigned(key);
                }
            }
            Next::Approve(opening) => self.open_ballot(key, opening),
            Next::Call(Called { process, bound, business_key }) => {
                let instance = InstanceId::child(self.instance.header.id, self.instance.header.next_wait, self.now);
                self.open(key, WaitFor::Child { process, instance, bound, business_key }, Fires::Owner, 0);
                if let Kind::CallActivity(Call { instance_variable: Some(name), .. }) = self.kind(key) {
                    self.receive_around(key, Variables::from([(name.clone(), instance.to_string().into())]));
                }
            }
            Next::Complete => self.moves.push_back(Move::Complete(key)),
            Next::Assign(name, value) => {
                self.receive(key, Variables::from([(name, value)]));
                self.moves.push_back(Move::Complete(key));
            }
            Next::Scripted(outcome, result) => {
                let value = outcome.value.clone();
                if self.do_as_scripted(key, *outcome) {
                    self.receive(key, result.map(|name| (name, value)).into_iter().collect());
                    self.moves.push_back(Move::Complete(key));
                }
            }
            Next::Children(children) => self.enter_children(key, children),
            Next::Loop(total, items) => self.begin_loop(key, total, items),
            Next::Enough => {
                self.terminate_children(key, None);
                self.moves.push_back(Move::Complete(key));
            }
            Next::Offer => self.offer(key),
            Next::Begin(chosen) => self.begin(key, chosen),
            Next::Choose => self.choose_next(key),
            Next::Close => self.close(key, |w| matches!(w.on, WaitFor::Activation { .. })),
            Next::Throw(thrown) => self.throw(key, thrown),
            Next::Throws(thrown, then) => {
                if thrown.into_iter().all(|one| self.throw_one(key, one, &Variables::new())) {
                    self.follow(key, *then);
                }
            }
            Next::Jump(target) => {
                let element = self.process.graph[target].id.clone();
                let scope = self.live(key).scope;
                self.moves.push_back(Move::Complete(key));
                let entry = Entered::triggered();
                self.moves.push_back(Move::Enter { element, scope, caused_by: smallvec![key], entry });
            }
            Next::TerminateScope => {
                let scope = self.live(key).scope.expect("end events live in a scope");
                self.drop_tokens(scope);
                let others: Vec<Key> = self.instance.children(scope).map(|e| e.key).filter(|k| *k != key).collect();
                for other in others {
                    self.terminate(other, None);
                }
                self.moves.push_back(Move::Complete(key));
            }
            Next::TerminateAll => self.terminate_all(key),
            Next::Compensate { activities, wait } => self.compensate(key, activities, wait),
            Next::Undo(undoing) => self.undo(key, undoing),
            Next::Handle(handler) => {
                let entry = Entered::triggered();
                self.moves.push_back(Move::Enter {
                    element: handler,
                    scope: Some(key),
                    caused_by: smallvec![key],
                    entry,
                });
            }
            Next::Undone => self.undone(key),
            Next::CancelTransaction => self.cancel_transaction(key),
        }
    }

    /// Where there is no room for its instances none of them is made.
    fn begin_loop(&mut self, key: Key, total: u32, items: Option<Vec<serde_json::Value>>) {
        self.emit(Event::LoopStarted(LoopStarted { key, total, items }));
        let at_once = match self.kind(key) {
            Kind::MultiInstance(looped) if !looped.sequential => total as usize,
            _ => 0,
        };
        if at_once > 0 && self.has_no_room_for_all(at_once) {
            return self.stop(key, Stop::Failed(Failure::InstanceTooLarge { max: ELEMENT_INSTANCES_MAX }));
        }
        self.child_gone(key);
    }

    fn enter_children(&mut self, key: Key, children: Vec<Child>) {
        if self.has_no_room_for_all(children.len()) {
            return self.stop(key, Stop::Failed(Failure::InstanceTooLarge { max: ELEMENT_INSTANCES_MAX }));
        }
        let now = match self.kind(key) {
            Kind::MultiInstance(_) if self.unbegun.contains(&key) => return,
            Kind::MultiInstance(_) => self.begins_now(key, children.len()),
            _ => children.len(),
        };
        for Child { element, variables } in children.into_iter().take(now) {
            let entry = Entered::knowing(variables);
            self.moves.push_back(Move::Enter { element, scope: Some(key), caused_by: smallvec![key], entry });
        }
    }

    /// Outputs, then the flows. While outputs fail the element stays at work; once they are set it is completing.
    pub(super) fn complete(&mut self, key: Key) {
        if self.live(key).phase == Phase::Activated {
            let outputs_last = self.outputs_last(key);
            if !outputs_last && let Err(stop) = self.give(key, !self.collects_last(key)) {
                self.work_done(key);
                return self.stop(key, stop);
            }
            // Listeners of the end may still throw errors to its boundary.
            let stays =
                |wait: &Wait| wait.fires == Fires::Aside || (outputs_last && matches!(wait.on, WaitFor::Error { .. }));
            self.close(key, |wait| !stays(wait));
            self.emit(Event::ElementCompleting { key });
        }
        self.listen(key);
    }

    /// What has done its own work and cannot be left yet does not do it again.
    pub(super) fn work_done(&mut self, key: Key) {
        if !self.live(key).triggered {
            self.emit(Event::WorkDone { key });
        }
    }

    /// The listeners of the end are done: outputs that had to wait for them, then the flows.
    pub(super) fn finish(&mut self, key: Key) {
        if self.live(key).waits.iter().any(|wait| wait.fires == Fires::Aside) {
            return;
        }
        let given = match (self.outputs_last(key), self.collects_last(key)) {
            (true, _) => self.give(key, true),
            (false, true) => self.collected(key),
            (false, false) => Ok(()),
        };
        if let Err(stop) = given {
            return self.stop(key, stop);
        }
        self.leave(key);
    }

    /// What is ended while its listeners are told has not completed, and is in no collection.
    fn collects_last(&self, key: Key) -> bool {
        let listeners = &self.process.element(&self.live(key).element).listeners;
        let told = [&listeners.end, &listeners.update, &listeners.assignment];
        told.into_iter().any(|all| !all.is_empty()) || !listeners.timeout.is_empty()
    }

    /// In Camunda 7 and its kin outputs are set after the listeners of the end.
    fn outputs_last(&self, key: Key) -> bool {
        let listeners = &self.process.element(&self.live(key).element).listeners;
        !listeners.end.is_empty() && !listeners.outputs_first
    }

    pub(super) fn leave(&mut self, key: Key) {
        // What is rejected on the way back goes where the model sends a rejection.
        let decided = self.live(key).ballot.as_ref().and_then(|ballot| ballot.decided.as_ref());
        let rejected = decided.is_some_and(|decided| decided.verdict == Verdict::Reject);
        let comes_back = !rejected && !self.live(key).resume.is_empty();
        let flows = if comes_back { Ok(FlowIds::new()) } else { element::leave(self.view(), self.live(key)) };
        let flows = match flows {
            Ok(flows) => flows,
            Err(stop) => return self.stop(key, stop),
        };
        if let Err(stop) = self.keep(key) {
            return self.stop(key, stop);
        }
        if comes_back {
            return self.come_back(key);
        }
        self.left(key, flows, &Entry::default());
    }

    /// The element instance ends; its token goes on over these flows, or ends with it.
    pub(super) fn left(&mut self, key: Key, flows: FlowIds, entry: &Entry) {
        self.close(key, |_| true);
        let (scope, element) = (self.live(key).scope, self.live(key).element.clone());
        self.emit(Event::ElementCompleted { key, flows: flows.clone() });
        let Some(scope) = scope else { return };
        if flows.is_empty() {
            self.lost_child(scope);
        }
        for flow in flows {
            self.moves.push_back(Move::Arrive { flow, scope, from: key, entry: entry.clone() });
        }
        self.ended_in(scope, &element);
    }

    /// The scope of a repeated activity is asked after each of its instances; others when all tokens rest.
    pub(super) fn lost_child(&mut self, scope: Key) {
        if element::repeats(self.kind(scope)) {
            self.child_gone(scope);
        } else {
            self.orphaned.insert(scope);
        }
    }

    pub(super) fn terminate(&mut self, key: Key, intervention: Option<Intervention>) {
        let around = self.live(key).scope;
        self.end(key, intervention);
        match around {
            Some(scope) => self.tell_gone(scope),
            None => self.gone.clear(),
        }
    }

    /// Ends what lives in a scope: its element instances, and its tokens in flight.
    pub(super) fn terminate_children(&mut self, key: Key, intervention: Option<Intervention>) {
        self.end_children(key, intervention);
        self.tell_gone(key);
    }

    fn end(&mut self, key: Key, intervention: Option<Intervention>) {
        self.end_children(key, intervention);
        self.going(key);
        self.close(key, |_| true);
        self.emit(Event::ElementTerminated { key, intervention });
    }

    pub(super) fn end_children(&mut self, key: Key, intervention: Option<Intervention>) {
        self.drop_tokens(key);
        let children: Vec<Key> = self.instance.children(key).map(|e| e.key).collect();
        for child in children {
            self.end(child, intervention);
        }
    }

    pub(super) fn drop_tokens(&mut self, ended: Key) {
        self.moves.retain(|m| match m {
            Move::Arrive { scope, .. } | Move::Enter { scope: Some(scope), .. } => *scope != ended,
            Move::Enter { scope: None, .. } | Move::Complete(_) | Move::Throw { .. } => true,
        });
    }
}
