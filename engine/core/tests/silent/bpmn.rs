//! Examples of BPMN and of our own extensions, each attribute with a value that asks for something.
//!
//! This file is long because everything of the catalogue has its example.
use weir_core::catalogue::parts::ACTIVITIES;

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
    targetNamespace='t'><message id='m' name='paid'/><message id='n' name='sent'/><signal id='g' name='stop'/>\
    <signal id='g9' name='go'/>\
    <error id='x' name='x' errorCode='E1'/><error id='x9' name='x9' errorCode='E9'/><escalation id='y' name='y' \
    escalationCode='C1'/><escalation id='y9' name='y9' escalationCode='C9'/>\
    <resource id='r' name='Clerks'/><dataStore id='ds' name='Prices'/><dataStore id='ds2' name='Other'/>\
    <signalEventDefinition id='def' signalRef='g'/><messageEventDefinition id='def2' messageRef='m'/>\
    <itemDefinition id='item' isCollection='true'/>";

/// A file with one process.
pub fn file(inside: &str) -> String {
    format!(
        "{HEAD}<process id='p' isExecutable='true' weir:versionTag='v1' weir:template='t@1#a' weir:suggestions='r1-0a'>{inside}</process></definitions>"
    )
}

/// Nodes in a row: a start, what is given, an end.
fn row(node: &str) -> String {
    file(&format!("<startEvent id='s'/>{node}<endEvent id='e'/>{}{}", flow("s", "a"), flow("a", "e")))
}

fn flow(from: &str, to: &str) -> String {
    format!("<sequenceFlow id='{from}-{to}' sourceRef='{from}' targetRef='{to}'/>")
}

/// All of them.
pub fn files() -> Vec<String> {
    let mut files = vec![];
    for tag in ACTIVITIES {
        activity(tag, &mut files);
    }
    for tag in ["subProcess", "transaction", "adHocSubProcess"] {
        files.push(container(tag));
    }
    for (inside, in_row) in SINGLE {
        files.push(if *in_row { row(inside) } else { file(inside) });
    }
    files.extend(WHOLE.iter().map(|whole| whole.replace("HEAD", HEAD)));
    files
}

/// What may stand in a sub-process: lanes, flows and data.
fn container(tag: &str) -> String {
    row(&format!(
        "<{tag} id='a'><laneSet id='ls'><lane id='la' name='Shop'><flowNodeRef>in</flowNodeRef></lane></laneSet><userTask id='in'>\
         <property id='q' name='own'/><dataInputAssociation id='i1'><sourceRef>rf</sourceRef><targetRef>q</targetRef>\
         </dataInputAssociation><dataInputAssociation id='i2'><sourceRef>sr</sourceRef><targetRef>q</targetRef>\
         </dataInputAssociation></userTask><task id='to'/><sequenceFlow id='in-to' sourceRef='in' targetRef='to'/>\
         <dataObject id='o' name='order'/><dataObjectReference id='rf' dataObjectRef='o'/><dataStoreReference id='sr' \
         name='prices'/></{tag}>"
    ))
}

/// What every activity has.
fn activity(tag: &str, files: &mut Vec<String>) {
    let (own, inside) = match tag {
        "scriptTask" => ("scriptFormat='feel' weir:resultVariable='out'", "<script>1 + 1</script>"),
        "sendTask" | "receiveTask" => ("messageRef='m'", ""),
        "businessRuleTask" => ("weir:decision='d' weir:resultVariable='out'", ""),
        "callActivity" => ("calledElement='q'", ""),
        "adHocSubProcess" | "subProcess" | "transaction" => ("", "<task id='in'/>"),
        _ => ("", ""),
    };
    let element = |more: &str, parts: &str| {
        let head = format!("<{tag} id='a' {own} {more}>");
        let (before, behind) =
            if inside.starts_with("<task") || inside.starts_with("<script") { (parts, inside) } else { (parts, "") };
        format!("{head}{before}{behind}</{tag}>")
    };
    let ways = "<startEvent id='s'/><endEvent id='e'/><endEvent id='e2'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
                <sequenceFlow id='c' sourceRef='a' targetRef='e'><conditionExpression language='feel'>i = 1</conditionExpression></sequenceFlow>\
                <sequenceFlow id='d' sourceRef='a' targetRef='e2'/>";
    let quantities = element("startQuantity='2' completionQuantity='2' default='d'", "");
    files.push(file(&format!("{quantities}{ways}")));
    files.push(file(&format!(
        "<startEvent id='s'/><task id='t'/><boundaryEvent id='b' attachedToRef='t'><compensateEventDefinition/></boundaryEvent>\
         {}<endEvent id='e'><compensateEventDefinition/></endEvent><association id='as' sourceRef='b' targetRef='a'/>{}{}",
        element("isForCompensation='true'", ""),
        flow("s", "t"),
        flow("t", "e")
    )));
    let data = "<property id='q' name='own'/>";
    let moved = "<ioSpecification id='io'><dataInput id='di' name='given'/><dataOutput id='do' name='made'/>\
                 <inputSet id='is'><dataInputRefs>di</dataInputRefs></inputSet><outputSet id='os'><dataOutputRefs>do\
                 </dataOutputRefs></outputSet></ioSpecification><dataInputAssociation id='ia'><sourceRef>o</sourceRef>\
                 <targetRef>di</targetRef></dataInputAssociation><dataOutputAssociation id='oa'><sourceRef>do</sourceRef>\
                 <targetRef>o</targetRef></dataOutputAssociation>";
    let object = "<dataObject id='o' name='order'/>";
    let with = |parts: &str| row(&format!("{object}{}", element("", parts)));
    files.push(with(data));
    files.push(with(moved));
    files.push(with(
        "<standardLoopCharacteristics testBefore='true' loopMaximum='3'><loopCondition language='feel'>i = 1\
                     </loopCondition></standardLoopCharacteristics>",
    ));
    files.push(with("<multiInstanceLoopCharacteristics isSequential='true'><loopCardinality language='feel'>3</loopCardinality>\
                     <completionCondition language='feel'>i = 1</completionCondition></multiInstanceLoopCharacteristics>"));
    let extended = "<extensionElements><weir:input source='= 1' target='one'/><weir:output source='= 2' target='two'/>\
                    </extensionElements>";
    files.push(with(extended));
}

/// Examples of single elements; those that are true stand in a row behind the start event as `a`.
const SINGLE: &[(&str, bool)] = &[
    ("<scriptTask id='a' scriptFormat='groovy' weir:type='w' weir:retries='3'><script>x</script></scriptTask>", true),
    ("<serviceTask id='a' weir:type='w' weir:retries='3'/>", true),
    ("<sendTask id='a' weir:type='w' weir:retries='3'/>", true),
    ("<sendTask id='a' messageRef='m' weir:type='w' weir:retries='3'/>", true),
    ("<businessRuleTask id='a' weir:type='w' weir:retries='3'/>", true),
    (
        "<businessRuleTask id='a' weir:decision='d' weir:mapDecisionResult='singleEntry' weir:resultVariable='r' \
         weir:binding='versionTag' weir:versionTag='v'/>",
        true,
    ),
    (
        "<businessRuleTask id='a' weir:decision='d' weir:resultVariable='r' weir:binding='version' weir:version='2'/>",
        true,
    ),
    (
        "<userTask id='a' weir:assignee='ann' weir:candidateUsers='bob' weir:candidateGroups='clerks' weir:dueDate='P1D' \
         weir:followUpDate='PT1H' weir:dueCalendar='office' weir:priority='70' weir:formKey='form'/>",
        true,
    ),
    (
        "<userTask id='a' weir:formId='f' weir:formBinding='version' weir:formVersion='2' weir:fieldPermissions='n: read'/>",
        true,
    ),
    ("<userTask id='a' weir:formId='f' weir:formBinding='versionTag' weir:formVersionTag='v'/>", true),
    ("<userTask id='a' weir:formId='f' weir:formBinding='deployment'/>", true),
    ("<userTask id='a' weir:approvers='role(clerk)'/>", true),
    (
        "<userTask id='a' weir:approvers='role(clerk)' weir:approvalMode='weight(2)' weir:approvalVeto='all' \
         weir:approvalEmpty='approve' weir:approvalSelf='skip' weir:approvalDuplicate='any' weir:approvalWeights='={ann: 2}' \
         weir:onReject='end' weir:copyTo='initiator' weir:copyWhen='before' weir:timeout='P1D' weir:timeoutReminders='2' \
         weir:timeoutAction='approve' weir:calendar='office' weir:resultVariable='passed'/>",
        true,
    ),
    (
        "<callActivity id='a' calledElement='q' weir:binding='version' weir:version='2' weir:businessKey='= 1' \
         weir:propagateAllParentVariables='false' weir:propagateAllChildVariables='false'/>",
        true,
    ),
    (
        "<callActivity id='a' calledElement='q' weir:binding='versionTag' weir:versionTag='v' weir:inheritBusinessKey='true'/>",
        true,
    ),
    (
        "<userTask id='a' weir:assignee='ann'><extensionElements><weir:listener event='create' type='told' retries='2'/>\
         </extensionElements></userTask>",
        true,
    ),
    ("<receiveTask id='a' messageRef='m' weir:correlationKey='= order'/>", true),
    (
        "<receiveTask id='a' messageRef='m' instantiate='true'/><endEvent id='e'/>\
         <sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<adHocSubProcess id='a' ordering='Sequential' weir:activeElementsCollection='[\"in\"]' weir:outputCollection='all' \
         weir:outputElement='= i'><task id='in'/>\
         <completionCondition language='feel'>i = 1</completionCondition></adHocSubProcess>",
        true,
    ),
    (
        "<adHocSubProcess id='a' cancelRemainingInstances='false'><task id='in'/><completionCondition>i = 1\
         </completionCondition></adHocSubProcess>",
        true,
    ),
    (
        "<subProcess id='a'><startEvent id='i'/></subProcess><subProcess id='es' triggeredByEvent='true'><startEvent id='h' \
         isInterrupting='false'><signalEventDefinition signalRef='g'/></startEvent></subProcess>",
        true,
    ),
    (
        "<task id='a'><multiInstanceLoopCharacteristics behavior='One' oneBehaviorEventRef='def' weir:collection='= list' \
         weir:elementVariable='one' weir:outputCollection='all' weir:outputElement='= one'/></task>",
        true,
    ),
    (
        "<task id='a'><multiInstanceLoopCharacteristics behavior='None' noneBehaviorEventRef='def'><loopCardinality>2\
         </loopCardinality></multiInstanceLoopCharacteristics></task>",
        true,
    ),
    (
        "<task id='a'><multiInstanceLoopCharacteristics behavior='Complex'><loopCardinality>2</loopCardinality>\
         <complexBehaviorDefinition><condition language='feel'>i = 1</condition><event id='ev'><signalEventDefinition \
         signalRef='g'/></event></complexBehaviorDefinition></multiInstanceLoopCharacteristics></task>",
        true,
    ),
    (
        "<dataObject id='o' name='orders'/><dataObject id='z' name='results'/><userTask id='a'><ioSpecification>\
         <dataInput id='all' name='all'/><dataOutput id='res' name='res'/><inputSet id='is'><dataInputRefs>all\
         </dataInputRefs></inputSet><outputSet id='os'><dataOutputRefs>res</dataOutputRefs></outputSet></ioSpecification>\
         <dataInputAssociation id='da'><sourceRef>o</sourceRef><targetRef>all</targetRef></dataInputAssociation>\
         <dataOutputAssociation id='db'><sourceRef>res</sourceRef><targetRef>z</targetRef></dataOutputAssociation>\
         <multiInstanceLoopCharacteristics><loopDataInputRef>all</loopDataInputRef><loopDataOutputRef>res\
         </loopDataOutputRef><inputDataItem id='x1' name='order'/><outputDataItem id='y1' name='done'/>\
         </multiInstanceLoopCharacteristics></userTask>",
        true,
    ),
    (
        "<dataObject id='o' name='order'/><dataObject id='o2' name='other'/><dataObjectReference id='rf' name='ref' \
         dataObjectRef='o'/><dataStoreReference id='sr' name='prices' dataStoreRef='ds'/><task id='a'><property id='q' \
         name='own'/><dataInputAssociation id='i1'><sourceRef>rf</sourceRef><targetRef>q</targetRef><transformation \
         language='feel'>order + 1</transformation></dataInputAssociation><dataInputAssociation id='i2'><sourceRef>sr\
         </sourceRef><targetRef>q</targetRef><assignment id='as'><from language='feel'>prices + 1</from><to language='feel'>\
         own</to></assignment></dataInputAssociation></task>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDate language='feel'>2030-01-01</timeDate></timerEventDefinition></intermediateCatchEvent>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration language='feel'>= wait</timeDuration></timerEventDefinition></intermediateCatchEvent>",
        true,
    ),
    (
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a' cancelActivity='false'><timerEventDefinition><timeCycle \
         language='feel'>R3/PT1H</timeCycle></timerEventDefinition></boundaryEvent><boundaryEvent id='b2' \
         attachedToRef='a' parallelMultiple='true'><signalEventDefinition signalRef='g'/><messageEventDefinition \
         messageRef='m' weir:correlationKey='= order'/></boundaryEvent>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a' parallelMultiple='true'><signalEventDefinition signalRef='g'/><messageEventDefinition \
         messageRef='m'/></intermediateCatchEvent>",
        true,
    ),
    (
        "<startEvent id='a' parallelMultiple='true'><signalEventDefinition signalRef='g'/><messageEventDefinition \
         messageRef='m'/></startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<intermediateCatchEvent id='a'><conditionalEventDefinition><condition language='feel'>i = 1</condition></conditionalEventDefinition></intermediateCatchEvent>",
        true,
    ),
    ("<intermediateCatchEvent id='a'><eventDefinitionRef>def</eventDefinitionRef></intermediateCatchEvent>", true),
    ("<intermediateThrowEvent id='a'><escalationEventDefinition escalationRef='y'/></intermediateThrowEvent>", true),
    (
        "<intermediateThrowEvent id='a'><linkEventDefinition id='l1' name='L'/></intermediateThrowEvent>\
         <intermediateCatchEvent id='b'><linkEventDefinition id='l2' name='L'/></intermediateCatchEvent><startEvent id='s'/>\
         <endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='h' sourceRef='b' targetRef='e'/>",
        false,
    ),
    (
        "<intermediateThrowEvent id='a'><linkEventDefinition id='l1'><target>l2</target></linkEventDefinition>\
         </intermediateThrowEvent><intermediateCatchEvent id='b'><linkEventDefinition id='l2' name='L'/>\
         </intermediateCatchEvent><startEvent id='s'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         <sequenceFlow id='h' sourceRef='b' targetRef='e'/>",
        false,
    ),
    (
        "<startEvent id='s'/><subProcess id='t'><startEvent id='i'/><endEvent id='j'/><sequenceFlow id='k' sourceRef='i' \
         targetRef='j'/></subProcess><intermediateThrowEvent id='a'><compensateEventDefinition activityRef='t' \
         waitForCompletion='false'/></intermediateThrowEvent><endEvent id='e'><errorEventDefinition errorRef='x'/></endEvent>\
         <sequenceFlow id='f' sourceRef='s' targetRef='t'/><sequenceFlow id='h' sourceRef='t' targetRef='a'/>\
         <sequenceFlow id='l' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<eventBasedGateway id='a' instantiate='true' eventGatewayType='Parallel'/><intermediateCatchEvent id='b'>\
         <messageEventDefinition messageRef='m'/></intermediateCatchEvent><intermediateCatchEvent id='c'>\
         <messageEventDefinition messageRef='n'/></intermediateCatchEvent><sequenceFlow id='f' sourceRef='a' targetRef='b'/>\
         <sequenceFlow id='h' sourceRef='a' targetRef='c'/>",
        false,
    ),
    (
        "<laneSet id='ls'><lane id='la' name='Shop'><flowNodeRef>a</flowNodeRef><childLaneSet id='cl'><lane id='lb' name='Desk'>\
         <flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet><userTask id='a'/><userTask id='b'/>",
        true,
    ),
    (
        "<userTask id='a'><potentialOwner id='po'><resourceAssignmentExpression><formalExpression>user(ann)</formalExpression>\
         </resourceAssignmentExpression></potentialOwner><resourceRole id='rr'><resourceRef>r</resourceRef></resourceRole>\
         <performer id='pe'><resourceAssignmentExpression><formalExpression>bob</formalExpression>\
         </resourceAssignmentExpression></performer><humanPerformer id='hp'><resourceAssignmentExpression><formalExpression>cyd\
         </formalExpression></resourceAssignmentExpression></humanPerformer></userTask>",
        true,
    ),
    (
        "<userTask id='a'><extensionElements><weir:name xml:lang='zh'>名</weir:name></extensionElements></userTask>",
        true,
    ),
    (
        "<property id='pp' name='ours'/><task id='a'><property id='q' name='own'/><dataInputAssociation id='i1'><sourceRef>pp\
      </sourceRef><targetRef>q</targetRef></dataInputAssociation></task>",
        true,
    ),
    (
        "<dataObject id='o'/><dataObjectReference id='rf' name='ref' dataObjectRef='o'/><dataStoreReference id='sr' name='prices'/>\
      <task id='a'><property id='q' name='own'/><dataInputAssociation id='i1'><sourceRef>rf</sourceRef><targetRef>q</targetRef>\
      </dataInputAssociation><dataOutputAssociation id='i2'><sourceRef>q</sourceRef><targetRef>sr</targetRef>\
      </dataOutputAssociation></task>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><property id='q' name='own'/><signalEventDefinition signalRef='g'/>\
      </intermediateCatchEvent>",
        true,
    ),
    (
        "<task id='a'/><boundaryEvent id='b' attachedToRef='a'><property id='q' name='own'/><eventDefinitionRef>def\
      </eventDefinitionRef></boundaryEvent>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDate language='feel'>later</timeDate></timerEventDefinition>\
      </intermediateCatchEvent>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeDuration language='feel'>wait</timeDuration>\
      </timerEventDefinition></intermediateCatchEvent>",
        true,
    ),
    (
        "<intermediateCatchEvent id='a'><timerEventDefinition><timeCycle language='feel'>often</timeCycle>\
      </timerEventDefinition></intermediateCatchEvent>",
        true,
    ),
    // What a message brings, and what one is made of.
    (
        "<dataObject id='o' name='order'/><startEvent id='a'><dataOutput id='do' name='got'/><dataOutputAssociation id='da'>\
         <sourceRef>do</sourceRef><targetRef>o</targetRef></dataOutputAssociation><messageEventDefinition messageRef='m'/>\
         </startEvent><endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<dataObject id='o' name='order'/><intermediateCatchEvent id='a'><dataOutput id='do' name='got'/>\
         <dataOutputAssociation id='da'><sourceRef>do</sourceRef><targetRef>o</targetRef></dataOutputAssociation>\
         <messageEventDefinition messageRef='m'/></intermediateCatchEvent>",
        true,
    ),
    (
        "<dataObject id='o' name='order'/><task id='a'/><boundaryEvent id='b' attachedToRef='a'><dataOutput id='do' name='got'/>\
         <dataOutputAssociation id='da'><sourceRef>do</sourceRef><targetRef>o</targetRef></dataOutputAssociation>\
         <messageEventDefinition messageRef='m'/></boundaryEvent>",
        true,
    ),
    (
        "<dataObject id='o' name='order'/><intermediateThrowEvent id='a'><dataInput id='di' name='sent'/>\
         <dataInputAssociation id='da'><sourceRef>o</sourceRef><targetRef>di</targetRef></dataInputAssociation>\
         <messageEventDefinition messageRef='m'/></intermediateThrowEvent>",
        true,
    ),
    (
        "<dataObject id='o' name='order'/><startEvent id='s'/><endEvent id='a'><dataInput id='di' name='sent'/>\
         <dataInputAssociation id='da'><sourceRef>o</sourceRef><targetRef>di</targetRef></dataInputAssociation>\
         <messageEventDefinition messageRef='m'/></endEvent><sequenceFlow id='f' sourceRef='s' targetRef='a'/>",
        false,
    ),
    // Urgency, and the form of a start.
    ("<serviceTask id='a' weir:type='w' weir:priority='7'/>", true),
    ("<sendTask id='a' weir:type='w' weir:priority='7'/>", true),
    ("<businessRuleTask id='a' weir:type='w' weir:priority='7'/>", true),
    ("<scriptTask id='a' scriptFormat='groovy' weir:type='w' weir:priority='7'><script>x</script></scriptTask>", true),
    (
        "<startEvent id='a' weir:formKey='form'/><endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<startEvent id='a' weir:formId='f' weir:formBinding='version' weir:formVersion='2' weir:fieldPermissions='n: read'/>\
         <endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<startEvent id='a' weir:formId='f' weir:formBinding='versionTag' weir:formVersionTag='v'/>\
         <endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    (
        "<startEvent id='a' weir:formId='f' weir:formBinding='deployment'/>\
         <endEvent id='e'/><sequenceFlow id='f' sourceRef='a' targetRef='e'/>",
        false,
    ),
    // Which version, where several words are right.
    ("<callActivity id='a' calledElement='q' weir:binding='deployment'/>", true),
    ("<businessRuleTask id='a' weir:decision='d' weir:binding='deployment'/>", true),
    (
        "<task id='a'><multiInstanceLoopCharacteristics behavior='All'><loopCardinality>2</loopCardinality>\
         </multiInstanceLoopCharacteristics></task>",
        true,
    ),
    (
        "<eventBasedGateway id='a' instantiate='true'/><intermediateCatchEvent id='b'><messageEventDefinition messageRef='m'/>\
         </intermediateCatchEvent><intermediateCatchEvent id='c'><messageEventDefinition messageRef='n'/>\
         </intermediateCatchEvent><sequenceFlow id='f' sourceRef='a' targetRef='b'/><sequenceFlow id='h' sourceRef='a' \
         targetRef='c'/>",
        false,
    ),
];

/// Files of another shape; `HEAD` stands for the beginning of all.
const WHOLE: &[&str] = &[
    "HEAD<process id='p'><startEvent id='s'/><userTask id='t'/><sequenceFlow id='f' sourceRef='s' targetRef='t'/></process></definitions>",
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' expressionLanguage='feel'>\
     <process id='p' isExecutable='false'><startEvent id='s'/><exclusiveGateway id='g' default='d'/><endEvent id='e'/>\
     <endEvent id='e2'/><sequenceFlow id='f' sourceRef='s' targetRef='g'/><sequenceFlow id='c' sourceRef='g' targetRef='e'>\
     <conditionExpression>i = 1</conditionExpression></sequenceFlow><sequenceFlow id='d' sourceRef='g' \
     targetRef='e2'/></process><process id='r' isExecutable='true'><startEvent id='rs'/><userTask id='rt'/><sequenceFlow \
     id='rf' sourceRef='rs' targetRef='rt'/></process></definitions>",
    "HEAD<process id='p' isExecutable='true'><startEvent id='s'/><inclusiveGateway id='w' default='d'/><endEvent id='e'/>\
     <complexGateway id='h' default='k'><activationCondition language='feel'>activationCount &gt; 1</activationCondition>\
     </complexGateway><endEvent id='e2'/><sequenceFlow id='f' sourceRef='s' targetRef='w'/><sequenceFlow id='c' \
     sourceRef='w' targetRef='h'><conditionExpression>i = 1</conditionExpression></sequenceFlow><sequenceFlow id='d' \
     sourceRef='w' targetRef='h'/><sequenceFlow id='j' sourceRef='h' targetRef='e'><conditionExpression>i = 2\
     </conditionExpression></sequenceFlow><sequenceFlow id='k' sourceRef='h' targetRef='e2'/></process></definitions>",
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><message id='m' name='order'/>\
     <collaboration id='c'><participant id='us' processRef='p'/><participant id='them' processRef='q'/><messageFlow id='f' \
     sourceRef='t1' targetRef='r1' messageRef='m'/></collaboration><process id='p' isExecutable='true'><startEvent id='s'/>\
     <sendTask id='t1'/><sendTask id='t2'/><sequenceFlow id='a' sourceRef='s' targetRef='t1'/><sequenceFlow id='b' \
     sourceRef='t1' targetRef='t2'/></process><process id='q' isExecutable='true'><startEvent id='i'/><receiveTask id='r1' \
     messageRef='m'/><receiveTask id='r2' messageRef='m'/><sequenceFlow id='d' sourceRef='i' targetRef='r1'/><sequenceFlow \
     id='e' sourceRef='r1' targetRef='r2'/></process></definitions>",
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' targetNamespace='t'>\
     <message id='m' name='order' weir:correlationKey='= order'/><collaboration id='c'><participant id='us' processRef='p'/>\
     <participant id='them' processRef='q'/><messageFlow id='f' sourceRef='tell' targetRef='begin' messageRef='m'/>\
     </collaboration><process id='p' isExecutable='true'><startEvent id='s'/><endEvent id='tell'><messageEventDefinition/>\
     </endEvent><sequenceFlow id='a' sourceRef='s' targetRef='tell'/></process><process id='q' isExecutable='true'>\
     <startEvent id='begin'><messageEventDefinition/></startEvent></process></definitions>",
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' xmlns:own='t' \
     targetNamespace='t'><message id='m' name='order' weir:correlationKey='= order'/><process id='p' isExecutable='true'>\
     <startEvent id='s'/><receiveTask id='a' messageRef='own:m'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/></process>\
     </definitions>",
    // Correlation keys, and a subscription to one of them.
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><message id='m' name='order'/>\
     <message id='n' name='paid'/><correlationProperty id='a'><correlationPropertyRetrievalExpression id='r1' messageRef='m'>\
     <messagePath language='feel'>x</messagePath></correlationPropertyRetrievalExpression>\
     <correlationPropertyRetrievalExpression id='r2' messageRef='n'><messagePath>y</messagePath>\
     </correlationPropertyRetrievalExpression></correlationProperty><correlationProperty id='b'>\
     <correlationPropertyRetrievalExpression id='r3' messageRef='n'><messagePath>z</messagePath>\
     </correlationPropertyRetrievalExpression></correlationProperty><collaboration id='c'><participant id='us' processRef='p'/>\
     <correlationKey id='k1'><correlationPropertyRef>a</correlationPropertyRef></correlationKey><correlationKey id='k2'>\
     <correlationPropertyRef>b</correlationPropertyRef></correlationKey></collaboration><process id='p' isExecutable='true'>\
     <correlationSubscription id='cs' correlationKeyRef='k1'><correlationPropertyBinding id='b2' correlationPropertyRef='b'>\
     <dataPath>i</dataPath></correlationPropertyBinding><correlationPropertyBinding id='b1' correlationPropertyRef='a'>\
     <dataPath language='feel'>j</dataPath></correlationPropertyBinding></correlationSubscription><startEvent id='s'/>\
     <receiveTask id='t1' messageRef='m'/><receiveTask id='t2' messageRef='n'/><sequenceFlow id='f' sourceRef='s' \
     targetRef='t1'/><sequenceFlow id='g' sourceRef='t1' targetRef='t2'/></process></definitions>",
    // Definitions beside the processes.
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><error id='x' errorCode='E'/>\
     <escalation id='y' escalationCode='C'/><timerEventDefinition id='d1'><timeDuration>PT1H</timeDuration>\
     </timerEventDefinition><errorEventDefinition id='d2' errorRef='x'/><escalationEventDefinition id='d3' escalationRef='y'/>\
     <conditionalEventDefinition id='d4'><condition>i = 1</condition></conditionalEventDefinition><linkEventDefinition id='d5' \
     name='L'/><compensateEventDefinition id='d6'/><cancelEventDefinition id='d7'/><terminateEventDefinition id='d8'/>\
     <process id='p' isExecutable='true'><startEvent id='s'/><intermediateCatchEvent id='c1'><eventDefinitionRef>d1\
     </eventDefinitionRef></intermediateCatchEvent><intermediateCatchEvent id='c4'><eventDefinitionRef>d4\
     </eventDefinitionRef></intermediateCatchEvent><intermediateThrowEvent id='c3'><eventDefinitionRef>d3\
     </eventDefinitionRef></intermediateThrowEvent><transaction id='c7'><startEvent id='i'/><endEvent id='j'>\
     <eventDefinitionRef>d7</eventDefinitionRef></endEvent><sequenceFlow id='k' sourceRef='i' targetRef='j'/></transaction>\
     <intermediateThrowEvent id='c5'><eventDefinitionRef>d5</eventDefinitionRef></intermediateThrowEvent>\
     <intermediateCatchEvent id='l5'><linkEventDefinition name='L'/></intermediateCatchEvent><intermediateThrowEvent id='c6'>\
     <eventDefinitionRef>d6</eventDefinitionRef></intermediateThrowEvent><exclusiveGateway id='w' default='g9'/>\
     <endEvent id='e2'><eventDefinitionRef>d2</eventDefinitionRef></endEvent><endEvent id='e8'><eventDefinitionRef>d8\
     </eventDefinitionRef></endEvent><sequenceFlow id='g1' sourceRef='s' targetRef='c1'/><sequenceFlow id='g2' sourceRef='c1' \
     targetRef='c4'/><sequenceFlow id='g3' sourceRef='c4' targetRef='c3'/><sequenceFlow id='g4' sourceRef='c3' \
     targetRef='c7'/><sequenceFlow id='g5' sourceRef='c7' targetRef='c5'/><sequenceFlow id='g6' sourceRef='l5' \
     targetRef='c6'/><sequenceFlow id='g7' sourceRef='c6' targetRef='w'/><sequenceFlow id='g8' sourceRef='w' targetRef='e2'>\
     <conditionExpression>i = 1</conditionExpression></sequenceFlow><sequenceFlow id='g9' sourceRef='w' targetRef='e8'/>\
     </process></definitions>",
    // Operations whose messages are sent and awaited.
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><message id='m' name='asked'/>\
     <message id='n' name='told'/><interface id='i' name='Desk'><operation id='op' name='ask'><inMessageRef>m\
     </inMessageRef></operation><operation id='op2' name='tell'><inMessageRef>n</inMessageRef></operation></interface>\
     <process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='a' operationRef='op'/><receiveTask id='b' \
     operationRef='op2'/><intermediateCatchEvent id='c'><messageEventDefinition><operationRef>op</operationRef>\
     </messageEventDefinition></intermediateCatchEvent><sequenceFlow id='f1' sourceRef='s' targetRef='a'/>\
     <sequenceFlow id='f2' sourceRef='a' targetRef='b'/><sequenceFlow id='f3' sourceRef='b' targetRef='c'/></process>\
     </definitions>",
    // Global tasks, each called.
    "HEAD<globalUserTask id='gu' weir:assignee='ann' weir:candidateUsers='bob' weir:candidateGroups='clerks' \
     weir:dueDate='P1D' weir:followUpDate='PT1H' weir:dueCalendar='office' weir:priority='70'/>\
     <globalScriptTask id='gf' scriptLanguage='feel' weir:resultVariable='out'><script>1 + 1</script></globalScriptTask><globalScriptTask id='gs' scriptLanguage='groovy' \
     weir:type='w' weir:retries='5' weir:priority='7'><script>x</script></globalScriptTask><globalBusinessRuleTask id='gw' \
     weir:type='w' weir:retries='5' weir:priority='7'/><globalBusinessRuleTask id='gv' weir:decision='d' \
     weir:mapDecisionResult='singleEntry' weir:resultVariable='out' weir:binding='version' weir:version='2'/>\
     <globalBusinessRuleTask id='gt' weir:decision='d' weir:binding='versionTag' weir:versionTag='v'/><globalBusinessRuleTask id='gd' weir:decision='d' weir:binding='deployment'/>\
     <process id='p' isExecutable='true'><startEvent id='s'/><callActivity id='c1' calledElement='gu'/><callActivity id='c2' \
     calledElement='gf'/><callActivity id='c3' calledElement='gs'/><callActivity id='c4' calledElement='gw'/><callActivity \
     id='c5' calledElement='gv'/><callActivity id='c6' calledElement='gt'/><sequenceFlow id='f1' sourceRef='s' \
     targetRef='c1'/><sequenceFlow id='f2' sourceRef='c1' targetRef='c2'/><sequenceFlow id='f3' sourceRef='c2' \
     targetRef='c3'/><sequenceFlow id='f4' sourceRef='c3' targetRef='c4'/><sequenceFlow id='f5' sourceRef='c4' \
     targetRef='c5'/><sequenceFlow id='f6' sourceRef='c5' targetRef='c6'/><callActivity id='c7' calledElement='gd'/>\
     <sequenceFlow id='f7' sourceRef='c6' targetRef='c7'/></process></definitions>",
];
