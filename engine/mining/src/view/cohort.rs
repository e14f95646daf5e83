//! Two sets of cases of one log beside one another: in what they differ, with its bounds, so that a difference by chance is not
//! taken for one.
use crate::log::Log;
use crate::measure::rework;
use crate::measure::variants::by_cause;
use crate::statistics::interval::newcombe;
use crate::statistics::quantile_of_enough;
use crate::statistics::test::{false_discovery, mann_whitney};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// The least number of cases on either side for a comparison.
pub const CASES_MIN: u64 = 20;

/// A set of cases in a few numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cohort {
    /// How many finished cases.
    pub cases: u64,
    /// The median of their sojourn, ms; none of too few.
    pub median: Option<f64>,
    /// The 90th percentile of their sojourn, ms; none of too few.
    pub p90: Option<f64>,
    /// The share in which nothing was done again and nothing was stuck.
    pub first_pass: Option<f64>,
    /// How many people work on a case, on average.
    pub people: f64,
}

/// In how many cases of each set an activity occurs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The activity.
    pub activity: u32,
    /// Cases with it, in the one and in the other.
    pub cases: (u64, u64),
    /// The share in the one minus the share in the other, with its 95 % interval.
    pub difference: (f64, f64, f64),
}

/// Two sets compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The one.
    pub one: Cohort,
    /// The other.
    pub other: Cohort,
    /// P(a case of the one takes longer) − P(it takes less), and the probability of that by chance. None below
    /// [`CASES_MIN`]: then nothing is said.
    pub longer: Option<(f64, f64)>,
    /// Activities whose presence differs by more than chance, q ≤ 0.05 over all of them, the greatest first.
    pub differences: Vec<Difference>,
}

/// Compares finished cases; a case in both counts on both sides.
pub fn compare(log: &Log, one: &RoaringBitmap, other: &RoaringBitmap) -> Compared {
    let (left, right) = (Seen::of(log, one), Seen::of(log, other));
    let enough = left.cohort.cases >= CASES_MIN && right.cohort.cases >= CASES_MIN;
    let longer = if enough { mann_whitney(&left.times, &right.times).map(|(p, delta)| (delta, p)) } else { None };
    let differences = if enough { differences(log, &left, &right) } else { vec![] };
    Compared { one: left.cohort, other: right.cohort, longer, differences }
}

/// In how many cases of each set a variant was gone.
#[derive(Debug, Clone, PartialEq)]
pub struct VariantDifference {
    /// Its activities, in the order of causes.
    pub trace: Vec<u32>,
    /// Cases of it, in the one and in the other.
    pub cases: (u64, u64),
    /// The share in the one minus the share in the other, with its 95 % interval (Newcombe).
    pub difference: (f64, f64, f64),
    /// Its first case, by which it is named.
    pub first: u32,
}

/// The variants of two sets of cases, those whose shares differ most first.
pub fn variant_differences(log: &Log, one: &RoaringBitmap, other: &RoaringBitmap) -> Vec<VariantDifference> {
    let (m, n) = (one.len(), other.len());
    let told = |variant: crate::measure::variants::Variant| {
        let of = |set: &RoaringBitmap| variant.cases.iter().filter(|case| set.contains(**case)).count() as u64;
        let cases = (of(one), of(other));
        let difference = newcombe((cases.0, m), (cases.1, n), 1.959_963_984_540_054);
        let first = variant.cases.first().copied()?;
        (cases.0 + cases.1 > 0).then_some(VariantDifference { trace: variant.trace, cases, difference, first })
    };
    let mut out: Vec<VariantDifference> = by_cause(log).into_iter().filter_map(told).collect();
    out.sort_by(|a, b| b.difference.0.abs().total_cmp(&a.difference.0.abs()).then(a.trace.cmp(&b.trace)));
    out
}

struct Seen {
    cohort: Cohort,
    times: Vec<f64>,
    presence: BTreeMap<u32, u64>,
}

impl Seen {
    fn of(log: &Log, cases: &RoaringBitmap) -> Self {
        let mut times = vec![];
        let mut presence: BTreeMap<u32, u64> = BTreeMap::new();
        let (mut clean, mut people) = (0_u64, 0);
        for case in cases.iter().map(|case| case as usize).filter(|case| log.is_finished(*case)) {
            let Some((from, until)) = log.span(case) else { continue };
            times.push((until - from) as f64);
            let distinct = |of: &[u32]| {
                let mut all: Vec<u32> = of.iter().copied().filter(|of| *of != crate::log::NO_NAME).collect();
                all.sort_unstable();
                all.dedup();
                all
            };
            clean += u64::from(rework::is_clean(log, case));
            people += distinct(&log.actor[log.case(case)]).len();
            for activity in distinct(log.trace(case)) {
                *presence.entry(activity).or_default() += 1;
            }
        }
        let n = times.len();
        let cohort = Cohort {
            cases: n as u64,
            median: quantile_of_enough(&mut times, 0.5),
            p90: quantile_of_enough(&mut times, 0.9),
            first_pass: (n > 0).then(|| clean as f64 / n as f64),
            people: people as f64 / n.max(1) as f64,
        };
        Seen { cohort, times, presence }
    }
}

fn differences(log: &Log, left: &Seen, right: &Seen) -> Vec<Difference> {
    let (m, n) = (left.cohort.cases, right.cohort.cases);
    let of = |seen: &Seen, activity: u32| seen.presence.get(&activity).copied().unwrap_or(0);
    let all: Vec<Difference> = (0..log.activities.len() as u32)
        .map(|activity| {
            let cases = (of(left, activity), of(right, activity));
            let difference = newcombe((cases.0, m), (cases.1, n), 1.959_963_984_540_054);
            Difference { activity, cases, difference }
        })
        .filter(|of| of.cases.0 + of.cases.1 > 0)
        .collect();
    let p: Vec<f64> = all
        .iter()
        .map(|of| {
            let (a, c) = of.cases;
            crate::statistics::test::Table { a, b: m - a, c, d: n - c }.fisher()
        })
        .collect();
    let q = false_discovery(&p);
    let mut kept: Vec<Difference> =
        all.into_iter().zip(q).filter(|(_, q)| *q <= 0.05).map(|(difference, _)| difference).collect();
    kept.sort_by(|a, b| b.difference.0.abs().total_cmp(&a.difference.0.abs()).then(a.activity.cmp(&b.activity)));
    kept
}
