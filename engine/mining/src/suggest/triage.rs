//! R10: cases of two kinds that one rule tells apart take very different times; each kind gets a way of its own.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::{blocks, estimate};
use roaring::RoaringBitmap;

/// The rule must explain this share of the variance, on cases that it was not chosen on.
const EXPLAINED_MIN: f64 = 0.25;
/// So many cases are looked at, evenly over time.
const SAMPLE_MAX: usize = 20_000;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let cases: Vec<(u32, f64)> = history.cases.iter().copied().zip(history.sojourns.iter().copied()).collect();
    let whole = kind(history, found, None, &cases);
    found.suggestions.extend(whole);
    for task in history.user_tasks() {
        let rows = history.rows[task as usize].iter();
        let times: Vec<(u32, f64)> =
            rows.filter_map(|row| Some((history.case_of[*row as usize], history.service(*row)?))).collect();
        let suggestion = kind(history, found, Some(task), &times);
        found.suggestions.extend(suggestion);
    }
}

fn kind(history: &History<'_>, found: &mut Found, task: Option<u32>, times: &[(u32, f64)]) -> Option<Suggestion> {
    let places = task.map(|task| history.names(&[task])).unwrap_or_default();
    let n = times.iter().map(|(case, _)| *case).collect::<RoaringBitmap>().len();
    if times.is_empty() || !found.enough(Rule::R10, &places, n) {
        return None;
    }
    let segments = history.segments();
    let usable = segments.usable(|attribute| match task {
        Some(task) => history.is_known_before(attribute, task),
        // Cases are told apart when they begin: what comes of them on their way is no kind of them.
        None => history.is_known_at_first(attribute),
    });
    if usable.is_empty() {
        found.lacks(Rule::R10, &places, Missing::Attributes);
        return None;
    }
    let every = times.len().div_ceil(SAMPLE_MAX);
    let sample = times.iter().copied().step_by(every);
    let (older, newer): (Vec<_>, Vec<_>) = sample.partition(|(case, _)| history.is_older(*case, 0.7));
    let share = |index: usize, of: &[(u32, f64)]| explained(of, |case| segments.cases[index].contains(case));
    let scored = usable.iter().filter_map(|index| Some((*index, share(*index, &older)?)));
    let (best, seen) = scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    if seen < EXPLAINED_MIN {
        return None;
    }
    let parts = blocks(newer.len(), |range| range);
    let gain = estimate(parts.len(), &[newer.len() as u64], |drawn| {
        let of: Vec<(u32, f64)> =
            drawn.iter().flat_map(|block| newer[parts[*block as usize].clone()].iter().copied()).collect();
        share(best, &of)
    })?;
    if gain.value < EXPLAINED_MIN || !gain.is_above(0.0) {
        return None;
    }
    Some(Suggestion {
        rule: Rule::R10,
        n,
        gain: Gain { unit: Unit::Variance, per_case: gain, cases: times.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R10.effects(),
        edit: Edit::Triage { task: places.first().cloned(), when: segments.conditions[best].clone() },
        guards: vec![Guard::Association, Guard::Simulate],
        missing: vec![],
        evidence: segments.cases[best].clone(),
        places,
    })
}

/// The share of the variance that lies between two kinds. None where one kind is missing, or nothing varies.
fn explained(times: &[(u32, f64)], is_one: impl Fn(u32) -> bool) -> Option<f64> {
    let mut sums = [(0.0, 0.0); 2];
    let mut squares = 0.0;
    let mean = times.iter().map(|(_, time)| time).sum::<f64>() / times.len().max(1) as f64;
    for (case, time) in times {
        let of = &mut sums[usize::from(is_one(*case))];
        let away = time - mean;
        (of.0, of.1) = (of.0 + 1.0, of.1 + away);
        squares += away * away;
    }
    let between: f64 = sums.iter().map(|(n, sum)| if *n > 0.0 { sum * sum / n } else { 0.0 }).sum();
    (squares > 0.0 && sums.iter().all(|(n, _)| *n >= 10.0)).then(|| between / squares)
}
