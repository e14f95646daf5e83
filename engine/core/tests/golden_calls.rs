//! Golden traces of call activities. Update with `UPDATE_EXPECT=1`.
mod common;
use common::check;
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
