//! What is called goes on in its caller as the core has it: here the way back up (驳回).
use crate::common::*;
use serde_json::json;
use weir_simulation::{Learn, Measured, Scenario, Simulation, calibrate};

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

/// Written, checked, signed: the one who signs sends a fifth back to the writer, and a tenth to the check and straight back.
fn signed() -> (String, serde_json::Value) {
    let ids = ["s", "write", "check", "sign", "e"];
    let elements = "<startEvent id=\"s\"/><userTask id=\"write\"/><userTask id=\"check\"/><userTask id=\"sign\"/><endEvent id=\"e\"/>";
    let flows: Vec<String> = ids.windows(2).map(|pair| pair.join("->")).collect();
    let work = |outcomes: serde_json::Value| json!({"time": {"processing": exponential(0.4)}, "resource": {"groups": ["clerks"]}, "property": {"outcomes": outcomes}});
    let ways = json!([{"probability": 0.7}, {"probability": 0.2, "to": "write"}, {"probability": 0.1, "to": "check", "comeBack": true}]);
    let json = json!({
        "warmUp": 0, "start": "2026-01-05T00:00:00Z", "arrivals": {"kind": "poisson", "mean": 2.0 * HOUR},
        "resources": [{"id": "clerk", "groups": ["clerks"], "count": 4, "calendar": "always"}],
        "elements": {"write": work(json!([])), "check": work(json!([])), "sign": work(ways)}
    });
    (file(elements, &flows.iter().map(String::as_str).collect::<Vec<_>>()), json)
}

#[test]
fn what_people_send_back_is_simulated_and_learned_from_what_they_sent_back() {
    let (file, json) = signed();
    let (model, options) = (model(&file), weir_simulation::Options { keep_log: true, ..options(9, 2, 1_000) });
    let simulation = Simulation::new(&model, &scenario(&json), &options).expect("it is sound");
    let one = simulation.replication(0, &mut |_| true).expect("it runs");
    assert!(one.stuck.is_empty() && one.open.is_empty(), "{:?} {:?}", one.stuck, one.open);
    let often = |id: &str| one.steps[id].count as f64 / 1_000.0;
    // Each visit of the last ends the case in seven of ten: 1/0.7 visits, a fifth of which write anew.
    assert!(
        (often("sign") - 1.0 / 0.7).abs() < 0.1 && (often("write") - 1.0 - 0.2 / 0.7).abs() < 0.1,
        "{:?}",
        one.steps
    );
    let log = one.log.expect("it was kept");
    let learned = calibrate(&model, &log, &Scenario::default(), &Learn::default()).expect("there is enough");
    let ways: Vec<_> = learned.elements["sign"].property.outcomes.iter().collect();
    let told = |to: Option<&str>, share: f64| {
        let way = ways.iter().find(|way| way.to.as_deref() == to).unwrap_or_else(|| panic!("{to:?} in {ways:?}"));
        assert!((way.probability - share).abs() < 0.04, "{way:?}");
        way.come_back
    };
    assert_eq!((told(None, 0.7), told(Some("check"), 0.1)), (false, true));
    told(Some("write"), 0.2);
    assert!(learned.elements.get("check").is_none_or(|check| check.property.outcomes.is_empty()));
}

#[test]
fn nothing_is_sent_back_to_what_people_do_not_do() {
    let (file, mut json) = signed();
    json["elements"]["sign"]["property"]["outcomes"] = json!([{"probability": 1.0, "to": "e"}]);
    let refused = Simulation::new(&model(&file), &scenario(&json), &options(1, 2, 10)).expect_err("it cannot be so");
    assert_eq!(codes(&refused), ["simulation-unknown-element sign"]);
    // To what was not done yet nothing goes back: it ends as it does most often.
    json["elements"]["sign"]["property"]["outcomes"] = json!([]);
    json["elements"]["check"]["property"]["outcomes"] =
        json!([{"probability": 0.5}, {"probability": 0.5, "to": "sign"}]);
    let simulation = Simulation::new(&model(&file), &scenario(&json), &options(1, 2, 20)).expect("it is sound");
    let one = simulation.replication(0, &mut |_| true).expect("it runs");
    assert_eq!((one.ended, one.steps["check"].count), (20, 20));
}
