//! Classes of cases that had gone alike: an association must hold within them, else it is only the way that is told twice.
//!
//! The way must not be what is to be explained. At the same age whoever is slow has come less far than the others, and what is done
//! again goes by flows that nobody else goes by: told apart by these, no class would have both kinds of cases, and nothing would ever
//! be found. So the whole ways are compared, but for what came of it.
use super::Ledger;
use super::row::CaseRow;
use crate::aggregate::PlaceId;
use roaring::RoaringBitmap;
use std::collections::{BTreeMap, BTreeSet};

/// So many ways are told apart, the most frequent; the others are one class.
const WAYS_MAX: usize = 30;

/// Which flows tell a way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told {
    /// Those taken before each case's moment, which is not a matter of what is remarkable: when a visit could begin.
    Before,
    /// All, but for those that only remarkable cases took, and these only when they were: what comes of being late.
    Whole,
    /// Those that cases of both kinds took: what is done again, stuck or ended goes its own way by being so.
    Shared,
}

impl Ledger {
    /// The classes of cases by the flows that tell their ways, whatever the version: the same flow of two versions is one.
    pub(super) fn ways(
        &self,
        cases: &[&CaseRow],
        until: &[i64],
        flagged: &RoaringBitmap,
        told: Told,
    ) -> Vec<RoaringBitmap> {
        // The same flow of several versions has several places.
        let mut first: BTreeMap<&str, PlaceId> = BTreeMap::new();
        let mut one_of: BTreeMap<PlaceId, PlaceId> = BTreeMap::new();
        // By which flows remarkable cases went, and went before they were, and by which the others did.
        let [mut theirs, mut before, mut others] = [const { BTreeSet::new() }; 3];
        for ((index, case), until) in (0_u32..).zip(cases).zip(until) {
            for taken in &case.flows {
                let place = taken.flow;
                let one = *one_of.entry(place).or_insert_with(|| *first.entry(self.node_name(place)).or_insert(place));
                if !flagged.contains(index) {
                    others.insert(one);
                    continue;
                }
                theirs.insert(one);
                if taken.at < *until {
                    before.insert(one);
                }
            }
        }
        let tells = |one: &PlaceId| match told {
            Told::Before => true,
            Told::Whole => others.contains(one) || before.contains(one),
            Told::Shared => others.contains(one) && theirs.contains(one),
        };
        let mut classes: BTreeMap<Vec<PlaceId>, RoaringBitmap> = BTreeMap::new();
        for ((index, case), until) in (0_u32..).zip(cases).zip(until) {
            let taken = case.flows.iter().filter(|taken| !matches!(told, Told::Before) || taken.at < *until);
            let way: BTreeSet<PlaceId> = taken.map(|taken| one_of[&taken.flow]).filter(tells).collect();
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
