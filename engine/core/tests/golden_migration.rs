//! Golden traces of migration to another version. Update with `UPDATE_EXPECT=1`.
use crate::common::modify::check_migration as check;
use expect_test::expect;

const ONE: &str = "s: start -> a\na: user for ann -> e\ne: end";

#[test]
fn a_task_keeps_its_assignee_and_goes_on_in_the_new_model() {
    let after = "s: start -> a\na: user for bob -> b\nb: user -> e\ne: end";
    check(
        ONE,
        "start",
        after,
        "",
        "complete a; complete b",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          a #2 is a
        > complete a
          a completed: a-b
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
fn a_task_is_made_anew_when_the_plan_says_so() {
    let after = "s: start -> x\nx: user for bob -> e\ne: end";
    check(
        ONE,
        "start",
        after,
        "a=x!",
        "complete x",
        &expect![[r"
        > migrate a=x!
          somebody steps in: Migrate
          p #0 is p
          a #2 is x
          x no longer waits for user task
          x waits for user task
        > complete x
          x completed: x-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn timers_keep_their_due_time_new_events_are_opened_and_gone_ones_closed() {
    let before = "s: start -> sub\nsub: sub -> e\n  is: start -> u\n  u: user -> ie\n  ie: end\n  es: es\n    on: start message more non-interrupting -> w\n    w: user -> we\n    we: end\nlate: boundary on sub timer PT1H -> e\nold: boundary on sub message old -> e\ne: end";
    let after = "s: start -> sub\nsub: sub -> e\n  is: start -> u\n  u: user -> ie\n  ie: end\n  es: es\n    on: start message more non-interrupting -> w\n    w: user -> we\n    we: end\n  es2: es\n    on2: start signal new -> w2\n    w2: user -> we2\n    we2: end\nlate: boundary on sub timer PT9H non-interrupting -> z\nnew: boundary on sub message new -> e\nz: user -> e\ne: end";
    check(
        before,
        "start; +10m",
        after,
        "",
        "+50m; signal new",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          sub #2 is sub
          u #4 is u
          sub now waits for timer 1970-01-01T01:00:00.000Z (late)
          sub no longer waits for message old (old)
          sub waits for signal new (es2)
          sub waits for message new (new)
        > +50m
          triggered late
          late completed: late-z
          enter z
          z waits for user task
        > signal new
          u no longer waits for user task
          u terminated
          sub no longer waits for message more (es)
          triggered es2
          triggered on2
          on2 completed: on2-w2
          enter w2
          w2 waits for user task
    "]],
    );
    check(
        before,
        "start; +10m",
        after,
        "late=late!",
        "+50m",
        &expect![[r"
        > migrate late=late!
          somebody steps in: Migrate
          p #0 is p
          sub #2 is sub
          u #4 is u
          sub no longer waits for timer 1970-01-01T01:00:00.000Z (late)
          sub no longer waits for message old (old)
          sub waits for signal new (es2)
          sub waits for timer 1970-01-01T09:10:00.000Z (late)
          sub waits for message new (new)
        > +50m
          nothing due
    "]],
    );
}

#[test]
fn what_has_had_its_time_is_not_opened_again() {
    let before = "s: start -> a\na: user -> e\ntick: boundary on a timer R1/PT1M non-interrupting -> t\nt: user -> te\nte: end\ne: end";
    check(
        before,
        "start; +1m",
        before,
        "",
        "+1h; complete a",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          a #2 is a
          t #4 is t
        > +1h
          nothing due
        > complete a
          a completed: a-e
          enter e
          e completed
    "]],
    );
}

#[test]
fn a_scope_that_was_interrupted_gets_no_new_event_sub_processes() {
    let before =
        "s: start -> u\nu: user -> e\ne: end\nes: es\n  on: start message stop -> w\n  w: user -> we\n  we: end";
    let after =
        format!("{before}\nes2: es\n  on2: start message more non-interrupting -> w2\n  w2: user -> we2\n  we2: end");
    check(
        before,
        "start; message stop",
        &after,
        "",
        "complete w",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          es #3 is es
          w #5 is w
        > complete w
          w completed: w-we
          enter we
          we completed
          es completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn tokens_at_a_join_wait_on_and_their_flows_are_mapped() {
    let before = "s: start -> f\nf: and -> a, b\na: user -> j\nb: user -> j\nj: and -> e\ne: end";
    let after = "s: start -> f\nf: and -> x, b\nx: user -> j\nb: user -> j\nj: and -> e\ne: end";
    check(
        before,
        "start; complete a",
        after,
        "a=x a-j~x-j",
        "complete b",
        &expect![[r"
        > migrate a=x a-j~x-j
          somebody steps in: Migrate
          p #0 is p
          b #4 is b
          j #5 is j, a-j is x-j
        > complete b
          b completed: b-j
          j joins: token on b-j
          enter j
          j completed: j-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    check(
        before,
        "start; complete a",
        after,
        "a=x",
        "",
        &expect![[r"
        > migrate a=x
          refused: the instance cannot be migrated so: flow-missing: a token waits that came by `a-j`, which the target does not have: map the flow
            flow-missing j #5
    "]],
    );
    let merged = "s: start -> f\nf: and -> a\na: user -> j\nb: user -> j\nj: xor -> e\ne: end";
    check(
        before,
        "start; complete a",
        merged,
        "b=b",
        "",
        &expect![[r"
            > migrate b=b
              refused: the instance cannot be migrated so: kind-changed: `j` is at work and cannot go on as that of the target: they are of different kinds
                kind-changed j #5
        "]],
    );
}

#[test]
fn a_join_that_was_held_back_goes_on_when_the_target_asks_for_less() {
    let before = "s: start -> f\nf: and -> a, b, c\na: user -> j\nb: user -> j\nc: user -> j\nj: and -> e\ne: end";
    let after = "s: start -> f\nf: and -> a, b, c\na: user -> j\nb: user -> j\nc: user -> e\nj: and -> e\ne: end";
    check(
        before,
        "start; complete a; complete b",
        after,
        "",
        "complete c",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          c #5 is c
          j #6 is j
          enter j
          j completed: j-e
          enter e
          e completed
        > complete c
          c completed: c-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn a_multi_instance_body_keeps_how_far_it_is() {
    let before = "s: start -> m\nm: user sequential x3 -> e\ne: end";
    let after = "s: start -> n\nn: user sequential x9 -> b\nb: user -> e\ne: end";
    check(
        before,
        "start; complete m",
        after,
        "m=n",
        "complete n; complete n; complete b",
        &expect![[r"
        > migrate m=n
          somebody steps in: Migrate
          p #0 is p
          m#multiInstanceBody #2 is n#multiInstanceBody
          m #4 is n
        > complete n
          n completed
          enter n with loopCounter=3
          n waits for user task
        > complete n
          n completed
          n#multiInstanceBody completed: n-b
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
    check(
        before,
        "start",
        &before.replace("sequential", "parallel"),
        "",
        "",
        &expect![[r"
            > migrate 
              refused: the instance cannot be migrated so: multi-instance-changed: `m#multiInstanceBody` is at work and cannot go on as that of the target: one is sequential and the other parallel (and 1 more)
                multi-instance-changed m#multiInstanceBody #2
                element-not-mapped m #3
        "]],
    );
    check(
        before,
        "start",
        &before.replace("sequential x3", ""),
        "m=m",
        "",
        &expect![[r"
            > migrate m=m
              refused: the instance cannot be migrated so: multi-instance-changed: `m` is repeated in one of the two and not in the other (and 1 more)
                multi-instance-changed m
                element-missing m#multiInstanceBody #2
        "]],
    );
}

#[test]
fn an_event_based_gateway_gets_and_loses_branches() {
    let before = "s: start -> g\ng: event -> m, t\nm: catch message go -> e\nt: catch timer PT1H -> e\ne: end";
    let after = "s: start -> g\ng: event -> m, q\nm: catch message other -> e\nq: catch signal sig -> e\ne: end";
    check(
        before,
        "start",
        after,
        "",
        "message go",
        &expect![[r"
        > migrate 
          somebody steps in: Migrate
          p #0 is p
          g #2 is g
          g no longer waits for timer 1970-01-01T01:00:00.000Z (g-t)
          g waits for signal sig (g-q)
        > message go
          g no longer waits for signal sig (g-q)
          g completed: g-m
          triggered m
          m completed: m-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
    check(
        before,
        "start",
        after,
        "g=g!",
        "message other",
        &expect![[r"
        > migrate g=g!
          somebody steps in: Migrate
          p #0 is p
          g #2 is g
          g no longer waits for message go (g-m)
          g no longer waits for timer 1970-01-01T01:00:00.000Z (g-t)
          g waits for message other (g-m)
          g waits for signal sig (g-q)
        > message other
          g no longer waits for signal sig (g-q)
          g completed: g-m
          triggered m
          m completed: m-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}
