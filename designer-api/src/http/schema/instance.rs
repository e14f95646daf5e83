//! Instances, their variables, their trace, what they wait for.
use super::Incident;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// What whoever starts a process fills in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartForm {
    /// `process:version`.
    definition: String,
    /// The start event that has it; null when there is no form.
    start_event: Option<String>,
    /// What the model names the form by.
    form_key: Option<String>,
    /// Its fields, where it is deployed or the model describes them: a schema in the manner of form-js.
    form: Option<Value>,
    /// The deployed form, `form:version`; null when it is kept elsewhere, or described by the model.
    form_id: Option<String>,
    /// `read`, `write` or `required` for each field of a deployed form, by its path.
    access: BTreeMap<String, String>,
}

/// A started instance, as it is after its first step.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedInstance {
    /// Its id.
    id: Uuid,
    /// The definition it runs on, `process:version`.
    definition: String,
    /// What people know it by.
    business_key: Option<String>,
    /// Whether it has already ended.
    state: InstanceState,
}

/// Where an instance is in its life.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InstanceState {
    /// Not started.
    Created,
    /// Running, perhaps waiting.
    Running,
    /// Ended by itself.
    Completed,
    /// Ended from outside.
    Terminated,
}

/// One instance of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceSummary {
    /// Its id.
    id: Uuid,
    /// The definition it runs on, `process:version`.
    definition: String,
    /// The process.
    process: String,
    /// The version.
    version: u32,
    /// What people know it by.
    business_key: Option<String>,
    /// Where it is in its life.
    state: InstanceState,
    /// When it was started.
    #[schema(format = DateTime)]
    started: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended: Option<String>,
    /// How many incidents are open.
    incidents: u32,
    /// The instance that called it.
    parent: Option<Uuid>,
    /// The instance at the top of its calls; itself when nobody called it.
    root: Uuid,
    /// Since when it stands still.
    #[schema(format = DateTime)]
    suspended: Option<String>,
    /// The ended instance that it begins again.
    restart_of: Option<Uuid>,
    /// When something happened in it last.
    #[schema(format = DateTime)]
    last_activity: String,
    /// Who started it.
    initiator: Option<String>,
}

/// One instance in full.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceDetail {
    #[serde(flatten)]
    summary: InstanceSummary,
    /// How many events it has had.
    events: u64,
    /// What the actor may do with the whole of it.
    #[schema(inline)]
    allowed_actions: Vec<InstanceAction>,
    /// Its live element instances; the process itself is key 0. A tree by `scope`.
    elements: Vec<ElementState>,
}

/// What somebody who takes part may do with an instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum InstanceAction {
    Remind,
    Revoke,
    Withdraw,
    WithdrawVote,
}

/// A live element instance.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ElementState {
    /// Its number in the instance.
    key: u64,
    /// The element.
    element: String,
    /// Its name.
    name: Option<String>,
    /// The element instance it lives in.
    scope: Option<u64>,
    /// Where it is in its life.
    phase: Phase,
    /// What it waits for.
    waits: Vec<Wait>,
    /// Why it is stuck.
    incident: Option<Incident>,
}

/// Where an element instance is in its life.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Phase {
    Joining,
    Activating,
    Activated,
    Completing,
}

/// A variable and where it lives.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VariableEntry {
    /// Its name.
    name: String,
    /// Its value.
    value: Value,
    /// The element instance that holds it; the process is 0.
    scope: u64,
}

/// One event of an instance, as the log has it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TraceEvent {
    /// Its number; gapless from 0.
    seq: u64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who caused it.
    actor: Actor,
    /// By which command.
    command: String,
    /// Where it stands in the log.
    position: u64,
    /// What happened: `elementActivated`, `waitOpened`, …
    #[serde(rename = "type")]
    kind: String,
    /// The element instance it is about.
    key: Option<u64>,
    /// The fields of the event: names in camelCase, times as RFC 3339, null where one never comes. What users have named,
    /// such as variables, keeps its name.
    data: Value,
    /// The rule parameters that the expressions of its step used, each with its version.
    parameters: Vec<super::UsedParameter>,
}

/// Who caused something.
#[derive(Serialize, ToSchema)]
struct Actor {
    /// A user, a worker, or `engine`.
    id: String,
    /// The role in which.
    role: Option<String>,
    /// The candidate group through which.
    group: Option<String>,
    /// Who really asked, when they spoke for somebody else.
    through: Option<String>,
}

/// An open wait.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// Its id; that of the job, user task or subscription.
    id: String,
    /// `job`, `userTask`, `timer`, `message`, `signal`, `error`, `escalation`, `condition`, `child`, `evaluation`,
    /// `cancel`.
    kind: String,
    /// The job type, the name of message or signal, the code of error or escalation, the called process.
    name: Option<String>,
    /// For messages: the correlation key.
    correlation_key: Option<String>,
    /// For timers: when. For jobs: not before.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// For call activities: the called instance.
    child: Option<Uuid>,
    /// The instance.
    instance: Uuid,
    /// The element that waits.
    element: String,
    /// The event that fires when it comes, where that is another element.
    event: Option<String>,
    /// The element instance around the one that waits.
    scope: Option<u64>,
    /// Since when.
    #[schema(format = DateTime)]
    opened: String,
}
