//! R14: one field goes with most of what is stuck or sent back; it is checked where it is entered.
use super::history::History;
use super::segment::Test;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::rootcause::{Asked, Label, Ranking, rank};
use crate::statistics::bootstrap::Estimate;

/// The field must explain this share of the faults.
const EXPLAINED_MIN: f64 = 0.30;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let returning = history.facts.outcomes.as_ref().map(|of| &of.returning);
    let is_fault = |row: usize| {
        let sent_back = history.outcome(row as u32).zip(returning).is_some_and(|(outcome, of)| of.contains(outcome));
        history.log.incidents[row] > 0 || sent_back
    };
    let flagged = history.cases.iter().copied().filter(|case| history.log.case(*case as usize).any(is_fault)).collect();
    let cases = history.cases.iter().copied().collect();
    if !found.enough(Rule::R14, &[], history.cases.len() as u64) {
        return;
    }
    let segments = history.segments();
    // What a step writes is known only when the case is on its way; only what a case begins with can be checked there.
    let usable = segments.usable(|attribute| history.is_known_at_first(attribute));
    if usable.is_empty() {
        found.lacks(Rule::R14, &[], Missing::Attributes);
        return;
    }
    let items = segments.items(&usable);
    let asked = Asked { cases: &cases, flagged: &flagged, items: &items, strata: &[], older: &history.older(0.7) };
    let drivers = match rank(&asked) {
        Ranking::Drivers { drivers, .. } => drivers,
        Ranking::TooFew { flagged, .. } if flagged > 0 => {
            found.at_least(Rule::R14, &[], crate::rootcause::FLAGGED_MIN, flagged);
            return;
        }
        Ranking::TooFew { .. } | Ranking::None { .. } => return,
    };
    let explains = |excess: f64| excess >= EXPLAINED_MIN * flagged.len() as f64;
    let best = drivers.into_iter().find(|d| d.items.len() == 1 && d.label == Label::Strong && explains(d.excess));
    let Some(driver) = best else { return };
    let item = &items[driver.items[0]];
    let (value, low, high) = driver.risk_difference;
    let condition = &segments.conditions[usable[driver.items[0]]];
    found.suggestions.push(Suggestion {
        rule: Rule::R14,
        places: vec![item.attribute.clone()],
        n: cases.len(),
        gain: Gain { unit: Unit::Faults, per_case: Estimate { value, low, high }, cases: driver.cases.len() },
        confidence: Confidence::Indicative,
        effects: Rule::R14.effects(),
        edit: Edit::AddControl {
            field: item.attribute.clone(),
            value: if condition.test == Test::Missing { String::new() } else { item.value.clone() },
        },
        guards: vec![Guard::Association],
        missing: vec![],
        evidence: driver.cases,
    });
}
