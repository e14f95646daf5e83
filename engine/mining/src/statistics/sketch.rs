//! A log-linear sketch: counts of values in buckets that grow with the value.
//!
//! A bucket is 1/16 of an octave, so a quantile read from it is off by at most 1/32 of the value, 3.1 %. Only integers are
//! added, so merging is exact and does not depend on the order, and what was added can be taken away again.
use serde::{Deserialize, Serialize};

/// Into how many buckets an octave is cut.
pub const SUB_BUCKETS: u64 = 16;

/// Counts of values that are not negative, such as durations in ms. Its buckets are two columns in the order of values: an
/// octave has few of them, so finding one is cheaper than walking a tree.
///
/// ```
/// use weir_mining::statistics::Sketch;
/// let mut sketch = Sketch::default();
/// (1..=1000).for_each(|value| sketch.add(value));
/// let p90 = sketch.quantile(0.9).unwrap();
/// assert!((p90 - 900.0).abs() / 900.0 <= 1.0 / 32.0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    buckets: Vec<u16>,
    counts: Vec<u64>,
    count: u64,
}

impl Sketch {
    /// What a bucket takes.
    pub(crate) const CELL_BYTES: usize = size_of::<u16>() + size_of::<u64>();

    /// Adds a value; negative ones count as 0.
    pub fn add(&mut self, value: i64) {
        self.add_to(bucket(value), 1);
    }

    fn add_to(&mut self, bucket: u16, count: u64) {
        match self.buckets.binary_search(&bucket) {
            Ok(at) => self.counts[at] += count,
            Err(at) => {
                self.buckets.insert(at, bucket);
                self.counts.insert(at, count);
            }
        }
        self.count += count;
    }

    /// Takes a value away that was added before. False where it was not.
    pub fn remove(&mut self, value: i64) -> bool {
        let Ok(at) = self.buckets.binary_search(&bucket(value)) else { return false };
        self.counts[at] -= 1;
        if self.counts[at] == 0 {
            self.buckets.remove(at);
            self.counts.remove(at);
        }
        self.count -= 1;
        true
    }

    /// Is a value in it, as far as its bucket tells?
    pub fn holds(&self, value: i64) -> bool {
        self.buckets.binary_search(&bucket(value)).is_ok()
    }

    /// Adds all of another one.
    pub fn merge(&mut self, other: &Sketch) {
        if self.buckets.is_empty() {
            self.clone_from(other);
            return;
        }
        for (bucket, count) in other.buckets.iter().zip(&other.counts) {
            self.add_to(*bucket, *count);
        }
    }

    /// How many values.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many buckets hold some.
    pub fn cells(&self) -> usize {
        self.buckets.len()
    }

    /// About the quantile: the middle of the bucket in which its order statistic lies. None without values.
    pub fn quantile(&self, q: f64) -> Option<f64> {
        let last = self.count.checked_sub(1)?;
        let rank = (last as f64 * q.clamp(0.0, 1.0)).round() as u64;
        let mut seen = 0;
        let found = self.counts.iter().position(|count| {
            seen += count;
            seen > rank
        });
        found.map(|at| middle(self.buckets[at]))
    }

    /// How many values lie above a bound, but for those in its own bucket.
    pub fn above(&self, bound: i64) -> u64 {
        let from = self.buckets.partition_point(|at| *at <= bucket(bound));
        self.counts[from..].iter().sum()
    }

    /// The buckets in the order of values: the least value of each, the least value beyond it, how many lie in it.
    pub fn histogram(&self) -> impl Iterator<Item = (i64, i64, u64)> + '_ {
        self.buckets.iter().zip(&self.counts).map(|(bucket, count)| (least(*bucket), least(bucket + 1), *count))
    }
}

/// Values below 16 have a bucket each; then 16 for each octave.
fn bucket(value: i64) -> u16 {
    let value = value.max(0) as u64;
    if value < SUB_BUCKETS {
        return value as u16;
    }
    let octave = value.ilog2() - SUB_BUCKETS.ilog2();
    (u64::from(octave) * SUB_BUCKETS + (value >> octave)) as u16
}

/// The least value of a bucket.
fn least(bucket: u16) -> i64 {
    let bucket = u64::from(bucket);
    if bucket < 2 * SUB_BUCKETS {
        return bucket as i64;
    }
    let octave = bucket / SUB_BUCKETS - 1;
    i64::try_from(u128::from(bucket - octave * SUB_BUCKETS) << octave).unwrap_or(i64::MAX)
}

fn middle(bucket: u16) -> f64 {
    let bucket = u64::from(bucket);
    if bucket < 2 * SUB_BUCKETS {
        return bucket as f64;
    }
    let octave = bucket / SUB_BUCKETS - 1;
    let low = (bucket - octave * SUB_BUCKETS) as f64 * (octave as f64).exp2();
    low + ((octave as f64).exp2() - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_is_found_again_within_a_thirty_second(value in 0_i64..(1 << 53)) {
            let mut sketch = Sketch::default();
            sketch.add(value);
            let found = sketch.quantile(0.5).unwrap();
            prop_assert!((found - value as f64).abs() <= value as f64 / 32.0, "{found}");
        }

        #[test]
        fn merged_and_removed_as_if_never_apart(left in prop::collection::vec(0_i64..1_000_000, 0..50), right in prop::collection::vec(0_i64..1_000_000, 0..50)) {
            let sketch = |values: &[i64]| {
                values.iter().fold(Sketch::default(), |mut sketch, value| {
                    sketch.add(*value);
                    sketch
                })
            };
            let mut merged = sketch(&left);
            merged.merge(&sketch(&right));
            prop_assert_eq!(&merged, &sketch(&[left.clone(), right.clone()].concat()));
            for value in &right {
                prop_assert!(merged.remove(*value));
            }
            prop_assert_eq!(merged, sketch(&left));
        }
    }

    #[test]
    fn buckets_follow_one_another() {
        let mut before = 0;
        for value in 0..100_000 {
            let at = bucket(value);
            assert!(at == before || at == before + 1, "{value}");
            before = at;
        }
        for value in (0..4_000).chain([1 << 40, i64::MAX]) {
            let at = bucket(value);
            assert!(least(at) <= value && value <= least(at + 1), "{value}");
        }
        assert!(bucket(i64::MAX) < 1024);
        assert!(!Sketch::default().remove(3));
    }
}
