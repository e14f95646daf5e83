//! Indicators: what they are defined as, and what they are measured at.
use super::analytics::{AsOf, Measure};
use super::plan::Words;
use serde::Serialize;
use utoipa::ToSchema;

/// What is measured, against what, and who answers for it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// Letters of ASCII, digits, `.`, `_` and `-`. Rules name it by this.
    key: String,
    /// Its name, in one language at least.
    name: Words,
    /// What is measured: `p90(sojourn of answer)`. `GET /analytics/measures` has what may be named.
    formula: String,
    /// The process that it is of; or it names a node.
    #[schema(required = false)]
    process: Option<String>,
    /// Only this version of the process.
    #[schema(required = false)]
    version: Option<u32>,
    /// The node of the landscape that it is of: all processes that the node or a node below it is linked to.
    #[schema(required = false)]
    node: Option<String>,
    /// So many days until now count.
    window_days: u32,
    /// What its values are counted in; one of those that its formula yields.
    unit: String,
    /// Which way it is better: `higher` or `lower`.
    direction: String,
    /// The value to reach.
    target: f64,
    /// Up to here it is only doubtful; none: the target itself parts good from bad.
    #[schema(required = false)]
    warn: Option<f64>,
    /// How much it counts beside others; 1 when it is not said.
    #[schema(required = false)]
    weight: f64,
    /// Who answers for it: `person:` or `role:` and an id.
    owner: String,
    /// The work calendar in which working hours and days are counted; none: the only one there is.
    #[schema(required = false)]
    calendar: Option<String>,
    /// On how many values it must rest before it says anything; 20 when it is not said.
    #[schema(required = false)]
    least: u64,
}

/// A version of an indicator.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorVersion {
    /// Counts from 1: the `ETag`.
    version: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// Why.
    reason: String,
    /// Was it taken away?
    removed: bool,
    /// As it was from then on.
    indicator: Indicator,
}

/// How a value stands to its target.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Stand {
    /// The target is reached.
    Good,
    /// It is not, but the bound of doubt is.
    Warn,
    /// Neither is.
    Bad,
    /// Nothing of the kind happened in the window.
    NoData,
    /// Too little happened to say anything.
    TooFew,
    /// It cannot be told; `why` says why.
    Unavailable,
}

/// What an indicator was measured at in a window.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndicatorValue {
    /// The window, in whole hours: from here on.
    #[schema(format = DateTime)]
    from: String,
    /// Until before here.
    #[schema(format = DateTime)]
    until: String,
    /// How it stands to its target.
    state: Stand,
    /// The value in the unit of the indicator.
    value: Option<f64>,
    /// The lower bound of its 95 % interval in that unit, where it has one.
    low: Option<f64>,
    /// The upper bound.
    high: Option<f64>,
    /// How far it is past its target, in that unit; none where it reaches it.
    beyond: Option<f64>,
    /// The same as it was counted.
    measure: Measure,
    /// Why it cannot be told: `not-deployed`, `nothing-linked`, `no-calendar`, `no-working-time`, `held-as-sums`.
    why: Option<String>,
    /// What was counted, process by process.
    evidence: Vec<IndicatorEvidence>,
}

/// The rows of one process behind a value.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndicatorEvidence {
    /// The process.
    process: String,
    /// Only this version of it.
    version: Option<u32>,
    /// Only this node of it.
    node: Option<String>,
    /// The handle of the rows.
    handle: String,
}

/// An indicator as it is now, and how it stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndicatorNow {
    /// As it is defined.
    definition: IndicatorVersion,
    /// In its window until now.
    value: IndicatorValue,
    /// In the window of the same length before.
    before: IndicatorValue,
}

/// A list of indicators.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorList {
    /// Them, by key.
    items: Vec<IndicatorNow>,
    /// The weight of those that are good by that of those that stand anywhere; none where none does.
    attainment: Option<f64>,
}

/// An indicator with how it went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorDetail {
    /// As it is defined.
    definition: IndicatorVersion,
    /// In its window until now.
    value: IndicatorValue,
    /// In the window of the same length before.
    before: IndicatorValue,
    /// The processes that it is measured in.
    processes: Vec<String>,
    /// What it would have said at these times, each with its own window; the oldest first.
    series: Vec<IndicatorValue>,
}

/// How something of the landscape stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Light {
    /// The node.
    node: String,
    /// Its own indicator, or the key of one that is defined for it.
    indicator: String,
    /// Is it one that is defined by itself, with versions and an owner?
    defined: bool,
    /// What it is called.
    name: Words,
    /// What it is counted in.
    unit: String,
    /// The value to reach.
    target: f64,
    /// Up to here it is only doubtful.
    warn: Option<f64>,
    /// Which way it is better: `higher` or `lower`.
    direction: String,
    /// How it stands.
    state: Stand,
    /// The value in its unit.
    value: Option<f64>,
    /// On how many it rests.
    n: u64,
    /// On how many it must.
    least: u64,
    /// Why it cannot be told, where that is so.
    why: Option<String>,
    /// Of when it is.
    #[schema(format = DateTime)]
    at: String,
}

/// The lights of the landscape.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Lights {
    /// Them, node by node.
    items: Vec<Light>,
    /// Are there more than are told?
    more: bool,
}

/// An answer that has no window of its own, with how far the log was read for it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Told<T> {
    /// How far the log was read.
    as_of: AsOf,
    /// What was asked.
    #[serde(flatten)]
    answer: T,
}
