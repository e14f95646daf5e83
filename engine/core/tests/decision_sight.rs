//! What is in sight of a decision: what it requires, and nothing else of its file (DMN 7.3.2).

use serde_json::{Map, Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

/// The decisions `asked`, whose text is this, and `first`, whose value is `x + 1`, with the functions `f` and `add`.
fn file(attributes: &str, requires: &str, text: &str) -> String {
    let literal = |text: &str| format!("<literalExpression><text>{text}</text></literalExpression>");
    format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d' {attributes}>\
         <inputData id='x' name='x'><variable name='x'/></inputData><inputData id='y' name='y'><variable name='y'/></inputData>\
         <decision id='asked' name='asked'><variable name='asked'/>{requires}{}</decision>\
         <decision id='first' name='first'><variable name='first'/><informationRequirement><requiredInput href='#x'/>\
         </informationRequirement>{}</decision>\
         <businessKnowledgeModel id='f' name='f'><variable name='f'/><encapsulatedLogic><formalParameter name='a'/>{}\
         </encapsulatedLogic></businessKnowledgeModel>\
         <businessKnowledgeModel id='add' name='add'><variable name='add'/><encapsulatedLogic><formalParameter name='x'/>\
         <formalParameter name='y'/>{}</encapsulatedLogic></businessKnowledgeModel></definitions>",
        literal(text),
        literal("x + 1"),
        literal("if x = null then a else x"),
        literal("x + y"),
    )
}

/// The value, and what is told of names.
fn asked(attributes: &str, requires: &str, text: &str) -> (Value, Vec<String>) {
    let file = file(attributes, requires, text);
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let told = problems.into_iter().filter(|p| p.code == "dmn-name-unknown" && p.message.contains("not seen here"));
    let told = told.filter(|p| p.element.as_ref().is_some_and(|id| id.as_str() == "asked")).map(|p| p.message);
    let given: Map<String, Value> = [("x".to_owned(), json!(1)), ("y".to_owned(), json!(2))].into_iter().collect();
    let answer = match decisions.evaluate("asked", &given, Timestamp(0)) {
        Err(error) if error.needs_child() => decisions.evaluate_unbounded("asked", &given, Timestamp(0)),
        other => other,
    };
    (answer.unwrap().value, told.collect())
}

const X: &str = "<informationRequirement><requiredInput href='#x'/></informationRequirement>";
const FIRST: &str = "<informationRequirement><requiredDecision href='#first'/></informationRequirement>";
const F: &str = "<knowledgeRequirement><requiredKnowledge href='#f'/></knowledgeRequirement>";
const ADD: &str = "<knowledgeRequirement><requiredKnowledge href='#add'/></knowledgeRequirement>";

#[test]
fn what_is_not_required_is_not_seen() {
    for (requires, text, expected) in [
        (X, "x", json!(1)),
        (X, "y", json!(null)),
        (X, "if y = null then x else 7", json!(1)),
        (FIRST, "first", json!(2)),
        (FIRST, "x", json!(null)),
        ("", "x", json!(null)),
        ("", "first", json!(null)),
        // What has the name in the text itself is what is meant.
        (X, "for y in [x, 5] return y", json!([1, 5])),
        (X, "{y: x + 1, z: y}.z", json!(2)),
        (X, "{f: function(y) y + x, r: f(4)}.r", json!(5)),
        (X, "some y in [x] satisfies y = 1", json!(true)),
        (X, "[{y: 1}, {y: 2}][y = 2].y", json!([2])),
        // A function sees its parameters, and not what its caller sees.
        (&format!("{X}{F}"), "f(9)", json!(9)),
        (ADD, "add(3, 4)", json!(7)),
    ] {
        assert_eq!(asked("", requires, text).0, expected, "{text} with {requires}");
    }
}

#[test]
fn it_is_told_where_something_is_missing() {
    let told = asked("", X, "x + y").1;
    assert_eq!(told, ["`y` is not seen here and so null, in `x + y`: require it"]);
    assert_eq!(asked("", X, "x + 1").1, Vec::<String>::new());
}

#[test]
fn in_files_for_camunda_all_data_are_seen() {
    let modeler = |platform: &str| {
        format!("xmlns:modeler='http://camunda.org/schema/modeler/1.0' modeler:executionPlatform='{platform}'")
    };
    for platform in ["Camunda Cloud", "Camunda Platform"] {
        assert_eq!(asked(&modeler(platform), X, "x + y"), (json!(3), vec![]), "{platform}");
    }
}

#[test]
fn where_nothing_is_required_all_data_are_seen() {
    let text = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
         <inputData id='x' name='x'><variable name='x'/></inputData><decision id='asked' name='asked'><variable name='asked'/>\
         <literalExpression><text>x + 1</text></literalExpression></decision></definitions>";
    let (decisions, _) = Decisions::compile(&[File { name: "d.dmn", bytes: text.as_bytes() }]);
    let given: Map<String, Value> = std::iter::once(("x".to_owned(), json!(1))).collect();
    assert_eq!(decisions.evaluate("asked", &given, Timestamp(0)).unwrap().value, json!(2));
}
