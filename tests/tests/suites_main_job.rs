//! The main job on real input, asked directly and over the API; and behaviours over the API, which must not differ.
use std::collections::BTreeMap;
use weir_tests::suites::drive::real::{Known, faults};
use weir_tests::suites::outcome::{Case, Outcome, Run};
use weir_tests::suites::{check, check_main_job, command_line, engine, http};

#[test]
fn real_models_run_to_their_end() {
    check_main_job(engine());
}

#[test]
fn the_same_deployed_by_the_command_line_and_driven_over_the_api() {
    check_main_job(command_line);
}

#[test]
fn behaviours_are_the_same_over_the_api() {
    check("behaviours", http);
}

/// Nobody is counted in part: whoever does not end is named, and whoever is named does not end and is there.
#[test]
fn a_case_that_does_not_end_is_named_and_nobody_else_is() {
    let case = |id: &str, outcome: Outcome| Case { id: id.into(), construct: String::new(), outcome };
    let cases = vec![
        case("ends", Outcome::Passed),
        case("known", Outcome::Doubtful("does not fit: stuck; nothing is in it".into())),
        case("stuck", Outcome::Failed("waits for message m".into())),
    ];
    let run = Run { suite: "main-job".into(), cases, ..Run::default() };
    let known = Known {
        values: BTreeMap::from([("ends".to_owned(), BTreeMap::new()), ("gone".to_owned(), BTreeMap::new())]),
        open: BTreeMap::from([("known".to_owned(), "nothing is in it".to_owned())]),
    };
    let found = faults(&run, &known);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("stuck: ") && found[1] == "gone: there is no such case", "{found:?}");
}
