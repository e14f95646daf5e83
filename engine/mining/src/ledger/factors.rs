//! What stood around a case before it became remarkable: how much was waiting, how much ran, which way it had come, and how
//! long that had taken. These may go with an anomaly as well as values of variables.
use super::ask::Ask;
use super::row::{CaseRow, Row};
use super::{Ledger, NO_ROW};
use crate::aggregate::{Place, PlaceId};
use crate::log::NO_TIME;
use crate::rootcause::{Item, binned};
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// When people or a queue had something: how many began to wait until a moment, and how many had ceased to.
pub(super) struct Around {
    begun: Vec<i64>,
    ceased: Vec<i64>,
}

impl Around {
    fn new(spans: impl Iterator<Item = (i64, i64)>) -> Self {
        let (mut begun, mut ceased): (Vec<i64>, Vec<i64>) = spans.unzip();
        begun.sort_unstable();
        ceased.sort_unstable();
        Around { begun, ceased }
    }

    /// How many waited at a moment that had begun before it.
    pub(super) fn at(&self, at: i64) -> usize {
        let before = |moments: &[i64]| moments.partition_point(|moment| *moment < at);
        before(&self.begun).saturating_sub(before(&self.ceased))
    }
}

impl Ledger {
    /// The items of cases that tell what stood around them. `until` is for each case the moment from which on nothing counts,
    /// and no row from `rows` on does.
    ///
    /// Of a whole case: how many others ran when it began. At a node: how many visits of it waited when this one came, as far as
    /// they have ended since; the flows that led there, those right before it apart, which all have; whether something had
    /// been done again; how long the case had taken.
    pub(super) fn factors(&self, ask: &Ask, cases: &[&CaseRow], until: &[i64], rows: u32) -> Vec<Item> {
        let Some(node) = &ask.node else { return self.running_beside(ask, cases) };
        let places = self.places_of(ask, &Place::Node(node.clone()));
        let queue = self.queue_of(&places, rows);
        let numbered = || (0_u32..).zip(cases.iter().copied()).zip(until.iter().copied());
        let queues: Vec<(u32, f64)> = numbered().map(|((index, _), at)| (index, queue.at(at) as f64)).collect();
        let before: Vec<(u32, f64)> =
            numbered().map(|((index, case), at)| (index, (at - case.began).max(0) as f64)).collect();
        let mut out = binned("queueLength", &queues);
        out.extend(binned("timeBefore", &before));
        let mut flows: BTreeMap<&str, RoaringBitmap> = BTreeMap::new();
        let mut again = RoaringBitmap::new();
        for ((index, case), at) in numbered() {
            for taken in case.flows.iter().filter(|taken| taken.at < at) {
                flows.entry(self.node_name(taken.flow)).or_default().insert(index);
            }
            if self.had_been_done_again(case, at) {
                again.insert(index);
            }
        }
        let item = |attribute: &str, value: &str, cases| Item {
            attribute: attribute.to_owned(),
            value: value.to_owned(),
            cases,
        };
        out.extend(flows.into_iter().map(|(flow, cases)| item("flow", flow, cases)));
        out.push(item("again", "true", again));
        out
    }

    fn running_beside(&self, ask: &Ask, cases: &[&CaseRow]) -> Vec<Item> {
        let running = self.running_around(ask);
        let beside = |(index, case): (u32, &&CaseRow)| (index, running.at(case.began) as f64);
        binned("runningInstances", &(0_u32..).zip(cases).map(beside).collect::<Vec<_>>())
    }

    /// When the cases of a process ran.
    pub(super) fn running_around(&self, ask: &Ask) -> Around {
        let places = self.places_of(&Ask { version: None, ..ask.clone() }, &Place::Process);
        let all = self.cases.iter().filter(|case| places.contains(&case.place));
        Around::new(all.map(|case| (case.began, if case.ended == NO_TIME { i64::MAX } else { case.ended })))
    }

    /// Visits of a node wait from being enabled until they are begun, or left where nobody said that they were begun.
    pub(super) fn queue_of(&self, places: &[PlaceId], until: u32) -> Around {
        let known = until.saturating_sub(self.first_row) as usize;
        let rows = self.rows.iter().take(known).filter(|row| places.contains(&row.place));
        // Who has a task from its beginning on has not begun it yet.
        let taken = |row: &Row| if row.started == NO_TIME { row.ended } else { row.started };
        Around::new(rows.map(|row| (row.enabled, taken(row))))
    }

    fn had_been_done_again(&self, case: &CaseRow, until: i64) -> bool {
        let mut seen = BTreeSet::new();
        let rows = self.rows_of(case).into_iter().filter(|number| *number != NO_ROW);
        rows.filter_map(|number| self.row(number))
            .filter(|row| row.enabled < until && row.ended <= until && self.nature(row.place).is_work())
            .any(|row| !seen.insert(row.place) && !row.beside)
    }
}
