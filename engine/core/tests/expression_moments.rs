//! Moments in time, and what else the standard says of values that a library of FEEL may say otherwise: in processes and in
//! decisions alike.
use serde_json::{Value, json};
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Expression, InZone};
use weir_core::instance::Variables;
use weir_core::time::TimeZone;

fn variables() -> Variables {
    let given = json!({
        "early": "2026-01-01T10:00:00+08:00", "late": "2026-01-01T05:00:00Z", "day": "PT26H", "one": {"a": 1}, "list": [1, 2],
    });
    given.as_object().unwrap().clone().into_iter().collect()
}

/// As a condition or a mapping of a process has it.
fn in_process(text: &str) -> Value {
    let (variables, zone) = (variables(), TimeZone::UTC);
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let seen = InZone { variables: &variables, zone: &zone };
    expression.evaluate(&seen, Timestamp(0).to_jiff()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// As a literal expression of a decision.
fn in_decision(text: &str) -> Value {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    decided(&format!("<literalExpression><text>{text}</text></literalExpression>"))
}

fn decided(logic: &str) -> Value {
    let input = |name: &str| {
        let data = format!("<inputData id='{name}' name='{name}'><variable name='{name}'/></inputData>");
        let need =
            format!("<informationRequirement id='r-{name}'><requiredInput href='#{name}'/></informationRequirement>");
        (data, need)
    };
    let (data, needs): (Vec<String>, Vec<String>) = variables().keys().map(|name| input(name)).unzip();
    let file = format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='d' namespace='urn:d'>{}\
         <decision id='d' name='d'><variable name='d'/>{}{logic}</decision></definitions>",
        data.concat(),
        needs.concat()
    );
    let (decisions, problems) = Decisions::compile(&[File { name: "d.dmn", bytes: file.as_bytes() }]);
    assert!(problems.is_empty(), "{logic}: {problems:?}");
    let inputs: serde_json::Map<String, Value> = variables().into_iter().collect();
    decisions.evaluate("d", &inputs, Timestamp(0)).unwrap_or_else(|error| panic!("{logic}: {error:?}")).value
}

#[test]
fn moments_are_compared_by_what_they_are_in_utc() {
    for (text, expected) in [
        // Two in the morning in UTC is before five, whatever the digits say.
        ("date and time(early) < date and time(late)", json!(true)),
        ("date and time(early) >= date and time(late)", json!(false)),
        ("date and time(early) = @\"2026-01-01T02:00:00Z\"", json!(true)),
        ("date and time(late) > @\"2026-01-01T05:30:00+01:00\"", json!(true)),
        ("@\"2026-01-01T05:00:00+02:00\" < @\"2026-01-01T04:30:00+01:00\"", json!(true)),
        ("date and time(early) in [@\"2026-01-01T01:00:00Z\"..date and time(late)]", json!(true)),
        ("time(\"10:00:00+02:00\") = time(\"08:00:00Z\")", json!(true)),
        ("time(\"10:00:00+02:00\") <= time(\"08:00:00Z\")", json!(true)),
        ("time(\"10:00:00+02:00\") != time(\"08:00:01Z\")", json!(true)),
        ("time(\"10:00:00\") < time(\"10:00:01\")", json!(true)),
        // A time of day is counted in seconds, by every operator.
        ("time(\"10:00:00.1\") = time(\"10:00:00.2\")", json!(true)),
        ("time(\"10:00:00.1\") < time(\"10:00:00.2\")", json!(false)),
        ("count([date and time(early), date and time(late)][item > @\"2026-01-01T10:30:00+08:00\"])", json!(1)),
    ] {
        assert_eq!(in_process(text), expected, "process: {text}");
        assert_eq!(in_decision(text), expected, "decision: {text}");
    }
    // The cells of a table are comparisons too.
    let table = |cell: &str| {
        decided(&format!(
            "<decisionTable hitPolicy='FIRST'><input><inputExpression><text>date and time(early)</text></inputExpression>\
             </input><output/><rule><inputEntry><text>{}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>\
             <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>",
            cell.replace('<', "&lt;").replace('>', "&gt;")
        ))
    };
    for (cell, rule) in [
        ("< date and time(late)", 1),
        ("> date and time(late)", 2),
        ("<= @\"2026-01-01T02:00:00Z\"", 1),
        ("[@\"2026-01-01T02:00:00Z\"..@\"2026-01-01T03:00:00Z\"]", 1),
        ("(@\"2026-01-01T02:00:00Z\"..@\"2026-01-01T03:00:00Z\"]", 2),
        ("not(< date and time(late))", 2),
    ] {
        assert_eq!(table(cell), json!(rule), "{cell}");
    }
}

#[test]
fn moments_move_as_clocks_do() {
    for (text, expected) in [
        ("time(\"23:00:00\") + duration(\"PT2H\")", json!("01:00:00")),
        ("(time(\"23:00:00\") + duration(\"PT2H\")).hour", json!(1)),
        ("time(\"01:00:00Z\") - duration(day)", json!("23:00:00Z")),
        ("time(\"12:00:00\") + duration(\"-P1DT1H\")", json!("11:00:00")),
        ("duration(\"PT90M\") + time(\"23:00:00+08:00\")", json!("00:30:00+08:00")),
        // Berlin's clocks go from two to three on 29 March, and from three to two on 25 October.
        ("@\"2026-03-29T01:30:00@Europe/Berlin\" + duration(\"PT1H\")", json!("2026-03-29T03:30:00@Europe/Berlin")),
        ("string(@\"2026-10-25T03:30:00@Europe/Berlin\" - @\"2026-10-25T01:30:00@Europe/Berlin\")", json!("PT3H")),
        ("@\"2026-03-29T03:30:00@Europe/Berlin\" - duration(\"PT1H\")", json!("2026-03-29T01:30:00@Europe/Berlin")),
        ("date and time(late) + duration(day)", json!("2026-01-02T07:00:00Z")),
        ("date(\"2026-01-31\") + duration(\"P1M\")", json!("2026-02-28")),
        ("duration(\"-P1DT12H\").days", json!(-1)),
        ("duration(\"-PT36H\").hours", json!(-12)),
        ("duration(\"PT36H\").hours", json!(12)),
        ("duration(\"-P1Y2M\").years", json!(-1)),
        ("{days: 3}.days", json!(3)),
        ("10 - 3 - 2", json!(5)),
        ("\"a\" + \"b\"", json!("ab")),
    ] {
        assert_eq!(in_process(text), expected, "process: {text}");
        assert_eq!(in_decision(text), expected, "decision: {text}");
    }
}

#[test]
fn a_single_value_is_a_list_of_one() {
    for (text, expected) in [
        ("one[a = 1]", json!([{"a": 1}])),
        ("one[a = 2]", json!([])),
        ("100[item > 10]", json!([100])),
        ("1[1]", json!(1)),
        ("list[item > 1]", json!([2])),
        ("list contains(1, 1)", json!(true)),
        ("append(1, 2)", json!([1, 2])),
        ("reverse(1)", json!([1])),
        ("sublist(list, 2)", json!([2])),
        ("flatten(1)", json!([1])),
        ("distinct values(\"a\")", json!(["a"])),
    ] {
        assert_eq!(in_process(text), expected, "process: {text}");
        assert_eq!(in_decision(text), expected, "decision: {text}");
    }
}

/// In a process that is a fault; the standard gives a decision its `else`.
#[test]
fn what_is_not_true_is_the_else_of_a_decision() {
    for text in ["if \"a\" then 1 else 2", "if null then 1 else 2", "if early then 1 else 2", "if 1 > 2 then 1 else 2"]
    {
        assert_eq!(in_decision(text), json!(2), "{text}");
    }
    assert_eq!(in_decision("if 2 > 1 then 1 else 2"), json!(1));
}

#[test]
fn null_is_neither_the_least_nor_the_greatest_wherever_it_stands() {
    for text in [
        "max(1, null)",
        "max(null, 1)",
        "min(1, null)",
        "min(null, 1)",
        "max([1, null])",
        "min([null, 1])",
        "max(list: [2, null, 1])",
        "min(1, one.b, 2)",
        "max([])",
        "max(null)",
    ] {
        assert_eq!(in_decision(text), json!(null), "{text}");
    }
    for (text, expected) in [
        ("max(1, 3, 2)", json!(3)),
        ("min([4, 3])", json!(3)),
        ("max(list: list)", json!(2)),
        ("min(\"b\", \"a\")", json!("a")),
        ("max(5)", json!(5)),
        ("list[item = max(list)][1]", json!(2)),
    ] {
        assert_eq!(in_decision(text), expected, "{text}");
    }
    assert_eq!(in_process("max(1, 3, 2)"), json!(3));
    for text in ["max([1, null])", "max([null, 1])", "min(1, null)"] {
        let expression = Expression::compile(text).unwrap();
        let (variables, zone) = (variables(), TimeZone::UTC);
        let seen = InZone { variables: &variables, zone: &zone };
        assert!(expression.evaluate(&seen, Timestamp(0).to_jiff()).is_err(), "{text}: a null is no number here");
    }
}

#[test]
fn a_number_that_cannot_be_held_is_null_in_what_is_made_of_it() {
    for (text, expected) in [
        ("9e6144 * 10", json!(null)),
        ("9e6144 * 10 = null", json!(true)),
        ("if 9e6144 * 10 > 5 then \"large\" else \"none\"", json!("none")),
        ("1 / (9e6144 * 10)", json!(null)),
        ("string(9e6144 + 9e6144)", json!(null)),
        ("-9e6144 - 9e6144 < 0", json!(null)),
        ("sum([9e6144, 9e6144]) = null", json!(true)),
        ("(10 ** 6000) * (10 ** 6000) = null", json!(true)),
        ("number(\"9e9999\", null, null) = null", json!(true)),
        ("9e6144 > 5", json!(true)),
        ("2 * 3 + 4 / 2", json!(8)),
    ] {
        assert_eq!(in_decision(text), expected, "{text}");
    }
}

#[test]
fn to_go_through_null_gives_null() {
    for (text, expected) in [
        ("for x in null return x", json!(null)),
        ("for x in one.b return x", json!(null)),
        ("for x in list, y in one.b return x", json!(null)),
        ("for x in list return x * 2", json!([2, 4])),
        ("for x in one.a return x", json!([1])),
        ("for x in list return for y in one.b return x", json!([null, null])),
        ("for x in list, y in list[item > 1] return x * y", json!([2, 4])),
    ] {
        assert_eq!(in_decision(text), expected, "{text}");
    }
}

#[test]
fn the_text_of_a_value_can_be_read_again() {
    for (text, expected) in [
        (r#"string({a: "say \"hi\""})"#, r#"{a: "say \"hi\""}"#),
        (r#"string([{a: "x\\y", b: ["\"", 1]}])"#, r#"[{a: "x\\y", b: ["\"", 1]}]"#),
        (r#"string({a: "plain", b: null, c: {d: 1.50}})"#, r#"{a: "plain", b: null, c: {d: 1.50}}"#),
        (r#"string("say \"hi\"")"#, r#"say "hi""#),
        (r#"string(from: ["\""])"#, r#"["\""]"#),
    ] {
        let told = in_decision(text);
        assert_eq!(told, json!(expected), "{text}");
        assert_eq!(in_process(text), json!(expected), "{text}");
        if text.contains('{') {
            assert!(Expression::compile(told.as_str().unwrap()).is_ok(), "{told} is FEEL");
        }
    }
}

/// The calendar goes on behind the year 9999: in these years and in others, what lies earlier in UTC is less.
#[test]
fn far_moments_are_compared_and_moved_like_near_ones() {
    for (text, expected) in [
        // Whoever says until when something holds says the last day there is.
        ("@\"2026-01-01T10:00:00Z\" < @\"9999-12-31T23:59:59+08:00\"", json!(true)),
        ("@\"9999-12-31T23:30:00-05:00\" > @\"9999-12-31T23:30:00Z\"", json!(true)),
        ("@\"9999-12-31T23:30:00-05:00\" = @\"10000-01-01T04:30:00Z\"", json!(true)),
        ("@\"-9999-01-01T00:00:00+05:00\" < @\"-9999-01-01T00:00:00Z\"", json!(true)),
        ("@\"262142-12-31T23:59:59-01:00\" = @\"262142-12-31T23:59:59-01:00\"", json!(true)),
        // In July clocks of Berlin are two hours ahead, whichever year it is.
        ("@\"20000-07-02T00:00:00@Europe/Berlin\" = @\"20000-07-01T22:00:00Z\"", json!(true)),
        ("@\"20000-01-02T00:00:00@Europe/Berlin\" = @\"20000-01-01T23:00:00Z\"", json!(true)),
        ("@\"9999-12-31T23:30:00@Europe/Berlin\" + duration(\"PT1H\")", json!("10000-01-01T00:30:00@Europe/Berlin")),
        ("@\"9999-12-31T23:30:00Z\" + duration(\"P1DT1H\")", json!("10000-01-02T00:30:00Z")),
        ("@\"2024-02-28T23:30:00+05:30\" + duration(\"PT1H\")", json!("2024-02-29T00:30:00+05:30")),
        ("@\"1900-03-01T00:00:00\" - duration(\"PT1S\")", json!("1900-02-28T23:59:59")),
        ("@\"2000-03-01T00:00:00\" - duration(\"PT0.001S\")", json!("2000-02-29T23:59:59.999")),
        ("string(@\"9999-12-31T23:30:00-05:00\" - @\"9999-12-31T23:30:00Z\")", json!("PT5H")),
        ("string(date(\"2024-03-01\") - date(\"2024-02-01\"))", json!("P29D")),
        ("string(date(\"1970-01-01\") - date(\"1969-12-31\"))", json!("P1D")),
        ("string(date(\"2000-01-01\") - date(\"1900-01-01\"))", json!("P36524D")),
        ("date(\"262142-12-31\").weekday", json!(1)),
    ] {
        assert_eq!(in_process(text), expected, "process: {text}");
        assert_eq!(in_decision(text), expected, "decision: {text}");
    }
    // What lies behind the last or before the first day there is has no value; nothing breaks down over it.
    for text in [
        "@\"262142-12-31T23:59:59Z\" + duration(\"PT1S\")",
        "@\"-262143-01-01T00:00:00Z\" - duration(\"PT1S\")",
        "@\"-262143-01-01T00:00:00\" - duration(\"PT1S\")",
        "@\"2024-01-01T00:00:00@Europe/Berlin\" + duration(\"P999999999Y\")",
        "date(\"2400-01-01\") - date(\"2000-01-01\")",
        "date(999999999, 12, 31)",
        "duration(\"P1Y99999999999999999999M\")",
        "duration(\"PT99999999999999999999H1M\")",
    ] {
        assert_eq!(in_decision(text), json!(null), "{text}");
    }
}

/// XML Schema Part 2, 3.2.7 and 3.2.6: the digits behind the point are those of the value.
#[test]
fn fractions_of_a_second_are_what_is_written() {
    for (text, expected) in [
        ("string(date and time(\"2020-01-01T10:00:00.000065Z\"))", json!("2020-01-01T10:00:00.000065Z")),
        (
            "string(date and time(\"2020-01-01T10:00:00.531523055@Europe/Berlin\"))",
            json!("2020-01-01T10:00:00.531523055@Europe/Berlin"),
        ),
        ("string(time(\"10:00:00.000129\"))", json!("10:00:00.000129")),
        ("string(duration(\"PT1.000251S\"))", json!("PT1.000251S")),
        ("string(time(\"10:00:00.25+05:30\"))", json!("10:00:00.25+05:30")),
        ("string(time(\"10:00:00.9999999999\"))", json!("10:00:00.999999999")),
        (
            "date and time(\"2020-01-01T10:00:00.000065Z\") = date and time(\"2020-01-01T11:00:00.000065+01:00\")",
            json!(true),
        ),
    ] {
        assert_eq!(in_process(text), expected, "process: {text}");
        assert_eq!(in_decision(text), expected, "decision: {text}");
    }
}

/// As JSON each is the text that FEEL reads it from: with its zone, its offset, or neither.
#[test]
fn moments_as_json_keep_their_zones_and_are_read_again() {
    for (made, text) in [
        ("date and time", "2020-07-31T14:27:30@Europe/Berlin"),
        ("date and time", "2020-07-31T14:27:30+02:00"),
        ("date and time", "2020-07-31T14:27:30.000065Z"),
        ("date and time", "2020-07-31T14:27:30"),
        ("date and time", "20000-12-31T10:00:00@Europe/Berlin"),
        ("date and time", "-0044-03-15T12:00:00Z"),
        ("date", "-0044-03-15"),
        ("date", "262142-12-31"),
        ("time", "14:27:30@Europe/Berlin"),
        ("time", "14:27:30+05:30"),
        ("time", "14:27:30.25Z"),
        ("time", "14:27:30"),
        ("duration", "-P1DT2H"),
        ("duration", "P999999999Y11M"),
    ] {
        let value = format!("{made}(\"{text}\")");
        let expected = serde_json::to_string(text).unwrap();
        let nested = format!("to json({{a: [{value}]}})");
        for said in [in_process, in_decision] {
            assert_eq!(said(&format!("to json({value})")), json!(expected), "{value}");
            assert_eq!(said(&nested), json!(format!("{{\"a\":[{expected}]}}")), "{nested}");
            assert_eq!(said(&format!("{made}(from json(to json({value}))) = {value}")), json!(true), "{value}");
        }
    }
}
