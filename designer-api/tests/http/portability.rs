//! A model of another engine over HTTP: its worker gets the original, its people get the form.
use crate::server::Server;
use serde_json::json;

const MODEL: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
  <process id="claim" isExecutable="true" camunda:historyTimeToLive="P30D">
    <startEvent id="start" camunda:initiator="starter"/>
    <userTask id="judge" camunda:assignee="${judge}"><extensionElements><camunda:formData>
      <camunda:formField id="approved" label="Approved?" type="boolean" defaultValue="false"/>
    </camunda:formData></extensionElements></userTask>
    <serviceTask id="pay" camunda:class="org.example.Pay"><extensionElements>
      <camunda:field name="currency" stringValue="EUR"/></extensionElements></serviceTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="judge"/>
    <sequenceFlow id="f2" sourceRef="judge" targetRef="pay"/>
    <sequenceFlow id="f3" sourceRef="pay" targetRef="end"/>
  </process>
</definitions>"#;

#[test]
fn a_model_of_another_engine_runs_from_start_to_end() {
    let server = Server::start();
    server.deploy(MODEL);
    let instance = server.instance_of("claim", &json!({ "judge": "ann" }));
    let tasks = server.get("/api/v1/user-tasks?assignee=ann").expect(200);
    let task = &tasks.items()[0];
    assert_eq!(task["form"]["components"][0]["key"], "approved");
    let id = task["id"].as_str().unwrap();
    let done = json!({ "variables": { "approved": true } });
    server
        .ask("POST", &format!("/api/v1/user-tasks/{id}/complete"))
        .header("x-weir-actor", "ann")
        .json(&done)
        .send()
        .expect(204);

    let ask = json!({ "worker": "w", "types": ["org.example.Pay"], "max": 1, "leaseMs": 60_000 });
    let jobs = server.post("/api/v1/jobs/fetch", &ask).expect(200);
    let job = &jobs.items()[0];
    assert_eq!(job["headers"], json!({ "class": "org.example.Pay", "currency": "EUR" }));
    assert!(job["variables"]["starter"].is_string(), "{job}");
    let path = format!("/api/v1/jobs/{}/complete", job["id"].as_str().unwrap());
    server.post(&path, &json!({ "token": job["token"] })).expect(204);
    assert_eq!(server.state_of(&instance), "completed");
}

#[test]
fn a_start_form_is_read_and_filled_in() {
    let server = Server::start();
    server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
  <process id="expense" isExecutable="true">
    <startEvent id="start" camunda:formKey="embedded:expense"><extensionElements>
      <camunda:formData businessKey="number">
        <camunda:formField id="number" label="Number" type="string">
          <camunda:validation><camunda:constraint name="required"/><camunda:constraint name="minlength" config="3"/>
          </camunda:validation></camunda:formField>
        <camunda:formField id="amount" type="long">
          <camunda:validation><camunda:constraint name="min" config="1"/></camunda:validation></camunda:formField>
        <camunda:formField id="currency" type="enum" defaultValue="EUR">
          <camunda:value id="EUR" name="Euro"/><camunda:value id="CNY" name="Yuan"/></camunda:formField>
        <camunda:formField id="copy" type="string" defaultValue="${number}-copy"/>
      </camunda:formData></extensionElements></startEvent>
    <userTask id="check"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="end"/>
  </process>
</definitions>"#,
    );
    let path = "/api/v1/definitions/expense:1/start-form";
    let form = server.get(path).expect(200).json;
    assert_eq!((&form["startEvent"], &form["formKey"]), (&json!("start"), &json!("embedded:expense")));
    assert_eq!(form["form"]["components"][1]["key"], "amount");

    let wrong = json!({ "variables": { "number": "7", "amount": "many", "currency": "USD" } });
    let refused = server.post(path, &wrong).expect(422);
    assert_eq!(refused.json["code"], "form-invalid");
    assert_eq!(
        refused.json["detail"],
        "`number` is at least 3 characters long; `amount` is a number, not a text; `currency` is none of its values"
    );
    server.post(path, &json!({ "variables": {} })).expect(422);

    let right = json!({ "variables": { "number": "B-17", "amount": 5 } });
    let started = server.post(path, &right).expect(201).json;
    assert_eq!(started["businessKey"], "B-17");
    let variables = server.get(&format!("/api/v1/instances/{}/variables", started["id"].as_str().unwrap())).expect(200);
    let value = |name: &str| variables.items().iter().find(|one| one["name"] == name).map(|one| one["value"].clone());
    assert_eq!((value("currency"), value("copy")), (Some(json!("EUR")), Some(json!("B-17-copy"))));
}

#[test]
fn a_task_with_a_form_takes_what_fits_and_tells_every_field_that_does_not() {
    let server = Server::start();
    server.deploy(
        r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
  <process id="check" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="judge" camunda:assignee="ann"><extensionElements><camunda:formData>
      <camunda:formField id="days" type="long"><camunda:validation><camunda:constraint name="required"/>
        <camunda:constraint name="max" config="30"/></camunda:validation></camunda:formField>
      <camunda:formField id="note" type="string"><camunda:validation>
        <camunda:constraint name="maxlength" config="5"/></camunda:validation></camunda:formField>
    </camunda:formData></extensionElements></userTask>
    <sequenceFlow id="f1" sourceRef="start" targetRef="judge"/>
  </process>
</definitions>"#,
    );
    let instance = server.instance_of("check", &json!({}));
    let tasks = server.get("/api/v1/user-tasks?assignee=ann").expect(200);
    let path = format!("/api/v1/user-tasks/{}/complete", tasks.items()[0]["id"].as_str().unwrap());
    let complete = |variables| {
        server.ask("POST", &path).header("x-weir-actor", "ann").json(&json!({ "variables": variables })).send()
    };
    let refused = complete(json!({ "note": "too long" })).expect(422);
    assert_eq!(refused.json["code"], "form-invalid");
    assert_eq!(
        refused.json["detail"],
        "the form is not filled in right: `days` is required; `note` is at most 5 characters long"
    );
    complete(json!({ "days": 31 })).expect(422);
    assert_eq!(server.state_of(&instance), "running");
    complete(json!({ "days": 30, "note": "short" })).expect(204);
    assert_eq!(server.state_of(&instance), "completed");
}

#[test]
fn each_thing_of_another_engine_has_a_row_and_what_documents_its_reason() {
    let server = Server::start();
    let model = MODEL.replace("<userTask id=\"judge\"", "<userTask id=\"judge\" camunda:asyncAfter=\"true\"");
    let report =
        server.ask("POST", "/api/v1/deployments").files(&[("claim.bpmn", model.as_bytes())]).send().expect(200);
    let rows = report.json["account"].as_array().unwrap();
    let row = |part: &str| rows.iter().find(|row| row["part"] == part).unwrap_or_else(|| panic!("{part}: {rows:#?}"));
    assert_eq!(
        (&row("@camunda:assignee")["became"], &row("@camunda:assignee")["reason"]),
        (&json!("mapped"), &json!(null))
    );
    for documents in ["@camunda:historyTimeToLive", "@camunda:asyncAfter"] {
        let row = row(documents);
        assert_eq!((&row["became"], &row["count"]), (&json!("documentation"), &json!(1)));
        assert!(row["reason"].as_str().is_some_and(|reason| reason.len() > 10), "{row}");
        assert!(row["place"]["line"].as_u64().unwrap() > 0, "{row}");
    }
}
