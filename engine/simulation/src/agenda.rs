//! The virtual clock: what is due, the soonest first, and of one moment what was planned first.
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use weir_core::{Key, WaitId};

/// What can be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Due {
    /// The next case begins.
    Arrival,
    /// A timer, or something from outside that a wait is for.
    Wait { place: Place, kind: WaitKind },
    /// What kept an item from the queue is over.
    Ready { item: u32, generation: u32 },
    /// An item is done that nobody works on, or that is one of a sequence.
    Item { item: u32, generation: u32 },
    /// Somebody is through with a piece of work.
    Unit { unit: u32, generation: u32 },
    /// Somebody comes to work.
    Duty { person: u32 },
    /// A batch has waited long enough.
    Batch { batch: u32, generation: u32 },
}

/// Why a wait is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitKind {
    Timer,
    /// A message or signal from outside.
    Outside,
    /// A called process that the scenario stands for.
    Called,
}

/// A wait of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub slot: u32,
    pub generation: u32,
    pub key: Key,
    pub wait: WaitId,
}

/// What is due, by time.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    heap: BinaryHeap<Reverse<Entry>>,
    planned: u64,
}

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    at: i64,
    number: u64,
    due: Due,
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Agenda {
    /// Plans something.
    pub fn plan(&mut self, at: i64, due: Due) {
        self.planned += 1;
        self.heap.push(Reverse(Entry { at, number: self.planned, due }));
    }

    /// What is due next.
    pub fn next(&mut self) -> Option<(i64, Due)> {
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soonest_comes_first_and_of_one_moment_the_first_planned() {
        let mut agenda = Agenda::default();
        agenda.plan(5, Due::Duty { person: 1 });
        agenda.plan(3, Due::Duty { person: 2 });
        agenda.plan(3, Due::Arrival);
        let order: Vec<_> = std::iter::from_fn(|| agenda.next()).collect();
        assert_eq!(order, [(3, Due::Duty { person: 2 }), (3, Due::Arrival), (5, Due::Duty { person: 1 })]);
    }
}
