//! The way of a message between two pools: down or up out of its own, around what stands in the way there and past all names, then
//! across to the other one.
use super::super::geometry::{Point, Rect};
use super::labels;

/// How far apart ways are that go beside one another, and how far around something is tried.
const STEP: f64 = 8.0;
const STEPS_MAX: usize = 80;
/// From a shape to where its way first turns.
const TURNS: [f64; 8] = [12.0, 20.0, 28.0, 36.0, 44.0, 52.0, 60.0, 68.0];
/// What is wider can be reached beside its middle.
const NARROW: f64 = 50.0;
/// How near a way may come to a shape or a name.
const NEAR: f64 = 3.0;

/// What stands in the way: shapes and names, and ways that are drawn already.
#[derive(Default)]
pub struct Crowd {
    pub rects: Vec<Rect>,
    stretches: Vec<(Point, Point)>,
}

/// One end of a message: a shape in its pool, or the pool itself.
#[derive(Clone, Copy)]
pub struct End {
    pub shape: Rect,
    pub pool: Rect,
}

impl End {
    fn is_pool(&self) -> bool {
        self.shape == self.pool
    }
}

impl Crowd {
    /// A way that others must not lie on.
    pub fn add(&mut self, points: &[Point]) {
        self.stretches.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }

    fn is_free(&self, from: Point, to: Point) -> bool {
        let (left, right) = (from.x.min(to.x) - NEAR, from.x.max(to.x) + NEAR);
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let hits = |r: &Rect| left < r.x + r.width && r.x < right && top < r.y + r.height && r.y < bottom;
        let upright = (from.x - to.x).abs() < 0.5;
        let lies_on = |(a, b): &(Point, Point)| {
            let shared = |a: f64, b: f64, c: f64, d: f64| a.max(b).min(c.max(d)) - a.min(b).max(c.min(d)) > 1.0;
            if upright {
                (a.x - b.x).abs() < 0.5 && (a.x - from.x).abs() < STEP / 2.0 && shared(a.y, b.y, from.y, to.y)
            } else {
                (a.y - b.y).abs() < 0.5 && (a.y - from.y).abs() < STEP / 2.0 && shared(a.x, b.x, from.x, to.x)
            }
        };
        !self.rects.iter().any(hits) && !self.stretches.iter().any(lies_on)
    }

    /// From a shape to the border of its pool, and on to `until`: where there is room for a name beside it, else without.
    fn out_beside(&self, end: &End, down: bool, until: f64, fits: &dyn Fn(f64) -> bool) -> Vec<Point> {
        let found = self.out(end, down, until, fits).or_else(|| self.out(end, down, until, &|_| true));
        found.unwrap_or_else(|| {
            let (low, x) = (end.shape.y + end.shape.height, end.shape.middle().x);
            let (edge, border) = if down { (low, end.pool.y + end.pool.height) } else { (end.shape.y, end.pool.y) };
            vec![Point { x, y: edge }, Point { x, y: border }]
        })
    }

    /// Straight, else with the least way around; none where everything is in the way.
    fn out(&self, end: &End, down: bool, until: f64, fits: &dyn Fn(f64) -> bool) -> Option<Vec<Point>> {
        let Rect { y, height, .. } = end.shape;
        let (edge, border) = if down { (y + height, end.pool.y + end.pool.height) } else { (y, end.pool.y) };
        let middle = end.shape.middle().x;
        let at = |x: f64, y: f64| Point { x, y };
        let aside = if end.shape.width > NARROW { ((end.shape.width / 2.0 - STEP) / STEP) as usize } else { 0 };
        let clear = |x: f64, from: f64| self.is_free(at(x, from), at(x, until)) && fits(x);
        let straight = sides(aside).map(|step| middle + step).find(|x| clear(*x, edge));
        if let Some(x) = straight {
            return Some(vec![at(x, edge), at(x, border)]);
        }
        let mut best: Option<(f64, Vec<Point>)> = None;
        for (begin, turn) in sides(aside).flat_map(|step| TURNS.map(|turn| (middle + step, turn))) {
            let level = if down { edge + turn } else { edge - turn };
            let inside = if down { level < border } else { level > border };
            if !inside || !self.is_free(at(begin, edge), at(begin, level)) {
                continue;
            }
            let free = |x: &f64| self.is_free(at(begin, level), at(*x, level)) && clear(*x, level);
            let Some(x) = sides(STEPS_MAX).map(|step| begin + step).find(free) else { continue };
            let length = (x - begin).abs() + turn;
            if best.as_ref().is_none_or(|(least, _)| length < *least) {
                best = Some((length, vec![at(begin, edge), at(begin, level), at(x, level), at(x, border)]));
            }
        }
        best.map(|(_, points)| points)
    }

    /// The whole way, beside which there is room for a name where it has one.
    pub fn way(&self, from: &End, to: &End, room: Option<(f64, f64)>) -> Vec<Point> {
        let down = from.shape.middle().y <= to.shape.middle().y;
        let level = |end: &End, low: bool| if low { end.pool.y + end.pool.height } else { end.pool.y };
        let (leaves, arrives) = (level(from, down), level(to, !down));
        let clamped = |x: f64, pool: Rect| x.clamp(pool.x, pool.x + pool.width);
        let (top, bottom) = (leaves.min(arrives), leaves.max(arrives));
        let fits = |x: f64| room.is_none_or(|room| self.beside(x, (top, bottom), room).is_some());
        let anyhow = |_| true;
        let middle = f64::midpoint(leaves, arrives);
        match (from.is_pool(), to.is_pool()) {
            (true, true) => {
                let x = clamped(from.shape.middle().x, to.pool);
                vec![Point { x, y: leaves }, Point { x, y: arrives }]
            }
            (false, true) => {
                let mut points = self.out_beside(from, down, arrives, &fits);
                let x = clamped(points[points.len() - 1].x, to.pool);
                points.push(Point { x, y: arrives });
                points
            }
            (true, false) => {
                let mut points = self.out_beside(to, !down, leaves, &fits);
                let x = clamped(points[points.len() - 1].x, from.pool);
                points.push(Point { x, y: leaves });
                points.reverse();
                points
            }
            (false, false) => {
                let mut points = self.out_beside(from, down, middle, &anyhow);
                let mut other = self.out_beside(to, !down, middle, &anyhow);
                let (out, into) = (points[points.len() - 1].x, other[other.len() - 1].x);
                let tries = [0.0, -STEP, STEP, -2.0 * STEP, 2.0 * STEP, -3.0 * STEP, 3.0 * STEP].map(|by| middle + by);
                let free = |y: &f64| self.is_free(Point { x: out, y: *y }, Point { x: into, y: *y });
                let y = tries.into_iter().find(free).unwrap_or(middle);
                points.extend([Point { x: out, y }, Point { x: into, y }]);
                other.reverse();
                points.extend(other);
                points
            }
        }
    }

    /// Where the name of a message stands: beside its way between the pools, where there is room.
    pub fn name(&self, points: &[Point], (top, bottom): (f64, f64), room: (f64, f64)) -> Option<Rect> {
        let between = points.windows(2).rev().find_map(|pair| {
            let (from, to) = (pair[0].y.min(pair[1].y).max(top), pair[0].y.max(pair[1].y).min(bottom));
            ((pair[0].x - pair[1].x).abs() < 0.5 && to - from >= room.1).then_some((pair[0].x, from, to))
        });
        let Some((x, from, to)) = between else { return labels::along(points, room) };
        self.beside(x, (from, to), room).or_else(|| Some(labels::right_of((x, from + 2.0), room)))
    }

    /// A place for a name beside a line that goes down, right or left of it.
    fn beside(&self, x: f64, (from, to): (f64, f64), room: (f64, f64)) -> Option<Rect> {
        let count = ((to - from - room.1) / STEP).max(0.0) as usize;
        let heights = (0..=count).map(|step| from + 2.0 + step as f64 * STEP);
        let mut places = heights.flat_map(|y| [labels::right_of((x, y), room), labels::left_of((x, y), room)]);
        let is_free = |place: &Rect| {
            let touches = |left: f64, right: f64, top: f64, bottom: f64| {
                left < place.x + place.width && place.x < right && top < place.y + place.height && place.y < bottom
            };
            let overlaps = |r: &Rect| touches(r.x, r.x + r.width, r.y, r.y + r.height);
            let crossed = |(a, b): &(Point, Point)| {
                touches(a.x.min(b.x) - 0.5, a.x.max(b.x) + 0.5, a.y.min(b.y) - 0.5, a.y.max(b.y) + 0.5)
            };
            !self.rects.iter().any(overlaps) && !self.stretches.iter().any(crossed)
        };
        places.find(is_free)
    }
}

/// Nothing, then ever farther to either side.
fn sides(steps: usize) -> impl Iterator<Item = f64> {
    std::iter::once(0.0).chain((1..=steps).flat_map(|step| [step as f64 * STEP, step as f64 * -STEP]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POOL: Rect = Rect { x: 0.0, y: 0.0, width: 400.0, height: 200.0 };
    const OTHER: Rect = Rect { x: 0.0, y: 280.0, width: 400.0, height: 60.0 };

    fn event(x: f64) -> End {
        End { shape: Rect { x, y: 50.0, width: 36.0, height: 36.0 }, pool: POOL }
    }

    #[test]
    fn what_is_free_is_straight_and_what_is_not_goes_around() {
        let other = End { shape: OTHER, pool: OTHER };
        let mut crowd = Crowd::default();
        let points = |crowd: &Crowd, from: f64| {
            crowd.way(&event(from), &other, None).iter().map(|p| (p.x, p.y)).collect::<Vec<_>>()
        };
        assert_eq!(points(&crowd, 100.0), [(118.0, 86.0), (118.0, 200.0), (118.0, 280.0)]);
        // A task stands below: the way goes around it, and another one does not lie on that.
        crowd.rects.push(Rect { x: 70.0, y: 110.0, width: 100.0, height: 80.0 });
        let around = points(&crowd, 100.0);
        assert_eq!((around[0], around[1].0), ((118.0, 86.0), 118.0));
        assert!(around[1].1 < 107.0 && (around[2].0 >= 173.0 || around[2].0 <= 67.0), "{around:?}");
        crowd.add(&crowd.way(&event(100.0), &other, None));
        let second = points(&crowd, 110.0);
        assert!((second[second.len() - 1].0 - around[around.len() - 1].0).abs() >= STEP / 2.0, "{second:?} {around:?}");
        // The other way round it is the same way.
        let mut back: Vec<(f64, f64)> = Crowd { rects: crowd.rects, ..Crowd::default() }
            .way(&other, &event(100.0), None)
            .iter()
            .map(|p| (p.x, p.y))
            .collect();
        back.reverse();
        assert_eq!(back, around);
    }

    #[test]
    fn shapes_of_two_pools_are_led_across_between_them() {
        let below = End { shape: Rect { x: 300.0, y: 290.0, width: 36.0, height: 36.0 }, pool: OTHER };
        let points = Crowd::default().way(&event(100.0), &below, None);
        assert_eq!(points.iter().map(|p| p.y).collect::<Vec<_>>(), [86.0, 200.0, 240.0, 240.0, 280.0, 290.0]);
        let name = Crowd::default().name(&points, (200.0, 280.0), (50.0, 15.0)).expect("there is room");
        assert!(name.y >= 200.0 && name.y + name.height <= 280.0, "{name:?}");
    }
}
