//! What stands against a migration of what can be compensated, or is being compensated.
use super::Mapped;
use crate::compensation::{Compensable, Compensating};
use crate::element::compensation::throws;
use crate::id::ElementId;
use crate::instance::{ElementInstance, Instance};
use crate::process::Process;
use petgraph::graph::NodeIndex;

/// BPMN 10.5.1: a compensation handler is no part of the flow. One that is at work cannot go on as something that is.
pub(super) fn role_changed(source: &Process, from: NodeIndex, target: &Process, to: NodeIndex) -> Option<String> {
    let (before, after) = (source.graph[from].for_compensation, target.graph[to].for_compensation);
    let id = &source.graph[from].id;
    (before != after).then(|| format!("`{id}` is a compensation handler in one of the two and not in the other"))
}

/// What has completed and may be compensated is known by the id of its element, here and there; and whoever undoes it
/// here must be there too, else it would be left as it is without a word.
pub(super) fn kept(mapped: &Mapped, record: &Compensable, say: &mut impl FnMut(&str, String)) {
    let element = &record.element;
    if mapped.element(element) == Some(element) {
        let is_undone = |process: &Process| undone_by(process, element).is_some();
        if record.complete && is_undone(mapped.source) && !is_undone(mapped.target) {
            let message = format!(
                "`{element}` has completed and would be compensated, and nothing does that in the target: add its handler"
            );
            say("compensation-handler-missing", message);
        }
    } else {
        let message = format!("`{element}` has completed and may be compensated: it goes on only under the same id");
        say("compensation-record", message);
    }
    for inside in &record.inside {
        kept(mapped, inside, say);
    }
}

/// An event that has thrown compensation waits until all is undone, one after another: in the target it must throw
/// compensation too, else what is left would never be undone.
pub(super) fn thrown(
    mapped: &Mapped,
    instance: &Instance,
    e: &ElementInstance,
    to: NodeIndex,
    say: &mut impl FnMut(&str, String),
) {
    let claims = |scope: &ElementInstance| scope.compensable.values().any(|record| record.claimed == Some(e.key));
    let undoes = instance.children(e.key).any(|child| child.compensating.and_then(Compensating::kept).is_some());
    let at_it = undoes || instance.elements.values().any(|e| claims(e));
    let beside = e.compensating == Some(Compensating::Beside);
    let target = &mapped.target.graph[to];
    if at_it && !e.cancelled && (beside || throws(&mapped.source.element(&e.element).kind)) && !throws(&target.kind) {
        let message = format!("`{}` is at work compensating, and `{}` compensates nothing", e.element, target.id);
        say("compensation-in-progress", message);
    }
}

fn undone_by(process: &Process, element: &ElementId) -> Option<NodeIndex> {
    let node = process.find(element)?;
    process.handler(process.outer(node)).or_else(|| process.compensation_sub_process(node))
}
