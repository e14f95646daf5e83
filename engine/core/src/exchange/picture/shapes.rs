//! Activities, pools, lanes, data and notes (BPMN 10.3, 9.3, 10.4, 8.4).
use super::super::geometry::{Point, Rect};
use super::paint::{INK, Line, PAPER, PASSED, Paint, round};
use super::text::lines;
use super::{Marks, Shape, events, name};
use crate::read::document::Document;

/// The size of names.
const SIZE: f64 = 12.0;
/// How wide the band of a pool or lane is.
const BAND: f64 = 30.0;

/// What others stand in.
pub fn container(paint: &mut Paint, document: &Document, shape: &Shape, marks: &Marks) {
    let id = document.id(shape.of);
    let tag = document.tag(shape.of);
    let bounds = shape.bounds;
    let (stroke, fill) = colours(shape);
    let title = name(document, shape.of, marks.english);
    paint.open(id.as_str());
    match tag {
        "participant" | "lane" => {
            paint.rect(bounds, 0.0, fill, Line::solid(stroke, 1.5));
            band(paint, shape, &title, tag == "participant", stroke);
        }
        "group" => {
            paint.rect(bounds, 8.0, "none", Line { stroke, width: 1.5, dashes: "8 3 2 3" });
            let value = document.element(shape.of).get("categoryValueRef");
            let value = value.and_then(|of| document.resolve(shape.of, of));
            let title = value.and_then(|number| document.element(number).get("value")).unwrap_or_default();
            let at = bounds.x + bounds.width / 2.0;
            paint.lines(&lines(title, bounds.width, SIZE, 1), at, bounds.y + 16.0, SIZE, "middle");
        }
        _ => {
            frame(paint, document, shape, stroke, fill);
            let at = bounds.x + bounds.width / 2.0;
            paint.lines(&lines(&title, bounds.width - 12.0, SIZE, 1), at, bounds.y + 17.0, SIZE, "middle");
            markers(paint, document, shape, stroke);
        }
    }
    paint.close();
}

/// What stands for itself.
pub fn node(paint: &mut Paint, document: &Document, shape: &Shape, marks: &Marks) {
    let id = document.id(shape.of);
    let tag = document.tag(shape.of);
    let (stroke, fill) = colours(shape);
    let stroke = if marks.passed.contains(id.as_str()) { PASSED } else { stroke };
    let title = name(document, shape.of, marks.english);
    paint.open(id.as_str());
    if tag.ends_with("Event") {
        events::event(paint, document, shape, fill, stroke);
        outside(paint, shape, &title);
    } else if tag.ends_with("Gateway") {
        events::gateway(paint, document, shape, fill, stroke);
        outside(paint, shape, &title);
    } else if tag.starts_with("data") {
        data(paint, document, shape, stroke, fill);
        outside(paint, shape, &title);
    } else if tag == "textAnnotation" {
        note(paint, document, shape, stroke);
    } else {
        frame(paint, document, shape, stroke, fill);
        icon(paint, tag, shape.bounds, stroke);
        inside(paint, shape.bounds, &title);
        markers(paint, document, shape, stroke);
    }
    paint.close();
}

fn colours(shape: &Shape) -> (&str, &str) {
    (shape.stroke.as_deref().unwrap_or(INK), shape.fill.as_deref().unwrap_or(PAPER))
}

/// The border of an activity: thick where it calls, twice where it is a transaction, dotted where an event begins it.
fn frame(paint: &mut Paint, document: &Document, shape: &Shape, stroke: &str, fill: &str) {
    let tag = document.tag(shape.of);
    let by_event = document.element(shape.of).get("triggeredByEvent").is_some_and(|value| value.trim() == "true");
    let line = Line {
        stroke,
        width: if tag == "callActivity" { 4.0 } else { 1.5 },
        dashes: if by_event { "2 4" } else { "" },
    };
    paint.rect(shape.bounds, 8.0, fill, line);
    if tag == "transaction" {
        let Rect { x, y, width, height } = shape.bounds;
        let inner = Rect { x: x + 3.0, y: y + 3.0, width: (width - 6.0).max(0.0), height: (height - 6.0).max(0.0) };
        paint.rect(inner, 6.0, "none", Line::solid(stroke, 1.5));
    }
}

/// What does the work of a task (BPMN 10.3.3), in the upper left corner.
fn icon(paint: &mut Paint, tag: &str, bounds: Rect, stroke: &str) {
    let at = Point { x: bounds.x + 14.0, y: bounds.y + 14.0 };
    let line = Line::solid(stroke, 1.4);
    let path = match tag {
        "userTask" => "M10 2A4 4 0 1 0 10 10A4 4 0 1 0 10 2ZM3 18C3 13 6 11 10 11C14 11 17 13 17 18Z",
        "manualTask" => "M3 9L8 5H16V7H11H17V9H11H17V11H11H16V13H11H15V15H6L3 13Z",
        "serviceTask" => {
            "M8 2H12L12.5 4.5L15 6L17.5 5L19 8.5L17 10L19 11.5L17.5 15L15 14L12.5 15.5L12 18H8L7.5 15.5L5 14L2.5 15L1 11.5\
             L3 10L1 8.5L2.5 5L5 6L7.5 4.5ZM10 7A3 3 0 1 0 10 13A3 3 0 1 0 10 7Z"
        }
        "scriptTask" => "M6 2H17C13 6 18 12 14 18H3C7 12 2 6 6 2ZM7 6H13M7 10H14M6 14H13",
        "businessRuleTask" => "M2 4H18V16H2ZM2 8H18M2 12H18M7 8V16",
        "receiveTask" => "M2 5H18V16H2ZM2 5L10 11L18 5",
        "sendTask" => {
            paint.symbol(at, 0.8, "M2 5H18V16H2ZM2 5L10 11L18 5", stroke, Line::solid(PAPER, 1.2));
            return;
        }
        _ => return,
    };
    paint.symbol(at, 0.8, path, "none", line);
}

/// What an activity does beside its work (BPMN 10.3.8), in the middle of its lower border.
fn markers(paint: &mut Paint, document: &Document, shape: &Shape, stroke: &str) {
    let mut marks: Vec<&str> = vec![];
    let tag = document.tag(shape.of);
    let container = matches!(tag, "subProcess" | "transaction" | "adHocSubProcess");
    if container && !shape.expanded {
        marks.push("M3 3H17V17H3ZM10 6V14M6 10H14");
    }
    if document.child(shape.of, "standardLoopCharacteristics").is_some() {
        marks.push("M7 17A7 7 0 1 1 13 17M13 17L13 12M13 17L18 17");
    }
    if let Some(many) = document.child(shape.of, "multiInstanceLoopCharacteristics") {
        let one_by_one = document.element(many).get("isSequential").is_some_and(|value| value.trim() == "true");
        marks.push(if one_by_one { "M3 5H17M3 10H17M3 15H17" } else { "M5 3V17M10 3V17M15 3V17" });
    }
    if document.element(shape.of).get("isForCompensation").is_some_and(|value| value.trim() == "true") {
        marks.push("M10 4V16L3 10ZM17 4V16L10 10Z");
    }
    if tag == "adHocSubProcess" {
        marks.push("M2 12C5 5 8 7 10 10C12 13 15 15 18 8");
    }
    let Rect { x, y, width, height } = shape.bounds;
    let from = x + width / 2.0 - (marks.len() as f64 - 1.0) * 9.0;
    for (number, path) in marks.iter().enumerate() {
        let at = Point { x: from + number as f64 * 18.0, y: y + height - 10.0 };
        paint.symbol(at, 0.7, path, "none", Line::solid(stroke, 1.8));
    }
}

fn band(paint: &mut Paint, shape: &Shape, title: &str, line: bool, stroke: &str) {
    let Rect { x, y, width, height } = shape.bounds;
    if shape.horizontal {
        if line {
            let at = round(x + BAND);
            paint.path(&format!("M{at} {}V{}", round(y), round(y + height)), "none", Line::solid(stroke, 1.5));
        }
        if let Some(line) = lines(title, height - 8.0, SIZE, 1).first() {
            paint.upright(line, x + BAND / 2.0 + 4.0, y + height / 2.0, SIZE);
        }
    } else {
        if line {
            let at = round(y + BAND);
            paint.path(&format!("M{} {at}H{}", round(x), round(x + width)), "none", Line::solid(stroke, 1.5));
        }
        paint.lines(&lines(title, width - 8.0, SIZE, 1), x + width / 2.0, y + BAND / 2.0 + 4.0, SIZE, "middle");
    }
}

fn data(paint: &mut Paint, document: &Document, shape: &Shape, stroke: &str, fill: &str) {
    let Rect { x, y, width, height } = shape.bounds;
    let line = Line::solid(stroke, 1.5);
    let [x0, x1, y0, y1] = [x, x + width, y, y + height].map(round);
    if document.tag(shape.of) == "dataStoreReference" {
        let (bow, low) = (round(height / 8.0), round(y + height / 8.0));
        let (half, lower) = (round(width / 2.0), round(y + height * 7.0 / 8.0));
        let path = format!("M{x0} {low}A{half} {bow} 0 0 1 {x1} {low}V{lower}A{half} {bow} 0 0 1 {x0} {lower}Z");
        paint.path(&path, fill, line);
        paint.path(&format!("M{x0} {low}A{half} {bow} 0 0 0 {x1} {low}"), "none", line);
        return;
    }
    let fold = width.min(height) / 3.0;
    let (inner, low) = (round(x + width - fold), round(y + fold));
    paint.path(&format!("M{x0} {y0}H{inner}L{x1} {low}V{y1}H{x0}ZM{inner} {y0}V{low}H{x1}"), fill, line);
}

fn note(paint: &mut Paint, document: &Document, shape: &Shape, stroke: &str) {
    let Rect { x, y, width, height } = shape.bounds;
    let [x0, inner, y0, y1] = [x, x + 10.0, y, y + height].map(round);
    paint.path(&format!("M{inner} {y0}H{x0}V{y1}H{inner}"), "none", Line::solid(stroke, 1.5));
    let text = document.child(shape.of, "text").map(|number| document.tree.text(number)).unwrap_or_default();
    let many = ((height - 6.0) / (SIZE * 1.25)).max(1.0) as usize;
    paint.lines(&lines(&text, width - 10.0, SIZE, many), x + 6.0, y + SIZE + 3.0, SIZE, "start");
}

/// A name inside of a shape, in its middle.
fn inside(paint: &mut Paint, bounds: Rect, title: &str) {
    let many = ((bounds.height - 22.0) / (SIZE * 1.25)).max(1.0) as usize;
    let lines = lines(title, bounds.width - 14.0, SIZE, many);
    let middle = bounds.middle();
    let y = middle.y + SIZE * 0.35 - (lines.len() as f64 - 1.0) * SIZE * 1.25 / 2.0;
    paint.lines(&lines, middle.x, y, SIZE, "middle");
}

/// A name below a shape, or where the file has it.
fn outside(paint: &mut Paint, shape: &Shape, title: &str) {
    let bounds = shape.bounds;
    let (x, y, width) = match shape.label {
        Some(label) => (label.x + label.width / 2.0, label.y + SIZE, label.width.max(70.0)),
        None => (bounds.middle().x, bounds.y + bounds.height + SIZE + 4.0, bounds.width + 54.0),
    };
    paint.lines(&lines(title, width, SIZE, 3), x, y, SIZE, "middle");
}
