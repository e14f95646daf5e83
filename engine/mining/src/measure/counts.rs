//! How much there is.
use crate::log::Log;
use std::collections::BTreeMap;

/// How many rows each activity has, by its number.
pub fn activity_frequency(log: &Log) -> Vec<usize> {
    let mut counts = vec![0; log.activities.len()];
    for activity in &log.activity {
        counts[*activity as usize] += 1;
    }
    counts
}

/// In how many cases each activity occurs, by its number.
pub fn case_presence(log: &Log) -> Vec<usize> {
    cases_with(log, 1)
}

/// In how many cases each activity occurs at least so often, by its number.
pub(super) fn cases_with(log: &Log, times: u32) -> Vec<usize> {
    let mut counts = vec![0; log.activities.len()];
    let mut seen = vec![0_u32; log.activities.len()];
    for case in 0..log.case_count() {
        let trace = log.trace(case);
        for activity in trace {
            let seen = &mut seen[*activity as usize];
            *seen += 1;
            counts[*activity as usize] += usize::from(*seen == times);
        }
        for activity in trace {
            seen[*activity as usize] = 0;
        }
    }
    counts
}

/// With which activities cases begin, and how many do.
pub fn start_activities(log: &Log) -> BTreeMap<u32, usize> {
    ends(log, <[u32]>::first)
}

/// With which activities cases end, and how many do.
pub fn end_activities(log: &Log) -> BTreeMap<u32, usize> {
    ends(log, <[u32]>::last)
}

fn ends(log: &Log, which: fn(&[u32]) -> Option<&u32>) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for activity in (0..log.case_count()).filter_map(|case| which(log.trace(case)).copied()) {
        *counts.entry(activity).or_default() += 1;
    }
    counts
}
