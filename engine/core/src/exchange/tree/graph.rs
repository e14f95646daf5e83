//! The flows of one process or sub-process, as the tree follows them.
use crate::catalogue::parts::NODES;
use crate::read::document::Document;
use std::collections::BTreeMap;

/// What flows in one scope. Flows keep the order of the file: in that order their conditions are looked at.
pub struct Graph {
    /// The nodes in the scope, in order.
    pub nodes: Vec<usize>,
    /// For each flow: where it begins and ends.
    pub ends: BTreeMap<usize, (usize, usize)>,
    /// The flows that leave a node.
    pub out: BTreeMap<usize, Vec<usize>>,
    /// The flows that come to a node.
    pub into: BTreeMap<usize, Vec<usize>>,
    /// Flows that lack an end in this scope.
    pub loose: Vec<usize>,
}

impl Graph {
    pub fn of(document: &Document, scope: usize) -> Graph {
        let nodes: Vec<usize> = document.children(scope).filter(|n| NODES.contains(&document.tag(*n))).collect();
        let mut graph =
            Graph { nodes, ends: BTreeMap::new(), out: BTreeMap::new(), into: BTreeMap::new(), loose: vec![] };
        for flow in document.children(scope).filter(|n| document.tag(*n) == "sequenceFlow") {
            let end = |name: &str| document.element(flow).get(name).and_then(|id| document.resolve(flow, id));
            let inside = |n: &usize| document.element(*n).parent == Some(scope);
            match (end("sourceRef").filter(inside), end("targetRef").filter(inside)) {
                (Some(from), Some(to)) => {
                    graph.ends.insert(flow, (from, to));
                    graph.out.entry(from).or_default().push(flow);
                    graph.into.entry(to).or_default().push(flow);
                }
                _ => graph.loose.push(flow),
            }
        }
        graph
    }

    pub fn out(&self, node: usize) -> &[usize] {
        self.out.get(&node).map_or(&[], Vec::as_slice)
    }

    pub fn to(&self, node: usize) -> &[usize] {
        self.into.get(&node).map_or(&[], Vec::as_slice)
    }

    pub fn target(&self, flow: usize) -> usize {
        self.ends[&flow].1
    }
}
