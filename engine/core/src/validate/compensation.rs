//! Compensation: who undoes what, and who may ask for it.
use super::expressions::definitions;
use super::view::{View, error, is_activity, is_container, is_event_subprocess, warning};
use crate::id::ElementId;
use crate::model::{Association, EventDefinition, EventKind, Node, NodeKind};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let associations = associations(view);
    let of = |id: &ElementId| associations.get(id.as_str()).map_or(&[][..], Vec::as_slice);
    for node in &view.process.nodes {
        if let Some(event) = compensation(node) {
            match &node.kind {
                NodeKind::BoundaryEvent { attached_to, .. } => {
                    problems.extend(flow(view, node));
                    problems.extend(handler(view, node, of(&node.id)));
                    problems.extend(several(view, node, attached_to));
                }
                NodeKind::StartEvent { .. } => problems.extend(never(view, node)),
                _ => problems.extend(named(view, node, event).or_else(|| nothing(view, node, event))),
            }
        }
        if node.for_compensation && is_activity(node) && !is_event_subprocess(node) {
            problems.extend(flow_of_handler(view, node));
            problems.extend(unused(view, node, of(&node.id)));
        }
    }
}

fn compensation(node: &Node) -> Option<&EventDefinition> {
    definitions(node).iter().find(|event| matches!(event.kind, EventKind::Compensate { .. }))
}

/// The associations at each element, whichever way they are drawn.
fn associations<'a>(view: &View<'a>) -> BTreeMap<&'a str, Vec<&'a Association>> {
    let mut found: BTreeMap<&str, Vec<&Association>> = BTreeMap::new();
    for association in &view.process.associations {
        for end in [&association.source, &association.target] {
            found.entry(end.as_str()).or_default().push(association);
        }
    }
    found
}

fn other_end<'a>(association: &'a Association, id: &ElementId) -> &'a ElementId {
    if association.source == *id { &association.target } else { &association.source }
}

/// BPMN: no flow leaves a compensation boundary event.
fn flow(view: &View<'_>, node: &Node) -> Option<Problem> {
    let flow = view.outgoing(node).first()?;
    let message = format!("no flow leaves a compensation boundary event; replace `{}` by an association", flow.id);
    Some(error("compensation-flow", node, message))
}

/// BPMN 10.6.1: an association leads from a compensation boundary event to the one activity that undoes, which is marked
/// for compensation and stands in the same sub-process.
fn handler(view: &View<'_>, node: &Node, associations: &[&Association]) -> Option<Problem> {
    let ends: Vec<&ElementId> = associations.iter().map(|a| other_end(a, &node.id)).collect();
    let activities: BTreeSet<&ElementId> =
        ends.iter().copied().filter(|id| view.node(id).is_some_and(is_activity)).collect();
    let marked: Vec<&Node> =
        activities.iter().filter_map(|id| view.node(id)).filter(|activity| activity.for_compensation).collect();
    match (marked.as_slice(), activities.first()) {
        ([], None) if ends.is_empty() => {
            let message = "an association must lead from a compensation boundary event to its handler";
            Some(warning("compensation-handler-missing", node, message))
        }
        ([], _) => {
            let target = activities.first().copied().unwrap_or(ends[0]);
            let message = format!("`{target}` is no compensation handler; mark the activity with isForCompensation");
            Some(warning("compensation-handler-unmarked", node, message))
        }
        ([one], _) if one.scope != node.scope => {
            let message = format!("its handler `{}` is in another sub-process; move it to where the event is", one.id);
            Some(error("compensation-handler-elsewhere", node, message))
        }
        ([_], _) => None,
        (_, _) => {
            let message = "several activities are its handlers; put them into one sub-process";
            Some(error("compensation-handlers-several", node, message))
        }
    }
}

/// An activity is undone in one way: by one boundary event, or by an event sub-process inside it.
fn several(view: &View<'_>, node: &Node, attached_to: &ElementId) -> Option<Problem> {
    let host = view.node(attached_to)?;
    let first = view.boundaries(host).iter().find(|other| compensation(other).is_some())?;
    if first.id != node.id {
        let message = format!("`{attached_to}` has the compensation event `{}` already; remove one", first.id);
        return Some(error("compensation-handlers-several", node, message));
    }
    let inside = view
        .inside(Some(host))
        .iter()
        .find(|inside| is_event_subprocess(inside) && starts_by_compensation(view, inside))?;
    let message = format!("event sub-process `{}` undoes `{attached_to}` too; remove one of them", inside.id);
    Some(error("compensation-handlers-several", node, message))
}

fn starts_by_compensation(view: &View<'_>, event_sub_process: &Node) -> bool {
    view.inside(Some(event_sub_process))
        .iter()
        .any(|start| matches!(start.kind, NodeKind::StartEvent { .. }) && compensation(start).is_some())
}

/// BPMN 10.5.2: a compensation event sub-process undoes the sub-process it stands in. A process is nobody's part: once it
/// has completed, nobody can ask for its compensation.
fn never(view: &View<'_>, start: &Node) -> Option<Problem> {
    let event_sub_process = start.scope.as_ref().and_then(|scope| view.node(scope))?;
    let message = "a process is not compensated, so this never begins; put it into a sub-process";
    event_sub_process.scope.is_none().then(|| warning("compensation-of-process", start, message))
}

/// BPMN 10.5.1: a throw event compensates an activity of its own sub-process; inside an event sub-process also one of the
/// sub-process around it.
fn named(view: &View<'_>, node: &Node, event: &EventDefinition) -> Option<Problem> {
    let EventKind::Compensate { activity: Some(id), .. } = &event.kind else { return None };
    // A reference that leads nowhere is told where references are checked.
    let activity = view.node(id)?;
    let mut scope = node.scope.as_ref();
    let seen = loop {
        if activity.scope.as_ref() == scope {
            break true;
        }
        match scope.and_then(|id| view.node(id)).filter(|around| is_event_subprocess(around)) {
            Some(around) => scope = around.scope.as_ref(),
            None => break false,
        }
    };
    let message =
        format!("`{id}` is in another sub-process and is not compensated from here; name one beside the event");
    (!seen).then(|| Problem { place: event.place, ..error("compensation-out-of-sight", node, message) })
}

/// BPMN 10.5.1: what a throw event names can be undone: by a boundary event, an event sub-process, or what is inside it.
fn nothing(view: &View<'_>, node: &Node, event: &EventDefinition) -> Option<Problem> {
    let EventKind::Compensate { activity: Some(id), .. } = &event.kind else { return None };
    let activity = view.node(id)?;
    let undone = is_container(activity) || view.boundaries(activity).iter().any(|event| compensation(event).is_some());
    let message = format!("nothing undoes `{id}`; give it a compensation boundary event");
    (!undone).then(|| Problem { place: event.place, ..warning("compensation-of-nothing", node, message) })
}

/// BPMN 10.6.1: a compensation handler has no incoming and no outgoing flows.
fn flow_of_handler(view: &View<'_>, node: &Node) -> Option<Problem> {
    let flow = view.incoming(node).first().or_else(|| view.outgoing(node).first())?;
    let message = format!("a compensation handler is outside the flow; remove `{}` or the marker", flow.id);
    Some(error("compensation-handler-flow", node, message))
}

fn unused(view: &View<'_>, node: &Node, associations: &[&Association]) -> Option<Problem> {
    let event = |id: &ElementId| view.node(id).is_some_and(|other| compensation(other).is_some());
    let message = "no compensation boundary event leads to this handler, so it never runs; add an association";
    (!associations.iter().any(|a| event(other_end(a, &node.id))))
        .then(|| warning("compensation-handler-unused", node, message))
}
