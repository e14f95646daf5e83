//! Listeners as users of Camunda 8 bring them: of a cancelled process, and the headers that their workers get.
//! Update with `UPDATE_EXPECT=1`.
use crate::common::foreign::run;
use expect_test::expect;
use weir_core::compile::prepare;

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'
    xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><error id='bad' name='bad' errorCode='BAD'/>
    <process id='p' isExecutable='true'>";

/// A file with what extends the process, `s`, what is given and `e` in a row.
fn file(process: &str, inside: &str) -> String {
    format!(
        "{HEAD}<extensionElements>{process}</extensionElements><startEvent id='s'/>{inside}<endEvent id='e'/>\
         <sequenceFlow id='s-a' sourceRef='s' targetRef='a'/><sequenceFlow id='a-e' sourceRef='a' targetRef='e'/>\
         </process></definitions>"
    )
}

fn codes(file: &str) -> Vec<String> {
    prepare(file.as_bytes()).problems.into_iter().map(|problem| problem.code.clone()).collect()
}

const CANCELLED: &str = "<zeebe:executionListeners>
    <zeebe:executionListener eventType='cancel' type='tell' retries='1'/>
    <zeebe:executionListener eventType='end' type='done'/>
    <zeebe:executionListener eventType='cancel' type='clean'><zeebe:taskHeaders><zeebe:header key='reason' value='own'/>
    <zeebe:header key='audit' value='yes'/></zeebe:taskHeaders></zeebe:executionListener>
    </zeebe:executionListeners>
    <zeebe:taskHeaders><zeebe:header key='reason' value='shared'/><zeebe:header key='kept' value='1'/></zeebe:taskHeaders>";

const TASK: &str = "<userTask id='a'/>";

#[test]
fn a_cancelled_process_tells_one_after_the_other_when_nothing_runs_in_it_any_more() {
    run(
        &file(CANCELLED, TASK),
        "start; cancel; complete p {\"told\": true}; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > cancel
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job tell (listener)
          headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
        > complete p {"told": true}
          p.told = true
          p waits for job clean (listener)
          headers of #0: {"audit": "yes", "kept": "1", "listener": "cancel", "reason": "own"}
        > complete p
          p terminated
          process Terminated
    "#]],
    );
}

#[test]
fn a_process_that_is_done_tells_nobody_that_it_was_cancelled() {
    run(
        &file(CANCELLED, TASK),
        "start; complete a; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          a completed: a-e
          enter e
          e completed
          p waits for job done (listener)
          headers of #0: {"kept": "1", "listener": "end", "reason": "shared"}
        > complete p
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn cancelled_again_it_ends_at_once() {
    run(
        &file(CANCELLED, TASK),
        "start; cancel; cancel",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > cancel
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job tell (listener)
          headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
        > cancel
          p no longer waits for job tell (listener)
          p terminated
          process Terminated
    "#]],
    );
}

/// What goes wrong with it is an incident as with any other listener, and the process ends all the same.
#[test]
fn who_hears_of_a_cancellation_may_fail_and_is_tried_again() {
    run(
        &file(CANCELLED, TASK),
        "start; cancel; fail p; resolve p; error p BAD; resolve p; complete p; complete p",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > cancel
              a no longer waits for user task
              a terminated
              p ends when all have heard
              p waits for job tell (listener)
              headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
            > fail p
              p job failed, 0 retries left
              p incident job-failed: no answer
              headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
            > resolve p
              p incident resolved
              p job has 1 retries
              headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
            > error p BAD
              p job failed, 0 retries left
              p throws error BAD, uncaught
              p incident uncaught-error: error `BAD` was not caught: reported
              headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
            > resolve p
              p incident resolved
              p job has 1 retries
              headers of #0: {"kept": "1", "listener": "cancel", "reason": "shared"}
            > complete p
              p waits for job clean (listener)
              headers of #0: {"audit": "yes", "kept": "1", "listener": "cancel", "reason": "own"}
            > complete p
              p terminated
              process Terminated
        "#]],
    );
}

/// Whoever is told that a task goes hears of it first: nothing runs in the process when it tells of itself.
#[test]
fn listeners_of_tasks_that_go_have_heard_before() {
    let task = "<userTask id='a'><extensionElements><zeebe:taskListeners><zeebe:taskListener eventType='canceling' \
                type='gone'/></zeebe:taskListeners></extensionElements></userTask>";
    let one = "<zeebe:executionListeners><zeebe:executionListener eventType='cancel' type='tell'/></zeebe:executionListeners>";
    run(
        &file(one, task),
        "start; cancel; complete p; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > cancel
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job gone (aside)
          headers of #0: {"listener": "canceling"}
        > complete p
          p waits for job tell (listener)
          headers of #0: {"listener": "cancel"}
        > complete p
          p terminated
          process Terminated
    "#]],
    );
}

#[test]
fn what_is_no_process_is_never_told_that_it_is_cancelled() {
    let told = "<userTask id='a'><extensionElements><zeebe:executionListeners><zeebe:executionListener eventType='cancel' \
                type='told'/></zeebe:executionListeners></extensionElements></userTask>";
    assert_eq!(codes(&file("", told)), ["listener-misplaced"]);
    let other = "<zeebe:executionListeners><zeebe:executionListener eventType='canceled' type='told'/></zeebe:executionListeners>";
    assert_eq!(codes(&file(other, TASK)), ["foreign-extension"]);
}

const HEADED: &str = "<zeebe:executionListeners><zeebe:executionListener eventType='start' type='first'>
    <zeebe:taskHeaders><zeebe:header key='k' value='own'/></zeebe:taskHeaders></zeebe:executionListener>
    <zeebe:executionListener eventType='end' type='last'/></zeebe:executionListeners>
    <zeebe:taskHeaders><zeebe:header key='k' value='of the element'/><zeebe:header key='l' value='2'/></zeebe:taskHeaders>";

#[test]
fn workers_of_listeners_get_the_headers_of_the_element_and_their_own_before_them() {
    let task = format!(
        "<serviceTask id='a'><extensionElements>{HEADED}<zeebe:taskDefinition type='work'/></extensionElements></serviceTask>"
    );
    assert_eq!(codes(&file("", &task)), [""; 0]);
    run(
        &file("", &task),
        "start; complete a; complete a; complete a",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for job first (listener)
          headers of #2: {"k": "own", "l": "2", "listener": "start"}
        > complete a
          a waits for job work
          headers of #2: {"k": "of the element", "l": "2"}
        > complete a
          a waits for job last (listener)
          headers of #2: {"k": "of the element", "l": "2", "listener": "end"}
        > complete a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn so_do_those_of_gateways_user_tasks_and_their_task_listeners() {
    let gateway =
        format!("<exclusiveGateway id='a'><extensionElements>{HEADED}</extensionElements></exclusiveGateway>");
    run(
        &file("", &gateway),
        "start; complete a; complete a",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for job first (listener)
          headers of #2: {"k": "own", "l": "2", "listener": "start"}
        > complete a
          a waits for job last (listener)
          headers of #2: {"k": "of the element", "l": "2", "listener": "end"}
        > complete a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    let task = "<userTask id='a'><extensionElements><zeebe:userTask/><zeebe:taskListeners><zeebe:taskListener \
                eventType='creating' type='told'/></zeebe:taskListeners><zeebe:taskHeaders><zeebe:header key='k' value='v'/>\
                </zeebe:taskHeaders></extensionElements></userTask>";
    assert_eq!(codes(&file("", task)), [""; 0]);
    run(
        &file("", task),
        "start; complete a; complete a",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for job told (listener)
          headers of #2: {"k": "v", "listener": "creating"}
        > complete a
          a waits for user task
        > complete a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn headers_that_no_job_has_are_told() {
    let headers = "<extensionElements><zeebe:taskHeaders><zeebe:header key='k' value='v'/></zeebe:taskHeaders></extensionElements>";
    let gateway = format!("<exclusiveGateway id='a'>{headers}</exclusiveGateway>");
    assert_eq!(codes(&file("", &gateway)), ["gateway-pointless", "extension-unused"]);
    let rule = |more: &str| {
        format!(
            "<businessRuleTask id='a'><extensionElements><zeebe:calledDecision decisionId='d' resultVariable='out'/>{more}\
             <zeebe:taskHeaders><zeebe:header key='k' value='v'/></zeebe:taskHeaders></extensionElements></businessRuleTask>"
        )
    };
    let listener =
        "<zeebe:executionListeners><zeebe:executionListener eventType='start' type='told'/></zeebe:executionListeners>";
    assert_eq!(codes(&file("", &rule(""))), ["work-unused"]);
    assert_eq!(codes(&file("", &rule(listener))), [""; 0]);
}
