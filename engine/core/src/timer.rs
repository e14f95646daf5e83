//! When timers are due: ISO 8601 dates, durations and repeating intervals, and cron.
use crate::cron::cron;
pub use crate::cron::quartz;
use crate::time::Timestamp;
use jiff::{Span, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The shortest interval at which a timer repeats; a shorter one would keep the engine busy with itself.
pub const INTERVAL_MS_MIN: i64 = 1000;
/// How many missed times of a repeating timer are looked at when they are counted as one.
pub const MISSED_MAX: usize = 100_000;

/// A time, and the zone in which days, local times and cron lines are counted. A time alone is one in UTC.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The time.
    pub now: Timestamp,
    /// The zone.
    pub zone: &'a TimeZone,
}

/// The zone where nothing else is said.
pub static UTC: TimeZone = TimeZone::UTC;

impl From<Timestamp> for At<'_> {
    fn from(now: Timestamp) -> Self {
        At { now, zone: &UTC }
    }
}

/// How a timer repeats. What is left of it stands in the wait, so it survives everything the wait survives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// How many more times after the coming one; none is for ever.
    pub left: Option<u32>,
    /// What lies between two times: an ISO 8601 duration or a cron line, as written.
    pub every: String,
    /// After this it does not repeat any more. Written also where it is none: what is kept has no names of fields, and what lies
    /// behind would be read in its place.
    #[serde(default)]
    pub until: Option<Timestamp>,
    /// ISO 8601: the n-th time lies n intervals behind this one. Kept where months make that a difference: the one that is
    /// cut short at the end of February does not shorten those after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
}

/// When a timer is first due, and how it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first time.
    pub due: Timestamp,
    /// How it repeats, if it does.
    pub cycle: Option<Cycle>,
}

/// `timeDate`: once, at a point in time. One without an offset is by the clocks of the zone.
pub fn date(text: &str, zone: &TimeZone) -> Option<Schedule> {
    Some(Schedule { due: Timestamp::parse_in(text, zone)?, cycle: None })
}

/// `timeDuration`: once, after a duration. Days and longer units are those of the zone: a day may have 23 or 25 hours.
///
/// ```
/// use weir_core::{Timestamp, timer};
/// assert_eq!(timer::duration("PT1H30M", Timestamp(0)).unwrap().due, Timestamp(5_400_000));
/// assert_eq!(timer::duration("P1M", Timestamp(0)).unwrap().due, Timestamp(31 * 86_400_000));
/// assert_eq!(timer::duration("an hour", Timestamp(0)), None);
/// ```
pub fn duration<'a>(text: &str, at: impl Into<At<'a>>) -> Option<Schedule> {
    Some(Schedule { due: after(at.into(), &text.trim().parse().ok()?)?, cycle: None })
}

/// `timeCycle`: `R/PT1H`, `R3/2026-01-01T08:00:00Z/P1D`, `R/P1D/2026-02-01` (until then), a bare duration (for ever), or
/// cron (`0 9 * * 1-5`).
///
/// ```
/// use weir_core::{Timestamp, timer};
/// let s = timer::cycle("R3/PT10S", Timestamp(0)).unwrap();
/// assert_eq!((s.due, s.cycle.unwrap().left), (Timestamp(10_000), Some(2)));
/// assert_eq!(timer::cycle("*/5 * * * *", Timestamp(0)).unwrap().due, Timestamp(300_000));
/// let hourly_for_a_day = timer::cycle("R/PT1H/1970-01-02", Timestamp(0)).unwrap().cycle.unwrap();
/// assert_eq!(hourly_for_a_day.go_on(Timestamp(86_400_000), Timestamp(86_400_000)), None);
/// ```
pub fn cycle<'a>(text: &str, at: impl Into<At<'a>>) -> Option<Schedule> {
    let (text, at) = (text.trim(), at.into());
    let Some(rest) = text.strip_prefix('R') else {
        let cycle = Cycle { left: None, every: text.into(), until: None, from: counted_from(text, at.now) };
        return Some(Schedule { due: cycle.next(at)?, cycle: Some(cycle) });
    };
    let mut parts = rest.split('/');
    let times = match parts.next()? {
        // Camunda 8 writes "for ever" so too.
        "" | "-1" => None,
        n => Some(n.parse::<u32>().ok()?),
    };
    let point = |text| Timestamp::parse_in(text, at.zone);
    let (start, every, until) = match (parts.next()?, parts.next(), parts.next()) {
        (every, None, None) => (None, every, None),
        (every, Some(until), None) if every.starts_with('P') => (None, every, Some(point(until)?)),
        (start, Some(every), None) => (Some(point(start)?), every, None),
        _ => return None,
    };
    let left = match times {
        Some(0) => return None,
        n => n.map(|n| n - 1),
    };
    let from = counted_from(every, start.unwrap_or(at.now));
    let cycle = Cycle { left, every: every.into(), until, from };
    let next = cycle.next(at)?;
    Some(Schedule { due: start.unwrap_or(next), cycle: (left != Some(0)).then_some(cycle) })
}

/// Is it a cron line? One may name years that are over, or far away.
pub fn is_cron(text: &str) -> bool {
    cron(text).is_some()
}

impl Cycle {
    /// The time after `last`, none when the interval cannot be read. Intervals count from when the timer was due, not
    /// from when it fired, so a late engine does not drift.
    pub fn next<'a>(&self, last: impl Into<At<'a>>) -> Option<Timestamp> {
        let last = last.into();
        let due = match self.every.parse::<Span>() {
            Ok(span) => match self.from {
                Some(from) => counted(from, &span, last),
                None => after(last, &span).filter(|due| due.0 - last.now.0 >= INTERVAL_MS_MIN),
            },
            Err(_) => cron(&self.every)?.next(last.now, last.zone),
        };
        due.filter(|due| self.until.is_none_or(|until| *due <= until))
    }

    /// The cycle that goes on after one more firing, with its due time; none when this was the last.
    fn advance(&self, last: At) -> Option<Schedule> {
        if self.left == Some(0) {
            return None;
        }
        let left = self.left.map(|n| n - 1);
        let cycle = Cycle { left, ..self.clone() };
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
    pub fn go_on<'a>(&self, due: Timestamp, at: impl Into<At<'a>>) -> Option<Schedule> {
        let at = at.into();
        let last = self.as_meant(due).missed(due, at);
        last.cycle?.advance(At { now: last.due, ..at })
    }

    /// Before `until` was always written, what months count from was read in its place: nothing repeats for a time that lies
    /// behind its end, and what has months counts from somewhere.
    fn as_meant(&self, due: Timestamp) -> Cycle {
        let misread = self.until.filter(|until| self.from.is_none() && *until <= due);
        match misread.and_then(|begin| counted_from(&self.every, begin)) {
            Some(begin) => Cycle { until: None, from: Some(begin), ..self.clone() },
            None => self.clone(),
        }
    }

    /// The last time that is not after `now`, and how it goes on from there. It counts so many repetitions at most,
    /// [`MISSED_MAX`]; if more of them have passed, none of the others is used up.
    fn missed(&self, last: Timestamp, at: At) -> Schedule {
        let from_now = |cycle: Option<Cycle>| Schedule { due: last.max(at.now), cycle };
        if self.left.is_none() && is_cron(&self.every) {
            // There is nothing to count, and when it is next due does not rest on when it was last.
            return from_now(Some(self.clone()));
        }
        let mut schedule = self.leap(last, at.now).unwrap_or(Schedule { due: last, cycle: Some(self.clone()) });
        for _ in 0..MISSED_MAX {
            let next = schedule.cycle.as_ref().and_then(|cycle| cycle.advance(At { now: schedule.due, ..at }));
            match next {
                Some(next) if next.due <= at.now => schedule = next,
                _ => return schedule,
            }
        }
        from_now(schedule.cycle)
    }
}

impl Cycle {
    /// Intervals of hours, minutes and seconds are all of one length: years of them are passed at once.
    fn leap(&self, last: Timestamp, now: Timestamp) -> Option<Schedule> {
        let span = self.every.parse::<Span>().ok()?;
        let days = span.get_years() != 0 || span.get_months() != 0 || span.get_weeks() != 0 || span.get_days() != 0;
        let step = (!days).then(|| self.next(last)).flatten()?.0 - last.0;
        let now = self.until.map_or(now, |until| now.min(until));
        let times = u64::try_from((now.0 - last.0) / step).ok().filter(|times| *times > 0)?;
        let times = self.left.map_or(times, |left| times.min(u64::from(left)));
        let left = self.left.map(|left| left - times as u32);
        let cycle = Cycle { left, ..self.clone() };
        let due = Timestamp(last.0 + step * times as i64);
        Some(Schedule { due, cycle: (left != Some(0)).then_some(cycle) })
    }
}

/// Why a text is no time that a timer can have: none where it is no date, duration or interval at all.
pub fn beyond(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let repeats = text.starts_with('R');
    let parts = text.split('/').skip(usize::from(repeats));
    let (spans, dates): (Vec<&str>, Vec<&str>) = parts.partition(|part| part.starts_with('P'));
    for span in spans {
        match after(At::from(Timestamp(0)), &span.parse().ok()?) {
            None => return Some(TOO_LATE),
            Some(due) if repeats && due.0 < INTERVAL_MS_MIN => return Some(TOO_OFTEN),
            Some(_) => {}
        }
    }
    dates.into_iter().any(is_too_late).then_some(TOO_LATE)
}

/// Is it a date of the last days of the year 9999, of which no clock can say when they are everywhere?
fn is_too_late(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("9999-") else { return false };
    // The year before has the same days.
    let reads = |text: &str| Timestamp::parse(text).is_some();
    reads(&format!("9998-{rest}")) && !reads(text)
}

const TOO_LATE: &str = "is later than can be kept: the last day is 9999-12-30";
pub(crate) const TOO_OFTEN: &str = "repeats too often: repetitions lie at least 1 s apart";

/// What is said of a text that is no time.
pub(crate) fn no_time(text: &str) -> String {
    match beyond(text) {
        Some(why) => format!("`{text}` {why}"),
        // A bare interval of a cycle, or a duration that leads beyond the last day from where it begins.
        None if text.trim().parse::<Span>().is_ok() => {
            format!("`{text}` leads beyond 9999-12-30, or repeats too often: repetitions lie at least 1 s apart")
        }
        None => format!("`{text}` is not an ISO 8601 date, duration or interval"),
    }
}

/// From when intervals are counted that have months or years; others are the same from anywhere.
fn counted_from(every: &str, first: Timestamp) -> Option<Timestamp> {
    let span = every.parse::<Span>().ok()?;
    (months(&span) > 0 && !span.is_negative()).then_some(first)
}

fn months(span: &Span) -> i64 {
    i64::from(span.get_years()) * 12 + i64::from(span.get_months())
}

/// The first time after `last` that lies whole intervals behind `from`.
fn counted(from: Timestamp, span: &Span, last: At) -> Option<Timestamp> {
    // No month is longer, and clocks turn by less than a day: so many intervals at least have passed.
    let days = months(span) * 31 + i64::from(span.get_weeks()) * 7 + i64::from(span.get_days()) + 1;
    let longest =
        days * 86_400_000 + (i64::from(span.get_hours()) * 3600 + span.get_minutes() * 60 + span.get_seconds()) * 1000;
    let mut times = ((last.now.0 - from.0) / longest).max(1);
    loop {
        let due = after(At { now: from, ..last }, &span.checked_mul(times).ok()?)?;
        if due > last.now {
            return Some(due);
        }
        times += 1;
    }
}

fn after(at: At, span: &Span) -> Option<Timestamp> {
    let due = at.now.to_jiff().to_zoned(at.zone.clone()).checked_add(*span).ok()?;
    Some(Timestamp(due.timestamp().as_millisecond()))
}
