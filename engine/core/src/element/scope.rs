//! Scopes: the process and its sub-processes.
use super::{Child, Next, View};
use crate::failure::{Failure, Stop};
use crate::instance::{ElementInstance, Variables};
use crate::process::Kind;

/// BPMN 13.3.4: a sub-process starts with its none start event, or with everything that nothing leads to.
pub fn activate(view: View, e: &ElementInstance) -> Result<Next, Stop> {
    let scope = view.process.node(&e.element);
    let entries = view.process.entries(scope);
    if entries.is_empty() {
        // Where no token could be, none is.
        if view.process.children(scope).all(|inside| view.process.graph[inside].kind == Kind::EventSubProcess) {
            return Ok(Next::Complete);
        }
        return Err(Stop::Failed(Failure::NoStart { element: e.element.clone() }));
    }
    let child = |node: petgraph::graph::NodeIndex| Child {
        element: view.process.graph[node].id.clone(),
        variables: Variables::new(),
    };
    Ok(Next::Children(entries.iter().copied().map(child).collect()))
}
