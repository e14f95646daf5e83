//! Listeners of every event of a task, and errors out of what workers report, as users of Camunda 7 bring them.
//! This file is long because each trace is shown whole. Update with `UPDATE_EXPECT=1`.
use crate::common::foreign::{file, run};
use expect_test::expect;

const LISTENED: &str = "<userTask id='a'><extensionElements>
    <camunda:taskListener event='update' class='Updated'/><camunda:taskListener event='assignment' class='Given'/>
    <camunda:taskListener event='delete' delegateExpression='${gone}'/>
    <camunda:taskListener event='timeout' class='Late' id='late'><timerEventDefinition>
    <timeDuration>PT1H</timeDuration></timerEventDefinition></camunda:taskListener>
    </extensionElements></userTask><endEvent id='e'/>";

/// After ten minutes another task takes its place.
const REPLACED: &str =
    "<boundaryEvent id='b' attachedToRef='a'><timerEventDefinition><timeDuration>PT10M</timeDuration>
    </timerEventDefinition></boundaryEvent><userTask id='f'/><sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>";

#[test]
fn a_task_tells_of_changes_and_of_times_beside_it() {
    run(
        &file(LISTENED, "s a e"),
        "start; claim; +1h; unclaim; complete a; complete a; complete a; complete a; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
              a waits for user task
              a waits for job Updated (aside)
              a waits for job Given (aside)
              headers of #2: {"class": "Updated", "listener": "update"}
              headers of #2: {"class": "Given", "listener": "assignment"}
            > +1h
              a waits for job Late (aside)
              headers of #2: {"class": "Updated", "listener": "update"}
              headers of #2: {"class": "Given", "listener": "assignment"}
              headers of #2: {"class": "Late", "listener": "timeout"}
              a waits for job Updated (aside)
              headers of #2: {"class": "Updated", "listener": "update"}
              headers of #2: {"class": "Given", "listener": "assignment"}
              headers of #2: {"class": "Late", "listener": "timeout"}
              headers of #2: {"class": "Updated", "listener": "update"}
            > complete a
              headers of #2: {"class": "Updated", "listener": "update"}
              headers of #2: {"class": "Given", "listener": "assignment"}
              headers of #2: {"class": "Late", "listener": "timeout"}
              headers of #2: {"class": "Updated", "listener": "update"}
            > complete a
              headers of #2: {"class": "Given", "listener": "assignment"}
              headers of #2: {"class": "Late", "listener": "timeout"}
              headers of #2: {"class": "Updated", "listener": "update"}
            > complete a
              headers of #2: {"class": "Late", "listener": "timeout"}
              headers of #2: {"class": "Updated", "listener": "update"}
            > complete a
              headers of #2: {"class": "Updated", "listener": "update"}
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
fn a_task_that_goes_without_being_done_is_told_of_in_the_scope_around_it() {
    let boundary = "<boundaryEvent id='b' attachedToRef='a'><timerEventDefinition><timeDuration>PT10M</timeDuration>
        </timerEventDefinition></boundaryEvent><endEvent id='f'/><sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>";
    run(
        &file(&format!("{LISTENED}{boundary}"), "s a e"),
        "start; +10m; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a waits for timer 1970-01-01T00:10:00.000Z (b)
          a waits for user task
        > +10m
          a no longer waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a no longer waits for user task
          a terminated
          p waits for job gone (aside)
          triggered b
          b completed: b-f
          enter f
          f completed
          headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
        > complete p
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn an_instance_that_is_cancelled_goes_once_all_have_heard_of_its_tasks() {
    run(
        &file(LISTENED, "s a e"),
        "start; cancel; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a waits for user task
        > cancel
          a no longer waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job gone (aside)
          headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
        > complete p
          p terminated
          process Terminated
    "#]],
    );
}

#[test]
fn an_instance_that_is_cancelled_again_goes_at_once() {
    run(
        &file(LISTENED, "s a e"),
        "start; cancel; cancel",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a waits for user task
        > cancel
          a no longer waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job gone (aside)
          headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
        > cancel
          p no longer waits for job gone (aside)
          p terminated
          process Terminated
    "#]],
    );
}

#[test]
fn what_ended_while_a_listener_had_failed_is_over_when_it_is_told_again() {
    run(
        &file(&format!("{LISTENED}{REPLACED}"), "s a e"),
        "start; +10m; fail p; complete f; resolve p; complete p",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
              a waits for timer 1970-01-01T00:10:00.000Z (b)
              a waits for user task
            > +10m
              a no longer waits for timer 1970-01-01T01:00:00.000Z (listener 0)
              a no longer waits for user task
              a terminated
              p waits for job gone (aside)
              triggered b
              b completed: b-f
              enter f
              f waits for user task
              headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
            > fail p
              p job failed, 0 retries left
              p incident job-failed: no answer
              headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
            > complete f
              f completed
              headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
            > resolve p
              p incident resolved
              p job has 1 retries
              headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
            > complete p
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_listener_that_has_failed_for_good_keeps_no_cancelled_instance() {
    run(
        &file(&format!("{LISTENED}{REPLACED}"), "s a e"),
        "start; +10m; fail p; cancel",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a waits for timer 1970-01-01T00:10:00.000Z (b)
          a waits for user task
        > +10m
          a no longer waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a no longer waits for user task
          a terminated
          p waits for job gone (aside)
          triggered b
          b completed: b-f
          enter f
          f waits for user task
          headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
        > fail p
          p job failed, 0 retries left
          p incident job-failed: no answer
          headers of #0: {"delegateExpression": "${gone}", "listener": "delete"}
        > cancel
          f no longer waits for user task
          f terminated
          p listener not told, job-failed: job `gone` had failed for good when what it was told of went
          p no longer waits for job gone (aside)
          p terminated
          process Terminated
    "#]],
    );
}

/// A sub-process `a`, with this in it, and a task `t` whose listener hears that it went after ten minutes; then comes `u`.
fn going_inside(more: &str) -> String {
    format!(
        "<subProcess id='a'><startEvent id='i'/><userTask id='t'><extensionElements>
        <camunda:taskListener event='delete' class='Gone'/></extensionElements></userTask><userTask id='u'/>
        <boundaryEvent id='b' attachedToRef='t'><timerEventDefinition><timeDuration>PT10M</timeDuration>
        </timerEventDefinition></boundaryEvent><sequenceFlow id='i-t' sourceRef='i' targetRef='t'/>
        <sequenceFlow id='b-u' sourceRef='b' targetRef='u'/>{more}</subProcess><endEvent id='e'/>"
    )
}

#[test]
fn whoever_has_not_heard_of_a_task_hears_of_it_further_out_when_its_scope_goes_too() {
    let inside = going_inside("")
        + "<userTask id='o'/>
        <boundaryEvent id='c' attachedToRef='a'><timerEventDefinition><timeDuration>PT1H</timeDuration>
        </timerEventDefinition></boundaryEvent><sequenceFlow id='c-o' sourceRef='c' targetRef='o'/>";
    run(
        &file(&inside, "s a e"),
        "start; +10m; +50m; complete p; complete o",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T01:00:00.000Z (c)
              enter i
              i completed: i-t
              enter t
              t waits for timer 1970-01-01T00:10:00.000Z (b)
              t waits for user task
            > +10m
              t no longer waits for user task
              t terminated
              a waits for job Gone (aside)
              triggered b
              b completed: b-u
              enter u
              u waits for user task
              headers of #2: {"class": "Gone", "listener": "delete"}
            > +50m
              u no longer waits for user task
              u terminated
              a no longer waits for job Gone (aside)
              a terminated
              p waits for job Gone (aside)
              triggered c
              c completed: c-o
              enter o
              o waits for user task
              headers of #0: {"class": "Gone", "listener": "delete"}
            > complete p
            > complete o
              o completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_error_of_whoever_hears_of_a_task_that_went_is_its_answer_where_it_is_caught_inside() {
    let inside = going_inside("
        <subProcess id='h' triggeredByEvent='true'><startEvent id='r'><errorEventDefinition/></startEvent><userTask id='v'/>
        <sequenceFlow id='r-v' sourceRef='r' targetRef='v'/></subProcess>");
    run(
        &file(&inside, "s a e"),
        "start; +10m; error a E; complete v",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for error any (h)
          enter i
          i completed: i-t
          enter t
          t waits for timer 1970-01-01T00:10:00.000Z (b)
          t waits for user task
        > +10m
          t no longer waits for user task
          t terminated
          a waits for job Gone (aside)
          triggered b
          b completed: b-u
          enter u
          u waits for user task
          headers of #2: {"class": "Gone", "listener": "delete"}
        > error a E
          a job failed, 0 retries left
          a throws error E, caught at a
          u no longer waits for user task
          u terminated
          a no longer waits for job Gone (aside)
          triggered h with errorCode="E", errorMessage="reported"
          triggered r with errorCode="E", errorMessage="reported"
          r completed: r-v
          enter v
          v waits for user task
        > complete v
          v completed
          h completed
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_listener_that_cannot_be_told_is_noted_and_keeps_no_task() {
    let listened = "<userTask id='a'><extensionElements><camunda:taskListener event='delete' \
        expression=\"${execution.setVariable('left', missing.name)}\"/><camunda:taskListener event='delete' class='Gone'/>
        </extensionElements></userTask><endEvent id='e'/>";
    run(
        &file(listened, "s a e"),
        "start; cancel; fail p; resolve p; complete p",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > cancel
          a listener not told, juel-missing-variable: variable `missing` is missing, in `${missing.name}`, line 1, column 3
          a no longer waits for user task
          a terminated
          p ends when all have heard
          p waits for job Gone (aside)
          headers of #0: {"class": "Gone", "listener": "delete"}
        > fail p
          p job failed, 0 retries left
          p incident job-failed: no answer
          headers of #0: {"class": "Gone", "listener": "delete"}
        > resolve p
          p incident resolved
          p job has 1 retries
          headers of #0: {"class": "Gone", "listener": "delete"}
        > complete p
          p terminated
          process Terminated
    "#]],
    );
}

#[test]
fn a_repeating_timeout_goes_on() {
    let task = "<userTask id='a'><extensionElements><camunda:taskListener event='timeout' \
        expression=\"${execution.setVariable('late', true)}\"><timerEventDefinition><timeCycle>R2/PT1H</timeCycle>\
        </timerEventDefinition></camunda:taskListener></extensionElements></userTask><endEvent id='e'/>";
    run(
        &file(task, "s a e"),
        "start; +1h; +1h; +1h; complete a",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (listener 0)
          a waits for user task
        > +1h
          a now waits for timer 1970-01-01T02:00:00.000Z (listener 0)
          p.late = true
        > +1h
          p.late = true
        > +1h
          nothing due
        > complete a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

const REPORTED: &str = "<serviceTask id='a' camunda:type='external' camunda:topic='pay'><extensionElements>
    <camunda:errorEventDefinition id='x' errorRef='bad'
    expression='${not empty externalTask.errorMessage and externalTask.getErrorDetails().contains(\"card\")}'/>
    <camunda:errorEventDefinition errorRef='bad' expression='${amount &gt; 10}'/></extensionElements></serviceTask>
    <endEvent id='e'/><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='bad'
    camunda:errorCodeVariable='code' camunda:errorMessageVariable='said'/></boundaryEvent><endEvent id='f'/>
    <sequenceFlow id='b-f' sourceRef='b' targetRef='f'/>";

#[test]
fn what_a_worker_reports_becomes_an_error_when_an_expression_says_so() {
    run(
        &file(REPORTED, "s a e"),
        "start; complete a {\"amount\": 11}",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for error BAD (b)
          a waits for job pay
        > complete a {"amount": 11}
          a job failed, 0 retries left
          a throws error BAD, caught at a
          a no longer waits for job pay
          a terminated
          triggered b with errorCode="BAD", errorMessage="it is bad"
          p.code = "BAD"
          p.said = "it is bad"
          p.amount = 11
          b completed: b-f
          enter f
          f completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn what_no_expression_asks_for_is_reported_as_ever() {
    run(
        &file(REPORTED, "s a e"),
        "start {\"amount\": 1}; fail a; resolve a; complete a",
        &expect![[r#"
        > start {"amount": 1}
          enter s
          s completed: s-a
          enter a
          a waits for error BAD (b)
          a waits for job pay
        > fail a
          a job failed, 0 retries left
          a incident job-failed: no answer
        > resolve a
          a incident resolved
          a job has 1 retries
        > complete a
          a no longer waits for error BAD (b)
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}
