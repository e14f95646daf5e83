//! What is said of a set of durations.
use super::quantile::{median_absolute_deviation, quantile_of_sorted};

/// A set of values in a few numbers, in the unit of the values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// How many.
    pub n: usize,
    /// Their sum.
    pub sum: f64,
    /// Their mean.
    pub mean: f64,
    /// The least.
    pub min: f64,
    /// The greatest.
    pub max: f64,
    /// The standard deviation with n below the line (the population's).
    pub deviation: f64,
    /// The standard deviation with n − 1 below the line (a sample's); 0 for one value.
    pub deviation_of_sample: f64,
    /// The median of the distances from the median, unscaled.
    pub mad: f64,
    sorted: Vec<f64>,
}

impl Summary {
    /// Of these values; none without any.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Summary> {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len();
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let sum: f64 = sorted.iter().sum();
        let mean = sum / n as f64;
        let squares: f64 = sorted.iter().map(|value| (value - mean).powi(2)).sum();
        let of_sample = if n > 1 { (squares / (n - 1) as f64).sqrt() } else { 0.0 };
        Some(Summary {
            n,
            sum,
            mean,
            min,
            max,
            deviation: (squares / n as f64).sqrt(),
            deviation_of_sample: of_sample,
            mad: median_absolute_deviation(&sorted).unwrap_or(0.0),
            sorted,
        })
    }

    /// A quantile (type 7).
    pub fn quantile(&self, q: f64) -> f64 {
        quantile_of_sorted(&self.sorted, q).unwrap_or(f64::NAN)
    }

    /// The values in order.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }
}
