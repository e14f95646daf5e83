//! Elements beside the flow are executed: without each of them the same file has another outcome.
mod common;
use common::matters::{CASES, outcome, without};

fn matters(test: &str) {
    let case = CASES.iter().find(|case| case.test == test).expect("a case of this name");
    let with = outcome(case.file, case.commands);
    assert!(!with.starts_with("refused") && !with.contains("incident"), "it runs: {with}");
    for tag in case.tags {
        let less = without(case.file, tag);
        assert_ne!(less, case.file, "`{tag}` is there");
        assert_ne!(outcome(&less, case.commands), with, "without `{tag}` the outcome is the same");
    }
}

#[test]
fn data_decide_what_a_task_works_with_and_where_its_result_goes() {
    matters("data_decide_what_a_task_works_with_and_where_its_result_goes");
}

#[test]
fn data_objects_and_properties_live_as_long_as_what_they_stand_in() {
    matters("data_objects_and_properties_live_as_long_as_what_they_stand_in");
}

#[test]
fn roles_decide_who_does_a_task() {
    matters("roles_decide_who_does_a_task");
}

#[test]
fn lanes_decide_whose_task_it_is() {
    matters("lanes_decide_whose_task_it_is");
}

#[test]
fn message_flows_decide_which_message_goes_over() {
    matters("message_flows_decide_which_message_goes_over");
}

/// Taking an element away takes away what is in it, and no more.
#[test]
fn elements_are_taken_away_with_what_is_in_them() {
    assert_eq!(without("<a><lane><laneSet/><lane>x</lane></lane><b/><lane/></a>", "lane"), "<a><b/></a>");
}
