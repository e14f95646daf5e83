//! Link events: two ends of one flow that is not drawn.
use super::view::{View, error, warning};
use crate::model::{EventDefinition, EventKind, Node, NodeKind};
use crate::problem::{Place, Problem};

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let links: Vec<Link<'_>> = view.process.nodes.iter().filter_map(link).collect();
    for (at, link) in links.iter().enumerate() {
        problems.extend(flows(view, link));
        let Some(name) = link.name.filter(|name| !name.trim().is_empty()) else {
            problems.push(error("link-name-missing", link.node, "a link needs a name: its two ends meet by it"));
            continue;
        };
        let other = |throws: bool| {
            links.iter().find(|l| l.throws == throws && l.name == link.name && l.node.scope == link.node.scope)
        };
        if link.throws && other(false).is_none() {
            let message = format!("no link catch event is named `{name}` here; the token could not go on");
            problems.push(Problem { place: link.place, ..error("link-target-missing", link.node, message) });
        }
        if !link.throws && other(true).is_none() {
            problems.push(warning(
                "link-source-missing",
                link.node,
                format!("no link throw event is named `{name}` here"),
            ));
        }
        // A source leads to exactly one target.
        let same = |l: &&Link<'_>| !l.throws && l.name == link.name && l.node.scope == link.node.scope;
        if !link.throws
            && let Some(first) = links[..at].iter().find(same)
        {
            let message =
                format!("`{}` is already the target of link `{name}`; rename `{}`", first.node.id, link.node.id);
            problems.push(error("link-target-ambiguous", link.node, message));
        }
    }
}

struct Link<'a> {
    node: &'a Node,
    name: Option<&'a str>,
    throws: bool,
    place: Place,
}

fn link(node: &Node) -> Option<Link<'_>> {
    let (events, throws) = match &node.kind {
        NodeKind::CatchEvent { events, .. } => (events, false),
        NodeKind::ThrowEvent { events } => (events, true),
        _ => return None,
    };
    let name = |event: &EventDefinition| matches!(event.kind, EventKind::Link(_));
    let event = events.iter().find(|event| name(event))?;
    let EventKind::Link(name) = &event.kind else { return None };
    Some(Link { node, name: name.as_deref(), throws, place: event.place })
}

/// BPMN: no flow leaves the source of a link, none leads to its target.
fn flows(view: &View<'_>, link: &Link<'_>) -> Option<Problem> {
    let (flow, code, text) = if link.throws {
        (view.outgoing(link.node).first()?, "link-outgoing", "a link throw event has no outgoing flow")
    } else {
        (view.incoming(link.node).first()?, "link-incoming", "a link catch event has no incoming flow")
    };
    Some(error(code, link.node, format!("{text}; remove `{}`", flow.id)))
}
