//! Event definitions, written in an event or referred to.
use super::document::Document;
use super::operations;
use super::settings::{extensions, setting, text};
use super::texts::{expression, is_true};
use super::work::seven;
use crate::catalogue::Family;
use crate::catalogue::foreign::{CAMUNDA, ZEEBE};
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Form, Mapping, Source, Text, TimerText};
use crate::problem::Problem;
use crate::watch::Watch;

/// The event definitions of an event; references are followed.
pub fn definitions(document: &Document, event: usize, problems: &mut Vec<Problem>) -> Vec<EventDefinition> {
    numbers(document, event).into_iter().filter_map(|number| definition(document, number, problems)).collect()
}

/// `weir:correlationKey` of the first message definition of an event.
pub fn correlation_key(document: &Document, event: usize) -> Option<Text> {
    numbers(document, event).into_iter().find_map(|number| setting(document, number, "correlationKey"))
}

/// The variables of the process that take what was caught.
pub fn sets(document: &Document, event: usize) -> Vec<Mapping> {
    let mut sets = vec![];
    for number in numbers(document, event) {
        for (attribute, source) in [
            ("errorCodeVariable", "errorCode"),
            ("errorVariableName", "errorCode"),
            ("errorMessageVariable", "errorMessage"),
            ("escalationCodeVariable", "escalationCode"),
        ] {
            let Some(target) = seven(document, number, attribute) else { continue };
            let text = Text { text: source.to_owned(), language: None, place: target.place };
            let source = Source { text, form: Form::Expression };
            sets.push(Mapping { source, target: target.value.trim().to_owned(), beside: false });
        }
    }
    sets
}

/// An event that something else than the engine does has at most the definition of a message, which is what that sends.
/// What else it throws would have to come about beside, and nobody knows when.
pub fn only_sends(document: &Document, event: usize, problems: &mut Vec<Problem>) {
    for number in numbers(document, event) {
        let tag = document.tag(number);
        if tag != "messageEventDefinition" {
            let message = format!(
                "it has an implementation, and a `{tag}` that would not come about: move the implementation to a task \
                 before this event"
            );
            let owner = document.owner(event);
            problems.push(Problem::error(
                "implementation-beside-event",
                owner.as_ref(),
                document.place(number),
                message,
            ));
        }
    }
}

/// The event definition that an attribute refers to, or the first one inside the element it names.
pub fn referred(
    document: &Document,
    holder: usize,
    attribute: &str,
    problems: &mut Vec<Problem>,
) -> Option<EventDefinition> {
    let number = document.resolve(holder, document.element(holder).get(attribute)?)?;
    definition(document, number, problems)
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
        "messageEventDefinition" => {
            let named = operations::message(document, number);
            EventKind::Message(by_expression(document, number, ("messageExpression", named), problems))
        }
        "signalEventDefinition" => {
            EventKind::Signal(by_expression(document, number, ("signalExpression", refers("signalRef")), problems))
        }
        "errorEventDefinition" => EventKind::Error(refers("errorRef")),
        "escalationEventDefinition" => EventKind::Escalation(refers("escalationRef")),
        "conditionalEventDefinition" => EventKind::Conditional(expression(document, number, "condition")),
        "linkEventDefinition" => EventKind::Link(link(document, number)),
        "compensateEventDefinition" => EventKind::Compensate {
            activity: refers("activityRef"),
            wait: element.get("waitForCompletion").is_none_or(is_true),
        },
        "cancelEventDefinition" => EventKind::Cancel,
        "terminateEventDefinition" => {
            let all = seven(document, number, "terminateAll").is_some_and(|all| is_true(&all.value));
            if all { EventKind::TerminateAll } else { EventKind::Terminate }
        }
        _ => return None,
    };
    let watch = matches!(kind, EventKind::Conditional(_)).then(|| watch(document, number, problems)).flatten();
    Some(EventDefinition {
        id: element.get("id").map(Into::into),
        place: element.place,
        kind,
        watch,
        carries_all: carries_all(document, number),
    })
}

/// What an event refers to, else the root that its expression of Flowable stands for.
fn by_expression(
    document: &Document,
    number: usize,
    (attribute, refers): (&str, Option<ElementId>),
    problems: &mut Vec<Problem>,
) -> Option<ElementId> {
    let Some(said) = seven(document, number, attribute) else { return refers };
    if refers.is_some() {
        let message = format!("`{attribute}` has no effect: what the event refers to has a name");
        problems.push(Problem::warning("extension-unused", document.owner(number).as_ref(), said.place, message));
    }
    refers.or_else(|| Some(document.id(number)))
}

/// `camunda:in variables="all"` of a signal; with `local` it is what the event has itself, which it carries anyway.
fn carries_all(document: &Document, number: usize) -> bool {
    extensions(document, number).any(|extension| {
        let element = document.element(extension);
        let says = |attribute: &str, value: &str| element.get(attribute).map(str::trim) == Some(value);
        element.is(CAMUNDA, "in") && says("variables", "all") && !says("local", "true")
    })
}

/// `camunda:variableName` and `variableEvents`, or `zeebe:conditionalFilter`: which changes of variables count.
fn watch(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<Watch> {
    let filter = extensions(document, number).find(|e| document.element(*e).is(ZEEBE, "conditionalFilter"));
    let eight = |name| {
        let filter = document.element(filter?);
        filter.get(name).map(|value| (value, filter.place))
    };
    let said = |one, several| seven(document, number, one).map(|a| (&*a.value, a.place)).or_else(|| eight(several));
    let words = |text: &str| -> Vec<String> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let names = said("variableName", "variableNames").map(|(names, _)| words(names)).unwrap_or_default();
    let events = said("variableEvents", "variableEvents").filter(|(events, _)| !events.trim().is_empty());
    if names.is_empty() && events.is_none() {
        return None;
    }
    let listed = |word: &str| events.is_none_or(|(all, _)| all.split(',').any(|event| event.trim() == word));
    let (created, updated, deleted) = (listed("create"), listed("update"), listed("delete"));
    let watch = Watch { names, created, updated, deleted };
    let owner = document.owner(number);
    if let Some((events, place)) = events {
        let known = ["create", "update", "delete"];
        if let Some(unknown) = events.split(',').map(str::trim).find(|event| !known.contains(event)) {
            let message = format!("`{unknown}` is no change of a variable: write create, update or delete");
            problems.push(Problem::error("variable-event-unknown", owner.as_ref(), place, message));
        }
    }
    Some(watch)
}

/// BPMN: a timer has exactly one of a date, a duration and a cycle.
fn timer(document: &Document, number: usize, problems: &mut Vec<Problem>) -> Option<TimerText> {
    let mut found: Vec<TimerText> = Vec::new();
    found.extend(expression(document, number, "timeDate").map(TimerText::Date));
    found.extend(expression(document, number, "timeDuration").map(TimerText::Duration));
    let end = document.child(number, "timeCycle").and_then(|cycle| seven(document, cycle, "endDate"));
    let end = end.and_then(|end| text(&end.value, end.place));
    found.extend(expression(document, number, "timeCycle").map(|cycle| match end {
        Some(end) => TimerText::Until(cycle, end),
        None => TimerText::Cycle(cycle),
    }));
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
