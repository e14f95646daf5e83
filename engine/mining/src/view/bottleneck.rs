//! Where the time goes: for each activity what it waits and works on the critical path, so that all of them together are the
//! sojourn.
use crate::log::Log;
use crate::measure::path::{Part, path};
use std::collections::BTreeMap;

/// An activity and its part of the time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bottleneck {
    /// The activity.
    pub activity: u32,
    /// Between the end of what led to it and the moment it could begin, ms for each case.
    pub before: f64,
    /// In its queue, ms for each case.
    pub queue: f64,
    /// Taken and not begun, ms for each case.
    pub claimed: f64,
    /// Worked on, ms for each case.
    pub service: f64,
    /// All of it over the mean sojourn.
    pub share: f64,
    /// In how many cases it is on the critical path.
    pub cases: u64,
    /// They, the evidence.
    pub evidence: Vec<u32>,
}

impl Bottleneck {
    /// What is not work, ms for each case.
    pub fn wait(&self) -> f64 {
        self.before + self.queue + self.claimed
    }

    /// All of it, ms for each case.
    pub fn total(&self) -> f64 {
        self.wait() + self.service
    }
}

/// The activities of finished cases, those that wait longest first. Their totals add up to the mean sojourn.
pub fn bottlenecks(log: &Log) -> Vec<Bottleneck> {
    let mut sums: BTreeMap<u32, ([i64; 4], Vec<u32>)> = BTreeMap::new();
    let (mut cases, mut all) = (0_u64, 0_i64);
    for (case, path) in (0..log.case_count()).filter_map(|case| Some((case as u32, path(log, case)?))) {
        cases += 1;
        for segment in path.segments {
            let (activity, time) = (log.activity[segment.row], segment.until - segment.from);
            let (parts, on) = sums.entry(activity).or_default();
            let part = match segment.part {
                Part::Before => 0,
                Part::Queue => 1,
                Part::Claimed => 2,
                Part::Service => 3,
            };
            parts[part] += time;
            all += time;
            if on.last() != Some(&case) {
                on.push(case);
            }
        }
    }
    let each = |time: i64| time as f64 / cases.max(1) as f64;
    let mut out: Vec<Bottleneck> = sums
        .into_iter()
        .map(|(activity, ([before, queue, claimed, service], on))| Bottleneck {
            activity,
            before: each(before),
            queue: each(queue),
            claimed: each(claimed),
            service: each(service),
            share: if all == 0 { 0.0 } else { (before + queue + claimed + service) as f64 / all as f64 },
            cases: on.len() as u64,
            evidence: on,
        })
        .collect();
    out.sort_by(|a, b| b.wait().total_cmp(&a.wait()).then(a.activity.cmp(&b.activity)));
    out
}
