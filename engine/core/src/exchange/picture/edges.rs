//! Flows and associations (BPMN 8.4.13, 9.4, 8.4.1).
use super::super::geometry::Point;
use super::paint::{INK, Line, PAPER, PASSED, Paint, round};
use super::text::lines;
use super::{Edge, Marks, name};
use crate::read::document::Document;
use std::fmt::Write;

/// The size of the names of flows.
const SIZE: f64 = 11.0;

/// An edge with its ends, its marks and its name.
pub fn edge(paint: &mut Paint, document: &Document, edge: &Edge, marks: &Marks) {
    let id = document.id(edge.of);
    let tag = document.tag(edge.of);
    let passed = marks.passed.contains(id.as_str());
    let stroke = if passed { PASSED } else { edge.stroke.as_deref().unwrap_or(INK) };
    let line = Line {
        stroke,
        width: if passed { 3.0 } else { 1.5 },
        dashes: match tag {
            "messageFlow" => "8 5",
            "association" | "dataInputAssociation" | "dataOutputAssociation" => "2 4",
            _ => "",
        },
    };
    paint.open(id.as_str());
    let mut path = String::new();
    for (number, point) in edge.points.iter().enumerate() {
        let letter = if number == 0 { "M" } else { "L" };
        let _ = write!(path, "{letter}{} {}", round(point.x), round(point.y));
    }
    paint.path(&path, "none", line);
    let [from, after] = [edge.points[0], edge.points[1]];
    let [before, to] = [edge.points[edge.points.len() - 2], edge.points[edge.points.len() - 1]];
    let thin = Line::solid(stroke, 1.5);
    match tag {
        "messageFlow" => {
            paint.circle(from, 4.0, PAPER, thin);
            head(paint, before, to, PAPER, thin);
        }
        "association" => {
            let direction = document.element(edge.of).get("associationDirection").unwrap_or_default();
            if matches!(direction, "One" | "Both") {
                tip(paint, before, to, thin);
            }
            if direction == "Both" {
                tip(paint, after, from, thin);
            }
        }
        "dataInputAssociation" | "dataOutputAssociation" => tip(paint, before, to, thin),
        _ => {
            head(paint, before, to, stroke, thin);
            mark(paint, document, edge, from, after, thin);
        }
    }
    label(paint, document, edge, marks);
    paint.close();
}

/// A condition is a diamond at the beginning of a flow that leaves no gateway, the default a slash (BPMN 8.4.13).
fn mark(paint: &mut Paint, document: &Document, edge: &Edge, from: Point, after: Point, line: Line<'_>) {
    let source = document.element(edge.of).get("sourceRef").and_then(|of| document.resolve(edge.of, of));
    let Some(source) = source else { return };
    let default = document.element(source).get("default").and_then(|of| document.resolve(source, of));
    let [along, across] = directions(from, after);
    let at = |a: f64, b: f64| Point { x: from.x + along.x * a + across.x * b, y: from.y + along.y * a + across.y * b };
    if default == Some(edge.of) {
        paint.path(&through(&[at(7.0, 5.0), at(13.0, -5.0)], false), "none", line);
    } else if document.child(edge.of, "conditionExpression").is_some() && !document.tag(source).ends_with("Gateway") {
        paint.path(&through(&[at(0.0, 0.0), at(8.0, 5.0), at(16.0, 0.0), at(8.0, -5.0)], true), PAPER, line);
    }
}

/// A filled or open triangle.
fn head(paint: &mut Paint, before: Point, to: Point, fill: &str, line: Line<'_>) {
    paint.path(&through(&corners(before, to), true), fill, line);
}

/// Two strokes.
fn tip(paint: &mut Paint, before: Point, to: Point, line: Line<'_>) {
    let [top, left, right] = corners(before, to);
    paint.path(&through(&[left, top, right], false), "none", line);
}

fn corners(before: Point, to: Point) -> [Point; 3] {
    let [along, across] = directions(before, to);
    let at = |b: f64| Point { x: to.x - along.x * 9.0 + across.x * b, y: to.y - along.y * 9.0 + across.y * b };
    [to, at(4.5), at(-4.5)]
}

/// From one point to the other, and across that, both of length 1.
fn directions(from: Point, to: Point) -> [Point; 2] {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = x.hypot(y);
    let along = if length > 0.0 { Point { x: x / length, y: y / length } } else { Point { x: 1.0, y: 0.0 } };
    [along, Point { x: -along.y, y: along.x }]
}

fn through(points: &[Point], closed: bool) -> String {
    let mut path = String::new();
    for (number, point) in points.iter().enumerate() {
        let letter = if number == 0 { "M" } else { "L" };
        let _ = write!(path, "{letter}{} {}", round(point.x), round(point.y));
    }
    if closed {
        path.push('Z');
    }
    path
}

fn label(paint: &mut Paint, document: &Document, edge: &Edge, marks: &Marks) {
    let name = name(document, edge.of, marks.english);
    if name.is_empty() {
        return;
    }
    let middle = halfway(&edge.points);
    let beside = (middle.x, middle.y - 5.0, 100.0);
    let at = edge.label.map(|label| (label.x + label.width / 2.0, label.y + SIZE, label.width.max(60.0)));
    let (x, y, width) = at.unwrap_or(beside);
    paint.lines(&lines(&name, width, SIZE, 3), x, y, SIZE, "middle");
}

/// The point half-way along a line.
fn halfway(points: &[Point]) -> Point {
    let length = |pair: &[Point]| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
    let mut rest = points.windows(2).map(length).sum::<f64>() / 2.0;
    for pair in points.windows(2) {
        let length = length(pair);
        if rest <= length && length > 0.0 {
            let share = rest / length;
            let (dx, dy) = (pair[1].x - pair[0].x, pair[1].y - pair[0].y);
            return Point { x: pair[0].x + dx * share, y: pair[0].y + dy * share };
        }
        rest -= length;
    }
    points[0]
}
