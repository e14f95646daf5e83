//! A request under an idempotency key happens once.
use crate::model::{ORDER, SHIPPING};
use crate::server::Server;
use serde_json::json;

#[test]
fn the_same_request_gives_its_first_answer_and_another_one_is_refused() {
    let server = Server::start();
    server.deploy(ORDER);
    let start = |key: &str, body: &serde_json::Value| {
        server.ask("POST", "/api/v1/instances").header("idempotency-key", key).json(body).send()
    };
    let order = json!({ "process": "order" });
    let first = start("k1", &order).expect(201);
    let before = server.written();
    assert_eq!(start("k1", &order).expect(201).json, first.json);
    start("k1", &json!({ "process": "order", "businessKey": "x" })).refused(422, "idempotency-mismatch");
    assert_eq!(server.written(), before, "nothing more happened");
    assert_ne!(start("k2", &order).expect(201).json["id"], first.json["id"]);
}

#[test]
fn keys_of_different_actors_do_not_meet() {
    let server = Server::start();
    server.deploy(ORDER);
    let start = |actor: &str| {
        let ask = server.ask("POST", "/api/v1/instances").header("idempotency-key", "k").header("x-weir-actor", actor);
        ask.json(&json!({ "process": "order" })).send().expect(201).json["id"].clone()
    };
    assert_ne!(start("ann"), start("bob"));
}

#[test]
fn fifty_at_once_start_one_instance() {
    let server = Server::start();
    server.deploy(ORDER);
    let start = || {
        let ask = server.ask("POST", "/api/v1/instances").header("idempotency-key", "k");
        ask.json(&json!({ "process": "order" })).send().expect(201).json["id"].clone()
    };
    let ids: Vec<_> = std::thread::scope(|threads| {
        let all: Vec<_> = (0..50).map(|_| threads.spawn(start)).collect();
        all.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(server.get("/api/v1/instances").expect(200).items().len(), 1);
}

#[test]
fn deployments_and_completions_are_repeated_safely() {
    let server = Server::start();
    let deploy = |boundary_file: &[(&str, &[u8])]| {
        server.ask("POST", "/api/v1/deployments").header("idempotency-key", "d").files(boundary_file).send()
    };
    let first = deploy(&[("a.bpmn", SHIPPING.as_bytes())]).expect(200);
    assert_eq!(deploy(&[("a.bpmn", SHIPPING.as_bytes())]).expect(200).json, first.json);
    deploy(&[("b.bpmn", SHIPPING.as_bytes())]).refused(422, "idempotency-mismatch");

    server.instance_of("shipping", &json!({}));
    let job = server.fetch();
    let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
    let complete =
        || server.ask("POST", &path).header("idempotency-key", "c").json(&json!({ "token": job["token"] })).send();
    complete().expect(204);
    complete().expect(204);
}

#[test]
fn a_key_or_an_actor_that_is_none_is_refused() {
    let server = Server::start();
    for key in ["", " ", &"k".repeat(256)] {
        let ask = server.ask("POST", "/api/v1/signals").header("idempotency-key", key);
        ask.json(&json!({ "name": "go" })).send().refused(400, "invalid-idempotency-key");
    }
    for actor in [" ", "engine", &"a".repeat(201)] {
        let ask = server.ask("POST", "/api/v1/signals").header("x-weir-actor", actor);
        ask.json(&json!({ "name": "go" })).send().refused(400, "invalid-actor");
    }
}

#[test]
fn a_repeated_fetch_gives_the_same_jobs() {
    let server = Server::start();
    server.deploy(SHIPPING);
    server.instance_of("shipping", &json!({}));
    let known = server.get("/api/v1/jobs").expect(200).items()[0]["type"].clone();
    let ask = json!({ "worker": "w", "types": [known], "max": 5, "leaseMs": 60_000 });
    let fetch = || server.ask("POST", "/api/v1/jobs/fetch").header("idempotency-key", "f").json(&ask).send();
    let first = fetch().expect(200);
    assert_eq!(first.items().len(), 1);
    assert_eq!(fetch().expect(200).json, first.json);
    assert!(server.post("/api/v1/jobs/fetch", &ask).expect(200).items().is_empty(), "it is locked");
}
