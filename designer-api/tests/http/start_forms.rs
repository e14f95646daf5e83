//! Start forms, whichever way an instance is started, and the files that come with them.
use crate::server::{Answer, Server};
use serde_json::{Value, json};
use std::sync::Arc;
use weir_core::Timestamp;
use weir_engine::ManualClock;

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="claim" isExecutable="true">
    <startEvent id="start" weir:formId="claim" weir:fieldPermissions="secret: hidden, *: write"/>
    <userTask id="check" weir:assignee="bob" weir:formId="claim" weir:fieldPermissions="*: read"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="end"/></process></definitions>"#;

fn form() -> String {
    json!({"type": "default", "id": "claim", "components": [
        {"type": "number", "id": "f1", "key": "amount", "validate": {"required": true, "min": 1}},
        {"type": "attachment", "id": "f2", "key": "proofs", "multiple": true, "accept": ".pdf,image/*"},
        {"type": "textfield", "id": "f3", "key": "secret"},
        {"type": "signature", "id": "f4", "key": "signed"}
    ]})
    .to_string()
}

fn prepare(server: &Server) {
    let files = [("m.bpmn", MODEL.as_bytes()), ("claim.form", &form().into_bytes())];
    server.ask("POST", "/api/v1/deployments").files(&files).send().expect(200);
}

fn add(server: &Server, token: &str, name: &str, content: &[u8]) -> Answer {
    let path = format!("/api/v1/definitions/claim:1/attachments?name={name}");
    server.ask_with(token, "POST", &path).body("application/octet-stream", content).send()
}

fn start(server: &Server, token: &str, variables: &Value) -> Answer {
    let body = json!({"process": "claim", "variables": variables});
    server.ask_with(token, "POST", "/api/v1/instances").json(&body).send()
}

fn refused(answer: Answer) -> Vec<(String, String)> {
    let told = answer.refused(422, "form-invalid").json;
    let fields = told["fields"].as_array().expect("fields").iter();
    fields.map(|f| (f["field"].as_str().unwrap().to_owned(), f["code"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn what_is_filled_in_is_checked_whichever_way_an_instance_is_started() {
    let server = Server::start();
    prepare(&server);
    let written = server.written();
    let cases = [
        (json!({}), "amount", "field-required"),
        (json!({"amount": "much"}), "amount", "field-type"),
        (json!({"amount": 0}), "amount", "field-too-small"),
        (json!({"amount": 5, "secret": "x"}), "secret", "field-hidden"),
        (json!({"amount": 5, "other": 1}), "other", "field-unknown"),
        (json!({"amount": 5, "proofs": ["none"]}), "proofs", "field-attachment"),
    ];
    for (variables, path, code) in &cases {
        let direct = refused(start(&server, &server.token, variables));
        assert!(direct.contains(&((*path).to_owned(), (*code).to_owned())), "{variables}: {direct:?}");
        let form = json!({"variables": variables});
        assert_eq!(refused(server.post("/api/v1/definitions/claim:1/start-form", &form)), direct, "{variables}");
    }
    assert_eq!(server.written(), written, "nothing has happened");
    start(&server, &server.token, &json!({"amount": 5})).expect(201);
    server.post("/api/v1/definitions/claim:1/start-form", &json!({"variables": {"amount": 5}})).expect(201);
}

#[test]
fn files_are_added_before_there_is_an_instance_and_are_its_own_from_its_first_moment_on() {
    let server = Server::start();
    prepare(&server);
    let (ann, eva) = (server.somebody("ann", "user"), server.somebody("eva", "user"));
    let file = add(&server, &ann, "a.pdf", b"the proof").expect(201).json;
    assert_eq!((&file["process"], &file["name"], &file["by"]), (&json!("claim"), &json!("a.pdf"), &json!("ann")));
    add(&server, &ann, "a.exe", b"x").refused(415, "attachment-type");
    add(&server, &ann, "..%2F..%2F.bashrc", b"x").refused(400, "invalid-file-name");
    let zip = add(&server, &ann, "a.zip", b"x").expect(201).json["id"].clone();
    let filled = json!({"amount": 5, "proofs": [file["id"]]});
    let wrong = |token: &str, variables: &Value| refused(start(&server, token, variables))[0].1.clone();
    assert_eq!(wrong(&eva, &filled), "field-attachment", "it is Ann's");
    assert_eq!(wrong(&ann, &json!({"amount": 5, "proofs": [zip]})), "field-attachment", "of another type");
    // A signature is an image of a page, and no longer than one.
    let sign = |name: &str, bytes: usize| add(&server, &ann, name, &vec![0; bytes]).expect(201).json["id"].clone();
    let (photo, long, signed) = (sign("s.jpg", 9), sign("s.png", (256 << 10) + 1), sign("s.png", 9000));
    for image in [photo, long, json!([signed])] {
        let code = if image.is_array() { "field-type" } else { "field-attachment" };
        assert_eq!(wrong(&ann, &json!({"amount": 5, "signed": image})), code, "{image}");
    }
    start(&server, &ann, &json!({"amount": 5, "signed": signed})).expect(201);
    let instance = start(&server, &ann, &filled).expect(201).json["id"].as_str().unwrap().to_owned();
    let files = server.get(&format!("/api/v1/instances/{instance}/attachments")).expect(200);
    let found = &files.items()[0];
    assert_eq!((files.items().len(), &found["id"], &found["by"]), (1, &file["id"], &json!("ann")));
    let path = format!("/api/v1/instances/{instance}/attachments/{}", file["id"].as_str().unwrap());
    assert_eq!(server.get(&path).text, "the proof");
    assert_eq!(wrong(&ann, &filled), "field-attachment", "it belongs to an instance already");
    // The next task takes it by the same rules.
    let task = server.first(&format!("/api/v1/user-tasks?instance={instance}"));
    let done = server.ask("POST", &format!("/api/v1/user-tasks/{task}/complete")).header("x-weir-actor", "bob");
    done.json(&json!({"variables": {"proofs": [file["id"]]}})).send().expect(204);
    server
        .ask_with(&ann, "POST", "/api/v1/definitions/none:1/attachments?name=a.pdf")
        .send()
        .refused(404, "no-such-definition");
}

#[test]
fn a_file_that_nothing_was_started_with_is_gone_after_a_day() {
    let clock = Arc::new(ManualClock::new(Timestamp(1_770_000_000_000)));
    let server = Server::start_at(weir_designer_api::config::Config::default(), clock.clone(), true);
    prepare(&server);
    let ann = server.somebody("ann", "user");
    let file = add(&server, &ann, "a.pdf", b"the proof").expect(201).json["id"].clone();
    let filled = json!({"amount": 5, "proofs": [file]});
    assert_eq!(server.attachments().len(), 1);
    clock.advance(86_400_000);
    assert_eq!(refused(start(&server, &ann, &filled))[0].1, "field-attachment", "a day is over");
    assert_eq!(server.attachments().len(), 1, "it is not removed under the hands of somebody who starts with it");
}

#[test]
fn nobody_adds_files_without_an_end() {
    let server = Server::start();
    prepare(&server);
    let ann = server.somebody("ann", "user");
    for _ in 0..100 {
        add(&server, &ann, "a.pdf", b"the same").expect(201);
    }
    add(&server, &ann, "a.pdf", b"one more").refused(400, "too-many-attachments");
    assert_eq!(server.attachments().len(), 1, "contents are kept once");
}

const COMING: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    targetNamespace="test"><process id="buy" isExecutable="true"><startEvent id="start"/>
    <userTask id="check" name="Check" weir:assignee="= whom"/><exclusiveGateway id="large" default="no"/>
    <userTask id="sign" name="Sign" weir:candidateUsers="ann,bob"/>
    <userTask id="pay" weir:candidateGroups="cashier"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="large"/>
    <sequenceFlow id="yes" sourceRef="large" targetRef="sign"><conditionExpression>amount &gt; 100</conditionExpression></sequenceFlow>
    <sequenceFlow id="no" sourceRef="large" targetRef="pay"/><sequenceFlow id="f3" sourceRef="sign" targetRef="pay"/>
    <sequenceFlow id="f4" sourceRef="pay" targetRef="end"/></process></definitions>"#;

#[test]
fn who_would_be_asked_is_told_before_anything_is_started() {
    let server = Server::start();
    server.ask("POST", "/api/v1/deployments").files(&[("m.bpmn", COMING.as_bytes())]).send().expect(200);
    let written = server.written();
    let ask = |variables: Value| {
        let body = json!({ "variables": variables });
        server.ask("POST", "/api/v1/definitions/buy:1/forecast").json(&body).send()
    };
    let steps = |told: &Value| {
        let tasks = told["tasks"].as_array().expect("tasks").clone();
        tasks
            .iter()
            .map(|task| (task["element"].clone(), task["people"].clone(), task["groups"].clone()))
            .collect::<Vec<_>>()
    };
    let small = ask(json!({"whom": "ann", "amount": 50})).expect(200).json;
    let first = (json!("check"), json!(["ann"]), json!([]));
    let last = (json!("pay"), json!([]), json!(["cashier"]));
    assert_eq!(steps(&small), [first.clone(), last.clone()]);
    assert_eq!(small["until"], Value::Null);
    // Nobody has said what the group is called.
    assert_eq!(small["tasks"][1]["groupNames"], json!([null]));
    let large = ask(json!({"whom": "ann", "amount": 500})).expect(200).json;
    assert_eq!(steps(&large), [first, (json!("sign"), json!(["ann", "bob"]), json!([])), last]);
    // What is not known yet ends it, and it is said why.
    let unknown = ask(json!({"whom": "ann"})).expect(200).json;
    assert_eq!((steps(&unknown).len(), &unknown["until"][0]), (1, &json!("feel-missing-variable")), "{unknown}");
    assert_eq!(ask(json!({"amount": 5})).expect(200).json["until"][0], "feel-missing-variable");
    let body = json!({ "variables": [] });
    server.ask("POST", "/api/v1/definitions/buy:1/forecast").json(&body).send().refused(400, "invalid-body");
    server
        .ask("POST", "/api/v1/definitions/other:1/forecast")
        .json(&json!({}))
        .send()
        .refused(404, "no-such-definition");
    assert_eq!(server.get("/api/v1/instances").expect(200).json["items"], json!([]));
    assert_eq!(server.written(), written, "nothing of it is kept");
}
