//! Helpers of the tests that cross crates.
pub mod scenario;
pub mod trust;
