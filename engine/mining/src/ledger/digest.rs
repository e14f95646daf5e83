//! A number that says whether two ledgers are the same bit by bit.
use super::{Ledger, Valued};
use crate::aggregate::{Part, PlaceName, Window};
use std::hash::{BuildHasher, Hash, Hasher};

impl Ledger {
    /// A digest of everything that is held: two ledgers that were written alike have the same, whatever they are asked.
    pub fn digest(&self) -> u64 {
        let mut hash = foldhash::fast::FixedState::default().build_hasher();
        (self.first_row, self.first_case, self.ended, self.latest, self.forgotten).hash(&mut hash);
        for row in self.rows.iter() {
            (row.case, row.place, row.previous, row.actor, row.decision, row.incidents).hash(&mut hash);
            (row.enabled, row.claimed, row.started, row.ended, row.suspended, row.due, row.critical).hash(&mut hash);
            (row.outcome as u8, row.intervention, row.beside, row.cause).hash(&mut hash);
        }
        self.joins.hash(&mut hash);
        self.stills.hash(&mut hash);
        self.voters.hash(&mut hash);
        self.faults.hash(&mut hash);
        for case in self.cases.iter() {
            (case.id, case.place, case.began, case.ended, case.order, case.last_row, case.work).hash(&mut hash);
            (case.excess, case.incidents, case.interventions, case.decided, case.due, case.busy).hash(&mut hash);
            (case.initiator, case.outcome as u8, case.fields).hash(&mut hash);
            for (variable, value) in &case.values {
                (variable, bits(*value)).hash(&mut hash);
            }
            for of in &case.earlier {
                (of.variable, bits(of.value), of.from, of.until).hash(&mut hash);
            }
            case.since.hash(&mut hash);
            case.flows.hash(&mut hash);
            for jump in &case.jumps {
                (jump.variable, jump.from.to_bits(), jump.to.to_bits(), jump.at).hash(&mut hash);
            }
        }
        self.escalations.hash(&mut hash);
        self.marks.hash(&mut hash);
        self.running.hash(&mut hash);
        self.taken.hash(&mut hash);
        self.actors.iter().for_each(|name| name.hash(&mut hash));
        for (id, name) in self.aggregates.places().iter() {
            (id, name, self.nature(id)).hash(&mut hash);
            self.cells(name, &mut hash);
        }
        hash.finish()
    }

    fn cells(&self, name: &PlaceName, hash: &mut impl Hasher) {
        let PlaceName { process, version, place } = name.clone();
        let window = Window { process, version: Some(version), place, from: i64::MIN / 4, until: i64::MAX / 4 };
        for (at, hour) in self.aggregates.series(&window) {
            (at, hour.ended, hour.terminated, hour.interventions, hour.incidents).hash(hash);
            for part in Part::ALL {
                let totals = hour.time(part);
                (totals.n, totals.sum, totals.deviation_of_sample().to_bits()).hash(hash);
            }
        }
        for part in Part::ALL {
            self.aggregates.sketch(&window, part).histogram().for_each(|bucket| bucket.hash(hash));
        }
    }
}

/// A value by its kind and its bits.
fn bits(value: Valued) -> (u8, u64) {
    match value {
        Valued::Text(number) => (0, u64::from(number)),
        Valued::Number(number) => (1, number.to_bits()),
        Valued::Flag(flag) => (2, u64::from(flag)),
    }
}
