//! Who a message is for: nobody gets what was meant for another, and nobody is out of reach because many wait.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::api::{Paging, PublishMessage, WaitAddress};
use weir_engine::{Error, MESSAGE_RECEIVERS_MAX};

fn waiting() -> String {
    let roots = "<message id='m' name='paid'><extensionElements><zeebe:subscription correlationKey='=order'/>\
        </extensionElements></message>";
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/>\
        </intermediateCatchEvent><endEvent id='end'/>";
    model("order", "start wait end", elements, roots)
}

/// Many at once that take a message with any key.
fn crowd() -> String {
    let elements = "<startEvent id='start'/><receiveTask id='each' messageRef='m'>\
        <multiInstanceLoopCharacteristics><loopCardinality>=n</loopCardinality></multiInstanceLoopCharacteristics>\
        </receiveTask><endEvent id='end'/>";
    model("crowd", "start each end", elements, "<message id='m' name='paid'/>")
}

fn paid(key: &str) -> PublishMessage {
    PublishMessage { name: "paid".into(), correlation_key: Some(key.into()), ..PublishMessage::default() }
}

async fn order(lab: &Lab, key: &str, who: &str) -> InstanceId {
    lab.start("order", vars(json!({"order": key, "who": who}))).await
}

async fn kept(lab: &Lab) -> usize {
    lab.engine.messages(None, &Paging::default()).await.unwrap().items.len()
}

#[tokio::test]
async fn a_message_for_those_with_certain_variables_is_never_given_to_another() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    let a = order(&lab, "x", "a").await;
    let for_b = || PublishMessage { match_variables: vars(json!({"who": "b"})), ..paid("x") };
    let refused = lab.engine.publish_message(by("bank"), for_b()).await.unwrap_err();
    assert_eq!(refused.code(), "no-receiver");
    let c = order(&lab, "x", "c").await;
    lab.engine.idle().await;
    assert_eq!(kept(&lab).await, 0);
    for id in [a, c] {
        assert_eq!(lab.told(id).await, "running: wait waits for message paid");
    }
    let b = order(&lab, "x", "b").await;
    let got = lab.engine.publish_message(by("bank"), for_b()).await.unwrap();
    assert_eq!((got.delivered.len(), got.delivered[0].instance), (1, b));
    assert_eq!(lab.told(b).await, "completed");
}

#[tokio::test]
async fn a_message_for_all_that_wait_is_not_kept_when_nobody_does() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    let all = || PublishMessage { all: true, ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), all()).await.unwrap_err().code(), "no-receiver");
    assert_eq!(kept(&lab).await, 0);
    let a = order(&lab, "x", "a").await;
    lab.engine.idle().await;
    assert_eq!(lab.told(a).await, "running: wait waits for message paid");
    assert_eq!(lab.engine.publish_message(by("bank"), all()).await.unwrap().delivered.len(), 1);
    // One for exactly one is kept as ever.
    lab.engine.publish_message(by("bank"), paid("x")).await.unwrap();
    assert_eq!(kept(&lab).await, 1);
}

#[tokio::test]
async fn an_addressed_message_reaches_only_what_waits_there_for_it() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    let a = order(&lab, "x", "a").await;
    let b = order(&lab, "x", "b").await;
    let subscription = lab.engine.publish_message(by("bank"), paid("x")).await.unwrap_err();
    let Error::AmbiguousMessage { candidates } = subscription else { panic!("{subscription}") };
    let of_b = candidates.iter().filter_map(|c| c.subscription).find(|s| s.instance == b).unwrap();
    let elsewhere = WaitAddress { wait: of_b.wait + 1, ..of_b };
    let nobody = [
        PublishMessage { instance: Some(a), ..paid("y") },
        PublishMessage { instance: Some(a), name: "sent".into(), ..paid("x") },
        PublishMessage { instance: Some(a), match_variables: vars(json!({"who": "b"})), ..paid("x") },
        PublishMessage { instance: Some(a), subscription: Some(of_b), ..paid("x") },
        PublishMessage { subscription: Some(elsewhere), ..paid("x") },
    ];
    for message in nobody {
        let told = format!("{message:?}");
        let refused = lab.engine.publish_message(by("bank"), message).await.unwrap_err();
        assert_eq!(refused.code(), "no-receiver", "{told}");
    }
    lab.engine.suspend_instance(by("op"), a, None, false).await.unwrap();
    let to_a = PublishMessage { instance: Some(a), ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), to_a).await.unwrap_err().code(), "no-receiver");
    let to_b = PublishMessage { subscription: Some(of_b), correlation_key: None, ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), to_b).await.unwrap().delivered[0].instance, b);
    assert_eq!(lab.told(b).await, "completed");
}

#[tokio::test]
async fn however_many_wait_each_is_found_and_too_many_are_refused_as_a_whole() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    lab.deploy(&crowd()).await;
    let half = MESSAGE_RECEIVERS_MAX / 2;
    let crowds = [
        lab.start("crowd", vars(json!({"n": half}))).await,
        lab.start("crowd", vars(json!({"n": MESSAGE_RECEIVERS_MAX - half}))).await,
    ];
    // Those that take any key stand before those with one.
    let orders = [order(&lab, "x", "a").await, order(&lab, "x", "b").await, order(&lab, "x", "c").await];
    let too_many = [PublishMessage { all: true, ..paid("x") }, paid("x")];
    for message in too_many {
        let refused = lab.engine.publish_message(by("bank"), message).await.unwrap_err();
        assert_eq!(refused.code(), "too-many-receivers");
    }
    let to_a = PublishMessage { instance: Some(orders[0]), correlation_key: None, ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), to_a).await.unwrap().delivered[0].instance, orders[0]);
    let to_b = PublishMessage { match_variables: vars(json!({"who": "b"})), ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), to_b).await.unwrap().delivered[0].instance, orders[1]);
    lab.engine.cancel_instance(by("op"), crowds[0], None).await.unwrap();
    let all = PublishMessage { all: true, ..paid("x") };
    let got = lab.engine.publish_message(by("bank"), all).await.unwrap();
    assert_eq!(got.delivered.len(), MESSAGE_RECEIVERS_MAX - half + 1);
    lab.engine.idle().await;
    for id in [crowds[1], orders[2]] {
        assert_eq!(lab.told(id).await, "completed");
    }
}
