//! Escalations: when each was thrown, whether somebody was addressed, and when what they were asked to do was done.
use super::Ledger;
use super::ask::Ask;
use super::indices::IndexFacts;
use crate::aggregate::{HOUR_MS, Place, PlaceId};
use crate::log::NO_TIME;

/// One that was thrown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Escalation {
    /// The process and version in which it was thrown.
    pub place: PlaceId,
    /// When, ms.
    pub at: i64,
    /// Did anybody catch it?
    pub caught: bool,
    /// When the first work that it led to was done, or its way came to its end, ms; or none.
    pub closed: i64,
    /// Did whoever was addressed escalate it again?
    pub again: bool,
}

impl Ledger {
    /// An escalation is thrown; gives its number.
    pub fn escalate(&mut self, place: PlaceId, at: i64, caught: bool) -> u32 {
        let number = self.first_escalation + self.escalations.len() as u32;
        self.escalations.push_back(Escalation { place, at, caught, closed: NO_TIME, again: false });
        if self.escalations.len() > self.limits.cases.max(1) {
            self.escalations.pop_front();
            self.first_escalation += 1;
        }
        number
    }

    /// What an escalation asked for is done.
    pub fn escalation_closed(&mut self, number: u32, at: i64) {
        if let Some(of) = self.escalation_mut(number).filter(|of| of.closed == NO_TIME) {
            of.closed = at;
        }
    }

    /// Whoever was addressed passed it on.
    pub fn escalated_again(&mut self, number: u32) {
        if let Some(of) = self.escalation_mut(number) {
            of.again = true;
        }
    }

    fn escalation_mut(&mut self, number: u32) -> Option<&mut Escalation> {
        self.escalations.get_mut(number.checked_sub(self.first_escalation)? as usize)
    }

    /// The escalations that were thrown in the window of a question, of which it is known whether they were closed in time where
    /// they were addressed to: when, and were they?
    pub(super) fn escalated(&self, ask: &Ask, facts: &IndexFacts) -> Vec<(i64, bool)> {
        let places = self.places_of(ask, &Place::Process);
        let limit = i64::from(facts.settings.escalation_hours) * HOUR_MS;
        let of = self.escalations.iter();
        let asked = of.filter(|of| places.contains(&of.place) && (ask.from..ask.until).contains(&of.at));
        let judged = |of: &Escalation| {
            let closed = of.closed != NO_TIME;
            // One that nobody catches, or that is passed on, needs no waiting.
            let settled = closed || !of.caught || of.again || facts.now.saturating_sub(of.at) > limit;
            settled.then(|| (of.at, of.caught && !of.again && closed && of.closed - of.at <= limit))
        };
        asked.filter_map(judged).collect()
    }
}
