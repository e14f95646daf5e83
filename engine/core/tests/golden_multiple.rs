//! Golden traces of events with several definitions: any of them, or all of them. Update with `UPDATE_EXPECT=1`.
//! This file is long because traces are; each test stands alone.
use crate::common::check;
use expect_test::expect;

#[test]
fn the_first_of_several_is_enough_and_ends_the_others() {
    check(
        "s: start -> c\nc: catch message A + signal B + timer PT1H -> e\ne: end",
        r#"start; signal B {"b": 1}"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for message A
              c waits for signal B
              c waits for timer 1970-01-01T01:00:00.000Z
            > signal B {"b": 1}
              c no longer waits for message A
              c no longer waits for timer 1970-01-01T01:00:00.000Z
              p.b = 1
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn all_must_come_each_counts_once_and_what_they_carry_is_kept() {
    check(
        "s: start -> c\nc: catch all message A + signal B + condition {x > 1} -> e\ne: end",
        r#"start; set {"x": 2}; message A {"a": 1}; set {"x": 0}; signal B {"b": 2}"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for message A
              c waits for signal B
              c waits for condition (false)
            > set {"x": 2}
              p.x = 2
              c now waits for condition (true)
              c gathers condition (true)
            > message A {"a": 1}
              c gathers message A with a=1
            > set {"x": 0}
              p.x = 0
            > signal B {"b": 2}
              p.a = 1
              p.b = 2
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_interrupting_boundary_event_needs_all_of_it() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a all message A + timer PT1H -> late\nlate: user -> e\ne: end",
        r#"start; +1h; message A {"a": 1}; complete late"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for message A (b)
              a waits for timer 1970-01-01T01:00:00.000Z (b)
              a waits for user task
            > +1h
              a gathers timer 1970-01-01T01:00:00.000Z (b)
            > message A {"a": 1}
              a no longer waits for user task
              a terminated
              triggered b
              p.a = 1
              b completed: b-late
              enter late
              late waits for user task
            > complete late
              late completed: late-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_was_gathered_goes_with_its_activity() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a all message A + signal B -> late\nlate: user -> e\ne: end",
        "start; message A; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for message A (b)
              a waits for signal B (b)
              a waits for user task
            > message A
              a gathers message A (b)
            > complete a
              a no longer waits for signal B (b)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_non_interrupting_one_waits_for_all_of_it_again() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a all message A + timer PT1H + condition {x > 1} non-interrupting -> n\nn: task\ne: end",
        r#"start {"x": 2}; +1h; message A; message A; +1h; set {"x": 0}; set {"x": 3}; complete a"#,
        &expect![[r#"
            > start {"x": 2}
              enter s
              s completed: s-a
              enter a
              a waits for message A (b)
              a waits for timer 1970-01-01T01:00:00.000Z (b)
              a waits for condition (false) (b)
              a waits for user task
              a now waits for condition (true) (b)
              a gathers condition (true) (b)
            > +1h
              a gathers timer 1970-01-01T01:00:00.000Z (b)
            > message A
              a waits for message A (b)
              a waits for timer 1970-01-01T02:00:00.000Z (b)
              a waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > message A
              a gathers message A (b)
            > +1h
              a gathers timer 1970-01-01T02:00:00.000Z (b)
            > set {"x": 0}
              p.x = 0
              a now waits for condition (false) (b)
            > set {"x": 3}
              p.x = 3
              a now waits for condition (true) (b)
              a waits for message A (b)
              a waits for timer 1970-01-01T03:00:00.000Z (b)
              a waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > complete a
              a no longer waits for message A (b)
              a no longer waits for timer 1970-01-01T03:00:00.000Z (b)
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
fn each_of_several_fires_a_non_interrupting_event() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a message A + timer PT1H + escalation non-interrupting -> n\nn: task\ne: end",
        "start; message A; message A; +1h; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for message A (b)
              a waits for timer 1970-01-01T01:00:00.000Z (b)
              a waits for escalation any (b)
              a waits for user task
            > message A
              triggered b
              b completed: b-n
              enter n
              n completed
            > message A
              triggered b
              b completed: b-n
              enter n
              n completed
            > +1h
              triggered b
              b completed: b-n
              enter n
              n completed
            > complete a
              a no longer waits for message A (b)
              a no longer waits for escalation any (b)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_event_sub_process_starts_with_any_or_with_all() {
    check(
        "s: start -> a\na: user -> e\nany: es\n  y: start message A + error -> yt\n  yt: task\nall: es\n  l: start all signal B + escalation Q non-interrupting -> lt\n  lt: task\nt: sub -> te\n  ts: start -> q\n  q: throw escalation Q\nte: end\ne: end",
        "start; signal B; message A",
        &expect![[r#"
            > start
              p waits for message A (any)
              p waits for error any (any)
              p waits for signal B (all)
              p waits for escalation Q (all)
              enter s
              enter t
              s completed: s-a
              enter ts
              enter a
              a waits for user task
              ts completed: ts-q
              enter q
              q throws escalation Q, caught at p
              p gathers escalation Q (all)
              q completed
              t completed: t-te
              enter te
              te completed
            > signal B
              p waits for signal B (all)
              p waits for escalation Q (all)
              triggered all with escalationCode="Q"
              triggered l with escalationCode="Q"
              l completed: l-lt
              enter lt
              lt completed
              all completed
            > message A
              a no longer waits for user task
              a terminated
              p no longer waits for error any (any)
              p no longer waits for signal B (all)
              p no longer waits for escalation Q (all)
              triggered any
              triggered y
              y completed: y-yt
              enter yt
              yt completed
              any completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn behind_an_event_based_gateway_a_branch_may_need_all() {
    check(
        "s: start -> g\ng: event -> both, other\nboth: catch all message A + signal B -> e\nother: catch timer PT1H + message C -> e\ne: end",
        r#"start; message A {"a": 1}; signal B {"b": 2}"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-g
              enter g
              g waits for message A (g-both)
              g waits for signal B (g-both)
              g waits for timer 1970-01-01T01:00:00.000Z (g-other)
              g waits for message C (g-other)
            > message A {"a": 1}
              g gathers message A (g-both) with a=1
            > signal B {"b": 2}
              g no longer waits for timer 1970-01-01T01:00:00.000Z (g-other)
              g no longer waits for message C (g-other)
              g completed: g-both
              triggered both
              p.a = 1
              p.b = 2
              both completed: both-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        "s: start -> g\ng: event -> both, other\nboth: catch all message A + signal B -> e\nother: catch timer PT1H + message C -> e\ne: end",
        "start; message A; message C",
        &expect![[r"
            > start
              enter s
              s completed: s-g
              enter g
              g waits for message A (g-both)
              g waits for signal B (g-both)
              g waits for timer 1970-01-01T01:00:00.000Z (g-other)
              g waits for message C (g-other)
            > message A
              g gathers message A (g-both)
            > message C
              g no longer waits for signal B (g-both)
              g no longer waits for timer 1970-01-01T01:00:00.000Z (g-other)
              g completed: g-other
              triggered other
              other completed: other-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_throw_event_throws_all_and_then_goes_on_in_one_way() {
    check(
        "s: start -> f\nf: and -> w, t\nw: catch signal B -> e\nt: throw message A + signal B + link L\nl: catch link L -> e2\ne2: end escalation X + terminate\ne: end",
        "start",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-w, f-t
              enter w
              w waits for signal B
              enter t
              t throws message A 
              t throws signal B
              w completed: w-e
              t completed
              triggered l
              enter e
              l completed: l-e2
              e completed
              enter e2
              e2 throws escalation X, uncaught
              e2 completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_error_is_thrown_last() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> ie\n  ie: end error X + message A\nb: boundary on sub error X + timer PT1H -> e\ne: end",
        "start",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error X (b)
              sub waits for timer 1970-01-01T01:00:00.000Z (b)
              enter is
              is completed: is-ie
              enter ie
              ie throws message A 
              ie throws error X, caught at sub
              ie terminated
              sub no longer waits for timer 1970-01-01T01:00:00.000Z (b)
              sub terminated
              triggered b with errorCode="X", errorMessage=""
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_event_sub_process_that_takes_a_signal_keeps_it_from_the_boundary_of_its_activity() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> u\n  u: user\n  es: es\n    ss: start signal B -> st\n    st: user\nb: boundary on sub signal B -> late\nlate: task -> e\ne: end",
        "start; signal B",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for signal B (es)
              sub waits for signal B (b)
              enter is
              is completed: is-u
              enter u
              u waits for user task
            > signal B
              u no longer waits for user task
              u terminated
              triggered es
              triggered ss
              ss completed: ss-st
              enter st
              st waits for user task
        "]],
    );
}

#[test]
fn whatever_nothing_leads_to_begins_with_an_event_sub_process_too() {
    check(
        "s: start -> a\na: user\nes: es\n  ss: start message A non-interrupting -> e\n  t: task -> e\n  e: end",
        "start; message A; complete a",
        &expect![[r"
            > start
              p waits for message A (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message A
              triggered es
              triggered ss
              enter t
              ss completed: ss-e
              t completed: t-e
              enter e
              enter e
              e completed
              e completed
              es completed
            > complete a
              a completed
              p no longer waits for message A (es)
              p completed
              process Completed
        "]],
    );
}
