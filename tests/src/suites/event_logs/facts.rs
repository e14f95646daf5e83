//! What is told of a log beside what we say of it. What is not told is not asked.
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use weir_core::Timestamp;
use weir_mining::conformance::{Net, log_fitness, replay_sum};
use weir_mining::exchange::{FaultKind, Imported};
use weir_mining::log::{NO_NAME, NO_TIME};
use weir_mining::measure::{counts as counted, dfg, duration, resource, rework, variants as of_variants};
use weir_mining::statistics::Summary;

/// A log with what was wrong in its file.
pub(super) type Read = Imported;

/// Values of the reference are written with so many parts of a second.
const SECONDS_EPS: f64 = 1e-3;
/// Shares of the reference are written with five digits.
const SHARE_EPS: f64 = 1e-5;

/// Where one of several values is another one.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    /// Nothing is told of what is null.
    fn equal(&mut self, what: &str, told: &Value, ours: impl Into<Value>) {
        let ours = ours.into();
        if !told.is_null() && *told != ours {
            self.0.push(format!("{what}: {ours} instead of {told}"));
        }
    }

    fn near(&mut self, what: &str, told: &Value, ours: f64, eps: f64) {
        let Some(value) = told.as_f64() else { return };
        if (value - ours).abs() > eps * value.abs().max(1.0) {
            self.0.push(format!("{what}: {ours} instead of {told}"));
        }
    }
}

/// Where ours is other.
type Judged = Vec<String>;

pub(super) fn counts(told: &Value, Imported { log, faults, events_read }: &Read) -> Judged {
    let nameless = faults.counts.get(&FaultKind::EventWithoutName).copied().unwrap_or_default();
    let names: BTreeSet<&str> = log.cases.iter().map(String::as_str).collect();
    let repeated = |n: &dyn Fn(&[u32]) -> bool| (0..log.case_count()).filter(|case| n(log.trace(*case))).count();
    let again = |trace: &[u32]| trace.windows(2).any(|two| two[0] == two[1]);
    let any = |trace: &[u32]| trace.iter().collect::<BTreeSet<_>>().len() < trace.len();
    let mut out = Differences::default();
    out.equal("traces", &told["traces"], json!(log.case_count()));
    out.equal("distinct names", &told["distinct_trace_names"], json!(names.len()));
    out.equal("events", &told["events"], json!(events_read));
    out.equal("events in cases", &told["events"], json!(log.row_count() + nameless));
    out.equal("without a name", &told["events_without_name"], json!(nameless));
    out.equal("activities", &told["activities"], json!(log.activities.len()));
    out.equal("variants", &told["variants"], json!(of_variants::count(log)));
    out.equal("immediate repeats", &told["traces_with_immediate_repeat"], json!(repeated(&again)));
    out.equal("repeats", &told["traces_with_any_repeat"], json!(repeated(&any)));
    out.equal("repeats, as rework", &told["traces_with_any_repeat"], json!(rework::summary(log).cases));
    out.0
}

pub(super) fn activities(told: &Value, Imported { log, .. }: &Read) -> Judged {
    let named = |counts: BTreeMap<u32, usize>| -> Value {
        counts.into_iter().map(|(activity, n)| (log.activities.name(activity).to_owned(), json!(n))).collect()
    };
    let all = (0..).zip(counted::activity_frequency(log)).collect();
    let mut out = Differences::default();
    out.equal("activities", &told["activity_counts"], named(all));
    out.equal("first activities", &told["start_activities"], named(counted::start_activities(log)));
    out.equal("last activities", &told["end_activities"], named(counted::end_activities(log)));
    out.0
}

/// The most frequent ones; of several that are equally frequent any may be told.
pub(super) fn variants(told: &Value, Imported { log, .. }: &Read) -> Judged {
    let ours = of_variants::by_sequence(log);
    let cases: BTreeMap<Vec<&str>, usize> = ours
        .iter()
        .map(|variant| (variant.trace.iter().map(|a| log.activities.name(*a)).collect(), variant.cases.len()))
        .collect();
    let top = told["top_variants"].as_array().map_or(&[][..], Vec::as_slice);
    let mut out = Differences::default();
    for (place, variant) in top.iter().enumerate() {
        let trace: Vec<&str> = variant["trace"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        out.equal(&trace.join(", "), &variant["cases"], json!(cases.get(&trace)));
        out.equal("frequency by rank", &variant["cases"], json!(ours.get(place).map(|variant| variant.cases.len())));
    }
    out.0
}

pub(super) fn directly_follows(told: &Value, Imported { log, .. }: &Read) -> Judged {
    let ours = dfg::frequency(log);
    let mut out = Differences::default();
    out.equal("edges", &told["directly_follows_edges"], json!(ours.len()));
    pairs(&mut out, &told["directly_follows"], &named_pairs(&ours, |number| log.activities.name(number)));
    out.0
}

/// Pairs with their counts by name.
type Pairs<'a> = BTreeMap<(&'a str, &'a str), u64>;

fn named_pairs<'a>(counts: &BTreeMap<(u32, u32), u64>, name: impl Fn(u32) -> &'a str) -> Pairs<'a> {
    counts.iter().map(|((from, to), n)| ((name(*from), name(*to)), *n)).collect()
}

/// Triples of two names and how often the second follows the first, the most frequent first.
fn pairs(out: &mut Differences, told: &Value, ours: &Pairs<'_>) {
    let told = told.as_array().map_or(&[][..], Vec::as_slice);
    let mut frequent: Vec<u64> = ours.values().copied().collect();
    frequent.sort_unstable_by(|a, b| b.cmp(a));
    for (place, triple) in told.iter().enumerate() {
        let (from, to) = (triple[0].as_str().unwrap_or_default(), triple[1].as_str().unwrap_or_default());
        out.equal(&format!("{from} → {to}"), &triple[2], json!(ours.get(&(from, to))));
        out.equal("frequency by rank", &triple[2], json!(frequent.get(place)));
    }
}

pub(super) fn times(told: &Value, Imported { log, .. }: &Read) -> Judged {
    let ended: Vec<i64> = log.ended.iter().copied().filter(|time| *time != NO_TIME).collect();
    let mut out = Differences::default();
    out.equal("with a time", &told["events_with_timestamp"], json!(ended.len()));
    for (what, ours) in [("first_event", ended.iter().min()), ("last_event", ended.iter().max())] {
        let Some(text) = told[what].as_str() else { continue };
        // A time without a zone counts as UTC, as it does in the file.
        let moment = Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}Z")));
        out.equal(what, &json!(moment.map(|moment| moment.0)), json!(ours));
    }
    let sojourn: Vec<f64> = duration::sojourn(log).into_iter().map(|ms| ms as f64 / 1e3).collect();
    if let (Some(seconds), Some(ours)) = (told["case_duration_s"].as_object(), Summary::of(sojourn)) {
        let values = [("min", ours.min), ("median", ours.quantile(0.5)), ("mean", ours.mean), ("max", ours.max)];
        for (what, ours) in values {
            out.near(what, seconds.get(what).unwrap_or(&Value::Null), ours, SECONDS_EPS);
        }
    }
    out.0
}

pub(super) fn resources(told: &Value, Imported { log, .. }: &Read) -> Judged {
    let seen: BTreeSet<u32> = log.actor.iter().copied().filter(|actor| *actor != NO_NAME).collect();
    let ours = resource::handovers(log);
    let mut out = Differences::default();
    out.equal("resources", &told["resources"], json!(seen.len()));
    pairs(&mut out, &told["handovers_top"], &named_pairs(&ours, |number| log.actors.name(number)));
    out.0
}

/// How many events and cases have each attribute. Those of an event without a name are left out with it.
pub(super) fn attributes(told: &Value, Imported { log, faults, .. }: &Read) -> Judged {
    let mut out = Differences::default();
    if faults.counts.contains_key(&FaultKind::EventWithoutName) {
        return out.0;
    }
    let of_events = |name: &str| match name {
        "concept:name" => log.row_count(),
        "org:resource" => log.actor.iter().filter(|actor| **actor != NO_NAME).count(),
        "time:timestamp" => log.ended.iter().filter(|time| **time != NO_TIME).count(),
        _ => (0..log.row_count()).filter(|row| log.attributes.shown(name, *row).is_some()).count(),
    };
    let of_cases = |name: &str| match name {
        "concept:name" => log.case_count(),
        _ => (0..log.case_count()).filter(|case| log.case_attributes.shown(name, *case).is_some()).count(),
    };
    each(&mut out, &told["event_attributes"], &of_events);
    each(&mut out, &told["trace_attributes"], &of_cases);
    out.0
}

/// Attributes with their type in brackets, and how many there are.
fn each(out: &mut Differences, told: &Value, ours: &dyn Fn(&str) -> usize) {
    for (typed, count) in told.as_object().into_iter().flatten() {
        let (name, kind) = typed.rsplit_once(" (").unwrap_or((typed, ""));
        // A time that is no date cannot be read: it is told as a fault, and is no time.
        let readable = name != "time:timestamp" || kind == "date)";
        out.equal(typed, count, if readable { json!(ours(name)) } else { count.clone() });
    }
}

pub(super) fn conformance(told: &Value, Imported { log, .. }: &Read, net: &Net) -> Result<Judged, String> {
    let alignments = log_fitness(log, net).map_err(|e| e.to_string())?;
    let replay = replay_sum(log, net);
    let mut out = Differences::default();
    out.equal("deviations", &told["alignment_deviations_total"], json!(alignments.deviations()));
    out.equal("cases without", &told["alignment_perfect_traces"], json!(alignments.fitting()));
    out.near("fitness of replay", &told["token_replay_fitness"], replay.fitness(), SHARE_EPS);
    out.equal("cases that replay", &told["token_replay_fitting_traces"], json!(replay.fitting));
    Ok(out.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_mining::exchange::Faults;
    use weir_mining::log::{ActivityInstance, Case, LogBuilder};

    fn log() -> Read {
        let mut log = LogBuilder::default();
        let rows = vec![ActivityInstance::at("a", 1_000), ActivityInstance::at("b", 3_000)];
        log.case(Case { id: "1".to_owned(), rows, ..Case::default() }).unwrap();
        Imported { log: log.build(), events_read: 2, faults: Faults::default() }
    }

    #[test]
    fn what_differs_is_told_and_what_is_not_told_is_not_asked() {
        let right = json!({"traces": 1, "events": 2, "start_activities": {"a": 1}, "directly_follows": [["a", "b", 1]],
            "top_variants": [{"trace": ["a", "b"], "cases": 1}], "case_duration_s": {"min": 2.0, "mean": 2.0},
            "last_event": "1970-01-01T00:00:03", "event_attributes": {"concept:name (string)": 2}});
        let wrong = json!({"traces": 2, "events": 2, "start_activities": {"b": 1}, "directly_follows": [["a", "b", 2]],
            "top_variants": [{"trace": ["b"], "cases": 1}], "case_duration_s": {"min": 2.1, "mean": 2.0},
            "last_event": "1970-01-01T00:00:03+01:00", "event_attributes": {"cost (int)": 2}});
        let all = [counts, activities, variants, directly_follows, times, attributes];
        for (judge, different) in all.into_iter().zip([1, 1, 1, 2, 2, 1]) {
            assert_eq!(judge(&right, &log()), Vec::<String>::new());
            assert_eq!(judge(&wrong, &log()).len(), different, "{:?}", judge(&wrong, &log()));
        }
    }
}
