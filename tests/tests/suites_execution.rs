//! The execution suites against their ratchet: what passes once must pass from then on.
use weir_tests::suites;

fn check(suite: &str) {
    let Some(run) = suites::folder().and_then(|folder| suites::run(&folder, suite, suites::engine())) else {
        eprintln!("{suite}: skipped, there is no suites folder (set SUITES)");
        return;
    };
    let run = run.expect("the suite can be read");
    if let Err(difference) = suites::ratchet::check(&run) {
        panic!("{difference}");
    }
}

#[test]
fn behaviours_that_passed_still_pass() {
    check("behaviours");
}

#[test]
fn one_construct_models_that_passed_still_pass() {
    check("betsy-bpmn");
}

#[test]
fn simulated_models_that_passed_still_pass() {
    check("token-simulation");
}
