//! Inclusive joins: from where tokens can come to which of their incoming flows.
use super::sketch::{is_inclusive, is_link_target};
use super::{Around, Places};
use crate::id::ElementId;
use crate::model::{Node, NodeKind};
use std::collections::BTreeMap;

/// For each place: the incoming flows that can be reached, and those that can be reached without an interruption.
pub type Reach = Vec<(usize, u64, u64)>;

/// The inclusive gateways of a scope that join flows.
pub fn joins<'a>(around: &Around<'_, 'a>, places: &Places<'a>) -> Vec<(&'a Node, Reach)> {
    let nodes = around.sketch.inside(around.node);
    let joins = nodes.iter().filter(|node| is_inclusive(node) && places.before(node).len() > 1);
    joins.map(|node| (*node, reach(around, places, &nodes, node))).collect()
}

/// Goes back from the gateway, from each node to those before it, until nothing changes.
fn reach<'a>(around: &Around<'_, 'a>, places: &Places<'a>, nodes: &[&'a Node], gateway: &'a Node) -> Reach {
    let incoming = places.before(gateway);
    let bit = |place: usize| incoming.iter().take(64).position(|other| *other == place).map_or(0, |bit| 1u64 << bit);
    // What a token at a node can come to: over flows and links, and over boundary events too.
    let mut masks: BTreeMap<&ElementId, (u64, u64)> = BTreeMap::new();
    let mut work: Vec<&Node> = nodes.to_vec();
    while let Some(node) = work.pop() {
        let mut mask = (0, 0);
        for flow in around.sketch.outgoing(node) {
            let own = bit(places.flows[&flow.id]);
            let behind = if flow.target == gateway.id { (0, 0) } else { at(&masks, &flow.target) };
            mask = (mask.0 | own | behind.0, mask.1 | own | behind.1);
        }
        for target in jumps(around, node) {
            let behind = at(&masks, &target.id);
            mask = (mask.0 | behind.0, mask.1 | behind.1);
        }
        for boundary in around.sketch.boundaries(node) {
            mask.0 |= at(&masks, &boundary.id).0;
        }
        if node.id != gateway.id && at(&masks, &node.id) != mask {
            masks.insert(&node.id, mask);
            work.extend(before(around, node));
        }
    }
    let mut reach = Reach::new();
    for node in nodes {
        for place in places.before(node).into_iter().chain(places.active.get(&node.id).copied()) {
            let mask = if node.id == gateway.id { (bit(place), bit(place)) } else { at(&masks, &node.id) };
            if mask.0 != 0 {
                reach.push((place, mask.0, mask.1));
            }
        }
    }
    reach
}

fn at(masks: &BTreeMap<&ElementId, (u64, u64)>, id: &ElementId) -> (u64, u64) {
    masks.get(id).copied().unwrap_or_default()
}

fn jumps<'a>(around: &Around<'_, 'a>, node: &'a Node) -> Vec<&'a Node> {
    let NodeKind::ThrowEvent { events } = &node.kind else { return vec![] };
    let names = events.iter().filter_map(super::sketch::link);
    names.flat_map(|name| around.sketch.link_targets(around.node, name).to_vec()).collect()
}

fn before<'a>(around: &Around<'_, 'a>, node: &'a Node) -> Vec<&'a Node> {
    let mut before: Vec<&Node> =
        around.sketch.incoming(node).iter().filter_map(|flow| around.sketch.node(&flow.source)).collect();
    if let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
        before.extend(around.sketch.node(attached_to));
    }
    if is_link_target(node) {
        let throws = |other: &&Node| jumps(around, other).iter().any(|target| target.id == node.id);
        before.extend(around.sketch.inside(around.node).into_iter().filter(throws));
    }
    before
}
