//! What is asked of an instance, in the imperative. This file is long because each command says what it takes.
use crate::approval::ReturnTo;
use crate::decision::Evaluated;
use crate::event::Actor;
use crate::id::{ElementId, InstanceId, Key, WaitId};
use crate::instance::{Answer, Escaped, Parent, Variables};
use crate::modification::Modification;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::rejection::Rejection;
pub use crate::signer_change::SignerChange;

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
        /// The conversation that it belongs to.
        conversation: Option<String>,
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
    /// Another value of a rule parameter that the condition of this wait reads is in force.
    LookAgain {
        /// Who waits.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// The called instance has ended.
    CompleteChild {
        /// The call activity.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// What it gives back, or what its error carries.
        variables: Variables,
        /// It ended by this error, which nobody caught.
        error: Option<Escaped>,
    },
    /// 驳回: the called instance has ended by sending the matter back.
    ChildSentBack {
        /// The call activity.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// To where.
        back: Box<crate::sent_back::SentBack>,
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
        /// What it carries.
        variables: Variables,
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
    /// Somebody begins to work on a task, and takes it if nobody has it.
    StartUserTask {
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
        /// In which words.
        comment: Option<String>,
        /// What they entered.
        variables: Variables,
    },
    /// 转办: somebody gives a task to somebody else.
    TransferUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
        /// May they do it for others?
        force: bool,
        /// To whom.
        to: String,
        /// In which words.
        comment: Option<String>,
    },
    /// Somebody changes when an open task is to be done, or how urgent it is.
    PlanUserTask(Box<crate::task_plan::TaskPlan>),
    /// 委派: somebody lets somebody else prepare a task.
    DelegateUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
        /// To whom.
        to: String,
        /// In which words.
        comment: Option<String>,
    },
    /// A prepared task goes back to whom it belongs.
    ResolveUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
        /// In which words.
        comment: Option<String>,
        /// What they entered.
        variables: Variables,
    },
    /// 加签, 减签: other people are asked.
    ChangeSigners {
        /// Which approval.
        key: Key,
        /// Who.
        by: Actor,
        /// May they do it for others?
        force: bool,
        /// How.
        change: SignerChange,
    },
    /// 撤回: somebody takes back their vote in an open approval.
    WithdrawVote {
        /// Which approval.
        key: Key,
        /// Who.
        by: Actor,
    },
    /// 撤回: somebody takes back the task they did last, while nobody has acted upon it.
    WithdrawTask {
        /// Which.
        element: ElementId,
        /// Who.
        by: Actor,
    },
    /// 驳回: whoever has a task sends the matter back.
    ReturnUserTask {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// Who.
        by: Actor,
        /// To where.
        to: ReturnTo,
        /// Does it come back here when that is done, instead of going the whole way again?
        come_back: bool,
        /// In which words.
        comment: Option<String>,
    },
    /// 催办: whoever has the task is reminded.
    Remind {
        /// Which.
        key: Key,
        /// Who.
        by: Actor,
    },
    /// 抄送: people are told.
    Copy {
        /// Of which task.
        key: Key,
        /// Whom.
        people: Vec<String>,
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
        /// Why.
        reason: Option<String>,
    },
    /// End the instance.
    Cancel {
        /// Why.
        reason: Option<String>,
    },
    /// 撤销: whoever started the instance takes it back.
    Revoke {
        /// Who.
        by: Actor,
        /// Why.
        reason: Option<String>,
        /// Is what it has called in the hands of people?
        below: bool,
    },
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
    /// On whose behalf; none is whoever asks.
    pub initiator: Option<String>,
    /// The conversation of the message that starts it.
    pub conversation: Option<String>,
    /// How many instances before it have started each other without a pause.
    pub hops: u32,
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

impl Command {
    /// Its name, as persisted with the step.
    pub fn name(&self) -> &'static str {
        match self {
            Command::Start(_) => "start",
            Command::FireTimer { .. } => "fire-timer",
            Command::CorrelateMessage { .. } => "correlate-message",
            Command::DeliverSignal { .. } => "deliver-signal",
            Command::LookAgain { .. } => "look-again",
            Command::CompleteChild { .. } => "complete-child",
            Command::ChildSentBack { .. } => "child-sent-back",
            Command::RefuseChild { .. } => "refuse-child",
            Command::EscalateChild { .. } => "escalate-child",
            Command::LockJob { .. } => "lock-job",
            Command::ExtendJob { .. } => "extend-job",
            Command::CompleteJob { .. } => "complete-job",
            Command::FailJob { .. } => "fail-job",
            Command::ThrowJobError { .. } => "throw-job-error",
            Command::ClaimUserTask { .. } => "claim-user-task",
            Command::UnclaimUserTask { .. } => "unclaim-user-task",
            Command::StartUserTask { .. } => "start-user-task",
            Command::CompleteUserTask { .. } => "complete-user-task",
            Command::TransferUserTask { .. } => "transfer-user-task",
            Command::PlanUserTask(_) => "plan-user-task",
            Command::DelegateUserTask { .. } => "delegate-user-task",
            Command::ResolveUserTask { .. } => "resolve-user-task",
            Command::ChangeSigners { .. } => "change-signers",
            Command::WithdrawVote { .. } => "withdraw-vote",
            Command::WithdrawTask { .. } => "withdraw-task",
            Command::ReturnUserTask { .. } => "return-user-task",
            Command::Remind { .. } => "remind",
            Command::Copy { .. } => "copy",
            Command::AnswerEvaluation { .. } => "answer-evaluation",
            Command::ActivateActivity { .. } => "activate-activity",
            Command::CompleteAdHoc { .. } => "complete-ad-hoc",
            Command::AnswerDecision { .. } => "answer-decision",
            Command::RefuseDecision { .. } => "refuse-decision",
            Command::ResolveIncident { .. } => "resolve-incident",
            Command::SetVariables { .. } => "set-variables",
            Command::Cancel { .. } => "cancel",
            Command::Revoke { .. } => "revoke",
            Command::Quarantine { .. } => "quarantine",
            Command::Suspend { .. } => "suspend",
            Command::Resume { .. } => "resume",
            Command::Modify(_) => "modify",
            Command::Restart(_) => "restart",
        }
    }
}
