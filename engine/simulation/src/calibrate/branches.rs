//! How often each way was taken, only for gateways whose data the history does not have.
use super::Elements;
use crate::scenario::Scenario;
use crate::scenario::against::missing_inputs;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Process;
use weir_core::process::{Gateway, Kind};
use weir_mining::log::Log;

/// What a way leads to first, of what a log can see.
#[derive(Debug, Default)]
struct Ahead {
    seen: BTreeSet<String>,
    /// Can it end without anything that is seen?
    ends: bool,
}

/// Frequencies of the flows of undecided gateways.
pub(super) fn learn(process: &Process, log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let visible: BTreeSet<&str> = elements.by_activity.iter().flatten().map(String::as_str).collect();
    let undecided: Vec<NodeIndex> = process
        .graph
        .node_indices()
        .filter(|node| process.graph[*node].kind == Kind::Gateway(Gateway::Exclusive))
        .filter(|node| process.outgoing(*node).iter().count() > 1)
        .filter(|node| {
            let given = scenario.elements.get(process.graph[*node].id.as_str());
            given.is_none_or(|given| given.control.probabilities.is_empty())
        })
        .filter(|node| !missing_inputs(process, *node, scenario).is_empty())
        .collect();
    for gateway in undecided {
        let ways: Vec<(String, Ahead)> = process
            .outgoing(gateway)
            .iter()
            .map(|flow| (flow.id.to_string(), ahead(process, process.target(&flow.id), &visible)))
            .collect();
        let before = behind(process, gateway, &visible);
        let counts = counts(log, elements, &before, &ways);
        let sum: f64 = counts.values().sum();
        if sum > 0.0 {
            let probabilities = ways.iter().map(|(flow, _)| (flow.clone(), counts.get(flow).unwrap_or(&0.0) / sum));
            let id = process.graph[gateway].id.to_string();
            scenario.element(&id).control.probabilities = probabilities.collect();
        }
    }
}

/// What is seen first from an element on.
fn ahead(process: &Process, from: NodeIndex, visible: &BTreeSet<&str>) -> Ahead {
    let (mut found, mut stack, mut passed) = (Ahead::default(), vec![from], BTreeSet::new());
    while let Some(node) = stack.pop() {
        if !passed.insert(node) {
            continue;
        }
        let element = &process.graph[node];
        if visible.contains(element.id.as_str()) && !matches!(element.kind, Kind::Gateway(_)) {
            found.seen.insert(element.id.to_string());
            continue;
        }
        let next: Vec<NodeIndex> = process.outgoing(node).iter().map(|flow| process.target(&flow.id)).collect();
        found.ends |= next.is_empty();
        stack.extend(next);
    }
    found
}

/// What is seen last before an element.
fn behind(process: &Process, to: NodeIndex, visible: &BTreeSet<&str>) -> BTreeSet<String> {
    let (mut found, mut stack, mut passed) = (BTreeSet::new(), vec![to], BTreeSet::new());
    while let Some(node) = stack.pop() {
        if !passed.insert(node) {
            continue;
        }
        let element = &process.graph[node];
        if node != to && visible.contains(element.id.as_str()) && !matches!(element.kind, Kind::Gateway(_)) {
            found.insert(element.id.to_string());
            continue;
        }
        stack.extend(process.incoming(node).iter().map(|flow| process.source(&flow.id)));
    }
    found
}

/// After each visit of what lies behind a gateway, the next one that is seen of what lies ahead tells the way.
fn counts<'a>(
    log: &Log,
    elements: &Elements,
    behind: &BTreeSet<String>,
    ways: &'a [(String, Ahead)],
) -> BTreeMap<&'a String, f64> {
    let mut counts = BTreeMap::new();
    for case in (0..log.case_count()).filter(|case| log.is_finished(*case)) {
        let trace: Vec<&str> = log.case(case).filter_map(|row| elements.of(log, row)).collect();
        let visits = trace.iter().enumerate().filter(|(_, id)| behind.contains(**id)).map(|(position, _)| position + 1);
        // Nothing seen lies behind a gateway at the very beginning.
        let from: Vec<usize> = if behind.is_empty() { vec![0] } else { visits.collect() };
        for position in from {
            let next = trace[position..].iter().find_map(|id| ways.iter().find(|(_, ahead)| ahead.seen.contains(*id)));
            if let Some((flow, _)) = next.or_else(|| ways.iter().find(|(_, ahead)| ahead.ends)) {
                *counts.entry(flow).or_insert(0.0) += 1.0;
            }
        }
    }
    counts
}
