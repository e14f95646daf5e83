//! Jobs for external workers.
use super::WaitAddress;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use weir_core::instance::Variables;
use weir_core::{ElementId, InstanceId, Timestamp};

/// What a worker asks for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FetchJobs {
    /// Who.
    pub worker: String,
    /// The types it can do.
    pub types: Vec<String>,
    /// How many at most.
    pub max: usize,
    /// For how long it wants them alone.
    pub lease_ms: i64,
    /// How long to wait when there are none.
    #[serde(default)]
    pub wait_ms: i64,
    /// Only these variables; none is all that the element instance sees.
    #[serde(default)]
    pub variables: Option<Vec<String>>,
}

/// A job in the hands of a worker, or waiting for one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// Its id.
    pub id: WaitAddress,
    /// Its type.
    #[serde(rename = "type")]
    pub job_type: String,
    /// The instance.
    pub instance: InstanceId,
    /// The definition, `process:version`.
    pub definition: String,
    /// The element.
    pub element: ElementId,
    /// What people know the instance by.
    pub business_key: Option<String>,
    /// How often it may still fail.
    pub retries: u32,
    /// Who has it.
    pub worker: Option<String>,
    /// Proves the lease; every report must carry it. Absent in lists.
    pub token: Option<u64>,
    /// When another worker may take it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub lease_until: Option<Timestamp>,
    /// Not before this.
    #[serde(with = "weir_core::time::rfc3339")]
    pub available: Timestamp,
    /// What it sees. Empty in lists.
    pub variables: Variables,
    /// What the model says to its worker beside them.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// How urgent it is: of several jobs of a type the one with the highest goes first.
    #[serde(default)]
    pub priority: i32,
}

/// Why a worker could not do a job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FailJob {
    /// How often it may still be tried; none is one less than before.
    pub retries: Option<u32>,
    /// Not before so many milliseconds from now.
    pub backoff_ms: i64,
    /// The worker's words.
    pub message: String,
}

/// A BPMN error that a worker reports.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JobError {
    /// The error code.
    pub code: String,
    /// The worker's words.
    pub message: String,
    /// What it gives to the catcher.
    pub variables: Variables,
}
