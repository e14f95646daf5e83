//! What a log of a process that ran elsewhere looks like.
use super::{Conformance, DiscoveredLog, MinedBottlenecks, MinedMap, MinedRework};
use serde::Serialize;
use utoipa::ToSchema;

/// All views of a log. Times are ms; cases without an end are in none of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogViews {
    /// What was read, and what was not as it should be.
    log: DiscoveredLog,
    /// Cases with an end: nothing in them was begun and not completed.
    finished: u64,
    /// How long they took; none where no case has an end.
    durations: Option<LogDurations>,
    /// The process map.
    map: MinedMap,
    /// The variants.
    variants: ForeignVariants,
    /// What was done again.
    rework: MinedRework,
    /// Where the time went.
    bottlenecks: MinedBottlenecks,
    /// How it fits the norm; none where none was named.
    conformance: Option<ForeignConformance>,
}

/// From the first to the last event of a case.
#[derive(Serialize, ToSchema)]
struct LogDurations {
    mean: f64,
    /// The median; none of fewer than `least`.
    median: Option<f64>,
    /// The 90th percentile; none of fewer than `least`.
    p90: Option<f64>,
    /// Of how many cases quantiles are told at least.
    least: u64,
}

/// The variants.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ForeignVariants {
    /// How many there are.
    variants: u64,
    /// The least number of variants that hold 80 % of the cases.
    cover: u64,
    /// The share of cases that went a way of their own.
    singletons: f64,
    /// They, the most frequent first.
    items: Vec<ForeignVariant>,
    /// Variants beyond the limit.
    left_out: u64,
    /// Of how many cases quantiles are told at least.
    least: u64,
}

/// One variant.
#[derive(Serialize, ToSchema)]
struct ForeignVariant {
    /// The first case that went so.
    case: String,
    /// Its activities.
    trace: Vec<String>,
    /// How many cases.
    cases: u64,
    /// Their share.
    share: f64,
    /// The share of this one and all before it.
    covered: f64,
    /// The median of their duration; none of fewer than `least`.
    median: Option<f64>,
}

/// How a log fits a norm.
#[derive(Serialize, ToSchema)]
struct ForeignConformance {
    /// The process of the norm.
    process: String,
    /// How many cases were aligned: those of the most frequent variants.
    aligned: u64,
    /// What was found.
    found: Conformance,
    /// The cases with most deviations first, at most 100.
    deviating: Vec<ForeignCase>,
}

/// A case that deviates.
#[derive(Serialize, ToSchema)]
struct ForeignCase {
    case: String,
    /// By how many deviations it is explained.
    deviations: u32,
}
