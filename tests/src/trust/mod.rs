//! What the tests of Weir's promises are made of: machines that fail, load, and checkers that believe nothing.
//!
//! Every checker returns what it found instead of panicking, so that each test can show that a deliberate fault makes
//! the same checker fail.
pub mod binary;
pub mod driver;
pub mod lab;
pub mod load;
pub mod models;
mod mortal;
pub mod mount;
pub mod node;
pub mod orders;

/// How many times the usual number of rounds is wanted, by `WEIR_EFFORT`: a night or a release has more time.
pub fn effort() -> usize {
    std::env::var("WEIR_EFFORT").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}
