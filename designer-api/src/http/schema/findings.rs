//! What analytics find: groups, drivers, anomalies, warnings, indices.
use super::analytics::{EvidenceKind, Measure, MeasureUnit, Standing, Times};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a question is about in groups.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Grouped {
    /// What is counted.
    kind: EvidenceKind,
    /// The groups, the largest first; what has none of it is the group of the empty key.
    groups: Vec<GroupAnswer>,
    /// All that was counted.
    evidence: String,
}

/// One group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GroupAnswer {
    /// By what it is one.
    key: String,
    /// How many are in it.
    n: u64,
    /// From their beginning to their end.
    sojourn: Times,
    /// Those that were ended from outside.
    terminated: Measure,
    /// Those that were stuck.
    incidents: Measure,
}

/// What goes together with a flag.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// What came of it.
    verdict: Verdict,
    /// Cases that were compared.
    n: u64,
    /// Those that are flagged.
    flagged: u64,
    /// How many cases there must be.
    cases_least: u64,
    /// How many flagged ones.
    flagged_least: u64,
    /// Cases that were left out, the oldest, because there are too many.
    left_out: u64,
    /// How many tests were made, over which the false discovery rate is held.
    tests: u64,
    /// What the flag is associated with, the one with most excess cases first.
    drivers: Vec<DriverAnswer>,
    /// The handle of the cases that were compared; null where the zone in which days are counted has no name.
    evidence: Option<String>,
    /// That of the flagged ones.
    flagged_evidence: Option<String>,
}

/// The handles of the cases behind the numbers of a driver.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DriverEvidence {
    /// Cases in which it is so.
    with: String,
    /// Flagged ones of these.
    flagged: String,
    /// Cases in which it is not.
    rest: String,
    /// Flagged ones of these.
    rest_flagged: String,
}

/// What came of looking for drivers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Verdict {
    /// Too few cases; nothing is guessed.
    TooFew,
    /// Nothing goes with the flag.
    Nothing,
    /// These do. It is an association, not a cause.
    Drivers,
}

/// Something that the flag is associated with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DriverAnswer {
    /// What is so; of several, all at once.
    items: Vec<DriverItem>,
    /// Cases in which it is so.
    n: u64,
    /// Flagged ones of these.
    flagged: u64,
    /// Cases in which it is not.
    rest: u64,
    /// Flagged ones of these.
    rest_flagged: u64,
    /// The false discovery rate (Benjamini and Hochberg); at most 0.05.
    q: f64,
    /// The share flagged with it minus the share without.
    difference: f64,
    /// The lower bound of its 95 % interval.
    low: f64,
    /// The upper bound.
    high: f64,
    /// Cases that would not be flagged if its cases were like the rest.
    excess: f64,
    /// Is it strong: q at most 0.01, and found again in the newer cases? Else it is a hint.
    strong: bool,
    /// How much time that is, where what is remarkable is a time: its excess cases, each with what a flagged case of it takes beyond
    /// the mean of those that are not flagged, ms.
    impact: Option<f64>,
    /// Its share of what all flagged cases take beyond that.
    impact_share: Option<f64>,
    /// The cases behind its numbers; null where the zone in which days are counted has no name.
    evidence: Option<DriverEvidence>,
}

/// An attribute and its value.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DriverItem {
    /// A variable; or `version`, `weekday` (Monday is 1), `quarterOfDay`, `initiatorDepartment` (its id); of a whole instance
    /// `runningInstances`; at a node `queueLength`, `timeBefore` (ms), `flow` (its id), `again`. Of what was used before, `$rule`
    /// (a decision or a rule parameter, with its version); of how people took part, `$role`, `$group`; `$batched`; `$channel`
    /// (`person`, `event`, `called`).
    attribute: String,
    /// Its value, or its range.
    value: String,
}

/// What is abnormal in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Abnormal {
    /// Whether it can be told.
    state: Standing,
    /// From how many earlier cases it was learnt what is usual.
    learnt: u64,
    /// From how many it must be.
    least: u64,
    /// How many cases were held against it.
    n: u64,
    /// What was found, the latest first.
    found: Vec<Anomaly>,
    /// Is there more than is told?
    more: bool,
    /// What took longer than usual as a whole; null where it was learnt from too few.
    slow: Option<SlowCases>,
}

/// Whole instances that took longer than usual.
#[derive(Serialize, ToSchema)]
struct SlowCases {
    /// What 99 % of the instances before the window did not exceed, ms.
    line: f64,
    /// How many of the window exceed it.
    n: u64,
    /// These: a handle of evidence.
    evidence: String,
    /// Of how many the line is.
    learnt: u64,
    /// Those: a handle of evidence.
    usual: String,
}

/// Something abnormal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Anomaly {
    /// Where.
    instance: Uuid,
    /// At which node; of a new flow, from which.
    node: Option<String>,
    /// Of a new flow, to which node.
    to: Option<String>,
    /// `SLOW_CASE`, `SLOW_STEP`, `RARE_PATH`, `NEW_FLOW`, `REWORK`, `ODD_VALUE`; of people `ACTOR_FIRST_TIME`, `ACTOR_RUBBER_STAMP`,
    /// `ACTOR_OFF_CALENDAR`, `ACTOR_FOUR_EYES`.
    code: String,
    /// What was measured: ms, bits, a count, the number of a variable, or the share of a rare text.
    value: f64,
    /// What 99 % of what is usual do not exceed.
    line: Option<f64>,
    /// Of a slow step the part that was furthest beyond its own line.
    segment: Option<String>,
    /// Of an odd value the variable.
    variable: Option<String>,
    /// Of a rare text that.
    text: Option<String>,
    /// Of a number that is odd, or a step that is slow, for its kind of cases, the variable that tells these kinds apart,
    among: Option<String>,
    /// and what it is here.
    among_value: Option<String>,
    /// Of a number that changed more than it ever does, what it was before; `value` is by how much.
    before: Option<f64>,
    /// When it ended.
    #[schema(format = DateTime)]
    at: String,
}

/// What has moved.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// From here on is looked, until the end of the window.
    #[schema(format = DateTime)]
    since: String,
    /// How many series there are.
    series: u64,
    /// How many of them have weeks enough to be held against.
    judged: u64,
    /// Those that have left their level, the surest first, at a false discovery rate of 5 % over all of them.
    found: Vec<MovedSeries>,
    /// The latest 7 days against the 4 weeks before.
    drift: Drifted,
    /// The latest version against the one before; null where there is only one.
    versions: Option<Drifted>,
    /// What is wrong with the data of all weeks that are held against each other.
    faults: Vec<DataFault>,
    /// From here on the data were looked at, until the end of the window.
    #[schema(format = DateTime)]
    checked_from: String,
    /// How far the two sides of Little's law are apart in the longest steady window of these weeks, a share; `unavailable` where
    /// there is no steady window, so that it cannot be told.
    little: Measure,
}

/// A series that has left its level.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MovedSeries {
    /// `SHIFT`: a level that moved; `SPIKE`: a window that stands out.
    code: String,
    /// What is measured.
    metric: super::alert_rules::AlertMetric,
    /// At which node; null: of the whole process.
    node: Option<String>,
    /// What it is now: of a level the mean of the latest days, by hours that of the last of them; of a share that of them; of a
    /// count that of the last day or hour.
    value: f64,
    /// What it was: the same of the weeks before.
    usual: f64,
    /// What both count.
    unit: MeasureUnit,
    /// Is it above what was usual?
    above: bool,
    /// The false discovery rate at which it is just kept.
    q: f64,
    /// Of a level by days the first of these that a control chart of it rings on; null where none of them does by itself.
    #[schema(format = DateTime)]
    since: Option<String>,
    /// What was held against the weeks before: each `hour` against the same hour of the week, or each `day`.
    by: String,
}

/// What goes other ways, or takes another time, than before.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Drifted {
    /// Whether it can be told.
    state: Standing,
    /// How many ended cases there must be on either side.
    least: u64,
    /// How many there were before.
    before: u64,
    /// How many now.
    now: u64,
    /// Of versions: the one before.
    before_version: Option<u32>,
    /// Of versions: the latest.
    version: Option<u32>,
    /// What was found.
    found: Vec<DriftFound>,
}

/// One of that; its code is `DRIFT`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DriftFound {
    /// `ways`: other nodes come after this one than before; `time`: it takes another time.
    kind: String,
    /// The node.
    node: String,
    /// Of a time P(now > before) − P(now < before).
    delta: Option<f64>,
    /// The false discovery rate.
    q: f64,
}

/// Something wrong with the data.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataFault {
    /// `DQ_CLOCK_JUMP`, `DQ_LOG_GAP`, `DQ_MISSING_STAMPS`, `DQ_DUPLICATE_STAMPS`, `DQ_LITTLE`.
    code: String,
    /// How many rows are concerned.
    rows: Option<u64>,
    /// The largest step back, or the length of the gap, ms.
    ms: Option<i64>,
    /// From when on nothing happened, or what the clock went back to; of a law the window in which it should hold.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// Until when.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// By what share the two sides of Little's law are apart.
    share: Option<f64>,
}

/// Running cases that are late or will probably be.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Warned {
    /// Whether it can be told.
    state: Standing,
    /// How long after its beginning a case is due, ms.
    target: Option<i64>,
    /// From how many ended cases was learnt.
    learnt: u64,
    /// How many cases alike there must be to predict one.
    least: u64,
    /// How many run.
    running: u64,
    /// How many of them are late now.
    late: u64,
    /// How good predictions were lately; null where too few could be tried. Where they were not, `state` is `unavailable` and
    /// only what is late now is told.
    calibration: Option<Calibrated>,
    /// Was working time counted, because that came nearer?
    in_working_time: bool,
    /// Those that are late or at risk, the most probable first.
    found: Vec<Warning>,
}

/// How good predictions were on instances that came later.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Calibrated {
    /// By what is predicted, because it was best: `visited`, `depth`, `median`.
    predictor: String,
    /// The share that ended within the band of 80 %. Below 0.7 nothing is predicted.
    coverage: f64,
    /// The mean distance of the median from the truth, ms.
    mean_error: f64,
    /// How many were tried.
    n: u64,
}

/// One of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Warning {
    /// Which.
    instance: Uuid,
    /// Its version.
    version: u32,
    /// When it began.
    #[schema(format = DateTime)]
    began: String,
    /// When it is due.
    #[schema(format = DateTime)]
    due: String,
    /// `SLA`: it is late; `SLA_RISK`: it will probably be.
    code: String,
    /// How probable it is.
    probability: Option<f64>,
    /// Is it late, or at least 80 % probable?
    critical: bool,
    /// The node that it left last.
    node: Option<String>,
    /// The nodes at which it stands now.
    at: Vec<String>,
}
