//! Why a command may be refused: each reason with a stable code.
use crate::approval::{COPIED_MAX, COPIED_OF_MAX, SeatId};
use crate::id::{ElementId, Key, WaitId};
use crate::obstacle::{Obstacle, told};
use crate::time::Timestamp;

/// The command does not fit the state; nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// Instances start once.
    #[error("the instance has already started")]
    AlreadyStarted,
    /// Nothing more happens to it.
    #[error("the instance has ended")]
    Ended,
    /// It broke an invariant and is left alone until an operator releases or ends it.
    #[error(
        "the instance is in quarantine: {reason}; resolve its incident `quarantine` to try again once the cause is mended, \
         or cancel it and restart it"
    )]
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
    /// Somebody has done the task, decided without it, or taken it away.
    #[error(
        "task {key}.{wait} is open no more: it is done, was decided without it, or was taken back. Look at the list of your \
         tasks for what is still to do"
    )]
    TaskDone {
        /// The element instance.
        key: Key,
        /// The wait.
        wait: WaitId,
    },
    /// Whom somebody chose for later tasks is said task by task.
    #[error(
        "`chosenApprovers` is {found}, and has to be an object of lists of people, by the id of the task for which they are \
         chosen, such as `{{\"review\": [\"ann\"]}}`"
    )]
    ChoiceInvalid {
        /// What it is.
        found: String,
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
    /// Somebody else prepares it.
    #[error("the task is delegated: it is done when it has come back")]
    TaskDelegated,
    /// Nobody prepares it.
    #[error("the task is not delegated")]
    TaskNotDelegated,
    /// An opinion that is asked of one person cannot be put back for others.
    #[error("your opinion is asked: transfer or delegate the task instead of putting it back")]
    SeatIsYours,
    /// A task that is put back must be there for somebody.
    #[error("nobody else may claim the task: transfer or delegate it instead of putting it back")]
    NobodyCouldClaim,
    /// An approval takes a vote.
    #[error("`{outcome}` is no vote: approve, reject or abstain")]
    NotAVote {
        /// What was given.
        outcome: String,
    },
    /// The element instance is no open approval.
    #[error("element instance {key} is no open approval")]
    NoApproval {
        /// The element instance.
        key: Key,
    },
    /// The approval has no such seat, or it is removed.
    #[error("the approval has no seat {seat}")]
    NoSuchSeat {
        /// The seat.
        seat: SeatId,
    },
    /// It has said what it has to say.
    #[error("seat {seat} has voted already")]
    SeatAnswered {
        /// The seat.
        seat: SeatId,
    },
    /// Only signers add signers.
    #[error("`{by}` is not asked in this approval")]
    NotASigner {
        /// Who.
        by: String,
    },
    /// Only whoever added a signer removes them.
    #[error("`{by}` has not added this signer")]
    NotYourSigner {
        /// Who.
        by: String,
    },
    /// They are asked already.
    #[error("`{person}` is asked already")]
    AlreadyASigner {
        /// Who.
        person: String,
    },
    /// They have started the instance, and do not decide on it.
    #[error(
        "`{person}` has started this instance, and by its model nobody decides on their own request (`weir:approvalSelf`): \
         name somebody else"
    )]
    OwnRequest {
        /// Who.
        person: String,
    },
    /// Those who are left could not approve any more.
    #[error("those who are left weigh {sum} together, and {needed} are needed: add somebody first")]
    OutOfReach {
        /// What they weigh.
        sum: u64,
        /// What is needed.
        needed: u32,
    },
    /// Nobody would be left.
    #[error("this is the last signer: an approval needs somebody who decides")]
    LastSigner,
    /// There are enough.
    #[error("an approval has at most {max} signers")]
    TooManySigners {
        /// How many.
        max: usize,
    },
    /// Somebody has to be named.
    #[error("say who")]
    NobodyNamed,
    /// More than an instance may tell.
    #[error("at most {COPIED_MAX} people are told of a task at once, and {COPIED_OF_MAX} of an instance in all")]
    TooManyCopied,
    /// Whoever chooses an activity would put another value before one that the instance has.
    #[error(
        "the instance has a variable `{name}` already: an activity that is chosen begins with further ones, and sees those \
         of the instance as they are"
    )]
    VariableHidden {
        /// Its name.
        name: String,
    },
    /// They do not work here.
    #[error("nobody called `{person}` works here")]
    NoSuchPerson {
        /// Who.
        person: String,
    },
    /// Who does not work here, or not any more, decides nothing here.
    #[error(
        "`{person}` does not work here at present, and does nothing with tasks: an operator gives them to somebody else"
    )]
    HasLeft {
        /// Who.
        person: String,
    },
    /// They have done nothing that could be taken back.
    #[error("`{by}` has decided nothing here that could be taken back")]
    NothingToWithdraw {
        /// Who.
        by: String,
    },
    /// Only whoever started an instance takes the whole of it back.
    #[error("`{by}` has not started this instance: only whoever did may revoke it")]
    NotTheInitiator {
        /// Who asked.
        by: String,
    },
    /// It is not in the hands of people any more, or belongs to another instance.
    #[error("nothing of it waits for an approval or for you: what is decided is ended by an operator alone")]
    NotRevocable,
    /// Somebody has gone on from it.
    #[error("it cannot be taken back: somebody has acted upon it")]
    ActedUpon,
    /// A matter goes back only where it was.
    #[error("`{element}` was not done in this instance, or has been taken back")]
    NeverDone {
        /// The element.
        element: ElementId,
    },
    /// The target is one of several ways that have met since, or lies in a scope that has ended.
    #[error("the matter cannot go back to `{element}`: its branch is closed")]
    ClosedBranch {
        /// The element.
        element: ElementId,
    },
    /// Each return that comes back keeps the way of the one before.
    #[error(
        "{max} returns that come back stand one in another, as many as may: send it back without `comeBack`, or let one of \
         them come back first"
    )]
    TooManyReturns {
        /// How many there may be.
        max: usize,
    },
    /// There is no earlier task.
    #[error("there is no earlier task to which the matter could go back")]
    NowhereToReturn,
    /// They were reminded a moment ago.
    #[error("they were reminded at {last}: wait until {until}")]
    RemindedJustNow {
        /// When.
        last: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// Nobody else has the task.
    #[error("nobody else has an open task here at present: there is nobody to remind")]
    NobodyToRemind,
    /// The model says who starts it.
    #[error("`{person}` may not start `{process}`: its model names other people and groups for that")]
    NotAStarter {
        /// Who asked.
        person: String,
        /// The process.
        process: ElementId,
    },
    /// What was entered does not fit the form of the task.
    #[error("the form is not filled in right: {}", wrong.join("; "))]
    FormInvalid {
        /// One for each field that does not fit.
        wrong: Vec<String>,
    },
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
            Rejection::TaskDone { .. } => "task-done",
            Rejection::ChoiceInvalid { .. } => "choice-invalid",
            Rejection::StaleLease { .. } => "stale-lease",
            Rejection::JobLocked { .. } => "job-locked",
            Rejection::JobNotAvailable { .. } => "job-not-available",
            Rejection::NoRetriesLeft => "no-retries-left",
            Rejection::NotDue { .. } => "timer-not-due",
            Rejection::TaskAssigned { .. } => "task-assigned",
            Rejection::TaskNotAssigned => "task-not-assigned",
            Rejection::TaskDelegated => "task-delegated",
            Rejection::TaskNotDelegated => "task-not-delegated",
            Rejection::SeatIsYours => "seat-is-yours",
            Rejection::NobodyCouldClaim => "nobody-could-claim",
            Rejection::NotAVote { .. } => "not-a-vote",
            Rejection::NoApproval { .. } => "no-approval",
            Rejection::NoSuchSeat { .. } => "no-such-seat",
            Rejection::SeatAnswered { .. } => "seat-answered",
            Rejection::NotASigner { .. } => "not-a-signer",
            Rejection::NotYourSigner { .. } => "not-your-signer",
            Rejection::AlreadyASigner { .. } => "already-a-signer",
            Rejection::OwnRequest { .. } => "own-request",
            Rejection::OutOfReach { .. } => "weight-out-of-reach",
            Rejection::LastSigner => "last-signer",
            Rejection::TooManySigners { .. } => "too-many-signers",
            Rejection::NobodyNamed => "nobody-named",
            Rejection::TooManyCopied => "too-many-copied",
            Rejection::VariableHidden { .. } => "variable-hidden",
            Rejection::NoSuchPerson { .. } => "no-such-person",
            Rejection::HasLeft { .. } => "has-left",
            Rejection::NothingToWithdraw { .. } => "nothing-to-withdraw",
            Rejection::NotTheInitiator { .. } => "not-the-initiator",
            Rejection::NotRevocable => "not-revocable",
            Rejection::ActedUpon => "acted-upon",
            Rejection::NeverDone { .. } => "never-done",
            Rejection::ClosedBranch { .. } => "closed-branch",
            Rejection::TooManyReturns { .. } => "too-many-returns",
            Rejection::NowhereToReturn => "nowhere-to-return",
            Rejection::RemindedJustNow { .. } => "reminded-just-now",
            Rejection::NobodyToRemind => "nobody-to-remind",
            Rejection::NotAStarter { .. } => "not-a-starter",
            Rejection::FormInvalid { .. } => "form-invalid",
            Rejection::HasCompletionCondition { .. } => "has-completion-condition",
            Rejection::NoIncident { .. } => "no-incident",
            Rejection::Suspended { .. } => "instance-suspended",
            Rejection::CannotModify { .. } => "modification-refused",
            Rejection::CannotMigrate { .. } => "migration-refused",
        }
    }
}
