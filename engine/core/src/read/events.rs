//! Event definitions, written in an event or referred to.
use super::document::Document;
use super::settings::setting;
use super::texts::expression;
use crate::catalogue::Family;
use crate::model::{EventDefinition, EventKind, Text, TimerText};
use crate::problem::Problem;

/// The event definitions of an event; references are followed.
pub fn definitions(document: &Document, event: usize, problems: &mut Vec<Problem>) -> Vec<EventDefinition> {
    numbers(document, event).into_iter().filter_map(|number| definition(document, number, problems)).collect()
}

/// `weir:correlationKey` of the first message definition of an event.
pub fn correlation_key(document: &Document, event: usize) -> Option<Text> {
    numbers(document, event).into_iter().find_map(|number| setting(document, number, "correlationKey"))
}

fn numbers(document: &Document, event: usize) -> Vec<usize> {
    let family = |number: usize| document.entry(number).map(|entry| entry.family);
    let found = document.children(event).filter_map(|child| match document.tag(child) {
        "eventDefinitionRef" => document.resolve(child, &document.tree.text(child)),
        _ => Some(child),
    });
    found.filter(|number| family(*number) == Some(Family::EventDefinition)).collect()
}

fn definition(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<EventDefinition> {
    let element = document.element(number);
    let refers = |attribute| document.reference(number, attribute);
    let kind = match document.tag(number) {
        "timerEventDefinition" => EventKind::Timer(timer(document, number, problems)),
        "messageEventDefinition" => EventKind::Message(refers("messageRef")),
        "signalEventDefinition" => EventKind::Signal(refers("signalRef")),
        "errorEventDefinition" => EventKind::Error(refers("errorRef")),
        "escalationEventDefinition" => EventKind::Escalation(refers("escalationRef")),
        "conditionalEventDefinition" => EventKind::Conditional(expression(document, number, "condition")),
        "linkEventDefinition" => EventKind::Link(link(document, number)),
        "compensateEventDefinition" => EventKind::Compensate(refers("activityRef")),
        "cancelEventDefinition" => EventKind::Cancel,
        "terminateEventDefinition" => EventKind::Terminate,
        _ => return None,
    };
    Some(EventDefinition { id: element.get("id").map(Into::into), place: element.place, kind })
}

/// BPMN: a timer has exactly one of a date, a duration and a cycle.
fn timer(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<TimerText> {
    let mut found: Vec<TimerText> = Vec::new();
    found.extend(expression(document, number, "timeDate").map(TimerText::Date));
    found.extend(expression(document, number, "timeDuration").map(TimerText::Duration));
    found.extend(expression(document, number, "timeCycle").map(TimerText::Cycle));
    if found.len() > 1 {
        let message = "a timer has exactly one of timeDate, timeDuration and timeCycle; remove the others";
        let owner = document.owner(number);
        problems.push(Problem::error("timer-ambiguous", owner.as_ref(), document.place(number), message));
    }
    found.into_iter().next()
}

/// Links meet by name; a source that names its target by id takes the target's name.
fn link(document: &Document, number: usize) -> Option<String> {
    let target = document.child(number, "target");
    let target = target.and_then(|child| document.resolve(child, &document.tree.text(child)));
    let named = target.filter(|target| document.tag(*target) == "linkEventDefinition").unwrap_or(number);
    document.element(named).get("name").map(str::to_owned)
}
