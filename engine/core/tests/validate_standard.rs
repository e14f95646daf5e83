//! What the standard says of parts that mostly document: each rule on a file that breaks it and on the same file mended.
//! This file is long because each rule has two files beside it.
use std::collections::BTreeSet;
use weir_core::validate::check;
use weir_core::validate::rules::find;

const HEAD: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' \
    xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' \
    xmlns:dd='http://www.omg.org/spec/DD/20100524/DI' xmlns:o='urn:other' targetNamespace='t'>";

/// The code, what breaks the rule, and what keeps it. Where a text begins with `<process` it stands beside others.
struct Case(&'static str, &'static str, &'static str);

/// Checks that the code is found in the broken file, and not in the mended one.
fn check_all(cases: &[Case], around: fn(&str) -> String) {
    for Case(code, broken, mended) in cases {
        assert!(find(code).is_some(), "{code} is no rule");
        let found = codes(&around(broken));
        assert!(found.contains(*code), "{code} is not found in {broken}: {found:?}");
        let left = codes(&around(mended));
        assert!(!left.contains(*code), "{code} is found in {mended}");
    }
}

fn codes(body: &str) -> BTreeSet<String> {
    let file = format!("{HEAD}{body}</definitions>");
    check(file.as_bytes()).problems.into_iter().map(|problem| problem.code).collect()
}

fn file(body: &str) -> String {
    body.to_owned()
}

fn process(body: &str) -> String {
    format!(
        "<itemDefinition id='item' structureRef='A'/><itemDefinition id='other' structureRef='B'/>\
         <itemDefinition id='many' structureRef='A' isCollection='true'/><message id='m' name='m' itemRef='item'/><message id='m2' name='m2'/>\
         <interface id='i' name='i'><operation id='op' name='op'><inMessageRef>m</inMessageRef></operation></interface>\
         <resource id='r' name='r'><resourceParameter id='rp' isRequired='true'/></resource>\
         <resource id='r2' name='r2'><resourceParameter id='rp2'/></resource><dataStore id='ds' capacity='5'/>\
         <process id='p'>{body}</process>"
    )
}

#[test]
fn files_say_what_they_import_and_relate() {
    check_all(
        &[
            Case(
                "import-type",
                "<import namespace='urn:other' location='x' importType='urn:what'/>",
                "<import namespace='urn:other' location='x' importType='http://www.w3.org/2001/XMLSchema'/>",
            ),
            Case(
                "import-not-read",
                "<import namespace='urn:other' location='x' importType='http://www.omg.org/spec/BPMN/20100524/MODEL'/>",
                "<import namespace='urn:other' location='x' importType='http://www.w3.org/2001/XMLSchema'/>",
            ),
            Case(
                "namespace-not-imported",
                "<message id='m' itemRef='o:item'/>",
                "<import namespace='urn:other' location='x' importType='http://www.w3.org/2001/XMLSchema'/>\
                 <message id='m' itemRef='o:item'/>",
            ),
            Case("missing-attribute", "<import namespace='urn:other' location='x'/>", ""),
            Case("missing-attribute", "<relationship id='r'><source>a</source><target>b</target></relationship>", ""),
            Case(
                "invalid-value",
                "<relationship type='t' direction='Up'><source>a</source><target>b</target></relationship>",
                "<relationship type='t' direction='Both'><source>a</source><target>b</target></relationship>",
            ),
            Case(
                "missing-element",
                "<relationship type='t'><source>a</source></relationship>",
                "<relationship type='t'><source>a</source><target>b</target></relationship>",
            ),
            Case("id-invalid", "<message id='1 m' name='m'/>", "<message id='m-1.b' name='m'/>"),
        ],
        file,
    );
}

#[test]
fn what_may_stand_once_stands_once() {
    check_all(
        &[
            Case(
                "element-twice",
                "<scriptTask id='t' scriptFormat='feel'><script>1</script><script>2</script></scriptTask>",
                "<scriptTask id='t' scriptFormat='feel'><script>1</script></scriptTask>",
            ),
            Case(
                "element-twice",
                "<task id='t'><ioSpecification><inputSet/><outputSet/></ioSpecification><ioSpecification><inputSet/>\
                 <outputSet/></ioSpecification></task>",
                "<task id='t'><ioSpecification><inputSet/><inputSet/><outputSet/></ioSpecification></task>",
            ),
            Case(
                "missing-element",
                "<task id='t'><ioSpecification><inputSet/></ioSpecification></task>",
                "<task id='t'><ioSpecification><inputSet/><outputSet/></ioSpecification></task>",
            ),
            Case("missing-attribute", "<association id='a' sourceRef='t'/><task id='t'/>", "<task id='t'/>"),
        ],
        process,
    );
    let twice = "<process id='p'><task id='t'><extensionElements/></task><scriptTask id='s'><script>1</script>\
                 <script>2</script></scriptTask></process>";
    let errors = check(format!("{HEAD}{twice}</definitions>").as_bytes()).problems;
    let second = errors.iter().find(|problem| problem.code == "element-twice").expect("the second script");
    assert_eq!(second.severity, weir_core::Severity::Error, "one of two scripts would not run");
}

#[test]
fn roles_bind_the_parameters_of_their_resource() {
    let role = |inside: &str| format!("<userTask id='t'><potentialOwner>{inside}</potentialOwner></userTask>");
    let bound = |parameter: &str| {
        format!(
            "<resourceRef>r</resourceRef><resourceParameterBinding parameterRef='{parameter}'><formalExpression>1\
             </formalExpression></resourceParameterBinding>"
        )
    };
    let is = |inside: &str| codes(&process(&role(inside))).contains("role-parameter");
    assert!(!is(&bound("rp")), "the parameter of its resource");
    assert!(is(&bound("rp2")), "the parameter of another resource");
    assert!(is("<resourceRef>r</resourceRef>"), "a required parameter is not bound");
    assert!(!is("<resourceRef>r2</resourceRef>"), "one that is not required may be left out");
    assert!(is(&bound("rp").replace("<resourceRef>r</resourceRef>", "")), "no resource, and parameters");
}

#[test]
fn events_carry_what_their_definitions_declare() {
    check_all(
        &[
            Case(
                "item-not-of-event",
                "<startEvent id='s'><dataOutput id='o' itemSubjectRef='other'/><messageEventDefinition messageRef='m'/>\
                 </startEvent>",
                "<startEvent id='s'><dataOutput id='o' itemSubjectRef='item'/><messageEventDefinition messageRef='m'/>\
                 </startEvent>",
            ),
            Case(
                "event-data-count",
                "<endEvent id='e'><dataInput id='a'/><dataInput id='b'/><messageEventDefinition messageRef='m'/></endEvent>",
                "<endEvent id='e'><dataInput id='a'/><messageEventDefinition messageRef='m'/></endEvent>",
            ),
            Case(
                "data-in-no-set",
                "<endEvent id='e'><dataInput id='a'/><messageEventDefinition messageRef='m'/></endEvent>",
                "<endEvent id='e'><dataInput id='a'/><inputSet><dataInputRefs>a</dataInputRefs></inputSet>\
                 <messageEventDefinition messageRef='m'/></endEvent>",
            ),
            Case("interrupting-unused", "<startEvent id='s' isInterrupting='false'/>", "<startEvent id='s'/>"),
            Case(
                "parallel-single",
                "<startEvent id='s' parallelMultiple='true'><messageEventDefinition messageRef='m'/></startEvent>",
                "<startEvent id='s' parallelMultiple='true'><messageEventDefinition messageRef='m'/>\
                 <messageEventDefinition messageRef='m2'/></startEvent>",
            ),
            Case(
                "compensation-of-nothing",
                "<task id='t'/><endEvent id='e'><compensateEventDefinition activityRef='t'/></endEvent>",
                "<subProcess id='t'/><endEvent id='e'><compensateEventDefinition activityRef='t'/></endEvent>",
            ),
            Case(
                "event-gateway-trigger",
                "<eventBasedGateway id='g' instantiate='true' eventGatewayType='Parallel'/><intermediateCatchEvent id='c'>\
                 <timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\
                 <sequenceFlow id='f' sourceRef='g' targetRef='c'/>",
                "<eventBasedGateway id='g' instantiate='true' eventGatewayType='Parallel'/><intermediateCatchEvent id='c'>\
                 <messageEventDefinition messageRef='m'/></intermediateCatchEvent>\
                 <sequenceFlow id='f' sourceRef='g' targetRef='c'/>",
            ),
        ],
        process,
    );
}

#[test]
fn paths_begin_and_end() {
    let flow = "<sequenceFlow id='f' sourceRef='s' targetRef='e'/>";
    let catch = "<intermediateCatchEvent id='c'><signalEventDefinition/></intermediateCatchEvent>";
    let all = [
        ("start-no-outgoing", "<startEvent id='s'/>".to_owned()),
        ("intermediate-no-outgoing", catch.to_owned()),
        ("path-without-end", format!("<startEvent id='s'/><endEvent id='e'/><task id='t'/>{flow}")),
        ("start-without-end", "<startEvent id='s'/><task id='t'/>".to_owned()),
        ("end-without-start", "<endEvent id='e'/>".to_owned()),
    ];
    for (code, broken) in &all {
        assert!(codes(&process(broken)).contains(*code), "{code}");
    }
    let good = codes(&process(&format!("<startEvent id='s'/><endEvent id='e'/>{flow}")));
    assert!(all.iter().all(|(code, _)| !good.contains(*code)), "{good:?}");
    let link = "<intermediateThrowEvent id='l'><linkEventDefinition name='x'/></intermediateThrowEvent>";
    assert!(!codes(&process(link)).contains("intermediate-no-outgoing"), "the source of a link has none");
}

#[test]
fn activities_repeat_over_call_and_hand_on_what_is_theirs() {
    check_all(
        &[
            Case(
                "loop-data-elsewhere",
                "<dataObject id='d'/><task id='t'><multiInstanceLoopCharacteristics><loopDataInputRef>d</loopDataInputRef>\
                 </multiInstanceLoopCharacteristics></task>",
                "<dataObject id='d'/><subProcess id='t'><multiInstanceLoopCharacteristics><loopDataInputRef>d\
                 </loopDataInputRef></multiInstanceLoopCharacteristics></subProcess>",
            ),
            Case(
                "ad-hoc-cancel-unused",
                "<adHocSubProcess id='a' ordering='Sequential' cancelRemainingInstances='true'/>",
                "<adHocSubProcess id='a' ordering='Sequential'/>",
            ),
            Case(
                "called-element-kind",
                "<callActivity id='c' calledElement='t'/><task id='t'/>",
                "<callActivity id='c' calledElement='p'/>",
            ),
            Case(
                "call-data-differs",
                "<ioSpecification><dataInput id='x'/><inputSet/><outputSet/></ioSpecification><callActivity id='c' \
                 calledElement='p'><ioSpecification><inputSet/><outputSet/></ioSpecification></callActivity>",
                "<ioSpecification><dataInput id='x'/><inputSet/><outputSet/></ioSpecification><callActivity id='c' \
                 calledElement='p'><ioSpecification><dataInput id='y'/><inputSet/><outputSet/></ioSpecification>\
                 </callActivity>",
            ),
            Case(
                "called-element-kind",
                "<callActivity id='c' calledElement='g'/></process><globalConversation id='g'/><process id='q'>",
                "<callActivity id='c' calledElement='g'/></process><globalTask id='g'/><process id='q'>",
            ),
            Case(
                "call-data-differs",
                "<ioSpecification><dataInput id='x' itemSubjectRef='item'/><inputSet/><outputSet/></ioSpecification><callActivity \
                 id='c' calledElement='p'><ioSpecification><dataInput id='y' itemSubjectRef='other'/><inputSet/><outputSet/>\
                 </ioSpecification></callActivity>",
                "<ioSpecification><dataInput id='x' itemSubjectRef='item'/><inputSet/><outputSet/></ioSpecification><callActivity \
                 id='c' calledElement='p'><ioSpecification><dataInput id='y' itemSubjectRef='item'/><inputSet/><outputSet/>\
                 </ioSpecification></callActivity>",
            ),
            Case(
                "data-not-single",
                "<serviceTask id='t' operationRef='op'><ioSpecification><dataInput id='x'/><dataInput id='y'/><inputSet/>\
                 <outputSet/></ioSpecification></serviceTask>",
                "<serviceTask id='t' operationRef='op'><ioSpecification><dataInput id='x'/><inputSet/><outputSet/>\
                 </ioSpecification></serviceTask>",
            ),
            Case(
                "link-one-sided",
                "<intermediateThrowEvent id='a'><linkEventDefinition id='l' name='x'><target>k</target></linkEventDefinition>\
                 </intermediateThrowEvent><intermediateCatchEvent id='b'><linkEventDefinition id='k' name='y'/>\
                 </intermediateCatchEvent>",
                "<intermediateThrowEvent id='a'><linkEventDefinition id='l' name='x'><target>k</target></linkEventDefinition>\
                 </intermediateThrowEvent><intermediateCatchEvent id='b'><linkEventDefinition id='k' name='x'/>\
                 </intermediateCatchEvent>",
            ),
            Case(
                "link-one-sided",
                "<intermediateCatchEvent id='b'><linkEventDefinition id='k' name='x'><target>k</target></linkEventDefinition>\
                 </intermediateCatchEvent>",
                "<intermediateCatchEvent id='b'><linkEventDefinition id='k' name='x'/></intermediateCatchEvent>",
            ),
            Case(
                "item-not-of-message",
                "<serviceTask id='t' operationRef='op'><ioSpecification><dataInput id='x' itemSubjectRef='other'/><inputSet/>\
                 <outputSet/></ioSpecification></serviceTask>",
                "<serviceTask id='t' operationRef='op'><ioSpecification><dataInput id='x' itemSubjectRef='item'/><inputSet/>\
                 <outputSet/></ioSpecification></serviceTask>",
            ),
            Case(
                "operation-message-differs",
                "<sendTask id='t' operationRef='op' messageRef='m2'/>",
                "<sendTask id='t' operationRef='op' messageRef='m'/>",
            ),
            Case(
                "operation-not-supported",
                "<ioBinding operationRef='op' inputDataRef='a' outputDataRef='b'/>",
                "<supportedInterfaceRef>i</supportedInterfaceRef>\
                 <ioBinding operationRef='op' inputDataRef='a' outputDataRef='b'/>",
            ),
        ],
        process,
    );
    check_all(
        &[Case(
            "script-format-missing",
            "<globalScriptTask id='g'><script>1</script></globalScriptTask>",
            "<globalScriptTask id='g' scriptLanguage='text/x-groovy'><script>1</script></globalScriptTask>",
        )],
        file,
    );
}

#[test]
fn data_are_where_they_can_be_seen() {
    check_all(
        &[
            Case("data-object-state", "<dataObject id='d'><dataState name='x'/></dataObject>", "<dataObject id='d'/>"),
            Case(
                "data-reference-item",
                "<dataObject id='d'/><dataObjectReference id='e' dataObjectRef='d' itemSubjectRef='item'/>",
                "<dataObject id='d' itemSubjectRef='item'/><dataObjectReference id='e' dataObjectRef='d'/>",
            ),
            Case(
                "collection-differs",
                "<dataObject id='d' itemSubjectRef='many'/>",
                "<dataObject id='d' itemSubjectRef='many' isCollection='1'/>",
            ),
            Case(
                "collection-differs",
                "<task id='t'><ioSpecification><dataInput id='x' itemSubjectRef='item' isCollection='true'/><inputSet>\
                 <dataInputRefs>x</dataInputRefs></inputSet><outputSet/></ioSpecification></task>",
                "<task id='t'><ioSpecification><dataInput id='x' itemSubjectRef='item' isCollection='false'/><inputSet>\
                 <dataInputRefs>x</dataInputRefs></inputSet><outputSet/></ioSpecification></task>",
            ),
            Case(
                "set-foreign-data",
                "<task id='a'><ioSpecification><dataInput id='x'/><inputSet><dataInputRefs>x</dataInputRefs></inputSet>\
                 <outputSet/></ioSpecification></task><task id='b'><ioSpecification><inputSet><dataInputRefs>x\
                 </dataInputRefs></inputSet><outputSet/></ioSpecification></task>",
                "<task id='a'><ioSpecification><dataInput id='x'/><inputSet><dataInputRefs>x</dataInputRefs></inputSet>\
                 <outputSet/></ioSpecification></task>",
            ),
            Case(
                "data-association-end",
                "<dataObject id='d'/><task id='a'><property id='q'/></task><task id='b'><dataInputAssociation>\
                 <sourceRef>d</sourceRef><targetRef>q</targetRef></dataInputAssociation></task>",
                "<dataObject id='d'/><task id='b'><property id='q'/><dataInputAssociation>\
                 <sourceRef>d</sourceRef><targetRef>q</targetRef></dataInputAssociation></task>",
            ),
            Case(
                "data-out-of-sight",
                "<subProcess id='s'><dataObject id='d'/></subProcess><task id='b'><property id='q'/>\
                 <dataInputAssociation><sourceRef>d</sourceRef><targetRef>q</targetRef></dataInputAssociation></task>",
                "<dataObject id='d'/><subProcess id='s'><task id='b'><property id='q'/><dataInputAssociation>\
                 <sourceRef>d</sourceRef><targetRef>q</targetRef></dataInputAssociation></task></subProcess>",
            ),
        ],
        process,
    );
    check_all(
        &[Case(
            "data-store-capacity",
            "<dataStore id='d' capacity='5' isUnlimited='true'/><dataStore id='e' capacity='many'/>",
            "<dataStore id='d' capacity='5' isUnlimited='false'/><dataStore id='e' isUnlimited='true'/>",
        )],
        file,
    );
}

#[test]
fn lanes_hold_nodes_of_their_own() {
    let lanes = |inside: &str| {
        format!(
            "<process id='p'><laneSet id='l'>{inside}</laneSet><task id='a'/></process><process id='q'><task id='b'/></process>"
        )
    };
    let lane = |id: &str, node: &str| format!("<lane id='{id}'><flowNodeRef>{node}</flowNodeRef></lane>");
    let good = codes(&lanes(&format!("{}<lane id='y'/>", lane("x", "a"))));
    assert!(!good.contains("lane-foreign-node") && !good.contains("lane-node-twice"));
    assert!(codes(&lanes(&lane("x", "b"))).contains("lane-foreign-node"));
    assert!(codes(&lanes(&[lane("x", "a"), lane("y", "a")].concat())).contains("lane-node-twice"));
    let both = "<lane id='x' partitionElementRef='a'><partitionElement/></lane>";
    assert!(codes(&lanes(both)).contains("lane-partition"));
}

#[test]
fn conversations_and_choreographies_are_between_participants() {
    let collaboration = |inside: &str| {
        format!(
            "<collaboration id='c'><participant id='x'/><participant id='y'/><messageFlow id='f' sourceRef='x' \
             targetRef='y'/><messageFlow id='g' sourceRef='y' targetRef='z'/><participant id='z'/>{inside}</collaboration>"
        )
    };
    let link = |a: &str, b: &str| {
        collaboration(&format!("<conversation id='k'/><conversationLink id='l' sourceRef='{a}' targetRef='{b}'/>"))
    };
    assert!(codes(&link("x", "y")).contains("conversation-link-ends"));
    assert!(!codes(&link("x", "k")).contains("conversation-link-ends"));
    assert!(codes(&link("x", "k")).contains("conversation-participants"));
    let two =
        "<conversation id='k'><participantRef>x</participantRef><participantRef>y</participantRef></conversation>";
    assert!(!codes(&collaboration(two)).contains("conversation-participants"));
    let call = "<callConversation id='k'><participantAssociation><innerParticipantRef>x</innerParticipantRef>\
                <outerParticipantRef>y</outerParticipantRef></participantAssociation></callConversation>";
    assert!(codes(&collaboration(call)).contains("conversation-association"));
    let task = |initiator: &str, participants: &str, flow: &str| {
        let flow = format!("<messageFlowRef>{flow}</messageFlowRef>");
        let activity = format!(
            "<choreographyTask id='t' initiatingParticipantRef='{initiator}'>{participants}{flow}</choreographyTask>"
        );
        codes(&format!("{}<choreography id='h'>{activity}</choreography>", collaboration("")))
    };
    let pair = "<participantRef>x</participantRef><participantRef>y</participantRef>";
    let good = task("x", pair, "f");
    assert!(!good.iter().any(|code| code.starts_with("choreography-") && code != "choreography-documentation-only"));
    assert!(task("x", "<participantRef>x</participantRef>", "f").contains("choreography-participants"));
    assert!(task("z", pair, "f").contains("choreography-initiator"));
    assert!(task("x", pair, "g").contains("choreography-message-flow"));
    assert!(task("y", pair, "f").contains("choreography-message-flow"), "who begins sends nothing");
    let event = |definition: &str| {
        codes(&format!("<choreography id='h'><startEvent id='s'><{definition}/></startEvent></choreography>"))
    };
    assert!(event("messageEventDefinition").contains("choreography-event"));
    assert!(!event("signalEventDefinition").contains("choreography-event"));
}

#[test]
fn a_subscription_binds_the_properties_of_its_key() {
    let bind = |property: &str| {
        codes(&format!(
            "<correlationProperty id='a'/><correlationProperty id='b'/><collaboration id='c'><correlationKey id='k'>\
             <correlationPropertyRef>a</correlationPropertyRef></correlationKey></collaboration><process id='p'>\
             <correlationSubscription id='s' correlationKeyRef='k'><correlationPropertyBinding \
             correlationPropertyRef='{property}'><dataPath>x</dataPath></correlationPropertyBinding>\
             </correlationSubscription></process>"
        ))
    };
    assert!(!bind("a").contains("correlation-property-foreign"));
    assert!(bind("b").contains("correlation-property-foreign"));
}

#[test]
fn a_diagram_shows_what_is_there() {
    let diagram = |inside: &str| {
        codes(&format!(
            "<process id='p'><task id='t'/><task id='u'/><sequenceFlow id='f' sourceRef='t' targetRef='u'/></process>\
             <di:BPMNDiagram><di:BPMNPlane bpmnElement='p'>{inside}</di:BPMNPlane></di:BPMNDiagram>"
        ))
    };
    let shape = |of: &str| {
        format!("<di:BPMNShape bpmnElement='{of}'><dc:Bounds x='1' y='1' width='1' height='1'/></di:BPMNShape>")
    };
    let edge = |of: &str, points: usize| {
        format!("<di:BPMNEdge bpmnElement='{of}'>{}</di:BPMNEdge>", "<dd:waypoint x='1' y='1'/>".repeat(points))
    };
    let good = diagram(&[shape("t"), edge("f", 2)].concat());
    assert!(!good.iter().any(|code| code.starts_with("diagram-")), "{good:?}");
    assert!(diagram(&shape("gone")).contains("diagram-reference"));
    assert!(diagram(&edge("t", 2)).contains("diagram-kind"));
    assert!(diagram(&shape("f")).contains("diagram-kind"));
    assert!(diagram(&edge("f", 1)).contains("diagram-incomplete"));
    assert!(diagram("<di:BPMNShape bpmnElement='t'/>").contains("diagram-incomplete"));
}

#[test]
fn xpath_that_means_the_same_is_read_as_feel() {
    let condition = |text: &str| {
        format!(
            "<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='g'/><endEvent id='e'/>\
             <endEvent id='d'/><sequenceFlow id='a' sourceRef='s' targetRef='g'/><sequenceFlow id='b' sourceRef='g' \
             targetRef='e'><conditionExpression language='http://www.w3.org/1999/XPath'>{text}</conditionExpression>\
             </sequenceFlow><sequenceFlow id='c' sourceRef='g' targetRef='d'/></process>"
        )
    };
    let good = codes(&condition("i &gt; 1"));
    assert!(good.contains("xpath-as-feel") && !good.contains("expression-language"), "{good:?}");
    for other in ["getDataObject('i') &gt; 1", "order/total &gt; 1", "count(i) &gt; 1", "a-b &gt; 1", "i &gt;", "(i"] {
        let found = codes(&condition(other));
        assert!(found.contains("expression-language") && !found.contains("xpath-as-feel"), "{other}: {found:?}");
    }
}

#[test]
fn a_behaviour_says_its_event_and_a_timer_its_time() {
    let marker = |attributes: &str, inside: &str| {
        codes(&process(&format!(
            "<task id='t'><multiInstanceLoopCharacteristics {attributes}><loopCardinality>2\
             </loopCardinality>{inside}</multiInstanceLoopCharacteristics></task>"
        )))
    };
    assert!(marker("behavior='None'", "").contains("loop-behavior-default"));
    assert!(marker("behavior='One'", "").contains("loop-behavior-default"));
    assert!(marker("behavior='Complex'", "").contains("loop-behavior-default"));
    assert!(!marker("behavior='All'", "").contains("loop-behavior-default"));
    let timer = |text: &str| {
        codes(&process(&format!(
            "<intermediateCatchEvent id='c'><timerEventDefinition><timeDate>{text}</timeDate></timerEventDefinition>\
             </intermediateCatchEvent>"
        )))
    };
    assert!(timer("tomorrow").contains("timer-doubtful"));
    assert!(
        ["= tomorrow", "now() + duration(&quot;P1D&quot;)", "2026-01-01", "${later}"]
            .iter()
            .all(|text| !timer(text).contains("timer-doubtful"))
    );
}
