//! Changes of a tree: each is a change of the text of its file, which is a tree again afterwards.
use super::graph::Graph;
use super::text::Text;
use super::{Change, NoChange, NodeKind, Tree, TreeBranch, TreeNode, branches, reader};
use crate::catalogue::{WEIR, weir};
use crate::exchange::layout;
use std::collections::BTreeSet;

/// A name or value that is set, in characters.
const VALUE_CHARS_MAX: usize = 4_000;

/// A file whose tree was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The file, drawn anew.
    pub text: String,
    /// Its tree.
    pub tree: Tree,
    /// What was made, or else what was changed: what a page shows next.
    pub element: Option<crate::id::ElementId>,
}

/// Changes a tree.
///
/// # Errors
/// The file is no tree, or the change does not fit.
pub fn change(text: &str, change: &Change) -> Result<Changed, NoChange> {
    let tree = reader::tree(text).map_err(NoChange::NoTree)?;
    let mut job = Job { text: Text::open(text), tree };
    let element = job.carry_out(change)?;
    let text = layout::again(&job.text.done());
    match reader::tree(&text) {
        Ok(tree) => Ok(Changed { text, tree, element: element.map(Into::into) }),
        Err(offenders) => {
            let why = offenders.first().map_or("", |o| o.message.as_str());
            Err(NoChange::refused("tree-not-changed", format!("the change would leave no tree: {why}")))
        }
    }
}

/// A change at work.
pub struct Job<'a> {
    pub text: Text<'a>,
    pub tree: Tree,
}

/// Where a step begins and ends: the same element, or the gateways around branches.
#[derive(Clone, Copy)]
pub struct Step {
    pub entry: usize,
    /// None where all of its branches end.
    pub exit: Option<usize>,
}

impl Job<'_> {
    fn carry_out(&mut self, change: &Change) -> Result<Option<String>, NoChange> {
        match change {
            Change::Add { at, kind, name } => self.add(at.as_str(), *kind, name).map(Some),
            Change::Remove { node } => self.remove(node.as_str()).map(|()| None),
            Change::Move { node, at } => self.shift(node.as_str(), at.as_str()).map(|()| Some(node.to_string())),
            Change::AddBranch { node } => branches::add(self, node.as_str()).map(Some),
            Change::RemoveBranch { flow } => branches::remove(self, flow.as_str()).map(|()| None),
            Change::MoveBranch { flow, earlier } => {
                branches::shift(self, flow.as_str(), *earlier).map(|()| Some(flow.to_string()))
            }
            Change::Set { element, attribute, value } => {
                self.set(element.as_str(), attribute, value).map(|()| Some(element.to_string()))
            }
        }
    }

    pub fn number(&self, id: &str) -> Result<usize, NoChange> {
        let found = self.text.document.resolve(0, id);
        found.ok_or_else(|| NoChange::refused("tree-no-such-element", format!("there is no element `{id}`")))
    }

    pub fn id(&self, number: usize) -> String {
        self.text.document.id(number).to_string()
    }

    /// The flows around an element.
    pub fn graph(&self, number: usize) -> Graph {
        Graph::of(&self.text.document, self.text.document.element(number).parent.unwrap_or_default())
    }

    pub fn step(&self, id: &str) -> Result<(TreeNode, Step), NoChange> {
        let missing = || NoChange::refused("tree-no-such-step", format!("the tree has no step `{id}`"));
        let node = node(&self.tree.nodes, id).cloned().ok_or_else(missing)?;
        let entry = self.number(id)?;
        let exit = match (&node.join, node.branches.is_empty()) {
            (Some(join), _) => Some(self.number(join.as_str())?),
            (None, true) => Some(entry),
            (None, false) => None,
        };
        Ok((node, Step { entry, exit }))
    }

    /// Every element of a step, also what is in its branches.
    pub fn elements(&self, node: &TreeNode) -> BTreeSet<usize> {
        let mut names = BTreeSet::new();
        elements(node, &mut names);
        names.iter().filter_map(|id| self.text.document.resolve(0, id)).collect()
    }

    fn add(&mut self, at: &str, kind: NodeKind, name: &str) -> Result<String, NoChange> {
        if matches!(kind, NodeKind::Start | NodeKind::End) {
            return Err(NoChange::refused("tree-fixed-step", "a start and an end cannot be added"));
        }
        let number = self.number(at)?;
        let graph = self.graph(number);
        let name: String = name.chars().filter(|c| !c.is_control()).take(VALUE_CHARS_MAX).collect();
        if let Some((from, to)) = graph.ends.get(&number).copied() {
            let next = self.text.fresh("flow");
            let id = self.make(kind, &name, from, &[at], &[&next]);
            self.flow(number, &next, &id.1, &self.id(to));
            self.text.lead(number, &id.0);
            self.text.retell(to, "incoming", at, &next);
            return Ok(id.0);
        }
        let open = graph.nodes.contains(&number) && graph.out(number).is_empty();
        if !open || self.text.document.tag(number) == "endEvent" {
            return Err(NoChange::refused("tree-no-place", format!("nothing can be put behind `{at}`: name a flow")));
        }
        // What has no end yet gets one.
        let (first, last, end) = (self.text.fresh("flow"), self.text.fresh("flow"), self.text.fresh("end"));
        let made = self.make(kind, &name, number, &[&first], &[&last]);
        self.end(number, &end, &last);
        let anchor = number;
        self.put_flow(anchor, &first, at, &made.0);
        self.put_flow(anchor, &last, &made.1, &end);
        self.text.tell(number, "outgoing", &first);
        Ok(made.0)
    }

    /// A new flow behind another one.
    pub fn flow(&mut self, behind: usize, id: &str, from: &str, to: &str) {
        self.put_flow(behind, id, from, to);
    }

    fn put_flow(&mut self, behind: usize, id: &str, from: &str, to: &str) {
        let escape = crate::exchange::escaped;
        let made = format!(
            "<{}sequenceFlow id=\"{id}\" sourceRef=\"{}\" targetRef=\"{}\"/>",
            self.text.prefix(),
            escape(from),
            escape(to)
        );
        self.text.put_behind(behind, &made);
    }

    /// A new end behind an element.
    pub fn end(&mut self, behind: usize, id: &str, flow: &str) {
        let (prefix, indent) = (self.text.prefix(), self.text.beside(behind));
        let tale = self.text.tale(&[flow], &[], &indent);
        let made = if tale.is_empty() {
            format!("<{prefix}endEvent id=\"{id}\"/>")
        } else {
            format!("<{prefix}endEvent id=\"{id}\">{tale}{indent}</{prefix}endEvent>")
        };
        self.text.put_behind(behind, &made);
    }

    /// A new step behind an element: the ids with which it begins and ends.
    fn make(&mut self, kind: NodeKind, name: &str, behind: usize, into: &[&str], out: &[&str]) -> (String, String) {
        let escape = crate::exchange::escaped;
        let (p, indent) = (self.text.prefix(), self.text.beside(behind));
        let (w, declared) = self.text.weir();
        let named = if name.is_empty() { String::new() } else { format!(" name=\"{}\"", escape(name)) };
        let (tag, attributes, inner) = match kind {
            NodeKind::Approver => {
                ("userTask", format!("{declared} {w}approvers=\"superior(initiator)\""), String::new())
            }
            NodeKind::Copy => {
                // Nobody is asked, so it is decided at once; its result is nobody's business.
                let attributes = format!(
                    "{declared} {w}approvers=\"= []\" {w}approvalEmpty=\"approve\" {w}copyTo=\"initiator\" \
                     {w}resultVariable=\"copied\""
                );
                ("userTask", attributes, String::new())
            }
            NodeKind::Handler => ("userTask", String::new(), String::new()),
            NodeKind::Subprocess => ("callActivity", String::new(), String::new()),
            NodeKind::Delay => {
                let inner = format!(
                    "{indent}  <{p}timerEventDefinition>{indent}    <{p}timeDuration>P1D</{p}timeDuration>{indent}  \
                     </{p}timerEventDefinition>"
                );
                ("intermediateCatchEvent", String::new(), inner)
            }
            NodeKind::Trigger | NodeKind::Start | NodeKind::End => ("serviceTask", String::new(), String::new()),
            NodeKind::Condition => return self.make_block("exclusiveGateway", &named, behind, into, out),
            NodeKind::Parallel => return self.make_block("parallelGateway", &named, behind, into, out),
            NodeKind::Inclusive => return self.make_block("inclusiveGateway", &named, behind, into, out),
        };
        let id = self.text.fresh(word(kind));
        let inner = format!("{}{inner}", self.text.tale(into, out, &indent));
        let made = if inner.is_empty() {
            format!("<{p}{tag} id=\"{id}\"{named}{attributes}/>")
        } else {
            format!("<{p}{tag} id=\"{id}\"{named}{attributes}>{inner}{indent}</{p}{tag}>")
        };
        self.text.put_behind(behind, &made);
        (id.clone(), id)
    }

    /// Two gateways with two ways between them; the second is taken when the first is not.
    fn make_block(&mut self, tag: &str, named: &str, behind: usize, into: &[&str], out: &[&str]) -> (String, String) {
        let (p, indent) = (self.text.prefix(), self.text.beside(behind));
        let (split, join) = (self.text.fresh("split"), self.text.fresh("join"));
        let (one, two) = (self.text.fresh("branch"), self.text.fresh("branch"));
        let default = if tag == "parallelGateway" { String::new() } else { format!(" default=\"{two}\"") };
        let mut gateway = |id: &str, more: &str, into: &[&str], out: &[&str]| {
            let tale = self.text.tale(into, out, &indent);
            let made = if tale.is_empty() {
                format!("<{p}{tag} id=\"{id}\"{more}/>")
            } else {
                format!("<{p}{tag} id=\"{id}\"{more}>{tale}{indent}</{p}{tag}>")
            };
            self.text.put_behind(behind, &made);
        };
        gateway(&split, &format!("{named}{default}"), into, &[&one, &two]);
        gateway(&join, "", &[&one, &two], out);
        self.put_flow(behind, &one, &split, &join);
        self.put_flow(behind, &two, &split, &join);
        (split, join)
    }

    fn remove(&mut self, id: &str) -> Result<(), NoChange> {
        let (node, Step { entry, exit }) = self.step(id)?;
        if matches!(node.kind, NodeKind::Start | NodeKind::End) {
            return Err(NoChange::refused("tree-fixed-step", "a start and an end cannot be removed"));
        }
        let graph = self.graph(entry);
        let &[before] = graph.to(entry) else {
            return Err(NoChange::refused("tree-fixed-step", "nothing leads to this step"));
        };
        let mut gone = self.elements(&node);
        let behind = exit.and_then(|exit| graph.out(exit).first().copied());
        if let Some(behind) = behind {
            let to = graph.target(behind);
            self.text.lead(before, &self.id(to));
            self.text.retell(to, "incoming", &self.id(behind), &self.id(before));
            gone.insert(behind);
        } else {
            // Nothing comes behind it: the way ends where it was.
            let end = self.text.fresh("end");
            let (from, flow) = (graph.ends[&before].0, self.id(before));
            self.end(from, &end, &flow);
            self.text.lead(before, &end);
        }
        self.text.remove(&gone);
        Ok(())
    }

    fn shift(&mut self, id: &str, at: &str) -> Result<(), NoChange> {
        let (node, Step { entry, exit }) = self.step(id)?;
        let place = self.number(at)?;
        let graph = self.graph(entry);
        let around = (graph.to(entry), exit.and_then(|exit| graph.out(exit).first().copied()));
        let (&[before], Some(behind)) = around else {
            let message = "the start, the end, and what ends in all of its branches stay where they are";
            return Err(NoChange::refused("tree-fixed-step", message));
        };
        if node.kind == NodeKind::Start || place == before || place == behind {
            return Err(NoChange::refused("tree-same-place", "the step stands there already"));
        }
        let Some((_, to)) = graph.ends.get(&place).copied() else {
            let message = "a step moves within its process or sub-process, to a flow of it";
            return Err(NoChange::refused("tree-no-place", message));
        };
        if self.elements(&node).contains(&place) {
            return Err(NoChange::refused("tree-into-itself", "a step cannot be moved into itself"));
        }
        let (next, names) = (graph.target(behind), [before, behind, place].map(|flow| self.id(flow)));
        let [was_before, was_behind, placed] = names;
        self.text.lead(before, &self.id(next));
        self.text.lead(place, id);
        self.text.lead(behind, &self.id(to));
        self.text.retell(next, "incoming", &was_behind, &was_before);
        self.text.retell(entry, "incoming", &was_before, &placed);
        self.text.retell(to, "incoming", &placed, &was_behind);
        Ok(())
    }

    fn set(&mut self, element: &str, attribute: &str, value: &str) -> Result<(), NoChange> {
        let number = self.number(element)?;
        if value.chars().count() > VALUE_CHARS_MAX || value.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            let message = format!("a value has at most {VALUE_CHARS_MAX} characters, none of them control characters");
            return Err(NoChange::refused("tree-value", message));
        }
        if attribute == "name" {
            self.text.set(number, "name", value);
            return Ok(());
        }
        let tag = self.text.document.tag(number);
        if !weir::attribute(attribute).is_some_and(|known| known.on.contains(&tag)) {
            let message = format!("`{attribute}` cannot be said of `{element}`");
            return Err(NoChange::refused("tree-attribute", message));
        }
        let (prefix, declared) = self.text.weir();
        if !declared.is_empty() && !value.is_empty() {
            self.text.set(0, "xmlns:weir", WEIR);
        }
        self.text.set(number, &format!("{prefix}{attribute}"), value);
        Ok(())
    }
}

fn word(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Approver => "approve",
        NodeKind::Handler => "handle",
        NodeKind::Copy => "copy",
        NodeKind::Subprocess => "call",
        NodeKind::Delay => "delay",
        _ => "work",
    }
}

/// A step by its id, wherever it stands.
fn node<'a>(nodes: &'a [TreeNode], id: &str) -> Option<&'a TreeNode> {
    nodes.iter().find_map(|one| {
        let below = || one.branches.iter().find_map(|branch| node(&branch.nodes, id));
        (one.id.as_str() == id).then_some(one).or_else(below).or_else(|| node(&one.inside, id))
    })
}

/// The ids of a step: its element, and those in its branches with their flows. What stands inside of a sub-process goes
/// with it.
fn elements(node: &TreeNode, names: &mut BTreeSet<String>) {
    names.insert(node.id.to_string());
    names.extend(node.join.iter().map(ToString::to_string));
    for branch in &node.branches {
        branch_elements(branch, names);
    }
}

/// The ids of a branch.
pub fn branch_elements(branch: &TreeBranch, names: &mut BTreeSet<String>) {
    names.insert(branch.flow.to_string());
    names.extend(branch.last.iter().map(ToString::to_string));
    for node in &branch.nodes {
        elements(node, names);
        names.extend(node.next.iter().map(ToString::to_string));
    }
}
