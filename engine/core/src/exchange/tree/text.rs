//! The changes of the text that changes of a tree are made of. Each is asked for on one reading of the file and carried
//! out together with the others, so nothing else moves.
use crate::catalogue::{BPMNDI, WEIR};
use crate::exchange::edit::{self, Edit};
use crate::exchange::escaped;
use crate::exchange::spans::{Span, spans};
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A file that is changed.
pub struct Text<'a> {
    /// As it was.
    pub source: &'a str,
    pub document: Document,
    spans: Vec<Span>,
    edits: Vec<Edit>,
    /// New children of elements: those that have no end tag yet get one, once.
    inner: BTreeMap<usize, (usize, String)>,
    taken: BTreeSet<String>,
    /// Do elements of this file tell which flows come and go?
    tells: bool,
}

impl<'a> Text<'a> {
    pub fn open(text: &'a str) -> Self {
        let (document, _) = Document::open(text.as_bytes());
        let spans = spans(text);
        let taken = document.tree.elements.iter().filter_map(|e| e.get("id")).map(str::to_owned).collect();
        let tells = document.bpmn().any(|(_, e)| matches!(e.tag, "incoming" | "outgoing"))
            || !document.bpmn().any(|(_, e)| e.tag == "sequenceFlow");
        Text { source: text, document, spans, edits: vec![], inner: BTreeMap::new(), taken, tells }
    }

    /// Is it a BPMN file that was read from beginning to end?
    pub fn is_whole(&self) -> bool {
        self.document.is_bpmn() && self.document.tree.elements.len() == self.spans.len()
    }

    /// An id that no element has.
    pub fn fresh(&mut self, wanted: &str) -> String {
        let mut number = 1_u64;
        loop {
            let id = format!("{wanted}_{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
            number += 1;
        }
    }

    /// The prefix with which the file writes BPMN elements, with its colon.
    pub fn prefix(&self) -> String {
        let root = &self.source[self.spans[0].name.clone()];
        root.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"))
    }

    /// The prefix of our extensions with its colon, and what declares it where the file does not.
    pub fn weir(&self) -> (String, String) {
        let known = self.spans[0].attributes.iter().find(|a| &self.source[a.value.clone()] == WEIR);
        match known.and_then(|a| a.name.strip_prefix("xmlns:")) {
            Some(prefix) => (format!("{prefix}:"), String::new()),
            None => ("weir:".into(), format!(" xmlns:weir=\"{WEIR}\"")),
        }
    }

    /// The line break and indentation before an element.
    fn indent(&self, number: usize) -> String {
        let before = &self.source[..self.spans[number].open.start];
        let blank = before.len() - before.trim_end_matches([' ', '\t', '\n', '\r']).len();
        let white = &before[before.len() - blank..];
        white.rfind('\n').map_or(String::new(), |at| white[at..].to_owned())
    }

    /// Writes `made` behind an element, on a line of its own.
    pub fn put_behind(&mut self, number: usize, made: &str) {
        let at = self.spans[number].whole().end;
        let indent = self.indent(number);
        self.edits.push(Edit::insert(at, format!("{indent}{made}")));
    }

    /// Gives an element an attribute, or another value of it; an empty value takes it out.
    pub fn set(&mut self, number: usize, name: &str, value: &str) {
        let span = &self.spans[number];
        let edit = match (span.attribute(name), value.is_empty()) {
            (Some(written), false) => Edit::replace(written.value.clone(), escaped(value)),
            (Some(written), true) => {
                let start = self.source[..written.range.start].trim_end().len();
                Edit::remove(start..written.range.end)
            }
            (None, false) => Edit::insert(span.attribute_end(self.source), format!(" {name}=\"{}\"", escaped(value))),
            (None, true) => return,
        };
        self.edits.push(edit);
    }

    /// Says something else between the tags of an element.
    pub fn say(&mut self, number: usize, text: &str) {
        if let Some(close) = &self.spans[number].close {
            self.edits.push(Edit::replace(self.spans[number].open.end..close.start, escaped(text)));
        }
    }

    /// Puts a word for people into an element, before everything else in it.
    pub fn document(&mut self, number: usize, text: &str) {
        let indent = format!("{}  ", self.indent(number));
        let made = format!("{indent}<{0}documentation>{1}</{0}documentation>", self.prefix(), escaped(text));
        let at = self.spans[number].open.end;
        let inner = self.inner.entry(number).or_insert((at, String::new()));
        inner.1.insert_str(0, &made);
    }

    /// Lets a flow end at another element.
    pub fn lead(&mut self, flow: usize, to: &str) {
        self.set(flow, "targetRef", to);
    }

    /// The child of an element that tells of a flow.
    fn told(&self, node: usize, tag: &str, flow: &str) -> Option<usize> {
        let about = |child: &usize| self.document.tag(*child) == tag && self.document.tree.text(*child) == flow;
        self.document.children(node).find(about)
    }

    /// An element is told of another flow in the place of one.
    pub fn retell(&mut self, node: usize, tag: &str, old: &str, new: &str) {
        let Some(child) = self.told(node, tag, old) else { return self.tell(node, tag, new) };
        let Some(close) = self.spans[child].close.clone() else { return };
        self.edits.push(Edit::replace(self.spans[child].open.end..close.start, escaped(new)));
    }

    /// An element is not told of a flow any more.
    pub fn untell(&mut self, node: usize, tag: &str, flow: &str) {
        if let Some(child) = self.told(node, tag, flow) {
            self.edits.push(Edit::remove(self.spans[child].with_indent(self.source)));
        }
    }

    /// An element is told of a flow.
    pub fn tell(&mut self, node: usize, tag: &str, flow: &str) {
        if !self.tells {
            return;
        }
        let behind = |child: &usize| {
            let before =
                ["documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef", "incoming"];
            before.contains(&self.document.tag(*child)) || self.document.tag(*child) == tag
        };
        let last = self.document.children(node).filter(behind).last();
        let indent = last.map_or_else(|| format!("{}  ", self.indent(node)), |last| self.indent(last));
        let at = last.map_or(self.spans[node].open.end, |last| self.spans[last].whole().end);
        let made = format!("{indent}<{0}{tag}>{1}</{0}{tag}>", self.prefix(), escaped(flow));
        self.inner.entry(node).or_insert((at, String::new())).1.push_str(&made);
    }

    /// How a new element tells of its flows.
    pub fn tale(&self, into: &[&str], out: &[&str], indent: &str) -> String {
        let mut tale = String::new();
        let told = into.iter().map(|flow| ("incoming", flow)).chain(out.iter().map(|flow| ("outgoing", flow)));
        for (tag, flow) in told.filter(|_| self.tells) {
            let _ = write!(tale, "{indent}  <{0}{tag}>{flow}</{0}{tag}>", self.prefix(), flow = escaped(flow));
        }
        tale
    }

    /// The indentation of what stands beside an element.
    pub fn beside(&self, number: usize) -> String {
        self.indent(number)
    }

    /// Changes the places of two elements.
    pub fn swap(&mut self, one: usize, other: usize) {
        let (a, b) = (self.spans[one].whole(), self.spans[other].whole());
        self.edits.push(Edit::replace(a.clone(), &self.source[b.clone()]));
        self.edits.push(Edit::replace(b, &self.source[a]));
    }

    /// Takes elements out, with what is said and shown of them elsewhere.
    pub fn remove(&mut self, gone: &BTreeSet<usize>) {
        let document = &self.document;
        let inside = |mut n: usize| loop {
            if gone.contains(&n) {
                return true;
            }
            match document.element(n).parent {
                Some(parent) => n = parent,
                None => return false,
            }
        };
        let mut all: BTreeSet<usize> = gone.clone();
        for (number, element) in document.tree.elements.iter().enumerate() {
            let names = |attribute: &str| {
                element.get(attribute).and_then(|id| document.resolve(number, id)).is_some_and(inside)
            };
            let shown = &*element.name.namespace == BPMNDI && names("bpmnElement");
            let linked = document.tag(number) == "association" && (names("sourceRef") || names("targetRef"));
            if shown || linked {
                all.insert(number);
            }
        }
        // What shows a link that goes with its end goes too.
        for (number, element) in document.tree.elements.iter().enumerate() {
            let of = element.get("bpmnElement").filter(|_| &*element.name.namespace == BPMNDI);
            if of.and_then(|id| document.resolve(number, id)).is_some_and(|n| all.contains(&n)) {
                all.insert(number);
            }
        }
        for number in all {
            self.edits.push(Edit::remove(self.spans[number].with_indent(self.source)));
        }
    }

    /// The file with everything that was asked for.
    pub fn done(mut self) -> String {
        for (node, (at, made)) in std::mem::take(&mut self.inner) {
            let span = &self.spans[node];
            if span.close.is_some() {
                self.edits.push(Edit::insert(at, made));
            } else {
                let end = span.attribute_end(self.source);
                let name = &self.source[span.name.clone()];
                let indent = self.indent(node);
                self.edits.push(Edit::replace(end..span.open.end, format!(">{made}{indent}</{name}>")));
            }
        }
        edit::apply(self.source, &mut self.edits)
    }
}
