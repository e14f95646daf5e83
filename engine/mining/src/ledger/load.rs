//! When people worked, on anything in any process: what they are busy with is not one process's.
use super::{Ledger, Nature, Row};
use crate::aggregate::PlaceId;
use crate::log::NO_TIME;
use crate::measure::intervals::{Interval, union};
use std::collections::{BTreeMap, BTreeSet};

impl Ledger {
    /// When these people worked within [from, until), as far as their work has ended, each piece for itself. None where the
    /// window begins in what is held as sums alone.
    pub fn worked_by<'a>(
        &self,
        people: impl Iterator<Item = &'a str>,
        (from, until): Interval,
    ) -> Option<BTreeMap<&'a str, Vec<Interval>>> {
        if self.forgotten >= from {
            return None;
        }
        let known: BTreeMap<u32, &str> =
            people.filter_map(|person| Some((self.actors.find(person)?, person))).collect();
        let is_human = |row: &Row| self.nature(row.place) == Nature::Human;
        let busy = self.busy(&known.keys().copied().collect(), (from, until), usize::MAX, is_human);
        Some(busy.into_iter().filter_map(|(person, work)| Some((*known.get(&person)?, work))).collect())
    }

    /// What people have done that ended in [from, until): process, node and person. Whoever gave one of several opinions did it
    /// too. None where the window begins in what is held as sums alone.
    pub fn done_by(&self, (from, until): Interval) -> Option<BTreeSet<(&str, &str, &str)>> {
        if self.forgotten >= from {
            return None;
        }
        let mut done: BTreeSet<(PlaceId, u32)> = BTreeSet::new();
        for (number, row) in (self.first_row..).zip(self.rows.iter()) {
            if (from..until).contains(&row.ended) {
                done.extend(self.doers(number, row).into_iter().map(|person| (row.place, person)));
            }
        }
        let named = |(place, person): (PlaceId, u32)| {
            let process = self.aggregates.places().name(place).process.as_str();
            (process, self.node_name(place), self.actors.name(person))
        };
        Some(done.into_iter().map(named).collect())
    }

    /// The union of when these people and programs worked on anything within [from, until), as far as it is held.
    pub fn busy_with_anything<'a>(
        &self,
        actors: impl Iterator<Item = &'a str>,
        window: Interval,
    ) -> BTreeMap<&'a str, Vec<Interval>> {
        let known: BTreeMap<u32, &str> = actors.filter_map(|actor| Some((self.actors.find(actor)?, actor))).collect();
        let busy = self.busy(&known.keys().copied().collect(), window, usize::MAX, |_| true);
        busy.into_iter().filter_map(|(actor, work)| Some((*known.get(&actor)?, union(work)))).collect()
    }

    /// The same by their numbers, of some of the first rows that are held, each piece for itself.
    pub(super) fn busy(
        &self,
        actors: &BTreeSet<u32>,
        (from, until): Interval,
        known: usize,
        counts: impl Fn(&Row) -> bool,
    ) -> BTreeMap<u32, Vec<Interval>> {
        let mut out: BTreeMap<u32, Vec<Interval>> = BTreeMap::new();
        for (number, row) in (self.first_row..).zip(self.rows.iter().take(known)) {
            let is_near = row.started != NO_TIME && row.ended > from && row.started < until;
            if is_near && actors.contains(&row.actor) && counts(row) {
                let pieces = self.worked(number, row).into_iter().map(|(a, b)| (a.max(from), b.min(until)));
                out.entry(row.actor).or_default().extend(pieces.filter(|(from, until)| from < until));
            }
        }
        out
    }
}
