//! What a log of a process that ran elsewhere looks like: the views of our own histories, of somebody else's.
use super::{
    Conformance, DiscoveredLog, MapSliders, MinedBatches, MinedBottlenecks, MinedItem, MinedMap, MinedNetworks,
    MinedRework,
};
use serde::Serialize;
use weir_core::Timestamp;

/// How a log is looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct LogAsked {
    /// How much of its map is shown.
    pub sliders: MapSliders,
    /// The longest gap within a batch, ms.
    pub gap: i64,
    /// The attribute or column that says to which group somebody belongs; none is `org:role`, else `org:group`.
    pub group: Option<String>,
    /// Are single people told, in place of groups?
    pub named: bool,
    /// The number whose cases are told, with the page of them: how many lie before it, how many are on it.
    pub cases: Option<(MinedItem, usize, usize)>,
}

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
    /// Who works with whom, by the groups that the log says people are of.
    pub networks: MinedNetworks,
    /// What is collected and done in one go. When work could begin no log of others says: it is taken to have been when what
    /// ended last before it ended.
    pub batches: MinedBatches,
    /// The cases behind the number that was asked for.
    pub cases: Option<LogCases>,
    /// How it fits the norm; none where none was named.
    pub conformance: Option<ForeignConformance>,
}

/// From the first to the last event of a case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogDurations {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub median: f64,
    /// The 90th percentile.
    pub p90: f64,
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
    /// The median of their duration.
    pub median: Option<f64>,
}

/// The cases behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogCases {
    /// How many.
    pub n: u64,
    /// A page of them, the longest first.
    pub items: Vec<LogCase>,
    /// How many lie before the next page; none at the end.
    pub next: Option<usize>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogCase {
    /// It.
    pub case: String,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it ended.
    #[serde(with = "weir_core::time::rfc3339")]
    pub ended: Timestamp,
    /// From one to the other, ms.
    pub sojourn: i64,
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
