//! Drafts as trees, decisions that are tried, and test runs: nothing of it is deployed, and nothing leaves it.
use crate::server::Server;
use serde_json::{Value, json};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
  <process id="claim" isExecutable="true">
    <startEvent id="s"/><userTask id="check" weir:assignee="ann"/><serviceTask id="pay" weir:type="pay" weir:retries="1"/>
    <intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></intermediateCatchEvent>
    <endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="pay"/>
    <sequenceFlow id="f3" sourceRef="pay" targetRef="wait"/><sequenceFlow id="f4" sourceRef="wait" targetRef="e"/>
  </process></definitions>"#;

const TABLE: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
  <decision id="fee" name="Fee"><variable name="fee"/><decisionTable hitPolicy="UNIQUE">
    <input><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output name="fee"/>
    <rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>5</text></outputEntry></rule>
    <rule><inputEntry><text>&gt;= 200</text></inputEntry><outputEntry><text>9</text></outputEntry></rule>
  </decisionTable></decision></definitions>"#;

#[test]
fn a_model_is_read_and_changed_as_a_tree() {
    let server = Server::start();
    let shown = server.post("/api/v1/trees", &json!({ "xml": MODEL })).expect(200).json;
    let kinds: Vec<&Value> = shown["tree"]["nodes"].as_array().unwrap().iter().map(|node| &node["kind"]).collect();
    assert_eq!(kinds, ["start", "handler", "trigger", "delay", "end"]);
    let change = |change: Value| server.post("/api/v1/trees", &json!({ "xml": MODEL, "change": change }));
    let added = change(json!({ "do": "add", "at": "f1", "kind": "approver", "name": "Head" })).expect(200).json;
    assert_eq!(added["element"], "approve_1");
    assert!(added["xml"].as_str().unwrap().contains("weir:assignee=\"ann\""));
    change(json!({ "do": "remove", "node": "s" })).refused(422, "tree-fixed-step");
    change(json!({ "do": "paint", "node": "s" })).refused(400, "invalid-body");
    let loose = MODEL.replace("<endEvent id=\"e\"/>", "<endEvent id=\"e\"/><receiveTask id=\"r\"/>");
    let none = server.post("/api/v1/trees", &json!({ "xml": loose })).expect(200).json;
    assert_eq!((&none["tree"], &none["offenders"][0]["element"]), (&Value::Null, &json!("r")));
}

const TABLE_OF_FUNCTION: &str = r#"<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="t" id="t" name="t">
<decision id="fee" name="fee"><variable name="fee"/>
<context><contextEntry><variable name="twice"/><functionDefinition><formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression></functionDefinition></contextEntry><contextEntry><literalExpression><text>BODY</text></literalExpression></contextEntry></context>
</decision></definitions>"#;

#[test]
fn a_decision_is_looked_at_and_tried_before_it_is_deployed() {
    let server = Server::start();
    let found = server.post("/api/v1/decision-coverage", &json!({ "xml": TABLE })).expect(200).json;
    assert_eq!(found["tables"][0]["gaps"], json!([["[100..200)"]]));
    let attempt = |amount: i64| {
        let body = json!({ "xml": TABLE, "decision": "fee", "variables": { "amount": amount } });
        server.post("/api/v1/decision-trials", &body).expect(200).json
    };
    assert_eq!((&attempt(50)["result"], &attempt(50)["tables"][0]["rules"]), (&json!(5), &json!([1])));
    assert!(attempt(150)["result"].is_null());
    let unknown = json!({ "xml": TABLE, "decision": "none" });
    server.post("/api/v1/decision-trials", &unknown).refused(422, "decision-unknown");
    // A function of its own may run without end: it is evaluated where it can be stopped, as that of a deployed one is.
    let twice = TABLE_OF_FUNCTION.replace("BODY", "twice(amount)");
    let asked = |xml: &str| json!({ "xml": xml, "decision": "fee", "variables": { "amount": 21 } });
    assert_eq!(server.post("/api/v1/decision-trials", &asked(&twice)).expect(200).json["result"], json!(42));
    // What would not be deployed is not tried, and says where it is wrong.
    let wrong =
        server.post("/api/v1/decision-trials", &asked(&twice.replace("twice(amount)", "twice(amount"))).expect(400);
    assert_eq!(wrong.json["code"], "bad-decision-file");
    assert!(wrong.json["detail"].as_str().unwrap().starts_with("line 3, column "), "{}", wrong.json);
    assert_eq!(server.get("/api/v1/decisions").expect(200).items().len(), 0, "nothing was deployed");
}

#[test]
fn what_a_changed_decision_would_change_is_told_before_it_is_deployed() {
    const ASKS: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="t">
      <process id="order" isExecutable="true"><startEvent id="s"/><userTask id="check" weir:assignee="ann"/>
      <businessRuleTask id="ask" weir:decision="fee" weir:resultVariable="fee"/><endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="ask"/>
      <sequenceFlow id="f3" sourceRef="ask" targetRef="e"/></process></definitions>"#;
    let server = Server::start();
    server
        .ask("POST", "/api/v1/deployments")
        .files(&[("t.dmn", TABLE.as_bytes()), ("m.bpmn", ASKS.as_bytes())])
        .send()
        .expect(200);
    for amount in [50, 250] {
        let body = json!({ "process": "order", "businessKey": amount.to_string(), "variables": { "amount": amount } });
        server.post("/api/v1/instances", &body).expect(201);
    }
    let impact = |xml: &str, limit: u64| {
        let page = server.post("/api/v1/decision-impact", &json!({ "xml": xml, "limit": limit })).expect(200).json;
        let told = |one: &Value| {
            (
                one["businessKey"].clone(),
                one["at"].clone(),
                one["element"].clone(),
                one["before"].clone(),
                one["after"].clone(),
            )
        };
        (page["items"].as_array().expect("items").iter().map(told).collect::<Vec<_>>(), page["next"].is_null())
    };
    assert_eq!(impact(TABLE, 100), (vec![], true), "the same decides the same");
    let dearer = TABLE.replace("<text>9</text>", "<text>12</text>");
    assert_eq!(impact(&dearer, 100), (vec![(json!("250"), json!("check"), json!("ask"), json!(9), json!(12))], true));
    assert!(!impact(&dearer, 1).1, "a page looks at so many");
    assert_eq!(impact(&dearer.replace("id=\"fee\"", "id=\"other\""), 100), (vec![], true), "nobody asks that one");
    // A file that is none has no decisions: the check of the deployment says what is wrong with it.
    assert_eq!(impact("<definitions", 100), (vec![], true));
    let decisions = server.get("/api/v1/decisions").expect(200);
    assert_eq!(decisions.items().len(), 1, "nothing was deployed");
}

#[test]
fn a_form_is_seen_as_a_task_would_show_it() {
    let server = Server::start();
    let form = json!({ "type": "default", "id": "f", "components": [
        { "type": "number", "id": "a", "key": "amount" }, { "type": "textfield", "id": "b", "key": "salary" },
        { "type": "textarea", "id": "c", "key": "remark" } ] });
    let ask = |form: &str, permissions: &str| {
        server.post("/api/v1/form-previews", &json!({ "form": form, "permissions": permissions }))
    };
    let seen = ask(&form.to_string(), "salary: hidden, remark: required, *: read").expect(200).json;
    let parts = seen["schema"]["components"].as_array().expect("parts");
    let keys: Vec<&str> = parts.iter().map(|part| part["key"].as_str().expect("a key")).collect();
    assert_eq!(keys, ["amount", "remark"]);
    assert_eq!(seen["access"], json!({ "amount": "read", "remark": "required" }));
    let all = ask(&form.to_string(), "").expect(200).json;
    assert_eq!(all["access"]["salary"], "write");
    ask(&form.to_string(), "salary: secret").refused(400, "permissions-unreadable");
    ask("{", "").refused(400, "form-unreadable");
    assert_eq!(server.get("/api/v1/forms").expect(200).items().len(), 0, "nothing was deployed");
}

#[test]
fn a_draft_is_tried_out_and_the_scenario_is_run_again() {
    let server = Server::start();
    let files = json!([{ "name": "model.bpmn", "text": MODEL }]);
    let begun =
        server.post("/api/v1/test-runs", &json!({ "files": files, "variables": { "amount": 7 } })).expect(201).json;
    let path = format!("/api/v1/test-runs/{}", begun["id"].as_str().unwrap());
    assert_eq!((&begun["tasks"][0]["element"], &begun["tokens"]), (&json!("check"), &json!(["check"])));
    let step = |step: Value| server.post(&format!("{path}/steps"), &json!({ "step": step }));
    step(json!({ "job": { "type": "pay", "complete": {} } })).refused(409, "test-run-no-such-thing");
    let checked =
        step(json!({ "complete": { "task": "check", "by": "ann", "variables": { "ok": true } } })).expect(200).json;
    assert_eq!(checked["jobs"][0]["type"], "pay");
    let failed = step(json!({ "job": { "type": "pay", "fail": { "message": "no", "retries": 0 } } })).expect(200).json;
    assert_eq!(failed["incidents"][0]["element"], "pay");
    step(json!({ "resolve": { "element": "pay" } })).expect(200);
    let waits = step(json!({ "job": { "type": "pay", "complete": { "paid": 7 } } })).expect(200).json;
    assert!(waits["nextDue"].is_string());
    let done = step(json!({ "advance": "next" })).expect(200).json;
    assert_eq!(done["tokens"], json!([]));
    assert!(done["covered"].as_array().unwrap().contains(&json!("f4")));
    assert_eq!(server.get("/api/v1/instances").expect(200).items().len(), 0, "it is an engine of its own");
    assert_eq!(server.get("/api/v1/jobs").expect(200).items().len(), 0);

    let mut scenario = done["scenario"].clone();
    let again =
        server.post("/api/v1/test-runs/replay", &json!({ "files": files, "scenario": scenario })).expect(200).json;
    assert_eq!((&again["passed"], &again["difference"]), (&json!(true), &Value::Null), "{scenario}");
    let last = scenario["steps"].as_array_mut().unwrap().last_mut().unwrap();
    last["expect"]["visited"] = json!(["nowhere"]);
    let other =
        server.post("/api/v1/test-runs/replay", &json!({ "files": files, "scenario": scenario })).expect(200).json;
    assert_eq!((&other["passed"], &other["difference"]), (&json!(false), &json!("`nowhere` was not visited")));
    // Where an object is meant, the values in the order of its fields are none.
    let listed = json!({ "steps": [{ "start": ["claim", "k-1", {}, "ann"] }] });
    let asked = json!({ "files": files, "scenario": listed });
    let told = server.post("/api/v1/test-runs/replay", &asked).expect(200).json;
    assert!(told["difference"].as_str().unwrap().contains("an array stands where an object is expected"), "{told}");

    server.ask("DELETE", &path).send().expect(204);
    server.get(&path).refused(404, "no-such-test-run");
    let broken = json!({ "files": [{ "name": "model.bpmn", "text": "<broken" }] });
    server.post("/api/v1/test-runs", &broken).refused(422, "invalid-model");
    server.post("/api/v1/test-runs", &json!({ "files": [] })).refused(400, "test-run-files");
}
