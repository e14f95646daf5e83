//! Activities, and what may happen to them while they run.
use super::sketch::{events, is_activity};
use super::{Around, Builder, Places, Start, done, has};
use crate::model::{EventKind, Node, NodeKind};
use crate::soundness::net::{Guard, Scope, Transition};
use crate::soundness::space::TOKENS_MAX;

impl<'a> Builder<'a> {
    /// A task, a call or anything else that is one step from outside.
    pub(super) fn task(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>, node: &'a Node) {
        self.counted(node);
        let (from, more) = self.gathered(around, places, node);
        let (ways, sends) = (self.left(around, places, node), self.sends(&node.id));
        let awaits = self.received.contains_key(&node.id);
        let mut end = Transition::default();
        let running = if let Some(active) = places.active.get(&node.id).copied() {
            let mut start = Transition { take: more, give: vec![active], ..Transition::default() };
            start.give.extend(armed(around, places, node));
            // Who sends and awaits sends first: it asks, and waits for the answer.
            let late = if awaits { &mut start.give } else { &mut end.give };
            late.extend(sends);
            self.pass(node, around.scope, &from, &[vec![]], &start);
            end.zero = armed(around, places, node);
            self.boundaries(around, places, node, active, None);
            vec![active]
        } else {
            end.give.extend(sends);
            end.take = more;
            from
        };
        for message in self.triggers(&node.id) {
            let mut end = end.clone();
            end.take.extend(message);
            self.pass(node, around.scope, &running, &ways, &end);
        }
    }

    /// BPMN 13.3.4: a sub-process runs as long as a token is in it.
    pub(super) fn subprocess(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>, node: &'a Node) {
        self.counted(node);
        let active = places.active[&node.id];
        let scope = self.scope(around, node);
        let inner = Around { sketch: around.sketch, scope, node: Some(node) };
        let mut first = self.content(inner, places, &Start::Entered);
        first.push(active);
        first.extend(armed(around, places, node));
        first.extend(armed_inside(inner, places));
        let (from, more) = self.gathered(around, places, node);
        let enter = Transition { take: more, give: first, guard: Guard::Idle(active), ..Transition::default() };
        self.pass(node, around.scope, &from, &[vec![]], &enter);
        let end = Transition {
            guard: done(scope),
            clear: Some(scope),
            zero: armed(around, places, node),
            give: self.sends(&node.id),
            ..Transition::default()
        };
        let ways = self.left(around, places, node);
        self.pass(node, around.scope, &[active], &ways, &end);
        self.boundaries(around, places, node, active, Some(scope));
    }

    /// BPMN 13.5.4: an event sub-process begins with its event, and ends what runs beside it when it interrupts.
    pub(super) fn event_subprocess(&mut self, around: Around<'_, 'a>, places: &mut Places<'a>, node: &'a Node) {
        let active = places.active[&node.id];
        let scope = self.scope(around, node);
        let inner = Around { sketch: around.sketch, scope, node: Some(node) };
        let mut first = self.content(inner, places, &Start::Entered);
        first.extend(armed_inside(inner, places));
        first.push(active);
        places.entries.insert(&node.id, first.clone());
        let end = Transition { take: vec![active], guard: done(scope), clear: Some(scope), ..Transition::default() };
        self.add(end, None);
        let Some(start) = around.sketch.start_of(node) else { return };
        let (interrupting, thrown) = (interrupts(start), is_thrown(start));
        if thrown && !around.sketch.may_fail(around.node) {
            return;
        }
        for message in self.triggers(&start.id) {
            let take = places.armed.get(&node.id).copied().into_iter().chain(message).collect();
            let clear = interrupting.then_some(around.scope);
            let guard = Guard::Busy(around.scope);
            self.add(Transition { take, give: first.clone(), clear, guard, ..Transition::default() }, Some(&node.id));
        }
    }

    /// What stands on the border of an activity: it ends the activity, or a token begins beside it.
    fn boundaries(
        &mut self,
        around: Around<'_, 'a>,
        places: &Places<'a>,
        node: &'a Node,
        active: usize,
        scope: Option<usize>,
    ) {
        for boundary in around.sketch.boundaries(node) {
            let NodeKind::BoundaryEvent { events, .. } = &boundary.kind else { continue };
            let only_thrown = has(events, |kind| matches!(kind, EventKind::Cancel));
            let thrown = is_thrown(boundary) && scope.is_some() && !around.sketch.may_fail(Some(node));
            if only_thrown || thrown {
                continue;
            }
            let ways = self.ways(around, places, boundary);
            for message in self.triggers(&boundary.id) {
                let mut with = Transition { take: message.into_iter().collect(), ..Transition::default() };
                if interrupts(boundary) {
                    with.zero = armed(around, places, node);
                    with.clear = scope;
                } else {
                    with.take.extend(places.armed.get(&boundary.id));
                    with.give.push(active);
                }
                self.pass(boundary, around.scope, &[active], &ways, &with);
            }
        }
    }

    /// An activity that tokens should pass.
    pub(super) fn counted(&mut self, node: &Node) {
        if node.quantity.start.max(node.quantity.completion) > u32::from(TOKENS_MAX) {
            self.net.unknown.push(node.id.clone());
        }
        let known = || self.activities.last().is_some_and(|(id, _)| *id == node.id);
        if is_activity(node) && !known() {
            self.activities.push((node.id.clone(), node.place));
        }
    }

    /// The ways out of an activity, with as many tokens over each flow as it gives.
    fn left(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node) -> Vec<Vec<usize>> {
        let ways = self.ways(around, places, node);
        ways.into_iter().map(|way| way.repeat(node.quantity.completion.max(1) as usize)).collect()
    }

    fn scope(&mut self, around: Around<'_, 'a>, node: &Node) -> usize {
        self.net.scopes.push(Scope { parent: Some(around.scope), id: node.id.clone() });
        self.net.scopes.len() - 1
    }
}

/// The events on the border of an activity that may still happen once.
pub(super) fn armed<'a>(around: Around<'_, 'a>, places: &Places<'a>, node: &Node) -> Vec<usize> {
    around.sketch.boundaries(node).iter().filter_map(|boundary| places.armed.get(&boundary.id).copied()).collect()
}

/// The event sub-processes in a scope that may still begin.
fn armed_inside<'a>(inner: Around<'_, 'a>, places: &Places<'a>) -> Vec<usize> {
    let inside = inner.sketch.inside(inner.node);
    // Event sub-processes, and gateways that start once.
    let armed = inside.into_iter().filter(|node| !matches!(node.kind, NodeKind::BoundaryEvent { .. }));
    armed.filter_map(|node| places.armed.get(&node.id).copied()).collect()
}

/// Whether an event ends what it stands on. BPMN 10.5.6: an error always does.
pub(super) fn interrupts(node: &Node) -> bool {
    let error = has(events(node), |kind| matches!(kind, EventKind::Error(_) | EventKind::Cancel));
    match &node.kind {
        NodeKind::BoundaryEvent { interrupting, .. } | NodeKind::StartEvent { interrupting, .. } => {
            *interrupting || error
        }
        _ => true,
    }
}

/// Whether it happens only when something inside throws it.
fn is_thrown(node: &Node) -> bool {
    let definitions = events(node);
    !definitions.is_empty()
        && definitions.iter().all(|event| matches!(event.kind, EventKind::Error(_) | EventKind::Escalation(_)))
}
