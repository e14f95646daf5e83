//! What is watched: alert rules, detectors of what is abnormal, predictions, indices.
pub mod alert;
pub mod choose;
pub mod course;
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
pub mod read;
pub mod replay;
pub mod scan;
