//! Parts of a scope that have one entry: what a return takes back.
use crate::kind::{Gateway, Kind};
use crate::process::{Process, Relation, Way};
use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::algo::has_path_connecting;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// What the nearest common dominator of two elements dominates.
#[derive(Debug)]
pub struct Region {
    entry: NodeIndex,
    nodes: BTreeSet<NodeIndex>,
    /// Does an element on every way from the entry to the target give tokens to several ways at once, which have not met
    /// again before the target?
    split: bool,
    /// Do both begin side by side, with nothing before them?
    beside: bool,
    target: NodeIndex,
    /// Does an element stand on every way to both ends, and not only the beginning of the scope?
    one_entry: bool,
}

impl Region {
    /// The region of two elements of one scope; none when one of them cannot be reached.
    pub fn between(process: &Process, scope: NodeIndex, from: NodeIndex, target: NodeIndex) -> Option<Self> {
        let map = Map::of(process, scope);
        let dominators = simple_fast(&map.graph, map.root);
        let from_line = map.line(&dominators, from)?;
        let target_line = map.line(&dominators, target)?;
        let entry = *target_line.iter().find(|node| from_line.contains(node))?;
        let nodes = map.elements.iter().filter(|(_, at)| dominates(&dominators, entry, **at)).map(|(node, _)| *node);
        let nodes: BTreeSet<NodeIndex> = nodes.collect();
        let entry_element = map.element(entry);
        // Whoever dominates the target, from the entry down, without the target itself.
        let above = target_line.iter().take_while(|node| **node != entry).skip(1).copied().chain([entry]);
        let above: Vec<NodeIndex> = above.filter(|node| *node != map.elements[&target]).collect();
        // Where no element stands before both ends the scope itself is the split, unless its starts are alternatives.
        let beside = entry_element.is_none() && begin_beside(process, scope, &map, [from, target]);
        let split = above
            .iter()
            .filter_map(|node| map.element(*node))
            .any(|node| splits(process, node) && !meets_before(process, node, target, &nodes));
        let one_entry = entry_element.is_some();
        let entry = entry_element.unwrap_or(target);
        Some(Region { entry, nodes, split, beside, target, one_entry })
    }

    /// Does the element belong to it?
    pub fn contains(&self, node: NodeIndex) -> bool {
        self.nodes.contains(&node)
    }

    /// Is it what all ways into it lead through?
    pub fn begins_at(&self, node: NodeIndex) -> bool {
        self.one_entry && self.entry == node
    }

    /// All elements of it.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIndex> {
        self.nodes.iter().copied()
    }

    /// May one token at the target stand for all tokens of the region? Not where the target is one of several ways that
    /// run at the same time, also where nothing but the beginning of the scope stands before both ends: the others of these
    /// ways would be lost, and what joins them would wait for ever.
    pub fn is_open_at(&self, target: NodeIndex) -> bool {
        self.target == target && !self.beside && (self.begins_at(target) || !self.split)
    }
}

/// The elements of a scope to which nothing comes but through one of them, that one included; none where nothing comes there.
pub fn dominated(process: &Process, scope: NodeIndex, node: NodeIndex) -> Option<BTreeSet<NodeIndex>> {
    let map = Map::of(process, scope);
    let dominators = simple_fast(&map.graph, map.root);
    let at = *map.elements.get(&node)?;
    dominators.dominators(at)?;
    Some(map.elements.iter().filter(|(_, other)| dominates(&dominators, at, **other)).map(|(node, _)| *node).collect())
}

/// May a matter ever go back from an element to another one: can that have been done before, and does one token there
/// stand for what it takes back? What may begin side by side, without a flow between, may have been done before.
pub fn leads_back(process: &Process, from: NodeIndex, target: NodeIndex) -> bool {
    let target = process.outermost(target);
    let Some(scope) = process.graph[target].scope else { return false };
    let Some(from) = process.scopes(from).find(|node| process.graph[*node].scope == Some(scope)) else { return false };
    // What undoes is no part of any way.
    if [from, target].iter().any(|node| process.graph[*node].for_compensation) {
        return false;
    }
    let Some(region) = Region::between(process, scope, from, target) else { return false };
    let before = from == target || process.reaches(target, from, process.root, Way::Any);
    region.is_open_at(target) && (before || !region.one_entry)
}

/// Does what leads to these begin at once with the scope, and not by one of several start events? Of a sequential ad-hoc
/// sub-process one activity is at work at a time, and what interrupts leaves nothing beside it.
fn begin_beside(process: &Process, scope: NodeIndex, map: &Map, ends: [NodeIndex; 2]) -> bool {
    if matches!(&process.graph[scope].kind, Kind::AdHoc(ad_hoc) if ad_hoc.sequential) {
        return false;
    }
    let leads = |at: NodeIndex| ends.iter().any(|end| has_path_connecting(&map.graph, at, map.elements[end], None));
    let begins = map.graph.neighbors(map.root).filter(|at| leads(*at)).filter_map(|at| map.element(at));
    let goes_on = |node: &NodeIndex| matches!(process.graph[*node].kind, Kind::Start { interrupting: false, .. });
    begins.into_iter().any(|node| match &process.graph[node].kind {
        Kind::Start { .. } => false,
        Kind::EventSubProcess => process.children(node).any(|child| goes_on(&child)),
        _ => !process.graph[node].for_compensation,
    })
}

/// Does it give a token to more than one way?
fn splits(process: &Process, node: NodeIndex) -> bool {
    let beside = |event: &NodeIndex| matches!(process.graph[*event].kind, Kind::Boundary { interrupting: false, .. });
    let several = process.outgoing(node).len() > 1;
    let one_of_them = matches!(process.graph[node].kind, Kind::Gateway(Gateway::Exclusive | Gateway::EventBased));
    (several && !one_of_them) || process.boundaries(node).iter().any(beside)
}

/// Do all ways from a split meet before the target, so that every way out of it leads through the target?
fn meets_before(process: &Process, split: NodeIndex, target: NodeIndex, region: &BTreeSet<NodeIndex>) -> bool {
    // Whatever can be reached from the split without the target stays in the region, and ends nowhere: then the target
    // stands on every way.
    let mut seen = BTreeSet::from([split]);
    let mut ahead = vec![split];
    while let Some(node) = ahead.pop() {
        let flows = process.outgoing(node).iter().map(|flow| process.target(&flow.id));
        let next: Vec<NodeIndex> = flows.chain(process.boundaries(node).iter().copied()).collect();
        if next.is_empty() || !region.contains(&node) {
            return false;
        }
        ahead.extend(next.into_iter().filter(|node| *node != target && seen.insert(*node)));
    }
    true
}

/// The elements of a scope as a graph of their own, with one root before whatever begins it.
struct Map {
    graph: DiGraph<Option<NodeIndex>, ()>,
    root: NodeIndex,
    elements: BTreeMap<NodeIndex, NodeIndex>,
}

impl Map {
    fn of(process: &Process, scope: NodeIndex) -> Self {
        let mut graph = DiGraph::new();
        let root = graph.add_node(None);
        let inside = process.graph.node_indices().filter(|node| process.graph[*node].scope == Some(scope));
        let elements: BTreeMap<NodeIndex, NodeIndex> = inside.map(|node| (node, graph.add_node(Some(node)))).collect();
        for (node, at) in &elements {
            for edge in process.graph.edges(*node).filter(|edge| !matches!(edge.weight(), Relation::Compensates)) {
                if let Some(to) = elements.get(&edge.target()) {
                    graph.add_edge(*at, *to, ());
                }
            }
        }
        let begin: Vec<NodeIndex> = elements
            .values()
            .copied()
            .filter(|at| graph.edges_directed(*at, petgraph::Incoming).next().is_none())
            .collect();
        for at in begin {
            graph.add_edge(root, at, ());
        }
        Map { graph, root, elements }
    }

    fn element(&self, at: NodeIndex) -> Option<NodeIndex> {
        self.graph[at]
    }

    /// An element and what dominates it, the nearest first.
    fn line(&self, dominators: &Dominators<NodeIndex>, node: NodeIndex) -> Option<Vec<NodeIndex>> {
        Some(dominators.dominators(*self.elements.get(&node)?)?.collect())
    }
}

fn dominates(dominators: &Dominators<NodeIndex>, entry: NodeIndex, at: NodeIndex) -> bool {
    dominators.dominators(at).is_some_and(|mut line| line.any(|node| node == entry))
}
