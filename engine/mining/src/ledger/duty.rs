//! Four eyes: what one person did that two should have done, at the moment at which it became so.
use super::ask::Ask;
use super::row::CaseRow;
use super::select::Extent;
use super::{Ledger, Row};
use crate::aggregate::{Place, PlaceId};
use crate::log::NO_NAME;

/// Who started a case, in the place of an activity.
pub const INITIATOR: &str = "$initiator";

/// What the engine does by itself is said to be done by it.
pub(super) const ENGINE: &str = "engine";

impl Ledger {
    /// The rows that ended in the window of a question by which one person had done both of two things, in the order in which
    /// they ended. The case need not have ended.
    pub(super) fn breaches(&self, ask: &Ask, (one, other): (&str, &str), extent: Extent) -> Vec<u32> {
        let places = |node: &str| self.places_of(ask, &Place::Node(node.to_owned()));
        let (first, second) = (places(one), places(other));
        let mut out = vec![];
        for (mine, theirs, node) in [(&first, &second, other), (&second, &first, one)] {
            for number in mine.iter().flat_map(|place| self.members[place.0 as usize].iter().copied()) {
                let Some(row) = self.row(number).filter(|_| number < extent.0) else { continue };
                let within = (ask.from..ask.until).contains(&row.ended) && ask.before.is_none_or(|end| row.ended < end);
                if within && self.did_before(number, row, theirs, node == INITIATOR) {
                    out.push(number);
                }
            }
        }
        out.sort_unstable();
        out
    }

    /// Had somebody who did a row done one of these places before, or started the case?
    fn did_before(&self, number: u32, row: &Row, places: &[PlaceId], started: bool) -> bool {
        let doers = self.doers(number, row);
        let Some(case) = self.case(row.case) else { return false };
        if started {
            return case.initiator != NO_NAME && doers.contains(&case.initiator);
        }
        self.rows_until(case, number).any(|(before, other)| {
            places.contains(&other.place) && self.doers(before, other).iter().any(|person| doers.contains(person))
        })
    }

    /// The rows of a case before one of them, the latest first.
    fn rows_until<'a>(&'a self, case: &CaseRow, number: u32) -> impl Iterator<Item = (u32, &'a Row)> {
        let mut at = case.last_row;
        std::iter::from_fn(move || {
            let row = self.row(at)?;
            let found = (at, row);
            at = row.previous;
            Some(found)
        })
        .filter(move |(before, _)| *before < number)
    }
}
