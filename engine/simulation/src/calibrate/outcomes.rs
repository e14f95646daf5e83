//! How approvals end: as often one way or the other as people decided.
use super::Elements;
use crate::scenario::{Outcome, Scenario};
use std::collections::BTreeMap;
use weir_core::Process;
use weir_core::process::Kind;
use weir_mining::log::{Log, Outcome as Left, Value};

/// Shares of votes, where the scenario has none.
pub(super) fn learn(processes: &[Process], log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let is_approval = |kind: &Kind| matches!(kind, Kind::UserTask(task) if task.approval.is_some());
    let all = processes.iter().flat_map(|process| process.graph.node_weights());
    let mut votes: BTreeMap<String, (f64, f64)> =
        all.filter(|element| is_approval(&element.kind)).map(|e| (e.id.to_string(), (0.0, 0.0))).collect();
    votes.retain(|id, _| scenario.elements.get(id).is_none_or(|given| given.property.outcomes.is_empty()));
    for row in (0..log.row_count()).filter(|row| log.outcome[*row] == Left::Completed) {
        let Some(id) = elements.of(log, row) else { continue };
        let (Some((yes, no)), Some(Value::Text(vote))) = (votes.get_mut(id), log.attributes.value("decision", row))
        else {
            continue;
        };
        match vote.as_str() {
            "approve" | "approved" => *yes += 1.0,
            "reject" | "rejected" => *no += 1.0,
            _ => {}
        }
    }
    for (id, (yes, no)) in votes.into_iter().filter(|(_, (yes, no))| yes + no > 0.0) {
        let way = |outcome: &str, count: f64| Outcome {
            probability: count / (yes + no),
            outcome: Some(outcome.to_owned()),
            ..Outcome::default()
        };
        let ways = [way("approve", yes), way("reject", no)].into_iter().filter(|way| way.probability > 0.0);
        scenario.element(&id).property.outcomes = ways.collect();
    }
}
