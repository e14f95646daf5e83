//! Compensation: not executed yet, but wrong models are still told apart from right ones.
use super::expressions::definitions;
use super::view::{View, error, is_activity, warning};
use crate::model::{Association, EventKind, Node, NodeKind};
use crate::problem::Problem;
use std::collections::BTreeMap;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let boundary = |node: &&Node| {
        matches!(node.kind, NodeKind::BoundaryEvent { .. })
            && definitions(node).iter().any(|event| matches!(event.kind, EventKind::Compensate(_)))
    };
    let mut handlers: BTreeMap<&str, &Association> = BTreeMap::new();
    for association in &view.process.associations {
        handlers.entry(association.source.as_str()).or_insert(association);
    }
    for node in view.process.nodes.iter().filter(boundary) {
        problems.extend(flow(view, node));
        problems.extend(handler(view, node, handlers.get(node.id.as_str()).copied()));
    }
}

/// BPMN: no flow leaves a compensation boundary event.
fn flow(view: &View<'_>, node: &Node) -> Option<Problem> {
    let flow = view.outgoing(node).first()?;
    let message = format!("no flow leaves a compensation boundary event; replace `{}` by an association", flow.id);
    Some(error("compensation-flow", node, message))
}

/// BPMN: an association leads from a compensation boundary event to an activity that is marked for compensation.
fn handler(view: &View<'_>, node: &Node, association: Option<&Association>) -> Option<Problem> {
    let Some(association) = association else {
        let message = "an association must lead from a compensation boundary event to its handler";
        return Some(warning("compensation-handler-missing", node, message));
    };
    let handler = view.node(&association.target);
    let fits = handler.is_some_and(|handler| is_activity(handler) && handler.for_compensation);
    let message =
        format!("`{}` is no compensation handler; mark the activity with isForCompensation", association.target);
    (!fits).then(|| warning("compensation-handler-unmarked", node, message))
}
