//! Golden traces of event sub-processes with each kind of start event, interrupting or beside, and with what happens when
//! it does not come. Update with `UPDATE_EXPECT=1`. This file is long because traces are; each test stands alone.
use crate::common::check;
use expect_test::expect;

#[test]
fn an_event_sub_process_takes_over_when_its_time_has_come() {
    let text = "s: start -> a\na: user -> e\ne: end\nlate: es\n  t: start timer PT1H -> x\n  x: user";
    check(
        text,
        "start; +1h; complete x",
        &expect![[r"
        > start
          p waits for timer 1970-01-01T01:00:00.000Z (late)
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > +1h
          a no longer waits for user task
          a terminated
          triggered late
          triggered t
          t completed: t-x
          enter x
          x waits for user task
        > complete x
          x completed
          late completed
          p completed
          process Completed
    "]],
    );
    check(
        text,
        "start; complete a; +1h",
        &expect![[r"
        > start
          p waits for timer 1970-01-01T01:00:00.000Z (late)
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          a completed: a-e
          enter e
          e completed
          p no longer waits for timer 1970-01-01T01:00:00.000Z (late)
          p completed
          process Completed
        > +1h
          nothing due
    "]],
    );
}

#[test]
fn an_event_sub_process_beside_begins_each_time_and_stops_with_its_scope() {
    check(
        "s: start -> a\na: user -> e\ne: end\nnag: es\n  t: start timer R/PT1H non-interrupting -> x\n  x: task",
        "start; +1h; +1h; complete a; +1h",
        &expect![[r"
            > start
              p waits for timer 1970-01-01T01:00:00.000Z (nag)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > +1h
              p now waits for timer 1970-01-01T02:00:00.000Z (nag)
              triggered nag
              triggered t
              t completed: t-x
              enter x
              x completed
              nag completed
            > +1h
              p now waits for timer 1970-01-01T03:00:00.000Z (nag)
              triggered nag
              triggered t
              t completed: t-x
              enter x
              x completed
              nag completed
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for timer 1970-01-01T03:00:00.000Z (nag)
              p completed
              process Completed
            > +1h
              nothing due
        "]],
    );
}

#[test]
fn an_escalation_is_taken_over_inside_before_anybody_outside_hears_of_it() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> t\n  t: throw escalation late -> a\n  a: user\n  es: es\n    h: start escalation late -> x\n    x: user\nb: boundary on sub escalation late -> n\nn: user\ne: end",
        "start; complete x",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for escalation late (es)
              sub waits for escalation late (b)
              enter is
              is completed: is-t
              enter t
              t throws escalation late, caught at sub
              t terminated
              triggered es with escalationCode="late"
              triggered h with escalationCode="late"
              h completed: h-x
              enter x
              x waits for user task
            > complete x
              x completed
              es completed
              sub no longer waits for escalation late (b)
              sub completed: sub-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_escalation_with_another_code_passes_by_and_the_thrower_goes_on() {
    check(
        "s: start -> t\nt: throw escalation late -> a\na: user -> e\ne: end\nes: es\n  h: start escalation other -> x\n  x: user",
        "start; complete a",
        &expect![[r"
            > start
              p waits for escalation other (es)
              enter s
              s completed: s-t
              enter t
              t throws escalation late, uncaught
              t completed: t-a
              enter a
              a waits for user task
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for escalation other (es)
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_condition_that_turns_true_begins_an_event_sub_process() {
    let text = "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start condition {x > 1} -> x1\n  x1: user";
    check(
        text,
        r#"start {"x": 0}; set {"x": 1}; set {"x": 2}; complete x1"#,
        &expect![[r#"
        > start {"x": 0}
          p waits for condition (false) (es)
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > set {"x": 1}
          p.x = 1
        > set {"x": 2}
          p.x = 2
          p now waits for condition (true) (es)
          a no longer waits for user task
          a terminated
          triggered es
          triggered h
          h completed: h-x1
          enter x1
          x1 waits for user task
        > complete x1
          x1 completed
          es completed
          p completed
          process Completed
    "#]],
    );
    check(
        text,
        r#"start {"x": 0}; complete a"#,
        &expect![[r#"
        > start {"x": 0}
          p waits for condition (false) (es)
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          a completed: a-e
          enter e
          e completed
          p no longer waits for condition (false) (es)
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_condition_beside_begins_each_time_that_it_turns_true() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start condition {x > 1} non-interrupting -> n\n  n: task",
        r#"start {"x": 0}; set {"x": 2}; set {"x": 3}; set {"x": 0}; set {"x": 5}; complete a"#,
        &expect![[r#"
            > start {"x": 0}
              p waits for condition (false) (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > set {"x": 2}
              p.x = 2
              p now waits for condition (true) (es)
              triggered es
              triggered h
              h completed: h-n
              enter n
              n completed
              es completed
            > set {"x": 3}
              p.x = 3
            > set {"x": 0}
              p.x = 0
              p now waits for condition (false) (es)
            > set {"x": 5}
              p.x = 5
              p now waits for condition (true) (es)
              triggered es
              triggered h
              h completed: h-n
              enter n
              n completed
              es completed
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for condition (true) (es)
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_time_that_is_none_is_an_incident_where_the_scope_begins() {
    check(
        "s: start -> a\na: user -> e\ne: end\nlate: es\n  t: start timer =when -> x\n  x: user",
        r#"start; set {"when": "PT1H"}; resolve p; +1h; complete x"#,
        &expect![[r#"
            > start
              p incident feel-missing-variable: variable `when` is missing, in `when`, line 1, column 1
            > set {"when": "PT1H"}
              p.when = "PT1H"
            > resolve p
              p incident resolved
              p waits for timer 1970-01-01T01:00:00.000Z (late)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > +1h
              a no longer waits for user task
              a terminated
              triggered late
              triggered t
              t completed: t-x
              enter x
              x waits for user task
            > complete x
              x completed
              late completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_condition_that_cannot_be_evaluated_is_told_and_stops_nothing() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start condition {x > 1} -> n\n  n: user",
        r#"start; set {"x": "two"}; complete a"#,
        &expect![[r#"
            > start
              p waits for condition (false) (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > set {"x": "two"}
              p.x = "two"
              p incident condition-failed: condition `x > 1` of `h`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "two"
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for condition (false) (es)
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn any_of_several_triggers_begins_an_event_sub_process_beside() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start message M + signal S non-interrupting -> n\n  n: task",
        r#"start; signal S {"x": 1}; message M; complete a"#,
        &expect![[r#"
            > start
              p waits for message M (es)
              p waits for signal S (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > signal S {"x": 1}
              triggered es
              triggered h
              p.x = 1
              h completed: h-n
              enter n
              n completed
              es completed
            > message M
              triggered es
              triggered h
              h completed: h-n
              enter n
              n completed
              es completed
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for message M (es)
              p no longer waits for signal S (es)
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn all_of_several_triggers_begin_an_event_sub_process_once() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start all message M + signal S -> n\n  n: user",
        r#"start; message M {"x": 1}; signal S; complete n"#,
        &expect![[r#"
            > start
              p waits for message M (es)
              p waits for signal S (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message M {"x": 1}
              p gathers message M (es) with x=1
            > signal S
              a no longer waits for user task
              a terminated
              triggered es
              triggered h
              p.x = 1
              h completed: h-n
              enter n
              n waits for user task
            > complete n
              n completed
              es completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn one_of_several_that_are_all_needed_begins_nothing() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes: es\n  h: start all message M + signal S -> n\n  n: user",
        "start; message M; complete a",
        &expect![[r"
            > start
              p waits for message M (es)
              p waits for signal S (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message M
              p gathers message M (es)
            > complete a
              a completed: a-e
              enter e
              e completed
              p no longer waits for signal S (es)
              p completed
              process Completed
        "]],
    );
}
