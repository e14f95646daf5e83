//! Golden traces of modification that begins events: they interrupt what they would interrupt if they happened. Update with
//! `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

const RIM: &str = "s: start -> a\na: user -> e\nb: boundary on a timer PT1H -> n\nn: user -> e\nc: boundary on a message m non-interrupting -> o\no: user -> e\ne: end";

#[test]
fn an_interrupting_boundary_event_ends_its_activity() {
    check(
        RIM,
        "start; modify before b; complete n",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before b
          somebody steps in: Jump
          a no longer waits for timer 1970-01-01T01:00:00.000Z (b)
          a no longer waits for message m (c)
          a no longer waits for user task
          a terminated
          Jump b from [0]
          b completed: b-n
          enter n
          n waits for user task
        > complete n
          n completed: n-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn one_that_does_not_interrupt_ends_nothing_and_waits_on() {
    check(
        RIM,
        "start; modify before c; message m",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before c
          somebody steps in: Jump
          Jump c from [0]
          c completed: c-o
          enter o
          o waits for user task
        > message m
          triggered c
          c completed: c-o
          enter o
          o waits for user task
    "]],
    );
}

#[test]
fn what_is_put_behind_a_boundary_event_interrupts_nothing() {
    check(
        RIM,
        "start; modify after b",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify after b
          somebody steps in: Jump
          Skip b from [0]
          b completed: b-n
          enter n
          n waits for user task
    "]],
    );
}

#[test]
fn a_token_that_is_moved_to_the_rim_of_its_activity_leaves_others_alone() {
    check(
        RIM,
        "start; modify before a; modify before b; modify move #2 before b",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before a
          somebody steps in: Jump
          Jump a from [0]
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before b
          refused: the instance cannot be modified so: ambiguous-scope: `a` is at work 2 times: say which of them is interrupted, with `scope`
            ambiguous-scope b [2, 3]
        > modify move #2 before b
          somebody steps in: Jump
          a no longer waits for timer 1970-01-01T01:00:00.000Z (b)
          a no longer waits for message m (c)
          a no longer waits for user task
          a terminated
          Jump b from [2]
          b completed: b-n
          enter n
          n waits for user task
    "]],
    );
}

#[test]
fn of_several_the_one_is_interrupted_that_is_named() {
    check(
        RIM,
        "start; modify before a; modify before b in 3",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before a
          somebody steps in: Jump
          Jump a from [0]
          a waits for timer 1970-01-01T01:00:00.000Z (b)
          a waits for message m (c)
          a waits for user task
        > modify before b in 3
          somebody steps in: Jump
          a no longer waits for timer 1970-01-01T01:00:00.000Z (b)
          a no longer waits for message m (c)
          a no longer waits for user task
          a terminated
          Jump b from [0]
          b completed: b-n
          enter n
          n waits for user task
    "]],
    );
}

#[test]
fn a_boundary_event_ends_all_instances_of_a_repeated_activity() {
    let text = "s: start -> a\na: user parallel x2 -> e\nb: boundary on a error x -> n\nn: user -> e\ne: end";
    check(
        text,
        "start; modify before b",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a#multiInstanceBody
          a#multiInstanceBody waits for error x (b)
          a#multiInstanceBody: 2 instances
          enter a with loopCounter=1
          a waits for user task
          enter a with loopCounter=2
          a waits for user task
        > modify before b
          somebody steps in: Jump
          a no longer waits for user task
          a terminated
          a no longer waits for user task
          a terminated
          a#multiInstanceBody no longer waits for error x (b)
          a#multiInstanceBody terminated
          Jump b from [0]
          b completed: b-n
          enter n
          n waits for user task
    "]],
    );
}

const INSIDE: &str = "s: start -> a, d\na: user -> e\nd: user -> e\ne: end\nx: es\n  xs: start message m -> xu\n  xu: user -> xe\n  xe: end\ny: es\n  ys: start message k non-interrupting -> yu\n  yu: user -> ye\n  ye: end";

#[test]
fn an_interrupting_event_sub_process_ends_all_else_in_its_scope_and_nothing_waits_there_for_another() {
    check(
        INSIDE,
        "start; modify before xs; complete xu",
        &expect![[r"
        > start
          p waits for message m (x)
          p waits for message k (y)
          enter s
          s completed: s-a, s-d
          enter a
          a waits for user task
          enter d
          d waits for user task
        > modify before xs
          somebody steps in: Jump
          a no longer waits for user task
          a terminated
          d no longer waits for user task
          d terminated
          p no longer waits for message m (x)
          p no longer waits for message k (y)
          Jump x from [0]
          Jump xs from [4]
          xs completed: xs-xu
          enter xu
          xu waits for user task
        > complete xu
          xu completed: xu-xe
          enter xe
          xe completed
          x completed
          p completed
          process Completed
    "]],
    );
    check(
        INSIDE,
        "start; modify before x",
        &expect![[r"
        > start
          p waits for message m (x)
          p waits for message k (y)
          enter s
          s completed: s-a, s-d
          enter a
          a waits for user task
          enter d
          d waits for user task
        > modify before x
          somebody steps in: Jump
          a no longer waits for user task
          a terminated
          d no longer waits for user task
          d terminated
          p no longer waits for message m (x)
          p no longer waits for message k (y)
          Jump x from [0]
          Jump xs from [4]
          xs completed: xs-xu
          enter xu
          xu waits for user task
    "]],
    );
}

#[test]
fn a_token_inside_one_interrupts_too_and_the_next_does_not() {
    check(
        INSIDE,
        "start; modify before xu; modify before xu",
        &expect![[r"
        > start
          p waits for message m (x)
          p waits for message k (y)
          enter s
          s completed: s-a, s-d
          enter a
          a waits for user task
          enter d
          d waits for user task
        > modify before xu
          somebody steps in: Jump
          a no longer waits for user task
          a terminated
          d no longer waits for user task
          d terminated
          p no longer waits for message m (x)
          p no longer waits for message k (y)
          Jump x from [0]
          Jump xu from [4]
          xu waits for user task
        > modify before xu
          somebody steps in: Jump
          Jump xu from [4]
          xu waits for user task
    "]],
    );
}

#[test]
fn one_that_does_not_interrupt_goes_on_beside_the_rest() {
    check(
        INSIDE,
        "start; modify before ys; message k",
        &expect![[r"
        > start
          p waits for message m (x)
          p waits for message k (y)
          enter s
          s completed: s-a, s-d
          enter a
          a waits for user task
          enter d
          d waits for user task
        > modify before ys
          somebody steps in: Jump
          Jump y from [0]
          Jump ys from [4]
          ys completed: ys-yu
          enter yu
          yu waits for user task
        > message k
          triggered y
          triggered ys
          ys completed: ys-yu
          enter yu
          yu waits for user task
    "]],
    );
}

#[test]
fn an_event_sub_process_of_a_sub_process_ends_what_is_in_that_one() {
    let text = "s: start -> f\nf: and -> t, q\nt: sub -> e\n  ts: start -> tu\n  tu: user -> te\n  te: end\n  x: es\n    xs: start signal z -> xu\n    xu: user -> xe\n    xe: end\nq: user -> e\ne: end";
    check(
        text,
        "start; modify before xs; complete xu",
        &expect![[r"
        > start
          enter s
          s completed: s-f
          enter f
          f completed: f-t, f-q
          enter t
          t waits for signal z (x)
          enter q
          q waits for user task
          enter ts
          ts completed: ts-tu
          enter tu
          tu waits for user task
        > modify before xs
          somebody steps in: Jump
          tu no longer waits for user task
          tu terminated
          t no longer waits for signal z (x)
          Jump x from [3]
          Jump xs from [7]
          xs completed: xs-xu
          enter xu
          xu waits for user task
        > complete xu
          xu completed: xu-xe
          enter xe
          xe completed
          x completed
          t completed: t-e
          enter e
          e completed
    "]],
    );
}
