//! The auditor's trace, case files and duties.
use super::{Attachment, Comment, InstanceSummary, Notice, TimelineEntry, UsedParameter, VariableEntry};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// What an entry is about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AuditArea {
    Flow,
    Instance,
    Work,
    Approval,
    Data,
    Decision,
    Incident,
    Message,
    Note,
    Notice,
    Deployment,
    Model,
    Parameter,
    Organisation,
    Access,
    Reading,
    Operation,
    Alert,
    Planning,
}

/// What an entry was done to.
#[derive(Serialize, ToSchema)]
struct AuditObject {
    /// `instance`, `task`, `definition`, `parameter`, …
    kind: String,
    /// Which.
    id: String,
}

/// A value that was changed.
#[derive(Serialize, ToSchema)]
struct AuditChange {
    /// Of what: the name of a variable or parameter.
    name: String,
    /// Before; null where there was none.
    old: Value,
    /// After.
    new: Value,
}

/// Who caused something.
#[derive(Serialize, ToSchema)]
struct AuditActor {
    /// A user, a worker, or `engine`.
    id: String,
    /// The role in which.
    role: Option<String>,
    /// The candidate group through which.
    group: Option<String>,
    /// Who really asked, when they spoke for somebody else.
    through: Option<String>,
}

/// One thing that happened, as the log has it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its place: the position of its record in the log, and its number in that record.
    id: String,
    /// The position of its record in the log.
    position: u64,
    /// The partition whose chain the record is in.
    partition: u16,
    /// The number of the record in that chain.
    record: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    actor: AuditActor,
    /// What it is about.
    area: AuditArea,
    /// What happened.
    action: String,
    /// By which command.
    command: Option<String>,
    /// What it was done to.
    object: AuditObject,
    /// The process.
    process: Option<String>,
    /// The definition that the instance runs on now.
    definition: Option<String>,
    /// The instance.
    instance: Option<Uuid>,
    /// The number of the event in its instance.
    seq: Option<u64>,
    /// The element instance.
    key: Option<u64>,
    /// The element.
    element: Option<String>,
    /// What was changed.
    change: Option<AuditChange>,
    /// Why.
    reason: Option<String>,
    /// How somebody stepped in.
    intervention: Option<String>,
    /// The rule parameters that its step used.
    parameters: Vec<UsedParameter>,
    /// Everything else that is known of it.
    data: Value,
}

/// A page of entries, in the order of the log.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// The entries.
    items: Vec<AuditEntry>,
    /// Where to go on; null when the whole log was looked at.
    next: Option<String>,
    /// The page ended because so much of the log had been looked at, and not because it was full.
    stopped: bool,
    /// How many bytes of the log were read for it.
    bytes_read: u64,
    /// How many were passed over, because it is known that nothing there fits.
    bytes_skipped: u64,
}

/// Everything of one instance.
#[derive(Serialize, ToSchema)]
pub struct CaseFile {
    /// When it was put together.
    #[schema(format = DateTime)]
    at: String,
    /// The instance.
    instance: InstanceSummary,
    /// What happened, in order.
    entries: Vec<AuditEntry>,
    /// Where the entries go on; null when these are all.
    next: Option<String>,
    /// What people did and said, in order.
    timeline: Vec<TimelineEntry>,
    /// Its variables, as they are or were at its end.
    variables: Vec<VariableEntry>,
    /// What was said about it.
    comments: Vec<Comment>,
    /// Its files, with their hashes.
    attachments: Vec<Attachment>,
    /// Decisions that were evaluated.
    decisions: Vec<AuditEntry>,
    /// Where somebody stepped in.
    interventions: Vec<AuditEntry>,
    /// What went wrong.
    incidents: Vec<AuditEntry>,
    /// What people were told, as far as it is still kept.
    notices: Vec<Notice>,
    /// The instance that called it.
    parent: Option<InstanceSummary>,
    /// Instances that it called.
    called: Vec<InstanceSummary>,
}

/// What must not be one person's.
#[derive(Serialize, ToSchema)]
struct DutyRule {
    /// `activities` or `roles`.
    kind: String,
    /// The process, of activities.
    process: Option<String>,
    /// One,
    first: String,
    /// and the other.
    second: String,
}

/// What a rule found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Violations {
    /// The rule.
    rule: DutyRule,
    /// What really happened, the newest instance first.
    realised: Vec<Realised>,
    /// Who could break it.
    potential: Vec<HeldBoth>,
    /// How many instances were looked at.
    looked_at: u64,
    /// Where to go on.
    next: Option<String>,
}

/// One person did both.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Realised {
    /// In this instance.
    instance: Uuid,
    /// What people know it by.
    business_key: Option<String>,
    /// Who.
    person: String,
    /// The entries that show it.
    evidence: Vec<AuditEntry>,
}

/// One person holds both.
#[derive(Serialize, ToSchema)]
struct HeldBoth {
    /// Who.
    person: String,
    /// Their name.
    name: String,
    /// What they hold first,
    first: String,
    /// and second.
    second: String,
}
