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

/// All cells, by process, version and place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aggregates {
    cells: BTreeMap<String, BTreeMap<u32, BTreeMap<Place, Cells>>>,
}

/// The cells of one place: scalars by hour, sketches by day, both since 1970, UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Cells {
    hours: BTreeMap<i64, Hour>,
    days: BTreeMap<(Part, i64), Day>,
}

impl Aggregates {
    /// Adds what has ended.
    pub fn add(&mut self, completion: &Completion) {
        let versions = entry(&mut self.cells, &completion.process);
        let cells = entry(entry(versions, &completion.version), &completion.place);
        let hour = cells.hours.entry(completion.at.div_euclid(HOUR_MS)).or_default();
        hour.ended += 1;
        hour.terminated += u64::from(completion.terminated);
        hour.interventions += u64::from(completion.intervention);
        hour.incidents += u64::from(completion.incidents);
        let day = completion.at.div_euclid(DAY_MS);
        for (part, time) in completion.times() {
            hour.times.entry(part).or_default().add(time);
            cells.days.entry((part, day)).or_default().add(time);
        }
    }

    /// Takes away what was added before, for a row that was corrected. False, and nothing is changed, where it never was.
    pub fn remove(&mut self, completion: &Completion) -> bool {
        let places = self.cells.get_mut(&completion.process).and_then(|versions| versions.get_mut(&completion.version));
        let Some(cells) = places.and_then(|places| places.get_mut(&completion.place)) else { return false };
        if !cells.remove(completion) {
            return false;
        }
        // What is empty leaves no trace: the result is as if the row had never been.
        if let Some(versions) = self.cells.get_mut(&completion.process) {
            if let Some(places) = versions.get_mut(&completion.version) {
                places.retain(|_, cells| !cells.hours.is_empty());
            }
            versions.retain(|_, places| !places.is_empty());
        }
        self.cells.retain(|_, versions| !versions.is_empty());
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
        let hours = hours(window, HOUR_MS);
        self.places(window).flat_map(move |cells| cells.hours.range(hours.clone()).map(|(hour, of)| (*hour, of)))
    }

    /// The sketch of one time over the days of a window; its quantiles are off by at most 1/32 and are shown with "≈".
    pub fn sketch(&self, window: &Window, part: Part) -> Sketch {
        let days = hours(window, DAY_MS);
        let mut out = Sketch::default();
        for cells in self.places(window) {
            for (_, day) in cells.days.range((part, days.start)..(part, days.end)) {
                out.merge(day);
            }
        }
        out
    }

    /// How many cells there are: hours, and buckets of sketches.
    pub fn size(&self) -> (usize, usize) {
        let all = || self.cells.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values);
        let buckets = all().flat_map(|cells| cells.days.values()).map(Sketch::cells).sum();
        (all().map(|cells| cells.hours.len()).sum(), buckets)
    }

    /// The cells of the window's place, version by version.
    fn places<'a>(&'a self, window: &'a Window) -> impl Iterator<Item = &'a Cells> + 'a {
        let versions = self.cells.get(&window.process).into_iter().flatten();
        let asked = versions.filter(|(version, _)| window.version.is_none_or(|asked| asked == **version));
        asked.filter_map(|(_, places)| places.get(&window.place))
    }
}

impl Cells {
    fn remove(&mut self, completion: &Completion) -> bool {
        let (at, day) = (completion.at.div_euclid(HOUR_MS), completion.at.div_euclid(DAY_MS));
        let known = |hour: &Hour| {
            let counted = |(part, time): (Part, i64)| {
                let in_hour = hour.times.get(&part).is_some_and(|totals| totals.n > 0);
                in_hour && self.days.get(&(part, day)).is_some_and(|sketch| sketch.holds(time))
            };
            hour.ended > 0
                && hour.terminated >= u64::from(completion.terminated)
                && hour.interventions >= u64::from(completion.intervention)
                && hour.incidents >= u64::from(completion.incidents)
                && completion.times().all(counted)
        };
        if !self.hours.get(&at).is_some_and(known) {
            return false;
        }
        let hour = self.hours.entry(at).or_default();
        for (part, time) in completion.times() {
            let totals = hour.times.entry(part).or_default();
            totals.remove(time);
            if totals.n == 0 {
                hour.times.remove(&part);
            }
            let sketch = self.days.entry((part, day)).or_default();
            sketch.remove(time);
            if sketch.count() == 0 {
                self.days.remove(&(part, day));
            }
        }
        hour.ended -= 1;
        hour.terminated -= u64::from(completion.terminated);
        hour.interventions -= u64::from(completion.intervention);
        hour.incidents -= u64::from(completion.incidents);
        if hour.ended == 0 {
            self.hours.remove(&at);
        }
        true
    }
}

/// The value of a key, which is only copied when it is new.
fn entry<'a, K: Ord + Clone, V: Default>(map: &'a mut BTreeMap<K, V>, key: &K) -> &'a mut V {
    if !map.contains_key(key) {
        map.insert(key.clone(), V::default());
    }
    map.get_mut(key).expect("it was there or was entered")
}

/// The whole units that touch a window; none where it ends before it begins.
fn hours(window: &Window, unit: i64) -> std::ops::Range<i64> {
    let from = window.from.div_euclid(unit);
    from..round_up(window.until, unit).max(from)
}

fn round_up(ms: i64, unit: i64) -> i64 {
    ms.div_euclid(unit) + i64::from(ms.rem_euclid(unit) != 0)
}
