//! The execution suites against their ratchet: what passes once must pass from then on.
use weir_tests::suites::{check, engine};

#[test]
fn behaviours_that_passed_still_pass() {
    check("behaviours", engine());
}

#[test]
fn one_construct_models_that_passed_still_pass() {
    check("betsy-bpmn", engine());
}

#[test]
fn simulated_models_that_passed_still_pass() {
    check("token-simulation", engine());
}
