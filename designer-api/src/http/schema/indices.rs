//! The three indices of a process and of a portfolio.
use super::analytics::Measure;
use serde::Serialize;
use utoipa::ToSchema;

/// An index and its components.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IndexAnswer {
    /// Which: `tieredManagement` (业务流程分级管理效率), `execution` (业务流程执行效率), `quality` (业务流程管理质量).
    index: String,
    /// 0 to 100, over the components that have a score; none where none has.
    value: Option<f64>,
    /// On how many cases a component rests at least.
    least: u64,
    /// The code of the component that costs most.
    weakest: Option<String>,
    /// All components, those that are not known too.
    components: Vec<ComponentAnswer>,
    /// The lower bound of its 95 % interval; none where there are too few days to say.
    low: Option<f64>,
    /// The upper bound.
    high: Option<f64>,
}

/// A component.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ComponentAnswer {
    /// Its stable code.
    code: String,
    /// Its weight.
    weight: f64,
    /// What was measured.
    value: Measure,
    /// At which value its score is 0.
    floor: Option<f64>,
    /// At which it is 1.
    target: Option<f64>,
    /// clamp((value − floor) / (target − floor), 0, 1); none where it rests on too little or is not known.
    score: Option<f64>,
    /// What is missing, where it cannot be known: a stable code.
    why: Option<String>,
}

/// The three indices of a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Indices {
    /// They.
    items: Vec<IndexAnswer>,
    /// What they are scored by; null: what is built in.
    settings: Option<super::IndexSettingsUsed>,
}

/// The indices of processes, side by side.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndicesOf {
    /// The processes, by id.
    items: Vec<ProcessIndices>,
}

/// Those of one process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ProcessIndices {
    /// The process.
    process: String,
    /// What people call it.
    name: Option<String>,
    /// They.
    indices: Vec<IndexAnswer>,
    /// What they are scored by; null: what is built in.
    settings: Option<super::IndexSettingsUsed>,
}
