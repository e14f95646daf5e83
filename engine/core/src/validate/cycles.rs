//! Cycles that can never end: nothing in them waits, and no way leads out.
use super::expressions::is_feel;
use super::view::{View, error};
use crate::id::ElementId;
use crate::model::{EventKind, Flow, GatewayKind, Node, NodeKind};
use crate::problem::Problem;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A token that enters such a cycle runs for ever, within one step. Only what is certain is reported: starting from all
/// nodes that pass a token on at once, those that may let it out are taken away until none is left to take.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let nodes: Vec<&Node> = view.process.nodes.iter().collect();
    let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut trapped: Vec<bool> = nodes.iter().map(|node| passes_on(view, node)).collect();
    let targets: Vec<Vec<(usize, bool)>> = nodes.iter().map(|node| targets(view, node, &index)).collect();
    let mut work: Vec<usize> = (0..nodes.len()).collect();
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (from, to) in targets.iter().enumerate() {
        for (to, _) in to {
            sources[*to].push(from);
        }
    }
    while let Some(at) = work.pop() {
        if trapped[at] && !stays_among(nodes[at], &targets[at], &trapped) {
            trapped[at] = false;
            work.extend(&sources[at]);
        } else if !trapped[at] {
            work.extend(
                sources[at]
                    .iter()
                    .filter(|from| trapped[**from] && !stays_among(nodes[**from], &targets[**from], &trapped)),
            );
        }
    }
    report(view, &nodes, &targets, &trapped, problems);
}

/// Whether a node passes a token on in the same step, whatever the data.
pub(super) fn passes_on(view: &View<'_>, node: &Node) -> bool {
    let alone = view.incoming(node).len() < 2;
    node.looped.is_none()
        && match &node.kind {
            NodeKind::Task | NodeKind::ManualTask | NodeKind::Gateway(GatewayKind::Exclusive) => true,
            // What the engine does not evaluate, a worker gets.
            NodeKind::ScriptTask { language, script, work, .. } => {
                let feel = || script.as_ref().is_some_and(|script| script.text.starts_with('='));
                let here = |language: &String| is_feel(language) || language.eq_ignore_ascii_case("juel");
                work.job_type.is_none() && language.as_ref().map_or_else(feel, here)
            }
            NodeKind::Gateway(GatewayKind::Parallel | GatewayKind::Inclusive) => alone,
            NodeKind::ThrowEvent { events } => events.iter().all(|event| {
                matches!(event.kind, EventKind::Signal(_) | EventKind::Escalation(_) | EventKind::Link(_))
            }),
            // A token comes there from the other half, and does not stop.
            NodeKind::CatchEvent { events, .. } => events.iter().all(|event| matches!(event.kind, EventKind::Link(_))),
            _ => false,
        }
}

/// The nodes behind a node, and whether the flow there is taken without a question, as a link always is.
pub(super) fn targets(view: &View<'_>, node: &Node, index: &BTreeMap<&str, usize>) -> Vec<(usize, bool)> {
    let outgoing = view.outgoing(node).iter();
    let sure = |flow: &crate::model::Flow| flow.condition.is_none() && node.default.as_ref() != Some(&flow.id);
    let flows = outgoing.filter_map(|flow| index.get(flow.target.as_str()).map(|to| (*to, sure(flow))));
    let link = view.link_target(node).and_then(|to| index.get(to.id.as_str())).map(|to| (*to, true));
    flows.chain(link).collect()
}

/// Whether at least one token surely comes from a node to one among these.
pub(super) fn stays_among(node: &Node, targets: &[(usize, bool)], trapped: &[bool]) -> bool {
    let one_of = matches!(node.kind, NodeKind::Gateway(GatewayKind::Exclusive));
    let fallback = node.default.is_some() || targets.iter().any(|(_, sure)| *sure);
    (fallback && targets.iter().all(|(to, _)| trapped[*to]))
        || (!one_of && targets.iter().any(|(to, sure)| *sure && trapped[*to]))
}

/// One problem for each cycle, at its first node, with the way into it and once around.
fn report(view: &View, nodes: &[&Node], targets: &[Vec<(usize, bool)>], trapped: &[bool], problems: &mut Vec<Problem>) {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let indices: Vec<NodeIndex> = nodes.iter().map(|_| graph.add_node(())).collect();
    for (from, to) in targets.iter().enumerate() {
        for (to, _) in to.iter().filter(|(to, _)| trapped[from] && trapped[*to]) {
            graph.add_edge(indices[from], indices[*to], ());
        }
    }
    for component in tarjan_scc(&graph) {
        let cycle = component.len() > 1 || component.iter().any(|node| graph.contains_edge(*node, *node));
        let Some(first) = component.iter().map(|node| node.index()).min().filter(|_| cycle) else { continue };
        let names: Vec<&str> = component.iter().rev().take(5).map(|node| nodes[node.index()].id.as_str()).collect();
        let message = format!(
            "a token that comes here runs for ever through {}; let something in the cycle wait, or \
             lead out of it on a condition",
            names.join(", ")
        );
        let inside: BTreeSet<&str> = component.iter().map(|node| nodes[node.index()].id.as_str()).collect();
        let path = counter_example(view, nodes[first], &inside);
        problems.push(Problem { path, ..error("endless-cycle", nodes[first], message) });
    }
}

/// How a token comes to run for ever: the shortest way from where tokens of its scope begin into the cycle, and the
/// shortest way from there around, back to where it was. Nodes and flows in the order in which it passes them.
fn counter_example<'a>(view: &'a View<'a>, first: &'a Node, inside: &BTreeSet<&str>) -> Vec<ElementId> {
    let within = |node: &Node| inside.contains(node.id.as_str());
    let begins = |node: &&Node| {
        let catches = matches!(node.kind, NodeKind::CatchEvent { .. });
        node.scope == first.scope && view.incoming(node).is_empty() && !catches
    };
    let starts: Vec<&Node> = view.process.nodes.iter().filter(begins).collect();
    let (mut path, entry) = way(view, &starts, within, |_| true).unwrap_or_else(|| (vec![first.id.clone()], first));
    let around = next(view, entry).filter(|(_, to)| within(to)).filter_map(|(flow, to)| {
        let (rest, _) = way(view, &[to], |node| node.id == entry.id, within)?;
        Some(flow.map(|flow| flow.id.clone()).into_iter().chain(rest).collect::<Vec<_>>())
    });
    path.extend(around.min_by_key(Vec::len).into_iter().flatten());
    path
}

/// The shortest way from one of some nodes to one that is wanted, over nodes that count, and that node.
fn way<'a>(
    view: &'a View<'a>,
    from: &[&'a Node],
    wanted: impl Fn(&Node) -> bool,
    counts: impl Fn(&Node) -> bool,
) -> Option<(Vec<ElementId>, &'a Node)> {
    let mut came: BTreeMap<&str, Option<(Option<&Flow>, &Node)>> =
        from.iter().map(|node| (node.id.as_str(), None)).collect();
    let mut ahead: VecDeque<&Node> = from.iter().copied().filter(|node| counts(node)).collect();
    while let Some(at) = ahead.pop_front() {
        if wanted(at) {
            let mut back = vec![at.id.clone()];
            let mut here = at;
            while let Some((flow, before)) = came.get(here.id.as_str()).copied().flatten() {
                back.extend(flow.map(|flow| flow.id.clone()));
                back.push(before.id.clone());
                here = before;
            }
            back.reverse();
            return Some((back, at));
        }
        for (flow, node) in next(view, at).filter(|(_, node)| counts(node)) {
            if let Entry::Vacant(new) = came.entry(node.id.as_str()) {
                new.insert(Some((flow, at)));
                ahead.push_back(node);
            }
        }
    }
    None
}

/// What comes behind a node, and over which flow; there is none from one end of a link to the other.
fn next<'a>(view: &'a View<'a>, node: &Node) -> impl Iterator<Item = (Option<&'a Flow>, &'a Node)> {
    let flows = view.outgoing(node).to_vec().into_iter();
    let link = view.link_target(node).map(|to| (None, to));
    flows.filter_map(|flow| Some((Some(flow), view.node(&flow.target)?))).chain(link)
}
