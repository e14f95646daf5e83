//! Work that is collected and done together.
use serde::Serialize;
use std::collections::BTreeMap;

/// Batches.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedBatches {
    /// Ended instances.
    pub cases: u64,
    /// The longest gap between two pieces of work of a batch.
    pub gap: i64,
    /// Activities with batches, the one with most work in them first.
    pub items: Vec<MinedBatch>,
    /// What people call them.
    pub names: BTreeMap<String, String>,
}

/// The batches of an activity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedBatch {
    /// Its id.
    pub activity: String,
    /// How many.
    pub batches: u64,
    /// Visits in them.
    pub visits: u64,
    /// All visits of the activity.
    pub of: u64,
    /// Visits of the largest.
    pub largest: u64,
    /// How many of each kind: `simultaneous`, `start`, `end`, `sequential`, `concurrent`.
    pub kinds: BTreeMap<&'static str, u64>,
    /// How many of them have so many visits.
    pub sizes: BTreeMap<u64, u64>,
    /// Whether they begin as soon as there are so many visits; none with fewer than ten batches.
    pub by_size: Option<MinedFiring>,
    /// Whether they begin as soon as the oldest has lain so long, ms.
    pub by_age: Option<MinedFiring>,
    /// Whether they begin at a time of the day: ms since midnight by the clocks of the server.
    pub by_clock: Option<MinedFiring>,
    /// The mean from when work could begin to the beginning of its batch.
    pub collecting: f64,
    /// Work on one in a batch over work on one outside; below 1 batches save work.
    pub factor: Option<f64>,
    /// In how many instances.
    pub cases: u64,
}

/// A rule by which batches may begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MinedFiring {
    /// So many, so long, at this time.
    pub at: i64,
    /// For which share of the batches it is so.
    pub share: f64,
}
