//! Stepping in: what is asked, beside the core's own words, and what has changed.
use super::{InstanceFilter, StartedInstance};
use crate::projection::{Batch, BatchSteered};
use serde::{Deserialize, Serialize};
use weir_core::changes::Changes;
use weir_core::instance::Variables;
use weir_core::migration::MigrationPlan;
use weir_core::modification::Modification;
use weir_core::obstacle::Obstacle;
use weir_core::{ElementId, InstanceId, Timestamp};

/// How an ended instance begins again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RestartInstance {
    /// With the variables it ended with, and not those it began with.
    pub last_variables: bool,
    /// Variables that are other than then.
    pub variables: Variables,
    /// On the latest version of its process, and not on its own.
    pub latest: bool,
    /// Where tokens begin; none is where the process begins.
    pub before: Vec<ElementId>,
    /// Why.
    pub reason: Option<String>,
}

/// A new instance that begins again what has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestartReport {
    /// The new instance; none after a dry run.
    pub instance: Option<StartedInstance>,
    /// What happened in its first commit.
    pub changes: Changes,
}

/// A plan that suggests itself, and what is known of it before any instance is looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProposedMigration {
    /// The plan.
    pub plan: MigrationPlan,
    /// Elements of the source without one in the target: instances with a token there cannot be migrated so.
    pub unmapped: Vec<ElementId>,
}

/// What stands against migrating an instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MigrationCheck {
    /// The instance.
    pub instance: InstanceId,
    /// All of it; nothing when it can be done.
    pub obstacles: Vec<Obstacle>,
}

/// The same for many instances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum BatchOperation {
    /// Move them to another definition.
    Migrate {
        /// How.
        plan: MigrationPlan,
        /// Why.
        reason: Option<String>,
    },
    /// Put their tokens elsewhere.
    Modify(Modification),
    /// Let them stand still.
    Suspend {
        /// Why.
        reason: Option<String>,
    },
    /// Let them go on.
    Resume {
        /// Why.
        reason: Option<String>,
    },
    /// End them.
    Cancel {
        /// Why.
        reason: Option<String>,
    },
}

/// Which instances a batch is for: these, or all running ones that fit.
#[derive(Debug, Clone, PartialEq)]
pub enum BatchOf {
    /// These.
    Instances(Vec<InstanceId>),
    /// All running ones that fit at this moment.
    Fitting(InstanceFilter),
}

/// A batch and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// Its id.
    pub id: String,
    /// `migrate`, `modify`, `suspend`, `resume` or `cancel`.
    pub operation: String,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// Who asked for it.
    pub by: String,
    /// How many instances it is for.
    pub total: u64,
    /// How many are still to be done.
    pub pending: u64,
    /// How many could not be done; of one that was given up also those that were not tried any more.
    pub failed: u64,
    /// What it does.
    #[serde(default)]
    pub state: BatchState,
    /// Who paused, resumed or cancelled it last.
    #[serde(default)]
    pub steered_by: Option<String>,
    /// Why they did.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BatchState {
    /// It goes on, instance by instance.
    #[default]
    Running,
    /// It stands still until it is resumed. What was being done at that moment is done.
    Paused,
    /// It was given up: what was left is not done.
    Cancelled,
    /// Nothing is left to be done.
    Done,
}

/// An instance of a batch that could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchFailure {
    /// The instance.
    pub instance: InstanceId,
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
}

impl BatchSummary {
    pub(crate) fn of(batch: &Batch, pending: u64, failed: u64, steered: Option<BatchSteered>) -> Self {
        let state = match steered.as_ref().map(|steered| steered.to) {
            Some(BatchState::Cancelled) => BatchState::Cancelled,
            _ if pending == 0 => BatchState::Done,
            Some(BatchState::Paused) => BatchState::Paused,
            _ => BatchState::Running,
        };
        let (steered_by, reason) = steered.map_or((None, None), |by| (Some(by.actor.id), by.reason));
        BatchSummary {
            state,
            steered_by,
            reason,
            id: batch.id.clone(),
            operation: batch.operation.name().to_owned(),
            begun: batch.at,
            by: batch.actor.id.clone(),
            total: batch.total,
            pending,
            failed,
        }
    }
}

impl BatchOperation {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            BatchOperation::Migrate { .. } => "migrate",
            BatchOperation::Modify(_) => "modify",
            BatchOperation::Suspend { .. } => "suspend",
            BatchOperation::Resume { .. } => "resume",
            BatchOperation::Cancel { .. } => "cancel",
        }
    }
}
