//! Golden traces of how instances begin: start events with triggers, receive tasks and gateways that instantiate, and what
//! begins without being drawn to. Update with `UPDATE_EXPECT=1`.
//! This file is long because traces are; each test stands alone.
use crate::common::{check, process};
use expect_test::expect;
use serde_json::json;
use weir_core::element::{start_conditions, starters};
use weir_core::{ElementId, Timestamp};

#[test]
fn each_start_event_starts_an_instance_of_its_own() {
    let text = "a: start -> t\nb: start message M + signal S -> t\nt: task -> e\ne: end";
    check(
        text,
        "start",
        &expect![[r"
        > start
          enter a
          a completed: a-t
          enter t
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    check(
        text,
        r#"start b {"x": 1}"#,
        &expect![[r#"
        > start b {"x": 1}
          triggered b
          b completed: b-t
          enter t
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn a_start_event_that_needs_all_waits_for_the_rest_in_its_instance() {
    check(
        "s: start all message M + signal S + timer PT1H -> t\nt: task -> e\ne: end",
        r#"start s message M {"x": 1}; signal S {"y": 2}; +1h"#,
        &expect![[r#"
            > start s message M {"x": 1}
              enter s
              s waits for message M
              s waits for signal S
              s waits for timer 1970-01-01T01:00:00.000Z
              s gathers message M
            > signal S {"y": 2}
              s gathers signal S with y=2
            > +1h
              p.y = 2
              s completed: s-t
              enter t
              t completed: t-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        "s: start all message M + signal S -> t\nt: task -> e\ne: end",
        "start s",
        &expect![[r"
        > start s
          triggered s
          s completed: s-t
          enter t
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn a_receive_task_may_start_its_process_and_does_not_begin_by_itself() {
    let text = "r: receive M starts -> t\nq: receive N starts -> t\nt: task -> e\ne: end";
    check(
        text,
        r#"start r message M {"x": 1}"#,
        &expect![[r#"
        > start r message M {"x": 1}
          triggered r
          r completed: r-t
          enter t
          t completed: t-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
    check(
        text,
        "start",
        &expect![[r"
        > start
          refused: the process has no start event that could be used: a none start event
    "]],
    );
    check(
        text,
        "start t",
        &expect![[r"
        > start t
          refused: the process has no start event that could be used: t
    "]],
    );
}

#[test]
fn behind_an_exclusive_gateway_that_starts_the_first_event_gives_the_others_up() {
    check(
        "g: event starts -> a, b\na: catch message M -> t\nb: catch signal S -> t\nt: task -> e\ne: end",
        "start b signal S",
        &expect![[r"
            > start b signal S
              triggered g
              g completed: g-b
              triggered b
              b completed: b-t
              enter t
              t completed: t-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn behind_a_parallel_gateway_that_starts_the_others_are_awaited_in_the_instance() {
    check(
        "g: event starts all -> a, b, c\na: catch message M -> e\nb: catch message N key x -> e\nc: catch all message O + signal S -> e\ne: end",
        r#"start a message M {"x": "1"}; message O; message N; signal S"#,
        &expect![[r#"
            > start a message M {"x": "1"}
              triggered g
              g completed: g-a, g-b, g-c
              triggered a
              enter b
              b waits for message N of 1
              enter c
              c waits for message O
              c waits for signal S
              a completed: a-e
              enter e
              e completed
            > message O
              c gathers message O
            > message N
              b completed: b-e
              enter e
              e completed
            > signal S
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        "g: event starts all -> a, c\na: catch message M -> e\nc: catch all message O + signal S -> e\ne: end",
        "start c signal S; message M; message O",
        &expect![[r"
            > start c signal S
              triggered g
              g completed: g-c, g-a
              enter c
              c waits for message O
              c waits for signal S
              c gathers signal S
              enter a
              a waits for message M
            > message M
              a completed: a-e
              enter e
              e completed
            > message O
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn whatever_nothing_leads_to_begins_with_every_start() {
    check(
        "s: start message M -> j\nt: task -> j\nother: start\nj: and -> e\ne: end",
        "start s message M",
        &expect![[r"
            > start s message M
              triggered s
              enter t
              s completed: s-j
              t completed: t-j
              j joins: token on s-j
              j joins: token on t-j
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
fn conditions_that_hold_start_and_those_that_cannot_be_asked_do_not() {
    let process = process(
        "a: start condition {x > 1} -> e\nb: start message M + condition {x > 2} -> e\nc: start condition {y = 1} -> e\ne: end",
    );
    let met = |x: i32| start_conditions(&process, &[("x".to_owned(), json!(x))].into(), Timestamp(0)).hold;
    assert_eq!(met(1), Vec::<ElementId>::new());
    assert_eq!(met(2), vec![ElementId::from("a")]);
    assert_eq!(met(3), vec![ElementId::from("a"), ElementId::from("b")]);
}

#[test]
fn a_start_condition_that_fails_is_told_beside_those_that_hold() {
    let process = process(
        "a: start condition {x > 1} -> e\nb: start condition {y > 1} -> e\nc: start condition {x + 1} -> e\ne: end",
    );
    let met =
        start_conditions(&process, &[("x".to_owned(), json!(2)), ("y".to_owned(), json!("a"))].into(), Timestamp(0));
    assert_eq!(met.hold, vec![ElementId::from("a")]);
    let failed: Vec<String> = met.failed.iter().map(|(event, why)| format!("{event} {}: {why}", why.code())).collect();
    let expected = [
        "b feel-type: `y > 1`: cannot compare string and number, in `y > 1`, line 1, column 1; with y = \"a\"",
        "c feel-not-boolean: `x + 1` gives a number, 3, not true or false",
    ];
    assert_eq!(failed, expected);
}

#[test]
fn where_more_than_a_time_is_needed_the_time_alone_begins_nothing() {
    let begins = |text: &str| -> Vec<String> {
        let process = process(text);
        starters(&process).iter().map(|s| format!("{} {:?}", s.event, s.trigger).chars().take(9).collect()).collect()
    };
    assert_eq!(begins("s: start all timer R/PT1H + message M -> e\ne: end"), ["s Message"]);
    assert_eq!(begins("s: start all timer R/PT1H + timer PT2H -> e\ne: end"), ["s Timer(T"]);
    assert_eq!(begins("s: start timer R/PT1H + message M -> e\ne: end"), ["s Timer(T", "s Message"]);
}
