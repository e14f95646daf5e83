//! What the tests of the core share: processes as text, commands as text, and what happened as text.
#![allow(dead_code, unused_imports, reason = "each test file uses its part")]
pub mod blocks;
pub mod foreign;
pub mod generate;
pub mod joins;
pub mod kinds;
pub mod matters;
pub mod modify;
pub mod notation;
pub mod office;
pub mod operate;
pub mod proof;
pub mod returning;
pub mod run;
pub mod told;
pub mod walk;

pub use notation::{model, process, process_if_any};
pub use run::{Run, check};
