//! How often each element was completed, by definition: one row for each partition, so that each has one writer.
//!
//! What rests where has rows of its own; what is over leaves none, and is counted here. A rebuild counts the same steps
//! and comes to the same rows.
use super::rows::RowKeys;
use super::{pack, unpack};
use crate::keys::Bytes;
use crate::store::{Change, Error, Table, Value, ViewRead};
use std::collections::{BTreeMap, HashMap};
use weir_core::{ElementId, Event, Key, Step};

/// How often, by element.
pub type Completed = BTreeMap<ElementId, u64>;

/// What a step has completed; `known` is as it was before.
pub fn completed(known: &RowKeys, step: &Step) -> Completed {
    let mut fresh: HashMap<Key, &ElementId> = HashMap::new();
    let mut completed = Completed::new();
    for event in &step.events {
        match event {
            Event::ElementActivating { key, element, .. } | Event::TokenArrived { key, element, .. } => {
                fresh.insert(*key, element);
            }
            Event::ElementCompleted { key, .. } => {
                if let Some(element) = fresh.get(key).copied().or_else(|| known.element_of(*key)) {
                    *completed.entry(element.clone()).or_default() += 1;
                }
            }
            _ => {}
        }
    }
    completed
}

/// Adds to what a row says already.
pub fn add(to: &mut Completed, more: Completed) {
    for (element, count) in more {
        *to.entry(element).or_default() += count;
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
