//! Instances: start, find, look, change, cancel; messages, signals, waits.
use crate::model::{ORDER, PAYMENT};
use crate::server::Server;
use serde_json::{Value, json};

#[test]
fn a_started_instance_is_found_at_once() {
    let server = Server::start();
    server.deploy(ORDER);
    let ask = json!({ "process": "order", "businessKey": "A-7", "variables": { "amount": 12.5, "名": ["x", null] } });
    let started = server.post("/api/v1/instances", &ask).expect(201).json;
    assert_eq!((&started["definition"], &started["state"]), (&"order:1".into(), &"running".into()));
    let id = started["id"].as_str().unwrap();

    let found = server.get("/api/v1/instances?businessKey=A-7&state=running&process=order&incidents=false").expect(200);
    assert_eq!(found.items()[0]["id"], id);
    let detail = server.get(&format!("/api/v1/instances/{id}")).expect(200).json;
    assert_eq!(detail["businessKey"], "A-7");
    assert!(detail["elements"].as_array().unwrap().iter().any(|e| e["element"] == "approve"), "{detail}");
    let other = server.get("/api/v1/instances?businessKey=A-8").expect(200);
    assert!(other.items().is_empty());
}

#[test]
fn instances_are_found_by_what_their_variables_are_and_when_something_happened() {
    let server = Server::start();
    server.deploy(ORDER);
    let start = |key: &str, amount: Value| {
        let ask = json!({ "process": "order", "businessKey": key, "variables": { "amount": amount } });
        server.post("/api/v1/instances", &ask).expect(201);
    };
    start("small", json!(5));
    start("large", json!(5_000));
    start("none", Value::Null);
    let found = |tests: Value| {
        let text = tests.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
        let page = server.get(&format!("/api/v1/instances?process=order&variables={text}")).expect(200);
        page.items().iter().map(|one| one["businessKey"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(json!([{"name": "amount", "is": "atLeast", "value": 1000}])), ["large"]);
    assert_eq!(found(json!([{"name": "amount", "is": "present"}])), ["large", "small"]);
    assert_eq!(found(json!([{"name": "amount", "is": "absent"}, {"name": "other", "is": "absent"}])), ["none"]);
    server.get("/api/v1/instances?variables=amount").refused(400, "invalid-query");
    for (since, count) in [("activeSince=2000-01-01T00:00:00Z", 3), ("quietSince=2000-01-01T00:00:00Z", 0)] {
        assert_eq!(server.get(&format!("/api/v1/instances?{since}")).expect(200).items().len(), count, "{since}");
    }
    // Whoever only takes part finds nothing out by comparing.
    let ann = server.somebody("ann", "user");
    let theirs = server.ask_with(
        &ann,
        "GET",
        "/api/v1/instances?variables=%5B%7B%22name%22:%22amount%22,%22is%22:%22present%22%7D%5D",
    );
    assert!(theirs.send().expect(200).items().is_empty());
}

#[test]
fn instances_are_asked_for_by_their_ids() {
    let server = Server::start();
    server.deploy(ORDER);
    let start = |key: &str| {
        let ask = json!({ "process": "order", "businessKey": key });
        server.post("/api/v1/instances", &ask).expect(201).json["id"].as_str().unwrap().to_owned()
    };
    let (first, _, third) = (start("A-1"), start("A-2"), start("A-3"));
    let keys = |rest: &str| -> Vec<String> {
        let found = server.get(&format!("/api/v1/instances?ids={third},{first}{rest}")).expect(200);
        found.items().iter().map(|one| one["businessKey"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keys(""), ["A-3", "A-1"]);
    // One that is not there is left out, and whatever else is said must fit too.
    assert_eq!(keys(",00000000-0000-7000-8000-000000000000"), ["A-3", "A-1"]);
    assert_eq!(keys("&businessKey=A-1"), ["A-1"]);
    assert_eq!(keys("&definition=order:1&element=approve"), ["A-3", "A-1"]);
    assert!(keys("&definition=order:1&element=nowhere").is_empty());
    assert!(keys("&state=completed").is_empty());

    let refused = server.get("/api/v1/instances?ids=A-1").expect(400).json;
    assert_eq!(refused["code"], "invalid-query", "{refused}");
    let many = vec![first.as_str(); 201].join(",");
    assert_eq!(server.get(&format!("/api/v1/instances?ids={many}")).expect(400).json["code"], "invalid-query");
}

#[test]
fn instances_come_in_pages_that_neither_repeat_nor_skip() {
    let server = Server::start();
    server.deploy(ORDER);
    let mut started: Vec<String> = (0..5).map(|_| server.instance_of("order", &json!({}))).collect();
    let (mut seen, mut path) = (Vec::new(), "/api/v1/instances?limit=2".to_owned());
    loop {
        let page = server.get(&path).expect(200);
        assert!(page.items().len() <= 2);
        seen.extend(page.items().iter().map(|i| i["id"].as_str().unwrap().to_owned()));
        let Some(next) = page.json["next"].as_str() else { break };
        path = format!("/api/v1/instances?limit=2&cursor={next}");
    }
    started.sort();
    seen.sort();
    assert_eq!(seen, started);
}

#[test]
fn variables_are_read_and_changed_by_hand_and_the_trace_names_who() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({ "amount": 1 }));
    let path = format!("/api/v1/instances/{id}/variables");
    let change = json!({ "variables": { "amount": 2, "note": "by hand" } });
    server.ask("PATCH", &path).header("x-weir-actor", "李雷").json(&change).send().expect(204);

    let list = server.get(&path).expect(200);
    let values: Vec<_> = list.items().iter().map(|v| (v["name"].as_str().unwrap(), &v["value"])).collect();
    assert!(values.contains(&("amount", &json!(2))) && values.contains(&("note", &json!("by hand"))), "{values:?}");
    server.get(&format!("{path}?seenFrom=0")).expect(200);

    let trace = server.get(&format!("/api/v1/instances/{id}/events")).expect(200);
    assert_eq!(trace.items().last().unwrap()["actor"]["id"], "李雷");
    let tail = server.get(&format!("/api/v1/instances/{id}/events?from=2&limit=1")).expect(200);
    assert_eq!((tail.items().len(), &tail.items()[0]["seq"]), (1, &json!(2)));
}

#[test]
fn a_cancelled_instance_is_over() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    server.ask("POST", &format!("/api/v1/instances/{id}/cancel")).send().expect(204);
    assert_eq!(server.state_of(&id), "terminated");
    let again = server.ask("POST", &format!("/api/v1/instances/{id}/cancel")).send();
    again.refused(409, "instance-ended");
    assert!(server.get("/api/v1/user-tasks").expect(200).items().is_empty());
}

#[test]
fn why_somebody_stepped_in_stays_in_the_trace() {
    let server = Server::start();
    server.deploy(ORDER);
    let id = server.instance_of("order", &json!({}));
    let path = |what: &str| format!("/api/v1/instances/{id}/{what}");
    let set = |reason: Value| {
        let body = json!({ "variables": { "amount": 7 }, "reason": reason });
        server.ask("PATCH", &path("variables")).json(&body).send()
    };
    let long = "x".repeat(9000);
    set(json!(long)).refused(400, "reason-too-long");
    set(json!("a typing mistake")).expect(204);
    server.post(&path("cancel"), &json!({ "reason": long })).refused(400, "reason-too-long");
    server.post(&path("cancel"), &json!({ "because": "x" })).refused(400, "invalid-body");
    server.post(&path("cancel"), &json!({ "reason": "ordered twice" })).expect(204);
    let told = server.get(&format!("/api/v1/audit/events?instance={id}")).expect(200);
    let why = |action: &str| {
        let found = told.items().iter().find(|entry| entry["action"] == action).expect("an entry");
        found["reason"].clone()
    };
    let set = told.items().iter().find(|entry| entry["change"]["name"] == "amount").expect("the change");
    assert_eq!((&set["reason"], &set["command"]), (&json!("a typing mistake"), &json!("set-variables")));
    assert_eq!(why("elementTerminated"), "ordered twice");
    let lines = server.get(&path("timeline")).expect(200).json;
    let last = lines.as_array().unwrap().last().unwrap().clone();
    assert_eq!((&last["what"], &last["comment"]), (&json!("ended"), &json!("ordered twice")));
}

#[test]
fn a_message_and_a_signal_move_an_instance_on() {
    let server = Server::start();
    server.deploy(PAYMENT);
    let id = server.instance_of("payment", &json!({ "orderId": "A-7" }));
    let waits = server.get(&format!("/api/v1/waits?instance={id}&kind=message&name=paid")).expect(200);
    assert_eq!(waits.items()[0]["correlationKey"], "A-7");

    let message = json!({ "name": "paid", "correlationKey": "A-7", "variables": { "paid": true } });
    let answer = server.post("/api/v1/messages", &message).expect(200).json;
    assert_eq!(answer["delivered"][0]["instance"], id.as_str(), "{answer}");
    assert!(answer["bufferedUntil"].is_null());

    let report = server.post("/api/v1/signals", &json!({ "name": "go" })).expect(200).json;
    assert_eq!(report["subscriptions"], 1, "{report}");
}

#[test]
fn a_message_that_nobody_waits_for_is_kept_and_listed() {
    let server = Server::start();
    server.deploy(PAYMENT);
    let answer = server.post("/api/v1/messages", &json!({ "name": "paid", "correlationKey": "B-1" })).expect(200).json;
    assert!(answer["bufferedUntil"].is_string() && answer["delivered"] == json!([]), "{answer}");
    let kept = server.get("/api/v1/messages?name=paid").expect(200);
    assert_eq!(kept.items()[0]["messageId"], answer["messageId"]);
    let none = server.post("/api/v1/messages", &json!({ "name": "paid", "correlationKey": "C-1", "ttlMs": 0 }));
    none.refused(409, "no-receiver");
}

#[test]
fn a_message_that_fits_several_is_refused_with_the_list_of_them() {
    let server = Server::start();
    server.deploy(PAYMENT);
    let variables = json!({ "orderId": "A-7" });
    let (one, two) = (server.instance_of("payment", &variables), server.instance_of("payment", &variables));
    let message = json!({ "name": "paid", "correlationKey": "A-7" });
    let refused = server.post("/api/v1/messages", &message).refused(409, "ambiguous-message");
    assert_eq!(refused.json["candidates"].as_array().unwrap().len(), 2, "{}", refused.text);

    let addressed = json!({ "name": "paid", "correlationKey": "A-7", "instance": one });
    server.post("/api/v1/messages", &addressed).expect(200);
    let waiting = server.get("/api/v1/waits?kind=message").expect(200);
    assert_eq!(waiting.items()[0]["instance"], two.as_str());
}

#[test]
fn a_condition_that_holds_starts_its_process() {
    let server = Server::start();
    server.deploy(crate::model::REVIEW);
    let path = "/api/v1/start-conditions/evaluate";
    assert_eq!(server.post(path, &json!({ "variables": { "amount": 7 } })).expect(200).json, json!([]));
    let started = server.post(path, &json!({ "businessKey": "A-9", "variables": { "amount": 12 } })).expect(200).json;
    assert_eq!((&started[0]["definition"], &started[0]["event"]), (&"review:1".into(), &"much".into()));
    assert!(started[0]["instance"].is_string(), "{started}");
    server.post(path, &json!({ "process": "nothing" })).refused(404, "no-such-process");
}
