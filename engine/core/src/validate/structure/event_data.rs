//! What events carry, against what their definitions declare.
use super::items::same;
use super::{all, children, referred, target, warning};
use crate::catalogue::Family;
use crate::problem::Problem;
use crate::read::document::Document;

const CATCH: [&str; 3] = ["startEvent", "intermediateCatchEvent", "boundaryEvent"];
const THROW: [&str; 2] = ["intermediateThrowEvent", "endEvent"];

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (tags, data) in [(&CATCH[..], "dataOutput"), (&THROW[..], "dataInput")] {
        for event in tags.iter().flat_map(|tag| all(document, tag)) {
            let data: Vec<usize> = children(document, event, data).collect();
            if !data.is_empty() {
                problems.extend(items(document, event, &data));
            }
        }
    }
    for start in all(document, "startEvent") {
        problems.extend(never_interrupts(document, start));
    }
    for tag in CATCH {
        problems.extend(all(document, tag).filter_map(|event| single(document, event)));
    }
}

/// BPMN 10.4.1, data of events: for each definition that declares an item the event has one input or output, in the same
/// order, and of that item.
fn items(document: &Document, event: usize, data: &[usize]) -> Option<Problem> {
    let declared: Vec<Option<usize>> = definitions(document, event).map(|d| item(document, d)).collect();
    let declared: Vec<usize> = declared.into_iter().flatten().collect();
    if declared.is_empty() {
        return None;
    }
    if declared.len() != data.len() {
        let message = format!("its definitions declare {} items, and it has {}", declared.len(), data.len());
        return Some(warning(document, event, "event-data-count", message));
    }
    let other = declared.iter().zip(data).find(|(declared, data)| {
        target(document, **data, "itemSubjectRef").is_some_and(|item| !same(document, item, **declared))
    })?;
    let message = format!("`{}` is not the item that the definition declares", document.id(*other.1));
    Some(warning(document, event, "item-not-of-event", message))
}

/// The item that an event definition declares by what it refers to.
fn item(document: &Document, definition: usize) -> Option<usize> {
    let (reference, item) = match document.tag(definition) {
        "messageEventDefinition" => ("messageRef", "itemRef"),
        "signalEventDefinition" => ("signalRef", "structureRef"),
        "errorEventDefinition" => ("errorRef", "structureRef"),
        "escalationEventDefinition" => ("escalationRef", "structureRef"),
        _ => return None,
    };
    target(document, target(document, definition, reference)?, item)
}

/// The definitions of an event, its own and those it refers to.
fn definitions(document: &Document, event: usize) -> impl Iterator<Item = usize> + '_ {
    let own = document.children(event).filter(|child| {
        document.entry(*child).is_some_and(|entry| entry.family == Family::EventDefinition)
            && document.tag(*child) != "eventDefinitionRef"
    });
    own.chain(referred(document, event, "eventDefinitionRef"))
}

/// BPMN 10.5.2: whether a start event interrupts is asked of event sub-processes alone; elsewhere there is nothing to
/// interrupt.
fn never_interrupts(document: &Document, start: usize) -> Option<Problem> {
    let says_no = matches!(document.element(start).get("isInterrupting").map(str::trim), Some("false" | "0"));
    let around = document.element(start).parent?;
    let by_event = matches!(document.element(around).get("triggeredByEvent").map(str::trim), Some("true" | "1"));
    let message = "isInterrupting counts in event sub-processes alone; remove it here";
    (says_no && !by_event).then(|| warning(document, start, "interrupting-unused", message))
}

/// BPMN 10.5.1: all of several triggers are needed only where there are several.
fn single(document: &Document, event: usize) -> Option<Problem> {
    let all = matches!(document.element(event).get("parallelMultiple").map(str::trim), Some("true" | "1"));
    let message = "parallelMultiple asks for all of several triggers; add another one, or remove it";
    (all && definitions(document, event).count() < 2).then(|| warning(document, event, "parallel-single", message))
}
