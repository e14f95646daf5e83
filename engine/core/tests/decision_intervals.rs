//! A boxed iteration goes through an interval as the `for` of FEEL does.

use serde_json::{Map, Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

fn value(logic: &str) -> Value {
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' name='d' namespace='urn:d'>\
         <inputData id='n' name='n'><variable name='n'/></inputData><decision id='d' name='d'><variable name='d'/>\
         <informationRequirement><requiredInput href='#n'/></informationRequirement>{logic}</decision></definitions>"
    );
    let (decisions, _) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let given: Map<String, Value> = std::iter::once(("n".to_owned(), json!(3))).collect();
    let answer = match decisions.evaluate("d", &given, Timestamp(0)) {
        Err(error) if error.needs_child() => decisions.evaluate_unbounded("d", &given, Timestamp(0)),
        other => other,
    };
    answer.unwrap().value
}

fn each(domain: &str) -> Value {
    let text = |text: &str| format!("<literalExpression><text>{text}</text></literalExpression>");
    value(&format!("<for iteratorVariable='i'><in>{}</in><return>{}</return></for>", text(domain), text("i * 10")))
}

#[test]
fn an_interval_is_gone_through() {
    assert_eq!(each("1..n"), json!([10, 20, 30]));
    assert_eq!(each("n..1"), json!([30, 20, 10]));
    assert_eq!(each("count([1..2])..n"), json!([10, 20, 30]));
    assert_eq!(each("[1, n]"), json!([10, 30]));
    assert_eq!(each("[1..n]"), json!([10, 20, 30]));
    assert_eq!(each("for i in 1..n return i + 1"), json!([20, 30, 40]));
    let test = |tag: &str, text: &str| {
        value(&format!(
            "<{tag} iteratorVariable='i'><in><literalExpression><text>1..n</text></literalExpression></in><satisfies>\
             <literalExpression><text>{text}</text></literalExpression></satisfies></{tag}>"
        ))
    };
    assert_eq!(test("some", "i = 3"), json!(true));
    assert_eq!(test("every", "i = 3"), json!(false));
}
