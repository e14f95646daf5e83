//! A log-linear sketch: counts of values in buckets that grow with the value.
//!
//! A bucket is 1/16 of an octave, so a quantile read from it is off by at most 1/32 of the value, 3.1 %. Only integers are
//! added, so merging is exact and does not depend on the order, and what was added can be taken away again.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Into how many buckets an octave is cut.
pub const SUB_BUCKETS: u64 = 16;

/// Counts of values that are not negative, such as durations in ms.
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
    buckets: BTreeMap<u16, u64>,
    count: u64,
}

impl Sketch {
    /// Adds a value; negative ones count as 0.
    pub fn add(&mut self, value: i64) {
        *self.buckets.entry(bucket(value)).or_default() += 1;
        self.count += 1;
    }

    /// Takes a value away that was added before. False where it was not.
    pub fn remove(&mut self, value: i64) -> bool {
        let at = bucket(value);
        let Some(count) = self.buckets.get_mut(&at) else { return false };
        *count -= 1;
        if *count == 0 {
            self.buckets.remove(&at);
        }
        self.count -= 1;
        true
    }

    /// Is a value in it, as far as its bucket tells?
    pub fn holds(&self, value: i64) -> bool {
        self.buckets.contains_key(&bucket(value))
    }

    /// Adds all of another one.
    pub fn merge(&mut self, other: &Sketch) {
        for (bucket, count) in &other.buckets {
            *self.buckets.entry(*bucket).or_default() += count;
        }
        self.count += other.count;
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
        let found = self.buckets.iter().find(|(_, count)| {
            seen += **count;
            seen > rank
        });
        found.map(|(bucket, _)| middle(*bucket))
    }

    /// How many values lie above a bound, but for those in its own bucket.
    pub fn above(&self, bound: i64) -> u64 {
        self.buckets.range(bucket(bound) + 1..).map(|(_, count)| count).sum()
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
        assert!(bucket(i64::MAX) < 1024);
        assert!(!Sketch::default().remove(3));
    }
}
