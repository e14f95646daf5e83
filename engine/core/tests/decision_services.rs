//! Decision services are asked like decisions (DMN 10.4).
use serde_json::json;
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

const TEXT: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' namespace='n'>\
    <inputData id='i' name='a'><variable name='a' typeRef='number'/></inputData>\
    <inputData id='j' name='b'><variable name='b' typeRef='number'/></inputData>\
    <decision id='base' name='base'><variable name='base'/><informationRequirement><requiredInput href='#j'/>\
    </informationRequirement><literalExpression><text>b * 10</text></literalExpression></decision>\
    <decision id='sum' name='sum'><variable name='sum'/><informationRequirement><requiredDecision href='#base'/>\
    </informationRequirement><informationRequirement><requiredInput href='#i'/></informationRequirement>\
    <literalExpression><text>a + base</text></literalExpression></decision>\
    <decisionService id='serve' name='serve'><variable name='serve'/><outputDecision href='#sum'/><inputDecision \
    href='#base'/><inputData href='#i'/></decisionService></definitions>";

#[test]
fn a_service_is_asked_like_a_decision_and_given_the_values_of_its_input_decisions() {
    let (decisions, problems) = Decisions::compile(&[File { name: "d", bytes: TEXT.as_bytes() }]);
    assert!(problems.is_empty(), "{problems:#?}");
    let all: Vec<_> = decisions.decisions().map(|of| (of.id, of.inputs, of.requires)).collect();
    let of = |id: &str| all.iter().find(|(found, ..)| found == id).cloned().expect("it is told");
    let text = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(of("serve"), ("serve".into(), text(&["a", "base"]), text(&["sum"])));
    assert_eq!(of("sum").1.len(), 2);
    let inputs = serde_json::Map::from_iter([("a".to_owned(), json!(1)), ("base".to_owned(), json!(5))]);
    let answer = decisions.evaluate("serve", &inputs, Timestamp(0)).expect("it is bounded");
    assert_eq!((answer.value, answer.faults), (json!(6), vec![]));
}
