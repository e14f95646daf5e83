//! When cases begin.
use crate::random::{Purpose, Stream};
use crate::scenario::{Arrivals, Scenario};
use crate::world::TIME_AHEAD_MAX;
use jiff::Zoned;
use jiff::tz::TimeZone;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// An hour, ms.
const HOUR: i64 = 3_600_000;
/// How many hours without arrivals are passed over before there are none any more: ten years.
const EMPTY_HOURS_MAX: usize = 10 * 366 * 24;
const WEEK: i64 = 7 * 24 * HOUR;

/// The times of arrivals, one after the other.
#[derive(Debug)]
pub(crate) struct Clockwork<'a> {
    arrivals: &'a Arrivals,
    zone: &'a TimeZone,
    calendar: Option<&'a WorkCalendar>,
    seed: u64,
    begin: i64,
    last: i64,
}

impl<'a> Clockwork<'a> {
    pub fn new(scenario: &'a Scenario, zone: &'a TimeZone, seed: u64) -> Option<Self> {
        let arrivals = scenario.arrivals.as_ref()?;
        let calendar = match arrivals {
            Arrivals::HourOfWeek { calendar: Some(id), .. } => scenario.calendars.iter().find(|c| c.id == *id),
            _ => None,
        };
        let begin = scenario.start.0;
        Some(Clockwork { arrivals, zone, calendar, seed, begin, last: begin })
    }

    /// When the case of this number arrives; none when no more come.
    pub fn arrival(&mut self, case: u64) -> Option<i64> {
        let mut stream = Stream::of(self.seed, case, 0, 0, Purpose::Arrival);
        let at = match self.arrivals {
            Arrivals::Poisson { mean } => self.last.saturating_add(exponential(&mut stream, mean.0).round() as i64),
            Arrivals::Interval { between } => self.last.saturating_add(between.sample(&mut stream).round() as i64),
            Arrivals::HourOfWeek { per_hour, .. } => self.by_hour(per_hour, exponential(&mut stream, 1.0))?,
            Arrivals::Replay { times } => {
                let (first, last) = (times.first()?.0.0, times.last()?.0.0);
                let period = ((last - first) / WEEK + 1) * WEEK;
                let round = (case / times.len() as u64) as i64;
                times[(case % times.len() as u64) as usize].0.0 + round * period
            }
        };
        self.last = at;
        Some(at)
    }

    /// Where the integral of the rate has grown by so much: exact, hour by hour, without trial and error.
    fn by_hour(&self, per_hour: &[f64], mut left: f64) -> Option<i64> {
        let (mut at, mut empty) = (self.last, 0);
        while empty < EMPTY_HOURS_MAX {
            // So late that no replication waits for it: hours so far away need not be counted.
            if at - self.begin > TIME_AHEAD_MAX {
                return Some(at);
            }
            let local = Timestamp(at).to_jiff().to_zoned(self.zone.clone());
            let day = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
            let hour = usize::from(local.hour().unsigned_abs());
            let free = self.calendar.is_some_and(|calendar| is_free(calendar, &local));
            let into =
                i64::from(local.minute()) * 60_000 + i64::from(local.second()) * 1000 + i64::from(local.millisecond());
            let rest = HOUR - into;
            let rate = if free { 0.0 } else { per_hour[day * 24 + hour] };
            let within = rate * rest as f64 / HOUR as f64;
            if left < within {
                return Some(at + (left / rate * HOUR as f64).round() as i64);
            }
            left -= within;
            at += rest;
            empty = if within > 0.0 { 0 } else { empty + 1 };
        }
        None
    }
}

/// Is it a day on which nobody works?
pub(crate) fn is_free(calendar: &WorkCalendar, local: &Zoned) -> bool {
    let day = usize::from(local.weekday().to_monday_zero_offset().unsigned_abs());
    calendar.days.get(&local.date()).map_or(calendar.week[day].is_empty(), Vec::is_empty)
}

fn exponential(stream: &mut Stream, mean: f64) -> f64 {
    -mean * (1.0 - stream.uniform()).ln()
}
