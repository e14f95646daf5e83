//! What happens to repeated work: how often it will be done, and what each time gave. Persisted like all events, as arrays in
//! field order: each grows at its end only.
use crate::id::Key;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A multi-instance activity knows how many instances it will have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoopStarted {
    /// Its scope.
    pub key: Key,
    /// How many.
    pub total: u32,
    /// With what, when there is a collection.
    pub items: Option<Vec<Value>>,
}

/// One instance of a multi-instance activity gave its result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoopCollected {
    /// The scope.
    pub key: Key,
    /// Its position, from 0.
    pub index: u32,
    /// The result.
    pub value: Value,
}

/// A multi-instance activity has thrown the events of its completed instances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoopReported {
    /// Its scope.
    pub key: Key,
    /// How many had completed.
    pub completed: u32,
}

/// A multi-instance activity has got one instance more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoopGrown {
    /// Its scope.
    pub key: Key,
    /// With what, when there is a collection.
    pub item: Option<Value>,
}
