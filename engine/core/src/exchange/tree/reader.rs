//! Reads a file as a tree, or says what stands against it.
use super::graph::Graph;
use super::{NodeKind, OFFENDERS_MAX, Offender, TREE_DEPTH_MAX, Tree, TreeBranch, TreeNode, nodes};
use crate::read::document::Document;
use std::collections::BTreeSet;

/// Reads a file as a tree.
///
/// ```
/// use weir_core::exchange::tree;
/// let open = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">"#;
/// let line = r#"<startEvent id="s"/><userTask id="u"/><sequenceFlow id="f" sourceRef="s" targetRef="u"/>"#;
/// let read = tree(&format!("{open}{line}</process></definitions>")).unwrap();
/// assert_eq!(read.nodes.len(), 2);
/// let back = r#"<sequenceFlow id="g" sourceRef="u" targetRef="u"/>"#;
/// let offenders = tree(&format!("{open}{line}{back}</process></definitions>")).unwrap_err();
/// assert_eq!(offenders[0].code, "tree-meeting");
/// ```
///
/// # Errors
/// Which elements stand against it.
pub fn tree(text: &str) -> Result<Tree, Vec<Offender>> {
    let (document, problems) = Document::open(text.as_bytes());
    let broken = problems.iter().find(|p| p.code.starts_with("xml-") || p.code == "duplicate-id");
    if let Some(problem) = broken {
        return Err(vec![about_file("tree-unreadable", format!("the file cannot be read: {}", problem.message))]);
    }
    if !document.is_bpmn() {
        return Err(vec![about_file("tree-unreadable", "this is no BPMN file".into())]);
    }
    read(&document)
}

fn about_file(code: &str, message: String) -> Offender {
    Offender { element: None, code: code.into(), message }
}

/// Reads an opened file as a tree.
pub fn read(document: &Document) -> Result<Tree, Vec<Offender>> {
    let processes: Vec<usize> = document.bpmn().filter(|(_, e)| e.tag == "process").map(|(n, _)| n).collect();
    let &[process] = processes.as_slice() else {
        let message = format!("a tree shows one process; this file has {}", processes.len());
        return Err(vec![about_file("tree-processes", message)]);
    };
    let mut reader = Reader { document, seen: BTreeSet::new(), offenders: vec![] };
    for (number, entry) in document.bpmn().filter(|(_, e)| e.tag == "collaboration") {
        reader.offend(number, "tree-pools", format!("a tree has no pools: draw the process without its {}", entry.tag));
    }
    let nodes = reader.scope(process, 0);
    if !reader.offenders.is_empty() {
        return Err(reader.offenders);
    }
    let name = document.element(process).get("name").map(str::to_owned);
    Ok(Tree { process: document.id(process), name, nodes })
}

/// How a way goes on.
#[derive(Clone, Copy)]
enum Way {
    /// It ends.
    Ends,
    /// It comes to a gateway where ways meet, with this flow.
    Meets(usize, usize),
    /// What stands against it has been told.
    Broken,
}

struct Reader<'a> {
    document: &'a Document,
    seen: BTreeSet<usize>,
    offenders: Vec<Offender>,
}

impl Reader<'_> {
    fn offend(&mut self, number: usize, code: &str, message: String) -> Way {
        let element = self.document.owner(number);
        let known = self.offenders.iter().any(|o| o.element == element && o.code == code);
        if !known && self.offenders.len() < OFFENDERS_MAX {
            self.offenders.push(Offender { element, code: code.into(), message });
        }
        Way::Broken
    }

    /// The steps of a process or sub-process.
    fn scope(&mut self, scope: usize, depth: usize) -> Vec<TreeNode> {
        let graph = Graph::of(self.document, scope);
        self.strangers(&graph, scope);
        let starts: Vec<usize> =
            graph.nodes.iter().copied().filter(|n| self.document.tag(*n) == "startEvent").collect();
        let &[start] = starts.as_slice() else {
            let message = format!("a tree begins with one start; here are {}", starts.len());
            self.offend(starts.get(1).copied().unwrap_or(scope), "tree-start", message);
            return vec![];
        };
        if let Some(flow) = graph.to(start).first() {
            self.offend(*flow, "tree-meeting", "a way leads back to the start".into());
        }
        let (nodes, way) = self.sequence(&graph, start, None, depth);
        if let Way::Meets(gateway, _) = way {
            let message = "ways meet here that did not split at one gateway before, or one of them leads back".into();
            self.offend(gateway, "tree-crossing", message);
        }
        for node in graph.nodes.iter().copied().filter(|_| self.offenders.is_empty()).collect::<Vec<_>>() {
            if !self.seen.contains(&node) {
                self.offend(node, "tree-unreached", "no way leads here from the start".into());
            }
        }
        nodes
    }

    /// What the tree has no words for.
    fn strangers(&mut self, graph: &Graph, scope: usize) {
        for lanes in self.document.children(scope).filter(|n| self.document.tag(*n) == "laneSet").collect::<Vec<_>>() {
            self.offend(lanes, "tree-lanes", "a tree has no lanes: say who with the rules of each step".into());
        }
        for flow in &graph.loose {
            self.offend(*flow, "tree-loose-flow", "this flow does not begin and end in its process".into());
        }
        for node in &graph.nodes {
            let tag = self.document.tag(*node);
            let triggered = self.document.element(*node).get("triggeredByEvent") == Some("true");
            if tag == "boundaryEvent" {
                let message = "a tree has no boundary events: say times with the time limit of the step".into();
                self.offend(*node, "tree-boundary-event", message);
            } else if triggered {
                self.offend(*node, "tree-event-sub-process", "a tree has no event sub-processes".into());
            } else if tag == "startEvent" && nodes::kind(self.document, *node).is_none() {
                self.offend(*node, "tree-start", "a tree is started by somebody, not by an event".into());
            } else if nodes::kind(self.document, *node).is_none() {
                self.offend(*node, "tree-kind", format!("the tree has no word for this {tag}"));
            }
        }
        for flow in graph.ends.keys() {
            let from = graph.ends[flow].0;
            let conditional = self.document.child(*flow, "conditionExpression").is_some();
            let splits = matches!(self.document.tag(from), "exclusiveGateway" | "inclusiveGateway");
            if conditional && !(splits && graph.out(from).len() > 1) {
                self.offend(*flow, "tree-condition", "in a tree only a step that branches has conditions".into());
            }
        }
    }

    /// The steps from a node on, to where they end or meet other ways.
    fn sequence(&mut self, graph: &Graph, from: usize, by: Option<usize>, depth: usize) -> (Vec<TreeNode>, Way) {
        let (mut at, mut by, mut steps) = (from, by, vec![]);
        loop {
            let (into, out) = (graph.to(at).len(), graph.out(at));
            let gateway = nodes::branches(self.document, at);
            if let (true, true, Some(by)) = (gateway, into > 1, by) {
                return (steps, Way::Meets(at, by));
            }
            if !self.seen.insert(at) {
                return (steps, self.offend(at, "tree-crossing", "more than one way comes here".into()));
            }
            if into > 1 {
                let message = "several ways meet here without a gateway".into();
                return (steps, self.offend(at, "tree-meeting", message));
            }
            let next = if gateway {
                match self.block(graph, at, depth) {
                    Ok((step, next)) => {
                        steps.push(step);
                        next
                    }
                    Err(way) => return (steps, way),
                }
            } else if out.len() > 1 {
                let message = "several ways leave this element: let them leave a gateway behind it".into();
                return (steps, self.offend(at, "tree-split", message));
            } else {
                steps.push(self.node(at, out.first().copied(), depth));
                out.first().copied()
            };
            let Some(flow) = next else { return (steps, Way::Ends) };
            (at, by) = (graph.target(flow), Some(flow));
        }
    }

    fn node(&mut self, at: usize, next: Option<usize>, depth: usize) -> TreeNode {
        let document = self.document;
        let inside = match document.tag(at) {
            "subProcess" if depth < TREE_DEPTH_MAX => self.scope(at, depth + 1),
            "subProcess" => {
                self.offend(at, "tree-deep", format!("a tree is at most {TREE_DEPTH_MAX} deep"));
                vec![]
            }
            _ => vec![],
        };
        TreeNode {
            id: document.id(at),
            kind: nodes::kind(document, at).unwrap_or(NodeKind::Trigger),
            element: document.tag(at).to_owned(),
            name: document.element(at).get("name").map(str::to_owned),
            says: nodes::says(document, at),
            next: next.map(|flow| document.id(flow)),
            join: None,
            branches: vec![],
            inside,
        }
    }

    /// A gateway with its ways, and the flow behind it.
    fn block(&mut self, graph: &Graph, split: usize, depth: usize) -> Result<(TreeNode, Option<usize>), Way> {
        let out = graph.out(split).to_vec();
        if out.len() < 2 {
            return Err(self.offend(split, "tree-idle-gateway", "nothing splits or meets at this gateway".into()));
        }
        if depth >= TREE_DEPTH_MAX {
            return Err(self.offend(split, "tree-deep", format!("a tree is at most {TREE_DEPTH_MAX} deep")));
        }
        let (mut branches, mut met, mut broken): (Vec<TreeBranch>, Vec<usize>, bool) = (vec![], vec![], false);
        for flow in out {
            let (nodes, way) = self.sequence(graph, graph.target(flow), Some(flow), depth + 1);
            let last = match way {
                Way::Meets(gateway, last) => {
                    met.push(gateway);
                    Some(last)
                }
                Way::Ends => None,
                Way::Broken => {
                    broken = true;
                    None
                }
            };
            branches.push(self.branch(split, flow, nodes, last));
        }
        if broken {
            return Err(Way::Broken);
        }
        let join = self.join(graph, split, &met)?;
        let next = join.and_then(|join| graph.out(join).first().copied());
        let mut step = self.node(split, next, depth);
        (step.join, step.branches) = (join.map(|join| self.document.id(join)), branches);
        Ok((step, next))
    }

    fn branch(&self, split: usize, flow: usize, nodes: Vec<TreeNode>, last: Option<usize>) -> TreeBranch {
        let document = self.document;
        let condition = document.child(flow, "conditionExpression").map(|child| document.tree.text(child));
        let default = document.reference(split, "default").is_some_and(|id| id == document.id(flow));
        TreeBranch {
            flow: document.id(flow),
            name: document.element(flow).get("name").map(str::to_owned),
            condition: condition.filter(|text| !text.is_empty()),
            default,
            nodes,
            last: last.map(|flow| document.id(flow)),
        }
    }

    /// Where the ways of a split meet: one gateway of the same kind at which nothing else meets.
    fn join(&mut self, graph: &Graph, split: usize, met: &[usize]) -> Result<Option<usize>, Way> {
        let Some(&join) = met.first() else { return Ok(None) };
        let (tag, own) = (self.document.tag(join), self.document.tag(split));
        if let Some(other) = met.iter().find(|other| **other != join) {
            let message = "the ways that split before meet at different gateways".into();
            return Err(self.offend(*other, "tree-crossing", message));
        }
        if graph.to(join).len() != met.len() {
            let message = "ways meet here that did not split at one gateway before, or one of them leads back".into();
            return Err(self.offend(join, "tree-crossing", message));
        }
        if tag != own {
            let message = format!("the ways split at an {own} and meet at an {tag}: in a tree both are the same");
            return Err(self.offend(join, "tree-join-kind", message));
        }
        if graph.out(join).len() > 1 {
            let message = "ways meet and split at the same gateway: use two".into();
            return Err(self.offend(join, "tree-mixed-gateway", message));
        }
        self.seen.insert(join);
        Ok(Some(join))
    }
}
