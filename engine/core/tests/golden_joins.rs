//! Golden traces of joins: complex gateways, quantities of tokens, and inclusive gateways among links, boundary events,
//! cancelled paths, loops and multi-instance. Update with `UPDATE_EXPECT=1`.
//! This file is long because traces are; each test stands alone.
use crate::common::check;
use expect_test::expect;

#[test]
fn two_of_three_go_on_and_the_late_one_is_taken_at_the_reset() {
    check(
        "s: start -> f\nf: and -> a, b, c\na: user -> j\nb: user -> j\nc: user -> j\nj: complex {activationCount >= 2} -> n\nn: user -> e\ne: end",
        "start; complete a; complete c; complete b; complete n",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b, f-c
              enter a
              a waits for user task
              enter b
              b waits for user task
              enter c
              c waits for user task
            > complete a
              a completed: a-j
              j joins: token on a-j
            > complete c
              c completed: c-j
              j joins: token on c-j
              enter j
              #7 awaits its reset
              j completed: j-n
              enter n
              n waits for user task
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              j completed
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
fn a_reset_may_send_tokens_where_its_conditions_say_so() {
    check(
        "s: start -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: complex {activationCount >= 1} -> first {waitingForStart}, late {not(waitingForStart)}\nfirst: task\nlate: task",
        "start; complete b; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              #6 awaits its reset
              j completed: j-first
              enter first
              first completed
            > complete a
              a completed: a-j
              j joins: token on a-j
              enter j
              j completed: j-late
              enter late
              late completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn nobody_is_waited_for_who_cannot_come() {
    check(
        "s: start -> x\nx: or -> a {true}, b {false}, c {true}\na: user -> j\nb: user -> j\nc: user -> j\nj: complex {activationCount >= 1} -> n\nn: task -> e\ne: end",
        "start; complete c; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-x
              enter x
              x completed: x-a, x-c
              enter a
              a waits for user task
              enter c
              c waits for user task
            > complete c
              c completed: c-j
              j joins: token on c-j
              enter j
              #6 awaits its reset
              j completed: j-n
              enter n
              n completed: n-e
              enter e
              e completed
            > complete a
              a completed: a-j
              j joins: token on a-j
              enter j
              j completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn in_a_loop_a_complex_gateway_starts_again_after_its_reset() {
    check(
        "s: start -> m\nm: xor -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: complex {activationCount >= 1} -> x\nx: user -> w\nw: xor -> m {again}, e default\ne: end",
        r#"start; complete a; complete b; complete x {"again": true}; complete b; complete a; complete x {"again": false}"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-m
              enter m
              m completed: m-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete a
              a completed: a-j
              j joins: token on a-j
              enter j
              #7 awaits its reset
              j completed: j-x
              enter x
              x waits for user task
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              j completed
            > complete x {"again": true}
              p.again = true
              x completed: x-w
              enter w
              w completed: w-m
              enter m
              m completed: m-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              #15 awaits its reset
              j completed: j-x
              enter x
              x waits for user task
            > complete a
              a completed: a-j
              j joins: token on a-j
              enter j
              j completed
            > complete x {"again": false}
              p.again = false
              x completed: x-w
              enter w
              w completed: w-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_activation_condition_that_fails_is_an_incident_and_is_asked_again() {
    check(
        "s: start -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: complex {activationCount >= needed} -> e\ne: end",
        r#"start; complete a; set {"needed": 1}; complete b"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete a
              a completed: a-j
              j joins: token on a-j
              j incident feel-missing-variable: variable `needed` is missing, in `activationCount >= needed`, line 1, column 20; with activationCount = 1
            > set {"needed": 1}
              p.needed = 1
              j incident resolved
              enter j
              #6 awaits its reset
              j completed: j-e
              enter e
              e completed
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              j completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_activity_takes_and_gives_as_many_tokens_as_it_says() {
    check(
        "s: start -> a\na: task gives 3 -> b\nb: user takes 2 -> c\nc: user -> e\nd: user takes 2\ne: end",
        "start; complete b; complete c; complete d; cancel",
        &expect![[r"
            > start
              enter s
              enter d
              d waits for user task
              s completed: s-a
              enter a
              a completed: a-b, a-b, a-b
              b joins: token on a-b
              b joins: token on a-b
              enter b
              b waits for user task
              b joins: token on a-b
            > complete b
              b completed: b-c
              enter c
              c waits for user task
            > complete c
              c completed: c-e
              enter e
              e completed
            > complete d
              d completed
            > cancel
              b terminated
              p terminated
              process Terminated
        "]],
    );
}

#[test]
fn quantities_hold_for_a_multi_instance_activity_as_a_whole() {
    check(
        "s: start -> f\nf: and -> m, m\nm: task parallel x2 takes 2 gives 2 -> n\nn: task -> e\ne: end",
        "start",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-m, f-m'
              m#multiInstanceBody joins: token on f-m
              m#multiInstanceBody joins: token on f-m'
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with loopCounter=1
              enter m with loopCounter=2
              m completed
              m completed
              m#multiInstanceBody completed: m-n, m-n
              enter n
              enter n
              n completed: n-e
              n completed: n-e
              enter e
              enter e
              e completed
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_inclusive_join_sees_a_token_that_will_jump_over_a_link() {
    check(
        "s: start -> f\nf: and -> a, b\na: task -> j\nb: user -> t\nt: throw link L\nl: catch link L -> j\nj: or -> e\ne: end",
        "start; complete b",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b
              enter a
              enter b
              b waits for user task
              a completed: a-j
              j joins: token on a-j
            > complete b
              b completed: b-t
              enter t
              t completed
              triggered l
              l completed: l-j
              j joins: token on l-j
              enter j
              j completed: j-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_inclusive_join_waits_for_what_a_boundary_event_may_send_and_not_for_what_was_cancelled() {
    check(
        "s: start -> f\nf: and -> a, b\na: task -> j\nb: user -> x\nt: boundary on b timer PT1H -> j\nx: end\nj: or -> e\ne: end",
        "start; +1h",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b
              enter a
              enter b
              b waits for timer 1970-01-01T01:00:00.000Z (t)
              b waits for user task
              a completed: a-j
              j joins: token on a-j
            > +1h
              b no longer waits for user task
              b terminated
              triggered t
              t completed: t-j
              j joins: token on t-j
              enter j
              j completed: j-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
    check(
        "s: start -> f\nf: and -> a, sub\na: task -> j\nsub: sub -> j\n  is: start -> u\n  u: user\nt: boundary on sub message M -> x\nx: task\nj: or -> e\ne: end",
        "start; message M",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-sub
              enter a
              enter sub
              sub waits for message M (t)
              a completed: a-j
              enter is
              j joins: token on a-j
              is completed: is-u
              enter u
              u waits for user task
            > message M
              u no longer waits for user task
              u terminated
              sub terminated
              triggered t
              t completed: t-x
              enter x
              x completed
              enter j
              j completed: j-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_inclusive_join_waits_for_nested_work_and_for_every_instance_of_it() {
    check(
        "s: start -> f\nf: and -> a, m\na: task -> j\nm: sub parallel x2 -> j\n  is: start -> u\n  u: user\nj: or -> e\ne: end",
        "start; complete u; complete u",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-m
              enter a
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              a completed: a-j
              enter m with loopCounter=1
              enter m with loopCounter=2
              j joins: token on a-j
              enter is
              enter is
              is completed: is-u
              is completed: is-u
              enter u
              u waits for user task
              enter u
              u waits for user task
            > complete u
              u completed
              m completed
            > complete u
              u completed
              m completed
              m#multiInstanceBody completed: m-j
              j joins: token on m-j
              enter j
              j completed: j-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}
