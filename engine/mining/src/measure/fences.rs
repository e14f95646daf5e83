//! What is far out: fences around durations. For people who look at a distribution; alarms use quantiles of a baseline,
//! because a fence measures how skewed the durations are.
use crate::statistics::{Summary, median_absolute_deviation};

/// Fences and what lies beyond them, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    /// First quartile − 1.5 interquartile ranges (Tukey, Exploratory Data Analysis, 1977).
    pub low: f64,
    /// Third quartile + 1.5 interquartile ranges.
    pub high: f64,
    /// How many lie above.
    pub above: usize,
    /// How many lie below.
    pub below: usize,
    /// How many lie above the third quartile + 3 interquartile ranges.
    pub far_above: usize,
    /// How many have a robust z = 0.67449·(x − median)/MAD above 3.5 (Iglewicz and Hoaglin, 1993).
    pub robust: usize,
    /// Mean + 2 standard deviations of the population.
    pub two_deviations: f64,
    /// How many lie above that.
    pub above_two_deviations: usize,
}

/// The fences of values; none without any.
pub fn fences(values: &[f64]) -> Option<Fences> {
    let summary = Summary::of(values.iter().copied())?;
    let (first, third) = (summary.quantile(0.25), summary.quantile(0.75));
    let range = third - first;
    let (low, high) = (first - 1.5 * range, third + 1.5 * range);
    let middle = summary.quantile(0.5);
    let mad = median_absolute_deviation(values)?;
    let two_deviations = summary.mean + 2.0 * summary.deviation;
    let count = |far: &dyn Fn(f64) -> bool| values.iter().filter(|x| far(**x)).count();
    Some(Fences {
        low,
        high,
        above: count(&|x| x > high),
        below: count(&|x| x < low),
        far_above: count(&|x| x > third + 3.0 * range),
        robust: if mad > 0.0 { count(&|x| 0.674_49 * (x - middle) / mad > 3.5) } else { 0 },
        two_deviations,
        above_two_deviations: count(&|x| x > two_deviations),
    })
}
