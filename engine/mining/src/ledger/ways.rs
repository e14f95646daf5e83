//! Classes of cases that had gone alike: an association must hold within them, else it is only the way that is told twice.
use super::Ledger;
use super::row::CaseRow;
use crate::aggregate::PlaceId;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// So many ways are told apart, the most frequent; the others are one class.
const WAYS_MAX: usize = 30;

impl Ledger {
    /// The classes of cases by the flows that each had taken before a moment of its own, whatever the version: the same flow of
    /// two versions is one.
    pub(super) fn ways(&self, cases: &[&CaseRow], until: &[i64]) -> Vec<RoaringBitmap> {
        // The same flow of several versions has several places.
        let mut first: BTreeMap<&str, PlaceId> = BTreeMap::new();
        let mut one_of: BTreeMap<PlaceId, PlaceId> = BTreeMap::new();
        let mut classes: BTreeMap<Vec<PlaceId>, RoaringBitmap> = BTreeMap::new();
        for ((index, case), until) in (0_u32..).zip(cases).zip(until) {
            let mut way: BTreeSet<PlaceId> = BTreeSet::new();
            for taken in case.flows.iter().filter(|taken| taken.at < *until) {
                let place = taken.flow;
                let one = *one_of.entry(place).or_insert_with(|| *first.entry(self.node_name(place)).or_insert(place));
                way.insert(one);
            }
            classes.entry(way.into_iter().collect()).or_default().insert(index);
        }
        let mut classes: Vec<RoaringBitmap> = classes.into_values().collect();
        classes.sort_by_key(|cases| std::cmp::Reverse(cases.len()));
        if classes.len() > WAYS_MAX {
            let others = classes.split_off(WAYS_MAX).into_iter().fold(RoaringBitmap::new(), |all, one| all | one);
            classes.push(others);
        }
        classes
    }
}
