//! Counts, variants, what follows what, rework, order, rules.
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use weir_mining::exchange::ocel;
use weir_mining::log::Log;
use weir_mining::measure::{counts, dfg, order, rework, rules, skeleton, variants};
use weir_mining::statistics::Summary;

pub(super) fn answer(log: &Log, function: &str) -> Result<Value, String> {
    Ok(match function {
        "basic.counts" => json!({
            "cases": log.case_count(), "events": log.row_count(),
            "activities": log.activities.len(), "variants": variants::count(log),
        }),
        "basic.activity_frequency" => by_activity(log, &counts::activity_frequency(log)),
        "basic.activity_case_presence" => by_activity(log, &counts::case_presence(log)),
        "basic.start_end_activities" => json!({
            "start": named(log, counts::start_activities(log)), "end": named(log, counts::end_activities(log)),
        }),
        "variants.top" => top_variants(log),
        "dfg.frequency" => pairs(log, dfg::frequency(log).into_iter().map(|(pair, n)| (pair, json!(n)))),
        "dfg.performance_s" => pairs(log, dfg::performance(log).iter().map(|(pair, s)| (*pair, edge(s)))),
        "rework.summary" => {
            let rework = rework::summary(log);
            json!({
                "cases_with_rework": rework.cases, "excess_executions": rework.excess,
                "self_loop_pairs": rework.self_loops, "repetitions_non_adjacent": rework.repetitions,
                "rework_ratio": rework.ratio,
            })
        }
        "rework.cases_per_activity" => by_activity(log, &rework::cases_by_activity(log)),
        "order.footprints" => {
            let footprints = order::footprints(log);
            json!({
                "parallel": footprints.parallel.len(), "sequence": footprints.sequence.len(),
                "unrelated": footprints.unrelated,
            })
        }
        "order.log_skeleton" => {
            let skeleton = skeleton::skeleton(log);
            json!({
                "always_after": skeleton.always_after.len(), "always_before": skeleton.always_before.len(),
                "never_together_ordered": skeleton.never_together.len(),
            })
        }
        "order.minimum_self_distance" => named(log, order::minimum_self_distance(log)),
        "declare.response_near_misses" => {
            let misses = rules::near_misses(log, 0.05, 0.9).into_iter();
            misses
                .map(|miss| {
                    json!({
                        "a": log.activities.name(miss.a), "b": log.activities.name(miss.b),
                        "satisfied": miss.satisfied, "activated": miss.activated,
                    })
                })
                .collect()
        }
        _ => return Err(format!("there is no measure for `{function}`")),
    })
}

pub(super) fn objects(bytes: &[u8]) -> Result<Value, String> {
    let counts = ocel::counts(&ocel::read(bytes).map_err(|e| e.to_string())?);
    Ok(json!({
        "events": counts.events, "objects": counts.objects, "e2o": counts.event_to_object,
        "o2o": counts.object_to_object, "object_changes": counts.object_changes,
        "events_per_type": counts.events_by_type, "objects_per_type": counts.objects_by_type,
    }))
}

/// Counts by the names of activities; those that are 0 are not told.
fn by_activity(log: &Log, counts: &[usize]) -> Value {
    named(log, (0..).zip(counts.iter().copied()).filter(|(_, count)| *count > 0))
}

fn named(log: &Log, counts: impl IntoIterator<Item = (u32, usize)>) -> Value {
    let entries = counts.into_iter().map(|(activity, n)| (log.activities.name(activity).to_owned(), json!(n)));
    Value::Object(entries.collect())
}

fn pairs(log: &Log, values: impl Iterator<Item = ((u32, u32), Value)>) -> Value {
    let name = |(a, b)| format!("{}→{}", log.activities.name(a), log.activities.name(b));
    Value::Object(values.map(|(pair, value)| (name(pair), value)).collect::<Map<_, _>>())
}

/// The numbers of a summary in seconds.
pub(super) fn edge(summary: &Summary) -> Value {
    json!({
        "n": summary.n, "mean": summary.mean / 1e3, "median": summary.quantile(0.5) / 1e3, "min": summary.min / 1e3,
        "max": summary.max / 1e3, "sum": summary.sum / 1e3,
    })
}

fn top_variants(log: &Log) -> Value {
    let all = variants::by_sequence(log);
    let names = |variant: &variants::Variant| -> Vec<&str> {
        variant.trace.iter().map(|activity| log.activities.name(*activity)).collect()
    };
    let top: Vec<Value> =
        all.iter().take(10).map(|variant| json!({"n": variant.cases.len(), "trace": names(variant)})).collect();
    let lines: Vec<String> = all.iter().map(|v| format!("{}\t{}", v.cases.len(), names(v).join("\u{1f}"))).collect();
    let mut hash = String::new();
    for byte in Sha256::digest(lines.join("\n")) {
        let _ = write!(hash, "{byte:02x}");
    }
    json!({
        "count": all.len(), "top10": top, "sha256_all": hash, "variants_for_80pct": variants::coverage(&all, 0.8),
        "singletons": all.iter().filter(|variant| variant.cases.len() == 1).count(),
    })
}
