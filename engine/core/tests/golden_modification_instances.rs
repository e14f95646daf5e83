//! Golden traces of modification that adds instances to a multi-instance activity at work. Update with `UPDATE_EXPECT=1`.
use crate::common::check;
use expect_test::expect;

const TWO: &str = "s: start -> m\nm: user parallel x2 collect {loopCounter * 10} into all -> e\ne: end";
const ITEMS: &str = "s: start -> m\nm: user parallel over items as item collect {item} into all -> e\ne: end";

#[test]
fn an_instance_is_added_and_counts_as_the_others_do() {
    check(
        TWO,
        r#"start; modify before m in 2 {"why": "late"}; complete m; complete m; set {"seen": 1}; complete m"#,
        &expect![[r#"
            > start
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with loopCounter=1
              m waits for user task
              enter m with loopCounter=2
              m waits for user task
            > modify before m in 2 {"why": "late"}
              somebody steps in: Jump
              m#multiInstanceBody: one instance more
              Jump m with loopCounter=3, why="late" from [2]
              m waits for user task
            > complete m
              m#multiInstanceBody[0] = 10
              m completed
            > complete m
              m#multiInstanceBody[1] = 20
              m completed
            > set {"seen": 1}
              p.seen = 1
            > complete m
              m#multiInstanceBody[2] = 30
              m completed
              p.all = [10,20,30]
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn two_are_added_at_once_and_one_of_the_first_is_taken_away() {
    check(
        TWO,
        "start; modify before m in 2, before m in 2, cancel #3; complete m; complete m; complete m",
        &expect![[r"
            > start
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with loopCounter=1
              m waits for user task
              enter m with loopCounter=2
              m waits for user task
            > modify before m in 2, before m in 2, cancel #3
              somebody steps in: Jump
              m#multiInstanceBody: one instance more
              Jump m with loopCounter=3 from [2]
              m waits for user task
              m#multiInstanceBody: one instance more
              Jump m with loopCounter=4 from [2]
              m waits for user task
              m no longer waits for user task
              m terminated
            > complete m
              m#multiInstanceBody[1] = 20
              m completed
            > complete m
              m#multiInstanceBody[2] = 30
              m completed
            > complete m
              m#multiInstanceBody[3] = 40
              m completed
              p.all = [null,20,30,40]
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "]],
    );
}

#[test]
fn it_has_the_item_that_is_given_or_null() {
    check(
        ITEMS,
        r#"start {"items": ["a"]}; modify before m in 2 {"item": "b", "also": 1}; modify before m in 2; complete m; complete m; complete m"#,
        &expect![[r#"
            > start {"items": ["a"]}
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 1 instances
              enter m with item="a", loopCounter=1
              m waits for user task
            > modify before m in 2 {"item": "b", "also": 1}
              somebody steps in: Jump
              m#multiInstanceBody: one instance more, "b"
              Jump m with also=1, item="b", loopCounter=2 from [2]
              m waits for user task
            > modify before m in 2
              somebody steps in: Jump
              m#multiInstanceBody: one instance more, null
              Jump m with item=null, loopCounter=3 from [2]
              m waits for user task
            > complete m
              m#multiInstanceBody[0] = "a"
              m completed
            > complete m
              m#multiInstanceBody[1] = "b"
              m completed
            > complete m
              m#multiInstanceBody[2] = null
              m completed
              p.all = ["a","b",null]
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn the_completion_condition_counts_it() {
    let text =
        "s: start -> m\nm: user parallel x2 until {numberOfCompletedInstances = numberOfInstances - 1} -> e\ne: end";
    check(
        text,
        "start; modify before m in 2; complete m; complete m",
        &expect![[r"
        > start
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 2 instances
          enter m with loopCounter=1
          m waits for user task
          enter m with loopCounter=2
          m waits for user task
        > modify before m in 2
          somebody steps in: Jump
          m#multiInstanceBody: one instance more
          Jump m with loopCounter=3 from [2]
          m waits for user task
        > complete m
          m completed
        > complete m
          m completed
          m no longer waits for user task
          m terminated
          m#multiInstanceBody completed: m-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn in_a_sequential_activity_it_comes_last() {
    let text = "s: start -> m\nm: user sequential over items as item collect {item} into all -> e\ne: end";
    check(
        text,
        r#"start {"items": ["a", "b"]}; modify before m in 2 {"item": "c"}; complete m; complete m; complete m"#,
        &expect![[r#"
            > start {"items": ["a", "b"]}
              enter s
              s completed: s-m
              enter m#multiInstanceBody
              m#multiInstanceBody: 2 instances
              enter m with item="a", loopCounter=1
              m waits for user task
            > modify before m in 2 {"item": "c"}
              somebody steps in: Jump
              m#multiInstanceBody: one instance more, "c"
            > complete m
              m#multiInstanceBody[0] = "a"
              m completed
              enter m with item="b", loopCounter=2
              m waits for user task
            > complete m
              m#multiInstanceBody[1] = "b"
              m completed
              enter m with item="c", loopCounter=3
              m waits for user task
            > complete m
              m#multiInstanceBody[2] = "c"
              m completed
              p.all = ["a","b","c"]
              m#multiInstanceBody completed: m-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
    check(
        text,
        r#"start {"items": ["a"]}; modify before m in 2 {"item": "c", "other": 1}"#,
        &expect![[r#"
        > start {"items": ["a"]}
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 1 instances
          enter m with item="a", loopCounter=1
          m waits for user task
        > modify before m in 2 {"item": "c", "other": 1}
          refused: the instance cannot be modified so: no-local-variables: an instance that begins in its turn has no variables of its own but its item
            no-local-variables m #2
    "#]],
    );
    check(
        text,
        r#"start {"items": ["a"]}; modify move #3 before m in 2 {"item": "c"}"#,
        &expect![[r#"
        > start {"items": ["a"]}
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 1 instances
          enter m with item="a", loopCounter=1
          m waits for user task
        > modify move #3 before m in 2 {"item": "c"}
          somebody steps in: Jump
          m no longer waits for user task
          m terminated
          m#multiInstanceBody: one instance more, "c"
          enter m with item="c", loopCounter=2
          m waits for user task
    "#]],
    );
}

#[test]
fn a_token_inside_a_new_instance_of_a_sub_process() {
    let text = "s: start -> m\nm: sub parallel x1 -> e\n  ms: start -> mu\n  mu: user -> mv\n  mv: user -> me\n  me: end\ne: end";
    check(
        text,
        "start; modify before mv in 2; complete mv; complete mu; complete mv",
        &expect![[r"
        > start
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 1 instances
          enter m with loopCounter=1
          enter ms
          ms completed: ms-mu
          enter mu
          mu waits for user task
        > modify before mv in 2
          somebody steps in: Jump
          m#multiInstanceBody: one instance more
          Jump m with loopCounter=2 from [2]
          Jump mv from [6]
          mv waits for user task
        > complete mv
          mv completed: mv-me
          enter me
          me completed
          m completed
        > complete mu
          mu completed: mu-mv
          enter mv
          mv waits for user task
        > complete mv
          mv completed: mv-me
          enter me
          me completed
          m completed
          m#multiInstanceBody completed: m-e
          enter e
          e completed
          p completed
          process Completed
    "]],
    );
}

#[test]
fn without_a_scope_the_activity_begins_once_more() {
    check(
        TWO,
        "start; modify before m",
        &expect![[r"
        > start
          enter s
          s completed: s-m
          enter m#multiInstanceBody
          m#multiInstanceBody: 2 instances
          enter m with loopCounter=1
          m waits for user task
          enter m with loopCounter=2
          m waits for user task
        > modify before m
          somebody steps in: Jump
          Jump m#multiInstanceBody from [0]
          m#multiInstanceBody: 2 instances
          enter m with loopCounter=1
          m waits for user task
          enter m with loopCounter=2
          m waits for user task
    "]],
    );
}
