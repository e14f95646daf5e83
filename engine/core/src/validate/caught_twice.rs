//! Two that wait in one place for the same: an error or escalation always goes to the first of them, and a message to none,
//! because nobody can tell which is meant.
use super::expressions::definitions;
use super::view::{View, is_event_subprocess, warning};
use crate::id::ElementId;
use crate::model::{EventKind, GatewayKind, Node, NodeKind, RootKind};
use crate::problem::Problem;
use std::collections::BTreeMap;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for node in &view.process.nodes {
        tell(view, view.boundaries(node), problems);
        if matches!(node.kind, NodeKind::Gateway(GatewayKind::EventBased | GatewayKind::StartingEventBased)) {
            let next: Vec<&Node> = view.outgoing(node).iter().filter_map(|flow| view.node(&flow.target)).collect();
            tell(view, &next, problems);
        }
    }
    for scope in view.scopes() {
        let is_start = |node: &&&Node| matches!(node.kind, NodeKind::StartEvent { .. });
        let inside = view.inside(scope);
        let by_event = inside.iter().filter(|node| is_event_subprocess(node));
        let starts: Vec<&Node> =
            by_event.flat_map(|sub| view.inside(Some(*sub)).iter().filter(is_start)).copied().collect();
        tell(view, &starts, problems);
        // Those of an event sub-process are told with those beside it.
        if !scope.is_some_and(is_event_subprocess) {
            let own: Vec<&Node> = inside.iter().filter(is_start).copied().collect();
            tell(view, &own, problems);
        }
    }
}

/// BPMN 10.5.6 and 13.5: of several that catch the same error only one may be there; a message goes to one receiver.
fn tell(view: &View<'_>, waiting: &[&Node], problems: &mut Vec<Problem>) {
    let mut first: BTreeMap<What<'_>, &ElementId> = BTreeMap::new();
    for node in waiting {
        let Some(what) = awaited(view, node) else { continue };
        let Some(before) = first.get(&what).copied() else {
            first.insert(what, &node.id);
            continue;
        };
        let message = match what {
            What::Message(name, _) => format!(
                "`{before}` waits here for the message `{name}` already: nobody can tell which of them is meant, and the \
                 message is refused as ambiguous; give one of them another message, or a correlation key of its own"
            ),
            What::Error(_) | What::Escalation(_) => format!(
                "`{before}` catches the same here already, so that this never happens: give it another code, or remove it"
            ),
        };
        problems.push(warning("event-caught-twice", node, message));
    }
}

/// What is waited for. Errors and escalations without a name are those that catch any.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What<'a> {
    Error(Option<&'a str>),
    Escalation(Option<&'a str>),
    /// With its correlation key: those with different ones are told apart.
    Message(&'a str, Option<&'a str>),
}

/// Where it waits for one thing alone.
fn awaited<'a>(view: &View<'a>, node: &'a Node) -> Option<What<'a>> {
    let [event] = definitions(node) else { return None };
    let code = |kind: RootKind, id: &'a Option<ElementId>| -> Option<Option<&'a str>> {
        let Some(id) = id else { return Some(None) };
        let root = view.root(kind, id)?;
        Some(Some(root.code.as_deref().filter(|code| !code.is_empty()).unwrap_or(root.id.as_str())))
    };
    match &event.kind {
        EventKind::Error(id) => code(RootKind::Error, id).map(What::Error),
        EventKind::Escalation(id) => code(RootKind::Escalation, id).map(What::Escalation),
        EventKind::Message(Some(id)) => {
            let root = view.root(RootKind::Message, id)?;
            let key = node.correlation_key.as_ref().or(root.correlation_key.as_ref());
            Some(What::Message(root.name.as_deref()?, key.map(|key| key.text.as_str())))
        }
        _ => None,
    }
}
