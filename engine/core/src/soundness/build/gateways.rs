//! Gateways, and the ways in which tokens leave any element.
use super::joins::Reach;
use super::sketch::{is_awaited, is_inclusive};
use super::{Around, Builder, Places};
use crate::model::{Flow, GatewayKind, Node, NodeKind};
use crate::soundness::net::{Join, Transition};

/// Ways in which tokens may leave one element: 256, all choices among 8 flows. With more only some are looked at.
const WAYS_MAX: usize = 256;
/// Incoming flows of an inclusive gateway: 64.
const INCOMING_MAX: usize = 64;

impl<'a> Builder<'a> {
    pub(super) fn gateway(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node, kind: GatewayKind) {
        let from = places.before(node);
        let ways = self.ways(around, places, node);
        match kind {
            // BPMN 13.4.1: a token from each incoming flow, and one on each outgoing flow.
            GatewayKind::Parallel if from.len() > 1 => {
                for way in ways {
                    self.add(Transition { take: from.clone(), give: way, ..Transition::default() }, Some(&node.id));
                }
            }
            // BPMN 13.4.4: whichever event comes first.
            GatewayKind::EventBased | GatewayKind::StartingEventBased => self.event_based(around, places, node),
            // Where several flows come together these are told from where tokens can come from.
            GatewayKind::Inclusive if from.len() > 1 => {}
            _ => self.pass(node, around.scope, &from, &ways, &Transition::default()),
        }
    }

    /// BPMN 13.4.3. A complex gateway has a condition of its own for when it goes on; where that is more than a count of
    /// flows data decide it, and a model in which one joins flows is not decided.
    pub(super) fn inclusive(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node, reach: Reach) {
        if self.counted_join(around, places, node) {
            return;
        }
        let incoming = places.before(node);
        if incoming.len() > INCOMING_MAX || matches!(node.kind, NodeKind::ComplexGateway { .. }) {
            self.net.unknown.push(node.id.clone());
        }
        let incoming: Vec<usize> = incoming.into_iter().take(INCOMING_MAX).collect();
        for (place, _, _) in reach.iter().filter(|(place, _, _)| incoming.contains(place)) {
            self.net.places[*place].watched = true;
        }
        self.net.joins.push(Join { incoming: incoming.clone(), reach });
        let join = Some(self.net.joins.len() - 1);
        for way in self.ways(around, places, node) {
            let transition = Transition { take: incoming.clone(), give: way, join, ..Transition::default() };
            self.add(transition, Some(&node.id));
        }
    }

    pub(super) fn complex(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node) {
        let from = places.before(node);
        if from.len() < 2 {
            let ways = self.ways(around, places, node);
            self.pass(node, around.scope, &from, &ways, &Transition::default());
        }
    }

    fn event_based(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &'a Node) {
        for flow in around.sketch.outgoing(node) {
            let Some(target) = around.sketch.node(&flow.target) else { continue };
            if !is_awaited(target) {
                let Some(place) = places.flows.get(&flow.id) else { continue };
                let way = vec![*place];
                self.pass(node, around.scope, &places.before(node), &[way], &Transition::default());
                continue;
            }
            if matches!(target.kind, NodeKind::ReceiveTask { .. }) {
                self.counted(target);
                if target.quantity != crate::process::Quantity::default() {
                    self.net.unknown.push(target.id.clone());
                }
            }
            let ways = self.ways(around, places, target);
            let before = [&node.id, &flow.id].map(|id| self.steps.one(id));
            let steps = self.steps.then(Some(before[0]), Some(before[1]));
            for message in self.triggers(&target.id) {
                let take = message.into_iter().collect();
                let with = Transition { take, steps, ..Transition::default() };
                self.pass(target, around.scope, &places.before(node), &ways, &with);
            }
        }
    }

    /// The sets of flows that tokens may take out of an element, as places.
    pub(super) fn ways(&mut self, around: Around<'_, 'a>, places: &Places<'a>, node: &Node) -> Vec<Vec<usize>> {
        // A flow out of the scope is refused elsewhere, and has no place in it.
        let here = |flow: &&&'a Flow| places.flows.contains_key(&flow.id);
        let outgoing: Vec<&'a Flow> = around.sketch.outgoing(node).iter().filter(here).copied().collect();
        let outgoing = outgoing.as_slice();
        let place = |flow: &&Flow| places.flows[&flow.id];
        if outgoing.is_empty() {
            return vec![vec![]];
        }
        match node.kind {
            NodeKind::Gateway(GatewayKind::Exclusive | GatewayKind::EventBased | GatewayKind::StartingEventBased) => {
                outgoing.iter().map(|flow| vec![place(flow)]).collect()
            }
            NodeKind::Gateway(GatewayKind::Parallel) => vec![outgoing.iter().map(place).collect()],
            _ => self.chosen(node, outgoing, place),
        }
    }

    /// BPMN 13.3.1 and 13.4.3: every flow whose condition holds, every flow without one, and the default flow when no
    /// condition holds. An inclusive gateway that is only drawn has no conditions yet: any of its flows may be meant.
    fn chosen(&mut self, node: &Node, outgoing: &[&'a Flow], place: impl Fn(&&Flow) -> usize) -> Vec<Vec<usize>> {
        let is_default = |flow: &&&Flow| node.default.as_ref() == Some(&flow.id);
        let drawn = is_inclusive(node) && outgoing.iter().all(|flow| flow.condition.is_none());
        let (open, always): (Vec<&&Flow>, Vec<&&Flow>) =
            outgoing.iter().filter(|flow| !is_default(flow)).partition(|flow| drawn || flow.condition.is_some());
        let always: Vec<usize> = always.into_iter().map(&place).collect();
        let default: Option<usize> = outgoing.iter().find(|flow| is_default(flow)).map(&place);
        let open: Vec<usize> = open.into_iter().map(&place).collect();
        let mut ways: Vec<Vec<usize>> = vec![];
        if 1usize << open.len().min(31) <= WAYS_MAX {
            for choice in 1..1usize << open.len() {
                let taken = open.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, flow)| *flow);
                ways.push(taken.chain(always.iter().copied()).collect());
            }
        } else {
            self.net.inexact.push(node.id.clone());
            ways.extend(
                open.iter().map(|flow| std::iter::once(*flow).chain(always.iter().copied()).collect::<Vec<_>>()),
            );
            ways.push(open.iter().chain(&always).copied().collect());
        }
        let otherwise: Vec<usize> = always.into_iter().chain(default).collect();
        if !otherwise.is_empty() {
            ways.push(otherwise);
        }
        ways
    }
}
