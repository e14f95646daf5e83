//! Calls that every instance of a process comes to without a wait: where they lead back to the process, none of its instances
//! ever ends.
use super::at_once::{is_plain, passes, stays};
use crate::problem::Problem;
use crate::process::{Binding, Call, Element, Kind, Process, Value};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// The processes that it calls by their ids, in the version of its deployment or the newest.
pub fn called_by_id(process: &Process) -> impl Iterator<Item = &str> {
    process.graph.node_weights().filter_map(called)
}

fn called(element: &Element) -> Option<&str> {
    match &element.kind {
        Kind::CallActivity(Call {
            process: Value::Fixed(called),
            binding: Binding::Latest | Binding::Deployment,
            ..
        }) => Some(called),
        _ => None,
    }
}

/// The call of one of these processes that every instance surely comes to, with the process that it calls.
pub fn surely_calls(process: &Process, these: impl Fn(&str) -> bool) -> Option<(&Element, &str)> {
    let calls = |node: &NodeIndex| called(&process.graph[*node]).is_some_and(&these) && is_plain(process, *node);
    let mut comes: BTreeSet<NodeIndex> = process.children(process.root).filter(calls).collect();
    let first = &process.graph[*comes.first()?];
    if !process.event_sub_processes(process.root).is_empty() {
        return None;
    }
    let mut work: Vec<NodeIndex> = comes.iter().copied().collect();
    while let Some(node) = work.pop() {
        for flow in process.incoming(node).iter() {
            let from = process.source(&flow.id);
            let on = passes(process, from) || matches!(process.graph[from].kind, Kind::Start { .. });
            if !comes.contains(&from) && on && stays(process, from, &comes) {
                comes.insert(from);
                work.push(from);
            }
        }
    }
    let mut starts = process.none_starts(process.root).peekable();
    let begins = match starts.peek() {
        Some(_) => starts.all(|start| comes.contains(&start)),
        None => process.entries(process.root).iter().any(|entry| comes.contains(entry)),
    };
    begins.then(|| Some((first, called(first)?)))?
}

/// What is said of such a call.
pub fn calls_itself(element: &Element, called: &str) -> Problem {
    let message = format!(
        "every instance comes to this call of `{called}`, and what is called always calls on, without a wait: the calls never \
         end, and stop with an incident when they are too deep; lead around the call on a condition"
    );
    Problem::warning("calls-itself", Some(&element.id), element.place, message)
}
