//! The temporal profile: how long after one activity another comes (Stertz et al., BPM Forum 2020).
use crate::log::{Log, NO_TIME};
use crate::statistics::Totals;
use std::collections::BTreeMap;

/// For each ordered pair of activities the time from the end of one to the start of the other, of all pairs of rows of a
/// case in canonical order, ms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    pairs: BTreeMap<(u32, u32), Totals>,
}

/// A pair of rows whose distance in time is unusual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The earlier row.
    pub from: usize,
    /// The later row.
    pub to: usize,
    /// Their distance, ms.
    pub time: i64,
    /// How many standard deviations it is from the mean; infinite where the profile has no spread.
    pub z: f64,
}

/// The profile of a log. O(Σ of the squared lengths of cases).
pub fn profile(log: &Log) -> Profile {
    let size = log.activities.len();
    if size > 1_024 {
        let mut pairs: BTreeMap<(u32, u32), Totals> = BTreeMap::new();
        each_pair(log, |from, to, time| {
            pairs.entry((log.activity[from], log.activity[to])).or_default().add(time);
        });
        return Profile { pairs };
    }
    let mut table = vec![Totals::default(); size * size];
    each_pair(log, |from, to, time| table[log.activity[from] as usize * size + log.activity[to] as usize].add(time));
    let pairs = table.into_iter().enumerate().filter(|(_, totals)| totals.n > 0);
    Profile { pairs: pairs.map(|(i, totals)| (((i / size) as u32, (i % size) as u32), totals)).collect() }
}

impl Profile {
    /// Mean and standard deviation of the sample of each pair, ms; the deviation of one value is 0.
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = ((u32, u32), f64, f64, u64)> + '_ {
        self.pairs
            .iter()
            .map(|(pair, totals)| (*pair, totals.mean().unwrap_or(0.0), totals.deviation_of_sample(), totals.n))
    }

    /// Pairs of rows that are more than z standard deviations from the mean of their pair, for pairs seen at least
    /// `n_min` times: one value alone has no spread, and everything else would be a false alarm.
    pub fn deviations(&self, log: &Log, z: f64, n_min: u64) -> Vec<Deviation> {
        let usable: BTreeMap<(u32, u32), (f64, f64)> =
            self.pairs().filter(|pair| pair.3 >= n_min).map(|(pair, mean, sd, _)| (pair, (mean, sd))).collect();
        let mut out = vec![];
        each_pair(log, |from, to, time| {
            let Some((mean, sd)) = usable.get(&(log.activity[from], log.activity[to])) else { return };
            let far = (time as f64 - mean).abs();
            if far > z * sd {
                out.push(Deviation { from, to, time, z: far / sd });
            }
        });
        out
    }
}

fn each_pair(log: &Log, mut say: impl FnMut(usize, usize, i64)) {
    for rows in log.all_cases() {
        for from in rows.clone() {
            let end = log.ended[from];
            if end == NO_TIME {
                continue;
            }
            for to in from + 1..rows.end {
                let start = log.start(to);
                if start >= end {
                    say(from, to, start - end);
                }
            }
        }
    }
}
