//! Golden traces of suspension and restart. Update with `UPDATE_EXPECT=1`.
use crate::common::{Run, check, process};
use expect_test::expect;
use serde_json::json;
use std::fmt::Write;
use weir_core::command::{Restart, Start};
use weir_core::history::activities;
use weir_core::instance::Variables;
use weir_core::wait::WaitFor;
use weir_core::{Command, InstanceId, Step};

const TWO: &str = "s: start -> a\na: user -> b\nb: user -> e\ne: end";

#[test]
fn a_suspended_instance_takes_nothing_and_fires_once_what_came_due() {
    let text = "s: start -> a\na: user -> e\ntick: boundary on a timer R5/PT10M non-interrupting -> t\nt: job -> te\nte: end\ne: end";
    check(
        text,
        "start; suspend; suspend; complete a; +1h; set {\"x\": 1}; resume; +1s; +10m; complete a; suspend",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for timer 1970-01-01T00:10:00.000Z (tick)
              a waits for user task
            > suspend
              somebody steps in: Force
              p is suspended
            > suspend
            > complete a
              refused: the instance is suspended since 1970-01-01T00:00:00.000Z: resume it first
            > +1h
              refused: the instance is suspended since 1970-01-01T00:00:00.000Z: resume it first
            > set {"x": 1}
              p.x = 1
            > resume
              somebody steps in: Force
              p goes on
            > +1s
              triggered tick
              tick completed: tick-t
              enter t
              t waits for job t
            > +10m
              nothing due
            > complete a
              a completed: a-e
              enter e
              e completed
            > suspend
              somebody steps in: Force
              p is suspended
        "#]],
    );
}

#[test]
fn a_condition_that_turned_true_meanwhile_fires_when_the_instance_goes_on() {
    let text = "s: start -> a\na: user -> e\nc: boundary on a condition {n > 3} -> b\nb: user -> e\ne: end";
    check(
        text,
        "start {\"n\": 0}; suspend; set {\"n\": 5}; modify before b; resume",
        &expect![[r#"
        > start {"n": 0}
          enter s
          s completed: s-a
          enter a
          a waits for condition (false) (c)
          a waits for user task
        > suspend
          somebody steps in: Force
          p is suspended
        > set {"n": 5}
          p.n = 5
        > modify before b
          somebody steps in: Jump
          Jump b from [0]
          b waits for user task
        > resume
          somebody steps in: Force
          p goes on
          a now waits for condition (true) (c)
          a no longer waits for user task
          a terminated
          triggered c
          c completed: c-b
          enter b
          b waits for user task
    "#]],
    );
}

#[test]
fn a_worker_reports_again_after_the_instance_was_resumed() {
    let process = process("s: start -> j\nj: job -> e\ne: end");
    let mut run = Run::new(&process);
    run.command("start");
    let (key, wait) = run.find(|_, w| matches!(w.on, WaitFor::Job(_)));
    let until = weir_core::Timestamp(60_000);
    run.send(Command::LockJob { key, wait, worker: "w".into(), until });
    let WaitFor::Job(job) = &run.instance.wait(key, wait).unwrap().on else { unreachable!() };
    let job = weir_core::command::LeasedJob { key, wait, token: job.lease.as_ref().unwrap().token };
    run.command("suspend");
    run.send(Command::CompleteJob { job: job.clone(), variables: Variables::new() });
    run.send(Command::ExtendJob { job: job.clone(), until: weir_core::Timestamp(90_000) });
    run.command("resume");
    run.send(Command::CompleteJob { job, variables: Variables::new() });
    expect![[r"
        > start
          enter s
          s completed: s-j
          enter j
          j waits for job j
        > suspend
          somebody steps in: Force
          p is suspended
          refused: the instance is suspended since 1970-01-01T00:00:00.000Z: resume it first
        > resume
          somebody steps in: Force
          p goes on
          j completed: j-e
          enter e
          e completed
          p completed
          process Completed
    "]]
    .assert_eq(&run.trace);
}

#[test]
fn suspended_spans_are_in_the_history_of_every_activity() {
    let process = process("s: start -> f\nf: and -> a, b\na: user -> e\nb: user -> e\ne: end");
    let mut run = Run::new(&process);
    for command in ["start", "complete a", "+1h", "suspend", "+1h", "modify move b before a", "+1h", "resume"] {
        run.command(command);
    }
    let steps: Vec<Step> = (0..)
        .zip(&run.log)
        .map(|(seq, (at, event))| Step {
            instance: InstanceId::compose(0, 0, 0),
            seq,
            at: *at,
            actor: weir_core::Actor::default(),
            command: String::new(),
            events: vec![event.clone()],
            parameters: vec![],
            behind: 0,
        })
        .collect();
    let spans: Vec<String> = activities(&steps)
        .iter()
        .map(|a| {
            let hour = |t: &weir_core::Timestamp| t.0 / 3_600_000;
            let spans: Vec<_> = a.suspended.iter().map(|(from, to)| (hour(from), to.as_ref().map(hour))).collect();
            format!("{} {spans:?} {:?}", a.element, a.intervention)
        })
        .collect();
    expect![[r"
        p [(1, Some(3))] None
        s [] None
        f [] None
        a [] None
        b [(1, Some(2))] Some(Force)
        e [] None
        a [(2, Some(3))] Some(Jump)"]]
    .assert_eq(&spans.join("\n"));
}

#[test]
fn an_ended_instance_begins_again_as_a_new_one_at_the_start_or_elsewhere() {
    let process = process(TWO);
    let of = InstanceId::compose(0, 0, 7);
    let mut trace = String::new();
    for before in [vec![], vec!["b".into()], vec!["x".into(), "b".into(), "y".into()]] {
        let mut run = Run::new(&process);
        let variables = Variables::from([("n".to_owned(), json!(1))]);
        let (definition, business_key) = ("p:1".into(), Some("K".into()));
        let start = Start {
            definition,
            business_key,
            parent: None,
            root: None,
            depth: 0,
            at: None,
            came: None,
            variables,
            initiator: None,
            conversation: None,
            hops: 0,
        };
        run.send(Command::Restart(Box::new(Restart { of, start, before, reason: Some("again".into()) })));
        let Run { trace: told, instance, .. } = run;
        writeln!(trace, "{told}restart of {:?}", instance.header.restart_of).unwrap();
    }
    expect![[r"
          somebody steps in: Force
          enter s
          s completed: s-a
          enter a
          a waits for user task
        restart of Some(00000000-0000-8000-8000-000000000007)
          somebody steps in: Force
          Jump b from [0]
          b waits for user task
        restart of Some(00000000-0000-8000-8000-000000000007)
          refused: the instance cannot be modified so: no-such-element: the process has no element `x` (and 1 more)
            no-such-element x
            no-such-element y
        restart of None
    "]]
    .assert_eq(&trace);
}
