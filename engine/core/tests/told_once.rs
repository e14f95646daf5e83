//! A fault that several rules see is told once.
use weir_core::Severity;
use weir_core::compile::prepare;

fn errors(inside: &str) -> Vec<String> {
    let text = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'><process id='p' \
         isExecutable='true'><startEvent id='s'/>{inside}<sequenceFlow id='f' sourceRef='s' targetRef='u'/></process>\
         </definitions>"
    );
    let found = prepare(text.as_bytes()).problems;
    found.into_iter().filter(|p| p.severity == Severity::Error).map(|p| p.code).collect()
}

#[test]
fn a_fault_is_told_once() {
    let catch = |inside: &str| format!("<intermediateCatchEvent id='u'>{inside}</intermediateCatchEvent>");
    for (inside, code) in [
        ("<callActivity id='u'/>".to_owned(), "call-missing"),
        ("<userTask id='u'><multiInstanceLoopCharacteristics/></userTask>".to_owned(), "loop-without-count"),
        ("<receiveTask id='u' messageRef='no'/>".to_owned(), "dangling-reference"),
        (catch("<signalEventDefinition signalRef='no'/>"), "dangling-reference"),
        (catch("<conditionalEventDefinition/>"), "expression-empty"),
        (catch("<conditionalEventDefinition><condition/></conditionalEventDefinition>"), "expression-empty"),
        (
            "<task id='u'/><boundaryEvent id='b'><timerEventDefinition><timeDuration>PT1H</timeDuration>\
          </timerEventDefinition></boundaryEvent>"
                .to_owned(),
            "missing-attribute",
        ),
    ] {
        assert_eq!(errors(&inside), [code], "{inside}");
    }
    // Two faults are two: what dangles here is not the message.
    let two = catch(
        "<dataOutputAssociation id='d'><sourceRef>no</sourceRef><targetRef>nor</targetRef></dataOutputAssociation>\
         <messageEventDefinition/>",
    );
    let found = errors(&two);
    assert!(["message-missing", "dangling-reference"].iter().all(|code| found.iter().any(|c| c == code)), "{found:?}");
}
