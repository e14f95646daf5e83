//! Import and export: is everything that a file says counted as another tool counted it, and still there afterwards?
use crate::suites::dom::{self, Element, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use weir_core::exchange::{Repaired, draw, repair};
use weir_core::model::{EventDefinition, Loop, Model, NodeKind};
use weir_core::read::read;

/// Counts by kind of element, as the suite names them: `task`, `startEvent:timer`.
pub type Counts = BTreeMap<String, u64>;

/// What the importer found of what the typed model holds.
pub fn imported(bytes: &[u8]) -> Counts {
    let model: Model = read(bytes).model;
    let mut counts = Counts::new();
    let mut add = |kind: String| *counts.entry(kind).or_default() += 1;
    for process in &model.processes {
        add("process".into());
        process.flows.iter().for_each(|_| add("sequenceFlow".into()));
        for node in &process.nodes {
            add(kind(&node.kind));
            match node.looped {
                Some(Loop::MultiInstance(_)) => add("multiInstanceLoopCharacteristics".into()),
                Some(Loop::Standard { .. }) => add("standardLoopCharacteristics".into()),
                None => {}
            }
        }
    }
    model.participants.iter().for_each(|_| add("participant".into()));
    model.message_flows.iter().for_each(|_| add("messageFlow".into()));
    for root in &model.roots {
        match name(&root.kind) {
            counted if ["message", "signal", "error"].contains(&counted.as_str()) => add(counted),
            _ => {}
        }
    }
    counts
}

fn kind(kind: &NodeKind) -> String {
    let event = |tag: &str, events: &[EventDefinition]| format!("{tag}:{}", definition(events));
    match kind {
        NodeKind::StartEvent { events, .. } => event("startEvent", events),
        NodeKind::CatchEvent { events, .. } => event("intermediateCatchEvent", events),
        NodeKind::BoundaryEvent { events, .. } => event("boundaryEvent", events),
        NodeKind::ThrowEvent { events } => event("intermediateThrowEvent", events),
        NodeKind::EndEvent { events } => event("endEvent", events),
        NodeKind::SubProcess { triggered_by_event: true } => "subProcess:event".into(),
        NodeKind::SubProcess { .. } => "subProcess".into(),
        NodeKind::Gateway(gateway) => format!("{}Gateway", name(gateway)),
        other => name(other),
    }
}

/// The name of a variant as BPMN writes it: `UserTask(..)` is `userTask`.
fn name(variant: &impl Debug) -> String {
    let text = format!("{variant:?}");
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    text[..1].to_lowercase() + &text[1..end]
}

fn definition(events: &[EventDefinition]) -> String {
    events.first().map_or("none".into(), |event| name(&event.kind))
}

/// Where the importer counted something else than the suite; `eventDefinitionRef` is resolved by the importer, so only the
/// events without regard to their definitions are compared there.
pub fn differences(expected: &Counts, found: &Counts) -> Vec<String> {
    let (expected, found) = (&by_workers(expected), &by_workers(found));
    let indirect = expected.keys().any(|k| k.ends_with(":eventDefinitionRef"));
    let held = |kind: &str| !(UNHELD.contains(&kind) || indirect && kind.contains("Event:"));
    let kinds = expected.keys().chain(found.keys()).filter(|k| held(k));
    let mut wrong: Vec<String> = kinds
        .filter(|k| expected.get(*k) != found.get(*k))
        .map(|k| {
            let count = |counts: &Counts| counts.get(k).copied().unwrap_or(0);
            format!("{} {k} where {} are", count(found), count(expected))
        })
        .collect();
    wrong.sort();
    wrong.dedup();
    wrong
}

/// A message event that another engine gives to a worker is work in the typed model: both are counted as one kind.
fn by_workers(counts: &Counts) -> Counts {
    let mut merged = Counts::new();
    for (kind, count) in counts {
        let sent = matches!(kind.as_str(), "endEvent:message" | "intermediateThrowEvent:message" | "serviceTask");
        *merged.entry(if sent { "work or message sent".into() } else { kind.clone() }).or_default() += count;
    }
    merged
}

/// What is kept in the file and not in the typed model: nothing of it is executed, or it is read where it is used.
const UNHELD: &[&str] = &[
    "lane",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "association",
    "textAnnotation",
    "group",
    "globalTask",
    "globalUserTask",
];

/// Import, export, and compare: what is lost that no repair names.
pub fn round_trip(bytes: &[u8]) -> Vec<String> {
    let Some(Repaired { text, repairs, .. }) = repair(bytes) else { return vec!["it is no text".into()] };
    let exported = draw(&text).map_or(text, |drawn| drawn.text);
    let given = String::from_utf8_lossy(bytes);
    let (Ok(before), Ok(after)) = (dom::parse(&given), dom::parse(&exported)) else {
        // What was no XML before the repair cannot be compared; it must be XML afterwards, or be refused.
        return vec![];
    };
    let (had, has) = (ids(&before), ids(&after));
    // What shows something that a repair has taken out went with it.
    let gone = had.difference(&has).copied().collect();
    let (before, after) = (facts(&before, &gone), facts(&after, &gone));
    let lost: Vec<&String> = before.iter().filter(|(f, n)| after.get(*f).unwrap_or(&0) < *n).map(|(f, _)| f).collect();
    if lost.len() > repairs.len() {
        let first: Vec<&str> = lost.iter().take(3).map(|f| f.as_str()).collect();
        return vec![format!(
            "{} things are lost, and {} repairs are named: {}",
            lost.len(),
            repairs.len(),
            first.join("; ")
        )];
    }
    vec![]
}

fn ids(element: &Element) -> BTreeSet<&str> {
    let (mut ids, mut open) = (BTreeSet::new(), vec![element]);
    while let Some(element) = open.pop() {
        ids.extend(element.attributes.iter().filter(|(name, _)| name == "id").map(|(_, id)| id.as_str()));
        open.extend(element.children.iter().filter_map(|child| match child {
            Node::Element(inner) => Some(inner),
            Node::Text(_) => None,
        }));
    }
    ids
}

/// Every element with its attributes and its text, wherever it stands.
fn facts(element: &Element, gone: &BTreeSet<&str>) -> BTreeMap<String, usize> {
    let (mut facts, mut open) = (BTreeMap::new(), vec![element]);
    while let Some(element) = open.pop() {
        let of = |name: &str| matches!(name, "id" | "bpmnElement");
        if element.attributes.iter().any(|(name, value)| of(name) && gone.contains(value.as_str())) {
            continue;
        }
        let mut attributes: Vec<String> = element.attributes.iter().map(|(n, v)| format!("{n}={v}")).collect();
        attributes.sort();
        let mut text = String::new();
        for child in &element.children {
            match child {
                Node::Element(inner) => open.push(inner),
                Node::Text(part) => text.push_str(part),
            }
        }
        *facts.entry(format!("{} {} {}", element.name, attributes.join(" "), text.trim())).or_default() += 1;
    }
    facts
}
