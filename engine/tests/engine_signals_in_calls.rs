//! A signal that a called process throws: its caller and those that the same caller has called hear it, whenever it is thrown.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::api::CompleteUserTask;

const ROOTS: &str = "<signal id='s' name='S'/>";
const SIGNAL: &str = "<signalEventDefinition signalRef='s'/>";

/// start → throw → end.
fn thrower() -> String {
    let elements = format!(
        "<startEvent id='start'/><intermediateThrowEvent id='throw'>{SIGNAL}</intermediateThrowEvent><endEvent id='end'/>"
    );
    model("thrower", "start throw end", &elements, ROOTS)
}

/// start → a person → throw → end.
fn later() -> String {
    let elements = format!(
        "<startEvent id='start'/><userTask id='work'/><intermediateThrowEvent id='throw'>{SIGNAL}</intermediateThrowEvent>\
         <endEvent id='end'/>"
    );
    model("later", "start work throw end", &elements, ROOTS)
}

/// Calls a process; a signal interrupts the call, or does not.
fn interrupted(called: &str, interrupting: bool) -> String {
    let elements = format!(
        "<startEvent id='start'/><callActivity id='call' calledElement='{called}'/><endEvent id='end'/>\
         <boundaryEvent id='heard' attachedToRef='call' cancelActivity='{interrupting}'>{SIGNAL}</boundaryEvent>\
         <userTask id='repair'/>"
    );
    model("caller", "start call end; heard repair", &elements, ROOTS)
}

/// Of one fork: something waits for the signal, and a process is called that throws it.
fn beside(waiting: &str) -> String {
    let elements = format!(
        "<startEvent id='start'/><parallelGateway id='fork'/>{waiting}<callActivity id='call' calledElement='thrower'/>\
         <endEvent id='heard'/><endEvent id='called'/>"
    );
    model("beside", "start fork wait heard; fork call called", &elements, ROOTS)
}

async fn holds(lab: &mut Lab, id: InstanceId, wanted: &str) {
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, wanted);
    lab.rebuild().await;
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, wanted, "made again from the log");
}

#[tokio::test]
async fn the_caller_hears_what_is_thrown_in_the_first_step_of_what_it_calls() {
    let mut lab = Lab::new();
    lab.deploy(&thrower()).await;
    lab.deploy(&beside(&format!("<intermediateCatchEvent id='wait'>{SIGNAL}</intermediateCatchEvent>"))).await;
    let id = lab.start("beside", vars(json!({}))).await;
    holds(&mut lab, id, "completed").await;
}

#[tokio::test]
async fn what_the_caller_called_before_hears_it_too() {
    let mut lab = Lab::new();
    lab.deploy(&thrower()).await;
    let elements = format!(
        "<startEvent id='start'/><intermediateCatchEvent id='wait'>{SIGNAL}</intermediateCatchEvent><endEvent id='end'/>"
    );
    lab.deploy(&model("listener", "start wait end", &elements, ROOTS)).await;
    lab.deploy(&beside("<callActivity id='wait' calledElement='listener'/>")).await;
    let id = lab.start("beside", vars(json!({}))).await;
    holds(&mut lab, id, "completed").await;
}

#[tokio::test]
async fn the_boundary_of_a_call_hears_the_signal_before_the_end_of_what_was_called() {
    let mut lab = Lab::new();
    lab.deploy(&thrower()).await;
    lab.deploy(&later()).await;
    lab.deploy(&interrupted("thrower", true)).await;
    let id = lab.start("caller", vars(json!({}))).await;
    holds(&mut lab, id, "running: repair waits for userTask").await;

    lab.deploy(&interrupted("later", true)).await;
    let id = lab.start("caller", vars(json!({}))).await;
    let work = lab.tasks().await.into_iter().find(|task| task.element.as_str() == "work").unwrap();
    lab.engine.complete_user_task(by("bob"), work.id, CompleteUserTask::default()).await.unwrap();
    holds(&mut lab, id, "running: repair waits for userTask").await;
}

#[tokio::test]
async fn a_boundary_that_does_not_interrupt_hears_it_once() {
    let mut lab = Lab::new();
    lab.deploy(&thrower()).await;
    lab.deploy(&interrupted("thrower", false)).await;
    let id = lab.start("caller", vars(json!({}))).await;
    holds(&mut lab, id, "running: repair waits for userTask").await;
    lab.power_cut().await;
    holds(&mut lab, id, "running: repair waits for userTask").await;
    assert_eq!(lab.tasks().await.len(), 1);
}
