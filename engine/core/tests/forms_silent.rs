//! Every property of a form that is executed counts somewhere; what only shows changes nothing; what is unknown is told.
use serde_json::{Value, json};
use std::collections::BTreeMap;
use weir_core::Timestamp;
use weir_core::form::catalogue::{Fate, PROPERTIES, ROOT, types};
use weir_core::form::{Extent, FilesTaken, Permissions, Submission, read, shown};
use weir_core::parameter::Moment;

/// Only their values are looked at: leaving them out means the same.
const BY_VALUE: [&str; 2] = ["computeOn", "isRepeating"];

/// What a form does: what is said about it, what becomes of submissions, what is sent out beside the schema.
fn behaviour(form: &Value) -> String {
    let (read, problems) = read(form.to_string().as_bytes());
    let mut said: Vec<String> = problems.iter().map(|p| format!("{} {}", p.code, p.message)).collect();
    let Some(read) = read else { return said.join("\n") };
    said.push(format!("{} {:?}", read.id, read.version_tag));
    let data = |json: &Value| serde_json::from_value::<BTreeMap<String, Value>>(json.clone()).unwrap();
    let known = json!({"options": ["a"], "most": 3, "limit": 5, "rows": [{"n": 1}, {"n": 5}], "picture": "p"});
    let moment = Moment::from(Timestamp(1_782_907_200_000));
    let permissions = Permissions::default();
    let sent = shown(&read, &permissions, &data(&known), moment);
    said.push(format!("{:?} {:?} {:?}", sent.data, sent.context, sent.access));
    let attachment = &|_: &str, taken: &FilesTaken| (!taken.accept.is_empty()).then(|| "not taken".to_owned());
    for given in [
        json!({}),
        json!({"k": "a"}),
        json!({"k": "abcdef"}),
        json!({"k": 7}),
        json!({"k": 0.123}),
        json!({"k": true}),
        json!({"k": ["a"]}),
        json!({"k": "2020-01-01"}),
        json!({"k": "2020-01-01T10:07Z"}),
        json!({"k": "2020-01-01T10:15Z"}),
        json!({"k": "2020-01-01T10:15+08:00"}),
        json!({"k": "10:07"}),
        json!({"rows": [{"n": 3}]}),
        json!({"rows": [{"n": 3}, {"n": 4}], "t": 7}),
        json!({"outer": {"k": "a"}}),
    ] {
        let (known, given) = (data(&known), data(&given));
        let submission = Submission {
            form: &read,
            permissions: &permissions,
            known: &known,
            given: &given,
            moment,
            extent: Extent::Whole,
            attachment,
        };
        said.push(format!("{:?}", submission.check()));
    }
    said.join("\n")
}

fn form(component: &Value) -> Value {
    json!({"type": "default", "id": "f", "versionTag": "v", "schemaVersion": 18, "components": [component]})
}

#[test]
fn what_is_executed_counts_and_what_shows_does_not() {
    let examples = examples();
    for example in &examples {
        let said = behaviour(&form(example));
        assert!(!said.contains("form-"), "an example must be right: {said}\n{example}");
    }
    let mut wrong = vec![];
    for property in PROPERTIES {
        let with: Vec<&Value> =
            examples.iter().filter(|e| holder(&mut (*e).clone(), property.name).is_some()).collect();
        if with.is_empty() {
            wrong.push(format!("no example has `{}`", property.name));
        }
        let counts = with.iter().any(|example| {
            let mut changed = (*example).clone();
            let (holder, name) = holder(&mut changed, property.name).expect("it is there");
            if BY_VALUE.contains(&property.name) {
                holder[name] = json!("zz");
            } else {
                holder.as_object_mut().expect("an object").remove(name);
            }
            behaviour(&form(&changed)) != behaviour(&form(example))
        });
        match property.fate {
            Fate::Runs if !counts => wrong.push(format!("`{}` runs, and no example shows it", property.name)),
            Fate::Shown(_) if counts => wrong.push(format!("`{}` only shows, and counts", property.name)),
            _ => {}
        }
    }
    for property in ROOT {
        let whole = json!({"type": "default", "id": "f", "name": "n", "versionTag": "v", "schemaVersion": 18, "executionPlatform": "x",
            "executionPlatformVersion": "1", "exporter": {}, "$schema": "s", "components": [{"type": "checkbox", "key": "k"}]});
        let mut changed = whole.clone();
        changed.as_object_mut().unwrap().remove(property.name).unwrap_or_else(|| panic!("{}", property.name));
        assert_eq!(behaviour(&whole) != behaviour(&changed), property.fate == Fate::Runs, "{}", property.name);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_a_component_does_not_have_is_told() {
    for kind in types() {
        let mut names: Vec<&str> = PROPERTIES.iter().map(|p| p.name).filter(|n| !n.contains(['.', '['])).collect();
        names.retain(|name| !PROPERTIES.iter().any(|p| p.name == *name && (p.on.is_empty() || p.on.contains(&kind))));
        for name in names.into_iter().chain(["surprise"]) {
            let component = json!({"type": kind, "key": "k", "path": "p", "components": [], "values": [], name: true});
            let (_, problems) = read(form(&component).to_string().as_bytes());
            let told = problems.iter().any(|p| p.code == "form-unknown-property" && p.message.contains(name));
            assert!(told, "`{name}` of `{kind}`: {problems:?}");
        }
    }
}

/// Where a property stands in a component, or in the first component inside it that has it.
fn holder<'a>(value: &'a mut Value, name: &'a str) -> Option<(&'a mut Value, &'a str)> {
    if let Some((outer, inner)) = name.split_once('.') {
        let (outer, first) = outer.strip_suffix("[]").map_or((outer, false), |outer| (outer, true));
        let inside = value.get_mut(outer)?;
        let inside = if first { inside.get_mut(0)? } else { inside };
        return holder(inside, inner);
    }
    value.get(name)?;
    Some((value, name))
}

/// Components in which each property has a value that counts.
fn examples() -> Vec<Value> {
    let list = |more: Value| {
        let mut list = json!({"type": "dynamiclist", "id": "l", "path": "rows", "components": [
            {"type": "number", "key": "n"}]});
        list.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        list
    };
    vec![
        json!({"type": "textfield", "id": "i", "key": "k", "label": "K", "description": "d", "layout": {"row": "r"},
            "appearance": {"prefixAdorner": "¥"}, "properties": {"a": "b"}, "conditional": {"hide": "=most > 5"},
            "validate": {"required": true, "minLength": 2, "maxLength": "=most", "pattern": "^a"}}),
        json!({"type": "textfield", "key": "k", "conditional": {"hide": "=most = 3"}}),
        json!({"type": "textfield", "key": "k", "validate": {"validationType": "email"}}),
        json!({"type": "textfield", "key": "k", "readonly": true}),
        json!({"type": "textfield", "key": "k", "disabled": "=most = 3", "defaultValue": "x"}),
        json!({"type": "textfield", "key": "k", "omitFromSubmit": true, "defaultValue": "x"}),
        json!({"type": "number", "key": "k", "decimalDigits": 1, "increment": 2, "validate": {"min": 1, "max": 5}}),
        json!({"type": "number", "key": "k", "serializeToString": true}),
        json!({"type": "datetime", "key": "k", "subtype": "datetime", "timeSerializingFormat": "utc_normalized",
            "timeInterval": 15, "disallowPassedDates": true, "dateLabel": "d", "timeLabel": "t", "use24h": true}),
        json!({"type": "select", "key": "k", "values": [{"label": "A", "value": "a"}], "searchable": true}),
        json!({"type": "radio", "key": "k", "valuesKey": "options"}),
        json!({"type": "checklist", "key": "k", "valuesExpression": "=options"}),
        json!({"type": "attachment", "key": "k", "multiple": true, "accept": ".pdf"}),
        json!({"type": "expression", "key": "k", "expression": "=most + limit", "computeOn": "change"}),
        json!({"type": "group", "path": "outer", "showOutline": true, "verticalAlignment": "end", "components": [
            {"type": "textfield", "key": "k"}]}),
        list(json!({"allowAddRemove": false, "isRepeating": true, "disableCollapse": true, "nonCollapsedItems": 2,
            "totals": [{"key": "t", "of": "n", "function": "max"}]})),
        json!({"type": "dynamiclist", "path": "k", "allowAddRemove": false, "defaultRepetitions": 0, "components": [
            {"type": "number", "key": "n"}]}),
        json!({"type": "text", "text": "Up to {{limit}}"}),
        json!({"type": "html", "content": "<b>{{limit}}</b>"}),
        json!({"type": "image", "source": "=picture", "alt": "a", "caption": "c"}),
        json!({"type": "iframe", "url": "=picture", "height": 60, "security": {"allowScripts": false}}),
        json!({"type": "button", "action": "submit", "label": "OK"}),
        json!({"type": "table", "dataSource": "=rows", "columns": [{"key": "n", "label": "N"}], "rowCount": 5}),
        json!({"type": "table", "dataSource": "=rows", "columnsExpression": "=options"}),
        json!({"type": "documentPreview", "dataSource": "=picture", "title": "t", "maxHeight": 100}),
    ]
}
