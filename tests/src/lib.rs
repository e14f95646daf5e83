//! Helpers of the tests that cross crates.
pub mod bench;
pub mod python;
pub mod scenario;
pub mod skipped;
pub mod suites;
pub mod trust;
