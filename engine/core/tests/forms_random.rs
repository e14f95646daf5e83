//! Laws of forms over random forms, permissions and submissions: nothing hidden comes out or goes in, what may only be
//! read stays, and what was sent out may be sent back.
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use weir_core::Timestamp;
use weir_core::form::{Access, Extent, FieldError, FilesTaken, Form, Permissions, Submission, read, shown};
use weir_core::parameter::Moment;

type Data = BTreeMap<String, Value>;

const NOW: Timestamp = Timestamp(1_782_907_200_000);
const KEYS: [&str; 6] = ["a", "b", "c", "g.a", "g.b", "t"];

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-20..2000_i64).prop_map(Value::from),
        (-100.0..100.0_f64).prop_map(|n| json!((n * 100.0).round() / 100.0)),
        "[a-c0-9 中]{0,6}".prop_map(Value::from),
        Just(json!("2026-07-01")),
        Just(json!("x")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[abct]", inner, 0..4).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn data() -> impl Strategy<Value = Data> {
    prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c", "g", "t", "rows", "z"]), value(), 0..6)
        .prop_map(|data| data.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn field(key: &'static str) -> impl Strategy<Value = Value> {
    let condition =
        prop::sample::select(vec!["=a > 10", "=b = \"x\"", "=c = true", "=g.a != null", "=t > 5", "=false"]);
    let kinds = vec![
        json!({"type": "textfield", "validate": {"maxLength": 4}}),
        json!({"type": "textfield", "validate": {"pattern": "^[a-c]*$", "required": true}}),
        json!({"type": "number", "decimalDigits": 1, "validate": {"min": 0, "max": "=a + 5"}}),
        json!({"type": "checkbox"}),
        json!({"type": "select", "values": [{"label": "X", "value": "x"}, {"label": "1", "value": 1}], "defaultValue": "x"}),
        json!({"type": "taglist", "valuesKey": "g"}),
        json!({"type": "datetime", "disallowPassedDates": true}),
        json!({"type": "expression", "expression": "=a + 1"}),
        json!({"type": "userPicker"}),
    ];
    let parts = (prop::sample::select(kinds), prop::option::of(condition), prop::option::of(any::<bool>()));
    parts.prop_map(move |(mut field, hide, readonly)| {
        field["key"] = key.into();
        if let Some(hide) = hide {
            field["conditional"] = json!({ "hide": hide });
        }
        if let (Some(readonly), true) = (readonly, field["type"] != "expression") {
            field["readonly"] = readonly.into();
        }
        field
    })
}

fn form() -> impl Strategy<Value = Form> {
    let fields: Vec<_> = KEYS[..5].iter().map(|key| field(key)).collect();
    let columns = (field("a"), field("b"), any::<bool>(), any::<bool>());
    (fields, columns).prop_map(|(fields, (one, other, grows, totals))| {
        let mut list =
            json!({"type": "dynamiclist", "path": "rows", "allowAddRemove": grows, "components": [one, other]});
        if totals {
            list["totals"] = json!([{"key": "t", "of": "a"}]);
        }
        let components: Vec<Value> = fields.into_iter().chain([list]).collect();
        let file = json!({"type": "default", "id": "f", "components": components});
        let (form, problems) = read(file.to_string().as_bytes());
        form.unwrap_or_else(|| panic!("{problems:?}"))
    })
}

fn permissions() -> impl Strategy<Value = Permissions> {
    let fields = prop::sample::select(vec!["a", "b", "c", "g", "g.a", "t", "rows", "rows.a", "rows.b", "*"]);
    let access = prop::sample::select(vec!["hidden", "read", "write", "required"]);
    prop::collection::btree_map(fields, access, 0..5).prop_map(|said| {
        let said: Vec<String> = said.iter().map(|(field, access)| format!("{field}: {access}")).collect();
        Permissions::parse(&said.join(", ")).unwrap()
    })
}

fn check(form: &Form, said: &Permissions, known: &Data, given: &Data) -> Result<Data, Vec<FieldError>> {
    let attachment = &|_: &str, _: &FilesTaken| None;
    let (permissions, moment, extent) = (said, Moment::from(NOW), Extent::Part);
    Submission { form, permissions, known, given, moment, extent, attachment }.check()
}

fn at<'a>(data: &'a Data, path: &str) -> Option<&'a Value> {
    let mut names = path.split('.');
    let first = data.get(names.next()?)?;
    names.try_fold(first, |value, name| value.get(name)).filter(|value| !value.is_null())
}

fn after(known: &Data, set: Data) -> Data {
    let mut all = known.clone();
    all.extend(set);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_one_may_not_write_stays(form in form(), said in permissions(), known in data(), given in data()) {
        match check(&form, &said, &known, &given) {
            Err(wrong) => prop_assert!(!wrong.is_empty() && wrong.iter().all(|w| w.code.starts_with("field-"))),
            Ok(set) => {
                prop_assert!(!set.contains_key("z"), "it is no field");
                let all = after(&known, set);
                for path in KEYS {
                    let closed = matches!(said.access(&path.split('.').collect::<Vec<_>>()), Access::Hidden | Access::Read);
                    let entered = !matches!(form.schema["components"].as_array().unwrap().iter()
                        .find(|c| c["key"] == path), Some(c) if c["type"] == "expression") && path != "t";
                    if closed && entered {
                        prop_assert_eq!(at(&known, path), at(&all, path), "{}", path);
                    }
                }
                if said.access(&["rows"]) == Access::Hidden {
                    prop_assert_eq!(known.get("rows"), all.get("rows"));
                }
            }
        }
    }

    #[test]
    fn nothing_hidden_is_sent_out(form in form(), said in permissions(), known in data()) {
        let sent = shown(&form, &said, &known, Moment::from(NOW));
        let seen: Data = sent.data.iter().chain(&sent.context).map(|(n, v)| (n.clone(), v.clone())).collect();
        prop_assert!(!seen.contains_key("z"));
        for path in KEYS {
            if said.access(&path.split('.').collect::<Vec<_>>()) == Access::Hidden {
                prop_assert_eq!(at(&seen, path), None, "{}", path);
                let kept = sent.schema["components"].as_array().unwrap().iter().any(|c| c["key"] == path);
                prop_assert!(!kept, "{} is in the schema", path);
            }
        }
        let rows = sent.data.get("rows").and_then(Value::as_array).cloned().unwrap_or_default();
        for column in ["a", "b"] {
            if said.access(&["rows", column]) == Access::Hidden {
                prop_assert!(rows.iter().all(|row| row.get(column).is_none()));
            }
        }
    }

    #[test]
    fn what_was_taken_may_be_sent_again(form in form(), known in data(), given in data()) {
        let said = Permissions::default();
        if let Ok(set) = check(&form, &said, &known, &given) {
            let all = after(&known, set);
            // Not what is computed: it looks at what has changed meanwhile.
            let again: Data = given.into_iter().filter(|(name, _)| name != "rows").collect();
            if let Ok(set) = check(&form, &said, &all, &again) {
                for (name, value) in &again {
                    if value.is_object() { continue; }
                    let kept = set.get(name).or_else(|| all.get(name));
                    prop_assert!(kept.is_some() || value.is_null(), "{}", name);
                }
            }
        }
    }

    #[test]
    fn any_json_is_read_or_told_about(file in value()) {
        let whole: Map<String, Value> = match file { Value::Object(inner) => inner, other => [("components".to_owned(), other)].into_iter().collect() };
        let (form, problems) = read(Value::Object(whole).to_string().as_bytes());
        prop_assert!(form.is_some() || !problems.is_empty());
    }
}
