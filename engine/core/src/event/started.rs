//! How an instance began. Persisted like all events, as an array in field order: it grows at its end only.
use crate::id::InstanceId;
use crate::instance::Parent;
use serde::{Deserialize, Serialize};

/// The instance began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProcessStarted {
    /// The definition it runs on: `process:version`.
    pub definition: String,
    /// What people know it by.
    pub business_key: Option<String>,
    /// Who called it.
    pub parent: Option<Parent>,
    /// The instance at the top of the calls.
    pub root: InstanceId,
    /// How many calls lie above it.
    pub depth: u32,
    /// The ended instance that it begins again.
    #[serde(default)]
    pub restart_of: Option<InstanceId>,
    /// Who started it; of a called instance, who started the one at the top.
    #[serde(default)]
    pub initiator: Option<String>,
    /// The conversation of the message that started it.
    #[serde(default)]
    pub conversation: Option<String>,
    /// How many instances before it have started each other by messages and signals, without a pause.
    #[serde(default)]
    pub hops: u32,
}
