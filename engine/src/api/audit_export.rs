//! Logs that leave the engine: in which format, of what, and the manifest beside them.
use super::{AuditJobState, AuditQuery};
use serde::{Deserialize, Serialize};
use weir_core::{InstanceId, Timestamp};

/// How a log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// XES, IEEE 1849-2023.
    Xes,
    /// OCEL 2.0, as JSON.
    Ocel,
    /// A table, one line for each visit of an element.
    Csv,
    /// The entries of the trace, one JSON document on each line.
    Jsonl,
    /// Whole case files, one JSON document on each line.
    CaseFiles,
    /// The table as Parquet; only where the engine was built with the feature `parquet`.
    Parquet,
}

impl ExportFormat {
    /// Those that this engine writes.
    pub fn all() -> Vec<ExportFormat> {
        let mut all = vec![Self::Xes, Self::Ocel, Self::Csv, Self::Jsonl, Self::CaseFiles];
        if cfg!(feature = "parquet") {
            all.push(Self::Parquet);
        }
        all
    }
}

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewExport {
    /// How.
    pub format: ExportFormat,
    /// Of XES, OCEL, CSV and case files: instances of this process; none is all.
    #[serde(default)]
    pub process: Option<String>,
    /// Only these instances; none is all.
    #[serde(default)]
    pub instances: Vec<InstanceId>,
    /// Only what was started from then on; of the trace, what happened.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    pub from: Option<Timestamp>,
    /// Only what was started before then; of the trace, what happened.
    #[serde(default, with = "weir_core::time::rfc3339::option")]
    pub until: Option<Timestamp>,
    /// Of the trace: which entries.
    #[serde(skip)]
    pub query: AuditQuery,
    /// Why it is taken; it stands in the audit.
    #[serde(default)]
    pub reason: Option<String>,
}

impl NewExport {
    /// What is asked for, as the manifest and the audit have it.
    pub fn filter(&self) -> serde_json::Value {
        let mut filter = serde_json::to_value(self).unwrap_or_default();
        if self.format == ExportFormat::Jsonl {
            let AuditQuery { actor, areas, actions, .. } = &self.query;
            (filter["actor"], filter["areas"]) = (serde_json::json!(actor), serde_json::json!(areas));
            filter["actions"] = serde_json::json!(actions);
        }
        filter
    }
}

/// An export, and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub state: AuditJobState,
    /// How it is written.
    pub format: ExportFormat,
    /// Who asked for it.
    pub by: String,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub begun: Timestamp,
    /// What was written so far.
    pub counts: ExportCounts,
    /// What it is, when it is done.
    pub manifest: Option<ExportManifest>,
    /// Why it could not be done.
    pub error: Option<String>,
}

/// How much an export holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportCounts {
    /// Instances, or entries of the trace.
    pub cases: u64,
    /// Visits of elements, or entries.
    pub events: u64,
    /// Visits that have no end yet, which the format cannot hold.
    pub left_out: u64,
}

/// What an export is: kept beside its file, and signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportManifest {
    /// Its id.
    pub id: String,
    /// How it is written.
    pub format: ExportFormat,
    /// Who asked for it.
    pub by: String,
    /// When it was done.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// Which log.
    pub log: String,
    /// The end of the log when it began: nothing behind it was asked for.
    pub position: u64,
    /// What was asked for.
    pub filter: serde_json::Value,
    /// How much it holds.
    pub counts: ExportCounts,
    /// The files, each with its hash.
    pub files: Vec<ExportFile>,
    /// The public key.
    pub key: String,
    /// Ed25519 over the manifest as compact JSON with this field empty, in hexadecimal.
    pub signature: String,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}
