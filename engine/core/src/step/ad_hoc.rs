//! Ad-hoc sub-processes: what is offered, what is chosen, when it is enough.
use super::condition::is_stopped;
use super::{Driver, Entered, Move};
use crate::command::Rejection;
use crate::element::{Next, ad_hoc};
use crate::event::Event;
use crate::id::{ElementId, Key, WaitId};
use crate::instance::{Phase, Variables};
use crate::process::{AdHoc, Kind};
use crate::wait::{Fires, Wait, WaitFor};
use smallvec::smallvec;

impl Driver<'_> {
    /// Somebody chooses an activity.
    pub(super) fn activate_activity(
        &mut self,
        key: Key,
        wait: WaitId,
        mut variables: Variables,
    ) -> Result<(), Rejection> {
        // Nobody chooses approvers in the place of the initiator.
        if self.actor != self.instance.header.initiator {
            variables.remove(crate::approval::CHOSEN);
        }
        // What is given is seen in the activity alone; it must not hide from it what the instance says.
        if let Some(name) = variables.keys().find(|name| self.instance.variable(key, name).is_some()) {
            return Err(Rejection::VariableHidden { name: name.clone() });
        }
        let wait = self.wait_that(key, wait, |on| matches!(on, WaitFor::Activation { chosen: false, .. }))?;
        let sequential = self.ad_hoc(key).is_some_and(|a| a.sequential);
        self.choose(key, &wait, variables, sequential);
        Ok(())
    }

    /// Somebody says that an ad-hoc sub-process is done. Where the model has a condition for that, it is the condition's.
    pub(super) fn complete_ad_hoc(&mut self, key: Key) -> Result<(), Rejection> {
        let open = self.instance.elements.get(&key).is_some_and(|e| e.phase == Phase::Activated);
        let ad_hoc = if open { self.ad_hoc(key) } else { None };
        let ad_hoc = ad_hoc.ok_or(Rejection::NoSuchElement { key })?;
        if ad_hoc.completion_condition.is_some() {
            return Err(Rejection::HasCompletionCondition { key });
        }
        let idle = self.live(key).children.is_empty();
        let next = if idle { Next::Enough } else { ad_hoc::closing(ad_hoc) };
        self.follow(key, next);
        Ok(())
    }

    /// What the model itself has chosen begins: all at once, or one after the other.
    pub(super) fn begin(&mut self, key: Key, chosen: Vec<ElementId>) {
        if self.ad_hoc(key).is_some_and(|a| a.sequential) {
            for activity in chosen {
                self.open(key, WaitFor::Activation { activity, chosen: true }, Fires::Activation, 0);
            }
            return self.choose_next(key);
        }
        self.offer(key);
        self.budget.grant(2 * chosen.len());
        for activity in chosen {
            self.enter_activity(key, &activity, Variables::new());
        }
    }

    /// Every enabled activity may be chosen, again and again.
    pub(super) fn offer(&mut self, key: Key) {
        let node = self.process.node(&self.live(key).element);
        for activity in ad_hoc::enabled(self.process, node) {
            let on = WaitFor::Activation { activity, chosen: false };
            if !self.live(key).waits.iter().any(|w| w.on == on) {
                self.open(key, on, Fires::Activation, 0);
            }
        }
    }

    /// The next of those that the model has chosen; after them whatever somebody chooses.
    pub(super) fn choose_next(&mut self, key: Key) {
        let waits = &self.live(key).waits;
        match waits.iter().find(|w| matches!(w.on, WaitFor::Activation { chosen: true, .. })).cloned() {
            Some(wait) => self.choose(key, &wait, Variables::new(), true),
            None => self.offer(key),
        }
    }

    /// BPMN 13.3.5: where activities are done one at a time, nothing else may be chosen until this one is done.
    fn choose(&mut self, key: Key, wait: &Wait, variables: Variables, sequential: bool) {
        let WaitFor::Activation { activity, .. } = &wait.on else { unreachable!("an activation is chosen") };
        if sequential {
            self.emit(Event::WaitFired { key, wait: wait.id });
            self.close(key, |w| matches!(w.on, WaitFor::Activation { chosen: false, .. }));
        }
        self.enter_activity(key, activity, variables);
    }

    fn enter_activity(&mut self, key: Key, activity: &ElementId, locals: Variables) {
        let node = self.process.outermost(self.process.node(activity));
        let element = self.process.graph[node].id.clone();
        let entry = Entered::knowing(locals);
        self.moves.push_back(Move::Enter { element, scope: Some(key), caused_by: smallvec![key], entry });
    }

    /// After an activity, before its token goes on: is it enough?
    pub(super) fn ended_in(&mut self, scope: Key, element: &ElementId) {
        let Some(ad_hoc) = self.ad_hoc(scope).filter(|_| ad_hoc::is_work(&self.process.element(element).kind)) else {
            return;
        };
        let e = self.live(scope);
        if e.phase != Phase::Activated || is_stopped(e) || e.undoes() {
            return;
        }
        match ad_hoc::enough(self.view(), e, ad_hoc) {
            Ok(Some(next)) => self.follow(scope, next),
            Ok(None) => {}
            Err(stop) => self.stop(scope, stop),
        }
    }

    fn ad_hoc(&self, key: Key) -> Option<&'_ AdHoc> {
        match &self.process.element(&self.instance.elements.get(&key)?.element).kind {
            Kind::AdHoc(ad_hoc) => Some(ad_hoc),
            _ => None,
        }
    }
}
