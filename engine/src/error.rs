//! Why a call failed. Every cause has a stable code; what it means for a protocol is decided elsewhere.
use crate::DEPLOYMENT_FILES_MAX;
use crate::api::{Candidate, ResourceDisposition, ResourceProblem};
use crate::evaluation::TOO_COSTLY;
use crate::store;
use weir_core::Rejection;
use weir_core::decision::DecisionError;
use weir_core::form::FieldError;

/// The code of what has more bytes than are taken.
const TOO_LARGE: &str = "too-large";
/// The code of a deployment of more files than are taken.
const TOO_MANY_FILES: &str = "too-many-files";

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// It is not there.
    #[error("no {what} `{id}`")]
    NotFound {
        /// What was looked for: `instance`, `definition`, `process`, `job`, `user-task`, `incident`, `element-instance`.
        what: &'static str,
        /// By what name.
        id: String,
    },
    /// The command does not fit the state of the instance. Nothing happened.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The request is not one. Nothing happened.
    #[error("{message}")]
    Invalid {
        /// Stable code.
        code: &'static str,
        /// For people.
        message: String,
    },
    /// A model has errors. Nothing was deployed.
    #[error("{} of the deployed files have errors", problems.iter().map(|p| &p.resource).collect::<std::collections::BTreeSet<_>>().len())]
    InvalidModel {
        /// Everything doubtful about the files.
        problems: Vec<ResourceProblem>,
        /// What became of what other engines and tools have written into them.
        account: Vec<ResourceDisposition>,
    },
    /// What was filled in does not fit the form. Nothing happened.
    #[error("{} of the fields of form `{form}` are not right", fields.len())]
    InvalidForm {
        /// The form, `form:version`.
        form: String,
        /// What is wrong with which field.
        fields: Vec<FieldError>,
    },
    /// Several could receive the message. Nobody did.
    #[error("{} receivers fit the message; address one of them", candidates.len())]
    AmbiguousMessage {
        /// Who.
        candidates: Vec<Candidate>,
    },
    /// Nobody waits for the message, and it was not to be kept.
    #[error("nobody waits for message `{name}`")]
    NoReceiver {
        /// The message.
        name: String,
    },
    /// Somebody has changed the draft of a model since it was looked at. Nothing happened.
    #[error("`{by}` has changed it meanwhile, to revision {revision}: look at it again")]
    ModelChanged {
        /// Who.
        by: String,
        /// When.
        at: weir_core::Timestamp,
        /// The revision that it is in now.
        revision: u64,
    },
    /// The landscape would break its rules. Nothing happened.
    #[error("{}", findings.first().map_or("", |first| &first.message))]
    InvalidLandscape {
        /// All of them.
        findings: Vec<weir_core::landscape::Finding>,
    },
    /// A simulation is asked for that cannot be: what contradicts itself or is missing. Nothing happened.
    #[error("{}", reasons.first().map_or("", |first| &first.message))]
    InvalidSimulation {
        /// All of them.
        reasons: Vec<crate::api::Reason>,
    },
    /// A decision gives no answer.
    #[error(transparent)]
    Decision(#[from] DecisionError),
    /// The definition starts no instances at present.
    #[error("definition `{definition}` is suspended: activate it first")]
    DefinitionSuspended {
        /// Which.
        definition: String,
    },
    /// The idempotency key, or the id of the message, was used for another request.
    #[error("the idempotency key, or the id of the message, was used for another request")]
    IdempotencyMismatch,
    /// The worker has reported this job already, in other words. What it said first counts.
    #[error("this job was reported already, in other words; the first report counts")]
    ReportedOtherwise,
    /// Too much at once. Nothing happened.
    #[error("the engine is overloaded; try again in {retry_after_ms} ms")]
    Overloaded {
        /// When to try again.
        retry_after_ms: u64,
    },
    /// The disk is full. Nothing happened; reads go on.
    #[error("the disk is full; reads go on, writes resume when there is space")]
    StorageFull {
        /// When to try again.
        retry_after_ms: u64,
    },
    /// The disk refuses writes for another reason: it fails, or has become read-only. Nothing happened; reads go on.
    #[error("the disk refuses writes; reads go on, writes resume when it takes them again")]
    StorageUnwritable {
        /// When to try again.
        retry_after_ms: u64,
    },
    /// The engine takes no more writes: it shuts down, or the store failed. What was asked may or may not have
    /// happened; ask again after the restart, with an idempotency key.
    #[error("the engine has stopped: {reason}")]
    Stopped {
        /// Why.
        reason: String,
    },
    /// The instance broke an invariant. It is in quarantine; others are not affected.
    #[error("the instance broke an invariant: {message}")]
    Broken {
        /// Which.
        message: String,
    },
    /// The store could not read.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Error::NotFound { what: "instance", .. } => "no-such-instance",
            Error::NotFound { what: "definition", .. } => "no-such-definition",
            Error::NotFound { what: "process", .. } => "no-such-process",
            Error::NotFound { what: "job", .. } => "no-such-job",
            Error::NotFound { what: "user-task", .. } => "no-such-user-task",
            Error::NotFound { what: "incident", .. } => "no-such-incident",
            Error::NotFound { what: "element-instance", .. } => "no-such-element-instance",
            Error::NotFound { what: "decision", .. } => "no-such-decision",
            Error::NotFound { what: "form", .. } => "no-such-form",
            Error::NotFound { what: "draft", .. } => "no-such-draft",
            Error::NotFound { what: "node", .. } => "no-such-node",
            Error::NotFound { what: "model", .. } => "no-such-model",
            Error::NotFound { what: "model-version", .. } => "no-such-model-version",
            Error::NotFound { what: "comment", .. } => "no-such-comment",
            Error::NotFound { what: "attachment", .. } => "no-such-attachment",
            Error::NotFound { what: "saved-filter", .. } => "no-such-saved-filter",
            Error::NotFound { what: "copy", .. } => "no-such-copy",
            Error::NotFound { what: "delivery", .. } => "no-such-delivery",
            Error::NotFound { what: "webhook", .. } => "no-such-webhook",
            Error::NotFound { what: "notice", .. } => "no-such-notice",
            Error::NotFound { what: "calendar", .. } => "no-such-calendar",
            Error::NotFound { what: "parameter", .. } => "no-such-parameter",
            Error::NotFound { what: "index-settings", .. } => "no-such-index-settings",
            Error::NotFound { what: "norm-rule", .. } => "no-such-norm-rule",
            Error::NotFound { what: "indicator", .. } => "no-such-indicator",
            Error::NotFound { what: "indicator-version", .. } => "no-such-indicator-version",
            Error::NotFound { what: "suggestion", .. } => "no-such-suggestion",
            Error::NotFound { what: "suggestion-run", .. } => "no-such-suggestion-run",
            Error::NotFound { what: "conformance-run", .. } => "no-such-conformance-run",
            Error::NotFound { what: "mined-item", .. } => "no-such-mined-item",
            Error::NotFound { what: "landscape-node", .. } => "no-such-landscape-node",
            Error::NotFound { what: "landscape-version", .. } => "no-such-landscape-version",
            Error::NotFound { what: "verification", .. } => "no-such-verification",
            Error::NotFound { what: "export", .. } => "no-such-export",
            Error::NotFound { what: "simulation", .. } => "no-such-simulation",
            Error::NotFound { what: "batch", .. } => "no-such-batch",
            Error::NotFound { what: "alert", .. } => "no-such-alert",
            Error::NotFound { what: "alert-rule", .. } => "no-such-alert-rule",
            Error::NotFound { what: "alert-silence", .. } => "no-such-alert-silence",
            Error::NotFound { what: "duty-rule", .. } => "no-such-duty-rule",
            Error::NotFound { what: "dead-letter", .. } => "no-such-dead-letter",
            Error::NotFound { .. } => "not-found",
            Error::Rejected(rejection) => rejection.code(),
            Error::Invalid { code, .. } => code,
            Error::InvalidModel { .. } => "invalid-model",
            Error::InvalidForm { .. } => "form-invalid",
            Error::ModelChanged { .. } => "model-changed-meanwhile",
            Error::InvalidLandscape { findings } => {
                findings.first().map_or("invalid-landscape", |first| first.code.code())
            }
            Error::InvalidSimulation { .. } => "simulation-refused",
            Error::AmbiguousMessage { .. } => "ambiguous-message",
            Error::NoReceiver { .. } => "no-receiver",
            Error::Decision(DecisionError::Child { code, .. }) if code == TOO_COSTLY => TOO_COSTLY,
            Error::Decision(DecisionError::Child { .. }) => "decision-failed",
            Error::Decision(DecisionError::Unknown { .. }) => "decision-unknown",
            Error::Decision(DecisionError::Parameter { .. }) => "parameter-without-value",
            Error::Decision(DecisionError::Unbounded { .. }) => "decision-unbounded",
            Error::Decision(DecisionError::TooCostly { .. }) => "decision-too-costly",
            Error::Decision(DecisionError::Input { .. }) => "decision-input",
            Error::Decision(DecisionError::NotData { .. }) => "decision-not-data",
            Error::Decision(DecisionError::Panic { .. }) => "decision-panic",
            Error::DefinitionSuspended { .. } => "definition-suspended",
            Error::IdempotencyMismatch => "idempotency-mismatch",
            Error::ReportedOtherwise => "reported-otherwise",
            Error::Overloaded { .. } => "overloaded",
            Error::StorageFull { .. } => "storage-full",
            Error::StorageUnwritable { .. } => "storage-unwritable",
            Error::Stopped { .. } => "stopped",
            Error::Broken { .. } => "instance-broken",
            Error::Store(error) => error.code(),
        }
    }

    /// Is it about the state of this machine, so that the same may succeed later?
    pub(crate) fn is_of_the_world(&self) -> bool {
        match self {
            Error::Overloaded { .. }
            | Error::StorageFull { .. }
            | Error::StorageUnwritable { .. }
            | Error::Stopped { .. } => true,
            Error::Store(error) => !matches!(error, store::Error::TooLarge { .. }),
            _ => false,
        }
    }

    /// More bytes than are taken, of one file or of all together. The edge refuses with the same words before it has read
    /// them all.
    pub fn too_large(bytes_max: usize) -> Self {
        Error::invalid(TOO_LARGE, format!("no more than {bytes_max} bytes are taken here"))
    }

    /// More files than are taken.
    pub fn too_many_files() -> Self {
        Error::invalid(TOO_MANY_FILES, format!("no more than {DEPLOYMENT_FILES_MAX} files are taken at once"))
    }

    /// Did somebody send more than is taken?
    pub fn is_too_much(&self) -> bool {
        matches!(self, Error::Invalid { code: TOO_LARGE | TOO_MANY_FILES, .. })
    }

    pub(crate) fn not_found(what: &'static str, id: impl std::fmt::Display) -> Self {
        Error::NotFound { what, id: format!("{id}") }
    }

    pub(crate) fn invalid(code: &'static str, message: impl Into<String>) -> Self {
        Error::Invalid { code, message: message.into() }
    }
}
