//! Turns of the clock: moments of the day, or of the week, at which something is begun.
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use weir_core::Timestamp;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A moment of every day, or of one day of the week: written `16:00` or `Fri 16:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The day of the week, 0 is Monday; none is every day.
    day: Option<i8>,
    /// Minutes since midnight.
    minute: i8,
    hour: i8,
}

impl Turn {
    /// So many minutes after midnight, on a day of the week or on every day. None where no day has them.
    pub fn at(day: Option<i8>, minutes: i64) -> Option<Turn> {
        let known = day.is_none_or(|day| (0..7).contains(&day)) && (0..24 * 60).contains(&minutes);
        let (hour, minute) = (i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?);
        known.then_some(Turn { day, minute, hour })
    }

    /// Reads one.
    ///
    /// ```
    /// use weir_simulation::scenario::Turn;
    /// assert_eq!(Turn::parse("Fri 16:30"), Turn::at(Some(4), 16 * 60 + 30));
    /// assert_eq!(Turn::parse("24:00"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Turn> {
        let (day, time) = match text.trim().split_once(' ') {
            Some((day, time)) => (Some(DAYS.iter().position(|known| known.eq_ignore_ascii_case(day))?), time),
            None => (None, text.trim()),
        };
        let (hour, minute) = time.trim().split_once(':')?;
        let digits = |text: &str| -> Option<i64> {
            let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| text.parse().ok())?
        };
        let minute = Some(minute).filter(|minute| minute.len() == 2).and_then(digits).filter(|minute| *minute < 60)?;
        Turn::at(day.and_then(|day| i8::try_from(day).ok()), digits(hour)? * 60 + minute)
    }

    /// The first of them from a moment on, by the clocks of a zone, ms.
    pub(crate) fn next(self, from: i64, zone: &TimeZone) -> Option<i64> {
        let today = Timestamp(from).to_jiff().to_zoned(zone.clone()).date();
        today.series(jiff::Span::new().days(1)).take(9).find_map(|date| {
            let is_day = self.day.is_none_or(|day| date.weekday().to_monday_zero_offset() == day);
            let at = date.at(self.hour, self.minute, 0, 0).to_zoned(zone.clone()).ok()?;
            let at = at.timestamp().as_millisecond();
            (is_day && at >= from).then_some(at)
        })
    }
}

impl fmt::Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = self.day.and_then(|day| DAYS.get(usize::try_from(day).ok()?));
        if let Some(day) = day {
            write!(f, "{day} ")?;
        }
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Turn {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Turn::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{text}` is no moment of a day: write for example `16:00` or `Fri 16:00`"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    #[test]
    fn what_is_written_is_read_again() {
        for text in ["00:00", "09:05", "23:59", "Mon 07:00", "Sun 12:30"] {
            assert_eq!(Turn::parse(text).map(|turn| turn.to_string()).as_deref(), Some(text));
        }
        for text in ["", "9", "24:00", "12:60", "12:5", "Fri", "Day 12:00", "-1:00", "12:00:00"] {
            assert_eq!(Turn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_next_one_is_by_the_clocks_of_the_zone() {
        // The clock begins on a Thursday.
        let next = |text: &str, from: i64, zone: &TimeZone| Turn::parse(text).and_then(|turn| turn.next(from, zone));
        let china = TimeZone::get("Asia/Shanghai").expect("it is known");
        assert_eq!(next("16:00", 0, &TimeZone::UTC), Some(16 * HOUR));
        assert_eq!(next("16:00", 16 * HOUR, &TimeZone::UTC), Some(16 * HOUR));
        assert_eq!(next("16:00", 16 * HOUR + 1, &TimeZone::UTC), Some(40 * HOUR));
        assert_eq!(next("16:00", 0, &china), Some(8 * HOUR));
        assert_eq!(next("Fri 16:00", 0, &TimeZone::UTC), Some(40 * HOUR));
        assert_eq!(next("Thu 01:00", 2 * HOUR, &TimeZone::UTC), Some((7 * 24 + 1) * HOUR));
    }
}
