//! Compensation across restarts: what was remembered of the data is in the view, and the log makes it again.

use crate::engine_support::{Lab, by, model, vars};
use serde_json::json;
use weir_core::InstanceId;
use weir_engine::api::{CompleteUserTask, SetVariables};

fn trip() -> String {
    let elements = "<startEvent id='start'/><userTask id='book'/><userTask id='more'/>\
         <boundaryEvent id='undone' attachedToRef='book'><compensateEventDefinition/></boundaryEvent>\
         <userTask id='undo' isForCompensation='true'/>\
         <association id='a' sourceRef='undone' targetRef='undo' associationDirection='One'/>\
         <intermediateThrowEvent id='back'><compensateEventDefinition/></intermediateThrowEvent><userTask id='after'/>";
    model("trip", "start book more back after", elements, "")
}

async fn complete(lab: &Lab, variables: serde_json::Value) {
    let done = CompleteUserTask { variables: vars(variables), outcome: None, comment: None };
    lab.engine.complete_user_task(by("ada"), lab.task().await.id, done).await.unwrap();
}

async fn seen(lab: &Lab, id: InstanceId) -> Vec<String> {
    let task = lab.task().await;
    let all = lab.engine.variables(id, Some(task.id.key)).await.unwrap();
    all.iter().map(|v| format!("{}: {}={}", v.scope, v.name, v.value)).collect()
}

#[tokio::test]
async fn a_handler_sees_the_data_as_they_were_over_restarts_and_from_the_log_alone() {
    let mut lab = Lab::new();
    lab.deploy(&trip()).await;
    let id = lab.start("trip", vars(json!({"price": 1}))).await;
    complete(&lab, json!({"booking": "b1"})).await;
    lab.restart().await;
    complete(&lab, json!({"booking": "b2", "price": 2})).await;
    let handler = lab.task().await.id.key;
    let as_it_was = [format!("{handler}: booking=\"b1\""), format!("{handler}: price=1")];
    assert_eq!(seen(&lab, id).await, as_it_was);
    let now = lab.rows();
    lab.rebuild().await;
    assert_eq!(lab.rows(), now, "the log makes the same rows");
    assert_eq!(seen(&lab, id).await, as_it_was);
    let change = SetVariables { scope: handler, variables: vars(json!({"price": 5})), local: false, reason: None };
    lab.engine.set_variables(by("op"), id, change).await.unwrap();
    assert_eq!(seen(&lab, id).await, [format!("{handler}: booking=\"b1\""), format!("{handler}: price=5")]);
    complete(&lab, json!({"refund": 3})).await;
    assert_eq!(seen(&lab, id).await, ["0: booking=\"b2\"", "0: price=2", "0: refund=3"]);
    let now = lab.rows();
    lab.rebuild().await;
    assert_eq!(lab.rows(), now, "what was remembered is gone for good");
}
