//! A step is held against steps of its size: what is long for a small order is not for a large one.
use crate::common::visit;
use crate::ledger::week;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weir_mining::aggregate::{HOUR_MS, Place, PlaceName};
use weir_mining::ledger::{Anomaly, Around, Begun, Ended, Ledger, Limits, Nature};
use weir_mining::log::{ActivityInstance, Outcome};

const MINUTE: i64 = HOUR_MS / 60;

/// Every hour one comes; `value` is what it is and since when, ms after its beginning; `takes` how long its only step takes.
fn ledger(value: impl Fn(i64) -> (Value, i64), takes: impl Fn(i64) -> i64) -> Ledger {
    let mut ledger = Ledger::new(Limits::default());
    for index in 0..900_i64 {
        let began = index * HOUR_MS;
        let ended = began + MINUTE + takes(index);
        let case = ledger.begin(&Begun { id: index as u128, process: "p", version: 1, at: began, initiator: None });
        let (value, after) = value(index);
        ledger.value(case, "size", &value, began + after);
        let place = PlaceName { process: "p".to_owned(), version: 1, place: Place::Node("check".to_owned()) };
        let place = ledger.place(place, || Nature::Human);
        let number = ledger.add(visit((case, place), (began + MINUTE, ended)));
        let of = ActivityInstance::of("check", began + MINUTE, ended);
        let rows = [ActivityInstance { key: 1, enabled: Some(began + MINUTE), ..of }];
        let (numbers, around) = (BTreeMap::from([(1, (number, place))]), Around::default());
        let (place, outcome) = (ledger.process_place("p", 1), Outcome::Completed);
        ledger.end(&Ended { case, place, began, at: ended, outcome, rows: &rows, numbers: &numbers, around: &around });
    }
    ledger
}

fn slow(ledger: &Ledger) -> Vec<Anomaly> {
    // The first 800 or so are what is usual.
    let found = ledger.anomalies(&week(800, 2_000), None).unwrap().found;
    found.into_iter().filter(|one| one.code == "SLOW_STEP").collect()
}

/// Large orders take ten hours, small ones ten minutes, give or take some; the 850th is small and takes two hours.
fn takes(index: i64) -> i64 {
    let usual = if index % 2 == 0 { 10 * HOUR_MS } else { 10 * MINUTE };
    if index == 851 { 2 * HOUR_MS } else { usual + index * 7 % 11 * 1_000 }
}

#[test]
fn what_takes_long_for_its_size_is_slow_though_others_take_longer() {
    let amounts = ledger(|index| (json!(if index % 2 == 0 { 5_000 + index } else { 10 + index % 50 }), 0), takes);
    let [found] = slow(&amounts).try_into().unwrap();
    assert_eq!((found.value, found.among.as_deref()), ((2 * HOUR_MS) as f64, Some("size")));
    assert!(found.among_value.is_some_and(|told| told.contains('≤')), "it is one of the small ones");
    assert!(found.line.is_some_and(|line| line < (11 * MINUTE) as f64));
    let texts = ledger(|index| (json!(if index % 2 == 0 { "large" } else { "small" }), 0), takes);
    let [found] = slow(&texts).try_into().unwrap();
    assert_eq!((found.among.as_deref(), found.among_value.as_deref()), (Some("size"), Some("small")));
}

#[test]
fn what_is_only_known_afterwards_or_tells_nothing_apart_makes_no_classes() {
    // How it went is written when the step has begun: it does not say how long that should take.
    let afterwards = ledger(|index| (json!(if index % 2 == 0 { "large" } else { "small" }), 2 * MINUTE), takes);
    assert_eq!(slow(&afterwards), []);
    let unrelated = ledger(|index| (json!(if index % 4 < 2 { "red" } else { "blue" }), 0), takes);
    assert_eq!(slow(&unrelated), []);
}
