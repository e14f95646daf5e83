//! What rules read windows off: the values of a measure, or of a figure that somebody has defined.
use super::alert::Reading;
use super::read::{Missing, Read, Statistic};
use crate::ledger::{Figured, Metric, QUANTILE_MIN, Samples, Standing, Timed, Unit};
use crate::statistics::quantile;

/// See the [module](self).
pub trait Windows {
    /// Its values, oldest first.
    fn values(&self) -> &Timed;
    /// Is that there was none a number too?
    fn counts(&self) -> bool;
    /// A window as it is.
    fn plain(&self, statistic: Statistic, from: i64, until: i64) -> Read;
    /// Are the values of a window looked at one by one, because sums do not suffice?
    fn one_by_one(&self, statistic: Statistic) -> bool;
}

impl Windows for Samples {
    fn values(&self) -> &Timed {
        self.values()
    }

    fn counts(&self) -> bool {
        self.metric().unit() == Unit::Count
    }

    fn plain(&self, statistic: Statistic, from: i64, until: i64) -> Read {
        let told =
            |value: Option<f64>, n: u64, error: f64| Read { reading: Reading { value, n, error }, missing: None };
        let values = self.values();
        if self.metric() == Metric::Running {
            let value = values.sums(i64::MIN, until)[0].max(0.0);
            return told(Some(value), value as u64, 0.0);
        }
        let [part, whole, squares] = values.sums(from, until);
        if self.counts() {
            return told(Some(part), part as u64, 0.0);
        }
        let n = whole as u64;
        if n == 0 {
            return Read::none(Missing::NoData, 0);
        }
        if self.one_by_one(statistic) {
            if n < QUANTILE_MIN {
                return Read::none(Missing::TooFew, n);
            }
            let mut parts: Vec<f64> = values.within(from, until).iter().map(|sample| sample.part).collect();
            return told(quantile(&mut parts, 0.95), n, 0.0);
        }
        let mean = part / whole;
        let variance = match self.metric().unit() {
            Unit::Share => mean * (1.0 - mean),
            _ if n > 1 => ((squares - part * part / whole) / (whole - 1.0)).max(0.0),
            _ => 0.0,
        };
        told(Some(mean), n, (variance / whole).sqrt())
    }

    fn one_by_one(&self, statistic: Statistic) -> bool {
        statistic == Statistic::P95 && self.metric().unit() == Unit::Ms
    }
}

/// A figure in the unit in which it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaled {
    /// The figure.
    pub figured: Figured,
    /// By what it is divided to be in its unit.
    pub divisor: f64,
}

impl Windows for Scaled {
    fn values(&self) -> &Timed {
        self.figured.values()
    }

    fn counts(&self) -> bool {
        self.figured.is_rate()
    }

    /// The statistic is that of the figure.
    fn plain(&self, _: Statistic, from: i64, until: i64) -> Read {
        let told = self.figured.measure(from, until);
        let missing = match told.state {
            Standing::Measured => None,
            Standing::NoData => Some(Missing::NoData),
            Standing::TooFew => Some(Missing::TooFew),
            Standing::Unavailable => Some(Missing::Unavailable),
        };
        let value = told.value.map(|value| value / self.divisor);
        let error = self.figured.error(from, until) / self.divisor;
        Read { reading: Reading { value, n: told.n, error }, missing }
    }

    fn one_by_one(&self, _: Statistic) -> bool {
        self.figured.needs_values()
    }
}
