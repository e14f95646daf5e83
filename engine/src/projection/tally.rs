//! How often each element was completed, by definition: one row for each partition, so that each has one writer.
//!
//! What rests where has rows of its own; what is over leaves none, and is counted here. A rebuild counts the same steps
//! and comes to the same rows.
use super::rows::RowKeys;
use super::{pack, unpack};
use crate::keys::Bytes;
use crate::store::{Change, Error, Table, Value, ViewRead};
use std::collections::BTreeMap;
use weir_core::{ElementId, Event, Key, Step};

/// How often, by element.
pub type Completed = BTreeMap<ElementId, u64>;

/// The elements a step has completed, once for each time; `known` is as it was before.
pub fn completed(known: &RowKeys, step: &Step) -> Vec<ElementId> {
    // Keys are given in ascending order: what is looked for is nearly always found where it was put.
    let mut fresh: Vec<(Key, &ElementId)> = Vec::new();
    let mut completed = Vec::new();
    for event in &step.events {
        match event {
            Event::ElementActivating { key, element, .. } | Event::TokenArrived { key, element, .. } => {
                if let Err(place) = fresh.binary_search_by_key(key, |(known, _)| *known) {
                    fresh.insert(place, (*key, element));
                }
            }
            Event::ElementCompleted { key, .. } => {
                let found = fresh.binary_search_by_key(key, |(known, _)| *known);
                let element = found.map(|place| fresh[place].1).ok().or_else(|| known.element_of(*key));
                completed.extend(element.cloned());
            }
            _ => {}
        }
    }
    completed
}

/// Adds to what a row says already.
pub fn add(to: &mut Completed, done: Vec<ElementId>) {
    for element in done {
        match to.get_mut(&element) {
            Some(count) => *count += 1,
            None => _ = to.insert(element, 1),
        }
    }
}

/// The row of a definition in a partition.
pub fn tally_change(definition: &str, partition: u8, counts: &Completed) -> Change {
    Change::put(Table::Tally, tally_key(definition, partition), pack(counts))
}

fn tally_key(definition: &str, partition: u8) -> Vec<u8> {
    tallies(definition).byte(partition).done()
}

/// The rows of a definition.
pub fn tallies(definition: &str) -> Bytes {
    Bytes::new().text(definition)
}

/// What the view says.
pub fn kept_tally(view: &dyn ViewRead, definition: &str, partition: u8) -> Result<Completed, Error> {
    let found = view.get(Table::Tally, &tally_key(definition, partition))?;
    Ok(found.map(|bytes| unpack(&bytes)).transpose()?.unwrap_or_default())
}

/// The same with what earlier steps of one frame have added.
pub fn replayed_tally(
    view: &dyn ViewRead,
    changes: &[Change],
    definition: &str,
    partition: u8,
) -> Result<Completed, Error> {
    let key = tally_key(definition, partition);
    let pending = changes.iter().rev().find(|change| change.table == Table::Tally && change.key == key);
    match pending.map(|change| &change.value) {
        Some(Value::Bytes(bytes)) => unpack(bytes),
        _ => kept_tally(view, definition, partition),
    }
}
