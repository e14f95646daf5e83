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

    server.ask("DELETE", &path).send().expect(204);
    server.get(&path).refused(404, "no-such-test-run");
    let broken = json!({ "files": [{ "name": "model.bpmn", "text": "<broken" }] });
    server.post("/api/v1/test-runs", &broken).refused(422, "invalid-model");
    server.post("/api/v1/test-runs", &json!({ "files": [] })).refused(400, "test-run-files");
}
