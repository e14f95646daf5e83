//! Items: what may be said of a case, with the cases of which it is so.
use crate::log::{Attributes, Cell, Log, NO_NAME};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// Something that is so in some cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Of what.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// The cases.
    pub cases: RoaringBitmap,
}

/// An item for each value of an attribute of cases, in the order of values.
pub fn case_values(log: &Log, attribute: &str) -> Vec<Item> {
    let mut values: BTreeMap<String, RoaringBitmap> = BTreeMap::new();
    for case in 0..log.case_count() {
        if let Some(value) = log.case_attributes.shown(attribute, case) {
            values.entry(value).or_default().insert(case as u32);
        }
    }
    items(attribute, values)
}

/// An item for each value that some row of a case has. The activity and the actor are attributes too, under the keys of
/// XES. Only rows before `until` of their case count, where it is given: what comes later was not known.
pub fn event_values(log: &Log, attribute: &str, until: Option<&[usize]>) -> Vec<Item> {
    let mut values: BTreeMap<String, RoaringBitmap> = BTreeMap::new();
    for (case, rows) in log.all_cases().enumerate() {
        let end = until.map_or(rows.end, |until| rows.end.min(until[case]));
        for row in rows.start..end {
            if let Some(value) = value_of(log, attribute, row) {
                values.entry(value).or_default().insert(case as u32);
            }
        }
    }
    items(attribute, values)
}

fn value_of(log: &Log, attribute: &str, row: usize) -> Option<String> {
    match attribute {
        "concept:name" => Some(log.activities.name(log.activity[row]).to_owned()),
        "org:resource" => (log.actor[row] != NO_NAME).then(|| log.actors.name(log.actor[row]).to_owned()),
        _ => shown(&log.attributes, attribute, row),
    }
}

fn shown(attributes: &Attributes, attribute: &str, row: usize) -> Option<String> {
    match attributes.cell(attribute, row) {
        Cell::None => None,
        _ => attributes.shown(attribute, row),
    }
}

fn items(attribute: &str, values: BTreeMap<String, RoaringBitmap>) -> Vec<Item> {
    values.into_iter().map(|(value, cases)| Item { attribute: attribute.to_owned(), value, cases }).collect()
}
