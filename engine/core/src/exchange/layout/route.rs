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

/// Where a flow back leaves or reaches a shape: at its upper or lower border, or at its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Border,
    Side,
}

/// How far from its side a flow goes up or down.
const ASIDE: f64 = 12.0;

impl Door {
    /// Where the flow leaves its source. Not in the middle of the border of a task, so that a flow from a task to itself is a loop
    /// that can be seen; events and gateways have no border elsewhere.
    pub fn out(self, from: Rect) -> f64 {
        match self {
            Door::Border => from.x + from.width * if from.width > 50.0 { 0.75 } else { 0.5 },
            Door::Side => from.x + from.width + ASIDE,
        }
    }

    /// Where it reaches its target.
    pub fn into(self, to: Rect) -> f64 {
        match self {
            Door::Border => to.x + to.width * if to.width > 50.0 { 0.25 } else { 0.5 },
            Door::Side => to.x - ASIDE,
        }
    }
}

/// Back to the left, below or above everything else.
pub fn backward(ends: &Ends, height: f64, (out, into): (Door, Door)) -> Vec<Point> {
    let edge = |r: &Rect| if height > r.y { r.y + r.height } else { r.y };
    let (from, to) = (out.out(ends.from), into.into(ends.to));
    let begin = match out {
        Door::Border => vec![Point { x: from, y: edge(&ends.from) }],
        Door::Side => {
            let y = ends.from.middle().y;
            vec![Point { x: ends.from.x + ends.from.width, y }, Point { x: from, y }]
        }
    };
    let end = match into {
        Door::Border => vec![Point { x: to, y: edge(&ends.to) }],
        Door::Side => {
            let y = ends.to.middle().y;
            vec![Point { x: to, y }, Point { x: ends.to.x, y }]
        }
    };
    let level = [Point { x: from, y: height }, Point { x: to, y: height }];
    straight(begin.into_iter().chain(level).chain(end).collect())
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
pub fn straight(points: Vec<Point>) -> Vec<Point> {
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
