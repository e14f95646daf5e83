//! Jobs: fetch, extend, complete, fail, throw; incidents.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::json;
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
