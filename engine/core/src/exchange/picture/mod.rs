//! A diagram as an SVG image, from the diagram interchange of a file: for thumbnails, print and phones, where no script is
//! to run. What stands in it is BPMN's own notation (BPMN 7.5, 12); nothing of the file's text gets into it unescaped.
mod compared;
mod edges;
mod events;
mod paint;
mod shapes;
pub(super) mod text;

use super::geometry::{Point, Rect};
use crate::catalogue::{BPMN, BPMNDI, WEIR};
use crate::read::document::Document;
use crate::xml::XML;
use paint::Paint;
use std::collections::{BTreeMap, BTreeSet};

pub use compared::compared;

/// What is painted onto the elements, and in which language they are called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// How many tokens rest in an element.
    pub tokens: BTreeMap<String, u64>,
    /// How many incidents it has.
    pub incidents: BTreeMap<String, u64>,
    /// Elements and flows that were passed.
    pub passed: BTreeSet<String>,
    /// Names in English where the file has them (`weir:name`).
    pub english: bool,
}

/// Shapes and edges of one image; what a file has beyond that is left out, and the image says so.
pub const PAINTED_MAX: usize = 5_000;
/// Coordinates are kept within this, so that no number breaks the image.
const COORDINATE_MAX: f64 = 1_000_000.0;
/// Free space around everything.
const MARGIN: f64 = 12.0;

/// The first diagram of a file as an SVG image. None: the file is none of BPMN, or shows nothing; [`draw`](super::draw)
/// gives it a diagram first.
///
/// ```
/// use weir_core::exchange::{Marks, draw, picture};
/// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///   <process id="p"><userTask id="t" name="&lt;b&gt;"/></process></definitions>"#;
/// let image = picture(&draw(file).unwrap().text, &Marks::default()).unwrap();
/// assert!(image.starts_with("<svg ") && image.contains("&lt;b&gt;") && !image.contains("<b>"));
/// ```
pub fn picture(text: &str, marks: &Marks) -> Option<String> {
    let (document, plane) = opened(text)?;
    let mut paint = Paint::default();
    everything(&mut paint, &document, &plane, marks);
    Some(paint.image(plane.frame()))
}

/// A file, and its first diagram.
fn opened(text: &str) -> Option<(Document, Plane)> {
    let (document, problems) = Document::open(text.as_bytes());
    if !document.is_bpmn() || problems.iter().any(|p| p.code.starts_with("xml-")) {
        return None;
    }
    let plane = Plane::first(&document)?;
    Some((document, plane))
}

fn everything(paint: &mut Paint, document: &Document, plane: &Plane, marks: &Marks) {
    // Containers lie below what stands in them, flows below the nodes that they join.
    for shape in plane.shapes.iter().filter(|shape| shape.is_container(document)) {
        shapes::container(paint, document, shape, marks);
    }
    for edge in &plane.edges {
        edges::edge(paint, document, edge, marks);
    }
    for shape in plane.shapes.iter().filter(|shape| !shape.is_container(document)) {
        shapes::node(paint, document, shape, marks);
    }
    for shape in &plane.shapes {
        let id = document.id(shape.of);
        let count = |counts: &BTreeMap<String, u64>| counts.get(id.as_str()).copied().unwrap_or_default();
        paint.badges(shape.bounds, count(&marks.tokens), count(&marks.incidents));
    }
}

/// What the first diagram shows.
struct Plane {
    shapes: Vec<Shape>,
    edges: Vec<Edge>,
}

/// A shape of the diagram.
struct Shape {
    /// The element that it stands for.
    of: usize,
    bounds: Rect,
    /// Where its name stands, if the file says so.
    label: Option<Rect>,
    /// Is what it contains shown in it? (BPMN 12.2.3.3)
    expanded: bool,
    /// Does its band stand on the left?
    horizontal: bool,
    /// Does an exclusive gateway show its X?
    marked: bool,
    fill: Option<String>,
    stroke: Option<String>,
}

/// An edge of the diagram.
struct Edge {
    of: usize,
    points: Vec<Point>,
    label: Option<Rect>,
    stroke: Option<String>,
}

impl Plane {
    /// The first plane that shows anything.
    fn first(document: &Document) -> Option<Plane> {
        let elements = &document.tree.elements;
        let planes = (0..elements.len()).filter(|number| elements[*number].is(BPMNDI, "BPMNPlane"));
        planes.map(|plane| Plane::read(document, plane)).find(|plane| !plane.shapes.is_empty())
    }

    fn read(document: &Document, plane: usize) -> Plane {
        let mut read = Plane { shapes: vec![], edges: vec![] };
        for number in document.tree.children(plane).take(PAINTED_MAX) {
            let element = document.element(number);
            let of = element.get("bpmnElement").and_then(|of| document.resolve(number, of));
            let Some(of) = of else { continue };
            if element.is(BPMNDI, "BPMNShape") {
                read.shapes.extend(shape(document, number, of));
            } else if element.is(BPMNDI, "BPMNEdge") {
                let points: Vec<Point> = document.tree.children(number).filter_map(|c| point(document, c)).collect();
                if points.len() > 1 {
                    let stroke = colour(document, number, &["stroke", "border-color"]);
                    read.edges.push(Edge { of, points, label: label(document, number), stroke });
                }
            }
        }
        read
    }

    /// What the image shows: everything with a margin.
    fn frame(&self) -> Rect {
        let shapes = self.shapes.iter().flat_map(|s| [Some(s.bounds), s.label.or_else(|| s.below())]).flatten();
        let edges = self.edges.iter().flat_map(|e| {
            let points = e.points.iter().map(|p| Rect { x: p.x, y: p.y, width: 0.0, height: 0.0 });
            points.chain(e.label)
        });
        let mut all = shapes.chain(edges);
        let first = all.next().unwrap_or(Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 });
        let (mut left, mut top, mut right, mut bottom) =
            (first.x, first.y, first.x + first.width, first.y + first.height);
        for rect in all {
            (left, top) = (left.min(rect.x), top.min(rect.y));
            (right, bottom) = (right.max(rect.x + rect.width), bottom.max(rect.y + rect.height));
        }
        Rect {
            x: left - MARGIN,
            y: top - MARGIN,
            width: right - left + 2.0 * MARGIN,
            height: bottom - top + 2.0 * MARGIN,
        }
    }
}

impl Shape {
    fn is_container(&self, document: &Document) -> bool {
        let tag = document.tag(self.of);
        matches!(tag, "participant" | "lane" | "group")
            || (self.expanded && matches!(tag, "subProcess" | "transaction" | "adHocSubProcess"))
    }

    /// The place below it, where the names of events, gateways and data stand.
    fn below(&self) -> Option<Rect> {
        let Rect { x, y, width, height } = self.bounds;
        (width <= 60.0).then_some(Rect { x: x - 30.0, y: y + height, width: width + 60.0, height: 30.0 })
    }
}

fn shape(document: &Document, number: usize, of: usize) -> Option<Shape> {
    let element = document.element(number);
    let is = |name: &str, otherwise: bool| element.get(name).map_or(otherwise, |value| value.trim() == "true");
    let bounds = document.tree.children(number).find_map(|child| bounds(document, child))?;
    // A container without a word about it shows what is inside when it is large enough to.
    let large = bounds.width > 160.0 || bounds.height > 120.0;
    Some(Shape {
        of,
        bounds,
        label: label(document, number),
        expanded: is("isExpanded", large),
        horizontal: is("isHorizontal", bounds.width >= bounds.height),
        marked: is("isMarkerVisible", false),
        fill: colour(document, number, &["fill", "background-color"]),
        stroke: colour(document, number, &["stroke", "border-color"]),
    })
}

/// A colour of a shape, as `bioc` or the colour extension of BPMN write it; anything but `#` and digits is none.
fn colour(document: &Document, number: usize, names: &[&str]) -> Option<String> {
    let attributes = &document.element(number).attributes;
    let written = attributes.iter().find(|a| !a.name.namespace.is_empty() && names.contains(&a.name.local.as_str()))?;
    let digits = written.value.strip_prefix('#')?;
    let right = matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    right.then(|| written.value.clone())
}

fn label(document: &Document, number: usize) -> Option<Rect> {
    let mut labels = document.tree.children(number).filter(|child| document.element(*child).is(BPMNDI, "BPMNLabel"));
    let label = labels.next()?;
    document.tree.children(label).find_map(|child| bounds(document, child))
}

fn number(document: &Document, of: usize, name: &str) -> Option<f64> {
    let value = document.element(of).get(name)?.trim().parse::<f64>().ok()?;
    value.is_finite().then(|| value.clamp(-COORDINATE_MAX, COORDINATE_MAX))
}

fn bounds(document: &Document, of: usize) -> Option<Rect> {
    (document.element(of).name.local == "Bounds").then_some(())?;
    let value = |name| number(document, of, name);
    let (width, height) = (value("width")?.max(0.0), value("height")?.max(0.0));
    Some(Rect { x: value("x")?, y: value("y")?, width, height })
}

fn point(document: &Document, of: usize) -> Option<Point> {
    (document.element(of).name.local == "waypoint").then_some(())?;
    Some(Point { x: number(document, of, "x")?, y: number(document, of, "y")? })
}

/// What an element is called: in English by `weir:name`, where the file has it.
pub(super) fn name(document: &Document, of: usize, in_english: bool) -> String {
    let translated = || {
        let extensions =
            document.tree.children(of).find(|child| document.element(*child).is(BPMN, "extensionElements"))?;
        let wanted = |child: &usize| {
            let element = document.element(*child);
            let language = element.attribute(XML, "lang").map_or("", |attribute| attribute.value.as_str());
            element.is(WEIR, "name") && language.starts_with("en")
        };
        document.tree.children(extensions).find(wanted).map(|child| document.tree.text(child))
    };
    let chosen = if in_english { translated() } else { None };
    chosen.or_else(|| document.element(of).get("name").map(str::to_owned)).unwrap_or_default()
}
