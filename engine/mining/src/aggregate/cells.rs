//! The cells and how they are asked.
use super::update::Completion;
use super::{DAY_MS, HOUR_MS};
use crate::statistics::{Sketch, Totals};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a cell is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// A whole case of the process.
    Process,
    /// A node.
    Node(String),
    /// A flow, taken or not; it has no times.
    Flow(String),
}

/// Which of the times of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// Enabled until taken.
    Queue,
    /// Taken until begun.
    Claimed,
    /// Begun until ended, without suspensions.
    Service,
    /// Enabled until ended.
    Sojourn,
}

/// The key of an hour's scalars.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HourKey {
    /// The process.
    pub process: String,
    /// Its version.
    pub version: u32,
    /// Node, flow or the whole.
    pub place: Place,
    /// Hours since 1970, UTC.
    pub hour: i64,
}

/// The key of a day's sketch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DayKey {
    /// The process.
    pub process: String,
    /// Its version.
    pub version: u32,
    /// Node or the whole.
    pub place: Place,
    /// Which time.
    pub part: Part,
    /// Days since 1970, UTC.
    pub day: i64,
}

/// Scalars of an hour.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hour {
    /// How many ended in it (flows: were taken).
    pub ended: u64,
    /// How many of these did not end well: terminated from outside.
    pub terminated: u64,
    /// How many had somebody step in.
    pub interventions: u64,
    /// How often they were stuck.
    pub incidents: u64,
    /// Their times.
    pub times: BTreeMap<Part, Totals>,
}

/// A day's sketch.
pub type Day = Sketch;

/// What is asked of the aggregates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The process.
    pub process: String,
    /// Its version; none: all of them.
    pub version: Option<u32>,
    /// Where.
    pub place: Place,
    /// From this point on, ms, rounded down to its hour (sketches: its day).
    pub from: i64,
    /// Until before this point, ms, rounded up to its hour (sketches: its day).
    pub until: i64,
}

/// All cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aggregates {
    hours: BTreeMap<HourKey, Hour>,
    days: BTreeMap<DayKey, Day>,
}

impl Aggregates {
    /// Adds what has ended.
    pub fn add(&mut self, completion: &Completion) {
        let hour = self.hours.entry(completion.hour_key()).or_default();
        hour.ended += 1;
        hour.terminated += u64::from(completion.terminated);
        hour.interventions += u64::from(completion.intervention);
        hour.incidents += u64::from(completion.incidents);
        for (part, time) in completion.times() {
            hour.times.entry(part).or_default().add(time);
            self.days.entry(completion.day_key(part)).or_default().add(time);
        }
    }

    /// Takes away what was added before, for a row that was corrected. False, and nothing is changed, where it never was.
    pub fn remove(&mut self, completion: &Completion) -> bool {
        let key = completion.hour_key();
        let known = |hour: &Hour| {
            let counted = |part: &Part| hour.times.get(part).is_some_and(|totals| totals.n > 0);
            hour.ended > 0
                && hour.terminated >= u64::from(completion.terminated)
                && hour.interventions >= u64::from(completion.intervention)
                && hour.incidents >= u64::from(completion.incidents)
                && completion.times().all(|(part, _)| counted(&part))
        };
        let Some(hour) = self.hours.get_mut(&key).filter(|hour| known(hour)) else { return false };
        for (part, time) in completion.times() {
            let day_key = completion.day_key(part);
            let Some(day) = self.days.get_mut(&day_key) else { return false };
            if !day.remove(time) {
                return false;
            }
            if day.count() == 0 {
                self.days.remove(&day_key);
            }
            let totals = hour.times.entry(part).or_default();
            totals.remove(time);
            if totals.n == 0 {
                hour.times.remove(&part);
            }
        }
        hour.ended -= 1;
        hour.terminated -= u64::from(completion.terminated);
        hour.interventions -= u64::from(completion.intervention);
        hour.incidents -= u64::from(completion.incidents);
        if hour.ended == 0 {
            self.hours.remove(&key);
        }
        true
    }

    /// The sum of the hours of a window.
    pub fn sum(&self, window: &Window) -> Hour {
        let mut out = Hour::default();
        for (_, hour) in self.series(window) {
            out.ended += hour.ended;
            out.terminated += hour.terminated;
            out.interventions += hour.interventions;
            out.incidents += hour.incidents;
            for (part, totals) in &hour.times {
                out.times.entry(*part).or_default().merge(totals);
            }
        }
        out
    }

    /// The hours of a window that have something, in order of version, then time.
    pub fn series<'a>(&'a self, window: &'a Window) -> impl Iterator<Item = (i64, &'a Hour)> + 'a {
        let (from, until) = (window.from.div_euclid(HOUR_MS), round_up(window.until, HOUR_MS));
        self.versions(window).into_iter().flat_map(move |version| {
            let key = |hour| HourKey { process: window.process.clone(), version, place: window.place.clone(), hour };
            let range = if from < until { Some(self.hours.range(key(from)..key(until))) } else { None };
            range.into_iter().flatten().map(|(key, hour)| (key.hour, hour))
        })
    }

    /// The sketch of one time over the days of a window; its quantiles are off by at most 1/32 and are shown with "≈".
    pub fn sketch(&self, window: &Window, part: Part) -> Sketch {
        let (from, until) = (window.from.div_euclid(DAY_MS), round_up(window.until, DAY_MS));
        let mut out = Sketch::default();
        for version in self.versions(window) {
            let key = |day| DayKey { process: window.process.clone(), version, place: window.place.clone(), part, day };
            if from < until {
                self.days.range(key(from)..key(until)).for_each(|(_, day)| out.merge(day));
            }
        }
        out
    }

    /// How many cells there are: hours, and buckets of sketches.
    pub fn size(&self) -> (usize, usize) {
        (self.hours.len(), self.days.values().map(Sketch::cells).sum())
    }

    fn versions(&self, window: &Window) -> Vec<u32> {
        if let Some(version) = window.version {
            return vec![version];
        }
        let mut out = vec![];
        let mut next = 0;
        // From version to version by the first key behind each, so that cells in between are not walked.
        loop {
            let from =
                HourKey { process: window.process.clone(), version: next, place: Place::Process, hour: i64::MIN };
            match self.hours.range(from..).next() {
                Some((key, _)) if key.process == window.process => {
                    out.push(key.version);
                    let Some(after) = key.version.checked_add(1) else { return out };
                    next = after;
                }
                _ => return out,
            }
        }
    }
}

fn round_up(ms: i64, unit: i64) -> i64 {
    ms.div_euclid(unit) + i64::from(ms.rem_euclid(unit) != 0)
}
