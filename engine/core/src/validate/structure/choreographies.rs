//! Choreographies: who takes part, who begins, and which messages go between them.
use super::{all, referred, target, warning};
use crate::catalogue::Family;
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for (number, entry) in document.bpmn() {
        if matches!(entry.tag, "choreographyTask" | "subChoreography" | "callChoreography") {
            problems.extend(participants(document, number, entry.tag));
            problems.extend(initiator(document, number));
        }
        if entry.family == Family::EventDefinition {
            problems.extend(event(document, number));
        }
    }
    for task in all(document, "choreographyTask") {
        messages(document, task, problems);
    }
    content(document, problems);
}

fn is_choreography(document: &Document, number: Option<usize>) -> bool {
    number.is_some_and(|number| {
        matches!(document.tag(number), "choreography" | "subChoreography" | "globalChoreographyTask")
    })
}

/// BPMN 11.4: in a choreography stand its own activities, events and gateways, as in a process: nobody's tasks and nobody's
/// data.
fn content(document: &Document, problems: &mut Vec<Problem>) {
    let (mut into, mut out) = (BTreeMap::<usize, u32>::new(), BTreeMap::<usize, u32>::new());
    for flow in all(document, "sequenceFlow") {
        for (end, counts) in [("targetRef", &mut into), ("sourceRef", &mut out)] {
            if let Some(node) = target(document, flow, end) {
                *counts.entry(node).or_default() += 1;
            }
        }
    }
    for (number, entry) in document.bpmn().filter(|(n, _)| is_choreography(document, document.element(*n).parent)) {
        let count = |counts: &BTreeMap<usize, u32>| counts.get(&number).copied().unwrap_or(0);
        let (code, message) = match (entry.family, entry.tag) {
            (Family::Activity | Family::Data, _) => {
                ("misplaced-element", "a choreography has neither tasks nor data: they belong to its participants")
            }
            (_, "startEvent") if count(&into) > 0 => ("start-incoming", "a start event has no incoming flow"),
            (_, "endEvent") if count(&out) > 0 => ("end-outgoing", "an end event has no outgoing flow"),
            (Family::Gateway, _) if count(&into) < 2 && count(&out) < 2 => {
                ("gateway-pointless", "a gateway joins several flows or splits into several; this one does neither")
            }
            _ => continue,
        };
        problems.push(warning(document, number, code, message));
    }
}

/// BPMN 11.5: a choreography task is between two participants; other choreography activities have two or more.
fn participants(document: &Document, activity: usize, tag: &str) -> Option<Problem> {
    let count = document.children(activity).filter(|child| document.tag(*child) == "participantRef").count();
    let fits = if tag == "choreographyTask" { count == 2 } else { count >= 2 };
    let message = "a choreography activity has two participants; name them with participantRef";
    (!fits).then(|| warning(document, activity, "choreography-participants", message))
}

/// BPMN 11.5: who begins a choreography activity is one of its participants.
fn initiator(document: &Document, activity: usize) -> Option<Problem> {
    let initiator = target(document, activity, "initiatingParticipantRef")?;
    let message = format!("`{}` begins it without being one of its participants", document.id(initiator));
    (!referred(document, activity, "participantRef").any(|participant| participant == initiator))
        .then(|| warning(document, activity, "choreography-initiator", message))
}

/// BPMN 11.5.1: one or two messages go between the two participants of a choreography task, the first from the one that
/// begins it.
fn messages(document: &Document, task: usize, problems: &mut Vec<Problem>) {
    let own: BTreeSet<usize> = referred(document, task, "participantRef").collect();
    let flows: Vec<usize> = referred(document, task, "messageFlowRef").collect();
    if flows.len() > 2 {
        let message = "one message goes to, and one comes back at most; remove other message flows";
        problems.push(warning(document, task, "choreography-message-flow", message));
    }
    for flow in &flows {
        let ends = [target(document, *flow, "sourceRef"), target(document, *flow, "targetRef")];
        let apart = |end: &usize| document.tag(*end) == "participant" && !own.contains(end);
        if let Some(end) = ends.into_iter().flatten().find(apart) {
            let message = format!(
                "message flow `{}` touches `{}`, which takes no part in this task",
                document.id(*flow),
                document.id(end)
            );
            problems.push(warning(document, task, "choreography-message-flow", message));
        }
    }
    let Some(initiator) = target(document, task, "initiatingParticipantRef") else { return };
    let from = |flow: &usize| target(document, *flow, "sourceRef") == Some(initiator);
    if !flows.is_empty() && !flows.iter().any(from) {
        let message = format!("`{}` begins it but sends no message", document.id(initiator));
        problems.push(warning(document, task, "choreography-message-flow", message));
    }
}

/// BPMN 11.6: a choreography has nobody who receives or fails: it starts by itself, by a time, a condition or a signal,
/// and ends plainly or at once.
fn event(document: &Document, definition: usize) -> Option<Problem> {
    let event = document.element(definition).parent?;
    if !is_choreography(document, document.element(event).parent) {
        return None;
    }
    let (event_tag, tag) = (document.tag(event), document.tag(definition));
    let fits = match event_tag {
        "startEvent" => {
            matches!(tag, "timerEventDefinition" | "conditionalEventDefinition" | "signalEventDefinition")
        }
        "endEvent" => tag == "terminateEventDefinition",
        "intermediateThrowEvent" => !matches!(tag, "messageEventDefinition" | "escalationEventDefinition"),
        _ => true,
    };
    let message = format!("`{tag}` cannot be on a {event_tag} of a choreography");
    (!fits).then(|| warning(document, event, "choreography-event", message))
}
