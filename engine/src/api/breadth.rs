//! How much of what people may do they do not do.
use serde::Serialize;

/// All roles and people, those that use least of what they may first. A role is what models name: a role, a post, a group or a
/// department.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleBreadth {
    /// Why nothing can be told of what was used: `held-as-sums` where not all of the window is held row by row.
    pub missing: Option<&'static str>,
    /// The roles.
    pub roles: Vec<Breadth>,
    /// The people.
    pub people: Vec<Breadth>,
    /// Roles and people beyond the limit.
    pub left_out: u64,
}

/// How much of what one may do is not done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Breadth {
    /// The role, or the person.
    pub id: String,
    /// What it is called, where it is known.
    pub name: Option<String>,
    /// Of a role: how many people have had it all the time.
    pub members: Option<u64>,
    /// How many steps of deployed processes it may do, and might all the time.
    pub granted: u64,
    /// How many more it may do that were not there, or not its own, all the time.
    pub recent: u64,
    /// How many of those granted were done.
    pub used: Option<u64>,
    /// 1 − used/granted; none where nothing was granted all the time.
    pub breadth: Option<f64>,
    /// The steps that were not done, the first of them.
    pub unused: Vec<UnusedStep>,
}

/// A step that may be done, and was not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnusedStep {
    /// The process.
    pub process: String,
    /// What that is called.
    pub process_name: Option<String>,
    /// The step.
    pub step: String,
    /// What that is called.
    pub name: Option<String>,
}
