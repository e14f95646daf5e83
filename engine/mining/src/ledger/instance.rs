//! One case: where its time went, why its work waited, and how long it will still take.
use super::ask::Ask;
use super::measured::{Measure, Standing, Unit};
use super::{Ledger, NO_ROW};
use crate::aggregate::{DAY_MS, Place};
use crate::log::{Case, Log, LogBuilder, NO_NAME, NO_TIME};
use crate::measure::path::{self, Part};
use crate::measure::waiting::{Work, Worked, causes};
use crate::watch::predict::{ALIKE_MIN, Prediction, Survival};
use serde::Serialize;
use std::collections::BTreeSet;
use weir_core::Timestamp;

/// How far back predictions learn, ms.
const LEARN_MS: i64 = 180 * DAY_MS;

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
    /// Enabled until begun, ms.
    pub wait: i64,
    /// Whoever did it did other work that was enabled no later, ms.
    pub contention: i64,
    /// They did work that was enabled later, ms.
    pub prioritisation: i64,
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
}

impl Ledger {
    /// A case as its history tells it. `due` is the moment that it should be done by.
    pub fn instance(&self, case: Case, began: i64, ended: Option<i64>, now: i64, due: Option<i64>) -> InstanceAnswer {
        let (process, version) = (case.process.clone(), case.version);
        let mut log = LogBuilder::default();
        // One case is far below what a log takes.
        let log = if log.case(case).ok().is_some() { log.build() } else { Log::default() };
        let mut out = InstanceAnswer {
            process,
            version,
            began: Timestamp(began),
            ended: ended.map(Timestamp),
            sojourn: ended.unwrap_or(now) - began,
            path: vec![],
            slacks: vec![],
            waits: self.waits(&log),
            ahead: None,
        };
        if log.case_count() == 0 {
            return out;
        }
        let name = |row: usize| log.activities.name(log.activity[row]).to_owned();
        if let (Some(ended), Some(way)) = (ended, path::path(&log, 0)) {
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
            out.ahead = Some(self.ahead(&out.process, &log, now, due));
        }
        out
    }

    fn waits(&self, log: &Log) -> Vec<WaitCauses> {
        let known = (0..log.row_count()).filter(|row| {
            log.actor[*row] != NO_NAME && log.started[*row] != NO_TIME && log.started[*row] > log.enabled[*row]
        });
        let items: Vec<(usize, u32, Work)> = known
            .filter_map(|row| {
                let actor = self.actors.find(log.actors.name(log.actor[row]))?;
                let (enabled, started) = (log.enabled[row], log.started[row]);
                Some((row, actor, Work { enabled, started, ended: log.ended[row].max(started) }))
            })
            .collect();
        let actors: BTreeSet<u32> = items.iter().map(|(_, actor, _)| *actor).collect();
        let from = items.iter().map(|(.., work)| work.enabled).min().unwrap_or(i64::MAX);
        let until = items.iter().map(|(.., work)| work.started).max().unwrap_or(i64::MIN);
        // One walk over what is held, however often this case waited.
        let others = self.rows.iter().filter(|other| {
            other.started != NO_TIME && other.started < until && other.ended > from && actors.contains(&other.actor)
        });
        let of = |o: &super::Row| (o.actor, Work { enabled: o.enabled, started: o.started, ended: o.ended });
        let worked = Worked::new(others.map(of));
        items
            .into_iter()
            .map(|(row, actor, item)| {
                let found = causes(item, &[actor], &worked, &[(item.enabled, item.started)], None);
                WaitCauses {
                    node: log.activities.name(log.activity[row]).to_owned(),
                    wait: item.started - item.enabled,
                    contention: found.contention,
                    prioritisation: found.prioritisation,
                    extraneous: found.extraneous,
                }
            })
            .collect()
    }

    fn ahead(&self, process: &str, log: &Log, now: i64, due: Option<i64>) -> Ahead {
        let learnt = self.log(&Ask::of(process, now - LEARN_MS, now.saturating_add(1)));
        let survival = Survival::of(&learnt, None);
        // Both logs number activities on their own.
        let done: BTreeSet<(i64, usize)> =
            (0..log.row_count()).filter(|row| log.ended[*row] != NO_TIME).map(|row| (log.ended[row], row)).collect();
        let last = done.last().map_or(now, |(ended, _)| *ended);
        let trace: Vec<u32> = done
            .iter()
            .map(|(_, row)| learnt.activities.find(log.activities.name(log.activity[*row])).unwrap_or(NO_NAME))
            .collect();
        let found = survival.predict(&trace, now - last);
        let mut remaining = Measure::unavailable(Unit::Ms);
        remaining.state = Standing::TooFew;
        remaining.least = ALIKE_MIN as u64;
        remaining.n = learnt.case_count() as u64;
        let Some(Prediction { median, band, likeness, n }) = found else {
            return Ahead { remaining, likeness: None, late: None };
        };
        remaining.state = Standing::Measured;
        (remaining.value, remaining.low, remaining.high) = (Some(median), Some(band.0), Some(band.1));
        remaining.n = n as u64;
        let late = due.and_then(|due| survival.breach(&trace, now - last, (due - now).max(0)));
        Ahead { remaining, likeness: Some(likeness.name()), late }
    }

    /// The ended cases that a question is about as a log, in the order in which they ended; what is held no more is not in it.
    pub fn log(&self, ask: &Ask) -> Log {
        let mut log = Log { offsets: vec![0], cause_offsets: vec![0], ..Log::default() };
        for number in self.cases(ask, self.extent()) {
            let Some(case) = self.case(number) else { continue };
            let name = self.aggregates.places().name(case.place);
            for number in self.rows_of(case) {
                let Some(row) = self.row(number) else { continue };
                debug_assert!(number != NO_ROW, "rows that are held have a number");
                let Place::Node(node) = &self.aggregates.places().name(row.place).place else { continue };
                self.put_row(&mut log, row, node);
                log.cause_offsets.push(0);
            }
            log.offsets.push(log.activity.len() as u32);
            log.cases.push(case.instance().to_string());
            log.definitions.push((name.process.clone(), name.version));
        }
        log
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
