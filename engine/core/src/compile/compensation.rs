//! Compensation: which activity undoes which, and what must be kept for it.
use super::Compiler;
use crate::id::ElementId;
use crate::model::{self, EventKind, NodeKind};
use crate::process::{Kind, Process, Relation, Throw};
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

impl Compiler<'_> {
    /// BPMN 10.5.1: an association joins a compensation boundary event and its handler. Some tools draw it from the
    /// handler to the event; it says the same.
    pub(super) fn compensate(&mut self) {
        let model = self.model;
        let of = |is: fn(&model::Node) -> bool| -> BTreeSet<&ElementId> {
            model.nodes.iter().filter(|node| is(node)).map(|node| &node.id).collect()
        };
        let (events, handlers) = (of(is_compensation_boundary), of(|node| node.for_compensation));
        for association in &model.associations {
            let ends = [(&association.source, &association.target), (&association.target, &association.source)];
            let found = ends.into_iter().find(|(event, handler)| events.contains(event) && handlers.contains(handler));
            if let Some((event, handler)) = found
                && let (Some(event), Some(handler)) = (self.outer.get(event), self.outer.get(handler))
            {
                self.process.relate(*event, *handler, Relation::Compensates);
            }
        }
        self.process.kept = kept(&self.process);
    }
}

fn is_compensation_boundary(node: &model::Node) -> bool {
    let NodeKind::BoundaryEvent { events, .. } = &node.kind else { return false };
    events.iter().any(|e| matches!(e.kind, EventKind::Compensate { .. }))
}

/// The activities that somebody may ask to compensate and that can be: by a handler, by an event sub-process, or by what
/// is inside.
fn kept(process: &Process) -> BTreeSet<NodeIndex> {
    let asked = asked(process);
    if asked.is_empty() {
        return BTreeSet::new();
    }
    let handled = |node: NodeIndex| {
        process.handler(process.outer(node)).is_some() || process.compensation_sub_process(node).is_some()
    };
    // From an activity outwards, as far as compensation comes from: a handler is nobody's part.
    let outwards = |node: NodeIndex| {
        let undoes = |n: &NodeIndex| process.graph[process.outer(*n)].for_compensation;
        let scopes: Vec<NodeIndex> =
            std::iter::successors(Some(node), |n| process.graph[*n].scope.filter(|_| !undoes(n))).collect();
        scopes
    };
    let mut kept = BTreeSet::new();
    for node in process.graph.node_indices().filter(|n| handled(*n)) {
        // Each scope around it is compensated by compensating it.
        let path = outwards(node);
        let from_outside = |i: &usize| path[i + 1..].iter().any(|scope| asked.contains(scope));
        kept.extend((0..path.len()).filter(from_outside).map(|i| path[i]));
    }
    kept
}

/// The scopes whose completed activities some event compensates: that of a throw event and, where that is an event
/// sub-process, the scopes around it; and transactions that are cancelled.
fn asked(process: &Process) -> BTreeSet<NodeIndex> {
    let mut asked = BTreeSet::new();
    for element in process.graph.node_weights() {
        let Some(scope) = element.scope else { continue };
        let throws: Vec<&Throw> = match &element.kind {
            Kind::Throw(throw) | Kind::End(throw) => throw.parts().iter().collect(),
            Kind::MultiInstance(looped) => looped.behavior.throws(),
            _ => continue,
        };
        for throw in throws {
            match throw {
                Throw::Compensation { .. } => asked.extend(process.compensated_from(scope)),
                Throw::Cancel => asked.extend(std::iter::successors(Some(scope), |n| process.graph[*n].scope)),
                _ => {}
            }
        }
    }
    asked
}
