//! What the tests of Weir's promises are made of: machines that fail, load, and checkers that believe nothing.
//!
//! Every checker returns what it found instead of panicking, so that each test can show that a deliberate fault makes
//! the same checker fail.
pub mod binary;
pub mod blocks;
pub mod driver;
pub mod lab;
pub mod load;
pub mod models;
mod mortal;
pub mod node;
pub mod orders;
