//! Control charts: when has a series left its level? (ISO 7870-4 for the cumulative sum, ISO 7870-6 for the EWMA chart.)

/// A series on a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What the chart shows for each value of the series.
    pub values: Vec<f64>,
    /// The first value beyond the line.
    pub first_alarm: Option<usize>,
}

/// The one-sided cumulative sum: C = max(0, C + (x − target)/sd − k); alarm where C > h. All in standard deviations.
pub fn cusum_upper(series: &[f64], target: f64, deviation: f64, k: f64, h: f64) -> Chart {
    let mut sum = 0.0_f64;
    let values: Vec<f64> = series
        .iter()
        .map(|x| {
            sum = (sum + (x - target) / deviation - k).max(0.0);
            sum
        })
        .collect();
    let first_alarm = values.iter().position(|value| *value > h);
    Chart { values, first_alarm }
}

/// The exponentially weighted mean, begun at the target; alarm where it is further from it than
/// L·sd·√(λ/(2 − λ)·(1 − (1 − λ)²ⁱ)), the exact limit of its i-th value.
pub fn ewma(series: &[f64], target: f64, deviation: f64, lambda: f64, limit: f64) -> Chart {
    let mut mean = target;
    let mut first_alarm = None;
    let mut values = Vec::with_capacity(series.len());
    for (index, x) in series.iter().enumerate() {
        mean = lambda * x + (1.0 - lambda) * mean;
        let spread = lambda / (2.0 - lambda) * (1.0 - (1.0 - lambda).powf(2.0 * (index + 1) as f64));
        if first_alarm.is_none() && (mean - target).abs() > limit * deviation * spread.sqrt() {
            first_alarm = Some(index);
        }
        values.push(mean);
    }
    Chart { values, first_alarm }
}
