//! What is watched: alert rules, detectors of what is abnormal, predictions, indices.
pub mod alert;
mod back_test;
pub mod choose;
pub mod deadline;
pub mod detect;
pub mod drift;
pub mod index;
pub mod interval;
pub mod notify;
pub mod odd;
pub mod people;
pub mod predict;
pub mod quality;
pub mod scan;

pub use back_test::{BackTest, Sensitivity, back_test};
