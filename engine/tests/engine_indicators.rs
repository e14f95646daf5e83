//! Indicators are kept in versions through restarts, power cuts and rebuilds, are changed only by who has seen them last, and
//! say what the history says and no more.

use crate::engine_support::{Lab, MONDAY, approval, by, model, once, resource, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::indicator::{Indicator, Stand};
use weir_core::landscape::{Change, Expected, Link, LinkKind, Party, bare};
use weir_core::library::Words;
use weir_core::organisation::Change as Organised;
use weir_engine::api::{
    ChangeIndicator, ChangeLandscape, ChangeOrganisation, CompleteUserTask, IndicatorVersion, Paging,
};
use weir_engine::{Error, INDICATOR_POINTS_MAX};

const HOUR: i64 = 3_600_000;

fn indicator(change: &serde_json::Value) -> Indicator {
    let mut whole = json!({
        "key": "approve-time", "name": { "zh-CN": "审批时长", "en": "Approval time" },
        "formula": "p90(sojourn of approve)", "process": "approval", "windowDays": 30, "unit": "hours",
        "direction": "lower", "target": 2, "warn": 4, "owner": "person:ann", "least": 20,
    });
    whole.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

/// An engine with a process, and with Ann.
async fn lab() -> Lab {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let put: Vec<Organised> =
        serde_json::from_value(json!([{ "put": { "person": { "id": "ann", "name": "Ann" } } }])).unwrap();
    lab.engine
        .change_organisation(by("ada"), ChangeOrganisation { changes: put, ..ChangeOrganisation::default() })
        .await
        .unwrap();
    lab
}

async fn define(lab: &Lab, what: &serde_json::Value) -> Result<IndicatorVersion, Error> {
    lab.engine.change_indicator(by("ada"), ChangeIndicator::Define(indicator(what)), "first").await
}

/// So many approvals that take so many hours each.
async fn approvals(lab: &Lab, count: usize, hours: i64) {
    for _ in 0..count {
        lab.start("approval", vars(json!({}))).await;
    }
    lab.pass(hours * HOUR).await;
    for task in lab.tasks().await {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
}

#[tokio::test]
async fn every_version_outlives_a_restart_a_power_cut_and_a_rebuild() {
    let mut lab = lab().await;
    let first = define(&lab, &json!({})).await.unwrap();
    assert_eq!((first.version, first.actor.as_str(), first.reason.as_str()), (1, "ada", "first"));
    let change = |target: i64, seen| ChangeIndicator::Change(indicator(&json!({ "target": target })), seen);
    let second = lab.engine.change_indicator(by("bob"), change(3, 1), " stricter ").await.unwrap();
    assert_eq!((second.version, second.reason.as_str(), second.indicator.target), (2, "stricter", 3.0));
    let same = lab.engine.change_indicator(by("bob"), change(3, 2), "again").await.unwrap();
    assert_eq!(same, second, "what is so already makes no version");
    let late = lab.engine.change_indicator(by("eve"), change(1, 1), "late").await.unwrap_err();
    assert_eq!(late.code(), "indicator-changed-meanwhile");
    assert_eq!(define(&lab, &json!({})).await.unwrap_err().code(), "indicator-exists");

    let removed =
        lab.engine.change_indicator(by("ada"), ChangeIndicator::Remove("approve-time".into(), 2), "old").await;
    assert!(removed.unwrap().removed);
    assert_eq!(lab.engine.indicator("approve-time").unwrap_err().code(), "no-such-indicator");
    let again = define(&lab, &json!({ "target": 5, "warn": 6 })).await.unwrap();
    assert_eq!(again.version, 4, "versions go on");

    let told = async |lab: &Lab| {
        let versions = lab.engine.indicator_versions("approve-time", &Paging::default()).await.unwrap().items;
        let of_two = lab.engine.indicator_version("approve-time", 2).await.unwrap();
        (versions, of_two, lab.engine.indicators())
    };
    let before = told(&lab).await;
    assert_eq!(before.0.iter().map(|version| version.version).collect::<Vec<_>>(), [4, 3, 2, 1]);
    assert_eq!(before.1, second);
    lab.restart().await;
    assert_eq!(told(&lab).await, before);
    lab.power_cut().await;
    assert_eq!(told(&lab).await, before);
    lab.rebuild().await;
    assert_eq!(told(&lab).await, before);
    assert_eq!(lab.engine.indicator_version("approve-time", 9).await.unwrap_err().code(), "no-such-indicator-version");
}

#[tokio::test]
async fn a_request_that_is_repeated_defines_once() {
    let lab = lab().await;
    let ask =
        || lab.engine.change_indicator(once("ada", "k", 1), ChangeIndicator::Define(indicator(&json!({}))), "first");
    assert_eq!(ask().await.unwrap(), ask().await.unwrap());
    assert_eq!(lab.engine.indicator("approve-time").unwrap().version, 1);
}

#[tokio::test]
async fn what_cannot_be_measured_or_owned_is_refused_with_its_code() {
    let lab = lab().await;
    for (what, code) in [
        (json!({ "key": "a b" }), "indicator-key"),
        (json!({ "name": { "zh-CN": " ", "en": "" } }), "indicator-name"),
        (json!({ "formula": "p90(speed)" }), "indicator-formula"),
        (json!({ "formula": "p90(sojourn of nobody)" }), "indicator-formula"),
        (json!({ "unit": "%" }), "indicator-unit"),
        (json!({ "unit": "working-hours" }), "indicator-unit"),
        (json!({ "calendar": "office" }), "indicator-unit"),
        (json!({ "unit": "working-hours", "calendar": "office" }), "no-such-calendar"),
        (json!({ "formula": "mean(service of approve)", "unit": "working-days" }), "indicator-unit"),
        (json!({ "process": null }), "indicator-scope"),
        (json!({ "node": "sales" }), "indicator-scope"),
        (json!({ "process": null, "node": "sales", "formula": "p90(sojourn)" }), "no-such-landscape-node"),
        (json!({ "process": "nothing" }), "no-such-process"),
        (json!({ "version": 7 }), "no-such-definition"),
        (json!({ "windowDays": 0 }), "indicator-window"),
        (json!({ "target": -1 }), "indicator-target"),
        (json!({ "warn": 1 }), "indicator-target"),
        (json!({ "formula": "share(rework)", "unit": "%", "target": 101, "warn": null }), "indicator-target"),
        (json!({ "weight": 0 }), "indicator-weight"),
        (json!({ "least": 0 }), "indicator-least"),
        (json!({ "owner": "person:nobody" }), "indicator-owner"),
    ] {
        let refused = define(&lab, &what).await.unwrap_err();
        assert_eq!(refused.code(), code, "{what}: {refused}");
    }
    let change = ChangeIndicator::Define(indicator(&json!({})));
    let refused = lab.engine.change_indicator(by("ada"), change, "  ").await.unwrap_err();
    assert_eq!(refused.code(), "indicator-without-reason");
    assert!(lab.engine.indicators().is_empty());
}

#[tokio::test]
async fn it_is_good_then_bad_and_says_nothing_of_too_few() {
    let lab = lab().await;
    define(&lab, &json!({})).await.unwrap();
    let now = async |lab: &Lab| lab.engine.indicators_now(|_| true).await.unwrap().answer;
    let value = &now(&lab).await.items[0].value;
    assert_eq!((value.state, value.value, value.measure.n), (Stand::NoData, None, 0));
    approvals(&lab, 19, 1).await;
    let few = now(&lab).await;
    assert_eq!((few.items[0].value.state, few.items[0].value.value, few.attainment), (Stand::TooFew, None, None));
    approvals(&lab, 1, 1).await;
    let good = now(&lab).await;
    assert_eq!(
        (good.items[0].value.state, good.items[0].value.value, good.attainment),
        (Stand::Good, Some(1.0), Some(1.0))
    );
    approvals(&lab, 20, 3).await;
    let doubtful = now(&lab).await.items.remove(0).value;
    assert_eq!((doubtful.state, doubtful.value, doubtful.beyond), (Stand::Warn, Some(3.0), Some(1.0)));

    // A month later only what was slow then counts; before that it was doubtful.
    lab.pass(40 * 24 * HOUR).await;
    approvals(&lab, 20, 9).await;
    let detail = lab.engine.indicator_detail(&lab.engine.indicator("approve-time").unwrap(), None, None, None).await;
    let detail = detail.unwrap().answer;
    assert_eq!((detail.now.value.state, detail.now.value.value), (Stand::Bad, Some(9.0)));
    assert_eq!((detail.processes, detail.series.len()), (vec!["approval".to_owned()], 30));
    let (first, last) = (&detail.series[0], &detail.series[29]);
    assert_eq!((first.state, last.state, last.value), (Stand::Warn, Stand::Bad, Some(9.0)));
    assert_eq!(detail.now.value.until, last.until, "both end with the hour that has begun");
    assert!(detail.series.windows(2).all(|pair| pair[0].until < pair[1].until));
    // The rows behind it are those that it was counted from.
    let handle = weir_mining::ledger::Handle::read(&detail.now.value.evidence[0].handle).unwrap();
    let rows = lab.engine.analytics_evidence(handle, 0, 100, false).await.unwrap().answer;
    assert_eq!((rows.n, rows.sum), (20, 20 * 9 * HOUR));
    // A rule asks for a window of its own.
    let week = (Timestamp(MONDAY.0), Timestamp(MONDAY.0 + 7 * 24 * HOUR));
    let asked = lab.engine.indicator_value("approve-time", week.0, week.1).await.unwrap().answer;
    assert_eq!((asked.state, asked.value, asked.measure.n), (Stand::Warn, Some(3.0), 40));
    let points = Some(INDICATOR_POINTS_MAX + 1);
    let refused = lab.engine.indicator_detail(&lab.engine.indicator("approve-time").unwrap(), None, None, points).await;
    assert_eq!(refused.unwrap_err().code(), "indicator-points");
}

#[tokio::test]
async fn a_node_is_measured_in_all_processes_below_it_and_lights_up() {
    let lab = lab().await;
    let elements = "<startEvent id='start'/><userTask id='approve'/><endEvent id='end'/>";
    lab.deploy(&model("other", "start approve end", elements, "")).await;
    let words = |text: &str| Words { zh: text.to_owned(), en: text.to_owned() };
    let node = |id: &str, parent: Option<&str>, level, process: Option<&str>| {
        let mut node = bare(id, parent, level, words(id));
        node.links = process.map(|id| Link { kind: LinkKind::Process, id: id.to_owned() }).into_iter().collect();
        Change::PutNode(Box::new(node), Expected::Anything)
    };
    let changes = vec![
        node("domain", None, 1, None),
        node("group", Some("domain"), 2, None),
        node("one", Some("group"), 3, Some("approval")),
        node("two", Some("group"), 3, Some("other")),
        node("empty", Some("group"), 3, Some("gone")),
    ];
    let change = ChangeLandscape { changes, version: None, reason: "drawn".to_owned() };
    lab.engine.change_landscape(by("ada"), change).await.unwrap();
    let of = |key: &str, node: &str| json!({ "key": key, "process": null, "node": node, "formula": "p90(sojourn)" });
    define(&lab, &of("all", "domain")).await.unwrap();
    define(&lab, &of("none", "empty")).await.unwrap();
    for _ in 0..10 {
        lab.start("approval", vars(json!({}))).await;
        lab.start("other", vars(json!({}))).await;
    }
    lab.pass(HOUR).await;
    for task in lab.tasks().await {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    let told = lab.engine.indicators_now(|_| true).await.unwrap().answer.items;
    let seen: Vec<_> = told.iter().map(|i| (i.value.state, i.value.measure.n, i.value.why)).collect();
    assert_eq!(seen, [(Stand::Good, 20, None), (Stand::Unavailable, 0, Some("nothing-linked"))]);
    assert_eq!(told[0].value.evidence.len(), 2, "one for each process");
    let lights = lab.engine.landscape_lights(None, |_, _| true).await.unwrap().answer;
    let lit: Vec<_> =
        lights.items.iter().map(|light| (light.node.as_str(), light.indicator.as_str(), light.state)).collect();
    assert_eq!(lit, [("domain", "all", Stand::Good), ("empty", "none", Stand::Unavailable)]);

    // What is defined for a node watches it as its own would.
    let coverage = lab.engine.landscape_coverage(None).unwrap();
    assert_eq!((coverage.nodes["domain"].monitored, coverage.levels[2].monitored), (1, 1), "one of three processes");

    // The indices know the landscape now: two of three leaves run, and one of five nodes has an indicator and no owner.
    let all =
        lab.engine.analytics_all_indices(MONDAY, Timestamp(MONDAY.0 + 24 * HOUR), |p| p == "approval").await.unwrap();
    let tiered = &all.answer.items[0].indices[0];
    let value = |code: &str| tiered.components.iter().find(|c| c.code == code).unwrap().value.value;
    assert_eq!((value("planned-to-executable"), value("ownership-and-indicators")), (Some(2.0 / 3.0), Some(0.0)));
}

/// Landscapes of tenants have nodes of the same names as that of the installation; what is measured there is not theirs.
#[tokio::test]
async fn an_indicator_of_a_node_of_the_installation_is_none_of_a_node_of_a_tenant() {
    let lab = lab().await;
    let red = || weir_engine::Context { tenant: Some("red".to_owned()), ..by("ada") };
    let elements = "<startEvent id='start'/><userTask id='approve'/><endEvent id='end'/>";
    let theirs = resource("theirs.bpmn", &model("theirs", "start approve end", elements, ""));
    lab.engine.deploy(red(), vec![theirs], false).await.unwrap();
    let words = |text: &str| Words { zh: text.to_owned(), en: text.to_owned() };
    for (who, process) in [(by("ada"), "approval"), (red(), "theirs")] {
        let mut one = bare("one", Some("group"), 3, words("one"));
        one.links = vec![Link { kind: LinkKind::Process, id: process.to_owned() }];
        one.owner = Some(Party::Person("ann".to_owned()));
        let above = [bare("domain", None, 1, words("domain")), bare("group", Some("domain"), 2, words("group")), one];
        let changes = above.map(|node| Change::PutNode(Box::new(node), Expected::Anything)).into();
        let change = ChangeLandscape { changes, version: None, reason: "drawn".to_owned() };
        lab.engine.change_landscape(who, change).await.unwrap();
    }
    define(&lab, &json!({ "key": "all", "process": null, "node": "one", "formula": "p90(sojourn)" })).await.unwrap();
    let window = (MONDAY, Timestamp(MONDAY.0 + 24 * HOUR));
    let all = lab.engine.analytics_all_indices(window.0, window.1, |_| true).await.unwrap().answer;
    let owned = |process: &str| {
        let found = all.items.iter().find(|item| item.process == process).expect("it is deployed");
        found.indices[0].components.iter().find(|c| c.code == "ownership-and-indicators").unwrap().value.value
    };
    assert_eq!((owned("approval"), owned("theirs")), (Some(1.0 / 3.0), Some(0.0)));
    let monitored = |tenant| lab.engine.landscape_coverage(tenant).unwrap().nodes["one"].monitored;
    assert_eq!((monitored(None), monitored(Some("red"))), (1, 0));
}
