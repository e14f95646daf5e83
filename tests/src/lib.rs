//! Helpers of the tests that cross crates.
pub mod bench;
pub mod python;
#[cfg(test)]
mod python_tests;
pub mod scenario;
pub mod skipped;
pub mod suites;
pub mod trust;
