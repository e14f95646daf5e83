//! What starts processes: conditions that are asked, several triggers that are needed together, tasks and gateways that
//! instantiate; over versions and restarts.

use crate::engine_support::{Lab, by, model, once, vars};
use serde_json::json;
use weir_engine::api::{InstanceFilter, Paging, PublishMessage, SignalBroadcast, StartConditions};

const ROOTS: &str = "<message id='m' name='paid'/><message id='n' name='shipped'/><signal id='s' name='open'/>";

async fn publish(lab: &Lab, name: &str, variables: serde_json::Value) {
    let message = PublishMessage { name: name.into(), variables: vars(variables), ..PublishMessage::default() };
    lab.engine.publish_message(by("shop"), message).await.unwrap();
    lab.engine.idle().await;
}

async fn signal(lab: &Lab) {
    let signal = SignalBroadcast { name: "open".into(), ..SignalBroadcast::default() };
    lab.engine.broadcast_signal(by("shop"), signal).await.unwrap();
    lab.engine.idle().await;
}

/// All instances, newest first, in a few words.
async fn all(lab: &Lab) -> Vec<String> {
    let page = lab.engine.instances(&InstanceFilter::default(), &Paging::default()).await.unwrap();
    let mut told = vec![];
    for instance in page.items {
        told.push(lab.told(instance.id).await);
    }
    told
}

fn conditional(limit: u32) -> String {
    let condition = format!(
        "<startEvent id='much'><conditionalEventDefinition><condition>amount &gt; {limit}</condition>\
         </conditionalEventDefinition></startEvent><userTask id='look'/><endEvent id='end'/>"
    );
    model("review", "much look end", &condition, "")
}

#[tokio::test]
async fn a_condition_that_holds_starts_the_latest_version_once_for_each_request() {
    let lab = Lab::new();
    lab.deploy(&conditional(10)).await;
    let given = |amount: u32| StartConditions {
        process: None,
        business_key: Some("A-1".into()),
        variables: vars(json!({"amount": amount})),
    };
    let started = lab.engine.evaluate_start_conditions(once("ann", "k", 1), given(11)).await.unwrap();
    let again = lab.engine.evaluate_start_conditions(once("ann", "k", 1), given(11)).await.unwrap();
    lab.engine.idle().await;
    assert_eq!((started.len(), &started), (1, &again));
    assert_eq!((started[0].definition.as_str(), started[0].event.as_str()), ("review:1", "much"));
    assert_eq!(lab.told(started[0].instance).await, "running: look waits for userTask");
    let detail = lab.engine.instance(started[0].instance).await.unwrap();
    assert_eq!(detail.summary.business_key.as_deref(), Some("A-1"));

    lab.deploy(&conditional(100)).await;
    assert_eq!(lab.engine.evaluate_start_conditions(by("ann"), given(11)).await.unwrap(), []);
    let started = lab.engine.evaluate_start_conditions(by("ann"), given(101)).await.unwrap();
    assert_eq!(started[0].definition, "review:2");
    let unset = StartConditions::default();
    assert_eq!(lab.engine.evaluate_start_conditions(by("ann"), unset).await.unwrap(), []);
    let nowhere = StartConditions { process: Some("nothing".into()), ..StartConditions::default() };
    assert_eq!(lab.engine.evaluate_start_conditions(by("ann"), nowhere).await.unwrap_err().code(), "no-such-process");
}

#[tokio::test]
async fn a_process_that_needs_several_triggers_has_one_instance_for_one_of_each() {
    let mut lab = Lab::new();
    let start = "<startEvent id='start' parallelMultiple='true'><messageEventDefinition messageRef='m'/>\
        <signalEventDefinition signalRef='s'/></startEvent><userTask id='do'/><endEvent id='end'/>";
    lab.deploy(&model("order", "start do end", start, ROOTS)).await;
    publish(&lab, "paid", json!({"x": 1})).await;
    assert_eq!(all(&lab).await, ["running: start waits for signal open"]);
    lab.restart().await;
    signal(&lab).await;
    assert_eq!(all(&lab).await, ["running: do waits for userTask"]);
    signal(&lab).await;
    publish(&lab, "paid", json!({"x": 2})).await;
    assert_eq!(all(&lab).await, ["running: do waits for userTask", "running: do waits for userTask"]);
    lab.rebuild().await;
    assert_eq!(lab.count("order").await, 2);
}

#[tokio::test]
async fn a_receive_task_and_a_gateway_that_instantiate_are_started_by_their_messages() {
    let lab = Lab::new();
    let receive = "<receiveTask id='got' messageRef='m' instantiate='true'/><userTask id='do'/><endEvent id='end'/>";
    lab.deploy(&model("order", "got do end", receive, ROOTS)).await;
    publish(&lab, "paid", json!({"x": 1})).await;
    assert_eq!(all(&lab).await, ["running: do waits for userTask"]);

    let lab = Lab::new();
    let gateway = "<eventBasedGateway id='any' instantiate='true' eventGatewayType='Parallel'/>\
        <intermediateCatchEvent id='a'><messageEventDefinition messageRef='m'/></intermediateCatchEvent>\
        <intermediateCatchEvent id='b'><messageEventDefinition messageRef='n'/></intermediateCatchEvent>\
        <endEvent id='end'/>";
    lab.deploy(&model("both", "any a end; any b end", gateway, ROOTS)).await;
    publish(&lab, "shipped", json!({})).await;
    assert_eq!(all(&lab).await, ["running: a waits for message paid"]);
    publish(&lab, "paid", json!({})).await;
    assert_eq!(all(&lab).await, ["completed"]);
}

#[tokio::test]
async fn two_pools_of_one_file_talk_over_their_message_flows() {
    let lab = Lab::new();
    let file = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>\
        <collaboration id='c'><participant id='a' processRef='buyer'/><participant id='b' processRef='seller'/>\
        <messageFlow id='x' sourceRef='ask' targetRef='asked'/><messageFlow id='y' sourceRef='answer' targetRef='answered'/>\
        </collaboration>\
        <process id='buyer' isExecutable='true'><startEvent id='s'/><sendTask id='ask'/>\
        <intermediateCatchEvent id='answered'><messageEventDefinition/></intermediateCatchEvent><endEvent id='e'/>\
        <sequenceFlow id='f1' sourceRef='s' targetRef='ask'/><sequenceFlow id='f2' sourceRef='ask' targetRef='answered'/>\
        <sequenceFlow id='f3' sourceRef='answered' targetRef='e'/></process>\
        <process id='seller' isExecutable='true'><startEvent id='asked'><messageEventDefinition/></startEvent>\
        <userTask id='think'/><endEvent id='answer'><messageEventDefinition/></endEvent>\
        <sequenceFlow id='g1' sourceRef='asked' targetRef='think'/>\
        <sequenceFlow id='g2' sourceRef='think' targetRef='answer'/></process></definitions>";
    lab.deploy(file).await;
    let buyer = lab.start("buyer", vars(json!({}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(buyer).await, "running: answered waits for message buyer/answered");
    let task = lab.task().await;
    assert_eq!(task.element.as_str(), "think");
    let done = weir_engine::api::CompleteUserTask::default();
    lab.engine.complete_user_task(by("ann"), task.id, done).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(all(&lab).await, ["completed", "completed"]);
}
