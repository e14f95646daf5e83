//! What is watched: alert rules, detectors of what is abnormal, predictions, indices.
pub mod alert;
mod back_test;
pub mod deadline;
pub mod detect;
pub mod drift;
pub mod index;
pub mod predict;

pub use back_test::{BackTest, Sensitivity, back_test};
