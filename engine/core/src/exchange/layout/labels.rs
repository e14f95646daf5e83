//! Where names stand that are not inside of their shape: beside a flow, above a gateway, next to an event on a border.
use super::super::geometry::{Point, Rect};
use super::super::picture::text;
use crate::catalogue::{BPMN, WEIR};
use crate::read::document::Document;

/// The widest line of a name, in pixels.
const WIDTH: f64 = 90.0;
/// How large names are written, and how far their lines are apart.
const SIZE: f64 = 12.0;
const LINE: f64 = 15.0;
const LINES_MAX: usize = 3;
/// Between a name and what it is beside.
const AIR: f64 = 4.0;

/// Width and height of the name of an element, the longest of its languages; none where it has none.
pub fn room(document: &Document, of: usize) -> Option<(f64, f64)> {
    let name = document.element(of).get("name").map(str::to_owned);
    let others = document
        .tree
        .children(of)
        .filter(|child| document.element(*child).is(BPMN, "extensionElements"))
        .flat_map(|extensions| document.tree.children(extensions))
        .filter(|child| document.element(*child).is(WEIR, "name"))
        .map(|child| document.tree.text(child));
    let sizes = name.into_iter().chain(others).map(|name| {
        let lines = text::lines(name.trim(), WIDTH, SIZE, LINES_MAX);
        let width = lines.iter().map(|line| text::measure(line) * SIZE).fold(0.0, f64::max);
        (width.ceil(), lines.len() as f64 * LINE)
    });
    let widest = sizes.reduce(|a, b| (f64::max(a.0, b.0), f64::max(a.1, b.1)));
    widest.filter(|(width, _)| *width > 0.0)
}

/// How much room a name takes between two columns.
pub fn across(room: (f64, f64)) -> f64 {
    room.0 + 2.0 * AIR
}

/// Above a level line that begins at a point.
pub fn above((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
    Rect { x: x + AIR, y: y - height - AIR / 2.0, width, height }
}

/// Above the middle of a shape.
pub fn over(shape: Rect, (width, height): (f64, f64)) -> Rect {
    Rect { x: shape.middle().x - width / 2.0, y: shape.y - height - AIR, width, height }
}

/// To the right of what leaves an event downwards.
pub fn under(event: Rect, (width, height): (f64, f64)) -> Rect {
    Rect { x: event.middle().x + AIR, y: event.y + event.height, width, height }
}

/// Below the middle of an event, where its name stands when nothing is said of it.
pub fn below(event: Rect, (width, height): (f64, f64)) -> Rect {
    Rect { x: event.middle().x - width / 2.0, y: event.y + event.height + AIR / 2.0, width, height }
}

/// Right of a line that goes down, from a point on.
pub fn right_of((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
    Rect { x: x + AIR, y, width, height }
}

/// Left of it.
pub fn left_of((x, y): (f64, f64), (width, height): (f64, f64)) -> Rect {
    Rect { x: x - AIR - width, y, width, height }
}

/// How much an event or a gateway takes with its name: the name stands below the one and above the other, and as much on the other
/// side keeps its middle in the middle.
pub fn around((width, height): (f64, f64), room: Option<(f64, f64)>) -> (f64, f64) {
    room.map_or((width, height), |room| (width.max(room.0 + 2.0 * AIR), height + 2.0 * (room.1 + AIR)))
}

/// Above the longest level stretch of a way, else to the right of its longest upright one.
pub fn along(points: &[Point], (width, height): (f64, f64)) -> Option<Rect> {
    let length = |pair: &&[Point]| (pair[1].x - pair[0].x).abs();
    let level = points.windows(2).filter(|pair| length(pair) >= width).max_by(|a, b| length(a).total_cmp(&length(b)));
    let middle = |pair: &[Point]| (f64::midpoint(pair[0].x, pair[1].x), f64::midpoint(pair[0].y, pair[1].y));
    if let Some(pair) = level {
        let (x, y) = middle(pair);
        return Some(above((x - width / 2.0 - AIR, y), (width, height)));
    }
    let upright = |pair: &&[Point]| (pair[1].y - pair[0].y).abs();
    let pair = points.windows(2).max_by(|a, b| upright(a).total_cmp(&upright(b)))?;
    let (x, y) = middle(pair);
    Some(Rect { x: x + AIR, y: y - height / 2.0, width, height })
}
