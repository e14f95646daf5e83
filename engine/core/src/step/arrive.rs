//! Tokens that come over flows, and those that wait for others at a join.
use super::park::is_parked;
use super::{Driver, Entry};
use crate::element;
use crate::event::{Event, GatewayAwaitsReset, GatewayReset};
use crate::id::{ElementId, Key, Keys};
use crate::instance::{Arrival, Phase};
use crate::process::{Gateway, Kind};
use crate::rare::Rare;
use smallvec::smallvec;

impl Driver<'_> {
    pub(super) fn arrive(&mut self, flow: &ElementId, scope: Key, from: Key, entry: Entry) {
        let node = self.process.target(flow);
        let key = self.stop_at(flow, scope, from, &entry);
        if !element::joins(self.process, node) {
            return self.enter(key, entry);
        }
        // What other tokens may still do does not matter to it.
        let alone = matches!(self.process.graph[node].kind, Kind::Gateway(Gateway::Parallel))
            || self.process.graph[node].quantity.start > 1;
        if alone
            && !is_parked(self.live(key))
            && let Ok(Some(consumed)) = element::ready(self.view(), self.live(key))
        {
            self.join(key, consumed);
        }
    }

    /// A token comes to an element, and is there; at a join it waits for others.
    pub(super) fn stop_at(&mut self, flow: &ElementId, scope: Key, from: Key, entry: &Entry) -> Key {
        let node = self.process.target(flow);
        let element = self.process.graph[node].id.clone();
        if !element::joins(self.process, node) {
            return self.create(element, Some(scope), smallvec![from], entry);
        }
        let waits_here = |k: &Key| {
            let e = self.live(*k);
            e.phase == Phase::Joining && e.element == element && e.scope == Some(scope)
        };
        // Whichever are fewer: many scopes may have a join of their own, and one scope may have much beside it.
        let (joining, inside) = (&self.instance.joining, &self.live(scope).children);
        let waiting = if joining.len() < inside.len() {
            joining.iter().copied().find(waits_here)
        } else {
            inside.iter().copied().find(waits_here)
        };
        let key = waiting.unwrap_or(self.instance.header.next_key);
        self.emit(Event::TokenArrived { key, element, scope, flow: flow.clone(), from });
        key
    }

    /// Takes one token from each of these flows; tokens that are left over wait for the next time.
    pub(super) fn join(&mut self, key: Key, consumed: Vec<ElementId>) {
        let e = self.live(key);
        let (element, mut left) = (e.element.clone(), e.arrived.clone());
        let (scope, resets) = (e.scope.expect("joins live in a scope"), e.reset.is_some());
        let starts = !resets && matches!(self.kind(key), Kind::ComplexGateway { .. });
        if e.incident.is_some() {
            self.emit(Event::IncidentResolved { key });
        }
        if resets && consumed.is_empty() {
            return self.reset(key, scope, &element, left);
        }
        let mut caused_by = Keys::new();
        for flow in &consumed {
            if let Some(i) = left.iter().position(|a| a.flow == *flow) {
                caused_by.push(left.remove(i).from);
            }
        }
        self.emit(Event::ElementActivating {
            key,
            element: element.clone(),
            scope: Some(scope),
            caused_by,
            triggered: false,
            consumed: consumed.clone().into(),
            variables: Rare::default(),
            intervention: None,
            compensating: None,
            resume: Rare::default(),
        });
        let next = self.instance.header.next_key;
        if starts {
            self.emit(Event::GatewayAwaitsReset(GatewayAwaitsReset {
                key: next,
                element: element.clone(),
                scope,
                consumed,
            }));
        }
        for token in left {
            let (element, flow, from) = (element.clone(), token.flow, token.from);
            self.emit(Event::TokenArrived { key: next, element, scope, flow, from });
        }
        self.enter(key, Entry::default());
    }

    /// BPMN 13.4.5: nothing was late, so nothing goes on; tokens that came for the next time begin it.
    fn reset(&mut self, key: Key, scope: Key, element: &ElementId, arrived: Vec<Arrival>) {
        self.emit(Event::GatewayReset(GatewayReset { key }));
        if arrived.is_empty() {
            self.lost_child(scope);
        }
        let next = self.instance.header.next_key;
        for Arrival { flow, from } in arrived {
            self.emit(Event::TokenArrived { key: next, element: element.clone(), scope, flow, from });
        }
    }
}
