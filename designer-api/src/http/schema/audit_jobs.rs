//! Checkpoints, verifications and exports of the log.
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A signed checkpoint.
#[derive(Serialize, ToSchema)]
pub struct CheckpointSummary {
    /// Counts from 1.
    number: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Everything before this byte of the log.
    position: u64,
    /// So many records.
    records: u64,
    /// The hash of the heads of all partitions.
    root: String,
    /// The public key.
    key: String,
    /// The signature, in hexadecimal.
    signature: String,
}

/// How far a job is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AuditJobState {
    Running,
    Done,
    Cancelled,
    Failed,
}

/// A verification of the log.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// Its id.
    id: String,
    /// How far it is.
    state: AuditJobState,
    /// Who asked for it.
    by: String,
    /// When it began.
    #[schema(format = DateTime)]
    begun: String,
    /// Bytes of the log that were looked at.
    bytes: u64,
    /// Bytes that there are to look at.
    bytes_total: u64,
    /// What it found.
    receipt: Option<VerificationReceipt>,
    /// Why it could not be done.
    error: Option<String>,
}

/// What a verification found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VerificationReceipt {
    /// Is everything as it was written?
    intact: bool,
    /// Which log.
    log: String,
    /// Everything before this byte is as it was written.
    position: u64,
    /// So many records.
    records: u64,
    /// The hash of the heads of all partitions.
    root: String,
    /// So many checkpoints agree.
    checkpoints: u64,
    /// The last of them.
    last_checkpoint: Option<u64>,
    /// Up to which byte it vouches.
    vouched: Option<u64>,
    /// The public key that they are signed with.
    key: Option<String>,
    /// How long it took, ms.
    duration_ms: u64,
    /// The first record that is not as it was written.
    broken: Option<BrokenEntry>,
    /// What is wrong with the checkpoints, or with the log where they are right.
    flaws: Vec<String>,
}

/// The first record that is not as it was written.
#[derive(Serialize, ToSchema)]
struct BrokenEntry {
    /// Its place in the log.
    position: u64,
    /// The file.
    segment: String,
    /// Counted from the start of the file.
    offset: u64,
    /// Whose chain it is in.
    partition: Option<u16>,
    /// Its number there.
    record: Option<u64>,
    /// What is wrong.
    reason: String,
    /// The events that it holds, as far as it can still be read.
    events: Vec<NamedEvents>,
}

/// Events of one instance in a record.
#[derive(Serialize, ToSchema)]
struct NamedEvents {
    /// The instance.
    instance: Uuid,
    /// The number of the first one.
    seq: u64,
    /// How many.
    count: Option<u64>,
}

/// How a log is written.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    Xes,
    Ocel,
    Csv,
    Jsonl,
    CaseFiles,
    Parquet,
}

/// An export, and how far it is.
#[derive(Serialize, ToSchema)]
pub struct AuditExport {
    /// Its id.
    id: String,
    /// How far it is.
    state: AuditJobState,
    /// How it is written.
    format: ExportFormat,
    /// Who asked for it.
    by: String,
    /// When it began.
    #[schema(format = DateTime)]
    begun: String,
    /// What was written so far.
    counts: ExportCounts,
    /// What it is, when it is done.
    manifest: Option<ExportManifest>,
    /// Why it could not be done.
    error: Option<String>,
}

/// How much an export holds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExportCounts {
    /// Instances.
    cases: u64,
    /// Visits of elements, or entries.
    events: u64,
    /// Visits that have no end yet, which the format cannot hold.
    left_out: u64,
}

/// What an export is.
#[derive(Serialize, ToSchema)]
struct ExportManifest {
    /// Its id.
    id: String,
    /// How it is written.
    format: ExportFormat,
    /// Who asked for it.
    by: String,
    /// When it was done.
    #[schema(format = DateTime)]
    at: String,
    /// Which log.
    log: String,
    /// The end of the log when it began.
    position: u64,
    /// What was asked for.
    filter: Value,
    /// How much it holds.
    counts: ExportCounts,
    /// The files, each with its hash.
    files: Vec<ExportFile>,
    /// The public key.
    key: String,
    /// Ed25519 over the manifest as compact JSON with this field empty, in hexadecimal.
    signature: String,
}

/// A file of an export.
#[derive(Serialize, ToSchema)]
struct ExportFile {
    /// Its name.
    name: String,
    /// Its length in bytes.
    bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    sha256: String,
}
