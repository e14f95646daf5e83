//! What a partition is asked, and what it answers.
use super::alerting::AlertTask;
use super::dead_letter::{TakeDeadLetter, Trouble};
use super::indicator::IndicatorTask;
use super::landscape::LandscapeTask;
use super::model::ModelTask;
use super::notes::Note;
use super::outgoing::OutgoingTask;
use super::simulation::SimulationTask;
use super::suggestion::SuggestionTask;
use crate::api::SetParameter as Asked;
use crate::api::{
    Alert, AlertRule, AlertSilence, Attachment, BatchOperation, BatchSummary, ChangeAccess, ChangeOrganisation,
    Comment, DecisionDefinition, DeploymentReport, Draft, DutyRuleVersion, FormDefinition, IndexSettingsVersion,
    IndicatorVersion, Job, LandscapeVersion, Model, OrganisationChange, ParameterEntry, Publication,
    ResourceDisposition, ResourceProblem, RestartReport, SignalReport, Simulation, StartConditions, StartFile,
    StartedByCondition, StartedInstance, Suggestion, TemplateUse,
};
use crate::busy::Work;
use crate::effects::MessageName;
use crate::error::Error;
use crate::messages::{Receiver, StartEvent};
use crate::projection::{Batch, BatchSteered, Message, Parcel, ParcelId, Sent, StartTimer, Target};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::oneshot;
use weir_core::changes::Changes;
use weir_core::command::{Restart, Start};
use weir_core::instance::Variables;
use weir_core::migration::MigrationPlan;
use weir_core::{Actor, Command, InstanceId, Process, Timestamp};

/// A request in the queue of a partition.
#[derive(Debug)]
pub struct Request {
    /// What.
    pub task: Task,
    /// Who asks.
    pub by: By,
    /// Where the answer goes.
    pub answer: Option<oneshot::Sender<Result<Reply, Error>>>,
    /// It is under way.
    pub work: Work,
}

/// Who asks, and under which names the answer is kept.
#[derive(Debug, Default)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// The names; asked again under one of them the same answer is given.
    pub names: Vec<Once>,
}

/// A name for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// The name.
    pub name: String,
    /// SHA-256 of what was asked.
    pub request_hash: [u8; 32],
    /// How long the answer is kept.
    pub keep_ms: i64,
    /// What is kept.
    pub keeps: Keeps,
}

/// What is kept under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// The answer.
    TheAnswer,
    /// Only that it was asked, and what: the answer is kept in parts, each with its own name.
    ThatItWasAsked,
}

/// What a partition is asked.
#[derive(Debug)]
pub enum Task {
    /// A command for one instance.
    Command {
        /// Which.
        instance: InstanceId,
        /// What.
        command: Command,
        /// What the answer is.
        want: Want,
    },
    /// A new instance.
    Start {
        /// Its id.
        instance: InstanceId,
        /// What it runs on.
        process: Arc<Process>,
        /// How it begins.
        start: Box<Start>,
        /// It is the delivery of this message.
        message: Option<String>,
        /// Is what it begins with what somebody filled in?
        by_form: bool,
    },
    /// New versions of processes.
    Deploy(Box<Deployment>),
    /// A command from another instance.
    Receive(ParcelId, Parcel),
    /// Send a message to all of these.
    Scatter(Box<Message>, Vec<Receiver>),
    /// Keep a message until somebody waits for it.
    Buffer(Box<Message>),
    /// Bring kept messages of this name and key to those who wait, from behind this row on.
    Match(MessageName, Vec<u8>),
    /// A signal for these.
    Signal {
        /// Its name.
        name: String,
        /// What it carries.
        variables: Variables,
        /// Subscriptions.
        to: Vec<Target>,
        /// Definitions and their start events.
        starts: Vec<StartEvent>,
    },
    /// A new value of a rule parameter.
    SetParameter(Box<SetParameter>),
    /// The organisation changes; where somebody is named, by what they say of their own proxies alone.
    ChangeOrganisation(Box<ChangeOrganisation>, Option<String>),
    /// Who may do what changes, or something was done with access.
    ChangeAccess(Box<ChangeAccess>),
    /// Something that somebody keeps beside a task.
    Note(Box<Note>),
    /// Something about what leaves the engine.
    Outgoing(Box<OutgoingTask>),
    /// Something is asked of the process landscape, or a template is used.
    Landscape(Box<LandscapeTask>),
    /// An indicator is defined, changed or taken away.
    Indicator(Box<IndicatorTask>),
    /// Something is asked of a simulation.
    Simulation(Box<SimulationTask>),
    /// Something is asked of alert rules or alerts.
    Alerting(Box<AlertTask>),
    /// Something is asked of a draft of a model.
    Model(Box<ModelTask>),
    /// Suggestions were found, or something is said about one.
    Suggestion(Box<SuggestionTask>),
    /// Start events whose condition holds, and what with.
    StartConditions(Vec<StartEvent>, Box<StartConditions>),
    /// The timer of a start event is due.
    FireStart(Box<StartTimer>),
    /// Move an instance to another definition.
    Migrate {
        /// Which.
        instance: InstanceId,
        /// Where to, and how.
        migration: Arc<Migration>,
    },
    /// A new instance that begins again what has ended.
    Restart {
        /// Its id.
        instance: InstanceId,
        /// What it runs on.
        process: Arc<Process>,
        /// How it begins.
        restart: Box<Restart>,
    },
    /// A definition starts no more instances, or does so again.
    SuspendDefinition(DefinitionChange),
    /// The same for many instances.
    Batch(Box<Batch>),
    /// One instance of a batch.
    BatchItem(BatchItem),
    /// A batch stops for a while, goes on, or is given up.
    SteerBatch(Box<BatchSteered>),
    /// Set a command between instances aside that cannot be carried out.
    SetAside(Box<Sent>, Trouble),
    /// Set the start aside that a timer is due for.
    SetStartAside(Box<StartTimer>, Trouble),
    /// Try a dead letter again, or discard it.
    TakeDeadLetter(TakeDeadLetter),
    /// Forget messages whose time is over.
    ForgetMessages(Vec<Message>),
    /// Forget answers whose time is over.
    ForgetAnswers(Vec<(Timestamp, String)>),
}

/// What the answer to a command is.
#[derive(Debug, Clone)]
pub enum Want {
    /// That it was done.
    Nothing,
    /// The job that was locked, with these variables or all.
    Job(Option<Vec<String>>),
    /// That a message was delivered.
    Delivery(String),
    /// A time.
    Time(Timestamp),
    /// What has changed.
    Changes,
}

/// What a partition answers. Kept with idempotency keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It is done.
    Done,
    /// An instance was started.
    Started(StartedInstance),
    /// A job was locked.
    Job(Box<Job>),
    /// A message was delivered or kept.
    Published(Publication),
    /// A signal is on its way.
    Signalled(SignalReport),
    /// Files were deployed.
    Deployed(DeploymentReport),
    /// Until then.
    Time(#[serde(with = "weir_core::time::rfc3339")] Timestamp),
    /// A rule parameter has a new value.
    Parameter(Box<ParameterEntry>),
    /// Conditions held, and started these.
    ConditionsMet(Vec<StartedByCondition>),
    /// An instance has changed.
    Changed(Box<Changes>),
    /// An instance began again.
    Restarted(Box<RestartReport>),
    /// A batch has begun.
    Batch(Box<BatchSummary>),
    /// Jobs were locked, each in a commit of its own.
    Fetched(Vec<Job>),
    /// Messages were matched up to this row, and there may be more.
    Matched(Option<Vec<u8>>),
    /// The organisation has changed.
    Organisation(Box<OrganisationChange>),
    /// Access has changed; the number of the last line about it.
    Access(u64),
    /// Something was said.
    Comment(Box<Comment>),
    /// A draft was saved.
    Draft(Box<Draft>),
    /// A file was added, or taken away.
    Attachment(Box<Attachment>),
    /// A file for a start form was added.
    StartFile(Box<StartFile>),
    /// A draft of a model, as it is now.
    Model(Box<Model>),
    /// The landscape has changed.
    Landscape(Box<LandscapeVersion>),
    /// Drafts were made of a template.
    TemplateUsed(Box<TemplateUse>),
    /// An indicator, as it is now.
    Indicator(Box<IndicatorVersion>),
    /// What indices are scored by now.
    IndexSettings(Box<IndexSettingsVersion>),
    /// A simulation, as it is now.
    Simulation(Box<Simulation>),
    /// A suggestion, as it stands now.
    Suggestion(Box<Suggestion>),
    /// An alert rule has a new version.
    AlertRule(Box<AlertRule>),
    /// A rule of duties, as it is now.
    DutyRule(Box<DutyRuleVersion>),
    /// Something was done with an alert.
    Alert(Box<Alert>),
    /// Somebody has asked for quiet, or ended it.
    AlertSilence(Box<AlertSilence>),
}

/// A migration, ready to be carried out.
#[derive(Debug)]
pub struct Migration {
    /// What the plan leads from.
    pub source: Arc<Process>,
    /// What it leads to.
    pub target: Arc<Process>,
    /// The plan.
    pub plan: MigrationPlan,
    /// Why.
    pub reason: Option<String>,
}

/// A definition to suspend or to activate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionChange {
    /// Which.
    pub definition: String,
    /// Does it stand still from now on?
    pub suspended: bool,
    /// Why.
    pub reason: Option<String>,
}

/// One instance of a batch.
#[derive(Debug, Clone)]
pub struct BatchItem {
    /// The batch.
    pub batch: String,
    /// The instance.
    pub instance: InstanceId,
    /// What is done to it.
    pub operation: Arc<BatchOperation>,
    /// It was tried often enough: this is why it could not be done.
    pub trouble: Option<Trouble>,
}

/// Checked files.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// SHA-256 in hexadecimal and content of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// The processes in them.
    pub definitions: Vec<NewDefinition>,
    /// The decisions in them.
    pub decisions: Vec<NewDecision>,
    /// The forms in them.
    pub forms: Vec<NewForm>,
    /// Warnings and notes.
    pub problems: Vec<ResourceProblem>,
    /// What became of every part of them.
    pub account: Vec<ResourceDisposition>,
    /// Only say what would become of them.
    pub dry_run: bool,
    /// The tenant that what is new belongs to.
    pub tenant: Option<String>,
}

/// A process that is to get a new version.
#[derive(Debug, Clone)]
pub struct NewDefinition {
    /// Its file.
    pub resource: String,
    /// The file's SHA-256 in hexadecimal.
    pub checksum: String,
    /// The process.
    pub process: Arc<Process>,
}

/// A decision that is to get a new version.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// Its description, version and deployment still open.
    pub definition: DecisionDefinition,
    /// SHA-256 of its file and of those that it imports.
    pub files: Vec<String>,
}

/// A form that is to get a new version.
#[derive(Debug, Clone)]
pub struct NewForm {
    /// Its description, version and deployment still open.
    pub definition: FormDefinition,
}

/// A new value of a rule parameter.
#[derive(Debug, Clone)]
pub struct SetParameter {
    /// Which.
    pub name: String,
    /// What.
    pub asked: Asked,
    /// Only where there is none of this name: one that is there stays as it is.
    pub new: bool,
}

impl By {
    /// The engine itself.
    pub fn engine() -> Self {
        By { actor: Actor::engine(), names: vec![] }
    }
}

impl Task {
    /// Work that was done already, or that nobody outside would ask again for: it waits in a full queue.
    pub fn is_patient(&self) -> bool {
        match self {
            Task::Command { command, .. } => !matches!(
                command,
                Command::LockJob { .. }
                    | Command::SetVariables { .. }
                    | Command::Modify(_)
                    | Command::Suspend { .. }
                    | Command::Resume { .. }
                    | Command::Cancel { .. }
                    | Command::Revoke { .. }
                    | Command::CorrelateMessage { .. }
            ),
            Task::Migrate { .. }
            | Task::Restart { .. }
            | Task::Start { .. }
            | Task::Buffer(_)
            | Task::Scatter(..)
            | Task::Signal { .. }
            | Task::Note(_)
            | Task::Landscape(_)
            | Task::Indicator(_)
            | Task::Model(_)
            | Task::Suggestion(_)
            | Task::StartConditions(..) => false,
            _ => true,
        }
    }
}
