//! Golden traces of multi-instance activities that throw events when instances complete. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn each_instance_is_reported_and_all_go_on() {
    check(
        "s: start -> a\na: user parallel x2 each escalation done -> e\nb: boundary on a escalation done non-interrupting out last=escalationCode -> n\nn: task\ne: end",
        "start; complete a; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody waits for escalation done (b)
              a#multiInstanceBody: 2 instances
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a completed
              a#multiInstanceBody throws escalation done, caught at a#multiInstanceBody
              triggered b with escalationCode="done"
              p.last = "done"
              b completed: b-n
              enter n
              n completed
            > complete a
              a completed
              a#multiInstanceBody throws escalation done, caught at a#multiInstanceBody
              triggered b with escalationCode="done"
              a#multiInstanceBody no longer waits for escalation done (b)
              a#multiInstanceBody completed: a-e
              p.last = "done"
              b completed: b-n
              enter e
              enter n
              e completed
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn the_first_instance_is_reported_by_a_signal_that_knows_the_numbers() {
    check(
        "s: start -> a\na: user sequential x2 first -> e\nb: boundary on a signal a non-interrupting out done=numberOfCompletedInstances -> n\nn: task\ne: end",
        "start; complete a; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody waits for signal a (b)
              a#multiInstanceBody: 2 instances
              enter a with loopCounter=1
              a waits for user task
            > complete a
              a completed
              a#multiInstanceBody throws signal a
              triggered b with numberOfActiveInstances=0, numberOfCompletedInstances=1, numberOfInstances=2, numberOfTerminatedInstances=0
              enter a with loopCounter=2
              a waits for user task
              p.done = 1
              b completed: b-n
              enter n
              n completed
            > complete a
              a completed
              a#multiInstanceBody no longer waits for signal a (b)
              a#multiInstanceBody completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_condition_throws_and_ends_what_is_left() {
    check(
        "s: start -> a\na: user parallel x3 when {numberOfCompletedInstances >= 2} signal enough -> e\nb: boundary on a signal enough non-interrupting -> n\nn: task\ne: end",
        "start; complete a; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody waits for signal enough (b)
              a#multiInstanceBody: 3 instances
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
              enter a with loopCounter=3
              a waits for user task
            > complete a
              a completed
            > complete a
              a completed
              a#multiInstanceBody throws signal enough
              a no longer waits for user task
              a terminated
              triggered b with numberOfActiveInstances=1, numberOfCompletedInstances=2, numberOfInstances=3, numberOfTerminatedInstances=0
              a#multiInstanceBody no longer waits for signal enough (b)
              a#multiInstanceBody completed: a-e
              b completed: b-n
              enter e
              enter n
              e completed
              n completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_interrupting_event_catches_the_report_and_the_activity_is_left_there() {
    check(
        "s: start -> a\na: user parallel x3 first error early -> e\nb: boundary on a error early -> n\nn: task\ne: end",
        "start; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody waits for error early (b)
              a#multiInstanceBody: 3 instances
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
              enter a with loopCounter=3
              a waits for user task
            > complete a
              a completed
              a#multiInstanceBody throws error early, caught at a#multiInstanceBody
              a no longer waits for user task
              a terminated
              a no longer waits for user task
              a terminated
              a#multiInstanceBody terminated
              triggered b with errorCode="early", errorMessage=""
              b completed: b-n
              enter n
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_report_that_cannot_be_decided_is_an_incident_and_is_asked_again() {
    check(
        "s: start -> a\na: user parallel x2 when {limit > 1} signal enough -> e\ne: end",
        "start; complete a; set {\"limit\": 2}; resolve a#multiInstanceBody",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody: 2 instances
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a completed
              a#multiInstanceBody incident feel-missing-variable: variable `limit` is missing, in `limit > 1`, line 1, column 1
            > set {"limit": 2}
              p.limit = 2
            > resolve a#multiInstanceBody
              a#multiInstanceBody incident resolved
              a#multiInstanceBody throws signal enough
              a no longer waits for user task
              a terminated
              a#multiInstanceBody completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_report_compensates_beside_the_activity() {
    check(
        "s: start -> q\nq: task -> a\nc: boundary on q compensate -> up\nup: user for-compensation\na: user sequential x2 first compensate -> e\ne: end",
        "start; complete a; complete a; complete up",
        &expect![[r"
            > start
              enter s
              s completed: s-q
              enter q
              q kept
              q completed: q-a
              enter a#multiInstanceBody
              a#multiInstanceBody: 2 instances
              enter a with loopCounter=1
              a waits for user task
            > complete a
              a completed
              beside a#multiInstanceBody
              a#multiInstanceBody compensates q beside the flow
              undo by up
              up waits for user task
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a completed
              a#multiInstanceBody completed: a-e
              enter e
              e completed
            > complete up
              up completed
              a#multiInstanceBody completed
              p completed
              process Completed
        "]],
    );
}
