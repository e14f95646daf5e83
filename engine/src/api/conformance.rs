//! How well a history fits a norm: deviations by an exact alignment on the token game of the norm.
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;

/// What a history is held against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum NormOf {
    /// A deployed definition, `process:version`.
    Definition(String),
    /// A draft, by its id.
    Model(String),
}

/// A history that is held against a norm.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConformanceRun {
    /// Its id.
    pub id: String,
    /// The process whose history it is.
    pub process: String,
    /// The norm.
    pub norm: NormOf,
    /// The process of the norm.
    pub norm_process: String,
    /// The revision of a draft.
    pub revision: Option<u64>,
    /// How it stands.
    pub state: super::AuditJobState,
    /// Who asked for it.
    pub by: String,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// Instances that ended from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// How many ended instances.
    pub cases: u64,
    /// Variants that are aligned.
    pub done: u64,
    /// All variants; 0 while the history is still gathered, or the run waits for its turn.
    pub of: u64,
    /// Why it could not be done.
    pub error: Option<ConformanceFault>,
    /// What was found; none until it is done.
    pub found: Option<Conformance>,
}

/// Why a history could not be held against a norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConformanceFault {
    /// Stable.
    pub code: String,
    /// In words.
    pub message: String,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conformance {
    /// Instances that were aligned.
    pub cases: u64,
    /// Those without a deviation.
    pub fitting: u64,
    /// Those that were too hard to align: nothing is said of them.
    pub given_up: u64,
    /// All deviations.
    pub deviations: u64,
    /// 1 − deviations over the most that there could be: all that was done beside the shortest way through the norm.
    pub fitness: Option<f64>,
    /// The tasks of the norm.
    pub tasks: Vec<ConformanceTask>,
    /// What was done besides, the most frequent first.
    pub inserted: Vec<ConformanceInserted>,
    /// Tasks of the norm that no activity of the history is taken for.
    pub unmatched: Vec<String>,
    /// Elements of the norm that are not played exactly; what is said about them is doubtful.
    pub inexact: Vec<String>,
}

/// What became of a task of the norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConformanceTask {
    /// The task, by its id in the norm.
    pub element: String,
    /// What people call it.
    pub name: Option<String>,
    /// The activity of the history that is taken for it: the one of its id, else the only one of its name.
    pub activity: Option<String>,
    /// How often it was done where it should be.
    pub done: u64,
    /// How often it was passed over.
    pub skipped: u64,
    /// In how many instances it was passed over.
    pub cases: u64,
}

/// What was done besides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConformanceInserted {
    /// The activity of the history.
    pub activity: String,
    /// What people call it.
    pub name: Option<String>,
    /// The task of the norm that was done last before it; none at the beginning.
    pub after: Option<String>,
    /// How often.
    pub times: u64,
    /// In how many instances.
    pub cases: u64,
}

/// Something found that has cases behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deviation {
    /// Instances without a deviation.
    Fitting,
    /// Instances with one or more.
    Deviating,
    /// Instances that were too hard to align.
    GivenUp,
    /// Instances in which a task of the norm was passed over.
    Skipped(String),
    /// Instances in which an activity was done besides, behind a task of the norm, or at the beginning.
    Inserted(String, Option<String>),
}
