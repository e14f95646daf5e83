//! Golden traces of conditions that are looked at after certain changes only, `camunda:variableName` and
//! `camunda:variableEvents`. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;
use serde_json::json;
use weir_core::Timestamp;
use weir_core::compile::prepare;
use weir_core::element::start_conditions;
use weir_core::instance::Variables;

#[test]
fn a_condition_that_watches_one_variable_is_not_looked_at_when_another_changes() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > y} watching x -> e\ne: end",
        "start {\"x\": 3, \"y\": 5}; set {\"y\": 1}; set {\"x\": 2}",
        &expect![[r#"
            > start {"x": 3, "y": 5}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
            > set {"y": 1}
              p.y = 1
            > set {"x": 2}
              p.x = 2
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn created_and_updated_are_told_apart() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} watching x/create non-interrupting -> n\nc: boundary on a condition {x > 1} watching x/update non-interrupting -> u\nn: task\nu: task\ne: end",
        "start; set {\"x\": 2}; set {\"x\": 3}; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for condition (false) (c)
              a waits for user task
            > set {"x": 2}
              p.x = 2
              a now waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > set {"x": 3}
              p.x = 3
              a now waits for condition (true) (c)
              triggered c
              c completed: c-u
              enter u
              u completed
            > complete a
              a no longer waits for condition (true) (b)
              a no longer waits for condition (true) (c)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn without_a_name_the_kind_of_change_counts_for_every_variable_of_the_condition() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > y} watching any/update -> e\ne: end",
        "start {\"x\": 3}; set {\"y\": 1}; set {\"z\": 1}; set {\"y\": 2}",
        &expect![[r#"
            > start {"x": 3}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
            > set {"y": 1}
              p.y = 1
            > set {"z": 1}
              p.z = 1
            > set {"y": 2}
              p.y = 2
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

fn file(attributes: &str, event: &str) -> weir_core::compile::Prepared {
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn' \
         targetNamespace='t'><process id='p' isExecutable='true'>{event}<conditionalEventDefinition {attributes}>\
         <condition>${{x > 1}}</condition></conditionalEventDefinition></startEvent><task id='t'/>\
         <sequenceFlow id='f' sourceRef='s' targetRef='t'/></process></definitions>"
    );
    prepare(text.as_bytes())
}

#[test]
fn a_start_condition_that_watches_a_variable_is_asked_when_that_is_given() {
    let prepared = file("camunda:variableName='y'", "<startEvent id='s'>");
    let hold = |given: serde_json::Value| {
        let variables: Variables = serde_json::from_value(given).expect("variables");
        start_conditions(&prepared.processes[0], &variables, Timestamp(0)).hold.len()
    };
    assert_eq!((hold(json!({"x": 2})), hold(json!({"x": 2, "y": 0}))), (0, 1));
}

#[test]
fn changes_that_there_are_not_are_told_at_deployment() {
    for (events, code, errors) in [
        ("create, update", None, false),
        ("delete", None, false),
        ("create, remove", Some("variable-event-unknown"), true),
    ] {
        let prepared = file(&format!("camunda:variableEvents='{events}'"), "<startEvent id='s'>");
        let told = prepared.problems.iter().find(|p| p.code.starts_with("variable-event")).map(|p| p.code.as_str());
        assert_eq!((told, prepared.processes.is_empty()), (code, errors), "{events}");
    }
}
