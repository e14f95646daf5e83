//! Where several tokens are meant: activities that need or give more than one (BPMN 10.3.1), and complex gateways that go on
//! when so many of their flows have a token.
use super::joins::jumps;
use super::{Around, Builder, Places, Sketch};
use crate::id::ElementId;
use crate::model::{Node, NodeKind};
use crate::soundness::net::{PlaceKind, Transition};
use std::collections::BTreeSet;

/// Ways in which enough flows may have a token: 64.
const CHOICES_MAX: usize = 64;

impl<'a> Builder<'a> {
    /// Where the tokens for an activity lie. One that needs several gathers them, over whichever flows they come; the second
    /// part is what it takes from there beside the one that every activity takes.
    pub(super) fn gathered(
        &mut self,
        around: Around<'_, 'a>,
        places: &mut Places<'a>,
        node: &'a Node,
    ) -> (Vec<usize>, Vec<usize>) {
        let before = places.before(node);
        if node.quantity.start < 2 || before.is_empty() {
            return (before, vec![]);
        }
        let place = self.net.place(PlaceKind::Many, &node.id, node.place, Some(around.scope));
        places.gathered.insert(&node.id, place);
        for from in before {
            // Nothing is passed yet.
            self.net.transitions.push(Transition { take: vec![from], give: vec![place], ..Transition::default() });
        }
        (vec![place], vec![place; node.quantity.start as usize - 1])
    }

    /// BPMN 13.4.5: it starts once, with a token from each of as many flows as it needs; what comes over the others later is
    /// taken without more. False where that says too little of the gateway.
    pub(super) fn counted_join(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node) -> bool {
        let incoming = places.before(node);
        let (Some(needed), Some(free)) = (needed(around, node, incoming.len()), places.armed.get(&node.id)) else {
            return false;
        };
        let late: Vec<usize> = incoming
            .iter()
            .map(|_| self.net.place(PlaceKind::Armed, &node.id, node.place, Some(around.scope)))
            .collect();
        let ways = self.ways(around, places, node);
        for chosen in choices(incoming.len(), needed) {
            let part = |is: bool| (0..incoming.len()).filter(move |flow| (chosen >> flow & 1 == 1) == is);
            for way in &ways {
                let take = part(true).map(|flow| incoming[flow]).chain([*free]).collect();
                let give = way.iter().copied().chain(part(false).map(|flow| late[flow])).collect();
                self.add(Transition { take, give, ..Transition::default() }, Some(&node.id));
            }
        }
        for (flow, late) in incoming.into_iter().zip(late) {
            self.add(Transition { take: vec![flow, late], ..Transition::default() }, Some(&node.id));
        }
        true
    }
}

/// How many flows a complex gateway needs a token on, where that can be told: its condition is a count, nothing leaves it
/// at its reset, and no token comes to it again.
pub(super) fn needed<'a>(around: Around<'_, 'a>, node: &'a Node, incoming: usize) -> Option<usize> {
    let NodeKind::ComplexGateway { activation } = &node.kind else { return None };
    let needed = match activation {
        None => incoming,
        Some(condition) => count(&condition.text, incoming)?,
    };
    let plain = node.default.is_none() && around.sketch.outgoing(node).iter().all(|flow| flow.condition.is_none());
    let few = choices(incoming, needed).take(CHOICES_MAX + 1).count() <= CHOICES_MAX;
    (plain && (2..=16).contains(&incoming) && few && !comes_back(around, node)).then_some(needed)
}

/// `activationCount >= 2`: two. Exactly as many as there are flows are all of them.
fn count(condition: &str, incoming: usize) -> Option<usize> {
    let text = condition.trim().trim_start_matches(['=', '$', '#', '{']).trim_end_matches('}').trim();
    let text = text.strip_prefix("activationCount")?.trim_start();
    let (operator, number) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let number: usize = number.trim().parse().ok()?;
    match operator.trim() {
        ">=" => Some(number.max(1)),
        ">" => number.checked_add(1),
        "=" | "==" if number == incoming => Some(number),
        _ => None,
    }
}

/// The sets of so many among some flows, as bits.
fn choices(flows: usize, chosen: usize) -> impl Iterator<Item = u32> {
    let end = if flows > 16 { 0 } else { 1u32 << flows };
    (0..end).filter(move |set| set.count_ones() as usize == chosen)
}

fn comes_back<'a>(around: Around<'_, 'a>, node: &'a Node) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![node]);
    while let Some(at) = open.pop() {
        let targets = around.sketch.outgoing(at).iter().filter_map(|flow| around.sketch.node(&flow.target));
        for next in targets.chain(around.sketch.boundaries(at).iter().copied()).chain(jumps(&around, at)) {
            if next.id == node.id {
                return true;
            }
            if seen.insert(&next.id) {
                open.push(next);
            }
        }
    }
    false
}

/// The flows on which several tokens are meant: behind an activity that gives several, as far as one that needs several; and
/// before such a one.
pub(super) fn many<'a>(sketch: &Sketch<'a>) -> BTreeSet<&'a ElementId> {
    let played = || sketch.process.nodes.iter().filter(|node| sketch.is_played(&node.id));
    let mut many: BTreeSet<&ElementId> = BTreeSet::new();
    let mut open: Vec<&Node> = played().filter(|node| node.quantity.completion > 1).collect();
    while let Some(node) = open.pop() {
        for flow in sketch.outgoing(node) {
            let target = sketch.node(&flow.target).filter(|target| target.quantity.start < 2);
            if many.insert(&flow.id) {
                open.extend(target);
                open.extend(target.into_iter().flat_map(|target| sketch.boundaries(target).iter().copied()));
            }
        }
    }
    let mut before: BTreeSet<&ElementId> = BTreeSet::new();
    let mut open: Vec<&Node> = played().filter(|node| node.quantity.start > 1).collect();
    while let Some(node) = open.pop() {
        for flow in sketch.incoming(node) {
            if before.insert(&flow.id) {
                open.extend(sketch.node(&flow.source));
            }
        }
        if let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
            open.extend(sketch.node(attached_to));
        }
    }
    many.extend(before);
    many
}
