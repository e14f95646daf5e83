//! Events and gateways (BPMN 10.5, 10.6): circles and diamonds with the mark of what they wait for, throw or decide by.
use super::super::geometry::Point;
use super::Shape;
use super::paint::{Line, Paint, round};
use crate::read::document::Document;

/// An event: one line begins, two are in between, a thick one ends; dashed is what lets its activity go on.
pub fn event(paint: &mut Paint, document: &Document, shape: &Shape, fill: &str, stroke: &str) {
    let tag = document.tag(shape.of);
    let middle = shape.bounds.middle();
    let radius = shape.bounds.width.min(shape.bounds.height) / 2.0;
    let element = document.element(shape.of);
    let no = |name: &str| element.get(name).is_some_and(|value| value.trim() == "false");
    let dashes = if no("isInterrupting") || no("cancelActivity") { "4 3" } else { "" };
    let (begins, ends) = (tag == "startEvent", tag == "endEvent");
    let width = if ends { 3.5 } else { 1.5 };
    paint.circle(middle, radius, fill, Line { stroke, width, dashes });
    if !begins && !ends {
        paint.circle(middle, radius - 3.0, "none", Line { stroke, width: 1.5, dashes });
    }
    let throws = ends || tag == "intermediateThrowEvent";
    let definitions: Vec<&str> =
        document.children(shape.of).map(|c| document.tag(c)).filter(|tag| tag.ends_with("EventDefinition")).collect();
    let parallel = element.get("parallelMultiple").is_some_and(|value| value.trim() == "true");
    let kind = match definitions.as_slice() {
        [] => return,
        [one] => one,
        _ if parallel => "parallelMultiple",
        _ => "multiple",
    };
    let Some(path) = symbol(kind) else { return };
    // A thrown message is dark with light lines.
    let (fill, line) = match (throws, kind) {
        (true, "messageEventDefinition") => (stroke, Line::solid("#ffffff", 1.2)),
        (true, "timerEventDefinition") | (false, _) => ("none", Line::solid(stroke, 1.3)),
        (true, _) => (stroke, Line::solid(stroke, 1.3)),
    };
    paint.symbol(middle, radius / 18.0, path, fill, line);
}

/// What an event is about, drawn in 20 by 20.
fn symbol(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "messageEventDefinition" => "M3 5H17V15H3ZM3 5L10 11L17 5",
        "timerEventDefinition" => {
            "M10 2A8 8 0 1 0 10 18A8 8 0 1 0 10 2ZM10 4V10L14 12M10 2.5V4M10 16V17.5M2.5 10H4M16 10H17.5"
        }
        "signalEventDefinition" => "M10 3L18 16H2Z",
        "errorEventDefinition" => "M3 17L8 5L12 11L17 3L12 16L8 10Z",
        "escalationEventDefinition" => "M10 3L16 17L10 11L4 17Z",
        "conditionalEventDefinition" => "M4 3H16V17H4ZM6 6H14M6 9H14M6 12H14M6 15H14",
        "compensateEventDefinition" => "M10 4V16L3 10ZM17 4V16L10 10Z",
        "cancelEventDefinition" => "M5 3L10 8L15 3L17 5L12 10L17 15L15 17L10 12L5 17L3 15L8 10L3 5Z",
        "linkEventDefinition" => "M3 7H11V4L18 10L11 16V13H3Z",
        "terminateEventDefinition" => "M10 2A8 8 0 1 0 10 18A8 8 0 1 0 10 2Z",
        "multiple" => "M10 2L18 8L15 17H5L2 8Z",
        "parallelMultiple" => "M8 3H12V8H17V12H12V17H8V12H3V8H8Z",
        _ => return None,
    })
}

/// A gateway: a diamond with the mark of how it decides.
pub fn gateway(paint: &mut Paint, document: &Document, shape: &Shape, fill: &str, stroke: &str) {
    let Point { x, y } = shape.bounds.middle();
    let (w, h) = (shape.bounds.width / 2.0, shape.bounds.height / 2.0);
    let [left, right, top, bottom, x0, y0] = [x - w, x + w, y - h, y + h, x, y].map(round);
    paint.path(&format!("M{x0} {top}L{right} {y0}L{x0} {bottom}L{left} {y0}Z"), fill, Line::solid(stroke, 1.5));
    let middle = shape.bounds.middle();
    let scale = w.min(h) / 25.0;
    let thick = Line::solid(stroke, 3.0);
    match document.tag(shape.of) {
        "exclusiveGateway" if shape.marked => paint.symbol(middle, scale, "M4 3L16 17M16 3L4 17", "none", thick),
        "parallelGateway" => paint.symbol(middle, scale, "M10 0V20M0 10H20", "none", thick),
        "inclusiveGateway" => paint.circle(middle, 11.0 * scale, "none", thick),
        "complexGateway" => paint.symbol(middle, scale, "M10 0V20M0 10H20M3 3L17 17M17 3L3 17", "none", thick),
        "eventBasedGateway" => {
            paint.circle(middle, 13.0 * scale, "none", Line::solid(stroke, 1.2));
            let starts = document.element(shape.of).get("instantiate").is_some_and(|value| value.trim() == "true");
            if !starts {
                paint.circle(middle, 10.5 * scale, "none", Line::solid(stroke, 1.2));
            }
            paint.symbol(middle, scale * 0.8, "M10 2L18 8L15 17H5L2 8Z", "none", Line::solid(stroke, 1.5));
        }
        _ => {}
    }
}
