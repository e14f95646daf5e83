//! What the runners ask of an engine, whichever way it is reached. Names are text, as an API would give them.
mod bare;
mod facade;
mod http;
mod ledger;

pub use bare::Bare;
pub use facade::Facade;
pub use http::Http;
pub use ledger::{Counts, Ledger};

use serde_json::Value;
use weir_core::instance::Variables;
use weir_core::{Key, Problem};

/// An engine under test. Every call returns when nothing moves any more by itself.
pub trait Backend {
    /// Deploys a file; answers with the ids of its processes.
    fn deploy(&mut self, file: &str, xml: &[u8]) -> Result<Vec<String>, Refusal>;
    /// Starts an instance, at its none start event or at another one; answers with its id.
    fn start(&mut self, process: &str, at: Option<&str>, variables: Variables) -> Result<String, Refusal>;
    /// All instances, oldest first, ended ones included.
    fn instances(&mut self) -> Vec<InstanceView>;
    /// The live element instances of an instance, oldest first.
    fn elements(&mut self, instance: &str) -> Vec<ElementView>;
    /// The variables that an element instance sees.
    fn variables(&mut self, instance: &str, key: Key) -> Variables;
    /// What happened to an instance.
    fn trace(&mut self, instance: &str) -> Vec<TraceView>;
    /// All open waits, oldest instance first.
    fn waits(&mut self) -> Vec<WaitView>;
    /// All open incidents.
    fn incidents(&mut self) -> Vec<IncidentView>;
    /// Somebody has done a user task.
    fn complete_task(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal>;
    /// A worker has done a job.
    fn complete_job(&mut self, wait: &str, variables: Variables) -> Result<(), Refusal>;
    /// A worker reports a BPMN error.
    fn throw_job_error(&mut self, wait: &str, code: &str) -> Result<(), Refusal>;
    /// Somebody chooses an activity of an ad-hoc sub-process.
    fn activate(&mut self, wait: &str) -> Result<(), Refusal>;
    /// Somebody says that an ad-hoc sub-process is done.
    fn complete_ad_hoc(&mut self, instance: &str, key: Key) -> Result<(), Refusal>;
    /// Publishes a message.
    fn publish(&mut self, message: Message) -> Result<(), Refusal>;
    /// Broadcasts a signal.
    fn broadcast(&mut self, signal: &str) -> Result<(), Refusal>;
    /// Sets variables of an instance.
    fn set_variables(&mut self, instance: &str, variables: Variables) -> Result<(), Refusal>;
    /// Tries again what was stuck.
    fn resolve(&mut self, incident: &str) -> Result<(), Refusal>;
    /// Moves the clock on and fires what is due.
    fn advance(&mut self, ms: i64);
    /// What time it is, Unix milliseconds.
    fn now(&mut self) -> i64;
}

/// A request was refused; nothing happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
    /// For models: why.
    pub problems: Vec<Problem>,
}

/// A message to be published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// Its correlation key.
    pub key: Option<String>,
    /// What it carries.
    pub variables: Variables,
    /// Only to instances whose variables have these values.
    pub matching: Variables,
    /// Only to this instance.
    pub instance: Option<String>,
    /// Only to this wait.
    pub subscription: Option<String>,
}

/// An instance in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceView {
    /// Its id.
    pub id: String,
    /// The id of its process.
    pub process: String,
    /// The instance that called it.
    pub parent: Option<String>,
    /// Has it not ended?
    pub running: bool,
}

/// A live element instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementView {
    /// Its key.
    pub key: Key,
    /// The element.
    pub element: String,
    /// The element instance around it.
    pub scope: Option<Key>,
    /// Does it wait for tokens?
    pub joining: bool,
}

/// One event of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceView {
    /// `elementActivating`, `elementCompleted`, …
    pub kind: String,
    /// The element instance it is about.
    pub key: Option<Key>,
    /// Its fields.
    pub data: Value,
}

/// An open wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitView {
    /// Its id.
    pub id: String,
    /// `job`, `userTask`, `timer`, `message`, `signal`, `error`, `escalation`, `condition`, `child`, `evaluation`.
    pub kind: String,
    /// The job type, the name of message or signal, …
    pub name: Option<String>,
    /// For timers: when, Unix milliseconds.
    pub due: Option<i64>,
    /// The instance.
    pub instance: String,
    /// The element that waits.
    pub element: String,
    /// Its element instance.
    pub key: Key,
}

/// An element instance that is stuck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentView {
    /// Its id.
    pub id: String,
    /// The instance.
    pub instance: String,
    /// The element.
    pub element: String,
    /// Stable code.
    pub code: String,
    /// For people.
    pub message: String,
}

impl Refusal {
    /// A refusal of a command.
    pub fn new(code: &str, message: &dyn std::fmt::Display) -> Refusal {
        Refusal { code: code.to_owned(), message: message.to_string(), problems: vec![] }
    }

    /// The codes of what refuses the model.
    pub fn codes(&self) -> Vec<String> {
        let errors = self.problems.iter().filter(|p| p.severity == weir_core::Severity::Error);
        let mut codes: Vec<String> = errors.map(|p| p.code.clone()).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        for problem in self.problems.iter().filter(|p| p.severity == weir_core::Severity::Error).take(3) {
            let element = problem.element.as_ref().map(ToString::to_string).unwrap_or_default();
            write!(f, " [{} {element}, line {}: {}]", problem.code, problem.place.line, problem.message)?;
        }
        Ok(())
    }
}
