//! R13: what a person decides follows from what goes in; a decision table could say it. What is only copied is found beside it.
use super::copies;
use super::eliminate::{SURE, decisions, undecided};
use super::facts::Tag;
use super::history::History;
use super::{Confidence, DecisionRow, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::mean;
use crate::statistics::interval::{clopper_pearson_reaches, clopper_pearson_upper};
use roaring::RoaringBitmap;
use std::collections::BTreeMap;

/// A table with more rows is no rule that anybody could check.
const ROWS_MAX: usize = 20;
/// A row is pure enough to be one.
const PURE: f64 = 0.95;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    for task in history.user_tasks() {
        if !history.facts.is(history.name(task), Tag::Statutory) {
            let suggestion = copies::step(history, task).or_else(|| step(history, found, task));
            found.suggestions.extend(suggestion);
        }
    }
}

fn step(history: &History<'_>, found: &mut Found, task: u32) -> Option<Suggestion> {
    let places = history.names(&[task]);
    let by_outcome = decisions(history, task);
    let (n, visits) =
        (history.cases_in(by_outcome.values().flatten()), by_outcome.values().map(Vec::len).sum::<usize>());
    if n == 0 {
        found.lacks(Rule::R13, &places, Missing::Outcomes);
        return None;
    }
    if !found.enough(Rule::R13, &places, n) {
        return None;
    }
    if undecided(history, task).len() as f64 > (1.0 - SURE) * visits as f64 {
        found.lacks(Rule::R13, &places, Missing::Outcomes);
        return None;
    }
    let outcomes: BTreeMap<&str, RoaringBitmap> =
        by_outcome.iter().map(|(outcome, rows)| (*outcome, history.cases_of(rows))).collect();
    // What is always decided alike is no table; taking the step away is another rule's matter.
    if outcomes.len() < 2 {
        return None;
    }
    let segments = history.segments();
    let usable = segments.usable(|attribute| history.is_known_before(attribute, task));
    if usable.is_empty() {
        found.lacks(Rule::R13, &places, Missing::Attributes);
        return None;
    }
    let base = outcomes.values().fold(RoaringBitmap::new(), |all, of| all | of);
    let older = &base & history.older(0.7);
    let table = learn(history, &usable, &older, &outcomes)?;
    let newer = &base - &older;
    let right = right(history, &table, &newer, &outcomes);
    if !clopper_pearson_reaches(right, newer.len(), SURE, 0.95) {
        return None;
    }
    let rows: Vec<u32> = by_outcome.values().flatten().copied().collect();
    let times: Vec<f64> = rows.iter().map(|row| history.critical[*row as usize] as f64).collect();
    let gain = mean(&times)?;
    if !gain.is_above(0.0) || !history.is_worth(gain.value * rows.len() as f64) {
        return None;
    }
    let named = |(when, outcome): &(Vec<usize>, &str)| DecisionRow {
        when: segments.named(when),
        outcome: (*outcome).to_owned(),
    };
    Some(Suggestion {
        rule: Rule::R13,
        n,
        gain: Gain { unit: Unit::Time, per_case: gain, cases: rows.len() as u64 },
        confidence: Confidence::Indicative,
        effects: Rule::R13.effects(),
        edit: Edit::AutomateTask { task: places[0].clone(), table: table.iter().map(named).collect() },
        guards: vec![
            Guard::ExceptionsAtMost(clopper_pearson_upper(newer.len() - right, newer.len(), 0.95)),
            Guard::Association,
        ],
        missing: vec![],
        evidence: base,
        places,
    })
}

/// A decision table, row by row: each the largest pure kind of what the rows before leave; the last one is for the rest.
fn learn<'a>(
    history: &History<'_>,
    usable: &[usize],
    base: &RoaringBitmap,
    outcomes: &BTreeMap<&'a str, RoaringBitmap>,
) -> Option<Vec<(Vec<usize>, &'a str)>> {
    let segments = history.segments();
    let mut rest = base.clone();
    let mut table: Vec<(Vec<usize>, &str)> = vec![];
    while table.len() < ROWS_MAX {
        let most = outcomes.iter().max_by_key(|(_, of)| rest.intersection_len(of)).map(|(outcome, _)| *outcome)?;
        let all = rest.len();
        if all == 0 || rest.intersection_len(&outcomes[most]) as f64 >= SURE * all as f64 {
            table.push((vec![], most));
            return Some(table);
        }
        let grown = outcomes.iter().filter_map(|(outcome, of)| {
            let chosen = segments.grow(usable, &rest, &(&rest - of), PURE)?;
            let size = segments.all_of(&chosen, &rest).len();
            Some((size, chosen, *outcome))
        });
        let (_, chosen, outcome) = grown.max_by_key(|(size, ..)| *size)?;
        rest -= segments.all_of(&chosen, &rest);
        table.push((chosen, outcome));
    }
    None
}

/// How many cases the table decides as people did.
fn right(
    history: &History<'_>,
    table: &[(Vec<usize>, &str)],
    cases: &RoaringBitmap,
    outcomes: &BTreeMap<&str, RoaringBitmap>,
) -> u64 {
    let (mut rest, mut right) = (cases.clone(), 0);
    for (chosen, outcome) in table {
        let of = history.segments().all_of(chosen, &rest);
        // A case that was decided both ways, in a loop, is not decided rightly.
        let others = outcomes.iter().filter(|(other, _)| *other != outcome);
        let both = others.fold(RoaringBitmap::new(), |all, (_, cases)| all | cases);
        right += (&of - &both).intersection_len(&outcomes[outcome]);
        rest -= of;
    }
    right
}
