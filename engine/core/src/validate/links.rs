//! Link events: two ends of one flow that is not drawn.
use super::view::{View, error, warning};
use crate::model::{EventDefinition, EventKind, Node, NodeKind};
use crate::problem::{Place, Problem};
use std::collections::BTreeMap;

pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    let links: Vec<Link<'_>> = view.process.nodes.iter().filter_map(link).collect();
    let mut ends: BTreeMap<Key<'_>, &Link<'_>> = BTreeMap::new();
    for link in &links {
        ends.entry(link.key(link.throws)).or_insert(link);
    }
    for link in &links {
        problems.extend(flows(view, link));
        problems.extend(other_end(link, &ends));
    }
}

/// BPMN: every source of a link has exactly one target, in the same process or sub-process. A target may have several
/// sources.
fn other_end(link: &Link<'_>, ends: &BTreeMap<Key<'_>, &Link<'_>>) -> Option<Problem> {
    let Some(name) = link.name.filter(|name| !name.trim().is_empty()) else {
        return Some(error("link-name-missing", link.node, "a link needs a name: its two ends meet by it"));
    };
    let other = ends.get(&link.key(!link.throws));
    let first = ends.get(&link.key(link.throws)).filter(|first| first.node.id != link.node.id);
    match (link.throws, other, first) {
        (true, None, _) => {
            let message = format!("no link catch event is named `{name}` here; the token could not go on");
            Some(Problem { place: link.place, ..error("link-target-missing", link.node, message) })
        }
        (false, _, Some(first)) => {
            let message =
                format!("`{}` is already the target of link `{name}`; rename `{}`", first.node.id, link.node.id);
            Some(error("link-target-ambiguous", link.node, message))
        }
        (false, None, None) => {
            Some(warning("link-source-missing", link.node, format!("no link throw event is named `{name}` here")))
        }
        _ => None,
    }
}

/// Where links meet: scope, name, and which end.
type Key<'a> = (Option<&'a str>, Option<&'a str>, bool);

impl<'a> Link<'a> {
    fn key(&self, throws: bool) -> Key<'a> {
        (self.node.scope.as_ref().map(crate::ElementId::as_str), self.name, throws)
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
