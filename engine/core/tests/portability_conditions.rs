//! Conditions where the standard has none, in models of other engines. Update with `UPDATE_EXPECT=1`.
use crate::common::foreign::{file, run};
use expect_test::expect;
use weir_core::Severity;
use weir_core::compile::prepare;

/// Errors and warnings with their severity.
fn told(file: &str) -> Vec<String> {
    let loud = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity != Severity::Note);
    loud.map(|problem| format!("{:?} {}", problem.severity, problem.code)).collect()
}

/// Two tasks behind an element, the way to one of them on a condition.
fn split(element: &str) -> String {
    let (behind, flows) = match element {
        "" => ("s", String::new()),
        element => ("g", format!("{element}<sequenceFlow id='s-g' sourceRef='s' targetRef='g'/>")),
    };
    let inside = format!(
        "{flows}<userTask id='a' camunda:assignee='ann'/><userTask id='b'/><sequenceFlow id='one' sourceRef='{behind}' \
         targetRef='a'><conditionExpression xsi:type='tFormalExpression'>${{large}}</conditionExpression></sequenceFlow>\
         <sequenceFlow id='other' sourceRef='{behind}' targetRef='b'/><endEvent id='e'/>\
         <sequenceFlow id='a-e' sourceRef='a' targetRef='e'/><sequenceFlow id='b-e' sourceRef='b' targetRef='e'/>"
    );
    file(&inside, "").replacen(
        " targetNamespace",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' targetNamespace",
        1,
    )
}

#[test]
fn a_condition_behind_an_event_is_looked_at_as_in_camunda() {
    let model = split("");
    assert!(told(&model).contains(&"Warning condition-not-allowed".to_owned()), "{:?}", told(&model));
    run(
        &model,
        "start {\"large\": false}",
        &expect![[r#"
        > start {"large": false}
          enter s
          s completed: other
          enter b
          b waits for user task
    "#]],
    );
    let plain = model.replace(" camunda:assignee='ann'", "").replace("http://camunda.org/schema/1.0/bpmn", "urn:other");
    let plain = plain.replace("http://flowable.org/bpmn", "urn:another").replace("${large}", "= large");
    assert!(told(&plain).contains(&"Error condition-not-allowed".to_owned()), "{:?}", told(&plain));
}

#[test]
fn a_condition_behind_a_parallel_gateway_is_passed_over_as_in_camunda() {
    let model = split("<parallelGateway id='g'/>");
    assert!(told(&model).contains(&"Warning condition-not-allowed".to_owned()), "{:?}", told(&model));
    run(
        &model,
        "start {\"large\": false}",
        &expect![[r#"
        > start {"large": false}
          enter s
          s completed: s-g
          enter g
          g completed: one, other
          enter a
          a waits for user task
          enter b
          b waits for user task
    "#]],
    );
}
