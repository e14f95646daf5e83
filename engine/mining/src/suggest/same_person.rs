//! R9: whoever did the first step does the second one quicker than others do.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::Estimate;
use crate::statistics::interval::normal_cdf;
use crate::statistics::quantile_of_sorted;
use crate::statistics::test::false_discovery;
use std::collections::BTreeMap;

/// The false discovery rate that is allowed over all pairs.
const Q_MAX: f64 = 0.05;
/// Of each arm of a person so many quantiles are compared.
const POINTS_MAX: usize = 100;
/// The 97.5 % quantile of the normal distribution.
const Z95: f64 = 1.959_963_984_540_054;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let mut tests: Vec<(f64, Suggestion)> = vec![];
    for ((first, second), rows) in &history.pairs {
        tests.extend(pair(history, found, *first, *second, rows));
    }
    let q = false_discovery(&tests.iter().map(|(p, _)| *p).collect::<Vec<_>>());
    let kept = tests.into_iter().zip(q).filter(|((_, suggestion), q)| {
        let gain = suggestion.gain;
        *q <= Q_MAX && gain.per_case.is_above(0.0) && history.is_worth(gain.total())
    });
    found.suggestions.extend(kept.map(|((_, suggestion), _)| suggestion));
}

/// Service times of one person: where they did the step before, and where somebody else did.
type Arms = (Vec<f64>, Vec<f64>);

fn pair(history: &History<'_>, found: &mut Found, first: u32, second: u32, rows: &[u32]) -> Option<(f64, Suggestion)> {
    let places = history.names(&[first, second]);
    if first == second || history.facts.pair(&places[0], &places[1], false) {
        return None;
    }
    let known: Vec<(u32, u32, bool, f64)> = rows
        .iter()
        .filter_map(|row| {
            let (before, after) = (history.actor(history.before[*row as usize])?, history.actor(*row)?);
            Some((*row, after, before == after, history.service(*row)?))
        })
        .collect();
    let mut people: BTreeMap<u32, Arms> = BTreeMap::new();
    for (_, person, is_same, time) in &known {
        let arms = people.entry(*person).or_default();
        if *is_same { arms.0.push(*time) } else { arms.1.push(*time) }
    }
    // A person who never did both, or always did, tells nothing.
    people.retain(|_, arms| !arms.0.is_empty() && !arms.1.is_empty());
    let arm = |same: bool| {
        let of = known.iter().filter(|(_, person, is_same, _)| *is_same == same && people.contains_key(person));
        history.cases_in(of.map(|(row, ..)| row))
    };
    let (same, other) = (arm(true), arm(false));
    if same + other == 0 || !found.enough(Rule::R9, &places, same.min(other)) {
        return None;
    }
    let others: Vec<u32> = known.iter().filter(|(_, _, is_same, _)| !is_same).map(|(row, ..)| *row).collect();
    for arms in people.values_mut() {
        arms.0.sort_unstable_by(f64::total_cmp);
        arms.1.sort_unstable_by(f64::total_cmp);
    }
    let (p, shift) = stratified(&people)?;
    let suggestion = Suggestion {
        rule: Rule::R9,
        n: same + other,
        gain: Gain { unit: Unit::Effort, per_case: shift, cases: others.len() as u64 },
        confidence: if history.knows_causes { Confidence::Firm } else { Confidence::Indicative },
        effects: Rule::R9.effects(),
        edit: Edit::SamePerson { first: places[0].clone(), then: places[1].clone() },
        guards: vec![Guard::Association, Guard::Simulate],
        missing: if history.knows_causes { vec![] } else { vec![Missing::Causes] },
        evidence: history.cases_of(&others),
        places,
    };
    Some((p, suggestion))
}

/// Wilcoxon's rank sums added over people, two-sided, and how much longer others take: the median of the differences of all
/// pairs (Hodges and Lehmann, 1963), with the interval that the same normal approximation gives.
fn stratified(people: &BTreeMap<u32, Arms>) -> Option<(f64, Estimate)> {
    let (mut above, mut pairs, mut variance) = (0.0, 0.0, 0.0);
    let mut differences: Vec<(f64, f64)> = vec![];
    for (same, other) in people.values() {
        let (m, n) = (same.len() as f64, other.len() as f64);
        for value in other {
            let (low, high) = (same.partition_point(|of| of < value), same.partition_point(|of| of <= value));
            above += f64::midpoint(low as f64, high as f64);
        }
        pairs += m * n;
        variance += m * n * (m + n + 1.0) / 12.0;
        let (left, right) = (points(same), points(other));
        let weight = m * n / (left.len() * right.len()) as f64;
        differences.extend(left.iter().flat_map(|x| right.iter().map(move |y| (y - x, weight))));
    }
    let deviation = variance.sqrt();
    if deviation <= 0.0 {
        return None;
    }
    differences.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let half = Z95 * deviation / pairs;
    let at = |share: f64| weighted(&differences, share.clamp(0.0, 1.0) * pairs);
    let shift = Estimate { value: at(0.5)?, low: at(0.5 - half)?, high: at(0.5 + half)? };
    let z = (above - pairs / 2.0).abs() / deviation;
    Some((2.0 * normal_cdf(-z), shift))
}

fn points(sorted: &[f64]) -> Vec<f64> {
    if sorted.len() <= POINTS_MAX {
        return sorted.to_vec();
    }
    let at = |point: usize| quantile_of_sorted(sorted, (point as f64 + 0.5) / POINTS_MAX as f64);
    (0..POINTS_MAX).filter_map(at).collect()
}

fn weighted(sorted: &[(f64, f64)], until: f64) -> Option<f64> {
    let mut sum = 0.0;
    let found = sorted.iter().find(|(_, weight)| {
        sum += weight;
        sum >= until
    });
    found.or(sorted.last()).map(|(value, _)| *value)
}
