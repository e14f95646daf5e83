//! What the engine could not carry out by itself: seen, tried again, discarded.
use crate::server::Server;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Started by a message, it gives nine copies of what that carries, in one move.
fn copier() -> String {
    let mut outputs = String::new();
    for n in 0..9 {
        write!(outputs, "<zeebe:output source='=big' target='v{n}'/>").unwrap();
    }
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><message id='m' name='ordered'/>\
         <process id='copier' isExecutable='true'><startEvent id='start'><messageEventDefinition messageRef='m'/>\
         </startEvent><scriptTask id='c'><extensionElements><zeebe:script expression='=1' resultVariable='one'/>\
         <zeebe:ioMapping>{outputs}</zeebe:ioMapping></extensionElements></scriptTask>\
         <sequenceFlow id='f' sourceRef='start' targetRef='c'/></process></definitions>"
    )
}

/// The dead letters, as soon as there are so many.
fn letters(server: &Server, count: usize) -> Vec<Value> {
    let began = Instant::now();
    loop {
        let found = server.get("/api/v1/dead-letters").expect(200).items().clone();
        if found.len() == count {
            return found;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "{found:?}");
    }
}

#[test]
fn a_start_that_is_too_much_for_one_commit_is_seen_tried_again_and_discarded() {
    let server = Server::start();
    server.deploy(&copier());
    let message = json!({ "name": "ordered", "all": true, "variables": { "big": "x".repeat(2_000_000) } });
    server.post("/api/v1/messages", &message).expect(200);
    let letter = letters(&server, 1).remove(0);
    assert_eq!((&letter["kind"], &letter["code"]), (&json!("start"), &json!("commit-too-large")), "{letter}");
    assert_eq!(
        (&letter["definition"], &letter["name"], &letter["tries"]),
        (&json!("copier:1"), &json!("start"), &json!(3))
    );
    let path = format!("/api/v1/dead-letters/{}", letter["id"].as_str().unwrap());
    server.post(&format!("{path}/retry"), &json!({ "reason": "once more" })).expect(204);
    let again = letters(&server, 1).remove(0);
    assert_eq!(again["id"], letter["id"]);
    server.post(&format!("{path}/discard"), &json!({})).expect(204);
    assert!(letters(&server, 0).is_empty());
    server.ask("POST", &format!("{path}/retry")).send().refused(404, "no-such-dead-letter");
    assert!(server.get("/api/v1/instances").expect(200).items().is_empty());
}
