//! How long a running case will still take: what such cases took before.
//!
//! Cases are alike by the set of activities they have visited and the last of them; where fewer than [`ALIKE_MIN`] were, by
//! how many steps they have done and the last; then by the last; then all. No model is fitted, so nothing has to be
//! believed: the answer is a quantile of cases that can be shown.
use crate::log::Log;
use crate::measure::calendar::WorkingTime;
use crate::statistics::quantile_of_sorted;
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many cases must have been alike.
pub const ALIKE_MIN: usize = 30;
/// Between which quantiles the band of a prediction lies.
const BAND: (f64, f64) = (0.1, 0.9);
/// In how many ways cases can be alike.
const LIKENESSES: usize = 4;
/// So many ways are remembered at a time while it is learnt.
const WAYS_MAX: usize = 1_000;

/// By what cases are alike, from the closest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The activities visited, and the last.
    Visited(BTreeSet<u32>, u32),
    /// How many steps, and the last.
    Depth(usize, u32),
    /// The last.
    Last(u32),
    /// All cases of the process.
    All,
}

impl Likeness {
    /// Its stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Likeness::Visited(..) => "visited",
            Likeness::Depth(..) => "depth",
            Likeness::Last(_) => "last",
            Likeness::All => "all",
        }
    }
}

/// What is said of a running case.
#[derive(Debug, Clone, PartialEq)]
pub struct Prediction {
    /// The median of the time that is left, ms.
    pub median: f64,
    /// Between what 80 % lie, ms.
    pub band: (f64, f64),
    /// By what the cases were alike.
    pub likeness: Likeness,
    /// How many there were that had lasted as long at this step.
    pub n: usize,
}

/// Past steps: how long cases stood at a step until the next, and how long they still took from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survival {
    /// Time left from the moment of a step, sorted.
    left: BTreeMap<Likeness, Vec<f64>>,
}

impl Survival {
    /// Learns from the finished cases of a log; in working time where there is a calendar.
    pub fn of(log: &Log, calendar: Option<&WorkingTime>) -> Self {
        Survival::of_cases(log, 0..log.case_count(), calendar)
    }

    /// The same from the finished ones of some cases.
    pub fn of_cases(log: &Log, cases: impl IntoIterator<Item = usize>, calendar: Option<&WorkingTime>) -> Self {
        let (mut numbers, mut left): (BTreeMap<Likeness, usize>, Vec<Vec<f64>>) = (BTreeMap::new(), vec![]);
        // What the steps of a way are like, of those that were gone first: most cases go one of few.
        let mut ways: IndexMap<&[u32], Vec<[usize; LIKENESSES]>, FixedState> = IndexMap::default();
        for case in cases.into_iter().filter(|case| log.is_finished(*case)) {
            let Some((_, end)) = log.span(case) else { continue };
            let trace = log.trace(case);
            if !ways.contains_key(trace) {
                if ways.len() == WAYS_MAX {
                    ways.clear();
                }
                let mut number = |likeness: Likeness| {
                    *numbers.entry(likeness).or_insert_with(|| {
                        left.push(vec![]);
                        left.len() - 1
                    })
                };
                let of_step = |at: usize| closest(&trace[..=at], trace[at]).map(&mut number);
                ways.insert(trace, (0..trace.len()).map(of_step).collect());
            }
            for (row, alike) in log.case(case).zip(&ways[trace]) {
                let time = log.ended[row];
                let rest = calendar.map_or(end - time, |calendar| calendar.between(time, end)) as f64;
                for number in alike {
                    left[*number].push(rest);
                }
            }
        }
        for left in &mut left {
            left.sort_unstable_by(f64::total_cmp);
        }
        let of = |(likeness, number): (Likeness, usize)| (likeness, std::mem::take(&mut left[number]));
        Survival { left: numbers.into_iter().map(of).collect() }
    }

    /// How long a case will still take that has done these steps and has stood for `elapsed` ms since the last: of those
    /// alike that stood at least as long. None where even of all cases there are too few.
    pub fn predict(&self, trace: &[u32], elapsed: i64) -> Option<Prediction> {
        self.predict_from(0, trace, elapsed)
    }

    /// The same where so many of the closest likenesses are passed by.
    pub(super) fn predict_from(&self, passed: usize, trace: &[u32], elapsed: i64) -> Option<Prediction> {
        let (likeness, rest) = self.alike(passed, trace, elapsed)?;
        let at = |q: f64| quantile_of_sorted(rest, q).map(|left| left - elapsed as f64);
        Some(Prediction { median: at(0.5)?, band: (at(BAND.0)?, at(BAND.1)?), likeness, n: rest.len() })
    }

    /// The probability that the case takes longer than `due` ms from now.
    pub fn breach(&self, trace: &[u32], elapsed: i64, due: i64) -> Option<f64> {
        self.breach_from(0, trace, elapsed, due)
    }

    /// The same where so many of the closest likenesses are passed by.
    pub fn breach_from(&self, passed: usize, trace: &[u32], elapsed: i64, due: i64) -> Option<f64> {
        let (_, rest) = self.alike(passed, trace, elapsed)?;
        let late = rest.iter().filter(|left| **left - elapsed as f64 > due as f64).count();
        Some(late as f64 / rest.len() as f64)
    }

    /// How much of a truth lies in the band of what is said of such a case: all of it or nothing, but where past cases took exactly
    /// as long a part of it, or else a process that always takes the same would seem to promise too little. None where nothing
    /// is said.
    pub(super) fn covers(&self, passed: usize, trace: &[u32], elapsed: i64, truth: i64) -> Option<f64> {
        let (_, rest) = self.alike(passed, trace, elapsed)?;
        let (at, n) = ((truth + elapsed) as f64, rest.len() as f64);
        let below = rest.partition_point(|left| *left < at) as f64 / n;
        let until = rest.partition_point(|left| *left <= at) as f64 / n;
        if until <= below {
            return Some(f64::from(u8::from((BAND.0..=BAND.1).contains(&below))));
        }
        Some((until.min(BAND.1) - below.max(BAND.0)).max(0.0) / (until - below))
    }

    fn alike(&self, passed: usize, trace: &[u32], elapsed: i64) -> Option<(Likeness, &[f64])> {
        let all = likenesses(trace);
        let passed = passed.min(all.len() - 1);
        all.into_iter().skip(passed).find_map(|likeness| {
            let all = self.left.get(&likeness)?;
            let rest = &all[all.partition_point(|left| *left < elapsed as f64)..];
            (rest.len() >= ALIKE_MIN).then_some((likeness, rest))
        })
    }
}

fn likenesses(trace: &[u32]) -> Vec<Likeness> {
    let Some(last) = trace.last() else { return vec![Likeness::All] };
    closest(trace, *last).into()
}

/// By what a case is like others that has gone this way until here, from the closest.
fn closest(trace: &[u32], last: u32) -> [Likeness; LIKENESSES] {
    [
        Likeness::Visited(trace.iter().copied().collect(), last),
        Likeness::Depth(trace.len(), last),
        Likeness::Last(last),
        Likeness::All,
    ]
}

/// How good predictions were.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// The mean distance from the truth, ms.
    pub mean_error: f64,
    /// The share of truths inside of the band; 0.8 would be right.
    pub coverage: f64,
    /// How many.
    pub n: usize,
}

impl Calibration {
    /// Of predictions that were made: of each its distance from the truth, ms, and how much of the truth lay in its band. None
    /// without any.
    pub fn of(tried: &[(f64, f64)]) -> Option<Self> {
        let n = tried.len();
        let (error, inside) = tried.iter().fold((0.0, 0.0), |sum, of| (sum.0 + of.0, sum.1 + of.1));
        (n > 0).then(|| Calibration { mean_error: error / n as f64, coverage: inside / n as f64, n })
    }

    /// Are the bands honest enough to be shown? Where far fewer come true than they promise they are too narrow, and where far more
    /// do they say nothing.
    pub fn is_usable(&self) -> bool {
        (0.7..=0.9).contains(&self.coverage)
    }
}

/// Holds predictions against what came, each with its truth, ms. None without any.
pub fn calibrate(pairs: &[(Prediction, i64)]) -> Option<Calibration> {
    let inside = |of: &Prediction, truth: f64| f64::from(u8::from((of.band.0..=of.band.1).contains(&truth)));
    let tried = pairs.iter().map(|(of, truth)| ((of.median - *truth as f64).abs(), inside(of, *truth as f64)));
    Calibration::of(&tried.collect::<Vec<_>>())
}
