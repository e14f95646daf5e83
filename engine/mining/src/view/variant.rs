//! Variants as a list: how many cases each has, how long they take, and how much of all the first ones cover; and where two
//! sets of cases go other ways.
use crate::log::Log;
use crate::measure::variants::{Variant, by_cause};
use crate::statistics::interval::newcombe;
use crate::statistics::quantile_of_enough;
use std::collections::{BTreeMap, BTreeSet};

/// A variant as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Its activities, in the order of causes; branches side by side are one way.
    pub trace: Vec<u32>,
    /// How many cases.
    pub cases: u64,
    /// Their share.
    pub share: f64,
    /// The share of this one and all before it.
    pub covered: f64,
    /// The median of their sojourn, ms; none where too few are finished.
    pub median: Option<f64>,
    /// The cases, the evidence.
    pub evidence: Vec<u32>,
}

/// The variants, most frequent first.
pub fn variants(log: &Log) -> Vec<Shown> {
    let all = log.case_count().max(1) as f64;
    let mut sum = 0;
    let show = |variant: Variant| {
        sum += variant.cases.len();
        let finished = variant.cases.iter().filter(|case| log.is_finished(**case as usize));
        let spans = finished.filter_map(|case| log.span(*case as usize));
        let mut times: Vec<f64> = spans.map(|(from, until)| (until - from) as f64).collect();
        Shown {
            cases: variant.cases.len() as u64,
            share: variant.cases.len() as f64 / all,
            covered: sum as f64 / all,
            median: quantile_of_enough(&mut times, 0.5),
            trace: variant.trace,
            evidence: variant.cases,
        }
    };
    by_cause(log).into_iter().map(show).collect()
}

/// A variant in two sets of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedVariant {
    /// Its activities by name: two logs number them differently.
    pub trace: Vec<String>,
    /// How many cases in the one and in the other.
    pub cases: (u64, u64),
    /// The share in the other minus the share in the one, with its 95 % interval (Newcombe).
    pub difference: (f64, f64, f64),
}

/// The variants of two logs, those whose shares differ most first.
pub fn compare_variants(one: &Log, other: &Log) -> Vec<ComparedVariant> {
    let count = |log: &Log| -> BTreeMap<Vec<String>, u64> {
        let named = |trace: &[u32]| trace.iter().map(|of| log.activities.name(*of).to_owned()).collect();
        let mut out = BTreeMap::new();
        for variant in by_cause(log) {
            // Ways that differ by their causes alone look the same here, and are counted together.
            *out.entry(named(&variant.trace)).or_default() += variant.cases.len() as u64;
        }
        out
    };
    let (left, right) = (count(one), count(other));
    let (m, n) = (one.case_count() as u64, other.case_count() as u64);
    let traces: BTreeSet<&Vec<String>> = left.keys().chain(right.keys()).collect();
    let of = |counts: &BTreeMap<Vec<String>, u64>, trace: &Vec<String>| counts.get(trace).copied().unwrap_or(0);
    let mut out: Vec<ComparedVariant> = traces
        .into_iter()
        .map(|trace| {
            let cases = (of(&left, trace), of(&right, trace));
            let difference = newcombe((cases.1, n), (cases.0, m), 1.959_963_984_540_054);
            ComparedVariant { trace: trace.clone(), cases, difference }
        })
        .collect();
    out.sort_by(|a, b| b.difference.0.abs().total_cmp(&a.difference.0.abs()).then_with(|| a.trace.cmp(&b.trace)));
    out
}
