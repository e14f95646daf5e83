//! Rules that watch indicators: what the indicator says is what the rule reads, in its unit and at its place, through a restart,
//! in a back-test and in what people are told; an indicator that is another one now is not judged by old lines.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes, told, walk};
use crate::engine_support::{Lab, MONDAY, by, model, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::indicator::Indicator;
use weir_core::landscape::{Change, Expected, Link, LinkKind, bare};
use weir_core::library::Words;
use weir_engine::Clock;
use weir_engine::api::{
    AlertHappened, AlertRuleSpec, AlertScope, AlertSource, AlertStatus, ChangeIndicator, ChangeLandscape,
    CompleteUserTask, Severity,
};
use weir_mining::ledger::Handle;
use weir_mining::watch::alert::{Side, State};
use weir_mining::watch::read::{Detector, Missing, Statistic};

fn indicator(change: &serde_json::Value) -> Indicator {
    let mut whole = json!({
        "key": "time", "name": { "zh-CN": "审批时长", "en": "Approval time" }, "formula": "mean(sojourn)",
        "process": "approval", "windowDays": 30, "unit": "hours", "direction": "lower", "target": 1, "warn": 3,
        "owner": "person:bob", "least": 1,
    });
    whole.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    serde_json::from_value(whole).unwrap()
}

async fn define(lab: &Lab, what: &serde_json::Value) {
    lab.engine.change_indicator(by("ada"), ChangeIndicator::Define(indicator(what)), "first").await.unwrap();
}

/// A rule on an indicator, with lines in its unit.
fn on(key: &str, warn: f64, critical: Option<f64>) -> AlertRuleSpec {
    AlertRuleSpec { source: AlertSource::Indicator(key.to_owned()), warn, critical, ..spec() }
}

#[tokio::test]
async fn an_indicator_past_its_line_rings_in_its_own_unit_and_goes_on_after_a_restart() {
    let mut lab = lab().await;
    define(&lab, &json!({})).await;
    rule(&lab, "slow", on("time", 1.0, Some(3.0))).await;
    let watched = lab.engine.alert_rule("slow").await.unwrap();
    assert_eq!((watched.unit.as_str(), watched.rule.spec.unit.as_deref()), ("hours", Some("hours")));
    looks(&lab, 1).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.missing, Some(Missing::NoData), "nothing is guessed");
    takes(&lab, 4 * HOUR).await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.severity, alert.value, alert.line, alert.past), (Severity::Critical, 4.0, 3.0, 1.0));
    assert_eq!((alert.source.as_str(), alert.unit.as_str(), alert.n, alert.affected), ("time", "hours", 1, 1));
    let text = lab.engine.alert(&alert.id).await.unwrap().text;
    assert!(text.zh.join("").contains("当前值 4 小时，阈值 3 小时"), "{:?}", text.zh);
    assert!(text.en.join(" ").contains("It is 4 h; the line is 3 h. 1 h past the line."), "{:?}", text.en);
    assert!(alert.measures.iter().any(|measure| measure.code == "message-timeout"), "{:?}", alert.measures);
    assert_eq!(told(&lab, "bob").await, ["firing"]);
    let evidence =
        lab.engine.analytics_evidence(Handle::read(&alert.evidence[0].handle).unwrap(), 0, 10, false).await.unwrap();
    assert_eq!((evidence.answer.n, evidence.answer.sum), (1, 4 * HOUR));

    lab.power_cut().await;
    lab.engine.analytics_digest().await;
    lab.engine.alerts_looked_at().await;
    looks(&lab, 1).await;
    assert_eq!(alerts(&lab).await.len(), 1, "it is the same alert");
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.state, Some(State::Critical));
    assert_eq!(told(&lab, "bob").await, ["firing"], "and nobody is told twice");
    looks(&lab, 8).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Resolved);
    assert_eq!(told(&lab, "bob").await, ["firing", "resolved"]);
    let before = lab.rows();
    lab.rebuild().await;
    lab.engine.analytics_digest().await;
    lab.engine.alerts_looked_at().await;
    assert_eq!(lab.rows(), before, "a rebuild makes the same rows");
}

#[tokio::test]
async fn what_a_rule_reads_is_what_the_indicator_says_of_that_window() {
    let lab = lab().await;
    for (key, formula, unit) in [
        ("p75", "p75(sojourn)", "minutes"),
        ("queue", "mean(queue of approve)", "days"),
        ("most", "max(sojourn of approve)", "hours"),
        ("again", "share(rework)", "%"),
        ("reached", "share(reached of approve)", "%"),
        ("ends", "rate(throughput)", "per-week"),
        ("comes", "rate(arrivals)", "per-week"),
        ("visits", "mean(visits of approve)", "per-instance"),
    ] {
        let target = if unit == "%" { 50 } else { 1_000_000 };
        define(&lab, &json!({ "key": key, "formula": formula, "unit": unit, "target": target, "warn": null })).await;
        let line = if unit == "%" { 100.0 } else { 1e9 };
        let spec = AlertRuleSpec { window_hours: 24, every_minutes: 60, ..on(key, line, None) };
        rule(&lab, key, spec).await;
    }
    for minutes in [10, 90, 30, 200].into_iter().cycle().take(24) {
        takes(&lab, minutes * MINUTE).await;
    }
    let now = (lab.clock.now().0.div_euclid(HOUR) + 1) * HOUR;
    lab.jump(Timestamp(now)).await;
    lab.engine.alerts_looked_at().await;
    for key in ["p75", "queue", "most", "again", "reached", "ends", "comes", "visits"] {
        let said = lab.engine.indicator_value(key, Timestamp(now - 24 * HOUR), Timestamp(now)).await.unwrap().answer;
        let read = lab.engine.alert_rule(key).await.unwrap().now;
        assert_eq!((read.at, read.n), (Some(Timestamp(now)), said.measure.n), "{key}");
        let few = read.missing == Some(Missing::TooFew);
        assert_eq!((read.value, few), (said.value, said.value.is_none()), "{key}");
        assert!(said.measure.n > 0, "{key}");
    }
}

#[tokio::test]
async fn an_indicator_that_is_another_one_now_is_not_judged_by_old_lines() {
    let lab = lab().await;
    define(&lab, &json!({})).await;
    rule(&lab, "slow", on("time", 1.0, None)).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Open);
    let change = async |what: serde_json::Value, seen| {
        lab.engine.change_indicator(by("ada"), ChangeIndicator::Change(indicator(&what), seen), "other").await.unwrap()
    };
    change(json!({ "unit": "minutes", "target": 60, "warn": 90 }), 1).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 2).await;
    let held = lab.engine.alert_rule("slow").await.unwrap().now;
    assert_eq!((held.missing, held.value), (Some(Missing::IndicatorChanged), None));
    assert_eq!(alerts(&lab).await[0].status, AlertStatus::Open, "nothing says that it is well");
    let refused = async |spec| lab.engine.set_alert_rule(by("ada"), "r", spec, None, "why").await.unwrap_err().code();
    let old = AlertRuleSpec { unit: Some("hours".into()), ..on("time", 1.0, None) };
    assert_eq!(refused(old).await, "alert-indicator");
    // Set anew it watches again; it is another line, so its alert is over and another one may open.
    let minutes = on("time", 60.0, None);
    let set = lab.engine.set_alert_rule(by("ada"), "slow", minutes, Some(1), "in minutes").await.unwrap();
    assert_eq!(set.spec.unit.as_deref(), Some("minutes"));
    let ended = alerts(&lab).await.remove(0);
    assert!(history(&lab, &ended.id).await.contains(&AlertHappened::RuleChanged));
    lab.engine.change_indicator(by("ada"), ChangeIndicator::Remove("time".into(), 2), "gone").await.unwrap();
    looks(&lab, 1).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.missing, Some(Missing::IndicatorChanged));
}

#[tokio::test]
async fn what_does_not_fit_its_indicator_is_refused() {
    let lab = lab().await;
    define(&lab, &json!({})).await;
    define(&lab, &json!({ "key": "share", "formula": "share(rework)", "unit": "%", "target": 5, "warn": 9 })).await;
    let refused = async |spec: AlertRuleSpec| {
        let set = lab.engine.set_alert_rule(by("ada"), "r", spec.clone(), None, "why").await.unwrap_err().code();
        let tried = lab.engine.back_test_alert_rule("r", spec, 1).await.unwrap_err().code();
        assert_eq!(set, tried, "what cannot be set cannot be tried");
        set
    };
    let place = |version, node: Option<&str>| AlertScope {
        process: Some("approval".into()),
        version,
        node: node.map(str::to_owned),
        ..AlertScope::default()
    };
    let time = || on("time", 1.0, None);
    assert_eq!(refused(on("none", 1.0, None)).await, "no-such-indicator");
    assert_eq!(refused(AlertRuleSpec { scope: place(Some(1), None), ..time() }).await, "alert-indicator");
    assert_eq!(refused(AlertRuleSpec { scope: place(None, Some("approve")), ..time() }).await, "alert-indicator");
    assert_eq!(refused(AlertRuleSpec { unit: Some("ms".into()), ..time() }).await, "alert-indicator");
    assert_eq!(refused(AlertRuleSpec { statistic: Statistic::P95, ..time() }).await, "alert-statistic");
    assert_eq!(refused(AlertRuleSpec { detector: Detector::Outliers(0.9), ..time() }).await, "alert-detector");
    assert_eq!(refused(AlertRuleSpec { detector: Detector::Seasonal(2), ..time() }).await, "alert-detector");
    assert_eq!(refused(on("share", 101.0, None)).await, "alert-line-range");
    assert_eq!(refused(on("time", -1.0, None)).await, "alert-line-range");
}

#[tokio::test]
async fn a_node_of_the_landscape_is_watched_in_all_its_processes_together() {
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
    ];
    let change = ChangeLandscape { changes, version: None, reason: "drawn".to_owned() };
    lab.engine.change_landscape(by("ada"), change).await.unwrap();
    let whole = json!({ "key": "all", "process": null, "node": "domain", "formula": "share(first-pass-yield)",
        "unit": "%", "direction": "higher", "target": 99, "warn": 90 });
    define(&lab, &whole).await;
    define(&lab, &json!({ "key": "long", "process": null, "node": "domain" })).await;
    let scope = AlertScope { landscape: Some("domain".into()), ..AlertScope::default() };
    rule(&lab, "long", AlertRuleSpec { scope: scope.clone(), ..on("long", 1.5, None) }).await;
    let yields = AlertRuleSpec { scope, side: Side::Below, ..on("all", 50.0, None) };
    rule(&lab, "yield", yields).await;
    lab.start("approval", vars(json!({}))).await;
    lab.pass(HOUR).await;
    lab.start("other", vars(json!({}))).await;
    lab.pass(2 * HOUR).await;
    for task in lab.tasks().await {
        lab.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
    }
    lab.engine.analytics_digest().await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.value, alert.n, alert.evidence.len()), (2.5, 2, 2), "one mean of both, and evidence of each");
    assert_eq!(alert.processes, ["approval", "other"]);
    let well = lab.engine.alert_rule("yield").await.unwrap().now;
    assert_eq!((well.value, well.n, well.state), (Some(100.0), 2, Some(State::Ok)));
}

#[tokio::test]
async fn a_back_test_of_an_indicator_says_what_the_engine_then_does() {
    let minutes: Vec<i64> = [&[10, 20, 200], &[5; 30][..], &[400], &[5; 30]].concat();
    let played = {
        let lab = lab().await;
        define(&lab, &json!({})).await;
        for minutes in minutes.iter().copied() {
            takes(&lab, minutes * MINUTE).await;
            lab.pass(7 * MINUTE).await;
        }
        lab.engine.back_test_alert_rule("slow", on("time", 1.0, Some(3.0)), 2).await.unwrap()
    };
    assert_eq!(played.unit, "hours");
    assert!(played.played.same.firings >= 2, "{:?}", played.played.same);
    let live = lab().await;
    define(&live, &json!({})).await;
    rule(&live, "slow", on("time", 1.0, Some(3.0))).await;
    for minutes in minutes {
        live.start("approval", vars(json!({}))).await;
        let until = live.clock.now().0 + minutes * MINUTE;
        walk(&live, until).await;
        let task = live.task().await;
        live.engine.claim_user_task(by("ann"), task.id).await.unwrap();
        live.engine.complete_user_task(by("ann"), task.id, CompleteUserTask::default()).await.unwrap();
        live.engine.analytics_digest().await;
        walk(&live, until + 7 * MINUTE).await;
    }
    let mut seen: Vec<i64> = alerts(&live).await.iter().map(|alert| alert.opened.0).collect();
    seen.sort_unstable();
    let said: Vec<i64> = played.played.same.episodes.iter().map(|episode| episode.from).collect();
    assert_eq!(seen, said);
    assert!(seen.iter().all(|at| *at > MONDAY.0));
}
