//! The way of a flow: out to the right, around what stands between, in from the left; back below or above everything.
use super::super::geometry::{Point, Rect};

/// What a flow connects.
pub struct Ends {
    pub from: Rect,
    pub to: Rect,
    /// Where it begins at an event on a border it leaves downwards, to this height.
    pub attached: Option<f64>,
}

/// To the right, through the points where it bends.
pub fn forward(ends: &Ends, bends: &[(f64, f64)]) -> Vec<Point> {
    let middle = ends.from.middle();
    let mut points = if let Some(y) = ends.attached {
        vec![Point { x: middle.x, y: ends.from.y + ends.from.height }, Point { x: middle.x, y }]
    } else {
        vec![Point { x: ends.from.x + ends.from.width, y: middle.y }]
    };
    points.extend(bends.iter().map(|(x, y)| Point { x: *x, y: *y }));
    points.push(Point { x: ends.to.x, y: ends.to.middle().y });
    straight(points)
}

/// Where a flow leaves and reaches a shape on its upper or lower border. Not in the middle of a task, so that a flow from a task
/// to itself is a loop that can be seen; events and gateways have no border elsewhere.
pub fn doors(ends: &Ends) -> (f64, f64) {
    let at = |of: Rect, share: f64| of.x + of.width * if of.width > 50.0 { share } else { 0.5 };
    (at(ends.from, 0.75), at(ends.to, 0.25))
}

/// Back to the left, below or above everything else.
pub fn backward(ends: &Ends, height: f64) -> Vec<Point> {
    let (from, to) = doors(ends);
    let edge = |r: &Rect| if height > r.y { r.y + r.height } else { r.y };
    straight(vec![
        Point { x: from, y: edge(&ends.from) },
        Point { x: from, y: height },
        Point { x: to, y: height },
        Point { x: to, y: edge(&ends.to) },
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
