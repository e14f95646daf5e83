//! Decisions in JUEL and JavaScript, as Camunda 7 has them, beside FEEL; and what a decision says when it gives nothing.
use expect_test::{Expect, expect};
use serde_json::{Map, Value, json};
use weir_core::decision::{DecisionRequest, Decisions, File, answer};
use weir_core::expression::ChildResponse;
use weir_core::script::ScriptRequest;
use weir_core::{Parameters, Timestamp};

const HEAD: &str = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' \
    xmlns:camunda='http://camunda.org/schema/1.0/dmn' namespace='urn:own' name='Discounts'";

fn file(language: &str, inside: &str) -> String {
    format!("{HEAD}{language}><decision id='d' name='d'>{inside}</decision></definitions>")
}

fn table(input: &str, rules: &[(&str, &str)]) -> String {
    let rule = |(test, result): &(&str, &str)| format!("<rule>{test}{result}</rule>");
    let rules: String = rules.iter().map(rule).collect();
    format!("<decisionTable hitPolicy='FIRST'>{input}<output name='rate'/>{rules}</decisionTable>")
}

fn given(data: &Value) -> Map<String, Value> {
    data.as_object().expect("an object").clone()
}

/// The value, and what went wrong.
fn told(file: &str, data: &Value) -> (Value, Vec<String>) {
    let (decisions, problems) = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|p| p.severity != weir_core::Severity::Error), "{problems:#?}");
    let answer = decisions.evaluate("d", &given(data), Timestamp(0)).expect("it is evaluated");
    (answer.value, answer.faults)
}

/// The codes and messages of what is refused.
fn refused(file: &str, expected: &Expect) {
    let (_, problems) = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]);
    let all: Vec<String> = problems.iter().map(|p| format!("{} {}: {}", p.code, p.place.line, p.message)).collect();
    expected.assert_eq(&all.join("\n"));
}

const AMOUNT: &str = "<input camunda:inputVariable='paid'><inputExpression expressionLanguage='juel'><text>order.amount * \
    2</text></inputExpression></input>";

#[test]
fn juel_stands_in_every_cell_with_braces_or_without_them_and_sees_what_is_tested() {
    let cell = |tag: &str, text: &str| format!("<{tag} expressionLanguage='juel'><text>{text}</text></{tag}>");
    let large = (cell("inputEntry", "${paid &gt; limit}"), cell("outputEntry", "${order.vip ? 'high' : 'low'}"));
    let feel = "<inputEntry><text>&gt; 10</text></inputEntry>".to_owned();
    let some = (feel, cell("outputEntry", "paid"));
    let other = ("<inputEntry><text>-</text></inputEntry>".to_owned(), cell("outputEntry", "'none'"));
    let rules = [&large, &some, &other].map(|(test, result)| (test.as_str(), result.as_str()));
    let file = file("", &table(AMOUNT, &rules));
    let order = |amount: i64, vip: bool| json!({"order": {"amount": amount, "vip": vip}, "limit": 100});
    assert_eq!(told(&file, &order(60, true)), (json!("high"), vec![]));
    assert_eq!(told(&file, &order(60, false)), (json!("low"), vec![]));
    assert_eq!(told(&file, &order(7, true)).0, Value::Null, "an output sees no value that is tested");
    let named = json!({"order": {"amount": 60, "vip": true}, "limit": 100, "paid": 1});
    assert_eq!(told(&file, &named), (json!(1), vec![]), "a variable of that name goes before what is tested");
    assert_eq!(told(&file, &order(1, true)), (json!("none"), vec![]));
    let missing = json!({"order": {"amount": 60}});
    let faults = told(&file, &missing).1;
    assert!(faults[0].contains("limit"), "{faults:?}");
}

#[test]
fn the_language_of_the_file_is_that_of_all_its_texts_except_of_values_that_are_allowed() {
    let input = "<input><inputExpression><text>name.toUpperCase()</text></inputExpression><inputValues><text>\"ANN\", \
        \"BOB\"</text></inputValues></input>";
    let rule =
        ("<inputEntry><text>cellInput == 'ANN'</text></inputEntry>", "<outputEntry><text>1 + 1</text></outputEntry>");
    let file = file(" expressionLanguage='juel'", &table(input, &[rule]));
    assert_eq!(told(&file, &json!({"name": "ann"})), (json!(2), vec![]));
    let literal =
        self::file(" expressionLanguage='juel'", "<literalExpression><text>${a + b}</text></literalExpression>");
    assert_eq!(told(&literal, &json!({"a": 1, "b": 2})), (json!(3), vec![]));
    let typed = self::file(
        "",
        "<variable name='d' typeRef='string'/><literalExpression expressionLanguage='juel'><text>a\
        </text></literalExpression>",
    );
    assert_eq!(told(&typed, &json!({"a": "x"})).0, json!("x"));
}

/// Something that stands for the engine of scripts.
fn run(request: &ScriptRequest) -> ChildResponse {
    let number = |name: &str| request.variables.get(name).and_then(Value::as_i64).unwrap_or_default();
    match request.script.as_str() {
        "amount * 2" => ChildResponse::Value(json!(number("amount") * 2)),
        "cellInput > 10" => ChildResponse::Value(json!(number("cellInput") > 10)),
        _ => ChildResponse::failed("script-failed", "ReferenceError: x".to_owned()),
    }
}

#[test]
fn scripts_are_run_by_the_killable_process_alone_and_get_what_is_in_sight() {
    let input =
        "<input><inputExpression expressionLanguage='javascript'><text>amount * 2</text></inputExpression></input>";
    let rule = (
        "<inputEntry expressionLanguage='javascript'><text>cellInput &gt; 10</text></inputEntry>",
        "<outputEntry><text>\"large\"</text></outputEntry>",
    );
    let file = file("", &table(input, &[rule]));
    let (decisions, problems) = Decisions::compile(&[File { name: "a", bytes: file.as_bytes() }]);
    assert_eq!(problems, []);
    assert_eq!(
        decisions.scripts().iter().map(|s| s.text.as_str()).collect::<Vec<_>>(),
        ["amount * 2", "cellInput > 10"]
    );
    let data = given(&json!({"amount": 7}));
    assert!(decisions.evaluate("d", &data, Timestamp(0)).unwrap_err().needs_child());
    let request = |file: &str, inputs: &Map<String, Value>| DecisionRequest {
        files: vec![file.to_owned()],
        decision: "d".to_owned(),
        inputs: inputs.clone(),
        now: Timestamp(0),
        parameters: Parameters::default(),
        zone: None,
    };
    assert_eq!(answer(&request(&file, &data), run).expect("it is evaluated").value, json!("large"));
    let broken = file.replace("amount * 2", "x");
    let answer = answer(&request(&broken, &data), run).expect("it is evaluated");
    assert_eq!(answer.faults.first().map(String::as_str), Some("decision `d`: ReferenceError: x"));
}

#[test]
fn what_no_language_here_can_evaluate_is_refused_with_its_place() {
    let input = "<input><inputExpression><text>a</text></inputExpression></input>";
    let rule = |language: &str, text: &str| {
        let test = format!("<inputEntry expressionLanguage='{language}'><text>{text}</text></inputEntry>");
        file("", &table(input, &[(&test, "<outputEntry><text>1</text></outputEntry>")]))
    };
    refused(
        &rule("groovy", "a &gt; 1"),
        &expect![
            "expression-language 1: `groovy` is not evaluated: write it in FEEL, JUEL or JavaScript, or let a service task do it"
        ],
    );
    refused(
        &rule("juel", "${bean.check(a)}"),
        &expect![
            "juel-unknown-call 1: `bean.check(a)` calls Java code, which does not run here; let a service task do it before and use its result, or write FEEL after `=`, in `${bean.check(a)}`"
        ],
    );
    refused(
        &rule("juel", "a &gt;"),
        &expect!["juel-syntax 1: not a JUEL expression, look at line 1, column 6: a value is wanted here, in `a >`"],
    );
    refused(
        &rule("javascript", "java.lang.Math.abs(a)"),
        &expect![
            "script-not-run 1: the script uses `java.` of an engine in Java, which is not there: write it in FEEL"
        ],
    );
    let root = file(" expressionLanguage='python'", "<literalExpression><text>1</text></literalExpression>");
    refused(
        &root,
        &expect![
            "expression-language 1: `python` is not evaluated: write it in FEEL, JUEL or JavaScript, or let a service task do it"
        ],
    );
}

#[test]
fn no_matching_rule_says_the_inputs_as_they_were_given_and_those_of_what_is_required() {
    let text = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' namespace='urn:own' name='n'>\
        <inputData id='age' name='age'><variable name='age' typeRef='number'/></inputData>\
        <decision id='risk' name='risk'><variable name='risk'/><informationRequirement><requiredInput href='#age'/>\
        </informationRequirement><decisionTable id='t1'><input><inputExpression><text>age</text></inputExpression></input>\
        <output/><rule><inputEntry><text>&gt; 60</text></inputEntry><outputEntry><text>\"high\"</text></outputEntry></rule>\
        </decisionTable></decision>\
        <decision id='d' name='d'><variable name='d'/><informationRequirement><requiredDecision href='#risk'/>\
        </informationRequirement><decisionTable id='t2'><input><inputExpression><text>risk</text></inputExpression></input>\
        <output/><rule><inputEntry><text>\"high\"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>\
        </decisionTable></decision></definitions>";
    let (decisions, problems) = Decisions::compile(&[File { name: "a", bytes: text.as_bytes() }]);
    assert_eq!(problems, []);
    let asked = |data: Value| decisions.evaluate("d", &given(&data), Timestamp(0)).expect("it is evaluated");
    let unmatched = asked(json!({"age": 17})).unmatched("d");
    let expected = "no rule of decision `d` matches risk = null; no rule of decision `risk` matches age = 17";
    assert_eq!(unmatched.as_deref(), Some(expected));
    assert_eq!(asked(json!({"age": "old"})).faults[0], "`age` does not take \"old\"");
}

#[test]
fn what_is_no_data_is_named_in_plain_words() {
    let range = file("", "<literalExpression><text>[1..3]</text></literalExpression>");
    let (decisions, _) = Decisions::compile(&[File { name: "a", bytes: range.as_bytes() }]);
    let error = decisions.evaluate("d", &given(&json!({})), Timestamp(0)).unwrap_err();
    assert_eq!(error.to_string(), "decision `d` gives something that cannot be a variable: range");
}
