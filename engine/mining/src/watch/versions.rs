//! The values of a measure, version by version: a window says by how much the version that is at work then lies above the one
//! before it.
use super::alert::Reading;
use super::read::{BASELINE_MS, Missing, Read, Statistic};
use super::windows::Windows;
use crate::ledger::{Metric, Samples, Timed};

/// On how many values what the version before was like rests at least.
pub const VERSION_MIN: u64 = 100;

/// See the [module](self).
#[derive(Debug, Clone, PartialEq)]
pub struct Versions {
    /// Of all versions together.
    all: Samples,
    /// The oldest first.
    each: Vec<OfVersion>,
    /// Is it about the newest of them alone, whichever is at work?
    only: bool,
}

/// The values of one version.
#[derive(Debug, Clone, PartialEq)]
struct OfVersion {
    number: u32,
    /// When it came to work, ms.
    since: i64,
    samples: Samples,
    /// What is usual: the mean and what 95 % do not exceed of the version before; none of the first.
    usual: Option<[Read; 2]>,
}

impl Versions {
    /// Of these, the oldest first: the number of each, when it came to work, ms, and its values. With `only` they are held
    /// against each other for the newest of them alone.
    pub fn new(metric: Metric, parts: Vec<(u32, i64, Samples)>, only: bool) -> Self {
        let all = Samples::joined(metric, parts.iter().map(|(_, _, samples)| samples.clone()).collect());
        let mut each: Vec<OfVersion> = vec![];
        for (number, since, samples) in parts {
            let usual = each.last().map(|before| {
                [Statistic::Mean, Statistic::P95].map(|of| before.samples.plain(of, since - BASELINE_MS, since))
            });
            each.push(OfVersion { number, since, samples, usual });
        }
        Versions { all, each, only }
    }

    /// The version that a window is about that ends at a moment, and its values.
    pub fn at(&self, tick: i64) -> Option<(u32, &Samples)> {
        self.of(tick).map(|of| (of.number, &of.samples))
    }

    fn of(&self, tick: i64) -> Option<&OfVersion> {
        let of = if self.only { self.each.last() } else { self.each.iter().rfind(|of| of.since <= tick) };
        of.filter(|of| of.since <= tick)
    }
}

impl Windows for Versions {
    fn values(&self) -> &Timed {
        self.all.values()
    }

    fn counts(&self) -> bool {
        self.all.counts()
    }

    fn plain(&self, statistic: Statistic, from: i64, until: i64) -> Read {
        let Some(of) = self.of(until) else { return Read::none(Missing::NoData, 0) };
        let now = of.samples.plain(statistic, from, until);
        let usual = of.usual.as_ref().map(|usual| match statistic {
            Statistic::Mean => usual[0],
            Statistic::P95 => usual[1],
        });
        let usual = usual.filter(|usual| usual.missing.is_none() && usual.reading.n >= VERSION_MIN);
        match (now.reading.value, usual.and_then(|usual| Some((usual.reading.value?, usual.reading.error)))) {
            _ if now.missing.is_some() => now,
            (Some(value), Some((base, error))) => {
                let error = now.reading.error.hypot(error);
                Read { reading: Reading { value: Some(value - base), n: now.reading.n, error }, missing: None }
            }
            _ => Read::none(Missing::NoBaseline, now.reading.n),
        }
    }

    fn one_by_one(&self, statistic: Statistic) -> bool {
        self.all.one_by_one(statistic)
    }
}
