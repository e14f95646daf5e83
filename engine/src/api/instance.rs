//! Process instances and their variables.
use super::{Incident, VariableTest, Wait};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use weir_core::instance::{Phase, State, Variables};
use weir_core::{ElementId, InstanceId, Key, Timestamp};

/// What to start, and with what.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StartInstance {
    /// The id of a process: its latest version runs.
    pub process: Option<String>,
    /// Or the id of a definition, `process:version`.
    pub definition: Option<String>,
    /// What people know it by.
    pub business_key: Option<String>,
    /// What it begins with.
    pub variables: Variables,
    /// The start event; none is the none start event.
    pub start_event: Option<String>,
}

/// What whoever starts a process fills in.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StartForm {
    /// `process:version`.
    pub definition: String,
    /// The start event that has it; none when there is no form.
    pub start_event: Option<ElementId>,
    /// What the model names the form by.
    pub form_key: Option<String>,
    /// Its fields, where it is deployed or the model describes them: a schema in the manner of form-js.
    pub form: Option<serde_json::Value>,
    /// The deployed form, `form:version`; none when it is kept elsewhere, or described by the model.
    pub form_id: Option<String>,
    /// What may be done with each field of a deployed form, by its path.
    pub access: std::collections::BTreeMap<String, weir_core::form::Access>,
}

/// A started instance, as it is after its first step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartedInstance {
    /// Its id.
    pub id: InstanceId,
    /// The definition it runs on.
    pub definition: String,
    /// What people know it by.
    pub business_key: Option<String>,
    /// Whether it has already ended.
    pub state: State,
}

/// Which instances.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceFilter {
    /// Of this process, any version.
    pub process: Option<String>,
    /// Of this definition.
    pub definition: Option<String>,
    /// Known by this key.
    pub business_key: Option<String>,
    /// In this state.
    pub state: Option<State>,
    /// Called by this instance.
    pub parent: Option<InstanceId>,
    /// Only with open incidents, or only without.
    pub incidents: Option<bool>,
    /// Only those that stand still, or only those that do not.
    pub suspended: Option<bool>,
    /// With a live element instance of this element; says of which definition.
    pub element: Option<String>,
    /// Running ones whose variables of the process answer all of these with yes.
    pub variables: Vec<VariableTest>,
    /// In which something happened at this moment or after it.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub active_since: Option<Timestamp>,
    /// In which nothing has happened from this moment on.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub quiet_since: Option<Timestamp>,
}

/// In which order the instances of a person are listed; without one, by when they came to the list, the latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum InstanceOrder {
    /// Those that were started last.
    Newest,
    /// Those that were started first.
    Oldest,
    /// Those in which something happened last.
    Activity,
}

/// One instance of a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceSummary {
    /// Its id.
    pub id: InstanceId,
    /// The definition it runs on, `process:version`.
    pub definition: String,
    /// The process.
    pub process: String,
    /// The version.
    pub version: u32,
    /// What people know it by.
    pub business_key: Option<String>,
    /// Where it is in its life.
    pub state: State,
    /// When it was started.
    #[serde(with = "weir_core::time::rfc3339")]
    pub started: Timestamp,
    /// When it ended.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub ended: Option<Timestamp>,
    /// How many incidents are open.
    pub incidents: u32,
    /// The instance that called it.
    pub parent: Option<InstanceId>,
    /// The instance at the top of its calls; itself when nobody called it.
    pub root: InstanceId,
    /// Since when it stands still.
    #[serde(with = "weir_core::time::rfc3339::option")]
    pub suspended: Option<Timestamp>,
    /// The ended instance that it begins again.
    pub restart_of: Option<InstanceId>,
    /// When something happened in it last.
    #[serde(with = "weir_core::time::rfc3339")]
    pub last_activity: Timestamp,
    /// Who started it.
    #[serde(default)]
    pub initiator: Option<String>,
}

/// One instance in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceDetail {
    /// What lists show.
    #[serde(flatten)]
    pub summary: InstanceSummary,
    /// How many events it has had: the number of its next one.
    pub events: u64,
    /// What the asker may do with it.
    pub allowed_actions: Vec<InstanceAction>,
    /// Its live element instances, by key; the process itself is key 0. A tree by `scope`.
    pub elements: Vec<ElementState>,
}

/// What somebody who takes part in an instance may do with the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum InstanceAction {
    /// 催办: remind those who have a task of it.
    Remind,
    /// 撤销: take back what they have started.
    Revoke,
    /// 撤回: take back the task that they did last.
    Withdraw,
    /// 撤回: take back what they said in an approval that is still open.
    WithdrawVote,
}

/// A live element instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementState {
    /// Its key.
    pub key: Key,
    /// The element.
    pub element: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// The element instance it lives in; only the process has none.
    pub scope: Option<Key>,
    /// Where it is in its life.
    pub phase: Phase,
    /// What it waits for.
    pub waits: Vec<Wait>,
    /// Why it is stuck.
    pub incident: Option<Incident>,
}

/// A variable and where it lives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VariableEntry {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// The element instance that holds it; the process is 0.
    pub scope: Key,
}

/// Variables to change by hand.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SetVariables {
    /// Seen from this element instance; the process is 0.
    pub scope: Key,
    /// The new values.
    pub variables: Variables,
    /// Only there, or in the nearest scopes outwards that have them?
    pub local: bool,
    /// Why; it stays in the trace.
    pub reason: Option<String>,
}
