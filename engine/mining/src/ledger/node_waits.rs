//! Why the visits of a node waited, and at which hours of the week.
use super::ask::{Ask, AskError};
use super::{Ledger, Row, Waiting};
use crate::aggregate::Place;
use crate::log::NO_TIME;
use crate::measure::waiting::Causes;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;
use weir_core::calendar::WorkCalendar;

/// Zones differ by whole quarters of an hour, and so do their changes.
const QUARTER_MS: i64 = 15 * 60_000;

/// Why the visits of a node waited, and when.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeWaits {
    /// Visits that ended in the window.
    pub visits: u64,
    /// Of how many of them, the newest, it is known who did them and when they were begun, and so why they waited.
    pub n: u64,
    /// How long all of these waited from being enabled until they were begun, ms.
    pub wait: i64,
    /// The causes in the order in which they are taken from the wait; they add up to it.
    pub causes: Vec<CauseOfWait>,
    /// What of the rest lay between taken and begun, ms.
    pub claimed: i64,
    /// The hours of the week in which visits could begin, as far as there were any.
    pub hours: Vec<HourOfWeek>,
    /// The zone that hours and days are counted in, by its IANA name; none where it has none.
    pub zone: Option<String>,
}

/// A cause of waiting.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CauseOfWait {
    /// Stable: `batching`, `contention`, `prioritisation`, `unavailable`, `extraneous`.
    pub cause: &'static str,
    /// How long, ms; none where it cannot be known, because there is not exactly one work calendar.
    pub ms: Option<i64>,
    /// Its share of the wait; none where nothing waited.
    pub share: Option<f64>,
    /// Service / (service + wait) of these visits if it were not there.
    pub efficiency: Option<f64>,
}

/// An hour of the week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HourOfWeek {
    /// The day, Monday is 1.
    pub weekday: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// How many visits could begin in it.
    pub n: u64,
    /// Those of which it is known when they were begun.
    pub begun: u64,
    /// Their mean wait, ms; none where there are none.
    pub wait: Option<f64>,
    /// The mean sojourn of all, ms.
    pub sojourn: Option<f64>,
}

impl Ledger {
    /// Has the node that a question names been visited, whenever?
    pub fn knows_node(&self, ask: &Ask) -> bool {
        ask.node.as_ref().is_some_and(|node| !self.places_of(ask, &Place::Node(node.clone())).is_empty())
    }

    /// Why the visits of the node that a question names waited, and at which hours of the week, in `zone`, they could begin.
    /// `calendar` says when people work.
    pub fn node_waits(
        &self,
        ask: &Ask,
        calendar: Option<&WorkCalendar>,
        zone: &TimeZone,
    ) -> Result<NodeWaits, AskError> {
        let waiting = self.waiting(ask, calendar)?;
        let numbers = self.rows(ask, self.extent());
        let rows: Vec<&Row> = numbers.iter().filter_map(|number| self.row(*number)).collect();
        Ok(NodeWaits {
            visits: rows.len() as u64,
            n: waiting.n,
            wait: waiting.causes.total(),
            causes: causes(&waiting, calendar.is_some()),
            claimed: waiting.claimed,
            hours: hours(&rows, zone),
            zone: zone.iana_name().map(str::to_owned),
        })
    }
}

fn causes(waiting: &Waiting, has_hours: bool) -> Vec<CauseOfWait> {
    let Causes { batching, contention, prioritisation, unavailability, extraneous } = waiting.causes;
    let wait = waiting.causes.total();
    // The mean is of just these visits.
    let service = (waiting.figures.service.unwrap_or(0.0) * waiting.n as f64).round() as i64;
    let told = [
        ("batching", Some(batching)),
        ("contention", Some(contention)),
        ("prioritisation", Some(prioritisation)),
        ("unavailable", has_hours.then_some(unavailability)),
        ("extraneous", Some(extraneous)),
    ];
    let of = |(cause, ms): (&'static str, Option<i64>)| CauseOfWait {
        cause,
        ms,
        share: ms.filter(|_| wait > 0).map(|ms| ms as f64 / wait as f64),
        efficiency: ms.filter(|_| waiting.n > 0).map(|ms| waiting.causes.efficiency_without(ms, service)),
    };
    told.into_iter().map(of).collect()
}

/// Count, begun ones, Σ of their waits, Σ of sojourns.
type Hour = (u64, u64, i64, i64);

fn hours(rows: &[&Row], zone: &TimeZone) -> Vec<HourOfWeek> {
    // A moment is turned into the time of a wall clock once for each quarter of an hour, not for each visit.
    let mut quarters: BTreeMap<i64, Hour> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.enabled != NO_TIME) {
        let of = quarters.entry(row.enabled.div_euclid(QUARTER_MS)).or_default();
        of.0 += 1;
        if let Some(wait) = row.times().wait {
            (of.1, of.2) = (of.1 + 1, of.2.saturating_add(wait));
        }
        of.3 = of.3.saturating_add(row.times().sojourn.unwrap_or(0));
    }
    let mut all: BTreeMap<(u8, u8), Hour> = BTreeMap::new();
    for (quarter, of) in quarters {
        let Ok(at) = Timestamp::from_millisecond(quarter * QUARTER_MS) else { continue };
        let local = zone.to_datetime(at);
        let key = (local.weekday().to_monday_one_offset().unsigned_abs(), local.hour().unsigned_abs());
        let sum = all.entry(key).or_default();
        *sum = (sum.0 + of.0, sum.1 + of.1, sum.2.saturating_add(of.2), sum.3.saturating_add(of.3));
    }
    let mean = |sum: i64, n: u64| (n > 0).then(|| sum as f64 / n as f64);
    all.into_iter()
        .map(|((weekday, hour), (n, begun, wait, sojourn))| HourOfWeek {
            weekday,
            hour,
            n,
            begun,
            wait: mean(wait, begun),
            sojourn: mean(sojourn, n),
        })
        .collect()
}
