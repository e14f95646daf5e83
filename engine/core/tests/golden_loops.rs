//! Golden traces of standard loops. Update with `UPDATE_EXPECT=1`.
use crate::common::{Run, check, process};
use expect_test::expect;

#[test]
fn a_loop_tests_after_each_iteration_and_counts_them() {
    check(
        "s: start -> l\nl: user loop while {n < 2} out n=loopCounter -> e\ne: end",
        "start {\"n\": 9}; complete l; complete l",
        &expect![[r#"
            > start {"n": 9}
              enter s
              s completed: s-l
              enter l#multiInstanceBody
              l#multiInstanceBody: a loop
              enter l with loopCounter=1
              l waits for user task
            > complete l
              p.n = 1
              l completed
              enter l with loopCounter=2
              l waits for user task
            > complete l
              p.n = 2
              l completed
              l#multiInstanceBody completed: l-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_loop_that_tests_before_may_never_begin_and_ends_at_its_maximum() {
    let text = "s: start -> l\nl: task loop-before while {go and loopCounter < 5} at-most 2 -> e\ne: end";
    check(
        text,
        "start {\"go\": false}",
        &expect![[r#"
        > start {"go": false}
          enter s
          s completed: s-l
          enter l#multiInstanceBody
          l#multiInstanceBody: a loop of at most 2
          l#multiInstanceBody completed: l-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    check(
        text,
        "start {\"go\": true}",
        &expect![[r#"
        > start {"go": true}
          enter s
          s completed: s-l
          enter l#multiInstanceBody
          l#multiInstanceBody: a loop of at most 2
          enter l with loopCounter=1
          l completed
          enter l with loopCounter=2
          l completed
          l#multiInstanceBody completed: l-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    check(
        "s: start -> l\nl: user loop at-most 0 -> e\ne: end",
        "start",
        &expect![[r"
        > start
          enter s
          s completed: s-l
          enter l#multiInstanceBody
          l#multiInstanceBody completed: l-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn loops_nest_and_their_boundary_events_end_them_as_a_whole() {
    check(
        "s: start -> l\nl: sub loop while {loopCounter < 2} -> e\n  is: start -> i\n  i: user loop while {loopCounter < 2}\n\
         b: boundary on l message stop -> e\ne: end",
        "start; complete i; complete i; complete i; message stop",
        &expect![[r"
            > start
              enter s
              s completed: s-l
              enter l#multiInstanceBody
              l#multiInstanceBody waits for message stop (b)
              l#multiInstanceBody: a loop
              enter l with loopCounter=1
              enter is
              is completed: is-i
              enter i#multiInstanceBody
              i#multiInstanceBody: a loop
              enter i with loopCounter=1
              i waits for user task
            > complete i
              i completed
              enter i with loopCounter=2
              i waits for user task
            > complete i
              i completed
              i#multiInstanceBody completed
              l completed
              enter l with loopCounter=2
              enter is
              is completed: is-i
              enter i#multiInstanceBody
              i#multiInstanceBody: a loop
              enter i with loopCounter=1
              i waits for user task
            > complete i
              i completed
              enter i with loopCounter=2
              i waits for user task
            > message stop
              i no longer waits for user task
              i terminated
              i#multiInstanceBody terminated
              l terminated
              l#multiInstanceBody terminated
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
fn a_fault_in_a_condition_or_a_maximum_is_an_incident_and_is_tried_again() {
    check(
        "s: start -> l\nl: task loop while {more} at-most =most -> e\ne: end",
        "start {\"most\": -1}; set {\"most\": 3}; resolve l#multiInstanceBody; set {\"more\": false}; \
         resolve l#multiInstanceBody",
        &expect![[r#"
            > start {"most": -1}
              enter s
              s completed: s-l
              enter l#multiInstanceBody
              l#multiInstanceBody incident not-a-number: the maximum of iterations is not a number: `-1`
            > set {"most": 3}
              p.most = 3
            > resolve l#multiInstanceBody
              l#multiInstanceBody incident resolved
              l#multiInstanceBody: a loop of at most 3
              enter l with loopCounter=1
              l completed
              l#multiInstanceBody incident feel-missing-variable: variable `more` is missing, in `more`, line 1, column 1
            > set {"more": false}
              p.more = false
            > resolve l#multiInstanceBody
              l#multiInstanceBody incident resolved
              l#multiInstanceBody completed: l-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_condition_that_is_evaluated_outside_is_asked_after_each_iteration() {
    check(
        "s: start -> l\nl: task loop while {count(for i in 1..n return i) > loopCounter} -> e\ne: end",
        "start {\"n\": 2}; answer l#multiInstanceBody true; answer l#multiInstanceBody false",
        &expect![[r#"
            > start {"n": 2}
              enter s
              s completed: s-l
              enter l#multiInstanceBody
              l#multiInstanceBody: a loop
              enter l with loopCounter=1
              l completed
              l#multiInstanceBody waits for value of count(for i in 1..n return i) > loopCounter
            > answer l#multiInstanceBody true
              l#multiInstanceBody answered Value(Bool(true))
              enter l with loopCounter=2
              l completed
              l#multiInstanceBody waits for value of count(for i in 1..n return i) > loopCounter
            > answer l#multiInstanceBody false
              l#multiInstanceBody answered Value(Bool(false))
              l#multiInstanceBody completed: l-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_loop_without_a_wait_and_without_end_is_parked() {
    let process = process("s: start -> l\nl: task loop while {go} -> e\ne: end");
    let mut run = Run::new(&process);
    run.command("start {\"go\": true}");
    let stuck: Vec<_> =
        run.instance.elements.values().filter_map(|e| Some((e.element.as_str(), e.incident.as_ref()?))).collect();
    let [("l", incident)] = stuck.as_slice() else { panic!("one iteration is parked, not {stuck:?}") };
    assert_eq!(incident.code, "too-many-moves");
    run.trace.clear();
    run.command("set {\"go\": false}");
    run.command("resolve l");
    assert!(run.trace.ends_with("e completed\n  p completed\n  process Completed\n"), "{}", run.trace);
}
