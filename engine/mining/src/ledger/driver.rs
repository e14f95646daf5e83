//! The cases behind the numbers of a driver: those in which it is so, those in which it is not, and the flagged ones of both.
use super::Ledger;
use super::ask::{Ask, FILTERS_MAX};
use super::evidence::{EvidenceKind, Handle};
use super::explain::Flag;
use super::finding::DriverItem;
use super::select::Extent;
use jiff::tz::TimeZone;
use roaring::RoaringBitmap;
use serde::{Deserialize, Serialize};

/// The handles of the four numbers of a driver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DriverEvidence {
    /// Cases in which it is so.
    pub with: String,
    /// Flagged ones of these.
    pub flagged: String,
    /// Cases in which it is not.
    pub rest: String,
    /// Flagged ones of these.
    pub rest_flagged: String,
}

/// A part of cases that were compared. The whole comparison is made again: what was so then is a matter of its moments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// What is remarkable.
    #[serde(rename = "g")]
    flag: Flag,
    /// Where days and hours are counted.
    #[serde(rename = "z")]
    zone: String,
    /// What is so in them, all at once; nothing: all of them.
    #[serde(rename = "i", default)]
    items: Vec<DriverItem>,
    /// Is it so, or is it not?
    #[serde(rename = "w")]
    with: bool,
    /// Only flagged ones, or those that are not.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    flagged: Option<bool>,
}

impl Side {
    pub(super) fn of(flag: Flag, zone: &str, items: &[DriverItem], with: bool, flagged: Option<bool>) -> Self {
        Side { flag, zone: zone.to_owned(), items: items.to_vec(), with, flagged }
    }

    /// Is it one that can be looked for?
    pub(super) fn is_one(&self) -> bool {
        self.items.len() <= FILTERS_MAX && TimeZone::get(&self.zone).is_ok()
    }
}

impl Ledger {
    pub(super) fn handle_of_side(&self, ask: &Ask, side: Side) -> String {
        Handle { side: Some(side), ..self.written(EvidenceKind::Cases, ask) }.write()
    }

    /// The cases of a side, in the order in which they ended.
    pub(super) fn cases_of(&self, ask: &Ask, side: &Side, extent: Extent) -> Vec<u32> {
        let Ok(zone) = TimeZone::get(&side.zone) else { return vec![] };
        let compared = self.side_by_side(ask, side.flag, &zone, extent);
        let all: RoaringBitmap = (0..compared.numbers.len() as u32).collect();
        let mut with = all.clone();
        for wanted in &side.items {
            let is_it =
                |item: &&crate::rootcause::Item| item.attribute == wanted.attribute && item.value == wanted.value;
            match compared.items.iter().find(is_it) {
                Some(item) => with &= &item.cases,
                None => with.clear(),
            }
        }
        let mut found = if side.with { with } else { &all - &with };
        match side.flagged {
            Some(true) => found &= &compared.flagged,
            Some(false) => found -= &compared.flagged,
            None => {}
        }
        found.iter().filter_map(|at| compared.numbers.get(at as usize).copied()).collect()
    }
}
