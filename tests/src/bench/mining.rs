//! Mining on resident columns: events for each second of one core, on a log of a million events that is made here.
use super::report::Report;
use super::{history, pm4py};
use std::hint::black_box;
use std::ops::ControlFlow;
use std::time::Instant;
use weir_mining::aggregate::{Aggregates, completions};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::measure::{dfg, duration, profile, resource, rework, variants};
use weir_mining::statistics::quantile;
use weir_mining::suggest::suggest;

pub(super) const CASES: u64 = 108_938;
const SUGGESTED: u64 = 1_000_000;
/// So many of the sixteen rules are to be judged in it.
const RULES: f64 = 14.0;
/// What is to be reached, in millions of events for each second.
const RESIDENT: f64 = 100.0;
const ALL_PAIRS: f64 = 20.0;

/// All figures of mining.
pub fn run(report: &mut Report) {
    let log = synthetic(CASES);
    let events = log.row_count() as f64;
    let mut rate = |name: &str, least: f64, measure: &dyn Fn(&Log)| {
        let best = (0..5)
            .map(|_| {
                let began = Instant::now();
                measure(&log);
                began.elapsed().as_secs_f64()
            })
            .fold(f64::INFINITY, f64::min);
        report.at_least(&format!("mining {name}"), events / best / 1e6, "M events/s", least);
    };
    rate("directly-follows", RESIDENT, &|log| {
        black_box(dfg::frequency(log));
    });
    rate("variants", RESIDENT, &|log| {
        black_box(variants::by_sequence(log));
    });
    rate("durations and four quantiles", RESIDENT, &|log| {
        let mut times: Vec<f64> = duration::sojourn(log).into_iter().map(|ms| ms as f64).collect();
        for q in [0.5, 0.9, 0.95, 0.99] {
            black_box(quantile(&mut times, q));
        }
    });
    rate("rework", RESIDENT / 5.0, &|log| {
        black_box(rework::summary(log));
    });
    rate("handovers", ALL_PAIRS, &|log| {
        black_box(resource::handovers(log));
    });
    rate("temporal profile, all pairs", ALL_PAIRS, &|log| {
        black_box(profile::profile(log));
    });
    let mut aggregates = Aggregates::default();
    let all = completions(&log, &mut aggregates);
    let began = Instant::now();
    for completion in &all {
        aggregates.add(completion);
    }
    report.add("mining aggregates", began.elapsed().as_secs_f64() * 1e9 / all.len() as f64, "ns/completion");
    report.add("mining aggregates, memory", aggregates.bytes() as f64 / 1e6, "MB");
    pm4py::run(report);
    suggestions(report);
}

/// What could be better, looked for by all rules in a million cases; nearly all of them can be judged there.
fn suggestions(report: &mut Report) {
    let (log, facts) = (history::history(SUGGESTED), history::facts(SUGGESTED));
    let began = Instant::now();
    let found = suggest(&log, &facts, &mut |_| ControlFlow::Continue(()));
    let seconds = began.elapsed().as_secs_f64();
    let found = found.expect("nothing ends it");
    assert_eq!(found.cases, SUGGESTED, "cases it rests on");
    report.below("suggestions over 1 M instances", seconds, "s", 30.0);
    report.at_least(
        "suggestions over 1 M instances, rules judged",
        history::judged(&found).len() as f64,
        "rules",
        RULES,
    );
}

/// An approval process with returns: twelve activities, 200 people, about nine events in a case.
pub(super) fn synthetic(cases: u64) -> Log {
    let mut seed = 42_u64;
    let mut next = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut log = LogBuilder::default();
    for case in 0..cases {
        let mut names = vec!["receive", "register", "check"];
        for _ in 0..next(4) {
            names.extend(["return", "correct", "check"]);
        }
        names.extend(["assess", if next(3) == 0 { "second opinion" } else { "decide" }, "notify"]);
        names.push(["pay", "refuse", "archive"][next(3) as usize]);
        let mut at = case as i64 * 60_000;
        let rows = names.into_iter().zip(0..).map(|(name, key)| {
            at += next(3_600_000) as i64;
            ActivityInstance { key, ..ActivityInstance::at(name, at) }.by(&format!("person {}", next(200)))
        });
        log.case(Case { id: case.to_string(), rows: rows.collect(), ..Case::default() })
            .expect("it is within the limits");
    }
    log.build()
}
