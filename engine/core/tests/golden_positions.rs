//! Golden traces of events where they stand more rarely: each trigger at each position of the table is seen at work
//! somewhere, and with it what happens when it does not come. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn an_end_event_throws_its_signal_and_the_path_ends() {
    check(
        "s: start -> f\nf: and -> c, a\nc: catch signal done -> e\na: user -> d\nd: end signal done\ne: end",
        "start; complete a; signal done",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-c, f-a
              enter c
              c waits for signal done
              enter a
              a waits for user task
            > complete a
              a completed: a-d
              enter d
              d throws signal done
              c completed: c-e
              d completed
              enter e
              e completed
              p completed
              process Completed
            > signal done
        "]],
    );
}

#[test]
fn an_interrupting_boundary_event_ends_what_escalates() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> f\n  f: and -> w, t\n  t: end escalation late\n  w: user\nb: boundary on sub escalation late -> n\nn: user\ne: end",
        "start; complete n",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for escalation late (b)
              enter is
              is completed: is-f
              enter f
              f completed: f-w, f-t
              enter w
              w waits for user task
              enter t
              t throws escalation late, caught at sub
              w no longer waits for user task
              w terminated
              t terminated
              sub terminated
              triggered b with escalationCode="late"
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
fn an_event_without_trigger_is_passed_and_what_stands_at_it_is_set() {
    check(
        "s: start -> t\nt: throw out reached=true -> e\ne: end",
        "start",
        &expect![[r"
        > start
          enter s
          s completed: s-t
          enter t
          p.reached = true
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn an_output_without_value_is_an_incident_at_an_event_too() {
    check(
        "s: start -> t\nt: throw out reached=there -> e\ne: end",
        r#"start; set {"there": 1}; resolve t"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-t
              enter t
              t has done its work and cannot be left yet
              t incident feel-missing-variable: variable `there` is missing, in `there`, line 1, column 1
            > set {"there": 1}
              p.there = 1
            > resolve t
              t incident resolved
              p.reached = 1
              t completed: t-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_date_is_waited_for_and_one_that_has_passed_is_not() {
    check(
        "s: start -> c\nc: catch timer 1970-01-01T00:30:00Z -> d\nd: catch timer 1970-01-01T00:10:00Z -> e\ne: end",
        "start; +1h; +1h",
        &expect![[r"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for timer 1970-01-01T00:30:00.000Z
            > +1h
              c completed: c-d
              enter d
              d waits for timer 1970-01-01T00:10:00.000Z
              d completed: d-e
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
fn a_condition_that_holds_begins_the_process_at_its_event() {
    check(
        "s: start condition {x > 1} -> a\na: user -> e\ne: end",
        r#"start s {"x": 2}; set {"x": 0}; set {"x": 3}; complete a"#,
        &expect![[r#"
            > start s {"x": 2}
              triggered s
              s completed: s-a
              enter a
              a waits for user task
            > set {"x": 0}
              p.x = 0
            > set {"x": 3}
              p.x = 3
            > complete a
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
