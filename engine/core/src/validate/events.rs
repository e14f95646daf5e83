//! Events: which trigger may stand where, and what each needs to be found by.
use super::expressions::definitions;
use super::view::{View, error, is_activity, is_event_subprocess, warning};
use crate::catalogue::Status;
use crate::catalogue::triggers::{Position, allowed};
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Node, NodeKind, RootKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        let Some((position, events)) = position(view, node) else { continue };
        triggers(node, position, events, problems);
        several(node, events, position, problems);
        for event in events {
            needs(view, node, position, event, problems);
        }
        problems.extend(attached(view, node));
        problems.extend(outgoing_of_boundary(view, node, events));
        problems.extend(incoming_of_intermediate(view, node, events));
        problems.extend(cancel(view, node, events));
    }
}

fn position<'a>(view: &View<'_>, node: &'a Node) -> Option<(Position, &'a [EventDefinition])> {
    let by_event = || node.scope.as_ref().and_then(|scope| view.node(scope)).is_some_and(is_event_subprocess);
    Some(match &node.kind {
        NodeKind::StartEvent { interrupting, events, .. } => match (by_event(), interrupting) {
            (true, true) => (Position::EventSubProcess, events),
            (true, false) => (Position::EventSubProcessBeside, events),
            (false, _) => (Position::Start, events),
        },
        NodeKind::CatchEvent { events, .. } => (Position::Catch, events),
        NodeKind::ThrowEvent { events } => (Position::Throw, events),
        NodeKind::EndEvent { events } => (Position::End, events),
        NodeKind::BoundaryEvent { interrupting: true, events, .. } => (Position::Boundary, events),
        NodeKind::BoundaryEvent { events, .. } => (Position::BoundaryBeside, events),
        _ => return None,
    })
}

/// BPMN: each kind of event takes some triggers and not others; see the catalogue's table.
fn triggers(node: &Node, position: Position, events: &[EventDefinition], problems: &mut Vec<Problem>) {
    let without = events.is_empty().then_some(("none", node.place));
    let found = events.iter().map(|event| (tag(&event.kind), event.place)).chain(without);
    for (tag, place) in found {
        // An event sub-process without trigger is told where its start event is counted.
        let told = tag == "none" && matches!(position, Position::EventSubProcess | Position::EventSubProcessBeside);
        match allowed(position, tag) {
            None if !told => {
                let what = if tag == "none" { "an event without trigger".into() } else { format!("`{tag}`") };
                let message = format!("{what} cannot be {}", position.english());
                problems.push(Problem::error("event-not-allowed", Some(&node.id), place, message));
            }
            Some(Status::NotYet(text)) => {
                let message = format!("`{tag}` on {} is not executed in this release: {text}", position.english());
                problems.push(Problem::error("not-executed-yet", Some(&node.id), place, message));
            }
            _ => {}
        }
    }
}

/// BPMN 10.5.1, multiple: not everything goes together. A link that is jumped to is entered by nothing else; what must
/// come together with others cannot end its activity alone; and a token that throws goes on in one way.
fn several(node: &Node, events: &[EventDefinition], position: Position, problems: &mut Vec<Problem>) {
    if events.len() < 2 {
        return;
    }
    let all = matches!(
        node.kind,
        NodeKind::StartEvent { all: true, .. }
            | NodeKind::CatchEvent { all: true, .. }
            | NodeKind::BoundaryEvent { all: true, .. }
    );
    let throws = matches!(position, Position::Throw | Position::End);
    let (mut ways, link) = (0, |event: &EventDefinition| matches!(event.kind, EventKind::Link(_)));
    for event in events {
        let tag = tag(&event.kind);
        let alone = matches!(event.kind, EventKind::Error(_) | EventKind::Compensate { .. } | EventKind::Cancel);
        ways += usize::from(
            throws && (alone || link(event) || matches!(event.kind, EventKind::Terminate | EventKind::TerminateAll)),
        );
        let message = if !throws && link(event) {
            "a link catch event is entered by its link alone; move the other triggers to an event of their own"
                .to_owned()
        } else if all && alone {
            format!("`{tag}` takes effect at once and cannot wait for other triggers; give it an event of its own")
        } else if ways > 1 {
            format!("the token goes on in one way only, and `{tag}` is a second one; give it an event of its own")
        } else {
            continue;
        };
        problems.push(Problem::error("multiple-mixed", Some(&node.id), event.place, message));
    }
}

/// What an event is found by: a message and a signal by name, an error and an escalation that is thrown by its code.
fn needs(view: &View<'_>, node: &Node, position: Position, event: &EventDefinition, problems: &mut Vec<Problem>) {
    let thrown = matches!(position, Position::Throw | Position::End);
    match &event.kind {
        EventKind::Message(message) => named(view, node, event, message.as_ref(), RootKind::Message, problems),
        EventKind::Signal(signal) => named(view, node, event, signal.as_ref(), RootKind::Signal, problems),
        EventKind::Error(error) if thrown => coded(view, node, event, error.as_ref(), RootKind::Error, problems),
        EventKind::Escalation(escalation) if thrown => {
            coded(view, node, event, escalation.as_ref(), RootKind::Escalation, problems);
        }
        _ => {}
    }
}

fn named(
    view: &View<'_>,
    node: &Node,
    event: &EventDefinition,
    id: Option<&ElementId>,
    kind: RootKind,
    problems: &mut Vec<Problem>,
) {
    problems.extend(named_root(view, node, id, kind).map(|problem| Problem { place: event.place, ..problem }));
}

/// A message or signal that can be found: it is referred to, and it has a name.
pub fn named_root(view: &View<'_>, node: &Node, id: Option<&ElementId>, kind: RootKind) -> Option<Problem> {
    let word = if kind == RootKind::Message { "message" } else { "signal" };
    let at_flow = |flow: &crate::model::MessageFlow| flow.source == node.id || flow.target == node.id;
    if kind == RootKind::Message && view.model.message_flows.iter().any(at_flow) {
        // A message flow says who talks to whom; the compiler sees whether it fits.
        return None;
    }
    let Some(id) = id else {
        let message = format!("`{}` names no {word}; set {word}Ref", node.id);
        return Some(view.incomplete(&format!("{word}-missing"), &node.id, node.place, message));
    };
    // A reference that leads nowhere is told where references are checked.
    let root = view.root(kind, id)?;
    let nameless = root.name.as_ref().is_none_or(|name| name.trim().is_empty());
    let message = format!("{word} `{id}` has no name, by which it is found; give it one");
    nameless.then(|| view.incomplete(&format!("{word}-name-missing"), &node.id, node.place, message))
}

fn coded(
    view: &View<'_>,
    node: &Node,
    event: &EventDefinition,
    id: Option<&ElementId>,
    kind: RootKind,
    problems: &mut Vec<Problem>,
) {
    let word = if kind == RootKind::Error { "error" } else { "escalation" };
    let Some(id) = id else {
        let message = format!("`{}` throws no {word}; set {word}Ref", node.id);
        return problems.push(view.incomplete(&format!("{word}-missing"), &node.id, event.place, message));
    };
    if view.root(kind, id).is_some_and(|root| root.code.is_none()) {
        let message = format!("{word} `{id}` has no {word}Code; only those who catch every {word} catch it");
        problems.push(Problem::warning(&format!("{word}-code-missing"), Some(&node.id), event.place, message));
    }
}

/// BPMN: a boundary event stands on an activity of the same sub-process; an event sub-process has no border to stand on.
/// Other engines give it one, and here it has one too: the event is caught while the event sub-process runs.
fn attached(view: &View<'_>, node: &Node) -> Option<Problem> {
    let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind else { return None };
    if attached_to.as_str().is_empty() {
        return Some(error("missing-attribute", node, "a boundary event needs `attachedToRef`"));
    }
    let host = view.node(attached_to)?;
    let message = if is_event_subprocess(host) && host.scope == node.scope {
        let message = format!(
            "the standard has no boundary events on event sub-processes, and `{attached_to}` is one; it is caught as on any \
             other; put what is in there into a sub-process to say it by the standard"
        );
        return Some(Problem::warning("boundary-attached", Some(&node.id), node.place, message));
    } else if host.scope != node.scope {
        format!("`{attached_to}` is not in the same sub-process; move the event to where it is")
    } else {
        return None;
    };
    is_activity(host).then(|| error("boundary-attached", node, message))
}

/// BPMN: a boundary event has an outgoing flow. Only compensation has none: an association leads to its handler.
fn outgoing_of_boundary(view: &View<'_>, node: &Node, events: &[EventDefinition]) -> Option<Problem> {
    let compensates = events.iter().any(|event| matches!(event.kind, EventKind::Compensate { .. }));
    if !matches!(node.kind, NodeKind::BoundaryEvent { .. }) || compensates || !view.outgoing(node).is_empty() {
        return None;
    }
    Some(warning("boundary-no-outgoing", node, "no flow leaves this boundary event; the token ends here"))
}

/// BPMN: an intermediate event has an incoming flow; only a link that is a target has none.
fn incoming_of_intermediate(view: &View<'_>, node: &Node, events: &[EventDefinition]) -> Option<Problem> {
    let intermediate = matches!(node.kind, NodeKind::CatchEvent { .. } | NodeKind::ThrowEvent { .. });
    let catches = matches!(node.kind, NodeKind::CatchEvent { .. });
    let link = catches && events.iter().any(|event| matches!(event.kind, EventKind::Link(_)));
    let missing = intermediate && !link && view.incoming(node).is_empty();
    missing.then(|| warning("intermediate-no-incoming", node, "no flow leads to this intermediate event"))
}

/// BPMN 10.5.1: cancel events belong to transactions: one on the border, and end events inside, at any depth.
fn cancel(view: &View<'_>, node: &Node, events: &[EventDefinition]) -> Option<Problem> {
    if !cancels(events) {
        return None;
    }
    let is_transaction = |scope: &&Node| matches!(scope.kind, NodeKind::Transaction);
    let ends = matches!(node.kind, NodeKind::EndEvent { .. });
    let transaction = match &node.kind {
        NodeKind::BoundaryEvent { attached_to, .. } => view.node(attached_to).filter(is_transaction),
        NodeKind::EndEvent { .. } => {
            let around = |inner: &ElementId| view.node(inner).and_then(|inner| inner.scope.as_ref());
            let mut scopes = std::iter::successors(node.scope.as_ref(), |inner| around(inner));
            scopes.find_map(|scope| view.node(scope).filter(is_transaction))
        }
        _ => return None,
    };
    let Some(transaction) = transaction else {
        return Some(error("cancel-outside-transaction", node, "a cancel event belongs to a transaction"));
    };
    let first = view.boundaries(transaction).iter().find(|event| cancels(definitions(event)));
    match first {
        None if ends => {
            let message =
                format!("`{}` has no cancel event on its border: once cancelled, its token ends", transaction.id);
            Some(warning("cancel-uncaught", node, message))
        }
        Some(first) if !ends && first.id != node.id => {
            let message = format!("`{}` has the cancel event `{}` already; remove one", transaction.id, first.id);
            Some(error("cancel-twice", node, message))
        }
        _ => None,
    }
}

fn cancels(events: &[EventDefinition]) -> bool {
    events.iter().any(|event| matches!(event.kind, EventKind::Cancel))
}

/// The element of a trigger.
fn tag(kind: &EventKind) -> &'static str {
    match kind {
        EventKind::Timer(_) => "timerEventDefinition",
        EventKind::Message(_) => "messageEventDefinition",
        EventKind::Signal(_) => "signalEventDefinition",
        EventKind::Error(_) => "errorEventDefinition",
        EventKind::Escalation(_) => "escalationEventDefinition",
        EventKind::Conditional(_) => "conditionalEventDefinition",
        EventKind::Link(_) => "linkEventDefinition",
        EventKind::Compensate { .. } => "compensateEventDefinition",
        EventKind::Cancel => "cancelEventDefinition",
        EventKind::Terminate | EventKind::TerminateAll => "terminateEventDefinition",
    }
}
