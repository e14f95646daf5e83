//! `incoming` and `outgoing` of flow nodes repeat what sequence flows say; where they differ, the flow counts.
use super::document::Document;
use crate::catalogue::parts::NODES;
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// Compares both directions. Files that leave all of them out are left alone.
pub fn check(document: &Document) -> Vec<Problem> {
    let listed = |tag| document.bpmn().any(|(_, entry)| entry.tag == tag);
    if !listed("incoming") && !listed("outgoing") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (list, end) in [("incoming", "targetRef"), ("outgoing", "sourceRef")] {
        let said = said_by_nodes(document, list);
        let done = done_by_flows(document, end);
        for (number, entry) in document.bpmn().filter(|(_, entry)| NODES.contains(&entry.tag)) {
            let none = BTreeSet::new();
            let said = said.get(&number).unwrap_or(&none);
            let done = done.get(&number).unwrap_or(&none);
            let mut warn = |at: usize, message: String| {
                let owner = document.owner(at);
                problems.push(Problem::warning("flow-list-differs", owner.as_ref(), document.place(at), message));
            };
            for flow in done.difference(said) {
                warn(
                    *flow,
                    format!("its {end} is {} `{}`, which does not list it as {list}", entry.tag, document.id(number)),
                );
            }
            for flow in said.difference(done) {
                let id = document.id(*flow);
                warn(number, format!("`{}` lists sequence flow `{id}` as {list}, but its {end} is another", entry.tag));
            }
        }
    }
    problems
}

type Flows = BTreeMap<usize, BTreeSet<usize>>;

fn said_by_nodes(document: &Document, list: &str) -> Flows {
    let mut flows = Flows::new();
    for (number, _) in document.bpmn().filter(|(_, entry)| entry.tag == list) {
        let flow = document.resolve(number, &document.tree.text(number));
        let flow = flow.filter(|flow| document.tag(*flow) == "sequenceFlow");
        if let (Some(flow), Some(node)) = (flow, document.element(number).parent) {
            flows.entry(node).or_default().insert(flow);
        }
    }
    flows
}

fn done_by_flows(document: &Document, end: &str) -> Flows {
    let mut flows = Flows::new();
    for (number, _) in document.bpmn().filter(|(_, entry)| entry.tag == "sequenceFlow") {
        let node = document.element(number).get(end).and_then(|id| document.resolve(number, id));
        if let Some(node) = node {
            flows.entry(node).or_default().insert(number);
        }
    }
    flows
}
