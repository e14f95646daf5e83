//! Working hours as a table that grows with the simulated time.
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use weir_core::calendar::WorkCalendar;
use weir_mining::measure::calendar::WorkingTime;

/// How much of a calendar is looked up at once, ms: a year.
const CHUNK: i64 = 366 * 86_400_000;
/// How far a calendar is looked ahead, ms: forty years. Work that would lie beyond it never gets done.
const AHEAD_MAX: i64 = 40 * CHUNK;

/// When somebody works.
#[derive(Debug, Clone)]
pub enum Hours {
    /// Round the clock.
    Always,
    /// By a calendar; those who work by the same one look at one table.
    Calendar(Rc<Table>),
}

/// Pieces of working time, found chunk by chunk.
#[derive(Debug, Clone)]
pub struct Table {
    calendar: WorkCalendar,
    begin: i64,
    found: RefCell<Found>,
    /// The piece that was asked for last: the next question is mostly about the same time.
    last: Cell<usize>,
}

#[derive(Debug, Clone, Default)]
struct Found {
    /// From, until; without gaps between those that touch.
    pieces: Vec<(i64, i64)>,
    /// How much work lies before each piece.
    before: Vec<i64>,
    /// Everything before this is known.
    until: i64,
}

impl Hours {
    /// By a calendar, from a time on.
    pub fn of(calendar: &WorkCalendar, begin: i64) -> Hours {
        // A day earlier, because a working day may have begun before.
        let begin = begin - 86_400_000;
        let found = RefCell::new(Found { until: begin, ..Found::default() });
        Hours::Calendar(Rc::new(Table { calendar: calendar.clone(), begin, found, last: Cell::new(0) }))
    }

    /// Is it working time?
    pub fn on_duty(&self, at: i64) -> bool {
        self.next(at) == Some(at)
    }

    /// The first working moment at or after a time.
    pub fn next(&self, at: i64) -> Option<i64> {
        let Hours::Calendar(table) = self else { return Some(at) };
        table.piece_after(at).map(|(_, (from, _))| from.max(at))
    }

    /// When so much work is done that begins at a time.
    pub fn add(&self, at: i64, work: i64) -> Option<i64> {
        let Hours::Calendar(table) = self else { return Some(at + work) };
        let (mut index, (from, until)) = table.piece_after(at)?;
        if work == 0 {
            return Some(from.max(at));
        }
        let mut left = work - (until - from.max(at));
        let mut end = until;
        while left > 0 {
            index += 1;
            let (from, until) = table.piece(index)?;
            left -= until - from;
            end = until;
        }
        Some(end + left)
    }

    /// How much working time lies between two times.
    pub fn between(&self, from: i64, until: i64) -> i64 {
        match self {
            Hours::Always => (until - from).max(0),
            Hours::Calendar(table) => (table.before(until) - table.before(from)).max(0),
        }
    }
}

impl Table {
    fn piece(&self, index: usize) -> Option<(i64, i64)> {
        loop {
            if let Some(piece) = self.found.borrow().pieces.get(index) {
                return Some(*piece);
            }
            self.look_further()?;
        }
    }

    /// The first piece that ends after a time.
    fn piece_after(&self, at: i64) -> Option<(usize, (i64, i64))> {
        loop {
            let found = self.found.borrow();
            let last = self.last.get();
            let is_before = |index: usize| found.pieces[index].1 <= at;
            let again = last < found.pieces.len() && !is_before(last) && last.checked_sub(1).is_none_or(is_before);
            let index = if again { last } else { found.pieces.partition_point(|(_, until)| *until <= at) };
            if let Some(piece) = found.pieces.get(index) {
                self.last.set(index);
                return Some((index, *piece));
            }
            drop(found);
            self.look_further()?;
        }
    }

    /// How much work lies before a time.
    fn before(&self, at: i64) -> i64 {
        while self.found.borrow().until <= at && self.look_further().is_some() {}
        let found = self.found.borrow();
        let index = found.pieces.partition_point(|(from, _)| *from < at);
        let Some(last) = index.checked_sub(1) else { return 0 };
        let (from, until) = found.pieces[last];
        found.before[last] + at.min(until) - from
    }

    /// One more chunk; none when there is nothing further ahead that anybody would wait for.
    fn look_further(&self) -> Option<()> {
        let mut found = self.found.borrow_mut();
        if found.until - self.begin > AHEAD_MAX {
            return None;
        }
        let (from, until) = (found.until, found.until + CHUNK);
        let chunk = WorkingTime::of(&self.calendar, from, until);
        for (begin, end) in chunk.pieces() {
            // Chunks are looked up by whole days: what belongs to another chunk is left to it.
            let (begin, end) = ((*begin).max(from), (*end).min(until));
            if begin >= end {
                continue;
            }
            match found.pieces.last_mut() {
                Some(last) if last.1 == begin => last.1 = end,
                _ => {
                    let before = found.pieces.last().map_or(0, |(f, u)| u - f) + found.before.last().unwrap_or(&0);
                    found.pieces.push((begin, end));
                    found.before.push(before);
                }
            }
        }
        found.until = until;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn office() -> Hours {
        let day = json!([{"from": "09:00:00", "until": "12:00:00"}, {"from": "13:00:00", "until": "17:00:00"}]);
        let calendar = json!({"id": "office", "name": "Office", "timeZone": "UTC",
            "week": [day, day, day, day, day, [], []], "days": {"2026-01-06": []}});
        Hours::of(&serde_json::from_value(calendar).unwrap(), at("2026-01-05T00:00:00Z"))
    }

    fn at(text: &str) -> i64 {
        weir_core::Timestamp::parse(text).unwrap().0
    }

    #[test]
    fn work_goes_on_after_breaks_nights_and_holidays() {
        let hours = office();
        let hour = 3_600_000;
        assert_eq!(hours.add(at("2026-01-05T11:00:00Z"), hour), Some(at("2026-01-05T12:00:00Z")));
        assert_eq!(hours.add(at("2026-01-05T11:00:00Z"), 2 * hour), Some(at("2026-01-05T14:00:00Z")));
        // Tuesday the 6th is free.
        assert_eq!(hours.add(at("2026-01-05T16:00:00Z"), 2 * hour), Some(at("2026-01-07T10:00:00Z")));
        assert_eq!(hours.next(at("2026-01-05T17:00:00Z")), Some(at("2026-01-07T09:00:00Z")));
        assert!(!hours.on_duty(at("2026-01-05T12:30:00Z")) && hours.on_duty(at("2026-01-05T09:00:00Z")));
    }

    #[test]
    fn what_is_added_lies_between() {
        let hours = office();
        let begin = at("2026-01-05T10:30:00Z");
        for work in (0..400).map(|n| n * 7_654_321) {
            let end = hours.add(begin, work).unwrap();
            assert_eq!(hours.between(begin, end), work);
        }
        assert_eq!(hours.between(at("2026-01-05T00:00:00Z"), at("2026-01-12T00:00:00Z")), 4 * 7 * 3_600_000);
    }
}
