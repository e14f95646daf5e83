//! Two who do the same, and requests that come too late: one of them is done, the other is told of a conflict, 409. That
//! holds for everything that can be asked of a task or a job: a new route needs its row here.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is asked of a task, by the last part of its path.
fn of_a_task() -> Vec<(&'static str, Value)> {
    vec![
        ("claim", json!({})),
        ("complete", json!({ "variables": { "approved": true } })),
        ("delegate", json!({ "to": "bob" })),
        ("resolve", json!({})),
        ("return", json!({ "to": "previous" })),
        ("start", json!({})),
        ("transfer", json!({ "to": "bob" })),
        ("unclaim", json!({})),
    ]
}

/// What is asked of a job with this token.
fn of_a_job(token: &Value) -> Vec<(&'static str, Value)> {
    vec![
        ("complete", json!({ "token": token, "variables": { "shipped": false } })),
        ("error", json!({ "token": token, "code": "lost", "message": "in the sea" })),
        ("extend", json!({ "token": token, "leaseMs": 60_000 })),
        ("fail", json!({ "token": token, "message": "no lorry" })),
    ]
}

/// The last parts of the paths that the contract has right below this one.
fn routes_below(path: &str) -> BTreeSet<String> {
    let contract: Value = serde_json::from_str(include_str!("../../openapi.json")).expect("the contract");
    let paths = contract["paths"].as_object().expect("paths").iter();
    let posted = paths.filter(|(_, methods)| methods.get("post").is_some());
    posted
        .filter_map(|(route, _)| route.strip_prefix(path).filter(|last| !last.contains('/')).map(str::to_owned))
        .collect()
}

#[test]
fn whatever_is_asked_of_a_task_that_somebody_has_done_conflicts() {
    let names: BTreeSet<String> = of_a_task().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(routes_below("/api/v1/user-tasks/{id}/"), names);
    let server = Server::start();
    server.deploy(ORDER);
    for goes_on in [true, false] {
        server.instance_of("order", &json!({}));
        let task = server.first("/api/v1/user-tasks");
        let path = format!("/api/v1/user-tasks/{task}");
        server.post(&format!("{path}/complete"), &json!({})).expect(204);
        if !goes_on {
            // Its instance has ended too.
            let job = server.fetch();
            let done = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
            server.post(&done, &json!({ "token": job["token"] })).expect(204);
        }
        let before = server.written();
        for (name, body) in of_a_task() {
            let answer = server.post(&format!("{path}/{name}"), &body);
            assert_eq!((answer.status, answer.code()), (409, "task-done"), "{name}: {}", answer.text);
        }
        assert_eq!(server.written(), before, "nothing has happened");
        server.get(&path).refused(404, "no-such-user-task");
    }
}

#[test]
fn of_many_who_complete_one_task_one_does_and_the_others_conflict() {
    let server = Server::start();
    server.deploy(ORDER);
    server.instance_of("order", &json!({}));
    let path = format!("/api/v1/user-tasks/{}/complete", server.first("/api/v1/user-tasks"));
    let complete = |who: String| {
        server.ask("POST", &path).header("x-weir-actor", &who).json(&json!({ "variables": { "by": who } })).send()
    };
    let answers: Vec<_> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..16).map(|n| threads.spawn(move || complete(format!("p{n}")))).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let (done, late): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 204);
    assert_eq!(done.len(), 1);
    for answer in late {
        answer.refused(409, "task-done");
    }
}

#[test]
fn of_two_who_claim_one_task_one_has_it_and_keeps_it() {
    let server = Server::start();
    server.deploy(ORDER);
    server.instance_of("order", &json!({}));
    let path = format!("/api/v1/user-tasks/{}", server.first("/api/v1/user-tasks"));
    let ask = |verb: &str, who: &str| {
        server.ask("POST", &format!("{path}/{verb}")).header("x-weir-actor", who).json(&json!({})).send()
    };
    ask("claim", "ann").expect(204);
    for verb in ["claim", "unclaim", "start", "complete"] {
        ask(verb, "bob").refused(409, "task-assigned");
    }
    ask("complete", "ann").expect(204);
}

#[test]
fn whatever_a_worker_says_of_a_job_that_is_done_or_somebody_elses_conflicts() {
    let names: BTreeSet<String> = of_a_job(&json!(1)).iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(routes_below("/api/v1/jobs/{id}/"), names);
    let server = Server::start();
    server.deploy(SHIPPING);
    server.instance_of("shipping", &json!({}));
    let job = server.fetch();
    let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap());
    let stale = json!(job["token"].as_u64().unwrap() + 1);
    for (name, body) in of_a_job(&stale) {
        server.post(&format!("{path}/{name}"), &body).refused(409, "stale-lease");
    }
    let done = json!({ "token": job["token"], "variables": { "shipped": true } });
    server.post(&format!("{path}/complete"), &done).expect(204);
    let before = server.written();
    server.post(&format!("{path}/complete"), &done).expect(204);
    for (name, body) in of_a_job(&job["token"]) {
        let code = if name == "extend" { "instance-ended" } else { "reported-otherwise" };
        server.post(&format!("{path}/{name}"), &body).refused(409, code);
    }
    for (name, body) in of_a_job(&stale) {
        server.post(&format!("{path}/{name}"), &body).refused(409, "instance-ended");
    }
    assert_eq!(server.written(), before, "nothing has happened");
    // Another request under the same idempotency key is no conflict about a job: it is no repetition.
    let keyed = |body: &Value| server.ask("POST", "/api/v1/signals").header("idempotency-key", "k").json(body).send();
    keyed(&json!({ "name": "go" })).expect(200);
    keyed(&json!({ "name": "stop" })).refused(422, "idempotency-mismatch");
}
