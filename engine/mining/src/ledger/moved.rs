//! Has a process left its level? Its series against the same hours and days of the weeks before, its ways and times against the weeks
//! before and against the version before; and are the data themselves right?
use super::ask::{Ask, AskError};
use super::measured::{Measure, Standing, Unit};
use super::moved_series::{DAYS, Steps, WEEK_MS, WEEKS, Watched, watched};
use super::row::CaseRow;
use super::{DataFault, Ledger, Metric};
use crate::aggregate::{DAY_MS, HOUR_MS, Place};
use crate::log::NO_TIME;
use crate::measure::arrival::{little_of, steady};
use crate::watch::drift::{Drift, ENDED_MIN, drift};
use crate::watch::quality::{Fault, broken, check};
use crate::watch::scan::scan;
use serde::Serialize;
use std::collections::BTreeSet;
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

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
    /// What it is now: of a level the mean of the latest days, by hours that of the last of them; of a share that of them; of a
    /// count that of the last day or hour.
    pub value: f64,
    /// What it was: the same of the weeks before.
    pub usual: f64,
    /// What both count.
    pub unit: Unit,
    /// Is it above what was usual?
    pub above: bool,
    /// The false discovery rate at which it is just kept.
    pub q: f64,
    /// Of a level by days the first of these that a control chart of it rings on; none where none of them does by itself.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub since: Option<Timestamp>,
    /// What was held against the weeks before: each `hour` against the same hour of the week, or each `day`.
    pub by: &'static str,
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

impl Ledger {
    /// What has moved until the end of the window of a question.
    /// Hours and days are held against the same ones of earlier weeks in which as much was worked by a calendar, where there is one.
    /// What comes behind the moment that a question names has not happened yet.
    pub fn moved(&self, ask: &Ask, calendar: Option<&WorkCalendar>) -> Result<Moved, AskError> {
        let since = ask.until - DAYS * DAY_MS;
        let from = self.held_from(since - WEEKS * WEEK_MS);
        if from > since {
            self.expect_held(&Ask { from: since, ..ask.clone() })?;
        }
        let whole = Ask { from, ..ask.clone() };
        let watched = self.series(&whole, &Steps::new(&whole, calendar))?;
        let mut found = scan(&watched.iter().map(|one| one.series.clone()).collect::<Vec<_>>());
        // What hours and days both tell is told once, as it is surest.
        let mut told: BTreeSet<(Metric, Option<&str>)> = BTreeSet::new();
        found.retain(|found| told.insert((watched[found.series].metric, watched[found.series].node.as_deref())));
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
                by: if one.step == HOUR_MS { "hour" } else { "day" },
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

    fn series(&self, whole: &Ask, steps: &Steps) -> Result<Vec<Watched>, AskError> {
        let mut all = vec![];
        let of_case = Metric::ALL.into_iter().filter(|metric| metric.is_of(false) && *metric != Metric::Running);
        for metric in of_case {
            all.extend(watched(&self.samples(whole, metric)?, None, (whole, steps)));
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
                all.extend(watched(&self.samples(&ask, metric)?, Some(&node), (whole, steps)));
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
