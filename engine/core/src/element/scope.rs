//! Scopes: the process and its sub-processes.
use super::{Child, Next, View};
use crate::failure::{Failure, Stop};
use crate::instance::{ElementInstance, Variables};

/// BPMN 13.3.4: a sub-process starts with its none start event, or with everything that nothing leads to.
pub fn activate(view: View, e: &ElementInstance) -> Result<Next, Stop> {
    let entries = view.process.entries(view.process.node(&e.element));
    if entries.is_empty() {
        return Err(Stop::Failed(Failure::NoStart { element: e.element.clone() }));
    }
    let child = |node: petgraph::graph::NodeIndex| Child {
        element: view.process.graph[node].id.clone(),
        variables: Variables::new(),
    };
    Ok(Next::Children(entries.iter().copied().map(child).collect()))
}
