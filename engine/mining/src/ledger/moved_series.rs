//! The series of a process whose level is looked at: the hours and the days of the latest week, each beside the same hour of the
//! week, and the same day, of the weeks before in which as much was worked.
use super::ask::Ask;
use super::measured::Unit;
use super::{Metric, Samples, Timed};
use crate::aggregate::{DAY_MS, HOUR_MS};
use crate::measure::calendar::WorkingTime;
use crate::watch::detect::shift;
use crate::watch::office::Office;
use crate::watch::scan::{Series, WEEKS_MIN};
use jiff::tz::TimeZone;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// A week, ms.
pub(super) const WEEK_MS: i64 = 7 * DAY_MS;
/// The latest so many days are looked at.
pub(super) const DAYS: i64 = 7;
/// They are held against so many weeks before.
pub(super) const WEEKS: i64 = 8;
/// A mean of an hour or a day rests on so many, and so does the count of an hour that is usual.
const STEP_MIN: usize = 5;
/// What is usual of a share rests on so many: of fewer it is too rough to be held against.
const SHARE_MIN: u64 = 100;

/// A step of a series: when it ends, and when the same hour or day of the weeks before ended, as far as it is alike.
type Step = (i64, Vec<i64>);

/// How the latest days are divided.
pub(super) struct Steps {
    /// When they begin, ms.
    pub(super) since: i64,
    until: i64,
    hours: Vec<Step>,
    days: Vec<Step>,
    /// The last hour that is over, and the day that ends with it.
    last: [Step; 2],
}

impl Steps {
    /// Of the days until the end of a question, by a calendar where there is one: hours of the week are those of its clocks.
    pub(super) fn new(ask: &Ask, calendar: Option<&WorkCalendar>) -> Self {
        let hours = calendar.map(|calendar| WorkingTime::of(calendar, ask.from, ask.until));
        let office = Office::new(None, hours);
        let zone = calendar.and_then(|calendar| TimeZone::get(&calendar.time_zone).ok()).unwrap_or(TimeZone::UTC);
        let alike = |step: i64, end: i64| -> Step {
            let weeks = (1..=WEEKS).map(|week| same_time(&zone, end, end - week * WEEK_MS));
            let fits = |then: &i64| office.is_alike((end - step, end), (*then - step, *then));
            (end, weeks.filter(fits).collect())
        };
        let until = ask.until;
        let ends = |step: i64| (0..DAYS * DAY_MS / step).rev().map(move |back| until - back * step);
        // Of an hour that goes on nothing is counted.
        let over = ask.before.map_or(0, |now| (until - now).max(0));
        let last = until - (over + HOUR_MS - 1) / HOUR_MS * HOUR_MS;
        Steps {
            since: until - DAYS * DAY_MS,
            until,
            hours: ends(HOUR_MS).map(|end| alike(HOUR_MS, end)).collect(),
            days: ends(DAY_MS).map(|end| alike(DAY_MS, end)).collect(),
            last: [alike(HOUR_MS, last), alike(DAY_MS, last)],
        }
    }
}

/// The moment near another one at which clocks show the same time.
fn same_time(zone: &TimeZone, at: i64, then: i64) -> i64 {
    let offset = |at: i64| {
        let at = jiff::Timestamp::from_millisecond(at).ok()?;
        Some(i64::from(zone.to_offset(at).seconds()) * 1_000)
    };
    then + offset(at).zip(offset(then)).map_or(0, |(now, before)| now - before)
}

/// One series, and how it is told.
pub(super) struct Watched {
    pub(super) metric: Metric,
    pub(super) node: Option<String>,
    pub(super) series: Series,
    pub(super) value: f64,
    pub(super) usual: f64,
    /// What one value of it covers, ms.
    pub(super) step: i64,
}

impl Watched {
    /// When the day begins on which a level is first seen to have moved, of those until then. Of hours nothing is said: a chart of
    /// so many of them, each beside so few weeks, rings somewhere by chance.
    pub(super) fn rings_since(&self, until: i64) -> Option<Timestamp> {
        let Series::Level { values, weeks } = &self.series else { return None };
        if self.step != DAY_MS {
            return None;
        }
        let first = shift(values, weeks)?;
        Some(Timestamp(until - (values.len() - first) as i64 * self.step))
    }

    pub(super) fn is_judged(&self) -> bool {
        match &self.series {
            Series::Level { weeks, .. } => weeks.iter().any(|past| past.len() >= WEEKS_MIN),
            Series::Share { now, before } => now.1 > 0 && before.1 >= SHARE_MIN,
            Series::Count { weeks, .. } => weeks.len() >= WEEKS_MIN,
        }
    }
}

/// The series of a measure. None where there is nothing now; by hours as well where enough happens in them.
pub(super) fn watched(samples: &Samples, node: Option<&str>, (whole, steps): (&Ask, &Steps)) -> Vec<Watched> {
    let (metric, values) = (samples.metric(), samples.values());
    let (until, since) = (steps.until, steps.since);
    // Before the first value nothing was measured, which is not the same as none.
    let Some(first) = values.first().map(|first| first.max(whole.from)) else { return vec![] };
    let told =
        |series, (value, usual), step| Watched { metric, node: node.map(str::to_owned), series, value, usual, step };
    match metric.unit() {
        Unit::Share => {
            let share = |from, until| {
                let [part, whole, _] = values.sums(from, until);
                (part.round() as u64, whole.round() as u64)
            };
            let (now, before) = (share(since, until), share(first, since));
            let of = |(part, whole): (u64, u64)| part as f64 / whole.max(1) as f64;
            let is_told = now.1 > 0 && before.1 >= SHARE_MIN;
            is_told.then(|| told(Series::Share { now, before }, (of(now), of(before)), DAY_MS)).into_iter().collect()
        }
        Unit::Count => {
            let counted = |(end, weeks): &Step, step: i64| {
                let count = |end: i64| values.sums(end - step, end)[0].round() as u64;
                let weeks: Vec<u64> =
                    weeks.iter().filter(|then| **then - step >= first).map(|then| count(*then)).collect();
                let (now, usual) = (count(*end), weeks.iter().sum::<u64>() as f64 / weeks.len().max(1) as f64);
                told(Series::Count { now, weeks }, (now as f64, usual), step)
            };
            let [hour, day] = &steps.last;
            let hour = Some(counted(hour, HOUR_MS)).filter(|hour| hour.usual >= STEP_MIN as f64 && hour.is_judged());
            hour.into_iter().chain([counted(day, DAY_MS)]).collect()
        }
        _ => {
            let of = Level { values, first };
            let hours = of.of_last_day(steps).map(|means| told(of.series(&steps.hours, HOUR_MS), means, HOUR_MS));
            let means = of.mean(since, until).zip(of.mean(first, since));
            let days = means.map(|means| told(of.series(&steps.days, DAY_MS), means, DAY_MS));
            hours.filter(Watched::is_judged).into_iter().chain(days).collect()
        }
    }
}

/// A measure of which means are made.
struct Level<'a> {
    values: &'a Timed,
    /// From here on it was measured, ms.
    first: i64,
}

impl Level<'_> {
    fn mean(&self, from: i64, until: i64) -> Option<f64> {
        let n = self.values.within(from, until).len();
        (n > 0).then(|| self.values.sums(from, until)[0] / n as f64)
    }

    /// The mean of a step, where enough happened in it.
    fn of(&self, end: i64, step: i64) -> Option<f64> {
        let enough = self.values.within(end - step, end).len() >= STEP_MIN;
        self.mean(end - step, end).filter(|_| enough)
    }

    /// The weeks before a step in which it was measured.
    fn weeks<'a>(&'a self, (_, weeks): &'a Step, step: i64) -> impl Iterator<Item = i64> + 'a {
        weeks.iter().copied().filter(move |then| then - step >= self.first)
    }

    fn series(&self, steps: &[Step], step: i64) -> Series {
        let values = steps.iter().map(|(end, _)| self.of(*end, step).unwrap_or(f64::NAN)).collect();
        let past = |of| self.weeks(of, step).filter_map(|then| self.of(then, step)).collect();
        Series::Level { values, weeks: steps.iter().map(past).collect() }
    }

    /// The last day, and the same hours of the weeks before.
    fn of_last_day(&self, steps: &Steps) -> Option<(f64, f64)> {
        let hours = &steps.hours[steps.hours.len() - (DAY_MS / HOUR_MS) as usize..];
        let (mut sum, mut n) = (0.0, 0_usize);
        for then in hours.iter().flat_map(|hour| self.weeks(hour, HOUR_MS)) {
            sum += self.values.sums(then - HOUR_MS, then)[0];
            n += self.values.within(then - HOUR_MS, then).len();
        }
        Some((self.mean(steps.until - DAY_MS, steps.until)?, (n > 0).then(|| sum / n as f64)?))
    }
}
