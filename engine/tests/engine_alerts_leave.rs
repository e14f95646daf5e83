//! What an alert sends to a webhook is queued in the commit of the alert: no power cut loses it, and what may come twice bears
//! the same id.

use crate::engine_alerts::{HOUR, MINUTE, lab_with, looks, rule, spec, takes};
use crate::engine_support::{Lab, by};
use weir_core::Timestamp;
use weir_engine::api::{AlertRuleSpec, Channel, DeliveryState, NoticeKind, OutgoingDelivery, Paging, Tried, Webhook};
use weir_engine::{Clock, Outgoing};

/// What waits to leave.
fn due(lab: &Lab) -> Vec<OutgoingDelivery> {
    lab.engine.deliveries_due(&Channel::Webhook("ops".into()), 10).unwrap()
}

/// The power goes, and everything is looked at again and once more.
async fn cut(lab: &mut Lab) {
    lab.power_cut().await;
    lab.engine.analytics_digest().await;
    lab.engine.alerts_looked_at().await;
    looks(lab, 1).await;
}

/// One that is told of alerts.
fn webhook(id: &str) -> Webhook {
    Webhook {
        id: id.into(),
        url: "https://hooks.example.org".into(),
        secret: "s".into(),
        kinds: vec![NoticeKind::Alert],
        processes: vec![],
        tenant: None,
        heeds_preferences: false,
        active: true,
    }
}

#[tokio::test]
async fn what_leaves_for_a_webhook_is_lost_by_no_power_cut_and_comes_again_as_the_same() {
    let outgoing = Outgoing { webhooks: true, ..Outgoing::default() };
    let mut lab = lab_with(|options| options.outgoing = outgoing).await;
    lab.engine.set_webhook(by("ada"), webhook("ops")).await.unwrap();
    rule(&lab, "slow", AlertRuleSpec { critical: None, ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let [first] = due(&lab).try_into().unwrap();
    // Before it was sent, or when it was sent and nobody could write that down yet: it is there, once, as the same.
    for _ in 0..2 {
        cut(&mut lab).await;
        let ids: Vec<String> = due(&lab).into_iter().map(|delivery| delivery.id).collect();
        assert_eq!(ids, std::slice::from_ref(&first.id));
    }
    // Once it is known that it was taken nothing brings it back.
    lab.engine.delivery_tried(due(&lab).remove(0), Tried::Delivered).await.unwrap();
    cut(&mut lab).await;
    assert_eq!(due(&lab).len(), 0);
    // That all is well again is another message.
    looks(&lab, 12).await;
    takes(&lab, MINUTE).await;
    looks(&lab, 1).await;
    let [well] = due(&lab).try_into().unwrap();
    assert_ne!(well.id, first.id);
    assert_eq!(well.notice.alert.as_ref().map(|alert| alert.phase.as_str()), Some("resolved"));
}

#[tokio::test]
async fn what_is_tried_while_the_list_of_what_waits_is_read_stands_in_it_once() {
    let outgoing = Outgoing { webhooks: true, ..Outgoing::default() };
    let lab = lab_with(|options| options.outgoing = outgoing).await;
    for id in ["a", "b", "c"] {
        lab.engine.set_webhook(by("ada"), webhook(id)).await.unwrap();
    }
    rule(&lab, "slow", AlertRuleSpec { critical: None, ..spec() }).await;
    takes(&lab, 2 * HOUR).await;
    looks(&lab, 2).await;
    let (mut seen, mut paging) = (vec![], Paging { limit: Some(1), ..Paging::default() });
    loop {
        let page = lab.engine.deliveries(DeliveryState::Waiting, &paging).await.unwrap();
        for delivery in page.items {
            seen.push(delivery.id.clone());
            // It is tried, in vain, and waits for its next try, behind all others.
            let next = Timestamp(lab.clock.now().0 + HOUR);
            lab.engine.delivery_tried(delivery, Tried::Later(next, None)).await.unwrap();
        }
        assert!(seen.len() <= 3, "{seen:?}");
        let Some(next) = page.next else { break };
        paging.cursor = Some(next);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3);
}
