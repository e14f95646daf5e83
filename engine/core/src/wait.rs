//! What an instance waits for: one record for jobs, tasks, timers, messages, signals, errors, conditions and children.
use crate::approval::SeatId;
use crate::id::{ElementId, InstanceId, WaitId};
use crate::time::Timestamp;
use crate::timer::Cycle;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing that an element instance waits for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wait {
    /// Its number, unique in the instance.
    pub id: WaitId,
    /// When it was opened, by the clock: a duration is counted from here. The event that opened it may bear a later time,
    /// when the clock had been put back.
    pub opened: Timestamp,
    /// What for.
    pub on: WaitFor,
    /// What happens when it comes.
    pub fires: Fires,
    /// Which of the definitions of its event it is for, from 0: an event may have several.
    #[serde(default)]
    pub part: u32,
}

/// What is waited for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WaitFor {
    /// An external worker.
    Job(Box<Job>),
    /// A person.
    UserTask(Box<UserTask>),
    /// A point in time.
    Timer {
        /// When.
        due: Timestamp,
        /// How it repeats.
        cycle: Option<Cycle>,
    },
    /// A message.
    Message {
        /// Its name.
        name: String,
        /// Its correlation key; none takes any.
        key: Option<String>,
        /// The conversation that it must belong to, where it belongs to one; none takes any.
        #[serde(default)]
        conversation: Option<String>,
    },
    /// A signal.
    Signal {
        /// Its name.
        name: String,
    },
    /// An error thrown inside; none is any.
    Error {
        /// Its code.
        code: Option<String>,
    },
    /// An escalation thrown inside; none is any.
    Escalation {
        /// Its code.
        code: Option<String>,
    },
    /// A condition that becomes true: that of the event that waits.
    Condition {
        /// The event whose condition it is.
        event: ElementId,
        /// Did it hold when it was last looked at? It fires when it turns from false to true.
        held: bool,
        /// The rule parameters that it reads, each with the version that it was looked at with last; 0 is none yet. With
        /// another one in force it is looked at again.
        #[serde(default)]
        parameters: Vec<(String, u64)>,
    },
    /// A called process.
    Child {
        /// The id of the called process.
        process: String,
        /// The called instance.
        instance: InstanceId,
        /// Which version of it.
        #[serde(default)]
        bound: Bound,
        /// What people are to know the called instance by.
        #[serde(default)]
        business_key: Option<String>,
    },
    /// The value of an expression that only a killable process may evaluate.
    Evaluation {
        /// The expression as written.
        expression: String,
    },
    /// Somebody who chooses this activity of an ad-hoc sub-process.
    Activation {
        /// The activity.
        activity: ElementId,
        /// Is it chosen already, and only waits for its turn?
        chosen: bool,
    },
    /// The answer of a decision.
    Decision {
        /// The id of the decision.
        decision: String,
        /// Which version of it.
        bound: Bound,
    },
    /// The transaction is cancelled from inside, and what completed in it is compensated.
    Cancel,
}

/// Which version of what is called, once its expressions have their values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// The newest at the time of the call.
    #[default]
    Latest,
    /// The one of this number.
    Version(u32),
    /// The newest that carries this tag.
    VersionTag(String),
    /// The one that was the newest when the caller was deployed.
    Deployment,
}

/// Work for an external worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// The type that workers ask for.
    pub job_type: String,
    /// How often it may still fail.
    pub retries: u32,
    /// Not before this; moved by back-off.
    pub available: Timestamp,
    /// Who works on it.
    pub lease: Option<Lease>,
    /// What its worker gets beside the variables.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Of several jobs of a type the one with the highest goes first.
    #[serde(default)]
    pub priority: i32,
    /// How often it may fail and when it comes back, where an expression of its model has found both.
    #[serde(default)]
    pub tried: Option<Tried>,
}

/// How often something is tried again, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// How often.
    pub times: u32,
    /// The durations between; after the last of them it stays the same.
    pub backoff: Vec<String>,
}

/// A worker's right to a job for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lease {
    /// The worker.
    pub worker: String,
    /// The fencing token: each lease of a job has a greater one, and only the newest may report.
    pub token: u64,
    /// When another worker may take it.
    pub until: Timestamp,
}

/// Work for a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UserTask {
    /// Who has it.
    pub assignee: Option<String>,
    /// Who may claim it.
    pub candidate_users: Vec<String>,
    /// Whose members may claim it.
    pub candidate_groups: Vec<String>,
    /// When it should be done.
    pub due: Option<Timestamp>,
    /// When to look at it again.
    pub follow_up: Option<Timestamp>,
    /// 0 to 100.
    pub priority: u8,
    /// Its form.
    pub form_key: Option<String>,
    /// The fields of its form, where the model describes them: a schema in the manner of form-js.
    #[serde(default)]
    pub form: Option<serde_json::Value>,
    /// Since when whoever has it is at work.
    #[serde(default)]
    pub started: Option<Timestamp>,
    /// The seat of the approval that it is for.
    #[serde(default)]
    pub seat: Option<SeatId>,
    /// 委派: to whom it goes back when it is prepared.
    #[serde(default)]
    pub owner: Option<String>,
    /// Has somebody taken it, or given it to somebody?
    #[serde(default)]
    pub acted: bool,
    /// Was it noticed that its due date has passed?
    #[serde(default)]
    pub overdue: bool,
    /// Whose deed it followed from that it was offered to several: they need not be told of it.
    #[serde(default)]
    pub offered_by: Option<String>,
    /// Its name, where its model's is an expression.
    #[serde(default)]
    pub name: Option<String>,
    /// What is to be done, where its model or a listener says it.
    #[serde(default)]
    pub description: Option<String>,
    /// 催办: when those who may claim it were reminded last, because nobody has it.
    #[serde(default)]
    pub urged: Option<Timestamp>,
    /// By whom.
    #[serde(default)]
    pub urged_by: Option<String>,
}

/// What happens when a wait fires: one rule for all that can be waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fires {
    /// The element that waits is done.
    Owner,
    /// A boundary event of the element.
    Boundary {
        /// The boundary event.
        event: ElementId,
        /// Does it end the element?
        interrupting: bool,
    },
    /// An event sub-process of the scope.
    EventSubProcess {
        /// The event sub-process.
        sub_process: ElementId,
        /// Does it end what else runs in the scope?
        interrupting: bool,
    },
    /// One branch of an event-based gateway.
    Branch {
        /// The flow to that branch.
        flow: ElementId,
    },
    /// The element asks again what it could not decide without the answer.
    Again,
    /// An activity of the ad-hoc sub-process that waits.
    Activation,
    /// The next listener has its turn.
    Listener,
    /// Nothing more; but the element is left only when it has fired.
    Aside,
    /// One opinion of several: the ballot says when the owner is done.
    Seat,
    /// The approval has taken too long.
    Overdue,
    /// A listener of the task is told, the one of this number.
    Told {
        /// From 0, in the order of the model.
        listener: u32,
    },
    /// A condition that the element waits for is judged by it.
    Look {
        /// The wait for that condition.
        wait: WaitId,
    },
}

impl WaitFor {
    /// What is waited for, in a word; stable.
    pub fn kind(&self) -> &'static str {
        match self {
            WaitFor::Job(_) => "job",
            WaitFor::UserTask(_) => "userTask",
            WaitFor::Timer { .. } => "timer",
            WaitFor::Message { .. } => "message",
            WaitFor::Signal { .. } => "signal",
            WaitFor::Error { .. } => "error",
            WaitFor::Escalation { .. } => "escalation",
            WaitFor::Condition { .. } => "condition",
            WaitFor::Child { .. } => "child",
            WaitFor::Evaluation { .. } => "evaluation",
            WaitFor::Activation { .. } => "activation",
            WaitFor::Decision { .. } => "decision",
            WaitFor::Cancel => "cancel",
        }
    }
}

impl Wait {
    /// Did somebody or something outside act, when it has fired? Reminders change nothing, and what the engine looks up for
    /// itself can be looked up again. What people do is told by its own events.
    pub fn comes_from_outside(&self) -> bool {
        match self.on {
            WaitFor::Job(_) | WaitFor::Message { .. } | WaitFor::Signal { .. } | WaitFor::Child { .. } => true,
            WaitFor::Timer { .. } => !matches!(self.fires, Fires::Overdue | Fires::Told { .. }),
            _ => false,
        }
    }
}

impl Fires {
    /// Is the wait over once it has fired? Non-interrupting events stay, and activities that may be chosen again.
    pub fn once(&self) -> bool {
        !matches!(
            self,
            Fires::Boundary { interrupting: false, .. }
                | Fires::EventSubProcess { interrupting: false, .. }
                | Fires::Activation
                | Fires::Told { .. }
        )
    }
}
