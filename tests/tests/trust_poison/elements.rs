//! A process for everything that runs by the catalogue, each with an element `broken` behind the task `before`: every
//! activity, every gateway, every repetition, and every event wherever it may stand behind a start.
use std::collections::BTreeSet;
use weir_core::catalogue::parts::EVENT_DEFINITION_TAGS;
use weir_core::catalogue::triggers::{Position, allowed};
use weir_core::catalogue::{Family, Status, entries};
use weir_tests::trust::models::model;

/// A process in which one element will break.
pub struct Poison {
    /// Which element it is.
    pub what: String,
    /// The process, which is named so.
    pub process: String,
    /// The file.
    pub file: String,
}

/// Tasks, gateways and repetitions, by the tag that is broken; without ways they stand between the task and the end.
const NODES: [(&str, &str, &str); 23] = [
    ("userTask", "<userTask id='broken'/>", ""),
    ("serviceTask", "<serviceTask id='broken' weir:type='t'/>", ""),
    ("sendTask", "<sendTask id='broken' weir:type='t'/>", ""),
    ("receiveTask", "<receiveTask id='broken' messageRef='m'/>", ""),
    (
        "scriptTask",
        "<scriptTask id='broken' scriptFormat='feel' weir:resultVariable='n'><script>1</script></scriptTask>",
        "",
    ),
    ("businessRuleTask", "<businessRuleTask id='broken' weir:type='t'/>", ""),
    ("manualTask", "<manualTask id='broken'/>", ""),
    ("task", "<task id='broken'/>", ""),
    ("subProcess", "<subProcess id='broken'><startEvent id='inner'/></subProcess>", ""),
    ("transaction", "<transaction id='broken'><startEvent id='inner'/></transaction>", ""),
    ("adHocSubProcess", "<adHocSubProcess id='broken'><task id='inner'/></adHocSubProcess>", ""),
    ("callActivity", "<callActivity id='broken' calledElement='approval'/>", ""),
    ("exclusiveGateway", "<exclusiveGateway id='broken'/>", ""),
    ("parallelGateway", "<parallelGateway id='broken'/>", ""),
    ("inclusiveGateway", "<inclusiveGateway id='broken'/>", ""),
    ("complexGateway", "<complexGateway id='broken'/>", ""),
    (
        "eventBasedGateway",
        "<eventBasedGateway id='broken'/><intermediateCatchEvent id='one'><signalEventDefinition signalRef='s'/>\
         </intermediateCatchEvent><intermediateCatchEvent id='two'><timerEventDefinition><timeDuration>PT1H</timeDuration>\
         </timerEventDefinition></intermediateCatchEvent>",
        "start before broken one end; broken two end",
    ),
    (
        "multiInstanceLoopCharacteristics",
        "<userTask id='broken'><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>\
         </multiInstanceLoopCharacteristics></userTask>",
        "",
    ),
    (
        "multiInstanceLoopCharacteristics",
        "<userTask id='broken'><multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>3</loopCardinality>\
         </multiInstanceLoopCharacteristics></userTask>",
        "",
    ),
    (
        "standardLoopCharacteristics",
        "<task id='broken'><standardLoopCharacteristics loopMaximum='2'><loopCondition>true</loopCondition>\
         </standardLoopCharacteristics></task>",
        "",
    ),
    // What begins within a scope.
    (
        "start within a sub-process",
        "<subProcess id='work'><startEvent id='broken'/></subProcess>",
        "start before work end",
    ),
    // What other elements lead to.
    ("handler", UNDONE, "start before done back end"),
    (
        "several",
        "<intermediateCatchEvent id='broken'><signalEventDefinition signalRef='s'/><messageEventDefinition messageRef='m'/>\
         </intermediateCatchEvent>",
        "",
    ),
];

const UNDONE: &str = "<task id='done'/><boundaryEvent id='undone' attachedToRef='done'><compensateEventDefinition/>\
                      </boundaryEvent><task id='broken' isForCompensation='true'/>\
                      <association id='a' sourceRef='undone' targetRef='broken'/>\
                      <intermediateThrowEvent id='back'><compensateEventDefinition/></intermediateThrowEvent>";

/// Where events stand, behind the start.
const POSITIONS: [Position; 7] = [
    Position::Catch,
    Position::Throw,
    Position::End,
    Position::Boundary,
    Position::BoundaryBeside,
    Position::EventSubProcess,
    Position::EventSubProcessBeside,
];

/// All of them.
pub fn everything_that_runs() -> Vec<Poison> {
    let mut all: Vec<(String, String, String)> =
        NODES.iter().map(|(what, elements, ways)| ((*what).into(), (*elements).into(), (*ways).into())).collect();
    let run = entries().filter(|entry| {
        let node = matches!(entry.family, Family::Activity | Family::Gateway);
        (node || entry.tag.ends_with("LoopCharacteristics")) && entry.status == Status::Executed
    });
    let there: BTreeSet<&str> = NODES.iter().map(|(what, ..)| *what).collect();
    let missing: Vec<&str> = run.map(|entry| entry.tag).filter(|tag| !there.contains(tag)).collect();
    assert!(missing.is_empty(), "the catalogue says that these run, and nothing here has them: {missing:?}");
    for position in POSITIONS {
        for definition in EVENT_DEFINITION_TAGS.iter().copied().chain(["none"]) {
            if allowed(position, definition) == Some(Status::Executed) {
                all.extend(event(position, definition));
            }
        }
    }
    let poison = |(number, (what, elements, ways)): (usize, (String, String, String))| {
        let process = format!("poison{number}");
        let ways = if ways.is_empty() { "start before broken end" } else { ways.as_str() };
        let end = if ways.contains(" end") { "<endEvent id='end'/>" } else { "" };
        let elements = format!("<startEvent id='start'/><userTask id='before'/>{elements}{end}");
        let roots = format!(
            "<message id='m' name='{process}' weir:correlationKey='= \"k\"'/><signal id='s' name='s'/>\
             <error id='e' name='e' errorCode='E'/><escalation id='x' name='x' escalationCode='X'/>"
        );
        let file = model(&process, ways, &elements, &roots);
        Poison { what, process, file }
    };
    all.into_iter().enumerate().map(poison).collect()
}

/// One event at one place, what it needs around it, and its ways; none for what nothing ever enters.
fn event(position: Position, definition: &str) -> Option<(String, String, String)> {
    let body = body(definition);
    let what = format!("{definition} as {}", position.english());
    let (elements, ways) = match (position, definition) {
        (Position::Catch, "linkEventDefinition") => {
            let hop = format!("<intermediateThrowEvent id='hop'>{body}</intermediateThrowEvent>");
            (
                format!("{hop}<intermediateCatchEvent id='broken'>{body}</intermediateCatchEvent>"),
                "start before hop; broken end",
            )
        }
        (Position::Throw, "linkEventDefinition") => {
            let there = format!("<intermediateCatchEvent id='there'>{body}</intermediateCatchEvent>");
            (
                format!("<intermediateThrowEvent id='broken'>{body}</intermediateThrowEvent>{there}"),
                "start before broken; there end",
            )
        }
        (Position::Catch, _) => (format!("<intermediateCatchEvent id='broken'>{body}</intermediateCatchEvent>"), ""),
        (Position::Throw, _) => (format!("<intermediateThrowEvent id='broken'>{body}</intermediateThrowEvent>"), ""),
        (Position::End, "cancelEventDefinition") => {
            let inner = format!("<startEvent id='in'/><endEvent id='broken'>{body}</endEvent>{}", flow("in", "broken"));
            (format!("<transaction id='work'>{inner}</transaction>"), "start before work end")
        }
        (Position::End, _) => (format!("<endEvent id='broken'>{body}</endEvent>"), "start before broken"),
        // Its handler is entered, it is not.
        (Position::Boundary, "compensateEventDefinition") => return None,
        (Position::Boundary | Position::BoundaryBeside, _) => {
            let beside = if position == Position::BoundaryBeside { " cancelActivity='false'" } else { "" };
            let boundary = format!(
                "<boundaryEvent id='broken' attachedToRef='work'{beside}>{body}</boundaryEvent><endEvent id='other'/>"
            );
            (format!("{}{boundary}", thrown_within(definition, "")), "start before work end; broken other")
        }
        (Position::EventSubProcess | Position::EventSubProcessBeside, _) => {
            let beside = if position == Position::EventSubProcessBeside { " isInterrupting='false'" } else { "" };
            let handler = format!(
                "<subProcess id='handler' triggeredByEvent='true'><startEvent id='broken'{beside}>{body}</startEvent>\
                 <endEvent id='handled'/>{}</subProcess>",
                flow("broken", "handled")
            );
            match definition {
                // It belongs to a scope that is over, and is asked from outside it.
                "compensateEventDefinition" => {
                    let work = format!(
                        "<subProcess id='work'><startEvent id='in'/><task id='done'/>{}{handler}</subProcess>",
                        flow("in", "done")
                    );
                    let back = format!("<intermediateThrowEvent id='back'>{body}</intermediateThrowEvent>");
                    (format!("{work}{back}"), "start before work back end")
                }
                _ => (thrown_within(definition, &handler), "start before work end"),
            }
        }
        _ => return None,
    };
    Some((what, elements, ways.into()))
}

/// A sub-process in which this is thrown; what can be thrown only from outside finds it waiting for a person.
fn thrown_within(definition: &str, handler: &str) -> String {
    let body = body(definition);
    let inner = match definition {
        "errorEventDefinition" | "escalationEventDefinition" | "cancelEventDefinition" => {
            format!("<startEvent id='in'/><endEvent id='thrown'>{body}</endEvent>{}", flow("in", "thrown"))
        }
        _ => format!("<startEvent id='in'/><userTask id='long'/>{}", flow("in", "long")),
    };
    let tag = if definition == "cancelEventDefinition" { "transaction" } else { "subProcess" };
    format!("<{tag} id='work'>{inner}{handler}</{tag}>")
}

fn flow(from: &str, to: &str) -> String {
    format!("<sequenceFlow id='{from}_{to}' sourceRef='{from}' targetRef='{to}'/>")
}

fn body(definition: &str) -> &'static str {
    match definition {
        "messageEventDefinition" => "<messageEventDefinition messageRef='m'/>",
        "signalEventDefinition" => "<signalEventDefinition signalRef='s'/>",
        "timerEventDefinition" => "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
        "conditionalEventDefinition" => {
            "<conditionalEventDefinition><condition>true</condition></conditionalEventDefinition>"
        }
        "errorEventDefinition" => "<errorEventDefinition errorRef='e'/>",
        "escalationEventDefinition" => "<escalationEventDefinition escalationRef='x'/>",
        "linkEventDefinition" => "<linkEventDefinition name='L'/>",
        "compensateEventDefinition" => "<compensateEventDefinition/>",
        "cancelEventDefinition" => "<cancelEventDefinition/>",
        "terminateEventDefinition" => "<terminateEventDefinition/>",
        _ => "",
    }
}
