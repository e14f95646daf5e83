//! A process with its indexes, without what is not played: compensation, the content of ad-hoc sub-processes, flows that
//! lead nowhere.
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, Flow, GatewayKind, Model, Node, NodeKind, Process};
use std::collections::{BTreeMap, BTreeSet};

pub struct Sketch<'a> {
    pub process: &'a Process,
    nodes: BTreeMap<&'a ElementId, &'a Node>,
    inside: BTreeMap<Option<&'a ElementId>, Vec<&'a Node>>,
    outgoing: BTreeMap<&'a ElementId, Vec<&'a Flow>>,
    incoming: BTreeMap<&'a ElementId, Vec<&'a Flow>>,
    boundaries: BTreeMap<&'a ElementId, Vec<&'a Node>>,
    links: BTreeMap<(Option<&'a ElementId>, &'a String), Vec<&'a Node>>,
    /// The codes of errors and escalations that have one.
    codes: BTreeMap<&'a ElementId, &'a str>,
}

impl<'a> Sketch<'a> {
    pub fn new(model: &'a Model, process: &'a Process) -> Self {
        let mut sketch = Sketch {
            process,
            nodes: BTreeMap::new(),
            inside: BTreeMap::new(),
            outgoing: BTreeMap::new(),
            incoming: BTreeMap::new(),
            boundaries: BTreeMap::new(),
            links: BTreeMap::new(),
            codes: model.roots.iter().filter_map(|root| Some((&root.id, root.code.as_deref()?))).collect(),
        };
        // An event sub-process that begins when its scope is compensated.
        let undoes = |node: &&Node| matches!(node.kind, NodeKind::StartEvent { .. }) && has_compensation(events(node));
        let handlers: BTreeSet<&ElementId> =
            process.nodes.iter().filter(undoes).filter_map(|node| node.scope.as_ref()).collect();
        let mut hidden: BTreeSet<&ElementId> = BTreeSet::new();
        for node in &process.nodes {
            let inside = node.scope.as_ref().is_some_and(|scope| hidden.contains(scope));
            let compensates = has_compensation(events(node));
            let undone = node.for_compensation || handlers.contains(&node.id);
            let by_event = matches!(node.kind, NodeKind::BoundaryEvent { .. } | NodeKind::StartEvent { .. });
            if inside || matches!(node.kind, NodeKind::AdHocSubProcess { .. }) || undone {
                hidden.insert(&node.id);
            }
            if inside || undone || (compensates && by_event) || sketch.nodes.contains_key(&node.id) {
                continue;
            }
            sketch.nodes.insert(&node.id, node);
            sketch.inside.entry(node.scope.as_ref()).or_default().push(node);
            if is_link_target(node) {
                for name in events(node).iter().filter_map(link) {
                    sketch.links.entry((node.scope.as_ref(), name)).or_default().push(node);
                }
            }
            if let NodeKind::BoundaryEvent { attached_to, .. } = &node.kind {
                sketch.boundaries.entry(attached_to).or_default().push(node);
            }
        }
        let mut seen: BTreeSet<&ElementId> = BTreeSet::new();
        for flow in &process.flows {
            let both = sketch.nodes.contains_key(&flow.source) && sketch.nodes.contains_key(&flow.target);
            if both && seen.insert(&flow.id) {
                sketch.outgoing.entry(&flow.source).or_default().push(flow);
                sketch.incoming.entry(&flow.target).or_default().push(flow);
            }
        }
        sketch
    }

    pub fn node(&self, id: &ElementId) -> Option<&'a Node> {
        self.nodes.get(id).copied()
    }

    /// Whether two errors, or two escalations, are the same: they have one code, or are one element.
    pub fn is_same(&self, one: &ElementId, other: &ElementId) -> bool {
        let code = |id: &ElementId| self.codes.get(id).copied().filter(|code| !code.is_empty());
        one == other || (code(one).is_some() && code(one) == code(other))
    }

    pub fn is_played(&self, id: &ElementId) -> bool {
        self.nodes.contains_key(id)
    }

    pub fn inside(&self, scope: Option<&Node>) -> Vec<&'a Node> {
        self.inside.get(&scope.map(|node| &node.id)).cloned().unwrap_or_default()
    }

    pub fn outgoing(&self, node: &Node) -> &[&'a Flow] {
        self.outgoing.get(&node.id).map_or(&[], Vec::as_slice)
    }

    pub fn incoming(&self, node: &Node) -> &[&'a Flow] {
        self.incoming.get(&node.id).map_or(&[], Vec::as_slice)
    }

    pub fn boundaries(&self, node: &Node) -> &[&'a Node] {
        self.boundaries.get(&node.id).map_or(&[], Vec::as_slice)
    }

    /// The link catch events of a scope that a throw event of this name jumps to.
    pub fn link_targets(&self, scope: Option<&'a Node>, name: &'a String) -> &[&'a Node] {
        self.links.get(&(scope.map(|node| &node.id), name)).map_or(&[], Vec::as_slice)
    }

    /// Whether start events, or what starts instances like them, stand in a scope.
    pub fn has_starts(&self, scope: Option<&Node>) -> bool {
        self.inside(scope).iter().any(|node| starts(node) || self.instantiates(node))
    }

    /// Where a scope begins: its start events; without any, whatever no flow leads to (BPMN 13.2).
    pub fn begins(&self, scope: Option<&Node>) -> Vec<&'a Node> {
        let inside = self.inside(scope);
        if self.has_starts(scope) {
            return inside.into_iter().filter(|n| starts(n) || self.instantiates(n)).collect();
        }
        let loose = |node: &&Node| {
            let other = matches!(node.kind, NodeKind::BoundaryEvent { .. } | NodeKind::StartEvent { .. });
            !other && !is_event_subprocess(node) && !is_link_target(node) && self.incoming(node).is_empty()
        };
        inside.into_iter().filter(loose).collect()
    }

    /// The start event of an event sub-process.
    pub fn start_of(&self, node: &Node) -> Option<&'a Node> {
        self.inside(Some(node)).into_iter().find(|inside| matches!(inside.kind, NodeKind::StartEvent { .. }))
    }

    /// Whether something in a scope may fail by itself: work that others do.
    pub fn may_fail(&self, scope: Option<&Node>) -> bool {
        self.inside(scope).into_iter().any(|node| {
            let work = !matches!(node.kind, NodeKind::Task | NodeKind::ManualTask);
            if is_scope(node) { self.may_fail(Some(node)) } else { is_activity(node) && work }
        })
    }

    /// A receive task or event-based gateway that starts the process has no incoming flow.
    fn instantiates(&self, node: &Node) -> bool {
        let marked = matches!(
            node.kind,
            NodeKind::ReceiveTask { instantiate: true, .. }
                | NodeKind::Gateway(GatewayKind::StartingEventBased | GatewayKind::ParallelEventBased)
        );
        node.scope.is_none() && marked && self.incoming(node).is_empty()
    }
}

fn starts(node: &Node) -> bool {
    matches!(node.kind, NodeKind::StartEvent { .. })
}

/// The event definitions of an event.
pub fn events(node: &Node) -> &[EventDefinition] {
    match &node.kind {
        NodeKind::StartEvent { events, .. }
        | NodeKind::CatchEvent { events, .. }
        | NodeKind::BoundaryEvent { events, .. }
        | NodeKind::ThrowEvent { events }
        | NodeKind::EndEvent { events } => events,
        _ => &[],
    }
}

fn has_compensation(events: &[EventDefinition]) -> bool {
    events.iter().any(|event| matches!(event.kind, EventKind::Compensate { .. }))
}

/// The name of a link.
pub fn link(event: &EventDefinition) -> Option<&String> {
    match &event.kind {
        EventKind::Link(name) => name.as_ref(),
        _ => None,
    }
}

pub fn is_link_target(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::CatchEvent { events, .. } if events.iter().any(|event| matches!(event.kind, EventKind::Link(_))))
}

pub fn is_event_subprocess(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { triggered_by_event: true })
}

/// Whether its content is played.
pub fn is_scope(node: &Node) -> bool {
    matches!(node.kind, NodeKind::SubProcess { .. } | NodeKind::Transaction)
}

pub fn is_activity(node: &Node) -> bool {
    !matches!(
        node.kind,
        NodeKind::Gateway(_)
            | NodeKind::ComplexGateway { .. }
            | NodeKind::StartEvent { .. }
            | NodeKind::CatchEvent { .. }
            | NodeKind::BoundaryEvent { .. }
            | NodeKind::ThrowEvent { .. }
            | NodeKind::EndEvent { .. }
    )
}

/// Whether a gateway goes on with one of the events behind it, whichever comes first.
pub fn awaits_one(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Gateway(GatewayKind::EventBased | GatewayKind::StartingEventBased))
}

/// Whether an event-based gateway waits for it itself.
pub fn is_awaited(node: &Node) -> bool {
    matches!(node.kind, NodeKind::CatchEvent { .. } | NodeKind::ReceiveTask { .. })
}

pub fn is_inclusive(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Gateway(GatewayKind::Inclusive) | NodeKind::ComplexGateway { .. })
}
