//! How work of people ends: approvals as often one way or the other as people decided, and tasks sent back as often as they were.
use super::Elements;
use crate::scenario::{Outcome, Scenario};
use std::collections::BTreeMap;
use weir_core::Process;
use weir_core::process::Kind;
use weir_mining::log::{Log, Outcome as Left, Value};

/// How a task ended.
#[derive(Default)]
struct Ends {
    approval: bool,
    done: f64,
    yes: f64,
    no: f64,
    /// To which task it was sent back: how often, and how often it came straight back from there.
    back: BTreeMap<String, (f64, f64)>,
}

/// Shares of votes and of returns, where the scenario has none.
pub(super) fn learn(processes: &[Process], log: &Log, elements: &Elements, scenario: &mut Scenario) {
    let all = processes.iter().flat_map(|process| process.graph.node_weights());
    let tasks = all.filter_map(|element| match &element.kind {
        Kind::UserTask(task) => {
            let ends = Ends { approval: task.approval.is_some(), ..Ends::default() };
            Some((element.id.to_string(), ends))
        }
        _ => None,
    });
    let mut tasks: BTreeMap<String, Ends> = tasks.collect();
    tasks.retain(|id, _| scenario.elements.get(id).is_none_or(|given| given.property.outcomes.is_empty()));
    for case in 0..log.case_count() {
        for row in log.case(case) {
            let Some(id) = elements.of(log, row) else { continue };
            let decision = log.attributes.value("decision", row);
            let word = if let Some(Value::Text(word)) = &decision { word.as_str() } else { "" };
            // Who completes a task by this word leaves the rest to the model.
            let is_back = word == "return" && log.outcome[row] == Left::Terminated;
            let sent = is_back.then(|| sent_back(log, elements, case, row)).flatten();
            let Some(ends) = tasks.get_mut(id) else { continue };
            if let Some((to, comes_back)) = sent {
                let of = ends.back.entry(to.to_owned()).or_default();
                (of.0, of.1) = (of.0 + 1.0, of.1 + f64::from(u8::from(comes_back)));
                continue;
            }
            if log.outcome[row] != Left::Completed {
                continue;
            }
            ends.done += 1.0;
            match word {
                "approve" | "approved" => ends.yes += 1.0,
                "reject" | "rejected" => ends.no += 1.0,
                _ => {}
            }
        }
    }
    for (id, ends) in tasks {
        let ways = ends.ways();
        if !ways.is_empty() {
            scenario.element(&id).property.outcomes = ways;
        }
    }
}

impl Ends {
    /// None where it always ends in the one way in which it does anyhow.
    fn ways(self) -> Vec<Outcome> {
        let back: f64 = self.back.values().map(|of| of.0).sum();
        let said = |outcome: &str, count: f64| {
            let outcome = Some(outcome.to_owned());
            (count, Outcome { outcome, ..Outcome::default() })
        };
        let mut ways = match (self.approval, back > 0.0) {
            (true, _) => vec![said("approve", self.yes), said("reject", self.no)],
            (false, true) => vec![(self.done, Outcome::default())],
            (false, false) => vec![],
        };
        ways.extend(self.back.into_iter().map(|(to, (count, comes))| {
            let way = Outcome { to: Some(to), come_back: comes * 2.0 > count, ..Outcome::default() };
            (count, way)
        }));
        ways.retain(|(count, _)| *count > 0.0);
        let all: f64 = ways.iter().map(|(count, _)| count).sum();
        ways.into_iter().map(|(count, way)| Outcome { probability: count / all, ..way }).collect()
    }
}

/// Where a matter went that was sent back, and whether it came straight back from there. None where nothing is seen to come of it.
fn sent_back<'a>(log: &Log, elements: &'a Elements, case: usize, row: usize) -> Option<(&'a str, bool)> {
    let leads = |from: usize| {
        let of = move |to: &usize| log.causes_of(*to).contains(&(from as u32));
        log.case(case).filter(of)
    };
    let to = leads(row).next()?;
    let element = elements.work_of(log, to)?;
    let comes_back = leads(to).any(|next| log.activity[next] == log.activity[row]);
    Some((element, comes_back))
}
