//! Kinds of cases of which a number has little in common: the amount of a flight and of a taxi. What is usual of it is learnt
//! for each kind by itself.
use super::detect::BASELINE_MIN;
use crate::log::{Attributes, Cell, Log};
use std::collections::BTreeMap;

/// A variable tells kinds apart where it explains so much of how the ranks of a number vary.
pub const EXPLAINED_MIN: f64 = 0.25;
/// With more values it tells single cases apart rather than kinds.
pub const KINDS_MAX: usize = 20;
/// So many of the cases must be of a kind of which enough is known.
const COVERED_MIN: f64 = 0.8;

/// The variable that tells apart kinds of the first so many cases of a log best, in which a number differs; none where none
/// does, or too little is known of the kinds.
pub fn kind_of(log: &Log, cases: usize, number: &str) -> Option<String> {
    let columns = &log.case_attributes;
    let mut known: Vec<(f64, usize)> =
        (0..cases).filter_map(|case| Some((columns.number(number, case).filter(|n| n.is_finite())?, case))).collect();
    if known.len() < 2 * BASELINE_MIN {
        return None;
    }
    known.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let ranks = ranks(&known);
    let others: Vec<String> = columns.names().filter(|name| *name != number).map(str::to_owned).collect();
    let explained = others.into_iter().filter_map(|name| Some((explained(columns, &name, &ranks)?, name)));
    // Of several that explain as much the first by name: the same history gives the same answer.
    let best = explained.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
    (best.0 >= EXPLAINED_MIN).then_some(best.1)
}

/// The case of each number with its rank; equal numbers share theirs.
pub(crate) fn ranks(sorted: &[(f64, usize)]) -> Vec<(usize, f64)> {
    let (mut out, mut at) = (vec![], 0);
    while at < sorted.len() {
        let end = at + sorted[at..].iter().take_while(|one| one.0.total_cmp(&sorted[at].0).is_eq()).count();
        let rank = (at + 1 + end) as f64 / 2.0;
        out.extend(sorted[at..end].iter().map(|(_, case)| (*case, rank)));
        at = end;
    }
    out
}

/// The share of the variance of ranks that lies between the kinds of a variable. None where it tells no kinds apart: numbers,
/// a single value, very many, or too few cases of most of them.
fn explained(columns: &Attributes, name: &str, ranks: &[(usize, f64)]) -> Option<f64> {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut ranked = Vec::with_capacity(ranks.len());
    for (case, rank) in ranks {
        if columns.number(name, *case).is_some() {
            return None;
        }
        let value = if columns.cell(name, *case) == Cell::None { String::new() } else { columns.shown(name, *case)? };
        let next = kinds.len() as u32;
        ranked.push((*kinds.entry(value).or_insert(next), *rank));
        if kinds.len() > KINDS_MAX {
            return None;
        }
    }
    explained_by(&ranked)
}

/// The same of numbers of kinds, each with a rank. None where there is a single kind, or too few cases of most of them.
pub(crate) fn explained_by(ranked: &[(u32, f64)]) -> Option<f64> {
    let mut kinds: BTreeMap<u32, (u64, f64)> = BTreeMap::new();
    for (kind, rank) in ranked {
        let of = kinds.entry(*kind).or_default();
        *of = (of.0 + 1, of.1 + rank);
    }
    let n = ranked.len() as f64;
    let enough: u64 = kinds.values().filter(|of| of.0 >= BASELINE_MIN as u64).map(|of| of.0).sum();
    if kinds.len() < 2 || (enough as f64) < COVERED_MIN * n {
        return None;
    }
    let mean = ranked.iter().map(|(_, rank)| rank).sum::<f64>() / n;
    let whole: f64 = ranked.iter().map(|(_, rank)| (rank - mean).powi(2)).sum();
    let between: f64 = kinds.values().map(|(n, sum)| *n as f64 * (sum / *n as f64 - mean).powi(2)).sum();
    (whole > 0.0).then(|| between / whole)
}
