//! What cannot be carried out is set aside after a few tries, where an operator sees it; everything else goes on.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use weir_core::compile::{Prepared, prepare};
use weir_engine::api::{DeadLetter, Paging, PublishMessage, SignalBroadcast};

const ROOTS: &str = "<message id='m' name='ordered'/><signal id='s' name='storm'/>";

/// Starts by a message, a signal or the clock, and goes on to a task.
fn starting(id: &str, trigger: &str) -> String {
    let elements = format!("<startEvent id='start'>{trigger}</startEvent><userTask id='task'/>");
    model(id, "start task", &elements, ROOTS)
}

const HOURLY: &str =
    "<timerEventDefinition><timeCycle xsi:type='tFormalExpression'>R/PT1H</timeCycle></timerEventDefinition>";

static LOSE_THE_TASK: AtomicBool = AtomicBool::new(false);

/// Compiles as always, until the flag makes it lose the start event that definitions still name.
fn forgetful(bytes: &[u8]) -> Prepared {
    let text = String::from_utf8_lossy(bytes);
    let lost = text.contains("'poison") && LOSE_THE_TASK.load(Ordering::SeqCst);
    prepare(
        if lost { text.replace("start", "lost").replace("lostEvent", "startEvent") } else { text.into_owned() }
            .as_bytes(),
    )
}

async fn letters(lab: &Lab) -> Vec<DeadLetter> {
    lab.engine.dead_letters(&Paging::default()).await.unwrap().items
}

async fn publish(lab: &Lab, variables: serde_json::Value) {
    let message =
        PublishMessage { name: "ordered".into(), all: true, variables: vars(variables), ..PublishMessage::default() };
    lab.engine.publish_message(by("shop"), message).await.unwrap();
    lab.engine.idle().await;
}

#[tokio::test]
async fn starts_that_cannot_be_carried_out_are_set_aside_and_keep_nobody_waiting() {
    let mut lab = Lab::with(|options| options.prepare = forgetful);
    lab.deploy(&starting("poison", HOURLY)).await;
    lab.deploy(&starting("healthy", HOURLY)).await;
    lab.deploy(&starting("poison2", "<messageEventDefinition messageRef='m'/>")).await;
    lab.deploy(&starting("healthy2", "<messageEventDefinition messageRef='m'/>")).await;
    LOSE_THE_TASK.store(true, Ordering::SeqCst);
    lab.restart().await;
    lab.pass(3_600_000).await;
    publish(&lab, json!({"n": 7})).await;
    assert_eq!((lab.count("poison").await, lab.count("healthy").await), (0, 1));
    assert_eq!((lab.count("poison2").await, lab.count("healthy2").await), (0, 1));
    let set_aside = letters(&lab).await;
    let mut told: Vec<_> = set_aside.iter().map(|l| (l.kind, l.definition.as_deref().unwrap())).collect();
    told.sort_unstable();
    assert_eq!(told, [("start", "poison2:1"), ("start", "poison:1")]);
    assert!(set_aside.iter().all(|l| l.message.contains("start")), "{set_aside:?}");
    assert_eq!(lab.engine.metrics().dead_letters, 2);
    // The clock goes on, also for the one that cannot be started.
    lab.pass(3_600_000).await;
    assert_eq!((lab.count("healthy").await, letters(&lab).await.len()), (2, 3));

    // The fault is mended, and the operator has all of it tried again; it outlives a lost view until then.
    LOSE_THE_TASK.store(false, Ordering::SeqCst);
    lab.rebuild().await;
    for letter in letters(&lab).await.iter().filter(|l| l.definition.as_deref() != Some("poison:1")) {
        lab.engine.retry_dead_letter(by("op"), letter.id, Some("mended".into())).await.unwrap();
        let gone = lab.engine.retry_dead_letter(by("op"), letter.id, None).await.unwrap_err();
        assert_eq!(gone.code(), "no-such-dead-letter");
    }
    for letter in letters(&lab).await {
        lab.engine.discard_dead_letter(by("op"), letter.id, Some("too late".into())).await.unwrap();
    }
    lab.engine.idle().await;
    assert_eq!((lab.count("poison").await, lab.count("poison2").await), (0, 1));
    assert!(letters(&lab).await.is_empty());
    let task = lab.tasks().await.into_iter().find(|t| t.definition == "poison2:1").unwrap();
    let variables = lab.engine.variables(task.instance, None).await.unwrap();
    assert_eq!(variables[0].value, json!(7), "what the message carried is not lost");
}

/// A script that gives the variable `big` nine times when it ends, in one move, and the way from here over it to a task.
fn copies(from: &str) -> (String, String) {
    let mut outputs = String::new();
    for n in 0..9 {
        write!(outputs, "<zeebe:output source='=big' target='v{n}'/>").unwrap();
    }
    let script = format!(
        "<scriptTask id='c'><extensionElements><zeebe:script expression='=1' resultVariable='one'/>\
         <zeebe:ioMapping>{outputs}</zeebe:ioMapping></extensionElements></scriptTask>"
    );
    (script, format!("{from} c task"))
}

#[tokio::test]
async fn what_is_too_much_for_one_commit_is_set_aside_too() {
    let lab = Lab::new();
    let (scripts, ways) = copies("start");
    let elements = format!(
        "<startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent>{scripts}<userTask id='task'/>"
    );
    lab.deploy(&model("copier", &ways, &elements, ROOTS)).await;
    lab.deploy(&starting("healthy", "<messageEventDefinition messageRef='m'/>")).await;
    publish(&lab, json!({"big": "x".repeat(2_000_000)})).await;
    assert_eq!((lab.count("copier").await, lab.count("healthy").await), (0, 1));
    let set_aside = letters(&lab).await;
    assert_eq!((set_aside.len(), set_aside[0].code.as_str(), set_aside[0].tries), (1, "commit-too-large", 3));
    // Still too much: it comes back.
    lab.engine.retry_dead_letter(by("op"), set_aside[0].id, None).await.unwrap();
    lab.engine.idle().await;
    assert_eq!(letters(&lab).await.len(), 1);
}

#[tokio::test]
async fn a_timer_whose_step_is_too_much_for_one_commit_is_an_incident_and_others_fire() {
    let lab = Lab::new();
    let (scripts, ways) = copies("start wait");
    let elements = format!(
        "<startEvent id='start'/><intermediateCatchEvent id='wait'><timerEventDefinition>\
         <timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\
         {scripts}<userTask id='task'/>"
    );
    lab.deploy(&model("copier", &ways, &elements, "")).await;
    let large = lab.start("copier", vars(json!({"big": "x".repeat(2_000_000)}))).await;
    let small = lab.start("copier", vars(json!({"big": "x"}))).await;
    lab.pass(3_600_000).await;
    assert_eq!(lab.told(small).await, "running: task waits for userTask");
    let told = lab.told(large).await;
    assert!(told.contains("copier is stuck: quarantine"), "{told}");
}

#[tokio::test]
async fn many_receivers_get_a_signal_page_by_page_each_once_and_nobody_who_comes_later() {
    let mut lab = Lab::new();
    let catching = model(
        "boat",
        "start wait home",
        "<startEvent id='start'/><intermediateCatchEvent id='wait'><signalEventDefinition signalRef='s'/>\
         </intermediateCatchEvent><userTask id='home'/>",
        ROOTS,
    );
    lab.deploy(&catching).await;
    lab.deploy(&starting("alarm", "<signalEventDefinition signalRef='s'/>")).await;
    lab.deploy(&starting("siren", "<signalEventDefinition signalRef='s'/>")).await;
    for _ in 0..20 {
        lab.start("boat", vars(json!({}))).await;
    }
    // So large that a page has two receivers: 22 of them are 44 megabytes, more than a commit takes.
    let signal = SignalBroadcast { name: "storm".into(), variables: vars(json!({"x": "x".repeat(2_000_000)})) };
    let report = lab.engine.broadcast_signal(by("coast"), signal).await.unwrap();
    assert_eq!((report.subscriptions, report.definitions), (20, 2));
    let late = lab.start("boat", vars(json!({}))).await;
    lab.power_cut().await;
    lab.engine.idle().await;
    assert_eq!((lab.count("alarm").await, lab.count("siren").await), (1, 1));
    let homes = lab.tasks().await.iter().filter(|task| task.element.as_str() == "home").count();
    assert_eq!(homes, 20);
    assert_eq!(lab.told(late).await, "running: wait waits for signal storm");
}
