//! The way of a flow: out to the right, around what stands between, in from the left; back below everything.
use super::super::geometry::{Point, Rect};

/// What a flow connects.
pub struct Ends {
    pub from: Rect,
    pub to: Rect,
    /// Does it begin at an event on a border, so that it leaves downwards?
    pub attached: bool,
}

/// Before a shape, in pixels: where flows bend.
const BEND: f64 = 25.0;

/// To the right, through the points where it passes columns.
pub fn forward(ends: &Ends, bends: &[(f64, f64)]) -> Vec<Point> {
    let to = Point { x: ends.to.x, y: ends.to.middle().y };
    let mut points = if ends.attached {
        let (x, y) = (ends.from.middle().x, ends.from.y + ends.from.height);
        vec![Point { x, y }, Point { x, y: y + BEND }]
    } else {
        vec![Point { x: ends.from.x + ends.from.width, y: ends.from.middle().y }]
    };
    for (x, y) in bends.iter().copied().chain([(to.x, to.y)]) {
        let last = points[points.len() - 1];
        if (last.y - y).abs() > 0.5 && x > last.x {
            let bend = (x - BEND).max(last.x);
            points.extend([Point { x: bend, y: last.y }, Point { x: bend, y }]);
        }
        points.push(Point { x, y });
    }
    straight(points)
}

/// Down, back to the left below everything else, and up.
pub fn backward(ends: &Ends, below: f64) -> Vec<Point> {
    // Not in the middle, so that a flow from a shape to itself is a loop that can be seen.
    let (from, to) = (ends.from.x + ends.from.width * 0.75, ends.to.x + ends.to.width * 0.25);
    let bottom = |r: &Rect| r.y + r.height;
    straight(vec![
        Point { x: from, y: bottom(&ends.from) },
        Point { x: from, y: below },
        Point { x: to, y: below },
        Point { x: to, y: bottom(&ends.to) },
    ])
}

/// Between two bands: from the lower border of the upper shape to the upper border of the lower one. Straight where the
/// wider one, often a whole pool, lies over the middle of the other: else all flows of a pool would meet in one point.
pub fn between(from: Rect, to: Rect) -> Vec<Point> {
    let down = from.middle().y <= to.middle().y;
    let narrow = if from.width <= to.width { from.middle().x } else { to.middle().x };
    let x = |r: Rect| if (r.x..=r.x + r.width).contains(&narrow) { narrow } else { r.middle().x };
    let edge = |r: Rect, low: bool| Point { x: x(r), y: if low { r.y + r.height } else { r.y } };
    let (start, end) = (edge(from, down), edge(to, !down));
    let middle = f64::midpoint(start.y, end.y);
    straight(vec![start, Point { x: start.x, y: middle }, Point { x: end.x, y: middle }, end])
}

/// Without points that lie on the way between their neighbours, or twice in one place.
fn straight(points: Vec<Point>) -> Vec<Point> {
    let same = |a: f64, b: f64| (a - b).abs() < 0.5;
    let mut way: Vec<Point> = vec![];
    for point in points {
        while let [.., before, last] = way.as_slice() {
            let level = same(before.y, last.y) && same(last.y, point.y);
            let upright = same(before.x, last.x) && same(last.x, point.x);
            if !level && !upright {
                break;
            }
            way.pop();
        }
        if way.last().is_none_or(|last| !same(last.x, point.x) || !same(last.y, point.y)) {
            way.push(point);
        }
    }
    way
}
