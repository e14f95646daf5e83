//! A process with its indexes: what the rules ask.
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Flow, Model, Node, NodeKind, Process, Root, RootKind};
use crate::problem::{Place, Problem, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// What all processes of a model share.
pub struct Index<'a> {
    roots: BTreeMap<&'a str, &'a Root>,
    nodes: BTreeSet<&'a str>,
}

impl<'a> Index<'a> {
    pub fn new(model: &'a Model) -> Self {
        let nodes = model.callable().flat_map(|process| &process.nodes);
        Index {
            roots: model.roots.iter().map(|root| (root.id.as_str(), root)).collect(),
            nodes: nodes.map(|node| node.id.as_str()).collect(),
        }
    }
}

/// One process of a model. Every question is answered from an index, so that no rule is slow on a large model.
pub struct View<'a> {
    pub model: &'a Model,
    pub process: &'a Process,
    index: &'a Index<'a>,
    nodes: BTreeMap<&'a str, &'a Node>,
    /// By scope; the process itself is the empty id, which no element has.
    inside: BTreeMap<&'a str, Vec<&'a Node>>,
    boundaries: BTreeMap<&'a str, Vec<&'a Node>>,
    incoming: BTreeMap<&'a str, Vec<&'a Flow>>,
    outgoing: BTreeMap<&'a str, Vec<&'a Flow>>,
    /// Link catch events, by scope and name.
    links: BTreeMap<(Option<&'a str>, &'a str), &'a Node>,
}

impl<'a> View<'a> {
    pub fn new(model: &'a Model, index: &'a Index<'a>, process: &'a Process) -> Self {
        let mut view = View {
            model,
            process,
            index,
            nodes: BTreeMap::new(),
            inside: BTreeMap::new(),
            boundaries: BTreeMap::new(),
            incoming: BTreeMap::new(),
            outgoing: BTreeMap::new(),
            links: BTreeMap::new(),
        };
        for node in &process.nodes {
            view.nodes.entry(node.id.as_str()).or_insert(node);
            view.inside.entry(node.scope.as_ref().map_or("", ElementId::as_str)).or_default().push(node);
            if let (NodeKind::CatchEvent { events, .. }, scope) = (&node.kind, node.scope.as_ref())
                && let Some(name) = link_name(events)
            {
                view.links.entry((scope.map(ElementId::as_str), name)).or_insert(node);
            }
            if let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
                view.boundaries.entry(attached_to.as_str()).or_default().push(node);
            }
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

    /// BPMN 10.5.4: a link throw event goes on at the link catch event of its name in its scope, without a flow.
    pub fn link_target(&self, node: &Node) -> Option<&'a Node> {
        let NodeKind::ThrowEvent { events } = &node.kind else { return None };
        let name = link_name(events)?;
        self.links.get(&(node.scope.as_ref().map(ElementId::as_str), name)).copied()
    }

    /// A message, signal, error or escalation.
    pub fn root(&self, kind: RootKind, id: &ElementId) -> Option<&'a Root> {
        self.index.roots.get(id.as_str()).copied().filter(|root| root.kind == kind)
    }

    /// The scopes: the process itself and everything that contains flow nodes.
    pub fn scopes(&self) -> impl Iterator<Item = Option<&'a Node>> + '_ {
        std::iter::once(None).chain(self.process.nodes.iter().filter(|node| is_container(node)).map(Some))
    }

    /// The flow nodes that live directly in a scope.
    pub fn inside(&self, scope: Option<&Node>) -> &[&'a Node] {
        self.inside.get(scope.map_or("", |node| node.id.as_str())).map_or(&[], Vec::as_slice)
    }

    /// The boundary events of an activity.
    pub fn boundaries(&self, node: &Node) -> &[&'a Node] {
        self.boundaries.get(node.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Whether a flow node of that id is in any process of the file.
    pub fn is_anywhere(&self, id: &ElementId) -> bool {
        self.index.nodes.contains(id.as_str())
    }

    /// What execution needs and documentation can do without: only a warning where the process says that it is not
    /// executable.
    pub fn incomplete(&self, code: &str, id: &ElementId, place: Place, message: impl Into<String>) -> Problem {
        let severity = if self.process.executable == Some(false) { Severity::Warning } else { Severity::Error };
        Problem { severity, ..Problem::error(code, Some(id), place, message) }
    }
}

fn link_name(events: &[EventDefinition]) -> Option<&str> {
    events.iter().find_map(|event| match &event.kind {
        EventKind::Link(name) => name.as_deref(),
        _ => None,
    })
}

/// Whether flow nodes live in it.
pub fn is_container(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { .. } | NodeKind::Transaction | NodeKind::AdHocSubProcess(_))
}

/// Whether it is a sub-process that its start event triggers.
pub fn is_event_subprocess(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { triggered_by_event: true })
}

/// Whether it is an activity: a task, a sub-process or a call.
pub fn is_activity(node: &Node) -> bool {
    !is_event(node) && !matches!(node.kind, NodeKind::Gateway(_) | NodeKind::ComplexGateway { .. })
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
