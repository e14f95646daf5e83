//! Times of which a mean and quantiles are told, exactly: short ones, which most work of programs takes, are counted by the ms,
//! so that a million of them take no more room and no more time to look through than a thousand.
use super::measured::{Measure, Times, Unit};
use crate::statistics::QUANTILE_MIN;

/// Times below this are counted, ms; what is longer is kept one by one.
const COUNTED: usize = 1024;

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Durations {
    n: u64,
    sum: i64,
    /// How many took so many ms.
    short: Vec<u32>,
    /// The rest, in any order.
    long: Vec<i64>,
}

impl Durations {
    /// One more, ms.
    pub(super) fn add(&mut self, time: i64) {
        (self.n, self.sum) = (self.n + 1, self.sum + time);
        match usize::try_from(time) {
            Ok(time) if time < COUNTED => {
                if self.short.is_empty() {
                    self.short.resize(COUNTED, 0);
                }
                self.short[time] += 1;
            }
            _ => self.long.push(time),
        }
    }

    /// All of others.
    pub(super) fn merge(&mut self, other: &Durations) {
        (self.n, self.sum) = (self.n + other.n, self.sum + other.sum);
        self.long.extend(&other.long);
        if self.short.is_empty() {
            self.short.clone_from(&other.short);
        } else {
            self.short.iter_mut().zip(&other.short).for_each(|(to, more)| *to += more);
        }
    }

    /// Their sum, ms.
    pub(super) fn sum(&self) -> i64 {
        self.sum
    }

    /// What is told of them.
    pub(super) fn told(&mut self) -> Times {
        let below_all = self.long.iter().filter(|time| **time < 0).count();
        let mut from = 0;
        let mut quantile = |q: f64| {
            let value = (self.n >= QUANTILE_MIN).then(|| {
                let last = self.n as usize - 1;
                let h = last as f64 * q;
                let below = h.floor() as usize;
                let low = nth(&self.short, &mut self.long, below_all, &mut from, below) as f64;
                let high = if below < last {
                    nth(&self.short, &mut self.long, below_all, &mut from, below + 1) as f64
                } else {
                    low
                };
                low + (h - below as f64) * (high - low)
            });
            Measure::told(Unit::Ms, self.n, QUANTILE_MIN, value)
        };
        let (p50, p95) = (quantile(0.5), quantile(0.95));
        Times { mean: Measure::mean(self.sum, self.n), p50, p95 }
    }
}

/// The one before which so many are. Asked for in ascending order: the long ones before `from` are none of those that come.
fn nth(short: &[u32], long: &mut [i64], negative: usize, from: &mut usize, place: usize) -> i64 {
    let mut of_long = |at: usize| {
        let rest = &mut long[*from..];
        let found = *rest.select_nth_unstable(at - *from).1;
        *from = at + 1;
        found
    };
    if place < negative {
        return of_long(place);
    }
    let mut before = negative;
    for (time, count) in (0_i64..).zip(short) {
        before += *count as usize;
        if place < before {
            return time;
        }
    }
    of_long(place - (before - negative))
}

#[cfg(test)]
mod tests {
    use super::{COUNTED, Durations};
    use crate::ledger::Times;
    use proptest::prelude::*;

    fn times() -> impl Strategy<Value = Vec<i64>> {
        let one = prop_oneof![
            5 => 0_i64..20,
            2 => 0..2 * COUNTED as i64,
            2 => 0_i64..10_000_000_000,
            1 => -1_000_i64..0
        ];
        prop::collection::vec(one, 0..200)
    }

    proptest! {
        #[test]
        fn they_say_what_selection_says(some in times(), more in times()) {
            let of = |times: &[i64]| {
                let mut out = Durations::default();
                for time in times {
                    out.add(*time);
                }
                out
            };
            let plain = |times: &[i64]| Times::of(times.iter().map(|time| *time as f64).collect());
            prop_assert_eq!(of(&some).told(), plain(&some));
            let mut both = of(&some);
            both.merge(&of(&more));
            let all = [some, more].concat();
            prop_assert_eq!(both.sum(), all.iter().sum::<i64>());
            prop_assert_eq!(both.told(), plain(&all));
        }
    }
}
