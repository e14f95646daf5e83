//! Golden traces of call activities. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_call_says_which_version_it_calls_and_what_comes_back() {
    check(
        "s: start -> c\nc: call other version =v known-as =\"sub-\"+k return-all out both=b+1 -> e\n\
         b: boundary on c escalation late non-interrupting -> h\nh: task\ne: end",
        "start {\"v\": 3, \"k\": \"x\"}; escalated c late; child c {\"b\": 1}",
        &expect![[r#"
            > start {"v": 3, "k": "x"}
              enter s
              s completed: s-c
              enter c
              c waits for escalation late (b)
              c waits for process other Version(3) known as sub-x
            > escalated c late
              c throws escalation late, caught at c
              triggered b with escalationCode="late"
              b completed: b-h
              enter h
              h completed
            > child c {"b": 1}
              p.b = 1
              c.b = 1
              p.both = 2
              c no longer waits for escalation late (b)
              c completed: c-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        "s: start -> c\nc: call other version =v -> e\ne: end",
        "start {\"v\": \"new\"}",
        &expect![[r#"
        > start {"v": "new"}
          enter s
          s completed: s-c
          enter c
          c incident not-a-number: the number of the version is not a number: `new`
    "#]],
    );
}

#[test]
fn an_error_of_the_called_process_comes_with_its_words_and_its_data() {
    check(
        "s: start -> c\nc: call other -> e\nb: boundary on c error E1 out told=[errorCode,errorMessage,reason] -> e\ne: end",
        "start; child c error E1 no money left {\"reason\": \"limit\"}",
        &expect![[r#"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for error E1 (b)
              c waits for process other
            > child c error E1 no money left {"reason": "limit"}
              c no longer waits for process other
              c throws error E1, caught at c
              c terminated
              triggered b with errorCode="E1", errorMessage="no money left"
              b.reason = "limit"
              p.told = ["E1","no money left","limit"]
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_escalation_of_the_called_process_comes_with_its_data() {
    check(
        "s: start -> c\nc: call other -> e\nb: boundary on c escalation late non-interrupting out told=[escalationCode,days] -> x\nx: end\ne: end",
        "start; escalated c late {\"days\": 3}",
        &expect![[r#"
            > start
              enter s
              s completed: s-c
              enter c
              c waits for escalation late (b)
              c waits for process other
            > escalated c late {"days": 3}
              c throws escalation late, caught at c
              triggered b with escalationCode="late"
              b.days = 3
              p.told = ["late",3]
              b completed: b-x
              enter x
              x completed
        "#]],
    );
}

#[test]
fn a_thrown_error_carries_the_data_of_the_event_that_throws_it() {
    check(
        "s: start -> sub\nsub: sub -> e\n  is: start -> x\n  x: end error E1 in reason=\"limit\"\nb: boundary on sub error E1 -> e\ne: end",
        "start",
        &expect![[r#"
            > start
              enter s
              s completed: s-sub
              enter sub
              sub waits for error E1 (b)
              enter is
              is completed: is-x
              enter x
              x.reason = "limit"
              x throws error E1, caught at sub
              x terminated
              sub terminated
              triggered b with errorCode="E1", errorMessage=""
              p.reason = "limit"
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
