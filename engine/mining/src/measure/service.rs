//! Work: how long it takes, how much of a case's time it fills, how much of it goes on side by side.
use super::intervals::{Interval, length, union};
use crate::log::{Log, NO_TIME};
use crate::statistics::Summary;
use std::collections::BTreeMap;

/// The times of one row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowTimes {
    /// Started − enabled, ms.
    pub wait: Option<i64>,
    /// Claimed − enabled: time in the queue, ms. Without a claim it is the whole wait.
    pub queue: Option<i64>,
    /// Started − claimed, ms.
    pub claimed: Option<i64>,
    /// Ended − started − suspended, ms.
    pub service: Option<i64>,
    /// Ended − enabled, ms.
    pub sojourn: Option<i64>,
}

/// The times of a row; one that rests on a time that did not occur is none.
pub fn row_times(log: &Log, row: usize) -> RowTimes {
    let between = |from: i64, until: i64| (from != NO_TIME && until != NO_TIME).then(|| until - from);
    let wait = between(log.enabled[row], log.started[row]);
    RowTimes {
        wait,
        queue: between(log.enabled[row], log.claimed[row]).or(wait),
        claimed: between(log.claimed[row], log.started[row]),
        service: between(log.started[row], log.ended[row]).map(|time| time - log.suspended[row]),
        sojourn: between(log.enabled[row], log.ended[row]),
    }
}

/// How long work takes, by activity, ms. An instant takes 0; work that goes on is left out.
pub fn by_activity(log: &Log) -> BTreeMap<u32, Summary> {
    let mut times: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for row in (0..log.row_count()).filter(|row| log.ended[*row] != NO_TIME) {
        let (from, until) = work(log, row);
        times.entry(log.activity[row]).or_default().push((until - from - log.suspended[row]) as f64);
    }
    times.into_iter().filter_map(|(activity, times)| Some((activity, Summary::of(times)?))).collect()
}

/// The work of one case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CaseWork {
    /// From the first to the last time, ms.
    pub sojourn: i64,
    /// Σ of the service of its rows, ms; parallel work counts twice.
    pub service: i64,
    /// The length of the union of the intervals of work, ms.
    pub busy: i64,
}

impl CaseWork {
    /// The time in which nothing is worked on, never below 0.
    pub fn idle(&self) -> i64 {
        self.sojourn - self.busy
    }

    /// The share of the sojourn in which something is worked on; none for a case that takes no time.
    pub fn efficiency(&self) -> Option<f64> {
        (self.sojourn > 0).then(|| self.busy as f64 / self.sojourn as f64)
    }
}

/// The work of every finished case with times.
pub fn by_case(log: &Log) -> Vec<CaseWork> {
    let cases = (0..log.case_count()).filter(|case| log.is_finished(*case));
    cases
        .filter_map(|case| {
            let (from, until) = log.span(case)?;
            let rows = intervals(log, log.case(case));
            let service = rows.iter().map(|(from, until)| until - from).sum();
            Some(CaseWork { sojourn: until - from, service, busy: length(&union(rows)) })
        })
        .collect()
}

/// Flow-time efficiency of a set of cases: Σ busy / Σ sojourn, a ratio of sums. None where no time passed.
pub fn flow_time_efficiency(work: &[CaseWork]) -> Option<f64> {
    let sojourn: i64 = work.iter().map(|case| case.sojourn).sum();
    let busy: i64 = work.iter().map(|case| case.busy).sum();
    (sojourn > 0).then(|| busy as f64 / sojourn as f64)
}

/// Cycle time (takt), ms for each case: the length of the union of all work, over the cases. None without cases.
pub fn cycle_time(log: &Log) -> Option<f64> {
    let busy = length(&union(intervals(log, 0..log.row_count())));
    (log.case_count() > 0).then(|| busy as f64 / log.case_count() as f64)
}

/// How often work of two activities goes on side by side in one case, for more than no time, by the pair, lesser number first.
pub fn concurrent_pairs(log: &Log) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    for rows in log.all_cases() {
        let mut work: Vec<(Interval, u32)> =
            rows.map(|row| (work(log, row), log.activity[row])).filter(|((from, until), _)| from < until).collect();
        work.sort_unstable();
        for (index, ((_, until), a)) in work.iter().enumerate() {
            for (_, b) in work[index + 1..].iter().take_while(|((from, _), _)| from < until) {
                *out.entry((*a.min(b), *a.max(b))).or_default() += 1;
            }
        }
    }
    out
}

/// The interval of work of a row. One that has no end, or is an instant, has none.
pub(crate) fn work(log: &Log, row: usize) -> Interval {
    let end = log.ended[row];
    if end == NO_TIME { (0, 0) } else { (log.start(row).min(end), end) }
}

fn intervals(log: &Log, rows: std::ops::Range<usize>) -> Vec<Interval> {
    rows.map(|row| work(log, row)).collect()
}
