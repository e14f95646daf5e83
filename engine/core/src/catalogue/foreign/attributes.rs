//! Attributes of Camunda 7, Flowable and Activiti, and what becomes of each.
//!
//! This file is long because it is one table: every attribute of three engines in its line. Those of Camunda 8 stand
//! [beside](super::eight).
use super::Fate::{Documentation, Maps, Runs, Unused};
use super::{ACTIVITI, CAMUNDA, FLOWABLE, Fate, Foreign, SEVEN};

const C7: &[&str] = &[CAMUNDA];
const FLOW: &[&str] = &[FLOWABLE, ACTIVITI];
pub(super) const USER: &[&str] = &["userTask"];
const START: &[&str] = &["startEvent"];
pub(super) const FORMS: &[&str] = &["userTask", "startEvent"];
pub(super) const LOOP: &[&str] = &["multiInstanceLoopCharacteristics"];
pub(super) const CALL: &[&str] = &["callActivity"];
pub(super) const RULE: &[&str] = &["businessRuleTask"];
pub(super) const PROCESS: &[&str] = &["process"];
const SERVICE: &[&str] =
    &["serviceTask", "sendTask", "businessRuleTask", THROWN_MESSAGE, "endEvent", "intermediateThrowEvent"];
pub(super) const THROWN_MESSAGE: &str = "throwing messageEventDefinition";
const CAUGHT_MESSAGE: &[&str] = &["catching messageEventDefinition"];
const WORKER: &[&str] = &["serviceTask"];
const ERROR: &[&str] = &["catching errorEventDefinition"];
const ESCALATION: &[&str] = &["catching escalationEventDefinition"];
const THROWN_ERROR: &[&str] = &["throwing errorEventDefinition", "throwing escalationEventDefinition"];
const TERMINATES: &[&str] = &["terminateEventDefinition"];

const ONE_TENANT: Fate = Unused("what is called belongs to the tenant of the caller: no other one is looked into");
const CHECKED: Fate = Documentation("forms that the model describes are always checked, when they are filled in");
const NOTHING: Fate = Documentation("it asks for nothing");
pub(super) const TRUTH: &[&str] = &["true", "false"];
const BINDINGS: &[&str] = &["latest", "deployment", "version", "versionTag"];

pub(super) const TEMPLATE: Fate = Documentation("it belongs to the modeler");
const DURABLE: Fate = Documentation("every step is durable before it is answered, and jobs run outside of it");
const URGENCY: Fate = Runs("how urgent its jobs are: the most urgent of a type is handed out first");
const NO_JOB: Fate = Documentation("there is no job here that could be urgent");
const OTHERS: &[&str] = &[
    "startEvent",
    "intermediateCatchEvent",
    "boundaryEvent",
    "task",
    "userTask",
    "manualTask",
    "receiveTask",
    "callActivity",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
    "multiInstanceLoopCharacteristics",
    "catching messageEventDefinition",
    "timerEventDefinition",
];
const WORK_TAGS: &[&str] = &[
    "serviceTask",
    "sendTask",
    "businessRuleTask",
    "scriptTask",
    "endEvent",
    "intermediateThrowEvent",
    THROWN_MESSAGE,
];
const HISTORY: Fate = Unused("what has ended is kept for good: a clean-up by age is not built");
const CATCHES: Fate = Unused("nobody works for what is caught: it belongs on an event that throws a message");
const CAUGHT_ELSEWHERE: Fate = Unused("it belongs on the event that catches it, which names the variables");
const STARTERS: Fate = Runs("who may start it: other people of the organisation are refused");
const TYPE: Fate = Runs("a job for a worker, which fetches it by its topic, or by this type where there is none");
const JOB: Fate = Runs("a job for a worker, named after it, with the original in a header");
const FORM: Fate = Runs("the form that is served with the task, or for the start");
pub(super) const LISTENER: Fate = Runs("a job before the element goes on");

const KEPT: Fate = Unused("variables are kept: clear it with an output mapping when it is not needed any more");
const OWN_TENANT: Fate = Runs("a call to another tenant than that of the caller is refused");
const HEADERS_ELSEWHERE: Fate = Documentation("the worker says itself what a failure is");
const THROWN: Fate = Runs("the BPMN error that a worker's report becomes when the expression holds");
pub(super) const BESIDE: Fate = Runs("a job when the task has changed, or has gone without being done");
const SIGNAL: &[&str] = &["throwing signalEventDefinition"];
const ISO: &[&str] = &["dueDate", "duration", "cycle"];
const CALENDAR: Fate = Documentation("it names the calendar of ISO 8601, the one there is");
pub(super) const CONDITIONAL: &[&str] = &["conditionalEventDefinition"];
const SKIPPED: &[&str] = &["userTask", "serviceTask", "sendTask", "businessRuleTask", "scriptTask", "manualTask"];

pub(super) const fn on(
    namespaces: &'static [&'static str],
    attribute: &'static str,
    on: &'static [&'static str],
    fate: Fate,
) -> Foreign {
    Foreign { namespaces, element: "", attribute, on, fate, values: &[] }
}

pub(super) const fn only(
    namespaces: &'static [&'static str],
    attribute: &'static str,
    on: &'static [&'static str],
    fate: Fate,
    values: &'static [&'static str],
) -> Foreign {
    Foreign { namespaces, element: "", attribute, on, fate, values }
}

pub(super) const fn inner(
    namespaces: &'static [&'static str],
    element: &'static str,
    attribute: &'static str,
    on: &'static [&'static str],
    fate: Fate,
) -> Foreign {
    Foreign { namespaces, element, attribute, on, fate, values: &[] }
}

pub(super) const fn inner_only(
    namespaces: &'static [&'static str],
    element: &'static str,
    attribute: &'static str,
    fate: Fate,
    values: &'static [&'static str],
) -> Foreign {
    Foreign { namespaces, element, attribute, on: &[], fate, values }
}

pub(super) const fn inner_values(
    namespaces: &'static [&'static str],
    element: &'static str,
    attribute: &'static str,
    on: &'static [&'static str],
    fate: Fate,
    values: &'static [&'static str],
) -> Foreign {
    Foreign { namespaces, element, attribute, on, fate, values }
}

/// Those that are not refused.
pub(super) const SEVENTH: &[Foreign] = &[
    // People.
    on(SEVEN, "assignee", USER, Maps("assignee")),
    on(SEVEN, "candidateUsers", USER, Maps("candidateUsers")),
    on(SEVEN, "candidateGroups", USER, Maps("candidateGroups")),
    on(SEVEN, "dueDate", USER, Maps("dueDate")),
    on(C7, "followUpDate", USER, Maps("followUpDate")),
    on(SEVEN, "priority", USER, Maps("priority")),
    on(SEVEN, "formKey", FORMS, Maps("formKey")),
    on(C7, "formRef", FORMS, Maps("formId")),
    only(C7, "formRefBinding", FORMS, Maps("formBinding"), &["latest", "deployment", "version"]),
    on(C7, "formRefVersion", FORMS, Maps("formVersion")),
    on(
        FLOW,
        "formFieldValidation",
        FORMS,
        Documentation("forms that the model describes are always checked, when they are filled in"),
    ),
    only(FLOW, "sameDeployment", FORMS, Maps("formBinding"), &["true"]),
    only(FLOW, "sameDeployment", FORMS, NOTHING, &["false"]),
    on(SEVEN, "initiator", START, Runs("the variable that takes who started the instance")),
    on(SEVEN, "candidateStarterUsers", PROCESS, STARTERS),
    on(SEVEN, "candidateStarterGroups", PROCESS, STARTERS),
    // Work.
    on(SEVEN, "class", SERVICE, JOB),
    on(SEVEN, "class", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "delegateExpression", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "expression", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "type", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "topic", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "resultVariable", CAUGHT_MESSAGE, CATCHES),
    on(FLOW, "resultVariableName", CAUGHT_MESSAGE, CATCHES),
    on(SEVEN, "delegateExpression", SERVICE, JOB),
    on(
        SEVEN,
        "expression",
        SERVICE,
        Runs("the value itself where it can be evaluated, else a job named after its call"),
    ),
    only(C7, "type", SERVICE, TYPE, &["external", "mail", "shell"]),
    only(FLOW, "type", &["serviceTask"], Runs("the decision that a field names, else a job"), &["dmn"]),
    only(FLOW, "type", SERVICE, TYPE, &["mail", "http", "shell", "camel", "mule", "dmn", "external-worker"]),
    on(SEVEN, "topic", SERVICE, Runs("the job type")),
    on(SEVEN, "resultVariable", &["scriptTask", "businessRuleTask"], Maps("resultVariable")),
    on(SEVEN, "resultVariable", SERVICE, Runs("a job header; the worker gives the variable")),
    on(FLOW, "resultVariableName", SERVICE, Runs("a job header; the worker gives the variable")),
    only(FLOW, "useLocalScopeForResultVariable", SERVICE, NOTHING, &["false"]),
    only(
        FLOW,
        "useLocalScopeForResultVariable",
        SERVICE,
        Runs("the result is a variable of the task alone"),
        &["true"],
    ),
    only(FLOW, "storeResultVariableAsTransient", SERVICE, NOTHING, &["false"]),
    only(FLOW, "storeResultVariableAsTransient", SERVICE, KEPT, &["true"]),
    only(FLOW, "triggerable", SERVICE, NOTHING, &["false"]),
    only(
        FLOW,
        "triggerable",
        SERVICE,
        Runs("a job that its worker completes once the trigger has come"),
        &["true", "sync"],
    ),
    on(FLOW, "skipExpression", SKIPPED, Runs("the way past the element, where the instance enables it")),
    on(FLOW, "skipExpression", &["sequenceFlow"], Runs("its condition, where the instance enables it")),
    on(FLOW, "noWaitStatesAsyncLeave", SERVICE, DURABLE),
    on(FLOW, "parallelInSameTransaction", SERVICE, DURABLE),
    on(FLOW, "skipResultCodeCheck", SERVICE, HEADERS_ELSEWHERE),
    on(C7, "variableName", CONDITIONAL, Runs("the condition is looked at when this variable changes, and no other")),
    on(C7, "variableEvents", CONDITIONAL, Runs("the condition is looked at after these changes of variables only")),
    on(C7, "errorMessage", &["error"], Runs("what is said of the error when it is thrown")),
    on(C7, "calledElementTenantId", CALL, OWN_TENANT),
    on(C7, "decisionRefTenantId", RULE, OWN_TENANT),
    on(FLOW, "category", &[], Documentation("it is for people and tools")),
    on(FLOW, "extensionId", &[], TEMPLATE),
    on(FLOW, "owner", USER, Unused("a task that was delegated goes back to whoever delegated it")),
    only(FLOW, "businessCalendarName", USER, CALENDAR, ISO),
    only(FLOW, "businessCalendarName", &["timerEventDefinition"], CALENDAR, ISO),
    on(FLOW, "taskIdVariableName", USER, Runs("a variable that takes the id of the task")),
    on(FLOW, "taskCompleterVariableName", USER, Runs("a variable that takes who has done the task")),
    on(FLOW, "doNotIncludeVariables", SERVICE, Documentation("a worker gets the variables that it asks for")),
    on(FLOW, "doNotIncludeVariables", &["scriptTask"], Documentation("a script uses the variables that it names")),
    on(FLOW, "ruleVariablesInput", RULE, Runs("a job header")),
    on(FLOW, "rules", RULE, Runs("a job header")),
    on(FLOW, "exclude", RULE, Runs("a job header")),
    on(FLOW, "noWaitStatesAsyncLeave", LOOP, DURABLE),
    only(FLOW, "scope", &["signal"], Documentation("signals reach every instance that waits for them"), &["global"]),
    only(FLOW, "scope", &["signal"], Runs("a signal that is thrown and caught in one instance"), &["processInstance"]),
    on(FLOW, "validateFormFields", FORMS, CHECKED),
    on(FLOW, "enableEagerExecutionFetching", PROCESS, Documentation("it is about the other engine's database")),
    on(C7, "resource", &["scriptTask"], Runs("a job header")),
    on(C7, "resource", &["conditionExpression"], Runs("a job header: its worker knows where the script is")),
    only(
        FLOW,
        "autoStoreVariables",
        &["scriptTask"],
        Runs("what the script assigns is set; for a worker a job header"),
        TRUTH,
    ),
    on(SEVEN, "jobPriority", WORK_TAGS, URGENCY),
    on(SEVEN, "taskPriority", WORK_TAGS, URGENCY),
    on(SEVEN, "jobPriority", PROCESS, Runs("how urgent its jobs are that say nothing themselves")),
    on(SEVEN, "taskPriority", PROCESS, Runs("how urgent its jobs are that say nothing themselves")),
    on(SEVEN, "jobPriority", OTHERS, NO_JOB),
    on(SEVEN, "taskPriority", OTHERS, NO_JOB),
    // Weir commits at every wait and runs jobs outside of it: these ask for nothing more.
    on(SEVEN, "async", &[], DURABLE),
    on(SEVEN, "asyncBefore", &[], DURABLE),
    on(SEVEN, "asyncAfter", &[], DURABLE),
    on(FLOW, "asyncLeave", &[], DURABLE),
    on(FLOW, "asyncLeaveExclusive", &[], DURABLE),
    on(SEVEN, "exclusive", &[], DURABLE),
    // Decisions and calls.
    on(C7, "decisionRef", RULE, Maps("decision")),
    only(C7, "decisionRefBinding", RULE, Maps("binding"), BINDINGS),
    on(C7, "decisionRefVersion", RULE, Maps("version")),
    on(C7, "decisionRefVersionTag", RULE, Maps("versionTag")),
    only(
        C7,
        "mapDecisionResult",
        RULE,
        Maps("mapDecisionResult"),
        &["singleEntry", "singleResult", "collectEntries", "resultList"],
    ),
    only(C7, "calledElementBinding", CALL, Maps("binding"), BINDINGS),
    on(C7, "calledElementVersion", CALL, Maps("version")),
    on(C7, "calledElementVersionTag", CALL, Maps("versionTag")),
    only(FLOW, "calledElementType", CALL, Documentation("processes are called by their key"), &["key"]),
    only(FLOW, "sameDeployment", CALL, Maps("binding"), &["true"]),
    only(FLOW, "sameDeployment", CALL, NOTHING, &["false"]),
    only(FLOW, "fallbackToDefaultTenant", CALL, ONE_TENANT, &["true"]),
    only(FLOW, "fallbackToDefaultTenant", CALL, NOTHING, &["false"]),
    only(FLOW, "inheritVariables", CALL, Maps("propagateAllParentVariables"), TRUTH),
    only(FLOW, "inheritBusinessKey", CALL, Maps("inheritBusinessKey"), TRUTH),
    on(FLOW, "businessKey", CALL, Maps("businessKey")),
    on(FLOW, "completeAsync", CALL, DURABLE),
    on(FLOW, "processInstanceIdVariableName", CALL, Runs("a variable that takes the id of the called instance")),
    on(FLOW, "idVariableName", CALL, Runs("a variable that takes the id of the called instance")),
    on(FLOW, "processInstanceName", CALL, Documentation("instances are known by their business key")),
    only(FLOW, "useLocalScopeForOutParameters", CALL, NOTHING, &["false"]),
    only(FLOW, "useLocalScopeForOutParameters", CALL, Runs("what comes back stays with the call"), &["true"]),
    on(SEVEN, "collection", LOOP, Maps("collection")),
    on(SEVEN, "elementVariable", LOOP, Maps("elementVariable")),
    inner(FLOW, "variableAggregation", "target", LOOP, Runs("the list that takes what each instance gives")),
    inner(FLOW, "variable", "source", LOOP, Runs("a variable of each instance")),
    inner(FLOW, "variable", "target", LOOP, Runs("its name in the list")),
    inner_only(FLOW, "variableAggregation", "storeAsTransientVariable", NOTHING, &["false"]),
    inner_only(FLOW, "variableAggregation", "storeAsTransientVariable", KEPT, &["true"]),
    inner_only(FLOW, "variableAggregation", "createOverviewVariable", NOTHING, &["false"]),
    inner_only(
        FLOW,
        "variableAggregation",
        "createOverviewVariable",
        Unused("the list is there when all are done, and not before"),
        &["true"],
    ),
    on(FLOW, "elementIndexVariable", LOOP, Runs("a local variable that counts from 0")),
    // Events.
    on(C7, "errorCodeVariable", ERROR, Runs("a variable of the process, set when the error is caught")),
    on(FLOW, "errorVariableName", ERROR, Runs("a variable of the process, set when the error is caught")),
    only(FLOW, "errorVariableTransient", ERROR, NOTHING, &["false"]),
    only(FLOW, "errorVariableTransient", ERROR, KEPT, &["true"]),
    on(
        FLOW,
        "messageExpression",
        &["messageEventDefinition"],
        Runs("the name of the message, where it refers to none"),
    ),
    on(FLOW, "signalExpression", &["signalEventDefinition"], Runs("the name of the signal, where it refers to none")),
    on(FLOW, "endDate", &["timeCycle"], Runs("the time after which it does not repeat any more")),
    only(FLOW, "errorVariableLocalScope", ERROR, NOTHING, &["false"]),
    on(C7, "errorMessageVariable", ERROR, Runs("a variable of the process, set when the error is caught")),
    on(C7, "errorCodeVariable", THROWN_ERROR, CAUGHT_ELSEWHERE),
    on(C7, "errorMessageVariable", THROWN_ERROR, CAUGHT_ELSEWHERE),
    on(C7, "escalationCodeVariable", THROWN_ERROR, CAUGHT_ELSEWHERE),
    on(FLOW, "errorVariableName", THROWN_ERROR, CAUGHT_ELSEWHERE),
    on(C7, "escalationCodeVariable", ESCALATION, Runs("a variable of the process, set when the escalation is caught")),
    only(FLOW, "terminateAll", TERMINATES, NOTHING, &["false"]),
    only(FLOW, "terminateAll", TERMINATES, Runs("the end of the instance, and of those that called it"), &["true"]),
    only(FLOW, "terminateMultiInstance", TERMINATES, NOTHING, &["false"]),
    // The process.
    on(C7, "versionTag", PROCESS, Maps("versionTag")),
    on(C7, "historyTimeToLive", PROCESS, HISTORY),
    only(C7, "isStartableInTasklist", PROCESS, Runs("whether it is offered to who starts something"), TRUTH),
    on(FLOW, "history", PROCESS, Documentation("everything that happened is kept")),
    on(FLOW, "isEagerExecutionFetching", PROCESS, Documentation("it is about the other engine's database")),
    on(C7, "diagramRelationId", &[], TEMPLATE),
    on(C7, "modelerTemplate", &[], TEMPLATE),
    on(C7, "modelerTemplateVersion", &[], TEMPLATE),
    on(C7, "modelerTemplateIcon", &[], TEMPLATE),
    // Inside extension elements of Camunda 7 and its kin.
    inner(SEVEN, "in", "source", CALL, Runs("an input mapping")),
    inner(SEVEN, "in", "sourceExpression", CALL, Runs("an input mapping")),
    inner(SEVEN, "in", "target", CALL, Runs("an input mapping")),
    inner_values(SEVEN, "in", "variables", CALL, Maps("propagateAllParentVariables"), &["all"]),
    inner(C7, "in", "businessKey", CALL, Maps("businessKey")),
    inner_values(C7, "in", "local", CALL, Runs("only variables of the call itself"), TRUTH),
    inner(SEVEN, "out", "source", CALL, Runs("an output mapping")),
    inner(SEVEN, "out", "sourceExpression", CALL, Runs("an output mapping")),
    inner(SEVEN, "out", "target", CALL, Runs("an output mapping")),
    inner_only(SEVEN, "out", "variables", Maps("propagateAllChildVariables"), &["all"]),
    inner_only(
        C7,
        "out",
        "local",
        Documentation("what a called process has is its own: there is nothing around it"),
        TRUTH,
    ),
    inner(C7, "in", "source", SIGNAL, Runs("what the signal carries")),
    inner(C7, "in", "sourceExpression", SIGNAL, Runs("what the signal carries")),
    inner(C7, "in", "target", SIGNAL, Runs("what the signal carries")),
    inner_values(C7, "in", "variables", SIGNAL, Runs("everything that its event sees"), &["all"]),
    inner_values(C7, "in", "local", SIGNAL, Runs("only variables of the event itself"), TRUTH),
    inner(FLOW, "externalWorkerInParameter", "source", WORKER, Runs("an input mapping")),
    inner(FLOW, "externalWorkerInParameter", "sourceExpression", WORKER, Runs("an input mapping")),
    inner(FLOW, "externalWorkerInParameter", "target", WORKER, Runs("an input mapping")),
    inner(FLOW, "externalWorkerOutParameter", "source", WORKER, Runs("an output mapping")),
    inner(FLOW, "externalWorkerOutParameter", "sourceExpression", WORKER, Runs("an output mapping")),
    inner(FLOW, "externalWorkerOutParameter", "target", WORKER, Runs("an output mapping")),
    inner_only(FLOW, "in", "transient", NOTHING, &["false"]),
    inner_only(FLOW, "in", "transient", KEPT, &["true"]),
    inner_only(FLOW, "out", "transient", NOTHING, &["false"]),
    inner_only(FLOW, "out", "transient", KEPT, &["true"]),
    inner(C7, "inputParameter", "name", &[], Maps("input")),
    inner(C7, "outputParameter", "name", &[], Maps("output")),
    inner(C7, "entry", "key", &[], Runs("an entry of an object")),
    inner(C7, "script", "scriptFormat", &[], Runs("JavaScript runs in the engine; others are a job header, or a job")),
    inner(C7, "script", "resource", &[], Runs("a job header: its worker knows where the script is")),
    inner(FLOW, "script", "language", &[], Runs("JavaScript runs in the engine; others are a job header, or a job")),
    inner_only(FLOW, "executionListener", "type", Documentation("the script in it says the same"), &["script"]),
    inner_only(FLOW, "taskListener", "type", Documentation("the script in it says the same"), &["script"]),
    inner(SEVEN, "field", "name", &[], Runs("a job header")),
    inner(SEVEN, "field", "stringValue", &[], Runs("a job header")),
    inner(SEVEN, "field", "expression", &[], Runs("a job header")),
    inner_only(SEVEN, "executionListener", "event", LISTENER, &["start", "end", "take"]),
    inner(SEVEN, "executionListener", "class", &[], LISTENER),
    inner(SEVEN, "executionListener", "expression", &[], LISTENER),
    inner(SEVEN, "executionListener", "delegateExpression", &[], LISTENER),
    inner_only(SEVEN, "taskListener", "event", LISTENER, &["create", "assignment", "complete", "all"]),
    inner_only(SEVEN, "taskListener", "event", BESIDE, &["update", "delete"]),
    inner_only(C7, "taskListener", "event", Runs("a job at a time, as long as the task is there"), &["timeout"]),
    inner(FLOW, "executionListener", "onTransaction", &[], DURABLE),
    inner(FLOW, "taskListener", "onTransaction", USER, DURABLE),
    inner(FLOW, "mapException", "errorCode", &[], Runs("a job header; its worker reports the BPMN error")),
    inner(FLOW, "mapException", "rootCause", &[], Runs("a job header; its worker reports the BPMN error")),
    inner_only(
        FLOW,
        "mapException",
        "includeChildExceptions",
        Runs("a job header; its worker reports the BPMN error"),
        TRUTH,
    ),
    inner(SEVEN, "taskListener", "class", USER, LISTENER),
    inner(SEVEN, "taskListener", "expression", USER, LISTENER),
    inner(SEVEN, "taskListener", "delegateExpression", USER, LISTENER),
    inner(SEVEN, "taskListener", "id", USER, Documentation("it belongs to the modeler")),
    inner(C7, "errorEventDefinition", "id", &["serviceTask"], Documentation("it belongs to the modeler")),
    inner(C7, "errorEventDefinition", "errorRef", &["serviceTask"], THROWN),
    inner(C7, "errorEventDefinition", "expression", &["serviceTask"], THROWN),
    inner(
        C7,
        "errorEventDefinition",
        "errorCodeVariable",
        &["serviceTask"],
        Documentation("who catches the error names its variables"),
    ),
    inner(
        C7,
        "errorEventDefinition",
        "errorMessageVariable",
        &["serviceTask"],
        Documentation("who catches the error names its variables"),
    ),
    inner(C7, "formData", "businessKey", START, Runs("the field of the start form that gives the business key")),
    inner(C7, "formData", "businessKey", USER, Documentation("it belongs to start forms")),
    inner(C7, "formField", "id", FORMS, FORM),
    inner(C7, "formField", "label", FORMS, FORM),
    inner(C7, "formField", "type", FORMS, FORM),
    inner(C7, "formField", "datePattern", FORMS, FORM),
    inner(C7, "formField", "defaultValue", FORMS, FORM),
    inner(SEVEN, "value", "id", FORMS, FORM),
    inner(SEVEN, "value", "name", FORMS, FORM),
    inner(C7, "property", "id", FORMS, FORM),
    inner(C7, "property", "value", FORMS, FORM),
    inner(C7, "property", "name", FORMS, TEMPLATE),
    inner(C7, "constraint", "name", FORMS, FORM),
    inner(C7, "constraint", "config", FORMS, FORM),
    inner(SEVEN, "formProperty", "id", FORMS, FORM),
    inner(SEVEN, "formProperty", "name", FORMS, FORM),
    inner(SEVEN, "formProperty", "type", FORMS, FORM),
    inner(SEVEN, "formProperty", "default", FORMS, FORM),
    inner(SEVEN, "formProperty", "datePattern", FORMS, FORM),
    inner(SEVEN, "formProperty", "variable", FORMS, Runs("the variable that the field shows and sets")),
    inner(SEVEN, "formProperty", "expression", FORMS, Runs("what the field shows, and the variable that it sets")),
    inner_only(SEVEN, "formProperty", "required", FORM, TRUTH),
    inner_only(SEVEN, "formProperty", "readable", FORM, TRUTH),
    inner_only(SEVEN, "formProperty", "writable", FORM, TRUTH),
];
