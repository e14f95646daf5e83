//! Helpers of the tests that cross crates.
pub mod bench;
pub mod scenario;
pub mod skipped;
pub mod suites;
pub mod trust;
