//! Duties that are kept are watched like everything else; what is wrong with the data wakes nobody; what people say of alerts
//! tells how much a rule is worth.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes, told};
use crate::engine_support::{Lab, MONDAY, by, model, vars};
use serde_json::json;
use weir_core::Timestamp;
use weir_core::library::Words;
use weir_engine::api::{
    AlertHappened, AlertRuleSpec, AlertScope, AlertSource, AlertStatus, CompleteUserTask, DutyRuleSpec, Paging,
};
use weir_mining::ledger::Handle;
use weir_mining::watch::read::Missing;

fn duty(first: &str, second: &str) -> DutyRuleSpec {
    DutyRuleSpec {
        name: Words { zh: "经办与复核分离".into(), en: "Doer and checker".into() },
        process: Some("order".into()),
        first: first.into(),
        second: second.into(),
    }
}

/// start → check → pay → more → end, all of them by people.
async fn orders() -> Lab {
    let lab = lab().await;
    let elements =
        "<startEvent id='start'/><userTask id='check'/><userTask id='pay'/><userTask id='more'/><endEvent id='end'/>";
    lab.deploy(&model("order", "start check pay more end", elements, "")).await;
    lab
}

async fn does(lab: &Lab, who: &str) {
    lab.pass(MINUTE).await;
    let task = lab.task().await;
    lab.engine.complete_user_task(by(who), task.id, CompleteUserTask::default()).await.unwrap();
    lab.engine.analytics_digest().await;
}

fn watched() -> AlertRuleSpec {
    AlertRuleSpec {
        scope: AlertScope { process: Some("order".into()), ..AlertScope::default() },
        source: AlertSource::Duty("apart".into()),
        window_hours: 24,
        warn: 0.5,
        critical: None,
        clear: Some(0.5),
        ..spec()
    }
}

#[tokio::test]
async fn a_rule_of_duties_is_kept_in_versions_and_names_what_is_there() {
    let lab = orders().await;
    let engine = &lab.engine;
    let refused =
        async |spec: DutyRuleSpec| engine.set_duty_rule(by("ada"), "apart", spec, None, "law").await.unwrap_err();
    assert_eq!(refused(duty("check", "check")).await.code(), "same-duty");
    assert_eq!(refused(duty("check", "cheque")).await.code(), "no-such-node");
    assert_eq!(refused(DutyRuleSpec { process: None, ..duty("nobody", "auditor") }).await.code(), "duty-role");
    let unnamed = DutyRuleSpec { name: Words { zh: String::new(), en: " ".into() }, ..duty("check", "pay") };
    assert_eq!(refused(unnamed).await.code(), "duty-rule-name");
    let made = engine.set_duty_rule(by("ada"), "apart", duty("check", "pay"), None, "the law").await.unwrap();
    assert_eq!((made.version, made.by.as_str(), made.reason.as_str()), (1, "ada", "the law"));
    assert_eq!(refused(duty("check", "more")).await.code(), "duty-rule-changed-meanwhile");
    let same = engine.set_duty_rule(by("eve"), "apart", duty("check", "pay"), Some(1), "again").await.unwrap();
    assert_eq!(same, made, "it is so already");
    let changed = engine.set_duty_rule(by("eve"), "apart", duty("check", "more"), Some(1), "stricter").await.unwrap();
    assert_eq!(changed.version, 2);
    let gone = engine.remove_duty_rule(by("ada"), "apart", 2, "not needed").await.unwrap();
    assert!(gone.removed && engine.duty_rule("apart").is_err());
    let all = engine.duty_rule_versions("apart", &Paging::default()).await.unwrap().items;
    assert_eq!(all.iter().map(|version| version.version).collect::<Vec<_>>(), [3, 2, 1]);
    let again = engine.set_duty_rule(by("ada"), "apart", duty("check", "pay"), None, "after all").await.unwrap();
    assert_eq!(again.version, 4, "its versions go on");
    // A question about what is not there is refused, and not answered by "nobody".
    let asked =
        weir_engine::api::DutyRule::Activities { process: "order".into(), first: "check".into(), second: "x".into() };
    assert_eq!(engine.violations(asked, &Paging::default()).await.unwrap_err().code(), "no-such-node");
}

#[tokio::test]
async fn a_broken_duty_rings_when_it_is_broken_and_leads_to_the_deed() {
    let mut lab = orders().await;
    lab.engine.set_duty_rule(by("ada"), "apart", duty("check", "pay"), None, "the law").await.unwrap();
    let other = AlertRuleSpec { scope: spec().scope, ..watched() };
    let refused = lab.engine.set_alert_rule(by("ada"), "duty", other, None, "law").await.unwrap_err();
    assert_eq!(refused.code(), "alert-duty");
    rule(&lab, "duty", watched()).await;
    lab.start("order", vars(json!({}))).await;
    does(&lab, "ann").await;
    looks(&lab, 1).await;
    assert!(alerts(&lab).await.is_empty(), "one of the two is nothing");
    does(&lab, "ann").await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.status, alert.value, alert.n, alert.unit.as_str()), (AlertStatus::Open, 1.0, 1, "count"));
    let measures: Vec<_> = alert.measures.iter().map(|of| (of.code.as_str(), of.about.join(" "))).collect();
    assert_eq!(measures, [("assignment-constraint", "check pay".to_owned())], "the two that are not one person's");
    let said = lab.engine.alert(&alert.id).await.unwrap().text;
    assert!(said.en.iter().any(|line| line.contains("keep check and pay in different hands")), "{:?}", said.en);
    assert!(said.zh.iter().any(|line| line.contains("“check”与“pay”由不同人员办理")), "{:?}", said.zh);
    assert_eq!(told(&lab, "bob").await, ["firing"]);
    let handle = Handle::read(&alert.evidence[0].handle).unwrap();
    let evidence = lab.engine.analytics_evidence(handle, 0, 10, true).await.unwrap().answer;
    assert_eq!(evidence.n, 1, "the evidence recounts what was told, though the instance still runs");
    assert_eq!((evidence.members[0].node.as_deref(), evidence.members[0].actor.as_deref()), (Some("pay"), Some("ann")));
    let found = lab.engine.violations(duty("check", "pay").rule(), &Paging::default()).await.unwrap();
    assert_eq!((found.realised.len(), found.realised[0].person.as_str()), (1, "ann"));
    let back = lab.engine.back_test_alert_rule("duty", watched(), 1).await.unwrap();
    assert_eq!(back.played.same.firings, 1);
    lab.rebuild().await;
    lab.engine.analytics_digest().await;
    lab.engine.alerts_looked_at().await;
    assert_eq!(lab.engine.duty_rule("apart").unwrap().version, 1, "a rebuild makes the same rows");
    lab.engine.remove_duty_rule(by("ada"), "apart", 1, "not needed").await.unwrap();
    looks(&lab, 1).await;
    let state = lab.engine.alert_rule("duty").await.unwrap().now;
    assert_eq!(state.missing, Some(Missing::Unavailable), "nothing says that it is well");
}

#[tokio::test]
async fn over_a_clock_that_went_back_nobody_is_woken_and_the_reason_is_told() {
    let lab = lab().await;
    lab.pass(2 * HOUR).await;
    takes(&lab, MINUTE).await;
    lab.clock.set(Timestamp(MONDAY.0 + HOUR));
    takes(&lab, 2 * HOUR).await;
    let warned =
        |hours: u32| AlertRuleSpec { window_hours: hours, warn: 30.0 * MINUTE as f64, critical: None, ..spec() };
    rule(&lab, "over", warned(4)).await;
    rule(&lab, "behind", warned(1)).await;
    looks(&lab, 2).await;
    let state = lab.engine.alert_rule("over").await.unwrap().now;
    assert_eq!((state.missing, state.value), (Some(Missing::DataFault), None));
    let fault = state.fault.unwrap();
    assert_eq!((fault.code, fault.ms), ("DQ_CLOCK_JUMP", Some(HOUR + MINUTE)));
    // A window that begins behind it is read as ever.
    let ringing: Vec<String> = alerts(&lab).await.into_iter().map(|alert| alert.rule).collect();
    assert_eq!(ringing, ["behind"]);
    // A back-test reads what the engine reads.
    let back = lab.engine.back_test_alert_rule("over", warned(4), 1).await.unwrap();
    assert!(back.played.same.held["dataFault"] > 0, "{:?}", back.played.same.held);
    assert_eq!((back.played.same.firings, back.now.missing), (0, Some(Missing::DataFault)));
    // When its window has left it behind, it is read again.
    lab.pass(3 * HOUR).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let state = lab.engine.alert_rule("over").await.unwrap().now;
    assert_eq!((state.missing, state.fault), (None, None));
}

#[tokio::test]
async fn what_people_say_of_alerts_is_the_precision_of_a_back_test() {
    let lab = lab().await;
    rule(&lab, "slow", AlertRuleSpec { critical: None, ..spec() }).await;
    for (real, text) in [(Some(true), Some("the clerk was ill")), (Some(false), None), (None, None)] {
        takes(&lab, 2 * HOUR).await;
        looks(&lab, 2).await;
        let id = alerts(&lab).await.into_iter().find(|alert| alert.status == AlertStatus::Open).unwrap().id;
        looks(&lab, 14).await;
        takes(&lab, MINUTE).await;
        looks(&lab, 1).await;
        let Some(real) = real else { continue };
        // One says it when it is over, and may think better of it.
        lab.engine.judge_alert(by("eve"), &id, !real, None).await.unwrap();
        let told = lab.engine.judge_alert(by("bob"), &id, real, text.map(str::to_owned)).await.unwrap().alert;
        let verdict = told.verdict.unwrap();
        assert_eq!((told.status, verdict.real, verdict.by.as_str()), (AlertStatus::Resolved, real, "bob"));
        let all = history(&lab, &id).await;
        let last = if real { AlertHappened::Confirmed } else { AlertHappened::Dismissed };
        assert_eq!(all.last(), Some(&last));
    }
    let back = lab.engine.back_test_alert_rule("slow", AlertRuleSpec { critical: None, ..spec() }, 2).await.unwrap();
    let precision = back.precision.same;
    assert_eq!((precision.alarms, precision.real, precision.dismissed, precision.unjudged), (3, 1, 1, 1));
    assert_eq!(precision.share, Some(0.5));
    assert!(precision.low.unwrap() < 0.1 && precision.high.unwrap() > 0.9, "of two little can be said");
    // A rule that is not saved yet is judged by what rang at its place; one about something else is not.
    let new = lab.engine.back_test_alert_rule("new", AlertRuleSpec { critical: None, ..spec() }, 2).await.unwrap();
    assert_eq!(new.precision.same.real, 1);
    let source = AlertSource::Metric(weir_mining::ledger::Metric::Ended);
    let other = AlertRuleSpec { source, warn: 0.5, critical: None, clear: Some(0.5), ..spec() };
    let other = lab.engine.back_test_alert_rule("other", other, 2).await.unwrap();
    assert_eq!((other.precision.same.real, other.precision.same.share), (0, None));
    assert_eq!(lab.engine.judge_alert(by("eve"), "none", true, None).await.unwrap_err().code(), "no-such-alert");
}
