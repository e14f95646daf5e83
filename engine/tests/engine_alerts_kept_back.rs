//! Why nobody is told of an alert is said for as long as it is so, and no longer.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes, told};
use crate::engine_support::{MONDAY, by};
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{
    AlertAct, AlertHappened, AlertRuleSpec, AlertSilence, AlertSource, AlertStatus, AlertTogether, NoticeKind, Paging,
};
use weir_mining::ledger::Metric;

#[tokio::test]
async fn what_kept_messages_back_is_told_for_as_long_as_it_does_and_no_longer() {
    let lab = lab().await;
    rule(&lab, "slow", spec()).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(told(&lab, "bob").await, ["firing"]);
    // Somebody asks for quiet though everybody knows; when it ends there is nothing new to be told.
    let silence = AlertSilence {
        id: String::new(),
        rule: Some("slow".into()),
        process: None,
        node: None,
        tenant: None,
        owner: "eve".into(),
        reason: "seen".into(),
        from: lab.clock.now(),
        until: Timestamp(lab.clock.now().0 + 30 * MINUTE),
        made: AlertAct { by: "eve".into(), at: MONDAY },
        ended: None,
        processes: vec!["approval".into()],
    };
    let silence = lab.engine.silence_alerts(by("eve"), silence).await.unwrap();
    lab.engine.alerts_looked_at().await;
    let alert = alerts(&lab).await.remove(0);
    assert_eq!(alert.kept_back.as_deref(), Some("silenced"));
    lab.engine.end_alert_silence(by("eve"), &silence.id).await.unwrap();
    lab.engine.alerts_looked_at().await;
    assert_eq!(alerts(&lab).await[0].kept_back, None, "a reason that is over is none");
    assert_eq!(told(&lab, "bob").await, ["firing"], "and nobody is told again");
    let all = history(&lab, &alert.id).await;
    assert_eq!(all.iter().filter(|happened| **happened == AlertHappened::Released).count(), 1, "{all:?}");
    // What is well again while it is silenced keeps nothing back either.
    lab.engine
        .silence_alerts(by("eve"), AlertSilence { until: Timestamp(MONDAY.0 + 90 * HOUR), ..silence })
        .await
        .unwrap();
    looks(&lab, 12).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    let over = alerts(&lab).await.remove(0);
    assert_eq!((over.status, over.kept_back), (AlertStatus::Resolved, None));
}

#[tokio::test]
async fn whoever_was_told_of_an_alert_hears_that_its_rule_is_at_work_no_more() {
    let lab = lab().await;
    let alone = AlertRuleSpec { together: AlertTogether::Alone, ..spec() };
    for id in ["changed", "gone", "stopped"] {
        rule(&lab, id, alone.clone()).await;
    }
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    assert_eq!(told(&lab, "bob").await, ["firing"; 3]);
    let other =
        AlertRuleSpec { source: AlertSource::Metric(Metric::Terminated), critical: None, warn: 0.5, ..alone.clone() };
    let set = async |id: &str, spec| lab.engine.set_alert_rule(by("ada"), id, spec, Some(1), "another promise").await;
    set("changed", other).await.unwrap();
    set("stopped", AlertRuleSpec { enabled: false, ..alone }).await.unwrap();
    lab.engine.remove_alert_rule(by("ada"), "gone", 1, "not needed").await.unwrap();
    lab.engine.alerts_looked_at().await;
    looks(&lab, 2).await;
    let notices = lab.engine.notices_of("bob", false, &Paging::default()).await.unwrap().items;
    let of = notices.into_iter().filter(|notice| notice.kind == NoticeKind::Alert).map(|notice| notice.alert.unwrap());
    let mut over: Vec<_> = of.filter(|alert| alert.phase == "resolved").collect();
    over.sort_by(|a, b| a.rule.cmp(&b.rule));
    assert_eq!(over.iter().map(|alert| alert.rule.as_str()).collect::<Vec<_>>(), ["changed", "gone", "stopped"]);
    // That it is well nobody knows, and nobody says so.
    assert!(over.iter().all(|alert| alert.text.en.concat().starts_with("No longer watched")), "{over:?}");
    assert!(over.iter().all(|alert| alert.text.zh.concat().starts_with("不再监控")), "{over:?}");
}
