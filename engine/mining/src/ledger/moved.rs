//! Has a process left its level? Its series against the same days of the weeks before, its ways and times against the weeks
//! before and against the version before; and are the data themselves right?
use super::ask::{Ask, AskError};
use super::measured::{Measure, Standing, Unit};
use super::row::CaseRow;
use super::{DataFault, Ledger, Metric, Samples};
use crate::aggregate::{DAY_MS, HOUR_MS, Place};
use crate::log::NO_TIME;
use crate::measure::arrival::{little_of, steady};
use crate::measure::calendar::WorkingTime;
use crate::watch::detect::shift;
use crate::watch::drift::{Drift, ENDED_MIN, drift};
use crate::watch::office::Office;
use crate::watch::quality::{Fault, broken, check};
use crate::watch::scan::{Series, scan};
use serde::Serialize;
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// A week, ms.
const WEEK_MS: i64 = 7 * DAY_MS;
/// The latest so many days are looked at.
const DAYS: i64 = 7;
/// They are held against so many weeks before.
const WEEKS: i64 = 8;
/// A mean of a day rests on so many.
const DAY_MIN: usize = 5;
/// What is usual of a share rests on so many: of fewer it is too rough to be held against.
const SHARE_MIN: u64 = 100;
/// The ways and times of the latest days are held against so many weeks before them.
const DRIFT_WEEKS: i64 = 4;
/// A window in which Little's law is looked at is at least so long, ms.
const STEADY_MIN_MS: i64 = WEEK_MS;
/// Versions are held against each other by what ended in so many days.
const VERSION_DAYS: i64 = 90;

/// What has moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// From here on is looked, until the end of the window.
    #[serde(with = "weir_core::time::rfc3339")]
    pub since: Timestamp,
    /// How many series there are.
    pub series: u64,
    /// How many of them have weeks enough to be held against.
    pub judged: u64,
    /// Those that have left their level, the surest first, at a false discovery rate of 5 % over all of them.
    pub found: Vec<MovedSeries>,
    /// The latest days against the weeks before.
    pub drift: Drifted,
    /// The latest version against the one before; none where there is only one.
    pub versions: Option<Drifted>,
    /// What is wrong with the data, which whoever reads the rest should know: of all weeks that are held against each other.
    pub faults: Vec<DataFault>,
    /// From here on the data were looked at, until the end of the window.
    #[serde(with = "weir_core::time::rfc3339")]
    pub checked_from: Timestamp,
    /// How far the two sides of Little's law are apart in the longest steady window of these weeks, a share; `unavailable` where
    /// there is no steady window, so that it cannot be told.
    pub little: Measure,
}

/// A series that has left its level.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MovedSeries {
    /// `SHIFT`: a level that moved; `SPIKE`: a window that stands out.
    pub code: &'static str,
    /// What is measured.
    pub metric: Metric,
    /// At which node; none: of the whole process.
    pub node: Option<String>,
    /// What it is now: of a level the mean of the latest days, of a share that of them, of a count that of the last day.
    pub value: f64,
    /// What it was: the same of the weeks before.
    pub usual: f64,
    /// What both count.
    pub unit: Unit,
    /// Is it above what was usual?
    pub above: bool,
    /// The false discovery rate at which it is just kept.
    pub q: f64,
    /// Of a level the first of these days that a control chart of it rings on; none where none of them does by itself.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub since: Option<Timestamp>,
}

/// What goes other ways, or takes another time, than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Drifted {
    /// Whether it can be told.
    pub state: Standing,
    /// How many ended cases there must be on either side.
    pub least: u64,
    /// How many there were before.
    pub before: u64,
    /// How many now.
    pub now: u64,
    /// Of versions: the one before.
    pub before_version: Option<u32>,
    /// Of versions: the latest.
    pub version: Option<u32>,
    /// What was found.
    pub found: Vec<DriftFound>,
}

/// One of that; its code is `DRIFT`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DriftFound {
    /// `ways`: other nodes come after this one than before; `time`: it takes another time.
    pub kind: &'static str,
    /// The node.
    pub node: String,
    /// Of a time P(now > before) − P(now < before).
    pub delta: Option<f64>,
    /// The false discovery rate.
    pub q: f64,
}

/// The days that are looked at.
struct Days {
    /// When the latest of them begin, ms.
    since: i64,
    /// When people work.
    office: Office,
}

impl Days {
    /// Is the day that ends at one moment like the one that ends at another?
    fn is_alike(&self, one: i64, other: i64) -> bool {
        self.office.is_alike((one - DAY_MS, one), (other - DAY_MS, other))
    }
}

/// One series, and how it is told.
struct Watched {
    metric: Metric,
    node: Option<String>,
    series: Series,
    value: f64,
    usual: f64,
}

impl Ledger {
    /// What has moved until the end of the window of a question.
    /// Days are held against the same days of earlier weeks on which as much was worked by a calendar, where there is one.
    pub fn moved(&self, ask: &Ask, calendar: Option<&WorkCalendar>) -> Result<Moved, AskError> {
        let since = ask.until - DAYS * DAY_MS;
        let from = self.held_from(since - WEEKS * WEEK_MS);
        if from > since {
            self.expect_held(&Ask { from: since, ..ask.clone() })?;
        }
        let whole = Ask { from, ..ask.clone() };
        let hours = calendar.map(|calendar| WorkingTime::of(calendar, from, ask.until));
        let watched = self.series(&whole, &Days { since, office: Office::new(None, hours) })?;
        let found = scan(&watched.iter().map(|one| one.series.clone()).collect::<Vec<_>>());
        let judged = watched.iter().filter(|one| one.is_judged()).count() as u64;
        let told = found.into_iter().map(|found| {
            let one = &watched[found.series];
            MovedSeries {
                code: found.code,
                metric: one.metric,
                node: one.node.clone(),
                value: one.value,
                usual: one.usual,
                unit: one.metric.unit(),
                above: found.above,
                q: found.q,
                since: one.rings_since(ask.until),
            }
        });
        let before = Ask { from: (since - DRIFT_WEEKS * WEEK_MS).max(from), until: since, ..ask.clone() };
        let latest = Ask { from: since, ..ask.clone() };
        // What they are held against must be right as well.
        let (faults, little) = self.wrong_with(&Ask { from: before.from.min(since), ..ask.clone() });
        Ok(Moved {
            since: Timestamp(since),
            series: watched.len() as u64,
            judged,
            found: told.collect(),
            drift: self.drifted(&before, &latest),
            versions: self.versions_drifted(ask),
            faults,
            checked_from: Timestamp(before.from.min(since)),
            little,
        })
    }

    /// What is wrong with the cases of a window, and with the history as a whole in it; and how far Little's law is off.
    fn wrong_with(&self, ask: &Ask) -> (Vec<DataFault>, Measure) {
        let of_cases = check(&self.log(ask), None).into_iter().filter(|fault| !matches!(fault, Fault::LogGap { .. }));
        let mut all: Vec<DataFault> = of_cases.map(told_fault).collect();
        all.extend(self.gaps_of(&ask.process, ask.from, ask.until));
        let of_all = self.faults_since(ask.from);
        let within = |fault: &DataFault| fault.from.is_none_or(|from| from.0 < ask.until);
        // A gap of the process that is one of the whole history is told once.
        let said = |fault: &DataFault| all.iter().any(|known| (known.code, known.until) == (fault.code, fault.until));
        let more: Vec<DataFault> = of_all.all().filter(|fault| within(fault) && !said(fault)).collect();
        all.extend(more);
        let (fault, little) = self.little(ask);
        all.extend(fault);
        (all, little)
    }

    /// Whether what is inside, comes in, and how long it takes fit together, of the cases that ended and of those that run: in a
    /// steady window they do by themselves. Where there is none, nothing is said.
    fn little(&self, ask: &Ask) -> (Option<DataFault>, Measure) {
        let mut told = Measure::unavailable(Unit::Share);
        let (from, until) = (ask.from, ask.until.min(self.latest.saturating_add(1)));
        let places = self.places_of(ask, &Place::Process);
        let ended = |case: &CaseRow| if case.ended == NO_TIME { i64::MAX } else { case.ended };
        let cases = self.cases.iter().filter(|case| places.contains(&case.place));
        let inside =
            cases.filter(|case| case.began < until && ended(case) > from || (from..until).contains(&case.ended));
        let spans: Vec<(i64, i64)> = inside.map(|case| (case.began, ended(case))).collect();
        if spans.is_empty() {
            told.state = Standing::NoData;
            return (None, told);
        }
        let Some(window) = steady(&spans, (from, until), HOUR_MS, STEADY_MIN_MS) else { return (None, told) };
        let Some(little) = little_of(&spans, window.0, window.1) else { return (None, told) };
        told.n = spans.iter().filter(|(_, ended)| (window.0..window.1).contains(ended)).count() as u64;
        (told.state, told.value) = (Standing::Measured, Some(little.deviation()));
        (broken(&little, window).map(told_fault), told)
    }

    fn series(&self, whole: &Ask, days: &Days) -> Result<Vec<Watched>, AskError> {
        let mut all = vec![];
        let of_case = Metric::ALL.into_iter().filter(|metric| metric.is_of(false) && *metric != Metric::Running);
        for metric in of_case {
            all.extend(watched(&self.samples(whole, metric)?, None, (whole, days)));
        }
        let mut nodes: BTreeSet<String> = BTreeSet::new();
        for version in self.aggregates.versions(&whole.process) {
            let places = self.aggregates.places().iter();
            let of = places.filter(|(_, name)| name.process == whole.process && name.version == version);
            nodes.extend(of.filter_map(|(id, name)| match &name.place {
                Place::Node(node) if self.nature(id).is_work() => Some(node.clone()),
                _ => None,
            }));
        }
        for node in nodes {
            let ask = Ask { node: Some(node.clone()), ..whole.clone() };
            for metric in [Metric::Sojourn, Metric::Queue, Metric::Service, Metric::Incidents] {
                all.extend(watched(&self.samples(&ask, metric)?, Some(&node), (whole, days)));
            }
        }
        Ok(all)
    }

    fn drifted(&self, before: &Ask, now: &Ask) -> Drifted {
        let (earlier, later) = (self.log(before), self.log(now));
        let found = drift(&earlier, &later);
        Drifted {
            state: match found {
                Some(_) => Standing::Measured,
                None if later.case_count() == 0 => Standing::NoData,
                None => Standing::TooFew,
            },
            least: ENDED_MIN as u64,
            before: earlier.case_count() as u64,
            now: later.case_count() as u64,
            before_version: None,
            version: None,
            found: found.unwrap_or_default().into_iter().map(told_drift).collect(),
        }
    }

    fn versions_drifted(&self, ask: &Ask) -> Option<Drifted> {
        let mut versions = self.aggregates.versions(&ask.process);
        versions.sort_unstable();
        let of = ask.version.or_else(|| versions.last().copied())?;
        let before = *versions.iter().rev().find(|version| **version < of)?;
        let from = self.held_from(ask.until - VERSION_DAYS * DAY_MS).min(ask.until - 1);
        let asked = |version| Ask { from, version: Some(version), ..ask.clone() };
        let told = self.drifted(&asked(before), &asked(of));
        Some(Drifted { before_version: Some(before), version: Some(of), ..told })
    }
}

impl Watched {
    /// When the day begins on which a level is first seen to have moved, of the days until then.
    fn rings_since(&self, until: i64) -> Option<Timestamp> {
        let Series::Level { values, weeks } = &self.series else { return None };
        let day = shift(values, weeks)?;
        Some(Timestamp(until - (values.len() - day) as i64 * DAY_MS))
    }

    fn is_judged(&self) -> bool {
        match &self.series {
            Series::Level { weeks, .. } => weeks.iter().any(|past| past.len() >= crate::watch::scan::WEEKS_MIN),
            Series::Share { now, before } => now.1 > 0 && before.1 >= SHARE_MIN,
            Series::Count { weeks, .. } => weeks.len() >= crate::watch::scan::WEEKS_MIN,
        }
    }
}

/// The series of a measure: days against the same days of the weeks before. None where there is nothing now.
fn watched(samples: &Samples, node: Option<&str>, (whole, of): (&Ask, &Days)) -> Option<Watched> {
    let metric = samples.metric();
    let values = samples.values();
    let (until, since) = (whole.until, of.since);
    // Before the first value nothing was measured, which is not the same as none.
    let first = values.first()?.max(whole.from);
    let told = |series, value, usual| Watched { metric, node: node.map(str::to_owned), series, value, usual };
    let share = |from, until| {
        let [part, whole, _] = values.sums(from, until);
        (part.round() as u64, whole.round() as u64)
    };
    match metric.unit() {
        Unit::Share => {
            let (now, before) = (share(since, until), share(first, since));
            let of = |(part, whole): (u64, u64)| part as f64 / whole.max(1) as f64;
            (now.1 > 0 && before.1 >= SHARE_MIN).then(|| told(Series::Share { now, before }, of(now), of(before)))
        }
        Unit::Count => {
            let count = |from: i64, until: i64| values.sums(from, until)[0].round() as u64;
            let weeks: Vec<u64> = (1..=WEEKS)
                .map(|week| until - week * WEEK_MS)
                .filter(|end| end - DAY_MS >= first && of.is_alike(until, *end))
                .map(|end| count(end - DAY_MS, end))
                .collect();
            let now = count(until - DAY_MS, until);
            let usual = weeks.iter().sum::<u64>() as f64 / weeks.len().max(1) as f64;
            Some(told(Series::Count { now, weeks }, now as f64, usual))
        }
        _ => {
            let mean = |from: i64, until: i64| {
                let n = values.within(from, until).len();
                (n >= DAY_MIN).then(|| values.sums(from, until)[0] / n as f64)
            };
            let days: Vec<i64> = (0..DAYS).rev().map(|back| until - back * DAY_MS).collect();
            let now: Vec<f64> = days.iter().map(|end| mean(end - DAY_MS, *end).unwrap_or(f64::NAN)).collect();
            let weeks: Vec<Vec<f64>> = days
                .iter()
                .map(|end| {
                    let ends = (1..=WEEKS).map(|week| end - week * WEEK_MS).filter(|then| then - DAY_MS >= first);
                    let ends = ends.filter(|then| of.is_alike(*end, *then));
                    ends.filter_map(|end| mean(end - DAY_MS, end)).collect()
                })
                .collect();
            let n = values.within(since, until).len();
            let value = (n > 0).then(|| values.sums(since, until)[0] / n as f64)?;
            let before = values.within(first, since).len();
            let usual = (before > 0).then(|| values.sums(first, since)[0] / before as f64)?;
            Some(told(Series::Level { values: now, weeks }, value, usual))
        }
    }
}

fn told_drift(found: Drift) -> DriftFound {
    match found {
        Drift::Ways { after, q } => DriftFound { kind: "ways", node: after, delta: None, q },
        Drift::Time { of, delta, q } => DriftFound { kind: "time", node: of, delta: Some(delta), q },
    }
}

fn told_fault(fault: Fault) -> DataFault {
    let none = DataFault { code: fault.code(), rows: None, ms: None, from: None, until: None, share: None };
    match fault {
        Fault::ClockJump { rows, by } => DataFault { rows: Some(rows as u64), ms: Some(by), ..none },
        Fault::LogGap { from, until, .. } => {
            DataFault { ms: Some(until - from), from: Some(Timestamp(from)), until: Some(Timestamp(until)), ..none }
        }
        Fault::MissingStamps { rows } | Fault::DuplicateStamps { rows } => {
            DataFault { rows: Some(rows as u64), ..none }
        }
        Fault::Little { deviation, from, until } => {
            DataFault { from: Some(Timestamp(from)), until: Some(Timestamp(until)), share: Some(deviation), ..none }
        }
    }
}
