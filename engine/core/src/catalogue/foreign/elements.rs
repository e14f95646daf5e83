//! Foreign extension elements, and what becomes of each.
use super::Fate::{Documentation, Maps, Runs, Untold, Unused};
use super::{ACTIVITI, CAMUNDA, FLOWABLE, Fate, ForeignElement, SEVEN, ZEEBE};

const C7: &[&str] = &[CAMUNDA];
const FLOW: &[&str] = &[FLOWABLE, ACTIVITI];
const C8: &[&str] = &[ZEEBE];
const CALL: &[&str] = &["callActivity"];
const FORMS: &[&str] = &["userTask", "startEvent"];
const USER: &[&str] = &["userTask"];
const WORK: &[&str] = &[
    "serviceTask",
    "sendTask",
    "businessRuleTask",
    "scriptTask",
    THROWN_MESSAGE,
    "endEvent",
    "intermediateThrowEvent",
];
const SERVICE: &[&str] =
    &["serviceTask", "sendTask", "businessRuleTask", THROWN_MESSAGE, "endEvent", "intermediateThrowEvent"];
const THROWN_MESSAGE: &str = "throwing messageEventDefinition";
const CAUGHT_MESSAGE: &[&str] = &["catching messageEventDefinition"];
const NODES: &[&str] = &[
    "task",
    "serviceTask",
    "userTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "manualTask",
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
    "exclusiveGateway",
    "inclusiveGateway",
    "parallelGateway",
    "complexGateway",
    "eventBasedGateway",
];
/// Where listeners are told of a token.
const BEGUN: &[&str] = &with::<{ NODES.len() + 1 }, 1>(NODES, ["process"]);
pub(in crate::catalogue) const LISTENED: &[&str] = &with::<{ NODES.len() + 2 }, 2>(NODES, ["process", "sequenceFlow"]);
/// Where variables are mapped: an event also by its definition of a message, or of a signal that it throws.
const MAPPED: &[&str] =
    &with::<{ NODES.len() + 2 }, 2>(NODES, ["messageEventDefinition", "throwing signalEventDefinition"]);
const CATCHES: &str = "nobody works for what is caught: it belongs on an event that throws a message";
const HEADERS: Fate = Runs("job headers");
/// Where no job is made but those of listeners.
pub const LISTENED_HEADERS: Fate = Runs("headers of the jobs of its listeners");
const FORM: Fate = Runs("the form that is served with the task, or for the start");
const PROPERTIES: Fate = Documentation("they are for people and tools");
const AGENT: Fate = Documentation("it tells tools that an agent works here; the job says what is done");
const DESIGNER: Fate = Documentation("it belongs to the modeler");

const TRACE: &str = "what it listens for is an event of the other engine; the trace of instances and the list of incidents tell of it here";

/// The flow nodes, and some more.
const fn with<const N: usize, const M: usize>(
    nodes: &'static [&'static str],
    more: [&'static str; M],
) -> [&'static str; N] {
    let mut all = [""; N];
    let mut at = 0;
    while at < N {
        all[at] = if at < nodes.len() { nodes[at] } else { more[at - nodes.len()] };
        at += 1;
    }
    all
}

const fn top(
    namespaces: &'static [&'static str],
    name: &'static str,
    on: &'static [&'static str],
    fate: Fate,
) -> ForeignElement {
    ForeignElement { namespaces, name, inside: &[], on, fate }
}

const fn inner(
    namespaces: &'static [&'static str],
    name: &'static str,
    inside: &'static [&'static str],
    fate: Fate,
) -> ForeignElement {
    ForeignElement { namespaces, name, inside, on: &[], fate }
}

const VALUES: &[&str] = &["inputParameter", "outputParameter", "list", "entry"];

/// All foreign extension elements that are not refused.
pub const ELEMENTS: &[ForeignElement] = &[
    top(SEVEN, "in", CALL, Runs("what goes into the called process")),
    top(C7, "in", &["throwing signalEventDefinition"], Runs("what a signal carries")),
    top(
        C7,
        "in",
        &["catching signalEventDefinition"],
        Unused("who throws a signal says what it carries, and whoever catches it gets all of that"),
    ),
    top(SEVEN, "out", CALL, Runs("what comes back from the called process")),
    top(FLOW, "externalWorkerInParameter", &["serviceTask"], Runs("an input mapping")),
    top(FLOW, "externalWorkerOutParameter", &["serviceTask"], Runs("an output mapping")),
    top(C7, "inputOutput", &["process"], Documentation("Camunda does not read it here either")),
    top(C7, "inputOutput", MAPPED, Runs("input and output mappings")),
    top(
        C7,
        "inputOutput",
        &[],
        Unused("mappings belong to what a token comes to: tasks, events, gateways, sub-processes"),
    ),
    inner(C7, "inputOutput", &["connector"], Runs("input and output mappings")),
    inner(C7, "inputParameter", &["inputOutput"], Maps("input")),
    inner(C7, "outputParameter", &["inputOutput"], Maps("output")),
    top(
        FLOW,
        "variableAggregation",
        &["multiInstanceLoopCharacteristics"],
        Runs("the list that takes what each instance gives"),
    ),
    inner(FLOW, "variable", &["variableAggregation"], Runs("a variable of each instance")),
    inner(C7, "list", VALUES, Runs("a list")),
    inner(C7, "map", VALUES, Runs("an object")),
    inner(C7, "entry", &["map"], Runs("an entry of an object")),
    inner(C7, "value", VALUES, Runs("a value, as an item of a list")),
    inner(
        C7,
        "script",
        VALUES,
        Runs("JavaScript is evaluated by the engine; others are a job header, and the worker evaluates it"),
    ),
    inner(
        C7,
        "script",
        &["executionListener", "taskListener"],
        Runs("JavaScript runs in the engine; others are a job with the script in a header"),
    ),
    inner(
        FLOW,
        "script",
        &["executionListener", "taskListener"],
        Runs("JavaScript runs in the engine; others are a job with the script in a header"),
    ),
    top(
        C7,
        "errorEventDefinition",
        &["serviceTask"],
        Runs("the BPMN error that a worker's report becomes when the expression holds"),
    ),
    top(FLOW, "value", &["dataObject"], Runs("the value that the variable begins with")),
    top(FLOW, "localization", &[], Documentation("names in other languages are for people")),
    top(C7, "connector", SERVICE, Runs("a job named after the connector")),
    top(C7, "connector", CAUGHT_MESSAGE, Unused(CATCHES)),
    inner(C7, "connectorId", &["connector"], Runs("the job type")),
    top(SEVEN, "field", WORK, HEADERS),
    top(SEVEN, "field", CAUGHT_MESSAGE, Unused(CATCHES)),
    inner(SEVEN, "field", &["executionListener", "taskListener"], HEADERS),
    inner(SEVEN, "string", &["field"], HEADERS),
    inner(SEVEN, "expression", &["field"], HEADERS),
    top(SEVEN, "failedJobRetryTimeCycle", WORK, Runs("how often a failed job is tried again, and when")),
    top(SEVEN, "failedJobRetryTimeCycle", &[], Documentation("there is no job here that could be tried again")),
    top(SEVEN, "executionListener", LISTENED, Runs("a job before the element goes on")),
    top(SEVEN, "executionListener", &[], Unused("no token comes here that a listener could be told of")),
    top(SEVEN, "taskListener", USER, Runs("a job that the task waits for")),
    // The timer of a listener for a timeout is an element of BPMN in one of Camunda.
    top(C7, "properties", &[], PROPERTIES),
    top(C7, "formData", FORMS, FORM),
    inner(C7, "formField", &["formData"], FORM),
    inner(C7, "properties", &["formField"], FORM),
    inner(C7, "property", &["properties"], FORM),
    inner(C7, "value", &["formField"], FORM),
    inner(C7, "validation", &["formField"], FORM),
    inner(C7, "constraint", &["validation"], FORM),
    top(SEVEN, "formProperty", FORMS, FORM),
    inner(SEVEN, "value", &["formProperty"], FORM),
    top(
        SEVEN,
        "potentialStarter",
        &["process"],
        Runs("who may start it: other people of the organisation are refused"),
    ),
    top(FLOW, "customProperties", &[], PROPERTIES),
    top(
        &[FLOWABLE],
        "decisionReferenceType",
        &["serviceTask"],
        Documentation("decisions and decision services are asked alike, by the field that names one"),
    ),
    // What the designer of Flowable writes for itself.
    top(&[FLOWABLE], "task-candidates-type", USER, DESIGNER),
    top(&[FLOWABLE], "work-form-field-validation", FORMS, DESIGNER),
    top(FLOW, "eventListener", &["process"], Untold(TRACE)),
    top(FLOW, "mapException", WORK, Runs("a job header; its worker reports the BPMN error")),
    top(C8, "linkedResources", WORK, Runs("a job header with all of them as JSON")),
    inner(C8, "linkedResource", &["linkedResources"], Runs("one of them")),
    // Camunda 8.
    top(C8, "ioMapping", NODES, Maps("input and output")),
    inner(C8, "input", &["ioMapping"], Maps("input")),
    inner(C8, "output", &["ioMapping"], Maps("output")),
    top(C8, "userTask", USER, Documentation("user tasks are always the engine's own")),
    top(C8, "properties", &[], PROPERTIES),
    top(C8, "agentDefinition", &["serviceTask", "adHocSubProcess"], AGENT),
    top(C8, "taskDefinition", WORK, Runs("a job")),
    top(C8, "taskHeaders", WORK, HEADERS),
    top(C8, "taskHeaders", BEGUN, LISTENED_HEADERS),
    inner(C8, "taskHeaders", &["executionListener"], HEADERS),
    inner(C8, "header", &["taskHeaders"], HEADERS),
    top(C8, "assignmentDefinition", USER, Runs("who does the task")),
    top(C8, "taskSchedule", USER, Runs("when the task is due")),
    top(C8, "priorityDefinition", USER, Runs("the priority of the task")),
    top(C8, "formDefinition", FORMS, FORM),
    top(C8, "userTaskForm", &["process"], Runs("the form of the tasks that name it")),
    top(
        C8,
        "jobPriorityDefinition",
        WORK,
        Runs("how urgent its jobs are: the most urgent of a type is handed out first"),
    ),
    top(C8, "jobPriorityDefinition", &["process"], Runs("how urgent its jobs are that say nothing themselves")),
    top(C8, "calledElement", CALL, Runs("which process is called")),
    top(C8, "calledDecision", &["businessRuleTask"], Runs("which decision is evaluated")),
    top(C8, "conditionalFilter", &["conditionalEventDefinition"], Runs("which changes have the condition looked at")),
    top(C8, "adHoc", &["adHocSubProcess"], Runs("which activities begin")),
    top(C8, "publishMessage", &[THROWN_MESSAGE, "endEvent", "intermediateThrowEvent"], Runs("the message")),
    top(C8, "subscription", &["message"], Runs("which instance a message is for")),
    top(C8, "loopCharacteristics", &["multiInstanceLoopCharacteristics"], Runs("what is repeated over")),
    top(C8, "script", &["scriptTask"], Runs("the script")),
    top(C8, "versionTag", &["process"], Maps("versionTag")),
    top(C8, "executionListeners", BEGUN, Runs("jobs before the element goes on")),
    inner(C8, "executionListener", &["executionListeners"], Runs("a job before the element goes on")),
    top(C8, "taskListeners", USER, Runs("jobs before the task goes on")),
    inner(C8, "taskListener", &["taskListeners"], Runs("a job before the task goes on")),
];
