//! Golden traces of migration to a process in which a parallel join would wait for ever. Update with `UPDATE_EXPECT=1`.
use crate::common::modify::check_migration as check;
use expect_test::expect;

const TWO: &str = "s: start -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: and -> e\ne: end";
const THREE: &str = "s: start -> f\nf: and -> a, b, c\na: user -> j\nb: user -> j\nc: user -> j\nj: and -> e\ne: end";

#[test]
fn a_way_more_behind_a_split_that_was_passed_is_an_obstacle() {
    check(
        TWO,
        "start",
        THREE,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: join-starved: `j` would wait for ever for a token over `c-j`, by which none can come any more: move the tokens back to where they split, or name `j` in `incompleteJoins` of the plan and start that way by hand afterwards
            join-starved j #3
    "]],
    );
    check(
        TWO,
        "start; complete a",
        THREE,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: join-starved: `j` would wait for ever for a token over `c-j`, by which none can come any more: move the tokens back to where they split, or name `j` in `incompleteJoins` of the plan and start that way by hand afterwards
            join-starved j #4
    "]],
    );
}

#[test]
fn it_is_told_with_what_else_stands_against_the_migration() {
    check(
        TWO,
        "start; complete a",
        &THREE.replace("b: user", "b: job"),
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: kind-changed: `b` is at work and cannot go on as that of the target: they are of different kinds (and 1 more)
            kind-changed b #4
            join-starved j #5
    "]],
    );
}

#[test]
fn what_a_mapping_would_mend_is_not_told() {
    check(
        TWO,
        "start",
        "s: start -> f\nf: and -> a, c\na: user -> j\nc: user -> j\nj: and -> b\nb: job -> e\ne: end",
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: kind-changed: `b` is at work and cannot go on as that of the target: they are of different kinds
            kind-changed b #4
    "]],
    );
}

#[test]
fn whoever_starts_that_way_by_hand_says_so_in_the_plan() {
    check(
        TWO,
        "start; complete a",
        THREE,
        "waits:j",
        "modify before c; complete b; complete c",
        &expect![[r"
        > migrate waits:j
          somebody steps in: Migrate
          p #0 is p
          b #4 is b
          j #5 is j
        > modify before c
          somebody steps in: Jump
          Jump c from [0]
          c waits for user task
        > complete b
          b completed: b-j
          j joins: token on b-j
        > complete c
          c completed: c-j
          j joins: token on c-j
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
fn what_comes_to_the_split_yet_is_none() {
    let before = format!("{}\no: user -> f", TWO.replace("s: start -> f", "s: start -> o"));
    let after = format!("{}\no: user -> f", THREE.replace("s: start -> f", "s: start -> o"));
    check(
        &before,
        "start",
        &after,
        "",
        "complete o; complete a; complete b; complete c",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          o #2 is o
        > complete o
          o completed: o-f
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
        > complete b
          b completed: b-j
          j joins: token on b-j
        > complete c
          c completed: c-j
          j joins: token on c-j
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
fn a_join_that_is_new_on_the_way_is_an_obstacle_too() {
    let before = "s: start -> a\na: user -> e\ne: end";
    let after = "s: start -> f\nf: and -> a, c\na: user -> j\nc: user -> j\nj: and -> e\ne: end";
    check(
        before,
        "start",
        after,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: join-starved: `j` would wait for ever for a token over `c-j`, by which none can come any more: move the tokens back to where they split, or name `j` in `incompleteJoins` of the plan and start that way by hand afterwards
            join-starved j #2
    "]],
    );
}

#[test]
fn one_that_waits_in_vain_already_and_one_inside_a_scope_that_is_yet_to_begin_are_none() {
    let before = "s: start -> x\nx: xor -> a {one}, b default\na: user -> j\nb: user -> j\nj: and -> e\ne: end";
    check(
        before,
        r#"start {"one": true}"#,
        before,
        "",
        "",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          a #3 is a
    "]],
    );
    let sub = |ways: &str, more: &str| {
        format!(
            "s: start -> o\no: user -> p1\np1: sub -> e\n  ps: start -> pf\n  pf: and -> {ways}\n  pa: user -> pj\n  pb: user -> pj\n{more}  pj: and -> pe\n  pe: end\ne: end"
        )
    };
    check(
        &sub("pa, pb", ""),
        "start",
        &sub("pa, pb, pc", "  pc: user -> pj\n"),
        "",
        "",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          o #2 is o
    "]],
    );
    check(
        &sub("pa, pb", ""),
        "start; complete o",
        &sub("pa, pb, pc", "  pc: user -> pj\n"),
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: join-starved: `pj` would wait for ever for a token over `pc-pj`, by which none can come any more: move the tokens back to where they split, or name `pj` in `incompleteJoins` of the plan and start that way by hand afterwards
            join-starved pj #6
    "]],
    );
}
