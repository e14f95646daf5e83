//! Golden traces of conditional events whose condition cannot be evaluated: it is told, once, and what waits goes on waiting.
use crate::common::check;
use expect_test::expect;

const BOUNDARY: &str = "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} -> n\nn: user\ne: end";

#[test]
fn a_condition_that_fails_is_one_incident_and_the_next_change_that_evaluates_resolves_it() {
    check(
        BOUNDARY,
        r#"start; set {"x": null}; set {"x": "a"}; set {"x": "b"}; set {"x": 0}; set {"x": "c"}; set {"x": 2}"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
            > set {"x": null}
              p.x = null
            > set {"x": "a"}
              p.x = "a"
              a incident condition-failed: condition `x > 1` of `b`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "a"
            > set {"x": "b"}
              p.x = "b"
            > set {"x": 0}
              p.x = 0
              a incident resolved
            > set {"x": "c"}
              p.x = "c"
              a incident condition-failed: condition `x > 1` of `b`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "c"
            > set {"x": 2}
              p.x = 2
              a incident resolved
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-n
              enter n
              n waits for user task
        "#]],
    );
}

#[test]
fn a_retry_looks_again_and_the_task_is_not_made_anew() {
    check(
        BOUNDARY,
        r#"start {"x": "a"}; resolve a; complete a"#,
        &expect![[r#"
            > start {"x": "a"}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a incident condition-failed: condition `x > 1` of `b`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "a"
            > resolve a
              a incident resolved
              a incident condition-failed: condition `x > 1` of `b`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "a"
            > complete a
              a no longer waits for condition (false) (b)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_is_neither_true_nor_false_is_an_incident_too() {
    check(
        "s: start -> c\nc: catch condition {x + 1} -> e\ne: end",
        r#"start {"x": 1}; resolve c; set {"x": null}; set {"x": [1]}"#,
        &expect![[r#"
            > start {"x": 1}
              enter s
              s completed: s-c
              enter c
              c waits for condition (false)
              c incident condition-failed: condition `x + 1` of `c`: `x + 1` gives a number, 2, not true or false
            > resolve c
              c incident resolved
              c incident condition-failed: condition `x + 1` of `c`: `x + 1` gives a number, 2, not true or false
            > set {"x": null}
              p.x = null
              c incident resolved
            > set {"x": [1]}
              p.x = [1]
              c incident condition-failed: condition `x + 1` of `c`: `x + 1`: cannot add list and number, in `x + 1`, line 1, column 1; with x = [1]
        "#]],
    );
}

#[test]
fn two_conditions_that_fail_are_told_one_after_the_other() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} non-interrupting -> n\n\
         c: boundary on a condition {y > 1} non-interrupting -> n\nn: task\ne: end",
        r#"start {"x": "a", "y": "a"}; set {"x": 0}; set {"y": 2}"#,
        &expect![[r#"
            > start {"x": "a", "y": "a"}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for condition (false) (c)
              a waits for user task
              a incident condition-failed: condition `x > 1` of `b`: `x > 1`: cannot compare string and number, in `x > 1`, line 1, column 1; with x = "a"
            > set {"x": 0}
              p.x = 0
              a incident resolved
              a incident condition-failed: condition `y > 1` of `c`: `y > 1`: cannot compare string and number, in `y > 1`, line 1, column 1; with y = "a"
            > set {"y": 2}
              p.y = 2
              a incident resolved
              a now waits for condition (true) (c)
              triggered c
              c completed: c-n
              enter n
              n completed
        "#]],
    );
}
