//! R2: a decision that is always the same, in all cases or in a kind of them, needs nobody to make it.
use super::facts::{Kind, Source, Tag};
use super::history::History;
use super::segment::{Condition, Test};
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::log::Outcome;
use crate::statistics::bootstrap;
use crate::statistics::interval::{clopper_pearson_reaches, clopper_pearson_upper};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// The decision must be the same in at least this share, with 95 % confidence: 299 cases without an exception.
pub(super) const SURE: f64 = 0.99;
/// The share of cases that a person still looks at, drawn at random, so that a change would be seen.
pub const AUDIT_SHARE: f64 = 0.05;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    for task in history.user_tasks() {
        let name = history.name(task);
        if history.facts.is(name, Tag::Statutory) || history.facts.is(name, Tag::Compensation) {
            continue;
        }
        let suggestion = step(history, found, task);
        found.suggestions.extend(suggestion);
    }
}

/// The rows of a step by what was decided; none where the log does not say.
pub(super) fn decisions<'a>(history: &History<'a>, task: u32) -> BTreeMap<&'a str, Vec<u32>> {
    let mut out: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for row in &history.rows[task as usize] {
        if let Some(outcome) = history.outcome(*row) {
            out.entry(outcome).or_default().push(*row);
        }
    }
    out
}

/// The visits that were done, and of which nobody knows what was decided.
pub(super) fn undecided(history: &History<'_>, task: u32) -> Vec<u32> {
    let done = |row: &&u32| history.log.outcome[**row as usize] == Outcome::Completed;
    let rows = history.rows[task as usize].iter().filter(done);
    rows.copied().filter(|row| history.outcome(*row).is_none()).collect()
}

fn step(history: &History<'_>, found: &mut Found, task: u32) -> Option<Suggestion> {
    let places = history.names(&[task]);
    let by_outcome = decisions(history, task);
    let Some((outcome, usual)) = by_outcome.iter().max_by_key(|(_, rows)| rows.len()) else {
        found.lacks(Rule::R2, &places, Missing::Outcomes);
        return None;
    };
    let n = history.cases_in(by_outcome.values().flatten());
    if !found.enough(Rule::R2, &places, n) || !is_read_by_nobody(history, found, task, &places)? {
        return None;
    }
    // What is not known to have been decided so may have been decided otherwise.
    let unknown = undecided(history, task);
    let exceptions = by_outcome.iter().filter(|(other, _)| *other != outcome).flat_map(|(_, rows)| rows);
    let exceptions = history.cases_of(exceptions.chain(&unknown));
    let base = &history.cases_of(usual) | &exceptions;
    let (when, cases) = kind_of_cases(history, task, &base, &exceptions)?;
    let rows: Vec<u32> = usual.iter().copied().filter(|row| cases.contains(history.case_of[*row as usize])).collect();
    let times: Vec<f64> = rows.iter().map(|row| history.critical[*row as usize] as f64).collect();
    let gain = bootstrap::mean(&times)?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * rows.len() as f64) {
        return None;
    }
    let bad = cases.intersection_len(&exceptions);
    let mut guards =
        vec![Guard::AuditShare(AUDIT_SHARE), Guard::ExceptionsAtMost(clopper_pearson_upper(bad, cases.len(), 0.95))];
    guards.extend(value_at_risk(history, &(&cases & &exceptions)));
    let observed = history.facts.access(&places[0]).is_some_and(|access| access.source == Source::Observed);
    Some(Suggestion {
        rule: Rule::R2,
        n: cases.len(),
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: if observed { Confidence::Indicative } else { Confidence::Firm },
        effects: Rule::R2.effects(),
        edit: edit(history, &places[0], when, outcome),
        guards,
        missing: if observed { vec![Missing::DataAccess(places.clone())] } else { vec![] },
        evidence: cases,
        places,
    })
}

/// Is nothing of what the step writes read later, but for its decision? None, and said, where this is not known.
fn is_read_by_nobody(history: &History<'_>, found: &mut Found, task: u32, places: &[String]) -> Option<bool> {
    let facts = history.facts;
    let Some(access) = facts.access(&places[0]) else {
        found.lacks(Rule::R2, places, Missing::DataAccess(places.to_vec()));
        return None;
    };
    let decided = facts.outcomes.as_ref().map(|of| of.variables.clone()).unwrap_or_default();
    let written: Vec<&String> = access.writes.iter().filter(|name| !decided.contains(*name)).collect();
    let unknown: Vec<String> = history
        .later(task)
        .into_iter()
        .filter(|step| history.is_work(*step) && facts.access(history.name(*step)).is_none())
        .map(|step| history.name(step).to_owned())
        .collect();
    if !written.is_empty() && !unknown.is_empty() {
        found.lacks(Rule::R2, places, Missing::DataAccess(unknown));
        return None;
    }
    let by_steps = history.later(task).into_iter().filter_map(|step| facts.access(history.name(step)));
    let mut reads = by_steps.map(|access| &access.reads).chain(facts.flows.iter().map(|flow| &flow.reads));
    Some(!reads.any(|reads| written.iter().any(|name| reads.contains(*name))))
}

/// The conditions, and all cases in which they hold: none at all where every case is decided alike; else conditions that
/// were found on the older half, and hold to the same bound on the newer one.
fn kind_of_cases(
    history: &History<'_>,
    task: u32,
    base: &RoaringBitmap,
    exceptions: &RoaringBitmap,
) -> Option<(Vec<Condition>, RoaringBitmap)> {
    let is_sure = |cases: &RoaringBitmap| {
        let (n, bad) = (cases.len(), cases.intersection_len(exceptions));
        clopper_pearson_reaches(n - bad, n, SURE, 0.95)
    };
    if is_sure(base) {
        return Some((vec![], base.clone()));
    }
    let older = base & history.older(0.5);
    let segments = history.segments();
    let usable = segments.usable(|attribute| history.is_known_before(attribute, task));
    let chosen = segments.grow(&usable, &older, exceptions, SURE)?;
    is_sure(&segments.all_of(&chosen, &(base - &older)))
        .then(|| (segments.named(&chosen), segments.all_of(&chosen, base)))
}

fn value_at_risk(history: &History<'_>, exceptions: &RoaringBitmap) -> Option<Guard> {
    let value = history.facts.value.as_ref()?;
    let worth: Vec<f64> =
        exceptions.iter().filter_map(|case| history.log.case_attributes.number(value, case as usize)).collect();
    (!worth.is_empty()).then(|| Guard::ValueAtRisk(worth.iter().sum::<f64>() / worth.len() as f64))
}

/// Where one number decides, and a decision rule already asks for it, its threshold moves; else the step is passed by.
fn edit(history: &History<'_>, task: &str, when: Vec<Condition>, outcome: &str) -> Edit {
    let (task, outcome, audit_share) = (task.to_owned(), outcome.to_owned(), AUDIT_SHARE);
    let [Condition { attribute, test: Test::AtMost(most) }] = when.as_slice() else {
        let is_user = history.facts.steps.get(&task).is_none_or(|step| step.kind == Kind::User);
        return if when.is_empty() && is_user {
            Edit::RemoveTask { task, outcome, audit_share }
        } else {
            Edit::AutoDecide { task, when, outcome, audit_share }
        };
    };
    let threshold =
        history.facts.decisions.iter().find(|rule| rule.step == task && rule.input == *attribute && rule.above < *most);
    match threshold {
        Some(rule) => Edit::ChangeThreshold {
            decision: rule.decision.clone(),
            input: attribute.clone(),
            task,
            from: rule.above,
            to: *most,
            audit_share,
        },
        None => Edit::AutoDecide { task, when, outcome, audit_share },
    }
}
