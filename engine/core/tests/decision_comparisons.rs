//! Comparisons in cells of decision tables: what stands behind the sign is compared as a whole.
use serde_json::json;
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

/// Which of these values pass a cell, where `limit` is 8.
fn passing(cell: &str, values: &[i32]) -> Vec<i32> {
    let cell = cell.replace('<', "&lt;").replace('>', "&gt;");
    let file = format!(
        r##"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
      <inputData id="value" name="value"><variable name="value" typeRef="number"/></inputData>
      <inputData id="limit" name="limit"><variable name="limit" typeRef="number"/></inputData>
      <decision id="passes" name="passes"><variable name="passes"/>
        <informationRequirement id="a"><requiredInput href="#value"/></informationRequirement>
        <informationRequirement id="b"><requiredInput href="#limit"/></informationRequirement>
        <decisionTable hitPolicy="FIRST">
          <input><inputExpression><text>value</text></inputExpression></input>
          <output/>
          <rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>true</text></outputEntry></rule>
          <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>false</text></outputEntry></rule>
        </decisionTable></decision></definitions>"##
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "passes.dmn", bytes: file.as_bytes() }]);
    assert!(problems.is_empty(), "{cell}: {problems:?}");
    let passes = |value: &&i32| {
        let inputs = json!({"value": **value, "limit": 8});
        decisions.evaluate("passes", inputs.as_object().unwrap(), Timestamp(0)).unwrap().value == json!(true)
    };
    values.iter().filter(passes).copied().collect()
}

#[test]
fn arithmetic_behind_a_comparison_belongs_to_it() {
    let values = [1, 4, 5, 11, 12, 13, 20, 64];
    for (cell, expected) in [
        (">= limit * 1.5", vec![12, 13, 20, 64]),
        (">= (limit * 1.5)", vec![12, 13, 20, 64]),
        ("> limit + 4", vec![13, 20, 64]),
        ("< limit - 3", vec![1, 4]),
        ("<= limit / 2", vec![1, 4]),
        (">= limit ** 2", vec![64]),
        ("> limit * 2 - 4 + 1", vec![20, 64]),
        (">= limit", vec![11, 12, 13, 20, 64]),
        ("< limit / 2, > limit * 2", vec![1, 20, 64]),
        ("not(< limit * 1.5)", vec![12, 13, 20, 64]),
        ("limit + 5", vec![13]),
    ] {
        assert_eq!(passing(cell, &values), expected, "{cell}");
    }
}
