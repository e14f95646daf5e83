//! Messages find their instance by the correlation keys of the standard (BPMN 8.4.2), in one pool and between pools.

use crate::engine_support::{Lab, by, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::api::{Publication, PublishMessage};

/// A customer asks for something under a number of its own and awaits the answer that carries the number; a shop answers
/// everybody.
fn pools() -> String {
    let retrieval = |message: &str, path: &str| {
        format!(
            "<correlationPropertyRetrievalExpression messageRef='{message}'><messagePath>{path}</messagePath>\
             </correlationPropertyRetrievalExpression>"
        )
    };
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         <message id='a' name='asked'/><message id='b' name='answered'/><correlationProperty id='number'>{}{}\
         </correlationProperty><collaboration id='c'><participant id='pc' processRef='customer'/><participant id='ps' \
         processRef='shop'/><messageFlow id='m1' sourceRef='ask' targetRef='begin'/><messageFlow id='m2' sourceRef='reply' \
         targetRef='answer'/><correlationKey id='k'><correlationPropertyRef>number</correlationPropertyRef></correlationKey>\
         </collaboration><process id='customer' isExecutable='true'><startEvent id='s'/><sendTask id='ask' messageRef='a'>\
         <extensionElements><weir:input source='= mine' target='number'/></extensionElements></sendTask><receiveTask \
         id='answer' messageRef='b'/><endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='ask'/><sequenceFlow \
         id='f2' sourceRef='ask' targetRef='answer'/><sequenceFlow id='f3' sourceRef='answer' targetRef='e'/></process>\
         <process id='shop' isExecutable='true'><startEvent id='begin'><messageEventDefinition messageRef='a'/></startEvent>\
         <userTask id='think'/><sendTask id='reply' messageRef='b'><extensionElements><weir:input source='= {{ number: number }}' \
         target='about'/></extensionElements></sendTask><sequenceFlow id='g1' sourceRef='begin' targetRef='think'/>\
         <sequenceFlow id='g2' sourceRef='think' targetRef='reply'/></process></definitions>",
        retrieval("a", "number"),
        retrieval("b", "about.number"),
    )
}

async fn publish(lab: &Lab, name: &str, key: Option<&str>, variables: serde_json::Value) -> Publication {
    let message = PublishMessage {
        name: name.into(),
        correlation_key: key.map(str::to_owned),
        variables: vars(variables),
        ..PublishMessage::default()
    };
    lab.engine.publish_message(by("x"), message).await.unwrap()
}

async fn customers(lab: &Lab) -> (InstanceId, InstanceId) {
    let ann = lab.start("customer", vars(json!({"mine": 1}))).await;
    let bob = lab.start("customer", vars(json!({"mine": 2}))).await;
    lab.engine.idle().await;
    (ann, bob)
}

#[tokio::test]
async fn the_answer_of_a_pool_reaches_the_instance_whose_key_it_carries() {
    let mut lab = Lab::new();
    lab.deploy(&pools()).await;
    let (ann, bob) = customers(&lab).await;
    lab.restart().await;
    // One shop answers while the other still thinks.
    for (turn, task) in lab.tasks().await.into_iter().rev().enumerate() {
        let instance = task.instance;
        let all = lab.engine.variables(instance, None).await.unwrap();
        let number = all.into_iter().find(|v| v.name == "number").map(|v| v.value);
        let done = weir_engine::api::CompleteUserTask { variables: vars(json!({})), outcome: None, comment: None };
        lab.engine.complete_user_task(by("clerk"), task.id, done).await.unwrap();
        lab.engine.idle().await;
        let (asked, other) = if number == Some(json!(1)) { (ann, bob) } else { (bob, ann) };
        assert_eq!(lab.told(asked).await, "completed");
        if turn == 0 {
            assert_eq!(lab.told(other).await, "running: answer waits for message answered");
        }
    }
}

#[tokio::test]
async fn the_key_of_a_message_from_outside_is_found_in_what_it_carries() {
    let mut lab = Lab::new();
    lab.deploy(&pools()).await;
    let (ann, bob) = customers(&lab).await;
    lab.rebuild().await;
    let got = publish(&lab, "answered", None, json!({"about": {"number": 2}})).await;
    assert_eq!(got.delivered.iter().map(|d| d.instance).collect::<Vec<_>>(), [bob]);
    // Whoever publishes may name the key itself.
    assert_eq!(publish(&lab, "answered", Some("1"), json!({})).await.delivered[0].instance, ann);
    // One for somebody who does not ask yet is kept for it.
    let early = publish(&lab, "answered", None, json!({"about": {"number": "3"}})).await;
    assert!(early.delivered.is_empty());
    let eve = lab.start("customer", vars(json!({"mine": "3"}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(eve).await, "completed");
}

#[tokio::test]
async fn a_message_in_which_processes_find_different_keys_is_refused() {
    let lab = Lab::new();
    lab.deploy(&pools()).await;
    lab.deploy(
        &pools()
            .replace("about.number", "number")
            .replace("id='customer'", "id='other'")
            .replace("id='shop'", "id='stall'")
            .replace("processRef='customer'", "processRef='other'")
            .replace("processRef='shop'", "processRef='stall'"),
    )
    .await;
    let variables = vars(json!({"number": 1, "about": {"number": 2}}));
    let message = PublishMessage { name: "answered".into(), variables, ..PublishMessage::default() };
    let refused = lab.engine.publish_message(by("x"), message.clone()).await.unwrap_err();
    assert_eq!(refused.code(), "correlation-key-ambiguous");
    assert!(refused.to_string().contains("`1` and `2`"), "{refused}");
    let named = PublishMessage { correlation_key: Some("1".into()), ..message };
    assert!(lab.engine.publish_message(by("x"), named).await.is_ok());
}
