//! No fault and no null where a value is needed is swallowed, however deep it lies: what fails by itself fails in an `if`,
//! in a filter, in an argument and beside `=` too.

use serde_json::{Value, json};
use weir_core::expression::{EvaluationError, Expression, Now};

fn data() -> Value {
    json!({
        "amount": 1500, "limit": null, "name": "Ada", "ok": true, "no": false, "zero": 0, "empty": [], "list": [1, 2, 3],
        "people": ["ann", null], "items": [{"price": 5}, {"price": 7}], "part": [{"price": 5}, {}],
        "order": {"total": 12, "note": null}
    })
}

fn evaluate(text: &str) -> Result<Value, EvaluationError> {
    let expression = Expression::compile(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    expression.evaluate_unbounded(data().as_object().unwrap(), Now::UNIX_EPOCH)
}

fn failing(rows: &[(&str, &str, &str)]) {
    for (text, code, part) in rows {
        let error = evaluate(text).expect_err(text);
        assert_eq!((error.code(), error.part().unwrap_or_default()), (*code, *part), "{text}: {error}");
        // As a condition it is the same.
        let condition = Expression::compile(&format!("({text}) = 1 or true")).unwrap();
        let error = condition.condition(data().as_object().unwrap(), Now::UNIX_EPOCH).err();
        if error.as_ref().is_some_and(EvaluationError::needs_child) {
            continue;
        }
        let needed = error.as_ref().map(|error| (error.code(), error.part().unwrap_or_default()));
        assert_eq!(needed, Some((*code, *part)), "({text}) = 1 or true");
    }
}

#[test]
fn what_fails_fails_wherever_it_stands() {
    failing(&[
        ("if 1/0 > 1 then 1 else 2", "feel-fault", "1 / 0"),
        ("[1/0]", "feel-fault", "1 / 0"),
        ("{a: {b: 1/0}}.c", "feel-fault", "1 / 0"),
        ("string(1/0)", "feel-fault", "1 / 0"),
        ("count(sublist([1], 9))", "feel-fault", "sublist([1], 9)"),
        ("string join([\"a\", name + 1])", "feel-type", "name + 1"),
        ("for i in [1, 2] return if i > name then 1 else 0", "feel-type", "i > name"),
        ("for i in list return i / zero", "feel-fault", "i / zero"),
        ("1/0 = null", "feel-fault", "1 / 0"),
        ("1/0 != null", "feel-fault", "1 / 0"),
        ("1/0 in [1, 2]", "feel-fault", "1 / 0"),
        ("2 in [1/0, 2]", "feel-fault", "1 / 0"),
        ("(1/0) instance of number", "feel-fault", "1 / 0"),
        ("is defined(1/0)", "feel-fault", "1 / 0"),
        ("get or else(1/0, 7)", "feel-fault", "1 / 0"),
        ("1/0 > 1 or ok", "feel-fault", "1 / 0"),
        ("no and ok or name > 1", "feel-type", "name > 1"),
        ("not(1/0 > 1) or ok", "feel-fault", "1 / 0"),
        ("some i in list satisfies 1/0 > i", "feel-fault", "1 / 0"),
        ("items[price > name]", "feel-type", "price > name"),
        ("items[name]", "feel-type", "name"),
        ("count(items[number(name) > price])", "feel-fault", "number(name)"),
        ("number(name) = null", "feel-fault", "number(name)"),
        ("if date(name) > today() then 1 else 2", "feel-fault", "date(name)"),
        ("(function(x) x / zero)(1) = null", "feel-fault", "x / zero"),
        ("sort(list, function(a, b) a > name)", "feel-type", "a > name"),
        ("list[amount / zero]", "feel-fault", "amount / zero"),
        ("10**6144*10 > 1", "feel-number", "10 ** 6144 * 10"),
        ("1 / (10**6144*10)", "feel-number", "10 ** 6144 * 10"),
        ("name = 1", "feel-type", "name = 1"),
    ]);
}

#[test]
fn a_value_that_is_needed_is_there() {
    failing(&[
        ("if amount > nothing then false else true", "feel-missing-variable", "nothing"),
        ("if amount > limit then false else true", "feel-null", "limit"),
        ("if amount > name then false else true", "feel-type", "amount > name"),
        ("if name then 1 else 2", "feel-type", "name"),
        ("if limit then 1 else 2", "feel-null", "limit"),
        ("if nothing then 1 else 2", "feel-missing-variable", "nothing"),
        ("if order.totel then 1 else 2", "feel-fault", "order.totel"),
        ("count(nothing) > 0", "feel-missing-variable", "nothing"),
        ("count(limit) > 0", "feel-null", "limit"),
        ("count(order.totel) > 0", "feel-fault", "order.totel"),
        ("count(items[price > nothing]) = 0", "feel-missing-variable", "nothing"),
        ("count(items[price > limit]) = 0", "feel-null", "limit"),
        ("count(items[price > name]) = 0", "feel-type", "price > name"),
        ("part[price > 1]", "feel-missing-variable", "price"),
        ("part[item.price > 1]", "feel-fault", "item.price"),
        ("not(list contains(people, nothing))", "feel-missing-variable", "nothing"),
        ("list contains(limit, 1)", "feel-null", "limit"),
        ("index of(list, nothing)", "feel-missing-variable", "nothing"),
        ("string(nothing)", "feel-missing-variable", "nothing"),
        ("max(limit, 3)", "feel-null", "limit"),
        ("for x in limit return 1", "feel-null", "limit"),
        ("for x in 1..limit return 1", "feel-null", "limit"),
        ("some x in limit satisfies true", "feel-null", "limit"),
        ("every x in people satisfies x > \"a\"", "feel-null", "x"),
        ("[1, nothing]", "feel-missing-variable", "nothing"),
        ("{a: [nothing]}", "feel-missing-variable", "nothing"),
        ("limit + 1 = 5", "feel-null", "limit"),
        ("limit = 5", "feel-null", "limit"),
        ("if nothing = 5 then 1 else 2", "feel-missing-variable", "nothing"),
        ("if 5 = nothing then 1 else 2", "feel-missing-variable", "nothing"),
    ]);
}

#[test]
fn the_order_of_a_list_and_the_match_of_its_items_are_true_or_false() {
    failing(&[
        ("sort(part, function(a, b) a.price < b.price)", "feel-fault", "a.price"),
        ("sort(items, function(a, b) a.pirce < b.pirce)", "feel-fault", "a.pirce"),
        ("sort(items, function(a, b) a.price < limit)", "feel-null", "limit"),
        ("sort(items, function(a, b) a.price < nothing)[1].price", "feel-missing-variable", "nothing"),
        ("sort(items, function(a, b) null)", "feel-null", "null"),
        ("sort(list, function(a, b) a)", "feel-type", "a"),
        ("sort(list: list, precedes: function(a, b) limit)", "feel-null", "limit"),
        ("{f: function(a, b) a, r: sort(list, f)}.r", "feel-type", "f"),
        ("list replace(list, function(item, new) limit, 7)", "feel-null", "limit"),
        ("list replace(items, function(item, new) item.pirce = 5, 7)", "feel-fault", "item.pirce"),
    ]);
    for (text, expected) in [
        ("sort(list, function(a, b) a > b)", json!([3, 2, 1])),
        ("{f: function(a, b) a > b, r: sort(list, f)}.r", json!([3, 2, 1])),
        ("sort([], function(a, b) limit)", json!([])),
        ("list replace(list, function(item, new) item > 2, 7)", json!([1, 2, 7])),
        ("list replace(list, 1, 7)", json!([7, 2, 3])),
    ] {
        assert_eq!(evaluate(text).expect(text), expected, "{text}");
    }
}

#[test]
fn a_null_that_may_be_one_is_what_feel_says() {
    for (text, expected) in [
        ("is defined(nothing)", json!(false)),
        ("is defined(limit)", json!(false)),
        ("is defined(order.note.text)", json!(false)),
        ("is defined(list[7])", json!(false)),
        ("is defined(name)", json!(true)),
        ("get or else(nothing, 7)", json!(7)),
        ("get or else(limit, 7)", json!(7)),
        ("get or else(order.totel, 7)", json!(7)),
        ("count(get or else(nothing, []))", json!(0)),
        ("nothing = null", json!(true)),
        ("nothing.part = null", json!(true)),
        ("limit != null", json!(false)),
        ("5 = limit", json!(false)),
        ("limit = 5 or ok", json!(true)),
        ("nothing = 5 or ok", json!(true)),
        ("list[7] = null", json!(true)),
        ("empty[1] = null", json!(true)),
        ("limit in [1, null]", json!(true)),
        ("limit in [1, 2]", json!(false)),
        ("limit instance of number", json!(false)),
        ("list contains(people, limit)", json!(true)),
        ("index of(people, limit)", json!([2])),
        ("string(limit)", json!(null)),
        ("limit > 3 or ok", json!(true)),
        ("ok or limit > 3", json!(true)),
        ("limit > 3 and no", json!(false)),
        ("nothing > 3 or ok", json!(true)),
        ("not(limit) or ok", json!(true)),
        ("limit != null and limit > 3", json!(false)),
        ("zero != 0 and 10 / zero > 1", json!(false)),
        ("zero = 0 or 10 / zero > 1", json!(true)),
        ("is defined(nothing) and nothing > 3", json!(false)),
        ("if is defined(nothing) then nothing + 1 else 0", json!(0)),
        ("empty[price > 3]", json!([])),
        ("order[total > 5].total", json!([12])),
        ("items[2].price", json!(7)),
        ("items[-1].price", json!(7)),
        ("list[item > 1]", json!([2, 3])),
        ("list[list[1]]", json!(1)),
        ("for p in people return p", json!(["ann", null])),
        ("{a: limit, b: order.totel}", json!({"a": null, "b": null})),
        ("get value(order, \"totel\")", json!(null)),
        ("max([])", json!(null)),
        ("if mean(empty) = null then 0 else 1", json!(0)),
        ("some x in [1, 2], y in [x] satisfies y = 2", json!(true)),
        ("{f: function(x) if x = null then 0 else x, y: f(limit)}.y", json!(0)),
        ("{count: function(x) x + 1, y: count(1)}.y", json!(2)),
        ("date(\"2024-02-01\") + duration(\"P1D\") > date(\"2024-02-01\")", json!(true)),
        ("for x in [1..3] return x", json!([1, 2, 3])),
    ] {
        assert_eq!(evaluate(text), Ok(expected), "{text}");
    }
}

#[test]
fn a_number_is_stored_as_it_was_computed_or_not_at_all() {
    for text in ["1234567890123456.78 * 1", "9007199254740993.25 + 0", "[0.1234567890123456789]", "2 ** 64 + 0.5"] {
        let error = evaluate(text).expect_err(text);
        assert_eq!(error.code(), "number-not-exact", "{text}: {error}");
    }
    for (text, expected) in [
        ("0.1 + 0.2", json!(0.3)),
        ("19.99 * 3", json!(59.97)),
        ("123456789012345.6 + 0.1", json!(123_456_789_012_345.7)),
        ("amount / 7", json!(1500.0 / 7.0)),
        ("1 / 3 - 0.3", json!(0.033_333_333_333_333_33)),
        ("sqrt(2)", json!(std::f64::consts::SQRT_2)),
        ("mean([1, 1, 2])", json!(4.0 / 3.0)),
        ("2 ** 53 + 1", json!(9_007_199_254_740_993_u64)),
        ("10 ** 22", json!(1e22)),
    ] {
        assert_eq!(evaluate(text), Ok(expected), "{text}");
    }
    // Nothing is stored of a condition.
    let condition = Expression::compile("9007199254740993.25 > 9007199254740993").unwrap();
    assert_eq!(condition.condition(data().as_object().unwrap(), Now::UNIX_EPOCH), Ok(true));
}
