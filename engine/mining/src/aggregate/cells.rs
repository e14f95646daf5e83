//! The cells of one place, in columns: scalars by hour, sketches by day, both since 1970, UTC.
//!
//! Rows come nearly in the order of time, so the cell that is wanted is nearly always the last one.
use super::update::Completion;
use super::{DAY_MS, HOUR_MS, Hour, PARTS, Part};
use crate::statistics::{Sketch, Totals};
use std::ops::Range;

/// The cells of one place. A part that no row has takes no room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Cells {
    hours: Vec<i64>,
    counts: Vec<Counts>,
    times: [Vec<Totals>; PARTS],
    days: [Vec<(i64, Sketch)>; PARTS],
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    ended: u32,
    terminated: u32,
    interventions: u32,
    incidents: u32,
}

impl Cells {
    pub(super) fn add(&mut self, completion: &Completion) {
        let slot = self.slot(completion.at.div_euclid(HOUR_MS));
        if let Some(counts) = self.counts.get_mut(slot).filter(|_| !completion.only_critical()) {
            counts.ended += 1;
            counts.terminated += u32::from(completion.terminated);
            counts.interventions += u32::from(completion.intervention);
            counts.incidents += completion.incidents;
        }
        let day = completion.at.div_euclid(DAY_MS);
        for (part, time) in completion.times() {
            let totals = &mut self.times[part as usize];
            if totals.is_empty() {
                totals.resize(self.hours.len(), Totals::default());
            }
            totals[slot].add(time);
            if part.is_sketched() {
                sketch(&mut self.days[part as usize], day).add(time);
            }
        }
    }

    /// The place of an hour, which is made when it is new.
    fn slot(&mut self, hour: i64) -> usize {
        match self.hours.last() {
            Some(last) if *last == hour => return self.hours.len() - 1,
            Some(last) if *last > hour => {}
            _ => return self.insert(self.hours.len(), hour),
        }
        match self.hours.binary_search(&hour) {
            Ok(at) => at,
            Err(at) => self.insert(at, hour),
        }
    }

    fn insert(&mut self, at: usize, hour: i64) -> usize {
        self.hours.insert(at, hour);
        self.counts.insert(at, Counts::default());
        for totals in self.times.iter_mut().filter(|totals| !totals.is_empty()) {
            totals.insert(at, Totals::default());
        }
        at
    }

    /// Takes away what was added before. False, and nothing is changed, where it was not.
    pub(super) fn remove(&mut self, completion: &Completion) -> bool {
        let (hour, day) = (completion.at.div_euclid(HOUR_MS), completion.at.div_euclid(DAY_MS));
        let Ok(slot) = self.hours.binary_search(&hour) else { return false };
        let known = completion.times().all(|(part, time)| {
            let counted = self.times[part as usize].get(slot).is_some_and(|totals| totals.n > 0);
            let sketched = !part.is_sketched() || self.day(part, day).is_some_and(|sketch| sketch.holds(time));
            counted && sketched
        });
        if !known || (self.counts[slot].ended == 0 && !completion.only_critical()) {
            return false;
        }
        for (part, time) in completion.times() {
            let totals = &mut self.times[part as usize];
            totals[slot].remove(time);
            if totals.iter().all(|totals| totals.n == 0) {
                totals.clear();
            }
            let days = &mut self.days[part as usize];
            if part.is_sketched() {
                sketch(days, day).remove(time);
                days.retain(|(_, sketch)| sketch.count() > 0);
            }
        }
        if !completion.only_critical() {
            let counts = &mut self.counts[slot];
            counts.ended -= 1;
            counts.terminated -= u32::from(completion.terminated);
            counts.interventions -= u32::from(completion.intervention);
            counts.incidents -= completion.incidents;
        }
        if self.counts[slot].ended == 0 && self.times.iter().all(|totals| totals.get(slot).is_none_or(|t| t.n == 0)) {
            self.hours.remove(slot);
            self.counts.remove(slot);
            for totals in self.times.iter_mut().filter(|totals| !totals.is_empty()) {
                totals.remove(slot);
            }
        }
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// The hours in a range that have something.
    pub(super) fn hours(&self, hours: Range<i64>) -> impl Iterator<Item = (i64, Hour)> + '_ {
        let from = self.hours.partition_point(|hour| *hour < hours.start);
        let until = self.hours.partition_point(|hour| *hour < hours.end).max(from);
        (from..until).map(|slot| (self.hours[slot], self.hour(slot)))
    }

    fn hour(&self, slot: usize) -> Hour {
        let Counts { ended, terminated, interventions, incidents } = self.counts[slot];
        Hour {
            ended: ended.into(),
            terminated: terminated.into(),
            interventions: interventions.into(),
            incidents: incidents.into(),
            times: std::array::from_fn(|part| self.times[part].get(slot).copied().unwrap_or_default()),
        }
    }

    /// Adds the sketches of a range of days.
    pub(super) fn sketch(&self, part: Part, days: &Range<i64>, to: &mut Sketch) {
        let all = &self.days[part as usize];
        let from = all.partition_point(|(day, _)| *day < days.start);
        for (_, day) in all[from..].iter().take_while(|(day, _)| *day < days.end) {
            to.merge(day);
        }
    }

    fn day(&self, part: Part, day: i64) -> Option<&Sketch> {
        let days = &self.days[part as usize];
        days.binary_search_by_key(&day, |(day, _)| *day).ok().map(|at| &days[at].1)
    }

    /// How many hours, and how many buckets of sketches.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.hours.len(), self.days.iter().flatten().map(|(_, sketch)| sketch.cells()).sum())
    }

    /// About how many bytes.
    pub(super) fn bytes(&self) -> usize {
        let totals: usize = self.times.iter().map(Vec::len).sum();
        let days: usize = self.days.iter().map(Vec::len).sum();
        self.hours.len() * (size_of::<i64>() + size_of::<Counts>())
            + totals * size_of::<Totals>()
            + days * size_of::<(i64, Sketch)>()
            + self.size().1 * Sketch::CELL_BYTES
    }
}

/// The sketch of a day, which is made when it is new.
fn sketch(days: &mut Vec<(i64, Sketch)>, day: i64) -> &mut Sketch {
    let at = match days.last() {
        Some((last, _)) if *last == day => days.len() - 1,
        _ => match days.binary_search_by_key(&day, |(day, _)| *day) {
            Ok(at) => at,
            Err(at) => {
                days.insert(at, (day, Sketch::default()));
                at
            }
        },
    };
    &mut days[at].1
}
