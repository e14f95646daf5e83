//! Working time as a table: how much of it lies between two points, in two searches.
use super::intervals::{Interval, union};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use weir_core::calendar::WorkCalendar;

/// The working hours of a period, with how much of them lies before each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkingTime {
    pieces: Vec<Interval>,
    /// How many ms of work lie before each piece.
    before: Vec<i64>,
}

impl WorkingTime {
    /// From any intervals.
    pub fn new(pieces: Vec<Interval>) -> Self {
        let pieces = union(pieces);
        let mut sum = 0;
        let before = pieces
            .iter()
            .map(|(from, until)| {
                sum += until - from;
                sum - (until - from)
            })
            .collect();
        WorkingTime { pieces, before }
    }

    /// From a calendar, for the days that touch [from, until]. A calendar whose zone is unknown has no working time; it is
    /// refused where calendars are loaded.
    pub fn of(calendar: &WorkCalendar, from: i64, until: i64) -> Self {
        let Ok(zone) = TimeZone::get(&calendar.time_zone) else { return WorkingTime::default() };
        let date = |ms: i64| Timestamp::from_millisecond(ms).ok().map(|at| at.to_zoned(zone.clone()).date());
        let (Some(mut day), Some(last)) = (date(from), date(until)) else { return WorkingTime::default() };
        let mut pieces = vec![];
        while day <= last {
            let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
            for hours in calendar.days.get(&day).unwrap_or(&calendar.week[weekday]) {
                let moment =
                    |time| Some(day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp().as_millisecond());
                if let (Some(from), Some(until)) = (moment(hours.from), moment(hours.until)) {
                    pieces.push((from, until));
                }
            }
            let Ok(next) = day.checked_add(1.day()) else { break };
            day = next;
        }
        WorkingTime::new(pieces)
    }

    /// How many ms of work lie in [from, until). O(log n).
    pub fn between(&self, from: i64, until: i64) -> i64 {
        (self.until(until) - self.until(from)).max(0)
    }

    fn until(&self, at: i64) -> i64 {
        let index = self.pieces.partition_point(|(from, _)| *from < at);
        let Some(last) = index.checked_sub(1) else { return 0 };
        let (from, end) = self.pieces[last];
        self.before[last] + at.min(end) - from
    }

    /// The latest moment from which so much work lies until another one; none where the table does not reach so far. O(log n).
    pub fn back(&self, until: i64, work: i64) -> Option<i64> {
        let target = self.until(until) - work;
        if target < 0 {
            return None;
        }
        // The piece in which the work begins: the last with no more before it than is passed over.
        let at = self.before.partition_point(|before| *before <= target).checked_sub(1)?;
        let (from, end) = self.pieces[at];
        Some((from + target - self.before[at]).min(end))
    }

    /// The earliest moment by which so much work lies since another one; none where the table does not reach so far. O(log n).
    pub fn after(&self, from: i64, work: i64) -> Option<i64> {
        if work <= 0 {
            return Some(from);
        }
        let target = self.until(from) + work;
        // The piece in which the work ends: the last with less before it than is to be done.
        let at = self.before.partition_point(|before| *before < target).checked_sub(1)?;
        let (begin, end) = self.pieces[at];
        Some(begin + target - self.before[at]).filter(|moment| *moment <= end)
    }

    /// Is this a moment of work? O(log n).
    pub fn covers(&self, at: i64) -> bool {
        let index = self.pieces.partition_point(|(from, _)| *from <= at);
        index.checked_sub(1).is_some_and(|last| at < self.pieces[last].1)
    }

    /// The pieces.
    pub fn pieces(&self) -> &[Interval] {
        &self.pieces
    }
}
