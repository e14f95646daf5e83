//! Golden traces of listeners, and of retries after a time. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn an_element_waits_for_its_listeners_before_it_begins_and_before_it_is_left() {
    check(
        "s: start -> a\na: job type w listen start=before listen end=after listen end=seen:=done out got=done -> e\ne: end",
        "start; complete a; complete a {\"done\": 1}; complete a {\"done\": 2}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for job before (listener)
            > complete a
              a waits for job w
            > complete a {"done": 1}
              a.done = 1
              a waits for job after (listener)
            > complete a {"done": 2}
              a.done = 2
              p.seen = 2
              p.got = 2
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn outputs_may_come_before_the_listeners_of_the_end() {
    check(
        "s: start -> a\na: job type w outputs-first listen end=after out got=done -> e\ne: end",
        "start; complete a {\"done\": 1}; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for job w
            > complete a {"done": 1}
              a.done = 1
              p.got = 1
              a waits for job after (listener)
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
fn an_error_of_a_listener_is_caught_like_one_of_the_task() {
    check(
        "s: start -> a\na: job type w listen start=before listen end=after -> e\n\
         b: boundary on a error E -> h\nh: task\ne: end",
        "start; error a E",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for error E (b)
              a waits for job before (listener)
            > error a E
              a job failed, 0 retries left
              a throws error E, caught at a
              a no longer waits for job before (listener)
              a terminated
              triggered b with errorCode="E", errorMessage="reported"
              b completed: b-h
              enter h
              h completed
              p completed
              process Completed
        "#]],
    );
    check(
        "s: start -> a\na: job type w listen end=after -> e\nb: boundary on a error E -> h\nh: task\ne: end",
        "start; complete a; error a E",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for error E (b)
              a waits for job w
            > complete a
              a waits for job after (listener)
            > error a E
              a job failed, 0 retries left
              a throws error E, caught at a
              a no longer waits for job after (listener)
              a terminated
              triggered b with errorCode="E", errorMessage="reported"
              b completed: b-h
              enter h
              h completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_listener_that_fails_is_an_incident_and_is_tried_again_alone() {
    check(
        "s: start -> a\na: job type w listen start=one listen start=two -> e\ne: end",
        "start; complete a; fail a; resolve a; complete a; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for job one (listener)
            > complete a
              a waits for job two (listener)
            > fail a
              a job failed, 0 retries left
              a incident job-failed: no answer
            > resolve a
              a incident resolved
              a job has 1 retries
            > complete a
              a waits for job w
            > complete a
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_token_rests_on_a_flow_until_its_listener_is_done() {
    check(
        "s: start -> g\ng: xor -> a {yes} listen take=told, b default\na: task -> e\nb: task -> e\ne: end",
        "start {\"yes\": true}; complete g-a#listener0",
        &expect![[r#"
            > start {"yes": true}
              enter s
              s completed: s-g
              enter g
              g completed: g-a
              enter g-a#listener0
              g-a#listener0 waits for job told
            > complete g-a#listener0
              g-a#listener0 completed: g-a#taken0
              enter a
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn listeners_of_a_user_task_follow_its_life() {
    check(
        "s: start -> a\na: user for ann listen create=made listen assignment=given listen complete=done -> e\ne: end",
        "start; complete a; complete a; complete a; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for job made (listener)
            > complete a
              a waits for user task
              a waits for job given (aside)
            > complete a
              a waits for job done (listener)
            > complete a
            > complete a
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn who_starts_may_be_a_variable() {
    check(
        "s: start by who -> a\na: user for =who -> e\ne: end",
        "start; complete a",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}
