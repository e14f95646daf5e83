//! Examples in which everything of the catalogue counts, and the changes that show it.
#![allow(dead_code, reason = "each test file uses its part")]
pub mod bpmn;
pub mod foreign;
pub mod mutate;
