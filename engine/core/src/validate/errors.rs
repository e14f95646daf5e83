//! Errors by their codes: what is thrown and nobody catches, and what is caught and nobody throws.
use super::expressions::definitions;
use super::view::{View, is_activity, is_container, is_event_subprocess, warning};
use crate::id::ElementId;
use crate::juel::is_juel;
use crate::model::{EventKind, Node, NodeKind, RootKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        match &node.kind {
            NodeKind::EndEvent { .. } => problems.extend(uncaught(view, node)),
            NodeKind::BoundaryEvent { attached_to, .. } => {
                let host = view.node(attached_to);
                problems.extend(host.and_then(|host| never_thrown(view, node, Thrower::Activity(host))));
            }
            NodeKind::StartEvent { .. } => {
                let by_event =
                    node.scope.as_ref().and_then(|scope| view.node(scope)).filter(|n| is_event_subprocess(n));
                let around = by_event.map(|sub| sub.scope.as_ref().and_then(|scope| view.node(scope)));
                problems.extend(around.and_then(|around| never_thrown(view, node, Thrower::Scope(around))));
            }
            _ => {}
        }
    }
}

/// BPMN 10.5.6 and 13.5.4: an error is caught by the nearest that waits for its code or for any, in the scopes around it. One
/// that nobody catches is left to whoever called the process, and stops its instance where nobody did.
fn uncaught(view: &View<'_>, node: &Node) -> Option<Problem> {
    let code = codes(view, node).next()?;
    let mut at = node;
    loop {
        let around = at.scope.as_ref().and_then(|scope| view.node(scope));
        let beside = view.inside(around).iter().filter(|sub| is_event_subprocess(sub));
        // What an event sub-process throws is not caught beside it, but further out.
        let mut starts = beside.filter(|_| !is_event_subprocess(at)).flat_map(|sub| view.inside(Some(*sub)).iter());
        let starts =
            starts.any(|start| matches!(start.kind, NodeKind::StartEvent { .. }) && catches(view, start, &code));
        let Some(around) = around else {
            if starts {
                return None;
            }
            break;
        };
        if starts || view.boundaries(around).iter().any(|event| catches(view, event, &code)) {
            return None;
        }
        at = around;
    }
    // Calls of this process catch on their border what it throws.
    let calls = view.model.callable().flat_map(|process| &process.nodes).filter(|node| {
        matches!(&node.kind, NodeKind::CallActivity(call) if call.called.as_deref() == Some(view.process.id.as_str()))
    });
    if calls.count() > 0 {
        return None;
    }
    let message = format!(
        "nothing in this process catches the error `{code}`: unless another process calls it and catches that, the instance \
         stops here with an incident; add a boundary event or an event sub-process that catches it, or end without error"
    );
    Some(warning("error-uncaught", node, message))
}

/// Who may throw what an event waits for.
#[derive(Clone, Copy)]
enum Thrower<'a> {
    Activity(&'a Node),
    Scope(Option<&'a Node>),
}

/// An event that waits for an error which nothing in its activity or scope throws. Work that others do may report any error.
fn never_thrown(view: &View<'_>, node: &Node, thrower: Thrower<'_>) -> Option<Problem> {
    let code = codes(view, node).next();
    let error = definitions(node).iter().any(|event| matches!(event.kind, EventKind::Error(_)));
    let others = definitions(node).len() > 1;
    if !error || others || is_dynamic(view, node) {
        return None;
    }
    let throws = match thrower {
        Thrower::Activity(host) if is_container(host) => throws_inside(view, Some(host), code.as_deref()),
        Thrower::Activity(host) => may_fail(host),
        Thrower::Scope(scope) => throws_inside(view, scope, code.as_deref()),
    };
    let what = code.map_or_else(|| "an error".to_owned(), |code| format!("the error `{code}`"));
    let message = format!("nothing inside throws {what}, so that this never happens: correct the code, or remove it");
    (!throws).then(|| warning("error-never-thrown", node, message))
}

fn throws_inside(view: &View<'_>, scope: Option<&Node>, code: Option<&str>) -> bool {
    let mut open = vec![scope];
    while let Some(scope) = open.pop() {
        for node in view.inside(scope) {
            let same = |thrown: String| code.is_none_or(|code| code == thrown);
            let ends = matches!(node.kind, NodeKind::EndEvent { .. })
                && (codes(view, node).any(same) || is_dynamic(view, node));
            if ends || may_fail(node) {
                return true;
            }
            if is_container(node) {
                open.push(Some(node));
            }
        }
    }
    false
}

/// Whether somebody who does its work may report an error.
fn may_fail(node: &Node) -> bool {
    is_activity(node) && !is_container(node) && !matches!(node.kind, NodeKind::Task | NodeKind::ManualTask)
}

fn catches(view: &View<'_>, event: &Node, code: &str) -> bool {
    let error = |kind: &EventKind| matches!(kind, EventKind::Error(_));
    let any = definitions(event).iter().any(|event| matches!(event.kind, EventKind::Error(None)));
    let catches_errors = definitions(event).iter().any(|event| error(&event.kind));
    any || is_dynamic(view, event) || (catches_errors && codes(view, event).any(|caught| caught == code))
}

/// The codes of the errors that an event names. One without a code is known by its id.
fn codes<'a>(view: &'a View<'_>, node: &'a Node) -> impl Iterator<Item = String> + 'a {
    errors(node).filter_map(|id| {
        let root = view.root(RootKind::Error, id)?;
        let code = root.code.clone().filter(|code| !code.is_empty());
        Some(code.unwrap_or_else(|| root.id.to_string())).filter(|code| !is_juel(code) && !code.starts_with('='))
    })
}

/// Does it name an error whose code is only known when it is thrown, or one that is not in the file?
fn is_dynamic(view: &View<'_>, node: &Node) -> bool {
    errors(node).count() != codes(view, node).count()
}

fn errors(node: &Node) -> impl Iterator<Item = &ElementId> {
    definitions(node).iter().filter_map(|event| match &event.kind {
        EventKind::Error(Some(id)) => Some(id),
        _ => None,
    })
}
