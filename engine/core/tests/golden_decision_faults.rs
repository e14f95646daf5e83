//! Golden traces of decisions in which something cannot be evaluated: the fault is told, whatever stands beside it.
use crate::common::check;
use expect_test::{Expect, expect};
use serde_json::{Map, Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, Evaluated, File};

/// A decision `d` of this logic, asked with an amount of 10 and a rate of null.
fn asked(inside: &str) -> Evaluated {
    let inputs = ["amount", "rate"]
        .map(|name| format!("<inputData id='{name}' name='{name}'><variable name='{name}'/></inputData>"));
    let needs = ["amount", "rate"]
        .map(|name| format!("<informationRequirement><requiredInput href='#{name}'/></informationRequirement>"));
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' namespace='urn:own' name='Prices'>{}\
         <decision id='d' name='d'><variable name='d'/>{}{inside}</decision></definitions>",
        inputs.concat(),
        needs.concat()
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]);
    assert!(problems.is_empty(), "{problems:#?}");
    let given = json!({"amount": 10, "rate": null});
    let given: Map<String, Value> = given.as_object().expect("an object").clone();
    decisions.evaluate_unbounded("d", &given, Timestamp(0)).expect("it is evaluated")
}

fn table(head: &str, rules: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<outputEntry><text>{text}</text></outputEntry>");
    let rule = |cells: &&[&str]| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<rule><inputEntry><text>-</text></inputEntry>{cells}</rule>")
    };
    let rules: String = rules.iter().map(rule).collect();
    let (policy, outputs) = head.split_once('|').expect("policy and outputs");
    let input = "<input><inputExpression><text>amount</text></inputExpression></input>";
    format!("<decisionTable id='t' {policy}>{input}{outputs}{rules}</decisionTable>")
}

/// What it gives, and what is told about it.
fn told(inside: &str, expected: &Expect) {
    let answer = asked(inside);
    let faults = answer.faults.join("\n");
    expected.assert_eq(&format!("{}\n{faults}", answer.value));
}

const SINGLE: &str = "hitPolicy='UNIQUE'|<output name='discount'/>";
const SEVERAL: &str = "hitPolicy='FIRST'|<output name='price'/><output name='discount'/>";
const COLLECT: &str = "hitPolicy='COLLECT'|<output name='discount'/>";
const SUM: &str = "hitPolicy='COLLECT' aggregation='SUM'|<output name='discount'/>";

#[test]
fn a_broken_cell_is_an_incident_in_every_kind_of_table() {
    for (head, rules) in [
        (SINGLE, vec![&["amount * rate"][..]]),
        (SEVERAL, vec![&["amount", "amount * rate"][..]]),
        (COLLECT, vec![&["1"][..], &["amount * rate"][..]]),
        (SUM, vec![&["1"][..], &["amount * rate"][..]]),
    ] {
        let answer = asked(&table(head, &rules));
        let rule = rules.len();
        let fault = format!("decision `d`, rule {rule}, output `discount`: `rate` is null, in `amount * rate`");
        assert_eq!(answer.faults, [fault], "{head}");
    }
    let answer = serde_json::to_string(&asked(&table(SEVERAL, &[&["amount", "amount * rate"]]))).expect("plain data");
    check(
        "s: start -> d\nd: decide d into fee -> e\ne: end",
        &format!("start; decided d {answer}; resolve d"),
        &expect![[r#"
            > start
              enter s
              s completed: s-d
              enter d
              d waits for decision d Latest
            > decided d {"value":{"discount":null,"price":10},"output":null,"tables":[{"decision":"d","table":"t","inputs":[{"expression":"amount","value":10}],"rules":[1],"ruleIds":[null]}],"required":[],"parameters":[],"faults":["decision `d`, rule 1, output `discount`: `rate` is null, in `amount * rate`"]}
              d decided by d:3, rules [1], parameters []
              d no longer waits for decision d Latest
              d incident decision-failed: decision `d`, rule 1, output `discount`: `rate` is null, in `amount * rate`
            > resolve d
              d incident resolved
              d waits for decision d Latest
        "#]],
    );
}

#[test]
fn a_broken_cell_of_a_rule_that_does_not_count_is_none() {
    told(
        &table(SEVERAL, &[&["1", "2"], &["1", "amount * rate"]]),
        &expect![[r#"
        {"discount":2,"price":1}
    "#]],
    );
    let priority = "hitPolicy='PRIORITY'|<output name='x'><outputValues><text>2, 1</text></outputValues></output>";
    told(
        &table(priority, &[&["amount * rate"], &["2"]]),
        &expect![[r"
        2
    "]],
    );
}

#[test]
fn a_null_of_the_model_stays_null() {
    told(
        &table(SEVERAL, &[&["null", ""]]),
        &expect![[r#"
        {"discount":null,"price":null}
    "#]],
    );
    told(
        &table(COLLECT, &[&["rate"], &["if amount = 10 then null else 1"], &["{a: 1}.b"]]),
        &expect![[r"
        [null,null,null]
    "]],
    );
    let allowed =
        "hitPolicy='UNIQUE'|<output name='x' typeRef='number'><outputValues><text>1, 2</text></outputValues></output>";
    told(
        &table(allowed, &[&["null"]]),
        &expect![[r"
        null
    "]],
    );
}

#[test]
fn a_cell_of_another_type_is_told_with_its_place() {
    let typed = "hitPolicy='UNIQUE'|<output name='x' typeRef='number'/>";
    told(
        &table(typed, &[&["\"a\""]]),
        &expect![[r#"
        null
        decision `d`, rule 1, output `x`: "a" is not of type `number`"#]],
    );
    let allowed = "hitPolicy='UNIQUE'|<output name='x'><outputValues><text>1, 2</text></outputValues></output>";
    told(
        &table(allowed, &[&["3"]]),
        &expect![[r"
        null
        decision `d`, rule 1, output `x`: 3 is not one of the values that the output allows"]],
    );
    let default =
        "hitPolicy='UNIQUE'|<output name='x'><defaultOutputEntry><text>1 + \"a\"</text></defaultOutputEntry></output>";
    told(
        &table(default, &[]),
        &expect![[r#"
        null
        decision `d`, default of output `x`: incompatible types in addition: 1(number) + "a"(string)"#]],
    );
}

#[test]
fn literals_and_boxed_expressions_tell_what_is_broken_in_them() {
    let literal = |attributes: &str, text: &str| {
        format!("<literalExpression {attributes}><text>{text}</text></literalExpression>")
    };
    told(
        &literal("", "{price: amount, discount: amount * rate}"),
        &expect![[r#"
        {"discount":null,"price":10}
        decision `d`: `rate` is null, in `{price: amount, discount: amount * rate}`"#]],
    );
    told(
        &literal("typeRef='number'", "amount * rate"),
        &expect![[r"
        null
        decision `d`: `rate` is null, in `amount * rate`"]],
    );
    told(
        &literal("typeRef='number'", "\"a\""),
        &expect![[r#"
        null
        decision `d`: "a" is not of type `number`"#]],
    );
    let entry =
        |name: &str, text: &str| format!("<contextEntry><variable name='{name}'/>{}</contextEntry>", literal("", text));
    let context = |entries: &str, result: &str| format!("<context>{entries}{result}</context>");
    told(
        &context(&[entry("price", "amount"), entry("discount", "amount * rate")].concat(), ""),
        &expect![[r#"
        {"discount":null,"price":10}
        decision `d`: `rate` is null, in `amount * rate`"#]],
    );
    let unused = entry("discount", "amount * rate");
    let result = format!("<contextEntry>{}</contextEntry>", literal("", "amount + 1"));
    told(
        &context(&unused, &result),
        &expect![[r"
        11
    "]],
    );
}

fn of_input(expression: &str, type_ref: &str, test: &str) -> String {
    let types = if type_ref.is_empty() { String::new() } else { format!(" typeRef='{type_ref}'") };
    format!(
        "<decisionTable id='t' hitPolicy='FIRST'><input><inputExpression{types}><text>{expression}</text></inputExpression>\
         </input><output name='fee'/><rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>1</text></outputEntry>\
         </rule><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>"
    )
}

#[test]
fn what_a_table_looks_at_and_cannot_be_evaluated_is_told_and_a_null_that_is_data_is_not() {
    let faults = |expression: &str, type_ref: &str| asked(&of_input(expression, type_ref, "3")).faults.join("; ");
    for (expression, type_ref, expected) in [
        (
            "amount + \"x\"",
            "",
            "decision `d`, input `amount + \"x\"`: `amount + \"x\"`: cannot add number and string, in `amount + \"x\"`",
        ),
        ("amount / 0", "", "decision `d`, input `amount / 0`: `amount / 0`: division by zero, in `amount / 0`"),
        (
            "amount.cents",
            "",
            "decision `d`, input `amount.cents`: `amount.cents`: `amount` is number and has no `cents`, in `amount.cents`",
        ),
        ("amount", "string", "decision `d`, input `amount`: 10 is not of type `string`"),
        ("rate", "", ""),
        ("rate", "number", ""),
        ("rate * 2", "", ""),
        ("amount", "number", ""),
    ] {
        assert_eq!(faults(expression, type_ref), expected, "{expression}");
    }
    let answer = asked(&of_input("rate * 2", "", "null"));
    assert_eq!((answer.value, answer.faults.len()), (json!(1), 0), "a rule may ask for null");
}

#[test]
fn an_input_that_cannot_be_evaluated_is_an_incident() {
    let answer = serde_json::to_string(&asked(&of_input("amount + \"x\"", "", "3"))).expect("plain data");
    check(
        "s: start -> d\nd: decide d into fee -> e\ne: end",
        &format!("start; decided d {answer}"),
        &expect![[r#"
        > start
          enter s
          s completed: s-d
          enter d
          d waits for decision d Latest
        > decided d {"value":2,"output":"fee","tables":[{"decision":"d","table":"t","inputs":[{"expression":"amount + \"x\"","value":null}],"rules":[2],"ruleIds":[null]}],"required":[],"parameters":[],"faults":["decision `d`, input `amount + \"x\"`: `amount + \"x\"`: cannot add number and string, in `amount + \"x\"`"]}
          d decided by d:3, rules [2], parameters []
          d no longer waits for decision d Latest
          d incident decision-failed: decision `d`, input `amount + "x"`: `amount + "x"`: cannot add number and string, in `amount + "x"`
    "#]],
    );
}
