//! Files that are no XML or nest without end, leases that have run out, and paths that are no text: each is refused with a
//! stable code, and nothing is written.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

#[test]
fn files_that_are_no_xml_or_nest_without_end_are_refused() {
    let process = |inside: &str| {
        format!(
            "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
             <process id='p' isExecutable='true'>{inside}</process></definitions>"
        )
    };
    let nested: Vec<String> = (0..10_000).map(|n| format!("<subProcess id='n{n}'>")).collect();
    let nested = nested.concat();
    let cases = [
        ("cut off", ORDER[..ORDER.len() / 2].to_owned(), "xml-malformed"),
        ("crossed", process("<task id='a'><documentation></task></documentation>"), "xml-malformed"),
        ("two roots", format!("{0}{0}", process("<task id='a'/>")), "xml-malformed"),
        ("no quotes", process("<task id=a/>"), "xml-malformed"),
        ("an attribute twice", process("<task id='a' name='x' name='y'/>"), "xml-duplicate-attribute"),
        ("an unknown prefix", process("<acme:task id='a'/>"), "xml-namespace"),
        ("a forbidden character", process("<task id='a' name='\u{1}'/>"), "xml-character"),
        (
            "another encoding",
            format!("<?xml version='1.0' encoding='GBK'?>{}", process("<task id='a' name='请假'/>")),
            "xml-utf8",
        ),
        ("JSON", "{\"process\": \"p\"}".to_owned(), "xml-malformed"),
        ("sub-processes without end", process(&nested), "xml-too-deep"),
        ("sub-processes with an end", process(&format!("{nested}{}", "</subProcess>".repeat(10_000))), "xml-too-deep"),
        ("a DTD within", process("<!DOCTYPE d>"), "xml-dtd"),
    ];
    let server = Server::start();
    let before = server.written();
    for (case, file, code) in cases {
        let answer = server.ask("POST", "/api/v1/deployments").files(&[("a.bpmn", file.as_bytes())]).send();
        let told = answer.refused(422, "invalid-model").json;
        let problems = told["problems"].as_array().expect("problems");
        let found = problems.iter().find(|problem| problem["code"] == code);
        assert!(found.is_some_and(|problem| problem["place"]["line"].is_u64()), "{case}: {told}");
    }
    assert_eq!(server.written(), before);
}

#[test]
fn whoever_comes_with_a_lease_that_has_run_out_changes_nothing() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_772_438_400_000)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(SHIPPING);
    let instance = server.instance_of("shipping", &json!({}));
    let fetch = |worker: &str| {
        let ask = json!({ "worker": worker, "types": ["ship"], "max": 1, "leaseMs": 1000 });
        server.post("/api/v1/jobs/fetch", &ask).expect(200).json["items"][0].take()
    };
    let first = fetch("w1");
    let path = format!("/api/v1/jobs/{}", first["id"].as_str().unwrap());
    clock.advance(1001);
    let second = fetch("w2");
    assert!(first["id"] == second["id"] && first["token"] != second["token"], "{second}");
    let history = || server.get(&format!("/api/v1/instances/{instance}/events?limit=1000")).expect(200).text;
    let before = history();
    let stale: [(&str, Value); 4] = [
        ("complete", json!({ "token": first["token"], "variables": { "shipped": false } })),
        ("fail", json!({ "token": first["token"], "message": "no" })),
        ("error", json!({ "token": first["token"], "code": "x" })),
        ("extend", json!({ "token": first["token"], "leaseMs": 1000 })),
    ];
    for (verb, body) in &stale {
        server.post(&format!("{path}/{verb}"), body).refused(409, "stale-lease");
    }
    assert_eq!(history(), before);
    server.post(&format!("{path}/complete"), &json!({ "token": second["token"] })).expect(204);
}

#[test]
fn what_is_no_text_in_a_path_or_a_query_is_refused() {
    let server = Server::start();
    let before = server.written();
    for path in ["instances/%ff", "definitions/%ff:1", "people/%c3%28/tasks?list=todo", "definitions/%80/xml"] {
        let answer = server.get(&format!("/api/v1/{path}"));
        assert_eq!((answer.status, answer.code()), (400, "invalid-id"), "{path}: {}", answer.text);
    }
    for path in ["instances?process=%ff", "user-tasks?assignee=%c3%28", "organisation/people?text=%ff"] {
        let answer = server.get(&format!("/api/v1/{path}"));
        assert_eq!((answer.status, answer.code()), (400, "invalid-query"), "{path}: {}", answer.text);
    }
    assert_eq!(server.written(), before);
}
