//! Models drafted from logs of processes that ran elsewhere.
use super::Model;
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;

/// What kind of file a log is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogFormat {
    /// XES (IEEE 1849).
    Xes,
    /// A table with these columns.
    Csv(LogColumns),
}

/// Which column of a table says what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogColumns {
    /// The case.
    pub case: String,
    /// The activity.
    pub activity: String,
    /// When it was done.
    pub ended: String,
    /// When it began, where that is a column.
    pub started: Option<String>,
    /// Who did it, where that is a column.
    pub actor: Option<String>,
    /// What stands between two fields.
    pub delimiter: char,
}

/// A draft that is to be discovered.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDiscovery {
    /// What people call the draft.
    pub name: String,
    /// The id of its process.
    pub process: String,
    /// The name of the file.
    pub file: String,
    /// What kind of file it is.
    pub format: LogFormat,
    /// What is at most so frequent, in percent of the most frequent way, is overlooked where nothing is found otherwise.
    pub noise_percent: u8,
    /// Is the draft kept? Else it is only looked at.
    pub keep: bool,
}

/// What was discovered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Discovery {
    /// The draft; none where it was only looked at.
    pub model: Option<Model>,
    /// The log.
    pub log: DiscoveredLog,
    /// The model as a process tree: `->` one after the other, `X` one of them, `+` all, `*` again.
    pub tree: String,
    /// 1 − deviations over the most that there could be, of the cases that were aligned; none where that was too hard.
    pub fitness: Option<f64>,
    /// How many cases were aligned: those of the most frequent variants.
    pub aligned: u64,
    /// The text of the draft.
    pub xml: String,
}

/// A log, and what was not as it should be in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveredLog {
    /// Cases.
    pub cases: u64,
    /// Events that count.
    pub events: u64,
    /// Events of the file that do not: without a name, outside of cases, of other transitions.
    pub left_out: u64,
    /// Different activities.
    pub activities: u64,
    /// Variants.
    pub variants: u64,
    /// The first time in it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub from: Option<Timestamp>,
    /// The last time in it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub until: Option<Timestamp>,
    /// What was not as it should be.
    pub faults: Vec<DiscoveredFault>,
}

/// A kind of fault of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveredFault {
    /// Stable.
    pub code: String,
    /// How often.
    pub count: u64,
    /// The number of the first case with it in the file, from 1; 0 outside of cases.
    pub case: u64,
    /// The number of the event, from 1; of the case in XES, of the table in CSV.
    pub event: u64,
    /// What was found there, shortened.
    pub found: String,
}

/// The log that a draft was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DraftLog {
    /// The name of its file.
    pub file: String,
    /// SHA-256 of the file as it came.
    pub hash: String,
    /// Cases.
    pub cases: u64,
    /// Events that counted.
    pub events: u64,
    /// How many faults were told.
    pub faults: u64,
    /// How much was overlooked, in percent.
    pub noise_percent: u8,
    /// The fitness in percent, rounded down; none where aligning was too hard.
    pub fitness_percent: Option<u8>,
}
