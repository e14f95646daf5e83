//! Figures for operators, counted where things happen.
use crate::api::Histogram;
use crate::error::Error;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

/// Counts since the start. Each has the name and meaning of its field in [`api::Metrics`](crate::api::Metrics).
#[derive(Debug, Default)]
pub struct Counters {
    pub commands: Counter,
    pub events: Counter,
    pub groups: Counter,
    pub commits: Counter,
    pub group_size: Ranges,
    pub commit_us: Ranges,
    pub timer_late_ms: Ranges,
    pub cache_hits: Counter,
    pub cache_misses: Counter,
    pub instances_started: Counter,
    pub instances_ended: Counter,
    pub incidents_raised: Counter,
    pub jobs_locked: Counter,
    pub quarantined: Counter,
    pub dead_letters: Counter,
    pub evaluations: Counter,
    pub evaluations_killed: Counter,
    rejected: Mutex<BTreeMap<&'static str, u64>>,
}

/// A number that grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

/// How often values fell into ranges whose bounds are powers of four.
#[derive(Debug, Default)]
pub struct Ranges {
    buckets: [AtomicU64; BUCKETS],
    sum: AtomicU64,
}

/// Bounds 1, 4, 16, …, about 4 million, and one range above.
const BUCKETS: usize = 13;

impl Counters {
    /// A request was refused.
    pub fn reject(&self, error: &Error) {
        *self.rejected.lock().unwrap_or_else(PoisonError::into_inner).entry(error.code()).or_default() += 1;
    }

    /// How many were refused, by code.
    pub fn rejected(&self) -> BTreeMap<String, u64> {
        let rejected = self.rejected.lock().unwrap_or_else(PoisonError::into_inner);
        rejected.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect()
    }
}

impl Counter {
    /// So many more.
    pub fn add(&self, count: u64) {
        self.0.fetch_add(count, Relaxed);
    }

    /// How many.
    pub fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

impl Ranges {
    /// One more value.
    pub fn add(&self, value: u64) {
        let bucket = (0..BUCKETS - 1).find(|b| value <= bound(*b)).unwrap_or(BUCKETS - 1);
        self.buckets[bucket].fetch_add(1, Relaxed);
        self.sum.fetch_add(value, Relaxed);
    }

    /// As figures.
    pub fn histogram(&self) -> Histogram {
        let mut count = 0;
        let mut buckets = vec![];
        for (index, bucket) in self.buckets.iter().enumerate() {
            count += bucket.load(Relaxed);
            if index < BUCKETS - 1 {
                buckets.push((bound(index), count));
            }
        }
        Histogram { buckets, count, sum: self.sum.load(Relaxed) }
    }
}

fn bound(bucket: usize) -> u64 {
    4u64.pow(bucket as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_is_cumulative() {
        let ranges = Ranges::default();
        for value in [0, 1, 5, 100_000_000] {
            ranges.add(value);
        }
        let histogram = ranges.histogram();
        assert_eq!(histogram.buckets[..3], [(1, 2), (4, 2), (16, 3)]);
        assert_eq!((histogram.count, histogram.sum), (4, 100_000_006));
    }
}
