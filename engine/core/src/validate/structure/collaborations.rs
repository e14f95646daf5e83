//! Pools and message flows.
use super::{all, children, error, process_of, target, warning};
use crate::catalogue::Family;
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeMap;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    let pools = pools(document);
    for flow in all(document, "messageFlow") {
        problems.extend(between_pools(document, &pools, flow));
        problems.extend(leaves(document, flow));
        problems.extend(arrives(document, flow));
    }
    for activity in all(document, "participant") {
        problems.extend(multiplicity(document, activity));
    }
}

/// For each process the pool that shows it.
fn pools(document: &Document) -> BTreeMap<usize, usize> {
    let shown = all(document, "participant").filter_map(|pool| Some((target(document, pool, "processRef")?, pool)));
    shown.collect()
}

/// BPMN: a message flow connects two different pools.
fn between_pools(document: &Document, pools: &BTreeMap<usize, usize>, flow: usize) -> Option<Problem> {
    let pool = |end| {
        let node = target(document, flow, end)?;
        if document.tag(node) == "participant" {
            return Some(node);
        }
        let process = process_of(document, node)?;
        Some(pools.get(&process).copied().unwrap_or(process))
    };
    let (source, target) = (pool("sourceRef")?, pool("targetRef")?);
    let message = "a message flow connects different pools; inside one, use a sequence flow";
    (source == target).then(|| warning(document, flow, "message-flow-in-pool", message))
}

/// BPMN: messages leave activities, pools, throwing events and message end events.
fn leaves(document: &Document, flow: usize) -> Option<Problem> {
    let source = target(document, flow, "sourceRef")?;
    let tag = document.tag(source);
    let sends = match tag {
        "startEvent" | "intermediateCatchEvent" | "boundaryEvent" => false,
        "endEvent" | "intermediateThrowEvent" => has_message(document, source),
        _ => true,
    };
    let message = format!("a {tag} does not send messages; message flow `{}` cannot leave it", document.id(flow));
    (!sends).then(|| warning(document, source, "message-flow-source", message))
}

/// BPMN: messages arrive at activities, pools and catching message events.
fn arrives(document: &Document, flow: usize) -> Option<Problem> {
    let node = target(document, flow, "targetRef")?;
    let tag = document.tag(node);
    let takes = match tag {
        "endEvent" | "intermediateThrowEvent" => false,
        "startEvent" | "intermediateCatchEvent" | "boundaryEvent" => has_message(document, node),
        _ => true,
    };
    let message =
        format!("this {tag} does not receive messages; message flow `{}` cannot lead to it", document.id(flow));
    (!takes).then(|| warning(document, node, "message-flow-target", message))
}

/// Whether an event has a message trigger, its own or one that it refers to.
fn has_message(document: &Document, event: usize) -> bool {
    let referred = super::referred(document, event, "eventDefinitionRef");
    let mut definitions = children(document, event, "messageEventDefinition").chain(referred);
    definitions.any(|definition| {
        document.entry(definition).is_some_and(|entry| entry.family == Family::EventDefinition)
            && document.tag(definition) == "messageEventDefinition"
    })
}

/// BPMN: a participant comes at least once when it comes, and its maximum is not below its minimum.
fn multiplicity(document: &Document, participant: usize) -> Option<Problem> {
    let number = document.child(participant, "participantMultiplicity")?;
    let bound = |name: &str, default: i64| {
        document.element(number).get(name).map_or(Some(default), |value| value.trim().parse().ok())
    };
    let (Some(minimum), Some(maximum)) = (bound("minimum", 0), bound("maximum", 1)) else {
        return Some(error(document, number, "invalid-value", "minimum and maximum are numbers"));
    };
    let message = "the maximum is at least 1 and not below the minimum";
    (minimum < 0 || maximum < 1 || maximum < minimum)
        .then(|| warning(document, number, "participant-multiplicity", message))
}
