//! One process or sub-process: its nodes in layers, what is attached to them, and what stands beside the flow.
use super::layers::{COLUMN_GAP, Graph, ROW_GAP, Way, place};
use super::route::{self, Door, Ends};
use super::{Picture, Point, Rect, inside, is_container, labels, size};
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};

/// Between the border of a sub-process and its content, in pixels.
const PADDING: f64 = 40.0;
/// The least between two events on one border.
const EVENT_GAP: f64 = 50.0;
/// How wide events are.
const EVENT: f64 = 36.0;
/// From the left border of an activity to its first event.
const BORDER: f64 = 10.0;
/// The least that the flow of such an event goes down before it turns: room for its name.
const DROP: f64 = 25.0;
/// How far apart the flows of such events are, and those that lead back.
const STEP: f64 = 15.0;
const BACK: f64 = 20.0;

/// What was laid out, with the upper left corner at 0, 0.
#[derive(Default)]
pub struct Laid {
    pub shapes: BTreeMap<usize, Rect>,
    pub edges: BTreeMap<usize, Vec<Point>>,
    pub labels: BTreeMap<usize, Rect>,
    /// Top and height of each band.
    pub bands: Vec<(f64, f64)>,
    pub size: (f64, f64),
}

/// Lays out the nodes of a scope that `wanted` names, and everything inside them. `band` says where each node stands
/// among the lanes.
pub fn lay_out(document: &Document, scope: usize, wanted: &BTreeSet<usize>, band: &dyn Fn(usize) -> usize) -> Laid {
    let all: Vec<usize> = inside(document, scope).into_iter().filter(|n| wanted.contains(n)).collect();
    let hosts = hosts(document, &all);
    let flows = flows(document, scope);
    let nodes: Vec<usize> = all.iter().copied().filter(|n| !hosts.contains_key(n)).collect();
    let connected = |n: usize| flows.iter().any(|f| on(&hosts, f.1) == n || on(&hosts, f.2) == n);
    let (flowing, beside): (Vec<usize>, Vec<usize>) = nodes.iter().partition(|n| connected(**n) || band(**n) > 0);
    let contents: BTreeMap<usize, Laid> = nodes
        .iter()
        .filter(|n| is_container(document.tag(**n)))
        .map(|n| (*n, lay_out(document, *n, wanted, &|_| 0)))
        .collect();
    let borders = Borders::of(document, &hosts);
    let room = |n: usize| labels::room(document, n);
    // Names of events and gateways stand beside them: what bends there must not go through them.
    let is_small = |n: usize| document.tag(n).ends_with("Event") || document.tag(n).ends_with("Gateway");
    let bare = |n: usize| size(document.tag(n));
    let sizes = |n: usize| {
        let (width, height) = if is_small(n) { labels::around(bare(n), room(n)) } else { bare(n) };
        let content = contents.get(&n).map_or((0.0, 0.0), |c| (c.size.0 + 2.0 * PADDING, c.size.1 + 2.0 * PADDING));
        (width.max(content.0).max(borders.width(n)), height.max(content.1))
    };
    let index: BTreeMap<usize, usize> = flowing.iter().enumerate().map(|(i, n)| (*n, i)).collect();
    let drawn: Vec<&(usize, usize, usize)> = flows
        .iter()
        .filter(|f| {
            index.contains_key(&on(&hosts, f.1))
                && index.contains_key(&on(&hosts, f.2))
                && on(&hosts, f.1) != on(&hosts, f.2)
        })
        .collect();
    let leaves = |f: &(usize, usize, usize)| {
        let host = hosts.get(&f.1)?;
        Some(borders.room(*host) + sizes(*host).1 + borders.drop(f.1))
    };
    let places = place(&Graph {
        // What hangs on the lower border needs room; as much above keeps the middle in the middle.
        sizes: flowing.iter().map(|n| (sizes(*n).0, sizes(*n).1 + 2.0 * borders.room(*n))).collect(),
        edges: drawn.iter().map(|f| (index[&on(&hosts, f.1)], index[&on(&hosts, f.2)])).collect(),
        bands: flowing.iter().map(|n| band(*n)).collect(),
        leaves: drawn.iter().map(|f| leaves(f)).collect(),
        names: drawn.iter().map(|f| room(f.0).map_or(0.0, labels::across)).collect(),
    });
    let mut laid = Laid { size: places.size, bands: places.bands, ..Laid::default() };
    for (node, (x, y)) in flowing.iter().zip(&places.at) {
        let (width, height) = sizes(*node);
        laid.shapes.insert(*node, Rect { x: *x, y: *y + borders.room(*node), width, height });
    }
    laid.beside(&beside, &sizes);
    for node in nodes.iter().filter(|node| is_small(**node)) {
        let (width, height) = bare(*node);
        let Some(shape) = laid.shapes.get_mut(node) else { continue };
        let middle = shape.middle();
        *shape = Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height };
    }
    for (event, host) in &hosts {
        laid.attach(document, *event, *host, &borders);
    }
    for gateway in all.iter().filter(|n| document.tag(**n).ends_with("Gateway")) {
        if let (Some(shape), Some(room)) = (laid.shapes.get(gateway), room(*gateway)) {
            laid.labels.insert(*gateway, labels::over(*shape, room));
        }
    }
    let ways = drawn.iter().zip(places.ways).map(|(flow, way)| (**flow, way));
    let own = flows.iter().filter(|f| on(&hosts, f.1) == on(&hosts, f.2)).map(|flow| (*flow, None));
    let drop = |n: usize| hosts.contains_key(&n).then(|| borders.drop(n));
    laid.lead(ways.chain(own), &drop, &room);
    for (node, content) in contents {
        let outer = laid.shapes[&node];
        laid.put(content, outer.x + PADDING, outer.y + PADDING);
    }
    laid
}

/// The events on the lower borders of activities: how much room they, their names and their flows need.
struct Borders {
    by_host: BTreeMap<usize, Border>,
    hosts: BTreeMap<usize, usize>,
}

/// The events of an activity from left to right.
#[derive(Default)]
struct Border {
    events: Vec<usize>,
    /// How far they are apart.
    gap: f64,
    /// How much room the tallest of their names takes, and how wide the last one is.
    tallest: f64,
    last: f64,
}

impl Borders {
    fn of(document: &Document, hosts: &BTreeMap<usize, usize>) -> Borders {
        let mut by_host: BTreeMap<usize, Border> = BTreeMap::new();
        for (event, host) in hosts {
            let border = by_host.entry(*host).or_insert(Border { gap: EVENT_GAP, ..Border::default() });
            let (width, height) = labels::room(document, *event).unwrap_or_default();
            border.gap = border.gap.max(width + EVENT_GAP / 3.0);
            (border.tallest, border.last) = (border.tallest.max(height), width);
            border.events.push(*event);
        }
        Borders { by_host, hosts: hosts.clone() }
    }

    /// The least width of an activity: below it there is room for the names of all of its events.
    fn width(&self, host: usize) -> f64 {
        let Some(border) = self.by_host.get(&host) else { return 0.0 };
        let before = (border.events.len() as f64 - 1.0) * border.gap;
        before + EVENT_GAP.max(BORDER + EVENT_GAP / 2.0 + border.last)
    }

    /// What is needed below an activity.
    fn room(&self, host: usize) -> f64 {
        let first = self.by_host.get(&host).and_then(|border| border.events.first());
        first.map_or(0.0, |event| self.drop(*event) + STEP / 2.0)
    }

    /// How far below the border the flow of an event turns: the rightmost turns first, so that none crosses another.
    fn drop(&self, event: usize) -> f64 {
        let Some(border) = self.hosts.get(&event).and_then(|host| self.by_host.get(host)) else { return 0.0 };
        let behind = border.events.iter().rev().take_while(|other| **other != event).count();
        EVENT_GAP / 3.0 + DROP.max(border.tallest + STEP / 2.0) + STEP * behind as f64
    }

    /// How far from the left border of its activity an event stands.
    fn left(&self, event: usize, host: usize) -> f64 {
        let Some(border) = self.by_host.get(&host) else { return 0.0 };
        BORDER + border.gap * border.events.iter().take_while(|other| **other != event).count() as f64
    }
}

type Flow = (usize, usize, usize);

impl Laid {
    /// What no flow touches stands in a row below.
    fn beside(&mut self, nodes: &[usize], sizes: &impl Fn(usize) -> (f64, f64)) {
        let top = if self.size.1 > 0.0 { self.size.1 + ROW_GAP } else { 0.0 };
        let (mut x, mut bottom) = (0.0, self.size.1);
        for node in nodes {
            let (width, height) = sizes(*node);
            self.shapes.insert(*node, Rect { x, y: top, width, height });
            x += width + COLUMN_GAP;
            bottom = f64::max(bottom, top + height);
        }
        self.size = (self.size.0.max(x - COLUMN_GAP), bottom);
    }

    /// Boundary events stand on the lower border of their activity, side by side.
    fn attach(&mut self, document: &Document, event: usize, host: usize, borders: &Borders) {
        let Some(outer) = self.shapes.get(&host).copied() else { return };
        let (width, height) = size(document.tag(event));
        let x = outer.x + borders.left(event, host);
        let shape = Rect { x, y: outer.y + outer.height - height / 2.0, width, height };
        self.shapes.insert(event, shape);
        self.size.1 = self.size.1.max(outer.y + outer.height + borders.room(host));
        if let Some(room) = labels::room(document, event) {
            let label = labels::under(shape, room);
            self.size.0 = self.size.0.max(label.x + label.width);
            self.labels.insert(event, label);
        }
    }

    /// All flows: to the right on their ways; what leads back goes below everything, or above where less stands in its way.
    fn lead(
        &mut self,
        flows: impl Iterator<Item = (Flow, Option<Way>)>,
        drop: &dyn Fn(usize) -> Option<f64>,
        room: &dyn Fn(usize) -> Option<(f64, f64)>,
    ) {
        let (mut below, mut above) = (self.size.1, 0.0);
        for ((flow, from, to), way) in flows {
            let (Some(source), Some(target)) = (self.shapes.get(&from), self.shapes.get(&to)) else { continue };
            let attached = drop(from).map(|drop| source.middle().y + drop);
            let ends = Ends { from: *source, to: *target, attached };
            let (points, label) = if let Some(way) = way {
                (route::forward(&ends, &way.bends), room(flow).map(|room| labels::above(way.name, room)))
            } else {
                let (below_all, above_all) = (self.doors(&ends, from, to, true), self.doors(&ends, from, to, false));
                let down = attached.is_some() || below_all.0 <= above_all.0;
                let doors = if attached.is_some() {
                    (Door::Border, below_all.1.1)
                } else if down {
                    below_all.1
                } else {
                    above_all.1
                };
                let height = if down {
                    below += BACK;
                    below
                } else {
                    above -= BACK;
                    above
                };
                let below = |door, shape: &Rect, node| {
                    let is_event = shape.width <= EVENT && attached.is_none();
                    let room = room(node).filter(|_| down && is_event && door == Door::Border)?;
                    Some((node, labels::under(*shape, room)))
                };
                // What goes down from an event, or comes up to it, leaves its name no room right below it.
                let moved = [below(doors.0, source, from), below(doors.1, target, to)];
                self.labels.extend(moved.into_iter().flatten());
                if !down {
                    // Their names stand below them, as those of events do.
                    self.labels.retain(|node, _| *node != from && *node != to);
                }
                let points = route::backward(&ends, height, doors);
                let label = room(flow).and_then(|room| labels::along(&points, room));
                (points, label)
            };
            self.edges.insert(flow, points);
            self.labels.extend(label.map(|label| (flow, label)));
        }
        self.size.1 = below.max(self.size.1);
        if above < 0.0 {
            self.lower(BACK - above);
        }
    }

    /// By which doors a flow back leaves and reaches its shapes, below or above everything, and how much stands in its way there: a
    /// door at the side is as bad as half a shape.
    fn doors(&self, ends: &Ends, from: usize, to: usize, down: bool) -> (usize, (Door, Door)) {
        if from == to {
            // A loop that can be seen: a small shape has one point only on its lower border.
            let out = if Door::Border.out(ends.from) > Door::Border.into(ends.to) { Door::Border } else { Door::Side };
            return (usize::from(!down), (out, Door::Border));
        }
        let stands = |x: f64, of: Rect, own: usize| {
            let others = self.shapes.iter().filter(|(node, _)| **node != own);
            let over = others.filter(|(_, other)| (other.x..=other.x + other.width).contains(&x));
            let there = |other: &Rect| if down { other.y + other.height > of.y + of.height } else { other.y < of.y };
            over.filter(|(_, other)| there(other)).count() * 2
        };
        let best = |border: usize, side: usize| {
            if border <= side + 1 { (border, Door::Border) } else { (side + 1, Door::Side) }
        };
        let out = |door: Door| stands(door.out(ends.from), ends.from, from);
        let into = |door: Door| stands(door.into(ends.to), ends.to, to);
        let (cost, out) = best(out(Door::Border), out(Door::Side));
        let (more, into) = best(into(Door::Border), into(Door::Side));
        (cost + more, (out, into))
    }

    /// Moves everything down.
    fn lower(&mut self, by: f64) {
        self.shapes.values_mut().chain(self.labels.values_mut()).for_each(|rect| rect.y += by);
        self.edges.values_mut().flatten().for_each(|point| point.y += by);
        self.bands.iter_mut().skip(1).for_each(|(top, _)| *top += by);
        if let Some((_, height)) = self.bands.first_mut() {
            *height += by;
        }
        self.size.1 += by;
    }

    /// Puts something inside, moved.
    pub fn put(&mut self, inner: Laid, dx: f64, dy: f64) {
        let moved = |p: &Point| Point { x: p.x + dx, y: p.y + dy };
        let put = |(n, r): (usize, Rect)| (n, Rect { x: r.x + dx, y: r.y + dy, ..r });
        self.shapes.extend(inner.shapes.into_iter().map(put));
        self.labels.extend(inner.labels.into_iter().map(put));
        self.edges.extend(inner.edges.into_iter().map(|(n, points)| (n, points.iter().map(moved).collect())));
    }

    /// Hands everything over, moved.
    pub fn into_picture(self, picture: &mut Picture, dx: f64, dy: f64) {
        let mut whole = Laid::default();
        whole.put(self, dx, dy);
        picture.shapes.extend(whole.shapes);
        picture.edges.extend(whole.edges);
        picture.labels.extend(whole.labels);
    }
}

fn on(hosts: &BTreeMap<usize, usize>, node: usize) -> usize {
    hosts.get(&node).copied().unwrap_or(node)
}

/// Boundary events and the activities they are attached to, where both are laid out.
fn hosts(document: &Document, nodes: &[usize]) -> BTreeMap<usize, usize> {
    let host = |n: &usize| {
        let host = document.element(*n).get("attachedToRef").and_then(|r| document.resolve(*n, r))?;
        (document.tag(*n) == "boundaryEvent" && nodes.contains(&host)).then_some((*n, host))
    };
    nodes.iter().filter_map(host).collect()
}

/// The sequence flows of a scope with their ends.
fn flows(document: &Document, scope: usize) -> Vec<(usize, usize, usize)> {
    let end = |n: usize, name| document.element(n).get(name).and_then(|r| document.resolve(n, r));
    document
        .children(scope)
        .filter(|n| document.tag(*n) == "sequenceFlow")
        .filter_map(|n| Some((n, end(n, "sourceRef")?, end(n, "targetRef")?)))
        .collect()
}
