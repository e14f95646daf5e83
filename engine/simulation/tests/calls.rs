//! What is called goes on in its caller as the core has it: here the way back up (驳回).
use crate::common::*;
use serde_json::json;
use weir_simulation::{Measured, Simulation};

/// What is looked at, twice: as a task, and as the only task of a called process in its place.
fn looked_at(by: &str) -> [String; 2] {
    let flow =
        |id: &str, from: &str, to: &str| format!("<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>");
    let check = format!("<userTask id=\"check\" weir:approvers=\"user(ann)\" weir:onReject=\"return({by})\"/>");
    let around = |at: &str, place: &str| {
        let flows = [flow("f1", "s", "write"), flow("f2", "write", at), flow("f3", at, "e")].concat();
        format!(
            "<process id=\"p\" isExecutable=\"true\"><startEvent id=\"s\"/><userTask id=\"write\"/>{place}<endEvent id=\"e\"/>{flows}</process>"
        )
    };
    let flows = [flow("g1", "cs", "check"), flow("g2", "check", "ce")].concat();
    let called = format!(
        "<process id=\"q\" isExecutable=\"true\"><startEvent id=\"cs\"/>{check}<endEvent id=\"ce\"/>{flows}</process>"
    );
    let call = around("call", "<callActivity id=\"call\" calledElement=\"q\"/>");
    [definitions(&around("check", &check)), definitions(&[call, called].concat())]
}

fn run(file: &str) -> Measured {
    let work = |outcomes: serde_json::Value, people: serde_json::Value| json!({"time": {"processing": exponential(0.4)}, "resource": people, "property": {"outcomes": outcomes}});
    let ways = json!([{"probability": 0.5, "outcome": "reject"}, {"probability": 0.5, "outcome": "approve"}]);
    let json = json!({
        "process": "p", "warmUp": 0, "arrivals": {"kind": "poisson", "mean": 4.0 * HOUR},
        "resources": [{"id": "ann", "groups": ["heads"], "calendar": "always"},
            {"id": "clerk", "groups": ["clerks"], "count": 3, "calendar": "always"}],
        "elements": {"write": work(json!([]), json!({"groups": ["clerks"]})), "check": work(ways, json!({}))}
    });
    let simulation = Simulation::new(&model(file), &scenario(&json), &options(5, 2, 200)).expect("it is sound");
    simulation.replication(0, &mut |_| true).expect("it runs")
}

#[test]
fn what_a_called_process_sends_back_takes_as_long_as_from_a_task_at_the_place_of_the_call() {
    for by in ["previous", "initiator"] {
        let [task, call] = looked_at(by).map(|file| run(&file));
        assert!(call.stuck.is_empty() && call.open.is_empty(), "{by}: {:?} {:?}", call.stuck, call.open);
        assert!(
            task.steps["write"].count > 300,
            "half of what is looked at is written anew: {:?}",
            task.steps["write"]
        );
        assert_eq!((task.ended, &task.steps, &task.sojourn), (call.ended, &call.steps, &call.sojourn), "{by}");
    }
}
