//! What happened, in the past tense: the one vocabulary. History, audit, task lists, indicators, mining, replay and
//! effects are projections of it.
//!
//! This file is long because the vocabulary is one thing, and each word has its meaning beside it. Events are persisted
//! as arrays in field order: a variant may grow at its end by a field with `#[serde(default)]`, and nothing is ever
//! removed, renamed or reordered. What all events of a step share stands once in its [`Step`].
mod joining;
mod key;
mod loops;
mod started;
mod work;
use crate::approval::{Policy, Seat, Verdict};
use crate::compensation::{Compensating, Kept};
use crate::id::{ElementId, FlowIds, InstanceId, Key, Keys, WaitId};
use crate::instance::{Answer, HeldEntry, Place, Variables};
use crate::rare::Rare;
use crate::sent_back::Above;
use crate::{conversation::Conversation, correlation::Filled, script::TaskChange, sentence::Sentence, wait::Wait};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::cause::{Actor, Intervention, Step};
pub use crate::old::{OLD_VALUE_BYTES_MAX, Old};
pub use joining::*;
pub use loops::*;
pub use started::*;
pub use work::*;

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The instance began.
    ProcessStarted(Box<ProcessStarted>),
    /// A token came to a join and waits there.
    TokenArrived {
        /// The joining element instance.
        key: Key,
        /// The gateway.
        element: ElementId,
        /// Its scope.
        scope: Key,
        /// The flow it came by.
        flow: ElementId,
        /// The element instance it came from.
        from: Key,
    },
    /// An element was entered: `t_enabled` of the activity.
    ElementActivating {
        /// Its new key; for a join the key it waited under.
        key: Key,
        /// The element.
        element: ElementId,
        /// Its scope; none for the process.
        scope: Option<Key>,
        /// The element instances whose completion led here: one, or those a join took tokens from.
        caused_by: Keys,
        /// Has its event already happened?
        triggered: bool,
        /// The flows whose waiting tokens a join took.
        consumed: Rare<Vec<ElementId>>,
        /// Local variables it begins with.
        variables: Rare<Variables>,
        /// Did somebody put the token here?
        intervention: Option<Intervention>,
        /// Is it here to compensate?
        #[serde(default)]
        compensating: Option<Box<Compensating>>,
        /// Where its tokens go on when it is done, instead of over its flows: a matter went back here, and comes back.
        #[serde(default)]
        resume: Rare<Vec<Place>>,
    },
    /// Its inputs are set and it is at work.
    ElementActivated {
        /// Which.
        key: Key,
    },
    /// It is done and decides where to go.
    ElementCompleting {
        /// Which.
        key: Key,
    },
    /// It was left: `t_ended` of the activity.
    ElementCompleted {
        /// Which.
        key: Key,
        /// The flows its token took.
        flows: FlowIds,
    },
    /// It was ended from outside: `t_ended` with outcome terminated.
    ElementTerminated {
        /// Which.
        key: Key,
        /// Did somebody do it by hand?
        intervention: Option<Intervention>,
    },
    /// It began to wait for something.
    WaitOpened {
        /// Which.
        key: Key,
        /// For what.
        wait: Box<Wait>,
    },
    /// What it waited for came.
    WaitFired {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// It no longer waits for it.
    WaitCancelled {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The called instance that is to end with it.
        child: Option<InstanceId>,
    },
    /// A variable was set.
    VariableSet {
        /// The element instance that holds it.
        scope: Key,
        /// Its name.
        name: String,
        /// The value before.
        old: Old,
        /// The value now.
        value: Box<Value>,
        /// The element instance that set it; none from outside.
        writer: Option<Key>,
        /// Was it changed by hand?
        intervention: Option<Intervention>,
        /// Was it taken away? Its value is null then.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        removed: bool,
    },
    /// A multi-instance activity knows how many instances it will have.
    LoopStarted(LoopStarted),
    /// One instance of a multi-instance activity gave its result.
    LoopCollected(LoopCollected),
    /// A worker took a job: `t_claimed` and `t_started` of the activity.
    JobLocked(JobLocked),
    /// A worker needs longer.
    JobExtended(JobExtended),
    /// A worker could not do it, or gave it back.
    JobFailed(JobFailed),
    /// A job may be tried again.
    JobRetriesSet(JobRetriesSet),
    /// A task was given to somebody: `t_claimed` when they took it themselves.
    UserTaskAssigned(UserTaskAssigned),
    /// Work on a task began: `t_started`.
    UserTaskStarted(UserTaskStarted),
    /// A task was done.
    UserTaskCompleted(UserTaskCompleted),
    /// A message reached an instance.
    MessageReceived {
        /// Who waited.
        key: Key,
        /// The wait.
        wait: WaitId,
        /// The message.
        message: String,
    },
    /// A message left an instance.
    MessageThrown {
        /// Who threw it.
        key: Key,
        /// Its name.
        name: String,
        /// Its correlation key.
        correlation_key: Option<String>,
        /// What it carries.
        variables: Variables,
        /// The conversation that it belongs to.
        #[serde(default)]
        conversation: Option<String>,
    },
    /// A signal left an instance; those inside it that waited have received it in the same step.
    SignalThrown {
        /// Who threw it.
        key: Key,
        /// Its name.
        name: String,
        /// What it carries.
        variables: Variables,
    },
    /// An error was thrown.
    ErrorThrown {
        /// Who threw it.
        key: Key,
        /// Its code.
        code: String,
        /// The thrower's words.
        message: String,
        /// Who caught it; none when nobody did.
        caught_by: Option<Key>,
        /// What it carries to the caller, when nobody caught it in a called instance.
        #[serde(default)]
        variables: Variables,
    },
    /// An escalation was thrown.
    EscalationThrown {
        /// Who threw it.
        key: Key,
        /// Its code.
        code: String,
        /// Who caught it; none when nobody did.
        caught_by: Option<Key>,
        /// What it carries to the caller, when nobody caught it in a called instance.
        #[serde(default)]
        variables: Variables,
    },
    /// A timer that repeats was set again, or a condition was looked at again.
    WaitMoved {
        /// Who waits.
        key: Key,
        /// The wait as it is now.
        wait: Box<Wait>,
    },
    /// A killable process found a value, or could not.
    EvaluationAnswered {
        /// Who asked.
        key: Key,
        /// The expression.
        expression: String,
        /// What it found.
        answer: Answer,
    },
    /// A decision was evaluated: which version, and what it gave.
    DecisionEvaluated {
        /// Who asked.
        key: Key,
        /// The decision, `decision:version`.
        decision: String,
        /// The rule parameters used, with their versions.
        parameters: Vec<(String, u64)>,
        /// The numbers of the rules that matched.
        rules: Vec<u32>,
    },
    /// Something went wrong; the token keeps its place.
    IncidentRaised {
        /// Where.
        key: Key,
        /// Stable code.
        code: String,
        /// For people.
        message: String,
        /// What the message says, in parts; nothing for the words of others.
        #[serde(default)]
        sentence: Option<Box<Sentence>>,
    },
    /// It is to be tried again.
    IncidentResolved {
        /// Where.
        key: Key,
    },
    /// The instance, or one element of it, stands still: begins a suspended span of the activity.
    Suspended {
        /// Which; the process itself suspends all.
        key: Key,
    },
    /// It goes on: ends the suspended span.
    Resumed {
        /// Which.
        key: Key,
    },
    /// The element instance moved to an element of another version.
    ElementMigrated {
        /// Which.
        key: Key,
        /// Its element there.
        element: ElementId,
        /// The definition.
        definition: String,
        /// The flows of tokens that wait there, where they have another id: before and after.
        #[serde(default)]
        flows: Vec<(ElementId, ElementId)>,
        /// The start event that is kept for it, where it has another id.
        #[serde(default)]
        start: Option<ElementId>,
    },
    /// Somebody stepped in: stands before what they did.
    Intervened {
        /// How.
        intervention: Intervention,
        /// Why.
        reason: Option<String>,
    },
    /// One of several events that must all come has come; it is kept until the others have come too.
    EventGathered(EventGathered),
    /// A complex gateway has let tokens go and waits for the rest of them, to be reset.
    GatewayAwaitsReset(GatewayAwaitsReset),
    /// Nothing more can come: a complex gateway waits for its start again.
    GatewayReset(GatewayReset),
    /// A listener that sets a variable, or is a script, has had its turn.
    ListenerDone {
        /// Of which element instance.
        key: Key,
        /// The script whose answer is used up by it.
        #[serde(default)]
        answered: Option<String>,
    },
    /// An activity is about to end, and what its compensation needs is kept in its scope.
    CompensationKept {
        /// Which.
        key: Key,
        /// Its scope.
        scope: Key,
        /// Does it complete? Else a cancelled transaction interrupts it.
        complete: bool,
    },
    /// It was taken back, and will not be compensated.
    CompensationForgotten(Kept),
    /// Compensation was thrown for these activities; they are compensated one after another, the newest first.
    CompensationThrown {
        /// Who threw it.
        key: Key,
        /// For what.
        activities: Vec<Kept>,
    },
    /// A transaction was cancelled: nothing runs in it any more, and what completed is compensated.
    TransactionCancelled {
        /// Which.
        key: Key,
        /// The cancel end event.
        by: Key,
    },
    /// A multi-instance activity has thrown the events of its completed instances.
    LoopReported(LoopReported),
    /// A listener changed a user task before it is made.
    UserTaskShaped {
        /// Of which element instance.
        key: Key,
        /// What it changed.
        change: Box<TaskChange>,
    },
    /// It cannot begin yet, and keeps what came with its event until it can.
    EntryHeld {
        /// Which.
        key: Key,
        /// What came with its event.
        held: HeldEntry,
    },
    /// Its own work is done, and it cannot be left yet: it will not be done again.
    WorkDone {
        /// Which.
        key: Key,
    },
    /// An approval began.
    BallotOpened {
        /// Which.
        key: Key,
        /// Who has to agree.
        policy: Policy,
    },
    /// Somebody is asked in an approval, answers, or is asked no more.
    SeatChanged {
        /// Which approval.
        key: Key,
        /// The seat as it is now.
        seat: Box<Seat>,
    },
    /// An approval is decided.
    BallotDecided {
        /// Which.
        key: Key,
        /// How.
        verdict: Verdict,
        /// Who gave the vote that decided it; `engine` where a policy did.
        by: String,
        /// Those who approved, when it has passed.
        approved: Vec<String>,
    },
    /// 委派: a task was given to somebody who prepares it, or came back.
    UserTaskDelegated(UserTaskDelegated),
    /// 催办: those who have the task were reminded.
    Reminded {
        /// Which.
        key: Key,
        /// By whom.
        by: String,
    },
    /// 抄送: people were told.
    Copied {
        /// Of which task.
        key: Key,
        /// Whom.
        people: Vec<String>,
    },
    /// 驳回: a matter went back; what ended by it says so itself.
    Returned {
        /// From where.
        key: Key,
        /// To which element.
        to: ElementId,
        /// By whom.
        by: String,
        /// In which words.
        comment: Option<String>,
        /// The elements of the region: what was done there is not done any more.
        elements: Rare<Vec<ElementId>>,
        /// The element is one of an instance that has called this one, which ends by it.
        #[serde(default)]
        above: Option<Box<Above>>,
        /// The task, or the call, at which it was sent back, where it was: what goes back may be a scope around it.
        #[serde(default)]
        task: Option<Key>,
    },
    /// A token that waited at a join was taken back.
    TokenWithdrawn(TokenWithdrawn),
    /// The instance speaks from now on with an instance of another pool.
    ConversationJoined {
        /// The process of the other pool.
        with: ElementId,
        /// The conversation.
        conversation: Conversation,
    },
    /// A task goes, and a listener of that could not be told: what it would have been told with has a fault.
    ListenerFailed {
        /// The task, or the scope that went before its listener had heard.
        key: Key,
        /// Stable code.
        code: String,
        /// For people.
        message: String,
    },
    /// It has been ended, and stays only until listeners have heard of the tasks that went with it.
    ElementEnding {
        /// Which.
        key: Key,
        /// If somebody ended it.
        intervention: Option<Intervention>,
    },
    /// 逾期: the due date of an open task has passed.
    UserTaskOverdue {
        /// Which.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// When a task is to be done, and how urgent it is, was changed.
    UserTaskPlanned(UserTaskPlanned),
    /// Somebody who did a task chose who is asked in later ones.
    ApproversChosen(ApproversChosen),
    /// A correlation key was filled by a message.
    CorrelationKeyFilled(Box<Filled>),
    /// A multi-instance activity has got one instance more.
    LoopGrown(LoopGrown),
}

/// Each step writes some twenty of them, which another core reads: what is rare or large in them is in a box.
const _: () = assert!(size_of::<Event>() <= 120);
