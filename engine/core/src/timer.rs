//! When timers are due: ISO 8601 dates, durations and repeating intervals, and cron.
use crate::time::Timestamp;
use jiff::{Span, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The shortest interval at which a timer repeats; a shorter one would keep the engine busy with itself.
pub const INTERVAL_MS_MIN: i64 = 1000;
/// How many missed times of a repeating timer are looked at when they are counted as one.
pub const MISSED_MAX: usize = 100_000;

/// How a timer repeats. What is left of it stands in the wait, so it survives everything the wait survives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// How many more times after the coming one; none is for ever.
    pub left: Option<u32>,
    /// What lies between two times: an ISO 8601 duration or a cron line, as written.
    pub every: String,
}

/// When a timer is first due, and how it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first time.
    pub due: Timestamp,
    /// How it repeats, if it does.
    pub cycle: Option<Cycle>,
}

/// `timeDate`: once, at a point in time.
pub fn date(text: &str) -> Option<Schedule> {
    Some(Schedule { due: Timestamp::parse(text)?, cycle: None })
}

/// `timeDuration`: once, after a duration. Calendar units are counted in UTC.
///
/// ```
/// use weir_core::{Timestamp, timer};
/// assert_eq!(timer::duration("PT1H30M", Timestamp(0)).unwrap().due, Timestamp(5_400_000));
/// assert_eq!(timer::duration("P1M", Timestamp(0)).unwrap().due, Timestamp(31 * 86_400_000));
/// assert_eq!(timer::duration("an hour", Timestamp(0)), None);
/// ```
pub fn duration(text: &str, now: Timestamp) -> Option<Schedule> {
    Some(Schedule { due: after(now, &text.trim().parse().ok()?)?, cycle: None })
}

/// `timeCycle`: `R/PT1H`, `R3/2026-01-01T08:00:00Z/P1D`, a bare duration (for ever), or cron (`0 9 * * 1-5`).
///
/// ```
/// use weir_core::{Timestamp, timer};
/// let s = timer::cycle("R3/PT10S", Timestamp(0)).unwrap();
/// assert_eq!((s.due, s.cycle.unwrap().left), (Timestamp(10_000), Some(2)));
/// assert_eq!(timer::cycle("*/5 * * * *", Timestamp(0)).unwrap().due, Timestamp(300_000));
/// ```
pub fn cycle(text: &str, now: Timestamp) -> Option<Schedule> {
    let text = text.trim();
    let Some(rest) = text.strip_prefix('R') else {
        let cycle = Cycle { left: None, every: text.into() };
        return Some(Schedule { due: cycle.next(now)?, cycle: Some(cycle) });
    };
    let mut parts = rest.split('/');
    let times = match parts.next()? {
        "" => None,
        n => Some(n.parse::<u32>().ok()?),
    };
    let (start, every) = match (parts.next()?, parts.next(), parts.next()) {
        (every, None, None) => (None, every),
        (start, Some(every), None) => (Some(Timestamp::parse(start)?), every),
        _ => return None,
    };
    let left = match times {
        Some(0) => return None,
        n => n.map(|n| n - 1),
    };
    let cycle = Cycle { left, every: every.into() };
    let next = cycle.next(now)?;
    Some(Schedule { due: start.unwrap_or(next), cycle: (left != Some(0)).then_some(cycle) })
}

/// Is it a cron line? One may name years that are over, or far away.
pub fn is_cron(text: &str) -> bool {
    cron(text).is_some()
}

impl Cycle {
    /// The time after `last`, none when the interval cannot be read. Intervals count from when the timer was due, not
    /// from when it fired, so a late engine does not drift.
    pub fn next(&self, last: Timestamp) -> Option<Timestamp> {
        match self.every.parse::<Span>() {
            Ok(span) => {
                let due = after(last, &span)?;
                (due.0 - last.0 >= INTERVAL_MS_MIN).then_some(due)
            }
            Err(_) => cron(&self.every)?.next(last),
        }
    }

    /// The cycle that goes on after one more firing, with its due time; none when this was the last.
    fn advance(&self, last: Timestamp) -> Option<Schedule> {
        if self.left == Some(0) {
            return None;
        }
        let left = self.left.map(|n| n - 1);
        let cycle = Cycle { left, every: self.every.clone() };
        Some(Schedule { due: self.next(last)?, cycle: (left != Some(0)).then_some(cycle) })
    }

    /// How it goes on after it fired at `now` for the time `due`; none when that was the last time.
    ///
    /// This is the one rule for times that were missed, because the engine was not running, the clock jumped, or the
    /// instance stood still: **all that have passed count as one**. It fires once for them, uses up the repetitions that
    /// they were, and goes on with the first time that is still to come. So a model of every second does not start a
    /// process for each second of a night, and nothing that is due is left out altogether.
    ///
    /// ```
    /// use weir_core::{Timestamp, timer};
    /// let hourly = timer::cycle("R/PT1H", Timestamp(0)).unwrap();
    /// let in_time = hourly.cycle.as_ref().unwrap().go_on(hourly.due, hourly.due).unwrap();
    /// assert_eq!(in_time.due, Timestamp(2 * 3_600_000));
    /// let three_days_later = Timestamp(3 * 86_400_000 + 1);
    /// let late = hourly.cycle.unwrap().go_on(hourly.due, three_days_later).unwrap();
    /// assert_eq!(late.due, Timestamp(73 * 3_600_000));
    /// ```
    pub fn go_on(&self, due: Timestamp, now: Timestamp) -> Option<Schedule> {
        let last = self.missed(due, now);
        last.cycle?.advance(last.due)
    }

    /// The last time that is not after `now`, and how it goes on from there. Looks at so many times at most,
    /// [`MISSED_MAX`].
    fn missed(&self, last: Timestamp, now: Timestamp) -> Schedule {
        let mut schedule = self.leap(last, now).unwrap_or(Schedule { due: last, cycle: Some(self.clone()) });
        for _ in 0..MISSED_MAX {
            let next = schedule.cycle.as_ref().and_then(|cycle| cycle.advance(schedule.due));
            match next {
                Some(next) if next.due <= now => schedule = next,
                _ => break,
            }
        }
        schedule
    }
}

impl Cycle {
    /// Intervals of hours, minutes and seconds are all of one length: years of them are passed at once.
    fn leap(&self, last: Timestamp, now: Timestamp) -> Option<Schedule> {
        let step = self.every.starts_with("PT").then(|| self.next(last)).flatten()?.0 - last.0;
        let times = u64::try_from((now.0 - last.0) / step).ok().filter(|times| *times > 0)?;
        let times = self.left.map_or(times, |left| times.min(u64::from(left)));
        let left = self.left.map(|left| left - times as u32);
        let cycle = Cycle { left, every: self.every.clone() };
        let due = Timestamp(last.0 + step * times as i64);
        Some(Schedule { due, cycle: (left != Some(0)).then_some(cycle) })
    }
}

fn after(now: Timestamp, span: &Span) -> Option<Timestamp> {
    let due = now.to_jiff().to_zoned(TimeZone::UTC).checked_add(*span).ok()?;
    Some(Timestamp(due.timestamp().as_millisecond()))
}

/// A cron line: minute, hour, day of month, month, day of week; with six fields the first is seconds, with seven the
/// last is years.
struct Cron {
    seconds: Field,
    minutes: Field,
    hours: Field,
    days: Field,
    months: Field,
    weekdays: Field,
    years: Vec<(i16, i16)>,
}

/// The allowed values of one field as bits, and whether it restricts anything.
#[derive(Clone, Copy)]
struct Field {
    bits: u64,
    any: bool,
}

fn cron(text: &str) -> Option<Cron> {
    let mut fields: Vec<&str> = text.split_whitespace().collect();
    if fields.len() == 5 {
        fields.insert(0, "0");
    }
    let years = if fields.len() == 7 { years(fields.pop()?)? } else { vec![] };
    let [seconds, minutes, hours, days, months, weekdays] = fields.try_into().ok()?;
    let weekdays = field(&names(weekdays, &["sun", "mon", "tue", "wed", "thu", "fri", "sat"], 0), 0, 7)?;
    Some(Cron {
        seconds: field(seconds, 0, 59)?,
        minutes: field(minutes, 0, 59)?,
        hours: field(hours, 0, 23)?,
        days: field(days, 1, 31)?,
        months: field(
            &names(months, &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1),
            1,
            12,
        )?,
        // Sunday is 0 and 7.
        weekdays: Field { bits: (weekdays.bits | (weekdays.bits >> 7)) & 0x7f, ..weekdays },
        years,
    })
}

/// Years and ranges of them; none is any.
fn years(text: &str) -> Option<Vec<(i16, i16)>> {
    if matches!(text, "*" | "?") {
        return Some(vec![]);
    }
    let range = |part: &str| match part.split_once('-') {
        Some((from, to)) => Some((from.parse().ok()?, to.parse().ok()?)),
        None => part.parse().ok().map(|year| (year, year)),
    };
    text.split(',').map(range).collect()
}

fn names(text: &str, names: &[&str], first: usize) -> String {
    let mut text = text.to_lowercase();
    for (i, name) in names.iter().enumerate() {
        text = text.replace(name, &(i + first).to_string());
    }
    text
}

fn field(text: &str, min: u32, max: u32) -> Option<Field> {
    let mut bits = 0u64;
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse::<u32>().ok().filter(|s| *s > 0)?),
            None => (part, 1),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" || range == "?" => (min, max),
            Some((from, to)) => (from.parse().ok()?, to.parse().ok()?),
            None => {
                let one: u32 = range.parse().ok()?;
                (one, if part.contains('/') { max } else { one })
            }
        };
        if from < min || to > max || from > to {
            return None;
        }
        for value in (from..=to).step_by(step as usize) {
            bits |= 1 << value;
        }
    }
    Some(Field { bits, any: matches!(text, "*" | "?") })
}

impl Field {
    fn has(self, value: i8) -> bool {
        self.bits & (1 << value) != 0
    }
}

impl Cron {
    /// The first matching second after `last`. When day of month and day of week are both given, either may match.
    fn next(&self, last: Timestamp) -> Option<Timestamp> {
        let start = last.to_jiff().to_zoned(TimeZone::UTC).checked_add(1.second()).ok()?.datetime();
        let mut date = self.first_year(start.date())?;
        // 29 February on a given weekday comes once in 28 years, twice that around a skipped leap year.
        for _ in 0..366 * 57 {
            if self.on(date) {
                let from = if date == start.date() { start.time() } else { jiff::civil::Time::midnight() };
                if let Some(time) = self.at(from) {
                    let zoned = date.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
                    return Some(Timestamp(zoned.timestamp().as_millisecond()));
                }
            }
            date = date.tomorrow().ok()?;
        }
        None
    }

    /// The first day from this one on that is in one of its years, however far away.
    fn first_year(&self, from: jiff::civil::Date) -> Option<jiff::civil::Date> {
        if self.years.is_empty() || self.years.iter().any(|(first, last)| (*first..=*last).contains(&from.year())) {
            return Some(from);
        }
        let coming = self.years.iter().map(|(first, _)| *first).filter(|first| *first > from.year()).min()?;
        jiff::civil::Date::new(coming, 1, 1).ok()
    }

    fn on(&self, date: jiff::civil::Date) -> bool {
        let (day, weekday) = (self.days.has(date.day()), self.weekdays.has(date.weekday().to_sunday_zero_offset()));
        let year = self.years.is_empty() || self.years.iter().any(|(from, to)| (*from..=*to).contains(&date.year()));
        year && self.months.has(date.month())
            && match (self.days.any, self.weekdays.any) {
                (false, false) => day || weekday,
                _ => day && weekday,
            }
    }

    fn at(&self, from: jiff::civil::Time) -> Option<jiff::civil::Time> {
        for hour in from.hour()..24 {
            if !self.hours.has(hour) {
                continue;
            }
            for minute in (if hour == from.hour() { from.minute() } else { 0 })..60 {
                if !self.minutes.has(minute) {
                    continue;
                }
                let same = hour == from.hour() && minute == from.minute();
                for second in (if same { from.second() } else { 0 })..60 {
                    if self.seconds.has(second) {
                        return jiff::civil::Time::new(hour, minute, second, 0).ok();
                    }
                }
            }
        }
        None
    }
}
