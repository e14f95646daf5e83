//! What a rule reads off the values of its measure at a moment: the window that ends then, as it is or against what is usual.
use super::alert::{Reading, Rule};
use super::office::{Office, REACH_MS};
use super::windows::Windows;
use crate::aggregate::{DAY_MS, HOUR_MS};
use crate::statistics::{median_absolute_deviation, quantile};
use serde::{Deserialize, Serialize};

/// How far back what is usual is learnt, ms: 90 days.
pub const BASELINE_MS: i64 = 90 * DAY_MS;
/// How many values a quantile of what is usual rests on at least.
pub const BASELINE_MIN: usize = 200;
/// How many earlier weeks of the same window there must be to say what is usual.
pub const WEEKS_MIN: usize = 4;
/// A week, ms.
const WEEK_MS: i64 = 7 * DAY_MS;

/// What is made of the values of a window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Statistic {
    /// Their mean; of shares the share, of counts the count.
    #[default]
    Mean,
    /// What 95 % of them do not exceed; of times only.
    P95,
}

/// What the value is held against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Detector {
    /// The lines of the rule, as it is.
    #[default]
    Threshold,
    /// The same window of so many weeks before in which as much was worked: the value is how many robust standard deviations
    /// (1.4826 MAD) it lies from their median.
    Seasonal(u32),
    /// A quantile of the 90 days before the window: the value is the share that lies beyond it; of times only.
    Outliers(f64),
    /// The version before: the value is by how much the version at work lies above it, in the unit of the measure. What the version
    /// before had in the 90 days until the other one came to work is what is usual.
    Version,
}

/// What is looked at, and when.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Watch {
    /// What is made of the values.
    pub statistic: Statistic,
    /// What it is held against.
    pub detector: Detector,
    /// How long the window is, in hours: as the clock goes, or of work where the rule names a calendar.
    pub hours: u32,
    /// How often it is looked at, in minutes: at whole multiples since 1970.
    pub every: u32,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Missing {
    /// Nothing of the kind happened in the window.
    NoData,
    /// Too little happened.
    TooFew,
    /// Too little is known of what is usual.
    NoBaseline,
    /// What is usual has no spread that a deviation could be told in.
    NoSpread,
    /// The window reaches into what is held as sums alone.
    Forgotten,
    /// The rule's source gives no value.
    Unavailable,
    /// The indicator was taken away, or is of something else or in another unit than when the rule was set.
    IndicatorChanged,
    /// The data of the window are wrong: the clock went back, or nothing was written for far longer than ever.
    DataFault,
}

/// What a window says, and why it says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Read {
    /// As the alarm takes it.
    pub reading: Reading,
    /// Why there is no value.
    pub missing: Option<Missing>,
}

impl Read {
    /// No value, for this reason.
    pub fn none(missing: Missing, n: u64) -> Self {
        Read { reading: Reading { value: None, n, error: 0.0 }, missing: Some(missing) }
    }
}

impl Watch {
    /// How often it is looked at, ms.
    pub fn every_ms(&self) -> i64 {
        i64::from(self.every.max(1)) * 60_000
    }

    /// The last moment at which it is looked at, until this one.
    pub fn tick(&self, now: i64) -> i64 {
        now.div_euclid(self.every_ms()) * self.every_ms()
    }

    /// When the window of a moment begins: at a whole hour.
    pub fn from(&self, office: &Office, tick: i64) -> i64 {
        office.begins(self.hours, tick)
    }

    /// From when on values are needed to read the window of a moment.
    pub fn needs(&self, office: &Office, tick: i64) -> i64 {
        let from = self.from(office, tick);
        match self.detector {
            // What the version before was like is read by itself.
            Detector::Threshold | Detector::Version => from,
            Detector::Seasonal(weeks) => from - i64::from(weeks) * WEEK_MS,
            Detector::Outliers(_) => day(from) - BASELINE_MS,
        }
    }

    /// Over what time hours of work must be known for looks between two moments, ms.
    pub fn reach(&self, first: i64, end: i64) -> (i64, i64) {
        let weeks = if let Detector::Seasonal(weeks) = self.detector { i64::from(weeks) } else { 0 };
        (first - REACH_MS - weeks * WEEK_MS, end)
    }

    /// Reads the window of a moment. A value on fewer than the rule asks for is none: nothing is guessed.
    pub fn read(&self, windows: &impl Windows, office: &Office, rule: &Rule, tick: i64) -> Read {
        let from = self.from(office, tick);
        let now = windows.plain(self.statistic, from, tick);
        let n = now.reading.n;
        if now.missing.is_some() {
            return now;
        }
        if !windows.counts() && n < rule.n_min {
            return Read { missing: Some(Missing::TooFew), ..now };
        }
        match self.detector {
            Detector::Threshold | Detector::Version => now,
            Detector::Seasonal(weeks) => self.seasonal((windows, office), rule, (from, tick, weeks), now),
            Detector::Outliers(q) => outliers(windows, (from, tick, q), n),
        }
    }

    /// The rule as the alarm takes it: of counts nothing is too few, for that none came is what is told.
    pub fn rule(&self, rule: &Rule, windows: &impl Windows) -> Rule {
        if windows.counts() { Rule { n_min: 0, ..*rule } } else { *rule }
    }

    /// Weeks in which more or less was worked, for a holiday or a day that makes up for one, say nothing of what is usual.
    fn seasonal(
        &self,
        (windows, office): (&impl Windows, &Office),
        rule: &Rule,
        (from, until, weeks): (i64, i64, u32),
        now: Read,
    ) -> Read {
        let first = windows.values().first().unwrap_or(i64::MAX);
        let counts = windows.counts();
        let mut past = vec![];
        for week in (1..=i64::from(weeks)).map(|week| week * WEEK_MS) {
            // Before the first value nothing was measured, which is not the same as none.
            let is_known = from - week >= first.div_euclid(HOUR_MS) * HOUR_MS;
            if !is_known || !office.is_alike((from, until), (from - week, until - week)) {
                continue;
            }
            let then = windows.plain(self.statistic, from - week, until - week);
            let then = Reading { value: then.reading.value.filter(|_| then.missing.is_none()), ..then.reading };
            past.extend(then.value.filter(|_| counts || then.n >= rule.n_min.max(1)));
        }
        if past.len() < WEEKS_MIN {
            return Read::none(Missing::NoBaseline, now.reading.n);
        }
        let spread = 1.4826 * median_absolute_deviation(&past).unwrap_or(0.0);
        let middle = quantile(&mut past, 0.5).unwrap_or(0.0);
        let value = now.reading.value.filter(|_| spread > 0.0).map(|value| (value - middle) / spread);
        match value {
            None => Read::none(Missing::NoSpread, now.reading.n),
            value => Read { reading: Reading { value, n: now.reading.n, error: 0.0 }, missing: None },
        }
    }
}

fn outliers(windows: &impl Windows, (from, until, q): (i64, i64, f64), n: u64) -> Read {
    // What is usual is learnt anew each day, not each minute.
    let samples = windows.values();
    let learnt = samples.within(day(from) - BASELINE_MS, day(from));
    if learnt.len() < BASELINE_MIN {
        return Read::none(Missing::NoBaseline, n);
    }
    let mut values: Vec<f64> = learnt.iter().map(|sample| sample.part).collect();
    let Some(line) = quantile(&mut values, q) else { return Read::none(Missing::NoBaseline, n) };
    let beyond = samples.within(from, until).iter().filter(|sample| sample.part > line).count() as f64;
    let share = beyond / n as f64;
    let error = (share * (1.0 - share) / n as f64).sqrt();
    Read { reading: Reading { value: Some(share), n, error }, missing: None }
}

fn day(at: i64) -> i64 {
    at.div_euclid(DAY_MS) * DAY_MS
}
