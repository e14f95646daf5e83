//! Why nobody is told of an alert is said for as long as it is so, and no longer.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes, told};
use crate::engine_support::{MONDAY, by};
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{AlertAct, AlertHappened, AlertSilence, AlertStatus};

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
