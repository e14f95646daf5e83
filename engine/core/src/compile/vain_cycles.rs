//! Cycles that are left on a condition which nothing in them can change, and in which nothing waits: whoever does not leave
//! them the first time never does. What has no way out at all is told by [`crate::validate`].
use super::at_once::passes;
use crate::expression::Expression;
use crate::id::ElementId;
use crate::problem::Problem;
use crate::process::{Flow, Gateway, Kind, Process};
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// One finding for each such cycle, at the gateway that could lead out of it. Only a warning: another token may set in the
/// same moment what it asks for.
pub(super) fn check(process: &Process) -> Vec<Problem> {
    let nodes: Vec<NodeIndex> = process.graph.node_indices().filter(|node| passes(process, *node)).collect();
    let numbers: BTreeMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    let mut graph: DiGraph<NodeIndex, ()> = DiGraph::new();
    let own: Vec<_> = nodes.iter().map(|node| graph.add_node(*node)).collect();
    for (at, node) in nodes.iter().enumerate() {
        let next = process.outgoing(*node).iter().filter_map(|flow| numbers.get(&process.target(&flow.id)));
        for to in next {
            graph.add_edge(own[at], own[*to], ());
        }
    }
    let is_cycle = |part: &[petgraph::graph::NodeIndex]| part.len() > 1 || graph.contains_edge(part[0], part[0]);
    let parts = tarjan_scc(&graph).into_iter().filter(|part| is_cycle(part));
    parts.filter_map(|part| in_vain(process, &part.into_iter().map(|at| graph[at]).collect())).collect()
}

fn in_vain(process: &Process, cycle: &BTreeSet<NodeIndex>) -> Option<Problem> {
    let leads_out =
        |node: &NodeIndex| process.outgoing(*node).iter().any(|flow| !cycle.contains(&process.target(&flow.id)));
    let exit = cycle.iter().find(|node| leads_out(node))?;
    let chooses = |node: &NodeIndex| matches!(process.graph[*node].kind, Kind::Gateway(Gateway::Exclusive));
    let plain = |node: &NodeIndex| process.outgoing(*node).len() == 1 && asked(process, *node).next().is_none();
    if !cycle.iter().all(|node| chooses(node) || plain(node)) {
        return None;
    }
    let asked: Vec<&Expression> = cycle.iter().flat_map(|node| asked(process, *node)).collect();
    let readable = asked.iter().all(|expression| matches!(expression, Expression::Feel(_) | Expression::Juel(_)));
    let reads: BTreeSet<&str> = asked.iter().flat_map(|all| all.variables()).map(String::as_str).collect();
    let writes = |node: &NodeIndex| {
        let element = &process.graph[*node];
        let result = match &element.kind {
            Kind::ScriptTask { result, .. } => result.as_deref(),
            _ => None,
        };
        let moved = element.outputs.iter().chain(&element.data_outputs).chain(&element.sets);
        moved.map(|mapping| mapping.target.as_str()).chain(result).any(|name| reads.contains(root(name)))
    };
    if !readable || cycle.iter().any(writes) {
        return None;
    }
    let through: Vec<&str> = cycle.iter().take(5).map(|node| process.graph[*node].id.as_str()).collect();
    let what = if reads.is_empty() {
        "whether it is left is always the same".to_owned()
    } else {
        let names: Vec<String> = reads.iter().map(|name| format!("`{name}`")).collect();
        format!("nothing in it changes {}", names.join(", "))
    };
    let message = format!(
        "a token that does not leave the cycle here the first time runs for ever through {}: {what}, and nothing in it waits; \
         let something in the cycle set that, or wait for it",
        through.join(", ")
    );
    let element = &process.graph[*exit];
    let id: &ElementId = &element.id;
    Some(Problem::warning("cycle-in-vain", Some(id), element.place, message))
}

fn asked(process: &Process, node: NodeIndex) -> impl Iterator<Item = &Expression> {
    process.outgoing(node).iter().filter_map(|flow: &Flow| flow.condition.as_ref())
}

/// The variable that a name leads to.
fn root(name: &str) -> &str {
    name.split_once('.').map_or(name, |(variable, _)| variable)
}
