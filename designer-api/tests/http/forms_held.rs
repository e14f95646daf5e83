//! Forms hold for whoever fills them in, whichever way they come: by a task that was prepared, in another tenant, and where the
//! model describes its fields itself.
use crate::access_tenants::house;
use crate::server::{Answer, Server};
use serde_json::{Value, json};

fn model(task: &str) -> String {
    format!(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test"><process id="p" isExecutable="true">
        <startEvent id="s"/>{task}<endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
        <sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>"#
    )
}

const DESCRIBED: &str = r#"<userTask id="t" camunda:assignee="ann"><extensionElements><camunda:formData>
    <camunda:formField id="days" type="long"><camunda:validation><camunda:constraint name="required"/>
    <camunda:constraint name="max" config="30"/></camunda:validation></camunda:formField>
    </camunda:formData></extensionElements></userTask>"#;

fn post(server: &Server, token: &str, path: &str, variables: &Value) -> Answer {
    server.ask_with(token, "POST", path).json(&json!({ "variables": variables })).send()
}

fn deploy(server: &Server, token: &str, files: &[(&str, String)]) -> Answer {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    server.ask_with(token, "POST", "/api/v1/deployments").files(&files).send()
}

/// An open task of ann's that bob prepares: its path, and their tokens.
fn delegated(files: &[(&str, String)]) -> (Server, String, String, String) {
    let server = Server::start();
    let [ann, bob] = ["ann", "bob"].map(|id| server.somebody(id, "user"));
    deploy(&server, &server.token, files).expect(200);
    server.post("/api/v1/instances", &json!({"process": "p"})).expect(201);
    let path = format!("/api/v1/user-tasks/{}", server.first("/api/v1/user-tasks"));
    let give = server.ask_with(&ann, "POST", &format!("{path}/delegate"));
    give.json(&json!({"to": "bob"})).send().expect(204);
    (server, path, ann, bob)
}

#[test]
fn whoever_takes_a_task_back_writes_nothing_past_its_form() {
    let task = r#"<userTask id="t" weir:assignee="ann" weir:formId="f" weir:fieldPermissions="*: read"/>"#;
    let form = json!({"type": "default", "id": "f", "components": [{"type": "number", "key": "amount"}]});
    let (server, path, ann, bob) = delegated(&[("p.bpmn", model(task)), ("f.form", form.to_string())]);
    let resolve = format!("{path}/resolve");
    for who in [&ann, &bob] {
        let read_only = post(&server, who, &resolve, &json!({"amount": 1})).refused(422, "form-invalid");
        assert_eq!(read_only.json["fields"][0]["code"], "field-read-only", "{}", read_only.text);
        let unknown = post(&server, who, &resolve, &json!({"anything": true})).refused(422, "form-invalid");
        assert_eq!(unknown.json["fields"][0]["code"], "field-unknown", "{}", unknown.text);
    }
    post(&server, &ann, &resolve, &json!({})).expect(204);
    assert_eq!(server.get(&path).expect(200).json["assignee"], "ann");
}

#[test]
fn what_is_prepared_fits_the_form_that_the_model_describes() {
    let (server, path, ann, bob) = delegated(&[("p.bpmn", model(DESCRIBED))]);
    let resolve = format!("{path}/resolve");
    for who in [&ann, &bob] {
        let wrong = post(&server, who, &resolve, &json!({"days": 31})).refused(422, "form-invalid");
        assert!(wrong.text.contains("`days` is at most 30"), "{}", wrong.text);
        let unknown = post(&server, who, &resolve, &json!({"amount": 9})).refused(422, "form-invalid");
        assert!(unknown.text.contains("`amount` is no field of the form"), "{}", unknown.text);
    }
    // What is required is asked of who completes it.
    post(&server, &bob, &resolve, &json!({})).expect(204);
    let complete = format!("{path}/complete");
    post(&server, &ann, &complete, &json!({})).refused(422, "form-invalid");
    post(&server, &ann, &complete, &json!({"days": 3})).expect(204);
}

#[test]
fn a_person_gives_a_form_its_fields_and_a_program_may_say_more() {
    let server = Server::start();
    let ann = server.somebody("ann", "user");
    server.deploy(&model(DESCRIBED));
    let begin = || {
        server.post("/api/v1/instances", &json!({"process": "p"})).expect(201);
        format!("/api/v1/user-tasks/{}/complete", server.first("/api/v1/user-tasks"))
    };
    let complete = begin();
    let both = post(&server, &ann, &complete, &json!({"days": 31, "amount": 9})).refused(422, "form-invalid");
    for part in ["`amount` is no field of the form", "`days` is at most 30"] {
        assert!(both.text.contains(part), "all at once: {}", both.text);
    }
    post(&server, &ann, &complete, &json!({"days": 3, "amount": 9})).refused(422, "form-invalid");
    post(&server, &ann, &complete, &json!({"days": 3})).expect(204);
    // Programs of other engines give variables beside the fields, in the name of whoever works with them.
    let through = server.ask("POST", &begin()).header("x-weir-actor", "ann");
    through.json(&json!({"variables": {"days": 3, "amount": 9}})).send().expect(204);
}

#[test]
fn a_start_form_of_the_model_is_checked_whichever_way_a_person_starts() {
    let server = Server::start();
    let ann = server.somebody("ann", "user");
    server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test"><process id="ask" isExecutable="true">
        <startEvent id="s"><extensionElements><camunda:formData businessKey="number">
        <camunda:formField id="number" type="string"><camunda:validation><camunda:constraint name="required"/>
        </camunda:validation></camunda:formField>
        <camunda:formField id="currency" type="string" defaultValue="CNY"/></camunda:formData></extensionElements></startEvent>
        <userTask id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>"#,
    );
    let start = |variables: Value| {
        let ask = server.ask_with(&ann, "POST", "/api/v1/instances");
        ask.json(&json!({"process": "ask", "variables": variables})).send()
    };
    start(json!({})).refused(422, "form-invalid");
    start(json!({"number": 7})).refused(422, "form-invalid");
    let unknown = start(json!({"number": "B-1", "approved": true})).refused(422, "form-invalid");
    assert!(unknown.text.contains("`approved` is no field of the form"), "{}", unknown.text);
    let form = "/api/v1/definitions/ask:1/start-form";
    post(&server, &ann, form, &json!({"number": "B-1", "approved": true})).refused(422, "form-invalid");
    let started = start(json!({"number": "B-1"})).expect(201).json;
    assert_eq!(started["businessKey"], "B-1");
    let variables = server.get(&format!("/api/v1/instances/{}/variables", started["id"].as_str().unwrap())).expect(200);
    assert!(variables.items().iter().any(|one| one["name"] == "currency" && one["value"] == "CNY"));
    // A program that starts in somebody's name says what it knows.
    let through = server.ask("POST", "/api/v1/instances").header("x-weir-actor", "ann");
    through.json(&json!({"process": "ask", "variables": {"approved": true}})).send().expect(201);
}

#[test]
fn a_form_of_another_tenant_is_not_there_when_it_is_named_and_when_it_is_filled_in() {
    let house = house();
    let form = json!({"type": "default", "id": "expense", "components": [{"type": "number", "key": "amount"}]});
    deploy(&house.server, &house.server.token, &[("expense.form", form.to_string())]).expect(200);
    let task = |permissions: &str| {
        model(&format!(r#"<userTask id="t" weir:formId="expense" weir:fieldPermissions="{permissions}"/>"#))
    };
    // What fields it has is nobody else's to find out.
    for permissions in ["amount: read", "nothing: read"] {
        let told = house.deploy(&house.red, &task(permissions)).expect(200);
        let codes: Vec<&Value> = told.json["problems"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert!(codes.contains(&&json!("form-not-deployed")), "{}", told.text);
    }
    house.post(&house.red, "/instances", &json!({"process": "p"})).expect(201);
    let task = house.get(&house.red, "/user-tasks").expect(200).items()[0]["id"].as_str().unwrap().to_owned();
    // Permissions that nothing could be held against let nothing through.
    let complete = format!("/user-tasks/{task}/complete");
    let done = house.post(&house.red, &complete, &json!({"variables": {"amount": 1}}));
    done.refused(400, "form-not-deployed");
    house.get(&house.red, &format!("/user-tasks/{task}/form")).refused(400, "form-not-deployed");
}
