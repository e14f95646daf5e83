//! One case: where its time went, why its work waited, and how long it will still take.
use super::ask::Ask;
use super::history::put_times;
use super::measured::{Measure, Standing, Unit};
use super::seen::WorkHours;
use super::visits::{VisitAnswer, visits};
use super::{CaseRow, Ledger, Row};
use crate::aggregate::{DAY_MS, Place, PlaceId};
use crate::log::{Case, Log, LogBuilder, NO_NAME, NO_TIME};
use crate::measure::path::{self, Part};
use crate::watch::choose::Choice;
use crate::watch::foresight::Foresight;
use crate::watch::predict::{ALIKE_MIN, Calibration, Prediction};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_core::calendar::WorkCalendar;

/// How far back predictions learn, ms.
pub(super) const LEARN_MS: i64 = 180 * DAY_MS;
/// On so many of the latest cases it is tried how good predictions are.
pub(super) const CALIBRATED_MAX: usize = 1_000;

/// See the [module](self).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceAnswer {
    /// Its process.
    pub process: String,
    /// Its version.
    pub version: u32,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it ended; none while it runs.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub ended: Option<Timestamp>,
    /// From its beginning to its end, or until now, ms.
    pub sojourn: i64,
    /// The critical path: what decided when it ended. Of an ended case their lengths are the sojourn exactly; a running one
    /// has none yet.
    pub path: Vec<Segment>,
    /// Branches that a join did not wait for.
    pub slacks: Vec<SlackAnswer>,
    /// Why work waited between being enabled and begun, where it is known who did it.
    pub waits: Vec<WaitCauses>,
    /// How long a running one will still take.
    pub ahead: Option<Ahead>,
    /// Its visits that took time, by when they could begin.
    pub visits: Vec<VisitAnswer>,
    /// How many visits are left out, the shortest, because there are too many.
    pub visits_left_out: u64,
}

/// A piece of the path.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    /// The node.
    pub node: String,
    /// `before` (between what led to it and its being enabled), `queue`, `claimed` or `service`.
    pub part: &'static str,
    /// Its beginning.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Its length, ms.
    pub ms: i64,
}

/// A branch beside the path.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SlackAnswer {
    /// The node that joins.
    pub node: String,
    /// The last node of the branch.
    pub branch: String,
    /// How much longer it could have taken, ms.
    pub ms: i64,
}

/// Why one visit waited. The causes add up to the wait.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitCauses {
    /// The node.
    pub node: String,
    /// When it could begin.
    #[serde(with = "weir_core::time::rfc3339")]
    pub enabled: Timestamp,
    /// Enabled until begun, ms.
    pub wait: i64,
    /// It was collected with others and then done in one go: until the last of them could begin, ms.
    pub batching: i64,
    /// Whoever did it did other work that was enabled no later, ms.
    pub contention: i64,
    /// They did work that was enabled later, ms.
    pub prioritisation: i64,
    /// Nobody works then, ms; none where it is not known when one works.
    pub unavailable: Option<i64>,
    /// Nothing of this, ms.
    pub extraneous: i64,
}

/// What lies ahead of a running case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ahead {
    /// The median of the time that cases like it still took; between `low` and `high` lay 80 % of them.
    pub remaining: Measure,
    /// By what they are like it: `visited`, `depth`, `last` or `all`.
    pub likeness: Option<&'static str>,
    /// The probability that it ends after the moment that was asked about.
    pub late: Option<f64>,
    /// How good such predictions were lately; none where too few could be tried.
    pub calibration: Option<Calibrated>,
    /// Was working time counted, because that came nearer? What remains is told as the clock goes in any case.
    pub in_working_time: bool,
}

/// How good predictions were on cases that came later.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Calibrated {
    /// By what is predicted, because it was best: `visited`, `depth`, `median`.
    pub predictor: &'static str,
    /// The share that ended within the band of 80 %. Below 0.7 nothing is predicted.
    pub coverage: f64,
    /// The mean distance of the median from the truth, ms.
    pub mean_error: f64,
    /// How many were tried.
    pub n: u64,
}

impl Calibrated {
    pub(super) fn of(choice: &Choice) -> Self {
        let Calibration { mean_error, coverage, n } = choice.calibration;
        Calibrated { predictor: choice.predictor.name(), coverage, mean_error, n: n as u64 }
    }
}

impl Ledger {
    /// A case as its history tells it, until `now`. `due` is the moment that it should be done by, `hours` say when people work:
    /// why work waited is told by those of the office alone.
    pub fn instance(
        &self,
        case: Case,
        (began, ended): (i64, Option<i64>),
        now: i64,
        due: Option<i64>,
        hours: WorkHours<'_>,
    ) -> InstanceAnswer {
        let (process, version) = (case.process.clone(), case.version);
        let mut log = LogBuilder::default();
        // One case is far below what a log takes.
        let log = if log.case(case).ok().is_some() { log.build() } else { Log::default() };
        let mut out = InstanceAnswer {
            waits: self.waits(&process, &log, hours.office),
            process,
            version,
            began: Timestamp(began),
            ended: ended.map(Timestamp),
            sojourn: ended.unwrap_or(now) - began,
            path: vec![],
            slacks: vec![],
            ahead: None,
            visits: vec![],
            visits_left_out: 0,
        };
        if log.case_count() == 0 {
            return out;
        }
        let way = ended.and_then(|_| path::path(&log, 0));
        (out.visits, out.visits_left_out) = visits(&log, way.as_ref(), now);
        let name = |row: usize| log.activities.name(log.activity[row]).to_owned();
        if let (Some(ended), Some(way)) = (ended, way) {
            out.slacks = way
                .slacks
                .iter()
                .map(|s| SlackAnswer { node: name(s.row), branch: name(s.cause), ms: s.slack })
                .collect();
            out.path = way
                .segments
                .iter()
                .map(|s| Segment {
                    node: name(s.row),
                    part: part(s.part),
                    from: Timestamp(s.from),
                    ms: s.until - s.from,
                })
                .collect();
            // The process may begin before its first row and end after its last.
            if let (Some(first), Some((from, _))) = (way.segments.first(), log.span(0))
                && from > began
            {
                let segment =
                    Segment { node: name(first.row), part: "before", from: Timestamp(began), ms: from - began };
                out.path.insert(0, segment);
            }
            if let (Some(last), Some((_, until))) = (way.segments.last(), log.span(0))
                && ended > until
            {
                let after = Segment { node: name(last.row), part: "before", from: Timestamp(until), ms: ended - until };
                out.path.push(after);
            }
        } else if ended.is_none() {
            out.ahead = Some(self.ahead(&out.process, &log, (now, due), hours.office.or(hours.seen)));
        }
        out
    }

    fn ahead(
        &self,
        process: &str,
        log: &Log,
        (now, due): (i64, Option<i64>),
        calendar: Option<&WorkCalendar>,
    ) -> Ahead {
        let learnt = self.log(&Ask::of(process, now - LEARN_MS, now.saturating_add(1)));
        let foresight = Foresight::of(&learnt, calendar, now, CALIBRATED_MAX);
        // Both logs number activities on their own.
        let done: BTreeSet<(i64, usize)> =
            (0..log.row_count()).filter(|row| log.ended[*row] != NO_TIME).map(|row| (log.ended[row], row)).collect();
        let last = done.last().map_or(now, |(ended, _)| *ended);
        let trace: Vec<u32> = done
            .iter()
            .map(|(_, row)| learnt.activities.find(log.activities.name(log.activity[*row])).unwrap_or(NO_NAME))
            .collect();
        let (choice, in_working_time) = (foresight.choice(), foresight.counts_work());
        let calibration = choice.map(Calibrated::of);
        let found = foresight.predict(&trace, last, now);
        let mut remaining = Measure::unavailable(Unit::Ms);
        remaining.state = Standing::TooFew;
        remaining.least = ALIKE_MIN as u64;
        remaining.n = learnt.case_count() as u64;
        if choice.is_some_and(|choice| !choice.is_shown()) {
            // What was promised did not come true: nothing is promised any more.
            remaining.state = Standing::Unavailable;
            return Ahead { remaining, likeness: None, late: None, calibration, in_working_time };
        }
        let Some(Prediction { median, band, likeness, n }) = found else {
            return Ahead { remaining, likeness: None, late: None, calibration, in_working_time };
        };
        remaining.state = Standing::Measured;
        (remaining.value, remaining.low, remaining.high) = (Some(median), Some(band.0), Some(band.1));
        remaining.n = n as u64;
        let late = due.and_then(|due| foresight.breach(&trace, last, now, due));
        Ahead { remaining, likeness: Some(likeness.name()), late, calibration, in_working_time }
    }

    /// The ended cases that a question is about as a log, in the order in which they ended; what is held no more is not in it.
    pub fn log(&self, ask: &Ask) -> Log {
        let cases = self.cases(ask, self.extent()).into_iter().filter_map(|number| self.case(number));
        self.log_of(&cases.collect::<Vec<_>>(), true).0
    }

    /// These cases as a log, with or without their ids and definitions; and the places at which somebody decided.
    pub(super) fn log_of(&self, cases: &[&CaseRow], named: bool) -> (Log, BTreeSet<PlaceId>) {
        let mut log = Log { offsets: vec![0], cause_offsets: vec![0], ..Log::default() };
        let mut decided = BTreeSet::new();
        let places = self.aggregates.places();
        // The numbers that places and people have in the log, so that a name is looked up once.
        let (mut activities, mut actors) = (vec![NO_NAME; places.len()], BTreeMap::new());
        let mut rows: Vec<&Row> = vec![];
        for case in cases {
            rows.clear();
            let mut at = case.last_row;
            while let Some(row) = self.row(at) {
                rows.push(row);
                at = row.previous;
            }
            for row in rows.iter().rev() {
                let Place::Node(node) = &places.name(row.place).place else { continue };
                let known = &mut activities[row.place.0 as usize];
                if *known == NO_NAME {
                    *known = log.activities.number(node);
                }
                let actor = match self.actor(row.actor) {
                    Some(name) => *actors.entry(row.actor).or_insert_with(|| log.actors.number(name)),
                    None => NO_NAME,
                };
                put_times(&mut log, row, (*known, actor));
                log.cause_offsets.push(0);
                if row.decision != NO_NAME {
                    decided.insert(row.place);
                }
            }
            log.offsets.push(log.activity.len() as u32);
            if named {
                let name = places.name(case.place);
                log.cases.push(case.instance().to_string());
                log.definitions.push((name.process.clone(), name.version));
            } else {
                log.cases.push(String::new());
                log.definitions.push((String::new(), 0));
            }
        }
        (log, decided)
    }
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Before => "before",
        Part::Queue => "queue",
        Part::Claimed => "claimed",
        Part::Service => "service",
    }
}
