//! Kept messages in great numbers: all of them find those who wait, without being asked twice.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_engine::api::{Paging, PublishMessage};

/// More than one turn looks at.
const MANY: usize = 1003;

fn ordered(n: usize) -> PublishMessage {
    PublishMessage {
        name: "ordered".into(),
        correlation_key: Some(format!("k{n}")),
        variables: vars(json!({ "n": n })),
        ..PublishMessage::default()
    }
}

#[tokio::test]
async fn more_kept_messages_than_one_turn_looks_at_start_their_process_at_once() {
    let lab = Lab::new();
    for n in 0..MANY {
        lab.engine.publish_message(by("shop"), ordered(n)).await.unwrap();
    }
    let start = "<startEvent id='start'><messageEventDefinition messageRef='m'/></startEvent><endEvent id='end'/>";
    lab.deploy(&model("order", "start end", start, "<message id='m' name='ordered'/>")).await;
    lab.engine.idle().await;
    assert!(lab.engine.messages(None, &Paging::default()).await.unwrap().items.is_empty());
    assert_eq!(lab.engine.metrics().instances_started, MANY as u64);
}

#[tokio::test]
async fn those_who_wait_get_the_oldest_they_may_take_and_the_rest_is_kept() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/>\
        </intermediateCatchEvent><endEvent id='end'/>";
    let keyed = "<message id='m' name='ordered'><extensionElements><zeebe:subscription correlationKey='=key'/>\
        </extensionElements></message>";
    // Without a correlation key it takes those of any key.
    lab.deploy(&model("any", "start wait end", elements, "<message id='m' name='ordered'/>")).await;
    lab.deploy(&model("one", "start wait end", elements, keyed)).await;
    for n in 0..MANY {
        lab.engine.publish_message(by("shop"), ordered(n)).await.unwrap();
    }
    let last = lab.start("one", vars(json!({"key": format!("k{}", MANY - 1)}))).await;
    let mut waiting = vec![last];
    for _ in 0..3 {
        waiting.push(lab.start("any", vars(json!({}))).await);
    }
    lab.engine.idle().await;
    for id in waiting {
        assert_eq!(lab.told(id).await, "completed");
    }
    let got = lab.engine.variables(last, None).await.unwrap();
    assert!(got.iter().any(|v| v.name == "n" && v.value == json!(MANY - 1)), "{got:?}");
    let left = lab.engine.messages(None, &Paging { limit: Some(1000), cursor: None }).await.unwrap();
    assert_eq!(left.items.len(), MANY - 4);
}
