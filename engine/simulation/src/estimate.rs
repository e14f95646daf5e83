//! A figure with its interval, from independent replications.
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A mean with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The lower end; none for a single value, which says nothing of how far it may be off.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// Of how many values.
    pub n: usize,
}

impl Estimate {
    /// Of independent values: the mean ± t(0.975; n − 1)·s/√n (Student, Biometrika 6, 1908). None without values.
    pub fn of(values: &[f64]) -> Option<Estimate> {
        let n = values.len();
        if n == 0 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        if n == 1 {
            return Some(Estimate { mean, low: None, high: None, n });
        }
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1) as f64;
        let half = student((n - 1) as f64) * (variance / n as f64).sqrt();
        Some(Estimate { mean, low: Some(mean - half), high: Some(mean + half), n })
    }

    /// Does a value lie inside of the interval?
    pub fn covers(&self, value: f64) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }
}

/// The quantile 0.975 of Student's distribution.
fn student(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_tables() {
        assert!((student(29.0) - 2.0452).abs() < 1e-4, "{}", student(29.0));
        let estimate = Estimate::of(&[1.0, 2.0, 3.0, 4.0]).unwrap();
        // s = 1.29099, t(3) = 3.18245.
        assert!((estimate.high.unwrap() - (2.5 + 3.182_45 * 1.290_99 / 2.0)).abs() < 1e-3);
        assert!(estimate.covers(2.5) && !estimate.covers(5.0));
        assert_eq!(Estimate::of(&[]), None);
        assert_eq!(Estimate::of(&[7.0]).unwrap().low, None);
    }
}
