//! What the diagram of a file says: where shapes stand and edges run. A flow that has lost an end can be found by it.
use crate::catalogue::BPMNDI;
use crate::read::document::Document;
use std::collections::BTreeMap;

/// A point of a diagram, in its units: pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// The bounds of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// How far from its border a flow may end and still be meant for a shape.
const NEAR: f64 = 4.0;

impl Rect {
    /// Does a point lie on the border, or near it?
    pub fn touches(&self, point: Point) -> bool {
        self.grown(NEAR).contains(point) && !self.grown(-NEAR).contains(point)
    }

    fn contains(&self, point: Point) -> bool {
        let inside = |at: f64, from: f64, length: f64| at >= from && at <= from + length;
        inside(point.x, self.x, self.width) && inside(point.y, self.y, self.height)
    }

    fn grown(&self, by: f64) -> Rect {
        let (width, height) = (self.width + 2.0 * by, self.height + 2.0 * by);
        Rect { x: self.x - by, y: self.y - by, width, height }
    }

    /// The point in the middle.
    pub fn middle(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }
}

/// The shapes and edges of a file, by the number of the element that they stand for.
#[derive(Default)]
pub struct Diagram {
    pub shapes: BTreeMap<usize, Rect>,
    pub edges: BTreeMap<usize, Vec<Point>>,
}

impl Diagram {
    /// What the diagrams of a file say.
    pub fn of(document: &Document) -> Self {
        let mut diagram = Diagram::default();
        for (number, element) in document.tree.elements.iter().enumerate() {
            let (shape, edge) = (element.is(BPMNDI, "BPMNShape"), element.is(BPMNDI, "BPMNEdge"));
            if !shape && !edge {
                continue;
            }
            let Some(of) = element.get("bpmnElement").filter(|of| !of.trim().is_empty()) else { continue };
            let Some(target) = document.resolve(number, of) else { continue };
            if shape {
                if let Some(bounds) = document.tree.children(number).find_map(|c| bounds(document, c)) {
                    diagram.shapes.entry(target).or_insert(bounds);
                }
            } else {
                let points = document.tree.children(number).filter_map(|c| waypoint(document, c)).collect();
                diagram.edges.entry(target).or_insert(points);
            }
        }
        diagram
    }
}

fn bounds(document: &Document, number: usize) -> Option<Rect> {
    let element = document.element(number);
    let value = |name| element.get(name)?.trim().parse::<f64>().ok().filter(|v| v.is_finite());
    (element.name.local == "Bounds").then_some(())?;
    Some(Rect { x: value("x")?, y: value("y")?, width: value("width")?, height: value("height")? })
}

fn waypoint(document: &Document, number: usize) -> Option<Point> {
    let element = document.element(number);
    let value = |name| element.get(name)?.trim().parse::<f64>().ok().filter(|v| v.is_finite());
    (element.name.local == "waypoint").then_some(())?;
    Some(Point { x: value("x")?, y: value("y")? })
}
