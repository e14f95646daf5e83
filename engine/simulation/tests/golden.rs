//! A small scenario, told visit by visit: hours, a queue, a batch, a branch by data.
use crate::common::*;
use expect_test::expect;
use serde_json::json;
use std::fmt::Write;
use weir_core::Timestamp;
use weir_mining::log::{NO_NAME, NO_TIME};
use weir_simulation::{Options, Simulation};

#[test]
fn three_cases_told_visit_by_visit() {
    let elements = "<startEvent id=\"s\"/><userTask id=\"check\"/><exclusiveGateway id=\"x\" default=\"x_file\"/><userTask id=\"sign\"/>\
        <exclusiveGateway id=\"m\"/><serviceTask id=\"file\"/><endEvent id=\"e\"/>";
    let flows = ["s->check", "check->x", "x->sign if amount > 500", "x->file", "sign->m", "file->m", "m->e"];
    let day = json!([{"from": "09:00:00", "until": "12:00:00"}, {"from": "13:00:00", "until": "17:00:00"}]);
    let constant = |time: &str| json!({"kind": "constant", "value": time});
    let json = json!({
        "name": "three", "start": "2026-01-05T00:00:00Z", "cases": 3, "warmUp": 0,
        "arrivals": {"kind": "replay", "times": ["2026-01-05T10:00:00Z", "2026-01-05T10:30:00Z", "2026-01-05T16:30:00Z"]},
        "calendars": [{"id": "office", "name": "Office", "timeZone": "UTC", "week": [day, day, day, day, day, [], []], "days": {"2026-01-06": []}}],
        "resources": [{"id": "ann", "groups": ["clerks"], "calendar": "office", "costPerHour": 30},
            {"id": "bob", "groups": ["heads"], "calendar": "always"}],
        "property": {"vectors": [{"start": {}, "given": {"check": [{"amount": 900}]}}]},
        "elements": {
            "check": {"time": {"processing": constant("PT1H15M")}, "resource": {"groups": ["clerks"]}},
            "sign": {"time": {"processing": constant("PT10M"), "wait": constant("PT5M")},
                "resource": {"groups": ["heads"], "batch": {"size": 2, "after": "P1D", "perFurther": 0.5}}},
            "file": {"time": {"processing": constant("PT1M")}}}
    });
    let options = Options { keep_log: true, ..options(1, 2, 3) };
    let simulation = Simulation::new(&model(&file(elements, &flows)), &scenario(&json), &options).expect("it is sound");
    let one = simulation.replication(0, &mut |_| true).expect("it runs");
    let log = one.log.as_ref().expect("it was kept");
    let mut told = String::new();
    for case in 0..log.case_count() {
        for row in log.case(case).filter(|row| log.actor[*row] != NO_NAME) {
            let time =
                |at: i64| if at == NO_TIME { "-".to_owned() } else { Timestamp(at).to_string()[5..16].to_owned() };
            let times = [log.enabled[row], log.started[row], log.ended[row]].map(time);
            let (activity, actor) = (log.activities.name(log.activity[row]), log.actors.name(log.actor[row]));
            writeln!(told, "{} {activity:<6} {} {actor}", log.cases[case], times.join(" ")).expect("text");
        }
    }
    for (id, step) in &one.steps {
        let parts = [step.extraneous, step.batching, step.queue, step.service].map(|ms| format!("{:.2}", ms / HOUR));
        writeln!(told, "{id:<6} {} times, {} h, {}", step.count, parts.join(" + "), step.cost).expect("text");
    }
    expect![[r"
        0 check  01-05T10:00 01-05T10:00 01-05T11:15 ann
        0 sign   01-05T11:15 01-05T13:35 01-05T13:50 bob
        1 check  01-05T10:30 01-05T11:15 01-05T13:30 ann
        1 sign   01-05T13:30 01-05T13:35 01-05T13:50 bob
        2 check  01-05T16:30 01-05T16:30 01-07T09:45 ann
        2 sign   01-07T09:45 01-08T09:50 01-08T10:00 bob
        check  3 times, 0.00 + 0.00 + 0.75 + 3.75 h, 112.5
        sign   3 times, 0.25 + 26.25 + 0.00 + 0.42 h, 0
    "]]
    .assert_eq(&told);
}
