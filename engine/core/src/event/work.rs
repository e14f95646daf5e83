//! What happens to jobs and user tasks: who takes them, who has them, and how they end. Persisted like all
//! events, as arrays in field order: each grows at its end only.
use crate::cause::Intervention;
use crate::id::{ElementId, Key, WaitId};
use crate::time::Timestamp;
use crate::wait::Lease;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A worker took a job: `t_claimed` and `t_started` of the activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobLocked {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// To whom, with which token, until when.
    pub lease: Lease,
}

/// A worker needs longer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobExtended {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// The new end of the lease.
    pub until: Timestamp,
}

/// A worker could not do it, or gave it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobFailed {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// How often it may still be tried.
    pub retries: u32,
    /// Not before this.
    pub available: Timestamp,
    /// The worker's words.
    pub message: String,
}

/// A job may be tried again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobRetriesSet {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// How often.
    pub retries: u32,
    /// From when.
    pub available: Timestamp,
}

/// A task was given to somebody: `t_claimed` when they took it themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserTaskAssigned {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// To whom; none puts it back.
    pub assignee: Option<String>,
    /// Was it taken away or given by somebody else?
    pub intervention: Option<Intervention>,
    /// In which words.
    #[serde(default)]
    pub comment: Option<String>,
}

/// Work on a task began: `t_started`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserTaskStarted {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
}

/// A task was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserTaskCompleted {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// By whom.
    pub by: String,
    /// With what outcome, when the task has one.
    pub outcome: Option<String>,
    /// In which words.
    #[serde(default)]
    pub comment: Option<String>,
}

/// 委派: a task was given to somebody who prepares it, or came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserTaskDelegated {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// To whom it goes back; none when it has come back.
    pub owner: Option<String>,
    /// Who has it now.
    pub assignee: String,
    /// In which words.
    pub comment: Option<String>,
}

/// When a task is to be done, and how urgent it is, was changed by hand, or by the engine when it went to others because its
/// time was over. It says how it is from now on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserTaskPlanned {
    /// Which.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// When it should be done.
    pub due: Option<Timestamp>,
    /// When to look at it again.
    pub follow_up: Option<Timestamp>,
    /// 0 to 100.
    pub priority: u8,
    /// Why.
    pub reason: Option<String>,
}

/// Somebody who did a task chose who is asked in later ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ApproversChosen {
    /// Which task they did.
    pub key: Key,
    /// Whom, by the later task.
    pub choices: BTreeMap<ElementId, Vec<String>>,
}
