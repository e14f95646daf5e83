//! Gateways: what they join and split.
use super::view::{View, error, warning};
use crate::id::ElementId;
use crate::model::{EventKind, Flow, GatewayKind, Node, NodeKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        match node.kind {
            NodeKind::Gateway(
                GatewayKind::EventBased | GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased,
            ) => event_based(view, node, problems),
            NodeKind::Gateway(GatewayKind::Exclusive) => {
                problems.extend(pointless(view, node));
                unconditional(view, node, problems);
            }
            NodeKind::Gateway(GatewayKind::Inclusive) => {
                problems.extend(pointless(view, node));
                problems.extend(never_default(view, node));
            }
            NodeKind::Gateway(_) | NodeKind::ComplexGateway { .. } => problems.extend(pointless(view, node)),
            _ => {}
        }
    }
}

/// BPMN: a gateway has several incoming flows or several outgoing ones.
fn pointless(view: &View<'_>, node: &Node) -> Option<Problem> {
    let (incoming, outgoing) = (view.incoming(node).len(), view.outgoing(node).len());
    let message = "a gateway joins several flows or splits into several; this one does neither";
    (incoming < 2 && outgoing < 2).then(|| warning("gateway-pointless", node, message))
}

/// The flows of an exclusive gateway are tried in order: one without a condition that is not the default is always taken,
/// and those behind it never.
fn unconditional(view: &View<'_>, node: &Node, problems: &mut Vec<Problem>) {
    let outgoing = view.outgoing(node);
    if outgoing.len() < 2 {
        return;
    }
    let open = |id: &ElementId| node.default.as_ref() != Some(id);
    for flow in outgoing.iter().filter(|flow| flow.condition.is_none() && open(&flow.id)) {
        let message = format!(
            "flow `{}` of an exclusive gateway has no condition and is not the default: \
             when it is tried, it is taken",
            flow.id
        );
        problems.push(Problem::warning("condition-missing", Some(&flow.id), flow.place, message));
    }
}

/// The default of an inclusive gateway is taken when no other flow is; one without a condition always is.
fn never_default(view: &View<'_>, node: &Node) -> Option<Problem> {
    let default = node.default.as_ref()?;
    let open = |flow: &&&Flow| flow.condition.is_none() && flow.id != *default;
    let flow = view.outgoing(node).iter().find(open)?;
    let message =
        format!("flow `{}` has no condition and is always taken, so the default `{default}` never is", flow.id);
    Some(Problem::warning("condition-missing", Some(&flow.id), flow.place, message))
}

fn event_based(view: &View<'_>, node: &Node, problems: &mut Vec<Problem>) {
    let ways = view.outgoing(node).iter().filter_map(|flow| view.node(&flow.target).map(|target| (*flow, target)));
    let ways: Vec<(&Flow, &Node)> = ways.collect();
    problems.extend(alternatives(view, node));
    problems.extend(mixed(node, &ways));
    problems.extend(ways.iter().filter_map(|(_, target)| only_messages(node, target)));
    for (flow, target) in ways {
        problems.extend(waits(flow, target));
        problems.extend(only_way(view, node, target));
        problems.extend(plain_receive(view, node, target));
    }
}

/// BPMN: an event-based gateway has two or more outgoing flows.
fn alternatives(view: &View<'_>, node: &Node) -> Option<Problem> {
    let message = "an event-based gateway waits for one of several events; give it two or more outgoing flows";
    match view.outgoing(node).len() {
        0 => Some(error("event-gateway-alone", node, message)),
        1 => Some(warning("event-gateway-alone", node, message)),
        _ => None,
    }
}

/// BPMN: behind an event-based gateway stand receive tasks, or catch events for messages, timers, conditions and signals.
fn waits(flow: &Flow, target: &Node) -> Option<Problem> {
    let fits = match &target.kind {
        NodeKind::ReceiveTask { .. } => true,
        NodeKind::CatchEvent { events, .. } => events.iter().all(|event| {
            let kind = &event.kind;
            matches!(
                kind,
                EventKind::Message(_) | EventKind::Timer(_) | EventKind::Conditional(_) | EventKind::Signal(_)
            )
        }),
        _ => false,
    };
    let message = format!(
        "`{}` stands behind the event-based gateway `{}`; only receive tasks and catch events for a message, timer, \
         condition or signal do",
        target.id, flow.source
    );
    (!fits).then(|| Problem::error("event-gateway-target", Some(&flow.id), flow.place, message))
}

/// BPMN: receive tasks and message catch events do not stand behind the same event-based gateway.
fn mixed(node: &Node, ways: &[(&Flow, &Node)]) -> Option<Problem> {
    let task = ways.iter().any(|(_, target)| matches!(target.kind, NodeKind::ReceiveTask { .. }));
    let message_event = ways.iter().any(|(_, target)| {
        matches!(&target.kind, NodeKind::CatchEvent { events, .. }
            if events.iter().any(|event| matches!(event.kind, EventKind::Message(_))))
    });
    let message =
        "receive tasks and message catch events stand behind the same event-based gateway; use only one of them";
    (task && message_event).then(|| error("event-gateway-mixed", node, message))
}

/// BPMN 10.6.6: behind a parallel gateway that starts the process stand messages, which all find the same instance.
fn only_messages(node: &Node, target: &Node) -> Option<Problem> {
    let other = |kind: &EventKind| !matches!(kind, EventKind::Message(_));
    let parallel = matches!(node.kind, NodeKind::Gateway(GatewayKind::ParallelEventBased));
    let fits = !matches!(&target.kind, NodeKind::CatchEvent { events, .. } if events.iter().any(|e| other(&e.kind)));
    let message = format!("behind `{}`, which needs all of its events, stand messages only", node.id);
    (parallel && !fits).then(|| warning("event-gateway-trigger", target, message))
}

/// BPMN: what stands behind an event-based gateway has no other incoming flow.
fn only_way(view: &View<'_>, node: &Node, target: &Node) -> Option<Problem> {
    let message =
        format!("`{}` stands behind the event-based gateway `{}`; it has no other incoming flow", target.id, node.id);
    (view.incoming(target).len() > 1).then(|| error("event-gateway-target-incoming", target, message))
}

/// BPMN: a receive task behind an event-based gateway has no boundary events.
fn plain_receive(view: &View<'_>, node: &Node, target: &Node) -> Option<Problem> {
    let boundary = view.boundaries(target).first()?;
    let message =
        format!("`{}` stands behind the event-based gateway `{}`; it has no boundary events", target.id, node.id);
    matches!(target.kind, NodeKind::ReceiveTask { .. }).then(|| error("event-gateway-boundary", boundary, message))
}
