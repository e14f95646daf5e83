//! What the order of activities tells: footprints and self-distance.
use super::dfg::frequency;
use crate::log::Log;
use std::collections::{BTreeMap, BTreeSet};

/// The footprint of a log (van der Aalst, Process Mining, 2016, 6.2): a → b where b directly follows a and a never b,
/// a ∥ b where both follow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Footprints {
    /// Ordered pairs that follow one another one way.
    pub sequence: BTreeSet<(u32, u32)>,
    /// Ordered pairs that follow one another both ways; (a, a) too.
    pub parallel: BTreeSet<(u32, u32)>,
    /// How many ordered pairs never follow one another, (a, a) among them.
    pub unrelated: usize,
}

/// The footprint.
pub fn footprints(log: &Log) -> Footprints {
    let follows = frequency(log);
    let mut out = Footprints::default();
    for (a, b) in follows.keys() {
        if follows.contains_key(&(*b, *a)) {
            out.parallel.insert((*a, *b));
        } else {
            out.sequence.insert((*a, *b));
        }
    }
    let size = log.activities.len();
    out.unrelated = size * size - out.parallel.len() - 2 * out.sequence.len();
    out
}

/// For each activity that some case repeats, the least number of rows between two of it.
pub fn minimum_self_distance(log: &Log) -> BTreeMap<u32, usize> {
    let mut least = BTreeMap::new();
    let mut before: BTreeMap<u32, usize> = BTreeMap::new();
    for rows in log.all_cases() {
        before.clear();
        for row in rows {
            if let Some(earlier) = before.insert(log.activity[row], row) {
                let distance = row - earlier - 1;
                let entry = least.entry(log.activity[row]).or_insert(distance);
                *entry = distance.min(*entry);
            }
        }
    }
    least
}
