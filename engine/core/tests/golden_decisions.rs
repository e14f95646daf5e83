//! Golden traces of business rule tasks: the task waits for its decision, and takes the result in the shape it wants.
use crate::common::check;
use expect_test::expect;

#[test]
fn a_decision_gives_its_result_and_the_event_says_how() {
    check(
        "s: start -> d\nd: decide fee into fee -> e\ne: end",
        r#"start {"amount": 5}; decided d {"value": 15, "output": "Fee", "required": [], "parameters": [["limit", 2]], "faults": [], "tables": [{"decision": "fee", "table": "t", "inputs": [], "rules": [2], "ruleIds": [null]}]}"#,
        &expect![[r#"
            > start {"amount": 5}
              enter s
              s completed: s-d
              enter d
              d waits for decision fee Latest
            > decided d {"value": 15, "output": "Fee", "required": [], "parameters": [["limit", 2]], "faults": [], "tables": [{"decision": "fee", "table": "t", "inputs": [], "rules": [2], "ruleIds": [null]}]}
              d decided by d:3, rules [2], parameters [("limit", 2)]
              p.fee = 15
              d completed: d-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
    );
}

#[test]
fn no_matching_rule_is_an_incident_that_says_what_was_asked_and_can_be_asked_again() {
    let none = r#"{"value": null, "output": null, "required": [], "parameters": [], "faults": [], "tables": [{"decision": "fee", "table": "t", "inputs": [{"expression": "amount", "value": 5}], "rules": [], "ruleIds": []}]}"#;
    let commands = format!(
        "start; decided d {none}; resolve d; undecided d decision-not-deployed; resolve d; decided d {}",
        r#"{"value": 1, "output": null, "required": [], "parameters": [], "faults": [], "tables": []}"#
    );
    check(
        "s: start -> d\nd: decide fee version 2 -> e\ne: end",
        &commands,
        &expect![[r#"
        > start
          enter s
          s completed: s-d
          enter d
          d waits for decision fee Version(2)
        > decided d {"value": null, "output": null, "required": [], "parameters": [], "faults": [], "tables": [{"decision": "fee", "table": "t", "inputs": [{"expression": "amount", "value": 5}], "rules": [], "ruleIds": []}]}
          d decided by d:3, rules [], parameters []
          d no longer waits for decision fee Version(2)
          d incident decision-no-match: no rule of decision `fee` matches amount = 5
        > resolve d
          d incident resolved
          d waits for decision fee Version(2)
        > undecided d decision-not-deployed
          d no longer waits for decision fee Version(2)
          d incident decision-not-deployed: it is not there
        > resolve d
          d incident resolved
          d waits for decision fee Version(2)
        > decided d {"value": 1, "output": null, "required": [], "parameters": [], "faults": [], "tables": []}
          d decided by d:3, rules [], parameters []
          p.decisionResult = 1
          d completed: d-e
          enter e
          e completed
          p completed
          process Completed
    "#]],
    );
}

#[test]
fn lists_and_single_values_take_the_wanted_shape() {
    let answer =
        r#"{"value": ["a", "b"], "output": "group", "required": [], "parameters": [], "faults": [], "tables": []}"#;
    for (shape, expected) in [
        (
            "collectEntries",
            expect![[r#"
            > start
              enter s
              s completed: s-d
              enter d
              d waits for decision fee Latest
            > decided d {"value": ["a", "b"], "output": "group", "required": [], "parameters": [], "faults": [], "tables": []}
              d decided by d:3, rules [], parameters []
              p.r = ["a","b"]
              d completed: d-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
        ),
        (
            "resultList",
            expect![[r#"
            > start
              enter s
              s completed: s-d
              enter d
              d waits for decision fee Latest
            > decided d {"value": ["a", "b"], "output": "group", "required": [], "parameters": [], "faults": [], "tables": []}
              d decided by d:3, rules [], parameters []
              p.r = [{"group":"a"},{"group":"b"}]
              d completed: d-e
              enter e
              e completed
              p completed
              process Completed
        "#]],
        ),
        (
            "singleEntry",
            expect![[r#"
            > start
              enter s
              s completed: s-d
              enter d
              d waits for decision fee Latest
            > decided d {"value": ["a", "b"], "output": "group", "required": [], "parameters": [], "faults": [], "tables": []}
              d decided by d:3, rules [], parameters []
              d no longer waits for decision fee Latest
              d incident decision-result: decision `fee` gives a list, and the result of one rule is wanted
        "#]],
        ),
    ] {
        let text = format!("s: start -> d\nd: decide fee into r as {shape} -> e\ne: end");
        check(&text, &format!("start; decided d {answer}"), &expected);
    }
}
