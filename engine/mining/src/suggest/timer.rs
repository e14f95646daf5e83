//! R7: steps that now and then take for ever get a due date, and a reminder before it.
use super::facts::Kind;
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Rule, Suggestion, Unit};
use crate::log::{Cell, DUE};
use crate::statistics::bootstrap::mean;
use crate::statistics::interval::{clopper_pearson_lower, clopper_pearson_upper, quantile_interval};
use crate::statistics::{Summary, quantile_of_sorted};

/// The slowest hundredth takes so many times the median.
const TAIL_MIN: f64 = 5.0;
/// The due date is by when this share is done.
const DUE_SHARE: f64 = 0.95;
/// A due date that is met in this share, or missed in it, says nothing.
const ALWAYS: f64 = 0.99;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let may = |activity: &u32| matches!(history.kind(*activity), Kind::User | Kind::Receive);
    for activity in (0..history.rows.len() as u32).filter(may) {
        let suggestion = step(history, found, activity);
        found.suggestions.extend(suggestion);
    }
}

fn step(history: &History<'_>, found: &mut Found, activity: u32) -> Option<Suggestion> {
    let places = history.names(&[activity]);
    let facts = history.facts.steps.get(&places[0]);
    let (has_timer, due) = facts.map_or((false, None), |step| (step.timer, step.due));
    let rows = &history.rows[activity as usize];
    let (judged, kept): (Vec<u32>, Vec<bool>) =
        rows.iter().filter_map(|row| Some((*row, kept(history, *row, due)?))).unzip();
    let n = history.cases_in(if kept.is_empty() { rows } else { &judged });
    if rows.is_empty() || (has_timer && kept.is_empty()) || !found.enough(Rule::R7, &places, n) {
        return None;
    }
    let times: Vec<f64> = rows.iter().filter_map(|row| history.sojourn(*row)).collect();
    let of = Summary::of(times.iter().copied())?;
    let says_nothing = if kept.is_empty() {
        of.quantile(0.5) > 0.0 && of.quantile(0.99) > TAIL_MIN * of.quantile(0.5)
    } else {
        let (met, n) = (kept.iter().filter(|kept| **kept).count() as u64, kept.len() as u64);
        clopper_pearson_lower(met, n, 0.95) >= ALWAYS || clopper_pearson_upper(met, n, 0.95) <= 1.0 - ALWAYS
    };
    if !says_nothing {
        return None;
    }
    let due = of.quantile(DUE_SHARE);
    let bounds = quantile_interval(of.sorted(), DUE_SHARE);
    let bounds = bounds.into_iter().flat_map(|(from, until)| [Guard::DueFrom(from), Guard::DueUntil(until)]);
    let gain = mean(&times.iter().map(|time| (time - due).max(0.0)).collect::<Vec<f64>>())?;
    gain.is_above(0.0).then(|| Suggestion {
        rule: Rule::R7,
        n,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        // That whatever is past its due date is then done at once is the most that can be hoped for.
        confidence: Confidence::Indicative,
        effects: Rule::R7.effects(),
        edit: Edit::SetDueDate {
            task: places[0].clone(),
            due: due as i64,
            // Who is late is told so by the due date itself; and what is done after a time that somebody has set is theirs.
            reminder: reminder(of.sorted()).filter(|time| *time < due && !has_timer).map(|time| time as i64),
        },
        guards: std::iter::once(Guard::Simulate).chain(bounds).collect(),
        missing: vec![],
        evidence: history.cases_of(rows),
        places,
    })
}

/// Was a visit done by the moment that it was due: its own, else after as long as all of them may take? None where there is none.
fn kept(history: &History<'_>, row: u32, due: Option<i64>) -> Option<bool> {
    match history.log.attributes.cell(DUE, row as usize) {
        Cell::Time(due) => Some(history.log.ended[row as usize] <= due),
        _ => Some(history.sojourn(row)? <= due? as f64),
    }
}

/// After how long who has not done it is least likely to do it soon, compared with a moment before: where
/// P(done within Δ | waited t) falls most. Δ is half of the median.
fn reminder(sorted: &[f64]) -> Option<f64> {
    let step = quantile_of_sorted(sorted, 0.5)? / 2.0;
    let soon = |time: f64| {
        let (from, until) = (sorted.partition_point(|of| *of <= time), sorted.partition_point(|of| *of <= time + step));
        let left = sorted.len() - from;
        // With few left the share is chance.
        (left >= 30).then(|| (until - from) as f64 / left as f64)
    };
    let marks: Vec<(f64, f64)> = (6..=19)
        .filter_map(|twentieth| quantile_of_sorted(sorted, f64::from(twentieth) / 20.0))
        .filter_map(|time| Some((time, soon(time)?)))
        .collect();
    let drops = marks.windows(2).map(|pair| (pair[0].1 - pair[1].1, pair[1].0));
    drops.filter(|(drop, _)| *drop > 0.0).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, time)| time)
}
