//! R3: of checks that each may stop a case, those come first that stop most for the least work.
use super::facts::Source;
use super::history::{ALWAYS, History};
use super::{Confidence, Edit, Found, Gain, Guard, Missing, Rule, Suggestion, Unit};
use crate::statistics::bootstrap::{blocks, estimate};
use crate::statistics::queue::knockout;
use std::collections::BTreeSet;

/// A check must have stopped so many cases.
const REJECTS_MIN: usize = 10;
/// Of the effort of the checks at least this share must be saved.
const SAVED_MIN: f64 = 0.02;

pub(super) fn find(history: &History<'_>, found: &mut Found) {
    let Some(outcomes) = &history.facts.outcomes else {
        found.lacks(Rule::R3, &[], Missing::Outcomes);
        return;
    };
    let rejects = |row: &u32| history.outcome(*row).is_some_and(|outcome| outcomes.rejecting.contains(outcome));
    let checks: BTreeSet<u32> = (0..history.rows.len() as u32)
        .filter(|activity| history.rows[*activity as usize].iter().any(rejects))
        .collect();
    for chain in chains(history, &checks) {
        let suggestion = order(history, found, &chain, &rejects);
        found.suggestions.extend(suggestion);
    }
}

/// The longest rows of checks in which each follows the one before in nearly all visits.
fn chains(history: &History<'_>, checks: &BTreeSet<u32>) -> Vec<Vec<u32>> {
    let always = |a: u32, b: u32| {
        let rows = history.pairs.get(&(a, b)).map_or(0, Vec::len);
        rows > 0 && rows as f64 >= ALWAYS * history.rows[b as usize].len() as f64
    };
    let next = |a: u32| checks.iter().copied().find(|b| *b != a && always(a, *b));
    let is_first = |b: &u32| !checks.iter().any(|a| a != b && always(*a, *b));
    let mut out = vec![];
    for first in checks.iter().copied().filter(is_first) {
        let mut chain = vec![first];
        while let Some(after) = next(chain[chain.len() - 1]).filter(|after| !chain.contains(after)) {
            chain.push(after);
        }
        if chain.len() > 1 {
            out.push(chain);
        }
    }
    out
}

/// For a check in a block of its rows: how many, how many stopped, how much work.
type Part = (f64, f64, f64);

fn order(
    history: &History<'_>,
    found: &mut Found,
    chain: &[u32],
    rejects: &dyn Fn(&u32) -> bool,
) -> Option<Suggestion> {
    let places = history.names(chain);
    for check in chain {
        let rows = &history.rows[*check as usize];
        let stopped = rows.iter().filter(|row| rejects(row)).count();
        let of = history.names(&[*check]);
        if !found.enough(Rule::R3, &of, history.cases_in(rows))
            || !found.at_least(Rule::R3, &of, REJECTS_MIN as u64, stopped as u64)
        {
            return None;
        }
        // A check whose rejection does not end the rest is no knock-out.
        let ends = |row: &&u32| rejects(row) && !goes_on(history, **row, chain);
        if (rows.iter().filter(ends).count() as f64) < ALWAYS * stopped as f64 {
            return None;
        }
    }
    let unknown = history.without_starts(chain.iter().copied());
    if !unknown.is_empty() {
        found.lacks(Rule::R3, &places, Missing::Starts(unknown));
        return None;
    }
    let is_declared = are_independent(history, found, &places)?;
    let (older, newer) = (parts(history, chain, rejects, true), parts(history, chain, rejects, false));
    let all: Vec<u32> = (0..older[0].len() as u32).collect();
    let (effort, share) = sums(&older, &all)?;
    let best = knockout(&effort, &share).best;
    if best.is_sorted() {
        return None;
    }
    // The order was chosen on older cases; what it saves is measured on newer ones.
    let saved = estimate(newer[0].len(), &[chain.len() as u64, newer[0].len() as u64], |drawn| {
        let (effort, share) = sums(&newer, drawn)?;
        let pick = |of: &[f64]| best.iter().map(|check| of[*check]).collect::<Vec<f64>>();
        Some(knockout(&effort, &share).cost - knockout(&pick(&effort), &pick(&share)).cost)
    })?;
    let all: Vec<u32> = (0..newer[0].len() as u32).collect();
    let (effort, share) = sums(&newer, &all)?;
    if !saved.is_above(0.0) || saved.value < SAVED_MIN * knockout(&effort, &share).cost {
        return None;
    }
    let evidence = history.cases_of(chain.iter().flat_map(|check| &history.rows[*check as usize]));
    Some(Suggestion {
        rule: Rule::R3,
        n: history.cases_in(&history.rows[chain[0] as usize]),
        gain: Gain { unit: Unit::Effort, per_case: saved, cases: history.rows[chain[0] as usize].len() as u64 },
        // Later checks were seen only on what passed the earlier ones; that they reject as much of the rest is assumed.
        confidence: Confidence::Indicative,
        effects: Rule::R3.effects(),
        edit: Edit::Reorder { from: places.clone(), to: best.iter().map(|check| places[*check].clone()).collect() },
        guards: vec![Guard::SurvivorsOnly, Guard::Simulate],
        missing: if is_declared { vec![] } else { vec![Missing::DataAccess(places.clone())] },
        evidence,
        places,
    })
}

/// Does another check of the chain come after a row in its case?
fn goes_on(history: &History<'_>, row: u32, chain: &[u32]) -> bool {
    let case = history.log.case(history.case_of[row as usize] as usize);
    case.skip_while(|other| *other <= row as usize)
        .any(|other| chain.contains(&history.log.activity[other]) && history.before[other] == row)
}

/// Does no check need what another one writes? Says whether all is declared; none where it is not so or not known.
fn are_independent(history: &History<'_>, found: &mut Found, places: &[String]) -> Option<bool> {
    let unknown: Vec<String> = places.iter().filter(|step| history.facts.access(step).is_none()).cloned().collect();
    if !unknown.is_empty() {
        found.lacks(Rule::R3, places, Missing::DataAccess(unknown));
        return None;
    }
    // The decision itself is what the order is about; it is read by the gateway behind each check.
    let decided = history.facts.outcomes.as_ref().map(|of| of.variables.clone()).unwrap_or_default();
    let access = places.iter().filter_map(|step| history.facts.access(step)).cloned().map(|mut access| {
        access.reads.retain(|name| !decided.contains(name));
        access.writes.retain(|name| !decided.contains(name));
        access
    });
    let access: Vec<_> = access.collect();
    let independent =
        access.iter().enumerate().all(|(at, of)| access[at + 1..].iter().all(|other| of.is_independent_of(other)));
    independent.then(|| access.iter().all(|of| of.source != Source::Observed))
}

/// For each check its blocks, of the older or the newer half of cases. All checks have as many.
fn parts(history: &History<'_>, chain: &[u32], rejects: &dyn Fn(&u32) -> bool, older: bool) -> Vec<Vec<Part>> {
    let rows = |check: &u32| -> Vec<u32> {
        let of = history.rows[*check as usize].iter().copied();
        of.filter(|row| history.is_older(history.case_of[*row as usize], 0.5) == older).collect()
    };
    let all: Vec<Vec<u32>> = chain.iter().map(rows).collect();
    let least = all.iter().map(Vec::len).min().unwrap_or(0).min(200);
    let cut = |rows: &Vec<u32>| {
        blocks(rows.len(), |range| {
            rows[range].iter().fold((0.0, 0.0, 0.0), |sum: Part, row| {
                let time = history.service(*row).unwrap_or(0.0);
                (sum.0 + 1.0, sum.1 + f64::from(u8::from(rejects(row))), sum.2 + time)
            })
        })
    };
    all.iter().map(|rows| regroup(&cut(rows), least)).collect()
}

fn regroup(parts: &[Part], count: usize) -> Vec<Part> {
    let add = |sum: Part, part: &Part| (sum.0 + part.0, sum.1 + part.1, sum.2 + part.2);
    (0..count)
        .map(|block| {
            let (from, until) = (block * parts.len() / count, (block + 1) * parts.len() / count);
            parts[from..until].iter().fold((0.0, 0.0, 0.0), add)
        })
        .collect()
}

/// Effort and share of rejections of each check over some blocks.
fn sums(parts: &[Vec<Part>], drawn: &[u32]) -> Option<(Vec<f64>, Vec<f64>)> {
    let mut out = (vec![], vec![]);
    for of in parts {
        let sum = drawn.iter().fold((0.0, 0.0, 0.0), |sum: Part, block| {
            let part = of[*block as usize];
            (sum.0 + part.0, sum.1 + part.1, sum.2 + part.2)
        });
        if sum.0 == 0.0 || sum.2 == 0.0 {
            return None;
        }
        out.0.push(sum.2 / sum.0);
        out.1.push(sum.1 / sum.0);
    }
    Some(out)
}
