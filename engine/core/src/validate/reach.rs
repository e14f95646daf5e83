//! Nodes that no token can reach.
use super::expressions::definitions;
use super::view::{View, is_container, is_event_subprocess, warning};
use crate::model::{EventKind, GatewayKind, Node, NodeKind};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Walks from the start events along flows, into sub-processes, over boundary events and links.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let mut open: Vec<&Node> = entries(view, None).collect();
    // Without a start event nothing is reachable, and that is told elsewhere.
    if !open.iter().any(|node| !is_event_subprocess(node)) {
        return;
    }
    let beside = beside(view);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some(node) = open.pop() {
        if !seen.insert(node.id.as_str()) {
            continue;
        }
        open.extend(view.outgoing(node).iter().filter_map(|flow| view.node(&flow.target)));
        open.extend(beside.get(node.id.as_str()).into_iter().flatten());
        if is_container(node) {
            open.extend(entries(view, Some(node)));
        }
    }
    for node in &view.process.nodes {
        let scope_seen = node.scope.as_ref().is_none_or(|scope| seen.contains(scope.as_str()));
        if !seen.contains(node.id.as_str()) && scope_seen && !node.for_compensation {
            let led = matches!(node.kind, NodeKind::BoundaryEvent { .. }) || link(node).is_some();
            let begins = !led && !view.process.led_only && view.incoming(node).is_empty();
            let what = if begins { "it begins with its scope all the same" } else { "it is never entered" };
            let message = format!("no start event leads here, {what}: lead a flow to it, or remove it");
            problems.push(warning("unreachable", node, message));
        }
    }
}

/// Where a scope begins: its start events and event sub-processes; without a start event, whatever has no incoming flow.
fn entries<'a>(view: &View<'a>, scope: Option<&'a Node>) -> impl Iterator<Item = &'a Node> {
    let starts = |node: &Node| match node.kind {
        NodeKind::StartEvent { .. }
        | NodeKind::ReceiveTask { instantiate: true, .. }
        | NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased) => true,
        _ => is_event_subprocess(node),
    };
    let inside: Vec<&Node> = view.inside(scope).to_vec();
    let loose = scope.is_some() && !inside.iter().any(|node| matches!(node.kind, NodeKind::StartEvent { .. }));
    let first: Vec<&Node> = inside
        .into_iter()
        .filter(|node| starts(node) || (loose && view.incoming(node).is_empty()))
        .filter(|node| !matches!(node.kind, NodeKind::BoundaryEvent { .. }))
        .collect();
    first.into_iter()
}

/// What is reached without a flow: boundary events from their activity, link targets from their sources.
fn beside<'a>(view: &View<'a>) -> BTreeMap<&'a str, Vec<&'a Node>> {
    let mut beside: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    let nodes = &view.process.nodes;
    let mut targets: BTreeMap<(Option<&str>, &str), Vec<&Node>> = BTreeMap::new();
    for node in nodes {
        if let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
            beside.entry(attached_to.as_str()).or_default().push(node);
        }
        if matches!(node.kind, NodeKind::CatchEvent { .. })
            && let Some(name) = link(node)
        {
            targets.entry(name).or_default().push(node);
        }
    }
    for node in nodes.iter().filter(|node| matches!(node.kind, NodeKind::ThrowEvent { .. })) {
        if let Some(found) = link(node).and_then(|name| targets.get(&name)) {
            beside.entry(node.id.as_str()).or_default().extend(found);
        }
    }
    beside
}

/// The scope and name of a link.
fn link(node: &Node) -> Option<(Option<&str>, &str)> {
    definitions(node).iter().find_map(|event| match &event.kind {
        EventKind::Link(Some(name)) => {
            Some((node.scope.as_ref().map(super::super::id::ElementId::as_str), name.as_str()))
        }
        _ => None,
    })
}
