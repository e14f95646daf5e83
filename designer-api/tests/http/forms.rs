//! Forms: deployed beside their model, sent out as far as they may be seen, and checked when they come back.
use crate::server::Server;
use serde_json::{Value, json};

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
  <process id="claim" isExecutable="true">
    <startEvent id="start" weir:formId="ask" weir:fieldPermissions="grade: hidden"/>
    <userTask id="check" name="Check" weir:formId="ask" weir:formBinding="deployment"
        weir:fieldPermissions="amount: read, items: read, grade: required, salary: hidden"/>
    <userTask id="again" camunda:formRef="ask"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="again"/>
    <sequenceFlow id="f3" sourceRef="again" targetRef="end"/>
  </process>
</definitions>"#;

fn form(label: &str) -> String {
    json!({"type": "default", "id": "ask", "name": "Claim", "components": [
        {"type": "number", "key": "amount", "label": label, "validate": {"required": true, "min": 1}},
        {"type": "textfield", "key": "grade", "validate": {"pattern": "^[A-C]$"}},
        {"type": "number", "key": "salary"},
        {"type": "dynamiclist", "path": "items", "totals": [{"key": "total", "of": "price"}], "components": [
            {"type": "textfield", "key": "what"}, {"type": "number", "key": "price"}]}
    ]})
    .to_string()
}

fn deploy(server: &Server, files: &[(&str, &str)]) -> crate::server::Answer {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    server.ask("POST", "/api/v1/deployments").files(&files).send()
}

fn task(server: &Server) -> String {
    format!("/api/v1/user-tasks/{}", server.first("/api/v1/user-tasks"))
}

fn fields(refused: &Value) -> Vec<String> {
    let all = refused["fields"].as_array().into_iter().flatten();
    all.map(|f| format!("{} {}", f["field"].as_str().unwrap(), f["code"].as_str().unwrap())).collect()
}

#[test]
fn a_form_goes_with_a_process_from_its_start_to_its_end() {
    let server = Server::start();
    let report = deploy(&server, &[("claim.bpmn", MODEL), ("ask.form", &form("Amount"))]).expect(200).json;
    assert_eq!((&report["forms"][0]["id"], &report["forms"][0]["unchanged"]), (&json!("ask:1"), &json!(false)));

    let start = "/api/v1/definitions/claim:1/start-form";
    let sent = server.get(start).expect(200).json;
    assert_eq!((&sent["formId"], &sent["form"]["components"][0]["key"]), (&json!("ask:1"), &json!("amount")));
    assert!(!sent["form"].to_string().contains("grade"), "hidden: {sent}");

    let wrong = json!({"variables": {"amount": 0, "grade": "A", "items": [{"what": 7}], "colour": "red"}});
    let refused = server.post(start, &wrong).expect(422).json;
    assert_eq!(refused["code"], "form-invalid");
    assert_eq!(
        fields(&refused),
        ["amount field-too-small", "items[0].what field-type", "grade field-hidden", "colour field-unknown"]
    );

    let right = json!({"variables": {"amount": 5, "items": [{"what": "train", "price": 0.1}, {"price": 0.2}]}});
    let instance = server.post(start, &right).expect(201).json["id"].as_str().unwrap().to_owned();
    let salary = json!({"variables": {"salary": 9000}});
    server.ask("PATCH", &format!("/api/v1/instances/{instance}/variables")).json(&salary).send().expect(204);

    let open = task(&server);
    let sent = server.get(&format!("{open}/form")).expect(200).json;
    assert_eq!((&sent["form"], &sent["data"]["total"]), (&json!("ask:1"), &json!(0.3)));
    assert_eq!(sent["access"]["amount"], "read");
    assert!(sent["data"]["salary"].is_null() && !sent.to_string().contains("salary"), "hidden: {sent}");

    let complete = format!("{open}/complete");
    let wrong = json!({"variables": {"amount": 7, "salary": 1, "total": 1}});
    let refused = server.post(&complete, &wrong).expect(422).json;
    assert_eq!(
        fields(&refused),
        ["amount field-read-only", "grade field-required", "total field-total", "salary field-hidden"]
    );
    // A task that is no approval rejects nothing: what is required is not passed by with a word.
    let refused = server.post(&complete, &json!({"outcome": "reject", "variables": {"amount": 5}})).expect(422).json;
    assert_eq!(fields(&refused), ["grade field-required"]);
    server.post(&complete, &json!({"variables": {"amount": 5, "grade": "<script>"}})).refused(422, "form-invalid");
    server.post(&complete, &json!({"variables": {"amount": 5, "grade": "B"}})).expect(204);

    let variables = server.get(&format!("/api/v1/instances/{instance}/variables")).expect(200);
    let value = |name: &str| variables.items().iter().find(|v| v["name"] == name).map(|v| v["value"].clone());
    assert_eq!((value("grade"), value("total"), value("colour")), (Some(json!("B")), Some(json!(0.3)), None));
}

#[test]
fn an_open_task_keeps_the_version_of_its_form() {
    let server = Server::start();
    deploy(&server, &[("claim.bpmn", MODEL), ("ask.form", &form("One"))]).expect(200);
    let start = "/api/v1/definitions/claim:1/start-form";
    server.post(start, &json!({"variables": {"amount": 5}})).expect(201);
    let open = task(&server);
    server.post(&format!("{open}/complete"), &json!({"variables": {"grade": "A"}})).expect(204);
    let open = task(&server);
    assert_eq!(server.get(&format!("{open}/form")).expect(200).json["form"], "ask:1");

    let report = deploy(&server, &[("ask.form", &form("Two"))]).expect(200).json;
    assert_eq!(report["forms"][0]["id"], "ask:2");
    assert_eq!(server.get(&format!("{open}/form")).expect(200).json["form"], "ask:1", "it was opened with that one");
    let again = deploy(&server, &[("ask.form", &form("Two"))]).expect(200).json;
    assert_eq!((&again["deployment"], &again["forms"][0]["unchanged"]), (&json!(null), &json!(true)));

    // What begins now has the new one where it asks for the latest, and its own where it asks for that.
    server.post(&format!("{open}/complete"), &json!({"variables": {}})).expect(204);
    server.post(start, &json!({"variables": {"amount": 5}})).expect(201);
    let open = task(&server);
    assert_eq!(server.get(&format!("{open}/form")).expect(200).json["form"], "ask:1");
    server.post(&format!("{open}/complete"), &json!({"variables": {"grade": "A"}})).expect(204);
    assert_eq!(server.get(&format!("{}/form", task(&server))).expect(200).json["form"], "ask:2");

    // A new form deployed with the same model is a new version of the model too: it asks for that of its deployment.
    let report = deploy(&server, &[("claim.bpmn", MODEL), ("ask.form", &form("Three"))]).expect(200).json;
    assert_eq!(report["definitions"][0]["id"], "claim:2");

    let listed = server.get("/api/v1/forms?form=ask").expect(200);
    let ids: Vec<&Value> = listed.items().iter().map(|form| &form["id"]).collect();
    assert_eq!(ids, ["ask:1", "ask:2", "ask:3"]);
    assert_eq!(server.get("/api/v1/forms?latest=true&limit=1").expect(200).items().len(), 1);
    assert_eq!(server.get("/api/v1/forms/ask").expect(200).json["version"], 3);
    assert!(listed.items().iter().all(|form| form["name"] == "Claim"), "people know it by its name");
    assert_eq!(server.get("/api/v1/forms/ask:2/schema").expect(200).json["components"][0]["label"], "Two");
    server.get("/api/v1/forms/nobody").refused(404, "no-such-form");
}

#[test]
fn what_is_wrong_with_a_form_refuses_the_deployment_with_its_place() {
    let server = Server::start();
    let bad =
        "{\"type\": \"default\", \"id\": \"ask\",\n \"components\": [{\"type\": \"number\", \"kee\": \"amount\"}]}";
    let refused = deploy(&server, &[("ask.form", bad)]).expect(422).json;
    let problem = &refused["problems"][0];
    assert_eq!((&problem["code"], &problem["resource"]), (&json!("form-unknown-property"), &json!("ask.form")));
    assert_eq!(problem["place"]["line"], 2);

    // A form that is asked for with its deployment must be there; so must the fields that permissions speak of.
    let refused = deploy(&server, &[("claim.bpmn", MODEL)]).expect(422).json;
    assert!(refused["problems"].as_array().unwrap().iter().any(|p| p["code"] == "form-not-deployed"), "{refused}");
    let other = MODEL.replace("salary: hidden", "salry: hidden");
    let refused = deploy(&server, &[("claim.bpmn", &other), ("ask.form", &form("One"))]).expect(422).json;
    let told = refused["problems"].as_array().unwrap().iter().find(|p| p["code"] == "form-field-unknown").unwrap();
    assert_eq!(told["element"], "check");
}

/// What a form fills in is not unknown, whether it comes with the model or lay there before.
#[test]
fn what_a_form_fills_in_is_known_to_the_expressions_of_its_model() {
    let server = Server::start();
    let plain = "<sequenceFlow id=\"f3\" sourceRef=\"again\" targetRef=\"end\"/>";
    let asks = "<exclusiveGateway id=\"g\" default=\"small\"/><sequenceFlow id=\"f3\" sourceRef=\"again\" targetRef=\"g\"/>
        <sequenceFlow id=\"small\" sourceRef=\"g\" targetRef=\"end\"/><sequenceFlow id=\"large\" sourceRef=\"g\" targetRef=\"end\">
        <conditionExpression>=amount > 5 or total > 9 or amounts > 1 or elsewhere > 1</conditionExpression></sequenceFlow>";
    assert!(MODEL.contains(plain));
    let model = MODEL.replace(plain, asks).replace(" weir:formBinding=\"deployment\"", "");
    let found = |report: &Value| {
        let problems = report["problems"].as_array().unwrap().iter();
        let about =
            problems.filter(|p| ["variable-unknown", "variable-from-outside"].contains(&p["code"].as_str().unwrap()));
        about.map(|p| p["message"].as_str().unwrap().split('`').nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let alone = deploy(&server, &[("claim.bpmn", &model)]).expect(200).json;
    assert_eq!(found(&alone), ["amounts", "elsewhere", "total"]);
    let together = deploy(&server, &[("claim.bpmn", &model), ("ask.form", &form("Amount"))]).expect(200).json;
    assert_eq!(found(&together), ["amounts", "elsewhere"]);
    let after = deploy(&server, &[("claim.bpmn", &model.replace("claim", "late"))]).expect(200).json;
    assert_eq!(found(&after), ["amounts", "elsewhere"]);
}

#[test]
fn a_form_that_is_not_there_yet_takes_nothing() {
    let server = Server::start();
    let model = MODEL.replace(" weir:formBinding=\"deployment\"", "");
    let report = deploy(&server, &[("claim.bpmn", &model)]).expect(200).json;
    assert!(report["problems"].as_array().unwrap().iter().any(|p| p["code"] == "form-not-deployed"), "{report}");
    server.post("/api/v1/instances", &json!({"process": "claim"})).refused(400, "form-not-deployed");
    assert_eq!(server.get("/api/v1/instances?process=claim").expect(200).items().len(), 0);
    // Where only its task names the form it begins, and waits for it there.
    let start = "<startEvent id=\"start\" weir:formId=\"ask\" weir:fieldPermissions=\"grade: hidden\"/>";
    assert!(model.contains(start), "{model}");
    deploy(&server, &[("claim.bpmn", &model.replace(start, "<startEvent id=\"start\"/>"))]).expect(200);
    server.instance_of("claim", &json!({}));
    let open = task(&server);
    server.get(&format!("{open}/form")).refused(400, "form-not-deployed");
    server.post(&format!("{open}/complete"), &json!({"variables": {"salary": 1}})).refused(400, "form-not-deployed");
    deploy(&server, &[("ask.form", &form("Late"))]).expect(200);
    assert_eq!(server.get(&format!("{open}/form")).expect(200).json["form"], "ask:1");
}

#[test]
fn what_holds_in_a_form_is_told_while_it_is_filled_in() {
    let server = Server::start();
    let form = json!({"type": "default", "id": "ask", "components": [
        {"type": "number", "key": "amount", "validate": {"required": true, "min": 1}},
        {"type": "textfield", "key": "grade", "conditional": {"hide": "=amount < 100"}},
        {"type": "number", "key": "salary"},
        {"type": "expression", "key": "tax", "expression": "=amount * 0.2", "computeOn": "change"},
        {"type": "dynamiclist", "path": "items", "totals": [{"key": "total", "of": "price"}], "components": [
            {"type": "textfield", "key": "what", "conditional": {"hide": "=this.price > 1"}}, {"type": "number", "key": "price"}]}
    ]})
    .to_string();
    deploy(&server, &[("claim.bpmn", MODEL), ("ask.form", &form)]).expect(200);
    let entered = json!({"variables": {"amount": 5, "items": [{"price": 0.1}, {"price": 2}]}});
    let live = server.post("/api/v1/definitions/claim:1/start-form/live", &entered).expect(200).json;
    assert_eq!(live["conditions"][""]["amount < 100"], true);
    assert_eq!(
        (&live["conditions"]["items[0]"]["this.price > 1"], &live["conditions"]["items[1]"]["this.price > 1"]),
        (&json!(false), &json!(true))
    );
    assert_eq!((&live["values"]["tax"], &live["values"]["total"]), (&json!(1), &json!(2.1)));

    server.post("/api/v1/definitions/claim:1/start-form", &json!({"variables": {"amount": 500}})).expect(201);
    let open = task(&server);
    // Whatever is still wrong with it: what is looked at is what was entered over what is known.
    let live = server.post(&format!("{open}/form/live"), &json!({"variables": {"items": 7}})).expect(200).json;
    assert_eq!((&live["conditions"][""]["amount < 100"], &live["values"]["tax"]), (&json!(false), &json!(100)));
    assert_eq!(server.get(&format!("{open}/form")).expect(200).json["data"]["tax"], 100, "nothing was kept by it");
    server.post("/api/v1/definitions/nobody:1/start-form/live", &entered).refused(404, "no-such-definition");
}
