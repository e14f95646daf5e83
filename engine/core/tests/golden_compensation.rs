//! Golden traces of compensation: who undoes what, in which order, with which data. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn what_has_completed_is_undone_in_reverse_order_one_after_another() {
    check(
        "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: user for-compensation\nb: user -> back\ncb: boundary on b compensate -> ub\nub: user for-compensation\nback: throw compensate -> e\ne: end",
        "start; complete a; complete b; complete ub; complete ua",
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
              ub waits for user task
            > complete ub
              ub completed
              undo by ua
              ua waits for user task
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
fn a_named_activity_alone_is_undone_and_only_once() {
    check(
        "s: start -> a\na: user -> b\nca: boundary on a compensate -> ua\nua: task for-compensation\nb: user -> back\ncb: boundary on b compensate -> ub\nub: task for-compensation\nback: throw compensate of a -> again\nagain: end compensate",
        "start; complete a; complete b",
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
              back compensates a
              undo by ua
              ua completed
              back completed: back-again
              enter again
              again compensates b
              undo by ub
              ub completed
              again completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_completed_sub_process_is_undone_inside_with_its_data_as_they_were() {
    check(
        "s: start -> trip\ntrip: sub sequential over hotels as hotel -> back\n  is: start -> book\n  book: job out price=price -> ie\n  c: boundary on book compensate -> undo\n  undo: user for-compensation\n  ie: end\nback: throw compensate of trip -> e\ne: end",
        "start {\"hotels\": [\"h1\", \"h2\"]}; complete book {\"price\": 10}; complete book {\"price\": 20}; complete undo; complete undo",
        &expect![[r#"
            > start {"hotels": ["h1", "h2"]}
              enter s
              s completed: s-trip
              enter trip#multiInstanceBody
              trip#multiInstanceBody: 2 instances
              enter trip with hotel="h1", loopCounter=1
              enter is
              is completed: is-book
              enter book
              book waits for job book
            > complete book {"price": 10}
              book.price = 10
              p.price = 10
              book kept
              book completed: book-ie
              enter ie
              ie completed
              trip kept
              trip completed
              enter trip with hotel="h2", loopCounter=2
              enter is
              is completed: is-book
              enter book
              book waits for job book
            > complete book {"price": 20}
              book.price = 20
              p.price = 20
              book kept
              book completed: book-ie
              enter ie
              ie completed
              trip kept
              trip completed
              trip#multiInstanceBody kept
              trip#multiInstanceBody completed: trip-back
              enter back
              back compensates trip#multiInstanceBody
              undo inside trip#multiInstanceBody
              undo inside trip with hotel="h2", loopCounter=2
              undo by undo with price=20
              undo waits for user task
            > complete undo
              undo completed
              trip completed
              undo inside trip with hotel="h1", loopCounter=1
              undo by undo with price=10
              undo waits for user task
            > complete undo
              undo completed
              trip completed
              trip#multiInstanceBody completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_event_sub_process_undoes_instead_and_may_throw_again() {
    check(
        "s: start -> hotel\nhotel: sub -> back\n  hs: start -> book\n  book: user -> he\n  c: boundary on book compensate -> undo\n  undo: user for-compensation\n  he: end\n  es: es\n    on: start compensate -> first\n    first: user -> again\n    again: throw compensate -> ee\n    ee: end\nback: throw compensate -> e\ne: end",
        "start; complete book; complete first; complete undo",
        &expect![[r"
            > start
              enter s
              s completed: s-hotel
              enter hotel
              enter hs
              hs completed: hs-book
              enter book
              book waits for user task
            > complete book
              book kept
              book completed: book-he
              enter he
              he completed
              hotel kept
              hotel completed: hotel-back
              enter back
              back compensates hotel
              undo inside hotel
              triggered es
              triggered on
              on completed: on-first
              enter first
              first waits for user task
            > complete first
              first completed: first-again
              enter again
              again compensates book
              undo by undo
              undo waits for user task
            > complete undo
              undo completed
              again completed: again-ee
              enter ee
              ee completed
              es completed
              hotel completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_multi_instance_activity_is_undone_instance_by_instance() {
    check(
        "s: start -> a\na: user parallel x2 -> back\nc: boundary on a compensate -> undo\nundo: user for-compensation\nback: throw compensate of a -> e\ne: end",
        "start; complete a; complete a; complete undo; complete undo",
        &expect![[r"
            > start
              enter s
              s completed: s-a
              enter a#multiInstanceBody
              a#multiInstanceBody: 2 instances
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a kept
              a completed
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

#[test]
fn what_is_not_complete_is_not_undone_nor_remembered() {
    check(
        "s: start -> f\nf: and -> a, b\na: user parallel x2 -> e\nc: boundary on a compensate -> undo\nundo: user for-compensation\nb: user -> back\nback: throw compensate of a -> e2\ne: end\ne2: end",
        "start; complete a; complete b; complete a",
        &expect![[r"
            > start
              enter s
              s completed: s-f
              enter f
              f completed: f-a, f-b
              enter a#multiInstanceBody
              a#multiInstanceBody: 2 instances
              enter b
              b waits for user task
              enter a with loopCounter=1
              a waits for user task
              enter a with loopCounter=2
              a waits for user task
            > complete a
              a kept
              a completed
            > complete b
              b completed: b-back
              enter back
              back completed: back-e2
              enter e2
              e2 completed
            > complete a
              a kept
              a completed
              a#multiInstanceBody kept
              a#multiInstanceBody completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_throw_that_does_not_wait_compensates_beside_the_flow() {
    check(
        "s: start -> a\na: user -> back\nc: boundary on a compensate -> undo\nundo: user for-compensation\nback: throw compensate without-waiting -> next\nnext: user -> e\ne: end",
        "start; complete a; complete next; complete undo",
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
              beside back
              back compensates a beside the flow
              undo by undo
              undo waits for user task
              back completed: back-next
              enter next
              next waits for user task
            > complete next
              next completed: next-e
              enter e
              e completed
            > complete undo
              undo completed
              back completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn a_handler_of_any_kind_sees_what_its_activity_saw() {
    check(
        "s: start -> a\na: job in room=7 out paid=paid -> back\nc: boundary on a compensate -> undo\nundo: sub parallel x2 for-compensation\n  us: start -> u\n  u: script {room + paid} to refund -> ue\n  ue: end terminate\nback: end compensate",
        "start {\"refund\": 0}; complete a {\"paid\": 3}",
        &expect![[r#"
            > start {"refund": 0}
              enter s
              s completed: s-a
              enter a
              a.room = 7
              a waits for job a
            > complete a {"paid": 3}
              a.paid = 3
              p.paid = 3
              a kept
              a completed: a-back
              enter back
              back compensates a
              undo by undo#multiInstanceBody with paid=3, room=7
              undo#multiInstanceBody: 2 instances
              enter undo with loopCounter=1
              enter undo with loopCounter=2
              enter us
              enter us
              us completed: us-u
              us completed: us-u
              enter u
              p.refund = 10
              enter u
              p.refund = 10
              u completed: u-ue
              u completed: u-ue
              enter ue
              enter ue
              ue completed
              ue completed
              undo completed
              undo completed
              undo#multiInstanceBody completed
              back completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_call_activity_is_undone_by_its_handler_which_may_call_too() {
    check(
        "s: start -> c\nc: call other -> back\ncc: boundary on c compensate -> uc\nuc: call undo-other for-compensation\nback: throw compensate of c -> e\ne: end",
        "start; child c; child uc",
        &expect![[r"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for process other
            > child c
              c kept
              c completed: c-back
              enter back
              back compensates c
              undo by uc
              uc waits for process undo-other
            > child uc
              uc completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}
