//! When people worked, on anything in any process: what they are busy with is not one process's.
use super::{Ledger, Nature};
use crate::log::NO_TIME;
use crate::measure::intervals::Interval;
use std::collections::BTreeMap;

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
        let mut out: BTreeMap<&str, Vec<Interval>> = BTreeMap::new();
        for (number, row) in (self.first_row..).zip(self.rows.iter()) {
            if row.started == NO_TIME || row.ended <= from || row.started >= until {
                continue;
            }
            let Some(person) = known.get(&row.actor).filter(|_| self.nature(row.place) == Nature::Human) else {
                continue;
            };
            let pieces = self.worked(number, row).into_iter().map(|(a, b)| (a.max(from), b.min(until)));
            out.entry(person).or_default().extend(pieces.filter(|(from, until)| from < until));
        }
        Some(out)
    }
}
