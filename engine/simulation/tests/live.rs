//! What is open when a simulation begins goes on from where it stands.
use crate::common::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weir_core::command::Start;
use weir_core::{Actor, Command, Instance, InstanceId, Timestamp};
use weir_simulation::{Live, Measured, Options, Simulation, Since};

fn at(hours: f64) -> Timestamp {
    Timestamp((hours * HOUR) as i64)
}

/// An instance of the one task that was there at this hour; somebody has had it in hand since then.
fn open(number: u128, opened: f64, begun: Option<f64>) -> Live {
    let process = weir_core::compile::prepare(one_task().as_bytes()).processes.remove(0);
    let start = Start {
        definition: "p:1".into(),
        business_key: None,
        parent: None,
        root: None,
        depth: 0,
        at: None,
        came: None,
        variables: weir_core::instance::Variables::new(),
        initiator: None,
        conversation: None,
        hops: 0,
    };
    let (engine, server) = (Actor::engine(), Actor::named("server"));
    let fresh = Instance::new(InstanceId::compose(7, 0, number));
    let mut instance = weir_core::step(&process, fresh, at(opened), &engine, Command::Start(start)).unwrap().instance;
    let (key, wait) = instance.waits().map(|(key, wait)| (key, wait.id)).next().unwrap();
    if let Some(begun) = begun {
        let claim = Command::ClaimUserTask { key, wait, by: server.clone() };
        instance = weir_core::step(&process, instance, at(begun), &server, claim).unwrap().instance;
    }
    let since = Since { opened: at(opened), begun: begun.map(at) };
    Live { instance, waits: BTreeMap::from([((key, wait), since)]), did: vec![] }
}

/// From two o'clock on, with nothing but what is open: when each of them ends, in hours.
fn ends(time: &Value, live: Vec<Live>) -> Vec<Vec<f64>> {
    let mut json = queue(1.0, 1, &json!({"kind": "constant", "value": "PT1H"}));
    json["arrivals"] = Value::Null;
    json["start"] = json!("1970-01-01T02:00:00Z");
    json["elements"]["work"]["time"] = time.clone();
    let options = Options { live, ..options(1, 40, 1) };
    let simulation = Simulation::new(&model(&one_task()), &scenario(&json), &options).expect("it is sound");
    let hours = |one: Measured| one.live.iter().map(|end| end.unwrap() as f64 / HOUR).collect();
    (0..40).map(|number| hours(simulation.replication(number, &mut |_| true).expect("it runs"))).collect()
}

#[test]
fn who_is_at_work_goes_on_and_then_comes_what_has_waited_longest() {
    let live = vec![open(1, 1.5, None), open(2, 1.0, Some(1.25)), open(3, 0.5, None)];
    let told = ends(&json!({"processing": {"kind": "constant", "value": "PT1H"}}), live);
    assert!(told.iter().all(|ends| *ends == [4.25, 2.25, 3.25]), "{told:?}");
}

#[test]
fn what_is_left_of_work_is_drawn_from_what_takes_longer() {
    // Of at most two hours one and a half are over.
    let time = json!({"processing": {"kind": "uniform", "min": "PT0S", "max": "PT2H"}});
    let told: Vec<f64> = ends(&time, vec![open(1, 0.0, Some(0.5))]).concat();
    assert!(told.iter().all(|end| (2.0..=2.5).contains(end)), "{told:?}");
    let mean = told.iter().sum::<f64>() / told.len() as f64;
    assert!((mean - 2.25).abs() < 0.1, "{mean}");
}

#[test]
fn a_wait_without_a_cause_has_lasted_since_the_work_was_there() {
    let time = json!({"processing": {"kind": "constant", "value": "PT30M"},
        "wait": {"kind": "constant", "value": "PT3H"}});
    let told = ends(&time, vec![open(1, 0.25, None)]);
    // Until a quarter past three it waits.
    assert!(told.iter().all(|ends| *ends == [3.75]), "{told:?}");
}

#[test]
fn hours_in_which_nobody_works_are_not_worked() {
    // In hand since half past one; from two on the office is closed, until ten the next morning.
    let mut json = queue(1.0, 1, &json!({"kind": "constant", "value": "PT1H"}));
    let day = json!([{"from": "00:00:00", "until": "02:00:00"}, {"from": "10:00:00", "until": "18:00:00"}]);
    json["calendars"] =
        json!([{"id": "office", "name": "Office", "timeZone": "UTC", "week": vec![day; 7], "days": {}}]);
    json["resources"][0]["calendar"] = json!("office");
    json["arrivals"] = Value::Null;
    json["start"] = json!("1970-01-01T05:00:00Z");
    let options = Options { live: vec![open(1, 0.0, Some(1.5))], ..options(1, 2, 1) };
    let simulation = Simulation::new(&model(&one_task()), &scenario(&json), &options).expect("it is sound");
    let one = simulation.replication(0, &mut |_| true).expect("it runs");
    assert_eq!(one.live, [Some((10.5 * HOUR) as i64)], "half an hour was done");
}
