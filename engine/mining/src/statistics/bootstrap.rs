//! Between what bounds a number lies that has no formula: the percentile bootstrap (Efron, *The Jackknife, the Bootstrap and
//! Other Resampling Plans*, 1982), over blocks of neighbours, so that what hangs together is drawn together.
use super::chance::Stream;
use super::quantile::quantile_of_sorted;
use serde::{Deserialize, Serialize};

/// How often is drawn.
pub const REPLICATIONS: usize = 500;
/// Into how many blocks values are put at most; fewer values are blocks of one.
pub const BLOCKS_MAX: usize = 1_000;

/// A number with its 95 % interval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Its lower bound.
    pub low: f64,
    /// Its upper bound.
    pub high: f64,
}

impl Estimate {
    /// A number of which nothing is uncertain.
    pub fn exact(value: f64) -> Self {
        Estimate { value, low: value, high: value }
    }

    /// The same in another unit; the factor is not negative.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Estimate { value: self.value * factor, low: self.low * factor, high: self.high * factor }
    }

    /// Does the interval lie above this?
    pub fn is_above(&self, bound: f64) -> bool {
        self.low > bound
    }
}

/// What a statistic of so many blocks is, with its 95 % interval: `of` says it of some blocks, each as often as it was
/// drawn. None where it says nothing of all blocks, or of a twentieth of the draws.
pub fn estimate(blocks: usize, key: &[u64], of: impl Fn(&[u32]) -> Option<f64>) -> Option<Estimate> {
    let all: Vec<u32> = (0..blocks as u32).collect();
    let value = of(&all).filter(|value| value.is_finite())?;
    let mut stream = Stream::keyed(key);
    let mut drawn = vec![0; blocks];
    let mut values = Vec::with_capacity(REPLICATIONS);
    for _ in 0..REPLICATIONS {
        for block in &mut drawn {
            *block = stream.below(blocks) as u32;
        }
        values.extend(of(&drawn).filter(|value| value.is_finite()));
    }
    if values.len() * 20 < REPLICATIONS * 19 {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    Some(Estimate { value, low: quantile_of_sorted(&values, 0.025)?, high: quantile_of_sorted(&values, 0.975)? })
}

/// The mean of values with its interval. None without values.
pub fn mean(values: &[f64]) -> Option<Estimate> {
    let pairs: Vec<(f64, f64)> = values.iter().map(|value| (*value, 1.0)).collect();
    ratio(&pairs)
}

/// Σ of the first over Σ of the second, with its interval. None where the second are nothing.
pub fn ratio(pairs: &[(f64, f64)]) -> Option<Estimate> {
    let sums =
        blocks(pairs.len(), |range| pairs[range].iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0, sum.1 + pair.1)));
    estimate(sums.len(), &[pairs.len() as u64], |drawn| {
        let (above, below) = drawn.iter().fold((0.0, 0.0), |sum, block| {
            let of = sums[*block as usize];
            (sum.0 + of.0, sum.1 + of.1)
        });
        (below > 0.0).then(|| above / below)
    })
}

/// Sums over at most [`BLOCKS_MAX`] blocks of neighbours, each as long as the others or one longer.
pub fn blocks<T>(n: usize, sum: impl Fn(std::ops::Range<usize>) -> T) -> Vec<T> {
    let count = n.min(BLOCKS_MAX);
    (0..count).map(|block| sum(block * n / count..(block + 1) * n / count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        for (n, least) in [(100, 0.90), (5_000, 0.92)] {
            let inside = (0..200).filter(|seed| {
                let mut stream = Stream::keyed(&[*seed, n]);
                let values: Vec<f64> = (0..n).map(|_| stream.exponential(10.0)).collect();
                let found = mean(&values).unwrap();
                (found.low..=found.high).contains(&10.0)
            });
            let share = inside.count() as f64 / 200.0;
            println!("mean of {n} exponential times: the interval holds the truth in {share} of 200 seeds");
            assert!((least..=0.99).contains(&share), "{n}: {share}");
        }
    }

    #[test]
    fn nothing_has_no_interval() {
        assert_eq!(mean(&[]), None);
        assert_eq!(ratio(&[(1.0, 0.0)]), None);
        assert_eq!(mean(&[2.0]), Some(Estimate::exact(2.0)));
        assert_eq!(blocks(2_500, |range| range.len()).iter().sum::<usize>(), 2_500);
    }
}
