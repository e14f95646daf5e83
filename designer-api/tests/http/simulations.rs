//! Simulations over HTTP: asked for, refused with all reasons at once, looked at by those who may, accepted with a reason.
use crate::model::ORDER;
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_designer_api::config::Config;
use weir_engine::ManualClock;

/// 2026-03-02, 08:00 UTC.
const MORNING: i64 = 1_772_438_400_000;

/// Forty orders, one after the other, each approved by ann in ten minutes and shipped in one.
fn world() -> Server {
    let clock = Arc::new(ManualClock::new(Timestamp(MORNING)));
    let server = Server::start_at(Config::default(), clock.clone(), true);
    server.deploy(ORDER);
    for _ in 0..40 {
        let id = server.instance_of("order", &json!({}));
        let task = server.first(&format!("/api/v1/user-tasks?instance={id}"));
        let act = |what: &str| {
            let path = format!("/api/v1/user-tasks/{task}/{what}");
            server.ask("POST", &path).header("x-weir-actor", "ann").json(&json!({})).send().expect(204);
        };
        act("claim");
        act("start");
        clock.advance(600_000);
        act("complete");
        let job = server.fetch();
        clock.advance(60_000);
        let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
        server.post(&path, &json!({ "token": job["token"] })).expect(204);
        clock.advance(600_000);
    }
    server
}

fn question(scenarios: &Value) -> Value {
    json!({ "name": "Quicker?", "process": "order", "cases": 40, "replications": 30, "scenarios": scenarios })
}

/// Waits until it is over.
fn over(server: &Server, begun: &Answer) -> Value {
    let path = format!("/api/v1/simulations/{}", begun.json["id"].as_str().unwrap());
    let mut found = Value::Null;
    Server::until(|| {
        found = server.get(&path).expect(200).json;
        found["state"] != "open"
    });
    found
}

#[test]
fn a_scenario_is_compared_and_accepted_with_a_reason() {
    let server = world();
    let learned = server.post("/api/v1/simulations/learned", &question(&json!([]))).expect(200).json;
    assert_eq!((learned["cases"].as_u64(), learned["teams"][0]["people"].as_u64()), (Some(40), Some(1)), "{learned}");
    let minutes = learned["steps"][0]["duration"].as_f64().unwrap() / 60_000.0;
    assert!((9.5..10.5).contains(&minutes), "ten minutes each: {minutes}");
    let scenarios = json!([{ "name": "half", "changes": { "steps": [{ "step": "approve", "factor": 0.5 }] } }]);
    let ask = || {
        server.ask("POST", "/api/v1/simulations").header("idempotency-key", "one").json(&question(&scenarios)).send()
    };
    let begun = ask().expect(202);
    assert_eq!(ask().expect(202).json["id"], begun.json["id"], "asked twice under one key it runs once");
    let done = over(&server, &begun);
    assert_eq!(done["state"], "done", "{}", done["reasons"]);
    let half = &done["result"]["verdict"]["variants"][0];
    assert!(half["differences"]["time"]["percent"].as_f64().unwrap() < -30.0, "{half}");
    assert_eq!(
        (&done["verified"], &done["result"]["gate"]["reasons"][0]["code"]),
        (&json!(false), &json!("simulation-too-little-history"))
    );
    let gate = server.get("/api/v1/simulations/gate?process=order").expect(200).json;
    assert_eq!(gate["last"]["gate"]["verified"], json!(false));
    let path = |what: &str| format!("/api/v1/simulations/{}{what}", done["id"].as_str().unwrap());
    server.post(&path("/accept"), &json!({ "scenario": "half" })).refused(409, "simulation-unverified");
    server.post(&path("/accept"), &json!({ "scenario": "other", "reason": "x" })).refused(404, "not-found");
    let accepted = server.post(&path("/accept"), &json!({ "scenario": "half", "reason": "a trial" })).expect(200).json;
    assert_eq!(accepted["accepted"]["reason"], "a trial");
    server
        .post(&path("/accept"), &json!({ "scenario": "half", "reason": "again" }))
        .refused(409, "simulation-accepted");
    server.post(&path("/cancel"), &json!({})).refused(409, "simulation-over");
    let again = over(&server, &server.post(&path("/repeat"), &json!({})).expect(202));
    assert_eq!((&again["digest"], &again["repeats"]), (&done["digest"], &done["id"]));
    assert_eq!(server.get("/api/v1/simulations?process=order").expect(200).items().len(), 2);
    server.ask("DELETE", &path("")).send().expect(204);
    server.get(&path("")).refused(404, "no-such-simulation");
}

#[test]
fn everything_that_stands_against_it_is_told_at_once() {
    let server = world();
    let scenarios = json!([
        { "name": "a", "changes": { "arrivals": -1.0 } },
        { "name": "a", "changes": {} },
    ]);
    let refused = server.post("/api/v1/simulations", &question(&scenarios)).refused(422, "simulation-refused");
    let reasons = refused.json["reasons"].as_array().unwrap();
    assert!(reasons.len() >= 3, "{}", refused.text);
    let scenarios = json!([{ "name": "a", "changes": { "steps": [{ "step": "nowhere", "factor": 2.0 }], "teams": [{ "team": "ghosts", "people": 1 }] } }]);
    let done = over(&server, &server.post("/api/v1/simulations", &question(&scenarios)).expect(202));
    let codes: Vec<&Value> = done["reasons"].as_array().unwrap().iter().map(|reason| &reason["code"]).collect();
    assert_eq!(
        (&done["state"], codes),
        (&json!("refused"), vec![&json!("simulation-unknown-team"), &json!("simulation-unknown-element")])
    );
    // What may be left out may be null; a variable that nobody has is told of, and not passed over.
    let nothing =
        json!({ "arrivals": 2.0, "teams": null, "steps": null, "branches": null, "discipline": null, "kinds": null });
    let scenarios = json!([{ "name": "a", "draft": null, "version": null, "suggestion": null, "changes": nothing }]);
    for scenarios in [Value::Null, scenarios] {
        let asked =
            json!({ "name": "x", "process": "order", "size": "ghost", "assumed": null, "scenarios": scenarios });
        let done = over(&server, &server.post("/api/v1/simulations", &asked).expect(202));
        let reason = &done["reasons"][0];
        assert_eq!(
            (&reason["code"], &reason["at"]),
            (&json!("simulation-unknown-variable"), &json!("ghost")),
            "{done}"
        );
    }
    server.post("/api/v1/simulations", &json!({ "name": "x", "process": "ghost" })).refused(404, "no-such-definition");
    server
        .post("/api/v1/simulations", &json!({ "name": "x", "process": "order", "stuff": 1 }))
        .refused(400, "invalid-body");
}

#[test]
fn owners_simulate_their_own_process_and_others_see_nothing_of_it() {
    let server = world();
    let (owner, user, auditor) =
        (server.somebody("olga", "processOwner"), server.somebody("uwe", "user"), server.somebody("aki", "auditor"));
    let ask = |token: &str, body: &Value| server.ask_with(token, "POST", "/api/v1/simulations").json(body).send();
    let begun = ask(&owner, &question(&json!([]))).expect(202);
    let path = format!("/api/v1/simulations/{}", begun.json["id"].as_str().unwrap());
    over(&server, &begun);
    ask(&user, &question(&json!([]))).refused(403, "forbidden");
    ask(&auditor, &question(&json!([]))).refused(403, "forbidden");
    server.ask_with(&auditor, "GET", &path).send().expect(200);
    server.ask_with(&user, "GET", &path).send().refused(404, "no-such-simulation");
    assert!(server.ask_with(&user, "GET", "/api/v1/simulations").send().expect(200).items().is_empty());
    server.ask_with(&auditor, "DELETE", &path).send().refused(403, "forbidden");
}
