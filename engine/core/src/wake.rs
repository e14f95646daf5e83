//! What followed from an element that is done: its tokens, wherever they are now, and what they met.
use crate::id::ElementId;
use crate::kind::{Gateway, Kind};
use crate::process::{Process, Relation};
use crate::region::{Region, dominated};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// By join the flows by which its tokens came last.
type Joined = BTreeMap<ElementId, Vec<ElementId>>;

/// The elements behind an element of a scope, as far as it was followed.
#[derive(Debug)]
pub struct Wake<'a> {
    process: &'a Process,
    joined: &'a Joined,
    scope: NodeIndex,
    /// What the tokens last met at; at first the element itself.
    head: NodeIndex,
    /// The elements.
    pub nodes: BTreeSet<NodeIndex>,
    /// The flows by which others had come to the joins that were passed: there their tokens were taken.
    pub met: Vec<ElementId>,
    /// The joins that were passed.
    pub joins: Vec<NodeIndex>,
}

impl<'a> Wake<'a> {
    /// What nothing comes to but through the element.
    pub fn behind(process: &'a Process, joined: &'a Joined, element: NodeIndex) -> Option<Self> {
        let scope = process.graph[element].scope?;
        let nodes = dominated(process, scope, element)?;
        Some(Wake { process, joined, scope, head: element, nodes, met: vec![], joins: vec![] })
    }

    /// Follows to what lies behind the end of this; says whether there was anything. None where it cannot be told which
    /// tokens are those of the element.
    pub fn follow(&mut self) -> Option<bool> {
        let ahead: BTreeSet<NodeIndex> =
            self.nodes.iter().flat_map(|node| self.next(*node)).filter(|node| !self.nodes.contains(node)).collect();
        let mut targets = ahead.iter().copied();
        let Some(first) = targets.next() else { return Some(false) };
        let is_join = |kind: &Kind| matches!(kind, Kind::Gateway(Gateway::Parallel | Gateway::Inclusive));
        if is_join(&self.process.graph[first].kind) {
            // Of several joins only some were met; and what may end before one need not have come to it.
            if targets.next().is_some() || self.nodes.iter().any(|node| self.next(*node).next().is_none()) {
                return None;
            }
            return self.pass(first).then_some(true);
        }
        let before = self.nodes.len();
        for target in ahead {
            let region = Region::between(self.process, self.scope, target, self.head)?;
            if is_join(&self.process.graph[target].kind) || !region.is_open_at(self.head) {
                return None;
            }
            // A way that leads back to where the region begins is another round.
            let mut open = vec![target];
            while let Some(node) = open.pop() {
                if region.contains(node) && !region.begins_at(node) && self.nodes.insert(node) {
                    open.extend(self.next(node));
                }
            }
        }
        // Where all that lies ahead is another round, there is nothing more.
        Some(self.nodes.len() > before)
    }

    /// Goes behind a join. A parallel gateway has taken a token from each flow, an inclusive one from those that had one.
    fn pass(&mut self, join: NodeIndex) -> bool {
        let Some(behind) = dominated(self.process, self.scope, join) else { return false };
        let others: Vec<&crate::process::Flow> = self
            .process
            .incoming(join)
            .iter()
            .filter(|flow| !self.nodes.contains(&self.process.source(&flow.id)))
            .collect();
        if others.iter().any(|flow| behind.contains(&self.process.source(&flow.id))) {
            return false;
        }
        let join_element = &self.process.graph[join];
        let all = join_element.kind == Kind::Gateway(Gateway::Parallel);
        let taken = self.joined.get(&join_element.id);
        let took = |flow: &ElementId| all || taken.is_some_and(|taken| taken.contains(flow));
        self.met.extend(others.iter().map(|flow| flow.id.clone()).filter(took));
        self.head = join;
        self.joins.push(join);
        self.nodes.extend(behind);
        true
    }

    fn next(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> {
        let edges = self.process.graph.edges(node);
        let edges = edges.filter(|edge| !matches!(edge.weight(), Relation::Compensates));
        edges.map(|edge| edge.target()).filter(|to| self.process.graph[*to].scope == Some(self.scope))
    }
}
