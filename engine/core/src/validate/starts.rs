//! How processes and sub-processes begin.
use super::view::{View, error, is_activity, is_event_subprocess, warning};
use crate::model::{GatewayKind, Node, NodeKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for scope in view.scopes() {
        let starts: Vec<&Node> = view
            .inside(scope)
            .iter()
            .copied()
            .filter(|node| matches!(node.kind, NodeKind::StartEvent { .. }))
            .collect();
        match scope {
            Some(node) if is_event_subprocess(node) => problems.extend(by_event(node, &starts)),
            Some(node) if matches!(node.kind, NodeKind::AdHocSubProcess(_)) => ad_hoc(view, node, problems),
            Some(node) => {
                problems.extend(missing(view, scope, &starts));
                problems.extend(triggered(node, &starts));
            }
            None => problems.extend(missing(view, scope, &starts)),
        }
        if scope.is_none() {
            problems.extend(ambiguous(&starts));
        }
    }
    problems.extend(view.process.nodes.iter().filter_map(|node| instantiate(view, node)));
}

/// BPMN: an event sub-process has exactly one start event, and that has a trigger. Here exactly one.
fn by_event(node: &Node, starts: &[&Node]) -> Option<Problem> {
    let [start] = starts else {
        let message = format!("an event sub-process has exactly one start event; this one has {}", starts.len());
        return Some(error("event-subprocess-start", node, message));
    };
    let NodeKind::StartEvent { events, .. } = &start.kind else { return None };
    let message = "the start event of an event sub-process needs a trigger; give it a message, timer, error …";
    events.is_empty().then(|| error("event-subprocess-start", start, message))
}

/// Without a start event the standard starts every node that has no incoming flow; there must be one.
fn missing(view: &View<'_>, scope: Option<&Node>, starts: &[&Node]) -> Option<Problem> {
    let other =
        view.inside(scope).iter().any(|node| matches!(node.kind, NodeKind::ReceiveTask { instantiate: true, .. }));
    let begins = |node: &&Node| {
        let kind = &node.kind;
        let flow_node = !matches!(kind, NodeKind::BoundaryEvent { .. }) && !is_event_subprocess(node);
        flow_node && !node.for_compensation && view.incoming(node).is_empty()
    };
    if !starts.is_empty() || other || view.inside(scope).iter().any(begins) {
        return None;
    }
    if let Some(node) = scope.filter(|_| view.inside(scope).iter().all(|inside| is_event_subprocess(inside))) {
        // BPMN 13.3.4: it is done when no token is in it.
        return Some(warning("no-start", node, "nothing is in the sub-process: a token passes it at once"));
    }
    let (id, place) = scope.map_or((&view.process.id, view.process.place), |node| (&node.id, node.place));
    let what = if scope.is_some() { "sub-process" } else { "process" };
    Some(view.incomplete("no-start", id, place, format!("nothing begins the {what}: add a start event")))
}

/// BPMN: a sub-process begins when a token arrives, so its start event has no trigger.
fn triggered(scope: &Node, starts: &[&Node]) -> Vec<Problem> {
    let with_trigger = |node: &&&Node| matches!(&node.kind, NodeKind::StartEvent { events, .. } if !events.is_empty());
    let message =
        || format!("the start event of sub-process `{}` has no trigger; make it a none start event", scope.id);
    starts.iter().filter(with_trigger).map(|start| error("subprocess-start-trigger", start, message())).collect()
}

/// BPMN 10.3.5.2: an ad-hoc sub-process has activities to choose from, and neither start nor end events.
fn ad_hoc(view: &View<'_>, scope: &Node, problems: &mut Vec<Problem>) {
    let inside = view.inside(Some(scope));
    let choice = |node: &&Node| {
        is_activity(node) && !is_event_subprocess(node) && !node.for_compensation && view.incoming(node).is_empty()
    };
    if !inside.iter().copied().any(|node| choice(&node)) {
        let message = "there is nothing to choose from; put an activity without incoming flow into it";
        problems.push(view.incomplete("ad-hoc-empty", &scope.id, scope.place, message));
    }
    let bound = |node: &&&Node| matches!(node.kind, NodeKind::StartEvent { .. } | NodeKind::EndEvent { .. });
    let message = format!("ad-hoc sub-process `{}` has no start and no end event; remove it", scope.id);
    problems.extend(inside.iter().filter(bound).map(|node| error("ad-hoc-event", node, message.clone())));
}

/// Several none start events of a process are alternatives: whoever starts it says which.
fn ambiguous(starts: &[&Node]) -> Option<Problem> {
    let none = |node: &&&Node| matches!(&node.kind, NodeKind::StartEvent { events, .. } if events.is_empty());
    let first = starts.iter().find(none)?;
    let second = starts.iter().filter(none).nth(1)?;
    let message = format!("`{}` is a start event without trigger too: a start has to say which of them", first.id);
    Some(warning("start-ambiguous", second, message))
}

/// BPMN: a receive task or event-based gateway that starts the process has no incoming flow, and stands in the process
/// itself.
fn instantiate(view: &View<'_>, node: &Node) -> Option<Problem> {
    let what = match node.kind {
        NodeKind::ReceiveTask { instantiate: true, .. } => "a receive task",
        NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased) => "a gateway",
        _ => return None,
    };
    if let Some(flow) = view.incoming(node).first() {
        let message = format!("{what} that starts the process has no incoming flow; remove `{}`", flow.id);
        return Some(warning("instantiate-incoming", node, message));
    }
    let message = format!("{what} starts a process, not a sub-process; here it begins when a token comes to its scope");
    node.scope.is_some().then(|| warning("instantiate-nested", node, message))
}
