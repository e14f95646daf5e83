//! R8: steps of one role that one person could do in one go are handed over to another one instead.
use super::history::History;
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::ratio;
use crate::statistics::interval::clopper_pearson_lower;

/// In at least this share somebody else goes on.
const OTHERS_MIN: f64 = 0.30;
/// So many tasks are joined at most.
const SPAN_MAX: u32 = 3;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    for ((first, second), rows) in &history.pairs {
        let suggestion = pair(history, found, *first, *second, rows);
        found.suggestions.extend(suggestion);
    }
}

fn pair(history: &History<'_>, found: &mut Found, first: u32, second: u32, rows: &[u32]) -> Option<Suggestion> {
    let places = history.names(&[first, second]);
    let (a, b) = (places[0].as_str(), places[1].as_str());
    let known: Vec<(u32, u32, u32)> = rows
        .iter()
        .filter_map(|row| Some((*row, history.actor(history.before[*row as usize])?, history.actor(*row)?)))
        .collect();
    if first == second || known.is_empty() || history.facts.pair(a, b, false) {
        return None;
    }
    let (Some(of_a), Some(of_b)) = (history.facts.group(a), history.facts.group(b)) else {
        found.lacks(Rule::R8, &places, Missing::Roles);
        return None;
    };
    let n = history.cases_in(known.iter().map(|(row, ..)| row));
    if of_a != of_b || !found.enough(Rule::R8, &places, n) {
        return None;
    }
    let others = known.iter().filter(|(_, before, after)| before != after);
    if clopper_pearson_lower(others.clone().count() as u64, known.len() as u64, 0.95) < OTHERS_MIN {
        return None;
    }
    // Of each pair: what it waits for somebody else; nothing where the same person goes on.
    let waits = known.iter().map(|(row, before, after)| {
        let critical = history.critical[*row as usize] as f64;
        let wait = if before == after { 0.0 } else { history.queue(*row).unwrap_or(0.0).min(critical) };
        (wait, 1.0)
    });
    let gain = ratio(&waits.collect::<Vec<_>>())?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * known.len() as f64) {
        return None;
    }
    Some(Suggestion {
        rule: Rule::R8,
        n,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: known.len() as u64 },
        confidence: if history.knows_causes { Confidence::Firm } else { Confidence::Indicative },
        effects: Rule::R8.effects(),
        edit: Edit::MergeTasks { tasks: places.clone() },
        guards: vec![Guard::Span(SPAN_MAX), Guard::Simulate],
        missing: if history.knows_causes { vec![] } else { vec![Missing::Causes] },
        evidence: history.cases_of(known.iter().map(|(row, ..)| row)),
        places,
    })
}
