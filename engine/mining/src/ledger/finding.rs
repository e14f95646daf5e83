//! What is answered to questions that look for something: groups, drivers, anomalies, warnings, indices.
use super::driver::DriverEvidence;
use super::evidence::EvidenceKind;
use super::instance::Calibrated;
use super::measured::{Measure, Standing, Times};
use serde::{Deserialize, Serialize};
use weir_core::{InstanceId, Timestamp};

/// What a question is about in groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Grouped {
    /// What is counted.
    pub kind: EvidenceKind,
    /// The groups, the largest first; what has none of it is the group of the empty key.
    pub groups: Vec<GroupAnswer>,
    /// All that was counted.
    pub evidence: String,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupAnswer {
    /// By what it is one.
    pub key: String,
    /// How many are in it.
    pub n: u64,
    /// From their beginning to their end.
    pub sojourn: Times,
    /// Those that were ended from outside.
    pub terminated: Measure,
    /// Those that were stuck.
    pub incidents: Measure,
}

/// What goes together with a flag.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// What came of it.
    pub verdict: Verdict,
    /// Cases that were compared.
    pub n: u64,
    /// Those that are flagged.
    pub flagged: u64,
    /// How many cases there must be.
    pub cases_least: u64,
    /// How many flagged ones.
    pub flagged_least: u64,
    /// Cases that were left out, the oldest, because there are too many.
    pub left_out: u64,
    /// How many tests were made, over which the false discovery rate is held.
    pub tests: u64,
    /// What the flag is associated with, the one with most excess cases first.
    pub drivers: Vec<DriverAnswer>,
    /// The cases that were compared; none where the zone in which days are counted has no name.
    pub evidence: Option<String>,
    /// Those of them that are flagged.
    pub flagged_evidence: Option<String>,
}

/// What came of looking for drivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Too few cases; nothing is guessed.
    TooFew,
    /// Nothing goes with the flag.
    Nothing,
    /// These do. It is an association, not a cause.
    Drivers,
}

/// Something that the flag is associated with.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DriverAnswer {
    /// What is so; of several, all at once.
    pub items: Vec<DriverItem>,
    /// Cases in which it is so.
    pub n: u64,
    /// Flagged ones of these.
    pub flagged: u64,
    /// Cases in which it is not.
    pub rest: u64,
    /// Flagged ones of these.
    pub rest_flagged: u64,
    /// The false discovery rate (Benjamini and Hochberg); at most 0.05.
    pub q: f64,
    /// The share flagged with it minus the share without.
    pub difference: f64,
    /// The lower bound of its 95 % interval.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// Cases that would not be flagged if its cases were like the rest.
    pub excess: f64,
    /// Is it strong: q at most 0.01, and found again in the newer cases? Else it is a hint.
    pub strong: bool,
    /// How much time that is, where what is remarkable is a time: its excess cases, each with what a flagged case of it takes beyond
    /// the mean of those that are not flagged, ms.
    pub impact: Option<f64>,
    /// Its share of what all flagged cases take beyond that.
    pub impact_share: Option<f64>,
    /// The cases behind its numbers; none where the zone in which days are counted has no name.
    pub evidence: Option<DriverEvidence>,
}

/// An attribute and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DriverItem {
    /// A variable; or `version`, `weekday` (Monday is 1), `quarterOfDay`, `initiatorDepartment` (its id); of a whole instance
    /// `runningInstances`; at a node `queueLength`, `timeBefore` (ms), `flow` (its id), `again`. Of what was used before, `$rule`
    /// (a decision or a rule parameter, with its version); of how people took part, `$role`, `$group`; `$batched`; `$channel`
    /// (`person`, `event`, `called`).
    pub attribute: String,
    /// Its value, or its range.
    pub value: String,
}

/// What is abnormal in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Abnormal {
    /// Whether it can be told.
    pub state: Standing,
    /// From how many earlier cases it was learnt what is usual.
    pub learnt: u64,
    /// From how many it must be.
    pub least: u64,
    /// How many cases were held against it.
    pub n: u64,
    /// What was found, the latest first.
    pub found: Vec<Anomaly>,
    /// Is there more than is told?
    pub more: bool,
    /// What took longer than usual as a whole; none where it was learnt from too few.
    pub slow: Option<SlowCases>,
}

/// Whole cases that took longer than usual.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SlowCases {
    /// What 99 % of the cases before the window did not exceed, ms.
    pub line: f64,
    /// How many of the window exceed it.
    pub n: u64,
    /// These.
    pub evidence: String,
    /// Of how many the line is.
    pub learnt: u64,
    /// Those.
    pub usual: String,
}

/// Something abnormal.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Anomaly {
    /// Where.
    pub instance: InstanceId,
    /// At which node; of a new flow, from which.
    pub node: Option<String>,
    /// Of a new flow, to which node.
    pub to: Option<String>,
    /// `SLOW_CASE`, `SLOW_STEP`, `RARE_PATH`, `NEW_FLOW`, `REWORK`, `ODD_VALUE`; of people `ACTOR_FIRST_TIME`,
    /// `ACTOR_RUBBER_STAMP`, `ACTOR_OFF_CALENDAR`, `ACTOR_FOUR_EYES`.
    pub code: &'static str,
    /// What was measured: ms, bits, a count, the number of a variable, or the share of a rare text.
    pub value: f64,
    /// What 99 % of what is usual do not exceed.
    pub line: Option<f64>,
    /// Of a slow step the part that was furthest beyond its own line.
    pub segment: Option<&'static str>,
    /// Of an odd value the variable.
    pub variable: Option<String>,
    /// Of a rare text that.
    pub text: Option<String>,
    /// Of a number that is odd, or a step that is slow, for its kind of cases, the variable that tells these kinds apart,
    pub among: Option<String>,
    /// and what it is here.
    pub among_value: Option<String>,
    /// Of a number that changed more than it ever does, what it was before; what was measured is by how much.
    pub before: Option<f64>,
    /// When it ended.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

impl Anomaly {
    /// One of an instance as a whole.
    pub(super) fn of(instance: InstanceId, code: &'static str, value: f64, line: Option<f64>, at: Timestamp) -> Self {
        Anomaly {
            instance,
            node: None,
            to: None,
            code,
            value,
            line,
            segment: None,
            variable: None,
            text: None,
            among: None,
            among_value: None,
            before: None,
            at,
        }
    }

    /// Is it about what a single person did?
    pub fn is_of_a_person(&self) -> bool {
        self.code.starts_with("ACTOR_")
    }
}

/// Running cases that are late or will probably be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Warned {
    /// Whether it can be told.
    pub state: Standing,
    /// How long after its beginning a case is due, ms.
    pub target: Option<i64>,
    /// From how many ended cases was learnt.
    pub learnt: u64,
    /// How many cases alike there must be to predict one.
    pub least: u64,
    /// How many run.
    pub running: u64,
    /// How many of them are late now.
    pub late: u64,
    /// How good predictions were lately; none where too few could be tried. Where they were not, `state` is `unavailable` and
    /// only what is late now is told.
    pub calibration: Option<Calibrated>,
    /// Was working time counted, because that came nearer?
    pub in_working_time: bool,
    /// Those that are late or at risk, the most probable first.
    pub found: Vec<Warning>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// Which.
    pub instance: InstanceId,
    /// Its version.
    pub version: u32,
    /// When it began.
    #[serde(with = "weir_core::time::rfc3339")]
    pub began: Timestamp,
    /// When it is due.
    #[serde(with = "weir_core::time::rfc3339")]
    pub due: Timestamp,
    /// `SLA`: it is late; `SLA_RISK`: it will probably be.
    pub code: &'static str,
    /// How probable it is.
    pub probability: Option<f64>,
    /// Is it late, or at least 80 % probable?
    pub critical: bool,
    /// The node that it left last.
    pub node: Option<String>,
    /// The nodes at which it stands, told by whoever holds what runs: none where it has gone on meanwhile to its end.
    pub at: Vec<String>,
}

/// An index and its components.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndexAnswer {
    /// Which: `tieredManagement` (业务流程分级管理效率), `execution` (业务流程执行效率), `quality` (业务流程管理质量).
    pub index: &'static str,
    /// 0 to 100, over the components that have a score; none where none has.
    pub value: Option<f64>,
    /// On how many cases a component rests at least.
    pub least: u64,
    /// The code of the component that costs most.
    pub weakest: Option<&'static str>,
    /// All components, those that are not known too.
    pub components: Vec<ComponentAnswer>,
    /// The lower bound of its 95 % interval; none where there are too few days to say.
    pub low: Option<f64>,
    /// The upper bound.
    pub high: Option<f64>,
}

/// A component.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComponentAnswer {
    /// Its stable code.
    pub code: &'static str,
    /// Its weight.
    pub weight: f64,
    /// What was measured.
    pub value: Measure,
    /// At which value its score is 0.
    pub floor: Option<f64>,
    /// At which it is 1.
    pub target: Option<f64>,
    /// clamp((value − floor) / (target − floor), 0, 1); none where it rests on too little or is not known.
    pub score: Option<f64>,
    /// What is missing, where it cannot be known: a stable code.
    pub why: Option<&'static str>,
}
