//! Models of other engines: where what they compute ends up. Update with `UPDATE_EXPECT=1`.
use crate::common::run::Run;
use expect_test::{Expect, expect};
use weir_core::compile::prepare;
use weir_core::{Problem, Severity};

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:camunda='http://camunda.org/schema/1.0/bpmn' xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'>";

fn prepared(before: &str, inside: &str) -> weir_core::compile::Prepared {
    prepare(format!("{HEAD}{before}<process id='p' isExecutable='true'>{inside}</process></definitions>").as_bytes())
}

fn run(inside: &str, commands: &[&str], expected: &Expect) {
    run_with("", inside, commands, expected);
}

fn run_with(before: &str, inside: &str, commands: &[&str], expected: &Expect) {
    let prepared = prepared(before, inside);
    let process = prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems));
    let mut run = Run::new(&process);
    for command in commands {
        run.command(command);
    }
    expected.assert_eq(&run.trace);
}

fn loud(problems: &[Problem]) -> Vec<&str> {
    problems.iter().filter(|p| p.severity != Severity::Note).map(|p| p.code.as_str()).collect()
}

/// A start, one activity `a`, an end.
fn around(activity: &str) -> String {
    format!(
        "<startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>{activity}<sequenceFlow id='g' sourceRef='a' \
         targetRef='e'/><endEvent id='e'/>"
    )
}

#[test]
fn in_camunda_8_the_result_of_an_instance_is_its_own() {
    let work = "<serviceTask id='a'><extensionElements><zeebe:taskDefinition type='t'/></extensionElements>
        <multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection='=[1, 2]'
        inputElement='i' outputCollection='all' outputElement='=r'/></extensionElements>
        </multiInstanceLoopCharacteristics></serviceTask>";
    run(
        &around(work),
        &["start", "complete a {\"r\": 1}", "complete a {\"r\": 2}"],
        &expect![[r#"
        > start
          enter s
          s completed: f
          enter a#multiInstanceBody
          a#multiInstanceBody: 2 instances
          enter a with i=1, loopCounter=1
          a waits for job t
          enter a with i=2, loopCounter=2
          a waits for job t
        > complete a {"r": 1}
          a.r = 1
          a#multiInstanceBody[0] = 1
          a completed
        > complete a {"r": 2}
          a.r = 2
          a#multiInstanceBody[1] = 2
          a completed
          p.all = [1,2]
          a#multiInstanceBody completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    // An output mapping may give it, of whatever the worker gives.
    let mapped = work.replace(
        "type='t'/>",
        "type='t'/><zeebe:ioMapping><zeebe:output source='=body.v' target='r'/></zeebe:ioMapping>",
    );
    run(
        &around(&mapped),
        &["start", "complete a {\"body\": {\"v\": 1}}", "complete a {\"body\": {\"v\": 2}}"],
        &expect![[r#"
            > start
              enter s
              s completed: f
              enter a#multiInstanceBody
              a#multiInstanceBody: 2 instances
              enter a with i=1, loopCounter=1
              a waits for job t
              enter a with i=2, loopCounter=2
              a waits for job t
            > complete a {"body": {"v": 1}}
              a.body = {"v":1}
              a.r = 1
              a#multiInstanceBody[0] = 1
              a completed
            > complete a {"body": {"v": 2}}
              a.body = {"v":2}
              a.r = 2
              a#multiInstanceBody[1] = 2
              a completed
              p.all = [1,2]
              a#multiInstanceBody completed: g
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn in_camunda_7_what_a_task_gives_beside_its_outputs_is_kept() {
    let task = "<userTask id='a'><extensionElements><camunda:inputOutput>
        <camunda:inputParameter name='own'>x</camunda:inputParameter>
        <camunda:outputParameter name='sum'>${n + 1}</camunda:outputParameter></camunda:inputOutput></extensionElements></userTask>";
    run(
        &around(task),
        &["start", "complete a {\"n\": 1, \"b\": true, \"own\": \"y\"}"],
        &expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a.own = "x"
          a waits for user task
        > complete a {"n": 1, "b": true, "own": "y"}
          p.b = true
          p.n = 1
          a.own = "y"
          p.sum = 2
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn in_camunda_8_a_mapping_may_go_inside_a_variable() {
    let task = "<serviceTask id='a'><extensionElements><zeebe:taskDefinition type='t'/><zeebe:ioMapping>
        <zeebe:input source='=1' target='order.total'/><zeebe:input source='EUR' target='order.currency'/>
        <zeebe:output source='=paid' target='order.paid'/><zeebe:output source='ok' target='order.state.text'/>
        </zeebe:ioMapping></extensionElements></serviceTask>";
    run(
        &around(task),
        &["start {\"order\": {\"id\": 7}}", "complete a {\"paid\": 5}"],
        &expect![[r#"
        > start {"order": {"id": 7}}
          enter s
          s completed: f
          enter a
          a.order = {"total":1,"currency":"EUR"}
          a waits for job t
        > complete a {"paid": 5}
          a.paid = 5
          p.order = {"currency":"EUR","paid":5,"state":{"text":"ok"},"total":1}
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    run(
        &around(task),
        &["start", "complete a {\"paid\": 5}"],
        &expect![[r#"
        > start
          enter s
          s completed: f
          enter a
          a.order = {"total":1,"currency":"EUR"}
          a waits for job t
        > complete a {"paid": 5}
          a.paid = 5
          p.order = {"currency":"EUR","paid":5,"state":{"text":"ok"},"total":1}
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn the_code_of_an_error_may_be_an_expression_where_it_is_thrown() {
    let thrown = "<startEvent id='s'/><sequenceFlow id='f' sourceRef='s' targetRef='sub'/><subProcess id='sub'>
        <startEvent id='is'/><sequenceFlow id='if' sourceRef='is' targetRef='ie'/><endEvent id='ie'>
        <errorEventDefinition errorRef='any'/></endEvent></subProcess><boundaryEvent id='b' attachedToRef='sub'>
        <errorEventDefinition errorRef='late'/></boundaryEvent><sequenceFlow id='g' sourceRef='b' targetRef='e'/>
        <sequenceFlow id='h' sourceRef='sub' targetRef='e'/><endEvent id='e'/>";
    let roots = "<error id='any' errorCode='=code'/><error id='late' errorCode='LATE'/>";
    run_with(
        roots,
        thrown,
        &["start {\"code\": \"LATE\"}"],
        &expect![[r#"
        > start {"code": "LATE"}
          enter s
          s completed: f
          enter sub
          sub waits for error LATE (b)
          enter is
          is completed: if
          enter ie
          ie throws error LATE, caught at sub
          ie terminated
          sub terminated
          triggered b with errorCode="LATE", errorMessage=""
          b completed: g
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    let caught = prepared(roots, &thrown.replace("errorRef='late'", "errorRef='any'"));
    assert_eq!(loud(&caught.problems), ["caught-code-expression"]);
}

#[test]
fn what_no_start_event_leads_to_does_not_begin() {
    let orphan = around("<task id='a'/>") + "<userTask id='left' camunda:priority='5'/>";
    assert!(loud(&prepared("", &orphan).problems).contains(&"unreachable"));
    run(
        &orphan,
        &["start"],
        &expect![[r"
        > start
          enter s
          s completed: f
          enter a
          a completed: g
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn a_listener_that_changes_its_task_is_no_job() {
    let listened = |what: &str| {
        around(&format!(
            "<userTask id='a'><extensionElements><camunda:taskListener event='create' expression='{what}'/>
             </extensionElements></userTask>"
        ))
    };
    let set = prepared("", &listened("${task.setAssignee(owner)}"));
    assert_eq!(loud(&set.problems), Vec::<&str>::new());
    run(
        &listened("${task.setAssignee(owner)}"),
        &["start {\"owner\": \"ann\"}"],
        &expect![[r#"
        > start {"owner": "ann"}
          enter s
          s completed: f
          enter a
          a waits for value of javascript program: task.setAssignee(owner)
    "#]],
    );
    // Whatever only Java can do is told, since the task waits for a worker then.
    let other = prepared("", &listened("${task.getProcessEngineServices().getRuntimeService()}"));
    assert_eq!(loud(&other.problems), ["listener-as-job"]);
}
