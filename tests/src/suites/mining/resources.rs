//! Who works with whom, on what; batches.
use super::{heap, number, text};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::log::Log;
use weir_mining::measure::{batch, resource, rework};

pub(super) fn answer(log: &Log, function: &str, params: &Value) -> Result<Value, String> {
    let actor = |number: u32| log.actors.name(number).to_owned();
    Ok(match function {
        "resource.handover_counts" => {
            let counts = resource::handovers(log);
            let own: u64 = counts.iter().filter(|((from, to), _)| from == to).map(|(_, n)| n).sum();
            let named = counts.iter().map(|((from, to), n)| ((actor(*from), actor(*to)), *n)).collect();
            let top: Map<String, Value> =
                ranked(named).into_iter().take(60).map(|((from, to), n)| (format!("{from}→{to}"), json!(n))).collect();
            json!({"total": counts.values().sum::<u64>(), "pairs": counts.len(), "self_handovers": own, "top60": top})
        }
        "resource.shared_cases" => {
            let counts = shared(log);
            let pairs = counts.len();
            let top: Vec<Value> = ranked(counts).into_iter().take(20).map(|((a, b), n)| json!([a, b, n])).collect();
            json!({"pairs": pairs, "top20": top})
        }
        "resource.working_together_pm4py" => {
            // The number of shared cases over that of all events, for each order of the two.
            let both = shared(log).into_iter().flat_map(|((a, b), n)| [((a.clone(), b.clone()), n), ((b, a), n)]);
            let both: BTreeMap<_, _> = both.collect();
            let pairs = both.len();
            let share = |n: u64| n as f64 / log.row_count() as f64;
            let top: Vec<Value> =
                ranked(both).into_iter().take(30).map(|((a, b), n)| json!([a, b, share(n)])).collect();
            json!({"pairs": pairs, "top30": top})
        }
        "resource.activity_matrix" => {
            let counts = resource::activity_matrix(log);
            let resources: BTreeSet<u32> = counts.keys().map(|(who, _)| *who).collect();
            let named =
                counts.iter().map(|((who, what), n)| ((actor(*who), log.activities.name(*what).to_owned()), *n));
            let top: Vec<Value> =
                ranked(named.collect()).into_iter().take(30).map(|((who, what), n)| json!([who, what, n])).collect();
            json!({"resources": resources.len(), "cells": counts.len(), "top30": top})
        }
        "resource.four_eyes" => {
            let find = |name| -> Result<u32, String> {
                log.activities.find(text(params, name)?).ok_or_else(|| format!("`{name}` is no activity"))
            };
            let (both, violating) = resource::four_eyes(log, find("a")?, find("b")?);
            json!({"cases_with_both": both.len(), "cases_violating": violating.len()})
        }
        "resource.repeat_redo" => {
            let (repeat, redo) = rework::repeat_and_redo(log);
            json!({"repeat_same_as_first": repeat, "redo_other_than_first": redo})
        }
        "batch.pm4py_15min" => {
            // The reference takes microseconds for nanoseconds, so a distance of 900 s is one of 900 000 s there.
            let gap = (number(params, "merge_distance_s")? * 1e6) as i64;
            let size = number(params, "min_batch_size")? as usize;
            batches(log, &heap::batches(log, gap, size))
        }
        _ => return Err(format!("there is no measure for `{function}`")),
    })
}

/// The most first, then by names.
fn ranked(counts: BTreeMap<(String, String), u64>) -> Vec<((String, String), u64)> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    all
}

/// Shared cases by names, the lesser name first.
fn shared(log: &Log) -> BTreeMap<(String, String), u64> {
    let name = |number: u32| log.actors.name(number).to_owned();
    let named = resource::shared_cases(log).into_iter().map(|((a, b), n)| {
        let (a, b) = (name(a), name(b));
        (if a <= b { (a, b) } else { (b, a) }, n)
    });
    named.collect()
}

fn batches(log: &Log, found: &[batch::Batch]) -> Value {
    let kind = |kind| match kind {
        batch::Kind::Simultaneous => "Simultaneous",
        batch::Kind::Start => "Batching on Start",
        batch::Kind::End => "Batching on End",
        batch::Kind::Sequential => "Sequential batching",
        batch::Kind::Concurrent => "Concurrent batching",
    };
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    let mut sizes: BTreeMap<usize, u64> = BTreeMap::new();
    for batch in found {
        let pair = (log.activities.name(batch.activity), log.actors.name(batch.actor));
        *pairs.entry(pair).or_default() += 1;
        *kinds.entry(kind(batch.kind)).or_default() += 1;
        *sizes.entry(batch.rows.len()).or_default() += 1;
    }
    let mut top: Vec<_> = pairs.iter().map(|((activity, actor), n)| (*n, *activity, *actor)).collect();
    top.sort_unstable_by_key(|entry| Reverse(*entry));
    let top: Vec<Value> = top.into_iter().take(10).map(|(n, activity, actor)| json!([activity, actor, n])).collect();
    let sizes: Map<String, Value> = sizes.into_iter().map(|(size, n)| (size.to_string(), json!(n))).collect();
    json!({"activity_resource_pairs": pairs.len(), "batches": kinds, "top10": top, "size_histogram": sizes})
}
