//! How well a history fits a norm.
use super::audit_jobs::AuditJobState;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use weir_engine::api;

/// What a history is held against.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum NormOf {
    /// A deployed definition, `process:version`.
    Definition(String),
    /// A draft, by its id.
    Model(String),
}

impl From<NormOf> for api::NormOf {
    fn from(norm: NormOf) -> Self {
        match norm {
            NormOf::Definition(id) => api::NormOf::Definition(id),
            NormOf::Model(id) => api::NormOf::Model(id),
        }
    }
}

/// A history that is held against a norm.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConformanceRun {
    /// Its id.
    id: String,
    /// The process whose history it is.
    process: String,
    /// The norm.
    norm: NormOf,
    /// The process of the norm.
    norm_process: String,
    /// The revision of a draft.
    revision: Option<u64>,
    /// How it stands.
    state: AuditJobState,
    /// Who asked for it.
    by: String,
    /// When.
    #[schema(format = DateTime)]
    begun: String,
    /// Instances that ended from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// How many ended instances.
    cases: u64,
    /// Variants that are aligned.
    done: u64,
    /// All variants; 0 while the history is still gathered, or the run waits for its turn.
    of: u64,
    /// Why it could not be done.
    error: Option<ConformanceFault>,
    /// What was found; none until it is done.
    found: Option<Conformance>,
}

/// Why a history could not be held against a norm.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ConformanceFault {
    /// Stable.
    code: String,
    /// In words.
    message: String,
}

/// What was found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Conformance {
    /// Instances that were aligned.
    cases: u64,
    /// Those without a deviation.
    fitting: u64,
    /// Those that were too hard to align: nothing is said of them.
    given_up: u64,
    /// All deviations.
    deviations: u64,
    /// 1 − deviations over the most that there could be: all that was done beside the shortest way through the norm.
    fitness: Option<f64>,
    /// The tasks of the norm.
    tasks: Vec<ConformanceTask>,
    /// What was done besides, the most frequent first.
    inserted: Vec<ConformanceInserted>,
    /// Tasks of the norm that no activity of the history is taken for.
    unmatched: Vec<String>,
    /// Elements of the norm that are not played exactly; what is said about them is doubtful.
    inexact: Vec<String>,
}

/// What became of a task of the norm.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ConformanceTask {
    /// The task, by its id in the norm.
    element: String,
    /// What people call it.
    name: Option<String>,
    /// The activity of the history that is taken for it: the one of its id, else the only one of its name.
    activity: Option<String>,
    /// How often it was done where it should be.
    done: u64,
    /// How often it was passed over.
    skipped: u64,
    /// In how many instances it was passed over.
    cases: u64,
}

/// What was done besides.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ConformanceInserted {
    /// The activity of the history.
    activity: String,
    /// What people call it.
    name: Option<String>,
    /// The task of the norm that was done last before it; none at the beginning.
    after: Option<String>,
    /// How often.
    times: u64,
    /// In how many instances.
    cases: u64,
}
