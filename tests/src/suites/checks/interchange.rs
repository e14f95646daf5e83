//! Import and export: is everything that a file says counted as another tool counted it, and still there afterwards?
use super::exact::{Difference, differences as compared, tree};
use std::collections::BTreeMap;
use std::fmt::Debug;
use weir_core::ElementId;
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

/// Namespaces of diagrams: what is drawn anew stands in them.
const DIAGRAMS: [&str; 3] = [
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
];

/// Import, export, and compare, element by element: everything that is not as it was and that no repair names.
///
/// A repair names what it changes by the line of its tag, or by the id of the element that it is about or that is
/// referred to. What is drawn may only be added, in the namespaces of diagrams.
pub fn round_trip(bytes: &[u8]) -> Vec<String> {
    let Some(Repaired { text, repairs, .. }) = repair(bytes) else { return vec!["it is no text".into()] };
    let exported = draw(&text).map_or_else(|| text.clone(), |drawn| drawn.text);
    let Some(repaired) = tree(&text) else { return vec!["what is repaired is no XML".into()] };
    let Some(drawn) = tree(&exported) else { return vec!["what is drawn is no XML".into()] };
    let mut wrong: Vec<String> = compared(&repaired, &drawn, |added| DIAGRAMS.contains(&added.name.0.as_str()))
        .into_iter()
        .map(|difference| format!("drawn: {}", difference.what))
        .collect();
    // What was no XML before the repair cannot be compared.
    let Some(given) = tree(&String::from_utf8_lossy(bytes)) else { return wrong };
    let names = |difference: &Difference| {
        let (from, to) = difference.lines;
        repairs.iter().any(|repair| {
            let id = repair.element.as_ref().map(ElementId::as_str);
            (from..=to).contains(&repair.place.line)
                || (!difference.id.is_empty() && id == Some(difference.id.as_str()))
                || id.is_some_and(|id| difference.what.contains(&format!("`{id}`")))
                // What it adds it names.
                || (!difference.id.is_empty() && repair.message.contains(&format!("`{}`", difference.id)))
                // What referred to something that a repair took out went with it.
                || id.is_some_and(|id| difference.names.iter().any(|name| name == id))
                // A namespace that is put right is named once, for all that have it.
                || (repair.code.starts_with("repair-namespace") && difference.what.contains(" now"))
        })
    };
    let lost = compared(&given, &repaired, |_| false);
    wrong.extend(lost.into_iter().filter(|difference| !names(difference)).map(|difference| difference.what));
    wrong.truncate(5);
    wrong
}
