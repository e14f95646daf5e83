//! R13: what somebody only copies from one field to another needs nobody. A decision table says it badly, for there are as many
//! outcomes as there are values.
use super::edit::Copied;
use super::eliminate::SURE;
use super::history::History;
use super::{Confidence, Edit, Gain, Guard, Rule, Suggestion, Unit};
use crate::ledger::OTHER;
use crate::log::{Attributes, Cell, Outcome};
use crate::statistics::bootstrap::mean;
use crate::statistics::interval::{clopper_pearson_reaches, clopper_pearson_upper};
use roaring::RoaringBitmap;
use std::collections::BTreeSet;

/// Fewer different values may be alike by chance; a decision table finds these.
const DIFFERENT_MIN: usize = 4;

/// Everything that a step writes is what something else was before it: found on the older cases, and so on the newer ones.
pub(super) fn step(history: &History<'_>, task: u32) -> Option<Suggestion> {
    let places = history.names(&[task]);
    let writes = &history.facts.access(&places[0])?.writes;
    let done = |row: &&u32| history.log.outcome[**row as usize] == Outcome::Completed;
    let rows: Vec<u32> = history.rows[task as usize].iter().filter(done).copied().collect();
    let cases = history.cases_of(&rows);
    if writes.is_empty() || cases.len() < Rule::R13.n_min() {
        return None;
    }
    let older = &cases & history.older(0.7);
    let newer = &cases - &older;
    let columns = &history.log.case_attributes;
    let may = |name: &&str| !writes.contains(*name) && history.is_known_before(name, task);
    let sources: Vec<&str> = columns.names().filter(may).collect();
    let source = |to: &String| {
        let alike = |from: &&&str| older.iter().filter(|case| is_copied(columns, to, from, *case)).count();
        let from = sources.iter().filter(|from| varies(columns, from, &older)).max_by_key(alike)?;
        Some(Copied { to: to.clone(), from: (*from).to_owned() })
    };
    let copies = writes.iter().map(source).collect::<Option<Vec<Copied>>>()?;
    let all = |case: &u32| copies.iter().all(|copy| is_copied(columns, &copy.to, &copy.from, *case));
    let is_sure =
        |of: &RoaringBitmap| clopper_pearson_reaches(of.iter().filter(all).count() as u64, of.len(), SURE, 0.95);
    if !is_sure(&older) || !is_sure(&newer) {
        return None;
    }
    let times: Vec<f64> = rows.iter().map(|row| history.critical[*row as usize] as f64).collect();
    let gain = mean(&times)?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * rows.len() as f64) {
        return None;
    }
    let others = newer.iter().filter(|case| !all(case)).count() as u64;
    Some(Suggestion {
        rule: Rule::R13,
        n: cases.len(),
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R13.effects(),
        edit: Edit::CopyData { task: places[0].clone(), copies },
        guards: vec![Guard::ExceptionsAtMost(clopper_pearson_upper(others, newer.len(), 0.95)), Guard::Association],
        missing: vec![],
        evidence: cases,
        places,
    })
}

/// Has a case the same under both names? What is not followed is not known to be the same.
fn is_copied(columns: &Attributes, to: &str, from: &str, case: u32) -> bool {
    let (one, other) = (columns.cell(to, case as usize), columns.cell(from, case as usize));
    one == other && !(matches!(one, Cell::Text(_)) && columns.text(to, case as usize) == Some(OTHER))
}

/// Are there so many different values that two names are not alike by chance?
fn varies(columns: &Attributes, name: &str, cases: &RoaringBitmap) -> bool {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    cases.iter().filter_map(|case| columns.shown(name, case as usize)).any(|value| {
        seen.insert(value);
        seen.len() >= DIFFERENT_MIN
    })
}
