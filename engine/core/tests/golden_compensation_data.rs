//! Golden traces of the data that compensation works with: as they were when the activity completed, also in the scopes
//! around it. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn each_time_round_is_undone_with_what_it_wrote_to_the_process() {
    check(
        "s: start -> m\nm: xor -> book\nbook: user -> more\nc: boundary on book compensate -> undo\nundo: script {\"cancel \" + booking} to undone for-compensation\nmore: xor -> m {again}, back default\nback: throw compensate -> e\ne: end",
        "start {\"again\": true}; complete book {\"booking\": \"b1\"}; complete book {\"booking\": \"b2\"}; complete book {\"booking\": \"b3\", \"again\": false}",
        &expect![[r#"
            > start {"again": true}
              enter s
              s completed: s-m
              enter m
              m completed: m-book
              enter book
              book waits for user task
            > complete book {"booking": "b1"}
              p.booking = "b1"
              book kept
              book completed: book-more
              enter more
              more completed: more-m
              enter m
              m completed: m-book
              enter book
              book waits for user task
            > complete book {"booking": "b2"}
              p.booking = "b2"
              book kept
              book completed: book-more
              enter more
              more completed: more-m
              enter m
              m completed: m-book
              enter book
              book waits for user task
            > complete book {"booking": "b3", "again": false}
              p.again = false
              p.booking = "b3"
              book kept
              book completed: book-more
              enter more
              more completed: more-back
              enter back
              back compensates book, book, book
              undo by undo
              p.undone = "cancel b3"
              undo completed
              undo by undo
              p.undone = "cancel b2"
              undo completed
              undo by undo
              p.undone = "cancel b1"
              undo completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_input_that_the_activity_only_read_is_as_it_was_and_what_came_later_is_as_it_is() {
    check(
        "s: start -> a\na: user -> b\nc: boundary on a compensate -> undo\nundo: script {[price, reason]} to undone for-compensation\nb: user -> back\nback: throw compensate -> e\ne: end",
        "start {\"price\": 10}; complete a; complete b {\"price\": 99, \"reason\": \"too late\"}",
        &expect![[r#"
            > start {"price": 10}
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > complete b {"price": 99, "reason": "too late"}
              p.price = 99
              p.reason = "too late"
              b completed: b-back
              enter back
              back compensates a
              undo by undo
              p.undone = [10,"too late"]
              undo completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_handler_that_takes_several_steps_sees_its_own_changes_and_they_reach_the_process() {
    check(
        "s: start -> a\na: user -> b\nc: boundary on a compensate -> undo\nundo: sub for-compensation\n  us: start -> first\n  first: script {state + \", undoing\"} to state -> wait\n  wait: user -> then\n  then: script {[state, price]} to told -> ue\n  ue: end\nb: user -> back\nback: throw compensate -> e\ne: end",
        "start {\"price\": 10, \"state\": \"new\"}; complete a {\"state\": \"booked\"}; complete b {\"price\": 99, \"state\": \"sent\"}; set {\"price\": 100}; complete wait",
        &expect![[r#"
            > start {"price": 10, "state": "new"}
              enter s
              s completed: s-a
              enter a
              a waits for user task
            > complete a {"state": "booked"}
              p.state = "booked"
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > complete b {"price": 99, "state": "sent"}
              p.price = 99
              p.state = "sent"
              b completed: b-back
              enter back
              back compensates a
              undo by undo
              enter us
              us completed: us-first
              enter first
              p.state = "booked, undoing"
              first completed: first-wait
              enter wait
              wait waits for user task
            > set {"price": 100}
              p.price = 100
            > complete wait
              wait completed: wait-then
              enter then
              p.told = ["booked, undoing",10]
              then completed: then-ue
              enter ue
              ue completed
              undo completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_compensation_event_sub_process_sees_the_process_as_it_was_when_its_scope_completed() {
    check(
        "s: start -> trip\ntrip: sub -> b\n  is: start -> book\n  book: user out booking=booking -> ie\n  ie: end\n  undo: es\n    us: start compensate -> tell\n    tell: script {[booking, price]} to told -> ue\n    ue: end\nb: user -> back\nback: throw compensate -> e\ne: end",
        "start {\"price\": 10}; complete book {\"booking\": \"b1\"}; complete b {\"price\": 99, \"booking\": \"b2\"}",
        &expect![[r#"
            > start {"price": 10}
              enter s
              s completed: s-trip
              enter trip
              enter is
              is completed: is-book
              enter book
              book waits for user task
            > complete book {"booking": "b1"}
              book.booking = "b1"
              p.booking = "b1"
              book completed: book-ie
              enter ie
              ie completed
              trip kept
              trip completed: trip-b
              enter b
              b waits for user task
            > complete b {"price": 99, "booking": "b2"}
              p.booking = "b2"
              p.price = 99
              b completed: b-back
              enter back
              back compensates trip
              undo inside trip
              triggered undo
              triggered us
              us completed: us-tell
              enter tell
              p.told = ["b1",10]
              tell completed: tell-ue
              enter ue
              ue completed
              undo completed
              trip completed
              back completed: back-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn inside_a_completed_scope_each_activity_is_undone_with_the_data_of_its_own_completion() {
    check(
        "s: start -> trip\ntrip: sub sequential over hotels as hotel -> b\n  is: start -> book\n  book: user -> pay\n  cb: boundary on book compensate -> ub\n  ub: script {hotel + \" \" + state} to told for-compensation\n  pay: user -> ie\n  cp: boundary on pay compensate -> up\n  up: script {hotel + \" \" + state} to told for-compensation\n  ie: end\nb: user -> back\nback: throw compensate of trip -> e\ne: end",
        "start {\"hotels\": [\"h1\", \"h2\"]}; complete book {\"state\": \"booked 1\"}; complete pay {\"state\": \"paid 1\"}; complete book {\"state\": \"booked 2\"}; complete pay {\"state\": \"paid 2\"}; complete b {\"state\": \"sent\"}",
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
              book waits for user task
            > complete book {"state": "booked 1"}
              p.state = "booked 1"
              book kept
              book completed: book-pay
              enter pay
              pay waits for user task
            > complete pay {"state": "paid 1"}
              p.state = "paid 1"
              pay kept
              pay completed: pay-ie
              enter ie
              ie completed
              trip kept
              trip completed
              enter trip with hotel="h2", loopCounter=2
              enter is
              is completed: is-book
              enter book
              book waits for user task
            > complete book {"state": "booked 2"}
              p.state = "booked 2"
              book kept
              book completed: book-pay
              enter pay
              pay waits for user task
            > complete pay {"state": "paid 2"}
              p.state = "paid 2"
              pay kept
              pay completed: pay-ie
              enter ie
              ie completed
              trip kept
              trip completed
              trip#multiInstanceBody kept
              trip#multiInstanceBody completed: trip-b
              enter b
              b waits for user task
            > complete b {"state": "sent"}
              p.state = "sent"
              b completed: b-back
              enter back
              back compensates trip#multiInstanceBody
              undo inside trip#multiInstanceBody
              undo inside trip with hotel="h2", loopCounter=2
              undo by up
              p.told = "h2 paid 2"
              up completed
              undo by ub
              p.told = "h2 booked 2"
              ub completed
              trip completed
              undo inside trip with hotel="h1", loopCounter=1
              undo by up
              p.told = "h1 paid 1"
              up completed
              undo by ub
              p.told = "h1 booked 1"
              ub completed
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
fn a_cancelled_transaction_is_undone_with_the_data_as_they_were() {
    check(
        "s: start -> t\nt: tx -> e\n  ts: start -> a\n  a: user -> b\n  ca: boundary on a compensate -> ua\n  ua: script {amount} to taken for-compensation\n  b: user -> stop\n  stop: end cancel\ncancelled: boundary on t cancel -> e2\ne: end\ne2: end",
        "start {\"amount\": 1}; complete a {\"amount\": 2}; complete b {\"amount\": 3}",
        &expect![[r#"
            > start {"amount": 1}
              enter s
              s completed: s-t
              enter t
              t waits for cancel (cancelled)
              enter ts
              ts completed: ts-a
              enter a
              a waits for user task
            > complete a {"amount": 2}
              p.amount = 2
              a kept
              a completed: a-b
              enter b
              b waits for user task
            > complete b {"amount": 3}
              p.amount = 3
              b completed: b-stop
              enter stop
              t cancelled
              stop terminated
              undo by ua
              p.taken = 2
              ua completed
              t terminated
              triggered cancelled
              cancelled completed: cancelled-e2
              enter e2
              e2 completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_operator_mends_what_a_handler_sees_and_not_what_is_true_now() {
    let process = crate::common::process(
        "s: start -> a\na: user -> b\nc: boundary on a compensate -> undo\nundo: script {price + 1} to undone for-compensation\nb: user -> back\nback: throw compensate -> e\ne: end",
    );
    let mut run = crate::common::Run::new(&process);
    for command in ["start {\"price\": \"ten\"}", "complete a", "complete b {\"price\": 99}"] {
        run.command(command);
    }
    let handler = run.instance.elements.values().find(|e| e.element.as_str() == "undo").expect("it is at work").key;
    let variables = [("price".to_owned(), 10.into())].into();
    run.send(weir_core::Command::SetVariables { scope: handler, variables, local: false, reason: None });
    run.command("resolve undo");
    expect![[r#"
        > start {"price": "ten"}
          enter s
          s completed: s-a
          enter a
          a waits for user task
        > complete a
          a kept
          a completed: a-b
          enter b
          b waits for user task
        > complete b {"price": 99}
          p.price = 99
          b completed: b-back
          enter back
          back compensates a
          undo by undo
          undo incident feel-type: `price + 1`: cannot add string and number, in `price + 1`, line 1, column 1; with price = "ten"
          undo.price = 10
        > resolve undo
          undo incident resolved
          p.undone = 11
          undo completed
          back completed: back-e
          enter e
          e completed
          p completed
          process Completed
    "#]]
    .assert_eq(&run.trace);
}

#[test]
fn nothing_is_remembered_once_nothing_can_be_compensated() {
    let process = crate::common::process(
        "s: start -> m\nm: xor -> t\nt: sub -> more\n  ts: start -> a\n  a: user -> stop\n  ca: boundary on a compensate -> ua\n  ua: task for-compensation\n  stop: throw compensate -> te\n  te: end\nmore: user -> m",
    );
    let mut run = crate::common::Run::new(&process);
    run.command("start {\"n\": 0}");
    for n in 1..20 {
        run.command(&format!("complete a {{\"n\": {n}}}"));
        run.command(&format!("complete more {{\"n\": {}}}", n * 100));
        assert!(run.instance.elements.values().all(|e| e.past.is_none()), "{:?}", run.instance.elements);
    }
}
