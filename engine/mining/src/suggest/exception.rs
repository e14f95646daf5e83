//! R16: a way that hardly any case goes causes much of what makes times hard to foretell; it becomes a way of its own.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::{blocks, estimate};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// Such a way is gone by less than this share of cases,
const CASES_MAX: f64 = 0.02;
/// and is more than this share of the variance.
const VARIANCE_MIN: f64 = 0.20;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let n = history.cases.len();
    if !found.enough(Rule::R16, &[], n as u64) {
        return;
    }
    // Steps that are done in the same cases are one way.
    let mut ways: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for activity in (0..history.rows.len() as u32).filter(|activity| history.is_work(*activity)) {
        let rows = &history.rows[activity as usize];
        let cases = history.cases_of(rows);
        if !cases.is_empty() && (cases.len() as f64) < CASES_MAX * n as f64 {
            ways.entry(cases.iter().collect()).or_default().push(activity);
        }
    }
    let mean = history.sojourns.iter().sum::<f64>() / n as f64;
    for (cases, steps) in ways {
        let cases: RoaringBitmap = cases.into_iter().collect();
        let parts = blocks(n, |range| {
            range.fold((0.0, 0.0), |sum, index| {
                let square = (history.sojourns[index] - mean).powi(2);
                let own = if cases.contains(history.cases[index]) { square } else { 0.0 };
                (sum.0 + own, sum.1 + square)
            })
        });
        let share = estimate(parts.len(), &[n as u64, cases.len()], |drawn| {
            let (own, all) = drawn.iter().fold((0.0, 0.0), |sum, block| {
                let part = parts[*block as usize];
                (sum.0 + part.0, sum.1 + part.1)
            });
            (all > 0.0).then(|| own / all)
        });
        let Some(share) = share.filter(|share| share.is_above(VARIANCE_MIN)) else { continue };
        let places = history.names(&steps);
        found.suggestions.push(Suggestion {
            rule: Rule::R16,
            n: n as u64,
            gain: Gain { unit: Unit::Variance, per_case: share, cases: cases.len() },
            confidence: Confidence::Firm,
            effects: Rule::R16.effects(),
            edit: Edit::SplitException { tasks: places.clone() },
            guards: vec![Guard::Simulate],
            missing: vec![],
            evidence: cases,
            places,
        });
    }
}
