//! A rule may hold a version against the one before it; and a version of a rule may be still to come: until then the one before
//! it is at work, and what that saw ends when the other one watches something else.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes};
use crate::engine_support::{Lab, approval, by};
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{AlertHappened, AlertRuleSpec, AlertStatus};
use weir_mining::ledger::Handle;
use weir_mining::watch::read::{Detector, Missing};
use weir_mining::watch::versions::VERSION_MIN;

async fn missing(lab: &Lab, id: &str) -> Option<Missing> {
    lab.engine.alert_rule(id).await.unwrap().now.missing
}

#[tokio::test]
async fn a_version_that_is_slower_than_the_one_before_it_rings_with_its_own_instances() {
    let lab = lab().await;
    let slower = AlertRuleSpec { detector: Detector::Version, warn: HOUR as f64, critical: None, ..spec() };
    for _ in 0..VERSION_MIN {
        takes(&lab, MINUTE).await;
    }
    rule(&lab, "slower", slower.clone()).await;
    looks(&lab, 1).await;
    assert_eq!(missing(&lab, "slower").await, Some(Missing::NoBaseline), "the first is held against nothing");
    lab.deploy(&approval().replace("'Approve'", "'Approve it'")).await;
    looks(&lab, 1).await;
    assert_eq!(missing(&lab, "slower").await, Some(Missing::NoData), "nothing of the second has ended");
    takes(&lab, 3 * HOUR).await;
    looks(&lab, 2).await;
    let [alert] = &alerts(&lab).await[..] else { panic!("one alert") };
    assert_eq!((alert.value, alert.n, alert.unit.as_str()), ((3 * HOUR - MINUTE) as f64, 1, "ms-more"));
    let handle = Handle::read(&alert.evidence[0].handle).unwrap();
    assert_eq!(handle.ask.version, Some(2));
    let evidence = lab.engine.analytics_evidence(handle, 0, 10, false).await.unwrap().answer;
    assert_eq!((evidence.n, evidence.sum), (1, 3 * HOUR));
    let text = lab.engine.alert(&alert.id).await.unwrap().text;
    let (zh, en) = (text.zh.join(""), text.en.join(" "));
    assert!(en.contains("more than in the version before") && zh.contains("比上一版本多"), "{en} {zh}");
    let tested = lab.engine.back_test_alert_rule("slower", slower.clone(), 1).await.unwrap();
    assert_eq!((tested.played.same.firings, tested.unit.as_str()), (1, "ms-more"), "the back-test says the same");
    // Counts are of how much was done at all, and a node of the landscape has no version.
    let source = weir_engine::api::AlertSource::Metric(weir_mining::ledger::Metric::Ended);
    let refused = lab.engine.set_alert_rule(by("ada"), "no", AlertRuleSpec { source, ..slower }, None, "why").await;
    assert_eq!(refused.unwrap_err().code(), "alert-detector");
}

#[tokio::test]
async fn a_version_that_is_still_to_come_changes_nothing_before_its_time() {
    let lab = lab().await;
    let first = AlertRuleSpec { window_hours: 24, ..spec() };
    rule(&lab, "slow", first.clone()).await;
    takes(&lab, 4 * HOUR).await;
    looks(&lab, 2).await;
    let id = alerts(&lab).await[0].id.clone();
    let at = |from: i64| Some(Timestamp(lab.clock.now().0 + from));
    let second = AlertRuleSpec {
        window_hours: 48,
        warn: 100.0 * HOUR as f64,
        critical: None,
        effective_from: at(HOUR),
        ..first
    };
    let set = |spec: AlertRuleSpec, seen| lab.engine.set_alert_rule(by("ada"), "slow", spec, Some(seen), "agreed");
    let refused = |spec: AlertRuleSpec| async move { set(spec, 1).await.unwrap_err().code() };
    let never = AlertRuleSpec { effective_from: at(400 * 24 * HOUR), ..second.clone() };
    assert_eq!(refused(never).await, "alert-effective-from");
    assert_eq!(refused(AlertRuleSpec { enabled: false, ..second.clone() }).await, "alert-effective-from");
    assert_eq!(set(second.clone(), 1).await.unwrap().version, 2);
    // It is what is edited, and the first is what is at work.
    looks(&lab, 1).await;
    let now = lab.engine.alert_rule("slow").await.unwrap();
    assert_eq!((now.rule.version, now.in_force), (2, Some(1)));
    assert_eq!((alerts(&lab).await[0].status, alerts(&lab).await[0].rule_version), (AlertStatus::Open, 1));
    looks(&lab, 6).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().in_force, Some(2));
    let found = alerts(&lab).await;
    assert_eq!((found.len(), found[0].status), (1, AlertStatus::Resolved), "what the second does not watch is over");
    assert!(history(&lab, &id).await.contains(&AlertHappened::RuleChanged));
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap().now.value, Some(4.0 * HOUR as f64), "it looks on");
    // Removed is removed, whatever is still to come.
    let third = AlertRuleSpec { effective_from: at(HOUR), ..second };
    assert_eq!(set(third, 2).await.unwrap().version, 3);
    lab.engine.remove_alert_rule(by("ada"), "slow", 3, "not needed").await.unwrap();
    looks(&lab, 8).await;
    assert_eq!(lab.engine.alert_rule("slow").await.unwrap_err().code(), "no-such-alert-rule");
    // A rule that is new and still to come is not at work, and a back-test tries it out as if it were.
    let new = AlertRuleSpec { effective_from: at(HOUR), window_hours: 24, ..spec() };
    rule(&lab, "new", new.clone()).await;
    looks(&lab, 1).await;
    let told = lab.engine.alert_rule("new").await.unwrap();
    assert_eq!((told.in_force, told.now.state), (None, None));
    assert_eq!(lab.engine.back_test_alert_rule("new", new.clone(), 1).await.unwrap().played.same.firings, 1);
    let since = lab.clock.now().0 - 30 * MINUTE;
    let late = AlertRuleSpec { effective_from: Some(Timestamp(since)), ..new };
    assert_eq!(lab.engine.back_test_alert_rule("new", late, 1).await.unwrap().from.0, since);
}
