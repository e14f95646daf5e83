//! The JSON of a scenario, typed. What is not known here is refused, so that a slip never weakens a test.
//!
//! This file is long because everything that a scenario may say stands in one place.
use super::office::{Ask, Give, OfTask, Returned, Stand};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use weir_core::instance::Variables;
use weir_core::parameter::ParameterType;

/// A text in several languages: `en`, `zh-CN`.
pub type Say = BTreeMap<String, String>;

/// A test run of one or several models.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub title: Say,
    /// The files to deploy, relative to the scenario.
    pub deploy: Vec<String>,
    /// The people who work there: a file with a list of entries, relative to the scenario.
    pub organisation: Option<String>,
    /// The time at which the clock stands in the beginning.
    #[serde(default = "beginning")]
    pub now: String,
    /// Rule parameters that are declared before anything is deployed.
    #[serde(default)]
    pub parameters: Vec<Declared>,
    /// What happens.
    pub steps: Vec<Step>,
}

fn beginning() -> String {
    "2026-03-02T01:00:00Z".into()
}

/// A rule parameter with its first value.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Declared {
    /// `params.<name>` in expressions.
    pub name: String,
    /// What its values are.
    pub kind: ParameterType,
    /// What its numbers count.
    pub unit: Option<String>,
    /// The least value.
    pub minimum: Option<Value>,
    /// The greatest value.
    pub maximum: Option<Value>,
    /// The first value.
    pub value: Value,
}

/// One thing that happens, and what is seen after it. At most one of the actions is there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Step {
    /// For readers.
    pub say: Option<Say>,
    /// Starts an instance.
    pub start: Option<Start>,
    /// Somebody takes a task.
    pub claim: Option<Task>,
    /// Somebody puts a task back.
    pub unclaim: Option<Task>,
    /// Somebody has done a task.
    pub complete: Option<Task>,
    /// A worker takes a job and reports.
    pub job: Option<Job>,
    /// A message comes from outside.
    pub message: Option<Message>,
    /// A signal comes from outside.
    pub signal: Option<Signal>,
    /// Time passes: an ISO 8601 duration. Timers on the way fire at their time.
    pub advance: Option<String>,
    /// An operator changes variables.
    pub set: Option<Set>,
    /// An operator tries again what is stuck.
    pub resolve: Option<Resolve>,
    /// An operator ends an instance.
    pub cancel: Option<Cancel>,
    /// Somebody gives a rule parameter a new value.
    pub parameter: Option<NewValue>,
    /// 转办: somebody gives a task to somebody else.
    pub transfer: Option<Give>,
    /// 加签, 减签: somebody asks others in an approval, or somebody no longer.
    pub signers: Option<Ask>,
    /// 驳回: somebody sends the matter back.
    #[serde(rename = "return")]
    pub back: Option<Returned>,
    /// 撤回: somebody takes back what they did.
    pub withdraw: Option<OfTask>,
    /// 催办: somebody urges those who have a task.
    pub remind: Option<OfTask>,
    /// 代理: somebody stands in for somebody.
    pub proxy: Option<Stand>,
    /// The action must be refused with this code.
    pub refused: Option<String>,
    /// What is seen afterwards.
    pub expect: Option<Expect>,
}

/// What a step does.
#[derive(Debug, Clone, Copy)]
pub enum Action<'a> {
    /// See [`Step::start`].
    Start(&'a Start),
    /// See [`Step::claim`].
    Claim(&'a Task),
    /// See [`Step::unclaim`].
    Unclaim(&'a Task),
    /// See [`Step::complete`].
    Complete(&'a Task),
    /// See [`Step::job`].
    Job(&'a Job),
    /// See [`Step::message`].
    Message(&'a Message),
    /// See [`Step::signal`].
    Signal(&'a Signal),
    /// See [`Step::advance`].
    Advance(&'a str),
    /// See [`Step::set`].
    Set(&'a Set),
    /// See [`Step::resolve`].
    Resolve(&'a Resolve),
    /// See [`Step::cancel`].
    Cancel(&'a Cancel),
    /// See [`Step::parameter`].
    Parameter(&'a NewValue),
    /// See [`Step::transfer`].
    Transfer(&'a Give),
    /// See [`Step::signers`].
    Signers(&'a Ask),
    /// See [`Step::back`].
    Return(&'a Returned),
    /// See [`Step::withdraw`].
    Withdraw(&'a OfTask),
    /// See [`Step::remind`].
    Remind(&'a OfTask),
    /// See [`Step::proxy`].
    Proxy(&'a Stand),
}

/// Starts an instance of the latest version of a process.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Start {
    /// The id of the process.
    pub process: String,
    /// What people know the instance by.
    pub business_key: Option<String>,
    /// What it begins with.
    #[serde(default)]
    pub variables: Variables,
    /// Who starts it.
    #[serde(default = "somebody")]
    pub by: String,
    /// What later steps call it; the first is also `main`.
    #[serde(rename = "as")]
    pub alias: Option<String>,
}

/// A user task and what is done with it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Task {
    /// The element.
    #[serde(rename = "task")]
    pub element: String,
    /// Who does it.
    pub by: String,
    /// Which instance, where several have such a task.
    pub instance: Option<String>,
    /// Which task, where an instance has several: the values of variables that it sees.
    #[serde(rename = "where", default)]
    pub sees: Variables,
    /// What they enter.
    #[serde(default)]
    pub variables: Variables,
    /// Of an approval: `approve`, `reject` or `abstain`.
    pub outcome: Option<String>,
    /// In which words.
    pub comment: Option<String>,
}

/// A job and what its worker reports: exactly one of `complete`, `fail`, `error`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Job {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Which instance, where several have such a job.
    pub instance: Option<String>,
    /// The values of variables that the worker gets.
    #[serde(rename = "where", default)]
    pub sees: Variables,
    /// It is done, with these variables.
    pub complete: Option<Variables>,
    /// It could not be done.
    pub fail: Option<Fail>,
    /// It ends in a BPMN error.
    pub error: Option<JobError>,
}

/// A job that could not be done.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fail {
    /// The worker's words.
    pub message: String,
    /// How often it may still be tried; one less than before when not given.
    pub retries: Option<u32>,
}

/// A BPMN error that a worker reports.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct JobError {
    /// The error code.
    pub code: String,
    /// The worker's words.
    #[serde(default)]
    pub message: String,
    /// What it gives to the catcher.
    #[serde(default)]
    pub variables: Variables,
}

/// A message from outside.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Message {
    /// Its name.
    pub name: String,
    /// Its correlation key.
    pub correlation_key: Option<String>,
    /// What it carries.
    #[serde(default)]
    pub variables: Variables,
    /// How many must get it; 0 when it must be kept. Not looked at when not given.
    pub receivers: Option<usize>,
}

/// A signal from outside.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signal {
    /// Its name.
    pub name: String,
    /// What it carries.
    #[serde(default)]
    pub variables: Variables,
}

/// Variables that an operator changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Set {
    /// Which instance.
    pub instance: Option<String>,
    /// Seen from this element; the process when not given.
    pub element: Option<String>,
    /// The new values.
    pub variables: Variables,
}

/// An incident that an operator resolves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resolve {
    /// The element that is stuck.
    pub element: String,
    /// For a job: how often it may be tried from now on.
    pub retries: Option<u32>,
}

/// An instance that an operator ends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Cancel {
    /// Which.
    pub instance: Option<String>,
}

/// A new value of a rule parameter.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewValue {
    /// The parameter.
    pub name: String,
    /// The value.
    pub value: Value,
    /// Why.
    pub reason: String,
    /// In force from then on; at once when not given.
    pub from: Option<String>,
    /// Who changes it.
    #[serde(default = "somebody")]
    pub by: String,
}

/// What must be seen. Lists are complete: what is there and not listed is a difference too. What is not given is not
/// looked at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Expect {
    /// The instance that `state`, `variables`, `visited` and `notVisited` are about.
    pub instance: Option<String>,
    /// `running`, `completed` or `terminated`.
    pub state: Option<String>,
    /// Values of variables of the process.
    pub variables: Option<Variables>,
    /// Elements that were entered at least once.
    pub visited: Vec<String>,
    /// Elements that were never entered.
    pub not_visited: Vec<String>,
    /// All open user tasks.
    pub tasks: Option<Vec<Value>>,
    /// All jobs.
    pub jobs: Option<Vec<Value>>,
    /// All waits for time, messages, signals, conditions and called instances.
    pub waits: Option<Vec<Value>>,
    /// All incidents.
    pub incidents: Option<Vec<Value>>,
    /// All messages that nobody has taken yet.
    pub messages: Option<Vec<Value>>,
    /// All instances.
    pub instances: Option<Vec<Value>>,
    /// How much people have in their lists: `todo`, `claimable`, `started`, `handled`, `copied`.
    pub people: BTreeMap<String, Value>,
}

fn somebody() -> String {
    "somebody".into()
}

impl Step {
    /// What it does; none when it only looks.
    pub fn action(&self) -> Result<Option<Action<'_>>, String> {
        let all = self.actions();
        match all.as_slice() {
            [] if self.expect.is_none() => Err("it neither does nor expects anything".into()),
            [] => Ok(None),
            [(_, action)] => Ok(Some(*action)),
            several => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                Err(format!("it has {} actions ({}); one step does one thing", names.len(), names.join(", ")))
            }
        }
    }

    /// What it does, in a few words.
    pub fn label(&self) -> String {
        match self.action() {
            Ok(Some(action)) => action.label(),
            _ => "expect".into(),
        }
    }

    fn actions(&self) -> Vec<(&'static str, Action<'_>)> {
        [
            self.start.as_ref().map(|a| ("start", Action::Start(a))),
            self.claim.as_ref().map(|a| ("claim", Action::Claim(a))),
            self.unclaim.as_ref().map(|a| ("unclaim", Action::Unclaim(a))),
            self.complete.as_ref().map(|a| ("complete", Action::Complete(a))),
            self.job.as_ref().map(|a| ("job", Action::Job(a))),
            self.message.as_ref().map(|a| ("message", Action::Message(a))),
            self.signal.as_ref().map(|a| ("signal", Action::Signal(a))),
            self.advance.as_ref().map(|a| ("advance", Action::Advance(a))),
            self.set.as_ref().map(|a| ("set", Action::Set(a))),
            self.resolve.as_ref().map(|a| ("resolve", Action::Resolve(a))),
            self.cancel.as_ref().map(|a| ("cancel", Action::Cancel(a))),
            self.parameter.as_ref().map(|a| ("parameter", Action::Parameter(a))),
            self.transfer.as_ref().map(|a| ("transfer", Action::Transfer(a))),
            self.signers.as_ref().map(|a| ("signers", Action::Signers(a))),
            self.back.as_ref().map(|a| ("return", Action::Return(a))),
            self.withdraw.as_ref().map(|a| ("withdraw", Action::Withdraw(a))),
            self.remind.as_ref().map(|a| ("remind", Action::Remind(a))),
            self.proxy.as_ref().map(|a| ("proxy", Action::Proxy(a))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Action<'_> {
    fn label(self) -> String {
        match self {
            Action::Start(start) => format!("start {}", start.process),
            Action::Claim(task) => format!("claim {}", task.element),
            Action::Unclaim(task) => format!("unclaim {}", task.element),
            Action::Complete(task) => format!("complete {}", task.element),
            Action::Job(job) => format!("job {}", job.kind),
            Action::Message(message) => format!("message {}", message.name),
            Action::Signal(signal) => format!("signal {}", signal.name),
            Action::Advance(duration) => format!("advance {duration}"),
            Action::Set(_) => "set variables".into(),
            Action::Resolve(resolve) => format!("resolve {}", resolve.element),
            Action::Cancel(_) => "cancel".into(),
            Action::Parameter(new) => format!("parameter {}", new.name),
            Action::Transfer(give) => format!("transfer {}", give.task),
            Action::Signers(ask) => format!("signers of {}", ask.task),
            Action::Return(back) => format!("return from {}", back.task),
            Action::Withdraw(task) => format!("withdraw {}", task.element),
            Action::Remind(task) => format!("remind of {}", task.element),
            Action::Proxy(stand) => format!("{} stands in for {}", stand.substitute, stand.principal),
        }
    }
}
