//! Timers: never lost, never early, whatever happens to the engine and its clock.
mod engine_support;

use engine_support::{Lab, MONDAY, model, vars};
use serde_json::json;
use weir_core::Timestamp;

fn reminder() -> String {
    let elements = "<startEvent id='start'/><userTask id='task'/><endEvent id='end'/>\
        <boundaryEvent id='late' attachedToRef='task' cancelActivity='true'>\
        <timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></boundaryEvent>\
        <userTask id='escalated'/>";
    model("reminder", "start task end; late escalated", elements, "")
}

#[tokio::test]
async fn a_timer_fires_when_it_is_due_and_not_before() {
    let lab = Lab::new();
    lab.deploy(&reminder()).await;
    let id = lab.start("reminder", vars(json!({}))).await;
    lab.pass(3_599_999).await;
    assert_eq!(lab.told(id).await, "running: task waits for timer, task waits for userTask");
    lab.pass(1).await;
    assert_eq!(lab.told(id).await, "running: escalated waits for userTask");
}

#[tokio::test]
async fn timers_outlive_restarts_and_fire_late_rather_than_never() {
    let mut lab = Lab::new();
    lab.deploy(&reminder()).await;
    let mut ids = vec![];
    for _ in 0..300 {
        ids.push(lab.start("reminder", vars(json!({}))).await);
    }
    lab.power_cut().await;
    lab.engine.shutdown().await.unwrap();
    lab.clock.advance(86_400_000);
    lab.restart().await;
    lab.engine.idle().await;
    for id in ids {
        assert_eq!(lab.told(id).await, "running: escalated waits for userTask");
    }
}

#[tokio::test]
async fn a_clock_that_jumps_back_delays_and_loses_nothing() {
    let lab = Lab::new();
    lab.deploy(&reminder()).await;
    let id = lab.start("reminder", vars(json!({}))).await;
    lab.pass(-86_400_000).await;
    let second = lab.start("reminder", vars(json!({}))).await;
    lab.pass(3_600_000).await;
    assert_eq!(lab.told(second).await, "running: escalated waits for userTask");
    assert_eq!(lab.told(id).await, "running: task waits for timer, task waits for userTask");
    lab.clock.set(Timestamp(MONDAY.0 + 3_600_000));
    lab.engine.idle().await;
    assert_eq!(lab.told(id).await, "running: escalated waits for userTask");
}

#[tokio::test]
async fn a_process_starts_by_the_clock_and_a_new_version_takes_over() {
    let mut lab = Lab::new();
    let every = |text: &str| {
        let elements = format!(
            "<startEvent id='start'><timerEventDefinition><timeCycle xsi:type='tFormalExpression'>{text}</timeCycle>\
             </timerEventDefinition></startEvent><task id='work'/><endEvent id='end'/>"
        );
        model("report", "start work end", &elements, "")
    };
    lab.deploy(&every("R/PT1H")).await;
    lab.pass(3_600_000).await;
    assert_eq!(lab.count("report").await, 1);
    lab.restart().await;
    lab.pass(2 * 3_600_000).await;
    assert_eq!(lab.count("report").await, 3);
    lab.deploy(&every("R2/PT1M")).await;
    lab.pass(3_600_000).await;
    assert_eq!(lab.count("report").await, 5);
    lab.pass(86_400_000).await;
    assert_eq!(lab.count("report").await, 5);
    lab.rebuild().await;
    assert_eq!(lab.count("report").await, 5);
}

#[tokio::test]
async fn a_cycle_that_began_long_ago_starts_one_process_and_not_one_for_each_missed_time() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'><timerEventDefinition>\
        <timeCycle xsi:type='tFormalExpression'>R/2020-01-01T00:00:00Z/PT1S</timeCycle></timerEventDefinition></startEvent>\
        <userTask id='task'/>";
    lab.deploy(&model("often", "start task", elements, "")).await;
    lab.engine.idle().await;
    assert_eq!(lab.tasks().await.len(), 1, "the times before the deployment count as one");
    lab.pass(1_000).await;
    assert_eq!(lab.tasks().await.len(), 2, "and it goes on from there");
    lab.pass(3_600_000).await;
    assert_eq!(lab.tasks().await.len(), 3, "an hour without a look counts as one");
}
