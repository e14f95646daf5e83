//! Inclusive joins: from where tokens can come to which of their incoming flows.
use super::sketch::is_inclusive;
use super::{Around, Places};
use crate::id::ElementId;
use crate::model::{Node, NodeKind};
use std::collections::BTreeMap;

/// For each place: the incoming flows that can be reached, and those that can be reached without an interruption.
pub type Reach = Vec<(usize, u64, u64)>;

/// The inclusive gateways of a scope that join flows.
pub fn joins<'a>(around: &Around<'_, 'a>, places: &Places<'a>) -> Vec<(&'a Node, Reach)> {
    let nodes = around.sketch.inside(around.node);
    let joins: Vec<&Node> =
        nodes.iter().copied().filter(|node| is_inclusive(node) && places.before(node).len() > 1).collect();
    if joins.is_empty() {
        return vec![];
    }
    let ways = Ways::of(around, &nodes);
    joins.into_iter().map(|node| (node, reach(around, places, &ways, node))).collect()
}

/// What comes before each node of a scope: once for all joins, of which there may be as many as nodes.
struct Ways<'a, 'n> {
    nodes: &'n [&'a Node],
    numbers: BTreeMap<&'a ElementId, usize>,
    /// The node before, and whether it is left there by an interruption.
    before: Vec<Vec<(usize, bool)>>,
}

impl<'a, 'n> Ways<'a, 'n> {
    fn of(around: &Around<'_, 'a>, nodes: &'n [&'a Node]) -> Self {
        let numbers: BTreeMap<&ElementId, usize> = nodes.iter().enumerate().map(|(n, node)| (&node.id, n)).collect();
        let mut before = vec![vec![]; nodes.len()];
        for (number, node) in nodes.iter().enumerate() {
            let mut leads_to = |id: &ElementId, interrupts: bool| {
                if let Some(target) = numbers.get(id) {
                    before[*target].push((number, interrupts));
                }
            };
            for flow in around.sketch.outgoing(node) {
                leads_to(&flow.target, false);
            }
            for target in jumps(around, node) {
                leads_to(&target.id, false);
            }
            for event in around.sketch.boundaries(node) {
                leads_to(&event.id, true);
            }
        }
        Ways { nodes, numbers, before }
    }

    /// Marks the nodes from which a token can come to the source of a flow into the gateway without passing the gateway.
    fn mark(&self, gateway: usize, source: usize, interrupted: bool, bit: u64, masks: &mut [u64]) {
        let mut open = vec![source];
        while let Some(number) = open.pop() {
            if number == gateway || masks[number] & bit != 0 {
                continue;
            }
            masks[number] |= bit;
            let before = self.before[number].iter().filter(|(_, interrupts)| interrupted || !interrupts);
            open.extend(before.map(|(node, _)| *node));
        }
    }
}

/// Goes back from each incoming flow of the gateway.
fn reach<'a>(around: &Around<'_, 'a>, places: &Places<'a>, ways: &Ways<'a, '_>, gateway: &'a Node) -> Reach {
    let incoming = places.before(gateway);
    let bit = |place: usize| incoming.iter().take(64).position(|other| *other == place).map_or(0, |bit| 1u64 << bit);
    let own = ways.numbers[&gateway.id];
    // What a token at a node can come to: over boundary events too, and over flows and links alone.
    let (mut any, mut quiet) = (vec![0; ways.nodes.len()], vec![0; ways.nodes.len()]);
    for flow in around.sketch.incoming(gateway) {
        let Some(source) = ways.numbers.get(&flow.source) else { continue };
        let bit = bit(places.flows[&flow.id]);
        if bit != 0 {
            ways.mark(own, *source, true, bit, &mut any);
            ways.mark(own, *source, false, bit, &mut quiet);
        }
    }
    let mut reach = Reach::new();
    for (number, node) in ways.nodes.iter().enumerate() {
        let own_places = [&places.active, &places.gathered].into_iter().filter_map(|all| all.get(&node.id).copied());
        for place in places.before(node).into_iter().chain(own_places) {
            let mask = if number == own { (bit(place), bit(place)) } else { (any[number], quiet[number]) };
            if mask.0 != 0 {
                reach.push((place, mask.0, mask.1));
            }
        }
    }
    reach
}

/// Where a link leads.
pub(super) fn jumps<'a>(around: &Around<'_, 'a>, node: &'a Node) -> Vec<&'a Node> {
    let NodeKind::ThrowEvent { events } = &node.kind else { return vec![] };
    let names = events.iter().filter_map(super::sketch::link);
    names.flat_map(|name| around.sketch.link_targets(around.node, name).to_vec()).collect()
}
