//! Why the visits of one node waited, all together, and the figures that recommended measures are worked out from.
use super::ask::{Ask, AskError};
use super::batches::{Batches, piece};
use super::{Ledger, Nature, Row};
use crate::aggregate::{DAY_MS, HOUR_MS, Place};
use crate::log::{NO_NAME, NO_TIME};
use crate::measure::calendar::WorkingTime;
use crate::measure::intervals::{Interval, length, union};
use crate::measure::waiting::{Causes, Work, Worked, causes};
use crate::statistics::{QUANTILE_MIN, quantile_of_enough};
use crate::watch::notify::Figures;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use weir_core::calendar::WorkCalendar;

/// So many visits are looked at, the newest.
pub const WAITED_MAX: usize = 5_000;
/// How long work takes is held against so long before the window, ms.
const BEFORE_MS: i64 = 28 * DAY_MS;

/// Why visits waited.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Waiting {
    /// Of how many of them it is known who did them and when they were begun.
    pub n: u64,
    /// The causes, of all of them together.
    pub causes: Causes,
    /// What of `extraneous` lay between taken and begun, ms.
    pub claimed: i64,
    /// What measures are worked out from.
    pub figures: Figures,
}

/// Work of which it is known who did it and when it began. Where nobody said that it began nothing is made up for it: whoever
/// took it may have begun it at any time after that.
fn work(row: &Row) -> Option<Work> {
    let Row { enabled, started, .. } = *row;
    let is_known = row.actor != NO_NAME && enabled != NO_TIME && started != NO_TIME;
    is_known.then(|| Work { enabled, started: started.max(enabled), ended: row.ended.max(started) })
}

impl Ledger {
    /// Why the visits of the node that a question names waited, and the figures around them. Whoever did it is who could have:
    /// what others might have done is not known.
    pub fn waiting(&self, ask: &Ask, calendar: Option<&WorkCalendar>) -> Result<Waiting, AskError> {
        self.expect_held(ask)?;
        let numbers = self.rows(ask, self.extent());
        let visits = numbers.len();
        let rows: Vec<&Row> = numbers.iter().filter_map(|number| self.row(*number)).collect();
        let latest = &rows[rows.len().saturating_sub(WAITED_MAX)..];
        let items: Vec<(&Row, Work)> = latest.iter().filter_map(|row| Some((*row, work(row)?))).collect();
        let mut out = Waiting { n: items.len() as u64, ..Waiting::default() };
        out.figures.answer_p95 = self.answer_p95(latest);
        let (Some(from), Some(until)) =
            (items.iter().map(|item| item.1.enabled).min(), items.iter().map(|item| item.1.ended).max())
        else {
            return Ok(out);
        };
        let people: BTreeSet<u32> = items.iter().map(|(row, _)| row.actor).collect();
        let is_near = |other: &Work| other.started <= until && other.ended > from;
        let others: Vec<(&Row, Work)> = self
            .rows
            .iter()
            .filter(|row| people.contains(&row.actor))
            .filter_map(|row| Some((row, work(row)?)))
            .filter(|(_, work)| is_near(work))
            .collect();
        let worked = Worked::new(others.iter().map(|(row, work)| (row.actor, *work)));
        let office = calendar.map(|calendar| (calendar, WorkingTime::of(calendar, from.min(ask.from), until)));
        let pieces = self.batches_at(ask, &people, (from, until));
        let mut batches = (0_u64, 0.0);
        for (row, work) in &items {
            let batch = pieces.of(&piece(0, row));
            if let Some((_, size)) = batch {
                batches = (batches.0 + 1, batches.1 + 1.0 / size as f64);
            }
            let whole = [(work.enabled, work.started)];
            let hours = office.as_ref().map_or(&whole[..], |(_, office)| within(office, *work));
            let of = |work: Work| causes(work, &[row.actor], &worked, hours, batch.map(|(until, _)| until));
            out.causes = sum(out.causes, of(*work));
            if row.claimed != NO_TIME && row.started > row.claimed {
                out.claimed += of(Work { enabled: row.claimed.max(work.enabled), ..*work }).extraneous;
            }
        }
        let end = ask.before.unwrap_or(ask.until).min(ask.until);
        let open = office.as_ref().map_or(end - ask.from, |(_, office)| office.between(ask.from, end));
        let known = |value: f64| (open > 0).then_some(value / open as f64);
        let service = |items: &[(&Row, Work)]| {
            let held = items.iter().map(|(row, work)| work.ended - work.started - row.suspended);
            held.sum::<i64>() as f64 / items.len() as f64
        };
        out.figures = Figures {
            arrivals: known(visits as f64),
            service: Some(service(&items)),
            people: u32::try_from(people.len()).ok(),
            load: known(busy(&others, (ask.from, end)) as f64),
            blocked_hour: office.as_ref().and_then(|(calendar, office)| blocked_hour(&items, office, calendar)),
            claimed_p90: claimed_p90(latest),
            batch: (batches.0 > 0).then(|| batches.0 as f64 / batches.1),
            service_longer: self.longer_by(ask, service(&items), items.len() as u64),
            ..out.figures
        };
        Ok(out)
    }

    /// The batches of what these people did at the node, in whichever version.
    fn batches_at(&self, ask: &Ask, people: &BTreeSet<u32>, window: Interval) -> Batches {
        let Some(node) = &ask.node else { return Batches::default() };
        let places = self.places_of(&Ask { version: None, ..ask.clone() }, &Place::Node(node.clone()));
        self.batches(&places.into_iter().map(|place| (place, 0)).collect(), people, window, self.extent().0)
    }

    /// How long answers take: of people until somebody takes it, of anything else until it is there.
    fn answer_p95(&self, rows: &[&Row]) -> Option<f64> {
        let time = |row: &&Row| match self.nature(row.place) {
            Nature::Human => row.times().queue,
            Nature::System | Nature::Routing => row.times().sojourn,
        };
        share_of(rows.iter().filter_map(time), 0.95)
    }

    /// By how much longer work takes than in the weeks before the window.
    fn longer_by(&self, ask: &Ask, now: f64, n: u64) -> Option<f64> {
        let before = Ask { from: ask.from - BEFORE_MS, until: ask.from, before: None, ..ask.clone() };
        if n < QUANTILE_MIN || !self.holds(&before) {
            return None;
        }
        let rows = self.rows(&before, self.extent());
        let rows = rows.iter().filter_map(|number| self.row(*number));
        let (mut sum, mut earlier) = (0, 0_u64);
        for (row, work) in rows.filter_map(|row| Some((row, work(row)?))) {
            (sum, earlier) = (sum + work.ended - work.started - row.suspended, earlier + 1);
        }
        (earlier >= QUANTILE_MIN).then(|| now - sum as f64 / earlier as f64).filter(|longer| *longer > 0.0)
    }

    /// The node of a question at which work is done again most often, or from which most comes back, and how often that is.
    pub fn returned_from(&self, ask: &Ask) -> Option<(String, u64)> {
        let cases = self.cases(ask, self.extent());
        let mut back: BTreeMap<&str, u64> = BTreeMap::new();
        let mut again: BTreeMap<&str, u64> = BTreeMap::new();
        for case in cases.into_iter().filter_map(|number| self.case(number)) {
            let mut seen = BTreeSet::new();
            for row in self.rows_of(case).into_iter().filter_map(|number| self.row(number)) {
                let node = self.node_name(row.place);
                if row.decision != NO_NAME && super::write::sends_back(self.decisions.name(row.decision)) {
                    *back.entry(node).or_default() += 1;
                }
                if self.nature(row.place).is_work() && !row.beside && !seen.insert(node) {
                    *again.entry(node).or_default() += 1;
                }
            }
        }
        // Who sends it back is known; where nobody says so it is what is done again.
        let most = |all: BTreeMap<&str, u64>| {
            all.into_iter().max_by_key(|(node, n)| (*n, std::cmp::Reverse(*node))).map(|(node, n)| (node.to_owned(), n))
        };
        most(back).or_else(|| most(again))
    }
}

fn sum(a: Causes, b: Causes) -> Causes {
    Causes {
        batching: a.batching + b.batching,
        contention: a.contention + b.contention,
        prioritisation: a.prioritisation + b.prioritisation,
        unavailability: a.unavailability + b.unavailability,
        extraneous: a.extraneous + b.extraneous,
    }
}

/// The hours of work around a wait.
fn within(office: &WorkingTime, item: Work) -> &[Interval] {
    let pieces = office.pieces();
    let first = pieces.partition_point(|piece| piece.1 <= item.enabled);
    let behind = pieces.partition_point(|piece| piece.0 < item.started);
    &pieces[first.min(behind)..behind]
}

/// How long the people worked within a window, each on anything.
fn busy(others: &[(&Row, Work)], (from, until): Interval) -> i64 {
    let mut by_actor: BTreeMap<u32, Vec<Interval>> = BTreeMap::new();
    for (row, work) in others {
        by_actor.entry(row.actor).or_default().push((work.started.max(from), work.ended.min(until)));
    }
    let mut sum = 0;
    for mut all in by_actor.into_values() {
        all.retain(|(from, until)| from < until);
        sum += length(&union(all));
    }
    sum
}

/// The hour of the day at which most waits and nobody works, as the calendar counts it.
fn blocked_hour(items: &[(&Row, Work)], office: &WorkingTime, calendar: &WorkCalendar) -> Option<u32> {
    let zone = TimeZone::get(&calendar.time_zone).ok()?;
    let mut changes: BTreeMap<i64, i64> = BTreeMap::new();
    for (_, work) in items.iter().filter(|(_, work)| work.started > work.enabled) {
        *changes.entry(work.enabled.div_euclid(HOUR_MS)).or_default() += 1;
        *changes.entry((work.started - 1).div_euclid(HOUR_MS) + 1).or_default() -= 1;
    }
    let (mut hour, last) = (*changes.keys().next()?, *changes.keys().next_back()?);
    let (mut waiting, mut of_day) = (0, [0_i64; 24]);
    while hour < last {
        waiting += changes.get(&hour).copied().unwrap_or(0);
        let at = hour * HOUR_MS;
        if waiting > 0 && office.between(at, at + HOUR_MS) == 0 {
            let local = Timestamp::from_millisecond(at).ok().map(|at| zone.to_datetime(at).hour());
            if let Some(of) = local.and_then(|hour| of_day.get_mut(usize::from(hour.unsigned_abs()))) {
                *of += waiting;
            }
        }
        hour += 1;
    }
    let most = (0_u32..).zip(of_day).max_by_key(|(hour, sum)| (*sum, std::cmp::Reverse(*hour)))?;
    Some(most.0).filter(|_| most.1 > 0)
}

fn claimed_p90(rows: &[&Row]) -> Option<f64> {
    share_of(rows.iter().filter_map(|row| row.times().claimed), 0.9)
}

fn share_of(times: impl Iterator<Item = i64>, share: f64) -> Option<f64> {
    let mut all: Vec<f64> = times.map(|time| time as f64).collect();
    quantile_of_enough(&mut all, share)
}
