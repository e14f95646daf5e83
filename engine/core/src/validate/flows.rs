//! Where sequence flows may begin and end, and which may carry a condition.
use super::view::{View, error, is_activity, is_event, is_event_subprocess, warning};
use crate::model::{Flow, GatewayKind, Node, NodeKind};
use crate::problem::Problem;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        problems.extend(ends(view, node));
        problems.extend(event_subprocess(view, node));
        problems.extend(default(view, node));
        problems.extend(alone(view, node));
    }
    for flow in &view.process.flows {
        problems.extend(border(view, flow));
        problems.extend(condition(view, flow));
    }
}

/// BPMN: no flow ends at a start event or at a boundary event; none begins at an end event.
fn ends(view: &View<'_>, node: &Node) -> Option<Problem> {
    let incoming = view.incoming(node).first();
    let outgoing = view.outgoing(node).first();
    match (&node.kind, incoming, outgoing) {
        (NodeKind::StartEvent { .. }, Some(flow), _) => {
            Some(error("start-incoming", node, format!("a start event has no incoming flow; remove `{}`", flow.id)))
        }
        (NodeKind::BoundaryEvent { .. }, Some(flow), _) => Some(error(
            "boundary-incoming",
            node,
            format!("a boundary event has no incoming flow; remove `{}`", flow.id),
        )),
        (NodeKind::EndEvent { .. }, _, Some(flow)) => {
            Some(error("end-outgoing", node, format!("an end event has no outgoing flow; remove `{}`", flow.id)))
        }
        _ => None,
    }
}

/// BPMN: an event sub-process is started by its event; no flow leads to it or from it.
fn event_subprocess(view: &View<'_>, node: &Node) -> Option<Problem> {
    let flow = view.incoming(node).first().or_else(|| view.outgoing(node).first())?;
    let message = format!("an event sub-process is started by its event; remove flow `{}`", flow.id);
    is_event_subprocess(node).then(|| error("event-subprocess-flow", node, message))
}

/// BPMN: the default flow leaves the element that names it, and has no condition. In Camunda 7 and its kin an activity may
/// have one whose condition is never looked at; so it is here in their models.
fn default(view: &View<'_>, node: &Node) -> Option<Problem> {
    let default = node.default.as_ref()?;
    match view.outgoing(node).iter().find(|flow| flow.id == *default) {
        None => {
            let message = format!("the default flow `{default}` does not leave `{}`; choose one that does", node.id);
            Some(error("default-not-outgoing", node, message))
        }
        Some(flow) if flow.condition.is_some() && view.model.quartz && !matches!(node.kind, NodeKind::Gateway(_)) => {
            let message = format!(
                "flow `{default}` is the default of `{}`: its condition is never looked at, here as in the engine that the \
                 model is for; remove it",
                node.id
            );
            Some(Problem::warning("default-with-condition", Some(&flow.id), flow.place, message))
        }
        Some(flow) if flow.condition.is_some() => {
            let message = format!("flow `{default}` is the default of `{}`; remove its condition", node.id);
            Some(Problem::error("default-with-condition", Some(&flow.id), flow.place, message))
        }
        Some(_) => None,
    }
}

/// BPMN: where an activity has a conditional flow, it has at least one other, so that the token can go on.
fn alone(view: &View<'_>, node: &Node) -> Option<Problem> {
    let [flow] = view.outgoing(node) else { return None };
    let message =
        format!("flow `{}` is conditional and the only one; when it does not hold, there is no way on", flow.id);
    (is_activity(node) && flow.condition.is_some()).then(|| warning("condition-alone", node, message))
}

/// BPMN: a sequence flow stays inside its pool and inside its sub-process.
fn border(view: &View<'_>, flow: &Flow) -> Option<Problem> {
    let problem = |code, message: String| Some(Problem::error(code, Some(&flow.id), flow.place, message));
    let (source, target) = (view.node(&flow.source), view.node(&flow.target));
    for (end, id) in [(source, &flow.source), (target, &flow.target)] {
        if end.is_none() && view.is_anywhere(id) {
            return problem("flow-crosses-pool", format!("`{id}` is in another process; use a message flow"));
        }
    }
    let (source, target) = (source?, target?);
    if source.scope == target.scope {
        return None;
    }
    let message =
        format!("`{}` and `{}` are not in the same sub-process; use an event to leave it", source.id, target.id);
    problem("flow-crosses-border", message)
}

/// BPMN: conditions stand on flows that leave activities, exclusive, inclusive and complex gateways. A parallel or
/// event-based gateway asks none, and behind an event nothing is decided. Camunda 7 and its kin look at those behind events
/// and pass over the others; so it is here in their models.
fn condition(view: &View<'_>, flow: &Flow) -> Option<Problem> {
    let source = view.node(&flow.source)?;
    let asks = |kind: &GatewayKind| matches!(kind, GatewayKind::Exclusive | GatewayKind::Inclusive);
    let never = matches!(&source.kind, NodeKind::Gateway(kind) if !asks(kind));
    if flow.condition.is_none() || !(never || is_event(source)) {
        return None;
    }
    let what = if never { "this gateway" } else { "an event" };
    if view.model.quartz {
        let done = if never { "never looked at" } else { "looked at as on a flow that leaves an activity" };
        let message = format!(
            "a flow that leaves {what} has no condition by the standard; this one is {done}, here as in the engine that the \
             model is for; put an exclusive gateway before it"
        );
        return Some(Problem::warning("condition-not-allowed", Some(&flow.id), flow.place, message));
    }
    let message = format!("a flow that leaves {what} has no condition; put an exclusive gateway before it");
    Some(Problem::error("condition-not-allowed", Some(&flow.id), flow.place, message))
}
