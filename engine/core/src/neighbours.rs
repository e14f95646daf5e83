//! What surrounds each element of a process: found once for the whole graph, so that a step looks nothing up by search.
use crate::kind::{Kind, Trigger};
use crate::process::{Element, Flow, Relation};
use petgraph::Direction::Incoming;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeSet;

/// Sequence flows of one element on one side, in document order.
#[derive(Clone, Copy)]
pub struct Flows<'a> {
    graph: &'a DiGraph<Element, Relation>,
    edges: &'a [EdgeIndex],
}

/// What surrounds every element, by graph index.
#[derive(Debug)]
pub(crate) struct Neighbours(Vec<Neighbourhood>);

/// What surrounds one element.
#[derive(Debug, Default)]
pub(crate) struct Neighbourhood {
    pub(crate) outgoing: Vec<EdgeIndex>,
    pub(crate) incoming: Vec<EdgeIndex>,
    pub(crate) boundaries: Vec<NodeIndex>,
    pub(crate) links: Vec<NodeIndex>,
    pub(crate) handler: Option<NodeIndex>,
    pub(crate) children: Vec<NodeIndex>,
    pub(crate) entries: Vec<NodeIndex>,
    pub(crate) event_sub_processes: Vec<(NodeIndex, NodeIndex)>,
}

impl Neighbours {
    /// Looks once at every element and every edge. Indices grow in document order, and so do all lists.
    pub(crate) fn of(graph: &DiGraph<Element, Relation>, led_only: bool) -> Self {
        let mut found: Vec<Neighbourhood> = graph.node_indices().map(|_| Neighbourhood::default()).collect();
        for edge in graph.edge_references() {
            let (from, to) = (edge.source(), edge.target());
            match edge.weight() {
                Relation::Flow(_) => {
                    found[from.index()].outgoing.push(edge.id());
                    found[to.index()].incoming.push(edge.id());
                }
                Relation::Attached => found[from.index()].boundaries.push(to),
                Relation::Link => found[from.index()].links.push(to),
                Relation::Compensates => {}
            }
        }
        let started: BTreeSet<NodeIndex> =
            graph.node_weights().filter(|element| starts(element)).filter_map(|element| element.scope).collect();
        for node in graph.node_indices() {
            if let Some(scope) = graph[node].scope {
                found[scope.index()].children.push(node);
                let whole = crate::element::repeats(&graph[scope].kind);
                let led = led_only && started.contains(&scope);
                if whole || is_none_start(graph, node) || (!led && begins(graph, node)) {
                    found[scope.index()].entries.push(node);
                }
            }
        }
        for list in &mut found {
            list.boundaries.sort();
            list.links.sort();
            list.handler = list.boundaries.iter().find_map(|event| {
                let mut edges = graph.edges(*event);
                edges.find(|e| e.weight() == &Relation::Compensates).map(|e| e.target())
            });
        }
        for node in graph.node_indices().filter(|n| graph[*n].kind == Kind::EventSubProcess) {
            let start = found[node.index()].children.iter().find(|n| matches!(graph[**n].kind, Kind::Start { .. }));
            if let (Some(scope), Some(start)) = (graph[node].scope, start.copied()) {
                found[scope.index()].event_sub_processes.push((node, start));
            }
        }
        Neighbours(found)
    }

    pub(crate) fn at(&self, node: NodeIndex) -> &Neighbourhood {
        &self.0[node.index()]
    }
}

pub(crate) fn is_none_start(graph: &DiGraph<Element, Relation>, node: NodeIndex) -> bool {
    matches!(graph[node].kind, Kind::Start { trigger: Trigger::None, .. })
}

/// Does it start its scope?
fn starts(element: &Element) -> bool {
    element.instantiate || matches!(element.kind, Kind::Start { .. })
}

/// BPMN 13.3.4: activities and gateways that nothing leads to start with their scope. In Camunda and Flowable they do not
/// where a start event leads to others, and what was left over in a drawing for them must not come to life here.
fn begins(graph: &DiGraph<Element, Relation>, node: NodeIndex) -> bool {
    let flows_in = graph.edges_directed(node, Incoming).next().is_some();
    !flows_in
        && !graph[node].instantiate
        && !graph[node].for_compensation
        && !matches!(
            graph[node].kind,
            Kind::Start { .. } | Kind::Boundary { .. } | Kind::EventSubProcess | Kind::Catch(Trigger::Link)
        )
}

impl<'a> Flows<'a> {
    pub(crate) fn new(graph: &'a DiGraph<Element, Relation>, edges: &'a [EdgeIndex]) -> Self {
        Flows { graph, edges }
    }

    /// One after the other.
    pub fn iter(self) -> impl ExactSizeIterator<Item = &'a Flow> + DoubleEndedIterator + Clone {
        self.edges.iter().map(move |edge| match &self.graph[*edge] {
            Relation::Flow(flow) => flow,
            Relation::Attached | Relation::Link | Relation::Compensates => unreachable!("only flows are listed here"),
        })
    }

    /// How many.
    pub fn len(self) -> usize {
        self.edges.len()
    }

    /// Is there none?
    pub fn is_empty(self) -> bool {
        self.edges.is_empty()
    }
}
