//! Processes that start each other in a round without a pause: they are stopped, and an operator sees it.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_engine::api::{Paging, SignalBroadcast};
use weir_engine::{STARTS_DEPTH_MAX, STARTS_PAUSE_MS};

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
