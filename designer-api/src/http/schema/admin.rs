//! What administrators look at: settings, roles, decisions about access, what an import would do.
use super::{AccessRole, ActionName, Grant};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A setting in force.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingInForce {
    /// Its name in `weir.toml`.
    key: String,
    /// Its value.
    value: Value,
    /// Where it came from: `flag`, `environment`, `file` or `default`.
    from: String,
    /// What it does.
    help: String,
}

/// A role and how far it reaches.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleReach {
    /// The role.
    role: AccessRole,
    /// With each action: what is not there is denied.
    actions: Vec<ActionReach>,
}

/// How far a role or a person reaches with an action.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionReach {
    /// The action.
    action: ActionName,
    /// How far.
    reach: ReachName,
}

/// Not at all, what the person has to do with, what the bounds of their grants leave, or all of what is asked about.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReachName {
    Nothing,
    Related,
    Bounded,
    Everything,
}

/// What somebody may do: the decision that the server takes of each of their requests.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccessDecisions {
    /// Of whom.
    user: String,
    /// The tenant that they never leave.
    tenant: Option<String>,
    /// Are they let in now? Who is not may do nothing.
    admitted: bool,
    /// The grants that speak for them now: by name, as everybody, and by what they belong to.
    grants: Vec<Grant>,
    /// Each action.
    actions: Vec<DecidedAction>,
    /// How many processes there are of which they see the instances, and those.
    processes: Vec<DecidedProcess>,
}

/// What was decided of one action.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecidedAction {
    /// The action.
    action: ActionName,
    /// How far they reach with what was asked about.
    reach: ReachName,
    /// Why not, where they do not: `other-tenant`, `no-role`, `outside-grant`, `not-related`.
    denied: Option<String>,
    /// The grants that give it.
    grants: Vec<String>,
}

/// What somebody may do with a process.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecidedProcess {
    /// Its id.
    process: String,
    /// Its name.
    name: Option<String>,
    /// May they start it? Besides, the model may name its starters.
    start: ReachName,
    /// Which of its instances they see.
    see: ReachName,
    /// With which they may step in.
    operate: ReachName,
    /// May they deploy a new version?
    deploy: ReachName,
}

/// What an import would do. Nothing was changed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// How many entries could be read.
    entries: u64,
    /// What it would change, by kind.
    changes: Vec<ImportCount>,
    /// All that is wrong. With any of it nothing is loaded.
    problems: Vec<ImportProblem>,
    /// How many more there are than are told.
    more: u64,
}

/// What an import would change of one kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportCount {
    /// `person`, `department`, `post`, `role`, `group`, `proxy` or `calendar`.
    kind: String,
    /// How many are new.
    added: u64,
    /// How many become other than they are.
    changed: u64,
    /// How many are so already.
    same: u64,
}

/// Something that is wrong with a file.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportProblem {
    /// The line of a CSV file, the number of the entry of a JSON file; none where it is of the whole file.
    line: Option<u64>,
    /// Of which kind.
    kind: Option<String>,
    /// Of which id.
    id: Option<String>,
    /// Stable.
    code: String,
    /// For people.
    message: String,
}
