//! Simulation: events of the core for each second of one core, in virtual time.
use super::cpu::timed;
use super::prosimos;
use super::report::Report;
use serde_json::{Value, json};
use weir_simulation::{Measured, Model, Options, Scenario, Simulation};

pub(super) const CASES: u64 = 20_000;
/// What is to be reached, in events of the core for each second.
const EVENTS: f64 = 200_000.0;

/// All figures of simulation.
pub fn run(report: &mut Report) {
    for (name, file, elements) in [
        ("one task", one_task(), json!({"a": by("clerks", 30)})),
        (
            "tasks side by side",
            side_by_side(),
            json!({"a": by("clerks", 30), "b": by("clerks", 20), "c": by("heads", 10)}),
        ),
    ] {
        let (measured, seconds) = best(&file, &by_ten(&elements));
        assert_eq!(measured.started, measured.ended, "a figure of cases that do not end would be none");
        report.at_least(&format!("simulation of {name}"), measured.events as f64 / seconds, "events/s", EVENTS);
        report.add(&format!("simulation of {name}, visits"), measured.visits as f64 / seconds, "visits/s");
        report.add(&format!("simulation of {name}, cases"), measured.ended as f64 / seconds, "cases/s");
    }
    prosimos::run(report);
}

/// Eight clerks and two heads round the clock, a case every ten minutes.
pub(super) fn by_ten(elements: &Value) -> Value {
    let people = |id: &str, count: u32| json!({"id": id, "groups": [id], "count": count, "calendar": "always"});
    json!({"arrivals": {"kind": "poisson", "mean": "PT10M"}, "elements": elements,
        "resources": [people("clerks", 8), people("heads", 2)]})
}

/// The quickest of three replications, each of which is the same.
pub(super) fn best(file: &str, scenario: &Value) -> (Measured, f64) {
    let model = Model::read(&[("bench.bpmn", file.as_bytes())]).expect("it is sound");
    let scenario = Scenario::read(scenario.to_string().as_bytes()).expect("it is a scenario");
    let options = Options { replications: 2, cases: CASES, ..Options::default() };
    let simulation = Simulation::new(&model, &scenario, &options).expect("nothing is missing");
    let runs = (0..3).map(|_| {
        let (measured, seconds) = timed(|| simulation.replication(0, &mut |_| true));
        (measured.expect("it runs"), seconds)
    });
    runs.min_by(|one, other| one.1.total_cmp(&other.1)).expect("three runs")
}

pub(super) fn by(group: &str, minutes: u32) -> Value {
    let processing = json!({"kind": "exponential", "mean": format!("PT{minutes}M")});
    json!({"time": {"processing": processing}, "resource": {"groups": [group]}})
}

fn one_task() -> String {
    file(r#"<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>"#, &["s a", "a e"])
}

pub(super) fn side_by_side() -> String {
    let elements = r#"<startEvent id="s"/><parallelGateway id="x"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/><userTask id="c"/><endEvent id="e"/>"#;
    file(elements, &["s x", "x a", "x b", "a j", "b j", "j c", "c e"])
}

pub(super) fn file(elements: &str, flows: &[&str]) -> String {
    let flow = |way: &&str| {
        let (from, to) = way.split_once(' ').expect("from and to");
        format!(r#"<sequenceFlow id="{from}-{to}" sourceRef="{from}" targetRef="{to}"/>"#)
    };
    let flows: Vec<String> = flows.iter().map(flow).collect();
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench"><process id="p" isExecutable="true">{elements}{}</process></definitions>"#,
        flows.concat()
    )
}
