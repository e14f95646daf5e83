//! A process tree as a BPMN draft, with its diagram: what ran elsewhere can be opened, corrected and deployed.
use crate::discovery::{Operator, Tree};
use quick_xml::escape::escape;
use std::fmt::Write;

/// The BPMN file of a tree. Activities become tasks without a kind, which a person chooses; conditions at the splits are not
/// known from a log and are left open, so it is a draft and not executable.
pub fn draft(tree: &Tree, process: &str, name: &str) -> String {
    let mut draft = Draft::default();
    let start = draft.node("startEvent", None);
    let end = draft.node("endEvent", None);
    let last = draft.block(tree, start);
    draft.flow(last, end);
    let file = draft.write(process, name);
    weir_core::exchange::draw(&file).map_or(file, |drawn| drawn.text)
}

#[derive(Default)]
struct Draft {
    /// Tag and name.
    nodes: Vec<(&'static str, Option<String>)>,
    flows: Vec<(usize, usize)>,
}

impl Draft {
    fn node(&mut self, tag: &'static str, name: Option<String>) -> usize {
        self.nodes.push((tag, name));
        self.nodes.len() - 1
    }

    fn flow(&mut self, from: usize, to: usize) {
        self.flows.push((from, to));
    }

    /// Puts a block behind a node; gives the node that it ends with.
    fn block(&mut self, tree: &Tree, from: usize) -> usize {
        match tree {
            Tree::Silent => from,
            Tree::Activity(name) => {
                let task = self.node("task", Some(name.clone()));
                self.flow(from, task);
                task
            }
            Tree::Block(Operator::Sequence, children) => children.iter().fold(from, |at, child| self.block(child, at)),
            Tree::Block(Operator::Exclusive, children) => self.branches("exclusiveGateway", children, from),
            Tree::Block(Operator::Parallel, children) => self.branches("parallelGateway", children, from),
            Tree::Block(Operator::Loop, children) => {
                let (begin, end) = (self.node("exclusiveGateway", None), self.node("exclusiveGateway", None));
                self.flow(from, begin);
                let mut children = children.iter();
                if let Some(body) = children.next() {
                    let last = self.block(body, begin);
                    self.flow(last, end);
                }
                for back in children {
                    let last = self.block(back, end);
                    self.flow(last, begin);
                }
                // What is behind leaves the gateway too; its flow is the first without a way back.
                end
            }
        }
    }

    fn branches(&mut self, gateway: &'static str, children: &[Tree], from: usize) -> usize {
        let (split, join) = (self.node(gateway, None), self.node(gateway, None));
        self.flow(from, split);
        for child in children {
            let last = self.block(child, split);
            self.flow(last, join);
        }
        join
    }

    fn write(&self, process: &str, name: &str) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<definitions \
             xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"https://weir.local/drafts\">\n",
        );
        let (process, name) = (escape(process), escape(name));
        // Writing to a string does not fail.
        _ = writeln!(out, "  <process id=\"{process}\" name=\"{name}\" isExecutable=\"false\">");
        for (number, (tag, name)) in self.nodes.iter().enumerate() {
            let name = name.as_ref().map(|name| format!(" name=\"{}\"", escape(name.as_str()))).unwrap_or_default();
            _ = writeln!(out, "    <{tag} id=\"n{number}\"{name}/>");
        }
        for (number, (from, to)) in self.flows.iter().enumerate() {
            _ = writeln!(out, "    <sequenceFlow id=\"f{number}\" sourceRef=\"n{from}\" targetRef=\"n{to}\"/>");
        }
        out.push_str("  </process>\n</definitions>\n");
        out
    }
}
