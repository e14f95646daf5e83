//! What is answered: plain data in camelCase, times in RFC 3339, durations in ms.
use super::measured::{Measure, Times};
use super::row::Nature;
use serde::Serialize;
use weir_core::{InstanceId, Timestamp};

/// A process, or a version of it, in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Cases that run now.
    pub running: u64,
    /// Cases that began in the window.
    pub started: Measure,
    /// Cases that ended in it.
    pub ended: Measure,
    /// Ends for each day.
    pub throughput: Measure,
    /// From their beginning to their end.
    pub sojourn: Times,
    /// Of ended cases with due dates those that kept all of them.
    pub on_time: Measure,
    /// Rows of work that no person did, of all.
    pub automation: Measure,
    /// Cases in which work was done again.
    pub rework: Measure,
    /// Cases in which nothing was done again and nothing was stuck.
    pub first_pass: Measure,
    /// Cases that were stuck at least once.
    pub incidents: Measure,
    /// Cases in which somebody stepped in.
    pub interventions: Measure,
    /// Cases that were ended from outside.
    pub terminated: Measure,
    /// Decisions that sent a matter back or refused it, of all.
    pub sent_back: Measure,
    /// Σ time in which work was done / Σ sojourn.
    pub efficiency: Measure,
    /// Day by day, those that have something.
    pub series: Vec<Point>,
    /// The cases behind these numbers, but for those that have evidence of their own.
    pub evidence: String,
    /// Those that run now.
    pub running_evidence: String,
    /// What other numbers rest on.
    pub evidence_of: SummaryEvidence,
}

/// The evidence of the numbers of a summary that do not rest on all of its ended cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryEvidence {
    /// The cases that began; none where it cannot be told how many did.
    pub started: Option<String>,
    /// The ended cases with due dates.
    pub on_time: String,
    /// Rows of work.
    pub automation: String,
    /// Decisions.
    pub sent_back: String,
}

/// A piece of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// When it begins.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// How many ended in it.
    pub n: u64,
    /// Their mean sojourn, ms.
    pub mean: Option<f64>,
    /// How often they were stuck.
    pub incidents: u64,
}

/// A process in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProcessAnswer {
    /// All of it.
    pub summary: Summary,
    /// The same in the window that is compared with.
    pub compared: Option<Summary>,
    /// Version by version.
    pub versions: Vec<VersionAnswer>,
    /// Its nodes, by id.
    pub nodes: Vec<NodeAnswer>,
    /// Its flows that were taken, by id.
    pub flows: Vec<FlowAnswer>,
    /// Why the mean sojourn is another than in the window that is compared with.
    pub change: Option<Delta>,
    /// Variables that cases can be asked by.
    pub variables: Vec<String>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionAnswer {
    /// Which.
    pub version: u32,
    /// Its numbers.
    pub summary: Summary,
}

/// A node in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeAnswer {
    /// Its id.
    pub node: String,
    /// What people call it; whoever knows the model says so.
    pub name: Option<String>,
    /// Who does it.
    pub nature: Nature,
    /// Visits that ended.
    pub visits: u64,
    /// Enabled until taken.
    pub queue: Times,
    /// Taken until begun.
    pub claimed: Times,
    /// Begun until ended, without suspensions.
    pub service: Times,
    /// Enabled until ended.
    pub sojourn: Times,
    /// Visits that were ended from outside.
    pub terminated: Measure,
    /// Visits that were stuck.
    pub incidents: Measure,
    /// What it adds to the mean sojourn of ended cases, by the critical path, ms. Over all nodes it is the mean sojourn.
    pub contribution: Measure,
    /// Visits in the window that is compared with.
    pub compared_visits: Option<u64>,
    /// Mean sojourn in the window that is compared with.
    pub compared_sojourn: Option<Measure>,
    /// The rows behind these numbers.
    pub evidence: String,
}

/// A flow in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowAnswer {
    /// Its id.
    pub flow: String,
    /// How often it was taken.
    pub taken: u64,
    /// In the window that is compared with.
    pub compared_taken: Option<u64>,
    /// Each time that it was taken.
    pub evidence: String,
}

/// Why a mean has changed: exactly so much by each node. The parts add up to the difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delta {
    /// The mean in the window that is compared with, ms.
    pub before: Measure,
    /// The mean now.
    pub after: Measure,
    /// What changed, ms; none where one of the windows has no case.
    pub difference: Option<f64>,
    /// The nodes, the greatest effect first.
    pub parts: Vec<DeltaPart>,
}

/// What one node did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeltaPart {
    /// Which.
    pub node: String,
    /// Because it was visited more or less often, ms.
    pub mix: f64,
    /// Because it took longer or shorter, ms.
    pub rate: f64,
}

/// One node, closer.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeDetail {
    /// Its numbers.
    #[serde(flatten)]
    pub node: NodeAnswer,
    /// How its sojourns lie.
    pub distribution: Vec<Bucket>,
    /// Hour by hour where the window has at most a week, else day by day.
    pub series: Vec<Point>,
    /// How long each piece of the series is, ms.
    pub series_ms: i64,
    /// How many different people did it; none below the least number that is told.
    pub people: Option<u64>,
}

/// A range of durations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bucket {
    /// From here on, ms.
    pub from: i64,
    /// Until before here, ms.
    pub until: i64,
    /// How many lie in it.
    pub n: u64,
}

/// Cases that a question is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cohort {
    /// How many there are.
    pub n: u64,
    /// A page of them.
    pub cases: Vec<CohortCase>,
    /// How many lie before the next page; none at the end.
    pub next: Option<usize>,
    /// The cases behind it.
    pub evidence: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CohortCase {
    /// Which.
    pub instance: InstanceId,
    /// Its version.
    pub version: u32,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it ended; none while it runs.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub ended: Option<Timestamp>,
    /// From one to the other, or until now, ms.
    pub sojourn: i64,
    /// How it was left.
    pub terminated: bool,
    /// What is remarkable about it.
    pub reasons: Vec<CaseReason>,
}

/// Why a case is looked at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseReason {
    /// Stable code.
    pub code: &'static str,
    /// The node, where there is one.
    pub node: Option<String>,
    /// What was measured.
    pub value: f64,
    /// The line that it is beyond, where there is one.
    pub line: Option<f64>,
}
