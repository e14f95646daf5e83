//! Logs against nets, and nets from logs.
use super::{Folder, number, text};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use weir_mining::conformance::{LookAhead, log_fitness, precision, replay_sum};
use weir_mining::discovery::{Operator, Tree, discover};
use weir_mining::log::{Log, completions};
use weir_mining::measure::profile;

pub(super) fn answer(folder: &Folder<'_>, log: &Log, function: &str, params: &Value) -> Result<Value, String> {
    let net = || folder.net(text(params, "net")?);
    Ok(match function {
        "conformance.alignment_cost" => {
            let fitness = log_fitness(log, &net()?).map_err(|e| e.to_string())?;
            let mut histogram: BTreeMap<u32, usize> = BTreeMap::new();
            let mut worst = vec![];
            for (variant, alignment) in &fitness.variants {
                *histogram.entry(alignment.cost).or_default() += variant.cases.len();
                let trace: Vec<&str> = variant.trace.iter().map(|a| log.activities.name(*a)).collect();
                worst.push((Reverse(alignment.cost), trace));
            }
            worst.sort();
            let worst: Vec<Value> =
                worst.into_iter().take(12).map(|(cost, trace)| json!({"cost": cost.0, "trace": trace})).collect();
            let histogram: Map<String, Value> = histogram.iter().map(|(c, n)| (c.to_string(), json!(n))).collect();
            json!({"total": fitness.deviations(), "histogram": histogram, "worst12": worst})
        }
        "conformance.alignment_fitness" => {
            let fitness = log_fitness(log, &net()?).map_err(|e| e.to_string())?;
            json!({
                "average_trace_fitness": fitness.mean(),
                // The reference counts a silent move as a ten-thousandth of a deviation.
                "log_fitness": fitness.of_sums(1e-4),
                "perc_fit_traces": 100.0 * fitness.fitting() as f64 / log.case_count() as f64,
            })
        }
        "conformance.token_replay" => {
            let replay = replay_sum(log, &net()?);
            json!({
                "fit_traces": replay.fitting, "traces": replay.cases, "missing_tokens": replay.missing,
                "consumed_tokens": replay.consumed, "remaining_tokens": replay.remaining,
                "produced_tokens": replay.produced, "average_trace_fitness": replay.mean_fitness,
                "log_fitness": replay.fitness(),
            })
        }
        "conformance.precision_etc_tbr" => json!(precision(log, &net()?, LookAhead::LastMarking)),
        "conformance.temporal_profile" => {
            let profile = profile::profile(log);
            let deviations = profile.deviations(log, number(params, "zeta")?, 1);
            let case = |row: usize| log.offsets.partition_point(|offset| *offset as usize <= row);
            let cases: BTreeSet<usize> = deviations.iter().map(|deviation| case(deviation.from)).collect();
            json!({"pairs": profile.pairs().len(), "cases_with_deviation": cases.len(), "deviations": deviations.len()})
        }
        "conformance.temporal_profile_values" => {
            let name = |number| log.activities.name(number);
            let profile = profile::profile(log);
            let values: BTreeMap<String, Value> = profile
                .pairs()
                .map(|((a, b), mean, sd, _)| (format!("{}→{}", name(a), name(b)), json!([mean / 1e3, sd / 1e3])))
                .collect();
            Value::Object(values.into_iter().take(40).collect())
        }
        "discovery.inductive_tree" => {
            json!(discover(&completions(log), number(params, "noise")?).canonical().to_string())
        }
        _ => return Err(format!("there is no measure for `{function}`")),
    })
}

/// A tree in the usual notation with its parts in our order: the order of choices and of parallel parts means nothing.
pub(super) fn canonical(text: &str) -> Option<String> {
    let mut rest = text.trim();
    let tree = parse(&mut rest)?;
    rest.is_empty().then(|| tree.canonical().to_string())
}

fn parse(rest: &mut &str) -> Option<Tree> {
    let text = rest.trim_start();
    if let Some(after) = text.strip_prefix("tau") {
        *rest = after.trim_start();
        return Some(Tree::Silent);
    }
    if let Some(after) = text.strip_prefix('\'') {
        let end = after.find('\'')?;
        *rest = after[end + 1..].trim_start();
        return Some(Tree::Activity(after[..end].to_owned()));
    }
    let signs =
        [("->", Operator::Sequence), ("X", Operator::Exclusive), ("+", Operator::Parallel), ("*", Operator::Loop)];
    let (after, operator) = signs.iter().find_map(|(sign, operator)| Some((text.strip_prefix(sign)?, *operator)))?;
    *rest = after.trim_start().strip_prefix('(')?;
    let mut children = vec![];
    loop {
        children.push(parse(rest)?);
        let text = *rest;
        if let Some(after) = text.strip_prefix(',') {
            *rest = after;
        } else {
            *rest = text.strip_prefix(')')?.trim_start();
            return Some(Tree::Block(operator, children));
        }
    }
}
