//! What to do instead of what is refused of other engines.
//!
//! First the element, as it stands in the file, then its attribute; an empty one is the element itself.

const JAVA: &str = "it is Java code; let a service task or listener with a worker do it";
const REGISTRY: &str = "there is no event registry; throw and catch messages, whose senders call the API";
const CASE: &str = "cases are not run here; call a process";
const LOOK: &str = "write a conditional event, which looks when the variables in it change";

const DIRECTED: &str = "a job is what tasks and events that throw have; which activities of an ad-hoc sub-process begin is \
                        chosen by `activeElementsCollection` of `adHoc`, or over the API by whoever decides it";

pub(super) const HINTS: &[(&str, &str, &str)] = &[
    ("callActivity", "caseRef", CASE),
    ("callActivity", "caseBinding", CASE),
    ("callActivity", "caseVersion", CASE),
    ("callActivity", "caseTenantId", CASE),
    ("callActivity", "variableMappingClass", "it is Java code; map the variables with `in` and `out`"),
    ("callActivity", "variableMappingDelegateExpression", "it is Java code; map the variables with `in` and `out`"),
    ("callActivity", "calledElementType", "processes are called by their key, the id of the process"),
    ("callActivity", "useLocalScopeForOutParameters", "say `true` or `false`"),
    ("calledElement", "processIdExpression", "write it into `processId`, after `=`"),
    ("in", "variables", "it is `all`, or else name each variable with `source` and `target`"),
    ("in", "targetExpression", "name the variable with `target`"),
    ("out", "targetExpression", "name the variable with `target`"),
    (
        "taskListener",
        "event",
        "listeners are told of create, assignment, complete, update, delete and all, those of Camunda 7 of timeout too",
    ),
    ("taskListener", "eventType", "only creating, assigning, updating, completing and canceling are told"),
    ("executionListener", "event", "only start, end and take are told"),
    ("executionListener", "eventType", "only start, end, beforeAll and cancel are told"),
    ("executionListener", "customPropertiesResolverClass", JAVA),
    ("executionListener", "customPropertiesResolverExpression", JAVA),
    ("executionListener", "customPropertiesResolverDelegateExpression", JAVA),
    ("taskListener", "customPropertiesResolverClass", JAVA),
    ("taskListener", "customPropertiesResolverExpression", JAVA),
    ("taskListener", "customPropertiesResolverDelegateExpression", JAVA),
    ("startEvent", "formHandlerClass", JAVA),
    ("userTask", "formHandlerClass", JAVA),
    ("httpRequestHandler", "", JAVA),
    ("httpResponseHandler", "", JAVA),
    ("userTask", "activeTaskIdVariableName", "let `taskIdVariableName` take the id of the task"),
    (
        "userTask",
        "businessCalendarName",
        "due dates are ISO 8601 or FEEL; approvals count in the calendars of `weir:calendar`",
    ),
    ("timerEventDefinition", "businessCalendarName", "times are ISO 8601, cron or FEEL"),
    ("errorEventDefinition", "errorVariableLocalScope", "the variable is one of the process; remove it"),
    ("errorEventDefinition", "", "let the worker report a BPMN error"),
    ("terminateEventDefinition", "terminateMultiInstance", "end the loop with a completionCondition"),
    ("taskDefinition", "", DIRECTED),
    ("taskHeaders", "", DIRECTED),
    ("formField", "expression", "name the variable with `id`, and what it begins with by `defaultValue`"),
    ("collection", "", "give the list in the attribute `collection`"),
    ("variableAggregation", "", "take variables by their `source`, each list under a `target` of its own"),
    ("customResource", "", "say who does the task with `potentialOwner` or candidates"),
    ("variableListenerEventDefinition", "", LOOK),
    ("eventType", "", REGISTRY),
    ("eventName", "", REGISTRY),
    ("channelKey", "", REGISTRY),
    ("channelName", "", REGISTRY),
    ("channelType", "", REGISTRY),
    ("channelDestination", "", REGISTRY),
    ("triggerEventType", "", REGISTRY),
    ("sendSynchronously", "", REGISTRY),
    ("eventInParameter", "", REGISTRY),
    ("eventOutParameter", "", REGISTRY),
    ("eventCorrelationParameter", "", REGISTRY),
    ("triggerEventCorrelationParameter", "", REGISTRY),
    ("startEventCorrelationConfiguration", "", REGISTRY),
];
