//! One process or sub-process: its nodes in layers, what is attached to them, and what stands beside the flow.
use super::layers::{COLUMN_GAP, Graph, ROW_GAP, place};
use super::route::{self, Ends};
use super::{Picture, Point, Rect, inside, is_container, size};
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};

/// Between the border of a sub-process and its content, in pixels.
const PADDING: f64 = 40.0;
/// Between two events on one border.
const EVENT_GAP: f64 = 50.0;

/// What was laid out, with the upper left corner at 0, 0.
#[derive(Default)]
pub struct Laid {
    pub shapes: BTreeMap<usize, Rect>,
    pub edges: BTreeMap<usize, Vec<Point>>,
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
    let sizes = |n: usize| {
        let (width, height) = size(document.tag(n));
        let content = contents.get(&n).map_or((0.0, 0.0), |c| (c.size.0 + 2.0 * PADDING, c.size.1 + 2.0 * PADDING));
        let events = hosts.values().filter(|host| **host == n).count() as f64 * EVENT_GAP;
        (width.max(content.0).max(events), height.max(content.1))
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
    let places = place(&Graph {
        sizes: flowing.iter().map(|n| sizes(*n)).collect(),
        edges: drawn.iter().map(|f| (index[&on(&hosts, f.1)], index[&on(&hosts, f.2)])).collect(),
        bands: flowing.iter().map(|n| band(*n)).collect(),
    });
    let mut laid = Laid { size: places.size, bands: places.bands, ..Laid::default() };
    for (node, (x, y)) in flowing.iter().zip(&places.at) {
        let (width, height) = sizes(*node);
        laid.shapes.insert(*node, Rect { x: *x, y: *y, width, height });
    }
    laid.beside(&beside, &sizes);
    for (event, host) in &hosts {
        laid.attach(document, *event, *host, &hosts);
    }
    let mut below = laid.size.1;
    for (flow, bends) in drawn.iter().zip(&places.bends) {
        let ends = Ends { from: laid.shapes[&flow.1], to: laid.shapes[&flow.2], attached: hosts.contains_key(&flow.1) };
        let points = if let Some(bends) = bends {
            route::forward(&ends, bends)
        } else {
            below += 20.0;
            route::backward(&ends, below)
        };
        laid.edges.insert(flow.0, points);
    }
    for flow in flows.iter().filter(|f| on(&hosts, f.1) == on(&hosts, f.2)) {
        if let (Some(from), Some(to)) = (laid.shapes.get(&flow.1), laid.shapes.get(&flow.2)) {
            below += 20.0;
            laid.edges.insert(flow.0, route::backward(&Ends { from: *from, to: *to, attached: false }, below));
        }
    }
    laid.size.1 = below.max(laid.size.1);
    for (node, content) in contents {
        let outer = laid.shapes[&node];
        laid.put(content, outer.x + PADDING, outer.y + PADDING);
    }
    laid
}

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
    fn attach(&mut self, document: &Document, event: usize, host: usize, hosts: &BTreeMap<usize, usize>) {
        let Some(outer) = self.shapes.get(&host).copied() else { return };
        let before = hosts.iter().filter(|(e, h)| **h == host && **e < event).count() as f64;
        let (width, height) = size(document.tag(event));
        let x = outer.x + 10.0 + before * EVENT_GAP;
        self.shapes.insert(event, Rect { x, y: outer.y + outer.height - height / 2.0, width, height });
        self.size.1 = self.size.1.max(outer.y + outer.height + height / 2.0);
    }

    /// Puts something inside, moved.
    pub fn put(&mut self, inner: Laid, dx: f64, dy: f64) {
        let moved = |p: &Point| Point { x: p.x + dx, y: p.y + dy };
        self.shapes.extend(inner.shapes.into_iter().map(|(n, r)| (n, Rect { x: r.x + dx, y: r.y + dy, ..r })));
        self.edges.extend(inner.edges.into_iter().map(|(n, points)| (n, points.iter().map(moved).collect())));
    }

    /// Hands everything over, moved.
    pub fn into_picture(self, picture: &mut Picture, dx: f64, dy: f64) {
        let mut whole = Laid::default();
        whole.put(self, dx, dy);
        picture.shapes.extend(whole.shapes);
        picture.edges.extend(whole.edges);
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
