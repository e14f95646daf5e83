//! The ratchet itself: what it lets pass and what it does not.
use std::collections::BTreeSet;
use weir_tests::suites::outcome::{Case, Outcome, Run};
use weir_tests::suites::ratchet::{Verdict, compare};

fn run(cases: &[(&str, bool)]) -> Run {
    let outcome = |passed: bool| if passed { Outcome::Passed } else { Outcome::Failed("differs".into()) };
    let case =
        |(id, passed): &(&str, bool)| Case { id: (*id).into(), construct: String::new(), outcome: outcome(*passed) };
    Run { suite: "s".into(), cases: cases.iter().map(case).collect(), ..Run::default() }
}

fn listed(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn what_passed_before_must_pass_and_what_is_new_is_told() {
    assert_eq!(compare(&listed(&["a"]), &run(&[("a", true), ("b", false)]), false), Ok(Verdict::Same));
    let fresh = compare(&listed(&["a"]), &run(&[("a", true), ("b", true)]), false);
    assert_eq!(fresh, Ok(Verdict::Fresh(vec!["b".into()])));
    let lost = compare(&listed(&["a"]), &run(&[("a", false)]), false).unwrap_err();
    assert!(lost.contains("a: Failed"), "{lost}");
}

#[test]
fn cases_that_vanish_are_lost_and_a_run_without_cases_is_no_run() {
    let gone = compare(&listed(&["a", "b"]), &run(&[("a", true)]), false).unwrap_err();
    assert!(gone.contains("not in the suite any more") && gone.contains("  b"), "{gone}");
    assert!(compare(&listed(&["a", "b"]), &run(&[("a", true)]), true).is_err(), "some are gone elsewhere too");
    assert!(compare(&listed(&["a"]), &run(&[]), false).unwrap_err().contains("no case was run"));
    assert!(compare(&listed(&[]), &run(&[]), true).is_err(), "nothing is listed and nothing ran");
}

#[test]
fn another_collection_is_compared_with_nothing_where_it_was_asked_for() {
    assert_eq!(compare(&listed(&["a"]), &run(&[("z", false)]), true), Ok(Verdict::Other));
    assert!(compare(&listed(&["a"]), &run(&[("z", true)]), false).is_err(), "the folder beside the workspace is known");
}
