//! Elements beside the flow, each in a file whose outcome is another one without it: what runs there, who does it and
//! which message goes out.
use super::Run;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use weir_core::compile::prepare;
use weir_core::wait::WaitFor;

/// A file in which some elements matter.
pub struct Case {
    /// The test that shows it.
    pub test: &'static str,
    /// The tags of those elements.
    pub tags: &'static [&'static str],
    /// What stands between `<definitions>` and its end; the process `p` runs.
    pub file: &'static str,
    /// What is done with it.
    pub commands: &'static str,
    /// What else matters: its tag, and a piece of the file with another one in its place, with which it runs too.
    pub changes: &'static [(&'static str, &'static str, &'static str)],
}

impl Case {
    /// The tags of everything that it shows.
    pub fn all_tags(&self) -> impl Iterator<Item = &'static str> {
        self.tags.iter().copied().chain(self.changes.iter().map(|(tag, ..)| *tag))
    }
}

/// All of them.
pub const CASES: [Case; 15] = [
    Case {
        test: "data_decide_what_a_task_works_with_and_where_its_result_goes",
        tags: &[
            "ioSpecification",
            "dataInput",
            "dataOutput",
            "dataInputAssociation",
            "dataOutputAssociation",
            "sourceRef",
            "targetRef",
            "dataObjectReference",
            "dataStoreReference",
            "assignment",
            "transformation",
            "from",
            "to",
        ],
        file: "<dataStore id='store' name='Prices'/><process id='p' isExecutable='true'><dataObject id='o' name='order'/>\
            <dataObjectReference id='r' dataObjectRef='o'/><dataStoreReference id='sr' name='prices' dataStoreRef='store'/>\
            <serviceTask id='t'><ioSpecification><dataInput id='i' name='in'/><dataInput id='j' name='price'/>\
            <dataOutput id='u' name='out'/><inputSet id='is'><dataInputRefs>i</dataInputRefs>\
            <dataInputRefs>j</dataInputRefs></inputSet><outputSet id='os'><dataOutputRefs>u</dataOutputRefs></outputSet>\
            </ioSpecification><property id='q' name='doubled'/>\
            <dataInputAssociation id='a'><sourceRef>r</sourceRef><targetRef>i</targetRef></dataInputAssociation>\
            <dataInputAssociation id='b'><sourceRef>sr</sourceRef><targetRef>j</targetRef>\
            <transformation>prices[1]</transformation></dataInputAssociation>\
            <dataInputAssociation id='c'><sourceRef>r</sourceRef><targetRef>q</targetRef>\
            <assignment><from>order * 2</from><to>doubled</to></assignment></dataInputAssociation>\
            <dataOutputAssociation id='d'><sourceRef>u</sourceRef><targetRef>r</targetRef></dataOutputAssociation>\
            </serviceTask></process>",
        commands: "start {\"order\": 3, \"prices\": [7, 8]}; complete t {\"out\": 4}",
        changes: &[("transformation", "prices[1]", "prices[2]"), ("from", "order * 2", "order * 3")],
    },
    Case {
        test: "data_objects_and_properties_live_as_long_as_what_they_stand_in",
        tags: &["dataObject", "property"],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='sub'><dataObject id='o' name='order'/>\
            <property id='q' name='note'/><userTask id='t'/></subProcess><userTask id='after'/>\
            <sequenceFlow id='f' sourceRef='s' targetRef='sub'/><sequenceFlow id='g' sourceRef='sub' targetRef='after'/>\
            </process>",
        commands: "start; complete t {\"order\": 1, \"note\": 2}",
        changes: &[],
    },
    Case {
        test: "roles_decide_who_does_a_task",
        tags: &[
            "potentialOwner",
            "resourceRole",
            "performer",
            "humanPerformer",
            "resourceRef",
            "resourceAssignmentExpression",
        ],
        file: "<resource id='clerks' name='Clerks'/><process id='p' isExecutable='true'><userTask id='a'><potentialOwner>\
            <resourceAssignmentExpression><formalExpression>user(ann)</formalExpression></resourceAssignmentExpression>\
            </potentialOwner></userTask><userTask id='b'><resourceRole><resourceRef>clerks</resourceRef></resourceRole>\
            </userTask><userTask id='c'><performer><resourceAssignmentExpression><formalExpression>bob</formalExpression>\
            </resourceAssignmentExpression></performer></userTask><userTask id='d'><humanPerformer>\
            <resourceAssignmentExpression><formalExpression>cyd</formalExpression></resourceAssignmentExpression>\
            </humanPerformer></userTask></process>",
        commands: "start",
        changes: &[],
    },
    Case {
        test: "lanes_decide_whose_task_it_is",
        tags: &["laneSet", "childLaneSet", "lane", "flowNodeRef"],
        file: "<process id='p' isExecutable='true'><laneSet id='l'><lane id='shop' name='Shop'><flowNodeRef>u</flowNodeRef>\
            <childLaneSet id='k'><lane id='desk' name='Desk'><flowNodeRef>v</flowNodeRef></lane></childLaneSet></lane>\
            </laneSet><userTask id='u'/><userTask id='v'/></process>",
        commands: "start",
        changes: &[],
    },
    Case {
        test: "message_flows_decide_which_message_goes_over",
        tags: &["messageFlow"],
        file: "<collaboration id='c'><participant id='us' processRef='p'/><participant id='them' processRef='q'/>\
            <messageFlow id='f' sourceRef='tell' targetRef='begin'/></collaboration>\
            <process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='tell'/><endEvent id='e'/>\
            <sequenceFlow id='a' sourceRef='s' targetRef='tell'/><sequenceFlow id='b' sourceRef='tell' targetRef='e'/></process>\
            <process id='q' isExecutable='true'><startEvent id='begin'/></process>",
        commands: "start",
        changes: &[],
    },
    Case {
        test: "what_a_message_carries_decides_whose_it_is",
        tags: &[
            "correlationKey",
            "correlationPropertyRef",
            "correlationProperty",
            "correlationPropertyRetrievalExpression",
        ],
        file: "<message id='o' name='order'/><message id='m' name='paid'/><correlationProperty id='number'>\
            <correlationPropertyRetrievalExpression messageRef='o'><messagePath>n</messagePath>\
            </correlationPropertyRetrievalExpression><correlationPropertyRetrievalExpression messageRef='m'><messagePath>n\
            </messagePath></correlationPropertyRetrievalExpression></correlationProperty><collaboration id='c'>\
            <participant id='us' processRef='p'/><correlationKey id='k'><correlationPropertyRef>number\
            </correlationPropertyRef></correlationKey></collaboration><process id='p' isExecutable='true'><startEvent id='s'/>\
            <receiveTask id='a' messageRef='o'/><receiveTask id='b' messageRef='m'/><sequenceFlow id='f' sourceRef='s' \
            targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='b'/></process>",
        commands: "start; message order {\"n\": \"A\", \"m\": \"B\"}",
        changes: &[("messagePath", "<messagePath>n", "<messagePath>m")],
    },
    Case {
        test: "the_data_of_an_instance_decide_which_messages_it_takes",
        tags: &["correlationSubscription", "correlationPropertyBinding"],
        file: "<message id='m' name='paid'/><correlationProperty id='number'><correlationPropertyRetrievalExpression \
            messageRef='m'><messagePath>n</messagePath></correlationPropertyRetrievalExpression></correlationProperty>\
            <collaboration id='c'><participant id='us' processRef='p'/><correlationKey id='k'><correlationPropertyRef>number\
            </correlationPropertyRef></correlationKey></collaboration><process id='p' isExecutable='true'>\
            <correlationSubscription id='cs' correlationKeyRef='k'><correlationPropertyBinding correlationPropertyRef='number'>\
            <dataPath>mine</dataPath></correlationPropertyBinding></correlationSubscription><startEvent id='s'/>\
            <receiveTask id='b' messageRef='m'/><sequenceFlow id='f' sourceRef='s' targetRef='b'/></process>",
        commands: "start {\"mine\": \"A\", \"other\": \"B\"}",
        changes: &[("dataPath", "<dataPath>mine", "<dataPath>other")],
    },
    Case {
        test: "the_name_of_a_message_or_signal_decides_what_reaches_whom",
        tags: &[],
        file: "<message id='m' name='paid'/><signal id='g' name='stop'/><process id='p' isExecutable='true'><startEvent id='s'/>\
            <receiveTask id='a' messageRef='m'/><intermediateThrowEvent id='b'><messageEventDefinition messageRef='m'/>\
            </intermediateThrowEvent><intermediateCatchEvent id='c'><signalEventDefinition signalRef='g'/>\
            </intermediateCatchEvent><sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='h' sourceRef='a' \
            targetRef='b'/><sequenceFlow id='i' sourceRef='b' targetRef='c'/></process>",
        commands: "start; message paid; signal stop",
        changes: &[("message", "name='paid'", "name='sent'"), ("signal", "name='stop'", "name='go'")],
    },
    Case {
        test: "the_code_of_an_error_or_escalation_decides_who_catches_it",
        tags: &[],
        file: "<error id='x' name='x' errorCode='E'/><error id='y' name='y' errorCode='E'/><escalation id='v' escalationCode='C'/>\
            <escalation id='w' escalationCode='C'/><process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='a'>\
            <startEvent id='i'/><intermediateThrowEvent id='t'><escalationEventDefinition escalationRef='v'/>\
            </intermediateThrowEvent><endEvent id='e'><errorEventDefinition errorRef='x'/></endEvent>\
            <sequenceFlow id='f1' sourceRef='i' targetRef='t'/><sequenceFlow id='f2' sourceRef='t' targetRef='e'/></subProcess>\
            <boundaryEvent id='b' attachedToRef='a'><errorEventDefinition errorRef='y'/></boundaryEvent><boundaryEvent id='c' \
            attachedToRef='a' cancelActivity='false'><escalationEventDefinition escalationRef='w'/></boundaryEvent>\
            <boundaryEvent id='d' attachedToRef='a'><errorEventDefinition/></boundaryEvent>\
            <sequenceFlow id='f' sourceRef='s' targetRef='a'/></process>",
        commands: "start",
        changes: &[
            ("error", "id='y' name='y' errorCode='E'", "id='y' name='y' errorCode='F'"),
            ("escalation", "id='w' escalationCode='C'", "id='w' escalationCode='D'"),
        ],
    },
    Case {
        test: "an_operation_decides_which_message_a_task_sends",
        tags: &[],
        file: "<message id='m' name='asked'/><message id='n' name='told'/><interface id='i' name='Desk'><operation id='o' \
            name='ask'><inMessageRef>m</inMessageRef></operation><operation id='q' name='tell'><inMessageRef>n</inMessageRef>\
            </operation></interface><process id='p' isExecutable='true'><startEvent id='s'/><sendTask id='a' operationRef='o'/>\
            <intermediateThrowEvent id='b'><messageEventDefinition><operationRef>o</operationRef></messageEventDefinition>\
            </intermediateThrowEvent><sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' \
            targetRef='b'/></process>",
        commands: "start",
        changes: &[
            ("operation", "<sendTask id='a' operationRef='o'/>", "<sendTask id='a' operationRef='q'/>"),
            ("inMessageRef", "<inMessageRef>m</inMessageRef>", "<inMessageRef>n</inMessageRef>"),
            ("operationRef", "<operationRef>o</operationRef>", "<operationRef>q</operationRef>"),
        ],
    },
    Case {
        test: "a_global_task_is_done_as_its_kind_says",
        tags: &[],
        file: "<globalUserTask id='p'/><process id='q' isExecutable='true'><callActivity id='c' calledElement='p'/></process>",
        commands: "start",
        changes: &[
            ("globalUserTask", "<globalUserTask id='p'/>", "<globalTask id='p'/>"),
            ("globalTask", "<globalUserTask id='p'/>", "<globalTask id='p'/>"),
            ("globalManualTask", "<globalUserTask id='p'/>", "<globalManualTask id='p'/>"),
            (
                "globalScriptTask",
                "<globalUserTask id='p'/>",
                "<globalScriptTask id='p' scriptLanguage='groovy'><script>x</script></globalScriptTask>",
            ),
            (
                "globalBusinessRuleTask",
                "<globalUserTask id='p'/>",
                "<globalBusinessRuleTask xmlns:weir='urn:weir:bpmn:1' id='p' weir:decision='d'/>",
            ),
        ],
    },
    Case {
        test: "flows_and_their_conditions_decide_where_a_token_goes",
        tags: &["sequenceFlow"],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><exclusiveGateway id='w' default='d'/><userTask id='a'/>\
            <userTask id='b'/><sequenceFlow id='f' sourceRef='s' targetRef='w'/><sequenceFlow id='c' sourceRef='w' \
            targetRef='a'><conditionExpression>i = 1</conditionExpression></sequenceFlow><sequenceFlow id='d' sourceRef='w' \
            targetRef='b'/></process>",
        commands: "start {\"i\": 1}",
        changes: &[("conditionExpression", "i = 1", "i = 2")],
    },
    Case {
        test: "conditions_of_loops_decide_how_often",
        tags: &[],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><serviceTask id='a'><multiInstanceLoopCharacteristics>\
            <loopCardinality>3</loopCardinality><completionCondition>numberOfCompletedInstances = 1</completionCondition>\
            </multiInstanceLoopCharacteristics></serviceTask><serviceTask id='b'><standardLoopCharacteristics testBefore='true'>\
            <loopCondition>i = 1</loopCondition></standardLoopCharacteristics></serviceTask>\
            <sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='b'/></process>",
        commands: "start {\"i\": 1}; complete a",
        changes: &[
            ("loopCardinality", ">3<", ">2<"),
            ("completionCondition", "numberOfCompletedInstances = 1", "numberOfCompletedInstances = 2"),
            ("loopCondition", "i = 1", "i = 2"),
        ],
    },
    Case {
        test: "times_and_conditions_decide_when_an_event_comes",
        tags: &[],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><userTask id='a'/><boundaryEvent id='b' attachedToRef='a' \
            cancelActivity='false'><timerEventDefinition><timeDate>1970-01-01T00:05:00Z</timeDate></timerEventDefinition>\
            </boundaryEvent><boundaryEvent id='c' attachedToRef='a' cancelActivity='false'><timerEventDefinition>\
            <timeDuration>PT10M</timeDuration></timerEventDefinition></boundaryEvent><boundaryEvent id='d' attachedToRef='a' \
            cancelActivity='false'><timerEventDefinition><timeCycle>R2/PT20M</timeCycle></timerEventDefinition></boundaryEvent>\
            <boundaryEvent id='h' attachedToRef='a'><conditionalEventDefinition><condition>i = 1</condition>\
            </conditionalEventDefinition></boundaryEvent><sequenceFlow id='f' sourceRef='s' targetRef='a'/></process>",
        commands: "start {\"i\": 0}; +20m; +20m; set {\"i\": 1}",
        changes: &[
            ("timeDate", "00:05:00Z", "00:06:00Z"),
            ("timeDuration", "PT10M", "PT11M"),
            ("timeCycle", "R2/PT20M", "R1/PT20M"),
            ("condition", "i = 1", "i = 2"),
        ],
    },
    Case {
        test: "a_script_and_an_activation_condition_decide_by_their_text",
        tags: &[],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><scriptTask xmlns:weir='urn:weir:bpmn:1' id='a' \
            scriptFormat='feel' weir:resultVariable='i'><script>1 + 1</script></scriptTask><parallelGateway id='k'/><complexGateway id='w'>\
            <activationCondition>activationCount &gt;= 1</activationCondition></complexGateway><userTask id='u'/><userTask id='e'/>\
            <sequenceFlow id='f1' sourceRef='s' targetRef='a'/><sequenceFlow id='f2' sourceRef='a' targetRef='k'/>\
            <sequenceFlow id='f3' sourceRef='k' targetRef='w'/><sequenceFlow id='f4' sourceRef='k' targetRef='u'/>\
            <sequenceFlow id='f5' sourceRef='u' targetRef='w'/><sequenceFlow id='f6' sourceRef='w' targetRef='e'/></process>",
        commands: "start",
        changes: &[("script", "1 + 1", "1 + 2"), ("activationCondition", "&gt;= 1", "&gt;= 2")],
    },
];

/// What becomes of a file: what happens, with who has which task after each command; or why it is refused.
pub fn outcome(inside: &str, commands: &str) -> String {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>{inside}</definitions>"
    );
    let prepared = prepare(file.as_bytes());
    let Some(process) = prepared.processes.iter().find(|process| process.id().as_str() == "p") else {
        let codes: Vec<&str> = prepared.problems.iter().map(|problem| problem.code.as_str()).collect();
        return format!("refused: {}", codes.join(", "));
    };
    let mut run = Run::new(process);
    let mut people = String::new();
    for command in commands.split(';') {
        // What waits for nothing cannot be completed: the trace up to there says so.
        if catch_unwind(AssertUnwindSafe(|| run.command(command.trim()))).is_err() {
            break;
        }
        for (key, wait) in run.instance.waits() {
            if let WaitFor::UserTask(task) = &wait.on {
                let who = (&task.assignee, &task.candidate_users, &task.candidate_groups);
                writeln!(people, "  {}: {who:?}", run.instance.elements[&key].element).expect("a string takes all");
            }
        }
    }
    format!("{}{people}", run.trace)
}

/// The text without the elements of a tag and what is in them.
pub fn without(text: &str, tag: &str) -> String {
    let mut left = text.to_owned();
    while let Some(from) = opening(&left, tag) {
        let to = end(&left[from..], tag);
        left.replace_range(from..from + to, "");
    }
    left
}

fn opening(text: &str, tag: &str) -> Option<usize> {
    let begins = |at: usize| text[at + 1 + tag.len()..].starts_with([' ', '>', '/']);
    text.match_indices(&format!("<{tag}")).map(|(at, _)| at).find(|at| begins(*at))
}

/// How long an element is, with those of its tag inside.
fn end(text: &str, tag: &str) -> usize {
    let head = text.find('>').expect("it ends") + 1;
    if text[..head].ends_with("/>") {
        return head;
    }
    let (mut at, closing) = (head, format!("</{tag}>"));
    loop {
        let close = at + text[at..].find(&closing).expect("it is closed");
        match opening(&text[at..], tag).map(|inner| at + inner).filter(|inner| *inner < close) {
            Some(inner) => at = inner + end(&text[inner..], tag),
            None => return close + closing.len(),
        }
    }
}
