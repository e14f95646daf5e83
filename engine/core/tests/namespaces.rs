//! What stands in a namespace that is almost BPMN's own, or only looks like a part of it, is never left out in silence.
use weir_core::problem::Severity;
use weir_core::validate::check;

/// A process with something in the namespace `h`.
fn file(address: &str, flow: &str, more: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:h='{address}' targetNamespace='t'>\
         <process id='p' isExecutable='true'><startEvent id='s'/><task id='a'>{more}</task><endEvent id='e'/>\
         <sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         <sequenceFlow id='g' sourceRef='a' targetRef='e'>{flow}</sequenceFlow></process></definitions>"
    )
}

/// The errors of a file, as code, line and what is said.
fn errors(file: &str) -> Vec<(String, u32, String)> {
    let errors = check(file.as_bytes()).problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| (problem.code, problem.place.line, problem.message)).collect()
}

const CONDITION: &str = "\n<h:conditionExpression>amount &gt; 5</h:conditionExpression>";

#[test]
fn almost_the_address_of_bpmn_is_an_error_that_names_it() {
    for address in [
        "https://www.omg.org/spec/BPMN/20100524/MODEL",
        "http://www.omg.org/spec/BPMN/20100524/model",
        "http://www.omg.org/spec/BPMN/20100524/MODEL/",
        "http://www.omg.org/spec/BPMN/20100524/MODEL ",
        "http://www.omg.org/spec/BPMN/20100525/MODEL",
        "http://schema.omg.org/spec/BPMN/2.0",
        "https://www.omg.org/spec/BPMN/20100524/DI",
    ] {
        let found = errors(&file(address, CONDITION, ""));
        let [(code, line, message)] = found.as_slice() else { panic!("{address}: {found:?}") };
        assert_eq!((code.as_str(), *line), ("namespace-mistyped", 2), "{address}");
        assert!(message.contains("did you mean `http://www.omg.org/spec/BPMN/20100524/"), "{message}");
    }
}

#[test]
fn a_part_of_bpmn_in_the_place_of_one_is_an_error_in_whatever_namespace() {
    let parts = [(CONDITION, ""), ("", "\n<h:multiInstanceLoopCharacteristics/>"), ("", "\n<h:ioSpecification/>")];
    for (flow, more) in parts {
        let found = errors(&file("urn:somebody", flow, more));
        let [(code, line, message)] = found.as_slice() else { panic!("{flow}{more}: {found:?}") };
        assert_eq!((code.as_str(), *line), ("namespace-mistyped", 2), "{flow}{more}");
        assert!(message.contains("`urn:somebody`") && message.contains("would be read by nobody"), "{message}");
    }
    let boundary = file("urn:somebody", "", "").replace(
        "<endEvent",
        "<h:boundaryEvent id='b' attachedToRef='a'><timerEventDefinition/></h:boundaryEvent><endEvent",
    );
    assert_eq!(errors(&boundary).len(), 1);
}

#[test]
fn what_extends_a_file_documents() {
    for more in
        ["<extensionElements><h:task/></extensionElements>", "<documentation><h:task/></documentation>", "<h:shape/>"]
    {
        assert_eq!(errors(&file("urn:somebody", "", more)), [], "{more}");
    }
    let right = file("http://www.omg.org/spec/BPMN/20100524/MODEL", CONDITION, "");
    assert_eq!(errors(&right), [], "another prefix is only another name");
}
