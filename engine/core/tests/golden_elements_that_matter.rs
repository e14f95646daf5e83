//! Elements beside the flow are executed: without each of them the same file has another outcome.
use crate::common::matters::{CASES, outcome, without};

fn matters(test: &str) {
    let case = CASES.iter().find(|case| case.test == test).expect("a case of this name");
    let with = outcome(case.file, case.commands);
    assert!(!with.starts_with("refused") && !with.contains("incident"), "it runs: {with}");
    for tag in case.tags {
        let less = without(case.file, tag);
        assert_ne!(less, case.file, "`{tag}` is there");
        assert_ne!(outcome(&less, case.commands), with, "without `{tag}` the outcome is the same");
    }
    for (tag, from, to) in case.changes {
        let changed = case.file.replacen(from, to, 1);
        assert_ne!(changed, case.file, "`{from}` is there");
        let other = outcome(&changed, case.commands);
        assert!(!other.starts_with("refused"), "with `{to}` it runs too: {other}");
        assert_ne!(other, with, "with another `{tag}` the outcome is the same");
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

#[test]
fn what_a_message_carries_decides_whose_it_is() {
    matters("what_a_message_carries_decides_whose_it_is");
}

#[test]
fn the_data_of_an_instance_decide_which_messages_it_takes() {
    matters("the_data_of_an_instance_decide_which_messages_it_takes");
}

#[test]
fn the_name_of_a_message_or_signal_decides_what_reaches_whom() {
    matters("the_name_of_a_message_or_signal_decides_what_reaches_whom");
}

#[test]
fn the_code_of_an_error_or_escalation_decides_who_catches_it() {
    matters("the_code_of_an_error_or_escalation_decides_who_catches_it");
}

#[test]
fn an_operation_decides_which_message_a_task_sends() {
    matters("an_operation_decides_which_message_a_task_sends");
}

#[test]
fn a_global_task_is_done_as_its_kind_says() {
    matters("a_global_task_is_done_as_its_kind_says");
}

#[test]
fn flows_and_their_conditions_decide_where_a_token_goes() {
    matters("flows_and_their_conditions_decide_where_a_token_goes");
}

#[test]
fn conditions_of_loops_decide_how_often() {
    matters("conditions_of_loops_decide_how_often");
}

#[test]
fn times_and_conditions_decide_when_an_event_comes() {
    matters("times_and_conditions_decide_when_an_event_comes");
}

#[test]
fn a_script_and_an_activation_condition_decide_by_their_text() {
    matters("a_script_and_an_activation_condition_decide_by_their_text");
}

/// Taking an element away takes away what is in it, and no more.
#[test]
fn elements_are_taken_away_with_what_is_in_them() {
    assert_eq!(without("<a><lane><laneSet/><lane>x</lane></lane><b/><lane/></a>", "lane"), "<a><b/></a>");
}
