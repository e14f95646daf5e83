//! Messages find exactly one receiver or wait for one; signals reach all that wait.

use crate::engine_support::{Lab, by, model, once, vars};
use serde_json::json;
use weir_engine::Error;
use weir_engine::api::{Paging, PublishMessage, SignalBroadcast, StartInstance, WaitFilter};

const PAID: &str = "<message id='m' name='paid'><extensionElements>\
    <zeebe:subscription correlationKey='=order'/></extensionElements></message>";

fn waiting() -> String {
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/>\
        </intermediateCatchEvent><endEvent id='end'/>";
    model("order", "start wait end", elements, PAID)
}

fn paid(key: &str) -> PublishMessage {
    let variables = vars(json!({"by": "card"}));
    PublishMessage { name: "paid".into(), correlation_key: Some(key.into()), variables, ..PublishMessage::default() }
}

#[tokio::test]
async fn a_message_reaches_the_one_that_waits_for_its_key() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    let a = lab.start("order", vars(json!({"order": "a"}))).await;
    let b = lab.start("order", vars(json!({"order": "b"}))).await;
    let got = lab.engine.publish_message(by("bank"), paid("b")).await.unwrap();
    assert_eq!((got.delivered.len(), got.delivered[0].instance), (1, b));
    assert_eq!(
        (lab.told(a).await.as_str(), lab.told(b).await.as_str()),
        ("running: wait waits for message paid", "completed")
    );
}

#[tokio::test]
async fn an_early_message_waits_for_its_receiver_as_long_as_it_may() {
    let mut lab = Lab::new();
    lab.deploy(&waiting()).await;
    let got = lab.engine.publish_message(by("bank"), PublishMessage { ttl_ms: Some(1000), ..paid("a") }).await.unwrap();
    assert_eq!(got.buffered_until.map(|t| t.0), Some(crate::engine_support::MONDAY.0 + 1000));
    assert_eq!(lab.engine.messages(Some("paid"), &Paging::default()).await.unwrap().items.len(), 1);
    lab.restart().await;
    lab.pass(999).await;
    let a = lab.start("order", vars(json!({"order": "a"}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(a).await, "completed");

    lab.engine.publish_message(by("bank"), PublishMessage { ttl_ms: Some(1000), ..paid("b") }).await.unwrap();
    lab.pass(1000).await;
    let b = lab.start("order", vars(json!({"order": "b"}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(b).await, "running: wait waits for message paid");

    let none =
        lab.engine.publish_message(by("bank"), PublishMessage { ttl_ms: Some(0), ..paid("z") }).await.unwrap_err();
    assert_eq!(none.code(), "no-receiver");
}

#[tokio::test]
async fn each_kept_message_is_taken_once_the_oldest_first() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    for n in 0..3 {
        let variables = vars(json!({"n": n}));
        lab.engine.publish_message(by("bank"), PublishMessage { variables, ..paid("a") }).await.unwrap();
        lab.clock.advance(1);
    }
    let mut seen = vec![];
    for _ in 0..4 {
        let id = lab.start("order", vars(json!({"order": "a"}))).await;
        lab.engine.idle().await;
        let all = lab.engine.variables(id, None).await.unwrap();
        seen.push(all.into_iter().find(|v| v.name == "n").map(|v| v.value));
    }
    assert_eq!(seen, [Some(json!(0)), Some(json!(1)), Some(json!(2)), None]);
}

#[tokio::test]
async fn a_message_for_several_is_refused_unless_it_is_for_all_or_addressed() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    let a = lab.start("order", vars(json!({"order": "x", "who": "a"}))).await;
    let b = lab.start("order", vars(json!({"order": "x", "who": "b"}))).await;
    let c = lab.start("order", vars(json!({"order": "x", "who": "c"}))).await;
    let Err(Error::AmbiguousMessage { candidates }) = lab.engine.publish_message(by("bank"), paid("x")).await else {
        panic!("a message for three was delivered")
    };
    assert_eq!(candidates.len(), 3);
    let match_variables = vars(json!({"who": "b"}));
    let got = lab.engine.publish_message(by("bank"), PublishMessage { match_variables, ..paid("x") }).await.unwrap();
    assert_eq!(got.delivered[0].instance, b);
    let to_a = PublishMessage { instance: Some(a), correlation_key: None, ..paid("x") };
    assert_eq!(lab.engine.publish_message(by("bank"), to_a).await.unwrap().delivered[0].instance, a);
    lab.start("order", vars(json!({"order": "x"}))).await;
    let all = lab.engine.publish_message(by("bank"), PublishMessage { all: true, ..paid("x") }).await.unwrap();
    assert_eq!(all.delivered.len(), 2);
    lab.engine.idle().await;
    assert_eq!(lab.told(c).await, "completed");
}

#[tokio::test]
async fn a_message_with_an_id_is_published_once() {
    let lab = Lab::new();
    lab.deploy(&waiting()).await;
    lab.start("order", vars(json!({"order": "a"}))).await;
    let message = || PublishMessage { message_id: Some("m-1".into()), ..paid("a") };
    let mut answers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (engine, message) = (lab.engine.clone(), message());
        answers.spawn(async move { engine.publish_message(once("bank", "k", 1), message).await.unwrap() });
    }
    let answers = answers.join_all().await;
    assert!(answers.iter().all(|a| *a == answers[0] && a.delivered.len() == 1));
    assert!(lab.engine.messages(None, &Paging::default()).await.unwrap().items.is_empty());
    // Also without the key, the id alone tells.
    assert_eq!(lab.engine.publish_message(by("bank"), message()).await.unwrap(), answers[0]);
    // The same id for another order is another message; with other content it is a mistake that is told.
    let other = lab.start("order", vars(json!({"order": "b"}))).await;
    let for_b = PublishMessage { correlation_key: Some("b".into()), ..message() };
    assert_eq!(lab.engine.publish_message(by("bank"), for_b).await.unwrap().delivered[0].instance, other);
    let changed = PublishMessage { variables: vars(json!({"sum": 7})), ..message() };
    assert_eq!(lab.engine.publish_message(by("bank"), changed).await.unwrap_err().code(), "idempotency-mismatch");
}

#[tokio::test]
async fn a_message_starts_a_process_and_a_thrown_one_finds_its_way() {
    let lab = Lab::new();
    let roots = "<message id='m' name='ordered'/>";
    let receiver = model(
        "receiver",
        "start task end",
        "<startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent><userTask id='task'/><endEvent id='end'/>",
        roots,
    );
    let sender = model(
        "sender",
        "start end",
        "<startEvent id='start'/><endEvent id='end'><messageEventDefinition messageRef='m'/></endEvent>",
        roots,
    );
    lab.deploy(&receiver).await;
    lab.deploy(&sender).await;
    let message = PublishMessage { name: "ordered".into(), ..PublishMessage::default() };
    let got = lab.engine.publish_message(by("shop"), message).await.unwrap();
    assert_eq!((got.delivered.len(), got.delivered[0].subscription), (1, None));
    assert_eq!(lab.told(got.delivered[0].instance).await, "running: task waits for userTask");
    lab.start("sender", vars(json!({}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.count("receiver").await, 2);
}

#[tokio::test]
async fn a_signal_reaches_all_that_wait_at_this_moment_once() {
    let mut lab = Lab::new();
    let roots = "<signal id='s' name='storm'/>";
    let catching = model(
        "boat",
        "start wait home",
        "<startEvent id='start'/><intermediateCatchEvent id='wait'><signalEventDefinition signalRef='s'/>\
         </intermediateCatchEvent><userTask id='home'/>",
        roots,
    );
    let starting = model(
        "alarm",
        "start end",
        "<startEvent id='start'><signalEventDefinition signalRef='s'/></startEvent><endEvent id='end'/>",
        roots,
    );
    let throwing = model(
        "watch",
        "start end",
        "<startEvent id='start'/><endEvent id='end'><signalEventDefinition signalRef='s'/></endEvent>",
        roots,
    );
    for file in [&catching, &starting, &throwing] {
        lab.deploy(file).await;
    }
    for _ in 0..5 {
        lab.start("boat", vars(json!({}))).await;
    }
    let signal = SignalBroadcast { name: "storm".into(), variables: vars(json!({"force": 9})) };
    let report = lab.engine.broadcast_signal(once("coast", "s1", 1), signal.clone()).await.unwrap();
    assert_eq!((report.subscriptions, report.definitions), (5, 1));
    assert_eq!(lab.engine.broadcast_signal(once("coast", "s1", 1), signal).await.unwrap(), report);
    lab.power_cut().await;
    lab.engine.idle().await;
    assert_eq!((lab.tasks().await.len(), lab.count("alarm").await), (5, 1));

    let last = lab.start("boat", vars(json!({}))).await;
    lab.start("watch", vars(json!({}))).await;
    lab.engine.idle().await;
    assert_eq!(lab.told(last).await, "running: home waits for userTask");
    assert_eq!(lab.count("alarm").await, 2);
    let signals = WaitFilter { kind: Some("signal".into()), ..WaitFilter::default() };
    assert!(lab.engine.waits(&signals, &Paging::default()).await.unwrap().items.is_empty());
    let unknown = StartInstance { process: Some("ship".into()), ..StartInstance::default() };
    assert_eq!(lab.engine.start_instance(by("ada"), unknown).await.unwrap_err().code(), "no-such-process");
}
