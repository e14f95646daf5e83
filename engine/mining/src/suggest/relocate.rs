//! R4: what leads to returns, and is known or could be asked before, is asked before.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::rootcause::{Asked, Label, Ranking, rank};
use crate::statistics::bootstrap::{Estimate, mean};

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    if history.facts.outcomes.is_none() {
        found.lacks(Rule::R4, &[], Missing::Outcomes);
        return;
    }
    for task in history.user_tasks() {
        let suggestion = step(history, found, task);
        found.suggestions.extend(suggestion);
    }
}

fn step(history: &History<'_>, found: &mut Found, task: u32) -> Option<Suggestion> {
    let outcomes = history.facts.outcomes.as_ref()?;
    let rows = &history.rows[task as usize];
    let returns: Vec<u32> = rows
        .iter()
        .copied()
        .filter(|row| history.outcome(*row).is_some_and(|outcome| outcomes.returning.contains(outcome)))
        .collect();
    let places = history.names(&[task]);
    if returns.is_empty() || !found.enough(Rule::R4, &places, returns.len() as u64) {
        return None;
    }
    let segments = history.segments();
    let usable = segments.usable(|attribute| history.is_known_before(attribute, task));
    if usable.is_empty() {
        found.lacks(Rule::R4, &places, Missing::Attributes);
        return None;
    }
    let items = segments.items(&usable);
    let asked = Asked {
        cases: &history.cases_of(rows),
        flagged: &history.cases_of(&returns),
        items: &items,
        strata: &[],
        older: &history.older(0.7),
    };
    let Ranking::Drivers { drivers, .. } = rank(&asked) else { return None };
    let driver = drivers.into_iter().find(|driver| driver.items.len() == 1 && driver.label == Label::Strong)?;
    let loops: Vec<f64> = returns.iter().filter_map(|row| loop_time(history, *row)).collect();
    let time = mean(&loops)?;
    let (risk, low, high) = driver.risk_difference;
    let gain = Estimate { value: risk * time.value, low: low * time.low, high: high * time.high };
    if !gain.is_above(0.0) || !history.is_worth(gain.value * driver.cases.len() as f64) {
        return None;
    }
    let field = items[driver.items[0]].attribute.clone();
    Some(Suggestion {
        rule: Rule::R4,
        n: returns.len() as u64,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: driver.cases.len() },
        confidence: Confidence::Indicative,
        effects: Rule::R4.effects(),
        edit: Edit::MoveCheck { to: earlier(history, task, &field), from: places[0].clone(), field },
        guards: vec![Guard::Association, Guard::Simulate],
        missing: vec![],
        evidence: driver.cases,
        places,
    })
}

/// From the end of a return until the step is done again, or the case is over.
fn loop_time(history: &History<'_>, row: u32) -> Option<f64> {
    let log = history.log;
    let case = history.case_of[row as usize] as usize;
    let again =
        log.case(case).find(|other| *other > row as usize && log.activity[*other] == log.activity[row as usize]);
    let until = match again {
        Some(again) => log.ended[again],
        None => log.span(case)?.1,
    };
    Some((until - log.ended[row as usize]).max(0) as f64)
}

/// The first step before this one that touches the field; none: the form that begins a case.
fn earlier(history: &History<'_>, task: u32, field: &str) -> Option<String> {
    let touches = |activity: u32| {
        history
            .facts
            .access(history.name(activity))
            .is_some_and(|access| access.reads.contains(field) || access.writes.contains(field))
    };
    let row = *history.rows[task as usize].first()?;
    let before = history.log.case(history.case_of[row as usize] as usize).take_while(|other| *other < row as usize);
    let mut steps = before.map(|row| history.log.activity[row]).filter(|activity| *activity != task);
    steps.find(|activity| touches(*activity)).map(|activity| history.name(activity).to_owned())
}
