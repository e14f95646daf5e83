//! How the engine is.
use serde::Serialize;
use std::collections::BTreeMap;

/// Whether the engine takes work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// Whether it does.
    pub condition: Condition,
    /// Why not.
    pub reason: Option<String>,
    /// Length of the log, in bytes.
    pub log_bytes: u64,
    /// How much of the log the view does not reflect yet, in bytes.
    pub view_lag_bytes: u64,
    /// Free space of the disk, in bytes.
    pub free_bytes: Option<u64>,
}

/// Whether the engine takes work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// All is well.
    Running,
    /// Only reads: the disk is full.
    StorageFull,
    /// Only reads: the disk refuses writes.
    StorageUnwritable,
    /// Only reads: it shuts down, or the store failed. A restart is needed.
    Stopped,
}

/// Figures since the start, and some of this moment.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    /// Commands carried out.
    pub commands: u64,
    /// Events of them.
    pub events: u64,
    /// Refused requests, by code.
    pub rejected: BTreeMap<String, u64>,
    /// Groups committed.
    pub groups: u64,
    /// Commits in them.
    pub commits: u64,
    /// Sizes of groups.
    pub group_size: Histogram,
    /// Duration of a group's commit, in microseconds.
    pub commit_us: Histogram,
    /// Duration of the last fdatasync, in microseconds.
    pub last_fsync_us: u64,
    /// Requests that wait for their partition.
    pub queued: u64,
    /// How late timers fired, in milliseconds.
    pub timer_late_ms: Histogram,
    /// Instances found in memory.
    pub cache_hits: u64,
    /// Instances read from the view.
    pub cache_misses: u64,
    /// Instances started.
    pub instances_started: u64,
    /// Instances ended.
    pub instances_ended: u64,
    /// Incidents raised.
    pub incidents_raised: u64,
    /// Instances that run now. This and what follows of now may be some tenths of a second old.
    pub open_instances: u64,
    /// Tasks that wait for people now.
    pub open_user_tasks: u64,
    /// Jobs that wait for a worker or are with one now.
    pub open_jobs: u64,
    /// Incidents that wait for somebody now.
    pub open_incidents: u64,
    /// Jobs given to workers.
    pub jobs_locked: u64,
    /// Instances put in quarantine.
    pub quarantined: u64,
    /// Commands of the engine to itself that could not be carried out and were set aside.
    pub dead_letters: u64,
    /// Expressions evaluated in a child process.
    pub evaluations: u64,
    /// Child processes killed.
    pub evaluations_killed: u64,
    /// Length of the log, in bytes.
    pub log_bytes: u64,
    /// Memory held by changes that are not in the view yet, in bytes.
    pub overlay_bytes: u64,
    /// How much of the log the view does not reflect yet, in bytes.
    pub view_lag_bytes: u64,
    /// Events that analytics have folded since the start.
    pub analytics_events: u64,
    /// For how long something has waited to be folded, ms; 0 where nothing does.
    pub analytics_lag_ms: u64,
    /// How long what was committed waited until it was folded, ms.
    pub analytics_waited_ms: Histogram,
    /// Rows that analytics hold.
    pub analytics_rows: u64,
    /// Memory that analytics take, in bytes, estimated.
    pub analytics_bytes: u64,
    /// What of it are aggregates, which grow with hours and places and not with cases.
    pub analytics_aggregate_bytes: u64,
    /// What commits have cost more because analytics follow them, in nanoseconds.
    pub analytics_told_ns: u64,
}

/// How often values fell into ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Histogram {
    /// Upper bound of each range and how many values are not above it (cumulative).
    pub buckets: Vec<(u64, u64)>,
    /// How many values.
    pub count: u64,
    /// Their sum.
    pub sum: u64,
}
