//! Models drafted from logs of processes that ran elsewhere.
use super::studio::Model;
use serde::Serialize;
use utoipa::ToSchema;

/// What was discovered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {
    /// The draft; none where it was only looked at.
    model: Option<Model>,
    /// The log.
    log: DiscoveredLog,
    /// The model as a process tree: `->` one after the other, `X` one of them, `+` all, `*` again.
    tree: String,
    /// 1 − deviations over the most that there could be, of the cases that were aligned; none where that was too hard.
    fitness: Option<f64>,
    /// How many cases were aligned: those of the most frequent variants.
    aligned: u64,
    /// The text of the draft.
    xml: String,
}

/// A log, and what was not as it should be in it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveredLog {
    /// Cases.
    cases: u64,
    /// Events that count.
    events: u64,
    /// Events of the file that do not: without a name, outside of cases, of other transitions.
    left_out: u64,
    /// Different activities.
    activities: u64,
    /// Variants.
    variants: u64,
    /// The first time in it.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// The last time in it.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// What was not as it should be.
    faults: Vec<DiscoveredFault>,
}

/// A kind of fault of a log.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DiscoveredFault {
    /// Stable.
    code: String,
    /// How often.
    count: u64,
    /// The number of the first case with it in the file, from 1; 0 outside of cases.
    case: u64,
    /// The number of the event, from 1; of the case in XES, of the table in CSV.
    event: u64,
    /// What was found there, shortened.
    found: String,
}

/// The log that a draft was made of.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftLog {
    /// The name of its file.
    file: String,
    /// SHA-256 of the file as it came.
    hash: String,
    /// Cases.
    cases: u64,
    /// Events that counted.
    events: u64,
    /// How many faults were told.
    faults: u64,
    /// How much was overlooked, in percent.
    noise_percent: u8,
    /// The fitness in percent, rounded down; none where aligning was too hard.
    fitness_percent: Option<u8>,
}
