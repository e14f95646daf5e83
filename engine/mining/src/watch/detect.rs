//! Detectors: what is abnormal, each with a reason that has a stable code.
//!
//! A step is slow beyond a quantile of its own past, so the share of false alarms is known beforehand; fixed fences measure
//! how skewed durations are, not what is abnormal.
use crate::log::{Log, NO_TIME};
use crate::measure::rework::excess;
use crate::measure::service::{RowTimes, row_times};
use crate::statistics::chart::{cusum_upper, ewma};
use crate::statistics::quantile_of_sorted;
use foldhash::fast::FixedState;
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many completions a baseline needs at least.
pub const BASELINE_MIN: usize = 200;
/// The class of all visits of an activity, whatever their size.
pub const UNSIZED: u32 = 0;

/// Which part of a row's time was unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// Enabled until taken.
    Queue,
    /// Taken until begun.
    Claimed,
    /// Begun until ended.
    Service,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reason {
    /// A row took longer than the quantile of its past; the part that is furthest beyond its own.
    SlowStep {
        /// How long, ms.
        time: i64,
        /// The line, ms.
        line: f64,
        /// Which part, where the row knows its parts.
        segment: Option<Segment>,
        /// The class of visits whose line it is; [`UNSIZED`] where it is that of all.
        class: u32,
    },
    /// A way that is rarer than the quantile of past ways, in bits.
    RarePath {
        /// The surprise of the way.
        bits: f64,
        /// The line.
        line: f64,
    },
    /// A step after another that was never seen.
    NewFlow {
        /// From.
        from: u32,
        /// To.
        to: u32,
    },
    /// More done again than the quantile of the past.
    Rework {
        /// How many rows beyond the first of their activity.
        excess: usize,
        /// The line.
        line: f64,
    },
    /// An approval sooner after it was opened than anybody reads.
    RubberStamp {
        /// How soon, ms.
        time: i64,
    },
}

impl Reason {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Reason::SlowStep { .. } => "SLOW_STEP",
            Reason::RarePath { .. } => "RARE_PATH",
            Reason::NewFlow { .. } => "NEW_FLOW",
            Reason::Rework { .. } => "REWORK",
            Reason::RubberStamp { .. } => "ACTOR_RUBBER_STAMP",
        }
    }
}

/// What is usual, learnt from finished cases.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline {
    /// For each activity, and each class of its visits, the sojourns and their parts, sorted.
    times: BTreeMap<(u32, u32), [Vec<f64>; 4]>,
    /// The class of each row of the log that was learnt from; nothing where there are none.
    classes: Vec<u32>,
    /// For each pair of activities what came next, how often.
    next: BTreeMap<(u32, u32), BTreeMap<u32, u64>>,
    flows: BTreeSet<(u32, u32)>,
    surprises: Vec<f64>,
    excess: Vec<f64>,
    activities: usize,
}

/// In place of an activity before the first and behind the last.
const NONE: u32 = u32::MAX;

impl Baseline {
    /// Learns from the finished cases of a log.
    pub fn of(log: &Log) -> Self {
        Baseline::of_first(log, log.case_count())
    }

    /// Learns from the finished ones of the first so many cases of a log; the rest can be held against it.
    pub fn of_first(log: &Log, cases: usize) -> Self {
        let mut base = Baseline { activities: log.activities.len() + 1, ..Baseline::default() };
        let mut times: Vec<Option<[Vec<f64>; 4]>> = vec![None; log.activities.len()];
        // Many cases go the same way, which is looked at once.
        let mut ways: IndexMap<&[u32], u64, FixedState> = IndexMap::default();
        for case in (0..cases).filter(|case| log.is_finished(*case)) {
            for row in log.case(case) {
                let of = times[log.activity[row] as usize].get_or_insert_default();
                for (times, time) in of.iter_mut().zip(parts(&row_times(log, row))) {
                    times.extend(time.map(|time| time as f64));
                }
            }
            *ways.entry(log.trace(case)).or_default() += 1;
            base.excess.push(excess(log, case) as f64);
        }
        let of_all = |(activity, times): (u32, Option<[Vec<f64>; 4]>)| Some(((activity, UNSIZED), times?));
        base.times = (0..).zip(times).filter_map(of_all).collect();
        base.times.values_mut().flatten().for_each(|times| times.sort_unstable_by(f64::total_cmp));
        for (trace, n) in &ways {
            for (before, last, next) in steps(trace) {
                *base.next.entry((before, last)).or_default().entry(next).or_default() += n;
                base.flows.insert((last, next));
            }
        }
        for (trace, n) in &ways {
            let bits = base.surprise(trace);
            base.surprises.extend((0..*n).map(|_| bits));
        }
        base.surprises.sort_unstable_by(f64::total_cmp);
        base.excess.sort_unstable_by(f64::total_cmp);
        base
    }

    /// The same where visits of a class are held against those of it, as far as there are enough: `classes` has that of each row
    /// of the log, and the first so many cases are learnt from.
    #[must_use]
    pub fn by_class(mut self, log: &Log, cases: usize, classes: Vec<u32>) -> Self {
        if classes.is_empty() {
            return self;
        }
        let mut times: BTreeMap<(u32, u32), [Vec<f64>; 4]> = BTreeMap::new();
        for row in (0..cases).filter(|case| log.is_finished(*case)).flat_map(|case| log.case(case)) {
            if classes[row] == UNSIZED {
                continue;
            }
            let of = times.entry((log.activity[row], classes[row])).or_default();
            for (times, time) in of.iter_mut().zip(parts(&row_times(log, row))) {
                times.extend(time.map(|time| time as f64));
            }
        }
        times.values_mut().flatten().for_each(|times| times.sort_unstable_by(f64::total_cmp));
        self.times.extend(times);
        self.classes = classes;
        self
    }

    /// How surprising a way is, in bits: −Σ log₂ P(next | last two), with half a count added to each (Laplace, α = ½).
    pub fn surprise(&self, trace: &[u32]) -> f64 {
        let bits = |(before, last, next): (u32, u32, u32)| {
            let seen = self.next.get(&(before, last));
            let count = seen.and_then(|seen| seen.get(&next)).copied().unwrap_or(0) as f64;
            let all = seen.map_or(0, |seen| seen.values().sum::<u64>()) as f64;
            -((count + 0.5) / (all + 0.5 * self.activities as f64)).log2()
        };
        steps(trace).map(bits).sum()
    }

    /// What is abnormal in a case, beyond the quantile q of the past: rows with their reasons, or the whole case. Nothing is
    /// said of what was seen fewer than [`BASELINE_MIN`] times.
    pub fn check(&self, log: &Log, case: usize, q: f64) -> Vec<(Option<usize>, Reason)> {
        Ways::new(self, q).check(log, case)
    }

    /// What is abnormal about a way, wherever it is gone.
    fn way(&self, trace: &[u32], q: f64) -> Vec<Reason> {
        let new = steps(trace).filter(|(_, last, next)| !self.flows.contains(&(*last, *next)));
        let mut out: Vec<Reason> = new.map(|(_, from, to)| Reason::NewFlow { from, to }).collect();
        let bits = self.surprise(trace);
        let line = quantile_of_sorted(&self.surprises, q).unwrap_or(f64::INFINITY);
        if bits > line {
            out.push(Reason::RarePath { bits, line });
        }
        out
    }

    fn slow(&self, log: &Log, row: usize, q: f64) -> Option<Reason> {
        let times = row_times(log, row);
        let activity = log.activity[row];
        let of_class = self.classes.get(row).filter(|class| **class != UNSIZED);
        let of_class = of_class.and_then(|class| Some((*class, self.times.get(&(activity, *class))?)));
        let enough = |(_, base): &(u32, &[Vec<f64>; 4])| base[3].len() >= BASELINE_MIN;
        let (class, base) = match of_class.filter(enough) {
            Some(found) => found,
            None => (UNSIZED, self.times.get(&(activity, UNSIZED))?),
        };
        let line = |part: usize| {
            let past = &base[part];
            (past.len() >= BASELINE_MIN).then(|| quantile_of_sorted(past, q)).flatten()
        };
        // Logs that do not know when a row was enabled have its service alone.
        let (whole, time) = if times.sojourn.is_some() { (3, times.sojourn?) } else { (2, times.service?) };
        let bound = line(whole)?;
        if time as f64 <= bound {
            return None;
        }
        let names = [Segment::Queue, Segment::Claimed, Segment::Service];
        let beyond = names.into_iter().zip(parts(&times)).enumerate().filter_map(|(part, (name, time))| {
            let past = time? as f64 - line(part)?;
            (past > 0.0).then_some((name, past))
        });
        let segment = beyond.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(name, _)| name);
        Some(Reason::SlowStep { time, line: bound, segment, class })
    }
}

/// Cases held against what is usual one after the other: of the way that many go it is found out once what is abnormal.
#[derive(Debug, Clone)]
pub struct Ways<'a> {
    usual: &'a Baseline,
    q: f64,
    known: IndexMap<Vec<u32>, Vec<Reason>, FixedState>,
}

impl<'a> Ways<'a> {
    /// Beyond the quantile q of the past something is abnormal.
    pub fn new(usual: &'a Baseline, q: f64) -> Self {
        Ways { usual, q, known: IndexMap::default() }
    }

    /// See [`Baseline::check`].
    pub fn check(&mut self, log: &Log, case: usize) -> Vec<(Option<usize>, Reason)> {
        let Ways { usual, q, known } = self;
        let mut out: Vec<(Option<usize>, Reason)> = vec![];
        for row in log.case(case) {
            out.extend(usual.slow(log, row, *q).map(|reason| (Some(row), reason)));
        }
        if usual.surprises.len() < BASELINE_MIN {
            return out;
        }
        let trace = log.trace(case);
        let way = match known.get_index_of(trace) {
            Some(way) => way,
            None => known.insert_full(trace.to_vec(), usual.way(trace, *q)).0,
        };
        out.extend(known[way].iter().map(|reason| (None, *reason)));
        let (excess, line) = (excess(log, case), quantile_of_sorted(&usual.excess, *q).unwrap_or(f64::INFINITY));
        if excess as f64 > line {
            out.push((None, Reason::Rework { excess, line }));
        }
        out
    }
}

/// Approvals done sooner than this after they were begun are hardly read, ms.
pub const STAMP_MS: i64 = 5_000;

/// Rows of an activity that were done sooner after their start than anybody reads.
pub fn rubber_stamps(log: &Log, activity: u32, sooner_than: i64) -> Vec<(usize, Reason)> {
    let rows = (0..log.row_count()).filter(|row| log.activity[*row] == activity);
    rows.filter(|row| log.started[*row] != NO_TIME && log.ended[*row] != NO_TIME)
        .map(|row| (row, log.ended[row] - log.started[row]))
        .filter(|(_, time)| *time < sooner_than)
        .map(|(row, time)| (row, Reason::RubberStamp { time }))
        .collect()
}

/// Where a series of windows leaves the level of the same time of the weeks before: the first window that an EWMA chart
/// (λ 0.2, L 3) or a cumulative sum (k 0.5, h 5, either side) rings at. `weeks` are past values for each value of the
/// series; a value with fewer than four of them, or without any spread, is left out of the chart.
pub fn shift(series: &[f64], weeks: &[Vec<f64>]) -> Option<usize> {
    let residuals: Vec<(usize, f64)> = series
        .iter()
        .zip(weeks)
        .enumerate()
        .filter_map(|(index, (value, past))| {
            // Of a day on which too little happened nothing is known.
            let value = Some(value).filter(|value| value.is_finite())?;
            let middle = crate::statistics::quantile(&mut past.clone(), 0.5)?;
            let mad = crate::statistics::median_absolute_deviation(past)?;
            // 1.4826 MAD is the standard deviation where values are normal.
            (past.len() >= 4 && mad > 0.0).then(|| (index, (value - middle) / (1.4826 * mad)))
        })
        .collect();
    let up: Vec<f64> = residuals.iter().map(|(_, z)| *z).collect();
    let down: Vec<f64> = up.iter().map(|z| -z).collect();
    let alarms = [
        ewma(&up, 0.0, 1.0, 0.2, 3.0).first_alarm,
        cusum_upper(&up, 0.0, 1.0, 0.5, 5.0).first_alarm,
        cusum_upper(&down, 0.0, 1.0, 0.5, 5.0).first_alarm,
    ];
    alarms.into_iter().flatten().min().map(|at| residuals[at].0)
}

fn parts(times: &RowTimes) -> [Option<i64>; 4] {
    [times.queue, times.claimed, times.service, times.sojourn]
}

/// Each step of a way with the two before it; the end of the way is a step.
fn steps(trace: &[u32]) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
    let at = |index: usize, back: usize| index.checked_sub(back).map_or(NONE, |index| trace[index]);
    (0..=trace.len()).map(move |index| (at(index, 2), at(index, 1), trace.get(index).copied().unwrap_or(NONE)))
}
