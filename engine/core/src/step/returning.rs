//! 驳回: a matter goes back to an earlier task.
//!
//! A return has one meaning. The region is what the nearest common dominator of both ends dominates: a part of the scope
//! that has one entry. Exactly the tokens in it end, those included that have left it for a join outside and wait there;
//! one token begins at the target. What stands beside the region is not touched, and what has happened stays in history.
use super::{Driver, Entry, Move};
use crate::approval::ReturnTo;
use crate::command::Rejection;
use crate::event::{Event, Intervention};
use crate::id::{ElementId, Key};
use crate::instance::{Done, Phase, Place};
use crate::process::Process;
use crate::region::Region;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// So many returns that come back may stand one in another: each keeps the way of the one before.
pub const RETURNS_MAX: usize = 16;

/// Where a matter goes on when the target of its way back is done.
#[derive(Debug, PartialEq)]
pub(super) enum Then {
    /// Over the flows of the target.
    Onwards,
    /// Where it is now.
    ComeBack,
    /// At these places; over the flows where there are none.
    Resume(Vec<Place>),
}

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
        let then = if come_back { Then::ComeBack } else { Then::Onwards };
        if come_back {
            let scope = self.live(from).scope.expect("what goes back lives in a scope");
            let taken = self.inside(scope, &self.region(scope, from, target));
            let depth = taken.into_iter().flat_map(|key| self.places(key)).map(|place| place.depth()).max();
            if depth.is_some_and(|depth| depth >= RETURNS_MAX) {
                return Err(Rejection::TooManyReturns { max: RETURNS_MAX });
            }
        }
        self.go(from, target, then, Intervention::Return, by, comment);
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

    pub(super) fn region(&self, scope: Key, from: Key, target: NodeIndex) -> Region {
        let node = self.process.node(&self.live(from).element);
        let scope = self.process.node(&self.live(scope).element);
        Region::between(self.process, scope, node, target).expect("asked before")
    }

    /// What lives in the region.
    pub(super) fn inside(&self, scope: Key, region: &Region) -> Vec<Key> {
        let in_region = |e: &&crate::instance::ElementInstance| region.contains(self.process.node(&e.element));
        self.instance.children(scope).filter(in_region).map(|e| e.key).collect()
    }

    /// The tokens of the region end, and one begins at the target.
    pub(super) fn go(
        &mut self,
        from: Key,
        target: NodeIndex,
        then: Then,
        intervention: Intervention,
        by: &str,
        comment: Option<String>,
    ) {
        let scope = self.live(from).scope.expect("what goes back lives in a scope");
        let region = self.region(scope, from, target);
        let process = self.process;
        let to = process.graph[target].id.clone();
        // What comes back to where it was has only its target to do again.
        let again = region.nodes().filter(|node| then != Then::ComeBack || *node == target);
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
        let resume = match then {
            Then::Onwards => vec![],
            Then::ComeBack => places,
            Then::Resume(places) => places,
        };
        let entry = Entry { intervention: Some(intervention), resume, ..Entry::default() };
        self.moves.push_back(Move::Enter { element: to, scope: Some(scope), caused_by: vec![from], entry });
    }

    /// Where the tokens of an element instance would have to be put to be where they are.
    fn places(&self, key: Key) -> Vec<Place> {
        let e = self.live(key);
        if e.phase == Phase::Joining {
            return e.arrived.iter().map(|arrival| Place::Flow(arrival.flow.clone())).collect();
        }
        if e.resume.is_empty() {
            return vec![Place::Element(e.element.clone())];
        }
        // A matter had gone back to it too: it still comes back from there.
        vec![Place::Resuming(e.element.clone(), e.resume.clone())]
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
            let enter = |element, entry| Move::Enter { element, scope: Some(scope), caused_by: vec![key], entry };
            self.moves.push_back(match place {
                Place::Element(element) => enter(element, entry),
                Place::Resuming(element, resume) => enter(element, Entry { resume, ..entry }),
                Place::Flow(flow) => Move::Arrive { flow, scope, from: key, entry },
            });
        }
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
