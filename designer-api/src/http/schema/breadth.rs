//! How much of what people may do they do not do.
use serde::Serialize;
use utoipa::ToSchema;

/// All roles and people, those that use least of what they may first. A role is what models name: a role, a post, a group or a
/// department.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleBreadth {
    /// Why nothing can be told of what was used: `held-as-sums` where not all of the window is held row by row.
    missing: Option<String>,
    /// The roles.
    roles: Vec<Breadth>,
    /// The people.
    people: Vec<Breadth>,
    /// Roles and people beyond the limit.
    left_out: u64,
}

/// How much of what one may do is not done.
#[allow(clippy::struct_field_names)] // the measure is called so
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Breadth {
    /// The role, or the person.
    id: String,
    /// What it is called, where it is known.
    name: Option<String>,
    /// Of a role: how many people have had it all the time.
    members: Option<u64>,
    /// How many steps of deployed processes it may do, and might all the time.
    granted: u64,
    /// How many more it may do that were not there, or not its own, all the time.
    recent: u64,
    /// How many of those granted were done.
    used: Option<u64>,
    /// 1 − used/granted; none where nothing was granted all the time.
    breadth: Option<f64>,
    /// The steps that were not done, the first hundred of them.
    unused: Vec<UnusedStep>,
}

/// A step that may be done, and was not.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UnusedStep {
    /// The process.
    process: String,
    /// What that is called.
    process_name: Option<String>,
    /// The step.
    step: String,
    /// What that is called.
    name: Option<String>,
}
