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
