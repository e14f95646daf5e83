//! `gatewayDirection` against the flows that are there.
use super::{all, error, warning};
use crate::catalogue::Family;
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeMap;

/// BPMN: a converging gateway has several incoming flows and not several outgoing ones, a diverging one the opposite, a
/// mixed one several of both. The flows count for execution; the direction is documentation.
pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    let incoming = count(document, "targetRef");
    let outgoing = count(document, "sourceRef");
    for (number, entry) in document.bpmn().filter(|(_, entry)| entry.family == Family::Gateway) {
        problems.extend(parallel_events(document, number));
        let many = |counts: &BTreeMap<usize, u32>| counts.get(&number).is_some_and(|count| *count > 1);
        let (many_in, many_out) = (many(&incoming), many(&outgoing));
        let direction = document.element(number).get("gatewayDirection").unwrap_or("Unspecified");
        let fits = match direction {
            "Converging" => many_in && !many_out,
            "Diverging" => !many_in && many_out,
            "Mixed" => many_in && many_out,
            _ => true,
        };
        if !fits {
            let message = format!("the direction of this {} is {direction}, its flows say otherwise", entry.tag);
            problems.push(warning(document, number, "gateway-direction", message));
        }
    }
}

/// BPMN 10.6.6: only an event-based gateway that starts the process may need all of its events.
fn parallel_events(document: &Document, number: usize) -> Option<Problem> {
    let element = document.element(number);
    let parallel = element.get("eventGatewayType").map(str::trim) == Some("Parallel");
    let starts = element.get("instantiate").is_some_and(|value| matches!(value.trim(), "true" | "1"));
    let message = "eventGatewayType Parallel is for gateways that start the process; set instantiate, or use Exclusive";
    (parallel && !starts).then(|| error(document, number, "event-gateway-parallel", message))
}

fn count(document: &Document, end: &str) -> BTreeMap<usize, u32> {
    let mut counts = BTreeMap::new();
    for flow in all(document, "sequenceFlow") {
        if let Some(node) = super::target(document, flow, end) {
            *counts.entry(node).or_default() += 1;
        }
    }
    counts
}
