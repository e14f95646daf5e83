//! The aggregates of all places, and how they are asked.
use super::cells::Cells;
use super::places::{Place, PlaceId, PlaceName, Places};
use super::update::Completion;
use super::{DAY_MS, HOUR_MS, Hour, Part};
use crate::statistics::Sketch;

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

/// All cells, by place.
#[derive(Debug, Clone, Default)]
pub struct Aggregates {
    places: Places,
    cells: Vec<Cells>,
}

impl PartialEq for Aggregates {
    /// A place without cells is like one that was never named.
    fn eq(&self, other: &Self) -> bool {
        let has = |of: &Aggregates| of.cells.iter().filter(|cells| !cells.is_empty()).count();
        has(self) == has(other)
            && self.places.iter().all(|(id, name)| {
                let cells = self.cells.get(id.0 as usize).filter(|cells| !cells.is_empty());
                cells.is_none_or(|cells| other.places.find(name).and_then(|id| other.of(id)) == Some(cells))
            })
    }
}

impl Eq for Aggregates {}

impl Aggregates {
    /// The number of a place, under which its completions are added.
    pub fn place(&mut self, name: PlaceName) -> PlaceId {
        let id = self.places.number(name);
        if self.cells.len() <= id.0 as usize {
            self.cells.resize_with(id.0 as usize + 1, Cells::default);
        }
        id
    }

    /// The places that have been named.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Adds what has ended.
    pub fn add(&mut self, completion: &Completion) {
        if let Some(cells) = self.cells.get_mut(completion.place.0 as usize) {
            cells.add(completion);
        }
    }

    /// Takes away what was added before, for a row that was corrected. False, and nothing is changed, where it never was.
    pub fn remove(&mut self, completion: &Completion) -> bool {
        self.cells.get_mut(completion.place.0 as usize).is_some_and(|cells| cells.remove(completion))
    }

    /// The sum of the hours of a window.
    pub fn sum(&self, window: &Window) -> Hour {
        let mut out = Hour::default();
        self.series(window).for_each(|(_, hour)| out.merge(&hour));
        out
    }

    /// The hours of a window that have something, in order of version as first seen, then time.
    pub fn series(&self, window: &Window) -> impl Iterator<Item = (i64, Hour)> + '_ {
        let hours = units(window, HOUR_MS);
        self.asked(window).into_iter().flat_map(move |cells| cells.hours(hours.clone()))
    }

    /// The sketch of one time over the days of a window; its quantiles are off by at most 1/32 and are shown with "≈".
    pub fn sketch(&self, window: &Window, part: Part) -> Sketch {
        let days = units(window, DAY_MS);
        let mut out = Sketch::default();
        for cells in self.asked(window) {
            cells.sketch(part, &days, &mut out);
        }
        out
    }

    /// How many cells there are: hours, and buckets of sketches.
    pub fn size(&self) -> (usize, usize) {
        self.cells.iter().map(Cells::size).fold((0, 0), |(hours, buckets), (h, b)| (hours + h, buckets + b))
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        self.cells.iter().map(Cells::bytes).sum()
    }

    fn of(&self, id: PlaceId) -> Option<&Cells> {
        self.cells.get(id.0 as usize)
    }

    /// The cells of the window's place, version by version.
    fn asked(&self, window: &Window) -> Vec<&Cells> {
        let name = |version| PlaceName { process: window.process.clone(), version, place: window.place.clone() };
        let versions = match window.version {
            Some(version) => vec![version],
            None => self.versions(&window.process),
        };
        let ids = versions.into_iter().filter_map(|version| self.places.find(&name(version)));
        ids.filter_map(|id| self.of(id)).collect()
    }

    /// The versions of a process of which something is known.
    pub fn versions(&self, process: &str) -> Vec<u32> {
        let of = |name: &&PlaceName| name.place == Place::Process && name.process == process;
        let mut found: Vec<u32> =
            self.places.iter().map(|(_, name)| name).filter(of).map(|name| name.version).collect();
        found.sort_unstable();
        found
    }
}

/// The whole units that touch a window; none where it ends before it begins.
fn units(window: &Window, unit: i64) -> std::ops::Range<i64> {
    let from = window.from.div_euclid(unit);
    from..round_up(window.until, unit).max(from)
}

fn round_up(ms: i64, unit: i64) -> i64 {
    ms.div_euclid(unit) + i64::from(ms.rem_euclid(unit) != 0)
}
