//! Examples in which everything of the catalogue counts, and the changes that show it.
pub mod bpmn;
pub mod foreign;
pub mod mutate;
