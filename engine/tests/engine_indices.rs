//! What the indices take from the engine itself: escalations and what became of them, forms as they were decided upon, alerts and
//! who took them on, approvals and the level of who decided; and what they are scored by, version by version.

use crate::engine_alerts::{HOUR, MINUTE, alerts, lab as watched, looks, rule, spec, takes};
use crate::engine_support::{Lab, MONDAY, approval, by, model, resource, vars};
use serde_json::json;
use std::collections::BTreeMap;
use weir_core::Timestamp;
use weir_core::calendar::{Hours, WorkCalendar};
use weir_core::organisation::{Change, Entry};
use weir_engine::Clock;
use weir_engine::api::{AuditArea, AuditQuery, ChangeOrganisation, CompleteUserTask, Paging, UserTaskFilter};
use weir_mining::ledger::{Ask, ComponentAnswer, Standing};
use weir_mining::watch::index_settings::{ApprovalLevels, ComponentLine, IndexSettings, LevelStep};

/// A component of an index of a process in the ten days from the beginning on.
async fn component(lab: &Lab, process: &str, code: &str) -> ComponentAnswer {
    lab.engine.analytics_digest().await;
    let ask = Ask::of(process, MONDAY.0, MONDAY.0 + 240 * HOUR);
    let all = lab.engine.analytics_indices(ask).await.unwrap().answer;
    let found = all.items.into_iter().flat_map(|index| index.components).find(|component| component.code == code);
    found.unwrap()
}

async fn set(lab: &Lab, settings: IndexSettings) {
    lab.engine.set_index_settings(by("ada"), None, Some(settings), 0, "so it is here").await.unwrap();
}

/// A sub-process whose escalation is for the boss.
fn escalating() -> String {
    let inner = "<startEvent id='in'/><intermediateThrowEvent id='up'><escalationEventDefinition escalationRef='x'/>\
                 </intermediateThrowEvent><endEvent id='out'/><sequenceFlow id='s1' sourceRef='in' targetRef='up'/>\
                 <sequenceFlow id='s2' sourceRef='up' targetRef='out'/>";
    let elements = format!(
        "<startEvent id='start'/><subProcess id='sub'>{inner}</subProcess><boundaryEvent id='told' attachedToRef='sub' \
         cancelActivity='false'><escalationEventDefinition escalationRef='x'/></boundaryEvent><userTask id='boss'/>\
         <endEvent id='end'/>"
    );
    model("rises", "start sub end; told boss", &elements, "<escalation id='x' escalationCode='late'/>")
}

/// The same without anybody who catches it.
fn unheard() -> String {
    let elements = "<startEvent id='start'/><intermediateThrowEvent id='up'><escalationEventDefinition escalationRef='x'/>\
                    </intermediateThrowEvent><endEvent id='end'/>";
    model("alone", "start up end", elements, "<escalation id='x' escalationCode='late'/>")
}

#[tokio::test]
async fn an_escalation_is_closed_when_whoever_was_addressed_has_done_their_work_in_time() {
    let mut lab = Lab::new();
    lab.deploy(&escalating()).await;
    lab.deploy(&unheard()).await;
    let closed = async |lab: &Lab, process: &str| component(lab, process, "escalation-closure").await;
    assert_eq!(closed(&lab, "rises").await.value.state, Standing::NoData, "none was thrown");
    for _ in 0..25 {
        lab.start("rises", vars(json!({}))).await;
    }
    lab.start("alone", vars(json!({}))).await;
    lab.pass(2 * HOUR).await;
    let open = lab.tasks().await;
    assert_eq!(open.len(), 25);
    for task in &open[..19] {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let few = closed(&lab, "rises").await.value;
    assert_eq!((few.state, few.n, few.least), (Standing::TooFew, 19, 20), "the rest has time yet");
    lab.engine.complete_user_task(by("ann"), open[19].id, CompleteUserTask::default()).await.unwrap();
    assert_eq!((closed(&lab, "rises").await.value.value, closed(&lab, "rises").await.score), (Some(1.0), Some(1.0)));
    // A day is what they have; two are done later, three never.
    lab.pass(30 * HOUR).await;
    for task in &open[20..22] {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let late = closed(&lab, "rises").await;
    assert_eq!((late.value.value, late.value.n, late.why), (Some(0.8), 25, None));
    assert!(late.value.low.unwrap() < 0.8 && late.value.high.unwrap() > 0.8);
    assert!((late.score.unwrap() - 0.6).abs() < 1e-9, "from a half on");
    lab.restart().await;
    assert_eq!(closed(&lab, "rises").await, late, "it is a function of the log");
    // Whom nobody hears is not answered; with more time for it the two would have been.
    set(&lab, IndexSettings { least: 1, escalation_hours: 48, ..IndexSettings::default() }).await;
    let alone = closed(&lab, "alone").await.value;
    assert_eq!((alone.value, alone.n), (Some(0.0), 1));
    let patient = closed(&lab, "rises").await.value;
    assert_eq!((patient.value, patient.n), (Some(1.0), 22), "three may still be closed in time");
}

#[tokio::test]
async fn what_a_decision_rests_on_is_counted_field_by_field() {
    let form = r#"{"type": "default", "id": "f", "components": [
        {"type": "number", "key": "n", "validate": {"required": true}},
        {"type": "textfield", "key": "seen", "readonly": true, "validate": {"required": true}},
        {"type": "textfield", "key": "more"}]}"#;
    let task = "<startEvent id='start'/><userTask id='t' weir:formId='f'/><endEvent id='end'/>";
    let lab = Lab::new();
    let files = vec![resource("p.bpmn", &model("p", "start t end", task, "")), resource("f.form", form)];
    lab.engine.deploy(by("ada"), files, false).await.unwrap();
    let done = async |known: serde_json::Value, entered: serde_json::Value, outcome: Option<&str>| {
        lab.start("p", vars(known)).await;
        let task = lab.task().await.id;
        let outcome = outcome.map(str::to_owned);
        let answer = CompleteUserTask { variables: vars(entered), outcome, comment: None };
        lab.engine.complete_user_task(by("ann"), task, answer).await
    };
    let complete = async || component(&lab, "p", "data-completeness").await;
    assert_eq!(complete().await.value.state, Standing::NoData);
    assert!(done(json!({}), json!({}), None).await.is_err(), "a form takes nothing that lacks what must be entered");
    let task = lab.task().await.id;
    let answer = CompleteUserTask { variables: vars(json!({"n": 1})), ..CompleteUserTask::default() };
    lab.engine.complete_user_task(by("ann"), task, answer).await.unwrap();
    // What may only be read was empty.
    done(json!({"seen": "it"}), json!({"n": 1}), None).await.unwrap();
    let few = complete().await.value;
    assert_eq!((few.state, few.n), (Standing::TooFew, 4));
    set(&lab, IndexSettings { least: 4, ..IndexSettings::default() }).await;
    let told = complete().await;
    assert_eq!((told.value.value, told.value.n), (Some(0.75), 4), "1 of 2, 2 of 2");
    assert!(done(json!({}), json!({}), Some("reject")).await.is_err(), "a task that is no approval refuses nothing");
    assert_eq!((told.floor, told.target, told.score), (Some(0.8), Some(1.0), Some(0.0)));
}

#[tokio::test]
async fn alerts_are_handled_where_somebody_takes_them_on_and_they_are_well_in_time() {
    let lab = watched().await;
    rule(&lab, "slow", spec()).await;
    set(&lab, IndexSettings { least: 1, ..IndexSettings::default() }).await;
    let handled = async || component(&lab, "approval", "alert-handling").await.value;
    assert_eq!(handled().await.state, Standing::NoData);
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(handled().await.state, Standing::NoData, "there is time yet");
    lab.engine.acknowledge_alert(by("eve"), &alerts(&lab).await[0].id, None).await.unwrap();
    // The window must be empty of what was slow before it is well.
    looks(&lab, 12).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    let one = handled().await;
    assert_eq!((one.value, one.n), (Some(1.0), 1));
    // Another one, and nobody cares for five hours.
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    lab.pass(5 * HOUR).await;
    let two = handled().await;
    assert_eq!((two.value, two.n), (Some(0.5), 2));
}

#[tokio::test]
async fn an_approval_fits_where_the_lowest_level_that_may_take_it_has() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let entry = |value: serde_json::Value| Change::Put(serde_json::from_value::<Entry>(value).unwrap());
    let person = |id: &str, at: &str| {
        entry(json!({ "person": { "id": id, "name": id, "memberships": [{ "kind": "department", "id": at }] } }))
    };
    let changes = vec![
        entry(json!({ "department": { "id": "house", "name": "House" } })),
        entry(json!({ "department": { "id": "sales", "name": "Sales", "parent": "house" } })),
        person("chief", "house"),
        person("clerk", "sales"),
    ];
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    let decide = async |who: &str, amount: serde_json::Value| {
        lab.start("approval", vars(json!({ "amount": amount }))).await;
        let task = lab.task().await.id;
        let answer = CompleteUserTask { outcome: Some("approve".into()), ..CompleteUserTask::default() };
        lab.engine.complete_user_task(by(who), task, answer).await.unwrap();
    };
    for (who, amount) in [("clerk", 50), ("chief", 50), ("chief", 500), ("clerk", 500), ("stranger", 50)] {
        decide(who, json!(amount)).await;
    }
    decide("clerk", json!("much")).await;
    let fit = async || component(&lab, "approval", "level-fit-of-approvals").await;
    assert_eq!(fit().await.why, Some("needs-approval-levels"));
    let steps = vec![LevelStep { up_to: Some(100.0), level: 2 }, LevelStep { up_to: None, level: 1 }];
    let levels = ApprovalLevels { node: "approve".into(), variable: "amount".into(), steps };
    set(&lab, IndexSettings { least: 4, approval_levels: vec![levels], ..IndexSettings::default() }).await;
    let told = fit().await;
    assert_eq!((told.why, told.value.value, told.value.n), (None, Some(0.5), 4), "strangers and words are not judged");
}

#[tokio::test]
async fn what_indices_are_scored_by_is_set_with_a_reason_and_every_version_stays() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    for _ in 0..20 {
        lab.start("approval", vars(json!({}))).await;
    }
    lab.pass(HOUR).await;
    for task in lab.engine.user_tasks(&UserTaskFilter::default(), &Paging::default()).await.unwrap().items {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let automation = async |lab: &Lab| component(lab, "approval", "automation-rate").await;
    let before = automation(&lab).await;
    assert_eq!((before.weight, before.target, before.score), (0.10, Some(0.8), Some(0.0)));
    let line = |weight, target| ComponentLine { weight, floor: 0.0, target };
    let lines = |line| IndexSettings {
        components: BTreeMap::from([("automation-rate".to_owned(), line)]),
        ..IndexSettings::default()
    };
    let put = async |lab: &Lab, process: Option<&str>, settings, seen, why: &str| {
        lab.engine.set_index_settings(by("ada"), process.map(str::to_owned), settings, seen, why).await
    };
    let refused = put(&lab, None, Some(lines(line(-1.0, 1.0))), 0, "no").await.unwrap_err();
    assert_eq!(refused.code(), "index-settings");
    assert_eq!(put(&lab, None, None, 0, "no").await.unwrap_err().code(), "no-such-index-settings");
    assert_eq!(
        put(&lab, Some("none"), Some(lines(line(1.0, 1.0))), 0, "no").await.unwrap_err().code(),
        "no-such-process"
    );
    assert_eq!(
        put(&lab, None, Some(lines(line(1.0, 1.0))), 0, " ").await.unwrap_err().code(),
        "indicator-without-reason"
    );
    let all = put(&lab, None, Some(lines(line(0.5, 0.9))), 0, " for all ").await.unwrap();
    assert_eq!((all.version, all.reason.as_str(), all.actor.as_str()), (1, "for all", "ada"));
    let late = put(&lab, None, Some(lines(line(0.6, 0.9))), 0, "late").await.unwrap_err();
    assert_eq!(late.code(), "index-settings-changed-meanwhile");
    assert!((automation(&lab).await.weight - 0.5).abs() < f64::EPSILON);
    put(&lab, Some("approval"), Some(lines(line(0.0, 0.7))), 0, "its own").await.unwrap();
    let own = automation(&lab).await;
    assert_eq!((own.weight, own.target), (0.0, Some(0.7)), "its own go before those of all");
    lab.power_cut().await;
    assert_eq!(automation(&lab).await, own);
    let ask = Ask::of("approval", MONDAY.0, MONDAY.0 + 240 * HOUR);
    let used = lab.engine.analytics_indices(ask).await.unwrap().answer.settings.unwrap();
    assert_eq!((used.process.as_deref(), used.version), (Some("approval"), 1));
    put(&lab, Some("approval"), None, 1, "as all").await.unwrap();
    assert!((automation(&lab).await.weight - 0.5).abs() < f64::EPSILON);
    let again = put(&lab, Some("approval"), Some(lines(line(0.2, 0.7))), 2, "anew").await.unwrap();
    assert_eq!(again.version, 3, "versions go on");
    lab.rebuild().await;
    let versions = lab.engine.index_settings_versions(Some("approval"), &Paging::default()).await.unwrap().items;
    let told: Vec<_> = versions.iter().map(|of| (of.version, of.reason.as_str(), of.removed)).collect();
    assert_eq!(told, [(3, "anew", false), (2, "as all", true), (1, "its own", false)]);
    assert_eq!(lab.engine.all_index_settings().unwrap().len(), 2);
    let query = AuditQuery { areas: vec![AuditArea::Parameter], ..AuditQuery::default() };
    let text = format!("{:?}", lab.engine.trace_page(query, Paging::default()).await.unwrap().items);
    assert!(text.contains("indexSettingsChanged") && text.contains("indexSettingsRemoved"), "{text}");
    assert!(lab.clock.now() > Timestamp(MONDAY.0));
}

#[tokio::test]
async fn efficiency_is_of_the_hours_of_work_where_there_is_one_calendar() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    // Monday at eight. They come at four, are begun at half past four, and done on Tuesday at half past nine.
    lab.pass(8 * HOUR).await;
    for _ in 0..20 {
        lab.start("approval", vars(json!({}))).await;
    }
    let open = lab.tasks().await;
    lab.pass(HOUR / 2).await;
    for task in &open {
        lab.engine.claim_user_task(by("ann"), task.id).await.unwrap();
        lab.engine.start_user_task(by("ann"), task.id).await.unwrap();
    }
    lab.pass(17 * HOUR).await;
    for task in &open {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let efficiency = component(&lab, "approval", "flow-time-efficiency").await.value.value.unwrap();
    assert!((efficiency - 17.0 / 17.5).abs() < 1e-9, "as the clock goes: {efficiency}");
    let day = Hours { from: "09:00".parse().unwrap(), until: "17:00".parse().unwrap() };
    let week = std::array::from_fn(|weekday| if weekday < 5 { vec![day] } else { vec![] });
    let office = WorkCalendar {
        id: "office".into(),
        name: "Office".into(),
        time_zone: "UTC".into(),
        week,
        days: BTreeMap::new(),
    };
    let changes = vec![Change::Put(Entry::Calendar(office))];
    let change = ChangeOrganisation { changes, ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    let efficiency = component(&lab, "approval", "flow-time-efficiency").await.value.value.unwrap();
    assert!((efficiency - 1.0 / 1.5).abs() < 1e-9, "an hour of one and a half: {efficiency}");
}
