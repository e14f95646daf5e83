//! Golden traces of conditional events whose condition only a killable process may evaluate. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;
use weir_core::compile::compile;

#[test]
fn a_condition_in_javascript_is_asked_on_entry_and_after_every_change() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {js:x > 1} -> e\ne: end",
        "start {\"x\": 0}; answer a false; set {\"x\": 1}; set {\"x\": 2}; answer a true",
        &expect![[r#"
            > start {"x": 0}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a waits for value of javascript value: x > 1 (condition)
            > answer a false
            > set {"x": 1}
              p.x = 1
              a waits for value of javascript value: x > 1 (condition)
            > set {"x": 2}
              p.x = 2
              a no longer waits for value of javascript value: x > 1 (condition)
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn it_fires_when_it_turns_true_and_again_once_it_was_false() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {js:x > 1} non-interrupting -> n\nn: task\ne: end",
        "start; answer a true; set {\"x\": 3}; answer a true; set {\"x\": 0}; answer a false; set {\"x\": 2}; answer a true; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
              a now waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > set {"x": 3}
              p.x = 3
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
            > set {"x": 0}
              p.x = 0
              a waits for value of javascript value: x > 1 (condition)
            > answer a false
              a now waits for condition (false) (b)
            > set {"x": 2}
              p.x = 2
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
              a now waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > complete a
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
fn what_it_was_asked_for_may_end_before_the_answer_comes() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {js:x > 1} -> e\nc: boundary on a timer PT1H -> e\ne: end",
        "start; +1h",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for timer 1970-01-01T01:00:00.000Z (c)
              a waits for user task
              a waits for value of javascript value: x > 1 (condition)
            > +1h
              a no longer waits for condition (false) (b)
              a no longer waits for user task
              a no longer waits for value of javascript value: x > 1 (condition)
              a terminated
              triggered c
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
    check(
        "s: start -> a\na: user -> e\nb: boundary on a all condition {js:x > 1} + signal go -> e\ne: end",
        "start; answer a true; signal go",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for signal go (b)
              a waits for user task
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
              a now waits for condition (true) (b)
              a gathers condition (true) (b)
            > signal go
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_answer_that_is_neither_true_nor_false_is_an_incident_that_the_next_change_looks_at_again() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {js:x} -> e\ne: end",
        "start {\"x\": 7}; answer a 7; set {\"x\": true}; answer a true",
        &expect![[r#"
            > start {"x": 7}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a waits for value of javascript value: x (condition)
            > answer a 7
              a incident condition-failed: condition `javascript value: x` of `b`: `javascript value: x` gives a number, 7, not true or false
            > set {"x": true}
              p.x = true
              a waits for value of javascript value: x (condition)
            > answer a true
              a incident resolved
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_event_sub_process_and_an_intermediate_event_ask_too_and_feel_without_bound_goes_the_same_way() {
    check(
        "s: start -> c\nc: catch condition {count(for i in 1..n return i) > 3} -> e\ne: end\nes: es\n  on: start condition {js:late} non-interrupting -> t\n  t: task",
        "start {\"n\": 5}; answer p false; answer c true",
        &expect![[r#"
            > start {"n": 5}
              p waits for condition (false) (es)
              enter s
              s completed: s-c
              enter c
              c waits for condition (false)
              p waits for value of javascript value: late (condition)
              c waits for value of count(for i in 1..n return i) > 3 (condition)
            > answer p false
            > answer c true
              c now waits for condition (true)
              c completed: c-e
              enter e
              e completed
              p no longer waits for condition (false) (es)
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_suspended_instance_asks_again_when_it_goes_on() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {js:x > 1} -> e\ne: end",
        "start; suspend; set {\"x\": 2}; resume; answer a true",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a waits for value of javascript value: x > 1 (condition)
            > suspend
              somebody steps in: Force
              p is suspended
            > set {"x": 2}
              p.x = 2
            > resume
              somebody steps in: Force
              p goes on
              a no longer waits for value of javascript value: x > 1 (condition)
              a waits for value of javascript value: x > 1 (condition)
            > answer a true
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn where_nothing_can_wait_for_an_answer_it_is_refused_with_a_hint() {
    for text in [
        "s: start condition {js:x > 1} -> e\ne: end",
        "s: start -> f\nf: and -> a, b\na: task -> j\nb: task -> j\nj: complex {count(for i in 1..n return i) > 3} -> e\ne: end",
    ] {
        let prepared = compile(&crate::common::model(text));
        let found = prepared.problems.iter().find(|p| p.code == "condition-unbounded").expect("it is refused");
        assert!(found.message.ends_with("write it in plain FEEL"), "{}", found.message);
    }
}
