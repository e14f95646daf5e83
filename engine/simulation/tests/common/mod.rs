//! Models in few words, for the tests of the simulation.
#![allow(dead_code)] // each test binary uses a part of it
use serde_json::{Value, json};
use weir_simulation::{Model, Options, Refusal, Scenario};

/// An hour, ms.
pub const HOUR: f64 = 3_600_000.0;

/// A file with one process of these elements; flows are `a->b` or `a->b if condition`, named `a_b`.
pub fn file(elements: &str, flows: &[&str]) -> String {
    let mut body = elements.to_owned();
    for flow in flows {
        let (way, condition) = flow.split_once(" if ").map_or((*flow, None), |(way, c)| (way, Some(c)));
        let (from, to) = way.split_once("->").expect("a->b");
        let condition = condition.map_or(String::new(), |text| {
            format!("<conditionExpression>= {}</conditionExpression>", text.replace('<', "&lt;").replace('>', "&gt;"))
        });
        let ends = format!("sourceRef=\"{from}\" targetRef=\"{to}\"");
        body.extend(["<sequenceFlow id=\"", from, "_", to, "\" ", &ends, ">", &condition, "</sequenceFlow>\n"]);
    }
    definitions(&format!("<process id=\"p\" isExecutable=\"true\">{body}</process>"))
}

pub fn definitions(body: &str) -> String {
    format!(
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:weir=\"urn:weir:bpmn:1\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"t\">{body}</definitions>"
    )
}

/// Start, one user task, end.
pub fn one_task() -> String {
    file("<startEvent id=\"s\"/><userTask id=\"work\"/><endEvent id=\"e\"/>", &["s->work", "work->e"])
}

pub fn model(file: &str) -> Model {
    Model::read(&[("p.bpmn", file.as_bytes())]).unwrap_or_else(|refusals| panic!("{refusals:?}"))
}

pub fn scenario(json: &Value) -> Scenario {
    Scenario::read(json.to_string().as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// Cases every so many hours on average, and work on `work` by so many servers.
pub fn queue(between: f64, servers: u32, processing: &Value) -> Value {
    json!({
        "arrivals": {"kind": "poisson", "mean": between * HOUR},
        "resources": [{"id": "server", "groups": ["g"], "count": servers, "calendar": "always", "costPerHour": 60}],
        "elements": {"work": {"time": {"processing": processing}, "resource": {"groups": ["g"]}}}
    })
}

pub fn exponential(hours: f64) -> Value {
    json!({"kind": "exponential", "mean": hours * HOUR})
}

pub fn options(seed: u64, replications: u32, cases: u64) -> Options {
    Options { seed, replications, cases, ..Options::default() }
}

/// The codes of refusals with what they are about.
pub fn codes(refusals: &[Refusal]) -> Vec<String> {
    refusals.iter().map(|r| format!("{} {}", r.code, r.at.as_deref().unwrap_or("-"))).collect()
}
