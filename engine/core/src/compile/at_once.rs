//! What passes a token on in the same step, as far as the compiled process shows it.
use crate::process::{Element, Flow, Gateway, Kind, Process, Quantity};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// Does a token pass here at once, without anybody or anything outside having a say?
pub(super) fn passes(process: &Process, node: NodeIndex) -> bool {
    let element = &process.graph[node];
    let kind = match &element.kind {
        Kind::NoneTask | Kind::Gateway(Gateway::Exclusive) => true,
        Kind::ScriptTask { script, .. } => !script.is_program(),
        Kind::Gateway(Gateway::Parallel | Gateway::Inclusive) => process.incoming(node).len() < 2,
        _ => false,
    };
    kind && is_plain(process, node) && is_silent(element)
}

/// Nothing happens to it beside its work, and nothing keeps it from that.
pub(super) fn is_plain(process: &Process, node: NodeIndex) -> bool {
    let element = &process.graph[node];
    process.boundaries(node).is_empty()
        && element.skip.is_none()
        && !element.for_compensation
        && element.quantity == Quantity::default()
}

fn is_silent(element: &Element) -> bool {
    let listeners = &element.listeners;
    listeners.start.is_empty() && listeners.end.is_empty()
}

/// Does a token from here surely come to one of these?
pub(super) fn stays(process: &Process, node: NodeIndex, among: &BTreeSet<NodeIndex>) -> bool {
    let sure = |flow: &&Flow| flow.condition.is_none() && !flow.default;
    let leads = |flow: &&Flow| among.contains(&process.target(&flow.id));
    let one_of = matches!(process.graph[node].kind, Kind::Gateway(Gateway::Exclusive));
    let flows = || process.outgoing(node).iter();
    let some = flows().any(|flow| flow.default || sure(&flow));
    (some && flows().all(|flow| leads(&flow))) || (!one_of && flows().any(|flow| sure(&flow) && leads(&flow)))
}
