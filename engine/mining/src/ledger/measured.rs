//! A number as it is told: with its unit, on how many it rests, how sure it is; or why there is none.
use crate::statistics::interval::wilson;
use crate::statistics::{QUANTILE_MIN, Sketch, quantile_of_enough};
use serde::{Deserialize, Serialize};

/// The 97.5 % quantile of the normal distribution.
const Z95: f64 = 1.959_963_984_540_054;

/// Whether there is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// There is.
    Measured,
    /// Nothing of the kind happened in the window.
    NoData,
    /// Too little happened to say anything.
    TooFew,
    /// It cannot be told for such a window, or nobody has said what it needs (a target, a due date).
    Unavailable,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Unit {
    /// Milliseconds of calendar time.
    Ms,
    /// A share, 0 to 1.
    Share,
    /// A count.
    Count,
    /// So many for each day.
    PerDay,
}

/// See the [module](self).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Measure {
    /// Whether there is a number.
    pub state: Standing,
    /// It.
    pub value: Option<f64>,
    /// What it counts.
    pub unit: Unit,
    /// On how many it rests.
    pub n: u64,
    /// On how many it must rest.
    pub least: u64,
    /// The lower bound of its 95 % interval, where it has one.
    pub low: Option<f64>,
    /// The upper bound.
    pub high: Option<f64>,
    /// Is it off by up to 1/32, because it comes from sketches of whole days ("≈")?
    pub approximate: bool,
}

impl Measure {
    fn of(unit: Unit, n: u64, least: u64, value: Option<f64>) -> Self {
        let (state, value) = match value {
            _ if n == 0 => (Standing::NoData, None),
            _ if n < least => (Standing::TooFew, None),
            None => (Standing::Unavailable, None),
            some => (Standing::Measured, some),
        };
        Measure { state, value, unit, n, least, low: None, high: None, approximate: false }
    }

    /// A number of n values, of which there must be so many.
    pub(super) fn told(unit: Unit, n: u64, least: u64, value: Option<f64>) -> Self {
        Measure::of(unit, n, least, value)
    }

    /// The same where it must rest on so many at least; on fewer nothing is said.
    pub(super) fn at_least(self, least: u64) -> Self {
        let least = self.least.max(least);
        if self.state != Standing::Measured || self.n >= least {
            return Measure { least, ..self };
        }
        Measure { state: Standing::TooFew, value: None, low: None, high: None, least, ..self }
    }

    /// None for such a question.
    pub fn unavailable(unit: Unit) -> Self {
        Measure { state: Standing::Unavailable, ..Measure::of(unit, 0, 1, None) }
    }

    /// A plain count.
    pub fn count(n: u64) -> Self {
        Measure { state: Standing::Measured, value: Some(n as f64), ..Measure::of(Unit::Count, n, 0, None) }
    }

    /// A part of a whole, with Wilson's interval.
    pub fn share(part: u64, whole: u64) -> Self {
        let value = (whole > 0).then(|| part as f64 / whole as f64);
        let bounds = value.map(|_| wilson(part, whole, Z95));
        Measure { low: bounds.map(|b| b.0), high: bounds.map(|b| b.1), ..Measure::of(Unit::Share, whole, 1, value) }
    }

    /// A ratio of sums of n cases.
    pub fn ratio(part: i64, whole: i64, n: u64) -> Self {
        Measure::of(Unit::Share, n, 1, (whole > 0).then(|| part as f64 / whole as f64))
    }

    /// The mean of n times.
    pub fn mean(sum: i64, n: u64) -> Self {
        Measure::of(Unit::Ms, n, 1, (n > 0).then(|| sum as f64 / n as f64))
    }

    /// So many in a window of so many ms.
    pub fn rate(n: u64, ms: i64) -> Self {
        let days = ms as f64 / crate::aggregate::DAY_MS as f64;
        Measure { state: Standing::Measured, ..Measure::of(Unit::PerDay, n.max(1), 0, Some(n as f64 / days)) }
            .resting_on(n)
    }

    fn resting_on(self, n: u64) -> Self {
        Measure { n, ..self }
    }

    /// An exact quantile; the values are reordered.
    pub fn quantile(values: &mut [f64], q: f64) -> Self {
        let n = values.len() as u64;
        Measure::of(Unit::Ms, n, QUANTILE_MIN, quantile_of_enough(values, q))
    }

    /// A quantile of a sketch.
    pub fn about(sketch: &Sketch, q: f64) -> Self {
        let n = sketch.count();
        let value = if n < QUANTILE_MIN { None } else { sketch.quantile(q) };
        Measure { approximate: true, ..Measure::of(Unit::Ms, n, QUANTILE_MIN, value) }
    }
}

/// Times as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Times {
    /// Their mean.
    pub mean: Measure,
    /// Their median.
    pub p50: Measure,
    /// What 95 % of them do not exceed.
    pub p95: Measure,
}

impl Times {
    /// Of these.
    pub fn of(mut values: Vec<f64>) -> Self {
        let (sum, n) = (values.iter().map(|v| *v as i64).sum(), values.len() as u64);
        let (p50, p95) = (Measure::quantile(&mut values, 0.5), Measure::quantile(&mut values, 0.95));
        Times { mean: Measure::mean(sum, n), p50, p95 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_said_to_be_too_little() {
        let few = Measure::quantile(&mut [1.0; 19], 0.5);
        assert_eq!((few.state, few.value, few.n, few.least), (Standing::TooFew, None, 19, 20));
        assert_eq!(Measure::quantile(&mut [2.0; 20], 0.5).value, Some(2.0));
        assert_eq!(Measure::mean(0, 0).state, Standing::NoData);
        let share = Measure::share(1, 4);
        assert!(share.value == Some(0.25) && share.low.unwrap() < 0.25 && share.high.unwrap() > 0.25);
        assert_eq!(Measure::share(0, 0).low, None);
        assert_eq!(Measure::rate(0, 86_400_000).value, Some(0.0));
        assert_eq!(Measure::unavailable(Unit::Share).state, Standing::Unavailable);
    }
}
