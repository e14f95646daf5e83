//! Alerts of one place are told as one: one message, one row, each of them still there.

use crate::engine_alerts::{HOUR, MINUTE, alerts, history, lab, looks, rule, spec, takes};
use crate::engine_support::Lab;
use weir_core::Timestamp;
use weir_engine::Clock;
use weir_engine::api::{
    AlertFilter, AlertGroups, AlertHappened, AlertNotice, AlertRuleSpec, AlertTogether, NoticeKind, Paging, Severity,
};

/// What somebody was told, the oldest first.
async fn letters(lab: &Lab, person: &str) -> Vec<AlertNotice> {
    let notices = lab.engine.notices_of(person, false, &Paging::default()).await.unwrap().items;
    let mut all: Vec<AlertNotice> = notices
        .into_iter()
        .filter(|notice| notice.kind == NoticeKind::Alert)
        .filter_map(|notice| notice.alert.map(|alert| *alert))
        .collect();
    all.reverse();
    all
}

async fn groups(lab: &Lab, filter: AlertFilter) -> AlertGroups {
    lab.engine.alert_groups(&filter, |_| true).await.unwrap()
}

#[tokio::test]
async fn alerts_of_one_process_are_one_message_and_one_group() {
    let lab = lab().await;
    rule(&lab, "slow", spec()).await;
    rule(&lab, "slower", AlertRuleSpec { warn: 90.0 * MINUTE as f64, critical: None, ..spec() }).await;
    rule(&lab, "alone", AlertRuleSpec { together: AlertTogether::Alone, ..spec() }).await;
    takes(&lab, 4 * HOUR).await;
    looks(&lab, 2).await;
    let told = letters(&lab, "bob").await;
    // Three alerts, two messages: two of the process as one, and the one that is told alone.
    assert_eq!(alerts(&lab).await.len(), 3);
    assert_eq!(told.iter().map(|one| one.count).collect::<std::collections::BTreeSet<_>>(), [0, 2].into());
    assert_eq!(told.len(), 2, "{told:?}");
    let both = told.iter().find(|one| one.count == 2).unwrap();
    let members: Vec<_> = both.members.iter().map(|one| (one.rule.as_str(), one.phase.as_str())).collect();
    assert_eq!(members, [("slow", "firing"), ("slower", "firing")], "the worst first");
    assert_eq!((both.severity, both.group.as_deref()), (Severity::Critical, Some("process:approval")));
    assert!(
        both.text.en[0].contains("Alerts that ring: 2") && both.text.zh[0].contains("共 2 个告警"),
        "{:?}",
        both.text
    );
    // Each of them says that it was told, and to whom.
    for alert in alerts(&lab).await {
        assert!(history(&lab, &alert.id).await.contains(&AlertHappened::Told), "{}", alert.id);
    }
    // The list shows them as one, and leads to each.
    let ringing = groups(&lab, AlertFilter { ringing: true, ..AlertFilter::default() }).await;
    let seen: Vec<_> = ringing.groups.iter().map(|one| (one.group.as_str(), one.count, one.critical)).collect();
    assert_eq!(seen.len(), 2);
    assert!(seen.contains(&("process:approval", 2, 1)) && seen.contains(&("rule:alone", 1, 1)), "{seen:?}");
    let one = AlertFilter { group: Some("process:approval".into()), ..AlertFilter::default() };
    let found = lab.engine.alerts(&one, &Paging::default(), |_| true).await.unwrap();
    assert_eq!(found.items.len(), 2);
    // Both are well again at once: one message says so.
    looks(&lab, 12).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 2).await;
    let over: Vec<_> = letters(&lab, "bob").await.into_iter().filter(|one| one.phase == "resolved").collect();
    assert_eq!(over.iter().map(|one| one.count).collect::<std::collections::BTreeSet<_>>(), [0, 2].into(), "{over:?}");
    assert_eq!(over.len(), 2);
    let all = groups(&lab, AlertFilter::default()).await;
    assert!(all.groups.iter().all(|one| one.ringing == 0) && all.groups.len() == 2, "{all:?}");
}

#[tokio::test]
async fn what_comes_a_moment_later_waits_and_is_told_after_a_restart_too() {
    let mut lab = lab().await;
    rule(&lab, "slow", AlertRuleSpec { critical: None, every_minutes: 1, ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 1).await;
    assert_eq!(letters(&lab, "bob").await.len(), 1);
    // Set a moment later, it rings at its first look: others of its process were told just now.
    rule(&lab, "slower", AlertRuleSpec { critical: None, every_minutes: 1, ..spec() }).await;
    lab.engine.alerts_looked_at().await;
    let waits = alerts(&lab).await.into_iter().find(|alert| alert.rule == "slower").unwrap();
    assert_eq!(waits.kept_back.as_deref(), Some("group-wait"));
    lab.restart().await;
    lab.engine.alerts_looked_at().await;
    looks(&lab, 2).await;
    let told = letters(&lab, "bob").await;
    assert_eq!(told.len(), 2, "once for each: {told:?}");
    let last = told.last().unwrap();
    let members: Vec<_> = last.members.iter().map(|one| (one.rule.as_str(), one.phase.as_str())).collect();
    assert_eq!(members, [("slower", "firing"), ("slow", "still")]);
    let waits = alerts(&lab).await.into_iter().find(|alert| alert.rule == "slower").unwrap();
    assert_eq!(waits.kept_back, None);
}

#[tokio::test]
async fn what_waits_for_others_of_its_cause_is_told_though_the_clock_is_put_back() {
    let lab = lab().await;
    let often = || AlertRuleSpec { critical: None, every_minutes: 1, ..spec() };
    rule(&lab, "slow", often()).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 1).await;
    rule(&lab, "slower", often()).await;
    lab.engine.alerts_looked_at().await;
    let kept = async || alerts(&lab).await.into_iter().find(|alert| alert.rule == "slower").unwrap().kept_back;
    assert_eq!((kept().await.as_deref(), letters(&lab, "bob").await.len()), (Some("group-wait"), 1));
    // A day before nobody was told of anything, and the message does not wait until the clock shows again what it did.
    lab.clock.set(Timestamp(lab.clock.now().0 - 24 * HOUR));
    lab.engine.alerts_looked_at().await;
    let told = letters(&lab, "bob").await;
    assert_eq!((told.len(), kept().await), (2, None), "{told:?}");
    let both = told.iter().find(|one| one.count == 2).unwrap_or_else(|| panic!("{told:?}"));
    let members: Vec<_> = both.members.iter().map(|one| (one.rule.as_str(), one.phase.as_str())).collect();
    assert_eq!(members, [("slower", "firing"), ("slow", "still")]);
    // It is told once, whatever the clock does then.
    lab.clock.advance(48 * HOUR);
    lab.engine.alerts_looked_at().await;
    let again: Vec<_> = letters(&lab, "bob").await.into_iter().filter(|one| one.phase == "firing").collect();
    assert_eq!(again.len(), 2, "{again:?}");
}
