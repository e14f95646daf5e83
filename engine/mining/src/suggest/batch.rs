//! R6: work that is collected before it is done waits for the batch to be full; a smaller batch waits less.
use super::facts::Costs;
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::log::NO_TIME;
use crate::measure::batch::{Batch, collected, duration_factor};
use crate::measure::intervals::{difference, intersection, length, union};
use crate::statistics::bootstrap::ratio;
use std::collections::BTreeMap;

/// Between the work of a batch there are gaps of at most this, ms.
const GAP_MS: i64 = 900_000;
/// The batch must be this share of all that its activity waits.
const SHARE_MIN: f64 = 0.20;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    if history.log.enabled.iter().all(|time| *time == NO_TIME) {
        found.lacks(Rule::R6, &[], Missing::Enablement);
        return;
    }
    let mut by_activity: BTreeMap<u32, Vec<Batch>> = BTreeMap::new();
    for batch in collected(history.log, GAP_MS, 2) {
        by_activity.entry(batch.activity).or_default().push(batch);
    }
    for (activity, batches) in by_activity.iter().filter(|(activity, _)| history.is_task(**activity)) {
        let suggestion = step(history, found, *activity, batches);
        found.suggestions.extend(suggestion);
    }
}

/// How long the rows of a batch waited for its last member while whoever did it had time: what waits behind other work is no
/// batch, and neither is what waits for the morning.
fn waits(history: &History<'_>, batch: &Batch) -> Vec<f64> {
    let last = batch.rows.iter().map(|row| history.log.enabled[*row as usize]).max().unwrap_or(0);
    let hours = history.hours(batch.actor);
    let wait = |row: &u32| {
        let own = union(vec![(history.log.enabled[*row as usize], last)]);
        let free = difference(&own, history.busy(batch.actor));
        length(&hours.as_ref().map_or(free.clone(), |hours| intersection(&free, hours))) as f64
    };
    batch.rows.iter().map(wait).collect()
}

fn step(history: &History<'_>, found: &mut Found, activity: u32, batches: &[Batch]) -> Option<Suggestion> {
    let places = history.names(&[activity]);
    let real: Vec<(&Batch, Vec<f64>)> = batches
        .iter()
        .map(|batch| (batch, waits(history, batch)))
        .filter(|(_, waits)| waits.iter().any(|wait| *wait > 0.0))
        .collect();
    if real.is_empty() || !found.enough(Rule::R6, &places, real.len() as u64) {
        return None;
    }
    let unknown = history.without_starts([activity]);
    if !unknown.is_empty() {
        found.lacks(Rule::R6, &places, Missing::Starts(unknown));
        return None;
    }
    let rows = &history.rows[activity as usize];
    let all: f64 = rows.iter().filter_map(|row| history.queue(*row)).sum();
    let waited: f64 = real.iter().flat_map(|(_, waits)| waits).sum();
    if all <= 0.0 || waited < SHARE_MIN * all {
        return None;
    }
    let members: usize = real.iter().map(|(batch, _)| batch.rows.len()).sum();
    let size = members as f64 / real.len() as f64;
    let factor = duration_factor(history.log, batches, activity);
    let mean = waited / members as f64;
    let to = smaller(size, mean, history.facts.costs);
    if f64::from(to) >= size.round() {
        return None;
    }
    // A batch of k waits (k − 1)/(2λ) on average; of so much a smaller one saves this share.
    let saved = 1.0 - f64::from(to - 1) / (size - 1.0);
    let pairs: Vec<(f64, f64)> =
        real.iter().map(|(_, waits)| (waits.iter().sum::<f64>() * saved, waits.len() as f64)).collect();
    let gain = ratio(&pairs)?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * members as f64) {
        return None;
    }
    let calendars = !history.facts.hours.is_empty();
    let evidence = history.cases_of(real.iter().flat_map(|(batch, _)| &batch.rows));
    Some(Suggestion {
        rule: Rule::R6,
        n: real.len() as u64,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: members as u64 },
        confidence: if calendars { Confidence::Firm } else { Confidence::Indicative },
        effects: Rule::R6.effects(),
        edit: Edit::ChangeBatch { task: places[0].clone(), from: size, to },
        guards: factor.map(Guard::BatchFactor).into_iter().chain([Guard::Simulate]).collect(),
        missing: if calendars { vec![] } else { vec![Missing::Calendars] },
        evidence,
        places,
    })
}

/// The size with the least cost of setting up, c/k, and of waiting, w·(k − 1)/(2λ), for each row; half of it where costs are
/// not known.
fn smaller(size: f64, mean_wait: f64, costs: Option<Costs>) -> u32 {
    let most = size.round().max(1.0) as u32;
    let Some(costs) = costs else { return (most / 2).max(1) };
    let hours_for_each = if size > 1.0 { mean_wait / 3_600_000.0 / (size - 1.0) } else { 0.0 };
    let cost = |k: &u32| costs.batch / f64::from(*k) + costs.waiting_hour * hours_for_each * f64::from(k - 1);
    (1..=most).min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(1)
}
