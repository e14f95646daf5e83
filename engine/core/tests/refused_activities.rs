//! What is refused at deployment about activities and data, with its code.
use weir_core::compile::prepare;
use weir_core::{Problem, Severity};

/// The errors of a process with these elements.
fn errors(elements: &str) -> Vec<String> {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:weir='urn:weir:bpmn:1' \
         targetNamespace='t'><process id='p' isExecutable='true'>{elements}</process></definitions>"
    );
    let error = |p: &Problem| p.severity == Severity::Error;
    let told =
        |p: Problem| format!("{} {}:{}", p.code, p.element.map_or(String::new(), |e| e.to_string()), p.place.line);
    prepare(file.as_bytes()).problems.into_iter().filter(error).map(told).collect()
}

fn looped(attributes: &str, condition: &str) -> Vec<String> {
    errors(&format!(
        "<task id='t'><standardLoopCharacteristics {attributes}>{condition}</standardLoopCharacteristics></task>"
    ))
}

#[test]
fn a_loop_says_when_it_ends_and_its_maximum_is_a_whole_number() {
    let condition = "<loopCondition>loopCounter &lt; 3</loopCondition>";
    assert!(looped("", condition).is_empty() && looped("loopMaximum='3' testBefore='true'", "").is_empty());
    assert!(looped("loopMaximum='= 1 + 2'", condition).is_empty());
    assert_eq!(looped("", ""), ["loop-without-end t:1"]);
    for wrong in ["-1", "1.5", "many"] {
        assert_eq!(looped(&format!("loopMaximum='{wrong}'"), condition), ["loop-maximum-invalid t:1"], "{wrong}");
    }
    assert_eq!(looped("", "<loopCondition>3</loopCondition>"), ["condition-not-boolean t:1"]);
    assert_eq!(looped("", "<loopCondition>a +</loopCondition>"), ["feel-syntax t:1"]);
}

fn ad_hoc(attributes: &str, inside: &str) -> Vec<String> {
    errors(&format!("<adHocSubProcess id='h' {attributes}>{inside}</adHocSubProcess>"))
}

#[test]
fn an_ad_hoc_sub_process_offers_something_and_has_no_start_and_no_end() {
    let task = "<task id='t'/>";
    let condition = "<completionCondition>done</completionCondition>";
    for attributes in ["", "ordering='Sequential'", "cancelRemainingInstances='false' triggeredByEvent='false'"] {
        assert!(ad_hoc(attributes, &format!("{task}{condition}")).is_empty(), "{attributes}");
    }
    assert!(ad_hoc("weir:activeElementsCollection='[\"t\"]'", task).is_empty());
    assert_eq!(ad_hoc("", ""), ["ad-hoc-empty h:1"]);
    assert_eq!(
        ad_hoc("", &format!("{task}<startEvent id='s'/><endEvent id='e'/>")),
        ["ad-hoc-event s:1", "ad-hoc-event e:1"]
    );
    assert_eq!(ad_hoc("triggeredByEvent='true'", task), ["not-executed-yet h:1"]);
    assert_eq!(
        ad_hoc("", &format!("{task}<completionCondition>7</completionCondition>")),
        ["condition-not-boolean h:1"]
    );
    assert_eq!(ad_hoc("weir:activeElementsCollection='[t'", task), ["feel-syntax h:1"]);
}
