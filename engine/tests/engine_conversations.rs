//! Conversations between instances of the pools of one file: answers reach those who asked, whatever the order.

use crate::engine_support::{Lab, by, vars};
use serde_json::{Value, json};
use weir_core::InstanceId;
use weir_engine::api::{CompleteUserTask, InstanceFilter, Paging, PublishMessage, UserTaskFilter};

/// A customer asks, a shop answers when its clerk says so, the customer confirms to that shop, which then ends.
fn pools(shop_begins: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
         <collaboration id='c'><participant id='pc' processRef='customer'/><participant id='ps' processRef='shop'/>\
         <messageFlow id='m1' sourceRef='ask' targetRef='asked'/><messageFlow id='m2' sourceRef='reply' targetRef='answer'/>\
         <messageFlow id='m3' sourceRef='confirm' targetRef='confirmed'/></collaboration>\
         <process id='customer' isExecutable='true'><startEvent id='s'/>\
         <sendTask id='ask'><extensionElements><weir:input source='who' target='who'/></extensionElements></sendTask>\
         <receiveTask id='answer'/>\
         <sendTask id='confirm'><extensionElements><weir:input source='who' target='by'/></extensionElements></sendTask>\
         <endEvent id='e'/><sequenceFlow id='f1' sourceRef='s' targetRef='ask'/><sequenceFlow id='f2' sourceRef='ask' targetRef='answer'/>\
         <sequenceFlow id='f3' sourceRef='answer' targetRef='confirm'/><sequenceFlow id='f4' sourceRef='confirm' targetRef='e'/></process>\
         <process id='shop' isExecutable='true'>{shop_begins}<userTask id='think'/>\
         <sendTask id='reply'><extensionElements><weir:input source='who' target='from'/></extensionElements></sendTask>\
         <receiveTask id='confirmed'/><userTask id='done'/>\
         <sequenceFlow id='g2' sourceRef='asked' targetRef='think'/><sequenceFlow id='g3' sourceRef='think' targetRef='reply'/>\
         <sequenceFlow id='g4' sourceRef='reply' targetRef='confirmed'/><sequenceFlow id='g5' sourceRef='confirmed' targetRef='done'/></process>\
         </definitions>"
    )
}

const BEGUN: &str = "<startEvent id='asked'><messageEventDefinition/></startEvent>";
const BY_ITSELF: &str =
    "<startEvent id='t'/><receiveTask id='asked'/><sequenceFlow id='g1' sourceRef='t' targetRef='asked'/>";

async fn value(lab: &Lab, id: InstanceId, name: &str) -> Option<Value> {
    let all = lab.engine.variables(id, None).await.unwrap();
    all.into_iter().find(|v| v.name == name).map(|v| v.value)
}

async fn shops(lab: &Lab) -> Vec<InstanceId> {
    let filter = InstanceFilter { process: Some("shop".into()), ..InstanceFilter::default() };
    lab.engine.instances(&filter, &Paging::default()).await.unwrap().items.iter().map(|i| i.id).collect()
}

async fn shop_of(lab: &Lab, who: &str) -> InstanceId {
    for id in shops(lab).await {
        if value(lab, id, "who").await == Some(json!(who)) {
            return id;
        }
    }
    panic!("a shop was asked by {who}")
}

async fn think(lab: &Lab, shop: InstanceId) {
    let filter = UserTaskFilter { instance: Some(shop), ..UserTaskFilter::default() };
    let task = lab.engine.user_tasks(&filter, &Paging::default()).await.unwrap().items.remove(0);
    let done = CompleteUserTask { variables: vars(json!({})), outcome: None, comment: None };
    lab.engine.complete_user_task(by("clerk"), task.id, done).await.unwrap();
    lab.engine.idle().await;
}

/// Two conversations at once, the answers in the other order than the questions, with a restart between.
async fn crossing(shop_begins: &str, prepared: usize) {
    let mut lab = Lab::new();
    lab.deploy(&pools(shop_begins)).await;
    for _ in 0..prepared {
        lab.start("shop", vars(json!({}))).await;
    }
    let (ann, bob) = (
        lab.start("customer", vars(json!({"who": "ann"}))).await,
        lab.start("customer", vars(json!({"who": "bob"}))).await,
    );
    lab.engine.idle().await;
    let (of_ann, of_bob) = (shop_of(&lab, "ann").await, shop_of(&lab, "bob").await);
    assert_ne!(of_ann, of_bob);
    lab.restart().await;
    think(&lab, of_bob).await;
    assert_eq!(lab.told(ann).await, "running: answer waits for message customer/answer", "the answer is not for her");
    assert_eq!((lab.told(bob).await.as_str(), value(&lab, of_bob, "by").await), ("completed", Some(json!("bob"))));
    assert_eq!(value(&lab, bob, "from").await, Some(json!("bob")));
    assert_eq!(lab.told(of_ann).await, "running: think waits for userTask", "nobody has confirmed to her shop");
    lab.rebuild().await;
    think(&lab, of_ann).await;
    assert_eq!(
        (value(&lab, ann, "from").await, value(&lab, of_ann, "by").await),
        (Some(json!("ann")), Some(json!("ann")))
    );
    assert_eq!(lab.told(of_ann).await, "running: done waits for userTask");
}

#[tokio::test]
async fn answers_reach_those_who_asked_where_the_question_starts_the_other_pool() {
    crossing(BEGUN, 0).await;
}

#[tokio::test]
async fn answers_reach_those_who_asked_where_both_pools_begin_by_themselves() {
    crossing(BY_ITSELF, 2).await;
}

#[tokio::test]
async fn a_message_from_outside_belongs_to_no_conversation_and_fits_the_only_one_that_waits() {
    let lab = Lab::new();
    lab.deploy(&pools(BEGUN)).await;
    let ann = lab.start("customer", vars(json!({"who": "ann"}))).await;
    lab.engine.idle().await;
    let message = || PublishMessage { name: "customer/answer".into(), ..PublishMessage::default() };
    let got = lab.engine.publish_message(by("x"), message()).await.unwrap();
    assert_eq!(got.delivered[0].instance, ann);
    for who in ["bob", "eve"] {
        lab.start("customer", vars(json!({"who": who}))).await;
    }
    lab.engine.idle().await;
    assert_eq!(lab.engine.publish_message(by("x"), message()).await.unwrap_err().code(), "ambiguous-message");
}

#[tokio::test]
async fn one_that_serves_many_hears_the_next_when_it_waits_again() {
    let lab = Lab::new();
    let text = pools(BY_ITSELF).replace("<receiveTask id='confirmed'/><userTask id='done'/>", "<userTask id='confirmed'/>")
        .replace("<messageFlow id='m3' sourceRef='confirm' targetRef='confirmed'/>", "")
        .replace("<sendTask id='confirm'><extensionElements><weir:input source='who' target='by'/></extensionElements></sendTask>", "<task id='confirm'/>")
        .replace("<sequenceFlow id='g5' sourceRef='confirmed' targetRef='done'/>", "")
        .replace("targetRef='confirmed'", "targetRef='asked'").replace("<userTask id='confirmed'/>", "");
    lab.deploy(&text).await;
    let shop = lab.start("shop", vars(json!({}))).await;
    for who in ["ann", "bob"] {
        let id = lab.start("customer", vars(json!({"who": who}))).await;
        lab.engine.idle().await;
        think(&lab, shop).await;
        assert_eq!((lab.told(id).await.as_str(), value(&lab, id, "from").await), ("completed", Some(json!(who))));
    }
}
