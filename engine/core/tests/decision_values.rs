//! Values in decisions: null is equal to nothing but null and no answer where another value decides, and what is declared
//! to be of a type is a value of it.

use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Expression, Now};

fn value(text: &str) -> Value {
    boxed(&literal(text))
}

fn literal(text: &str) -> String {
    format!("<literalExpression><text>{}</text></literalExpression>", text.replace('<', "&lt;"))
}

fn boxed(logic: &str) -> Value {
    typed("Any", logic).0
}

/// The value of a decision of this type, and what went wrong.
fn typed(result: &str, logic: &str) -> (Value, Vec<String>) {
    let file = file(result, logic);
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != weir_core::Severity::Error), "{logic}: {problems:?}");
    let answer = decisions.evaluate("d", json!({"x": null}).as_object().unwrap(), Timestamp(0));
    let answer = answer.unwrap_or_else(|error| panic!("{logic}: {error:?}"));
    (answer.value, answer.faults)
}

fn warned(logic: &str) -> Vec<String> {
    let file = file("Any", logic);
    let (_, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    problems.into_iter().map(|problem| problem.code).collect()
}

fn file(result: &str, logic: &str) -> String {
    format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
         <itemDefinition name='tAge'><typeRef>number</typeRef><allowedValues><text>[0..120]</text></allowedValues>\
         </itemDefinition><itemDefinition name='tAges' isCollection='true'><typeRef>tAge</typeRef></itemDefinition>\
         <itemDefinition name='tOne'><itemComponent name='age'><typeRef>tAge</typeRef></itemComponent></itemDefinition>\
         <inputData id='x' name='x'><variable name='x'/></inputData><decision id='d' name='d'><variable name='d' typeRef='{result}'/>\
         <informationRequirement id='r'><requiredInput href='#x'/></informationRequirement><knowledgeRequirement id='k'>\
         <requiredKnowledge href='#later'/></knowledgeRequirement>{logic}</decision><businessKnowledgeModel id='later' \
         name='later'><variable name='later'/><encapsulatedLogic><formalParameter name='from' typeRef='dateTime'/>\
         <literalExpression><text>string(from + @\"PT1H\")</text></literalExpression></encapsulatedLogic>\
         </businessKnowledgeModel></definitions>"
    )
}

#[test]
fn null_is_equal_to_null_alone_on_either_side_and_only_true_is_true() {
    for (text, expected) in [
        ("x = 1", json!(false)),
        ("1 = x", json!(false)),
        ("x != 1", json!(true)),
        ("x != \"a\"", json!(true)),
        ("x = -1", json!(false)),
        ("x = false", json!(false)),
        ("x = @\"2024-01-01\"", json!(false)),
        ("x = [1]", json!(false)),
        ("x = {a: 1}", json!(false)),
        ("x = 1 + 1", json!(false)),
        ("x = null", json!(true)),
        ("null != x", json!(false)),
        ("not(x = 1)", json!(true)),
        ("if x != 1 then \"other\" else \"one\"", json!("other")),
        ("[{a: 1}, {b: 2}][a != 1]", json!([{"b": 2}])),
        ("[{a: 1}, {b: 2}][a = x]", json!([{"b": 2}])),
        ("if x then 1 else 2", json!(2)),
        ("if 1 then 1 else 2", json!(2)),
        ("if count([1]) then 1 else 2", json!(2)),
        ("if not(false) then 1 else 2", json!(1)),
        ("2 = 1 + 1", json!(true)),
        ("\"a\" != \"b\"", json!(true)),
        ("1 = \"1\"", json!(null)),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

/// Whether these hold, in decisions and in processes.
#[test]
fn a_list_is_in_a_list_that_has_an_equal_one() {
    for (text, expected) in [
        ("[3, 4] in [[1, 2], [3, 4]]", true),
        ("[1, 2] in [[1, 2, 3]]", false),
        ("[2, 1] in [[1, 2]]", false),
        ("[] in [[1]]", false),
        ("[] in [[]]", true),
        ("[1] in [2, [1]]", true),
        ("[1, 2] in [1, 2]", false),
        ("[1, 2] in ([[3], [1, 2]], 5)", true),
        ("[1, 2] in ([3], [1, 2])", true),
        ("{l: [[1], [2, 3]], r: [2, 3] in l}.r", true),
        ("2 in [1, 2]", true),
        ("2 in ([1, 3], [2..5])", true),
        ("count([[1, 2], [3]][item in [[3]]]) = 1", true),
        ("if [1] in [[2]] then false else true", true),
    ] {
        assert_eq!(value(text), json!(expected), "{text} in a decision");
        let found = Expression::compile(text).unwrap().evaluate_unbounded(&serde_json::Map::new(), Now::UNIX_EPOCH);
        assert_eq!(found, Ok(json!(expected)), "{text} in a process");
    }
    let cell = |cell: &str, looked_at: &str| {
        let rule = |test: &str, gives: &str| {
            format!(
                "<rule><inputEntry><text>{test}</text></inputEntry><outputEntry><text>{gives}</text></outputEntry></rule>"
            )
        };
        boxed(&format!(
            "<decisionTable hitPolicy='FIRST'><input><inputExpression><text>{looked_at}</text></inputExpression></input>\
             <output/>{}{}</decisionTable>",
            rule(cell, "true"),
            rule("-", "false")
        ))
    };
    assert_eq!(cell("[1, 2]", "[1, 2]"), json!(true));
    assert_eq!(cell("[1, 2]", "[2, 1]"), json!(false));
    assert_eq!(cell("[1, 2]", "2"), json!(true));
    assert_eq!(cell("[[1], [2, 3]]", "[2, 3]"), json!(true));
}

#[test]
fn any_and_all_are_decided_beside_a_null() {
    for (text, expected) in [
        ("any([false, null, true])", json!(true)),
        ("any(x, true)", json!(true)),
        ("any(list: [x, true])", json!(true)),
        ("any([x, false])", json!(null)),
        ("any([1, false])", json!(null)),
        ("any([])", json!(false)),
        ("any(true)", json!(true)),
        ("all([true, null, false])", json!(false)),
        ("all(x, false)", json!(false)),
        ("all([x, true])", json!(null)),
        ("all([])", json!(true)),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn a_boxed_condition_that_is_null_is_not_true() {
    let conditional = |test: &str| {
        let [test, yes, no] = [literal(test), literal("1"), literal("2")];
        boxed(&format!("<conditional><if>{test}</if><then>{yes}</then><else>{no}</else></conditional>"))
    };
    for (test, expected) in
        [("x", json!(2)), ("x > 1", json!(2)), ("x = null", json!(1)), ("false", json!(2)), ("\"a\"", json!(null))]
    {
        assert_eq!(conditional(test), expected, "{test}");
    }
}

#[test]
fn a_decision_gives_what_its_type_allows_and_nothing_else() {
    for (result, text, expected, faults) in [
        ("tAge", "7", json!(7), &[][..]),
        ("tAge", "500", json!(null), &["decision `d`: `d` does not take 500"]),
        ("tAges", "[7, 500]", json!(null), &["decision `d`: `d` does not take 500"]),
        ("tAges", "7", json!([7]), &[]),
        ("tOne", "{age: 7}", json!({"age": 7}), &[]),
        ("dateTime", "date(\"2024-01-02\")", json!("2024-01-02T00:00:00Z"), &[]),
        ("dateTime", "[date(\"2024-01-02\")]", json!("2024-01-02T00:00:00Z"), &[]),
        ("dateTime", "date and time(\"2024-01-02T03:04:05\")", json!("2024-01-02T03:04:05"), &[]),
        ("string", "later(date(\"2024-01-02\"))", json!("2024-01-02T01:00:00Z"), &[]),
        ("string", "later(from: date and time(\"2024-01-02T03:04:05Z\"))", json!("2024-01-02T04:04:05Z"), &[]),
        ("tOne", "{age: -1}", json!(null), &["decision `d`: `d.age` does not take -1"]),
    ] {
        let faults: Vec<String> = faults.iter().map(|fault| (*fault).to_owned()).collect();
        assert_eq!(typed(result, &literal(text)), (expected, faults), "{text} as {result}");
    }
}

#[test]
fn a_boxed_filter_sees_the_entries_of_its_items() {
    let (list, test) = (literal("[{a: 1, b: 2}, {a: 3, b: 4}]"), literal("a > 1 and item.b = 4"));
    let filter = format!("<filter><in>{list}</in><match>{test}</match></filter>");
    assert_eq!(boxed(&filter), json!([{"a": 3, "b": 4}]));
    assert_eq!(warned(&filter), Vec::<String>::new());
    assert_eq!(warned(&literal("a > 1")), ["dmn-name-unknown"]);
}
