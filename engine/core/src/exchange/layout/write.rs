//! Shapes and edges as text: into the planes that are there, or into new diagrams at the end of the file.
use super::super::edit::{self, Edit};
use super::super::spans::{Span, spans};
use super::super::{escaped, geometry::Point};
use super::{Picture, Rect, is_container};
use crate::catalogue::BPMNDI;
use crate::read::document::Document;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a shape in the diagram of another tool says of its prefixes: there they may stand for anything.
pub const DECLARED: &str = concat!(
    "xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" ",
    "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" ",
    "xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" "
);

/// The file with what was drawn; `elements` are those that can be named.
pub fn write(text: &str, document: &Document, picture: &Picture, elements: &[usize]) -> String {
    edit::apply(text, &mut edits(document, &spans(text), picture, elements))
}

/// The changes of the text that put in what was drawn.
pub fn edits(document: &Document, spans: &[Span], picture: &Picture, elements: &[usize]) -> Vec<Edit> {
    let named: BTreeSet<usize> = elements.iter().copied().collect();
    let (mut edits, mut fresh) = (vec![], picture.planes.clone());
    for (plane, members) in &picture.added {
        match existing(document, *plane).and_then(|n| spans.get(n)?.close.clone()) {
            Some(close) => edits.push(Edit::insert(close.start, content(document, picture, members, &named, DECLARED))),
            None => fresh.push((*plane, members.clone())),
        }
    }
    let mut diagrams = String::new();
    for (plane, members) in &fresh {
        let id = free(document, "Diagram");
        let number = diagrams.matches("<bpmndi:BPMNDiagram ").count();
        let _ = write!(
            diagrams,
            "  <bpmndi:BPMNDiagram {DECLARED}id=\"{id}{number}\">\n    \
             <bpmndi:BPMNPlane id=\"{id}{number}_plane\" bpmnElement=\"{}\">\n{}    </bpmndi:BPMNPlane>\n  \
             </bpmndi:BPMNDiagram>\n",
            escaped(document.id(*plane).as_str()),
            content(document, picture, members, &named, ""),
        );
    }
    if let Some(close) = spans.first().and_then(|root| root.close.clone()) {
        edits.push(Edit::insert(close.start, diagrams));
    }
    edits
}

/// The plane that shows an element, else the first one that shows anything.
fn existing(document: &Document, of: usize) -> Option<usize> {
    let planes = || document.tree.elements.iter().enumerate().filter(|(_, e)| e.is(BPMNDI, "BPMNPlane"));
    let shows = |n: usize| document.element(n).get("bpmnElement").and_then(|r| document.resolve(n, r)) == Some(of);
    planes().find(|(n, _)| shows(*n)).or_else(|| planes().next()).map(|(n, _)| n)
}

/// The shapes and edges of a plane; `declared` is what each must say of its namespaces.
fn content(
    document: &Document,
    picture: &Picture,
    members: &BTreeSet<usize>,
    named: &BTreeSet<usize>,
    declared: &str,
) -> String {
    let mut text = String::new();
    for number in members.intersection(named) {
        let id = escaped(document.id(*number).as_str());
        let label = picture.labels.get(number).map(|label| labelled(*label, "")).unwrap_or_default();
        if let Some(rect) = picture.shapes.get(number) {
            shape(&mut text, document.tag(*number), &id, (*rect, &label), declared);
        } else if let Some(points) = picture.edges.get(number) {
            edge(&mut text, &id, (points, &label), declared);
        }
    }
    text
}

/// Where a name stands; `declared` is what it must say of its namespaces.
pub fn labelled(label: Rect, declared: &str) -> String {
    let Rect { x, y, width, height } = label;
    format!(
        "        <bpmndi:BPMNLabel{}{}>\n          <dc:Bounds x=\"{x:.0}\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"{height:.0}\"/>\n        \
         </bpmndi:BPMNLabel>\n",
        if declared.is_empty() { "" } else { " " },
        declared.trim_end()
    )
}

fn shape(text: &mut String, tag: &str, id: &str, (rect, label): (Rect, &str), declared: &str) {
    let more = match tag {
        "exclusiveGateway" => " isMarkerVisible=\"true\"",
        "participant" | "lane" => " isHorizontal=\"true\"",
        _ if is_container(tag) => " isExpanded=\"true\"",
        _ => "",
    };
    let Rect { x, y, width, height } = rect;
    let _ = writeln!(
        text,
        "      <bpmndi:BPMNShape {declared}id=\"{id}_di\" bpmnElement=\"{id}\"{more}>\n        \
         <dc:Bounds x=\"{x:.0}\" y=\"{y:.0}\" width=\"{width:.0}\" height=\"{height:.0}\"/>\n{label}      </bpmndi:BPMNShape>"
    );
}

fn edge(text: &mut String, id: &str, (points, label): (&[Point], &str), declared: &str) {
    let _ = writeln!(text, "      <bpmndi:BPMNEdge {declared}id=\"{id}_di\" bpmnElement=\"{id}\">");
    for Point { x, y } in points {
        let _ = writeln!(text, "        <di:waypoint x=\"{x:.0}\" y=\"{y:.0}\"/>");
    }
    text.push_str(label);
    text.push_str("      </bpmndi:BPMNEdge>\n");
}

/// An id that no element has, to which a number may be added.
fn free(document: &Document, wanted: &str) -> String {
    let taken =
        |start: &str| document.tree.elements.iter().any(|e| e.get("id").is_some_and(|id| id.starts_with(start)));
    let mut id = format!("{wanted}_");
    while taken(&id) {
        id.push('_');
    }
    id
}
