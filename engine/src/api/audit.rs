//! The auditor's trace: questions about everything that is in the log, and what they are answered with.
use super::{Attachment, Comment, InstanceSummary, TimelineEntry, UsedParameter, VariableEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use weir_core::event::Intervention;
use weir_core::{Actor, ElementId, InstanceId, Key, Timestamp};

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AuditArea {
    /// Tokens and waits: how the flow went.
    Flow,
    /// Instances begin, end, stand still, are moved and stepped into.
    Instance,
    /// User tasks and jobs.
    Work,
    /// Approvals: who was asked, votes, returns, reminders, copies.
    Approval,
    /// Variables.
    Data,
    /// Decisions that were evaluated.
    Decision,
    /// What went wrong, and that it is to be tried again.
    Incident,
    /// Messages, signals, errors and escalations.
    Message,
    /// Comments and files.
    Note,
    /// What people and other programs were told.
    Notice,
    /// Deployments, and definitions that are suspended or activated.
    Deployment,
    /// Drafts of models.
    Model,
    /// Rule parameters.
    Parameter,
    /// The organisation.
    Organisation,
    /// Logins, users, grants, tenants, tokens, refusals.
    Access,
    /// Somebody read or took away personal data.
    Reading,
    /// Batches, dead letters, webhooks, what was set apart.
    Operation,
    /// Alert rules, alerts and silences.
    Alert,
    /// The landscape, templates that were used, suggestions, and scenarios that were accepted.
    Planning,
}

/// What an entry was done to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditObject {
    /// `instance`, `task`, `definition`, `decision`, `form`, `parameter`, `organisation`, `access`, `model`, `message`,
    /// `batch`, `deadLetter`, `webhook`, `person`, `attachment`, `comment`, `alert`, `alertRule`, `alertSilence`,
    /// `landscape`, `template`, `suggestion`, `suggestionSettings`, `simulation`.
    pub kind: String,
    /// Which.
    pub id: String,
}

/// A value that was changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuditChange {
    /// Of what: the name of a variable or parameter.
    pub name: String,
    /// Before; null where there was none. Of a large value its size and hash: it stands in the entry that set it.
    pub old: Value,
    /// After.
    pub new: Value,
}

/// One thing that happened, as the log has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its place: the position of its record in the log, and its number in that record.
    pub id: String,
    /// The position of its record in the log.
    pub position: u64,
    /// The partition whose chain the record is in.
    pub partition: u16,
    /// The number of the record in that chain.
    pub record: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Who, and in whose name.
    pub actor: Actor,
    /// What it is about.
    pub area: AuditArea,
    /// What happened: `userTaskCompleted`, `parameterSet`, `denied`, …
    pub action: String,
    /// By which command.
    pub command: Option<String>,
    /// What it was done to.
    pub object: AuditObject,
    /// The process.
    pub process: Option<String>,
    /// The definition that the instance runs on now.
    pub definition: Option<String>,
    /// The instance.
    pub instance: Option<InstanceId>,
    /// The number of the event in its instance.
    pub seq: Option<u64>,
    /// The element instance.
    pub key: Option<Key>,
    /// The element.
    pub element: Option<ElementId>,
    /// What was changed.
    pub change: Option<AuditChange>,
    /// Why, in the words of whoever did it.
    pub reason: Option<String>,
    /// How somebody stepped in.
    pub intervention: Option<Intervention>,
    /// The rule parameters that its step used, each with its version.
    pub parameters: Vec<UsedParameter>,
    /// Everything else that is known of it.
    pub data: Value,
}

/// Which entries. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AuditQuery {
    /// By this person, or in their name.
    pub actor: Option<String>,
    /// About one of these; none is all.
    pub areas: Vec<AuditArea>,
    /// One of these actions; none is all.
    pub actions: Vec<String>,
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this instance.
    pub instance: Option<InstanceId>,
    /// Done to an object of this kind.
    pub object_kind: Option<String>,
    /// Done to the object of this id.
    pub object: Option<String>,
    /// This variable or parameter was changed.
    pub variable: Option<String>,
    /// To this value, as JSON or as text.
    pub value: Option<String>,
    /// Only where somebody stepped in, or only where nobody did.
    pub intervention: Option<bool>,
    /// Not before this.
    pub from: Option<Timestamp>,
    /// Before this.
    pub until: Option<Timestamp>,
    /// The oldest first, in place of the newest.
    pub oldest_first: bool,
}

/// A page of entries, in the order of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditPage {
    /// The entries.
    pub items: Vec<AuditEntry>,
    /// Where to go on; none when the whole log was looked at.
    pub next: Option<String>,
    /// The page ended because so much of the log had been looked at, and not because it was full.
    pub stopped: bool,
    /// How many bytes of the log were read for it.
    pub bytes_read: u64,
    /// How many were passed over, because it is known that nothing there fits.
    pub bytes_skipped: u64,
}

/// A signed checkpoint, without the heads of the partitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckpointSummary {
    /// Counts from 1.
    pub number: u64,
    /// When.
    pub at: String,
    /// Everything before this byte of the log.
    pub position: u64,
    /// So many records.
    pub records: u64,
    /// The hash of the heads of all partitions.
    pub root: String,
    /// The public key.
    pub key: String,
    /// The signature, in hexadecimal.
    pub signature: String,
}

/// How far a job of the audit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AuditJobState {
    /// It runs.
    Running,
    /// It has come to its end.
    Done,
    /// Somebody has stopped it.
    Cancelled,
    /// It could not be done.
    Failed,
}

/// A verification of the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub state: AuditJobState,
    /// Who asked for it.
    pub by: String,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// Bytes of the log that were looked at.
    pub bytes: u64,
    /// Bytes that there are to look at.
    pub bytes_total: u64,
    /// What it found, when it is done.
    pub receipt: Option<VerificationReceipt>,
    /// Why it could not be done.
    pub error: Option<String>,
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerificationReceipt {
    /// Is everything as it was written?
    pub intact: bool,
    /// Which log.
    pub log: String,
    /// Everything before this byte is as it was written.
    pub position: u64,
    /// So many records.
    pub records: u64,
    /// The hash of the heads of all partitions: what a checkpoint of this moment would vouch for.
    pub root: String,
    /// So many checkpoints agree.
    pub checkpoints: u64,
    /// The last of them.
    pub last_checkpoint: Option<u64>,
    /// Up to which byte it vouches.
    pub vouched: Option<u64>,
    /// The public key that they are signed with.
    pub key: Option<String>,
    /// How long it took, ms.
    pub duration_ms: u64,
    /// The first record that is not as it was written.
    pub broken: Option<BrokenEntry>,
    /// What is wrong with the checkpoints, or with the log where they are right.
    pub flaws: Vec<String>,
}

/// The first record that is not as it was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BrokenEntry {
    /// Its place in the log.
    pub position: u64,
    /// The file.
    pub segment: String,
    /// Counted from the start of the file.
    pub offset: u64,
    /// Whose chain it is in.
    pub partition: Option<u16>,
    /// Its number there.
    pub record: Option<u64>,
    /// What is wrong.
    pub reason: String,
    /// The events that the record holds, as far as it can still be read: instance, first event, how many.
    pub events: Vec<NamedEvents>,
}

/// Events of one instance in a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedEvents {
    /// The instance.
    pub instance: InstanceId,
    /// The number of the first one.
    pub seq: u64,
    /// How many; none where that can no longer be read.
    pub count: Option<u64>,
}

/// Everything of one instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFile {
    /// When it was put together.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// The instance.
    pub instance: InstanceSummary,
    /// What happened, in order. Comments, files and notices stand beside it.
    pub entries: Vec<AuditEntry>,
    /// Where the entries go on; none when these are all.
    pub next: Option<String>,
    /// What people did and said, in order: tasks, votes, opinions.
    pub timeline: Vec<TimelineEntry>,
    /// Its variables, as they are or were at its end.
    pub variables: Vec<VariableEntry>,
    /// What was said about it.
    pub comments: Vec<Comment>,
    /// Its files, with their hashes.
    pub attachments: Vec<Attachment>,
    /// Decisions that were evaluated, with the rules that matched and the parameters used.
    pub decisions: Vec<AuditEntry>,
    /// Where somebody stepped in.
    pub interventions: Vec<AuditEntry>,
    /// What went wrong.
    pub incidents: Vec<AuditEntry>,
    /// What people were told: as far as it is still kept.
    pub notices: Vec<super::Notice>,
    /// The instance that called it.
    pub parent: Option<InstanceSummary>,
    /// Instances that it called.
    pub called: Vec<InstanceSummary>,
}
