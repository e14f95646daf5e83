//! The check-only suites against their ratchet.
use weir_tests::suites::{check, check_production, command_line, engine};

#[test]
fn rules_that_were_checked_still_are() {
    check("bpmn-rules", engine());
}

#[test]
fn models_with_a_verdict_are_read_without_a_panic() {
    check("soundness", engine());
}

#[test]
fn models_of_other_tools_deploy_or_are_refused_with_reasons() {
    check("miwg", engine());
}

#[test]
fn decisions_that_were_right_still_are() {
    check("dmn-tck", engine());
}

#[test]
fn production_models_that_deployed_still_deploy() {
    // What `weir deploy` does is what counts.
    check_production(command_line);
}
