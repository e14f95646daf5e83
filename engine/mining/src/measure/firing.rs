//! By what batches begin: how many there are, how long the oldest has lain, or what the clock says. Each rule is a candidate, with
//! the share of the batches that begin as it says; which of them is meant nobody sees from outside.
use super::batch::Batch;
use crate::aggregate::DAY_MS;
use crate::log::{Log, NO_TIME};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use weir_core::Timestamp;

/// Fewer batches show no rule.
pub const BATCHES_MIN: usize = 10;
/// The oldest lies as long as usual where it lies within this of the median, ms, or within this share of it.
const AGE_ROOM_MS: i64 = 60_000;
const AGE_ROOM_SHARE: f64 = 0.1;
/// Batches begin at the same time of day where they begin within so long, ms.
const CLOCK_ROOM_MS: i64 = 20 * 60_000;

/// A candidate: what it says, and for which share of the batches that is so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate<T> {
    /// So many, so long, at this time.
    pub at: T,
    /// The share.
    pub share: f64,
}

/// The candidates; none of them with fewer than [`BATCHES_MIN`] batches.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Firing {
    /// As soon as there are so many.
    pub size: Option<Candidate<u64>>,
    /// As soon as the oldest has lain so long, ms.
    pub age: Option<Candidate<i64>>,
    /// At a time of the day, ms since midnight.
    pub clock: Option<Candidate<i64>>,
}

/// The candidates of the batches of one activity, by the clocks of a zone.
pub fn firing(log: &Log, batches: &[&Batch], zone: &TimeZone) -> Firing {
    if batches.len() < BATCHES_MIN {
        return Firing::default();
    }
    let share = |n: usize| n as f64 / batches.len() as f64;
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for batch in batches {
        *sizes.entry(batch.rows.len()).or_default() += 1;
    }
    let size = sizes.iter().max_by_key(|(size, n)| (**n, **size)).map(|(size, n)| (*size, *n));
    let begun = |batch: &Batch| batch.rows.iter().map(|row| log.start(*row as usize)).min();
    let oldest = |batch: &Batch| {
        let enabled = batch.rows.iter().map(|row| log.enabled[*row as usize]).filter(|at| *at != NO_TIME);
        enabled.min()
    };
    let begins = || batches.iter().filter_map(|batch| Some((begun(batch)?, oldest(batch)?)));
    let mut ages: Vec<i64> = begins().map(|(begun, oldest)| begun - oldest).collect();
    ages.sort_unstable();
    let usual = ages.get(ages.len() / 2).copied();
    let age = usual.map(|usual| {
        let room = AGE_ROOM_MS.max((usual as f64 * AGE_ROOM_SHARE) as i64);
        let at = usual;
        Candidate { at, share: share(ages.iter().filter(|age| (**age - usual).abs() <= room).count()) }
    });
    let mut times: Vec<i64> = begins().map(|(begun, _)| time_of_day(begun, zone)).collect();
    times.sort_unstable();
    // The day is a circle: what begins before midnight is near what begins after it.
    let later: Vec<i64> = times.iter().map(|time| time + DAY_MS).collect();
    let circle: Vec<i64> = times.iter().copied().chain(later).collect();
    let around = |from: usize| circle[from..].iter().take_while(|time| **time - circle[from] <= CLOCK_ROOM_MS).count();
    let densest = (0..times.len()).max_by_key(|from| (around(*from), std::cmp::Reverse(*from)));
    let clock = densest.map(|from| {
        let n = around(from);
        Candidate { at: circle[from + n / 2] % DAY_MS, share: share(n.min(times.len())) }
    });
    Firing { size: size.map(|(size, n)| Candidate { at: size as u64, share: share(n) }), age, clock }
}

/// Since midnight, ms, by the clocks of a zone.
fn time_of_day(at: i64, zone: &TimeZone) -> i64 {
    let local = Timestamp(at).to_jiff().to_zoned(zone.clone());
    let time = local.time().duration_since(jiff::civil::Time::midnight()).as_millis();
    i64::try_from(time).unwrap_or_default()
}
