//! Indicators: what they are defined as, version by version, and what they are measured at.
use super::AsOf;
use serde::{Deserialize, Serialize};
use weir_core::Timestamp;
use weir_core::indicator::{Indicator, Stand};
use weir_core::library::{Direction, Words};
use weir_mining::ledger::Measure;

/// A version of an indicator. Persisted: grows at its end only.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorVersion {
    /// Counts from 1.
    pub version: u64,
    /// When.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
    /// By whom.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// Was it taken away? It can be defined again, and its versions go on.
    pub removed: bool,
    /// As it was from then on.
    pub indicator: Indicator,
}

/// What becomes of an indicator.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeIndicator {
    /// It is new.
    Define(Indicator),
    /// It is another from now on; this version was seen.
    Change(Indicator, u64),
    /// It is taken away; this version was seen.
    Remove(String, u64),
}

/// What an indicator was measured at in a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorValue {
    /// The window, in whole hours: from here on.
    #[serde(with = "weir_core::time::rfc3339")]
    pub from: Timestamp,
    /// Until before here.
    #[serde(with = "weir_core::time::rfc3339")]
    pub until: Timestamp,
    /// How it stands to its target.
    pub state: Stand,
    /// The value in the unit of the indicator; none where it does not stand anywhere.
    pub value: Option<f64>,
    /// The lower bound of its 95 % interval in that unit, where it has one.
    pub low: Option<f64>,
    /// The upper bound.
    pub high: Option<f64>,
    /// How far it is past its target, in that unit; none where it reaches it.
    pub beyond: Option<f64>,
    /// The same as it was counted, with n and on how many it must rest.
    pub measure: Measure,
    /// Why it cannot be told, where that is so: `not-deployed`, `nothing-linked`, `no-calendar`,
    /// `no-working-time`, `held-as-sums`.
    pub why: Option<&'static str>,
    /// What was counted, process by process.
    pub evidence: Vec<IndicatorEvidence>,
}

/// The rows of one process behind a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorEvidence {
    /// The process.
    pub process: String,
    /// Only this version of it.
    pub version: Option<u32>,
    /// Only this node of it.
    pub node: Option<String>,
    /// The handle of the rows.
    pub handle: String,
}

/// An indicator as it is now, and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorNow {
    /// As it is defined.
    pub definition: IndicatorVersion,
    /// In its window until now.
    pub value: IndicatorValue,
    /// In the window of the same length before.
    pub before: IndicatorValue,
}

/// A list of indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorList {
    /// Them, by key.
    pub items: Vec<IndicatorNow>,
    /// The weight of those that are good by that of those that stand anywhere; none where none does.
    pub attainment: Option<f64>,
}

/// An indicator with how it went.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorDetail {
    /// It.
    #[serde(flatten)]
    pub now: IndicatorNow,
    /// The processes that it is measured in.
    pub processes: Vec<String>,
    /// What it would have said at these times, each with its own window; the oldest first.
    pub series: Vec<IndicatorValue>,
}

/// How something of the landscape stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Light {
    /// The node.
    pub node: String,
    /// Its own indicator, or the key of one that is defined for it.
    pub indicator: String,
    /// Is it one that is defined by itself, with versions and an owner?
    pub defined: bool,
    /// What it is called.
    pub name: Words,
    /// What it is counted in.
    pub unit: String,
    /// The value to reach.
    pub target: f64,
    /// Up to here it is only doubtful.
    pub warn: Option<f64>,
    /// Which way it is better.
    pub direction: Direction,
    /// How it stands.
    pub state: Stand,
    /// The value in its unit.
    pub value: Option<f64>,
    /// On how many it rests.
    pub n: u64,
    /// On how many it must.
    pub least: u64,
    /// Why it cannot be told, where that is so.
    pub why: Option<&'static str>,
    /// Of when it is.
    #[serde(with = "weir_core::time::rfc3339")]
    pub at: Timestamp,
}

/// The lights of the landscape.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lights {
    /// Them, node by node.
    pub items: Vec<Light>,
    /// Are there more than are told?
    pub more: bool,
}

/// An answer that has no window of its own, with how far the log was read for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told<T> {
    /// How far the log was read.
    pub as_of: AsOf,
    /// What was asked.
    #[serde(flatten)]
    pub answer: T,
}
