//! Attributes of Camunda 8, and what becomes of each.
use super::Fate::{Documentation, Maps, Runs, Unused};
use super::attributes::{
    BESIDE, CALL, CONDITIONAL, FORMS, LISTENER, LOOP, PROCESS, RULE, TEMPLATE, THROWN_MESSAGE, TRUTH, USER, inner,
    inner_only, on,
};
use super::{Fate, Foreign, ZEEBE};

const C8: &[&str] = &[ZEEBE];
const BINDINGS: &[&str] = &["latest", "deployment", "versionTag"];
const EMBEDDED: Fate = Runs("the form of the tasks that name it");
const CANCELLED: Fate = Runs("a job before an instance ends that was cancelled");
const LINKED: Fate = Runs("a job header with all of them as JSON");
const THROWS: &[&str] = &[THROWN_MESSAGE, "endEvent", "intermediateThrowEvent"];
const SERVICE: &[&str] =
    &["serviceTask", "sendTask", "businessRuleTask", "scriptTask", "endEvent", "intermediateThrowEvent"];

/// Those that are not refused.
pub(super) const EIGHTH: &[Foreign] = &[
    on(C8, "modelerTemplate", &[], TEMPLATE),
    on(C8, "modelerTemplateVersion", &[], TEMPLATE),
    on(C8, "modelerTemplateIcon", &[], TEMPLATE),
    on(C8, "retryCounter", SERVICE, Documentation("Camunda does not read it here either")),
    inner(C8, "input", "modelerConfigurationTemplate", &[], TEMPLATE),
    inner(C8, "input", "modelerConfigurationName", &[], TEMPLATE),
    inner(
        C8,
        "conditionalFilter",
        "variableNames",
        CONDITIONAL,
        Runs("the condition is looked at when these variables change, and no other"),
    ),
    inner(
        C8,
        "conditionalFilter",
        "variableEvents",
        CONDITIONAL,
        Runs("the condition is looked at after these changes of variables only"),
    ),
    inner(C8, "taskDefinition", "type", SERVICE, Maps("type")),
    inner(C8, "taskDefinition", "retries", SERVICE, Maps("retries")),
    inner(C8, "header", "key", &[], Runs("a job header")),
    inner(C8, "header", "value", &[], Runs("a job header")),
    inner(C8, "header", "id", &[], TEMPLATE),
    inner(C8, "assignmentDefinition", "assignee", USER, Maps("assignee")),
    inner(C8, "assignmentDefinition", "candidateUsers", USER, Maps("candidateUsers")),
    inner(C8, "assignmentDefinition", "candidateGroups", USER, Maps("candidateGroups")),
    inner(C8, "taskSchedule", "dueDate", USER, Maps("dueDate")),
    inner(C8, "taskSchedule", "followUpDate", USER, Maps("followUpDate")),
    inner(C8, "priorityDefinition", "priority", USER, Maps("priority")),
    inner(C8, "linkedResource", "resourceId", &[], LINKED),
    inner(C8, "linkedResource", "resourceType", &[], LINKED),
    inner(C8, "linkedResource", "linkName", &[], LINKED),
    inner(C8, "linkedResource", "bindingType", &[], LINKED),
    inner(C8, "linkedResource", "versionTag", &[], LINKED),
    inner(C8, "publishMessage", "correlationKey", THROWS, Maps("correlationKey")),
    inner(C8, "publishMessage", "messageId", THROWS, Unused("a message that is thrown is delivered once by itself")),
    inner(
        C8,
        "publishMessage",
        "timeToLive",
        THROWS,
        Unused("messages that are thrown are kept as long as the server is set to"),
    ),
    inner(C8, "jobPriorityDefinition", "priority", SERVICE, Maps("priority")),
    inner(C8, "jobPriorityDefinition", "priority", PROCESS, Maps("priority")),
    inner(C8, "userTaskForm", "id", PROCESS, EMBEDDED),
    inner(C8, "formDefinition", "formKey", FORMS, Maps("formKey")),
    inner(C8, "formDefinition", "formId", FORMS, Maps("formId")),
    inner(C8, "formDefinition", "externalReference", FORMS, Maps("formKey")),
    inner_only(C8, "formDefinition", "bindingType", Maps("formBinding"), BINDINGS),
    inner(C8, "formDefinition", "versionTag", FORMS, Maps("formVersionTag")),
    inner(C8, "calledElement", "processId", CALL, Maps("calledElement")),
    inner_only(C8, "calledElement", "bindingType", Maps("binding"), BINDINGS),
    inner(C8, "calledElement", "versionTag", CALL, Maps("versionTag")),
    inner(C8, "calledElement", "businessId", CALL, Maps("businessKey")),
    inner_only(C8, "calledElement", "propagateAllParentVariables", Maps("propagateAllParentVariables"), TRUTH),
    inner_only(C8, "calledElement", "propagateAllChildVariables", Maps("propagateAllChildVariables"), TRUTH),
    inner(C8, "calledDecision", "decisionId", RULE, Maps("decision")),
    inner(C8, "calledDecision", "resultVariable", RULE, Maps("resultVariable")),
    inner_only(C8, "calledDecision", "bindingType", Maps("binding"), BINDINGS),
    inner(C8, "calledDecision", "versionTag", RULE, Maps("versionTag")),
    inner(C8, "adHoc", "activeElementsCollection", &["adHocSubProcess"], Maps("activeElementsCollection")),
    inner(C8, "adHoc", "outputCollection", &["adHocSubProcess"], Maps("outputCollection")),
    inner(C8, "adHoc", "outputElement", &["adHocSubProcess"], Maps("outputElement")),
    inner(C8, "subscription", "correlationKey", &["message"], Maps("correlationKey")),
    inner(C8, "loopCharacteristics", "inputCollection", LOOP, Maps("collection")),
    inner(C8, "loopCharacteristics", "inputElement", LOOP, Maps("elementVariable")),
    inner(C8, "loopCharacteristics", "outputCollection", LOOP, Maps("outputCollection")),
    inner(C8, "loopCharacteristics", "outputElement", LOOP, Maps("outputElement")),
    inner(C8, "script", "expression", &["scriptTask"], Maps("script")),
    inner(C8, "script", "resultVariable", &["scriptTask"], Maps("resultVariable")),
    inner(C8, "versionTag", "value", PROCESS, Maps("versionTag")),
    inner(C8, "input", "source", &[], Maps("input")),
    inner(C8, "input", "target", &[], Maps("input")),
    inner(C8, "output", "source", &[], Maps("output")),
    inner(C8, "output", "target", &[], Maps("output")),
    inner_only(C8, "executionListener", "eventType", LISTENER, &["start", "end", "beforeAll"]),
    inner_only(C8, "executionListener", "eventType", CANCELLED, &["cancel"]),
    inner(C8, "executionListener", "type", &[], LISTENER),
    inner(C8, "executionListener", "retries", &[], LISTENER),
    inner_only(
        C8,
        "taskListener",
        "eventType",
        LISTENER,
        &["creating", "assigning", "completing", "create", "assignment", "complete"],
    ),
    inner_only(C8, "taskListener", "eventType", BESIDE, &["updating", "canceling", "update", "cancel"]),
    inner(C8, "taskListener", "type", USER, LISTENER),
    inner(C8, "taskListener", "retries", USER, LISTENER),
];
