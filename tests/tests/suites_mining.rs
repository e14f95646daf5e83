//! The suite of measures against its ratchet.
use weir_tests::suites::{bare, check};

#[test]
fn measures_that_agreed_with_others_still_do() {
    // Nothing of the engine runs here; the backend is not asked.
    check("mining", bare);
}

#[test]
fn what_plain_counting_says_of_public_logs_we_say_too() {
    check("event-logs", bare);
}
