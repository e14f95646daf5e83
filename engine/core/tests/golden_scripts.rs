//! Golden traces of scripts in JavaScript: what they did comes as an answer. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_script_sets_variables_and_its_result_and_the_task_is_done() {
    check(
        "s: start -> a\na: javascript {work()} to sum -> e\ne: end",
        "start {\"n\": 1}; answer a {\"value\":3,\"set\":{\"n\":2,\"new\":true},\"local\":{\"own\":1}}",
        &expect![[r#"
            > start {"n": 1}
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: work()
            > answer a {"value":3,"set":{"n":2,"new":true},"local":{"own":1}}
              a answered Value(Object {"value": Number(3), "set": Object {"n": Number(2), "new": Bool(true)}, "local": Object {"own": Number(1)}})
              a.own = 1
              p.n = 2
              p.new = true
              p.sum = 3
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn an_error_that_a_script_throws_is_caught_like_one_of_a_worker_and_is_an_incident_where_nobody_catches_it() {
    check(
        "s: start -> a\na: javascript {work()} -> e\nb: boundary on a error LATE -> e\ne: end",
        "start; answer a {\"set\":{\"n\":2},\"thrown\":{\"code\":\"LATE\",\"message\":\"sorry\"}}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: work()
            > answer a {"set":{"n":2},"thrown":{"code":"LATE","message":"sorry"}}
              a answered Value(Object {"set": Object {"n": Number(2)}, "thrown": Object {"code": String("LATE"), "message": String("sorry")}})
              a waits for error LATE (b)
              p.n = 2
              a throws error LATE, caught at a
              a terminated
              triggered b with errorCode="LATE", errorMessage="sorry"
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        "s: start -> a\na: javascript {work()} -> e\ne: end",
        "start; answer a {\"thrown\":{\"code\":\"LATE\",\"message\":\"sorry\"}}; resolve a; answer a {\"value\":1}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: work()
            > answer a {"thrown":{"code":"LATE","message":"sorry"}}
              a answered Value(Object {"thrown": Object {"code": String("LATE"), "message": String("sorry")}})
              a throws error LATE, uncaught
              a incident uncaught-error: error `LATE` was not caught: sorry
            > resolve a
              a incident resolved
              a waits for value of javascript program: work()
            > answer a {"value":1}
              a answered Value(Object {"value": Number(1)})
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn the_same_script_is_asked_anew_in_every_element() {
    check(
        "s: start -> a\na: javascript {first()} -> b\nb: javascript {first()} -> e\ne: end",
        "start; answer a {\"value\":1}; answer b {\"value\":2}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: first()
            > answer a {"value":1}
              a answered Value(Object {"value": Number(1)})
              a completed: a-b
              enter b
              b waits for value of javascript program: first()
            > answer b {"value":2}
              b answered Value(Object {"value": Number(2)})
              b completed: b-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn listeners_that_are_scripts_have_their_turn_one_after_the_other() {
    check(
        "s: start -> a\na: job listen start=js:same() listen start=js:same() listen end=js:same() -> e listen take=js:told()\ne: end",
        "start; answer a {\"set\":{\"n\":1}}; answer a {\"set\":{\"n\":2}}; complete a; answer a {\"set\":{\"n\":3}}; answer a-e#listener0 {}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: same()
            > answer a {"set":{"n":1}}
              a answered Value(Object {"set": Object {"n": Number(1)}})
              p.n = 1
              a waits for value of javascript program: same()
            > answer a {"set":{"n":2}}
              a answered Value(Object {"set": Object {"n": Number(2)}})
              p.n = 2
              a waits for job a
            > complete a
              a waits for value of javascript program: same()
            > answer a {"set":{"n":3}}
              a answered Value(Object {"set": Object {"n": Number(3)}})
              p.n = 3
              a completed: a-e
              enter a-e#listener0
              a-e#listener0 waits for value of javascript program: told()
            > answer a-e#listener0 {}
              a-e#listener0 answered Value(Object {})
              a-e#listener0 completed: a-e#taken0
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn scripts_that_listen_to_a_user_task_change_it() {
    check(
        "s: start -> a\na: user listen create=js:made() listen assignment=js:given() listen complete=js:done() -> e\ne: end",
        "start; answer a {\"task\":{\"assignee\":\"ann\",\"priority\":80}}; answer a {\"set\":{\"approver\":\"ann\"},\"task\":{\"candidateGroups\":[\"boss\"]}}; complete a; answer a {}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for value of javascript program: made()
            > answer a {"task":{"assignee":"ann","priority":80}}
              a answered Value(Object {"task": Object {"assignee": String("ann"), "priority": Number(80)}})
              a waits for user task
              a waits for value of javascript program: given() (aside)
            > answer a {"set":{"approver":"ann"},"task":{"candidateGroups":["boss"]}}
              p.approver = "ann"
              a now waits for user task
            > complete a
              a waits for value of javascript program: done()
            > answer a {}
              a answered Value(Object {})
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn a_script_beside_a_task_that_fails_is_an_incident_and_is_asked_again_alone() {
    check(
        "s: start -> a\na: user for ann listen assignment=js:given() -> e\ne: end",
        "start; answer a {\"thrown\":{\"code\":\"X\",\"message\":\"no\"}}; resolve a; complete a; answer a {}",
        &expect![[r#"
            > start
              enter s
              s completed: s-a
              enter a
              a waits for user task
              a waits for value of javascript program: given() (aside)
            > answer a {"thrown":{"code":"X","message":"no"}}
              a throws error X, uncaught
              a incident uncaught-error: error `X` was not caught: no
              a no longer waits for value of javascript program: given() (aside)
            > resolve a
              a incident resolved
              a waits for value of javascript program: given() (aside)
            > complete a
            > answer a {}
              a completed: a-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}
