//! 驳回: a matter goes back to an earlier task.
//!
//! A return has one meaning. The region is what the nearest common dominator of both ends dominates: a part of the scope
//! that has one entry. Exactly the tokens in it end, those included that have left it for a join outside and wait there;
//! one token begins at the target. What stands beside the region is not touched, and what has happened stays in history.
use super::{Driver, Entered, Entry, Move};
use crate::approval::{Ballot, ReturnTo, Seat};
use crate::command::Rejection;
use crate::event::{Event, Intervention, TokenWithdrawn};
use crate::id::{ElementId, FlowIds, Key};
use crate::instance::{Done, ElementInstance, Instance, Phase, Place};
use crate::process::Process;
use crate::region::Region;
use crate::sent_back::SentBack;
use petgraph::graph::NodeIndex;
use smallvec::smallvec;
use std::collections::{BTreeMap, BTreeSet};

/// So many returns that come back may stand one in another: each keeps the way of the one before.
pub const RETURNS_MAX: usize = 16;

/// Where a matter goes on when the target of its way back is done.
#[derive(Debug, PartialEq)]
pub(super) enum Then {
    /// Over the flows of the target; it is sent back at this task or call.
    Onwards(Key),
    /// Where it is now; it is sent back at this task or call.
    ComeBack(Key),
    /// At these places, and over the flows where there are none; asked are these, and those of the model where there are none.
    Resume(Vec<Place>, Vec<Seat>),
}

/// An instance as a matter may go back in it.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) process: &'a Process,
    pub(super) instance: &'a Instance,
}

impl Ground<'_> {
    /// Refused where what comes back would come back too deep.
    pub(super) fn room_to_come_back(self, (from, target): (Key, NodeIndex)) -> Result<(), Rejection> {
        let scope = self.instance.live(from).and_then(|e| e.scope).expect("what goes back lives in a scope");
        let taken = self.inside(scope, &self.region(scope, from, target));
        let depth =
            taken.into_iter().flat_map(|key| places_of(&self.instance.elements[&key])).map(|place| place.depth());
        if depth.max().is_some_and(|depth| depth >= RETURNS_MAX) {
            return Err(Rejection::TooManyReturns { max: RETURNS_MAX });
        }
        Ok(())
    }

    /// The element instance that goes back, and the element it goes back to; refused where that is no way back.
    pub(super) fn target(self, key: Key, to: &ReturnTo) -> Result<(Key, NodeIndex), Rejection> {
        let done = &self.instance.header.done;
        let own = &self.instance.elements.get(&key).ok_or(Rejection::NoSuchElement { key })?.element;
        match to {
            // Others have done theirs in instances of the same activity: all of them would begin anew.
            ReturnTo::Element(id) if id == own && self.instance.is_one_of_several(key) => {
                Err(Rejection::NeverDone { element: id.clone() })
            }
            ReturnTo::Element(id) => {
                let never = || Rejection::NeverDone { element: id.clone() };
                let mut theirs = done.iter().filter(|done| done.element == *id).peekable();
                theirs.peek().ok_or_else(never)?;
                let way = self.reach(key, id)?;
                theirs.find(|done| was_done_beside(self.instance, way.0, done)).map(|_| way).ok_or_else(never)
            }
            ReturnTo::Previous => {
                let earlier = done.iter().rev().filter(|done| done.element != *own);
                earlier
                    .map(|done| self.back_to(key, done))
                    .find(Result::is_ok)
                    .unwrap_or(Err(Rejection::NowhereToReturn))
            }
            // What they gave to somebody else is theirs too: where they did nothing, it begins where the matter began.
            ReturnTo::Initiator => {
                let begun = self.first_done(key, true).or_else(|| self.first_done(key, false));
                begun.ok_or(Rejection::NowhereToReturn)
            }
            ReturnTo::Above(..) => Err(Rejection::NowhereToReturn),
        }
    }

    /// The first task that was done, or that the initiator did, of those that the matter may go back to.
    pub(super) fn first_done(self, key: Key, by_initiator: bool) -> Option<(Key, NodeIndex)> {
        let own = &self.instance.live(key)?.element;
        let initiator = self.instance.header.initiator.as_deref();
        let earlier = self.instance.header.done.iter().filter(|done| done.element != *own && done.by != "engine");
        let theirs = earlier.filter(|done| !by_initiator || Some(done.by.as_str()) == initiator);
        theirs.map(|done| self.back_to(key, done)).find_map(Result::ok)
    }

    /// The element instance that goes back, which may be a scope around the one that asks, and the target beside it.
    fn reach(self, key: Key, id: &ElementId) -> Result<(Key, NodeIndex), Rejection> {
        reach(self.process, self.instance, key, id).ok_or_else(|| Rejection::ClosedBranch { element: id.clone() })
    }

    /// The same for something that was done; refused where that was in another visit of the scope.
    fn back_to(self, key: Key, done: &Done) -> Result<(Key, NodeIndex), Rejection> {
        let way = self.reach(key, &done.element)?;
        if was_done_beside(self.instance, way.0, done) {
            return Ok(way);
        }
        Err(Rejection::NeverDone { element: done.element.clone() })
    }

    fn region(self, scope: Key, from: Key, target: NodeIndex) -> Region {
        let node_of = |key: Key| self.process.node(&self.instance.elements[&key].element);
        Region::between(self.process, node_of(scope), node_of(from), target).expect("asked before")
    }

    /// What lives in the region.
    fn inside(self, scope: Key, region: &Region) -> Vec<Key> {
        let in_region = |e: &&ElementInstance| region.contains(self.process.node(&e.element));
        self.instance.children(scope).filter(in_region).map(|e| e.key).collect()
    }
}

impl Driver<'_> {
    pub(super) fn ground(&self) -> Ground<'_> {
        Ground { process: self.process, instance: &self.instance }
    }

    /// Sends a matter back, by whoever has the task: here, or where this instance was called from.
    pub(super) fn send_back(
        &mut self,
        key: Key,
        to: &ReturnTo,
        come_back: bool,
        by: &str,
        comment: Option<String>,
    ) -> Result<(), Rejection> {
        match self.way_above(key, to, come_back)? {
            Some((to, above)) => {
                self.send_above(key, SentBack { to, by: by.to_owned(), comment, above });
                Ok(())
            }
            None => self.send_back_here(key, to, come_back, by, comment),
        }
    }

    /// Sends a matter back within the instance.
    pub(super) fn send_back_here(
        &mut self,
        key: Key,
        to: &ReturnTo,
        come_back: bool,
        by: &str,
        comment: Option<String>,
    ) -> Result<(), Rejection> {
        let way = self.ground().target(key, to)?;
        if come_back {
            self.ground().room_to_come_back(way)?;
        }
        let then = if come_back { Then::ComeBack(key) } else { Then::Onwards(key) };
        self.go(way.0, way.1, then, Intervention::Return, by, comment);
        Ok(())
    }

    pub(super) fn back_to(&self, key: Key, done: &Done) -> Result<(Key, NodeIndex), Rejection> {
        self.ground().back_to(key, done)
    }

    pub(super) fn region(&self, scope: Key, from: Key, target: NodeIndex) -> Region {
        self.ground().region(scope, from, target)
    }

    /// What lives in the region.
    pub(super) fn inside(&self, scope: Key, region: &Region) -> Vec<Key> {
        self.ground().inside(scope, region)
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
        let to = process.graph[activity_of(process, target)].id.clone();
        let (elements, task) = match then {
            // What comes back to where it was has only its target to do again.
            Then::ComeBack(task) => (vec![to.clone()], Some(task)),
            Then::Onwards(task) => (with_what_is_in(process, region.nodes()), Some(task)),
            Then::Resume(..) => (with_what_is_in(process, region.nodes()), None),
        };
        self.emit(Event::Returned {
            key: from,
            to,
            by: by.to_owned(),
            comment,
            elements: elements.into(),
            above: None,
            task,
        });
        let mut places = vec![];
        for key in self.inside(scope, &region) {
            places.extend(places_of(self.live(key)));
            self.terminate(key, Some(intervention));
        }
        for (key, flow) in self.tokens_out(scope, &region) {
            places.push(Place::Flow(flow.clone()));
            self.emit(Event::TokenWithdrawn(TokenWithdrawn { key, flow }));
        }
        self.moves.retain(|next| !is_inside(process, &region, scope, next));
        let (resume, asked) = match then {
            Then::Onwards(_) => (vec![], vec![]),
            Then::ComeBack(_) => (places, vec![]),
            Then::Resume(places, asked) => (places, asked),
        };
        let entry = Entry::from(Entered { intervention: Some(intervention), resume, asked, ..Entered::default() });
        let element = process.graph[target].id.clone();
        self.moves.push_back(Move::Enter { element, scope: Some(scope), caused_by: smallvec![from], entry });
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
        self.emit(Event::ElementCompleted { key, flows: FlowIds::new() });
        let Some(scope) = scope else { return };
        for place in places {
            let entry = Entered { intervention: Some(Intervention::Return), ..Entered::default() };
            let enter = |element, entry| {
                let entry = Entry::from(entry);
                Move::Enter { element, scope: Some(scope), caused_by: smallvec![key], entry }
            };
            self.moves.push_back(match place {
                Place::Element(element) => enter(element, entry),
                Place::Resuming(element, resume) => enter(element, Entered { resume, ..entry }),
                Place::Asking(element, asked, resume) => enter(element, Entered { resume, asked, ..entry }),
                Place::Flow(flow) => Move::Arrive { flow, scope, from: key, entry: Entry::from(entry) },
            });
        }
    }
}

/// Where the tokens of an element instance would have to be put to be where they are.
fn places_of(e: &ElementInstance) -> Vec<Place> {
    if e.phase == Phase::Joining {
        return e.arrived.iter().map(|arrival| Place::Flow(arrival.flow.clone())).collect();
    }
    // Whom people asked besides, or instead, is asked again.
    let asked = e.ballot.as_deref().map(Ballot::again).unwrap_or_default();
    if !asked.is_empty() {
        return vec![Place::Asking(e.element.clone(), asked, e.resume.clone())];
    }
    if e.resume.is_empty() {
        return vec![Place::Element(e.element.clone())];
    }
    // A matter had gone back to it too: it still comes back from there.
    vec![Place::Resuming(e.element.clone(), e.resume.clone())]
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
    // What undoes was asked for, and not come to: nothing goes back from it, nor to it.
    if [from, target].iter().any(|node| process.graph[*node].for_compensation) {
        return None;
    }
    let region = Region::between(process, scope, from, target)?;
    region.is_open_at(target).then_some((from, target))
}

/// From an element instance: what goes back, which may be a scope around it, and the target beside that.
fn reach(process: &Process, instance: &Instance, key: Key, id: &ElementId) -> Option<(Key, NodeIndex)> {
    let own = process.find(&instance.live(key)?.element)?;
    let (from, target) = way_back(process, own, id)?;
    let goes = |e: &&ElementInstance| process.node(&e.element) == from;
    let from = instance.upwards(key).find(goes)?;
    from.compensating.is_none().then_some((from.key, target))
}

/// Was it done in the same visit of the scope, and not by somebody else in another one that is at work beside it?
fn was_done_beside(instance: &Instance, from: Key, done: &Done) -> bool {
    instance.live(from).and_then(|e| e.scope).is_some_and(|scope| done.is_in(scope))
}

/// Of the body of a repeated activity that activity, which is what people know.
pub(super) fn activity_of(process: &Process, node: NodeIndex) -> NodeIndex {
    let repeated = crate::element::repeats(&process.graph[node].kind);
    process.entries(node).first().copied().filter(|_| repeated).unwrap_or(node)
}

/// Elements, and everything in them.
pub(super) fn with_what_is_in(process: &Process, nodes: impl Iterator<Item = NodeIndex>) -> Vec<ElementId> {
    let mut all: Vec<NodeIndex> = nodes.collect();
    let mut at = 0;
    while let Some(node) = all.get(at).copied() {
        all.extend(process.children(node));
        at += 1;
    }
    all.into_iter().map(|node| process.graph[node].id.clone()).collect()
}

/// What was done and may be gone back to from an element instance, the latest first and each element once.
pub fn returnable<'a>(process: &Process, instance: &'a Instance, key: Key) -> Vec<&'a Done> {
    let Some(own) = instance.live(key).map(|e| &e.element) else { return vec![] };
    let (mut ways, mut seen) = (BTreeMap::new(), BTreeSet::new());
    let mut may = |done: &Done| {
        let way = ways.entry(done.element.clone()).or_insert_with(|| reach(process, instance, key, &done.element));
        way.is_some_and(|(from, _)| was_done_beside(instance, from, done))
    };
    let others = instance.header.done.iter().rev().filter(|done| done.element != *own);
    others.filter(|done| may(done) && seen.insert(&done.element)).collect()
}

/// Is there anything to which a matter may go back from an element? Told by what was done alone; none where that does not
/// tell in which visit of a scope, so that the whole instance has to be looked at.
pub fn may_return(process: &Process, own: &ElementId, done: &[Done]) -> Option<bool> {
    if done.iter().any(Done::is_nested) {
        return None;
    }
    let mut others = done.iter().map(|done| &done.element).filter(|id| *id != own);
    Some(process.find(own).is_some_and(|own| others.any(|id| way_back(process, own, id).is_some())))
}
