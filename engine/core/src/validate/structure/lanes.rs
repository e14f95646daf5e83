//! Lanes: whose nodes they hold.
use super::{all, children, process_of, referred, required::has, warning};
use crate::problem::Problem;
use crate::read::document::Document;
use std::collections::BTreeMap;

pub fn check(document: &Document, problems: &mut Vec<Problem>) {
    for lane in all(document, "lane") {
        problems.extend(one_partition(document, lane));
        foreign_nodes(document, lane, problems);
    }
    for set in all(document, "laneSet").chain(all(document, "childLaneSet")) {
        twice(document, set, problems);
    }
}

/// BPMN 10.8: a lane refers to what divides it, or holds it, not both.
fn one_partition(document: &Document, lane: usize) -> Option<Problem> {
    let message = "a lane has partitionElement or partitionElementRef; remove one of them";
    (has(document, lane, "partitionElement") && document.element(lane).get("partitionElementRef").is_some())
        .then(|| warning(document, lane, "lane-partition", message))
}

/// BPMN 10.8: the lanes of a process divide its own nodes.
fn foreign_nodes(document: &Document, lane: usize, problems: &mut Vec<Problem>) {
    let process = process_of(document, lane);
    for node in referred(document, lane, "flowNodeRef") {
        if process.is_some() && process_of(document, node) != process {
            let message = format!("`{}` is in another process; lanes hold nodes of their own", document.id(node));
            problems.push(warning(document, lane, "lane-foreign-node", message));
        }
    }
}

/// BPMN 10.8: the lanes of a set do not overlap: a node is in one of them.
fn twice(document: &Document, set: usize, problems: &mut Vec<Problem>) {
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for lane in children(document, set, "lane") {
        for node in referred(document, lane, "flowNodeRef") {
            let first = *held.entry(node).or_insert(lane);
            if first != lane {
                let message = format!("`{}` is in lane `{}` already", document.id(node), document.id(first));
                problems.push(warning(document, lane, "lane-node-twice", message));
            }
        }
    }
}
