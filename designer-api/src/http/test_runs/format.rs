//! The words of a scenario, as `process-models/README.md` describes them: what a test run does and what is seen then.
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Variables = BTreeMap<String, Value>;

/// A test run as data.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scenario {
    /// At which time the clock stands in the beginning.
    pub now: Option<String>,
    /// What happens.
    pub steps: Vec<Played>,
}

/// A step of a scenario: what is done, and what is seen then.
#[derive(Debug, Clone, Deserialize)]
pub struct Played {
    /// What is done, if anything.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Step {
    /// Starts an instance.
    Start(Begin),
    /// Somebody has done a task.
    Complete(Task),
    /// A worker reports.
    Job(Job),
    /// Time passes; `next` is to the next timer.
    Advance(String),
    /// A message comes.
    Message(Message),
    /// A signal comes.
    Signal(Signal),
    /// Variables are changed.
    Set(Change),
    /// What is stuck is tried again.
    Resolve(Resolve),
}

/// See [`Step::Start`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Begin {
    /// The process.
    pub process: String,
    /// What people know the instance by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business_key: Option<String>,
    /// What it begins with.
    #[serde(default)]
    pub variables: Variables,
    /// Who starts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// See [`Step::Complete`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Task {
    /// The element.
    #[serde(rename = "task")]
    pub element: String,
    /// Who does it.
    pub by: String,
    /// What they enter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: Variables,
    /// Of an approval: `approve`, `reject` or `abstain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// In which words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

/// See [`Step::Job`]: exactly one of `complete`, `fail`, `error`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Job {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// It is done, with these variables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<Variables>,
    /// It could not be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fail: Option<Fail>,
    /// It ends in a BPMN error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<JobError>,
}

/// A job that could not be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fail {
    /// The worker's words.
    pub message: String,
    /// How often it may still be tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<u32>,
}

/// A BPMN error that a worker reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobError {
    /// Its code.
    pub code: String,
    /// The worker's words.
    #[serde(default)]
    pub message: String,
    /// What comes with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: Variables,
}

/// See [`Step::Message`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_key: Option<String>,
    /// What comes with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: Variables,
}

/// See [`Step::Signal`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// What comes with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: Variables,
}

/// See [`Step::Set`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// The new values.
    pub variables: Variables,
}

/// See [`Step::Resolve`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resolve {
    /// The element that is stuck.
    pub element: String,
    /// How often its job may be tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<u32>,
}
