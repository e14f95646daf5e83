//! Called processes: start, end, error, cancel, too deep, not there.

use crate::engine_support::{Lab, approval, by, model, payment, resource, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::api::{CompleteUserTask, InstanceFilter, JobError, Paging, SetVariables};

fn caller(called: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><callActivity id='call' calledElement='{called}'/><endEvent id='end'/>\
         <boundaryEvent id='failed' attachedToRef='call'><errorEventDefinition errorRef='e'/></boundaryEvent><userTask id='repair'/>"
    );
    model("caller", "start call end; failed repair", &elements, "<error id='e' errorCode='broken'/>")
}

async fn child_of(lab: &Lab, parent: InstanceId) -> InstanceId {
    let filter = InstanceFilter { parent: Some(parent), ..InstanceFilter::default() };
    lab.engine.instances(&filter, &Paging::default()).await.unwrap().items[0].id
}

#[tokio::test]
async fn a_caller_waits_for_the_called_and_gets_its_results() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&caller("approval")).await;
    let id = lab.start("caller", vars(json!({"amount": 5}))).await;
    let child = child_of(&lab, id).await;
    assert_eq!(child.partition(), id.partition());
    lab.restart().await;
    let task = lab.task().await;
    assert_eq!(task.instance, child);
    let done = CompleteUserTask { variables: vars(json!({"ok": true})), outcome: None, comment: None };
    lab.engine.complete_user_task(by("bob"), task.id, done).await.unwrap();
    assert_eq!((lab.told(id).await.as_str(), lab.told(child).await.as_str()), ("completed", "completed"));
    let all = lab.engine.variables(id, None).await.unwrap();
    assert!(all.iter().any(|v| v.name == "ok" && v.value == json!(true)), "{all:?}");
}

#[tokio::test]
async fn an_error_of_the_called_is_caught_by_the_caller() {
    let lab = Lab::new();
    let failing = model(
        "failing",
        "start end",
        "<startEvent id='start'/><endEvent id='end'><errorEventDefinition errorRef='e'/></endEvent>",
        "<error id='e' errorCode='broken'/>",
    );
    lab.deploy(&failing).await;
    lab.deploy(&caller("failing")).await;
    let id = lab.start("caller", vars(json!({}))).await;
    assert_eq!(lab.told(id).await, "running: repair waits for userTask");
}

#[tokio::test]
async fn cancelling_goes_down_and_is_seen_above() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.deploy(&caller("approval")).await;
    let id = lab.start("caller", vars(json!({}))).await;
    let child = child_of(&lab, id).await;
    lab.engine.cancel_instance(by("op"), id, None).await.unwrap();
    assert_eq!((lab.told(id).await.as_str(), lab.told(child).await.as_str()), ("terminated", "terminated"));
    assert!(lab.tasks().await.is_empty());

    let id = lab.start("caller", vars(json!({}))).await;
    let child = child_of(&lab, id).await;
    lab.engine.cancel_instance(by("op"), child, None).await.unwrap();
    assert_eq!(lab.told(id).await, "running: call waits for error broken, call is stuck: called-instance-cancelled");
}

#[tokio::test]
async fn what_is_not_there_or_calls_itself_without_end_is_an_incident() {
    let lab = Lab::new();
    lab.deploy(&caller("nowhere")).await;
    let id = lab.start("caller", vars(json!({}))).await;
    assert_eq!(lab.told(id).await, "running: call waits for error broken, call is stuck: process-not-deployed");

    lab.deploy(&caller("caller")).await;
    lab.start("caller", vars(json!({}))).await;
    lab.engine.idle().await;
    let incidents =
        lab.engine.incidents(&weir_engine::api::IncidentFilter::default(), &Paging::default()).await.unwrap();
    assert_eq!(incidents.items.iter().filter(|i| i.code == "calls-too-deep").count(), 1);
    assert_eq!(lab.count("caller").await, 1 + 201);
}

#[tokio::test]
async fn calls_that_double_with_every_level_end_when_the_first_is_cancelled() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><parallelGateway id='fork'/><callActivity id='one' calledElement='twice'/>\
                    <callActivity id='two' calledElement='twice'/><sequenceFlow id='other' sourceRef='fork' targetRef='two'/>";
    lab.deploy(&model("twice", "start fork one", elements, "")).await;
    let root = lab.start("twice", vars(json!({}))).await;
    lab.engine.cancel_instance(by("op"), root, None).await.unwrap();
    lab.engine.idle().await;
    assert!(lab.count("twice").await > 2, "it had begun to double");
    let filter = InstanceFilter { state: Some(weir_core::instance::State::Running), ..InstanceFilter::default() };
    let left = lab.engine.instances(&filter, &Paging { limit: Some(3), cursor: None }).await.unwrap().items;
    assert!(left.is_empty(), "nothing is left running: {left:?}");
}

#[tokio::test]
async fn more_calls_than_one_turn_carries_out_are_all_made() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let many = model(
        "many",
        "start call end",
        "<startEvent id='start'/><callActivity id='call' calledElement='approval'><multiInstanceLoopCharacteristics>\
         <loopCardinality>600</loopCardinality></multiInstanceLoopCharacteristics></callActivity><endEvent id='end'/>",
        "",
    );
    lab.deploy(&many).await;
    let id = lab.start("many", vars(json!({}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.count("approval").await, 600);
    lab.engine.set_variables(by("op"), id, SetVariables::default()).await.unwrap();
    lab.engine.cancel_instance(by("op"), id, None).await.unwrap();
    lab.engine.idle().await;
    assert!(lab.tasks().await.is_empty());
}

#[tokio::test]
async fn an_error_of_a_worker_reaches_the_caller_with_its_words_and_its_data() {
    let mut lab = Lab::new();
    lab.deploy(&payment()).await;
    let elements = "<startEvent id='start'/><callActivity id='call' calledElement='payment'/><endEvent id='end'/>\
         <boundaryEvent id='failed' attachedToRef='call'><extensionElements><camunda:inputOutput>\
         <camunda:outputParameter name='words'>${errorMessage}</camunda:outputParameter>\
         <camunda:outputParameter name='limit'>${limit}</camunda:outputParameter></camunda:inputOutput>\
         </extensionElements><errorEventDefinition errorRef='e'/></boundaryEvent><userTask id='repair'/>";
    let roots = "<error id='e' errorCode='broken'/>";
    lab.deploy(&model("caller", "start call end; failed repair", elements, roots)).await;
    let id = lab.start("caller", vars(json!({}))).await;
    lab.restart().await;
    let job = lab.fetch("w", "pay").await.remove(0);
    let error =
        JobError { code: "broken".into(), message: "no money left".into(), variables: vars(json!({"limit": 7})) };
    lab.engine.throw_job_error(by("w"), job.id, job.token.unwrap(), error).await.unwrap();
    assert_eq!(lab.told(id).await, "running: repair waits for userTask");
    let seen = lab.engine.variables(id, None).await.unwrap();
    let all: Vec<String> = seen.iter().map(|v| format!("{}={}", v.name, v.value)).collect();
    assert_eq!(all, ["limit=7", "words=\"no money left\""]);
}

#[tokio::test]
async fn whoever_deploys_calls_that_never_end_is_told() {
    let lab = Lab::new();
    let calling = |id: &str, called: &str| {
        let elements = format!("<startEvent id='s'/><callActivity id='c' calledElement='{called}'/><endEvent id='e'/>");
        resource(&format!("{id}.bpmn"), &model(id, "s c e", &elements, ""))
    };
    let deploy = async |files| {
        let report = lab.engine.deploy(by("ada"), files, false).await.unwrap();
        let told = report.problems.into_iter().filter(|told| told.problem.code == "calls-itself");
        told.map(|told| told.resource).collect::<Vec<_>>()
    };
    assert_eq!(deploy(vec![calling("alone", "alone")]).await, ["alone.bpmn"]);
    assert_eq!(deploy(vec![calling("one", "two")]).await, [] as [&str; 0], "the other is not there yet");
    assert_eq!(deploy(vec![calling("two", "one")]).await, ["two.bpmn"], "one of them is deployed already");
    assert_eq!(
        deploy(vec![calling("left", "right"), calling("right", "left"), calling("outside", "left")]).await.len(),
        3
    );
    lab.deploy(&approval()).await;
    assert_eq!(deploy(vec![calling("fine", "approval")]).await, [] as [&str; 0]);
}
