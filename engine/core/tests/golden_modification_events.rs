//! Golden traces of modification that begins events: they interrupt what they would interrupt if they happened. Update with
//! `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

const RIM: &str = "s: start -> a\na: user -> e\nb: boundary on a timer PT1H -> n\nn: user -> e\nc: boundary on a message m non-interrupting -> o\no: user -> e\ne: end";

#[test]
fn an_interrupting_boundary_event_ends_its_activity() {
    check(RIM, "start; modify before b; complete n", &expect![[""]]);
}

#[test]
fn one_that_does_not_interrupt_ends_nothing_and_waits_on() {
    check(RIM, "start; modify before c; message m", &expect![[""]]);
}

#[test]
fn what_is_put_behind_a_boundary_event_interrupts_nothing() {
    check(RIM, "start; modify after b", &expect![[""]]);
}

#[test]
fn a_token_that_is_moved_to_the_rim_of_its_activity_leaves_others_alone() {
    check(RIM, "start; modify before a; modify before b; modify move #2 before b", &expect![[""]]);
}

#[test]
fn of_several_the_one_is_interrupted_that_is_named() {
    check(RIM, "start; modify before a; modify before b in 3", &expect![[""]]);
}

#[test]
fn a_boundary_event_ends_all_instances_of_a_repeated_activity() {
    let text = "s: start -> a\na: user parallel x2 -> e\nb: boundary on a error x -> n\nn: user -> e\ne: end";
    check(text, "start; modify before b", &expect![[""]]);
}

const INSIDE: &str = "s: start -> a, d\na: user -> e\nd: user -> e\ne: end\nx: es\n  xs: start message m -> xu\n  xu: user -> xe\n  xe: end\ny: es\n  ys: start message k non-interrupting -> yu\n  yu: user -> ye\n  ye: end";

#[test]
fn an_interrupting_event_sub_process_ends_all_else_in_its_scope_and_nothing_waits_there_for_another() {
    check(INSIDE, "start; modify before xs; complete xu", &expect![[""]]);
    check(INSIDE, "start; modify before x", &expect![[""]]);
}

#[test]
fn a_token_inside_one_interrupts_too_and_the_next_does_not() {
    check(INSIDE, "start; modify before xu; modify before xu", &expect![[""]]);
}

#[test]
fn one_that_does_not_interrupt_goes_on_beside_the_rest() {
    check(INSIDE, "start; modify before ys; message k", &expect![[""]]);
}

#[test]
fn an_event_sub_process_of_a_sub_process_ends_what_is_in_that_one() {
    let text = "s: start -> f\nf: and -> t, q\nt: sub -> e\n  ts: start -> tu\n  tu: user -> te\n  te: end\n  x: es\n    xs: start signal z -> xu\n    xu: user -> xe\n    xe: end\nq: user -> e\ne: end";
    check(text, "start; modify before xs; complete xu", &expect![[""]]);
}
