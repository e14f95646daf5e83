//! Where flows begin and end: what leads nowhere, and scopes that begin without ending.
use super::expressions::definitions;
use super::view::{View, is_event_subprocess, warning};
use crate::model::{EventKind, Node, NodeKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for scope in view.scopes() {
        if scope.is_some_and(|scope| matches!(scope.kind, NodeKind::AdHocSubProcess(_))) {
            continue;
        }
        let inside = view.inside(scope);
        let ends = inside.iter().any(|node| node.is_end);
        for node in inside {
            problems.extend(start(view, node));
            problems.extend(intermediate(view, node));
            problems.extend(dead_end(view, node, ends));
        }
        problems.extend(pair(inside, ends));
    }
}

/// BPMN 10.5.2: a flow leaves every start event.
fn start(view: &View<'_>, node: &Node) -> Option<Problem> {
    let without = matches!(node.kind, NodeKind::StartEvent { .. }) && view.outgoing(node).is_empty();
    without.then(|| warning("start-no-outgoing", node, "no flow leaves this start event; what it begins ends at once"))
}

/// BPMN 10.5.4: a flow leaves every intermediate event but the source of a link.
fn intermediate(view: &View<'_>, node: &Node) -> Option<Problem> {
    let between = match node.kind {
        NodeKind::CatchEvent { .. } => true,
        NodeKind::ThrowEvent { .. } => !definitions(node).iter().any(|event| matches!(event.kind, EventKind::Link(_))),
        _ => false,
    };
    let message = "no flow leaves this intermediate event; the token ends here";
    (between && view.outgoing(node).is_empty()).then(|| warning("intermediate-no-outgoing", node, message))
}

/// BPMN 10.5.3: where there is an end event, every path ends at one: a flow leaves every other activity and gateway, but
/// for compensation handlers and event sub-processes.
fn dead_end(view: &View<'_>, node: &Node, ends: bool) -> Option<Problem> {
    let flows = !matches!(
        node.kind,
        NodeKind::StartEvent { .. }
            | NodeKind::CatchEvent { .. }
            | NodeKind::ThrowEvent { .. }
            | NodeKind::BoundaryEvent { .. }
    );
    let apart = node.for_compensation || is_event_subprocess(node);
    let message = "no flow leaves it, though other paths end at an end event; lead it to one";
    (ends && flows && !node.is_end && !apart && view.outgoing(node).is_empty())
        .then(|| warning("path-without-end", node, message))
}

/// BPMN 10.5.2, 10.5.3: a scope with a start event has an end event, and the other way round.
fn pair(inside: &[&Node], ends: bool) -> Option<Problem> {
    let start = inside.iter().find(|node| matches!(node.kind, NodeKind::StartEvent { .. }));
    match (start, ends) {
        (Some(start), false) => {
            Some(warning("start-without-end", start, "there is a start event and no end event; add one"))
        }
        (None, true) => {
            let end = inside.iter().find(|node| node.is_end)?;
            Some(warning("end-without-start", end, "there is an end event and no start event; add one"))
        }
        _ => None,
    }
}
