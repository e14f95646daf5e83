//! 驳回 and 撤回: a matter goes back to an earlier task.
//!
//! A return has one meaning. The region is what the nearest common dominator of both ends dominates: a part of the scope
//! that has one entry. Exactly the tokens in it end, those included that have left it for a join outside and wait there;
//! one token begins at the target. What stands beside the region is not touched, and what has happened stays in history.
use super::{Driver, Entry, Move};
use crate::approval::ReturnTo;
use crate::command::Rejection;
use crate::event::{Actor, Event, Intervention};
use crate::id::{ElementId, Key};
use crate::instance::{Done, Phase, Place};
use crate::process::{Kind, Process};
use crate::region::Region;
use crate::wait::WaitFor;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

impl Driver<'_> {
    /// Sends a matter back, by whoever has the task.
    pub(super) fn send_back(
        &mut self,
        key: Key,
        to: &ReturnTo,
        come_back: bool,
        by: &str,
        comment: Option<String>,
    ) -> Result<(), Rejection> {
        let (from, target) = self.target(key, to)?;
        self.go(from, target, come_back, Intervention::Return, by, comment);
        Ok(())
    }

    /// Takes back what the caller has decided, while nobody has acted upon it.
    pub(super) fn withdraw(&mut self, element: &ElementId, by: &Actor) -> Result<(), Rejection> {
        let done = self.instance.header.done.iter().rev().find(|done| done.element == *element);
        if done.is_none_or(|done| done.by != by.id) {
            return Err(Rejection::NothingToWithdraw { by: by.id.clone() });
        }
        let live: Vec<Key> = self.instance.elements.keys().copied().collect();
        let to = ReturnTo::Element(element.clone());
        let Some((from, target)) = live.into_iter().find_map(|key| self.target(key, &to).ok()) else {
            return Err(Rejection::ActedUpon);
        };
        let scope = self.live(from).scope.expect("what goes back lives in a scope");
        let inside = self.inside(scope, &self.region(scope, from, target));
        if inside.iter().any(|key| !self.is_untouched(*key)) {
            return Err(Rejection::ActedUpon);
        }
        self.go(from, target, false, Intervention::Withdraw, &by.id, None);
        Ok(())
    }

    /// The element instance that goes back, and the element it goes back to; refused where that is no way back.
    pub(super) fn target(&self, key: Key, to: &ReturnTo) -> Result<(Key, NodeIndex), Rejection> {
        let done = &self.instance.header.done;
        let own = &self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?.element;
        match to {
            ReturnTo::Element(id) => {
                if !done.iter().any(|done| done.element == *id) {
                    return Err(Rejection::NeverDone { element: id.clone() });
                }
                self.reach(key, id)
            }
            ReturnTo::Previous => {
                let earlier = done.iter().rev().filter(|done| done.element != *own);
                earlier
                    .map(|done| self.reach(key, &done.element))
                    .find(Result::is_ok)
                    .unwrap_or(Err(Rejection::NowhereToReturn))
            }
            ReturnTo::Initiator => {
                let initiator = self.instance.header.initiator.as_deref();
                let theirs = |done: &&Done| Some(done.by.as_str()) == initiator;
                let earlier = || done.iter().filter(|done| done.element != *own && done.by != "engine");
                // What they gave to somebody else is theirs too: where they did nothing, it begins where the matter began.
                earlier()
                    .filter(theirs)
                    .chain(earlier())
                    .map(|done| self.reach(key, &done.element))
                    .find(Result::is_ok)
                    .unwrap_or(Err(Rejection::NowhereToReturn))
            }
        }
    }

    /// The element instance that goes back, which may be a scope around the one that asks, and the target beside it.
    fn reach(&self, key: Key, id: &ElementId) -> Result<(Key, NodeIndex), Rejection> {
        let closed = || Rejection::ClosedBranch { element: id.clone() };
        let own = &self.instance.elements.get(&key).ok_or_else(closed)?.element;
        let (from, target) =
            way_back(self.process, self.process.find(own).ok_or_else(closed)?, id).ok_or_else(closed)?;
        let goes = |e: &&crate::instance::ElementInstance| self.process.node(&e.element) == from;
        let from = self.instance.upwards(key).find(goes).ok_or_else(closed)?;
        Ok((from.key, target))
    }

    fn region(&self, scope: Key, from: Key, target: NodeIndex) -> Region {
        let node = self.process.node(&self.live(from).element);
        let scope = self.process.node(&self.live(scope).element);
        Region::between(self.process, scope, node, target).expect("asked before")
    }

    /// What lives in the region.
    fn inside(&self, scope: Key, region: &Region) -> Vec<Key> {
        let in_region = |e: &&crate::instance::ElementInstance| region.contains(self.process.node(&e.element));
        self.instance.children(scope).filter(in_region).map(|e| e.key).collect()
    }

    fn go(
        &mut self,
        from: Key,
        target: NodeIndex,
        come_back: bool,
        intervention: Intervention,
        by: &str,
        comment: Option<String>,
    ) {
        let scope = self.live(from).scope.expect("what goes back lives in a scope");
        let region = self.region(scope, from, target);
        let process = self.process;
        let to = process.graph[target].id.clone();
        // What comes back to where it was has only its target to do again.
        let again = region.nodes().filter(|node| !come_back || *node == target);
        let elements = again.map(|node| process.graph[node].id.clone()).collect();
        self.emit(Event::Returned { key: from, to: to.clone(), by: by.to_owned(), comment, elements });
        let mut places = vec![];
        for key in self.inside(scope, &region) {
            places.extend(self.places(key));
            self.terminate(key, Some(intervention));
        }
        for (key, flow) in self.tokens_out(scope, &region) {
            places.push(Place::Flow(flow.clone()));
            self.emit(Event::TokenWithdrawn { key, flow });
        }
        self.moves.retain(|next| !is_inside(process, &region, scope, next));
        let entry = Entry {
            intervention: Some(intervention),
            resume: if come_back { places } else { vec![] },
            ..Entry::default()
        };
        self.moves.push_back(Move::Enter { element: to, scope: Some(scope), caused_by: vec![from], entry });
    }

    /// Where the tokens of an element instance would have to be put to be where they are.
    fn places(&self, key: Key) -> Vec<Place> {
        let e = self.live(key);
        if e.phase == Phase::Joining {
            return e.arrived.iter().map(|arrival| Place::Flow(arrival.flow.clone())).collect();
        }
        vec![Place::Element(e.element.clone())]
    }

    /// Tokens that have left the region and wait at a join outside.
    fn tokens_out(&self, scope: Key, region: &Region) -> Vec<(Key, ElementId)> {
        let joins = self.instance.children(scope).filter(|e| e.phase == Phase::Joining);
        let outside = joins.filter(|e| !region.contains(self.process.node(&e.element)));
        let tokens = outside.flat_map(|e| e.arrived.iter().map(move |arrival| (e.key, arrival.flow.clone())));
        tokens.filter(|(_, flow)| region.contains(self.process.source(flow))).collect()
    }

    /// The target of a return is done: the tokens that were taken away are put back instead.
    pub(super) fn come_back(&mut self, key: Key) {
        let (scope, places) = (self.live(key).scope, self.live(key).resume.clone());
        self.close(key, |_| true);
        self.emit(Event::ElementCompleted { key, flows: vec![] });
        let Some(scope) = scope else { return };
        for place in places {
            let entry = Entry { intervention: Some(Intervention::Return), ..Entry::default() };
            self.moves.push_back(match place {
                Place::Element(element) => Move::Enter { element, scope: Some(scope), caused_by: vec![key], entry },
                Place::Flow(flow) => Move::Arrive { flow, scope, from: key, entry },
            });
        }
    }

    /// Has nobody acted there yet?
    fn is_untouched(&self, key: Key) -> bool {
        let e = self.live(key);
        let acted = |on: &WaitFor| match on {
            WaitFor::UserTask(task) => task.acted,
            WaitFor::Timer { .. }
            | WaitFor::Message { .. }
            | WaitFor::Signal { .. }
            | WaitFor::Condition { .. }
            | WaitFor::Error { .. }
            | WaitFor::Escalation { .. }
            | WaitFor::Cancel => false,
            _ => true,
        };
        let voted =
            e.ballot.iter().flat_map(|ballot| &ballot.seats).any(|seat| seat.by().is_some_and(|by| by != "engine"));
        let own = matches!(self.kind(key), Kind::UserTask(_)) || e.phase == Phase::Joining;
        own && !voted && !e.waits.iter().any(|wait| acted(&wait.on)) && e.children.is_empty()
    }
}

fn is_inside(process: &Process, region: &Region, scope: Key, next: &Move) -> bool {
    match next {
        Move::Arrive { flow, scope: of, .. } => *of == scope && region.contains(process.source(flow)),
        Move::Enter { element, scope: Some(of), .. } => *of == scope && region.contains(process.node(element)),
        Move::Enter { scope: None, .. } | Move::Complete(_) | Move::Throw { .. } => false,
    }
}

/// From an element back to another: what goes back, which may be a scope around it, and the target beside that. None where
/// that is no way back. Only the model says so, and not how far an instance of it is.
fn way_back(process: &Process, own: NodeIndex, id: &ElementId) -> Option<(NodeIndex, NodeIndex)> {
    let target = process.outermost(process.find(id)?);
    let scope = process.graph[target].scope?;
    let mut outwards = std::iter::successors(Some(own), |node| process.graph[*node].scope);
    let from = outwards.find(|node| process.graph[*node].scope == Some(scope))?;
    let region = Region::between(process, scope, from, target)?;
    region.is_open_at(target).then_some((from, target))
}

/// The elements of user tasks that were done and may be gone back to from an element, the latest first.
fn ways_back<'a>(process: &'a Process, own: &'a ElementId, done: &'a [Done]) -> impl Iterator<Item = ElementId> + 'a {
    let mut seen = BTreeSet::new();
    let others = done.iter().rev().map(|done| &done.element).filter(move |id| *id != own && seen.insert(*id));
    let node = process.find(own);
    others.filter(move |id| node.is_some_and(|node| way_back(process, node, id).is_some())).cloned()
}

/// The elements of user tasks that were done and may be gone back to from an element instance, the latest first.
pub fn returnable(process: &Process, instance: &crate::instance::Instance, key: Key) -> Vec<ElementId> {
    let Some(element) = instance.elements.get(&key) else { return vec![] };
    ways_back(process, &element.element, &instance.header.done).collect()
}

/// Is there anything to which a matter may go back from an element? Asks no more of the instance than what was done in it.
pub fn may_return(process: &Process, own: &ElementId, done: &[Done]) -> bool {
    ways_back(process, own, done).next().is_some()
}
