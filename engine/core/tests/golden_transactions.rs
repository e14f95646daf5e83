//! Golden traces of transactions: cancelled, failed, completed. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_cancelled_transaction_is_undone_before_it_is_left() {
    check(
        "s: start -> tx\ntx: tx -> e\n  ts: start -> body\n  body: sub -> w\n    bs: start -> work\n    work: user -> be\n    c: boundary on work compensate -> undo\n    undo: user for-compensation\n    be: end\n  w: xor -> x {no}, te default\n  te: end\n  x: end cancel\non: boundary on tx cancel -> after\nafter: user -> e\ne: end",
        "start {\"no\": true}; complete work; complete undo; complete after",
        &expect![[r#"
            > start {"no": true}
              enter s
              s completed: s-tx
              enter tx
              tx waits for cancel (on)
              enter ts
              ts completed: ts-body
              enter body
              enter bs
              bs completed: bs-work
              enter work
              work waits for user task
            > complete work
              work kept
              work completed: work-be
              enter be
              be completed
              body kept
              body completed: body-w
              enter w
              w completed: w-x
              enter x
              tx cancelled
              x terminated
              undo inside body
              undo by undo
              undo waits for user task
            > complete undo
              undo completed
              body completed
              tx terminated
              triggered on
              on completed: on-after
              enter after
              after waits for user task
            > complete after
              after completed: after-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn what_runs_is_ended_and_what_completed_inside_it_is_undone_too() {
    check(
        "s: start -> tx\ntx: tx -> e\n  ts: start -> f\n  f: and -> body, a, ask\n  body: sub -> te\n    bs: start -> work\n    work: user -> more\n    c: boundary on work compensate -> undo\n    undo: user for-compensation\n    more: user -> be\n    be: end\n  a: user -> te\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  ask: user -> x\n  x: end cancel\n  te: end\nlate: boundary on tx timer PT1H -> e\non: boundary on tx cancel -> e\ne: end",
        "start; complete work; complete a; complete ask; complete ua; complete undo",
        &expect![[r"
            > start
              enter s
              s completed: s-tx
              enter tx
              tx waits for timer 1970-01-01T01:00:00.000Z (late)
              tx waits for cancel (on)
              enter ts
              ts completed: ts-f
              enter f
              f completed: f-body, f-a, f-ask
              enter body
              enter a
              a waits for user task
              enter ask
              ask waits for user task
              enter bs
              bs completed: bs-work
              enter work
              work waits for user task
            > complete work
              work kept
              work completed: work-more
              enter more
              more waits for user task
            > complete a
              a kept
              a completed: a-te
              enter te
              te completed
            > complete ask
              ask completed: ask-x
              enter x
              tx cancelled
              x terminated
              more no longer waits for user task
              more terminated
              body kept as it was interrupted
              body terminated
              tx no longer waits for timer 1970-01-01T01:00:00.000Z (late)
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              undo inside interrupted body
              undo by undo
              undo waits for user task
            > complete undo
              undo completed
              body completed
              tx terminated
              triggered on
              on completed: on-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_error_leaves_a_transaction_as_it_is() {
    check(
        "s: start -> tx\ntx: tx -> e\n  ts: start -> a\n  a: user -> w\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  w: xor -> x default, y {no}\n  x: end error E1\n  y: end cancel\nhazard: boundary on tx error -> e\non: boundary on tx cancel -> e\ne: end",
        "start {\"no\": false}; complete a",
        &expect![[r#"
            > start {"no": false}
              enter s
              s completed: s-tx
              enter tx
              tx waits for error any (hazard)
              tx waits for cancel (on)
              enter ts
              ts completed: ts-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-w
              enter w
              w completed: w-x
              enter x
              x throws error E1, caught at tx
              x terminated
              tx no longer waits for cancel (on)
              tx terminated
              triggered hazard with errorCode="E1", errorMessage=""
              hazard completed: hazard-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_hazard_while_it_is_undone_is_caught_at_its_rim() {
    check(
        "s: start -> tx\ntx: tx -> e\n  ts: start -> a\n  a: user -> x\n  ca: boundary on a compensate -> ua\n  ua: job for-compensation\n  x: end cancel\nhazard: boundary on tx error -> h\nh: task -> e\non: boundary on tx cancel -> e\ne: end",
        "start; complete a; error ua E1",
        &expect![[r#"
            > start
              enter s
              s completed: s-tx
              enter tx
              tx waits for error any (hazard)
              tx waits for cancel (on)
              enter ts
              ts completed: ts-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-x
              enter x
              tx cancelled
              x terminated
              undo by ua
              ua waits for job ua
            > error ua E1
              ua job failed, 0 retries left
              ua throws error E1, caught at tx
              ua no longer waits for job ua
              ua terminated
              tx no longer waits for cancel (on)
              tx terminated
              triggered hazard with errorCode="E1", errorMessage="reported"
              hazard completed: hazard-h
              enter h
              h completed: h-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn without_a_cancel_event_a_cancelled_transaction_just_ends() {
    check(
        "s: start -> f\nf: and -> tx, b\ntx: tx -> e\n  ts: start -> x\n  x: end cancel\nb: user -> e\ne: end",
        "start; complete b",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-tx, f-b
              enter tx
              enter b
              b waits for user task
              enter ts
              ts completed: ts-x
              enter x
              tx cancelled
              x terminated
              tx terminated
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
fn a_completed_transaction_is_undone_like_a_sub_process() {
    check(
        "s: start -> tx\ntx: tx -> back\n  ts: start -> a\n  a: user -> w\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  w: xor -> x {no}, te default\n  te: end\n  x: end cancel\nback: throw compensate of tx -> e\non: boundary on tx cancel -> e\ne: end",
        "start {\"no\": false}; complete a; complete ua",
        &expect![[r#"
            > start {"no": false}
              enter s
              s completed: s-tx
              enter tx
              tx waits for cancel (on)
              enter ts
              ts completed: ts-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-w
              enter w
              w completed: w-te
              enter te
              te completed
              tx no longer waits for cancel (on)
              tx kept
              tx completed: tx-back
              enter back
              back compensates tx
              undo inside tx
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              tx completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn of_several_instances_all_are_undone_when_one_is_cancelled() {
    check(
        "s: start -> tx\ntx: tx parallel x2 -> e\n  ts: start -> a\n  a: user -> w\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  w: xor -> x {no}, more default\n  more: user -> te\n  te: end\n  x: end cancel\non: boundary on tx cancel -> after\nafter: task -> e\ne: end",
        "start {\"no\": false}; complete a; complete a {\"no\": true}; complete ua; complete ua",
        &expect![[r#"
            > start {"no": false}
              enter s
              s completed: s-tx
              enter tx#multiInstanceBody
              tx#multiInstanceBody waits for cancel (on)
              tx#multiInstanceBody: 2 instances
              enter tx with loopCounter=1
              enter tx with loopCounter=2
              enter ts
              enter ts
              ts completed: ts-a
              ts completed: ts-a
              enter a
              a waits for user task
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-w
              enter w
              w completed: w-more
              enter more
              more waits for user task
            > complete a {"no": true}
              p.no = true
              a kept
              a completed: a-w
              enter w
              w completed: w-x
              enter x
              tx#multiInstanceBody cancelled
              x terminated
              tx kept as it was interrupted
              tx terminated
              more no longer waits for user task
              more terminated
              tx kept as it was interrupted
              tx terminated
              undo inside interrupted tx with loopCounter=2
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              tx completed
              undo inside interrupted tx with loopCounter=1
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              tx completed
              tx#multiInstanceBody terminated
              triggered on
              on completed: on-after
              enter after
              after completed: after-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
