//! The check-only suites, and the main job on real input, against their ratchet.
use weir_tests::suites;

fn check(suite: &str) {
    let Some(run) = suites::folder().and_then(|folder| suites::run(&folder, suite, suites::engine())) else {
        eprintln!("{suite}: skipped, there is no suites folder (set SUITES)");
        return;
    };
    let run = run.expect("the suite can be read");
    for (figure, count) in &run.figures {
        println!("{suite}: {count} {figure}");
    }
    if let Err(difference) = suites::ratchet::check(&run) {
        panic!("{difference}");
    }
}

#[test]
fn rules_that_were_checked_still_are() {
    check("bpmn-rules");
}

#[test]
fn models_with_a_verdict_are_read_without_a_panic() {
    check("soundness");
}

#[test]
fn models_of_other_tools_deploy_or_are_refused_with_reasons() {
    check("miwg");
}

#[test]
fn production_models_that_deployed_still_deploy() {
    check("production");
}

#[test]
fn real_models_run_to_their_end_or_wait_for_something_named() {
    check("main-job");
}
