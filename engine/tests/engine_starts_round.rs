//! Processes that start each other in a round without a pause: they are stopped, and an operator sees it.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_engine::api::{Paging, SignalBroadcast};
use weir_engine::{STARTS_DEPTH_MAX, STARTS_FREE_DEPTH, STARTS_MAX, STARTS_PAUSE_MS};

const ROOTS: &str = "<message id='m' name='again'/><signal id='s' name='again'/>";
const SIGNAL: &str = "<signalEventDefinition signalRef='s'/>";
const MESSAGE: &str = "<messageEventDefinition messageRef='m'/>";

fn again() -> SignalBroadcast {
    SignalBroadcast { name: "again".into(), variables: vars(json!({})) }
}

#[tokio::test]
async fn a_process_that_starts_itself_without_a_pause_is_stopped_where_an_operator_sees_it() {
    let all = STARTS_DEPTH_MAX as usize + 1;
    for (kind, trigger) in [("signal", SIGNAL), ("message", MESSAGE)] {
        let mut lab = Lab::new();
        let first = format!("<startEvent id='start'/><endEvent id='end'>{trigger}</endEvent>");
        lab.deploy(&model("first", "start end", &first, ROOTS)).await;
        let round = format!("<startEvent id='start'>{trigger}</startEvent><endEvent id='end'>{trigger}</endEvent>");
        lab.deploy(&model("round", "start end", &round, ROOTS)).await;
        lab.start("first", vars(json!({}))).await;
        lab.engine.idle().await;
        // The first throw counts too.
        assert_eq!(lab.count("round").await, all - 1, "{kind}");
        let letters = lab.engine.dead_letters(&Paging::default()).await.unwrap().items;
        let [letter] = letters.as_slice() else { panic!("{kind}: {letters:?}") };
        assert_eq!((letter.code.as_str(), letter.definition.as_deref()), ("starts-too-deep", Some("round:1")));

        // It outlives a lost view, and whoever has it tried again gets another round.
        lab.rebuild().await;
        lab.engine.retry_dead_letter(by("op"), letter.id, None).await.unwrap();
        lab.engine.idle().await;
        assert_eq!(lab.count("round").await, all - 1 + all, "{kind}");
        assert_eq!(lab.engine.dead_letters(&Paging::default()).await.unwrap().items.len(), 1);
    }
}

/// A process that starts two of its own kind.
fn two() -> String {
    let elements = format!(
        "<startEvent id='start'>{SIGNAL}</startEvent><parallelGateway id='fork'/><endEvent id='one'>{SIGNAL}</endEvent>\
         <endEvent id='more'>{SIGNAL}</endEvent><sequenceFlow id='other' sourceRef='fork' targetRef='more'/>"
    );
    model("two", "start fork one", &elements, ROOTS)
}

#[tokio::test]
async fn a_process_that_starts_two_of_its_own_is_stopped_long_before_it_is_deep() {
    let lab = Lab::new();
    lab.deploy(&two()).await;
    lab.engine.broadcast_signal(by("ann"), again()).await.unwrap();
    lab.engine.idle().await;
    let metrics = lab.engine.metrics();
    let (started, free) = (metrics.instances_started as usize, (1 << (STARTS_FREE_DEPTH + 1)) - 1);
    assert!((STARTS_MAX..=STARTS_MAX + free).contains(&started), "{started}");
    // Each has started two, or its start stands where an operator sees it.
    assert_eq!(metrics.dead_letters as usize, started + 1);
    let letters = lab.engine.dead_letters(&Paging { limit: Some(1), cursor: None }).await.unwrap().items;
    assert_eq!(letters[0].code, "starts-too-many");
}

#[tokio::test]
async fn a_suspended_definition_is_not_started_by_what_is_under_way() {
    let lab = Lab::new();
    lab.deploy(&two()).await;
    lab.engine.broadcast_signal(by("ann"), again()).await.unwrap();
    lab.engine.suspend_definition(by("op"), "two:1", false, None).await.unwrap();
    lab.engine.idle().await;
    let metrics = lab.engine.metrics();
    assert!((metrics.instances_started as usize) < STARTS_MAX, "{}", metrics.instances_started);
    let letters = lab.engine.dead_letters(&Paging { limit: Some(1000), cursor: None }).await.unwrap().items;
    assert!(letters.iter().all(|letter| letter.code == "definition-suspended"), "{letters:?}");
}

#[tokio::test]
async fn a_process_that_makes_a_pause_starts_itself_as_often_as_it_likes() {
    let lab = Lab::new();
    let timer =
        "<timerEventDefinition><timeDuration xsi:type='tFormalExpression'>PT1S</timeDuration></timerEventDefinition>";
    let elements = format!(
        "<startEvent id='start'>{SIGNAL}</startEvent><intermediateCatchEvent id='rest'>{timer}</intermediateCatchEvent>\
         <endEvent id='end'>{SIGNAL}</endEvent>"
    );
    lab.deploy(&model("slow", "start rest end", &elements, ROOTS)).await;
    lab.engine.broadcast_signal(by("ann"), again()).await.unwrap();
    lab.engine.idle().await;
    for _ in 0..STARTS_DEPTH_MAX + 5 {
        lab.pass(STARTS_PAUSE_MS).await;
    }
    assert_eq!(lab.count("slow").await, STARTS_DEPTH_MAX as usize + 6);
    assert!(lab.engine.dead_letters(&Paging::default()).await.unwrap().items.is_empty());
}
