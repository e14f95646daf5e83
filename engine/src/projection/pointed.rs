//! What records point at: an open wait, a form that was filled in. Persisted: grows at its end only.
use serde::{Deserialize, Serialize};
use weir_core::{InstanceId, Key, WaitId};

/// An open wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The instance.
    pub instance: InstanceId,
    /// The element instance.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
}

/// How many fields had to be filled in where a task was done, and how many were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormFilled {
    /// The instance.
    pub instance: InstanceId,
    /// The task.
    pub key: Key,
    /// Fields that had to have a value, those that could only be read among them.
    pub required: u32,
    /// Those that had.
    pub filled: u32,
}
