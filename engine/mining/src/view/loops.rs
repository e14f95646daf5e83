//! What is done again, and what that costs: loops ranked by the hours that they take.
use crate::log::{Log, NO_TIME};
use std::collections::BTreeMap;

/// A loop: an activity that is done again after some others.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// The activity that is done again.
    pub activity: u32,
    /// From where it comes back: the activity before it is done again; itself for one that repeats at once.
    pub from: u32,
    /// How often.
    pub times: u64,
    /// How many cases.
    pub cases: Vec<u32>,
    /// From the end of the one time to the end of the next, of all, ms.
    pub lost: i64,
}

impl Loop {
    /// The mean time of one round, ms.
    pub fn mean(&self) -> f64 {
        self.lost as f64 / self.times.max(1) as f64
    }
}

/// The loops of finished cases, the ones that cost most first.
///
/// A round lasts from the end of one time to the end of the next; it is counted for the activity that comes back, so a round
/// of several activities is said several times, once for each: the list is read from its top, not added up.
pub fn loops(log: &Log) -> Vec<Loop> {
    let mut out: BTreeMap<(u32, u32), Loop> = BTreeMap::new();
    for case in (0..log.case_count()).filter(|case| log.is_finished(*case)) {
        let mut last: BTreeMap<u32, usize> = BTreeMap::new();
        for row in log.case(case).filter(|row| !log.beside[*row]) {
            let activity = log.activity[row];
            if let Some(before) = last.insert(activity, row)
                && log.ended[before] != NO_TIME
                && log.ended[row] != NO_TIME
            {
                let from = came_from(log, case, row).unwrap_or(activity);
                let of =
                    out.entry((activity, from)).or_insert(Loop { activity, from, times: 0, cases: vec![], lost: 0 });
                of.times += 1;
                of.lost += (log.ended[row] - log.ended[before]).max(0);
                if of.cases.last() != Some(&(case as u32)) {
                    of.cases.push(case as u32);
                }
            }
        }
    }
    let mut loops: Vec<Loop> = out.into_values().collect();
    loops.sort_by_key(|of| (std::cmp::Reverse(of.lost), of.activity, of.from));
    loops
}

/// The activity that led to a row: its cause that ended last, or the row before.
fn came_from(log: &Log, case: usize, row: usize) -> Option<u32> {
    let latest = log.causes_of(row).iter().map(|cause| *cause as usize).max_by_key(|row| (log.ended[*row], *row));
    let before = latest.or_else(|| row.checked_sub(1).filter(|before| *before >= log.case(case).start))?;
    Some(log.activity[before])
}
