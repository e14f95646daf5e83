//! A `for` whose lists use each other, in processes and in decisions.

use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Bound, EvaluationError, Expression, Now};

fn data() -> Value {
    json!({
        "orders": [{"id": 1, "lines": [{"p": 2}, {"p": 3}]}, {"id": 2, "lines": []}, {"id": 3, "lines": {"p": 5}}],
        "part": [{"lines": [1]}, {"lines": null}], "none": null, "deep": [[[1], [2]], [], [[3]]]
    })
}

fn in_a_process(text: &str) -> Result<Value, String> {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    expression
        .evaluate_unbounded(data().as_object().unwrap(), Now::UNIX_EPOCH)
        .map_err(|error| format!("{} {}", error.code(), error.part().unwrap_or_default()))
}

fn in_a_decision(text: &str) -> Value {
    decided(text).0
}

/// The value of a decision, and what went wrong.
fn decided(text: &str) -> (Value, Vec<String>) {
    let inputs = ["orders", "part", "none", "deep"];
    let input = |name: &&str| format!("<inputData id='{name}' name='{name}'><variable name='{name}'/></inputData>");
    let declared = inputs.iter().map(input).collect::<Vec<_>>().concat();
    let requirement = |name: &&str| {
        format!("<informationRequirement id='r{name}'><requiredInput href='#{name}'/></informationRequirement>")
    };
    let required = inputs.iter().map(requirement).collect::<Vec<_>>().concat();
    let text = text.replace('<', "&lt;");
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>{declared}\
         <decision id='d' name='d'><variable name='d'/>{required}<literalExpression><text>{text}</text>\
         </literalExpression></decision></definitions>"
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != weir_core::Severity::Error), "{text}: {problems:?}");
    let unbounded = decisions.evaluate("d", data().as_object().unwrap(), Timestamp(0));
    let answer = unbounded.unwrap_or_else(|error| panic!("{text}: {error:?}"));
    (answer.value, answer.faults)
}

#[test]
fn each_list_sees_the_names_of_those_before_it() {
    for (text, expected) in [
        ("for i in [1, 2], j in [i, 10 * i] return i + j", json!([2, 11, 4, 22])),
        ("for o in orders, l in o.lines return o.id * l.p", json!([2, 3, 15])),
        ("for o in orders, l in o.lines[p > 2] return l.p", json!([3, 5])),
        ("for a in deep, b in a return b", json!([[1], [2], [3]])),
        ("for a in deep, b in a, c in b return c", json!([1, 2, 3])),
        ("for a in [[], [7]], b in a return b", json!([7])),
        ("for i in 1..3, j in [i], k in [10, 20] return j + k", json!([11, 21, 12, 22, 13, 23])),
        ("for k in [10, 20], i in [1, 2], j in [i] return j + k", json!([11, 12, 21, 22])),
        ("for x in [[1, 2], [3]], x in x return x * x", json!([1, 4, 9])),
        ("for x in [], y in [x] return y", json!([])),
        ("for i in [[1, 2], [3]], j in i return [i, j]", json!([[[1, 2], 1], [[1, 2], 2], [[3], 3]])),
        (
            "for o in orders, l in o.lines return for k in [1, 2], m in [k * l.p] return m",
            json!([[2, 4], [3, 6], [5, 10]]),
        ),
        ("some o in orders, l in o.lines satisfies l.p > 4", json!(true)),
        ("every o in orders, l in o.lines satisfies l.p > 2", json!(false)),
        ("count(for o in orders, l in o.lines return null)", json!(3)),
    ] {
        assert_eq!(in_a_process(text), Ok(expected.clone()), "{text}");
        assert_eq!(in_a_decision(text), expected, "{text} in a decision");
    }
}

#[test]
fn what_is_there_so_far_is_that_of_the_whole_loop() {
    for (text, expected) in [
        ("for i in [1, 2], j in [i, i] return count(partial)", json!([0, 1, 2, 3])),
        ("for i in [[1, 2], [3]], j in i return j + count(partial)", json!([1, 3, 5])),
        ("for i in 1..3, j in 1..i return 10 * i + j", json!([11, 21, 22, 31, 32, 33])),
        ("for a in [1, 2, 3] return count(for b in [partial], c in b return c)", json!([0, 1, 2])),
        // A list is found before there are results: it reads those of the loop around.
        ("for a in 1..3 return count(for b in [a], c in append(partial, b) return c)", json!([1, 2, 3])),
        ("for a in 1..3 return sum(for b in [a], c in [b, sum(append(partial, 0))] return c)", json!([1, 3, 7])),
        (
            "for a in 1..2 return for b in [a], c in (for d in [b, b] return count(partial)) return c",
            json!([[0, 1], [0, 1]]),
        ),
        ("for i in 1..5 return if i = 1 then 1 else partial[-1] + 1", json!([1, 2, 3, 4, 5])),
        ("for x in [1, 2], y in [x, x] return if count(partial) = 0 then 1 else partial[-1] * 2", json!([1, 2, 4, 8])),
    ] {
        assert_eq!(
            in_a_process(text).map(|found| found.to_string().replace(".0", "")),
            Ok(expected.to_string()),
            "{text}"
        );
    }
}

#[test]
fn without_a_loop_around_the_results_so_far_are_a_variable_of_that_name() {
    let text = "for x in [1, 2], y in [x, partial] return y";
    let expression = Expression::compile(text).unwrap();
    assert!(expression.variables().contains("partial"));
    assert_eq!(
        expression.evaluate(json!({"partial": 7}).as_object().unwrap(), Now::UNIX_EPOCH),
        Ok(json!([1, 7, 2, 7]))
    );
    let error = expression.evaluate(json!({}).as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
    assert_eq!(error.code(), "feel-missing-variable");
}

#[test]
fn a_list_that_is_null_is_told_in_a_process_and_null_in_a_decision() {
    assert_eq!(in_a_process("for o in part, l in o.lines return l"), Err("feel-null o.lines".to_owned()));
    assert_eq!(in_a_process("for o in none, l in o.lines return l"), Err("feel-null none".to_owned()));
    assert_eq!(in_a_process("for o in orders, l in o.lines return l.p / 0"), Err("feel-fault l.p / 0".to_owned()));
    for text in ["for o in part, l in o.lines return l", "for o in none, l in o.lines return l"] {
        assert_eq!(in_a_decision(text), Value::Null, "{text}");
    }
}

#[test]
fn what_is_to_blame_is_told_as_it_was_written() {
    for (text, expected) in [
        ("sum(for a in deep, b in a return \"x\")", "feel-fault sum(for a in deep, b in a return \"x\")"),
        ("(for a in deep, b in a return b) = 3", "feel-type (for a in deep, b in a return b) = 3"),
        ("if (for a in deep, b in a return b) then 1 else 2", "feel-type for a in deep, b in a return b"),
    ] {
        assert_eq!(in_a_process(text), Err(expected.to_owned()), "{text}");
    }
    for text in [
        "for o in orders, l in o.lines return l.p / 0",
        "sum(for a in deep, b in a return \"x\")",
        "(for a in deep, b in a return b) = 3",
    ] {
        let faults = decided(text).1;
        assert!(
            faults.iter().any(|fault| fault.starts_with(&format!("decision `d`: `{text}`: "))),
            "{text}: {faults:?}"
        );
    }
}

#[test]
fn what_a_few_turns_cost_is_little() {
    let bound = |text| Expression::compile(text).unwrap().bound();
    assert_eq!(bound("for i in 1..50, j in [i] return j"), Bound::Bounded);
    let lines: Vec<Value> = (0..30).map(|id| json!({"id": id, "lines": [1, 2, 3, 4]})).collect();
    let mut data = data();
    data["lines"] = lines.into();
    for (text, expected) in [
        ("count(for o in lines, l in o.lines return o.id * l)", json!(120)),
        ("for a in deep, b in a, c in b return c", json!([1, 2, 3])),
    ] {
        let expression = Expression::compile(text).unwrap();
        assert_eq!(expression.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH), Ok(expected), "{text}");
    }
    // Every turn copies the results before it, here as for other loops.
    let many: Vec<Value> = (0..3_000).map(|id| json!({"id": id, "lines": [1, 2, 3, 4]})).collect();
    data["lines"] = many.into();
    let costly = Expression::compile("for o in lines, l in o.lines return o.id * l").unwrap();
    let error = costly.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
    assert!(matches!(error, EvaluationError::TooCostly { .. }), "{error}");
}

#[test]
fn numbers_cost_as_much_as_the_texts_that_are_made_of_them() {
    let numbers: Vec<Value> = (1..=600).map(Value::from).collect();
    let data = json!({"l": numbers, "large": 1e300, "small": 3});
    let asked = |text: &str| {
        let expression = Expression::compile(text).unwrap();
        assert_eq!(expression.bound(), Bound::Bounded, "{text}");
        expression.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH)
    };
    // Each text has some six thousand characters, and every turn copies those before it.
    for text in [
        "for i in l return string(i * 1e6000)",
        "for i in l return string(i ** small)",
        "for i in l return string(i * large * large)",
        "for i in l return string(number(\"1e6000\") + i)",
    ] {
        let error = asked(text).unwrap_err();
        assert!(matches!(error, EvaluationError::TooCostly { .. }), "{text}: {error}");
    }
    for text in ["for i in l return string(i)", "for i in l return string(i * small)"] {
        assert_eq!(asked(text).unwrap().as_array().unwrap().len(), 600, "{text}");
    }
    assert_eq!(asked("string length(string(1e6144))").unwrap(), json!(6_145));
}
