//! Conversations between pools that do not say which instance is meant.
use super::view::{View, is_event_subprocess};
use crate::conversation::Talk;
use crate::id::ElementId;
use crate::message_flows::MessageFlows;
use crate::model::{Node, NodeKind};
use crate::problem::Problem;
use std::collections::BTreeSet;

/// BPMN 8.4: messages that belong together need something that says so. Without a correlation key the instances are what
/// is gone by, and there are two places in which they do not tell: whoever waits before anybody has spoken, and whoever
/// speaks to several instances of one pool at once.
pub fn check(view: &View<'_>, problems: &mut Vec<Problem>) {
    if view.model.message_flows.is_empty() {
        return;
    }
    let flows = MessageFlows::of(view.model);
    for node in &view.process.nodes {
        let Some(talk) = flows.talk(&node.id, None) else { continue };
        let receives = flows.flows_of(&node.id).any(|flow| flow.target == node.id);
        match talk {
            Talk::With(other) if receives && !begins(node) && reached_unspoken(view, &flows, node, &other) => {
                let message = format!(
                    "several instances may wait here before any of them has heard of `{other}` or spoken to it, and its \
                     message goes to whichever began to wait first: name a correlation key at both ends"
                );
                problems.push(Problem::warning("conversation-ambiguous", Some(&node.id), node.place, message));
            }
            Talk::Shared if starts_several(view, &flows, node) => {
                let message = "it may start several instances of the other pool, and what is sent to one of them later \
                               goes to whichever waits first: name a correlation key at both ends";
                problems.push(Problem::warning("conversation-ambiguous", Some(&node.id), node.place, message));
            }
            Talk::With(_) | Talk::Shared => {}
        }
    }
}

/// An instance begins with it: nobody has waited for that.
fn begins(node: &Node) -> bool {
    let starts = matches!(node.kind, NodeKind::StartEvent { .. } | NodeKind::ReceiveTask { instantiate: true, .. });
    starts && node.scope.is_none()
}

/// Can a token come to it without passing anything that is exchanged with the other process?
fn reached_unspoken(view: &View, flows: &MessageFlows, wanted: &Node, other: &ElementId) -> bool {
    let talks = |node: &Node| flows.talk(&node.id, None) == Some(Talk::With(other.clone()));
    let (mut seen, mut ahead): (BTreeSet<&ElementId>, Vec<&Node>) = (BTreeSet::new(), first(view, None));
    while let Some(node) = ahead.pop() {
        if node.id == wanted.id {
            return true;
        }
        if !seen.insert(&node.id) || talks(node) {
            continue;
        }
        ahead.extend(first(view, Some(node)));
        ahead.extend(view.boundaries(node));
        ahead.extend(next(view, node));
    }
    false
}

/// Where the tokens of a scope begin, and the events that wait while it is at work.
fn first<'a>(view: &View<'a>, scope: Option<&Node>) -> Vec<&'a Node> {
    let begins = |node: &&&Node| {
        let attached = matches!(node.kind, NodeKind::BoundaryEvent { .. }) || node.for_compensation;
        view.incoming(node).is_empty() && !attached
    };
    view.inside(scope).iter().filter(begins).copied().collect()
}

/// Where a token goes on: over the flows, and out of its scope.
fn next<'a>(view: &View<'a>, node: &Node) -> Vec<&'a Node> {
    let mut found: Vec<&Node> = view.outgoing(node).iter().filter_map(|flow| view.node(&flow.target)).collect();
    let mut scope = node.scope.as_ref().and_then(|id| view.node(id));
    while let Some(inner) = scope {
        found.extend(view.outgoing(inner).iter().filter_map(|flow| view.node(&flow.target)));
        scope = inner.scope.as_ref().and_then(|id| view.node(id));
    }
    found
}

/// May it start more than one instance of a pool, to which something else is sent later?
fn starts_several(view: &View, flows: &MessageFlows, node: &Node) -> bool {
    let target =
        |id: &ElementId| view.model.processes.iter().find_map(|p| Some((p, p.nodes.iter().find(|n| n.id == *id)?)));
    let started: Vec<&ElementId> = flows
        .flows_of(&node.id)
        .filter(|flow| flow.source == node.id)
        .filter_map(|flow| target(&flow.target).filter(|(_, n)| begins(n)).map(|(process, _)| &process.id))
        .collect();
    let later = view.process.nodes.iter().flat_map(|other| flows.flows_of(&other.id)).any(|flow| {
        let from_here = view.process.nodes.iter().any(|n| n.id == flow.source);
        from_here && target(&flow.target).is_some_and(|(process, n)| !begins(n) && started.contains(&&process.id))
    });
    later && repeats(view, node)
}

/// Is it done more than once in an instance: in a cycle, in a repeated activity, or in an event sub-process?
fn repeats(view: &View, node: &Node) -> bool {
    let scopes = std::iter::successors(Some(node), |n| n.scope.as_ref().and_then(|id| view.node(id)));
    let mut around = scopes;
    if around.any(|scope| scope.looped.is_some() || is_event_subprocess(scope)) {
        return true;
    }
    let (mut seen, mut ahead): (BTreeSet<&ElementId>, Vec<&Node>) = (BTreeSet::new(), next(view, node));
    while let Some(other) = ahead.pop() {
        if other.id == node.id {
            return true;
        }
        if seen.insert(&other.id) {
            ahead.extend(first(view, Some(other)));
            ahead.extend(view.boundaries(other));
            ahead.extend(next(view, other));
        }
    }
    false
}
