//! Decision tables of Camunda 7: what they are asked with is turned into the type of its column, as there.
use serde_json::{Value, json};
use weir_core::decision::{Decisions, File};
use weir_core::{Severity, Timestamp};

const SEVEN: &str = "namespace='http://camunda.org/schema/1.0/dmn'";

/// A table with one column and two rules, of which the second always holds.
fn table(root: &str, column: &str, test: &str) -> String {
    format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' xmlns:camunda='http://camunda.org/schema/1.0/dmn' \
         xmlns:modeler='http://camunda.org/schema/modeler/1.0' name='d' {root}><decision id='d' name='d'>\
         <variable name='d' typeRef='number'/><decisionTable hitPolicy='FIRST'><input>{column}</input><output name='r'/>\
         <rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>\"first\"</text></outputEntry></rule>\
         <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>\"other\"</text></outputEntry></rule>\
         </decisionTable></decision></definitions>"
    )
}

fn typed(name: &str) -> String {
    format!("<inputExpression typeRef='{name}'><text>x</text></inputExpression>")
}

/// The value, and whether something went wrong.
fn asked(file: &str, x: &Value) -> (Value, bool) {
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != Severity::Error), "{problems:#?}");
    let given = json!({ "x": x });
    let answer = decisions.evaluate("d", given.as_object().unwrap(), Timestamp(0)).expect("an answer");
    (answer.value, !answer.faults.is_empty())
}

#[test]
fn a_date_in_a_text_is_compared_with_dates_and_times() {
    let after = table(SEVEN, &typed("date"), "&gt; date and time(\"2026-01-01T00:00:00\")");
    for (x, expected) in [
        ("2027-01-01T00:00:00", "first"),
        ("2027-01-01", "first"),
        ("2027-01-01T00:00:00Z", "first"),
        ("2027-01-01T00:00:00.000+0000", "first"),
        ("2026-01-01T00:30:00+01:00", "other"),
        ("2025-12-31", "other"),
    ] {
        assert_eq!(asked(&after, &json!(x)), (json!(expected), false), "{x}");
    }
    assert_eq!(asked(&after, &json!("soon")), (json!("other"), true), "what is no date is told");
}

#[test]
fn numbers_truth_values_and_texts_are_converted() {
    for (name, test, x, expected) in [
        ("integer", "&gt; 5", json!("7"), "first"),
        ("long", "&gt; 5", json!(" 3 "), "other"),
        ("double", "&gt; 5", json!("5.5"), "first"),
        ("boolean", "true", json!("true"), "first"),
        ("boolean", "true", json!("FALSE"), "other"),
        ("string", "\"7\"", json!(7), "first"),
        ("string", "\"true\"", json!(true), "first"),
    ] {
        assert_eq!(asked(&table(SEVEN, &typed(name), test), &x), (json!(expected), false), "{name} {x}");
    }
    assert!(asked(&table(SEVEN, &typed("integer"), "&gt; 5"), &json!("many")).1);
}

#[test]
fn other_files_keep_to_the_standard() {
    // The value of the decision is no number either, so it would be told of a file of the standard.
    let cloud = format!("{SEVEN} modeler:executionPlatform='Camunda Cloud'");
    for root in ["namespace='urn:d'", cloud.as_str()] {
        let file = table(root, &typed("number"), "&gt; 5").replace("<variable name='d' typeRef='number'/>", "");
        assert_eq!(asked(&file, &json!("7")), (json!("other"), true), "{root}");
    }
    let platform = "namespace='urn:d' modeler:executionPlatform='Camunda Platform'";
    assert_eq!(asked(&table(platform, &typed("number"), "&gt; 5"), &json!("7")), (json!("first"), false));
}

#[test]
fn an_input_that_only_juel_can_read_is_juel() {
    let column = "<inputExpression typeRef='boolean'><text>x == 'a' || x == \"b\"</text></inputExpression>";
    let file = table(SEVEN, column, "true");
    assert_eq!(asked(&file, &json!("b")), (json!("first"), false));
    assert_eq!(asked(&file, &json!("c")), (json!("other"), false));
}
