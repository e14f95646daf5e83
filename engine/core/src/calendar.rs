//! Work calendars: when people work, so that "two working days" and "four working hours" have a meaning.
//!
//! A calendar has a week, and days that are not like the week: holidays, and days on which one works instead (调休). Which
//! days these are is data that is loaded year by year, because a government announces them; nothing of it is guessed.
use crate::time::Timestamp;
pub use jiff::civil::Date;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far ahead working time is looked for, in days.
const LOOK_AHEAD_DAYS: usize = 366 * 20;
/// How many days of a calendar may differ from its week.
pub const DAYS_MAX: usize = 20_000;
/// Into how many pieces a working day may be cut.
pub const PIECES_MAX: usize = 10;

/// When people work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkCalendar {
    /// What models call it.
    pub id: String,
    /// For people.
    pub name: String,
    /// An IANA time zone: `Asia/Shanghai`.
    pub time_zone: String,
    /// Monday to Sunday: when one works.
    pub week: [Vec<Hours>; 7],
    /// Days that are not like the week; a day without hours is free.
    #[serde(default)]
    pub days: BTreeMap<Date, Vec<Hours>>,
}

/// A piece of a working day, from a time of day until another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// Its beginning.
    pub from: Time,
    /// Its end, later on the same day.
    pub until: Time,
}

/// Why a calendar is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The time zone does not exist.
    #[error("there is no time zone `{zone}`: use an IANA name like Asia/Shanghai")]
    Zone {
        /// What was given.
        zone: String,
    },
    /// Hours end before they begin, or lie in one another.
    #[error("the hours of {day} must follow one another, each ending after it begins")]
    Hours {
        /// Of which day.
        day: String,
    },
    /// Nobody ever works.
    #[error("the week has no working hours")]
    NoWork,
    /// Too much.
    #[error("a calendar has at most {DAYS_MAX} days of its own, each in at most {PIECES_MAX} pieces")]
    TooLarge,
}

impl CalendarError {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            CalendarError::Zone { .. } => "calendar-time-zone",
            CalendarError::Hours { .. } => "calendar-hours",
            CalendarError::NoWork => "calendar-without-work",
            CalendarError::TooLarge => "calendar-too-large",
        }
    }
}

impl WorkCalendar {
    /// Is it one?
    pub fn check(&self) -> Result<(), CalendarError> {
        if TimeZone::get(&self.time_zone).is_err() {
            return Err(CalendarError::Zone { zone: self.time_zone.clone() });
        }
        let week = self.week.iter().enumerate().map(|(day, hours)| (weekday(day), hours));
        let all = week.chain(self.days.iter().map(|(date, hours)| (date.to_string(), hours)));
        for (day, hours) in all {
            if hours.len() > PIECES_MAX {
                return Err(CalendarError::TooLarge);
            }
            let ordered = hours.iter().all(|h| h.from < h.until) && hours.windows(2).all(|w| w[0].until <= w[1].from);
            if !ordered {
                return Err(CalendarError::Hours { day });
            }
        }
        if self.days.len() > DAYS_MAX {
            return Err(CalendarError::TooLarge);
        }
        if self.week.iter().all(Vec::is_empty) { Err(CalendarError::NoWork) } else { Ok(()) }
    }

    /// The point that lies a duration of work after another one: of `P2DT4H` the days are working days, and the hours
    /// working hours. None where the text is no such duration, or lies beyond twenty years.
    ///
    /// A working day counts from its own beginning: one working day after Friday 15:00 is Monday 15:00, or the end of
    /// Monday's work where that is earlier. From a day on which nobody works it is the end of Monday's work, whatever the
    /// time: a working day is never over without work.
    pub fn after(&self, start: Timestamp, duration: &str) -> Option<Timestamp> {
        let span: Span = duration.trim().parse().ok()?;
        let calendar_units = span.get_years() != 0 || span.get_months() != 0;
        if calendar_units || span.is_negative() {
            return None;
        }
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let rest = Span::new().hours(span.get_hours()).minutes(span.get_minutes()).seconds(span.get_seconds());
        let rest = rest.total(jiff::Unit::Millisecond).ok()? as i64;
        let zone = TimeZone::get(&self.time_zone).ok()?;
        let at = self.days_after(&zone, start, usize::try_from(days).ok()?)?;
        self.hours_after(&zone, at, rest)
    }

    /// How many milliseconds of work lie between two points.
    pub fn between(&self, from: Timestamp, until: Timestamp) -> i64 {
        let Ok(zone) = TimeZone::get(&self.time_zone) else { return 0 };
        let mut sum = 0;
        for (begin, end) in self.pieces(&zone, from) {
            if begin >= until {
                break;
            }
            sum += (end.min(until).0 - begin.max(from).0).max(0);
        }
        sum
    }

    /// How long the longest day of its week is: what one working day is, ms.
    pub fn longest_day(&self) -> i64 {
        let seconds =
            |time: Time| i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
        let day =
            |hours: &Vec<Hours>| hours.iter().map(|piece| seconds(piece.until) - seconds(piece.from)).sum::<i64>();
        self.week.iter().map(day).max().unwrap_or(0) * 1_000
    }

    /// The pieces of working time between two points, cut off at both; at most twenty years of them.
    ///
    /// ```
    /// use weir_core::Timestamp;
    /// use weir_core::calendar::WorkCalendar;
    /// let nine_to_five = serde_json::json!([{"from": "09:00:00", "until": "17:00:00"}]);
    /// let week: Vec<_> = (0..7).map(|day| if day < 5 { nine_to_five.clone() } else { serde_json::json!([]) }).collect();
    /// let calendar = serde_json::json!({"id": "c", "name": "c", "timeZone": "UTC", "week": week});
    /// let calendar: WorkCalendar = serde_json::from_value(calendar).unwrap();
    /// let at = |text| Timestamp::parse(text).unwrap();
    /// let found = calendar.working(at("2026-01-02T12:00:00"), at("2026-01-05T10:00:00"));
    /// assert_eq!(found, [
    ///     (at("2026-01-02T12:00:00"), at("2026-01-02T17:00:00")),
    ///     (at("2026-01-05T09:00:00"), at("2026-01-05T10:00:00")),
    /// ]);
    /// ```
    pub fn working(&self, from: Timestamp, until: Timestamp) -> Vec<(Timestamp, Timestamp)> {
        let Ok(zone) = TimeZone::get(&self.time_zone) else { return vec![] };
        let within = self.pieces(&zone, from).take_while(|(begin, _)| *begin < until);
        within.map(|(begin, end)| (begin.max(from), end.min(until))).collect()
    }

    /// Is it working time?
    pub fn is_working(&self, at: Timestamp) -> bool {
        let Ok(zone) = TimeZone::get(&self.time_zone) else { return false };
        self.pieces(&zone, at).next().is_some_and(|(begin, _)| begin <= at)
    }

    fn days_after(&self, zone: &TimeZone, start: Timestamp, days: usize) -> Option<Timestamp> {
        if days == 0 {
            return Some(start);
        }
        let local = start.to_jiff().to_zoned(zone.clone()).datetime();
        let mut date = local.date();
        let time = if self.hours(date).is_empty() { Time::MAX } else { local.time() };
        let mut left = days;
        for _ in 0..LOOK_AHEAD_DAYS {
            date = date.checked_add(1.day()).ok()?;
            let hours = self.hours(date);
            if let (Some(first), Some(last)) = (hours.first(), hours.last()) {
                left -= 1;
                if left == 0 {
                    return moment(zone, date, time.clamp(first.from, last.until));
                }
            }
        }
        None
    }

    fn hours_after(&self, zone: &TimeZone, start: Timestamp, mut left: i64) -> Option<Timestamp> {
        if left == 0 {
            return Some(start);
        }
        for (begin, end) in self.pieces(zone, start) {
            let begin = begin.max(start);
            let length = end.0 - begin.0;
            if left <= length {
                return Some(Timestamp(begin.0 + left));
            }
            left -= length;
        }
        None
    }

    /// The pieces of working time that end after a point.
    fn pieces(&self, zone: &TimeZone, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let first = from.to_jiff().to_zoned(zone.clone()).date();
        let dates = std::iter::successors(Some(first), |date| date.checked_add(1.day()).ok()).take(LOOK_AHEAD_DAYS);
        let zone = zone.clone();
        dates
            .flat_map(|date| self.hours(date).iter().map(move |hours| (date, *hours)))
            .filter_map(move |(date, hours)| {
                Some((moment(&zone, date, hours.from)?, moment(&zone, date, hours.until)?))
            })
            .filter(move |(begin, end)| *end > from && begin < end)
    }

    fn hours(&self, date: Date) -> &[Hours] {
        let day = date.weekday().to_monday_zero_offset();
        self.days.get(&date).unwrap_or(&self.week[usize::from(day.unsigned_abs())])
    }
}

fn moment(zone: &TimeZone, date: Date, time: Time) -> Option<Timestamp> {
    let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
    Some(Timestamp(zoned.timestamp().as_millisecond()))
}

fn weekday(index: usize) -> String {
    let day = i8::try_from(index).ok().and_then(|index| Weekday::from_monday_zero_offset(index).ok());
    day.map_or_else(String::new, |day| format!("{day:?}"))
}
