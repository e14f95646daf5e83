//! Golden traces of events: what each does, in order, as text. Update with `UPDATE_EXPECT=1`.
//! This file is long because traces are; each test stands alone.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_reminder_does_not_end_its_task_and_stops_with_it() {
    check(
        "s: start -> a\na: user -> e\nt: boundary on a timer R/PT1H non-interrupting -> r\nr: task\ne: end",
        "start; +1h; +1h; complete a; +1h",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T01:00:00.000Z (t)
              a waits for user task
            > +1h
              a now waits for timer 1970-01-01T02:00:00.000Z (t)
              triggered t
              t completed: t-r
              enter r
              r completed
            > +1h
              a now waits for timer 1970-01-01T03:00:00.000Z (t)
              triggered t
              t completed: t-r
              enter r
              r completed
            > complete a
              a no longer waits for timer 1970-01-01T03:00:00.000Z (t)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
            > +1h
              nothing due
        "]],
    );
}

#[test]
fn a_deadline_ends_everything_in_the_sub_process() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> f\n  f: and -> a, b\n  a: user\n  b: job\nt: boundary on sub timer PT1H -> late\nlate: user -> e\ne: end",
        "start; complete a; +1h; complete late",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for timer 1970-01-01T01:00:00.000Z (t)
              enter is
              is completed: is-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for job b
            > complete a
              a completed
            > +1h
              b no longer waits for job b
              b terminated
              sub terminated
              triggered t
              t completed: t-late
              enter late
              late waits for user task
            > complete late
              late completed: late-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_error_goes_to_the_nearest_catcher_an_exact_code_first() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> j\n  j: job type pay -> ie\n  ie: end error E9\n  any: es\n    on: start error -> h1\n    h1: user\n  exact: es\n    ox: start error E9 -> h2\n    h2: user -> again\n    again: end error E9\nb: boundary on sub error E9 -> out\nout: user -> e\ne: end",
        "start; complete j; complete h2; complete out",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error any (any)
              sub waits for error E9 (exact)
              sub waits for error E9 (b)
              enter is
              is completed: is-j
              enter j
              j waits for job pay
            > complete j
              j completed: j-ie
              enter ie
              ie throws error E9, caught at sub
              ie terminated
              sub no longer waits for error any (any)
              triggered exact with errorCode="E9", errorMessage=""
              triggered ox with errorCode="E9", errorMessage=""
              ox completed: ox-h2
              enter h2
              h2 waits for user task
            > complete h2
              h2 completed: h2-again
              enter again
              again throws error E9, caught at sub
              again terminated
              exact terminated
              sub terminated
              triggered b with errorCode="E9", errorMessage=""
              b completed: b-out
              enter out
              out waits for user task
            > complete out
              out completed: out-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_signal_reaches_all_that_wait_when_it_is_thrown() {
    check(
        "s: start -> f\nf: and -> c, w, g\nc: catch signal go -> e\nw: user -> e\nb: boundary on w signal go -> e\ng: user -> t\nt: throw signal go -> again\nagain: catch signal go -> e\ne: end",
        "start; complete g; signal go",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-c, f-w, f-g
              enter c
              c waits for signal go
              enter w
              w waits for signal go (b)
              w waits for user task
              enter g
              g waits for user task
            > complete g
              g completed: g-t
              enter t
              t throws signal go
              w no longer waits for user task
              w terminated
              c completed: c-e
              triggered b
              t completed: t-again
              enter e
              b completed: b-e
              enter again
              again waits for signal go
              e completed
              enter e
              e completed
            > signal go
              again completed: again-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn terminate_ends_its_scope_only() {
    check(
        "s: start -> sub\nsub: sub -> after\n  is: start -> f\n  f: and -> a, b\n  a: user -> stop\n  b: user\n  stop: end terminate\nafter: user -> e\ne: end",
        "start; complete a; complete after",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              enter is
              is completed: is-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete a
              a completed: a-stop
              enter stop
              b no longer waits for user task
              b terminated
              stop completed
              sub completed: sub-after
              enter after
              after waits for user task
            > complete after
              after completed: after-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_event_sub_process_runs_beside_or_instead() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes1: es\n  n: start message note non-interrupting -> x\n  x: user\nes2: es\n  i: start signal stop -> y\n  y: user",
        "start; message note; message note; signal stop; complete y",
        &expect![[r"
            > start
              p waits for message note (es1)
              p waits for signal stop (es2)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message note
              triggered es1
              triggered n
              n completed: n-x
              enter x
              x waits for user task
            > message note
              triggered es1
              triggered n
              n completed: n-x
              enter x
              x waits for user task
            > signal stop
              a no longer waits for user task
              a terminated
              x no longer waits for user task
              x terminated
              es1 terminated
              x no longer waits for user task
              x terminated
              es1 terminated
              p no longer waits for message note (es1)
              triggered es2
              triggered i
              i completed: i-y
              enter y
              y waits for user task
            > complete y
              y completed
              es2 completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_link_jumps_within_its_scope() {
    check(
        "s: start -> t\nt: throw link L\nc: catch link L -> a\na: user -> e\ne: end",
        "start; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-t
              enter t
              t completed
              triggered c
              c completed: c-a
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

#[test]
fn escalation_is_caught_outside_and_the_thrower_goes_on() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> t\n  t: throw escalation late -> a\n  a: user\nb: boundary on sub escalation late non-interrupting -> n\nn: user\ne: end",
        "start; complete a; complete n",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for escalation late (b)
              enter is
              is completed: is-t
              enter t
              t throws escalation late, caught at sub
              triggered b with escalationCode="late"
              t completed: t-a
              b completed: b-n
              enter a
              a waits for user task
              enter n
              n waits for user task
            > complete a
              a completed
              sub no longer waits for escalation late (b)
              sub completed: sub-e
              enter e
              e completed
            > complete n
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_condition_fires_when_it_turns_true() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} non-interrupting -> n\nn: task\ne: end",
        "start {\"x\": 0}; set {\"x\": 2}; set {\"x\": 3}; set {\"x\": 0}; set {\"x\": 5}; complete a",
        &expect![[r#"
            > start {"x": 0}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
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
            > set {"x": 0}
              p.x = 0
              a now waits for condition (false) (b)
            > set {"x": 5}
              p.x = 5
              a now waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > complete a
              a no longer waits for condition (true) (b)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_condition_that_holds_from_the_beginning_fires_on_entry() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} -> n\nn: user\ne: end",
        "start {\"x\": 2}; complete n",
        &expect![[r#"
            > start {"x": 2}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-n
              enter n
              n waits for user task
            > complete n
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn messages_carry_their_key_out_and_wait_with_it() {
    check(
        "s: start -> a\na: send order key id -> b\nb: catch message answer key id -> e\ne: end message done",
        "start {\"id\": 7}; message answer {\"ok\": true}",
        &expect![[r#"
            > start {"id": 7}
              enter s
              s completed: s-a
              enter a
              a throws message order 7
              a completed: a-b
              enter b
              b waits for message answer of 7
            > message answer {"ok": true}
              p.ok = true
              b completed: b-e
              enter e
              e throws message done 
              e completed
              p completed
              process Completed
        "#]],
    );
}
