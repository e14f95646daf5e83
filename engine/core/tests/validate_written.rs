//! What is written out where a number of instances, a truth value or a default is asked for: each on a file that is wrong, and
//! on the same file mended.
use weir_core::Severity;
use weir_core::compile::prepare;

/// Errors and warnings: the codes alone.
fn codes(inside: &str) -> Vec<String> {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><process id='p' isExecutable='true'>\
         <startEvent id='s'/><endEvent id='e'/>{inside}</process></definitions>"
    );
    let loud = prepare(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity != Severity::Note);
    loud.map(|problem| problem.code).collect()
}

/// One element between start and end.
fn one(element: &str) -> Vec<String> {
    codes(&format!(
        "{element}<sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='e'/>"
    ))
}

#[test]
fn a_number_of_instances_is_whole_and_not_below_zero() {
    let many = |count: &str| {
        one(&format!(
            "<task id='a'><multiInstanceLoopCharacteristics><loopCardinality xsi:type='tFormalExpression'>{count}\
             </loopCardinality></multiInstanceLoopCharacteristics></task>"
        ))
    };
    for wrong in ["-1", "2.5", "= -3", "\"abc\""] {
        assert_eq!(many(wrong), ["invalid-value"], "{wrong}");
    }
    for right in ["0", "3", "= 3", "= number(\"3\")"] {
        assert_eq!(many(right), [""; 0], "{right}");
    }
}

#[test]
fn a_number_is_no_condition_of_an_event() {
    let waits = |condition: &str| {
        one(&format!(
            "<intermediateCatchEvent id='a'><conditionalEventDefinition><condition xsi:type='tFormalExpression'>{condition}\
             </condition></conditionalEventDefinition></intermediateCatchEvent>"
        ))
    };
    assert!(waits("23").contains(&"condition-not-boolean".to_owned()));
    assert_eq!(waits("= 23 = 23"), [""; 0]);
}

#[test]
fn the_default_of_an_inclusive_gateway_is_told_where_it_is_never_taken() {
    let split = |condition: &str| {
        codes(&format!(
            "<inclusiveGateway id='a' default='d'/><task id='t'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
             <sequenceFlow id='d' sourceRef='a' targetRef='e'/><sequenceFlow id='o' sourceRef='a' targetRef='t'>{condition}\
             </sequenceFlow><sequenceFlow id='g' sourceRef='t' targetRef='e'/>"
        ))
    };
    let holds = "<conditionExpression xsi:type='tFormalExpression'>= 1 = 1</conditionExpression>";
    assert!(split("").contains(&"condition-missing".to_owned()));
    assert!(!split(holds).contains(&"condition-missing".to_owned()));
}

#[test]
fn a_data_store_holds_no_number_below_zero() {
    let store = |capacity: &str| {
        codes(&format!(
            "<sequenceFlow id='f' sourceRef='s' targetRef='e'/></process><dataStore id='d' capacity='{capacity}' \
             isUnlimited='false'/><process id='q' isExecutable='true'><startEvent id='t'/><endEvent id='u'/>\
             <sequenceFlow id='g' sourceRef='t' targetRef='u'/>"
        ))
    };
    assert_eq!(store("-5"), ["data-store-capacity"]);
    assert_eq!(store("5"), [""; 0]);
}
