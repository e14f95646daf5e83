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
        &expect![[""]],
    );
}

#[test]
fn two_are_added_at_once_and_one_of_the_first_is_taken_away() {
    check(TWO, "start; modify before m in 2, before m in 2, cancel #3; complete m; complete m; complete m", &expect![[""]]);
}

#[test]
fn it_has_the_item_that_is_given_or_null() {
    check(
        ITEMS,
        r#"start {"items": ["a"]}; modify before m in 2 {"item": "b", "also": 1}; modify before m in 2; complete m; complete m; complete m"#,
        &expect![[""]],
    );
}

#[test]
fn the_completion_condition_counts_it() {
    let text = "s: start -> m\nm: user parallel x2 until {numberOfCompletedInstances = numberOfInstances - 1} -> e\ne: end";
    check(text, "start; modify before m in 2; complete m; complete m", &expect![[""]]);
}

#[test]
fn in_a_sequential_activity_it_comes_last() {
    let text = "s: start -> m\nm: user sequential over items as item collect {item} into all -> e\ne: end";
    check(
        text,
        r#"start {"items": ["a", "b"]}; modify before m in 2 {"item": "c"}; complete m; complete m; complete m"#,
        &expect![[""]],
    );
    check(text, r#"start {"items": ["a"]}; modify before m in 2 {"item": "c", "other": 1}"#, &expect![[""]]);
    check(text, r#"start {"items": ["a"]}; modify move #3 before m in 2 {"item": "c"}"#, &expect![[""]]);
}

#[test]
fn a_token_inside_a_new_instance_of_a_sub_process() {
    let text = "s: start -> m\nm: sub parallel x1 -> e\n  ms: start -> mu\n  mu: user -> mv\n  mv: user -> me\n  me: end\ne: end";
    check(text, "start; modify before mv in 2; complete mv; complete mu; complete mv", &expect![[""]]);
}

#[test]
fn without_a_scope_the_activity_begins_once_more() {
    check(TWO, "start; modify before m", &expect![[""]]);
}
