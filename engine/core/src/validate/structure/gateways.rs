//! `gatewayDirection` against the flows that are there.
use super::{all, warning};
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

fn count(document: &Document, end: &str) -> BTreeMap<usize, u32> {
    let mut counts = BTreeMap::new();
    for flow in all(document, "sequenceFlow") {
        if let Some(node) = super::target(document, flow, end) {
            *counts.entry(node).or_default() += 1;
        }
    }
    counts
}
