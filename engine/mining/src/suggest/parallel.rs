//! R1: two steps that follow one another, and need nothing of each other, go on side by side.
use super::facts::{Access, Source};
use super::history::{ALWAYS, History};
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::{self, Estimate};
use crate::statistics::interval::clopper_pearson_upper;

/// After the first step at most this share of cases may stop: what the second does in the meantime would be in vain.
const STOPS_MAX: f64 = 0.10;
/// People who do both must be less busy than this: side by side needs two of them.
const BUSY_MAX: f64 = 0.8;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    for ((first, second), rows) in &history.pairs {
        if let Some(suggestion) = pair(history, found, *first, *second, rows) {
            found.suggestions.push(suggestion);
        }
    }
}

fn pair(history: &History<'_>, found: &mut Found, first: u32, second: u32, rows: &[u32]) -> Option<Suggestion> {
    let places = history.names(&[first, second]);
    let (a, b) = (places[0].as_str(), places[1].as_str());
    let follows = rows.len() as f64 >= ALWAYS * history.rows[second as usize].len() as f64;
    let begun = history.rows[first as usize].len() as u64;
    let stopped = begun.saturating_sub(rows.len() as u64);
    let facts = history.facts;
    let pinned = facts.flows.iter().any(|flow| flow.pinned && (flow.from == a || flow.to == b));
    if first == second || !history.is_task(first) || !history.is_task(second) || !follows || pinned {
        return None;
    }
    let n = history.cases_in(rows);
    if facts.pair(a, b, true) || !found.enough(Rule::R1, &places, n) {
        return None;
    }
    if clopper_pearson_upper(stopped, begun, 0.95) > STOPS_MAX {
        return None;
    }
    let (Some(of_a), Some(of_b)) = (facts.access(a), facts.access(b)) else {
        let unknown = places.iter().filter(|step| facts.access(step).is_none()).cloned().collect();
        found.lacks(Rule::R1, &places, Missing::DataAccess(unknown));
        return None;
    };
    if !of_a.is_independent_of(of_b) || decides_between(history, (first, second), of_a) {
        return None;
    }
    if !are_people_free(history, found, first, second, &places)? {
        return None;
    }
    let gain = gain(history, rows)?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * rows.len() as f64) {
        return None;
    }
    let effort = rows.iter().filter_map(|row| history.service(*row)).sum::<f64>() / rows.len() as f64;
    let declared = of_a.source != Source::Observed && of_b.source != Source::Observed && history.knows_causes;
    let mut guards = vec![Guard::Simulate];
    if stopped > 0 {
        guards.push(Guard::WastedEffort(stopped as f64 / begun as f64 * effort));
    }
    Some(Suggestion {
        rule: Rule::R1,
        n,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: if declared { Confidence::Firm } else { Confidence::Indicative },
        effects: Rule::R1.effects(),
        edit: Edit::Parallelise { first: a.to_owned(), second: b.to_owned() },
        guards,
        missing: if declared { vec![] } else { vec![Missing::DataAccess(places.clone())] },
        evidence: history.cases_of(rows),
        places,
    })
}

/// Does a gateway between the two read what the first writes?
fn decides_between(history: &History<'_>, pair: (u32, u32), of_first: &Access) -> bool {
    let gateways = history.between.get(&pair).into_iter().flatten().map(|gateway| history.name(*gateway));
    let mut gateways = gateways.collect::<Vec<_>>().into_iter();
    gateways.any(|gateway| {
        let leaving = history.facts.flows.iter().filter(|flow| flow.from == gateway);
        leaving.into_iter().any(|flow| !flow.reads.is_disjoint(&of_first.writes))
    })
}

/// Can two people work at once: are the steps done by others, by systems, or by people with time? None, and said, where
/// this cannot be known.
fn are_people_free(history: &History<'_>, found: &mut Found, a: u32, b: u32, places: &[String]) -> Option<bool> {
    let (of_a, of_b) = (history.actors_of(a), history.actors_of(b));
    if of_a.is_disjoint(&of_b) {
        return Some(true);
    }
    let both = &of_a | &of_b;
    let unknown = history.without_starts([a, b]);
    if !unknown.is_empty() {
        // Whoever is never seen to begin seems never to be busy.
        found.lacks(Rule::R1, places, Missing::Starts(unknown));
        return None;
    }
    let busy = history.utilisation(&both);
    if busy.is_none() {
        found.lacks(Rule::R1, places, Missing::Calendars);
    }
    Some(both.len() > 1 && busy? < BUSY_MAX)
}

/// In each case the shorter of the two is gained, since a + b − max(a, b) = min(a, b), where both decide when it ends.
fn gain(history: &History<'_>, rows: &[u32]) -> Option<Estimate> {
    let shorter = |row: &u32| {
        let before = history.before[*row as usize];
        let (x, y) = (history.sojourn(before)?, history.sojourn(*row)?);
        let critical = history.critical[before as usize].min(history.critical[*row as usize]);
        Some(x.min(y).min(critical as f64))
    };
    bootstrap::mean(&rows.iter().filter_map(shorter).collect::<Vec<f64>>())
}
