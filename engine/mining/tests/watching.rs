//! Alert rules, detectors, predictions, indices.
use crate::common::letters;
use proptest::prelude::*;
use weir_mining::log::{ActivityInstance, Case, Log, LogBuilder};
use weir_mining::watch::alert::{Alarm, Reading, Rule, Side, State, flaps};
use weir_mining::watch::deadline::{Deadline, deadline};
use weir_mining::watch::detect::{Baseline, Reason, Segment, rubber_stamps, shift};
use weir_mining::watch::drift::{Drift, drift};
use weir_mining::watch::index::{Index, Measured, index, score};
use weir_mining::watch::predict::{Likeness, Survival, calibrate};

const RULE: Rule =
    Rule { side: Side::Above, warn: 10.0, critical: Some(20.0), clear: Some(8.0), beyond: 2, of: 3, keep: 2, n_min: 5 };

fn reading(value: f64) -> Reading {
    Reading { value: Some(value), n: 100, error: 0.0 }
}

fn states(rule: &Rule, values: &[f64]) -> Vec<State> {
    let mut alarm = Alarm::default();
    values.iter().map(|value| alarm.step(rule, &reading(*value))).collect()
}

#[test]
fn an_alarm_comes_and_goes() {
    use State::{Ok, Pending, Recovering, Warning};
    let seen = states(&RULE, &[5.0, 12.0, 12.0, 9.0, 7.0, 9.0, 7.0, 5.0]);
    assert_eq!(seen, [Ok, Pending, Warning, Warning, Recovering, Recovering, Ok, Ok]);
}

#[test]
fn what_gets_worse_is_critical_and_comes_back_as_such() {
    use State::{Critical, Ok, Pending, Recovering, Warning};
    let seen = states(&RULE, &[12.0, 12.0, 25.0, 25.0, 7.0, 12.0, 7.0, 7.0]);
    assert_eq!(seen, [Pending, Warning, Warning, Critical, Recovering, Critical, Recovering, Ok]);
}

#[test]
fn too_few_cases_are_never_said_to_be_well() {
    let mut alarm = Alarm::default();
    for value in [12.0, 12.0] {
        alarm.step(&RULE, &reading(value));
    }
    let few = Reading { value: Some(1.0), n: 4, error: 0.0 };
    assert_eq!((alarm.step(&RULE, &few), alarm.held), (State::Warning, true));
    let none = Reading { value: None, n: 100, error: 0.0 };
    assert_eq!((alarm.step(&RULE, &none), alarm.held), (State::Warning, true));
}

#[test]
fn rules_that_cannot_be() {
    assert_eq!(RULE.check(), Ok(()));
    let code = |rule: Rule| rule.check().unwrap_err().code();
    assert_eq!(code(Rule { warn: f64::NAN, ..RULE }), "alert-line-number");
    assert_eq!(code(Rule { critical: Some(9.0), ..RULE }), "alert-line-order");
    assert_eq!(code(Rule { clear: Some(11.0), ..RULE }), "alert-line-order");
    assert_eq!(code(Rule { beyond: 4, ..RULE }), "alert-windows");
    let below = Rule { side: Side::Below, warn: 0.5, critical: Some(0.2), clear: None, ..RULE };
    assert_eq!((below.check(), below.line_of_return(0.01)), (Ok(()), 0.55));
    assert!((below.line_of_return(0.2) - 0.7).abs() < 1e-12);
    assert_eq!(RULE.exceedance(15.0), (5.0, 0.5));
}

fn rule() -> impl Strategy<Value = Rule> {
    (0.0..10.0_f64, 0.0..5.0_f64, 0.1..5.0_f64, 1_usize..4, 0_usize..3, 1_usize..4).prop_map(
        |(warn, more, margin, beyond, extra, keep)| Rule {
            side: Side::Above,
            warn,
            critical: Some(warn + more),
            clear: Some(warn - margin),
            beyond,
            of: beyond + extra,
            keep,
            n_min: 1,
        },
    )
}

proptest! {
    #[test]
    fn nobody_is_called_without_a_sign_before(rule in rule(), values in prop::collection::vec(-5.0..20.0_f64, 0..80)) {
        let mut before = State::Ok;
        for state in states(&rule, &values) {
            prop_assert!(!(before == State::Ok && matches!(state, State::Warning | State::Critical | State::Recovering)));
            before = state;
        }
    }

    #[test]
    fn between_the_lines_nothing_changes(rule in rule(), values in prop::collection::vec(-5.0..20.0_f64, 0..20), share in 0.01..0.99_f64) {
        let mut alarm = Alarm::default();
        for value in &values {
            alarm.step(&rule, &reading(*value));
        }
        let between = rule.line_of_return(0.0) + share * (rule.warn - rule.line_of_return(0.0));
        let state = alarm.state;
        for _ in 0..10 {
            prop_assert_eq!(alarm.step(&rule, &reading(between)), state);
        }
    }

    #[test]
    fn an_alarm_changes_no_oftener_than_its_value_crosses_both_lines(rule in rule(), values in prop::collection::vec(-5.0..20.0_f64, 0..80)) {
        let firing: Vec<bool> = states(&rule, &values).iter().map(|s| !matches!(s, State::Ok | State::Pending)).collect();
        let toggles = firing.windows(2).filter(|pair| pair[0] != pair[1]).count() + usize::from(firing.first() == Some(&true));
        // Sides that the value was on, one after another: beyond the line, or well.
        let mut sides: Vec<bool> = values.iter().filter_map(|v| {
            if *v > rule.warn { Some(true) } else if *v < rule.line_of_return(0.0) { Some(false) } else { None }
        }).collect();
        sides.dedup();
        prop_assert!(toggles <= sides.len(), "{} {}", toggles, sides.len());
    }
}

#[test]
fn an_index_by_hand() {
    // Ten instances: 8 on time (floor 0.5, target 0.9), 40 % of the time worked (0.1 to 0.5), 1 returned (less is better).
    let components = [
        Measured { value: 0.8, floor: 0.5, target: 0.9, weight: 0.30, n: 10 },
        Measured { value: 0.4, floor: 0.1, target: 0.5, weight: 0.20, n: 10 },
        Measured { value: 0.1, floor: 0.5, target: 0.0, weight: 0.15, n: 10 },
        Measured { value: 0.0, floor: 0.0, target: 1.0, weight: 0.35, n: 3 },
    ];
    let scored = index(&components, 10);
    // (0.30·0.75 + 0.20·0.75 + 0.15·0.8)/0.65 = 0.495/0.65.
    assert!((scored.index.unwrap() - 100.0 * 0.495 / 0.65).abs() < 1e-9);
    assert_eq!((scored.weakest, scored.scores[3]), (Some(0), None));
    assert_eq!(index(&components, 11).index, None);
    assert_eq!((score(2.0, 1.0, 1.0), score(0.5, 1.0, 1.0)), (1.0, 0.0));
    for of in [Index::TieredManagement, Index::Execution, Index::Quality] {
        let sum: f64 = of.components().iter().map(|component| component.weight).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{of:?}");
    }
}

/// Many cases of a, b, in which b takes as many ms as its number; then one that is slow in its queue.
fn usual_and_one(queue: i64, trace: &str) -> Log {
    let mut log = LogBuilder::default();
    for number in 0..300_i64 {
        log.case(steps(&number.to_string(), "ab", 10 + number % 7, 100 + number)).unwrap();
    }
    log.case(steps("slow", trace, queue, 150)).unwrap();
    log.build()
}

fn steps(id: &str, trace: &str, queue: i64, service: i64) -> Case {
    let mut rows = vec![];
    let mut at = 0;
    for (key, name) in (0_u64..).zip(trace.chars()) {
        let (claimed, started) = (at + queue, at + queue + 1);
        rows.push(ActivityInstance {
            key,
            enabled: Some(at),
            claimed: Some(claimed),
            causes: key.checked_sub(1).into_iter().collect(),
            ..ActivityInstance::of(&name.to_string(), started, started + service)
        });
        at = started + service;
    }
    Case { id: id.to_owned(), rows, ..Case::default() }
}

#[test]
fn a_slow_step_is_told_with_the_part_that_was_slow() {
    let log = usual_and_one(5_000, "ab");
    let usual = Baseline::of(&usual_and_one(12, "ab"));
    let found = usual.check(&log, 300, 0.99);
    assert_eq!(found.len(), 2, "{found:?}");
    for (_, reason) in found {
        let Reason::SlowStep { segment, time, line, .. } = reason else { panic!("{reason:?}") };
        assert_eq!((segment, reason.code()), (Some(Segment::Queue), "SLOW_STEP"));
        assert!(time as f64 > line);
    }
    assert!(usual.check(&log, 3, 0.99).is_empty());
    // With too few cases nothing is said.
    assert!(Baseline::of(&letters(&["ab", "ab"])).check(&letters(&["ba"]), 0, 0.99).is_empty());
}

#[test]
fn ways_that_were_never_gone_are_told() {
    let usual = Baseline::of(&usual_and_one(12, "ab"));
    let log = usual_and_one(12, "bbbb");
    let codes: Vec<&str> = usual.check(&log, 300, 0.99).iter().map(|(_, reason)| reason.code()).collect();
    for code in ["NEW_FLOW", "RARE_PATH", "REWORK"] {
        assert!(codes.contains(&code), "{code} is not among {codes:?}");
    }
}

#[test]
fn approvals_that_nobody_can_have_read() {
    let mut log = LogBuilder::default();
    log.case(steps("quick", "a", 0, 100)).unwrap().case(steps("slow", "a", 0, 60_000)).unwrap();
    let log = log.build();
    assert_eq!(rubber_stamps(&log, 0, 5_000), [(0, Reason::RubberStamp { time: 100 })]);
}

#[test]
fn a_series_that_leaves_its_hours_of_the_week() {
    let weeks: Vec<Vec<f64>> =
        (0..40).map(|hour| (0..8).map(|week| f64::from(hour % 10) + f64::from(week) * 0.1).collect()).collect();
    let calm: Vec<f64> = weeks.iter().map(|past| past[4]).collect();
    assert_eq!(shift(&calm, &weeks), None);
    let moved: Vec<f64> = calm.iter().enumerate().map(|(i, v)| if i < 20 { *v } else { v + 3.0 }).collect();
    assert!(shift(&moved, &weeks).is_some_and(|at| (20..23).contains(&at)));
    assert!(!flaps(&[1, 2, 3, 4], 5) && flaps(&[1, 2, 3, 4, 5], 6) && !flaps(&[1, 2, 3, 4, 5], 1 << 40));
}

#[test]
fn cases_that_were_alike_say_how_long_it_takes() {
    let mut log = LogBuilder::default();
    for number in 0..60_i64 {
        let rows = vec![
            ActivityInstance::at("a", 0),
            ActivityInstance { key: 1, ..ActivityInstance::at("b", 1_000 + number * 100) },
        ];
        log.case(Case { id: number.to_string(), rows, ..Case::default() }).unwrap();
    }
    let survival = Survival::of(&log.build(), None);
    let at_once = survival.predict(&[0], 0).unwrap();
    assert_eq!((at_once.median, at_once.n), (3_950.0, 60));
    assert!(matches!(at_once.likeness, Likeness::Visited(..)));
    // Those that had already ended say nothing of one that still runs.
    let later = survival.predict(&[0], 3_000).unwrap();
    assert_eq!((later.n, later.median), (40, 1_950.0));
    assert_eq!(survival.breach(&[0], 0, 3_950), Some(0.5));
    let state = |last, due, now| deadline(&survival, &[0], last, due, now);
    assert_eq!(state(0, 100, 150), Deadline::Late { by: 50 });
    assert_eq!(state(0, 3_950, 0), Deadline::AtRisk { probability: 0.5, critical: false });
    assert_eq!(state(0, 1_000, 0).code(), Some("SLA_RISK"));
    assert_eq!(state(0, 6_900, 0), Deadline::InTime { probability: 0.0 });
    assert_eq!(state(0, 2_000_000, 1_000_000), Deadline::Unknown);
    // Of a step that nobody knows the process as a whole speaks.
    assert_eq!(survival.predict(&[7], 0).unwrap().likeness, Likeness::All);
    assert_eq!(survival.predict(&[0], 1_000_000), None, "too few lasted as long");
    let good = calibrate(&[(at_once.clone(), 3_000), (at_once.clone(), 4_000), (at_once, 60_000)]).unwrap();
    assert!((good.coverage - 2.0 / 3.0).abs() < 1e-12 && !good.is_usable());
}

/// Cases of a, then b or c in turn with this share of c, of which b takes so long.
fn period(share_of_c: usize, service: i64) -> Log {
    let mut log = LogBuilder::default();
    for number in 0..200_usize {
        let trace = if number % 10 < share_of_c { "ac" } else { "ab" };
        let noise = (number * 37 % 50) as i64;
        log.case(steps(&number.to_string(), trace, 5, service + noise)).unwrap();
    }
    log.build()
}

#[test]
fn a_process_that_drifts_is_told_where() {
    let names = |found: Vec<Drift>| -> Vec<String> {
        let name = |drift: &Drift| match drift {
            Drift::Ways { after, q } => format!("ways after {after} {}", *q < 0.05),
            Drift::Time { of, delta, .. } => format!("time of {of} {}", *delta > 0.15),
        };
        found.iter().map(name).collect()
    };
    assert_eq!(drift(&period(3, 100), &period(3, 100)), Some(vec![]));
    assert_eq!(names(drift(&period(3, 100), &period(6, 100)).unwrap()), ["ways after a true"]);
    let slower = names(drift(&period(3, 100), &period(3, 130)).unwrap());
    assert_eq!(slower, ["time of a true", "time of b true", "time of c true"]);
    assert_eq!(drift(&letters(&["ab"]), &period(3, 100)), None, "too few cases");
}
