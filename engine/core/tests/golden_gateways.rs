//! Golden traces of gateways: what each does, in order, as text. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

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
              x incident feel-not-boolean: `ok` gives null, not true or false; with ok = null
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
fn a_gateway_without_a_way_says_what_each_flow_needs_and_what_the_data_are() {
    for gateway in ["xor", "or"] {
        check(
            &format!(
                "s: start -> g\ng: {gateway} -> a {{amount > 1000}}, b {{amount < 10 and region = \"north\"}}\na: task\nb: task"
            ),
            "start {\"amount\": 50, \"region\": \"south\", \"unread\": 1}; set {\"amount\": 5000}; resolve g",
            &if gateway == "xor" {
                expect![[r#"
                > start {"amount": 50, "region": "south", "unread": 1}
                  enter s
                  s completed: s-g
                  enter g
                  g incident no-flow: no outgoing flow of `g` holds, and it has no default flow: `g-a` needs `amount > 1000`, `g-b` needs `amount < 10 and region = "north"`; with amount = 50, region = "south"
                > set {"amount": 5000}
                  p.amount = 5000
                > resolve g
                  g incident resolved
                  g completed: g-a
                  enter a
                  a completed
                  p completed
                  process Completed
            "#]]
            } else {
                expect![[r#"
                > start {"amount": 50, "region": "south", "unread": 1}
                  enter s
                  s completed: s-g
                  enter g
                  g incident no-flow: no outgoing flow of `g` holds, and it has no default flow: `g-a` needs `amount > 1000`, `g-b` needs `amount < 10 and region = "north"`; with amount = 50, region = "south"
                > set {"amount": 5000}
                  p.amount = 5000
                > resolve g
                  g incident resolved
                  g completed: g-a
                  enter a
                  a completed
                  p completed
                  process Completed
            "#]]
            },
        );
    }
}

#[test]
fn a_complex_gateway_and_an_activity_say_the_same() {
    check(
        "s: start -> t\nt: task -> j {true}\nj: complex -> a {lines > 3}, b {lines < 0}\na: task\nb: task",
        "start {\"lines\": 1}",
        &expect![[r#"
            > start {"lines": 1}
              enter s
              s completed: s-t
              enter t
              t completed: t-j
              enter j
              j incident no-flow: no outgoing flow of `j` holds, and it has no default flow: `j-a` needs `lines > 3`, `j-b` needs `lines < 0`; with lines = 1
        "#]],
    );
    check(
        "s: start -> t\nt: task -> a {lines > 3}, b {lines < 0}\na: task\nb: task",
        "start {\"lines\": 1}",
        &expect![[r#"
        > start {"lines": 1}
          enter s
          s completed: s-t
          enter t
          t incident no-flow: no outgoing flow of `t` holds, and it has no default flow: `t-a` needs `lines > 3`, `t-b` needs `lines < 0`; with lines = 1
    "#]],
    );
}

#[test]
fn what_an_incident_shows_is_bounded() {
    let flows: Vec<String> = (0..30).map(|n| format!("a{n} {{v{n} = \"{}\"}}", "x".repeat(500))).collect();
    let tasks: Vec<String> = (0..30).map(|n| format!("a{n}: task")).collect();
    let process =
        crate::common::process(&format!("s: start -> g\ng: xor -> {}\n{}", flows.join(", "), tasks.join("\n")));
    let mut run = crate::common::Run::new(&process);
    let values: Vec<String> = (0..30).map(|n| format!("\"v{n}\": \"{}\"", "y".repeat(5_000))).collect();
    run.command(&format!("start {{{}}}", values.join(", ")));
    let incident = run.instance.elements.values().find_map(|e| e.incident.clone()).expect("no flow");
    assert!(incident.message.len() < 2_000, "{}", incident.message);
    assert!(incident.message.contains("and 22 more; with v0 = \"yyy"), "{}", incident.message);
}
