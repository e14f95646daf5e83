//! The main job on real input, asked directly and over the API; and behaviours over the API, which must not differ.
use weir_tests::suites::{check, command_line, engine, http};

#[test]
fn real_models_run_to_their_end_or_wait_for_something_named() {
    check("main-job", engine());
}

#[test]
fn the_same_deployed_by_the_command_line_and_driven_over_the_api() {
    check("main-job", command_line);
}

#[test]
fn behaviours_are_the_same_over_the_api() {
    check("behaviours", http);
}
