//! What tables leave out and say twice, told without asking them, held against what they answer when they are asked.
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;
use weir_core::Timestamp;
use weir_core::decision::{Coverage, Decisions, File, coverage};
use weir_core::parameter::Parameters;

/// A table over a number, a text and a truth.
fn table(policy: &str, rules: &[[&str; 3]]) -> String {
    let mut text = format!(
        r#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d"><decision id="d" name="d">
        <decisionTable hitPolicy="{policy}"><input><inputExpression typeRef="number"><text>n</text></inputExpression></input>
        <input><inputExpression typeRef="string"><text>s</text></inputExpression></input>
        <input><inputExpression typeRef="boolean"><text>b</text></inputExpression></input><output typeRef="number"/>"#
    );
    for (number, rule) in rules.iter().enumerate() {
        text.push_str("<rule>");
        for cell in rule {
            let cell = cell.replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(text, "<inputEntry><text>{cell}</text></inputEntry>");
        }
        let _ = write!(text, "<outputEntry><text>{number}</text></outputEntry></rule>");
    }
    text + "</decisionTable></decision></definitions>"
}

fn look(policy: &str, rules: &[[&str; 3]]) -> Coverage {
    coverage(table(policy, rules).as_bytes(), &Parameters::default()).remove(0)
}

#[test]
fn gaps_and_overlaps_are_told_as_tests() {
    let found = look("UNIQUE", &[["< 10", "\"a\"", "-"], ["[10..20]", "-", "-"], [">= 20", "not(\"b\")", "true"]]);
    assert_eq!(
        found.overlaps.iter().map(|o| (o.rules, o.inputs.join(" | "))).collect::<Vec<_>>(),
        [((2, 3), "20 | \"a\" | true".to_owned())]
    );
    let gaps: Vec<String> = found.gaps.iter().map(|gap| gap.join(" | ")).collect();
    assert_eq!(
        gaps,
        ["< 10 | not(\"a\") | -", "> 20 | \"a\" | false", "> 20 | \"b\" | -", "> 20 | not(\"a\", \"b\") | false"]
    );
    assert!(found.whole && found.unread.is_empty());
}

#[test]
fn what_the_first_rule_takes_is_not_reached_below() {
    let found = look("FIRST", &[["<= 10", "-", "-"], ["[1..5]", "\"a\"", "true"], ["> 3", "-", "-"], ["-", "-", "-"]]);
    assert_eq!((found.unreached, found.overlaps.len(), found.gaps.len()), (vec![2, 4], 0, 0));
}

#[test]
fn what_is_not_understood_is_named_and_never_guessed() {
    let found = look("UNIQUE", &[["sum([1,2])", "-", "-"], ["> 5", "-", "-"]]);
    assert_eq!(found.unread, [(1, 1)]);
    assert!(found.gaps.is_empty() && found.overlaps.is_empty(), "{found:?}");
    let mixed = look("UNIQUE", &[["1", "-", "-"], ["\"x\"", "-", "-"]]);
    assert_eq!((mixed.unread_columns, mixed.whole), (vec![1], false));
    assert!(coverage(b"<a", &Parameters::default()).is_empty());
}

fn holds(rules: &[[&str; 3]], at: &Value) -> bool {
    let text = table("COLLECT", rules);
    let (decisions, problems) = Decisions::compile(&[File { name: "t.dmn", bytes: text.as_bytes() }]);
    assert!(problems.iter().all(|p| p.severity != weir_core::problem::Severity::Error), "{problems:?}\n{text}");
    let answer = decisions.evaluate("d", at.as_object().expect("inputs"), Timestamp(0)).expect("an answer");
    answer.value.as_array().is_some_and(|all| !all.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A gap is where no rule matches, and everything else is none.
    #[test]
    fn gaps_are_where_nothing_matches(
        rules in prop::collection::vec((
            prop::sample::select(vec!["-", "< 3", ">= 3", "[1..4]", "(1..4)", "2", "not(2)", "1, 4", "]2..5["]),
            prop::sample::select(vec!["-", "\"a\"", "not(\"a\")", "\"a\", \"b\""]),
            prop::sample::select(vec!["-", "true", "false"]),
        ), 1..6),
    ) {
        let rules: Vec<[&str; 3]> = rules.into_iter().map(|(n, s, b)| [n, s, b]).collect();
        let found = look("COLLECT", &rules);
        prop_assert!(found.whole);
        let gaps: Vec<[&str; 3]> = found.gaps.iter().map(|gap| [gap[0].as_str(), gap[1].as_str(), gap[2].as_str()]).collect();
        for n in [0.0, 1.0, 1.5, 2.0, 3.0, 4.0, 4.5, 5.0, 9.0] {
            for s in ["a", "b", "c"] {
                for b in [true, false] {
                    let at = json!({"n": n, "s": s, "b": b});
                    let gap = !gaps.is_empty() && holds(&gaps, &at);
                    prop_assert_eq!(gap, !holds(&rules, &at), "{} in {:?}: gaps {:?}", at, rules, gaps);
                }
            }
        }
    }
}
