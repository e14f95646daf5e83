//! What a BPMN file says, typed, before anything is decided about it. The reader fills it, `compile` reads it.
//!
//! Flow nodes of every depth stand in one list in document order; `scope` says where each lives. Expressions are still
//! text here; references between elements are ids that may dangle (the validator says so).
//!
//! This file is long because it is one table: everything that a BPMN file can say, each with its meaning.
use crate::id::ElementId;
use crate::problem::Place;

mod approval;
mod calls;
mod correlation;
mod events;
mod form;
mod work;
pub use approval::Approval;
pub use calls::{Call, RuleTask};
pub use correlation::{CorrelationKey, CorrelationProperty, CorrelationSubscription};
pub use events::*;
pub use form::FormUse;
pub use work::*;

/// One BPMN file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// Do cron lines count the days of the week from Sunday, 1, as in Camunda 7 and its kin?
    pub quartz: bool,
    /// `definitions@id`.
    pub id: Option<String>,
    /// Where `definitions` stands.
    pub place: Place,
    /// `definitions@targetNamespace`.
    pub target_namespace: Option<String>,
    /// `definitions@expressionLanguage`, the language of expressions that name none.
    pub expression_language: Option<String>,
    /// The processes of the file, in document order.
    pub processes: Vec<Process>,
    /// The global tasks of the file, each as the process of this one task that it is when a call activity calls it.
    pub global_tasks: Vec<Process>,
    /// `message`, `signal`, `error`, `escalation` root elements.
    pub roots: Vec<Root>,
    /// Pools; empty without a collaboration.
    pub participants: Vec<Participant>,
    /// Message flows between pools.
    pub message_flows: Vec<MessageFlow>,
    /// `correlationKey`s of collaborations and conversations.
    pub correlation_keys: Vec<CorrelationKey>,
}

impl Model {
    /// Everything that can be called: processes and global tasks.
    pub fn callable(&self) -> impl Iterator<Item = &Process> {
        self.processes.iter().chain(&self.global_tasks)
    }
}

/// A root element that event definitions refer to.
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    /// Which of them.
    pub kind: RootKind,
    /// Its id.
    pub id: ElementId,
    /// Its name: what messages and signals are matched by.
    pub name: Option<String>,
    /// `errorCode` or `escalationCode`.
    pub code: Option<String>,
    /// What is said of an error when it is thrown.
    pub message: Option<Text>,
    /// `weir:correlationKey` of a message (FEEL, evaluated where the message is awaited or thrown).
    pub correlation_key: Option<Text>,
    /// Where it stands.
    pub place: Place,
}

/// What ends the name of a signal that is for one instance alone.
pub const OF_INSTANCE: &str = ":${execution.processInstanceId}";

/// The kinds of root elements that are executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootKind {
    /// `message`.
    Message,
    /// `signal`.
    Signal,
    /// `error`.
    Error,
    /// `escalation`.
    Escalation,
}

/// A pool.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Its id.
    pub id: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// The process it contains; a black box has none.
    pub process: Option<ElementId>,
    /// Where it stands.
    pub place: Place,
}

/// A message flow.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageFlow {
    /// Its id.
    pub id: ElementId,
    /// A flow node or a pool.
    pub source: ElementId,
    /// A flow node or a pool.
    pub target: ElementId,
    /// `messageRef`.
    pub message: Option<ElementId>,
    /// Where it stands.
    pub place: Place,
}

/// A process with everything in it, of every depth.
#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    /// Its id: what instances are started by.
    pub id: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// `isExecutable`; absent is not the same as false.
    pub executable: Option<bool>,
    /// `weir:versionTag`, for people.
    pub version_tag: Option<String>,
    /// `weir:template`, the template that it was made of.
    pub template: Option<String>,
    /// `weir:suggestions`, the suggestions that were taken up in it.
    pub suggestions: Vec<String>,
    /// `weir:name`: names in other languages, `xml:lang` and text.
    pub names: Vec<(String, String)>,
    /// Where it stands.
    pub place: Place,
    /// Flow nodes and sub-processes of every depth, document order.
    pub nodes: Vec<Node>,
    /// Sequence flows of every depth, document order.
    pub flows: Vec<Flow>,
    /// Associations: from a compensation boundary event to its handler.
    pub associations: Vec<Association>,
    /// Data objects, references, properties: id to the name of the variable they stand for.
    pub data: Vec<Data>,
    /// What is done when it begins or ends.
    pub listeners: Vec<Listener>,
    /// What whoever starts it fills in.
    pub start_form: Option<crate::form::StartForm>,
    /// What its start event says about that.
    pub start_form_use: FormUse,
    /// Who may start it by hand; none is everybody.
    pub starters: Option<crate::process::Starters>,
    /// Is it for an engine in which only what a start event leads to begins?
    pub led_only: bool,
    /// Is it kept out of what people are offered to start?
    pub unlisted: bool,
    /// What data objects begin with: the scope they stand in, none is the process; the variable; its value.
    pub defaults: Vec<(Option<ElementId>, String, serde_json::Value)>,
    /// `correlationSubscription`s: which of its data messages must match.
    pub correlations: Vec<CorrelationSubscription>,
}

/// A sequence flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Its id.
    pub id: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// The scope it is written in; none is the process itself.
    pub scope: Option<ElementId>,
    /// `sourceRef`.
    pub source: ElementId,
    /// `targetRef`.
    pub target: ElementId,
    /// `conditionExpression`.
    pub condition: Option<Text>,
    /// The file with the script of the condition, which only a worker has.
    pub condition_file: Option<Text>,
    /// What is done when it is taken.
    pub listeners: Vec<Listener>,
    /// Where it stands.
    pub place: Place,
}

/// An association.
#[derive(Debug, Clone, PartialEq)]
pub struct Association {
    /// Its id.
    pub id: ElementId,
    /// `sourceRef`.
    pub source: ElementId,
    /// `targetRef`.
    pub target: ElementId,
    /// Where it stands.
    pub place: Place,
}

/// A data object, data object reference, data input or output, or property.
#[derive(Debug, Clone, PartialEq)]
pub struct Data {
    /// Its id.
    pub id: ElementId,
    /// The variable it stands for.
    pub name: Option<String>,
    /// For a reference: the data object it refers to.
    pub refers_to: Option<ElementId>,
}

/// A flow node: event, activity or gateway.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its id; the reader makes one up (and says so) where the file has none.
    pub id: ElementId,
    /// Its name.
    pub name: Option<String>,
    /// The sub-process it lives in; none is the process itself.
    pub scope: Option<ElementId>,
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: NodeKind,
    /// Is it an end event, whoever does what it does?
    pub is_end: bool,
    /// `default`, the flow taken when no condition holds.
    pub default: Option<ElementId>,
    /// `isForCompensation`.
    pub for_compensation: bool,
    /// `startQuantity` and `completionQuantity`.
    pub quantity: crate::process::Quantity,
    /// Multi-instance or standard loop marker.
    pub looped: Option<Loop>,
    /// `weir:input`: evaluated on entry into local variables.
    pub inputs: Vec<Mapping>,
    /// `weir:output`: evaluated on leaving into the surrounding scope.
    pub outputs: Vec<Mapping>,
    /// `ioSpecification`, `property` and data associations.
    pub data: NodeData,
    /// `weir:correlationKey` of its message event definition or of a receive task; the message's own where it is absent.
    pub correlation_key: Option<Text>,
    /// `weir:name`: names in other languages, `xml:lang` and text.
    pub names: Vec<(String, String)>,
    /// Evaluated on entry into the surrounding scope: `camunda:errorCodeVariable` and its like.
    pub sets: Vec<Mapping>,
    /// What is done when it is entered or left, and for a user task when it is made, given to somebody or completed.
    pub listeners: Vec<Listener>,
    /// `flowable:skipExpression`: when this holds, and the instance enables it, its work is not done.
    pub skip: Option<Text>,
    /// What the file says about its work, for whoever finds that no job arises.
    pub written: Vec<Written>,
}

/// What a flow node is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `task`: nothing to do.
    Task,
    /// `manualTask`: done by people without the engine.
    ManualTask,
    /// `userTask`.
    UserTask(Box<UserTask>),
    /// `serviceTask`, done by an external worker.
    ServiceTask(Work),
    /// `sendTask`: throws its message, or is done by a worker when it has none.
    SendTask {
        /// `messageRef`.
        message: Option<ElementId>,
        /// Who does it when there is no message.
        work: Work,
    },
    /// `receiveTask`.
    ReceiveTask {
        /// `messageRef`.
        message: Option<ElementId>,
        /// `instantiate`.
        instantiate: bool,
    },
    /// `scriptTask`.
    ScriptTask {
        /// `scriptFormat`.
        language: Option<String>,
        /// The script itself.
        script: Option<Text>,
        /// `weir:resultVariable`.
        result: Option<String>,
        /// Who does it when the language is not FEEL.
        work: Work,
    },
    /// `businessRuleTask`.
    BusinessRuleTask(Box<RuleTask>),
    /// `callActivity`.
    CallActivity(Box<Call>),
    /// `subProcess`; `triggeredByEvent` makes it an event sub-process.
    SubProcess {
        /// `triggeredByEvent`.
        triggered_by_event: bool,
    },
    /// `transaction`, undone by compensation whatever its `method`.
    Transaction,
    /// `adHocSubProcess`.
    AdHocSubProcess(AdHoc),
    /// Any gateway but the complex one.
    Gateway(GatewayKind),
    /// `complexGateway`.
    ComplexGateway {
        /// `activationCondition`.
        activation: Option<Text>,
    },
    /// `startEvent`.
    StartEvent {
        /// `camunda:initiator`: the variable that takes who started the instance.
        initiator: Option<String>,
        /// `isInterrupting`, for event sub-processes.
        interrupting: bool,
        /// Its event definitions; none is a none start event.
        events: Vec<EventDefinition>,
        /// `parallelMultiple`.
        all: bool,
    },
    /// `intermediateCatchEvent`.
    CatchEvent {
        /// Its event definitions.
        events: Vec<EventDefinition>,
        /// `parallelMultiple`.
        all: bool,
    },
    /// `boundaryEvent`.
    BoundaryEvent {
        /// `attachedToRef`.
        attached_to: ElementId,
        /// `cancelActivity`.
        interrupting: bool,
        /// Its event definitions.
        events: Vec<EventDefinition>,
        /// `parallelMultiple`.
        all: bool,
    },
    /// `intermediateThrowEvent`.
    ThrowEvent {
        /// Its event definitions; none is a none event.
        events: Vec<EventDefinition>,
    },
    /// `endEvent`.
    EndEvent {
        /// Its event definitions; none is a none end event.
        events: Vec<EventDefinition>,
    },
}

/// The gateways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayKind {
    /// One way is taken.
    Exclusive,
    /// All ways are taken; all tokens are awaited.
    Parallel,
    /// Every way whose condition holds is taken; all tokens that may still come are awaited.
    Inclusive,
    /// The way of the first event is taken.
    EventBased,
    /// `instantiate`: the first event starts the process.
    StartingEventBased,
    /// `instantiate` and `eventGatewayType="Parallel"`: the first event starts the process, the others follow in it.
    ParallelEventBased,
}

/// Text of an expression or of a value that may be one, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// As written, entities resolved, white space trimmed.
    pub text: String,
    /// The language named by the expression itself (`language`), none when inherited.
    pub language: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// What a user task says about people. Each value is text, or FEEL after `=`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UserTask {
    /// `weir:assignee`.
    pub assignee: Option<Text>,
    /// `weir:candidateUsers`: comma separated, or FEEL giving a list.
    pub candidate_users: Option<Text>,
    /// `weir:candidateGroups`: comma separated, or FEEL giving a list.
    pub candidate_groups: Option<Text>,
    /// `weir:dueDate`: ISO 8601 date-time or duration.
    pub due_date: Option<Text>,
    /// `weir:followUpDate`.
    pub follow_up_date: Option<Text>,
    /// `weir:dueCalendar`: the work calendar in which durations are counted.
    pub due_calendar: Option<Text>,
    /// `weir:priority`: 0 to 100.
    pub priority: Option<Text>,
    /// Its name, where that is an expression.
    pub name: Option<Text>,
    /// Its documentation, of a model for Camunda 7 and its kin.
    pub description: Option<Text>,
    /// `weir:formKey`.
    pub form_key: Option<Text>,
    /// The fields of its form, where the model describes them: a schema in the manner of form-js.
    pub form: Option<serde_json::Value>,
    /// What it says about approval.
    pub approval: Box<Approval>,
    /// What it says about its form.
    pub form_use: Box<FormUse>,
    /// The variable that takes who has done it.
    pub completer: Option<String>,
    /// The variable that takes its id.
    pub id_variable: Option<String>,
}

/// What an ad-hoc sub-process says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AdHoc {
    /// `ordering="Sequential"`.
    pub sequential: bool,
    /// `completionCondition`.
    pub completion_condition: Option<Text>,
    /// `cancelRemainingInstances`.
    pub cancel_remaining: bool,
    /// `weir:activeElementsCollection` (FEEL): the ids of the activities that it begins with.
    pub active_elements: Option<Text>,
    /// `weir:outputCollection`: the variable that takes what its activities give.
    pub output_collection: Option<String>,
    /// `weir:outputElement` (FEEL): what one of them gives.
    pub output_element: Option<Text>,
}

/// A loop marker.
#[allow(clippy::large_enum_variant)] // the small variant is rare, and a box would be in everyone's way
#[derive(Debug, Clone, PartialEq)]
pub enum Loop {
    /// `multiInstanceLoopCharacteristics`.
    MultiInstance(MultiInstance),
    /// `standardLoopCharacteristics`.
    Standard(StandardLoop),
}

/// Standard loop marker.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardLoop {
    /// `testBefore`.
    pub test_before: bool,
    /// `loopMaximum`: a number, or FEEL after `=`.
    pub maximum: Option<Text>,
    /// `loopCondition`.
    pub condition: Option<Text>,
    /// Where it stands.
    pub place: Place,
}

/// Multi-instance marker.
#[derive(Debug, Clone, PartialEq)]
pub struct MultiInstance {
    /// `isSequential`.
    pub sequential: bool,
    /// `loopCardinality`.
    pub cardinality: Option<Text>,
    /// `weir:collection` (FEEL), or the name behind `loopDataInputRef`.
    pub collection: Option<Text>,
    /// `weir:elementVariable`, or `inputDataItem@name`.
    pub element_variable: Option<String>,
    /// `weir:outputCollection`, or the name behind `loopDataOutputRef`.
    pub output_collection: Option<String>,
    /// `weir:outputElement` (FEEL), or `outputDataItem@name`.
    pub output_element: Option<Text>,
    /// Where each instance gives to several lists, their names: what it gives has their numbers as names.
    pub lists: Vec<String>,
    /// `completionCondition`.
    pub completion_condition: Option<Text>,
    /// The number of the first instance: `loopCounter` counts from 1, in Camunda 7 and its kin from 0.
    pub first: u32,
    /// `flowable:elementIndexVariable`: the local variable that counts from 0.
    pub index_variable: Option<String>,
    /// `behavior` and the events that belong to it.
    pub behavior: Behavior,
    /// Where it stands.
    pub place: Place,
}

/// Which events a multi-instance activity throws when one of its instances completes.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Behavior {
    /// `All`: none.
    #[default]
    All,
    /// `None`: that of `noneBehaviorEventRef`, for each instance.
    None(Option<EventDefinition>),
    /// `One`: that of `oneBehaviorEventRef`, for the first instance.
    One(Option<EventDefinition>),
    /// `Complex`: those of `complexBehaviorDefinition`, each with its condition; one may only end what is left.
    Complex(Vec<(Option<Text>, Option<EventDefinition>)>),
}
