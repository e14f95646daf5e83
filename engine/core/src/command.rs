//! What is asked of an instance, in the imperative, and why it may be refused.
use crate::decision::Evaluated;
use crate::event::Actor;
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::instance::{Answer, Parent, Variables};
use crate::modification::Modification;
use crate::obstacle::{Obstacle, told};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One request to one instance.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin.
    Start(Start),
    /// A timer is due.
    FireTimer {
        /// Who waits.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// A message is for this wait.
    CorrelateMessage {
        /// Who waits.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The id of the message.
        message: String,
        /// What it carries.
        variables: Variables,
    },
    /// A signal is for this wait.
    DeliverSignal {
        /// Who waits.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// What it carries.
        variables: Variables,
    },
    /// The called instance has ended.
    CompleteChild {
        /// The call activity.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// What it gives back.
        variables: Variables,
        /// It ended by this error, which nobody caught.
        error: Option<String>,
    },
    /// The process to call is not deployed, or calls lie too deep.
    RefuseChild {
        /// The call activity.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Stable code.
        code: String,
        /// For people.
        message: String,
    },
    /// The called instance threw an escalation that nobody there caught.
    EscalateChild {
        /// The call activity.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The code.
        code: String,
    },
    /// A worker takes a job.
    LockJob {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The worker.
        worker: String,
        /// Until when.
        until: Timestamp,
    },
    /// A worker needs longer.
    ExtendJob {
        /// Which.
        job: LeasedJob,
        /// Until when.
        until: Timestamp,
    },
    /// A worker has done a job.
    CompleteJob {
        /// Which.
        job: LeasedJob,
        /// What it gives.
        variables: Variables,
    },
    /// A worker could not do a job.
    FailJob {
        /// Which.
        job: LeasedJob,
        /// How often it may still be tried; none is one less than before.
        retries: Option<u32>,
        /// Not before this.
        available: Timestamp,
        /// The worker's words.
        message: String,
    },
    /// A worker reports a BPMN error.
    ThrowJobError {
        /// Which.
        job: LeasedJob,
        /// The error code.
        code: String,
        /// The worker's words.
        message: String,
        /// What it gives to the catcher.
        variables: Variables,
    },
    /// Somebody takes a task.
    ClaimUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
    },
    /// Somebody puts a task back.
    UnclaimUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
    },
    /// Somebody has done a task.
    CompleteUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
        /// With what outcome.
        outcome: Option<String>,
        /// What they entered.
        variables: Variables,
    },
    /// A killable process has found a value, or could not.
    AnswerEvaluation {
        /// Who asked.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// What it found.
        answer: Answer,
    },
    /// Somebody chooses an enabled activity of an ad-hoc sub-process.
    ActivateActivity {
        /// The ad-hoc sub-process.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Local variables that the activity begins with.
        variables: Variables,
    },
    /// An ad-hoc sub-process without completion condition is done.
    CompleteAdHoc {
        /// Which.
        key: Key,
    },
    /// A decision was evaluated.
    AnswerDecision {
        /// Who asked.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The decision that answered, `decision:version`.
        decision: String,
        /// What it found.
        answer: Box<Evaluated>,
    },
    /// The decision is not deployed, or could not be evaluated.
    RefuseDecision {
        /// Who asked.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Stable code.
        code: String,
        /// For people.
        message: String,
    },
    /// Try again what was stuck.
    ResolveIncident {
        /// Where.
        key: Key,
        /// For a job: how often it may be tried from now on; at least 1.
        retries: u32,
    },
    /// Change variables by hand.
    SetVariables {
        /// Where.
        scope: Key,
        /// What.
        variables: Variables,
        /// Only there, or in the nearest scopes outwards that have them?
        local: bool,
    },
    /// End the instance.
    Cancel,
    /// The instance broke an invariant: leave it as it is, marked.
    Quarantine {
        /// What was broken.
        message: String,
    },
    /// Stand still until resumed.
    Suspend {
        /// Why.
        reason: Option<String>,
    },
    /// Go on.
    Resume {
        /// Why.
        reason: Option<String>,
    },
    /// Put tokens elsewhere by hand.
    Modify(Box<Modification>),
    /// Begin again what has ended.
    Restart(Box<Restart>),
}

/// How an instance begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The definition it runs on: `process:version`.
    pub definition: String,
    /// What people know it by.
    pub business_key: Option<String>,
    /// Who calls it.
    pub parent: Option<Parent>,
    /// The instance at the top of the calls; none is the new one.
    pub root: Option<InstanceId>,
    /// How many calls lie above it.
    pub depth: u32,
    /// The start event; none is the none start event.
    pub at: Option<ElementId>,
    /// What came, where the event needs several triggers; none is all of them.
    pub came: Option<Came>,
    /// What it begins with.
    pub variables: Variables,
}

/// What has started an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// A message of this name.
    Message(String),
    /// A signal of this name.
    Signal(String),
    /// A time.
    Timer,
    /// A condition.
    Condition,
}

/// How an ended instance begins again, as a new one.
#[derive(Debug, Clone, PartialEq)]
pub struct Restart {
    /// The ended instance.
    pub of: InstanceId,
    /// How the new one begins.
    pub start: Start,
    /// Where tokens begin instead of at a start event.
    pub before: Vec<ElementId>,
    /// Why.
    pub reason: Option<String>,
}

/// A job in the hands of a worker, proved by its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// The element instance.
    pub key: Key,
    /// The wait.
    pub wait: WaitId,
    /// The fencing token of the lease.
    pub token: u64,
}

/// The command does not fit the state; nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Instances start once.
    #[error("the instance has already started")]
    AlreadyStarted,
    /// Nothing more happens to it.
    #[error("the instance has ended")]
    Ended,
    /// It broke an invariant and is left alone.
    #[error("the instance is in quarantine: {reason}")]
    Quarantined {
        /// What was broken.
        reason: String,
    },
    /// The process has no such start event.
    #[error("the process has no start event that could be used: {wanted}")]
    NoSuchStart {
        /// What was asked for.
        wanted: String,
    },
    /// It is not there, or no longer.
    #[error("no live element instance {key}")]
    NoSuchElement {
        /// What was asked for.
        key: Key,
    },
    /// It no longer waits for that: done by somebody else, interrupted or cancelled.
    #[error("element instance {key} has no such open wait {wait}")]
    NoSuchWait {
        /// The element instance.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// Somebody else has the lease, or had a newer one.
    #[error("the lease with token {token} is no longer the newest of this job")]
    StaleLease {
        /// The token that was shown.
        token: u64,
    },
    /// Another worker has it.
    #[error("the job is leased to {worker} until {until}")]
    JobLocked {
        /// Who.
        worker: String,
        /// Until when.
        until: Timestamp,
    },
    /// It may not be tried now.
    #[error("the job is not available before {available}")]
    JobNotAvailable {
        /// From when.
        available: Timestamp,
    },
    /// It failed too often.
    #[error("the job has no retries left")]
    NoRetriesLeft,
    /// The timer is for later.
    #[error("the timer is due at {due}")]
    NotDue {
        /// When.
        due: Timestamp,
    },
    /// Somebody else has it.
    #[error("the task belongs to {assignee}")]
    TaskAssigned {
        /// Who.
        assignee: String,
    },
    /// Nobody has it.
    #[error("the task is not claimed")]
    TaskNotAssigned,
    /// Its model says when it is done.
    #[error("the ad-hoc sub-process {key} has a completion condition: it is done when that holds")]
    HasCompletionCondition {
        /// The element instance.
        key: Key,
    },
    /// There is nothing to resolve.
    #[error("element instance {key} has no incident")]
    NoIncident {
        /// The element instance.
        key: Key,
    },
    /// It stands still.
    #[error("the instance is suspended since {since}: resume it first")]
    Suspended {
        /// Since when.
        since: Timestamp,
    },
    /// The instructions do not fit the instance.
    #[error("the instance cannot be modified so: {}", told(obstacles))]
    CannotModify {
        /// All that stands against them.
        obstacles: Vec<Obstacle>,
    },
    /// The instance does not fit the other definition.
    #[error("the instance cannot be migrated so: {}", told(obstacles))]
    CannotMigrate {
        /// All that stands against it.
        obstacles: Vec<Obstacle>,
    },
}

impl Rejection {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Rejection::AlreadyStarted => "already-started",
            Rejection::Ended => "instance-ended",
            Rejection::Quarantined { .. } => "instance-quarantined",
            Rejection::NoSuchStart { .. } => "no-such-start",
            Rejection::NoSuchElement { .. } => "no-such-element-instance",
            Rejection::NoSuchWait { .. } => "no-such-wait",
            Rejection::StaleLease { .. } => "stale-lease",
            Rejection::JobLocked { .. } => "job-locked",
            Rejection::JobNotAvailable { .. } => "job-not-available",
            Rejection::NoRetriesLeft => "no-retries-left",
            Rejection::NotDue { .. } => "timer-not-due",
            Rejection::TaskAssigned { .. } => "task-assigned",
            Rejection::TaskNotAssigned => "task-not-assigned",
            Rejection::HasCompletionCondition { .. } => "has-completion-condition",
            Rejection::NoIncident { .. } => "no-incident",
            Rejection::Suspended { .. } => "instance-suspended",
            Rejection::CannotModify { .. } => "modification-refused",
            Rejection::CannotMigrate { .. } => "migration-refused",
        }
    }
}

impl Command {
    /// Its name, as persisted with the step.
    pub fn name(&self) -> &'static str {
        match self {
            Command::Start(_) => "start",
            Command::FireTimer { .. } => "fire-timer",
            Command::CorrelateMessage { .. } => "correlate-message",
            Command::DeliverSignal { .. } => "deliver-signal",
            Command::CompleteChild { .. } => "complete-child",
            Command::RefuseChild { .. } => "refuse-child",
            Command::EscalateChild { .. } => "escalate-child",
            Command::LockJob { .. } => "lock-job",
            Command::ExtendJob { .. } => "extend-job",
            Command::CompleteJob { .. } => "complete-job",
            Command::FailJob { .. } => "fail-job",
            Command::ThrowJobError { .. } => "throw-job-error",
            Command::ClaimUserTask { .. } => "claim-user-task",
            Command::UnclaimUserTask { .. } => "unclaim-user-task",
            Command::CompleteUserTask { .. } => "complete-user-task",
            Command::AnswerEvaluation { .. } => "answer-evaluation",
            Command::ActivateActivity { .. } => "activate-activity",
            Command::CompleteAdHoc { .. } => "complete-ad-hoc",
            Command::AnswerDecision { .. } => "answer-decision",
            Command::RefuseDecision { .. } => "refuse-decision",
            Command::ResolveIncident { .. } => "resolve-incident",
            Command::SetVariables { .. } => "set-variables",
            Command::Cancel => "cancel",
            Command::Quarantine { .. } => "quarantine",
            Command::Suspend { .. } => "suspend",
            Command::Resume { .. } => "resume",
            Command::Modify(_) => "modify",
            Command::Restart(_) => "restart",
        }
    }
}
