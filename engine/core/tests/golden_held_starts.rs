//! Golden traces of scopes whose start event has happened while they could not begin. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use crate::common::modify::check_migration;
use expect_test::expect;

/// Nothing of it can be started by a message.
const ONE: &str = "s: start -> a\na: user -> e\ne: end";

#[test]
fn an_event_sub_process_that_cannot_await_its_timer_keeps_its_message_until_that_is_put_right() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  on: start message cancel out why=reason -> h\n  h: user -> he\n  he: end\n  \
         slow: es\n    t: start timer =late non-interrupting -> r\n    r: user",
        "start; message cancel {\"reason\": \"late\"}; resolve es; set {\"late\": \"PT1H\"}; resolve es; +1h; complete r; complete h",
        &expect![[r#"
            > start
              p waits for message cancel (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message cancel {"reason": "late"}
              a no longer waits for user task
              a terminated
              triggered es
              es keeps what came until it can begin
              es incident feel-missing-variable: variable `late` is missing, in `late`, line 1, column 1
            > resolve es
              es incident resolved
              es incident feel-missing-variable: variable `late` is missing, in `late`, line 1, column 1
            > set {"late": "PT1H"}
              p.late = "PT1H"
            > resolve es
              es incident resolved
              es waits for timer 1970-01-01T01:00:00.000Z (slow)
              triggered on
              on.reason = "late"
              p.why = "late"
              on completed: on-h
              enter h
              h waits for user task
            > +1h
              triggered slow
              triggered t
              t completed: t-r
              enter r
              r waits for user task
            > complete r
              r completed
              slow completed
            > complete h
              h completed: h-he
              enter he
              he completed
              es completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_process_that_is_started_at_an_event_begins_there_once_its_timer_can_be_awaited() {
    check(
        "m: start message order -> a\na: user -> e\ne: end\nn: start -> b\nb: user\nslow: es\n  t: start timer =late -> r\n  r: user",
        "start m {\"n\": 1}; set {\"late\": \"PT1H\"}; resolve p; complete a",
        &expect![[r#"
            > start m {"n": 1}
              p begins at m once it can
              p incident feel-missing-variable: variable `late` is missing, in `late`, line 1, column 1
            > set {"late": "PT1H"}
              p.late = "PT1H"
            > resolve p
              p incident resolved
              p waits for timer 1970-01-01T01:00:00.000Z (slow)
              triggered m
              m completed: m-a
              enter a
              a waits for user task
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for timer 1970-01-01T01:00:00.000Z (slow)
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_is_awaited_is_asked_for_outside_before_an_event_sub_process_begins() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  on: start signal stop -> h\n  h: user\n  slow: es\n    \
         t: start timer {=string(count(for i in 1..n return i))} -> r\n    r: user",
        "start {\"n\": 5}; signal stop; answer es \"PT1H\"; complete h",
        &expect![[r#"
            > start {"n": 5}
              p waits for signal stop (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > signal stop
              a no longer waits for user task
              a terminated
              triggered es
              es waits for value of string(count(for i in 1..n return i))
            > answer es "PT1H"
              es answered Value(String("PT1H"))
              es waits for timer 1970-01-01T01:00:00.000Z (slow)
              triggered on
              on completed: on-h
              enter h
              h waits for user task
            > complete h
              h completed
              es no longer waits for timer 1970-01-01T01:00:00.000Z (slow)
              es completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_kept_start_goes_on_in_another_version_under_its_new_name() {
    let before = "s: start -> a\na: user -> e\ne: end\nes: es\n  on: start message cancel -> h\n  h: user -> he\n  he: end\n  \
                  slow: es\n    t: start timer =late non-interrupting -> r\n    r: user";
    let after =
        "s: start -> a\na: user -> e\ne: end\nes: es\n  off: start message cancel -> h\n  h: user -> he\n  he: end";
    check_migration(
        before,
        "start; message cancel",
        after,
        "",
        "resolve es; complete h",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          es #3 is es
        > resolve es
          es incident resolved
          triggered off
          off completed: off-h
          enter h
          h waits for user task
        > complete h
          h completed: h-he
          enter he
          he completed
          es completed
          p completed
          process Completed
    "]],
    );
    let before = "s: start message m -> a\na: user -> e\ne: end\nslow: es\n  t: start timer =late non-interrupting -> r\n  r: user";
    let after = "w: start message m -> a\na: user -> e\ne: end";
    check_migration(
        before,
        "start s message m",
        after,
        "s=w",
        "resolve p; complete a",
        &expect![[r"
        > migrate s=w
          somebody steps in: Migrate
          p #0 is p
        > resolve p
          p incident resolved
          triggered w
          w completed: w-a
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
    check_migration(
        before,
        "start s message m",
        ONE,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: start-not-mapped: `s` has happened and `p` begins with it: map it to an event there
            start-not-mapped p #0
    "]],
    );
}
