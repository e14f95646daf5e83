//! Examples of other engines' extensions, with the prefix `x` for each namespace in which they mean the same.
//!
//! This file is long because everything of the catalogue of other engines has its example.
use weir_core::catalogue::foreign::{ACTIVITI, CAMUNDA, FLOWABLE, ZEEBE};

/// The examples of each namespace.
pub fn files() -> Vec<(&'static str, Vec<String>)> {
    let of = |namespace: &'static str, lists: &[&[(&str, &str)]]| {
        let examples = lists.iter().copied().flatten();
        (namespace, examples.map(|(attributes, nodes)| file(namespace, attributes, nodes)).collect())
    };
    vec![
        of(CAMUNDA, &[SEVEN, SEVEN_CAMUNDA]),
        of(FLOWABLE, &[SEVEN, FLOWABLE_KIN, FLOWABLE_MORE]),
        of(ACTIVITI, &[SEVEN, FLOWABLE_KIN, FLOWABLE_MORE]),
        of(ZEEBE, &[EIGHT]),
    ]
}

/// A file of a process with these attributes and nodes; `a` stands in a row behind the start event, if it is there.
fn file(namespace: &str, attributes: &str, nodes: &str) -> String {
    let start = if nodes.contains("<startEvent id='s'") { "" } else { "<startEvent id='s'/>" };
    let extended = nodes.starts_with("<extensionElements");
    let (before, behind) = if extended { (nodes, "") } else { ("", nodes) };
    let task = if nodes.contains("id='a'") { "" } else { "<task id='a'/>" };
    let flow = if nodes.contains("sourceRef='s'") { "" } else { "<sequenceFlow id='f' sourceRef='s' targetRef='a'/>" };
    let message = if nodes.contains("<message ") { "" } else { "<message id='m' name='m'/>" };
    let (roots, behind) = match behind.split_once("</message>") {
        Some((root, rest)) => (format!("{root}</message>"), rest.to_owned()),
        None => (message.to_owned(), behind.to_owned()),
    };
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:x='{namespace}' targetNamespace='t'>{roots}\
         <error id='er' name='er' errorCode='E'/><escalation id='es' name='es' escalationCode='C'/>\
         <process id='p' isExecutable='true' {attributes}>{before}{start}{task}{behind}{flow}</process></definitions>"
    )
}

/// What Camunda 7, Flowable and Activiti share.
const SEVEN: &[(&str, &str)] = &[
    (
        "",
        "<userTask id='a' x:assignee='ann' x:candidateUsers='bob' x:candidateGroups='clerks' x:dueDate='P1D' x:priority='70' \
         x:formKey='form'/>",
    ),
    ("", "<startEvent id='s' x:initiator='who'/>"),
    ("", "<serviceTask id='a' x:class='org.example.Work' x:resultVariable='out'/>"),
    ("", "<serviceTask id='a' x:delegateExpression='${work}'/>"),
    ("", "<serviceTask id='a' x:expression='${one + 1}' x:resultVariable='out'/>"),
    ("", "<serviceTask id='a' x:topic='work'/>"),
    ("", "<scriptTask id='a' scriptFormat='groovy' x:resultVariable='out'><script>1</script></scriptTask>"),
    (
        "",
        "<serviceTask id='a' x:class='org.example.Work'><extensionElements><x:field name='to' stringValue='disk'/>\
         <x:field name='who' expression='${one}'/><x:field name='what'><x:string>all</x:string></x:field><x:field name='how'>\
         <x:expression>${one}</x:expression></x:field><x:failedJobRetryTimeCycle>R5/PT10M</x:failedJobRetryTimeCycle>\
         <x:executionListener event='start' class='org.example.Told'><x:field name='more' stringValue='yes'/>\
         </x:executionListener></extensionElements></serviceTask>",
    ),
    (
        "",
        "<task id='a'><extensionElements><x:executionListener event='end' expression='${told.now(one)}'/>\
         <x:executionListener event='start' delegateExpression='${told}'/></extensionElements></task>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:taskListener event='create' class='org.example.Told'><x:field name='more' \
         stringValue='yes'/></x:taskListener><x:taskListener event='complete' expression='${told.now(one)}'/>\
         <x:taskListener event='assignment' delegateExpression='${told}'/><x:formProperty id='kind' name='Kind' type='enum' \
         variable='sort' default='a' datePattern='yyyy' required='true' readable='false' writable='false'>\
         <x:value id='a' name='A'/></x:formProperty></extensionElements></userTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:formProperty id='kind' expression='${sort}'/></extensionElements></userTask>",
    ),
    (
        "",
        "<callActivity id='a' calledElement='q'><extensionElements><x:in source='one' target='two'/><x:in \
         sourceExpression='${one + 1}' target='three'/><x:out source='four' target='five'/><x:out sourceExpression='${four}' \
         target='six'/></extensionElements></callActivity>",
    ),
    (
        "",
        "<callActivity id='a' calledElement='q'><extensionElements><x:in variables='all'/><x:out variables='all'/>\
         </extensionElements></callActivity>",
    ),
    ("", "<task id='a'><multiInstanceLoopCharacteristics x:collection='list' x:elementVariable='one'/></task>"),
    ("", "<serviceTask id='a' x:topic='work' x:jobPriority='7'/>"),
    ("x:jobPriority='3'", "<serviceTask id='a' x:topic='work'/>"),
    ("x:candidateStarterUsers='ann' x:candidateStarterGroups='clerks'", ""),
    (
        "",
        "<extensionElements><x:potentialStarter><resourceAssignmentExpression><formalExpression>user(ann), clerks\
         </formalExpression></resourceAssignmentExpression></x:potentialStarter></extensionElements>",
    ),
    ("", "<serviceTask id='a' x:topic='work' x:taskPriority='7'/>"),
    ("x:taskPriority='3'", "<serviceTask id='a' x:topic='work'/>"),
];

/// What Camunda 7 alone has.
const SEVEN_CAMUNDA: &[(&str, &str)] = &[
    ("x:isStartableInTasklist='false'", "<userTask id='a'/>"),
    ("x:versionTag='v1'", "<userTask id='a' x:followUpDate='PT1H' x:formRef='form'/>"),
    ("", "<userTask id='a' x:formRef='form' x:formRefBinding='deployment'/>"),
    ("", "<userTask id='a' x:formRef='form' x:formRefBinding='version' x:formRefVersion='2'/>"),
    ("", "<serviceTask id='a' x:type='external' x:topic='work'/>"),
    ("", "<serviceTask id='a' x:type='mail'/>"),
    (
        "",
        "<userTask id='a'/><boundaryEvent id='b' attachedToRef='a'><conditionalEventDefinition x:variableName='one' \
         x:variableEvents='create'><condition>${one &gt; 1}</condition></conditionalEventDefinition></boundaryEvent>",
    ),
    ("", "<scriptTask id='a' scriptFormat='groovy' x:resource='script.groovy'/>"),
    (
        "",
        "<sequenceFlow id='f' sourceRef='s' targetRef='g'/><exclusiveGateway id='g' default='d'/><endEvent id='e'/>\
         <sequenceFlow id='d' sourceRef='g' targetRef='e'/><sequenceFlow id='c' sourceRef='g' targetRef='a'>\
         <conditionExpression language='groovy' x:resource='script.groovy'/></sequenceFlow>",
    ),
    (
        "",
        "<businessRuleTask id='a' x:decisionRef='d' x:decisionRefBinding='version' x:decisionRefVersion='2' \
         x:mapDecisionResult='singleEntry' x:resultVariable='out'/>",
    ),
    (
        "",
        "<businessRuleTask id='a' x:decisionRef='d' x:decisionRefBinding='versionTag' x:decisionRefVersionTag='v' \
         x:resultVariable='out'/>",
    ),
    ("", "<callActivity id='a' calledElement='q' x:calledElementBinding='version' x:calledElementVersion='2'/>"),
    (
        "",
        "<callActivity id='a' calledElement='q' x:calledElementBinding='versionTag' x:calledElementVersionTag='v'>\
         <extensionElements><x:in businessKey='${one}'/><x:in variables='all' local='true'/></extensionElements></callActivity>",
    ),
    (
        "",
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='er' x:errorCodeVariable='code' \
         x:errorMessageVariable='said'/></boundaryEvent>",
    ),
    (
        "",
        "<subProcess id='a'><startEvent id='i'/></subProcess><boundaryEvent id='b' attachedToRef='a'>\
         <escalationEventDefinition escalationRef='es' x:escalationCodeVariable='code'/></boundaryEvent>",
    ),
    (
        "",
        "<serviceTask id='a'><extensionElements><x:connector><x:inputOutput><x:inputParameter name='url'>${one}\
         </x:inputParameter><x:inputParameter name='all'><x:list><x:value>a</x:value><x:script scriptFormat='groovy'>1\
         </x:script></x:list></x:inputParameter><x:inputParameter name='map'><x:map><x:entry key='k'>v</x:entry></x:map>\
         </x:inputParameter><x:outputParameter name='code'>${two}</x:outputParameter></x:inputOutput><x:connectorId>http\
         </x:connectorId></x:connector></extensionElements></serviceTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:inputOutput><x:inputParameter name='url'>${one}</x:inputParameter>\
         <x:outputParameter name='code'>${two}</x:outputParameter></x:inputOutput><x:executionListener event='start'>\
         <x:script scriptFormat='groovy'>1</x:script></x:executionListener></extensionElements></userTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:formData><x:formField id='kind' label='Kind' type='enum' datePattern='yyyy' \
         defaultValue='a'><x:properties><x:property id='hint' value='one'/></x:properties><x:value id='a' name='A'/>\
         <x:validation><x:constraint name='min' config='1'/></x:validation></x:formField></x:formData></extensionElements>\
         </userTask>",
    ),
    (
        "",
        "<startEvent id='s'><extensionElements><x:formData businessKey='kind'><x:formField id='kind' type='string'/>\
         </x:formData></extensionElements></startEvent>",
    ),
    (
        "",
        "<error id='e2' name='e2' errorCode='E2' x:errorMessage='gone'/><message id='m' name='m'></message><endEvent id='a'>\
         <errorEventDefinition errorRef='e2'/></endEvent>",
    ),
    ("", "<callActivity id='a' calledElement='q' x:calledElementTenantId='shop' x:calledElementBinding='deployment'/>"),
    ("", "<businessRuleTask id='a' x:decisionRef='d' x:decisionRefTenantId='shop'/>"),
    ("", "<businessRuleTask id='a' x:decisionRef='d' x:decisionRefBinding='deployment'/>"),
    (
        "",
        "<signal id='si' name='si'/><message id='m' name='m'></message><intermediateThrowEvent id='a'><signalEventDefinition \
         signalRef='si'><extensionElements><x:in source='one' target='two'/><x:in sourceExpression='${one + 1}' \
         target='three'/></extensionElements></signalEventDefinition></intermediateThrowEvent>",
    ),
    (
        "",
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><conditionalEventDefinition x:variableName='one' \
         x:variableEvents='create'><condition>${one &gt; 1}</condition></conditionalEventDefinition></boundaryEvent>",
    ),
    (
        "",
        "<error id='e2' name='e2' errorCode='E2'/><message id='m' name='m'></message><serviceTask id='a' x:type='external' \
         x:topic='work'><extensionElements><x:errorEventDefinition errorRef='er' expression='${one == 1}'/>\
         </extensionElements></serviceTask><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='e2'/>\
         </boundaryEvent>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:executionListener event='start'><x:script scriptFormat='groovy' \
         resource='script.groovy'/></x:executionListener></extensionElements></userTask>",
    ),
];

/// What Flowable and Activiti have.
const FLOWABLE_KIN: &[(&str, &str)] = &[
    ("", "<userTask id='a' x:formKey='form' x:sameDeployment='true'/>"),
    ("", "<serviceTask id='a' x:type='mail' x:resultVariableName='out'/>"),
    ("", "<scriptTask id='a' scriptFormat='groovy' x:autoStoreVariables='true'><script>1</script></scriptTask>"),
    (
        "",
        "<callActivity id='a' calledElement='q' x:sameDeployment='true' x:inheritVariables='true' x:businessKey='${one}'/>",
    ),
    ("", "<callActivity id='a' calledElement='q' x:inheritBusinessKey='true'/>"),
    ("", "<task id='a'><multiInstanceLoopCharacteristics x:collection='list' x:elementIndexVariable='at'/></task>"),
    ("", "<extensionElements><x:eventListener class='org.example.Told'/></extensionElements>"),
    ("", "<serviceTask id='a' x:expression='${one + 1}' x:triggerable='true' x:skipExpression='${skip}'/>"),
    ("", "<serviceTask id='a' x:expression='${one + 1}' x:triggerable='sync'/>"),
    (
        "",
        "<serviceTask id='a' x:class='org.example.Work'><extensionElements><x:mapException errorCode='E' \
         includeChildExceptions='true'>org.example.Failed</x:mapException></extensionElements></serviceTask>",
    ),
];

/// What Flowable and Activiti have beside.
const FLOWABLE_MORE: &[(&str, &str)] = &[
    (
        "",
        "<serviceTask id='a' x:expression='${one + 1}' x:resultVariable='r' x:useLocalScopeForResultVariable='true'/>",
    ),
    ("", "<endEvent id='a'><terminateEventDefinition x:terminateAll='true'/></endEvent>"),
    (
        "",
        "<signal id='sg' name='stop' x:scope='processInstance'/><message id='m' name='m'></message><intermediateCatchEvent \
         id='a'><signalEventDefinition signalRef='sg'/></intermediateCatchEvent>",
    ),
    (
        "",
        "<exclusiveGateway id='a' default='o2'/><task id='b'/><task id='c'/><sequenceFlow id='o1' sourceRef='a' targetRef='b' \
         x:skipExpression='${skip}'><conditionExpression>${one}</conditionExpression></sequenceFlow><sequenceFlow id='o2' \
         sourceRef='a' targetRef='c'/>",
    ),
    (
        "",
        "<task id='a'><multiInstanceLoopCharacteristics x:collection='list'><extensionElements><x:variableAggregation \
         target='all'><x:variable source='one' target='two'/></x:variableAggregation></extensionElements>\
         </multiInstanceLoopCharacteristics></task>",
    ),
    ("", "<userTask id='a' x:taskCompleterVariableName='who'/>"),
    ("", "<endEvent id='a'><messageEventDefinition x:messageExpression='${one}'/></endEvent>"),
    ("", "<endEvent id='a'><signalEventDefinition x:signalExpression='${one}'/></endEvent>"),
    (
        "",
        "<serviceTask id='a' x:type='external-worker' x:topic='work'><extensionElements><x:externalWorkerInParameter \
         source='one' target='two'/><x:externalWorkerInParameter sourceExpression='${one + 1}' target='three'/>\
         <x:externalWorkerOutParameter source='four' target='five'/><x:externalWorkerOutParameter \
         sourceExpression='${four}' target='six'/></extensionElements></serviceTask>",
    ),
    ("", "<userTask id='a' x:taskIdVariableName='task'/>"),
    (
        "",
        "<callActivity id='a' calledElement='q' x:useLocalScopeForOutParameters='true'><extensionElements><x:out \
         source='one' target='back'/></extensionElements></callActivity>",
    ),
    (
        "",
        "<serviceTask id='a' x:type='dmn'><extensionElements><x:field name='decisionTableReferenceKey' stringValue='d'/>\
         <x:field name='sameDeployment' stringValue='true'/></extensionElements></serviceTask>",
    ),
    (
        "",
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeCycle x:endDate='2030-01-01T00:00:00Z'>R/PT1H</timeCycle>\
         </timerEventDefinition></intermediateCatchEvent>",
    ),
    (
        "",
        "<serviceTask id='a' x:class='org.example.Work' x:resultVariable='r' x:storeResultVariableAsTransient='true'/>",
    ),
    (
        "",
        "<callActivity id='a' calledElement='q'><extensionElements><x:in source='one' target='two' transient='true'/>\
         <x:out source='two' target='one' transient='true'/></extensionElements></callActivity>",
    ),
    (
        "",
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='er' x:errorVariableName='code' \
         x:errorVariableTransient='true'/></boundaryEvent>",
    ),
    (
        "",
        "<businessRuleTask id='a' x:ruleVariablesInput='${one}' x:rules='r1' x:exclude='true' x:resultVariable='out'/>",
    ),
    ("", "<callActivity id='a' calledElement='q' x:processInstanceIdVariableName='called'/>"),
    ("", "<callActivity id='a' calledElement='q' x:idVariableName='called'/>"),
    (
        "",
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='er' x:errorVariableName='code'/>\
         </boundaryEvent>",
    ),
    (
        "",
        "<task id='a'/><dataObject id='d' name='limit' itemSubjectRef='xsd:int'><extensionElements><x:value>5</x:value>\
         </extensionElements></dataObject>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:executionListener event='start' type='script'><x:script language='groovy'>1\
         </x:script></x:executionListener></extensionElements></userTask>",
    ),
    (
        "",
        "<serviceTask id='a' x:class='org.example.Work'><extensionElements><x:mapException errorCode='E' \
         rootCause='org.example.Cause'>org.example.Failed</x:mapException></extensionElements></serviceTask>",
    ),
];

/// What Camunda 8 has.
const EIGHT: &[(&str, &str)] = &[
    (
        "",
        "<extensionElements><x:versionTag value='v1'/><x:executionListeners><x:executionListener eventType='start' type='told' \
         retries='2'/></x:executionListeners></extensionElements>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:executionListeners><x:executionListener eventType='beforeAll' type='told'/>\
         </x:executionListeners></extensionElements><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>\
         </multiInstanceLoopCharacteristics></userTask>",
    ),
    (
        "",
        "<extensionElements><x:executionListeners><x:executionListener eventType='cancel' type='told'><x:taskHeaders>\
         <x:header key='k' value='v'/></x:taskHeaders></x:executionListener></x:executionListeners></extensionElements>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:executionListeners><x:executionListener eventType='start' type='told'/>\
         </x:executionListeners><x:taskHeaders><x:header key='k' value='v'/></x:taskHeaders></extensionElements></userTask>",
    ),
    (
        "",
        "<serviceTask id='a'><extensionElements><x:taskDefinition type='work' retries='5'/><x:taskHeaders><x:header key='k' \
         value='v'/></x:taskHeaders><x:ioMapping><x:input source='= one' target='two'/><x:output source='= three' \
         target='four'/></x:ioMapping></extensionElements></serviceTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:userTask/><x:assignmentDefinition assignee='ann' candidateUsers='bob' \
         candidateGroups='clerks'/><x:taskSchedule dueDate='P1D' followUpDate='PT1H'/><x:priorityDefinition priority='70'/>\
         <x:formDefinition formKey='form'/><x:taskListeners><x:taskListener eventType='creating' type='told' retries='2'/>\
         </x:taskListeners></extensionElements></userTask>",
    ),
    ("", "<userTask id='a'><extensionElements><x:formDefinition formId='form'/></extensionElements></userTask>"),
    (
        "",
        "<userTask id='a'><extensionElements><x:formDefinition formId='form' bindingType='versionTag' versionTag='v'/>\
         </extensionElements></userTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:formDefinition formId='form' bindingType='deployment'/></extensionElements>\
         </userTask>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:formDefinition externalReference='form'/></extensionElements></userTask>",
    ),
    (
        "",
        "<callActivity id='a'><extensionElements><x:calledElement processId='q' bindingType='versionTag' versionTag='v' \
         businessId='= one' propagateAllParentVariables='false' propagateAllChildVariables='false'/></extensionElements>\
         </callActivity>",
    ),
    (
        "",
        "<businessRuleTask id='a'><extensionElements><x:calledDecision decisionId='d' resultVariable='out' \
         bindingType='versionTag' versionTag='v'/></extensionElements></businessRuleTask>",
    ),
    (
        "",
        "<adHocSubProcess id='a'><extensionElements><x:adHoc activeElementsCollection='= list' outputCollection='all' outputElement='= one'/></extensionElements>\
         <task id='in'/></adHocSubProcess>",
    ),
    (
        "",
        "<message id='m' name='m'><extensionElements><x:subscription correlationKey='= one'/></extensionElements></message>\
         <receiveTask id='a' messageRef='m'/>",
    ),
    (
        "",
        "<task id='a'><multiInstanceLoopCharacteristics><extensionElements><x:loopCharacteristics inputCollection='= list' \
         inputElement='one' outputCollection='all' outputElement='= one'/></extensionElements>\
         </multiInstanceLoopCharacteristics></task>",
    ),
    (
        "",
        "<scriptTask id='a'><extensionElements><x:script expression='= 1 + 1' resultVariable='out'/></extensionElements>\
         </scriptTask>",
    ),
    (
        "",
        "<serviceTask id='a'><extensionElements><x:taskDefinition type='work'/><x:linkedResources><x:linkedResource \
         resourceId='r' resourceType='RPA' linkName='script' bindingType='versionTag' versionTag='v'/></x:linkedResources>\
         </extensionElements></serviceTask>",
    ),
    (
        "",
        "<intermediateThrowEvent id='a'><messageEventDefinition messageRef='m'><extensionElements><x:publishMessage \
         correlationKey='= one'/></extensionElements></messageEventDefinition></intermediateThrowEvent>",
    ),
    (
        "",
        "<intermediateThrowEvent id='a'><messageEventDefinition messageRef='m'><extensionElements><x:publishMessage \
         correlationKey='= one' messageId='= two' timeToLive='PT1H'/></extensionElements></messageEventDefinition>\
         </intermediateThrowEvent>",
    ),
    (
        "",
        "<extensionElements><x:jobPriorityDefinition priority='7'/></extensionElements><serviceTask id='a'>\
         <extensionElements><x:taskDefinition type='work'/></extensionElements></serviceTask>",
    ),
    (
        "",
        "<serviceTask id='a'><extensionElements><x:taskDefinition type='work'/><x:jobPriorityDefinition priority='= one'/>\
         </extensionElements></serviceTask>",
    ),
    (
        "",
        "<extensionElements><x:userTaskForm id='form'>{&quot;type&quot;: &quot;default&quot;, &quot;components&quot;: []}\
         </x:userTaskForm></extensionElements><userTask id='a'><extensionElements><x:formDefinition \
         formKey='camunda-forms:bpmn:form'/></extensionElements></userTask>",
    ),
    (
        "",
        "<callActivity id='a'><extensionElements><x:calledElement processId='q' bindingType='deployment'/></extensionElements>\
         </callActivity>",
    ),
    (
        "",
        "<businessRuleTask id='a'><extensionElements><x:calledDecision decisionId='d' resultVariable='out' \
         bindingType='deployment'/></extensionElements></businessRuleTask>",
    ),
    (
        "",
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><conditionalEventDefinition><extensionElements>\
         <x:conditionalFilter variableNames='one' variableEvents='create'/></extensionElements><condition>= one > 1</condition>\
         </conditionalEventDefinition></boundaryEvent>",
    ),
    (
        "",
        "<userTask id='a'><extensionElements><x:taskListeners><x:taskListener eventType='updating' type='told'/><x:taskListener \
         eventType='canceling' type='gone'/></x:taskListeners></extensionElements></userTask>",
    ),
];
