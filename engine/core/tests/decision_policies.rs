//! Hit policies of decision tables that cannot do what they are for.
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};

/// What is said of a table with these outputs, and what it gives; each rule matches.
fn told(policy: &str, outputs: &str, rules: &[&str]) -> (Vec<String>, Value) {
    let cell = |cell: &str| format!("<outputEntry><text>{cell}</text></outputEntry>");
    let rule = |cells: &&str| {
        let cells: Vec<String> = cells.split('|').map(cell).collect();
        format!("<rule><inputEntry><text>-</text></inputEntry>{}</rule>", cells.concat())
    };
    let rules = rules.iter().map(rule).collect::<Vec<_>>().concat();
    let file = format!(
        r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
      <decision id="d" name="d"><variable name="d"/>
        <decisionTable {policy}><input><inputExpression><text>1</text></inputExpression></input>{outputs}{rules}
        </decisionTable></decision></definitions>"#
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    let told = problems.iter().map(|problem| format!("{:?} {}", problem.severity, problem.code)).collect();
    (told, decisions.evaluate("d", &serde_json::Map::new(), Timestamp(0)).unwrap().value)
}

#[test]
fn several_outputs_cannot_be_summed_up() {
    let two = "<output name='a'/><output name='b'/>";
    for aggregation in ["SUM", "MIN", "MAX"] {
        let policy = format!("hitPolicy='COLLECT' aggregation='{aggregation}'");
        assert_eq!(told(&policy, two, &["1|2", "3|4"]).0, ["Error dmn-aggregation"], "{aggregation}");
        assert!(told(&policy, "<output/>", &["1", "3"]).0.is_empty(), "{aggregation}");
    }
    assert_eq!(told("hitPolicy='COLLECT' aggregation='COUNT'", two, &["1|2", "3|4"]), (vec![], json!(2)));
    assert!(told("hitPolicy='COLLECT'", two, &["1|2", "3|4"]).0.is_empty());
}

#[test]
fn an_order_of_values_that_are_not_listed_is_that_of_the_rules_and_told() {
    let listed = "<output><outputValues><text>\"b\", \"a\"</text></outputValues></output>";
    for policy in ["PRIORITY", "OUTPUT ORDER"] {
        let policy = format!("hitPolicy='{policy}'");
        assert_eq!(told(&policy, "<output/>", &["\"a\"", "\"b\""]).0, ["Warning dmn-no-order"], "{policy}");
        assert!(told(&policy, listed, &["\"a\"", "\"b\""]).0.is_empty(), "{policy}");
    }
    assert_eq!(told("hitPolicy='PRIORITY'", listed, &["\"a\"", "\"b\""]).1, json!("b"));
}

#[test]
fn the_least_of_what_has_a_null_in_it_is_null_in_any_order() {
    for aggregation in ["MIN", "MAX"] {
        let policy = format!("hitPolicy='COLLECT' aggregation='{aggregation}'");
        for rules in [["1", "null"], ["null", "1"]] {
            assert_eq!(told(&policy, "<output/>", &rules).1, json!(null), "{aggregation} {rules:?}");
        }
        assert_eq!(told(&policy, "<output/>", &["2", "2"]).1, json!(2));
    }
}
