//! The pure heart of Weir.
pub mod catalogue;
pub mod id;
pub mod model;
pub mod problem;
pub mod read;
pub mod validate;
pub mod xml;
pub use id::{ElementId, InstanceId, Key, WaitId};
pub use problem::{Place, Problem, Severity};
