//! Work that takes a while, as those who follow it hear of it.
use serde::Serialize;

/// How far a piece of work is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// What it is.
    pub kind: WorkKind,
    /// Its id.
    pub id: String,
    /// The process that it is about; none where it is about the whole log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub process: Option<String>,
    /// How it stands.
    pub state: WorkState,
    /// How much is done: bytes of the log, instances or entries that were written, variants, parts, cases or replications.
    pub done: u64,
    /// How much there is to do; 0 where nobody knows yet.
    pub of: u64,
}

/// What takes a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkKind {
    /// The log is verified.
    Verification,
    /// A log is written for others.
    Export,
    /// A history is held against a norm.
    Conformance,
    /// Suggestions are looked for.
    Search,
    /// A process is simulated.
    Simulation,
}

/// How a piece of work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkState {
    /// It runs, or waits for its turn.
    Running,
    /// It has come to its end.
    Done,
    /// Somebody has stopped it.
    Cancelled,
    /// It could not be done, for the reasons that it tells.
    Refused,
    /// It could not be done.
    Failed,
}
