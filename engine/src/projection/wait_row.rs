//! What an index of waits says.
use serde::{Deserialize, Serialize};
use weir_core::ElementId;
use weir_core::wait::Wait;

/// What an index of waits says beside its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitRow {
    /// The definition, `process:version`.
    pub definition: String,
    /// What people know the instance by.
    pub business_key: Option<String>,
    /// The element that waits.
    pub element: ElementId,
    /// For what.
    pub wait: Wait,
    /// Of a task: who started the instance.
    #[serde(default)]
    pub initiator: Option<String>,
    /// Of a task: does its instance stand still? None where it was written before it said so.
    #[serde(default)]
    pub stands_still: Option<bool>,
}
