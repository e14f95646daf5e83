//! Random histories as the engine writes them: causes, four times, people.
#![allow(dead_code, reason = "each test file uses its part")]
pub mod planted;
use proptest::prelude::*;
use weir_mining::aggregate::PlaceId;
use weir_mining::ledger::{NO_ROW, Row};
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder, NO_NAME, NO_TIME, Outcome};

/// A visit of which nothing else is to be told: nobody's, begun as soon as it could be.
pub fn visit((case, place): (u32, PlaceId), (enabled, ended): (i64, i64)) -> Row {
    Row {
        case,
        place,
        previous: NO_ROW,
        actor: NO_NAME,
        decision: NO_NAME,
        incidents: 0,
        enabled,
        claimed: NO_TIME,
        started: enabled,
        ended,
        suspended: 0,
        due: NO_TIME,
        critical: NO_TIME,
        outcome: Outcome::Completed,
        intervention: false,
        beside: false,
        cause: NO_ROW,
    }
}

/// One step: activity, actor, queue, claimed, service, and which earlier steps led to it.
type Step = (u8, u8, i64, i64, i64, Vec<prop::sample::Index>);

fn step() -> impl Strategy<Value = Step> {
    (0_u8..5, 0_u8..3, 0_i64..50, 0_i64..20, 0_i64..100, prop::collection::vec(any::<prop::sample::Index>(), 1..3))
}

/// Finished cases.
pub fn cases() -> impl Strategy<Value = Vec<Case>> {
    let case = (0_i64..500, prop::collection::vec(step(), 1..9));
    prop::collection::vec(case, 0..12).prop_map(|cases| {
        cases.into_iter().enumerate().map(|(number, (start, steps))| one(number, start, steps)).collect()
    })
}

/// A log of finished cases.
pub fn history() -> impl Strategy<Value = Log> {
    cases().prop_map(|cases| {
        let mut log = LogBuilder::default();
        for case in cases {
            log.case(case).expect("it is small");
        }
        log.build()
    })
}

fn one(number: usize, start: i64, steps: Vec<Step>) -> Case {
    let mut rows: Vec<ActivityInstance> = vec![];
    for (key, (activity, actor, queue, claimed, service, before)) in (0_u64..).zip(steps) {
        let mut causes: Vec<u64> =
            if rows.is_empty() { vec![] } else { before.iter().map(|i| i.index(rows.len()) as u64).collect() };
        causes.sort_unstable();
        causes.dedup();
        // A join is enabled when the last of its causes has ended.
        let enabled = causes.iter().filter_map(|cause| rows[*cause as usize].ended).max().unwrap_or(start);
        rows.push(ActivityInstance {
            key,
            enabled: Some(enabled),
            claimed: Some(enabled + queue),
            causes: causes.into(),
            ..ActivityInstance::of(
                &char::from(b'a' + activity).to_string(),
                enabled + queue + claimed,
                enabled + queue + claimed + service,
            )
            .by(&format!("person {actor}"))
        });
    }
    Case { id: number.to_string(), process: "p".to_owned(), version: 1 + number as u32 % 2, rows, ..Case::default() }
}

/// A log of sequences, each letter an activity.
pub fn letters(traces: &[&str]) -> Log {
    let mut log = LogBuilder::default();
    for (number, trace) in traces.iter().enumerate() {
        let rows = trace.chars().zip(0..).map(|(name, at)| ActivityInstance::at(&name.to_string(), at * 1_000));
        let rows = (0..).zip(rows).map(|(key, row)| ActivityInstance { key, ..row }).collect();
        log.case(Case { id: number.to_string(), rows, ..Case::default() }).expect("it is small");
    }
    log.build()
}
