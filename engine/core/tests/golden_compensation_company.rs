//! Golden traces of compensation in company: errors, deadlines, joins, loops, the end of the instance. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_deadline_on_a_handler_goes_on_beside_and_the_next_one_is_undone() {
    check(
        "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: user for-compensation\nb: user -> back\ncb: boundary on b compensate -> ub\nub: user for-compensation\nlate: boundary on ub timer PT1H -> call\ncall: user -> e2\ne2: end\nback: throw compensate -> e\ne: end",
        "start; complete a; complete b; +1h; complete ua; complete call",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > complete b
              b kept
              b completed: b-back
              enter back
              back compensates a, b
              undo by ub
              ub waits for timer 1970-01-01T01:00:00.000Z (late)
              ub waits for user task
            > +1h
              ub no longer waits for user task
              ub terminated
              triggered late
              late completed: late-call
              enter call
              call waits for user task
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              back completed: back-e
              enter e
              e completed
            > complete call
              call completed: call-e2
              enter e2
              e2 completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_error_in_a_handler_is_caught_outwards_and_what_is_left_can_still_be_undone() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> a\n  a: user -> b\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  b: user -> back\n  cb: boundary on b compensate -> ub\n  ub: job for-compensation\n  back: throw compensate -> ie\n  ie: end\n  es: es\n    on: start error E1 -> rest\n    rest: throw compensate -> ee\n    ee: end\ne: end",
        "start; complete a; complete b; error ub E1; complete ua",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error E1 (es)
              enter is
              is completed: is-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > complete b
              b kept
              b completed: b-back
              enter back
              back compensates a, b
              undo by ub
              ub waits for job ub
            > error ub E1
              ub job failed, 0 retries left
              ub throws error E1, caught at sub
              ub no longer waits for job ub
              ub terminated
              back terminated
              triggered es with errorCode="E1", errorMessage="reported"
              triggered on with errorCode="E1", errorMessage="reported"
              on completed: on-rest
              enter rest
              rest compensates a
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              rest completed: rest-ee
              enter ee
              ee completed
              es completed
              sub completed: sub-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_error_in_a_handler_that_nobody_catches_is_an_incident() {
    check(
        "s: start -> a\na: user -> back\nca: boundary on a compensate -> ua\nua: job for-compensation\nback: throw compensate -> e\ne: end",
        "start; complete a; error ua E1; resolve ua; complete ua",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-back
              enter back
              back compensates a
              undo by ua
              ua waits for job ua
            > error ua E1
              ua job failed, 0 retries left
              ua throws error E1, uncaught
              ua incident uncaught-error: error `E1` was not caught: reported
            > resolve ua
              ua incident resolved
              ua job has 1 retries
            > complete ua
              ua completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn an_event_sub_process_of_another_kind_reaches_what_completed_around_it() {
    check(
        "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: user for-compensation\nb: user -> e\ne: end\nes: es\n  on: start message stop -> back\n  back: end compensate",
        "start; complete a; message stop; complete ua",
        &expect![[r"
            > start
              p waits for message stop (es)
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > message stop
              b no longer waits for user task
              b terminated
              triggered es
              triggered on
              on completed: on-back
              enter back
              back compensates a
              undo by ua
              ua waits for user task
            > complete ua
              ua completed
              back completed
              es completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn nothing_is_kept_that_nobody_asks_for() {
    check(
        "s: start -> a\na: user -> sub\nca: boundary on a compensate -> ua\nua: user for-compensation\nsub: sub -> e\n  is: start -> b\n  b: user -> back\n  cb: boundary on b compensate -> ub\n  ub: user for-compensation\n  back: throw compensate of b -> ie\n  ie: end\ne: end",
        "start; complete a; complete b; complete ub",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a
              a completed: a-sub
              enter sub
              enter is
              is completed: is-b
              enter b
              b waits for user task
            > complete b
              b kept
              b completed: b-back
              enter back
              back compensates b
              undo by ub
              ub waits for user task
            > complete ub
              ub completed
              back completed: back-ie
              enter ie
              ie completed
              sub completed: sub-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn the_instance_can_be_cancelled_while_it_compensates() {
    check(
        "s: start -> sub\nsub: sub -> back\n  is: start -> a\n  a: user -> ie\n  ca: boundary on a compensate -> ua\n  ua: user for-compensation\n  ie: end\nback: throw compensate -> e\ne: end",
        "start; complete a; cancel",
        &expect![[r"
            > start
              enter s
              s completed: s-sub
              enter sub
              enter is
              is completed: is-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-ie
              enter ie
              ie completed
              sub kept
              sub completed: sub-back
              enter back
              back compensates sub
              undo inside sub
              undo by ua
              ua waits for user task
            > cancel
              ua no longer waits for user task
              ua terminated
              sub terminated
              back terminated
              p terminated
              process Terminated
        "]],
    );
}

#[test]
fn an_inclusive_join_waits_for_a_branch_that_compensates() {
    check(
        "s: start -> a\na: task -> f\nca: boundary on a compensate -> ua\nua: user for-compensation\nf: or -> back {true}, b {true}\nback: throw compensate -> j\nb: user -> j\nj: or -> e\ne: end",
        "start; complete b; complete ua",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a
              a kept
              a completed: a-f
              enter f
              f completed: f-back, f-b
              enter back
              back compensates a
              undo by ua
              ua waits for user task
              enter b
              b waits for user task
            > complete b
              b completed: b-j
              j joins: token on b-j
            > complete ua
              ua completed
              back completed: back-j
              j joins: token on back-j
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
fn what_completes_in_a_loop_is_undone_as_often() {
    check(
        "s: start -> m\nm: xor -> a\na: user -> w\nca: boundary on a compensate -> ua\nua: job in n=n for-compensation\nw: xor -> m {again}, back default\nback: throw compensate -> e\ne: end",
        "start; complete a {\"again\": true}; complete a {\"again\": false, \"n\": 1}; complete ua; complete ua",
        &expect![[r#"
            > start
              enter s
              s completed: s-m
              enter m
              m completed: m-a
              enter a
              a waits for user task
            > complete a {"again": true}
              p.again = true
              a kept
              a completed: a-w
              enter w
              w completed: w-m
              enter m
              m completed: m-a
              enter a
              a waits for user task
            > complete a {"again": false, "n": 1}
              p.again = false
              p.n = 1
              a kept
              a completed: a-w
              enter w
              w completed: w-back
              enter back
              back compensates a, a
              undo by ua
              ua.n = 1
              ua waits for job ua
            > complete ua
              ua completed
              undo by ua
              ua.n = 1
              ua waits for job ua
            > complete ua
              ua completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_repeated_activity_is_undone_once_for_each_time() {
    check(
        "s: start -> a\na: user loop at-most 2 while {true} -> back\nc: boundary on a compensate -> undo\nundo: user for-compensation\nback: throw compensate of a -> e\ne: end",
        "start; complete a; complete a; complete undo; complete undo",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody: a loop of at most 2
              enter a with loopCounter=1
              a waits for user task
            > complete a
              a kept
              a completed
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a kept
              a completed
              a#multiInstanceBody kept
              a#multiInstanceBody completed: a-back
              enter back
              back compensates a#multiInstanceBody
              undo inside a#multiInstanceBody
              undo by undo with loopCounter=2
              undo waits for user task
            > complete undo
              undo completed
              undo by undo with loopCounter=1
              undo waits for user task
            > complete undo
              undo completed
              a#multiInstanceBody completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}
