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
}

/// All of them.
pub const CASES: [Case; 5] = [
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
    },
    Case {
        test: "data_objects_and_properties_live_as_long_as_what_they_stand_in",
        tags: &["dataObject", "property"],
        file: "<process id='p' isExecutable='true'><startEvent id='s'/><subProcess id='sub'><dataObject id='o' name='order'/>\
            <property id='q' name='note'/><userTask id='t'/></subProcess><userTask id='after'/>\
            <sequenceFlow id='f' sourceRef='s' targetRef='sub'/><sequenceFlow id='g' sourceRef='sub' targetRef='after'/>\
            </process>",
        commands: "start; complete t {\"order\": 1, \"note\": 2}",
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
    },
    Case {
        test: "lanes_decide_whose_task_it_is",
        tags: &["laneSet", "childLaneSet", "lane", "flowNodeRef"],
        file: "<process id='p' isExecutable='true'><laneSet id='l'><lane id='shop' name='Shop'><flowNodeRef>u</flowNodeRef>\
            <childLaneSet id='k'><lane id='desk' name='Desk'><flowNodeRef>v</flowNodeRef></lane></childLaneSet></lane>\
            </laneSet><userTask id='u'/><userTask id='v'/></process>",
        commands: "start",
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
