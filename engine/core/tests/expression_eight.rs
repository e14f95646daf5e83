//! What FEEL of Camunda 8 has beside the standard is given as it gives it.

use crate::common::run::Run;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use weir_core::compile::prepare;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Bound, Chance, Expression, Now, Variables};
use weir_core::{Process, Timestamp};

fn value(text: &str, variables: &Value) -> Result<Value, String> {
    let expression = Expression::compile(text).map_err(|error| error.to_string())?;
    expression.evaluate(variables.as_object().unwrap(), Now::UNIX_EPOCH).map_err(|error| error.to_string())
}

fn refused(text: &str) -> String {
    let error = Expression::compile(text).unwrap_err();
    format!("{}: {error}", error.code())
}

fn known() -> Value {
    json!({"x": 4, "s": "  a b ", "none": null, "list": [1, 2, 2, 3, 3], "c": {"a": 1, "b": {"d": [5]}},
        "raw": "{\"a\": [1, 2.5, null], \"when\": \"2023-06-14\"}", "broken": "{\"a\": ", "day": "2024-02-10"})
}

#[test]
fn values_of_its_functions() {
    for (text, expected) in [
        ("is defined(x)", json!(true)),
        ("is defined(y)", json!(false)),
        ("is defined(c.b.z)", json!(false)),
        ("is defined(value: x)", json!(true)),
        ("get or else(x, 7)", json!(4)),
        ("get or else(y, 7)", json!(7)),
        ("get or else(default: 7, value: y)", json!(7)),
        ("get or else(none, get or else(y, \"z\"))", json!("z")),
        ("get or else(c.a, 7) + 1", json!(2)),
        ("if is defined(y) and y > 5 then 1 else 2", json!(2)),
        ("is empty([])", json!(true)),
        ("is empty(list)", json!(false)),
        ("is blank(s)", json!(false)),
        ("is blank(\"  \")", json!(true)),
        ("trim(s)", json!("a b")),
        ("trim(string: s)", json!("a b")),
        ("number(\"12.5\") + 1", json!(13.5)),
        ("number(from: \"12.5\") + 1", json!(13.5)),
        ("number(\"1,500\", \",\")", json!(1500)),
        ("number(x)", json!(4)),
        ("put(c, \"b\", 2)", json!({"a": 1, "b": 2})),
        ("put all(c, {b: 3})", json!({"a": 1, "b": 3})),
        ("context put(c, [\"b\", \"d\"], 2)", json!({"a": 1, "b": {"d": 2}})),
        ("get value(c, \"a\")", json!(1)),
        ("get value(c, [\"b\", \"d\"])", json!([5])),
        ("get value(c, [\"b\", \"z\"])", json!(null)),
        ("duplicate values(list)", json!([2, 3])),
        ("partition(list, 2)", json!([[1, 2], [2, 3], [3]])),
        ("partition(list: list, size: 9)", json!([[1, 2, 2, 3, 3]])),
        ("partition([], 2)", json!([])),
        ("cycle(duration(\"P1D\"))", json!("R/P1D")),
        (
            "date and time(@\"2020-07-31T14:27:30@Europe/Berlin\", \"America/Los_Angeles\")",
            json!("2020-07-31T05:27:30@America/Los_Angeles"),
        ),
        ("date and time(@\"2020-07-31T14:27:30+02:00\", \"Z\")", json!("2020-07-31T12:27:30Z")),
        ("date and time(date: @\"2020-07-31T23:00:00Z\", timezone: \"+05:30\")", json!("2020-08-01T04:30:00+05:30")),
        ("date and time(date(day), \"Europe/Berlin\")", json!("2024-02-10T00:00:00@Europe/Berlin")),
        ("date and time(date(day), time(\"10:00:00\"))", json!("2024-02-10T10:00:00")),
        ("cycle(x, duration(\"PT10M\"))", json!("R4/PT10M")),
        ("cycle(none, duration(\"PT10M\"))", json!("R/PT10M")),
        ("cycle(repetitions: x, interval: duration(\"PT10M\"))", json!("R4/PT10M")),
        ("string(last day of month(date(day)))", json!("2024-02-29")),
        ("last day of month(date and time(\"2024-12-10T10:00:00Z\")).day", json!(31)),
        ("list[get or else(item, 0) > 2]", json!([3, 3])),
        ("from json(raw)", json!({"a": [1, 2.5, null], "when": "2023-06-14"})),
        ("from json(raw).a[1] + 1", json!(2)),
        ("from json(value: \"true\")", json!(true)),
        ("from json(\"null\")", json!(null)),
        ("to json(c)", json!("{\"a\":1,\"b\":{\"d\":[5]}}")),
        ("to json(\"a\\\"b\")", json!("\"a\\\"b\"")),
        ("to json(none)", json!("null")),
        ("to json({on: date(day), wait: @\"PT1H\"})", json!("{\"on\":\"2024-02-10\",\"wait\":\"PT1H\"}")),
        ("from json(to json(c)) = c", json!(true)),
        ("extract(\"references are 1234, 1256, 1378\", \"12[0-9]*\")", json!(["1234", "1256"])),
        ("extract(string: s, pattern: \"z\")", json!([])),
        ("to base64(\"FEEL\")", json!("RkVFTA==")),
        ("from base64(to base64(\"ä€\"))", json!("ä€")),
        ("assert(x, x >= 0)", json!(4)),
        ("assert(value: x, condition: x != null, cause: \"no x\") + 1", json!(5)),
        ("assert(none, none = null)", json!(null)),
        ("fromAi(x)", json!(4)),
        ("fromAi(c.a, \"what it is\")", json!(1)),
        ("fromAi(x, null, \"number\")", json!(4)),
        ("fromAi(value: x, type: \"number\")", json!(4)),
        ("fromAi(x, \"d\", \"string\", {enum: [\"a\"]})", json!(4)),
        ("fromAi(none, \"d\", \"string\", null, {required: false})", json!(null)),
        ("fromAi(options: {strict: true}, value: list)", json!([1, 2, 2, 3, 3])),
    ] {
        assert_eq!(value(text, &known()), Ok(expected), "{text}");
    }
}

#[test]
fn what_fails_says_why() {
    for (text, expected) in [
        ("from json(broken)", "is not JSON"),
        ("from json(x)", "is number, not string"),
        ("from base64(\"!!!\")", "`!!!` is no text in Base64"),
        ("from base64(\"/w==\")", "is no text in Base64"),
        ("extract(s, \"[\")", "extract: invalid pattern"),
        ("partition(list, 0)", "a part has at least one item"),
        ("assert(x, x < 0)", "the condition is not fulfilled"),
        ("assert(x, x < 0, \"x is too much\")", "`assert(x, x < 0, \"x is too much\")`: x is too much"),
        ("assert(y, y != null, \"y is needed\")", "y is needed"),
        ("assert(y, true)", "variable `y` is missing"),
        ("uuid()", "there is no chance here"),
    ] {
        let error = value(text, &known()).expect_err(text);
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn other_parameters_are_refused_with_those_it_has() {
    assert_eq!(refused("trim(1, 2)"), "feel-unsupported: `trim` takes string");
    assert_eq!(refused("assert(x)"), "feel-unsupported: `assert` takes value, condition, cause");
    assert_eq!(refused("extract(text: x, pattern: \"a\")"), "feel-unsupported: `extract` takes string, pattern");
    assert_eq!(refused("uuid(1)"), "feel-unsupported: `uuid` takes no arguments");
    assert_eq!(refused("shout(x)"), "feel-unknown-function: unknown function `shout`");
}

#[test]
fn what_costs_more_than_it_says_is_bounded() {
    assert_eq!(Expression::compile("extract(x, \"a\")").unwrap().bound(), Bound::Bounded);
    assert!(matches!(Expression::compile("extract(x, y)").unwrap().bound(), Bound::Unbounded(_)));
    let many = json!({"x": "[1,1]".repeat(400_000)});
    let costly = Expression::compile("for i in list return from json(x)").unwrap();
    let mut data = many.as_object().unwrap().clone();
    data.insert("list".into(), json!([1, 2, 3, 4, 5, 6, 7, 8]));
    assert!(costly.evaluate(&data, Now::UNIX_EPOCH).unwrap_err().needs_child());
    let deep = json!({"x": format!("{}{}", "[".repeat(110), "]".repeat(110))});
    assert!(value("from json(x)", &deep).unwrap_err().contains("more than 100 levels deep"));
    // Calls inside calls grow by addition, not by multiplication.
    let deep = (0..30).fold("y".to_owned(), |inside, _| format!("get or else({inside}, 1)"));
    assert!(Expression::compile(&deep).is_ok() || Expression::compile(&deep).unwrap_err().code() == "feel-too-deep");
}

/// Variables of an evaluation that may draw.
struct Drawing(u8);

impl Variables for Drawing {
    fn get(&self, name: &str) -> Option<std::borrow::Cow<'_, Value>> {
        (name == "list").then(|| std::borrow::Cow::Owned(json!([1, 2, 3])))
    }

    fn chance(&self) -> Option<Chance> {
        Some(Chance::of(&[&[self.0]]))
    }
}

#[test]
fn each_call_draws_anew_and_the_same_again_when_it_is_repeated() {
    let drawn = |text: &str, chance: u8| {
        Expression::compile(text).unwrap().evaluate(&Drawing(chance), Now::UNIX_EPOCH).unwrap()
    };
    let ids = drawn("for i in list return uuid()", 1);
    let texts: BTreeSet<&str> = ids.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(texts.len(), 3, "{ids}");
    for text in &texts {
        let id = uuid::Uuid::parse_str(text).unwrap();
        assert_eq!((id.get_version_num(), text.len()), (4, 36), "{text}");
    }
    assert_eq!(drawn("for i in list return uuid()", 1), ids);
    assert_ne!(drawn("for i in list return uuid()", 2), ids);
    let numbers: Vec<f64> = (0..200).filter_map(|chance| drawn("random number()", chance).as_f64()).collect();
    assert!(numbers.len() == 200 && numbers.iter().all(|number| (0.0..1.0).contains(number)), "{numbers:?}");
    let mean = numbers.iter().sum::<f64>() / 200.0;
    assert!((0.4..0.6).contains(&mean), "{mean}");
    assert_eq!(drawn("random number() = random number()", 1), json!(false));
}

fn process(expression: &str) -> Process {
    let file = format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t' \
         xmlns:zeebe='http://camunda.org/schema/zeebe/1.0'><process id='p' isExecutable='true'><startEvent id='s'/>\
         <scriptTask id='a'><extensionElements><zeebe:script expression='={expression}' resultVariable='r'/>\
         <zeebe:ioMapping><zeebe:input source='={expression}' target='first'/>\
         <zeebe:output source='={expression}' target='one'/><zeebe:output source='={expression}' target='two'/>\
         <zeebe:output source='=first' target='first'/></zeebe:ioMapping></extensionElements></scriptTask>\
         <userTask id='u'/><sequenceFlow id='f' sourceRef='s' targetRef='a'/>\
         <sequenceFlow id='g' sourceRef='a' targetRef='u'/></process></definitions>"
    );
    let prepared = prepare(file.as_bytes());
    prepared.processes.into_iter().next().unwrap_or_else(|| panic!("{:#?}", prepared.problems))
}

#[test]
fn what_an_instance_draws_is_kept_by_its_events_and_no_two_evaluations_draw_the_same() {
    for expression in ["uuid()", "random number()"] {
        let process = process(expression);
        let drawn = |now: i64| {
            let mut run = Run::new(&process);
            run.now = Timestamp(now);
            // Each command is replayed from its events, and gives the same instance.
            run.command("start");
            let of = |name: &str| run.instance.elements[&0].variables[name].to_string();
            [of("first"), of("one"), of("two")]
        };
        let first = drawn(0);
        assert_eq!(BTreeSet::from(first.clone()).len(), 3, "{first:?}");
        assert_eq!(drawn(0), first, "a step that is repeated gives the same");
        assert!(drawn(5).iter().all(|other| !first.contains(other)), "{first:?}");
    }
}

#[test]
fn where_nothing_can_be_drawn_it_is_refused_with_the_reason() {
    let told = refused("for i in 1..n return uuid()");
    assert!(told.contains("`uuid` is drawn in the step, and this cannot be evaluated there"), "{told}");
    let file = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
                <decision id='d' name='d'><variable name='d'/><literalExpression><text>random number()</text>\
                </literalExpression></decision></definitions>";
    let (_, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(
        problems.iter().any(|problem| problem.message.contains("give a decision its value as an input")),
        "{problems:?}"
    );
}

#[test]
fn the_functions_without_chance_are_there_in_decisions_too() {
    let file = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>\
                <decision id='d' name='d'><variable name='d'/><literalExpression><text>\
                {a: from json(\"[1, 2]\")[2], b: extract(\"a1b22\", \"[0-9]+\"), c: to base64(\"FEEL\"), \
                d: partition([1, 2, 3], 2), e: assert(1, false), f: to json([1])}</text></literalExpression></decision></definitions>";
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.iter().all(|problem| problem.severity != weir_core::Severity::Error), "{problems:?}");
    let answer = decisions.evaluate("d", &serde_json::Map::new(), Timestamp(0)).unwrap();
    let expected = json!({"a": 2, "b": ["1", "22"], "c": "RkVFTA==", "d": [[1, 2], [3]], "e": null, "f": "[1]"});
    assert_eq!(answer.value, expected);
}

#[test]
fn dates_of_early_years_are_read_and_written_with_four_digits() {
    for (text, expected) in [
        ("string(date(-44, 3, 15))", json!("-0044-03-15")),
        ("date(-44, 3, 15)", json!("-0044-03-15")),
        ("date(\"-0044-03-15\") = date(-44, 3, 15)", json!(true)),
        ("date(\"0800-12-25\").year", json!(800)),
        ("string([date(\"-0044-03-15\")])", json!("[-0044-03-15]")),
        ("date and time(\"0004-02-29T24:00:00Z\")", json!("0004-03-01T00:00:00Z")),
        ("date and time(\"-0044-03-15\")", json!("-0044-03-15T00:00:00")),
        ("date(\"-0044-03-15\") < date(\"0044-03-15\")", json!(true)),
        ("string(date(-2017, 12, 31))", json!("-2017-12-31")),
    ] {
        assert_eq!(value(text, &json!({})), Ok(expected), "{text}");
    }
    for text in ["date(\"0000-01-01\")", "date(\"0004-02-30\")", "date(\"044-03-15\")", "date(\"01211-12-31\")"] {
        assert!(value(text, &json!({})).is_err(), "{text}");
    }
}

#[test]
fn what_is_put_instead_is_written_as_xpath_has_it() {
    for (text, expected) in [
        (r#"replace("abc", "b", "\\$")"#, "a$c"),
        (r#"replace("abc", "b", "\\\\")"#, r"a\c"),
        (r#"replace("abc", "(b)", "[$1]")"#, "a[b]c"),
        (r#"replace("abc", "b", "<$0>")"#, "a<b>c"),
        (r#"replace("abc", "(b)", "$12")"#, "ab2c"),
        (r#"replace("abc", "b", "$1")"#, "ac"),
        (r#"replace("aBc", "b", "\\$1", "i")"#, "a$1c"),
        (r#"replace("a.c", ".", "$", "q")"#, "a$c"),
        (r#"replace(input: "abc", pattern: "b", replacement: "\\$")"#, "a$c"),
    ] {
        assert_eq!(value(text, &json!({})), Ok(json!(expected)), "{text}");
    }
    for text in [r#"replace("abc", "b", "$")"#, r#"replace("abc", "b", "$x")"#, r#"replace("abc", "b", "\\n")"#] {
        assert!(value(text, &json!({})).unwrap_err().contains("cannot be put instead"), "{text}");
    }
}

#[test]
fn null_is_the_same_as_null_and_lists_and_contexts_of_the_same_are() {
    let data = json!({"none": null, "list": [1, null], "c": {"a": [1]}});
    for (text, expected) in [
        ("is(null, null)", true),
        ("is(none, null)", true),
        ("is(1, null)", false),
        ("is(null, 1)", false),
        ("is(list, [1, null])", true),
        ("is(list, [1, 2])", false),
        ("is([1], 1)", false),
        ("is(c, {a: [1]})", true),
        ("is(c, {a: [1], b: 2})", false),
        ("is(value1: 1, value2: 1)", true),
    ] {
        assert_eq!(value(text, &data), Ok(json!(expected)), "{text}");
    }
}
