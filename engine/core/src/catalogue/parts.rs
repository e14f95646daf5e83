//! Attributes and children that many elements share, the lists of reference targets, and the remarks.
use super::entry::Status::{Documentation, Remarked};
use super::entry::{Attribute, Child, Remark};
use crate::problem::Severity::{Note, Warning};

/// What every element has.
pub const BASE: &[Attribute] = &[Attribute::run("id")];
/// A name that is only for people.
pub const NAMED: &[Attribute] = &[Attribute::run("id"), Attribute::doc("name")];
/// Attributes of every activity.
pub const ACTIVITY: &[Attribute] = &[
    Attribute::run("isForCompensation"),
    Attribute::run("startQuantity"),
    Attribute::run("completionQuantity"),
    Attribute::run("default").to(&["sequenceFlow"]),
];
/// The technology of a task, which the worker decides.
pub const IMPLEMENTATION: &[Attribute] = &[Attribute::other(
    "implementation",
    Remarked(&IMPLEMENTATION_REMARK),
    &["##WebService", "##unspecified", "WebService", "webService", "##unspecifed"],
)];
/// The operation that a service task calls.
pub const OPERATION: &[Attribute] =
    &[Attribute::other("operationRef", Remarked(&OPERATION_REMARK), &[]).to(&["operation"])];
/// A typed thing that may be a collection.
pub const ITEM: &[Attribute] = &[Attribute::doc("itemSubjectRef").to(&["itemDefinition"])];
/// Whether data is a collection.
pub const COLLECTION: &[Attribute] = &[Attribute::doc("isCollection")];

/// Children of every element.
pub const DOCUMENTED: &[Child] = &[Child::of("documentation"), Child::of("extensionElements")];
/// Children of every flow element.
pub const FLOW_ELEMENT: &[Child] = &[Child::of("auditing"), Child::of("monitoring"), Child::of("categoryValueRef")];
/// Children of every flow node.
pub const FLOW_NODE: &[Child] = &[Child::of("incoming"), Child::of("outgoing")];
/// Children of every activity.
pub const ACTIVITY_PARTS: &[Child] = &[
    Child::of("ioSpecification"),
    Child::of("property"),
    Child::of("dataInputAssociation"),
    Child::of("dataOutputAssociation"),
    Child::of("standardLoopCharacteristics"),
    Child::of("multiInstanceLoopCharacteristics"),
];
/// Who does the work.
pub const ROLES: &[Child] =
    &[Child::of("resourceRole"), Child::of("performer"), Child::of("humanPerformer"), Child::of("potentialOwner")];
/// Everything that flows, or stands between what flows.
pub const FLOW_ELEMENTS: &[Child] = &[
    Child::of("task"),
    Child::of("userTask"),
    Child::of("manualTask"),
    Child::of("serviceTask"),
    Child::of("scriptTask"),
    Child::of("sendTask"),
    Child::of("receiveTask"),
    Child::of("businessRuleTask"),
    Child::of("callActivity"),
    Child::of("subProcess"),
    Child::of("transaction"),
    Child::of("adHocSubProcess"),
    Child::of("startEvent"),
    Child::of("endEvent"),
    Child::of("intermediateCatchEvent"),
    Child::of("intermediateThrowEvent"),
    Child::of("boundaryEvent"),
    Child::of("implicitThrowEvent"),
    Child::of("event"),
    Child::of("exclusiveGateway"),
    Child::of("parallelGateway"),
    Child::of("inclusiveGateway"),
    Child::of("eventBasedGateway"),
    Child::of("complexGateway"),
    Child::of("sequenceFlow"),
    Child::of("dataObject"),
    Child::of("dataObjectReference"),
    Child::of("dataStoreReference"),
    Child::of("choreographyTask"),
    Child::of("subChoreography"),
    Child::of("callChoreography"),
];
/// Artifacts.
pub const ARTIFACTS: &[Child] = &[Child::of("association"), Child::of("group"), Child::of("textAnnotation")];
/// Event definitions, written in an event or beside the processes.
pub const EVENT_DEFINITIONS: &[Child] = &[
    Child::of("timerEventDefinition"),
    Child::of("messageEventDefinition"),
    Child::of("signalEventDefinition"),
    Child::of("errorEventDefinition"),
    Child::of("escalationEventDefinition"),
    Child::of("conditionalEventDefinition"),
    Child::of("linkEventDefinition"),
    Child::of("compensateEventDefinition"),
    Child::of("cancelEventDefinition"),
    Child::of("terminateEventDefinition"),
];
/// Conversations of a collaboration.
pub const CONVERSATIONS: &[Child] =
    &[Child::of("conversation"), Child::of("subConversation"), Child::of("callConversation")];

/// What a sequence flow may connect.
pub const NODES: &[&str] = &[
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "implicitThrowEvent",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
    "choreographyTask",
    "subChoreography",
    "callChoreography",
];
/// What a boundary event may be attached to, what compensation names.
pub const ACTIVITIES: &[&str] = &[
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
];
/// What a message flow may connect: pools, activities and events. Gateways and artifacts neither send nor receive.
pub const INTERACTION_NODES: &[&str] = &[
    "participant",
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "implicitThrowEvent",
    "conversation",
    "subConversation",
    "callConversation",
];
/// What holds an item: data of every kind.
pub const ITEMS: &[&str] = &[
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "property",
    "dataInput",
    "dataOutput",
    "inputDataItem",
    "outputDataItem",
    "dataStore",
];
/// The event definitions by name.
pub const EVENT_DEFINITION_TAGS: &[&str] = &[
    "timerEventDefinition",
    "messageEventDefinition",
    "signalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
    "linkEventDefinition",
    "compensateEventDefinition",
    "cancelEventDefinition",
    "terminateEventDefinition",
];

/// Who does the work is said by our own attributes.
pub const ROLE_REMARK: Remark = Remark {
    severity: Warning,
    code: "role-not-executed",
    text: "a resource role says who does a user task; here it is documentation",
};
/// Choreographies and conversations beside processes.
pub const CHOREOGRAPHY_REMARK: Remark = Remark {
    severity: Note,
    code: "choreography-documentation-only",
    text: "choreographies and conversations are documentation",
};
/// The technology of a task.
pub const IMPLEMENTATION_REMARK: Remark = Remark {
    severity: Warning,
    code: "implementation-not-executed",
    text: "`implementation` is documentation; the worker that takes the job type does the work",
};
/// A web service operation.
pub const OPERATION_REMARK: Remark = Remark {
    severity: Warning,
    code: "operation-not-executed",
    text: "operations are documentation; the worker that takes the job type does the work",
};
/// `isImmediate="false"`.
pub const IMMEDIATE_REMARK: Remark = Remark {
    severity: Warning,
    code: "flow-not-immediate",
    text: "an executed flow is always immediate; nothing outside the model happens between its ends",
};

/// Documentation, for shortness.
pub const DOC: super::Status = Documentation;
