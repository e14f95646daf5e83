//! Laws for any text: an error or a value, soon, and the same every time.
#![expect(clippy::disallowed_methods, reason = "these tests measure time")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::json;
use weir_core::expression::{Expression, Now};

/// Generous: the tests share a busy machine and run without optimisation.
const SOON: Duration = Duration::from_mins(1);

/// What becomes of `text` as a value and as a condition; texts of faults included.
fn outcome(text: &str) -> String {
    let data = json!({"a": 1, "b": "x", "c": [1, 2, 3], "d": {"e": null}, "n": 1e300});
    let data = data.as_object().unwrap();
    match Expression::compile(text) {
        Ok(e) => format!("{:?} {:?}", e.evaluate(data, Now::UNIX_EPOCH), e.condition(data, Now::UNIX_EPOCH)),
        Err(error) => format!("{} {error}", error.code()),
    }
}

fn feelish() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "d",
        "x",
        "e",
        "item",
        "partial",
        "1",
        "0",
        "2.5",
        "1e9",
        "99999999999999999999",
        "\"s\"",
        "\"",
        "\\",
        "true",
        "null",
        " ",
        "\n",
        "+",
        "-",
        "*",
        "/",
        "**",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        ".",
        "..",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "and ",
        "or ",
        "not(",
        "if ",
        " then ",
        " else ",
        "for ",
        " in ",
        " return ",
        "some ",
        "every ",
        " satisfies ",
        " between ",
        " instance of ",
        "function(",
        "external ",
        "@",
        "@\"2024-01-01\"",
        "@\"P1Y\"",
        "date(",
        "date and time(",
        "duration(",
        "now()",
        "today()",
        "count(",
        "sum(",
        "string(",
        "string join(",
        "substring(",
        "sublist(",
        "replace(",
        "split(",
        "matches(",
        "append(",
        "concatenate(",
        "flatten(",
        "distinct values(",
        "sort(",
        "range(",
        "number(",
        "decimal(",
        "abs(",
        "max(",
        "context put(",
        "get value(",
        "list<",
        "number",
        "中",
        "💥",
        "\0",
        "?",
        "'",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat().chars().take(200).collect())
}

/// Functions of one argument.
const ONE: [&str; 25] = [
    "not",
    "count",
    "sum",
    "string",
    "date",
    "time",
    "duration",
    "number",
    "abs",
    "flatten",
    "reverse",
    "max",
    "mean",
    "stddev",
    "mode",
    "sqrt",
    "exp",
    "upper case",
    "distinct values",
    "day of week",
    "get entries",
    "context merge",
    "all",
    "floor",
    "even",
];

/// Functions of two arguments.
const TWO: [&str; 23] = [
    "append",
    "concatenate",
    "substring",
    "sublist",
    "remove",
    "index of",
    "list contains",
    "decimal",
    "modulo",
    "string join",
    "date and time",
    "contains",
    "get value",
    "years and months duration",
    "insert before",
    "starts with",
    "union",
    "time",
    "before",
    "includes",
    "round up",
    "is",
    "list replace",
];

/// Grows an expression from well-formed parts, so that most compile.
fn wellformed() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "d",
        "d.e",
        "n",
        "1",
        "-2",
        "0",
        "1e6000",
        "\"s\"",
        "\"P1D\"",
        "null",
        "true",
        "[1,2]",
        "{e: 1}",
        "now()",
        "@\"2024-01-01\"",
        "@\"P1Y\"",
        "@\"PT1H\"",
        "[1..5]",
        "missing",
        "item",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(6, 60, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        let operator = prop::sample::select(vec![
            "+",
            "-",
            "*",
            "/",
            "**",
            "and",
            "or",
            "=",
            "!=",
            "<",
            ">=",
            "in",
            "between 1 and",
        ]);
        let one = prop::sample::select(&ONE[..]);
        let pair = prop::sample::select(&TWO[..]);
        prop_oneof![
            (two.clone(), operator).prop_map(|((l, r), o)| format!("({l} {o} {r})")),
            (inner.clone(), one).prop_map(|(x, f)| format!("{f}({x})")),
            (two.clone(), pair).prop_map(|((l, r), f)| format!("{f}({l}, {r})")),
            two.clone().prop_map(|(l, r)| format!("{l}[{r}]")),
            two.clone().prop_map(|(l, r)| format!("(for x in {l} return [x, {r}])")),
            two.clone().prop_map(|(l, r)| format!("(some x in {l} satisfies x = {r})")),
            two.clone().prop_map(|(l, r)| format!("{{x: {l}, y: [x, {r}]}}")),
            (two, inner).prop_map(|((i, t), e)| format!("(if {i} then {t} else {e})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_an_error_or_a_value_soon(text in feelish()) {
        let start = Instant::now();
        let first = outcome(&text);
        prop_assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        prop_assert_eq!(first, outcome(&text));
    }

    #[test]
    fn any_expression_is_an_error_or_a_value_soon(text in wellformed()) {
        let start = Instant::now();
        let first = outcome(&text);
        prop_assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
        prop_assert_eq!(first, outcome(&text));
    }
}
