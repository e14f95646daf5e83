//! Timers: never lost, never early, whatever happens to the engine and its clock.

use crate::engine_support::{Lab, MONDAY, by, model, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::time::TimeZone;

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

/// A process that a timer of this text starts.
fn started_by(kind: &str, text: &str) -> String {
    let elements = format!(
        "<startEvent id='start'><timerEventDefinition><{kind} xsi:type='tFormalExpression'>{text}</{kind}>\
         </timerEventDefinition></startEvent><userTask id='task'/>"
    );
    model("often", "start task", &elements, "")
}

const HOUR: i64 = 3_600_000;

#[tokio::test]
async fn start_times_that_were_missed_count_as_one_whatever_the_reason() {
    let mut lab = Lab::new();
    lab.deploy(&started_by("timeCycle", "R/2020-01-01T00:30:00Z/PT1H")).await;
    lab.engine.idle().await;
    assert_eq!(lab.tasks().await.len(), 1, "the times before the deployment");
    lab.jump(Timestamp(MONDAY.0 + 50 * HOUR)).await;
    assert_eq!(lab.tasks().await.len(), 2, "a clock that jumped");
    lab.engine.shutdown().await.unwrap();
    lab.clock.advance(3 * 24 * HOUR);
    lab.restart().await;
    lab.engine.idle().await;
    assert_eq!(lab.tasks().await.len(), 3, "an engine that was not running for days");
    lab.pass(2 * HOUR).await;
    assert_eq!(lab.tasks().await.len(), 5, "and it goes on in time");
}

#[tokio::test]
async fn the_zone_of_the_server_says_when_it_is_nine_and_an_armed_timer_keeps_its_time() {
    let mut lab = Lab::with(|options| options.time_zone = TimeZone::get("Asia/Shanghai").unwrap());
    lab.deploy(&started_by("timeCycle", "0 9 * * *")).await;
    let nine_in_shanghai = Timestamp::parse("2026-01-06T01:00:00Z").unwrap();
    assert!(nine_in_shanghai > MONDAY && nine_in_shanghai.0 - MONDAY.0 < 24 * HOUR, "the next morning");
    lab.pass(nine_in_shanghai.0 - MONDAY.0 - 1).await;
    assert_eq!(lab.tasks().await.len(), 0);
    lab.pass(1).await;
    assert_eq!(lab.tasks().await.len(), 1);
    lab.options.time_zone = TimeZone::UTC;
    lab.restart().await;
    lab.pass(24 * HOUR).await;
    assert_eq!(lab.tasks().await.len(), 2, "nine in Shanghai, as it was armed");
    lab.pass(8 * HOUR - 1).await;
    assert_eq!(lab.tasks().await.len(), 2);
    lab.pass(1).await;
    assert_eq!(lab.tasks().await.len(), 3, "and from then on nine in UTC");
}

#[tokio::test]
async fn repeating_timers_of_instances_follow_the_same_rule() {
    let mut lab = Lab::new();
    let elements = "<startEvent id='start'/><userTask id='task'/>\
        <boundaryEvent id='tick' attachedToRef='task' cancelActivity='false'><timerEventDefinition>\
        <timeCycle xsi:type='tFormalExpression'>R10/PT1H</timeCycle></timerEventDefinition></boundaryEvent>\
        <userTask id='remind'/>";
    lab.deploy(&model("reminder", "start task; tick remind", elements, "")).await;
    let id = lab.start("reminder", vars(json!({}))).await;
    let reminders = async |lab: &Lab| lab.tasks().await.iter().filter(|t| t.element.as_str() == "remind").count();
    lab.jump(Timestamp(MONDAY.0 + 3 * HOUR)).await;
    assert_eq!(reminders(&lab).await, 1, "a clock that jumped over three times");
    lab.engine.suspend_instance(by("op"), id, None, false).await.unwrap();
    lab.pass(2 * HOUR).await;
    lab.engine.resume_instance(by("op"), id, None, false).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(reminders(&lab).await, 2, "an instance that stood still for two");
    lab.engine.shutdown().await.unwrap();
    lab.clock.advance(3 * HOUR);
    lab.restart().await;
    lab.engine.idle().await;
    assert_eq!(reminders(&lab).await, 3, "an engine that was not running for three");
    lab.pass(100 * HOUR).await;
    assert_eq!(reminders(&lab).await, 5, "two of the ten are left: those that were missed are used up");
}

/// What is kept of a timer that repeats every month is more than of one that repeats every hour.
#[tokio::test]
async fn what_repeats_every_month_goes_on_after_a_restart() {
    const DAY: i64 = 86_400_000;
    let elements = "<startEvent id='start'/><userTask id='task'/><endEvent id='end'/>\
        <boundaryEvent id='again' attachedToRef='task' cancelActivity='false'><timerEventDefinition>\
        <timeCycle xsi:type='tFormalExpression'>R/P1M</timeCycle></timerEventDefinition></boundaryEvent>\
        <userTask id='report'/>";
    let mut lab = Lab::new();
    lab.deploy(&model("monthly", "start task end; again report", elements, "")).await;
    lab.start("monthly", vars(json!({}))).await;
    for month in 1..=3 {
        lab.restart().await;
        lab.pass(31 * DAY).await;
        let reports = lab.tasks().await.into_iter().filter(|task| task.element.as_str() == "report").count();
        assert_eq!(reports, month);
    }
    lab.power_cut().await;
    lab.rebuild().await;
    lab.pass(31 * DAY).await;
    assert_eq!(lab.tasks().await.len(), 5, "the task, and a report of each of four months");
}

#[tokio::test]
async fn a_start_date_in_the_past_is_a_warning_and_starts_at_once() {
    let lab = Lab::new();
    let deploy = async |text: &str, dry_run| {
        let file = crate::engine_support::resource("often.bpmn", &started_by("timeDate", text));
        lab.engine.deploy(by("ada"), vec![file], dry_run).await.unwrap()
    };
    let told = |report: &weir_engine::api::DeploymentReport| {
        let told =
            report.problems.iter().map(|p| (p.problem.code.clone(), p.problem.element.clone().unwrap().to_string()));
        told.filter(|(code, _)| code.starts_with("start-timer")).collect::<Vec<_>>()
    };
    let wanted = vec![("start-timer-in-the-past".to_owned(), "start".to_owned())];
    let checked = deploy("2020-01-01T00:00:00Z", true).await;
    assert_eq!(told(&checked), wanted, "already when it is only checked");
    assert!(checked.problems.iter().all(|p| p.problem.place.line > 0));
    assert_eq!(told(&deploy("2020-01-01T00:00:00Z", false).await), wanted);
    lab.engine.idle().await;
    assert_eq!(lab.count("often").await, 1);
    assert_eq!(told(&deploy("2030-01-01T00:00:00Z", false).await), []);
}
