//! The whole file: pools one below the other, lanes as bands in them, processes without a pool on planes of their own.
use super::layers::ROW_GAP;
use super::messages::{Crowd, End};
use super::route;
use super::scope::{Laid, lay_out};
use super::{Diagram, Picture, Point, Rect, inside, is_container, labels};
use crate::read::document::Document;
use std::collections::{BTreeMap, BTreeSet};

/// The strip with the name of a pool or lane, in pixels.
const HEADER: f64 = 30.0;
/// Between the border of a pool or lane and its content.
const PADDING: f64 = 30.0;
/// The height of a pool that shows nothing.
const BLACK_BOX: f64 = 60.0;
/// The least width of a pool.
const POOL_WIDTH: f64 = 600.0;
/// Where the first shape stands.
const ORIGIN: f64 = 100.0;

/// Draws what a file has and its diagram lacks.
pub fn draw(document: &Document, there: &Diagram, picture: &mut Picture) {
    let collaboration = document.bpmn().find(|(_, e)| e.tag == "collaboration").map(|(n, _)| n);
    let pools: Vec<(usize, Option<usize>)> = collaboration.map_or(vec![], |c| pools(document, c));
    let mut top = there.shapes.values().map(|r| r.y + r.height + 2.0 * ROW_GAP).fold(ORIGIN, f64::max);
    let processes: Vec<usize> = document.bpmn().filter(|(_, e)| e.tag == "process").map(|(n, _)| n).collect();
    for process in &processes {
        let pool = pools.iter().find(|(_, p)| *p == Some(*process)).map(|(pool, _)| *pool);
        let plane = pool.and(collaboration).unwrap_or(*process);
        let content = content(document, *process, there);
        let fresh = !has_any(document, *process, there);
        if content.is_empty() && pool.is_none_or(|p| there.shapes.contains_key(&p)) {
            continue;
        }
        let (pool, lanes) = if fresh { (pool, lanes(document, *process)) } else { (None, vec![]) };
        let laid = banded(document, *process, &content, pool, &lanes);
        let height = laid.size.1;
        let own_plane = plane == *process && fresh;
        let at = if own_plane { ORIGIN } else { top };
        register(picture, plane, &laid, fresh);
        laid.into_picture(picture, ORIGIN, at);
        if !own_plane {
            top += height + 2.0 * ROW_GAP;
        }
    }
    let width = widest(&pools, picture);
    for (pool, _) in pools.iter().filter(|(pool, process)| process.is_none() && !there.shapes.contains_key(pool)) {
        let mut laid = Laid { size: (width, BLACK_BOX), ..Laid::default() };
        laid.shapes.insert(*pool, Rect { x: 0.0, y: 0.0, width, height: BLACK_BOX });
        if let Some(collaboration) = collaboration {
            register(picture, collaboration, &laid, true);
        }
        laid.into_picture(picture, ORIGIN, top);
        top += BLACK_BOX + 2.0 * ROW_GAP;
    }
    connect(document, there, picture, collaboration, &processes);
}

fn pools(document: &Document, collaboration: usize) -> Vec<(usize, Option<usize>)> {
    let process = |n: usize| document.element(n).get("processRef").and_then(|r| document.resolve(n, r));
    document.children(collaboration).filter(|n| document.tag(*n) == "participant").map(|n| (n, process(n))).collect()
}

/// What of a process is not drawn yet, of every depth. What stands in a sub-process that is drawn without its content is
/// meant to be hidden.
fn content(document: &Document, scope: usize, there: &Diagram) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut scopes = vec![scope];
    while let Some(scope) = scopes.pop() {
        for node in inside(document, scope) {
            let drawn = there.shapes.contains_key(&node);
            if !drawn {
                found.insert(node);
            }
            if is_container(document.tag(node)) && !drawn {
                scopes.push(node);
            }
        }
    }
    found
}

fn has_any(document: &Document, process: usize, there: &Diagram) -> bool {
    inside(document, process).iter().any(|n| there.shapes.contains_key(n))
}

/// The lanes without lanes inside, with the nodes in them.
fn lanes(document: &Document, process: usize) -> Vec<(usize, BTreeSet<usize>)> {
    let mut found = vec![];
    let mut sets: Vec<usize> = document.children(process).filter(|n| document.tag(*n) == "laneSet").collect();
    while let Some(set) = sets.pop() {
        for lane in document.children(set).filter(|n| document.tag(*n) == "lane") {
            if let Some(inner) = document.child(lane, "childLaneSet") {
                sets.push(inner);
            } else {
                let refs = document.children(lane).filter(|n| document.tag(*n) == "flowNodeRef");
                let nodes = refs.filter_map(|n| document.resolve(n, &document.tree.text(n))).collect();
                found.push((lane, nodes));
            }
        }
    }
    found
}

/// A process with its lanes and its pool around it.
fn banded(
    document: &Document,
    process: usize,
    content: &BTreeSet<usize>,
    pool: Option<usize>,
    lanes: &[(usize, BTreeSet<usize>)],
) -> Laid {
    let band = |node: usize| {
        let host = document.element(node).get("attachedToRef").and_then(|r| document.resolve(node, r)).unwrap_or(node);
        lanes.iter().position(|(_, nodes)| nodes.contains(&host)).unwrap_or(0)
    };
    let inner = lay_out(document, process, content, &band);
    if pool.is_none() && lanes.is_empty() {
        return inner;
    }
    let left = if pool.is_some() { HEADER } else { 0.0 };
    let header = if lanes.is_empty() { left } else { left + HEADER };
    let width = (header + inner.size.0 + 2.0 * PADDING).max(POOL_WIDTH);
    let mut laid = Laid { size: (width, inner.size.1 + 2.0 * PADDING), ..Laid::default() };
    let borders = borders(&inner, lanes.len());
    for ((lane, _), (top, height)) in lanes.iter().zip(&borders) {
        laid.shapes.insert(*lane, Rect { x: left, y: *top, width: width - left, height: *height });
    }
    if let Some(pool) = pool {
        laid.shapes.insert(pool, Rect { x: 0.0, y: 0.0, width, height: laid.size.1 });
    }
    laid.put(inner, header + PADDING, PADDING);
    laid
}

/// The top and height of each lane: they meet in the middle between the bands of nodes.
fn borders(inner: &Laid, count: usize) -> Vec<(f64, f64)> {
    let whole = inner.size.1 + 2.0 * PADDING;
    let band = |lane: usize| inner.bands.get(lane).copied().unwrap_or((inner.size.1, 0.0));
    let top = |lane: usize| if lane == 0 { 0.0 } else { PADDING + band(lane).0 - ROW_GAP / 2.0 };
    let end = |lane: usize| if lane + 1 == count { whole } else { top(lane + 1) };
    (0..count).map(|lane| (top(lane), (end(lane) - top(lane)).max(1.0))).collect()
}

fn register(picture: &mut Picture, plane: usize, laid: &Laid, fresh: bool) {
    let all = laid.shapes.keys().chain(laid.edges.keys()).copied();
    if !fresh {
        picture.added.entry(plane).or_default().extend(all);
        return;
    }
    match picture.planes.iter_mut().find(|(of, _)| *of == plane) {
        Some((_, members)) => members.extend(all),
        None => picture.planes.push((plane, all.collect())),
    }
}

fn widest(pools: &[(usize, Option<usize>)], picture: &Picture) -> f64 {
    pools.iter().filter_map(|(pool, _)| picture.shapes.get(pool)).map(|r| r.width).fold(POOL_WIDTH, f64::max)
}

/// Message flows, associations and the flows between what was drawn before and what is drawn now.
fn connect(
    document: &Document,
    there: &Diagram,
    picture: &mut Picture,
    collaboration: Option<usize>,
    processes: &[usize],
) {
    let shapes: BTreeMap<usize, Rect> = there.shapes.iter().chain(&picture.shapes).map(|(n, r)| (*n, *r)).collect();
    for (number, entry) in document.bpmn() {
        if !matches!(entry.tag, "messageFlow" | "association" | "sequenceFlow")
            || there.edges.contains_key(&number)
            || picture.edges.contains_key(&number)
        {
            continue;
        }
        let end = |name| document.element(number).get(name).and_then(|r| document.resolve(number, r));
        let (Some(source), Some(target)) = (end("sourceRef"), end("targetRef")) else { continue };
        let (Some(from), Some(to)) = (shapes.get(&source), shapes.get(&target)) else { continue };
        let room = labels::room(document, number);
        let both = ends(document, &shapes, collaboration, (source, target)).filter(|_| entry.tag == "messageFlow");
        let (points, label) = if let Some(both) = both {
            message(document, picture, &shapes, ((source, target), &both), room)
        } else {
            let points = route::between(*from, *to);
            let label = room.and_then(|room| labels::along(&points, room));
            (points, label)
        };
        picture.labels.extend(label.map(|label| (number, label)));
        picture.edges.insert(number, points);
        let process = around(document, number).filter(|p| processes.contains(p));
        let pooled =
            collaboration.filter(|c| process.is_none_or(|p| pools(document, *c).iter().any(|(_, of)| *of == Some(p))));
        let plane = pooled.or(process);
        let Some(plane) = plane else { continue };
        match picture.planes.iter_mut().find(|(of, _)| *of == plane) {
            Some((_, members)) => drop(members.insert(number)),
            None => drop(picture.added.entry(plane).or_default().insert(number)),
        }
    }
}

/// Both ends of a message with their pools, where they have any that lie apart.
fn ends(
    document: &Document,
    shapes: &BTreeMap<usize, Rect>,
    collaboration: Option<usize>,
    (source, target): (usize, usize),
) -> Option<(End, End)> {
    let all = pools(document, collaboration?);
    let end = |node: usize| {
        let process = around(document, node);
        let pool =
            all.iter().find(|(pool, of)| *pool == node || (of.is_some() && *of == process)).map(|(pool, _)| *pool)?;
        Some(End { shape: *shapes.get(&node)?, pool: *shapes.get(&pool)? })
    };
    let (from, to) = (end(source)?, end(target)?);
    let apart = |a: Rect, b: Rect| a.y + a.height <= b.y || b.y + b.height <= a.y;
    apart(from.pool, to.pool).then_some((from, to))
}

/// The way of a message around everything else, and where its name stands.
fn message(
    document: &Document,
    picture: &mut Picture,
    shapes: &BTreeMap<usize, Rect>,
    ((source, target), (from, to)): ((usize, usize), &(End, End)),
    room: Option<(f64, f64)>,
) -> (Vec<Point>, Option<Rect>) {
    let down = from.shape.middle().y <= to.shape.middle().y;
    // What goes down from an event, or comes up to it, leaves its name no room right below it.
    for (node, shape) in [(source, from.shape), (target, to.shape)] {
        let is_below = if node == source { down } else { !down };
        let name = labels::room(document, node).filter(|_| is_below && document.tag(node).ends_with("Event"));
        if let Some(name) = name.filter(|_| picture.shapes.contains_key(&node)) {
            picture.labels.insert(node, labels::under(shape, name));
        }
    }
    let up = |node: usize| std::iter::successors(Some(node), |n| document.element(*n).parent).collect::<BTreeSet<_>>();
    let host = |n: usize| document.element(n).get("attachedToRef").and_then(|r| document.resolve(n, r));
    let (mut own, hosts) = (&up(source) | &up(target), [host(source), host(target)]);
    own.extend(hosts.into_iter().flatten());
    let mut crowd = Crowd::default();
    for (node, shape) in shapes.iter().filter(|(n, _)| !matches!(document.tag(**n), "participant" | "lane")) {
        if !own.contains(node) {
            crowd.rects.push(*shape);
        }
        if document.tag(*node).ends_with("Event") && !picture.labels.contains_key(node) {
            crowd.rects.extend(labels::room(document, *node).map(|room| labels::below(*shape, room)));
        }
    }
    crowd.rects.extend(picture.labels.values());
    picture.edges.values().for_each(|points| crowd.add(points));
    let points = crowd.way(from, to, room);
    let border = |end: &End, low: bool| if low { end.pool.y + end.pool.height } else { end.pool.y };
    let (one, other) = (border(from, down), border(to, !down));
    let label = room.and_then(|room| crowd.name(&points, (one.min(other), one.max(other)), room));
    (route::straight(points), label)
}

/// The process around an element.
fn around(document: &Document, number: usize) -> Option<usize> {
    std::iter::successors(Some(number), |n| document.element(*n).parent).find(|n| document.tag(*n) == "process")
}
