//! Golden traces of migration: what stands against it. Update with `UPDATE_EXPECT=1`.
use crate::common::modify::{check_migration as check, plan};
use crate::common::{Run, process};
use expect_test::expect;
use weir_core::migration::validate;

const ONE: &str = "s: start -> a\na: user for ann -> e\ne: end";

#[test]
fn all_obstacles_are_told_at_once() {
    let before = "s: start -> f\nf: and -> a, b, c, d\na: user -> e\nb: job -> e\nc: sub -> e\n  cs: start -> cu\n  cu: user -> ce\n  ce: end\nx: boundary on c timer PT1H -> e\nd: call other -> e\ne: end";
    let after = "s: start -> f\nf: and -> b, c\nb: user -> e\nc: sub -> e\n  cs: start -> ct\n  ct: task -> ce\n  ce: end\ncu: user -> e\nx: boundary on c message m -> cu\ny: user -> e\nd: call third -> e\ne: end";
    check(
        before,
        "start",
        after,
        "b=b x=x cu=cu d=d! nowhere=y e=nothing y=y",
        "",
        &expect![[r"
        > migrate b=b x=x cu=cu d=d! nowhere=y e=nothing y=y
          refused: the instance cannot be migrated so: kind-changed: `b` cannot go on as `b`: they are of different kinds (and 9 more)
            kind-changed b
            trigger-changed x
            scope-changed cu
            element-missing nowhere
            element-missing nothing
            mapped-twice y
            element-missing y
            element-missing a #3
            trigger-changed c #5
            child-running d #6
    "]],
    );
}

#[test]
fn a_child_that_runs_is_kept_and_cannot_be_made_anew() {
    let before = "s: start -> c\nc: call other -> e\ne: end";
    let after = "s: start -> c\nc: call third -> b\nb: user -> e\ne: end";
    check(
        before,
        "start",
        after,
        "",
        "child c; complete b",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          c #2 is c
        > child c
          c completed: c-b
          enter b
          b waits for user task
        > complete b
          b completed: b-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    check(
        before,
        "start",
        after,
        "c=c!",
        "",
        &expect![[r"
        > migrate c=c!
          refused: the instance cannot be migrated so: child-running: `c` has called a process that runs: it cannot be made anew
            child-running c #2
    "]],
    );
}

#[test]
fn an_event_that_cannot_wait_in_the_target_is_an_obstacle() {
    let after = format!("{ONE}\nlate: boundary on a timer {{=missing}} -> e");
    check(
        ONE,
        "start",
        &after,
        "",
        "complete a",
        &expect![[r"
            > migrate 
              refused: the instance cannot be migrated so: event-cannot-wait: an event of the target cannot wait: variable `missing` is missing, in `missing`, line 1, column 1
                event-cannot-wait a #2
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
fn an_incident_is_resolved_by_the_better_model() {
    let before = "s: start -> x\nx: xor -> a {n > 1}\na: user -> e\ne: end";
    let after = "s: start -> x\nx: xor -> a {n > 1}, b default\na: user -> e\nb: user -> e\ne: end";
    check(
        before,
        "start {\"n\": 0}",
        after,
        "",
        "resolve x; complete b",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          x #2 is x
        > resolve x
          x incident resolved
          x completed: x-b
          enter b
          b waits for user task
        > complete b
          b completed: b-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn what_is_in_a_scope_that_cannot_go_on_is_not_said_to_lack_a_mapping() {
    let text = "s: start -> m\nm: user sequential x3 -> e\ne: end";
    let (source, target) = (process(text), process(&text.replace("sequential", "parallel")));
    let mut run = Run::new(&source);
    run.command("start");
    let obstacles = validate(&source, &target, &plan(&source, &target, ""), &run.instance);
    let inner = obstacles.iter().find(|obstacle| obstacle.code == "element-not-mapped").expect("the instance");
    assert!(inner.message.contains("in `m#multiInstanceBody`, which cannot go on"), "{inner:?}");
    // Where the plan only leaves out both, a mapping for each is all that is needed.
    let mut run = Run::new(&source);
    run.command("start");
    let obstacles = validate(&source, &source, &plan(&source, &source, "-m -m#multiInstanceBody"), &run.instance);
    let both: Vec<_> = obstacles.iter().filter(|obstacle| obstacle.code == "element-not-mapped").collect();
    assert!(both.len() == 2 && both.iter().all(|told| told.message.contains("add a mapping")), "{both:?}");
}
