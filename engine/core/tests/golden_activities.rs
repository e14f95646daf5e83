//! Golden traces of activities: what each does, in order, as text. Update with `UPDATE_EXPECT=1`.
use crate::common::{Run, check, process};
use expect_test::expect;

#[test]
fn an_error_that_nobody_catches_is_an_incident_and_the_job_can_be_tried_again() {
    check(
        "s: start -> j\nj: job -> e\ne: end",
        "start; error j E1; resolve j; complete j",
        &expect![[r"
        > start
          enter s
          s completed: s-j
          enter j
          j waits for job j
        > error j E1
          j job failed, 0 retries left
          j throws error E1, uncaught
          j incident uncaught-error: error `E1` was not caught: reported
        > resolve j
          j incident resolved
          j job has 1 retries
        > complete j
          j completed: j-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn a_job_out_of_tries_is_an_incident() {
    check(
        "s: start -> j\nj: job -> e\ne: end",
        "start; fail j; resolve j; complete j {\"done\": true}",
        &expect![[r#"
        > start
          enter s
          s completed: s-j
          enter j
          j waits for job j
        > fail j
          j job failed, 0 retries left
          j incident job-failed: no answer
        > resolve j
          j incident resolved
          j job has 1 retries
        > complete j {"done": true}
          p.done = true
          j completed: j-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn parallel_instances_end_when_their_condition_holds() {
    check(
        "s: start -> m\nm: user parallel over people as who until {numberOfCompletedInstances >= 2} -> e\ne: end",
        "start {\"people\": [\"ann\", \"bob\", \"cat\"]}; complete m; complete m",
        &expect![[r#"
            > start {"people": ["ann", "bob", "cat"]}
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 3 instances
              enter m with loopCounter=1, who="ann"
              m waits for user task
              enter m with loopCounter=2, who="bob"
              m waits for user task
              enter m with loopCounter=3, who="cat"
              m waits for user task
            > complete m
              m completed
            > complete m
              m completed
              m no longer waits for user task
              m terminated
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn sequential_instances_collect_what_they_give() {
    check(
        "s: start -> m\nm: job sequential over items as item collect {item * rate} into results out rate=rate -> e\ne: end",
        "start {\"items\": [1, 2]}; complete m {\"rate\": 10}; complete m {\"rate\": 20}",
        &expect![[r#"
            > start {"items": [1, 2]}
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with item=1, loopCounter=1
              m waits for job m
            > complete m {"rate": 10}
              m.rate = 10
              p.rate = 10
              m#multiInstanceBody[0] = 10
              m completed
              enter m with item=2, loopCounter=2
              m waits for job m
            > complete m {"rate": 20}
              m.rate = 20
              p.rate = 20
              m#multiInstanceBody[1] = 40
              m completed
              p.results = [10,40]
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn no_instances_at_all_completes_at_once() {
    check(
        "s: start -> m\nm: user parallel over items -> e\ne: end",
        "start {\"items\": []}",
        &expect![[r#"
        > start {"items": []}
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 0 instances
          m#multiInstanceBody completed: m-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn mappings_choose_what_goes_in_and_out() {
    check(
        "s: start -> j\nj: job in amount=order.total out paid=receipt.ok -> x\nx: xor -> e {paid}, f default\ne: end\nf: end",
        "start {\"order\": {\"total\": 5}}; complete j {\"receipt\": {\"ok\": true}}",
        &expect![[r#"
            > start {"order": {"total": 5}}
              enter s
              s completed: s-j
              enter j
              j.amount = 5
              j waits for job j
            > complete j {"receipt": {"ok": true}}
              j.receipt = {"ok":true}
              p.paid = true
              j completed: j-x
              enter x
              x completed: x-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_script_is_evaluated_by_the_engine() {
    check(
        "s: start -> c\nc: script {a + 1} to b -> d\nd: script {b / a} to c -> e\ne: end",
        "start {\"a\": 0}; set {\"a\": 2}; resolve d",
        &expect![[r#"
            > start {"a": 0}
              enter s
              s completed: s-c
              enter c
              p.b = 1
              c completed: c-d
              enter d
              d incident feel-fault: `b / a`: division by zero, in `b / a`, line 1, column 1; with a = 0, b = 1
            > set {"a": 2}
              p.a = 2
            > resolve d
              d incident resolved
              p.c = 0.5
              d completed: d-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_open_range_is_evaluated_outside_and_waited_for() {
    check(
        "s: start -> x\nx: xor -> a {count(for i in 1..n return i) > 3}, b default\na: user\nb: user",
        "start {\"n\": 5}; answer x true; complete a",
        &expect![[r#"
            > start {"n": 5}
              enter s
              s completed: s-x
              enter x
              x waits for value of count(for i in 1..n return i) > 3
            > answer x true
              x answered Value(Bool(true))
              x completed: x-a
              enter a
              a waits for user task
            > complete a
              a completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_called_process_gives_back_variables_or_an_error() {
    let text = "s: start -> c\nc: call other -> e\nb: boundary on c error E1 -> h\nh: user\ne: end";
    check(
        text,
        "start {\"a\": 1}; child c {\"b\": 2}",
        &expect![[r#"
        > start {"a": 1}
          enter s
          s completed: s-c
          enter c
          c waits for error E1 (b)
          c waits for process other
        > child c {"b": 2}
          p.b = 2
          c no longer waits for error E1 (b)
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    check(
        text,
        "start; child c error E1",
        &expect![[r#"
        > start
          enter s
          s completed: s-c
          enter c
          c waits for error E1 (b)
          c waits for process other
        > child c error E1
          c no longer waits for process other
          c throws error E1, caught at c
          c terminated
          triggered b with errorCode="E1", errorMessage="thrown by the called process"
          b completed: b-h
          enter h
          h waits for user task
    "#]],
    );
    check(
        text,
        "start; child c error E2; resolve c",
        &expect![[r"
        > start
          enter s
          s completed: s-c
          enter c
          c waits for error E1 (b)
          c waits for process other
        > child c error E2
          c no longer waits for process other
          c throws error E2, uncaught
          c incident uncaught-error: error `E2` was not caught: thrown by the called process
        > resolve c
          c incident resolved
          c waits for process other
    "]],
    );
}

#[test]
fn a_cycle_without_a_wait_is_parked_and_goes_on_when_resolved() {
    let process = process("s: start -> x\nx: xor -> t\nt: task -> y\ny: xor -> x {go}, e default\ne: end");
    let mut run = Run::new(&process);
    run.command("start {\"go\": true}");
    let stuck: Vec<_> = run.instance.elements.values().filter(|e| e.incident.is_some()).collect();
    let [stuck] = stuck.as_slice() else { panic!("one token is parked, not {stuck:?}") };
    assert_eq!(stuck.incident.as_ref().map(|i| i.code.as_str()), Some("too-many-moves"));
    let element = stuck.element.clone();
    run.trace.clear();
    run.command("set {\"go\": false}");
    run.command(&format!("resolve {element}"));
    assert!(run.trace.ends_with("e completed\n  p completed\n  process Completed\n"), "{}", run.trace);
}

#[test]
fn only_the_one_who_has_a_task_may_complete_it() {
    check(
        "s: start -> a\na: user for bob -> e\ne: end",
        "start; complete a {\"x\": 1}",
        &expect![[r#"
        > start
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a {"x": 1}
          p.x = 1
          a completed: a-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_sub_process_whose_boundary_event_fails_begins_once_that_is_put_right() {
    check(
        "s: start -> h\nh: sub -> e\n  hs: start -> t\n  t: user\nb: boundary on h timer =late -> e\ne: end",
        "start; set {\"late\": \"PT1H\"}; resolve h",
        &expect![[r#"
            > start
              enter s
              s completed: s-h
              enter h
              h incident feel-missing-variable: variable `late` is missing, in `late`, line 1, column 1
            > set {"late": "PT1H"}
              p.late = "PT1H"
            > resolve h
              h incident resolved
              h waits for timer 1970-01-01T01:00:00.000Z (b)
              enter hs
              hs completed: hs-t
              enter t
              t waits for user task
        "#]],
    );
}

#[test]
fn an_error_comes_after_the_tokens_that_were_on_their_way_before_it() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> a, b\n  a: task -> x\n  b: task -> x\n  x: end error E1\n\
         f: boundary on sub error E1 -> e\ne: end",
        "start",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error E1 (f)
              enter is
              is completed: is-a, is-b
              enter a
              enter b
              a completed: a-x
              b completed: b-x
              enter x
              enter x
              x throws error E1, caught at sub
              x terminated
              x terminated
              sub terminated
              triggered f with errorCode="E1", errorMessage=""
              f completed: f-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
