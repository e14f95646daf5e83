//! Forms as people fill them in: what is taken, what becomes of the variables, and what is told.
//!
//! This file is long because each kind of field shows its sunny day and what can go wrong with it, side by side.
use expect_test::{Expect, expect};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use weir_core::Timestamp;
use weir_core::form::{Extent, FilesTaken, Form, Permissions, Submission, read, shown};
use weir_core::organisation::{Change, Entry, Organisation, Person};
use weir_core::parameter::{Moment, Parameters};

type Data = BTreeMap<String, Value>;

fn data(json: Value) -> Data {
    serde_json::from_value(json).expect("an object")
}

fn form(components: &Value) -> Form {
    let file = json!({"type": "default", "id": "f", "components": components}).to_string();
    let (form, problems) = read(file.as_bytes());
    form.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// 2026-07-01, noon in UTC.
const NOW: Timestamp = Timestamp(1_782_907_200_000);

fn submitted(form: &Form, permissions: &str, known: &Value, given: &Value, extent: Extent) -> String {
    let (known, given) = (data(known.clone()), data(given.clone()));
    let permissions = Permissions::parse(permissions).unwrap();
    let mut organisation = Organisation::default();
    let ann = Person { id: "ann".into(), name: "Ann".into(), ..Person::default() };
    organisation.change(&Change::Put(Entry::Person(ann)));
    let moment = Moment {
        now: NOW,
        parameters: Parameters::NONE,
        organisation: (&organisation).into(),
        zone: &weir_core::timer::UTC,
        tenant: None,
    };
    let attachment = &|id: &str, FilesTaken { accept, .. }: &FilesTaken| {
        let fits = accept.is_empty() || accept.iter().any(|ending| id.ends_with(ending.as_str()));
        (!fits).then(|| format!("`{id}` is none of {}", accept.join(", ")))
    };
    let submission =
        Submission { form, permissions: &permissions, known: &known, given: &given, moment, extent, attachment };
    match submission.check() {
        Ok(set) => format!("{}\n", serde_json::to_string(&set).unwrap()),
        Err(wrong) => wrong.iter().fold(String::new(), |mut text, error| {
            writeln!(text, "{}: {} ({})", error.field, error.code, error.message).unwrap();
            text
        }),
    }
}

#[allow(clippy::needless_pass_by_value)] // a case is data
fn check(components: Value, permissions: &str, known: Value, given: &[Value], expected: Expect) {
    let form = form(&components);
    let said: String = given.iter().map(|given| submitted(&form, permissions, &known, given, Extent::Whole)).collect();
    expected.assert_eq(&said);
}

#[test]
fn texts_have_lengths_and_patterns() {
    check(
        json!([
            {"type": "textfield", "key": "code", "validate": {"required": true, "pattern": "^[A-Z]\\d{2}$"}},
            {"type": "textarea", "key": "reason", "validate": {"minLength": 3, "maxLength": "=most"}},
            {"type": "textfield", "key": "mail", "validate": {"validationType": "email"}},
            {"type": "textfield", "key": "phone", "validate": {"validationType": "phone"}}
        ]),
        "",
        json!({"most": 5}),
        &[
            json!({"code": "A17", "reason": " 出差去北京 ", "mail": "ann@example.com", "phone": "+8613800138000"}),
            json!({"code": "A17", "reason": "<script>alert(1)</script>"}),
            json!({"code": "A1", "reason": "no", "mail": "ann", "phone": "138"}),
            json!({"code": 17, "reason": ["no"]}),
            json!({"reason": ""}),
        ],
        expect![[r#"
            {"code":"A17","mail":"ann@example.com","phone":"+8613800138000","reason":" 出差去北京 "}
            reason: field-too-long (it has at most 5 characters)
            code: field-pattern (it is a text that matches ^[A-Z][0-9]{2}$)
            reason: field-too-short (it has at least 3 characters)
            mail: field-pattern (it is an e-mail address)
            phone: field-pattern (it is a telephone number with its country, like +8613800138000)
            code: field-type (it is a text, not a number)
            reason: field-type (it is a text, not a list)
            code: field-required (it must have a value)
        "#]],
    );
}

#[test]
fn a_script_in_a_text_is_a_text() {
    check(
        json!([{"type": "textfield", "key": "reason"}]),
        "",
        json!({}),
        &[json!({"reason": "<script>alert(1)</script>{{secret}}=1+1"})],
        expect![[r#"
            {"reason":"<script>alert(1)</script>{{secret}}=1+1"}
        "#]],
    );
}

#[test]
fn numbers_have_limits_digits_and_steps() {
    check(
        json!([
            {"type": "number", "key": "amount", "decimalDigits": 2, "validate": {"min": 0.5, "max": "=limit * 2"}},
            {"type": "number", "key": "count", "increment": 5},
            {"type": "number", "key": "exact", "serializeToString": true}
        ]),
        "",
        json!({"limit": 100}),
        &[
            json!({"amount": 199.99, "count": 15, "exact": "12345678901234567890.1"}),
            json!({"amount": 1.005, "count": 7, "exact": 12}),
            json!({"amount": 0.49, "exact": "many"}),
            json!({"amount": 200.5, "count": "5"}),
            json!({"amount": 1e-9}),
        ],
        expect![[r#"
            {"amount":199.99,"count":15,"exact":"12345678901234567890.1"}
            amount: field-decimals (it has at most 2 digits behind the point)
            count: field-step (it is a multiple of 5)
            exact: field-type (it is a text with a number, not a number)
            amount: field-too-small (it is at least 0.5)
            exact: field-type (it is no number)
            amount: field-too-large (it is at most 200)
            count: field-type (it is a number, not a text)
            amount: field-decimals (it has at most 2 digits behind the point)
            amount: field-too-small (it is at least 0.5)
        "#]],
    );
}

#[test]
fn choices_are_those_that_there_are() {
    check(
        json!([
            {"type": "select", "key": "currency", "values": [{"label": "¥", "value": "CNY"}, {"label": "€", "value": "EUR"}]},
            {"type": "taglist", "key": "tags", "valuesKey": "allTags"},
            {"type": "radio", "key": "level", "valuesExpression": "=[1, 2, bonus]"},
            {"type": "checkbox", "key": "agreed", "validate": {"required": true}}
        ]),
        "",
        json!({"allTags": ["a", {"label": "B", "value": "b"}], "bonus": 3}),
        &[
            json!({"currency": "CNY", "tags": ["a", "b"], "level": 3, "agreed": true}),
            json!({"currency": "USD", "tags": ["a", "a"], "level": 4, "agreed": false}),
            json!({"currency": ["CNY"], "tags": "a", "level": null, "agreed": "yes"}),
            json!({"tags": ["c"], "agreed": true}),
        ],
        expect![[r#"
            {"agreed":true,"currency":"CNY","level":3,"tags":["a","b"]}
            currency: field-choice (it is none of the values that may be chosen)
            tags: field-choice (one value is chosen twice)
            level: field-choice (it is none of the values that may be chosen)
            agreed: field-required (it must have a value)
            currency: field-type (it is one value, not a list)
            tags: field-type (it is a list, not a text)
            agreed: field-type (it is true or false, not a text)
            tags: field-choice (it is none of the values that may be chosen)
        "#]],
    );
}

#[test]
fn dates_and_times_are_written_as_the_form_says() {
    check(
        json!([
            {"type": "datetime", "key": "day", "disallowPassedDates": true},
            {"type": "datetime", "key": "at", "subtype": "time", "timeInterval": 15},
            {"type": "datetime", "key": "from", "subtype": "datetime", "timeSerializingFormat": "no_timezone"},
            {"type": "datetime", "key": "until", "subtype": "datetime", "timeSerializingFormat": "utc_normalized"}
        ]),
        "",
        json!({}),
        &[
            json!({"day": "2026-07-01", "at": "09:30+08:00", "from": "2026-07-01T09:05", "until": "2026-07-01T01:05Z"}),
            json!({"day": "2026-06-30", "at": "09:31+08:00", "from": "2026-07-01T09:05Z", "until": "2026-07-01"}),
            json!({"day": "2026-02-30", "at": "09:30", "from": "x", "until": 7}),
        ],
        expect![[r#"
            {"at":"09:30+08:00","day":"2026-07-01","from":"2026-07-01T09:05","until":"2026-07-01T01:05Z"}
            day: field-date-passed (it is over already)
            at: field-step (its minutes go in steps of 15)
            from: field-date (it is a time like 09:30)
            until: field-date (it is a date and a time like 2026-07-01T09:30)
            day: field-date (it is a date like 2026-07-01)
            at: field-date (it is a time with its offset like 09:30+08:00)
            from: field-date (it is a date and a time like 2026-07-01T09:30)
            until: field-type (it is a text with a date or time, not a number)
        "#]],
    );
}

#[test]
fn people_and_files() {
    check(
        json!([
            {"type": "userPicker", "key": "next"},
            {"type": "attachment", "key": "proofs", "multiple": true, "accept": ".pdf, .png"}
        ]),
        "",
        json!({}),
        &[json!({"next": "ann", "proofs": ["a.pdf"]}), json!({"next": "zoe", "proofs": ["a.exe"]})],
        expect![[r#"
            {"next":"ann","proofs":["a.pdf"]}
            next: field-person (nobody here is called `zoe`)
            proofs: field-attachment (`a.exe` is none of .pdf, .png)
        "#]],
    );
}

#[test]
fn a_signature_is_one_image_of_its_own() {
    check(
        json!([{"type": "signature", "key": "signed", "validate": {"required": true}}]),
        "",
        json!({}),
        &[json!({}), json!({"signed": ["a", "b"]}), json!({"signed": "Ann"}), json!({"signed": "s.image/png"})],
        expect![[r#"
            signed: field-required (it must have a value)
            signed: field-type (it is an id, not a list)
            signed: field-attachment (`Ann` is none of image/png)
            {"signed":"s.image/png"}
        "#]],
    );
}

#[test]
fn what_is_hidden_takes_nothing_and_what_is_read_stays() {
    check(
        json!([
            {"type": "number", "key": "amount", "validate": {"required": true}},
            {"type": "textfield", "key": "reason", "conditional": {"hide": "=amount <= 100"},
             "validate": {"required": true}},
            {"type": "number", "key": "salary"},
            {"type": "group", "path": "customer", "components": [
                {"type": "textfield", "key": "name"}, {"type": "textfield", "key": "grade"}]}
        ]),
        "salary: hidden, customer: read, customer.grade: required",
        json!({"salary": 9000, "customer": {"name": "Li", "id": 7}}),
        &[
            json!({"amount": 50, "customer": {"grade": "A", "name": "Li"}}),
            json!({"amount": 500, "reason": "travel", "customer": {"grade": "A"}}),
            json!({"amount": 50, "reason": "travel", "salary": 9000, "customer": {"name": "Wang", "grade": ""}}),
            json!({"amount": 500, "bonus": 1, "customer": {"id": 8, "grade": "A"}}),
        ],
        expect![[r#"
            {"amount":50,"customer":{"name":"Li","id":7,"grade":"A"}}
            {"amount":500,"customer":{"name":"Li","id":7,"grade":"A"},"reason":"travel"}
            customer.name: field-read-only (it may only be read here)
            customer.grade: field-required (it must have a value)
            reason: field-hidden (it takes no value here)
            salary: field-hidden (it takes no value here)
            reason: field-required (it must have a value)
            bonus: field-unknown (the form has no such field)
            customer.id: field-unknown (the form has no such field)
        "#]],
    );
}

/// A table with a total.
fn table() -> Value {
    json!([
        {"type": "dynamiclist", "path": "items", "totals": [{"key": "total", "of": "price"}, {"key": "rows", "function": "count"}],
         "components": [
            {"type": "textfield", "key": "what", "validate": {"required": true}},
            {"type": "number", "key": "price", "validate": {"min": 0}},
            {"type": "textfield", "key": "note", "conditional": {"hide": "=price < parent.limit"}}
        ]},
        {"type": "number", "key": "total", "readonly": true, "validate": {"max": 100}}
    ])
}

#[test]
fn tables_add_up() {
    check(
        table(),
        "",
        json!({"limit": 50}),
        &[
            json!({"items": [{"what": "train", "price": 0.1}, {"what": "hotel", "price": 60.2, "note": "late"}], "total": 60.3}),
            json!({"items": [{"what": "train", "price": 1}], "total": 2}),
            json!({"items": [{"price": -1}, 7, {"what": "hotel", "price": 10, "note": "?", "extra": 1}]}),
            json!({"items": [{"what": "plane", "price": 101}]}),
            json!({"items": []}),
        ],
        expect![[r#"
            {"items":[{"what":"train","price":0.1},{"what":"hotel","price":60.2,"note":"late"}],"rows":2,"total":60.3}
            total: field-total (the rows give 1)
            items[0].what: field-required (it must have a value)
            items[0].price: field-too-small (it is at least 0)
            items[1]: field-type (a row is an object)
            items[1].what: field-required (it must have a value)
            items[2].note: field-hidden (it takes no value here)
            items[2].extra: field-unknown (the form has no such field)
            total: field-too-large (it is at most 100)
            {"items":[],"rows":0,"total":0}
        "#]],
    );
}

#[test]
fn rows_with_columns_that_are_not_ones_own_keep_their_places() {
    let known = json!({"items": [{"what": "train", "price": 5}, {"what": "hotel", "price": 7}], "total": 12, "rows": 2, "limit": 0});
    check(
        table(),
        "items.price: hidden, total: read",
        known,
        &[
            json!({"items": [{"what": "train"}, {"what": "inn", "note": "cheap"}], "total": 12}),
            json!({"items": [{"what": "hotel"}]}),
            json!({"items": [{"what": "train"}, {"what": "hotel", "price": 1}]}),
            json!({}),
        ],
        expect![[r#"
            {"items":[{"what":"train","price":5},{"what":"inn","price":7,"note":"cheap"}],"rows":2,"total":12}
            items: field-rows (rows keep their places here: others may only come behind them)
            items[1].price: field-hidden (it takes no value here)
            {}
        "#]],
    );
}

#[test]
fn what_is_computed_is_computed_here() {
    check(
        json!([
            {"type": "number", "key": "net"},
            {"type": "expression", "key": "gross", "expression": "=net * 1.13", "computeOn": "change"},
            {"type": "checkbox", "key": "seen", "omitFromSubmit": true, "validate": {"required": true}},
            {"type": "textfield", "key": "currency", "defaultValue": "CNY", "readonly": true},
            {"type": "textfield", "key": "note", "readonly": "=net > 1000", "defaultValue": "none"}
        ]),
        "",
        json!({}),
        &[
            json!({"net": 100, "gross": 113, "seen": true}),
            json!({"net": 100, "gross": 100, "seen": true, "currency": "EUR"}),
            json!({"net": 2000, "seen": true, "note": "mine"}),
        ],
        expect![[r#"
            {"currency":"CNY","gross":113,"net":100,"note":"none"}
            gross: field-computed (it is computed as `net * 1.13`)
            currency: field-read-only (it may only be read here)
            note: field-read-only (it may only be read here)
        "#]],
    );
}

#[test]
fn what_is_not_finished_may_lack_what_is_required() {
    let form = form(&json!([{"type": "number", "key": "amount", "validate": {"required": true, "min": 1}}]));
    assert_eq!(submitted(&form, "", &json!({}), &json!({}), Extent::Part), "{}\n");
    let wrong = submitted(&form, "", &json!({}), &json!({"amount": 0}), Extent::Part);
    assert_eq!(wrong, "amount: field-too-small (it is at least 1)\n");
}

#[test]
fn what_is_sent_out_is_what_may_be_seen() {
    let form = form(&json!([
        {"type": "number", "key": "salary"},
        {"type": "text", "text": "Dear {{customer}}, {{salary}}"},
        {"type": "textfield", "key": "low", "conditional": {"hide": "=salary > 1000"}},
        {"type": "textfield", "key": "high", "conditional": {"hide": "=salary <= 1000"}},
        {"type": "select", "key": "level", "valuesKey": "levels"},
        {"type": "dynamiclist", "path": "items", "components": [
            {"type": "textfield", "key": "what"}, {"type": "number", "key": "cost"}]}
    ]));
    let permissions = Permissions::parse("salary: hidden, level: required, items: read, items.cost: hidden").unwrap();
    let known = data(json!({"salary": 9000, "customer": "Li", "levels": [1, 2], "secret": 1, "high": "x",
        "items": [{"what": "train", "cost": 5, "id": 1}]}));
    let sent = shown(&form, &permissions, &known, Moment::from(NOW));
    let text = serde_json::to_string_pretty(&json!({"schema": sent.schema["components"], "data": sent.data,
        "context": sent.context, "access": sent.access}))
    .unwrap();
    expect![[r#"
        {
          "schema": [
            {
              "type": "text",
              "text": "Dear {{customer}}, {{salary}}"
            },
            {
              "type": "textfield",
              "key": "high"
            },
            {
              "type": "select",
              "key": "level",
              "valuesKey": "levels",
              "validate": {
                "required": true
              }
            },
            {
              "type": "dynamiclist",
              "path": "items",
              "components": [
                {
                  "type": "textfield",
                  "key": "what",
                  "readonly": true
                }
              ],
              "allowAddRemove": false
            }
          ],
          "data": {
            "high": "x",
            "items": [
              {
                "what": "train"
              }
            ]
          },
          "context": {
            "customer": "Li",
            "levels": [
              1,
              2
            ]
          },
          "access": {
            "high": "write",
            "items.what": "read",
            "level": "required"
          }
        }"#]]
    .assert_eq(&text);
}

#[test]
fn findings_stand_at_their_places() {
    let told = |file: &str| {
        let (form, problems) = read(file.as_bytes());
        assert!(form.is_none());
        problems.iter().fold(String::new(), |mut text, p| {
            writeln!(text, "{}:{} {} {}", p.place.line, p.place.column, p.code, p.message).unwrap();
            text
        })
    };
    let file = r#"{
  "type": "default", "id": "f", "colour": 1,
  "components": [
    {"type": "textfield", "validate": {"min": 1}},
    {"type": "numbr", "key": "a"},
    {"type": "number", "key": "a b", "validate": {"max": "many"}},
    {"type": "select", "key": "c"},
    {"type": "html", "content": "<img src=x onerror=alert(1)>"},
    {"type": "textfield", "key": "d", "validate": {"pattern": "(?=x)"}, "conditional": {"hide": "=1 +"}},
    {"type": "dynamiclist", "components": [{"type": "checkbox", "key": "e", "defaultValue": "yes"}]},
    {"type": "datetime", "key": "f", "subtype": "year", "defaultRepetitions": 2}
  ]
}"#;
    expect![[r"
        2:43 form-unknown-property a form has no `colour`
        4:47 form-unknown-property `textfield` has no `validate.min`
        4:5 form-missing-property a `textfield` needs a `key`: where its value is kept
        5:14 form-unknown-component there is no component `numbr`; did you mean `number`?
        6:31 form-invalid-value write names of letters, digits and `_`, with dots between them
        6:58 form-invalid-value `max` is a number, or FEEL after `=`
        7:5 form-missing-property say where the values come from: one of `values`, `valuesKey` and `valuesExpression`
        8:33 form-script `content` of `html` brings a script along; forms show, they do not run
        9:97 form-expression `=1 +`: not a FEEL expression, look at line 1, column 5: 1 +
        9:63 form-pattern `(?=x)`: error: look-around, including look-ahead and look-behind, is not supported; write a pattern without look-around and back references
        10:5 form-missing-property a `dynamiclist` needs a `path`: where its rows are kept
        10:93 form-invalid-value the `defaultValue` could not be entered into this field
        11:79 form-unknown-property `datetime` has no `defaultRepetitions`
        11:49 form-invalid-value `subtype` is one of date, time, datetime
    "]]
    .assert_eq(&told(file));
    let twice = r#"{"type": "default", "id": "f", "components": [
    {"type": "textfield", "key": "a"}, {"type": "textarea", "key": "a", "conditional": {"hide": "=b"}},
    {"type": "number", "key": "a"},
    {"type": "group", "path": "g", "components": [{"type": "checkbox", "key": "c"}]},
    {"type": "textfield", "key": "g.c"}, {"type": "checkbox", "key": "c"},
    {"type": "dynamiclist", "path": "rows", "components": [{"type": "number", "key": "a"}, {"type": "textfield", "key": "a"}]}
]}"#;
    expect![[r"
        3:31 form-key-types `a` takes a number here, and a text in an earlier component: give one of them another key
        5:34 form-key-types `g.c` takes a text here, and true or false in an earlier component: give one of them another key
        6:121 form-key-types `rows.[].a` takes a text here, and a number in an earlier component: give one of them another key
    "]]
    .assert_eq(&told(twice));
    assert!(told("{").starts_with("1:1 form-not-json"));
    assert!(told("[]").contains("a form is an object"));
    let endless = "for i in 1..n return i";
    let file = json!({"type": "default", "id": "f", "components": [{"type": "expression", "key": "a", "expression": endless}]});
    assert!(told(&file.to_string()).contains("could take any time"));
}
