//! Variants: cases that went the same way.
use crate::log::Log;
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// A way that cases went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// Its activities in order.
    pub trace: Vec<u32>,
    /// The cases that went it.
    pub cases: Vec<u32>,
}

/// Cases with the same sequence of activities, most frequent first; of equal frequency by the names, code point by code point.
pub fn by_sequence(log: &Log) -> Vec<Variant> {
    let mut groups: IndexMap<&[u32], Vec<u32>, foldhash::fast::FixedState> = IndexMap::default();
    for case in 0..log.case_count() {
        groups.entry(log.trace(case)).or_default().push(case as u32);
    }
    let variants = groups.into_iter().map(|(trace, cases)| Variant { trace: trace.to_vec(), cases });
    sorted(log, variants.collect())
}

/// How many variants there are, without making a list of them.
pub fn count(log: &Log) -> usize {
    let seen: indexmap::IndexSet<&[u32], foldhash::fast::FixedState> =
        (0..log.case_count()).map(|case| log.trace(case)).collect();
    seen.len()
}

/// Cases with the same order of causes: interleavings of parallel branches are one variant.
///
/// The steps of a case form a partial order by cause. Its Foata normal form puts each step into the first layer after all
/// its causes, and sorts a layer by name (Cartier and Foata, LNM 85, 1969); the trace of the variant is the layers, one
/// after another. Two cases are alike when their layers are, and their steps are caused by the same steps of the layers.
/// Rows without causes are taken to follow the row before.
pub fn by_cause(log: &Log) -> Vec<Variant> {
    let mut groups: BTreeMap<Vec<(u32, u32, Vec<u32>)>, Variant> = BTreeMap::new();
    for case in 0..log.case_count() {
        let form = foata(log, case);
        let trace = || form.iter().map(|(_, activity, _)| *activity).collect();
        let group = groups.entry(form.clone()).or_insert_with(|| Variant { trace: trace(), cases: vec![] });
        group.cases.push(case as u32);
    }
    sorted(log, groups.into_values().collect())
}

/// The steps of a case by layer: layer, activity, and the places of the causes in this list.
fn foata(log: &Log, case: usize) -> Vec<(u32, u32, Vec<u32>)> {
    let rows = log.case(case);
    let first = rows.start;
    let causes: Vec<Vec<usize>> = rows
        .clone()
        .map(|row| {
            let known: Vec<usize> = log
                .causes_of(row)
                .iter()
                .map(|c| *c as usize)
                .filter(|c| rows.contains(c))
                .map(|c| c - first)
                .collect();
            if known.is_empty() && row > first { vec![row - first - 1] } else { known }
        })
        .collect();
    let layers = layers(&causes);
    let mut order: Vec<usize> = (0..causes.len()).collect();
    let name = |step: usize| log.activities.name(log.activity[first + step]);
    order.sort_by_cached_key(|step| {
        let mut before: Vec<(u32, &str)> = causes[*step].iter().map(|c| (layers[*c], name(*c))).collect();
        before.sort_unstable();
        (layers[*step], name(*step), before)
    });
    let mut place = vec![0; order.len()];
    for (at, step) in order.iter().enumerate() {
        place[*step] = at as u32;
    }
    order
        .iter()
        .map(|step| {
            let mut before: Vec<u32> = causes[*step].iter().map(|c| place[*c]).collect();
            before.sort_unstable();
            (layers[*step], log.activity[first + step], before)
        })
        .collect()
}

/// For each step the length of the longest way of causes to it. Canonical order need not put causes first (a join may
/// start at the moment its cause ends), so this goes round until nothing changes; a ring of causes ends it too.
fn layers(causes: &[Vec<usize>]) -> Vec<u32> {
    let mut layers = vec![0_u32; causes.len()];
    for _ in 0..=causes.len() {
        let mut changed = false;
        for (step, causes) in causes.iter().enumerate() {
            let layer = causes.iter().map(|c| layers[*c] + 1).max().unwrap_or(0);
            changed |= layer > layers[step];
            layers[step] = layers[step].max(layer);
        }
        if !changed {
            break;
        }
    }
    layers
}

fn sorted(log: &Log, mut variants: Vec<Variant>) -> Vec<Variant> {
    let names = |variant: &Variant| -> Vec<String> {
        variant.trace.iter().map(|activity| log.activities.name(*activity).to_owned()).collect()
    };
    variants.sort_by_cached_key(|variant| (std::cmp::Reverse(variant.cases.len()), names(variant)));
    variants
}

/// The least number of variants, most frequent first, that hold this share of all cases.
pub fn coverage(variants: &[Variant], share: f64) -> usize {
    let all: usize = variants.iter().map(|variant| variant.cases.len()).sum();
    let mut sum = 0;
    let enough = variants.iter().position(|variant| {
        sum += variant.cases.len();
        sum as f64 >= share * all as f64
    });
    enough.map_or(0, |index| index + 1)
}

/// The share of cases that went a way of their own.
pub fn singletons(variants: &[Variant]) -> f64 {
    let all: usize = variants.iter().map(|variant| variant.cases.len()).sum();
    let single = variants.iter().filter(|variant| variant.cases.len() == 1).count();
    if all == 0 { 0.0 } else { single as f64 / all as f64 }
}
