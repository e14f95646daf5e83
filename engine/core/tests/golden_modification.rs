//! Golden traces of modification. Update with `UPDATE_EXPECT=1`.
use crate::common::modify::modification;
use crate::common::{Run, check, process};
use expect_test::expect;
use weir_core::changes::changes_by_hand;
use weir_core::instance::Variables;
use weir_core::{Actor, Command, step};

const TWO: &str = "s: start -> a\na: user -> b\nb: user -> e\ne: end";

#[test]
fn a_token_is_moved_and_the_new_one_is_caused_by_the_old() {
    check(
        TWO,
        "start; modify move a before b {\"why\": 1}; complete b",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > modify move a before b {"why": 1}
              somebody steps in: Jump
              a no longer waits for user task
              a terminated
              Jump b with why=1 from [2]
              b waits for user task
            > complete b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_element_is_left_undone_by_its_own_flows() {
    let text = "s: start -> a\na: user -> x\nx: xor -> b {big}, c default\nb: user -> e\nc: user -> e\ne: end";
    check(
        text,
        "start {\"big\": true}; modify cancel a, after a, after x; modify cancel b, continue",
        &expect![[r#"
            > start {"big": true}
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > modify cancel a, after a, after x
              somebody steps in: Jump
              a no longer waits for user task
              a terminated
              Skip a from [0]
              a completed: a-x
              Skip x from [0]
              x completed: x-b
              enter x
              enter b
              b waits for user task
              x completed: x-b
              enter b
              b waits for user task
            > modify cancel b, continue
              somebody steps in: Jump
              b no longer waits for user task
              b terminated
              b no longer waits for user task
              b terminated
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_instance_without_a_token_is_terminated() {
    check(
        TWO,
        "start; modify cancel a",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > modify cancel a
              somebody steps in: Jump
              a no longer waits for user task
              a terminated
              p terminated
              process Terminated
        "]],
    );
}

#[test]
fn an_empty_scope_completes_only_when_that_was_asked_for() {
    let text = "s: start -> sub\nsub: sub -> b\n  is: start -> u\n  u: user -> ie\n  ie: end\nb: user -> e\ne: end";
    check(
        text,
        "start; modify cancel u, before b; complete b",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              enter is
              is completed: is-u
              enter u
              u waits for user task
            > modify cancel u, before b
              somebody steps in: Jump
              u no longer waits for user task
              u terminated
              sub terminated
              Jump b from [0]
              b waits for user task
            > complete b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
    check(
        text,
        "start; modify cancel u, continue; complete b",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              enter is
              is completed: is-u
              enter u
              u waits for user task
            > modify cancel u, continue
              somebody steps in: Jump
              u no longer waits for user task
              u terminated
              sub completed: sub-b
              enter b
              b waits for user task
            > complete b
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn scopes_between_are_made_with_what_waits_at_them_and_their_start_does_not_run() {
    let text = "s: start -> a\na: user -> sub\nsub: sub in seen=kept -> e\n  is: start -> u\n  u: user -> v\n  v: user -> ie\n  ie: end\n  es: es\n    on: start message more non-interrupting -> w\n    w: user -> we\n    we: end\nlate: boundary on sub timer PT1H -> e\ne: end";
    check(
        text,
        "start {\"kept\": 7}; modify cancel a, before v, before u {\"x\": 1}; complete u; complete v",
        &expect![[r#"
            > start {"kept": 7}
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > modify cancel a, before v, before u {"x": 1}
              somebody steps in: Jump
              a no longer waits for user task
              a terminated
              Jump sub from [0]
              sub.seen = 7
              sub waits for message more (es)
              sub waits for timer 1970-01-01T01:00:00.000Z (late)
              Jump v with x=1 from [3]
              v waits for user task
              Jump u with x=1 from [3]
              u waits for user task
            > complete u
              u completed: u-v
              enter v
              v waits for user task
            > complete v
              v completed: v-ie
              enter ie
              ie completed
        "#]],
    );
}

#[test]
fn one_of_several_scopes_has_to_be_chosen() {
    let text =
        "s: start -> m\nm: sub parallel x2 -> e\n  is: start -> u\n  u: user -> v\n  v: user -> ie\n  ie: end\ne: end";
    check(
        text,
        "start; modify before v; modify before v in 3; modify before v in 1; modify move u before v; modify cancel m, before v",
        &expect![[r"
            > start
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with loopCounter=1
              enter m with loopCounter=2
              enter is
              enter is
              is completed: is-u
              is completed: is-u
              enter u
              u waits for user task
              enter u
              u waits for user task
            > modify before v
              refused: the instance cannot be modified so: ambiguous-scope: `m` is at work 2 times: say in which element instance, with `scope`
                ambiguous-scope v [3, 4]
            > modify before v in 3
              somebody steps in: Jump
              Jump v from [3]
              v waits for user task
            > modify before v in 1
              refused: the instance cannot be modified so: no-such-element-instance: no element instance 1 is live: look at the instance again
                no-such-element-instance v #1
            > modify move u before v
              somebody steps in: Jump
              u no longer waits for user task
              u terminated
              u no longer waits for user task
              u terminated
              Jump v from [7]
              v waits for user task
              Jump v from [8]
              v waits for user task
            > modify cancel m, before v
              somebody steps in: Jump
              v no longer waits for user task
              v terminated
              v no longer waits for user task
              v terminated
              m terminated
              v no longer waits for user task
              v terminated
              m terminated
              m#multiInstanceBody terminated
              Jump m#multiInstanceBody from [0]
              m#multiInstanceBody: 1 instances
              Jump m with loopCounter=1 from [12]
              Jump v from [13]
              v waits for user task
        "]],
    );
}

#[test]
fn a_token_is_added_to_a_join_by_its_flow() {
    let text = "s: start -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: and -> c\nc: user -> e\ne: end";
    check(
        text,
        "start; complete a; modify cancel b, flow b-j; complete c",
        &expect![[r"
            > start
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
            > modify cancel b, flow b-j
              somebody steps in: Jump
              b no longer waits for user task
              b terminated
              j joins: token on b-j
              enter j
              j completed: j-c
              enter c
              c waits for user task
            > complete c
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
    check(
        text,
        "start; complete a; modify flow b-j {\"x\": 1}; modify global, flow b-j {\"x\": 1}",
        &expect![[r#"
        > start
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
        > modify flow b-j {"x": 1}
          refused: the instance cannot be modified so: no-local-variables: a token that waits at a join has no variables of its own: set them as global ones
            no-local-variables b-j
        > modify global, flow b-j {"x": 1}
          somebody steps in: Jump
          p.x = 1
          j joins: token on b-j
          enter j
          j completed: j-c
          enter c
          c waits for user task
    "#]],
    );
}

#[test]
fn all_obstacles_are_told_at_once_and_nothing_happens() {
    check(
        TWO,
        "start; modify before x, after y, flow z, cancel b, cancel #77, cancel p, before a in 9, before a in 2, before p",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > modify before x, after y, flow z, cancel b, cancel #77, cancel p, before a in 9, before a in 2, before p
              refused: the instance cannot be modified so: no-such-element: the process has no element `x` (and 8 more)
                no-such-element x
                no-such-element y
                no-such-flow z
                element-not-live b
                no-such-element-instance #77
                process-itself #0
                no-such-element-instance a #9
                not-around a #2
                process-itself p
        "]],
    );
}

#[test]
fn what_follows_an_event_based_gateway_is_not_guessed() {
    let text = "s: start -> g\ng: event -> m, t\nm: catch message go -> e\nt: catch timer PT1H -> e\ne: end";
    check(
        text,
        "start; modify after g; modify cancel g, flow g-m; message go",
        &expect![[r"
            > start
              enter s
              s completed: s-g
              enter g
              g waits for message go (g-m)
              g waits for timer 1970-01-01T01:00:00.000Z (g-t)
            > modify after g
              refused: the instance cannot be modified so: choose-a-flow: what follows an event-based gateway is chosen by an event: start one of its flows
                choose-a-flow g
            > modify cancel g, flow g-m
              somebody steps in: Jump
              g no longer waits for message go (g-m)
              g no longer waits for timer 1970-01-01T01:00:00.000Z (g-t)
              g terminated
              Jump m from [0]
              m waits for message go
            > message go
              m completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_join_that_would_wait_for_ever_is_told_with_what_changes() {
    let text = "s: start -> x\nx: and -> a, b\na: user -> j\nb: user -> j\nj: and -> e\ne: end";
    let process = process(text);
    let told = |before: &str, change: &str| {
        let mut run = Run::new(&process);
        before.split("; ").for_each(|command| run.command(command));
        let command = Command::Modify(Box::new(modification(change, &Variables::new())));
        let stepped = step(&process, run.instance.clone(), run.now, &Actor::named("ann"), command).expect("it fits");
        let stuck = changes_by_hand(&process, &run.instance, &stepped.step).incidents;
        stuck.iter().map(|stuck| format!("{} {}", stuck.element, stuck.code)).collect::<Vec<_>>()
    };
    assert_eq!(told("start; complete a", "cancel b"), ["j join-starved"]);
    assert_eq!(told("start", "cancel b"), ["j join-starved"]);
    assert_eq!(told("start; complete a", "move b before b"), [] as [&str; 0]);
    assert_eq!(told("start; complete a", "cancel b, flow b-j"), [] as [&str; 0]);
    assert_eq!(told("start; complete a", "cancel b, cancel j"), [] as [&str; 0]);
    // What waits in vain already is not told again.
    assert_eq!(told("start; modify cancel b; complete a", "before e"), [] as [&str; 0]);
}
