//! Conditional events that read rule parameters: another value in force has them looked at again, once, whatever happens
//! in between.
use crate::engine_support::{Lab, MONDAY, by, model, vars};
use serde_json::json;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::SetParameter;

/// A task, and beside it what is to be done when the limit is low, or lower than what the instance has.
fn watching(id: &str, condition: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/><userTask id='look'/><endEvent id='over'/>\
         <boundaryEvent id='low' attachedToRef='work'><conditionalEventDefinition><condition>{condition}</condition>\
         </conditionalEventDefinition></boundaryEvent>"
    );
    model(id, "start work end; low look over", &elements, "")
}

async fn set(lab: &Lab, value: i64, from: Option<Timestamp>) {
    let declaration = serde_json::from_value(json!({"name": "limit", "kind": "number"})).unwrap();
    let set = SetParameter { declaration: Some(declaration), value: value.into(), from, reason: "a test".into() };
    lab.engine.set_parameter(by("ada"), "limit", set).await.unwrap();
}

async fn looked_again(lab: &Lab, id: InstanceId) -> usize {
    let trace = lab.engine.trace(id, 0, Some(1000)).await.unwrap().0;
    let mut steps: Vec<_> = trace.iter().filter(|e| e.command == "look-again").map(|e| e.at).collect();
    steps.dedup();
    steps.len()
}

const WAITING: &str = "running: work waits for condition, work waits for userTask";
const FIRED: &str = "running: look waits for userTask";

#[tokio::test]
async fn a_new_value_wakes_those_whose_condition_turns_true_and_no_others() {
    let lab = Lab::new();
    set(&lab, 1000, None).await;
    lab.deploy(&watching("fixed", "params.limit &lt; 100")).await;
    lab.deploy(&watching("own", "params.limit &lt; mine")).await;
    let mut fixed = vec![];
    for _ in 0..300 {
        fixed.push(lab.start("fixed", vars(json!({}))).await);
    }
    let own = lab.start("own", vars(json!({"mine": 10}))).await;
    let still = lab.start("own", vars(json!({"mine": 5000}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(fixed[0]).await, WAITING);
    assert_eq!(lab.told(still).await, FIRED, "it holds from the start");
    set(&lab, 50, None).await;
    lab.engine.idle().await;
    for id in &fixed {
        assert_eq!(lab.told(*id).await, FIRED);
        assert_eq!(looked_again(&lab, *id).await, 1);
    }
    assert_eq!(lab.told(own).await, WAITING);
    set(&lab, 7, None).await;
    set(&lab, 8, None).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(own).await, FIRED);
    assert_eq!(looked_again(&lab, fixed[0]).await, 1, "it waits no longer");
}

#[tokio::test]
async fn a_value_wakes_them_when_its_time_comes_also_after_a_restart() {
    let mut lab = Lab::new();
    set(&lab, 1000, None).await;
    lab.deploy(&watching("fixed", "params.limit &lt; 100")).await;
    let id = lab.start("fixed", vars(json!({}))).await;
    set(&lab, 50, Some(Timestamp(MONDAY.0 + 3_600_000))).await;
    lab.restart().await;
    lab.pass(3_599_000).await;
    assert_eq!(lab.told(id).await, WAITING);
    lab.pass(1_000).await;
    assert_eq!(lab.told(id).await, FIRED);
}

#[tokio::test]
async fn what_the_power_cut_off_is_done_once_afterwards() {
    let mut lab = Lab::new();
    set(&lab, 1000, None).await;
    lab.deploy(&watching("fixed", "params.limit &lt; 100")).await;
    let mut all = vec![];
    for _ in 0..40 {
        all.push(lab.start("fixed", vars(json!({}))).await);
    }
    set(&lab, 50, None).await;
    lab.power_cut().await;
    lab.engine.idle().await;
    for id in &all {
        assert_eq!(lab.told(*id).await, FIRED);
        assert_eq!(looked_again(&lab, *id).await, 1);
    }
    lab.rebuild().await;
    lab.engine.idle().await;
    for id in &all {
        assert_eq!(looked_again(&lab, *id).await, 1);
    }
}

#[tokio::test]
async fn one_that_stood_still_looks_when_it_goes_on() {
    let lab = Lab::new();
    set(&lab, 1000, None).await;
    lab.deploy(&watching("fixed", "params.limit &lt; 100")).await;
    let id = lab.start("fixed", vars(json!({}))).await;
    lab.engine.suspend_instance(by("ada"), id, None, false).await.unwrap();
    set(&lab, 50, None).await;
    lab.engine.idle().await;
    lab.engine.resume_instance(by("ada"), id, None, false).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, FIRED);
}

#[tokio::test]
async fn a_parameter_that_is_declared_later_mends_what_could_not_be_evaluated() {
    let lab = Lab::new();
    set(&lab, 50, Some(Timestamp(MONDAY.0 + 3_600_000))).await;
    lab.deploy(&watching("fixed", "params.limit &lt; 100")).await;
    let id = lab.start("fixed", vars(json!({}))).await;
    lab.engine.idle().await;
    assert!(lab.told(id).await.contains("work"), "{}", lab.told(id).await);
    lab.pass(3_600_000).await;
    assert_eq!(lab.told(id).await, FIRED);
}
