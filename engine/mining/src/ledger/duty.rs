//! Four eyes: what one person did that two should have done, at the moment at which it became so.
use super::ask::Ask;
use super::index_parts::{Days, Found};
use super::row::CaseRow;
use super::select::Extent;
use super::{Ledger, Row};
use crate::aggregate::{Place, PlaceId};
use crate::log::NO_NAME;
use std::collections::BTreeSet;

/// Who started a case, in the place of an activity.
pub const INITIATOR: &str = "$initiator";

/// What the engine does by itself is said to be done by it.
pub(super) const ENGINE: &str = "engine";

/// What one person should not do both of.
struct Apart {
    /// One, in all versions; none: who started the case.
    one: Option<Vec<PlaceId>>,
    /// The other.
    other: Option<Vec<PlaceId>>,
}

impl Apart {
    fn of(ledger: &Ledger, ask: &Ask, (one, other): &(String, String)) -> Self {
        let every = Ask { version: None, ..ask.clone() };
        let places = |node: &str| (node != INITIATOR).then(|| ledger.places_of(&every, &Place::Node(node.to_owned())));
        Apart { one: places(one), other: places(other) }
    }

    /// Did nobody do both? None where it is not known that both were done.
    fn is_kept(&self, ledger: &Ledger, case: &CaseRow) -> Option<bool> {
        let people = |places: &Option<Vec<PlaceId>>| -> BTreeSet<u32> {
            let Some(places) = places else { return known(case.initiator).into_iter().collect() };
            let rows = ledger.rows_of(case).into_iter().filter_map(|number| Some((number, ledger.row(number)?)));
            rows.filter(|(_, row)| places.contains(&row.place))
                .flat_map(|(number, row)| ledger.doers(number, row))
                .collect()
        };
        let (one, other) = (people(&self.one), people(&self.other));
        (!one.is_empty() && !other.is_empty()).then(|| one.is_disjoint(&other))
    }
}

fn known(person: u32) -> Option<u32> {
    Some(person).filter(|person| *person != NO_NAME)
}

impl Days<'_> {
    /// Cases in which two things were done that are kept apart: what rules of duties name, and decisions on what somebody has begun.
    /// Good are those in which nobody did both.
    pub(super) fn kept_apart(
        &self,
        ledger: &Ledger,
        ask: &Ask,
        pairs: &[(String, String)],
    ) -> Result<Found, &'static str> {
        let rules: Vec<Apart> = pairs.iter().map(|pair| Apart::of(ledger, ask, pair)).collect();
        self.share(|case| {
            let mut told: Vec<bool> = rules.iter().filter_map(|rule| rule.is_kept(ledger, case)).collect();
            if let Some(initiator) = known(case.initiator) {
                let rows = ledger.rows_of(case).into_iter().filter_map(|number| Some((number, ledger.row(number)?)));
                let decided = rows.filter(|(_, row)| row.decision != NO_NAME);
                // Whoever gave one of several opinions has decided too.
                let doers = decided.map(|(number, row)| ledger.doers(number, row)).filter(|doers| !doers.is_empty());
                told.extend(doers.map(|doers| !doers.contains(&initiator)));
            }
            (u64::from(!told.is_empty() && told.iter().all(|kept| *kept)), u64::from(!told.is_empty()))
        })
    }
}

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
