//! Parallel joins that would wait for ever: for a token over a flow by which none can come any more.
use crate::id::{ElementId, Key};
use crate::instance::{ElementInstance, Instance, Phase};
use crate::kind::{Gateway, Kind};
use crate::process::{Process, Way};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// A join in a scope, and the flow by which nothing can come to it.
type Dry = (Key, ElementId, ElementId);

/// BPMN 13.4.1: a parallel gateway needs a token over each of its flows. Gives each that a token can come to, or waits at,
/// and that lacks one for good; with that token.
pub fn starved(process: &Process, instance: &Instance) -> BTreeMap<Dry, Key> {
    let mut found = BTreeMap::new();
    for scope in instance.elements.values().filter(|e| e.phase == Phase::Activated && !e.undoes()) {
        let Some(node) = process.find(&scope.element) else { continue };
        let joins: Vec<NodeIndex> = process.children(node).filter(|n| joins_all(process, *n)).collect();
        if joins.is_empty() {
            continue;
        }
        let living = instance.children(scope.key);
        let tokens: Vec<(&ElementInstance, NodeIndex)> =
            living.filter_map(|e| Some((e, process.find(&e.element)?))).collect();
        for join in joins {
            let comes = |from: NodeIndex, to: NodeIndex, avoid: NodeIndex| {
                from != avoid && process.reaches(from, to, avoid, Way::Any)
            };
            let Some((first, _)) = tokens.iter().find(|(_, at)| comes(*at, join, process.root)) else { continue };
            let dry = process.incoming(join).iter().find(|flow| {
                let mut arrived = tokens.iter().filter(|(_, at)| *at == join).flat_map(|(e, _)| &e.arrived);
                let from = process.source(&flow.id);
                !arrived.any(|token| token.flow == flow.id) && !tokens.iter().any(|(_, at)| comes(*at, from, join))
            });
            if let Some(dry) = dry {
                found.insert((scope.key, process.graph[join].id.clone(), dry.id.clone()), first.key);
            }
        }
    }
    found
}

fn joins_all(process: &Process, node: NodeIndex) -> bool {
    process.graph[node].kind == Kind::Gateway(Gateway::Parallel) && process.incoming(node).len() > 1
}
