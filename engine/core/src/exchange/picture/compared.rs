//! An image of a file on which stands what is other than in another file. Colours do not tell it alone: each mark has a
//! sign, and its line is broken in another way.
use super::super::geometry::{Point, Rect};
use super::super::{Difference, difference};
use super::paint::{INK, Line, PAPER, Paint, round};
use super::{Edge, Marks, Plane, Shape, everything, opened};
use crate::id::ElementId;
use crate::read::document::Document;
use std::collections::BTreeSet;
use std::fmt::Write;

/// How far from a shape its mark stands.
const GAP: f64 = 5.0;
/// How wide the line of a flow is marked.
const BROAD: f64 = 7.0;

/// What became of an element.
#[derive(Clone, Copy)]
struct Mark {
    /// As it is called in the image.
    name: &'static str,
    colour: &'static str,
    dashes: &'static str,
    /// A sign in a box of 20 by 20.
    sign: &'static str,
}

const ADDED: Mark = Mark { name: "added", colour: "#2b8a3e", dashes: "", sign: "M10 4V16M4 10H16" };
const CHANGED: Mark = Mark { name: "changed", colour: "#b35c00", dashes: "8 4", sign: "M4 7H16M4 13H16M13 4L7 16" };
const REMOVED: Mark = Mark { name: "removed", colour: "#c92a2a", dashes: "3 4", sign: "M4 10H16" };

/// The first diagram of the second file as an SVG image, with marks where it is other than the first; what it has no more
/// stands where it was. None: one of them is none of BPMN, or the second shows nothing.
///
/// ```
/// use weir_core::exchange::{Marks, compared, draw};
/// let file = |inner: &str| draw(&format!(r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
///   targetNamespace="t"><process id="p">{inner}</process></definitions>"#)).unwrap().text;
/// let (before, after) = (file("<task id='a'/><task id='b'/>"), file("<task id='b' name='Check'/><task id='c'/>"));
/// let image = compared(&before, &after, &Marks::default()).unwrap();
/// for (mark, of) in [("removed", "a"), ("changed", "b"), ("added", "c")] {
///     assert!(image.contains(&format!("data-{mark}=\"{of}\"")), "{mark} {of}: {image}");
/// }
/// ```
pub fn compared(before: &str, after: &str, marks: &Marks) -> Option<String> {
    let found = difference(before, after)?;
    let (document, plane) = opened(after)?;
    let mut paint = Paint::default();
    let mut frame = plane.frame();
    if let Some((old, gone)) = opened(before) {
        let gone = only(&old, gone, &found);
        if !gone.shapes.is_empty() || !gone.edges.is_empty() {
            frame = around(frame, gone.frame());
        }
        lines(&mut paint, &old, &gone.edges, |_| Some(REMOVED));
        for shape in &gone.shapes {
            left(&mut paint, &old, shape, marks);
        }
    }
    let added = ids(found.added.iter().map(|one| &one.element));
    let changed = ids(found.changed.iter().map(|one| &one.named.element));
    let mark = |id: &ElementId| {
        if added.contains(id) {
            return Some(ADDED);
        }
        changed.contains(id).then_some(CHANGED)
    };
    lines(&mut paint, &document, &plane.edges, mark);
    everything(&mut paint, &document, &plane, marks);
    for shape in &plane.shapes {
        let id = document.id(shape.of);
        if let Some(mark) = mark(&id) {
            framed(&mut paint, id.as_str(), shape.bounds, mark);
        }
    }
    Some(paint.image(frame))
}

fn ids<'d>(all: impl Iterator<Item = &'d ElementId>) -> BTreeSet<ElementId> {
    all.cloned().collect()
}

/// Of the old diagram what the new file has no more.
fn only(document: &Document, plane: Plane, found: &Difference) -> Plane {
    let removed = ids(found.removed.iter().map(|one| &one.element));
    let is = |of: usize| removed.contains(&document.id(of));
    Plane {
        shapes: plane.shapes.into_iter().filter(|shape| is(shape.of)).collect(),
        edges: plane.edges.into_iter().filter(|edge| is(edge.of)).collect(),
    }
}

/// What holds both.
fn around(one: Rect, other: Rect) -> Rect {
    let (x, y) = (one.x.min(other.x), one.y.min(other.y));
    let right = (one.x + one.width).max(other.x + other.width);
    let bottom = (one.y + one.height).max(other.y + other.height);
    Rect { x, y, width: right - x, height: bottom - y }
}

/// Broad lines below the flows that are marked.
fn lines(paint: &mut Paint, document: &Document, edges: &[Edge], mark: impl Fn(&ElementId) -> Option<Mark>) {
    for edge in edges {
        let id = document.id(edge.of);
        let Some(mark) = mark(&id) else { continue };
        let mut path = String::new();
        for (number, point) in edge.points.iter().enumerate() {
            let letter = if number == 0 { "M" } else { "L" };
            let _ = write!(path, "{letter}{} {}", round(point.x), round(point.y));
        }
        paint.marked(mark.name, id.as_str());
        // A broken line needs gaps that its breadth does not fill.
        let dashes = if mark.dashes.is_empty() { "" } else { "14 8" };
        let width = if mark.name == REMOVED.name { BROAD / 2.0 } else { BROAD };
        paint.path(&path, "none", Line { stroke: mark.colour, width, dashes });
        paint.close();
    }
}

/// The outline of a shape that is gone, with its name.
fn left(paint: &mut Paint, document: &Document, shape: &Shape, marks: &Marks) {
    let id = document.id(shape.of);
    let Rect { x, y, width, height } = shape.bounds;
    framed(paint, id.as_str(), shape.bounds, REMOVED);
    let title = super::name(document, shape.of, marks.english);
    let lines = super::text::lines(&title, width.max(90.0), 12.0, 2);
    paint.lines(&lines, x + width / 2.0, y + height / 2.0, 12.0, "middle");
}

/// A frame around a shape, with its sign at the upper left corner.
fn framed(paint: &mut Paint, id: &str, bounds: Rect, mark: Mark) {
    let Rect { x, y, width, height } = bounds;
    let frame = Rect { x: x - GAP, y: y - GAP, width: width + 2.0 * GAP, height: height + 2.0 * GAP };
    let at = Point { x: frame.x, y: frame.y };
    paint.marked(mark.name, id);
    paint.rect(frame, 8.0, "none", Line { stroke: mark.colour, width: 3.0, dashes: mark.dashes });
    paint.circle(at, 9.0, PAPER, Line::solid(INK, 1.0));
    paint.symbol(at, 0.7, mark.sign, "none", Line::solid(mark.colour, 3.0));
    paint.close();
}
