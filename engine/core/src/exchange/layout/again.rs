//! A diagram drawn anew: every shape and edge gets the place that a file without a diagram would give it, and keeps what
//! else was said of it.
use super::super::File;
use super::super::edit::{self, Edit};
use super::super::geometry::{Diagram, Point, Rect};
use super::super::spans::spans;
use super::write::{DECLARED, labelled};
use super::{Picture, is_container};
use crate::catalogue::BPMNDI;
use crate::read::document::Document;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Draws the whole file anew. What was shown on a page of its own, inside of its sub-process, is shown where it stands.
pub fn again(text: &str) -> String {
    let (document, problems) = Document::open(text.as_bytes());
    if !document.is_bpmn() || problems.iter().any(|p| p.code.starts_with("xml-")) {
        return text.to_owned();
    }
    let mut picture = Picture::default();
    super::pools::draw(&document, &Diagram::default(), &mut picture);
    let named = |n: &usize| document.element(*n).get("id").is_some_and(|id| document.resolve(*n, id) == Some(*n));
    picture.shapes.retain(|n, _| named(n));
    picture.edges.retain(|n, _| named(n));
    let spans = spans(text);
    let (mut edits, mut done) = (vec![], BTreeSet::new());
    let apart = pages(&document);
    edits.extend(apart.iter().map(|page| Edit::remove(spans[*page].with_indent(text))));
    for (number, element) in document.tree.elements.iter().enumerate() {
        let (shape, edge) = (element.is(BPMNDI, "BPMNShape"), element.is(BPMNDI, "BPMNEdge"));
        if !shape && !edge || within(&document, number, &apart) {
            continue;
        }
        let Some(of) = element.get("bpmnElement").and_then(|id| document.resolve(number, id)) else { continue };
        let file = File { text, document: &document, spans: &spans };
        let placed = match (picture.shapes.get(&of), picture.edges.get(&of)) {
            (Some(rect), _) if shape => moved(&file, number, *rect, &mut edits),
            (_, Some(points)) if edge => led(&file, number, points, &mut edits),
            _ => false,
        };
        if placed {
            named_at(&file, number, picture.labels.get(&of).copied(), &mut edits);
            done.insert(of);
        } else {
            edits.push(Edit::remove(spans[number].with_indent(text)));
        }
    }
    picture.shapes.retain(|n, _| !done.contains(n));
    picture.edges.retain(|n, _| !done.contains(n));
    for (plane, members) in std::mem::take(&mut picture.planes) {
        picture.added.entry(plane).or_default().extend(members);
    }
    let elements = picture.order();
    edits.extend(super::write::edits(&document, &spans, &picture, &elements));
    edit::apply(text, &mut edits)
}

/// Diagrams that show the inside of one element alone.
fn pages(document: &Document) -> Vec<usize> {
    let all = document.tree.elements.iter().enumerate().filter(|(_, e)| e.is(BPMNDI, "BPMNPlane"));
    let inner = all.filter(|(n, e)| {
        let of = e.get("bpmnElement").and_then(|id| document.resolve(*n, id));
        of.is_some_and(|of| is_container(document.tag(of)))
    });
    inner.filter_map(|(_, plane)| plane.parent).collect()
}

fn within(document: &Document, mut number: usize, apart: &[usize]) -> bool {
    loop {
        if apart.contains(&number) {
            return true;
        }
        match document.element(number).parent {
            Some(parent) => number = parent,
            None => return false,
        }
    }
}

/// Gives a shape its place; false where it has no bounds that could be changed.
fn moved(file: &File<'_>, shape: usize, rect: Rect, edits: &mut Vec<Edit>) -> bool {
    let File { document, spans, .. } = file;
    let mut children = document.tree.children(shape);
    let Some(bounds) = children.find(|n| document.element(*n).name.local == "Bounds") else { return false };
    let values = [("x", rect.x), ("y", rect.y), ("width", rect.width), ("height", rect.height)];
    for (name, value) in values {
        let Some(written) = spans[bounds].attribute(name) else { return false };
        edits.push(Edit::replace(written.value.clone(), format!("{value:.0}")));
    }
    if let Some(folded) = spans[shape].attribute("isExpanded") {
        edits.push(Edit::replace(folded.value.clone(), "true"));
    }
    true
}

/// Gives an edge its way; false where it has none that could be changed.
fn led(file: &File<'_>, edge: usize, points: &[Point], edits: &mut Vec<Edit>) -> bool {
    let File { text, document, spans } = file;
    let is_point = |n: &usize| document.element(*n).name.local == "waypoint";
    let old: Vec<usize> = document.tree.children(edge).filter(is_point).collect();
    let Some(first) = old.first() else { return false };
    let name = &text[spans[*first].name.clone()];
    let before = &text[..spans[*first].open.start];
    let indent = &before[before.trim_end_matches([' ', '\t']).trim_end_matches(['\n', '\r']).len()..];
    let mut way = String::new();
    for (number, Point { x, y }) in points.iter().enumerate() {
        let white = if number == 0 { "" } else { indent };
        let _ = write!(way, "{white}<{name} x=\"{x:.0}\" y=\"{y:.0}\"/>");
    }
    edits.push(Edit::replace(spans[*first].whole(), way));
    edits.extend(old[1..].iter().map(|n| Edit::remove(spans[*n].with_indent(text))));
    true
}

/// A label stands beside its shape again, not where the shape was.
fn named_at(file: &File<'_>, of: usize, at: Option<Rect>, edits: &mut Vec<Edit>) {
    let File { text, document, spans } = file;
    let mut places = document
        .tree
        .children(of)
        .filter(|n| document.element(*n).name.local == "BPMNLabel")
        .flat_map(|label| document.tree.children(label))
        .filter(|n| document.element(*n).name.local == "Bounds");
    let Some(at) = at else {
        edits.extend(places.map(|bounds| Edit::remove(spans[bounds].with_indent(text))));
        return;
    };
    if let Some(bounds) = places.next() {
        for (name, value) in [("x", at.x), ("y", at.y), ("width", at.width), ("height", at.height)] {
            if let Some(written) = spans[bounds].attribute(name) {
                edits.push(Edit::replace(written.value.clone(), format!("{value:.0}")));
            }
        }
    } else if !document.tree.children(of).any(|n| document.element(n).name.local == "BPMNLabel")
        && let Some(close) = spans[of].close.clone()
    {
        // On lines of its own, before the indent of what closes.
        let before = text[..close.start].trim_end_matches([' ', '\t']).len();
        edits.push(Edit::insert(before, labelled(at, DECLARED)));
    }
}
