//! Jobs: fetch, extend, complete, fail, throw; incidents.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::json;
use std::io::Write;
use std::net::TcpStream;
use weir_designer_api::config::Config;

#[test]
fn a_worker_fetches_extends_and_completes() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let instance = server.instance_of("shipping", &json!({ "to": "Riga" }));
    assert_eq!(server.get("/api/v1/jobs?type=ship").expect(200).items().len(), 1);
    let job = server.fetch();
    assert_eq!((&job["variables"]["to"], &job["worker"]), (&"Riga".into(), &"w1".into()));
    let path = format!("/api/v1/jobs/{}", job["id"].as_str().unwrap());
    let token = &job["token"];

    let lease = server.post(&format!("{path}/extend"), &json!({ "token": token, "leaseMs": 120_000 })).expect(200).json;
    assert!(lease["leaseUntil"].as_str() > job["leaseUntil"].as_str(), "{lease}");
    let stale = json!({ "token": token.as_u64().unwrap() + 1 });
    server.post(&format!("{path}/complete"), &stale).refused(409, "stale-lease");
    server.post(&format!("{path}/complete"), &json!({ "token": token, "variables": { "shipped": true } })).expect(204);
    assert_eq!(server.state_of(&instance), "completed");
}

#[test]
fn a_fetch_waits_until_there_is_work() {
    let server = Server::start();
    server.deploy(SHIPPING);
    std::thread::scope(|threads| {
        let worker = threads.spawn(|| server.fetch());
        server.instance_of("shipping", &json!({}));
        assert_eq!(worker.join().unwrap()["element"], "ship");
    });
    let none = json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 1000, "waitMs": 0 });
    assert!(server.post("/api/v1/jobs/fetch", &none).expect(200).items().is_empty());
}

#[test]
fn workers_that_wait_are_sent_away_when_the_server_stops() {
    let server = Server::start_with(Config { polls_max: 1, ..Config::default() });
    let poll = |wait_ms: u64| {
        let ask = json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 1000, "waitMs": wait_ms });
        server.post("/api/v1/jobs/fetch", &ask)
    };
    std::thread::scope(|threads| {
        let waiting = threads.spawn(|| {
            loop {
                let answer = poll(60_000);
                if answer.status != 429 {
                    return answer; // the place was not taken by the question below
                }
            }
        });
        while poll(0).status != 429 {} // until the worker waits
        server.stop();
        waiting.join().unwrap().refused(503, "stopped");
    });
}

#[test]
fn a_job_that_fails_for_good_is_an_incident_that_can_be_resolved() {
    let server = Server::start();
    server.deploy(SHIPPING);
    let instance = server.instance_of("shipping", &json!({}));
    let job = server.fetch();
    let path = format!("/api/v1/jobs/{}/fail", job["id"].as_str().unwrap());
    server.post(&path, &json!({ "token": job["token"], "retries": 0, "message": "no lorry" })).expect(204);

    let incidents = server.get(&format!("/api/v1/incidents?instance={instance}&process=shipping")).expect(200);
    assert_eq!(incidents.items()[0]["message"], "no lorry");
    let incident = incidents.items()[0]["id"].as_str().unwrap();
    assert_eq!(server.get("/api/v1/instances?incidents=true").expect(200).items().len(), 1);
    server.post(&format!("/api/v1/incidents/{incident}/resolve"), &json!({ "retries": 2 })).expect(204);
    assert!(server.get("/api/v1/incidents").expect(200).items().is_empty());
    assert_eq!(server.fetch()["retries"], 2);
}

#[test]
fn an_error_that_a_worker_reports_is_caught_by_the_model() {
    let server = Server::start();
    server.deploy(ORDER);
    let instance = server.instance_of("order", &json!({}));
    let task = server.first("/api/v1/user-tasks");
    server.ask("POST", &format!("/api/v1/user-tasks/{task}/complete")).send().expect(204);
    let job = server.fetch();
    let path = format!("/api/v1/jobs/{}/error", job["id"].as_str().unwrap());
    server.post(&path, &json!({ "token": job["token"], "code": "lost", "message": "in the sea" })).expect(204);
    assert_eq!(server.state_of(&instance), "completed");
}

/// A worker that asks and goes away before it is answered: its connection is cut.
fn asks_and_goes(server: &Server, body: &serde_json::Value, key: &str) -> TcpStream {
    let (body, token) = (body.to_string(), &server.token);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let length = body.len();
    let key = if key.is_empty() { String::new() } else { format!("idempotency-key: {key}\r\n") };
    let head = format!(
        "POST /api/v1/jobs/fetch HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n{key}\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}",
        server.address
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn a_worker_that_went_away_while_it_waited_takes_no_job_with_it() {
    let server = Server::start_with(Config { polls_max: 1, ..Config::default() });
    server.deploy(SHIPPING);
    let ask =
        |wait_ms: u64| json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 600_000, "waitMs": wait_ms });
    let poll = || server.post("/api/v1/jobs/fetch", &ask(0));
    let gone = asks_and_goes(&server, &ask(60_000), "");
    Server::until(|| server.polls_that_wait() == 1);
    assert_eq!(poll().status, 429, "there is room for one");
    drop(gone);
    Server::until(|| server.polls_that_wait() == 0); // the server has noticed
    server.instance_of("shipping", &json!({}));
    assert_eq!(poll().expect(200).items().len(), 1, "the job is there for the next one, not leased to nobody");
}

#[test]
fn a_worker_that_went_away_gets_its_jobs_by_the_key_it_asked_with() {
    let server = Server::start_with(Config { polls_max: 1, ..Config::default() });
    server.deploy(SHIPPING);
    let ask =
        |wait_ms: u64| json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 600_000, "waitMs": wait_ms });
    let poll = || server.post("/api/v1/jobs/fetch", &ask(0));
    let gone = asks_and_goes(&server, &ask(60_000), "k1");
    Server::until(|| server.polls_that_wait() == 1);
    assert_eq!(poll().status, 429, "there is room for one");
    drop(gone);
    Server::until(|| server.polls_that_wait() == 0); // the server has noticed
    server.instance_of("shipping", &json!({}));
    // What was begun under a key goes on: the job is leased, and whoever has the key gets it.
    let again = || server.ask("POST", "/api/v1/jobs/fetch").header("idempotency-key", "k1").json(&ask(60_000)).send();
    let first = again().expect(200);
    assert_eq!(first.items().len(), 1);
    assert_eq!(again().expect(200).json, first.json, "as often as it asks");
    assert!(poll().expect(200).items().is_empty(), "nobody else has it");
    let job = &first.items()[0];
    let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
    server.post(&path, &json!({ "token": job["token"] })).expect(204);
}
