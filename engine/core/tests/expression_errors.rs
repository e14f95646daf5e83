//! What people read when an expression fails: the smallest failing part, and why.

use serde_json::{Value, json};
use weir_core::expression::{ChildResponse, Expression, Now, answer};

fn data() -> Value {
    json!({
        "amount": 1500, "limit": null, "name": "Ada", "ok": true, "empty": [], "list": [1, 2, 3],
        "order": {"total": 12, "note": null, "lines": [{"price": 2}, {"price": null}]}
    })
}

fn refused(text: &str, code: &str, message: &str) {
    let error = Expression::compile(text).expect_err(text);
    assert_eq!((error.code(), error.to_string().as_str()), (code, message), "{text}");
}

fn failing_condition(text: &str, code: &str, message: &str) {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let error = expression.condition(data().as_object().unwrap(), Now::UNIX_EPOCH).expect_err(text);
    assert_eq!((error.code(), error.to_string()), (code, format!("{message}, in `{text}`")), "{text}");
}

fn failing_value(text: &str, code: &str, message: &str) {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let error = expression.evaluate(data().as_object().unwrap(), Now::UNIX_EPOCH).expect_err(text);
    assert_eq!((error.code(), error.to_string()), (code, format!("{message}, in `{text}`")), "{text}");
}

#[test]
fn deployment_says_what_is_wrong_and_where() {
    refused("", "feel-empty", "the expression is empty");
    refused("a > ", "feel-syntax", "not a FEEL expression, look at line 1, column 4: a >");
    refused("a b", "feel-syntax", "not a FEEL expression, look at line 1, column 3: a b");
    refused("a +\n* b", "feel-syntax", "not a FEEL expression, look at line 2, column 1: * b");
    refused("a ? b : c", "feel-syntax", "not a FEEL expression, look at line 1, column 3: a ? b : c");
    refused("a && b", "feel-syntax", "not a FEEL expression, look at line 1, column 3: a && b");
    refused("(a + b", "feel-syntax", "not a FEEL expression, look at line 1, column 1: (a + b");
    refused("a = \"x", "feel-syntax", "the string beginning at line 1, column 5 has no closing quote");
    refused("a = 'x'", "feel-syntax", "not a FEEL expression, look at line 1, column 5: a = 'x'");
    refused("a == 1", "feel-unsupported", "`==` is not FEEL; it compares with one `=`");
    refused("foo(1)", "feel-unknown-function", "unknown function `foo`");
    refused("string format(a)", "feel-syntax", "not a FEEL expression, look at line 1, column 8: string format(a)");
    refused("@\"2024-13-01\"", "feel-literal", "`@\"2024-13-01\"` is not a date, time, duration or number");
    refused("now(1)", "feel-unsupported", "`now` takes no arguments");
    refused(
        "function(x) external {java: {class: \"com.example.Rates\", method signature: \"of(int)\"}}",
        "feel-external-function",
        "of external functions only those of `java.lang` that need nothing but their arguments are evaluated here, by their \
         class and their whole signature: use a service task",
    );
    refused(
        "for partial in xs, y in [partial] return y",
        "feel-unsupported",
        "`y` goes through a list made from `partial` of the same `for`, one of whose names is `partial`: choose another name",
    );
}

#[test]
fn a_condition_names_the_part_that_is_to_blame() {
    for (text, code, message) in [
        ("amount > limit", "feel-null", "`limit` is null"),
        ("amount > nothing", "feel-missing-variable", "variable `nothing` is missing"),
        ("limit", "feel-null", "`limit` is null"),
        ("amount > name", "feel-type", "`amount > name`: cannot compare number and string"),
        ("ok and amount + name > 3", "feel-type", "`amount + name`: cannot add number and string"),
        ("ok and limit > 3", "feel-null", "`limit` is null"),
        ("ok and amount", "feel-type", "`amount`: is number, not boolean"),
        ("amount / 0 > 1", "feel-fault", "`amount / 0`: division by zero"),
        ("order.totel > 1", "feel-fault", "`order.totel`: `order` has no entry `totel`"),
        ("order.note > 1", "feel-null", "`order.note` is null"),
        ("order.note.text > 1", "feel-null", "`order.note` is null"),
        ("name = \"x\" or ok > 1", "feel-type", "`ok > 1`: cannot compare boolean and number"),
        ("duration(name) > 1", "feel-fault", "`duration(name)`: the argument names no value"),
        ("name.first > 1", "feel-type", "`name.first`: `name` is string and has no `first`"),
        ("list[7] > 1", "feel-fault", "`list[7]`: index in filter is out of range [1..3], actual index is 7"),
        ("empty[1] > 1", "feel-fault", "`empty[1]`: the list is empty"),
        ("-name > 1", "feel-type", "`-name`: cannot negate string"),
        ("not(limit)", "feel-null", "`limit` is null"),
        ("string length(limit) > 1", "feel-null", "`limit` is null"),
        ("(if ok then limit else 1) > 1", "feel-null", "`limit` is null"),
        ("amount between limit and 3", "feel-null", "`limit` is null"),
        ("some l in order.lines satisfies l.price > 2", "feel-null", "`l.price` is null"),
        ("every l in order.lines satisfies l.prize > 2", "feel-fault", "`l.prize`: `l` has no entry `prize`"),
        ("some x in list satisfies x", "feel-type", "`x`: is number, not boolean"),
    ] {
        failing_condition(text, code, message);
    }
}

#[test]
fn a_condition_that_is_not_boolean_is_an_error() {
    let error = Expression::compile("amount + 1").unwrap().condition(data().as_object().unwrap(), Now::UNIX_EPOCH);
    let error = error.unwrap_err();
    assert_eq!(error.code(), "feel-not-boolean");
    assert_eq!(error.to_string(), "the condition `amount + 1` gives number, not true or false");
}

#[test]
fn a_null_that_is_a_fault_is_no_value() {
    for (text, code, message) in [
        ("nothing", "feel-missing-variable", "variable `nothing` is missing"),
        ("limit + 1", "feel-null", "`limit` is null"),
        ("{a: 1, b: a + limit}", "feel-null", "`limit` is null"),
        ("{a: limit, b: a * 2}", "feel-null", "`a` is null"),
        ("[1, amount * nothing]", "feel-missing-variable", "variable `nothing` is missing"),
        ("if ok then amount / 0 else 1", "feel-fault", "`amount / 0`: division by zero"),
        ("for x in list return x / 0", "feel-fault", "`x / 0`: division by zero"),
        (
            "date(\"2024-02-30\")",
            "feel-fault",
            "`date(\"2024-02-30\")`: invalid argument type, expected date string, actual type is string",
        ),
    ] {
        if text.starts_with("date") {
            let error = Expression::compile(text).unwrap().evaluate(data().as_object().unwrap(), Now::UNIX_EPOCH);
            assert_eq!(error.unwrap_err().code(), code, "{text}");
        } else {
            failing_value(text, code, message);
        }
    }
}

#[test]
fn a_null_that_is_data_is_a_value() {
    for (text, expected) in [
        ("limit", json!(null)),
        ("order.note", json!(null)),
        ("order.unknown", json!(null)),
        ("{a: limit, b: order.note, c: null}", json!({"a": null, "b": null, "c": null})),
        ("if ok then limit else 1", json!(null)),
        ("order.lines.price", json!([2, null])),
        ("for l in order.lines return l.price", json!([2, null])),
        ("limit = null", json!(true)),
    ] {
        let found = Expression::compile(text).unwrap().evaluate(data().as_object().unwrap(), Now::UNIX_EPOCH);
        assert_eq!(found, Ok(expected), "{text}");
    }
}

#[test]
fn what_cannot_be_a_variable_is_refused() {
    for (text, code) in [
        ("[1..3]", "feel-not-data"),
        ("{f: abs(1), r: [1..3]}", "feel-not-data"),
        ("10 ** 6000", "feel-number"),
        ("9e6144 * 10", "feel-number"),
    ] {
        let error = Expression::compile(text).unwrap().evaluate(data().as_object().unwrap(), Now::UNIX_EPOCH);
        assert_eq!(error.unwrap_err().code(), code, "{text}");
    }
}

#[test]
fn the_child_answers_what_may_not_run_in_process() {
    let ask = |text: &str| {
        let expression = Expression::compile(text).unwrap();
        let error = expression.evaluate(data().as_object().unwrap(), Now::UNIX_EPOCH).unwrap_err();
        assert!(error.needs_child(), "{text}");
        let request = expression.child_request(data().as_object().unwrap(), Now::UNIX_EPOCH);
        let sent = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
        assert_eq!(request, sent);
        let response = serde_json::to_string(&answer(&sent)).unwrap();
        serde_json::from_str::<ChildResponse>(&response).unwrap().into_result()
    };
    assert_eq!(ask("sort(list, function(a, b) a > b)"), Ok(json!([3, 2, 1])));
    assert_eq!(ask("for i in 1..list[3] return i + count(partial)"), Ok(json!([1, 3, 5])));
    let error = ask("{f: function(x) x / 0, y: f(amount)}.y + 1").unwrap_err();
    assert_eq!(error.code(), "feel-fault");
    assert!(error.to_string().starts_with("`x / 0`: division by zero"), "{error}");
}
