//! Message flows: who talks to whom, where the events themselves do not name a message.
use crate::conversation::Talk;
use crate::id::ElementId;
use crate::model::{EventDefinition, EventKind, MessageFlow, Model, Node, NodeKind, RootKind};
use std::collections::{BTreeMap, BTreeSet};

/// Both ends of every message flow of a file.
pub struct MessageFlows<'a> {
    model: &'a Model,
    nodes: BTreeMap<&'a str, (&'a Node, &'a ElementId)>,
}

impl<'a> MessageFlows<'a> {
    /// Looks at every flow node of a file once.
    pub fn of(model: &'a Model) -> Self {
        let mut nodes = BTreeMap::new();
        if !model.message_flows.is_empty() {
            for process in &model.processes {
                nodes.extend(process.nodes.iter().map(|node| (node.id.as_str(), (node, &process.id))));
            }
        }
        MessageFlows { model, nodes }
    }

    /// The names by which messages reach an element that names none itself.
    pub fn received(&self, id: &ElementId) -> Vec<String> {
        self.names(|flow| flow.target == *id)
    }

    /// The names of the messages that leave an element that names none itself.
    pub fn sent(&self, id: &ElementId) -> Vec<String> {
        self.names(|flow| flow.source == *id)
    }

    /// The message flows that lead from an element to a flow node of this file.
    pub fn leads_to_node(&self, id: &ElementId) -> bool {
        self.model.message_flows.iter().any(|f| f.source == *id && self.nodes.contains_key(f.target.as_str()))
    }

    /// The message flows over which the engine would deliver what an element sends: those to something that waits for it.
    pub fn delivered_from(&self, id: &ElementId) -> Vec<&'a ElementId> {
        let awaited =
            |flow: &&MessageFlow| self.nodes.get(flow.target.as_str()).is_some_and(|(node, _)| receives(node));
        let flows = self.model.message_flows.iter().filter(|flow| flow.source == *id);
        flows.filter(awaited).map(|flow| &flow.id).collect()
    }

    /// Does a message of the engine go over this flow? Its two ends name their messages, or the flow itself does.
    pub fn is_executed(&self, flow: &MessageFlow) -> bool {
        let sends = self.nodes.get(flow.source.as_str()).is_some_and(|(node, _)| sends(node));
        let receives = self.nodes.get(flow.target.as_str()).is_some_and(|(node, _)| receives(node));
        sends || receives
    }

    /// The names that both ends of a flow have of their own, where they are not the same.
    pub fn differing(&self, flow: &MessageFlow) -> Option<(String, String)> {
        let (from, to) = (self.own(&flow.source)?, self.own(&flow.target)?);
        (from != to).then_some((from, to))
    }

    /// With whom an element exchanges the message of this name, where conversations correlate it: over message flows of
    /// this file, with one other pool, and with no correlation key at either end.
    pub fn talk(&self, id: &ElementId, name: Option<&str>) -> Option<Talk> {
        let own = self.nodes.get(id.as_str())?.1;
        let flows: Vec<&MessageFlow> =
            self.flows_of(id).filter(|flow| name.is_none_or(|n| self.name(flow) == n)).collect();
        let ends = || flows.iter().flat_map(|flow| [&flow.source, &flow.target]);
        let carries_key = || flows.iter().any(|flow| self.model.correlates(&self.name(flow)));
        if flows.is_empty() || ends().any(|end| self.has_key(end)) || carries_key() {
            return None;
        }
        let others: BTreeSet<&ElementId> =
            ends().filter_map(|end| Some(self.nodes.get(end.as_str())?.1)).filter(|process| *process != own).collect();
        let shared = |other: &&ElementId| {
            let roots = self.roots(own);
            roots.len() == 1 && self.roots(other) == roots
        };
        if others.iter().all(shared) && !others.is_empty() {
            return Some(Talk::Shared);
        }
        match others.into_iter().collect::<Vec<_>>()[..] {
            [other] => Some(Talk::With(other.clone())),
            _ => None,
        }
    }

    /// The message flows of an element whose other end is a flow node of another process of this file.
    pub fn flows_of<'b>(&'b self, id: &'b ElementId) -> impl Iterator<Item = &'a MessageFlow> + 'b {
        self.model.message_flows.iter().filter(move |flow| {
            let touches = flow.source == *id || flow.target == *id;
            let process = |end: &ElementId| self.nodes.get(end.as_str()).map(|(_, process)| *process);
            let apart = process(&flow.source).zip(process(&flow.target)).is_some_and(|(from, to)| from != to);
            touches && apart && self.differing(flow).is_none()
        })
    }

    /// The processes whose instances begin by themselves, and because of which, directly or over others, all instances of
    /// this one begin.
    pub fn roots(&self, process: &ElementId) -> BTreeSet<&'a ElementId> {
        let (mut roots, mut seen, mut ahead) = (BTreeSet::new(), BTreeSet::new(), vec![process.clone()]);
        while let Some(next) = ahead.pop() {
            if !seen.insert(next.clone()) {
                continue;
            }
            let own = self.nodes.values().filter(|(_, process)| **process == next);
            let starts: Vec<&Node> = own.clone().map(|(node, _)| *node).filter(|node| starts(node)).collect();
            let mut by_itself = starts.is_empty();
            for start in starts {
                let from: Vec<&MessageFlow> = self.flows_of(&start.id).filter(|flow| flow.target == start.id).collect();
                by_itself |= from.is_empty();
                ahead.extend(from.iter().filter_map(|flow| Some(self.nodes.get(flow.source.as_str())?.1.clone())));
            }
            if by_itself && let Some((_, id)) = own.clone().next() {
                roots.insert(*id);
            }
        }
        roots
    }

    fn has_key(&self, id: &ElementId) -> bool {
        let Some((node, _)) = self.nodes.get(id.as_str()) else { return false };
        let of_root = |id: Option<&ElementId>| {
            let mut roots = self.model.roots.iter().filter(|root| root.kind == RootKind::Message);
            roots.any(|root| Some(&root.id) == id && root.correlation_key.is_some())
        };
        let referred = match &node.kind {
            NodeKind::SendTask { message, .. } | NodeKind::ReceiveTask { message, .. } => of_root(message.as_ref()),
            _ => definitions(node).iter().any(|event| match &event.kind {
                EventKind::Message(message) => of_root(message.as_ref()),
                _ => false,
            }),
        };
        node.correlation_key.is_some() || referred
    }

    fn names(&self, of: impl Fn(&MessageFlow) -> bool) -> Vec<String> {
        let mut names: Vec<String> = vec![];
        for flow in self.model.message_flows.iter().filter(|flow| of(flow)) {
            let name = self.name(flow);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// BPMN 9.3: a message flow shows a message going from one participant to another. Its name is that of the event or
    /// task that sends it, else of the one that gets it, else of the flow's own `messageRef`; where nobody names it, it is
    /// known by whom it is for, so that all flows to one receiver carry the same message.
    fn name(&self, flow: &MessageFlow) -> String {
        let given =
            self.own(&flow.source).or_else(|| self.own(&flow.target)).or_else(|| self.root(flow.message.as_ref()));
        given.unwrap_or_else(|| match self.nodes.get(flow.target.as_str()) {
            Some((_, process)) => format!("{process}/{}", flow.target),
            None => format!("{}/{}", flow.target, flow.id),
        })
    }

    fn own(&self, id: &ElementId) -> Option<String> {
        let (node, _) = self.nodes.get(id.as_str())?;
        match &node.kind {
            NodeKind::SendTask { message, .. } | NodeKind::ReceiveTask { message, .. } => self.root(message.as_ref()),
            _ => definitions(node).iter().find_map(|event| match &event.kind {
                EventKind::Message(message) => self.root(message.as_ref()),
                _ => None,
            }),
        }
    }

    fn root(&self, id: Option<&ElementId>) -> Option<String> {
        let mut roots = self.model.roots.iter().filter(|root| root.kind == RootKind::Message);
        let name = roots.find(|root| Some(&root.id) == id)?.name.clone()?;
        (!name.trim().is_empty()).then_some(name)
    }
}

fn definitions(node: &Node) -> &[EventDefinition] {
    crate::validate::definitions(node)
}

fn has_message(node: &Node) -> bool {
    definitions(node).iter().any(|event| matches!(event.kind, EventKind::Message(_)))
}

fn sends(node: &Node) -> bool {
    match &node.kind {
        NodeKind::SendTask { .. } => true,
        NodeKind::ThrowEvent { .. } | NodeKind::EndEvent { .. } => has_message(node),
        _ => false,
    }
}

/// May an instance of its process begin with it?
fn starts(node: &Node) -> bool {
    let begins = matches!(node.kind, NodeKind::StartEvent { .. } | NodeKind::ReceiveTask { instantiate: true, .. });
    begins && node.scope.is_none()
}

/// A start event without a trigger is started by what leads to it.
fn receives(node: &Node) -> bool {
    match &node.kind {
        NodeKind::ReceiveTask { .. } => true,
        NodeKind::StartEvent { events, .. } => events.is_empty() || has_message(node),
        NodeKind::CatchEvent { .. } | NodeKind::BoundaryEvent { .. } => has_message(node),
        _ => false,
    }
}
