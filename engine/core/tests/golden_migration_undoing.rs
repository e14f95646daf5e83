//! Golden traces of migrations and modifications in the middle of compensation, loops and choices: each is carried over,
//! or told as an obstacle. Update with `UPDATE_EXPECT=1`.
use crate::common::check as run;
use crate::common::modify::check_migration as check;
use expect_test::expect;

const TRIP: &str = "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: user for-compensation\nb: user -> back\nback: throw compensate -> e\ne: end";

#[test]
fn what_can_be_compensated_is_compensated_after_the_migration_with_the_data_as_they_were() {
    let after = TRIP
        .replace("b: user -> back", "b: user -> c\nc: task -> back")
        .replace("ua: user", "ua: job out undone=price");
    check(
        TRIP,
        "start {\"price\": 1}; complete a {\"price\": 2}",
        &after.replace("ua: job out undone=price", "ua: user out undone=price"),
        "",
        "complete b {\"price\": 3}; complete ua",
        &expect![[r#"
            > migrate 
              somebody steps in: Migrate
              p #0 is p
              b #3 is b
            > complete b {"price": 3}
              p.price = 3
              b completed: b-c
              enter c
              c completed: c-back
              enter back
              back compensates a
              undo by ua
              ua waits for user task
            > complete ua
              p.undone = 2
              ua completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        TRIP,
        "start; complete a",
        &after,
        "",
        "",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          b #3 is b
    "]],
    );
}

#[test]
fn what_nobody_would_undo_any_more_and_what_is_undone_otherwise_are_obstacles() {
    let without = "s: start -> a\na: user -> b\nb: user -> back\nback: throw compensate -> e\ne: end";
    check(
        TRIP,
        "start; complete a",
        without,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: compensation-handler-missing: `a` has completed and would be compensated, and nothing does that in the target: add its handler
            compensation-handler-missing p #0
    "]],
    );
    let renamed = TRIP.replace("a: user -> b", "x: user -> b").replace("on a", "on x").replace("-> a\n", "-> x\n");
    check(
        TRIP,
        "start; complete a",
        &renamed,
        "a=x",
        "",
        &expect![[r"
        > migrate a=x
          refused: the instance cannot be migrated so: compensation-record: `a` has completed and may be compensated: it goes on only under the same id
            compensation-record p #0
    "]],
    );
}

#[test]
fn a_handler_at_work_goes_on_as_a_handler_only() {
    let before = "start; complete a; complete b";
    let after = TRIP.replace("e: end", "e: task");
    check(
        TRIP,
        before,
        &after,
        "",
        "complete ua",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          back #4 is back
          ua #5 is ua
        > complete ua
          ua completed
          back completed: back-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    let flowing = "s: start -> a\na: user -> b\nb: user -> back\nback: throw compensate -> ua\nua: user -> e\ne: end";
    check(
        TRIP,
        before,
        flowing,
        "ua=ua",
        "",
        &expect![[r"
        > migrate ua=ua
          refused: the instance cannot be migrated so: compensation-changed: `ua` is a compensation handler in one of the two and not in the other
            compensation-changed ua
    "]],
    );
}

#[test]
fn a_transaction_that_is_being_undone_goes_on_being_undone() {
    let before = "s: start -> t\nt: tx -> e\n  ts: start -> a\n  a: user -> b\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  b: user -> x\n  x: end cancel\non: boundary on t cancel -> after\nafter: user -> e\ne: end";
    let after = before.replace("after: user", "after: task");
    check(
        before,
        "start; complete a; complete b",
        &after,
        "",
        "complete ua",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          t #2 is t
          ua #7 is ua
        > complete ua
          ua completed
          t terminated
          triggered on
          on completed: on-after
          enter after
          after completed: after-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    let uncaught = before.replace("on: boundary on t cancel -> after\n", "");
    check(
        before,
        "start; complete a; complete b",
        &uncaught,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: being-undone: `t` is being undone: map its events, or wait for its end
            being-undone t #2
    "]],
    );
}

#[test]
fn loops_and_multi_instance_activities_do_not_become_each_other() {
    let looped = "s: start -> a\na: user loop while {again} -> e\ne: end";
    let many = "s: start -> a\na: user sequential x3 -> e\ne: end";
    let items = "s: start -> a\na: user sequential over list as item -> e\ne: end";
    check(
        looped,
        "start {\"again\": true}",
        many,
        "a=a",
        "",
        &expect![[r"
        > migrate a=a
          refused: the instance cannot be migrated so: multi-instance-changed: `a` cannot go on as `a`: one is a multi-instance activity and the other a loop
            multi-instance-changed a
    "]],
    );
    check(
        many,
        "start",
        items,
        "a=a",
        "",
        &expect![[r"
        > migrate a=a
          refused: the instance cannot be migrated so: multi-instance-changed: `a` cannot go on as `a`: one has an instance for each item and the other a number of them
            multi-instance-changed a
    "]],
    );
    let more = "s: start -> a\na: user loop while {again} at-most 2 -> b\nb: task -> e\ne: end";
    check(
        looped,
        "start {\"again\": true}; complete a",
        more,
        "",
        "complete a {\"again\": false}",
        &expect![[r#"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          a#multiInstanceBody #2 is a#multiInstanceBody
          a #4 is a
        > complete a {"again": false}
          p.again = false
          a completed
          a#multiInstanceBody completed: a-b
          enter b
          b completed: b-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn an_activity_that_is_chosen_and_waits_for_its_turn_is_not_lost() {
    let before = "s: start -> h\nh: adhoc one-by-one begin =first -> e\n  a: user\n  b: user\ne: end";
    let without = "s: start -> h\nh: adhoc one-by-one begin =first -> e\n  a: user\n  c: user\ne: end";
    check(
        before,
        "start {\"first\": [\"a\", \"b\"]}",
        without,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: chosen-activity-missing: an activity of `h` is chosen and waits for its turn, and the target does not have it
            chosen-activity-missing h #2
    "]],
    );
    check(
        before,
        "start {\"first\": [\"a\"]}",
        without,
        "",
        "complete a",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          h #2 is h
          a #3 is a
        > complete a
          a completed
          h completed: h-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn half_of_an_event_that_needs_both_goes_on_unchanged_only() {
    let before = "s: start -> a\na: user -> e\nboth: boundary on a all message m + signal n -> e\ne: end";
    let after = before.replace("a: user -> e", "a: user -> t\nt: task -> e");
    check(
        before,
        "start; message m",
        &after,
        "",
        "signal n",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          a #2 is a
        > signal n
          a no longer waits for user task
          a terminated
          triggered both
          both completed: both-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    let other = before.replace("signal n", "signal n non-interrupting");
    check(
        before,
        "start; message m",
        &other,
        "",
        "",
        &expect![[r"
        > migrate 
          refused: the instance cannot be migrated so: event-gathered: part of an event of `a` has come already: it goes on only unchanged
            event-gathered a #2
    "]],
    );
}

#[test]
fn nobody_begins_what_undoes_by_hand() {
    let inside = "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: sub for-compensation\n  us: start -> uu\n  uu: user -> ue\n  ue: end\nb: user -> e\ne: end compensate";
    run(
        inside,
        "start; modify before ua; modify after ua; modify before uu",
        &expect![[r"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > modify before ua
          refused: the instance cannot be modified so: compensation-handler: `ua` undoes what has completed: it begins when that is compensated, not by hand
            compensation-handler ua
        > modify after ua
          refused: the instance cannot be modified so: compensation-handler: `ua` undoes what has completed: it begins when that is compensated, not by hand
            compensation-handler ua
        > modify before uu
          refused: the instance cannot be modified so: compensation-handler: `ua` undoes what has completed: it begins when that is compensated, not by hand
            compensation-handler uu #0
    "]],
    );
}
