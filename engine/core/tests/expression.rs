//! What expressions give, what they need, and where they may run.

use serde_json::{Value, json};
use weir_core::expression::{Bound, Expression, Now, Reason};

const NOW: &str = "2024-02-29T12:30:15.5Z";

fn now() -> Now {
    NOW.parse().unwrap()
}

fn check(text: &str, variables: &Value, expected: &Value) {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let found = expression.evaluate(variables.as_object().unwrap(), now());
    let found = found.unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(&found, expected, "{text} with {variables}");
}

#[test]
fn a_number_is_rounded_to_as_many_digits_as_the_standard_allows() {
    for (text, value) in [
        ("round down(5.5, 6176)", json!(5.5)),
        ("round half up(5.5, 6150 + 26)", json!(5.5)),
        ("round up(n: 5.5, scale: 6176)", json!(5.5)),
        ("round half down(5.55, 1)", json!(5.5)),
        ("round down(5.5, 6177)", json!(null)),
        ("round down(5.5, -6112)", json!(null)),
    ] {
        let expression = weir_core::expression::Expression::compile(text).unwrap();
        let given = expression.evaluate(&serde_json::Map::new(), weir_core::expression::Now::UNIX_EPOCH);
        assert_eq!(given.ok().unwrap_or_default(), value, "{text}");
    }
}

#[test]
fn values_of_every_construct() {
    let order =
        json!({"order": {"id": "A-1", "total": 12.5, "lines": [{"price": 2, "pieces": 3}, {"price": 5, "pieces": 1}]}});
    let none = json!({});
    for (text, variables, expected) in [
        ("1 + 2 * 3", &none, json!(7)),
        ("= 1 + 1", &none, json!(2)),
        ("  =1", &none, json!(1)),
        ("0.1 + 0.2", &none, json!(0.3)),
        ("2 ** 10", &none, json!(1024)),
        ("10 / 4", &none, json!(2.5)),
        ("-(3 - 5)", &none, json!(2)),
        ("null", &none, json!(null)),
        ("\"a\" + \"b\"", &none, json!("ab")),
        ("not(true)", &none, json!(false)),
        ("true and false or true", &none, json!(true)),
        ("if 1 > 2 then \"x\" else \"y\"", &none, json!("y")),
        ("if(1 < 2)then(3)else(4)", &none, json!(3)),
        ("5 between 1 and 10", &none, json!(true)),
        ("5 in [1..10]", &none, json!(true)),
        ("5 in (1, 2, 5)", &none, json!(true)),
        ("5 in (< 3, > 4)", &none, json!(true)),
        ("{a: 1, b: a + 1}.b", &none, json!(2)),
        ("{b: 2, a: [1, null]}", &none, json!({"a": [1, null], "b": 2})),
        ("[3, 1, 2][2]", &none, json!(1)),
        ("[3, 1, 2][-1]", &none, json!(2)),
        ("[1, 2, 3, 4][item > 2]", &none, json!([3, 4])),
        ("for i in 1..3 return i * i", &none, json!([1, 4, 9])),
        ("for i in [1..3] return i", &none, json!([1, 2, 3])),
        ("for i in 3..1 return i", &none, json!([3, 2, 1])),
        ("for x in [1, 2], y in [10, 20] return x + y", &none, json!([11, 21, 12, 22])),
        ("some x in [1, 2] satisfies x > 1", &none, json!(true)),
        ("every x in [1, 2], y in [1, 2] satisfies x + y < 5", &none, json!(true)),
        ("some x in [{l: [1]}, {l: [7]}], y in x.l satisfies y > 5", &none, json!(true)),
        ("date(\"2024-02-29\") + duration(\"P1Y\")", &none, json!("2025-02-28")),
        ("@\"2024-02-29\".year", &none, json!(2024)),
        ("date and time(\"2024-01-01T10:00:00Z\") > @\"2023-01-01T00:00:00Z\"", &none, json!(true)),
        ("duration(\"PT36H\")", &none, json!("P1DT12H")),
        ("duration(\"P14M\")", &none, json!("P1Y2M")),
        ("time(\"10:00:00Z\")", &none, json!("10:00:00Z")),
        ("string length(\"中文\")", &none, json!(2)),
        ("string(1.50)", &none, json!("1.50")),
        ("upper case(substring(\"weir\", 1, 2))", &none, json!("WE")),
        ("count([1, 2, 3])", &none, json!(3)),
        ("sum([1, 2, 3])", &none, json!(6)),
        ("max(1, 5, 3)", &none, json!(5)),
        ("modulo(10, 3)", &none, json!(1)),
        ("decimal(1.005, 2)", &none, json!(1)),
        ("round half up(2.5, 0)", &none, json!(3)),
        ("substring(string: \"foobar\", start position: 3)", &none, json!("obar")),
        ("list contains([1, 2], 2)", &none, json!(true)),
        ("matches(\"abc123\", \"[a-z]+[0-9]{3}\")", &none, json!(true)),
        ("replace(\"aXbX\", \"X\", \"-\")", &none, json!("a-b-")),
        ("split(\"a;b\", \";\")", &none, json!(["a", "b"])),
        ("get value({a: 1}, \"a\")", &none, json!(1)),
        ("5 instance of number", &none, json!(true)),
        ("\"x\" instance of number", &none, json!(false)),
        ("[1] instance of list<number>", &none, json!(true)),
        ("// a remark\n1 /* and another */ + 1", &none, json!(2)),
        ("order.total", &order, json!(12.5)),
        ("order", &order, order["order"].clone()),
        ("order.lines.price", &order, json!([2, 5])),
        ("order.lines[price > 2].pieces", &order, json!([1])),
        ("order.lines[1].price", &order, json!(2)),
        ("count(order.lines[pieces > 0])", &order, json!(2)),
        ("sum(for l in order.lines return l.price * l.pieces)", &order, json!(11)),
        ("order.absent", &order, json!(null)),
        ("order.absent = null", &order, json!(true)),
        ("absent = null", &none, json!(true)),
        ("if absent = null then 1 else absent", &none, json!(1)),
        ("for i in 1..count(order.lines) return order.lines[i].price", &order, json!([2, 5])),
    ] {
        check(text, variables, &expected);
    }
}

#[test]
fn numbers_keep_what_json_can_carry() {
    for (number, expected) in [
        (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_994_i64)),
        (json!(u64::MAX - 1), json!(u64::MAX)),
        (json!(0.1), json!(1.1)),
        (json!(1e300), json!(1e300)),
        (json!(-1.0), json!(0)),
    ] {
        check("n + 1", &json!({ "n": number }), &expected);
    }
    check("n", &json!({"n": 12_345_678_901_234_567_890_u64}), &json!(12_345_678_901_234_567_890_u64));
    check("10000000000000000000000", &json!({}), &json!(1e22));
    let lost = Expression::compile("12345678901234567890123").unwrap().evaluate(&serde_json::Map::new(), now());
    assert_eq!(lost.unwrap_err().code(), "number-not-exact");
}

#[test]
fn variables_may_be_named_like_functions_and_functions_stay_functions() {
    let data = json!({"count": 7, "date": "2024-01-01", "now": "later", "list": [{"count": 1}, {"count": 5}]});
    check("count + count(list)", &data, &json!(9));
    check("date(date) = @\"2024-01-01\"", &data, &json!(true));
    check("now", &data, &json!("later"));
    check("string(today()) + now", &data, &json!("2024-02-29later"));
    check("list[count > 2].count", &data, &json!([5]));
    check("list[count(list) > 1 and count > 2].count", &data, &json!([5]));
    check("mode", &json!({"mode": 3}), &json!(3));
    check("date - time", &json!({"date": 3, "time": 1}), &json!(2));
}

#[test]
fn names_may_hold_blanks_signs_and_any_script() {
    let data = json!({"Credit Score": 600, "base-rate": 2, "a": 5, "b": 3, "金额": 1500});
    let check = |text: &str, names: &[&str], expected: Value| {
        let expression = Expression::compile_with_names(text, names).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(expression.evaluate(data.as_object().unwrap(), now()).unwrap(), expected, "{text}");
    };
    check("Credit Score + base-rate", &["Credit Score", "base-rate"], json!(602));
    check("Credit  Score > 500 and base-rate < 3", &["Credit Score", "base-rate"], json!(true));
    check("a-b", &[], json!(2));
    check("a - b", &[], json!(2));
    check("a*b+a/b-a", &[], json!(11.666_666_666_666_666));
    check("金额 > 1000 and 金额 < 2000", &[], json!(true));
    check("{\"total amount\": a}", &[], json!({"total amount": 5}));
}

#[test]
fn now_and_today_are_the_time_of_the_step() {
    check("now()", &json!({}), &json!("2024-02-29T12:30:15.5Z"));
    check("today()", &json!({}), &json!("2024-02-29"));
    check("now() = date and time(\"2024-02-29T12:30:15.5Z\")", &json!({}), &json!(true));
    check("[1, 2][now() > @\"2024-01-01T00:00:00Z\"]", &json!({}), &json!([1, 2]));
    check("date(due) < today()", &json!({"due": "2024-02-28"}), &json!(true));
    let nested = Expression::compile("{f: function(x) now(), g: f(1)}.g").unwrap();
    assert_eq!(nested.evaluate_unbounded(json!({}).as_object().unwrap(), now()), Ok(json!("2024-02-29T12:30:15.5Z")));
}

#[test]
fn variables_are_the_free_root_names() {
    for (text, variables, required) in [
        ("a.b + c", "a c", "a c"),
        ("a.b.c[1].d", "a", "a"),
        ("orders[amount > limit]", "amount limit orders", "orders"),
        ("orders[item.amount > limit]", "limit orders", "orders"),
        ("for x in xs return x + y", "xs y", "xs y"),
        ("some x in xs, y in x.ys satisfies y > z", "xs z", "xs z"),
        ("{a: 1, b: a + c}", "c", "c"),
        ("count(list) > today().year", "list", "list"),
        ("substring(string: s, start position: 3)", "s", "s"),
        ("x instance of number", "x", "x"),
        ("if a then b else c", "a b c", "a b c"),
        ("a in (b, [c..d])", "a b c d", "a b c d"),
        ("\"a + b\" // c", "", ""),
        ("time > 3 and duration", "duration time", "duration time"),
        ("string length(string)", "string", "string"),
    ] {
        let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let join = |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(" ");
        let found = (join(expression.variables()), join(expression.required()));
        assert_eq!(found, (variables.into(), required.into()), "{text}");
    }
}

#[test]
fn every_expression_is_bounded_or_says_why_not() {
    use Reason::{Partial, Pattern, RangeFromData, RangeText, TooManySteps, UserFunction};
    for (text, expected) in [
        ("a > b and c.d = \"x\"", None),
        ("a + b * c ** 2", None),
        ("10 ** 10 ** 10", None),
        ("x in [1..1000000000]", None),
        ("if a then [b] else {c: d}", None),
        ("orders[amount > 3][1]", None),
        ("some o in orders, l in o.lines satisfies l > 3", None),
        ("for a in as, b in bs, c in cs return a + b + c", None),
        ("for i in 1..1000 return i", None),
        ("for i in 1..count(xs) return xs[i]", None),
        ("sum(xs) + count(xs) + string length(s)", None),
        ("distinct values(xs)", None),
        ("matches(s, \"[a-z]{3}\")", None),
        ("list contains([1..3], x)", None),
        ("string join(xs, \",\")", None),
        ("for i in 1..n return i", Some(RangeFromData)),
        ("for i in a..b return i", Some(RangeFromData)),
        ("for i in [1..n] return i", Some(RangeFromData)),
        ("for i in 1e30..1e30 return i", Some(RangeFromData)),
        ("for d in @\"2020-01-01\"..@\"2030-01-01\" return d", Some(RangeFromData)),
        ("for i in 1..100000 return i", Some(TooManySteps)),
        ("for i in 1..1000000000 return i", Some(TooManySteps)),
        ("for a in 1..200 return for b in 1..200 return for c in 1..200 return 1", Some(TooManySteps)),
        ("some x in for i in 1..1000000 return i satisfies x > 1", Some(TooManySteps)),
        ("for x in xs return sum(partial) + x", Some(Partial)),
        ("{f: function(x) x + 1, y: f(2)}.y", Some(UserFunction)),
        ("{f: function(n) f(n), y: f(2)}.y", Some(UserFunction)),
        ("sort(xs, function(a, b) a < b)", Some(UserFunction)),
        ("matches(s, pattern)", Some(Pattern)),
        ("matches(input: s, pattern: pattern)", Some(Pattern)),
        ("matches(s, \"((a{500}){500}){500}\")", Some(Pattern)),
        ("replace(s, p, \"\")", Some(Pattern)),
        ("split(s, d)", Some(Pattern)),
        ("range(s)", Some(RangeText)),
        (&doubling(40), Some(TooManySteps)),
    ] {
        let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(expression.bound(), expected.map_or(Bound::Bounded, Bound::Unbounded), "{text}");
    }
}

/// Every entry is twice as long as the one before.
fn doubling(times: usize) -> String {
    let entries = (1..times).map(|i| format!("a{i}: concatenate(a{0}, a{0})", i - 1)).collect::<Vec<_>>();
    format!("{{a0: [1], {}}}", entries.join(", "))
}

#[test]
fn large_data_send_a_bounded_expression_to_the_child() {
    let data = json!({"xs": (0..20_000).collect::<Vec<_>>()});
    let data = data.as_object().unwrap();
    for text in ["for x in xs return x", "some x in xs, y in xs satisfies x + y = 3", "distinct values(xs)"] {
        let error = Expression::compile(text).unwrap().evaluate(data, now()).unwrap_err();
        assert_eq!((error.code(), error.needs_child()), ("feel-too-costly", true), "{text}");
    }
    for text in ["some x in xs satisfies x = 19999", "count(xs[item > 3]) = 19996", "sum(xs) > 3"] {
        assert_eq!(Expression::compile(text).unwrap().condition(data, now()), Ok(true), "{text}");
    }
}

#[test]
fn values_are_those_of_the_library() {
    for text in [
        "1 / 3",
        "2 ** 0.5",
        "\"a\" < \"b\"",
        "[1, 2, 3][item >= 2]",
        "for i in 1..4 return i ** 2",
        "date(\"2024-01-31\") + duration(\"P1M\")",
        "date and time(\"2024-01-31T10:00:00Z\") - date and time(\"2024-01-30T09:00:00Z\")",
        "years and months duration(date(\"2020-01-01\"), date(\"2024-03-01\"))",
        "day of week(date(\"2024-02-29\"))",
        "string join([\"a\", \"b\"], \"-\")",
        "overlaps([1..5], [3..8])",
        "context put({a: 1}, \"b\", 2)",
        "get entries({a: 1})",
        "median([1, 2, 3, 4])",
        "stddev([2, 4, 7, 5])",
        "flatten([1, [2, [3]]])",
        "if 1 in (1..3) then \"in\" else \"out\"",
    ] {
        let scope = dsntk_feel::FeelScope::default();
        let tree = dsntk_feel_parser::parse_expression(&scope, text, false).unwrap();
        let direct = dsntk_feel_evaluator::evaluate(&scope, &tree);
        let ours = Expression::compile(text).unwrap().evaluate(json!({}).as_object().unwrap(), now()).unwrap();
        let shown = match &ours {
            Value::String(text) if direct.is_string() => format!("{text:?}"),
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                let theirs: f64 = direct.to_string().parse().unwrap();
                assert!((theirs - number.as_f64().unwrap()).abs() < 1e-12, "{text}");
                continue;
            }
            other => {
                other.to_string().replace(',', ", ").replace("\":", ": ").replace("{\"", "{").replace(", \"", ", ")
            }
        };
        assert_eq!(shown, direct.to_string(), "{text}");
    }
}
