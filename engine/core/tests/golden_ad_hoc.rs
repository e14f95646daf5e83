//! Golden traces of ad-hoc sub-processes. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn activities_are_chosen_again_and_again_until_somebody_says_that_it_is_enough() {
    check(
        "s: start -> h\nh: adhoc -> e\n  a: user -> b\n  b: user\n  c: user\ne: end",
        "start; choose a {\"why\": \"first\"}; choose c; complete c; choose c; complete a; done h",
        &expect![[r#"
            > start
              enter s
              s completed: s-h
              enter h
              h waits for a choice of a
              h waits for a choice of c
            > choose a {"why": "first"}
              enter a with why="first"
              a waits for user task
            > choose c
              enter c
              c waits for user task
            > complete c
              c completed
            > choose c
              enter c
              c waits for user task
            > complete a
              a completed: a-b
              enter b
              b waits for user task
            > done h
              c no longer waits for user task
              c terminated
              b no longer waits for user task
              b terminated
              h no longer waits for a choice of a
              h no longer waits for a choice of c
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn one_at_a_time_nothing_else_is_offered_until_the_flow_behind_a_choice_has_ended() {
    check(
        "s: start -> h\nh: adhoc one-by-one done-when {ok} -> e\n  a: user -> b\n  b: user\n  c: user\ne: end",
        "start {\"ok\": false}; choose a; complete a; complete b; choose c; done h; complete c {\"ok\": true}",
        &expect![[r#"
            > start {"ok": false}
              enter s
              s completed: s-h
              enter h
              h waits for a choice of a
              h waits for a choice of c
            > choose a
              h no longer waits for a choice of c
              enter a
              a waits for user task
            > complete a
              a completed: a-b
              enter b
              b waits for user task
            > complete b
              b completed
              h waits for a choice of a
              h waits for a choice of c
            > choose c
              h no longer waits for a choice of a
              enter c
              c waits for user task
            > done h
              refused: the ad-hoc sub-process 2 has a completion condition: it is done when that holds
            > complete c {"ok": true}
              p.ok = true
              c completed
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn when_its_condition_holds_what_still_runs_is_ended() {
    check(
        "s: start -> h\nh: adhoc done-when {ok} -> e\n  a: user -> b\n  b: user\n  c: user\ne: end",
        "start; choose a; choose c; complete a {\"ok\": true}",
        &expect![[r#"
            > start
              enter s
              s completed: s-h
              enter h
              h waits for a choice of a
              h waits for a choice of c
            > choose a
              enter a
              a waits for user task
            > choose c
              enter c
              c waits for user task
            > complete a {"ok": true}
              p.ok = true
              a completed: a-b
              c no longer waits for user task
              c terminated
              h no longer waits for a choice of a
              h no longer waits for a choice of c
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn or_what_still_runs_is_waited_for() {
    check(
        "s: start -> h\nh: adhoc done-when {ok} let-finish -> e\n  a: user -> b\n  b: user\n  c: user\ne: end",
        "start; choose a; choose c; complete a {\"ok\": true}; complete b {\"ok\": false}; complete c",
        &expect![[r#"
            > start
              enter s
              s completed: s-h
              enter h
              h waits for a choice of a
              h waits for a choice of c
            > choose a
              enter a
              a waits for user task
            > choose c
              enter c
              c waits for user task
            > complete a {"ok": true}
              p.ok = true
              a completed: a-b
              h no longer waits for a choice of a
              h no longer waits for a choice of c
              enter b
              b waits for user task
            > complete b {"ok": false}
              p.ok = false
              b completed
            > complete c
              c completed
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn the_model_may_say_what_it_begins_with() {
    check(
        "s: start -> h\nh: adhoc begin =first -> e\n  a: user\n  b: user parallel x2\ne: end",
        "start {\"first\": [\"a\", \"b\"]}; complete a; complete b; complete b",
        &expect![[r#"
            > start {"first": ["a", "b"]}
              enter s
              s completed: s-h
              enter h
              h waits for a choice of a
              h waits for a choice of b
              enter a
              a waits for user task
              enter b#multiInstanceBody
              b#multiInstanceBody: 2 instances
              enter b with loopCounter=1
              b waits for user task
              enter b with loopCounter=2
              b waits for user task
            > complete a
              a completed
            > complete b
              b completed
            > complete b
              b completed
              b#multiInstanceBody completed
              h no longer waits for a choice of a
              h no longer waits for a choice of b
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn one_after_the_other_where_it_is_sequential() {
    check(
        "s: start -> h\nh: adhoc one-by-one begin =[\"b\",\"a\"] -> e\n  a: user\n  b: user\ne: end",
        "start; complete b; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-h
              enter h
              h waits for its turn: b
              h waits for its turn: a
              enter b
              b waits for user task
            > complete b
              b completed
              enter a
              a waits for user task
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
fn what_cannot_be_chosen_is_an_incident_and_a_condition_without_value_too() {
    check(
        "s: start -> h\nh: adhoc begin =first done-when {ok} -> e\n  a: task -> b\n  b: task\ne: end",
        "start {\"first\": [\"b\"]}; set {\"first\": [\"a\"]}; resolve h; set {\"ok\": true}; resolve h",
        &expect![[r#"
            > start {"first": ["b"]}
              enter s
              s completed: s-h
              enter h
              h incident activity-not-enabled: `b` is no activity of `h` that could be chosen: it needs to stand there without incoming flow
            > set {"first": ["a"]}
              p.first = ["a"]
            > resolve h
              h incident resolved
              h waits for a choice of a
              enter a
              a completed: a-b
              h incident feel-missing-variable: variable `ok` is missing, in `ok`, line 1, column 1
              enter b
              b completed
            > set {"ok": true}
              p.ok = true
            > resolve h
              h incident resolved
              h no longer waits for a choice of a
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
