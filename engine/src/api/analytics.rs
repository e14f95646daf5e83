//! What analytics answer: the ledger's answers, with how far it had read the log.
use super::IndexSettingsUsed;
use serde::Serialize;
use weir_core::{InstanceId, Timestamp};
use weir_mining::ledger::{DataFault, IndexAnswer, InstanceAnswer, Summary};

/// How far the log was read when something was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AsOf {
    /// The position in the log of the last commit that counts; none where nothing does.
    pub position: Option<u64>,
    /// The time of the last step that counts.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub at: Option<Timestamp>,
    /// For how long something had waited to be counted, ms; 0 where nothing had.
    pub lag_ms: u64,
    /// Has the log been read as a whole since the start? Until then numbers are too small.
    pub caught_up: bool,
    /// What ended until here is held as sums alone; none where everything is held.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub held_after: Option<Timestamp>,
    /// Which limits of what is held one by one were reached: what is older is in the sums alone.
    pub reached: Vec<ReachedLimit>,
    /// Why analytics go on no more, where they do not: the numbers stand still until the next start.
    pub stopped: Option<String>,
    /// Where the times of what was asked about are not to be trusted: the clock was put back, or nothing was written for far longer
    /// than ever. The latest, the oldest of them first.
    pub faults: Vec<DataFault>,
}

/// A limit of what is held one by one that was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReachedLimit {
    /// The setting of the server that it is.
    pub setting: &'static str,
    /// So many are held.
    pub most: u64,
}

/// An answer about a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Analysed<T> {
    /// How far the log was read.
    pub as_of: AsOf,
    /// The window, in whole hours: from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// What was asked.
    #[serde(flatten)]
    pub answer: T,
}

/// All processes side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Portfolio {
    /// The processes, by id.
    pub items: Vec<PortfolioItem>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PortfolioItem {
    /// The process.
    pub process: String,
    /// What people call it.
    pub name: Option<String>,
    /// Its latest version.
    pub version: Option<u32>,
    /// Its numbers in the window.
    pub summary: Summary,
    /// Its numbers in the window of the same length before.
    pub before: Summary,
}

/// The three indices of a process.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Indices {
    /// They.
    pub items: Vec<IndexAnswer>,
    /// What they are scored by; none: what is built in.
    pub settings: Option<IndexSettingsUsed>,
}

/// The indices of processes, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicesOf {
    /// The processes, by id.
    pub items: Vec<ProcessIndices>,
}

/// Those of one process.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessIndices {
    /// The process.
    pub process: String,
    /// What people call it.
    pub name: Option<String>,
    /// They.
    pub indices: Vec<IndexAnswer>,
    /// What they are scored by; none: what is built in.
    pub settings: Option<IndexSettingsUsed>,
}

/// One instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceAnalysis {
    /// How far the log was read for what it is compared with.
    pub as_of: AsOf,
    /// Which.
    pub instance: InstanceId,
    /// What there is to say.
    #[serde(flatten)]
    pub answer: InstanceAnswer,
}
