//! How the engine is.
use serde::Serialize;
use utoipa::ToSchema;

/// Whether the engine takes work.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Whether it does.
    condition: Condition,
    /// Why not.
    reason: Option<String>,
    /// Length of the log, in bytes.
    log_bytes: u64,
    /// How much of the log the view does not reflect yet, in bytes.
    view_lag_bytes: u64,
    /// Free space of the disk, in bytes.
    free_bytes: Option<u64>,
}

/// Whether the engine takes work.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Condition {
    /// All is well.
    Running,
    /// Only reads: the disk is full.
    StorageFull,
    /// Only reads: the disk refuses writes.
    StorageUnwritable,
    /// Only reads, until a restart.
    Stopped,
}
