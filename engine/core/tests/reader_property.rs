//! Whatever happens to a file, reading it ends and never panics.
use proptest::prelude::*;
use weir_core::validate::check;

const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:weir="urn:weir:bpmn:1" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:t">
  <bpmn:message id="m" name="订单" weir:correlationKey="= id"/>
  <bpmn:error id="err" errorCode="E1"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="x"/>
    <bpmn:exclusiveGateway id="x" default="f3"/>
    <bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="sub"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">a &gt; 1</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f3" sourceRef="x" targetRef="e"/>
    <bpmn:subProcess id="sub">
      <bpmn:multiInstanceLoopCharacteristics isSequential="true" weir:collection="= items"/>
      <bpmn:startEvent id="s2"/><bpmn:sequenceFlow id="g1" sourceRef="s2" targetRef="t"/>
      <bpmn:userTask id="t" weir:assignee="anna"><bpmn:extensionElements><weir:input source="= a" target="b"/></bpmn:extensionElements></bpmn:userTask>
      <bpmn:sequenceFlow id="g2" sourceRef="t" targetRef="e2"/>
      <bpmn:endEvent id="e2"><bpmn:errorEventDefinition errorRef="err"/></bpmn:endEvent>
    </bpmn:subProcess>
    <bpmn:boundaryEvent id="b" attachedToRef="sub"><bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f4" sourceRef="sub" targetRef="e"/><bpmn:sequenceFlow id="f5" sourceRef="b" targetRef="e"/>
    <bpmn:endEvent id="e"><![CDATA[ ]]></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
"#;

const WORDS: &[&str] = &[
    "subProcess",
    "task",
    "startEvent",
    "sourceRef",
    "targetRef",
    "\"sub\"",
    "\"s\"",
    "\"e\"",
    "bpmn:",
    "id=",
    "</",
    "/>",
    "<![CDATA[",
    "&#0;",
    "process",
    "definitions",
    "extensionElements",
    "attachedToRef",
    "default",
    "\"p\"",
    "R3/",
    "PT",
];

#[test]
fn the_file_that_is_mutated_is_good() {
    let errors = check(GOOD.as_bytes()).problems.into_iter().filter(|p| p.severity == weir_core::Severity::Error);
    assert_eq!(errors.collect::<Vec<_>>(), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, any::<u8>(), any::<prop::sample::Index>()), 1..8)) {
        let mut bytes = GOOD.as_bytes().to_vec();
        for (at, kind, byte, word) in changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.truncate(at.max(bytes.len() / 2)),
                2 => bytes.splice(at..at, WORDS[word.index(WORDS.len())].bytes()).for_each(drop),
                _ => swap_word(&mut bytes, WORDS[word.index(WORDS.len())], WORDS[usize::from(byte) % WORDS.len()]),
            }
        }
        let reading = check(&bytes);
        prop_assert!(reading.problems.iter().all(|problem| !problem.message.is_empty()));
    }
}

/// Replaces the first occurrence of a word by another.
fn swap_word(bytes: &mut Vec<u8>, from: &str, to: &str) {
    if let Some(at) = bytes.windows(from.len()).position(|window| window == from.as_bytes()) {
        bytes.splice(at..at + from.len(), to.bytes()).for_each(drop);
    }
}
