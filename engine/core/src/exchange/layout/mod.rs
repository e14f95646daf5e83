//! A diagram for files that have none, or lack a part of it: left to right in layers, scopes inside their borders, lanes
//! and pools as bands. After Sugiyama, Tagawa, Toda (1981): cycles turned around, layers, order by barycentres, places.
mod again;
mod channels;
mod labels;
mod layers;
mod messages;
mod pools;
mod route;
mod scope;
mod write;

pub use again::again;

use super::geometry::{Diagram, Point, Rect};
use crate::catalogue::parts::NODES;
use crate::id::ElementId;
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};

/// A file with a diagram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The file; everything that was there stands where it stood.
    pub text: String,
    /// What is drawn now and was not before.
    pub elements: Vec<ElementId>,
}

/// Draws what is missing in the diagram of a file. None: everything is drawn, there is nothing to draw, or it is no BPMN
/// file.
///
/// ```
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p"><startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>
/// </definitions>"#;
/// let drawn = weir_core::exchange::draw(file).unwrap();
/// assert_eq!(drawn.elements.len(), 3);
/// assert!(weir_core::exchange::draw(&drawn.text).is_none());
/// ```
pub fn draw(text: &str) -> Option<Drawn> {
    let (document, problems) = Document::open(text.as_bytes());
    if !document.is_bpmn() || problems.iter().any(|p| p.code.starts_with("xml-")) {
        return None;
    }
    let there = Diagram::of(&document);
    let mut picture = Picture::default();
    pools::draw(&document, &there, &mut picture);
    // A diagram shows an element by its id; what has none, or one that another element had before it, cannot be shown.
    let named = |number: &usize| {
        let id = document.element(*number).get("id").filter(|id| !id.is_empty());
        id.is_some_and(|id| document.resolve(*number, id) == Some(*number))
    };
    picture.shapes.retain(|number, _| named(number));
    picture.edges.retain(|number, _| named(number));
    if picture.shapes.is_empty() && picture.edges.is_empty() {
        return None;
    }
    let elements = picture.order();
    let named = elements.iter().map(|number| document.id(*number)).collect();
    Some(Drawn { text: write::write(text, &document, &picture, &elements), elements: named })
}

/// What is drawn anew.
#[derive(Default)]
struct Picture {
    shapes: BTreeMap<usize, Rect>,
    edges: BTreeMap<usize, Vec<Point>>,
    /// Where names stand that are not inside of their shape.
    labels: BTreeMap<usize, Rect>,
    /// For each process or collaboration that has no plane yet: what stands on its plane.
    planes: Vec<(usize, BTreeSet<usize>)>,
    /// What is added to planes that are there, by the process or collaboration that the plane shows.
    added: BTreeMap<usize, BTreeSet<usize>>,
}

impl Picture {
    fn order(&self) -> Vec<usize> {
        let all: BTreeSet<usize> = self.shapes.keys().chain(self.edges.keys()).copied().collect();
        all.into_iter().collect()
    }
}

/// The nodes that stand directly in a process or sub-process, with data and notes.
fn inside(document: &Document, scope: usize) -> Vec<usize> {
    document.children(scope).filter(|n| is_shape(document.tag(*n))).collect()
}

fn is_shape(tag: &str) -> bool {
    NODES.contains(&tag) || matches!(tag, "dataObjectReference" | "dataStoreReference" | "textAnnotation")
}

/// Is it a container whose content is drawn inside it?
fn is_container(tag: &str) -> bool {
    matches!(tag, "subProcess" | "transaction" | "adHocSubProcess")
}

/// The size of a shape without content, in pixels, as modelling tools draw it.
fn size(tag: &str) -> (f64, f64) {
    match tag {
        "dataObjectReference" => (36.0, 50.0),
        "dataStoreReference" => (50.0, 50.0),
        "textAnnotation" => (100.0, 30.0),
        _ if tag.ends_with("Event") => (36.0, 36.0),
        _ if tag.ends_with("Gateway") => (50.0, 50.0),
        _ => (100.0, 80.0),
    }
}
