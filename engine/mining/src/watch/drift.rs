//! Has a process drifted: does it go other ways, or take longer, than in an earlier period or version?
use crate::log::Log;
use crate::measure::{dfg, service};
use crate::statistics::test::{false_discovery, g_test, mann_whitney};
use std::collections::{BTreeMap, BTreeSet};

/// The false discovery rate that is allowed over all tests.
pub const Q_MAX: f64 = 0.05;
/// Durations that differ by less than this (Cliff's δ) are not worth a word, however sure it is.
pub const DELTA_MIN: f64 = 0.15;
/// A later version is held against the one before once so many of its cases have ended.
pub const ENDED_MIN: usize = 100;

/// What has drifted, by the names of activities.
#[derive(Debug, Clone, PartialEq)]
pub enum Drift {
    /// After this activity other ones come than before.
    Ways {
        /// The activity.
        after: String,
        /// The false discovery rate.
        q: f64,
    },
    /// This activity takes another time than before.
    Time {
        /// The activity.
        of: String,
        /// P(later > earlier) − P(later < earlier).
        delta: f64,
        /// The false discovery rate.
        q: f64,
    },
}

/// Compares two periods: what comes next after each activity (G-test), and how long each takes (Mann and Whitney), with one
/// correction over all tests. None while one of them has fewer ended cases than [`ENDED_MIN`].
pub fn drift(earlier: &Log, later: &Log) -> Option<Vec<Drift>> {
    let ended = |log: &Log| (0..log.case_count()).filter(|case| log.is_finished(*case)).count();
    if ended(earlier) < ENDED_MIN || ended(later) < ENDED_MIN {
        return None;
    }
    let mut tests: Vec<(f64, Drift)> = vec![];
    let (ways_before, ways_after) = (ways(earlier), ways(later));
    for (after, before) in &ways_before {
        let Some(now) = ways_after.get(after) else { continue };
        let next: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        let counts =
            |of: &BTreeMap<String, u64>| next.iter().map(|n| of.get(*n).copied().unwrap_or(0)).collect::<Vec<_>>();
        if let Some(p) = g_test(&counts(before), &counts(now)) {
            tests.push((p, Drift::Ways { after: after.clone(), q: 1.0 }));
        }
    }
    let (times_before, times_after) = (times(earlier), times(later));
    for (of, before) in &times_before {
        let found = times_after.get(of).and_then(|now| mann_whitney(now, before));
        if let Some((p, delta)) = found {
            tests.push((p, Drift::Time { of: of.clone(), delta, q: 1.0 }));
        }
    }
    let corrected = false_discovery(&tests.iter().map(|(p, _)| *p).collect::<Vec<_>>());
    let found = tests.into_iter().zip(corrected).filter(|(_, q)| *q <= Q_MAX).map(|((_, drift), q)| drift.with(q));
    Some(found.filter(|drift| !matches!(drift, Drift::Time { delta, .. } if delta.abs() < DELTA_MIN)).collect())
}

impl Drift {
    fn with(self, q: f64) -> Drift {
        match self {
            Drift::Ways { after, .. } => Drift::Ways { after, q },
            Drift::Time { of, delta, .. } => Drift::Time { of, delta, q },
        }
    }
}

/// What comes after each activity, by names: two logs number them differently.
fn ways(log: &Log) -> BTreeMap<String, BTreeMap<String, u64>> {
    let mut out: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for ((from, to), count) in dfg::frequency(log) {
        let (from, to) = (log.activities.name(from).to_owned(), log.activities.name(to).to_owned());
        out.entry(from).or_default().insert(to, count);
    }
    out
}

fn times(log: &Log) -> BTreeMap<String, Vec<f64>> {
    let all = service::by_activity(log);
    all.iter().map(|(activity, s)| (log.activities.name(*activity).to_owned(), s.sorted().to_vec())).collect()
}
