//! A process with its indexes: what the rules ask.
use crate::id::ElementId;
use crate::model::{Flow, Model, Node, NodeKind, Process, Root, RootKind};
use crate::problem::{Place, Problem, Severity};
use std::collections::BTreeMap;

/// One process of a model.
pub struct View<'a> {
    pub model: &'a Model,
    pub process: &'a Process,
    nodes: BTreeMap<&'a str, &'a Node>,
    incoming: BTreeMap<&'a str, Vec<&'a Flow>>,
    outgoing: BTreeMap<&'a str, Vec<&'a Flow>>,
    roots: BTreeMap<&'a str, &'a Root>,
}

impl<'a> View<'a> {
    pub fn new(model: &'a Model, process: &'a Process) -> Self {
        let mut view = View {
            model,
            process,
            nodes: BTreeMap::new(),
            incoming: BTreeMap::new(),
            outgoing: BTreeMap::new(),
            roots: model.roots.iter().map(|root| (root.id.as_str(), root)).collect(),
        };
        for node in &process.nodes {
            view.nodes.entry(node.id.as_str()).or_insert(node);
        }
        for flow in &process.flows {
            view.outgoing.entry(flow.source.as_str()).or_default().push(flow);
            view.incoming.entry(flow.target.as_str()).or_default().push(flow);
        }
        view
    }

    pub fn node(&self, id: &ElementId) -> Option<&'a Node> {
        self.nodes.get(id.as_str()).copied()
    }

    pub fn incoming(&self, node: &Node) -> &[&'a Flow] {
        self.incoming.get(node.id.as_str()).map_or(&[], Vec::as_slice)
    }

    pub fn outgoing(&self, node: &Node) -> &[&'a Flow] {
        self.outgoing.get(node.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// A message, signal, error or escalation.
    pub fn root(&self, kind: RootKind, id: &ElementId) -> Option<&'a Root> {
        self.roots.get(id.as_str()).copied().filter(|root| root.kind == kind)
    }

    /// The scopes: the process itself and everything that contains flow nodes.
    pub fn scopes(&self) -> impl Iterator<Item = Option<&'a Node>> + '_ {
        std::iter::once(None).chain(self.process.nodes.iter().filter(|node| is_container(node)).map(Some))
    }

    /// The flow nodes that live directly in a scope.
    pub fn inside(&self, scope: Option<&Node>) -> impl Iterator<Item = &'a Node> + '_ {
        let scope = scope.map(|node| node.id.clone());
        self.process.nodes.iter().filter(move |node| node.scope == scope)
    }

    /// What execution needs and documentation can do without: only a warning where the process says that it is not
    /// executable.
    pub fn incomplete(&self, code: &str, id: &ElementId, place: Place, message: impl Into<String>) -> Problem {
        let severity = if self.process.executable == Some(false) { Severity::Warning } else { Severity::Error };
        Problem { severity, ..Problem::error(code, Some(id), place, message) }
    }
}

/// Whether flow nodes live in it.
pub fn is_container(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { .. } | NodeKind::Transaction | NodeKind::AdHocSubProcess)
}

/// Whether it is a sub-process that its start event triggers.
pub fn is_event_subprocess(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { triggered_by_event: true })
}

/// Whether it is an activity: a task, a sub-process or a call.
pub fn is_activity(node: &Node) -> bool {
    !is_event(node) && !matches!(node.kind, NodeKind::Gateway(_))
}

/// Whether it is an event of any kind.
pub fn is_event(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::StartEvent { .. }
            | NodeKind::CatchEvent { .. }
            | NodeKind::BoundaryEvent { .. }
            | NodeKind::ThrowEvent { .. }
            | NodeKind::EndEvent { .. }
    )
}

/// An error about a node.
pub fn error(code: &str, node: &Node, message: impl Into<String>) -> Problem {
    Problem::error(code, Some(&node.id), node.place, message)
}

/// A warning about a node.
pub fn warning(code: &str, node: &Node, message: impl Into<String>) -> Problem {
    Problem::warning(code, Some(&node.id), node.place, message)
}
