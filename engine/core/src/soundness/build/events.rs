//! Events on the way of tokens.
use super::activities::{armed, interrupts};
use super::catchers::{Catcher, Throw, Thrown, find};
use super::sketch::link;
use super::{Around, Builder, Places, has};
use crate::model::{EventDefinition, EventKind, Node, NodeKind};
use crate::soundness::net::{PlaceKind, Transition};

impl<'a> Builder<'a> {
    /// Start events and catch events: they go on when what they wait for comes.
    pub(super) fn catch(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node) {
        let ways = self.ways(around, places, node);
        // The event that begins an event sub-process has happened when the sub-process begins.
        let inside = matches!(node.kind, NodeKind::StartEvent { .. }) && around.node.is_some();
        let triggers = if inside { vec![None] } else { self.triggers(&node.id) };
        for message in triggers {
            let take = message.into_iter().collect();
            self.pass(node, around.scope, &places.before(node), &ways, &Transition { take, ..Transition::default() });
        }
    }

    /// Throw events and end events.
    pub(super) fn throw(
        &mut self,
        around: Around<'_, 'a>,
        places: &mut Places<'a>,
        node: &'a Node,
        events: &'a [EventDefinition],
    ) {
        let mut with = Transition { give: self.sends(&node.id), ..Transition::default() };
        let ends = matches!(node.kind, NodeKind::EndEvent { .. });
        if ends && around.node.is_none() {
            with.give.push(self.net.place(PlaceKind::End, &node.id, node.place, Some(around.scope)));
        }
        if has(events, |kind| matches!(kind, EventKind::Terminate)) {
            with.clear = Some(around.scope);
        }
        if has(events, |kind| matches!(kind, EventKind::TerminateAll)) {
            with.clear = Some(self.scope_of(around, None));
            return self.pass(node, around.scope, &places.before(node), &[vec![]], &with);
        }
        let mut ways = self.ways(around, places, node);
        for name in events.iter().filter_map(link) {
            let targets = around.sketch.link_targets(around.node, name);
            let jump = targets.first().and_then(|target| places.into.get(&target.id)?.last().copied());
            for way in &mut ways {
                way.extend(jump);
            }
        }
        let Some(thrown) = events.iter().find_map(|event| Thrown::of(event, ends)) else {
            return self.pass(node, around.scope, &places.before(node), &ways, &with);
        };
        // Who catches it may stand further down in the file, so this is told when everything has its places.
        let throw = Throw { node, thrown, from: places.before(node), with, ways };
        places.throws.push((throw, around.scope));
    }

    /// What is thrown goes to the nearest that catches it; an error or a cancel that nobody catches ends the process.
    pub(super) fn thrown(&mut self, around: Around<'_, 'a>, places: &Places<'a>, throw: &Throw<'a>) {
        let mut with = throw.with.clone();
        let scope = around.scope;
        let mut ways = throw.ways.clone();
        match find(around, &throw.thrown) {
            Some((Catcher::Boundary { node, boundary }, outer)) => {
                let (from, inner) = self.scopes_of(around, outer.node, node);
                let active = places.active[&node.id];
                let beside = self.ways(Around { scope: from, ..outer }, places, boundary);
                if interrupts(boundary) {
                    with.clear = Some(inner);
                    with.zero = armed(outer, places, node);
                    with.take.push(active);
                    ways = beside;
                } else {
                    ways = ways.iter().flat_map(|way| beside.iter().map(|b| [&way[..], &b[..]].concat())).collect();
                }
                with.steps = Some(self.steps.one(&throw.node.id));
                return self.pass(boundary, scope, &throw.from, &ways, &with);
            }
            Some((Catcher::EventSubProcess { node, start }, outer)) => {
                let entries = places.entries.get(&node.id).cloned().unwrap_or_default();
                if interrupts(start) {
                    with.clear = Some(self.scope_of(around, outer.node));
                    ways = vec![entries];
                } else {
                    for way in &mut ways {
                        way.extend(&entries);
                    }
                }
                with.twins = Some(self.steps.one(&node.id));
            }
            None if throw.thrown.is_fatal() => {
                with.clear = Some(self.scope_of(around, None));
                ways = vec![vec![]];
            }
            None => {}
        }
        self.pass(throw.node, scope, &throw.from, &ways, &with);
    }

    fn scope_of(&self, around: Around<'_, 'a>, node: Option<&Node>) -> usize {
        let id = node.map_or(&around.sketch.process.id, |node| &node.id);
        let mut scope = around.scope;
        while self.net.scopes[scope].id != *id {
            match self.net.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        scope
    }

    /// The scope in which a sub-process stands, and the one that it is.
    fn scopes_of(&self, around: Around<'_, 'a>, outer: Option<&Node>, node: &Node) -> (usize, usize) {
        (self.scope_of(around, outer), self.scope_of(around, Some(node)))
    }
}
