//! What a log of a process that ran elsewhere looks like: the views of our own histories, of somebody else's.
use super::{Conformance, DiscoveredLog, MinedBottlenecks, MinedMap, MinedRework};
use serde::Serialize;

/// What a log is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogNorm {
    /// The text of its model.
    pub text: Vec<u8>,
    /// The process of it, where there are several; none is the first.
    pub process: Option<String>,
}

/// All views of a log. Times are ms; cases without an end are in none of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogViews {
    /// What was read, and what was not as it should be.
    pub log: DiscoveredLog,
    /// Cases with an end: nothing in them was begun and not completed.
    pub finished: u64,
    /// How long they took; none where no case has an end.
    pub durations: Option<LogDurations>,
    /// The process map.
    pub map: MinedMap,
    /// The variants.
    pub variants: ForeignVariants,
    /// What was done again.
    pub rework: MinedRework,
    /// Where the time went.
    pub bottlenecks: MinedBottlenecks,
    /// How it fits the norm; none where none was named.
    pub conformance: Option<ForeignConformance>,
}

/// From the first to the last event of a case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogDurations {
    /// The mean.
    pub mean: f64,
    /// The median; none of fewer than `least`.
    pub median: Option<f64>,
    /// The 90th percentile; none of fewer than `least`.
    pub p90: Option<f64>,
    /// Of how many cases quantiles are told at least.
    pub least: u64,
}

/// The variants.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignVariants {
    /// How many there are.
    pub variants: u64,
    /// The least number of variants that hold 80 % of the cases.
    pub cover: u64,
    /// The share of cases that went a way of their own.
    pub singletons: f64,
    /// They, the most frequent first.
    pub items: Vec<ForeignVariant>,
    /// Variants beyond the limit.
    pub left_out: u64,
    /// Of how many cases quantiles are told at least.
    pub least: u64,
}

/// One variant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignVariant {
    /// The first case that went so.
    pub case: String,
    /// Its activities.
    pub trace: Vec<String>,
    /// How many cases.
    pub cases: u64,
    /// Their share.
    pub share: f64,
    /// The share of this one and all before it.
    pub covered: f64,
    /// The median of their duration; none of fewer than `least`.
    pub median: Option<f64>,
}

/// How a log fits a norm.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignConformance {
    /// The process of the norm.
    pub process: String,
    /// How many cases were aligned: those of the most frequent variants.
    pub aligned: u64,
    /// What was found.
    pub found: Conformance,
    /// The cases with most deviations first, so many at most.
    pub deviating: Vec<ForeignCase>,
}

/// A case that deviates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeignCase {
    /// It.
    pub case: String,
    /// By how many deviations it is explained.
    pub deviations: u32,
}
