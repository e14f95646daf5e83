//! What analytics answer about single instances: cohorts, evidence, the way of one.
use super::analytics::{AsOf, EvidenceKind, Measure};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceAnalysis {
    /// How far the log was read for what it is compared with.
    as_of: AsOf,
    /// Which.
    instance: Uuid,
    /// What there is to say.
    #[serde(flatten)]
    answer: InstanceAnswer,
}

/// What there is to say of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InstanceAnswer {
    /// Its process.
    process: String,
    /// Its version.
    version: u32,
    /// When it began.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended; none while it runs.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// From its beginning to its end, or until now, ms.
    sojourn: i64,
    /// The critical path: what decided when it ended. Of an ended case their lengths are the sojourn exactly; a running one
    /// has none yet.
    path: Vec<Segment>,
    /// Branches that a join did not wait for.
    slacks: Vec<SlackAnswer>,
    /// Why work waited between being enabled and begun, where it is known who did it.
    waits: Vec<WaitCauses>,
    /// How long a running one will still take.
    ahead: Option<Ahead>,
    /// Its visits that took time, by when they could begin.
    visits: Vec<VisitAnswer>,
    /// How many visits are left out, the shortest, because there are too many.
    visits_left_out: u64,
}

/// A visit of a node that took time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VisitAnswer {
    /// The node.
    node: String,
    /// When it could begin.
    #[schema(format = DateTime)]
    enabled: String,
    /// When somebody took it.
    #[schema(format = DateTime)]
    claimed: Option<String>,
    /// When work on it began.
    #[schema(format = DateTime)]
    started: Option<String>,
    /// When it was left; null while it goes on.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// How long it stood still while it was worked on, ms.
    suspended: i64,
    /// What of it lies on the critical path, ms; null where there is no path yet.
    critical: Option<i64>,
}

/// A piece of the path.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Segment {
    /// The node.
    node: String,
    /// `before` (between what led to it and its being enabled), `queue`, `claimed` or `service`.
    part: String,
    /// Its beginning.
    #[schema(format = DateTime)]
    from: String,
    /// Its length, ms.
    ms: i64,
}

/// A branch beside the path.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SlackAnswer {
    /// The node that joins.
    node: String,
    /// The last node of the branch.
    branch: String,
    /// How much longer it could have taken, ms.
    ms: i64,
}

/// Why one visit waited. The causes add up to the wait.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WaitCauses {
    /// The node.
    node: String,
    /// When it could begin.
    #[schema(format = DateTime)]
    enabled: String,
    /// Enabled until begun, ms.
    wait: i64,
    /// It was collected with others and done in one go: until the last of them could begin, ms.
    batching: i64,
    /// Whoever did it did other work that was enabled no later, ms.
    contention: i64,
    /// They did work that was enabled later, ms.
    prioritisation: i64,
    /// Nobody works then, ms; null where there is not exactly one work calendar.
    unavailable: Option<i64>,
    /// Nothing of this, ms.
    extraneous: i64,
}

/// What lies ahead of a running case.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Ahead {
    /// The median of the time that cases like it still took; between `low` and `high` lay 80 % of them.
    remaining: Measure,
    /// By what they are like it: `visited`, `depth`, `last` or `all`.
    likeness: Option<String>,
    /// The probability that it ends after the moment that was asked about.
    late: Option<f64>,
    /// How good such predictions were lately; null where too few could be tried.
    calibration: Option<super::Calibrated>,
    /// Was working time counted, because that came nearer? What remains is told as the clock goes in any case.
    in_working_time: bool,
}

/// The evidence of a number.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceAnswer {
    /// What was counted.
    kind: EvidenceKind,
    /// How many, counted again.
    n: u64,
    /// The sum of their sojourns, counted again, ms.
    sum: i64,
    /// A page of them.
    members: Vec<EvidenceRow>,
    /// How many lie before the next page; none at the end.
    next: Option<u64>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct EvidenceRow {
    /// Its case; none where the case is held no more.
    instance: Option<Uuid>,
    /// The node, or the flow that was taken; none for a whole case.
    node: Option<String>,
    /// When it began or could begin.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended; null while it runs.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// From one to the other, ms; while it runs until the latest end of anything.
    sojourn: i64,
    /// Who; only for those who may see it.
    actor: Option<String>,
}

/// Cases that a question is about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Cohort {
    /// How many there are.
    n: u64,
    /// A page of them.
    cases: Vec<CohortCase>,
    /// How many lie before the next page; none at the end.
    next: Option<u64>,
    /// The cases behind it.
    evidence: String,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CohortCase {
    /// Which.
    instance: Uuid,
    /// Its version.
    version: u32,
    /// When it began.
    #[schema(format = DateTime)]
    began: String,
    /// When it ended; null while it runs.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// From one to the other, or until now, ms.
    sojourn: i64,
    /// How it was left.
    terminated: bool,
    /// What is remarkable about it.
    reasons: Vec<CaseReason>,
}

/// Why a case is looked at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CaseReason {
    /// Stable code.
    code: String,
    /// The node, where there is one.
    node: Option<String>,
    /// What was measured.
    value: f64,
    /// The line that it is beyond, where there is one.
    line: Option<f64>,
}
