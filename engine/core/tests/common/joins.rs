//! BPMN 13.4.3 once more, told by the graph alone: what an inclusive join may wait for, and when it must go on.
use std::collections::BTreeSet;
use weir_core::compensation::Compensating;
use weir_core::instance::{ElementInstance, Phase};
use weir_core::process::{Gateway, Kind};
use weir_core::{ElementId, Instance, Process};

/// An inclusive join that waits where nothing moves has something to wait for.
pub fn judged(process: &Process, instance: &Instance, join: &ElementInstance) -> Result<(), String> {
    match holds_back(process, instance, join) {
        Some(_) => Ok(()),
        None => Err(format!("`{}` waits, and nothing can come to it any more", join.element)),
    }
}

/// Does an inclusive gateway stand here?
pub fn is_inclusive(process: &Process, element: &ElementId) -> bool {
    process.element(element).kind == Kind::Gateway(Gateway::Inclusive)
}

/// A token that can come to a flow that has none, and to none that has one.
pub fn holds_back(process: &Process, instance: &Instance, join: &ElementInstance) -> Option<ElementId> {
    let flows: Vec<(ElementId, ElementId)> = process
        .incoming(process.node(&join.element))
        .iter()
        .map(|flow| (flow.id.clone(), process.graph[process.source(&flow.id)].id.clone()))
        .collect();
    let has = |flow: &ElementId| join.arrived.iter().any(|token| token.flow == *flow);
    let others = instance.children(join.scope?).filter(|other| other.key != join.key && is_token(other));
    for other in others {
        let any = reached(process, &other.element, &join.element, true);
        let forward = reached(process, &other.element, &join.element, false);
        let to_empty = flows.iter().any(|(flow, from)| !has(flow) && any.contains(from));
        let to_full = flows.iter().any(|(flow, from)| has(flow) && forward.contains(from));
        if to_empty && !to_full {
            return Some(other.element.clone());
        }
    }
    None
}

fn is_token(e: &ElementInstance) -> bool {
    let resets = e.reset.is_some() && e.phase == Phase::Joining && e.arrived.is_empty();
    !resets && e.compensating != Some(Compensating::Beside)
}

/// Where a token may come to without passing the join; with what events at the rim may do, or without.
fn reached(process: &Process, from: &ElementId, join: &ElementId, events: bool) -> BTreeSet<ElementId> {
    let (mut seen, mut ahead) = (BTreeSet::new(), vec![from.clone()]);
    while let Some(id) = ahead.pop() {
        if !seen.insert(id.clone()) || id == *join {
            continue;
        }
        let node = process.node(&id);
        let name = |n: petgraph::graph::NodeIndex| process.graph[n].id.clone();
        ahead.extend(process.outgoing(node).iter().map(|flow| name(process.target(&flow.id))));
        ahead.extend(process.link_target(node).map(name));
        if events {
            ahead.extend(process.boundaries(node).iter().map(|event| name(*event)));
        }
    }
    seen
}
