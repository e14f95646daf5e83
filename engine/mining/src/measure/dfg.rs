//! The directly-follows graph: what comes next, how often, after how long.
//!
//! For logs of others the successor is the next row in canonical order, by start and then end. For our own history it is
//! what a row's end led to, which parallel branches cannot blur ([`causal`]).
use crate::log::{Log, NO_TIME};
use crate::statistics::Summary;
use std::collections::BTreeMap;

/// Up to so many activities counts are kept in a square table, which is quick; beyond, only pairs that occur.
const SQUARE_MAX: usize = 2_048;

/// How often one activity directly follows another, by (from, to).
pub fn frequency(log: &Log) -> BTreeMap<(u32, u32), u64> {
    neighbours(log, &log.activity, log.activities.len())
}

/// How often one value of a column directly follows another in a case, by (from, to). Rows whose value is not below `size`
/// have none, and follow nothing.
pub(super) fn neighbours(log: &Log, column: &[u32], size: usize) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    if size > SQUARE_MAX {
        for rows in log.all_cases() {
            for pair in column[rows].windows(2).filter(|pair| pair.iter().all(|value| (*value as usize) < size)) {
                *out.entry((pair[0], pair[1])).or_default() += 1;
            }
        }
        return out;
    }
    let mut table = vec![0_u64; size * size];
    for rows in log.all_cases() {
        for pair in column[rows].windows(2) {
            let (from, to) = (pair[0] as usize, pair[1] as usize);
            if from < size && to < size {
                table[from * size + to] += 1;
            }
        }
    }
    for (index, count) in table.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        out.insert(((index / size) as u32, (index % size) as u32), count);
    }
    out
}

/// How long it takes from the end of one activity to the start of the one that directly follows, at least 0, in ms.
/// Pairs of which a time is missing are left out.
pub fn performance(log: &Log) -> BTreeMap<(u32, u32), Summary> {
    let mut times: BTreeMap<(u32, u32), Vec<f64>> = BTreeMap::new();
    for rows in log.all_cases() {
        for row in rows.skip(1) {
            let (end, start) = (log.ended[row - 1], log.start(row));
            if end != NO_TIME && start != NO_TIME {
                let pair = (log.activity[row - 1], log.activity[row]);
                times.entry(pair).or_default().push((start - end).max(0) as f64);
            }
        }
    }
    times.into_iter().filter_map(|(pair, times)| Some((pair, Summary::of(times)?))).collect()
}

/// How often the end of one activity led to another, by (from, to): the successor by cause.
pub fn causal(log: &Log) -> BTreeMap<(u32, u32), u64> {
    let mut out = BTreeMap::new();
    for row in 0..log.row_count() {
        for cause in log.causes_of(row) {
            *out.entry((log.activity[*cause as usize], log.activity[row])).or_default() += 1;
        }
    }
    out
}
