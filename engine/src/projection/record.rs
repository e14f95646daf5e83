//! What the log says: the engine's own vocabulary around the steps of instances. This file is long because everything that
//! is persisted beside them stands here, where it can be seen that it only grows.
//!
//! Records are persisted as MessagePack arrays: a variant may grow at its end by a field with `#[serde(default)]`, and
//! nothing is ever removed, renamed or reordered. All records of one frame happen together or not at all.
use super::alerted::Alerting;
use super::landscaped::LandscapeChange;
use super::modelled::ModelChange;
use super::noted::Noted;
use super::outgoing::Outgoing;
use super::pointed::{FormFilled, Target};
use super::rest::{ManyRest, SignalRest};
use super::simulated::SimulationChange;
use super::suggested::SuggestionChange;
use crate::api::{
    BatchOperation, BatchState, DecisionDefinition, Definition, FormDefinition, IndexSettingsVersion, IndicatorVersion,
    OrganisationChange,
};
use serde::{Deserialize, Serialize};
use weir_core::access::{AuditLine, Written};
use weir_core::command::Came;
use weir_core::instance::{Parent, Variables};
use weir_core::organisation::Change;
use weir_core::parameter::{Parameter, ParameterValue};
use weir_core::sent_back::SentBack;
use weir_core::timer::Cycle;
use weir_core::{Actor, ElementId, InstanceId, Step, Timestamp};

/// One fact of a frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Record {
    /// An instance took a step.
    Step(Step),
    /// Files were deployed.
    Deployed(Deployed),
    /// A request with an idempotency key was answered.
    Answered(Answered),
    /// Answers were forgotten after their time.
    AnswersForgotten(Vec<(Timestamp, String)>),
    /// A message that nobody waits for is kept.
    MessageBuffered(Message),
    /// A kept message was taken, or its time is over.
    MessageRemoved(Message),
    /// A command was sent to another instance; it is there from now on until it is received.
    Sent(Sent),
    /// A command from another instance was carried out, or came too late to do anything.
    Received(ParcelId),
    /// The timer of a start event fired and was set again, or was not.
    StartTimerFired {
        /// As it was.
        timer: StartTimer,
        /// As it is now.
        next: Option<StartTimer>,
    },
    /// A rule parameter was declared, or got another value.
    ParameterSet {
        /// As it is declared from now on.
        parameter: Parameter,
        /// The new value.
        value: ParameterValue,
    },
    /// A definition was suspended or activated: it is as it stands here from now on.
    ReleaseChanged {
        /// The definition.
        release: Release,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
        /// Why.
        reason: Option<String>,
    },
    /// The same is to be done to many instances, one after the other.
    BatchBegun(Batch),
    /// It was done to one of them, or could not be done.
    BatchItemDone {
        /// The batch.
        batch: String,
        /// The instance.
        instance: InstanceId,
        /// Code and words, when it could not be done.
        failure: Option<(String, String)>,
    },
    /// A command between instances could not be carried out and was set aside.
    DeadLettered(DeadLetter),
    /// It is tried again, or it was discarded.
    DeadLetterTaken {
        /// Which.
        id: ParcelId,
        /// The command, when it is tried again.
        again: Option<Sent>,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
        /// Why.
        reason: Option<String>,
    },
    /// The time of answers is over, but a newer answer is kept under the same key.
    AnswersOutlived(Vec<(Timestamp, String)>),
    /// The organisation changed.
    OrganisationChanged {
        /// The change as it is told.
        change: OrganisationChange,
        /// What changed.
        changes: Vec<Change>,
    },
    /// An instance can not be read, or its steps can not be written down: it is left alone, and an incident says so.
    SetApart {
        /// Which.
        instance: InstanceId,
        /// Its definition, as far as that can be told.
        definition: String,
        /// When.
        at: Timestamp,
        /// Why.
        message: String,
    },
    /// It can be read again.
    TakenBack {
        /// Which.
        instance: InstanceId,
        /// When.
        at: Timestamp,
        /// By whom.
        actor: Actor,
    },
    /// Who may do what changed, or something was done with access.
    AccessChanged {
        /// What happened.
        lines: Vec<AuditLine>,
        /// What is other than before.
        written: Vec<Written>,
    },
    /// Somebody keeps something beside a task, or keeps it no more.
    Noted(Noted),
    /// Something leaves the engine, or has left.
    Outgoing(Box<Outgoing>),
    /// A draft of a model was made, changed or removed.
    ModelChanged(Box<ModelChange>),
    /// A batch stops for a while, goes on, or is given up.
    BatchSteered(Box<BatchSteered>),
    /// The process landscape changed.
    LandscapeChanged(Box<LandscapeChange>),
    /// Drafts were made of a template.
    TemplateUsed(Box<crate::api::TemplateUse>),
    /// An indicator was defined, changed or taken away.
    IndicatorChanged(Box<IndicatorVersion>),
    /// A simulation was asked for, is over, accepted or removed.
    SimulationChanged(Box<SimulationChange>),
    /// Suggestions were found, or something was said about them.
    SuggestionsChanged(Box<SuggestionChange>),
    /// An alert rule, an alert or a silence is other than before.
    Alerting(Box<Alerting>),
    /// A form was filled in, and fields of it had to be.
    FormFilled(FormFilled),
    /// What indices are scored by was set, or set aside.
    IndexSettingsChanged(Box<IndexSettingsVersion>),
}

/// Files and the definitions in them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deployed {
    /// The id of the deployment.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub actor: Actor,
    /// New files: SHA-256 in hexadecimal and content.
    pub files: Vec<(String, serde_bytes::ByteBuf)>,
    /// New versions.
    pub definitions: Vec<Release>,
    /// Start timers of the versions that they replace.
    pub disarmed: Vec<StartTimer>,
    /// New versions of decisions.
    #[serde(default)]
    pub decisions: Vec<DecisionRelease>,
    /// New versions of forms.
    #[serde(default)]
    pub forms: Vec<FormDefinition>,
}

/// A new version of a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionRelease {
    /// The version.
    pub definition: DecisionDefinition,
    /// SHA-256 of its file and of those that it imports, in hexadecimal.
    pub files: Vec<String>,
}

/// A new version of a process and what starts it beside a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// The version.
    pub definition: Definition,
    /// Start events that wait for a message: event and name.
    pub messages: Vec<(ElementId, String)>,
    /// Start events that wait for a signal: event and name.
    pub signals: Vec<(ElementId, String)>,
    /// Start events that wait for a time.
    pub timers: Vec<StartTimer>,
    /// Does a start event wait for a condition?
    #[serde(default)]
    pub conditions: bool,
    /// Start events that need several triggers.
    #[serde(default)]
    pub gathering: Vec<ElementId>,
    /// The messages that carry a correlation key of the standard, by name; none where that was not written down yet.
    #[serde(default)]
    pub correlates: Option<Vec<String>>,
}

/// A timer start event of the latest version of a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartTimer {
    /// When it is due.
    pub due: Timestamp,
    /// How it goes on.
    pub cycle: Option<Cycle>,
    /// What it starts.
    pub definition: String,
    /// At which event.
    pub event: ElementId,
}

/// The answer of a request with an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The key.
    pub key: String,
    /// What was asked.
    pub request_hash: serde_bytes::ByteArray<32>,
    /// The answer as JSON.
    pub answer: serde_bytes::ByteBuf,
    /// When it is forgotten.
    pub until: Timestamp,
}

/// A message between publication and delivery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its correlation key.
    pub correlation_key: Option<String>,
    /// What it carries.
    pub variables: Variables,
    /// When it was published.
    pub published: Timestamp,
    /// When it is forgotten.
    pub until: Timestamp,
    /// The conversation that it belongs to; none fits all.
    #[serde(default)]
    pub conversation: Option<String>,
    /// The tenant that it stays in; none is the installation itself.
    #[serde(default)]
    pub tenant: Option<String>,
    /// How many instances have started each other up to this message, without a pause.
    #[serde(default)]
    pub hops: u32,
    /// How many messages and signals have answered each other up to this one.
    #[serde(default)]
    pub answers: u32,
}

/// The same for many instances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Its id.
    pub id: String,
    /// When it began.
    pub at: Timestamp,
    /// Who asked for it.
    pub actor: Actor,
    /// What is done.
    pub operation: BatchOperation,
    /// How many instances there are.
    pub total: u64,
    /// To these.
    pub instances: Vec<InstanceId>,
}

/// What somebody told a batch to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchSteered {
    /// Which.
    pub batch: String,
    /// What it does from then on.
    pub to: BatchState,
    /// When.
    pub at: Timestamp,
    /// Who said it.
    pub actor: Actor,
    /// Why.
    pub reason: Option<String>,
}

/// The id of a command between instances: where it goes and what caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ParcelId {
    /// The partition it goes to.
    pub to: u8,
    /// The instance it comes from, or a random number.
    pub from: InstanceId,
    /// The number of the event it comes from.
    pub seq: u64,
    /// Which one of those.
    pub index: u32,
}

/// A command on its way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Its id.
    pub id: ParcelId,
    /// What is to be done.
    pub parcel: Parcel,
}

/// A command that could not be carried out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// The command.
    pub sent: Sent,
    /// When it was set aside.
    pub at: Timestamp,
    /// Stable code of what went wrong.
    pub code: String,
    /// For people.
    pub message: String,
    /// How often it was tried.
    pub tries: u32,
}

/// What instances ask of each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Parcel {
    /// Start a called instance.
    StartChild {
        /// Who calls.
        parent: Parent,
        /// The id of the process.
        process: String,
        /// The id of the instance to be.
        child: InstanceId,
    },
    /// A called instance has ended.
    ChildEnded {
        /// Who called.
        parent: Parent,
        /// What it gives back.
        variables: Variables,
        /// The error it ended by.
        error: Option<String>,
        /// The words of that error.
        #[serde(default)]
        message: Option<String>,
        /// It ended by sending the matter back.
        #[serde(default)]
        back: Option<Box<SentBack>>,
    },
    /// Nobody waits for a called instance any more.
    CancelChild {
        /// Which.
        child: InstanceId,
    },
    /// A signal for a subscription.
    Signal {
        /// Who waits.
        to: Target,
        /// What it carries.
        variables: Variables,
        /// How many messages and signals have answered each other up to this one.
        #[serde(default)]
        answers: u32,
    },
    /// A message for a subscription.
    Message {
        /// Who waits.
        to: Target,
        /// The message.
        message: Message,
    },
    /// A message or signal starts an instance.
    Start {
        /// This one.
        instance: InstanceId,
        /// Of this definition.
        definition: String,
        /// At this event.
        at: ElementId,
        /// With this.
        variables: Variables,
        /// What came, where the event needs several triggers.
        #[serde(default)]
        came: Option<Came>,
        /// What people know it by.
        #[serde(default)]
        business_key: Option<String>,
        /// The conversation of its message.
        #[serde(default)]
        conversation: Option<String>,
        /// How many instances have started each other up to this one, without a pause.
        #[serde(default)]
        hops: u32,
        /// How many messages and signals have answered each other up to this start.
        #[serde(default)]
        answers: u32,
    },
    /// A message that an instance threw, or that could not be delivered, looks for a receiver.
    Publish(Message),
    /// A business rule task asks its decision.
    Decide {
        /// Who waits.
        to: Target,
    },
    /// A called instance threw an escalation that nobody there caught.
    ChildEscalated {
        /// Who called.
        parent: Parent,
        /// The code.
        code: String,
        /// What it carries.
        #[serde(default)]
        variables: Variables,
    },
    /// The caller of an instance stands still, or goes on: so does what it has called.
    ChildStands {
        /// Which.
        child: InstanceId,
        /// Does it stand still from now on?
        suspended: bool,
        /// Why.
        reason: Option<String>,
    },
    /// A signal for more than one turn serves: those who are left.
    Signals(SignalRest),
    /// The caller of an instance is out of quarantine: what has ended meanwhile gives back what it could not then.
    AskChild {
        /// Which.
        child: InstanceId,
    },
    /// What came for more than one turn serves: those who are left.
    Many(ManyRest),
}
