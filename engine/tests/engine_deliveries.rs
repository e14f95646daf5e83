//! What could not be delivered and waits for an operator: it is tried again, or given up, by one of those who ask at the same
//! moment, also after a restart, and leaves nothing behind.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::organisation::{Change, Entry, Person};
use weir_engine::api::{
    ChangeOrganisation, Channel, DeliveryError, DeliveryState, NoticeKind, OutgoingDelivery, Paging, Tried, Webhook,
};
use weir_engine::{Error, Outgoing};

fn channel() -> Channel {
    Channel::Webhook("office".into())
}

/// An office that is told of tasks, with so many of them.
async fn office(tasks: usize) -> Lab {
    let outgoing = Outgoing { webhooks: true, ..Outgoing::default() };
    let lab = Lab::with(|options| options.outgoing = outgoing);
    let ann = Person { id: "ann".into(), name: "Ann".into(), ..Person::default() };
    let change = ChangeOrganisation { changes: vec![Change::Put(Entry::Person(ann))], ..ChangeOrganisation::default() };
    lab.engine.change_organisation(by("ada"), change).await.unwrap();
    let webhook = Webhook {
        id: "office".into(),
        url: "https://hooks.example.org".into(),
        secret: "s".into(),
        kinds: vec![NoticeKind::Assigned],
        processes: vec![],
        tenant: None,
        heeds_preferences: false,
        active: true,
    };
    lab.engine.set_webhook(by("ada"), webhook).await.unwrap();
    let elements = "<startEvent id='start'/><userTask id='task' weir:assignee='ann'/><endEvent id='end'/>";
    lab.deploy(&model("p", "start task end", elements, "")).await;
    for _ in 0..tasks {
        lab.start("p", vars(json!({}))).await;
    }
    lab
}

fn due(lab: &Lab) -> Vec<OutgoingDelivery> {
    lab.engine.deliveries_due(&channel(), 100).unwrap()
}

async fn in_state(lab: &Lab, state: DeliveryState) -> Vec<String> {
    let page = lab.engine.deliveries(state, &Paging::default()).await.unwrap();
    page.items.into_iter().map(|delivery| delivery.id).collect()
}

/// All of it is given up.
async fn give_up(lab: &Lab) -> Vec<String> {
    for delivery in due(lab) {
        let error = DeliveryError { code: "webhook-gone".into(), message: "it wants no more of it".into() };
        lab.engine.delivery_tried(delivery, Tried::Failed(error)).await.unwrap();
    }
    assert_eq!(due(lab), []);
    in_state(lab, DeliveryState::Failed).await
}

/// Which of several who ask at once is heard; the others are told that it is gone.
fn one_of(answers: &[Result<(), Error>]) -> usize {
    let heard: Vec<usize> = (0..answers.len()).filter(|at| answers[*at].is_ok()).collect();
    let codes: Vec<&str> = answers.iter().filter_map(|answer| answer.as_ref().err()).map(Error::code).collect();
    assert!(codes.iter().all(|code| *code == "no-such-delivery"), "{codes:?}");
    assert_eq!(heard.len(), 1, "{answers:?}");
    heard[0]
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_once_though_many_ask_and_after_a_restart() {
    let mut lab = office(1).await;
    let failed = give_up(&lab).await;
    lab.restart().await;
    assert_eq!(in_state(&lab, DeliveryState::Failed).await, failed);
    let id = failed[0].as_str();
    let (engine, why) = (&lab.engine, || Some("it is there again".to_owned()));
    let (one, two, three) = tokio::join!(
        engine.retry_delivery(by("op"), id, why()),
        engine.retry_delivery(by("ops"), id, why()),
        engine.retry_delivery(by("opera"), id, why()),
    );
    one_of(&[one, two, three]);
    // It waits once, with all its tries before it, also when the power goes or the view is made anew.
    for _ in 0..2 {
        let [again] = due(&lab).try_into().expect("it is due once");
        assert_eq!((again.id.as_str(), again.tries, again.failed), (id, 0, false));
        assert_eq!(in_state(&lab, DeliveryState::Failed).await, [""; 0]);
        lab.power_cut().await;
        lab.rebuild().await;
    }
    let again = due(&lab).remove(0);
    lab.engine.delivery_tried(again.clone(), Tried::Delivered).await.unwrap();
    // Who has tried it too, and says so later, changes nothing any more.
    lab.engine.delivery_tried(again, Tried::Delivered).await.unwrap();
    assert_eq!(lab.engine.retry_delivery(by("op"), id, None).await.unwrap_err().code(), "no-such-delivery");
    assert_eq!(lab.engine.delivery_queues().unwrap(), [], "nothing is left of it");
    lab.rebuild().await;
    assert_eq!((due(&lab), lab.engine.delivery_queues().unwrap()), (vec![], vec![]));
}

#[tokio::test]
async fn who_tries_again_and_who_gives_up_at_the_same_moment_leave_nothing_behind() {
    const TASKS: usize = 8;
    let lab = office(TASKS).await;
    let failed = give_up(&lab).await;
    assert_eq!(failed.len(), TASKS);
    let mut again = 0;
    for (at, id) in failed.iter().enumerate() {
        let retry = lab.engine.retry_delivery(by("op"), id, None);
        let discard = lab.engine.discard_delivery(by("ops"), id, None);
        // Whoever comes first: what is tried again may still be discarded, and what is discarded is gone.
        let (retried, discarded) = if at % 2 == 0 {
            tokio::join!(retry, discard)
        } else {
            let (discarded, retried) = tokio::join!(discard, retry);
            (retried, discarded)
        };
        discarded.expect("it is there to be discarded, given up or not");
        again += usize::from(retried.is_ok());
    }
    assert!(again > 0, "some were tried again first");
    assert_eq!(due(&lab), [], "what was discarded is not sent");
    assert_eq!(lab.engine.delivery_queues().unwrap(), [], "nothing keeps others waiting");
    assert_eq!(in_state(&lab, DeliveryState::Failed).await, [""; 0]);
    assert_eq!(in_state(&lab, DeliveryState::Waiting).await, [""; 0]);
}
