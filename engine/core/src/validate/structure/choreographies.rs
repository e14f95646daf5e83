//! Choreographies: who takes part, who begins, and which messages go between them.
use super::{all, referred, target, warning};
use crate::catalogue::Family;
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeSet;

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
    let around = document.element(event).parent.map_or("", |around| document.tag(around));
    if !matches!(around, "choreography" | "subChoreography" | "globalChoreographyTask") {
        return None;
    }
    let (event_tag, tag) = (document.tag(event), document.tag(definition));
    let fits = match event_tag {
        "startEvent" => {
            matches!(tag, "timerEventDefinition" | "conditionalEventDefinition" | "signalEventDefinition")
        }
        "endEvent" => tag == "terminateEventDefinition",
        _ => true,
    };
    let message = format!("`{tag}` cannot be on a {event_tag} of a choreography");
    (!fits).then(|| warning(document, event, "choreography-event", message))
}
