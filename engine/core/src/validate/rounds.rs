//! Processes that start themselves for ever: what begins them is surely thrown by them again, and nothing waits in between.
use super::cycles::{passes_on, stays_among, targets};
use super::view::{View, warning};
use crate::model::{EventKind, Node, NodeKind, RootKind};
use crate::problem::Problem;
use std::collections::BTreeMap;

/// Beside [`cycles`](super::cycles): there a token runs for ever within an instance, here from one instance into the next.
/// Only what is certain is reported: from those that throw it back over those that pass a token on at once, to where it
/// begins. It is a warning, for the engine sets such a start aside after some rounds.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    for start in view.inside(None) {
        let NodeKind::StartEvent { events, all: false, .. } = &start.kind else { continue };
        for event in events {
            let Some((kind, name)) = called(view, &event.kind) else { continue };
            let throws = |node: &Node| thrown(node).iter().any(|event| called(view, event) == Some((kind, name)));
            if let Some(back) = surely_thrown(view, start, throws) {
                let message = format!(
                    "`{name}` starts the process here, and `{}` throws it again without a wait: it starts itself for \
                     ever; let something wait in between, or throw it on a condition",
                    back.id
                );
                problems.push(warning("starts-itself", start, message));
            }
        }
    }
}

/// The message or signal by the name that it is called by.
fn called<'a>(view: &View<'a>, kind: &EventKind) -> Option<(RootKind, &'a str)> {
    let (of, id) = match kind {
        EventKind::Message(Some(id)) => (RootKind::Message, id),
        EventKind::Signal(Some(id)) => (RootKind::Signal, id),
        _ => return None,
    };
    view.root(of, id)?.name.as_deref().map(|name| (of, name))
}

/// What a node throws.
fn thrown(node: &Node) -> Vec<EventKind> {
    match &node.kind {
        NodeKind::ThrowEvent { events } | NodeKind::EndEvent { events } => {
            events.iter().map(|event| event.kind.clone()).collect()
        }
        NodeKind::SendTask { message, .. } => vec![EventKind::Message(message.clone())],
        _ => vec![],
    }
}

/// The node that throws, if a token from here surely comes to one within the same step.
fn surely_thrown<'a>(view: &View<'a>, start: &Node, throws: impl Fn(&Node) -> bool) -> Option<&'a Node> {
    let nodes: Vec<&Node> = view.inside(None).to_vec();
    let index: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut comes: Vec<bool> = nodes.iter().map(|node| throws(node)).collect();
    let first = nodes.iter().zip(&comes).find(|(_, comes)| **comes).map(|(node, _)| *node)?;
    let mut work: Vec<usize> = (0..nodes.len()).filter(|at| comes[*at]).collect();
    while let Some(at) = work.pop() {
        for flow in view.incoming(nodes[at]) {
            let Some(from) = index.get(flow.source.as_str()).copied().filter(|from| !comes[*from]) else { continue };
            let on = passes_on(view, nodes[from]) || nodes[from].id == start.id;
            if on && stays_among(nodes[from], &targets(view, nodes[from], &index), &comes) {
                comes[from] = true;
                work.push(from);
            }
        }
    }
    index.get(start.id.as_str()).is_some_and(|at| comes[*at]).then_some(first)
}
