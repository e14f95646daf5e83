//! What is painted onto diagrams, and what is found by a few letters.
use super::{Definition, InstanceSummary, Model, UserTask};
use serde::Serialize;
use std::collections::BTreeMap;

/// The counts of one version of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overlay {
    /// `process:version`.
    pub definition: String,
    /// Instances that run.
    pub running: u64,
    /// Was everything counted? Else what rests and what is stuck are at least so much.
    pub whole: bool,
    /// By element; the process itself under its own id.
    pub elements: BTreeMap<String, Counts>,
    /// The versions of the process in which something runs or is stuck, the latest first: this one among them.
    pub versions: Vec<VersionCounts>,
    /// What stands in the log before this position is counted, as far as that is known: a change that is told for a span that
    /// ends here or before is part of it.
    pub position: u64,
}

/// How much there is of one version of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionCounts {
    /// Its number.
    pub version: u32,
    /// Instances that run.
    pub running: u64,
    /// What is stuck in them.
    pub incidents: u64,
}

/// The counts of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// What rests there now.
    pub active: u64,
    /// What of it is stuck.
    pub incidents: u64,
    /// What was completed there.
    pub completed: u64,
}

/// What was found by a few letters, a few of each kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Latest versions, by name and id.
    pub definitions: Vec<Definition>,
    /// Drafts, by name and process.
    pub models: Vec<Model>,
    /// Instances, by the beginning of their business key or by their id.
    pub instances: Vec<InstanceSummary>,
    /// The open tasks of these instances.
    pub tasks: Vec<UserTask>,
    /// People, by name and id.
    pub people: Vec<FoundPerson>,
}

/// A person who was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundPerson {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}
