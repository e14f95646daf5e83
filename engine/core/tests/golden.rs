//! Golden traces: what each element does, in order, as text. Update with `UPDATE_EXPECT=1`.
mod common;
use common::{Run, check, process};
use expect_test::expect;
use weir_core::instance::ElementInstance;

#[test]
fn exclusive_takes_the_first_that_holds_else_the_default() {
    check(
        "s: start -> x\nx: xor -> a {n > 5}, b {n > 3}, c default\na: user\nb: user\nc: user",
        "start {\"n\": 4}; complete b",
        &expect![[r#"
            > start {"n": 4}
              enter s
              s completed: s-x
              enter x
              x completed: x-b
              enter b
              b waits for user task
            > complete b
              b completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn without_a_flow_that_holds_the_token_stays_and_can_be_tried_again() {
    check(
        "s: start -> x\nx: xor -> a {ok}, b {ok = false}\na: task\nb: task",
        "start {\"ok\": null}; set {\"ok\": false}; resolve x",
        &expect![[r#"
            > start {"ok": null}
              enter s
              s completed: s-x
              enter x
              x incident feel-not-boolean: `ok` gives null, not true or false
            > set {"ok": false}
              p.ok = false
            > resolve x
              x incident resolved
              x completed: x-b
              enter b
              b completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn parallel_join_takes_one_token_of_each_flow_and_keeps_the_rest() {
    check(
        "s: start -> f\nf: and -> a, b, c\na: user -> x\nb: user -> x\nx: xor -> j\nc: user -> j\nj: and -> e\ne: end",
        "start; complete a; complete b; complete c; cancel",
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
              a completed: a-x
              enter x
              x completed: x-j
              j joins: token on x-j
            > complete b
              b completed: b-x
              enter x
              x completed: x-j
              j joins: token on x-j
            > complete c
              c completed: c-j
              j joins: token on c-j
              enter j
              j joins: token on x-j
              j completed: j-e
              enter e
              e completed
            > cancel
              j terminated
              p terminated
              process Terminated
        "]],
    );
}

#[test]
fn inclusive_join_waits_for_tokens_that_can_still_come() {
    check(
        "s: start -> f\nf: or -> a {x}, b {y}, c default\na: user -> j\nb: user -> j\nc: user -> j\nj: or -> e\ne: end",
        "start {\"x\": true, \"y\": true}; complete a; complete b",
        &expect![[r#"
            > start {"x": true, "y": true}
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
            > complete b
              b completed: b-j
              j joins: token on b-j
              enter j
              j completed: j-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn the_first_event_of_an_event_gateway_withdraws_the_others() {
    check(
        "s: start -> g\ng: event -> m, t, r\nm: catch message hello -> a\nt: catch timer PT1H -> b\nr: receive bye -> b\na: user\nb: user",
        "start; message hello {\"x\": 1}; +2h; complete a",
        &expect![[r#"
            > start
              enter s
              s completed: s-g
              enter g
              g waits for message hello (g-m)
              g waits for timer 1970-01-01T01:00:00.000Z (g-t)
              g waits for message bye (g-r)
            > message hello {"x": 1}
              g no longer waits for timer 1970-01-01T01:00:00.000Z (g-t)
              g no longer waits for message bye (g-r)
              g completed: g-m
              triggered m
              p.x = 1
              m completed: m-a
              enter a
              a waits for user task
            > +2h
              nothing due
            > complete a
              a completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_reminder_does_not_end_its_task_and_stops_with_it() {
    check(
        "s: start -> a\na: user -> e\nt: boundary on a timer R/PT1H non-interrupting -> r\nr: task\ne: end",
        "start; +1h; +1h; complete a; +1h",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T01:00:00.000Z (t)
              a waits for user task
            > +1h
              a now waits for timer 1970-01-01T02:00:00.000Z (t)
              triggered t
              t completed: t-r
              enter r
              r completed
            > +1h
              a now waits for timer 1970-01-01T03:00:00.000Z (t)
              triggered t
              t completed: t-r
              enter r
              r completed
            > complete a
              a no longer waits for timer 1970-01-01T03:00:00.000Z (t)
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
            > +1h
              nothing due
        "]],
    );
}

#[test]
fn a_deadline_ends_everything_in_the_sub_process() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> f\n  f: and -> a, b\n  a: user\n  b: job\nt: boundary on sub timer PT1H -> late\nlate: user -> e\ne: end",
        "start; complete a; +1h; complete late",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for timer 1970-01-01T01:00:00.000Z (t)
              enter is
              is completed: is-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for job b
            > complete a
              a completed
            > +1h
              b no longer waits for job b
              b terminated
              sub terminated
              triggered t
              t completed: t-late
              enter late
              late waits for user task
            > complete late
              late completed: late-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_error_goes_to_the_nearest_catcher_an_exact_code_first() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> j\n  j: job type pay -> ie\n  ie: end error E9\n  any: es\n    on: start error -> h1\n    h1: user\n  exact: es\n    ox: start error E9 -> h2\n    h2: user -> again\n    again: end error E9\nb: boundary on sub error E9 -> out\nout: user -> e\ne: end",
        "start; complete j; complete h2; complete out",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error any (any)
              sub waits for error E9 (exact)
              sub waits for error E9 (b)
              enter is
              is completed: is-j
              enter j
              j waits for job pay
            > complete j
              j completed: j-ie
              enter ie
              ie throws error E9, caught at sub
              ie terminated
              sub no longer waits for error any (any)
              triggered exact with errorCode="E9", errorMessage=""
              triggered ox with errorCode="E9", errorMessage=""
              ox completed: ox-h2
              enter h2
              h2 waits for user task
            > complete h2
              h2 completed: h2-again
              enter again
              again throws error E9, caught at sub
              again terminated
              exact terminated
              sub terminated
              triggered b with errorCode="E9", errorMessage=""
              b completed: b-out
              enter out
              out waits for user task
            > complete out
              out completed: out-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

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
fn a_signal_reaches_all_that_wait_when_it_is_thrown() {
    check(
        "s: start -> f\nf: and -> c, w, g\nc: catch signal go -> e\nw: user -> e\nb: boundary on w signal go -> e\ng: user -> t\nt: throw signal go -> again\nagain: catch signal go -> e\ne: end",
        "start; complete g; signal go",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-c, f-w, f-g
              enter c
              c waits for signal go
              enter w
              w waits for signal go (b)
              w waits for user task
              enter g
              g waits for user task
            > complete g
              g completed: g-t
              enter t
              t throws signal go
              w no longer waits for user task
              w terminated
              c completed: c-e
              triggered b
              t completed: t-again
              enter e
              b completed: b-e
              enter again
              again waits for signal go
              e completed
              enter e
              e completed
            > signal go
              again completed: again-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn terminate_ends_its_scope_only() {
    check(
        "s: start -> sub\nsub: sub -> after\n  is: start -> f\n  f: and -> a, b\n  a: user -> stop\n  b: user\n  stop: end terminate\nafter: user -> e\ne: end",
        "start; complete a; complete after",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              enter is
              is completed: is-f
              enter f
              f completed: f-a, f-b
              enter a
              a waits for user task
              enter b
              b waits for user task
            > complete a
              a completed: a-stop
              enter stop
              b no longer waits for user task
              b terminated
              stop completed
              sub completed: sub-after
              enter after
              after waits for user task
            > complete after
              after completed: after-e
              enter e
              e completed
              p completed
              process Completed
        "]],
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
              d incident feel-fault: `b / a`: division by zero, in `b / a`
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
fn an_event_sub_process_runs_beside_or_instead() {
    check(
        "s: start -> a\na: user -> e\ne: end\nes1: es\n  n: start message note non-interrupting -> x\n  x: user\nes2: es\n  i: start signal stop -> y\n  y: user",
        "start; message note; message note; signal stop; complete y",
        &expect![[r"
            > start
              p waits for message note (es1)
              p waits for signal stop (es2)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > message note
              triggered es1
              triggered n
              n completed: n-x
              enter x
              x waits for user task
            > message note
              triggered es1
              triggered n
              n completed: n-x
              enter x
              x waits for user task
            > signal stop
              a no longer waits for user task
              a terminated
              x no longer waits for user task
              x terminated
              es1 terminated
              x no longer waits for user task
              x terminated
              es1 terminated
              p no longer waits for message note (es1)
              triggered es2
              triggered i
              i completed: i-y
              enter y
              y waits for user task
            > complete y
              y completed
              es2 completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_link_jumps_within_its_scope() {
    check(
        "s: start -> t\nt: throw link L\nc: catch link L -> a\na: user -> e\ne: end",
        "start; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-t
              enter t
              t completed
              triggered c
              c completed: c-a
              enter a
              a waits for user task
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
fn escalation_is_caught_outside_and_the_thrower_goes_on() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> t\n  t: throw escalation late -> a\n  a: user\nb: boundary on sub escalation late non-interrupting -> n\nn: user\ne: end",
        "start; complete a; complete n",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for escalation late (b)
              enter is
              is completed: is-t
              enter t
              t throws escalation late, caught at sub
              triggered b with escalationCode="late"
              t completed: t-a
              b completed: b-n
              enter a
              a waits for user task
              enter n
              n waits for user task
            > complete a
              a completed
              sub no longer waits for escalation late (b)
              sub completed: sub-e
              enter e
              e completed
            > complete n
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_condition_fires_when_it_turns_true() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} non-interrupting -> n\nn: task\ne: end",
        "start {\"x\": 0}; set {\"x\": 2}; set {\"x\": 3}; set {\"x\": 0}; set {\"x\": 5}; complete a",
        &expect![[r#"
            > start {"x": 0}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
            > set {"x": 2}
              p.x = 2
              a now waits for condition (true) (b)
              triggered b
              b completed: b-n
              enter n
              n completed
            > set {"x": 3}
              p.x = 3
            > set {"x": 0}
              p.x = 0
              a now waits for condition (false) (b)
            > set {"x": 5}
              p.x = 5
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
fn a_condition_that_holds_from_the_beginning_fires_on_entry() {
    check(
        "s: start -> a\na: user -> e\nb: boundary on a condition {x > 1} -> n\nn: user\ne: end",
        "start {\"x\": 2}; complete n",
        &expect![[r#"
            > start {"x": 2}
              enter s
              s completed: s-a
              enter a
              a waits for condition (false) (b)
              a waits for user task
              a now waits for condition (true) (b)
              a no longer waits for user task
              a terminated
              triggered b
              b completed: b-n
              enter n
              n waits for user task
            > complete n
              n completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_cycle_without_a_wait_is_parked_and_goes_on_when_resolved() {
    let process = process("s: start -> x\nx: xor -> t\nt: task -> y\ny: xor -> x {go}, e default\ne: end");
    let mut run = Run::new(&process);
    run.command("start {\"go\": true}");
    let stuck: Vec<&ElementInstance> = run.instance.elements.values().filter(|e| e.incident.is_some()).collect();
    let [stuck] = stuck.as_slice() else { panic!("one token is parked, not {stuck:?}") };
    assert_eq!(stuck.incident.as_ref().map(|i| i.code.as_str()), Some("too-many-moves"));
    let element = stuck.element.clone();
    run.trace.clear();
    run.command("set {\"go\": false}");
    run.command(&format!("resolve {element}"));
    assert!(run.trace.ends_with("e completed\n  p completed\n  process Completed\n"), "{}", run.trace);
}

#[test]
fn messages_carry_their_key_out_and_wait_with_it() {
    check(
        "s: start -> a\na: send order key id -> b\nb: catch message answer key id -> e\ne: end message done",
        "start {\"id\": 7}; message answer {\"ok\": true}",
        &expect![[r#"
            > start {"id": 7}
              enter s
              s completed: s-a
              enter a
              a throws message order 7
              a completed: a-b
              enter b
              b waits for message answer of 7
            > message answer {"ok": true}
              p.ok = true
              b completed: b-e
              enter e
              e throws message done 
              e completed
              p completed
              process Completed
        "#]],
    );
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
