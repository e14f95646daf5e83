//! The processes of these tests.
use crate::server::Server;
use serde_json::{Value, json};

/// Somebody approves, a worker ships; shipping can fail with the error `lost`.
pub const ORDER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <error id="lostError" name="Lost" errorCode="lost"/>
  <process id="order" name="Order" isExecutable="true">
    <startEvent id="start"/>
    <userTask id="approve" name="Approve" weir:candidateGroups="managers"/>
    <serviceTask id="ship" name="Ship" weir:type="ship"/>
    <boundaryEvent id="lost" attachedToRef="ship"><errorEventDefinition errorRef="lostError"/></boundaryEvent>
    <endEvent id="end"/>
    <endEvent id="sorry"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="approve"/>
    <sequenceFlow id="f2" sourceRef="approve" targetRef="ship"/>
    <sequenceFlow id="f3" sourceRef="ship" targetRef="end"/>
    <sequenceFlow id="f4" sourceRef="lost" targetRef="sorry"/>
  </process>
</definitions>"#;

/// A worker ships at once.
pub const SHIPPING: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <process id="shipping" isExecutable="true">
    <startEvent id="start"/>
    <serviceTask id="ship" weir:type="ship"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="ship"/>
    <sequenceFlow id="f2" sourceRef="ship" targetRef="end"/>
  </process>
</definitions>"#;

/// Starts when there is much of something.
pub const REVIEW: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
  <process id="review" isExecutable="true">
    <startEvent id="much">
      <conditionalEventDefinition><condition>amount &gt; 10</condition></conditionalEventDefinition>
    </startEvent>
    <userTask id="look"/>
    <sequenceFlow id="f1" sourceRef="much" targetRef="look"/>
  </process>
</definitions>"#;

/// Waits for the message `paid` and then for the signal `go`.
pub const PAYMENT: &str = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:weir="urn:weir:bpmn:1" targetNamespace="test">
  <message id="paidMessage" name="paid" weir:correlationKey="orderId"/>
  <signal id="goSignal" name="go"/>
  <process id="payment" isExecutable="true">
    <startEvent id="start"/>
    <receiveTask id="paid" messageRef="paidMessage"/>
    <intermediateCatchEvent id="go"><signalEventDefinition signalRef="goSignal"/></intermediateCatchEvent>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="paid"/>
    <sequenceFlow id="f2" sourceRef="paid" targetRef="go"/>
    <sequenceFlow id="f3" sourceRef="go" targetRef="end"/>
  </process>
</definitions>"#;

impl Server {
    /// Deploys one file.
    #[track_caller]
    pub fn deploy(&self, model: &str) -> Value {
        self.ask("POST", "/api/v1/deployments").files(&[("model.bpmn", model.as_bytes())]).send().expect(200).json
    }

    /// Starts an instance and tells its id.
    #[track_caller]
    pub fn instance_of(&self, process: &str, variables: &Value) -> String {
        let started = self.post("/api/v1/instances", &json!({ "process": process, "variables": variables }));
        started.expect(201).json["id"].as_str().expect("an id").to_owned()
    }

    /// The state of an instance.
    #[track_caller]
    pub fn state_of(&self, instance: &str) -> String {
        let detail = self.get(&format!("/api/v1/instances/{instance}")).expect(200).json;
        detail["state"].as_str().expect("a state").to_owned()
    }

    /// The id of the first entry of a list.
    #[track_caller]
    pub fn first(&self, list: &str) -> String {
        let page = self.get(list).expect(200);
        page.items()[0]["id"].as_str().expect("an id").to_owned()
    }

    /// Takes one job of the type `ship`.
    #[track_caller]
    pub fn fetch(&self) -> Value {
        let ask = json!({ "worker": "w1", "types": ["ship"], "max": 1, "leaseMs": 60_000, "waitMs": 10_000 });
        self.post("/api/v1/jobs/fetch", &ask).expect(200).json["items"][0].take()
    }
}
