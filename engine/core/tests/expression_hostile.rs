//! Whatever people write, or attack with: an answer or an error, soon, never an abort.
#![expect(clippy::disallowed_methods, reason = "these tests measure time")]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use weir_core::expression::{Bound, Expression, Now};

/// Compiles and, if that is allowed in process, evaluates. Gives the code of the error, or what became of it.
fn outcome(text: &str) -> String {
    let data = json!({"a": 1, "b": "x", "c": [1, 2, 3], "d": {"e": null}, "n": 1e300});
    let expression = match Expression::compile(text) {
        Ok(expression) => expression,
        Err(error) => return error.code().to_owned(),
    };
    assert!(!expression.text().is_empty() && format!("{expression:?}").len() > 3);
    let condition = expression.condition(data.as_object().unwrap(), Now::UNIX_EPOCH);
    let value = expression.evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH);
    if let Ok(value) = condition {
        assert!(expression.bound() == Bound::Bounded && matches!(value, true | false));
    }
    value.map_or_else(|error| error.code().to_owned(), |_: Value| "value".to_owned())
}

/// Generous: the tests share a busy machine and run without optimisation.
const SOON: Duration = Duration::from_mins(1);

fn check(name: &str, text: &str, expected: &[&str]) {
    let start = Instant::now();
    let found = outcome(text);
    assert!(expected.contains(&found.as_str()), "{name}: {found}");
    assert!(start.elapsed() < SOON, "{name} took {:?}", start.elapsed());
}

#[test]
fn deep_and_long_texts_are_refused() {
    let deep = ["feel-too-deep", "feel-too-long"];
    for times in [150, 700, 2_000, 5_000, 100_000] {
        for (name, text) in [
            ("sums", format!("1{}", "+1".repeat(times))),
            ("names", format!("a{}", " + a".repeat(times))),
            ("powers", format!("1{}", "**1".repeat(times))),
            ("ands", format!("true{}", " and true".repeat(times))),
            ("signs", format!("{}1", "-".repeat(times))),
            ("nots", format!("{}true{}", "not(".repeat(times), ")".repeat(times))),
            ("lists", format!("{}{}", "[".repeat(times), "]".repeat(times))),
            ("contexts", format!("{}1{}", "{a:".repeat(times), "}".repeat(times))),
            ("ifs", format!("{}1{}", "if true then ".repeat(times), " else 2".repeat(times))),
            ("paths", format!("a{}", ".a".repeat(times))),
            ("filters", format!("a{}", "[1]".repeat(times))),
            ("calls", format!("abs{}", "(1)".repeat(times))),
            ("loops", format!("{}1", "for i in [1] return ".repeat(times))),
            ("quantifiers", format!("{}true", "some i in [1] satisfies ".repeat(times))),
            ("functions", format!("{}1", "function() ".repeat(times))),
            ("tests", format!("{}1", "< ".repeat(times))),
            ("types", format!("a instance of {}number{}", "list<".repeat(times), ">".repeat(times))),
            ("domains", format!("{}[1]{}", "[for a in ".repeat(times), " return a]".repeat(times))),
            ("domains after commas", format!("[{}1]", "for a in 1, a in ".repeat(times))),
        ] {
            let mut expected = deep.to_vec();
            expected.extend(
                ["feel-syntax", "feel-unsupported"].iter().filter(|_| name.contains("domains") || name == "calls"),
            );
            check(name, &text, &expected);
        }
    }
}

#[test]
fn the_deepest_that_is_allowed_fits_the_stack() {
    for (name, first, more, last) in [
        ("sums", "1", " + 1", ""),
        ("faults", "d.e", " / 1", ""),
        ("differences", "d.e", " - 1", ""), // the library alone would evaluate these 2⁹⁷ times
        ("differences of differences", "1 - (", ")", "d.e"),
        ("filters", "c", "[1]", ""),
        ("filters by data", "c", "[b]", ""),
        ("nested filters by data", "c[", "]", "b"),
        ("paths", "d", ".d", ""),
        ("loops", "for i in [1] return ", "", "1"),
        ("quantifiers", "some i in [1] satisfies ", "", "d.e"),
        ("ifs", "if true then ", " else 1", "d.e"),
        ("contexts", "{a: ", "}", "d.e"),
        ("calls", "not(", ")", "d.e"),
        ("tests", "[1", "]", "[1]"),
        ("nested filters", "[1][", "]", "1"),
    ] {
        let text = |times: usize| match last {
            "" => format!("{first}{}", more.repeat(times)),
            last => format!("{}{last}{}", first.repeat(times), more.repeat(times)),
        };
        let times = (1..=99).rev().find(|times| Expression::compile(&text(*times)).is_ok()).unwrap();
        assert!(times > 30, "{name} {times}");
        let start = Instant::now();
        let _ = outcome(&text(times));
        assert!(start.elapsed() < SOON, "{name} × {times} took {:?}", start.elapsed());
    }
}

#[test]
fn brackets_and_breadth_cost_little() {
    for times in [100, 500, 1_500, 4_000, 100_000] {
        for (name, text) in [
            ("brackets", format!("{}1{}", "(".repeat(times), ")".repeat(times))),
            ("open brackets", "(".repeat(times)),
            ("closed brackets", ")".repeat(times)),
            ("open lists", "[".repeat(times)),
            ("broad list", format!("[{}1]", "1,".repeat(times))),
            ("broad names", format!("[{}1]", (0..times).map(|i| format!("v{i}, ")).collect::<Vec<_>>().concat())),
            (
                "broad context",
                format!("{{{}z: 1}}", (0..times).map(|i| format!("k{i}: 1, ")).collect::<Vec<_>>().concat()),
            ),
            ("broad call", format!("max({}1)", "1,".repeat(times))),
            ("words", "a ".repeat(times)),
            ("apostrophes", "a'".repeat(times)),
            ("quantified lists", format!("some {} satisfies true", vec!["x in [1]"; times].join(", "))),
            ("ranges", format!("1{}", "..1".repeat(times))),
            ("remarks", "/* */ ".repeat(times) + "1"),
            ("blanks", " ".repeat(times) + "1"),
            ("long name", "x".repeat(times)),
            ("long number", "9".repeat(times)),
            ("long string", format!("\"{}\"", "y".repeat(times))),
            ("escapes", format!("\"{}\"", "\\u00e9".repeat(times))),
        ] {
            let start = Instant::now();
            let _ = outcome(&text);
            assert!(start.elapsed() < SOON, "{name} × {times} took {:?}", start.elapsed());
        }
    }
}

#[test]
fn odd_texts_are_errors_or_values() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("\"unclosed", "feel-syntax"),
        ("\"", "feel-syntax"),
        ("\"\\", "feel-syntax"),
        ("\"\\uD83D\\uDCA9\"", "value"),
        ("\"\\uD83D\\uDC40\"", "feel-syntax"), // the library breaks down on some surrogates
        ("\"\\u12\"", "feel-syntax"),
        ("\0", "feel-syntax"),
        ("a\0b", "feel-syntax"),
        ("\u{feff}1", "value"),
        ("💥", "feel-missing-variable"),
        ("\"💥\"", "value"),
        ("💥 + 1", "feel-missing-variable"),
        ("/* open", "feel-syntax"),
        ("=", "feel-syntax"),
        ("==1", "feel-not-data"),
        ("@", "feel-syntax"),
        ("@\"\"", "feel-literal"),
        ("@\"P999999999999Y\"", "value"),
        ("1e999999999", "feel-literal"),
        ("a;b", "feel-syntax"),
        ("$a", "feel-syntax"),
        ("1 2", "feel-syntax"),
        ("}", "feel-syntax"),
        ("]1..2[", "feel-not-data"),
        ("{a: 1, a: 2}", "feel-fault"),
        ("function(x) external {}", "feel-external-function"),
        ("{f: function(x) external {java: {}}}.f(1)", "feel-external-function"),
        ("{f: function(x) f(x), y: f(1)}", "feel-unbounded"),
        ("for i in 1..1000000000 return i", "feel-unbounded"),
        ("for i in -1e15..1e15 return i", "feel-unbounded"),
        ("for i in 1..a return i", "feel-unbounded"),
        ("sort(c, function(x, y) x < y)", "feel-unbounded"),
        ("for x in c return partial", "feel-unbounded"),
        ("range(b)", "feel-unbounded"),
        ("10**10**10", "value"),
        ("10**(10**10)", "feel-fault"),
        ("9**999999999", "feel-fault"),
        ("(10**6000)*(10**6000)", "feel-number"),
        ("string((10**6000)*(10**6000))", "feel-panic"),
        ("n * n", "feel-number"),
        ("n + n", "value"),
        ("0 / 0", "feel-fault"),
        ("exp(1e10)", "feel-fault"),
        ("decimal(1, 1e10)", "feel-fault"),
        ("round up(1, 999999999)", "feel-fault"),
        ("count([1..10])", "value"),
        ("list contains([1..1000000000], 5)", "feel-fault"),
        ("5 in [1..1000000000]", "value"),
        ("substring(\"abc\", 999999999999)", "feel-fault"),
        ("substring(\"abc\", -1e30)", "feel-fault"),
        ("sublist([1], 1, 1e30)", "feel-fault"),
        ("insert before([1], 1e18, 2)", "feel-fault"),
        ("duration(\"P999999999999Y\")", "value"),
        ("date(\"2024-01-01\") + duration(\"P999999999999Y\")", "feel-fault"),
        ("duration(\"P99999999999999999999D\")", "feel-fault"),
        ("date(\"999999999-12-31\") + duration(\"P1D\")", "feel-fault"),
        ("date(999999999, 12, 31)", "feel-fault"),
        ("date and time(\"2024-01-01T00:00:00Z\") + duration(\"P999999999Y\")", "feel-fault"),
        ("matches(\"x\", \"(\")", "feel-fault"),
        ("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a*)*b\")", "value"),
    ] {
        let start = Instant::now();
        let found = outcome(text);
        if found != expected {
            wrong.push(format!("{text}: {found}, not {expected}"));
        }
        assert!(start.elapsed() < SOON, "{text} took {:?}", start.elapsed());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_megabyte_is_refused_at_once() {
    check("text", &"x + ".repeat(250_000), &["feel-too-long"]);
    check("blanks", &" ".repeat(1_000_000), &["feel-empty"]);
    check("string", &format!("\"{}\"", "s".repeat(1_000_000)), &["feel-too-long"]);
}

#[test]
fn the_dearest_expressions_in_process_are_soon_done() {
    let data = json!({"xs": (0..1_500).collect::<Vec<_>>(), "os": vec![json!({"a": 1, "b": "two", "c": [3]}); 600]});
    for text in [
        "for x in xs return x",
        "for o in os return o",
        "distinct values(xs)",
        "some x in xs, y in xs satisfies x + y < 0",
        "os[a > 3 or b = \"three\"]",
        "for o in os return {a: o.a, b: o.b}",
        "for i in 1..1600 return i",
        "os[a * xs[> 4].b - c - d * > 0].e * b - c - d - e - f - g - h - i",
    ] {
        let start = Instant::now();
        let _ = Expression::compile(text).unwrap().evaluate(data.as_object().unwrap(), Now::UNIX_EPOCH);
        assert!(start.elapsed() < SOON, "{text} took {:?}", start.elapsed());
    }
}
