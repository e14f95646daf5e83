//! R15: several round trips to one partner that need nothing of one another become one.
use super::facts::{Kind, Step};
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::mean;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer round trips in a case are none too many.
const TRIPS_MIN: usize = 2;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let mut partners: BTreeMap<&str, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for activity in 0..history.rows.len() as u32 {
        let partner = history.facts.steps.get(history.name(activity)).and_then(|step| step.partner.as_deref());
        let Some(partner) = partner else { continue };
        match history.kind(activity) {
            Kind::Send => partners.entry(partner).or_default().0.push(activity),
            Kind::Receive => partners.entry(partner).or_default().1.push(activity),
            _ => {}
        }
    }
    if partners.is_empty() {
        found.lacks(Rule::R15, &[], Missing::Partners);
        return;
    }
    for (partner, (sends, receives)) in partners {
        let suggestion = contacts(history, found, partner, &sends, &receives);
        found.suggestions.extend(suggestion);
    }
}

fn contacts(
    history: &History<'_>,
    found: &mut Found,
    partner: &str,
    sends: &[u32],
    receives: &[u32],
) -> Option<Suggestion> {
    let places = vec![partner.to_owned()];
    let mut waits: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for row in receives.iter().flat_map(|receive| &history.rows[*receive as usize]) {
        let case = history.case_of[*row as usize];
        waits.entry(case).or_default().extend(history.sojourn(*row));
    }
    // What goes out on its own, without an answer, is no round trip.
    let mut sent: BTreeMap<u32, usize> = BTreeMap::new();
    for row in sends.iter().flat_map(|send| &history.rows[*send as usize]) {
        *sent.entry(history.case_of[*row as usize]).or_default() += 1;
    }
    waits.retain(|case, waits| waits.len() >= TRIPS_MIN && sent.get(case).is_some_and(|sent| *sent >= TRIPS_MIN));
    if waits.is_empty() || !found.enough(Rule::R15, &places, waits.len() as u64) {
        return None;
    }
    if !is_all_known_at_first(history, found, &places, sends, receives)? {
        return None;
    }
    // The longest answer is still waited for.
    let saved = |waits: &Vec<f64>| waits.iter().sum::<f64>() - waits.iter().copied().fold(0.0, f64::max);
    let gain = mean(&waits.values().map(saved).collect::<Vec<f64>>())?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * waits.len() as f64) {
        return None;
    }
    Some(Suggestion {
        rule: Rule::R15,
        places,
        n: waits.len() as u64,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: waits.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R15.effects(),
        edit: Edit::CombineMessages { partner: partner.to_owned(), sends: history.names(sends) },
        guards: vec![Guard::Simulate],
        missing: vec![],
        evidence: waits.into_keys().collect(),
    })
}

/// Does no message need what an answer of the same partner, or a step between, has written? None where it is not known.
fn is_all_known_at_first(
    history: &History<'_>,
    found: &mut Found,
    places: &[String],
    sends: &[u32],
    receives: &[u32],
) -> Option<bool> {
    let unknown: Vec<String> = sends
        .iter()
        .chain(receives)
        .map(|step| history.name(*step))
        .filter(|step| history.facts.access(step).is_none())
        .map(str::to_owned)
        .collect();
    if !unknown.is_empty() {
        found.lacks(Rule::R15, places, Missing::DataAccess(unknown));
        return None;
    }
    // Between the first message and the last one lies what comes after some message and before some other.
    let after: BTreeSet<u32> = sends.iter().flat_map(|send| history.later(*send)).collect();
    let between = after.iter().filter(|step| !history.later(**step).is_disjoint(&sends.iter().copied().collect()));
    let writes: BTreeSet<&String> = between
        .filter_map(|step| history.facts.steps.get(history.name(*step)))
        .filter_map(|step: &Step| step.access.as_ref())
        .flat_map(|access| &access.writes)
        .collect();
    let mut reads = sends.iter().filter_map(|send| history.facts.access(history.name(*send)));
    Some(!reads.any(|access| access.reads.iter().any(|name| writes.contains(name))))
}
