//! What indices are scored by.
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How a component of an index is scored.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ComponentLine {
    /// Its weight beside the others of its index; 0 leaves it out.
    weight: f64,
    /// The value at which its score is 0: a share of 0 to 1, or ms.
    floor: f64,
    /// The value at which it is 1.
    target: f64,
}

/// Which level of the organisation an amount is for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LevelStep {
    /// Up to here; null: whatever is more.
    up_to: Option<f64>,
    /// The lowest level that may decide it: 1 is the top of the tree of departments.
    level: u32,
}

/// At which level the approvals of an element are to be decided.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ApprovalLevels {
    /// The element.
    node: String,
    /// The variable with the amount.
    variable: String,
    /// The smallest amounts first.
    steps: Vec<LevelStep>,
}

/// What indices are scored by. What is not said is as it is built in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettings {
    /// How components are scored that are not scored as built in, by code.
    #[schema(required = false)]
    components: BTreeMap<String, ComponentLine>,
    /// On how many cases a component rests at least; 20.
    #[schema(required = false)]
    least: u64,
    /// Within so many hours an escalation is to be closed; 24.
    #[schema(required = false)]
    escalation_hours: u32,
    /// Within so many hours somebody is to take an alert on; 4.
    #[schema(required = false)]
    acknowledge_hours: u32,
    /// Within so many hours it is to be well again; 72.
    #[schema(required = false)]
    resolve_hours: u32,
    /// At which level approvals are to be decided.
    #[schema(required = false)]
    approval_levels: Vec<ApprovalLevels>,
    /// The rules that every instance is held against; of one process.
    #[schema(required = false)]
    rules: Vec<super::norm_rules::NormRule>,
}

/// A version of what indices are scored by.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettingsVersion {
    /// Only of this process; null: of all that have none of their own.
    process: Option<String>,
    /// Counts from 1.
    version: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
    /// Why.
    reason: String,
    /// Were they set aside?
    removed: bool,
    /// As they were from then on.
    settings: IndexSettings,
}

/// What an index was scored by.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettingsUsed {
    /// Only of this process; null: of all.
    process: Option<String>,
    /// The version.
    version: u64,
    /// Since when.
    #[schema(format = DateTime)]
    at: String,
    /// By whom.
    actor: String,
}

/// What holds for a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndexSettingsHeld {
    /// What was set for it; null: nothing is.
    own: Option<IndexSettingsVersion>,
    /// What holds: its own, or that of all; null: what is built in.
    holds: Option<IndexSettingsVersion>,
    /// The last version of its own, also one that set them aside: the `ETag`.
    last: u64,
    /// How every component is scored, by code.
    lines: BTreeMap<String, ComponentLine>,
}
