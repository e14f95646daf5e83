//! Alert rules about what a department did, about versions that people call so, about rules that the owner of a process has
//! declared, and over hours of work: each with the evidence of just that.

use crate::engine_alerts::{HOUR, MINUTE, alerts, lab, looks, rule, spec};
use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use std::collections::BTreeMap;
use weir_core::calendar::{Hours, WorkCalendar};
use weir_core::library::Words;
use weir_core::organisation::{Change, Entry, EntryKind};
use weir_engine::api::{
    Alert, AlertRuleSpec, AlertScope, AlertSource, ChangeOrganisation, CompleteUserTask, StartInstance,
};
use weir_mining::ledger::{EvidenceAnswer, Handle, Metric};
use weir_mining::watch::index_settings::IndexSettings;
use weir_mining::watch::norm_rules::{Norm, NormRule};
use weir_mining::watch::read::{Detector, Missing};

async fn put(lab: &Lab, entries: Vec<serde_json::Value>) {
    let put = |value| Change::Put(serde_json::from_value::<Entry>(value).unwrap());
    let changes = entries.into_iter().map(put).collect();
    lab.engine
        .change_organisation(by("ada"), ChangeOrganisation { changes, ..ChangeOrganisation::default() })
        .await
        .unwrap();
}

/// Five people of the sales department, the last of them of one below it; ann is of none.
async fn sales(lab: &Lab) {
    let department =
        |id: &str, parent: Option<&str>| json!({ "department": { "id": id, "name": id, "parent": parent } });
    let mut entries = vec![department("sales", None), department("north", Some("sales")), department("few", None)];
    for (person, of) in
        [("p1", "sales"), ("p2", "sales"), ("p3", "sales"), ("p4", "sales"), ("p5", "north"), ("q1", "few")]
    {
        let memberships = json!([{ "kind": "department", "id": of }]);
        entries.push(json!({ "person": { "id": person, "name": person, "memberships": memberships } }));
    }
    put(lab, entries).await;
}

/// Somebody begins an approval, and somebody does it so long afterwards.
async fn approved(lab: &Lab, began: &str, did: &str, ms: i64) {
    done(lab, "approval", began, did, ms).await;
}

async fn done(lab: &Lab, process: &str, began: &str, did: &str, ms: i64) {
    let start = StartInstance { process: Some(process.into()), ..StartInstance::default() };
    lab.engine.start_instance(by(began), start).await.unwrap();
    lab.pass(ms).await;
    while let Some(task) = lab.tasks().await.first() {
        lab.engine.complete_user_task(by(did), task.id, CompleteUserTask::default()).await.unwrap();
    }
    lab.engine.analytics_digest().await;
}

async fn behind(lab: &Lab, alert: &Alert) -> Vec<EvidenceAnswer> {
    let mut all = vec![];
    for evidence in &alert.evidence {
        let handle = Handle::read(&evidence.handle).unwrap();
        all.push(lab.engine.analytics_evidence(handle, 0, 10, true).await.unwrap().answer);
    }
    all
}

async fn sums(lab: &Lab, alert: &Alert) -> (u64, i64) {
    behind(lab, alert).await.iter().fold((0, 0), |sum, of| (sum.0 + of.n, sum.1 + of.sum))
}

fn within(scope: AlertScope) -> AlertRuleSpec {
    AlertRuleSpec { scope, window_hours: 72, critical: None, ..spec() }
}

#[tokio::test]
async fn a_department_is_watched_by_what_its_people_began_and_at_an_activity_by_what_they_did() {
    let mut lab = lab().await;
    sales(&lab).await;
    let of = |node: Option<&str>| AlertScope {
        process: Some("approval".into()),
        node: node.map(str::to_owned),
        department: Some("sales".into()),
        ..AlertScope::default()
    };
    rule(&lab, "began", within(of(None))).await;
    rule(&lab, "did", within(of(Some("approve")))).await;
    let anywhere = AlertScope { department: Some("sales".into()), ..AlertScope::default() };
    rule(&lab, "anywhere", within(anywhere)).await;
    // All five have done something once, quickly; then one of the inner department is slow, and others are slower.
    for person in ["p1", "p2", "p3", "p4", "p5"] {
        approved(&lab, person, person, MINUTE).await;
    }
    approved(&lab, "ann", "p5", 10 * HOUR).await;
    approved(&lab, "p1", "ann", 20 * HOUR).await;
    looks(&lab, 2).await;
    let found = alerts(&lab).await;
    let of = |id: &str| found.iter().find(|alert| alert.rule == id).unwrap_or_else(|| panic!("{id} rings: {found:?}"));
    let (did, began) = (of("did"), of("began"));
    // What ann began counts where p5 did it, and what ann did where p1 began it.
    let hours = |alert: &Alert| (alert.value * alert.n as f64 / HOUR as f64).round();
    assert_eq!((hours(began), hours(did)), (20.0, 10.0));
    for alert in [began, did, of("anywhere")] {
        assert_eq!(sums(&lab, alert).await, (alert.n, (alert.value * alert.n as f64).round() as i64), "{}", alert.rule);
    }
    let visits = behind(&lab, did).await;
    assert!(visits[0].members.iter().all(|member| member.actor.as_deref() != Some("ann")), "{visits:?}");
    assert_eq!((of("anywhere").n, of("anywhere").value), (began.n, began.value), "there is one process");
    assert_eq!(of("anywhere").group, "department:sales");
    lab.rebuild().await;
    lab.engine.analytics_digest().await;
    assert_eq!(sums(&lab, did).await.0, did.n, "people have the same numbers after a rebuild");
}

#[tokio::test]
async fn a_department_that_is_not_there_or_that_is_hardly_anybody_is_refused() {
    let lab = lab().await;
    sales(&lab).await;
    let refused = async |scope: AlertScope| {
        lab.engine.set_alert_rule(by("ada"), "r", within(scope), None, "why").await.unwrap_err().code()
    };
    let department = |id: &str| AlertScope {
        process: Some("approval".into()),
        department: Some(id.into()),
        ..AlertScope::default()
    };
    assert_eq!(refused(department("none")).await, "alert-department");
    assert_eq!(refused(department("few")).await, "alert-department", "figures of one person are no rule's");
    assert_eq!(refused(AlertScope::default()).await, "alert-scope");
    let tag = |tag: &str| AlertScope { tag: Some(tag.into()), ..AlertScope::default() };
    assert_eq!(refused(tag("none")).await, "alert-scope", "no version is called so");
    assert_eq!(refused(AlertScope { node: Some("approve".into()), ..tag("none") }).await, "alert-scope");
    // One who leaves it makes it too small: then nothing is told, and not the figures of four.
    rule(&lab, "sales", within(department("sales"))).await;
    put(&lab, vec![json!({ "person": { "id": "p5", "name": "p5", "memberships": [] } })]).await;
    approved(&lab, "p1", "p1", 5 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(lab.engine.alert_rule("sales").await.unwrap().now.missing, Some(Missing::Unavailable));
    assert!(alerts(&lab).await.is_empty());
}

fn called(process: &str, tag: &str) -> String {
    let elements = format!("<startEvent id='start'/><userTask id='approve' name='{tag}'/><endEvent id='end'/>");
    let text = model(process, "start approve end", &elements, "");
    text.replace("isExecutable='true'", &format!("isExecutable='true' weir:versionTag='{tag}'"))
}

#[tokio::test]
async fn versions_that_are_called_so_are_watched_together_wherever_they_are() {
    let lab = lab().await;
    lab.deploy(&called("one", "pilot")).await;
    lab.deploy(&called("two", "pilot")).await;
    lab.deploy(&called("three", "stable")).await;
    let tag = || AlertScope { tag: Some("pilot".into()), ..AlertScope::default() };
    // Two and four hours are below it together, and six more are not.
    rule(&lab, "pilot", AlertRuleSpec { warn: 3.5 * HOUR as f64, ..within(tag()) }).await;
    let version =
        AlertRuleSpec { detector: Detector::Version, ..within(AlertScope { process: Some("one".into()), ..tag() }) };
    let refused = lab.engine.set_alert_rule(by("ada"), "v", version, None, "why").await.unwrap_err();
    assert_eq!(refused.code(), "alert-detector", "what is called so has no version before it");
    let both = within(AlertScope { process: Some("one".into()), version: Some(1), ..tag() });
    assert_eq!(lab.engine.set_alert_rule(by("ada"), "v", both, None, "why").await.unwrap_err().code(), "alert-scope");
    done(&lab, "three", "ada", "ann", 50 * HOUR).await;
    done(&lab, "one", "ada", "ann", 2 * HOUR).await;
    done(&lab, "two", "ada", "ann", 4 * HOUR).await;
    // A version that comes later and is called so counts from then on; one that is called otherwise does not.
    lab.deploy(&called("one", "stable")).await;
    done(&lab, "one", "ada", "ann", 3 * HOUR).await;
    lab.deploy(&called("one", "pilot")).await;
    done(&lab, "one", "ada", "ann", 6 * HOUR).await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.n, alert.value, alert.group.as_str()), (3, (4 * HOUR) as f64, "tag:pilot"));
    assert_eq!(alert.processes, ["one", "two"]);
    assert_eq!(sums(&lab, alert).await, (3, 12 * HOUR));
    let handles: Vec<(String, Option<u32>)> = alert
        .evidence
        .iter()
        .map(|of| Handle::read(&of.handle).unwrap().ask)
        .map(|ask| (ask.process, ask.version))
        .collect();
    let (one, two) = ("one".to_owned(), "two".to_owned());
    assert_eq!(handles, [(one.clone(), Some(1)), (one, Some(3)), (two, Some(1))]);
}

#[tokio::test]
async fn instances_that_break_a_declared_rule_ring_and_are_the_evidence() {
    let lab = lab().await;
    let elements = "<startEvent id='start'/><userTask id='check'/><userTask id='pay'/><endEvent id='end'/>";
    lab.deploy(&model("order", "start check pay end", elements, "")).await;
    let within_hours = Norm::Response { first: "check".into(), then: "pay".into(), within_hours: Some(2) };
    let prompt = NormRule {
        id: "prompt".into(),
        name: Words { zh: "及时付款".into(), en: "Paid in time".into() },
        norm: within_hours,
    };
    let settings = IndexSettings { rules: vec![prompt], ..IndexSettings::default() };
    let engine = &lab.engine;
    engine.set_index_settings(by("ada"), Some("order".into()), Some(settings), 0, "agreed").await.unwrap();
    let watched = AlertRuleSpec {
        source: AlertSource::Norm("prompt".into()),
        warn: 0.5,
        clear: Some(0.5),
        ..within(AlertScope { process: Some("order".into()), ..AlertScope::default() })
    };
    let refused =
        async |spec: AlertRuleSpec| engine.set_alert_rule(by("ada"), "r", spec, None, "why").await.unwrap_err().code();
    assert_eq!(
        refused(AlertRuleSpec { source: AlertSource::Norm("x".into()), ..watched.clone() }).await,
        "no-such-norm-rule"
    );
    let seasonal = AlertRuleSpec { detector: Detector::Seasonal(8), ..watched.clone() };
    assert_eq!(refused(seasonal).await, "alert-norm");
    let node = AlertScope { node: Some("pay".into()), ..watched.scope.clone() };
    assert_eq!(refused(AlertRuleSpec { scope: node, ..watched.clone() }).await, "alert-norm");
    rule(&lab, "late", watched.clone()).await;
    for hours in [1, 3] {
        lab.start("order", vars(json!({}))).await;
        lab.engine.complete_user_task(by("ann"), lab.task().await.id, CompleteUserTask::default()).await.unwrap();
        lab.pass(hours * HOUR).await;
        lab.engine.complete_user_task(by("ann"), lab.task().await.id, CompleteUserTask::default()).await.unwrap();
        lab.engine.analytics_digest().await;
        looks(&lab, 2).await;
        if hours == 1 {
            assert!(alerts(&lab).await.is_empty(), "it was kept");
        }
    }
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.value, alert.n, alert.unit.as_str(), alert.source.as_str()), (1.0, 1, "count", "prompt"));
    let evidence = behind(&lab, alert).await;
    assert_eq!((evidence[0].n, evidence[0].sum), (1, 3 * HOUR), "the one that broke it, and no other");
    assert_eq!(engine.back_test_alert_rule("late", watched, 2).await.unwrap().played.same.firings, 1);
    engine
        .set_index_settings(by("ada"), Some("order".into()), Some(IndexSettings::default()), 1, "gone")
        .await
        .unwrap();
    looks(&lab, 1).await;
    let state = engine.alert_rule("late").await.unwrap().now;
    assert_eq!(state.missing, Some(Missing::Unavailable), "nothing says that it is well");
}

#[tokio::test]
async fn the_evidence_of_what_only_some_have_and_of_what_runs_is_of_just_these() {
    let lab = lab().await;
    let at = |node: Option<&str>| AlertScope {
        process: Some("approval".into()),
        node: node.map(str::to_owned),
        ..AlertScope::default()
    };
    let metric = |metric, warn, scope| AlertRuleSpec { source: AlertSource::Metric(metric), warn, ..within(scope) };
    rule(&lab, "claimed", metric(Metric::Claimed, MINUTE as f64, at(Some("approve")))).await;
    rule(&lab, "runs", metric(Metric::Running, 1.5, at(None))).await;
    // One is done by whoever had not taken it, the other one is taken, begun and done.
    approved(&lab, "ada", "ann", HOUR).await;
    lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await.id;
    lab.engine.claim_user_task(by("ann"), task).await.unwrap();
    lab.pass(HOUR).await;
    lab.engine.start_user_task(by("ann"), task).await.unwrap();
    lab.engine.complete_user_task(by("ann"), task, CompleteUserTask::default()).await.unwrap();
    let running = [lab.start("approval", vars(json!({}))).await, lab.start("approval", vars(json!({}))).await];
    lab.engine.analytics_digest().await;
    looks(&lab, 2).await;
    // What happens later is none of it.
    lab.start("approval", vars(json!({}))).await;
    let done = lab.tasks().await[0].id;
    lab.engine.complete_user_task(by("ann"), done, CompleteUserTask::default()).await.unwrap();
    lab.engine.analytics_digest().await;
    let found = alerts(&lab).await;
    let of = |id: &str| found.iter().find(|alert| alert.rule == id).unwrap_or_else(|| panic!("{id}: {found:?}"));
    assert_eq!((of("claimed").n, of("claimed").value), (1, HOUR as f64));
    assert_eq!(behind(&lab, of("claimed")).await[0].n, 1, "one of the two was taken before it was begun");
    let ran = behind(&lab, of("runs")).await;
    assert_eq!((of("runs").value, ran[0].n), (2.0, 2));
    assert!(ran[0].members.iter().all(|member| running.contains(&member.instance.unwrap())), "{ran:?}");
}

/// Nine to five from Monday to Friday, but for a Tuesday.
fn office(id: &str) -> Entry {
    let day = Hours { from: "09:00".parse().unwrap(), until: "17:00".parse().unwrap() };
    let week = std::array::from_fn(|weekday| if weekday < 5 { vec![day] } else { vec![] });
    let days = BTreeMap::from([("2026-01-06".parse().unwrap(), vec![])]);
    Entry::Calendar(WorkCalendar { id: id.into(), name: id.into(), time_zone: "UTC".into(), week, days })
}

#[tokio::test]
async fn a_window_in_hours_of_work_passes_over_nights_and_holidays() {
    let lab = lab().await;
    let engine = &lab.engine;
    let change = ChangeOrganisation { changes: vec![Change::Put(office("office"))], ..ChangeOrganisation::default() };
    engine.change_organisation(by("ada"), change).await.unwrap();
    let process = || AlertScope { process: Some("approval".into()), ..AlertScope::default() };
    let counted = AlertRuleSpec {
        source: AlertSource::Metric(Metric::Ended),
        window_hours: 8,
        window_calendar: Some("office".into()),
        warn: 1.5,
        ..within(process())
    };
    let refused =
        async |spec: AlertRuleSpec| engine.set_alert_rule(by("ada"), "r", spec, None, "why").await.unwrap_err().code();
    let none = AlertRuleSpec { window_calendar: Some("none".into()), ..counted.clone() };
    assert_eq!(refused(none).await, "no-such-calendar");
    assert_eq!(refused(AlertRuleSpec { window_hours: 2_160, ..counted.clone() }).await, "alert-window");
    rule(&lab, "work", counted.clone()).await;
    rule(&lab, "clock", AlertRuleSpec { window_calendar: None, ..counted.clone() }).await;
    // Two end on Monday at three in the afternoon; on Wednesday at eleven four hours of work of these eight were on Monday.
    lab.pass(7 * HOUR).await;
    approved(&lab, "ada", "ann", 0).await;
    approved(&lab, "ada", "ann", 0).await;
    lab.pass(44 * HOUR).await;
    looks(&lab, 1).await;
    let [work] = &alerts(&lab).await.into_iter().filter(|alert| alert.rule == "work").collect::<Vec<_>>()[..] else {
        panic!("one alert")
    };
    let state = async |id: &str| engine.alert_rule(id).await.unwrap().now;
    assert_eq!((state("work").await.value, state("clock").await.value), (Some(2.0), Some(0.0)));
    assert_eq!(sums(&lab, work).await.0, 2, "the evidence is of the window of work");
    let tested = engine.back_test_alert_rule("work", counted.clone(), 3).await.unwrap();
    assert_eq!((tested.played.same.firings, tested.now.value), (1, Some(2.0)));
    // On Thursday at eleven they are out of it.
    lab.pass(24 * HOUR).await;
    looks(&lab, 1).await;
    assert_eq!(state("work").await.value, Some(0.0));
    // A calendar that is gone counts nothing, and nobody is told that it is well.
    let gone = Change::Remove { kind: EntryKind::Calendar, id: "office".into() };
    let change = ChangeOrganisation { changes: vec![gone], ..ChangeOrganisation::default() };
    engine.change_organisation(by("ada"), change).await.unwrap();
    looks(&lab, 1).await;
    assert_eq!(state("work").await.missing, Some(Missing::Unavailable));
}
