//! Where the history itself is not as it should be: the clock went back, or nothing was written for far longer than ever.
//! Whoever reads a window over such a place is told so, and no alarm is made of it.
//!
//! It is found while the ledger is written, so it is the same whoever asks, and known from a moment on: what was said before
//! that stays as it was said.
use super::Ledger;
use crate::aggregate::{DAY_MS, HOUR_MS, Place as Spot};
use serde::Serialize;
use std::collections::VecDeque;
use weir_core::Timestamp;

/// Partitions write side by side: so much later one of them may write what happened before, ms.
const SKEW_MS: i64 = 60_000;
/// A gap is at least so long, ms,
const GAP_MS: i64 = DAY_MS;
/// and so many times the longest time without anything
const GAP_TIMES: i64 = 3;
/// of so long before it, ms: nights, weekends and the holidays of two months are no gaps.
const USUAL_MS: i64 = 8 * 7 * DAY_MS;
/// What is usual is known from so many rows on,
const ROWS_MIN: u64 = 200;
/// and from so long on, ms: two weekends are in it.
const KNOWN_MS: i64 = 14 * DAY_MS;
/// The newest so many are kept.
const FAULTS_MAX: usize = 1_000;
/// So many of them are told beside the figures of a window.
const TOLD_MAX: usize = 20;

/// Something wrong with the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataFault {
    /// `DQ_CLOCK_JUMP`, `DQ_LOG_GAP`, `DQ_MISSING_STAMPS`, `DQ_DUPLICATE_STAMPS`, `DQ_LITTLE`.
    pub code: &'static str,
    /// How many rows are concerned.
    pub rows: Option<u64>,
    /// The largest step back, or the length of the gap, ms.
    pub ms: Option<i64>,
    /// From when on nothing happened, or what the clock went back to; of a law the window in which it should hold.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub from: Option<Timestamp>,
    /// Until when.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub until: Option<Timestamp>,
    /// By what share the two sides of Little's law are apart.
    pub share: Option<f64>,
}

/// A place in time that is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    jump: bool,
    from: i64,
    until: i64,
    /// By how much, ms.
    by: i64,
    /// Since when it is known, ms.
    known: i64,
}

impl Place {
    /// Is a moment one that the clock showed a second time after it went back?
    fn holds(&self, at: i64) -> bool {
        (self.from - SKEW_MS..=self.from + self.by).contains(&at)
    }
}

/// See the [module](self).
#[derive(Debug, Clone, Default, Hash)]
pub(super) struct Faults {
    rows: u64,
    /// When the first of them ended.
    first: Option<i64>,
    latest: Option<i64>,
    /// Times without anything of the last weeks, of at least an hour: when each ended, how long it was. Each is shorter than
    /// the one before it, so the first is the longest.
    rests: VecDeque<(i64, i64)>,
    found: VecDeque<Place>,
}

impl Faults {
    /// A row has ended.
    pub(super) fn row(&mut self, at: i64) {
        let latest = self.latest.unwrap_or(at);
        if at < latest - SKEW_MS {
            self.note(Place { jump: true, from: at, until: at, by: latest - at, known: at });
            self.latest = Some(at);
            self.rests.clear();
            (self.rows, self.first) = (0, Some(at));
        } else {
            self.rest(latest, at);
            self.latest = Some(latest.max(at));
        }
        self.first.get_or_insert(at);
        self.rows += 1;
    }

    fn rest(&mut self, latest: i64, at: i64) {
        let rest = at - latest;
        if rest < HOUR_MS {
            return;
        }
        while self.rests.front().is_some_and(|(ended, _)| *ended < at - USUAL_MS) {
            self.rests.pop_front();
        }
        let usual = self.rests.front().map_or(HOUR_MS, |(_, longest)| *longest);
        let known = self.rows >= ROWS_MIN && self.first.is_some_and(|first| latest - first >= KNOWN_MS);
        if known && rest >= GAP_MS && rest > GAP_TIMES * usual {
            self.note(Place { jump: false, from: latest, until: at, by: rest, known: at });
        }
        // Also where it was a gap: what comes every month is one once, and no later month is.
        while self.rests.back().is_some_and(|(_, shorter)| *shorter <= rest) {
            self.rests.pop_back();
        }
        self.rests.push_back((at, rest));
    }

    /// An instance went on while the clock showed so much less than it had shown to it before: its times stand still until the
    /// clock has come so far again.
    pub(super) fn behind(&mut self, at: i64, by: i64) {
        if by > SKEW_MS {
            self.note(Place { jump: true, from: at - by, until: at, by, known: at });
        }
    }

    fn note(&mut self, place: Place) {
        // The clock went back once, whoever saw it.
        let seen = self.found.back_mut().filter(|last| last.jump && place.jump && last.holds(place.from));
        if let Some(last) = seen {
            (last.until, last.by) = (last.until.max(place.until), last.by.max(place.by));
            return;
        }
        if self.found.len() == FAULTS_MAX {
            self.found.pop_front();
        }
        self.found.push_back(place);
    }
}

/// The gaps between these moments, the oldest first: the longest times without any of them, where they are far longer than what
/// the weeks before each knew.
fn gaps(mut moments: Vec<i64>) -> Vec<DataFault> {
    moments.sort_unstable();
    let mut faults = Faults::default();
    for at in moments {
        faults.row(at);
    }
    faults.found.iter().map(told).collect()
}

impl Ledger {
    /// The gaps in the rows of one process that ended in a window. What is usual is learnt from the weeks before it too, or each
    /// first weekend of a window would be a gap.
    pub(super) fn gaps_of(&self, process: &str, from: i64, until: i64) -> Vec<DataFault> {
        let places = self.aggregates.places().iter();
        let nodes = places.filter(|(_, name)| name.process == process && matches!(name.place, Spot::Node(_)));
        let learnt = from - USUAL_MS - KNOWN_MS..until;
        let ends = nodes
            .flat_map(|(id, _)| self.members[id.0 as usize].iter())
            .filter_map(|number| self.row(*number))
            .map(|row| row.ended)
            .filter(|ended| learnt.contains(ended));
        let within = |gap: &DataFault| gap.until.is_some_and(|until| until.0 >= from);
        gaps(ends.collect()).into_iter().filter(within).collect()
    }

    /// See [`Faults::behind`].
    pub fn clock_behind(&mut self, at: i64, by: i64) {
        self.faults.behind(at, by);
    }

    /// What is wrong with the time from one moment until another one, as far as it was known then: of several the latest.
    pub fn fault(&self, from: i64, until: i64) -> Option<DataFault> {
        fault(&self.faults.found, from, until)
    }

    /// What is wrong with any of these windows, each from a moment until before another one: the latest [`TOLD_MAX`], the oldest of
    /// them first.
    pub fn faults_within(&self, windows: &[(i64, i64)]) -> Vec<DataFault> {
        let touches = |place: &&Place| windows.iter().any(|(from, until)| place.until >= *from && place.from < *until);
        let mut all: Vec<DataFault> = self.faults.found.iter().rev().filter(touches).take(TOLD_MAX).map(told).collect();
        all.reverse();
        all
    }

    /// All that is wrong from one moment on, to be asked again without the ledger.
    pub fn faults_since(&self, from: i64) -> DataFaults {
        DataFaults(self.faults.found.iter().filter(|place| place.until >= from).copied().collect())
    }
}

/// What is wrong with a stretch of time.
#[derive(Debug, Clone, Default)]
pub struct DataFaults(VecDeque<Place>);

impl DataFaults {
    /// What is wrong from one moment until another one, as far as it was known then.
    pub fn of(&self, from: i64, until: i64) -> Option<DataFault> {
        fault(&self.0, from, until)
    }

    /// All of it.
    pub fn all(&self) -> impl Iterator<Item = DataFault> + '_ {
        self.0.iter().map(told)
    }
}

fn fault(all: &VecDeque<Place>, from: i64, until: i64) -> Option<DataFault> {
    let within = |place: &&Place| place.known <= until && place.until >= from && place.from < until;
    all.iter().rev().find(within).map(told)
}

fn told(place: &Place) -> DataFault {
    DataFault {
        code: if place.jump { "DQ_CLOCK_JUMP" } else { "DQ_LOG_GAP" },
        rows: None,
        ms: Some(place.by),
        from: Some(Timestamp(place.from)),
        until: Some(Timestamp(place.until)),
        share: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows every hour of so many days, from a moment on.
    fn days(faults: &mut Faults, from: i64, days: i64) -> i64 {
        (0..days * 24).for_each(|hour| faults.row(from + hour * HOUR_MS));
        from + days * DAY_MS
    }

    #[test]
    fn a_rest_that_is_far_longer_than_ever_is_a_gap_and_a_weekend_is_none() {
        let mut faults = Faults::default();
        let mut at = 0;
        for _ in 0..4 {
            // Five days of work, and two without anything.
            at = days(&mut faults, at, 5) + 2 * DAY_MS;
        }
        assert!(faults.found.is_empty());
        let gap = at;
        at = days(&mut faults, at + 12 * DAY_MS, 1);
        let found = &faults.found;
        assert_eq!(found.len(), 1);
        assert!(!found[0].jump && found[0].until == gap + 12 * DAY_MS && found[0].by > 12 * DAY_MS);
        // It was not known while it lasted; then every window that it lies in is concerned, and none behind it.
        assert_eq!(fault(found, gap, gap + DAY_MS), None);
        assert_eq!(fault(found, gap + DAY_MS, at).map(|told| told.code), Some("DQ_LOG_GAP"));
        assert_eq!(fault(found, gap + 12 * DAY_MS + 1, at), None);
    }

    #[test]
    fn weekends_of_an_office_are_no_gaps_and_a_month_without_work_is_one_once() {
        let mut faults = Faults::default();
        let mut morning = 0;
        let week = |faults: &mut Faults, morning: i64| {
            for day in 0..5 {
                // Ten hours of a working day, six rows in each.
                (0..60).for_each(|row| faults.row(morning + day * DAY_MS + row * HOUR_MS / 6));
            }
            morning + 7 * DAY_MS
        };
        for _ in 0..4 {
            morning = week(&mut faults, morning);
        }
        assert!(faults.found.is_empty(), "{:?}", faults.found);
        for _ in 0..2 {
            morning = week(&mut faults, morning + 30 * DAY_MS);
        }
        assert_eq!(faults.found.iter().map(|gap| gap.by / DAY_MS).collect::<Vec<_>>(), [32]);
    }

    #[test]
    fn a_clock_that_goes_back_is_told_and_what_partitions_write_side_by_side_is_not() {
        let mut faults = Faults::default();
        let at = days(&mut faults, 0, 20);
        faults.row(at);
        faults.row(at - SKEW_MS);
        assert!(faults.found.is_empty());
        faults.row(at - 5 * HOUR_MS);
        faults.row(at - 4 * HOUR_MS);
        assert_eq!(faults.found.len(), 1, "once for each step back");
        let told = fault(&faults.found, at - 6 * HOUR_MS, at - 3 * HOUR_MS).unwrap();
        assert_eq!((told.code, told.ms), ("DQ_CLOCK_JUMP", Some(5 * HOUR_MS)));
        // From few rows nothing is usual, so that nothing is a gap.
        faults.row(at + 40 * DAY_MS);
        assert_eq!(faults.found.len(), 1);
    }

    #[test]
    fn a_clock_that_goes_back_is_one_fault_whoever_sees_it() {
        let mut faults = Faults::default();
        let at = days(&mut faults, 0, 20);
        // What began before stands at the moment until which the clock had come, what is new has the times of now.
        for minutes in [50, 40, 30] {
            faults.behind(at, minutes * 60_000);
            faults.row(at);
            faults.row(at - (minutes - 1) * 60_000);
        }
        let told: Vec<DataFault> = faults.found.iter().map(told).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((told[0].code, told[0].ms), ("DQ_CLOCK_JUMP", Some(50 * 60_000)));
        assert_eq!((told[0].from, told[0].until), (Some(Timestamp(at - 50 * 60_000)), Some(Timestamp(at))));
        // The hour in which these instances say that they ended is one that is not to be trusted.
        assert!(
            fault(&faults.found, at, at + HOUR_MS).is_some() && fault(&faults.found, at + 1, at + HOUR_MS).is_none()
        );
        // What differs by less than partitions do is nothing.
        let mut faults = Faults::default();
        faults.behind(at, SKEW_MS);
        assert!(faults.found.is_empty());
    }
}
