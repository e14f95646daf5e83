//! The model library: a card that is right has no findings, each kind of fault has its own code, and cards are found.
use serde_json::{Value, json};
use weir_core::library::{Area, Card, Folder, Formula, Library, MEASURES, Query, read};

const MODEL: &[u8] = br#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <process id="claim" isExecutable="true">
    <startEvent id="s"/><userTask id="fill"/><userTask id="decide"/><endEvent id="paid"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="fill"/><sequenceFlow id="b" sourceRef="fill" targetRef="decide"/>
    <sequenceFlow id="c" sourceRef="decide" targetRef="paid"/></process></definitions>"#;
const DECISION: &[u8] =
    br#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
  <inputData id="amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="level" name="level"><variable name="level"/>
    <informationRequirement id="i"><requiredInput href="&#35;amount"/></informationRequirement>
    <literalExpression><text>amount > params.limit</text></literalExpression></decision></definitions>"#;
const FORM: &[u8] = br#"{"type": "default", "id": "claimForm", "components": [{"type": "number", "key": "amount"}]}"#;

fn folder() -> Folder {
    Folder::read([
        ("model.bpmn", MODEL),
        ("level.dmn", DECISION),
        ("forms/claim.form", FORM),
        ("notes.txt", b"".as_slice()),
    ])
}

fn right() -> Value {
    let say = |en: &str| json!({"zh-CN": "中", "en": en});
    json!({
        "id": "claim", "version": "1.0", "area": "finance", "path": [say("Finance"), say("Expenses"), say("Claim")],
        "tags": ["expenses"], "name": say("Expense claim"), "purpose": say("Pays back"), "owner": "head",
        "models": [{"file": "model.bpmn", "process": "claim", "level": 3}],
        "decisions": [{"file": "level.dmn", "decision": "level"}],
        "forms": [{"file": "forms/claim.form", "form": "claimForm"}],
        "parameters": [{"name": "limit", "kind": "number", "value": 500, "unit": "CNY"}],
        "roles": [{"id": "employee", "name": say("Employee"), "duties": say("fills in")},
                  {"id": "head", "name": say("Head"), "duties": say("decides")}],
        "activities": [{"process": "claim", "activity": "fill", "responsible": ["employee"], "accountable": ["employee"]},
                       {"process": "claim", "activity": "decide", "responsible": ["head"], "accountable": ["head"],
                        "informed": ["employee"]}],
        "indicators": [{"id": "claim.time", "name": say("Time"), "formula": "p90(sojourn)", "unit": "working-days",
                        "target": 5, "direction": "lower"}]
    })
}

fn card(json: &Value) -> Card {
    read(json.to_string().as_bytes()).unwrap_or_else(|finding| panic!("{finding}"))
}

/// The codes of what is wrong when the value at `pointer` is another one.
fn codes(pointer: &str, value: Value) -> Vec<&'static str> {
    let mut changed = right();
    *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    let mut codes: Vec<_> = card(&changed).check(&folder()).into_iter().map(|finding| finding.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_card_that_is_right_has_no_findings() {
    assert_eq!(card(&right()).check(&folder()), []);
}

#[test]
fn what_no_card_can_say_is_refused_with_its_place() {
    let mut unknown = right();
    unknown["activities"][0]["colour"] = json!("red");
    let refused = read(unknown.to_string().as_bytes()).unwrap_err();
    assert_eq!(refused.code, "card-unreadable");
    assert!(refused.at.starts_with("line 1, column") && refused.message.contains("colour"), "{refused}");
    for (pointer, value) in [("/area", json!("sales")), ("/path/0", json!({"en": "Finance"})), ("/version", json!(1))] {
        let mut wrong = right();
        *wrong.pointer_mut(pointer).unwrap() = value;
        assert_eq!(read(wrong.to_string().as_bytes()).unwrap_err().code, "card-unreadable", "{pointer}");
    }
    let large = vec![b' '; weir_core::library::CARD_BYTES_MAX + 1];
    assert_eq!(read(&large).unwrap_err().code, "card-too-large");
}

#[test]
fn duties_that_are_not_clear_are_found() {
    let decide = |part: &str, value: Value| codes(&format!("/activities/1/{part}"), value);
    assert_eq!(decide("accountable", json!([])), ["raci-nobody-accountable"]);
    assert_eq!(decide("accountable", json!(["head", "employee"])), ["raci-several-accountable"]);
    assert_eq!(decide("responsible", json!([])), ["raci-nobody-responsible"]);
    assert_eq!(decide("responsible", json!(["stranger"])), ["card-role-unknown"]);
    assert_eq!(decide("responsible", json!(["head", "head"])), ["card-duplicate"]);
    assert_eq!(decide("activity", json!("nowhere")), ["card-activity-unknown", "raci-missing"]);
    assert_eq!(decide("activity", json!("fill")), ["card-duplicate", "raci-missing"]);
    let both = json!({"process": "claim", "activity": "decide", "responsible": ["head"], "accountable": ["head"],
                      "consulted": ["head"]});
    assert_eq!(codes("/activities/1", both), ["raci-contradiction"]);
    assert_eq!(codes("/owner", json!("nobody")), ["card-role-unknown"]);
}

#[test]
fn indicators_that_cannot_be_computed_are_found() {
    let formula = |text: &str| codes("/indicators/0/formula", json!(text));
    for unknown in ["sojourn", "p90(love)", "p0(sojourn)", "share(sojourn)", "mean(queue)", "mean(busy of fill)"] {
        assert_eq!(formula(unknown), ["indicator-unknown"], "{unknown}");
    }
    assert_eq!(formula("share(reached of paid)"), ["indicator-unit"]);
    assert_eq!(formula("mean(sojourn of nowhere)"), ["indicator-element-unknown"]);
    assert_eq!(formula("max(sojourn of decide)"), Vec::<&str>::new());
    assert_eq!(codes("/indicators/0/target", json!(-1)), ["indicator-target"]);
}

#[test]
fn files_and_parameters_that_do_not_agree_are_found() {
    assert_eq!(codes("/models/0/process", json!("other")), ["card-file-missing", "card-file-unnamed"]);
    assert_eq!(codes("/models/0/level", json!(6)), ["card-level"]);
    assert_eq!(codes("/decisions", json!([])), ["card-file-unnamed"]);
    assert_eq!(codes("/forms/0/file", json!("claim.form")), ["card-file-missing", "card-file-unnamed"]);
    assert_eq!(codes("/parameters", json!([])), ["card-parameter-missing"]);
    assert_eq!(codes("/parameters/0/value", json!("much")), ["card-parameter-wrong"]);
    assert_eq!(codes("/parameters/0/name", json!("other")), ["card-parameter-missing", "card-parameter-unused"]);
    assert_eq!(codes("/path", json!([])), ["card-level"]);
    assert_eq!(codes("/tags", json!([])), ["card-entries"]);
    assert_eq!(codes("/name/en", json!(" ")), ["card-words-missing"]);
}

/// Models use parameters too, in conditions and wherever else something is computed.
#[test]
fn parameters_of_models_are_asked_for() {
    let model = std::str::from_utf8(MODEL).unwrap().replace(
        r#"<userTask id="fill"/>"#,
        r#"<userTask id="fill" xmlns:weir="urn:weir:bpmn:1" weir:dueDate="= params.patience"/>"#,
    );
    let folder = Folder::read([("model.bpmn", model.as_bytes()), ("level.dmn", DECISION), ("forms/claim.form", FORM)]);
    let found = card(&right()).check(&folder);
    assert!(matches!(&found[..], [one] if one.code == "card-parameter-missing" && one.at == "patience"), "{found:?}");
}

/// A model that cannot be deployed is not there for its card.
#[test]
fn a_model_with_an_error_is_as_good_as_missing() {
    let broken = std::str::from_utf8(MODEL).unwrap().replace("targetRef=\"paid\"", "targetRef=\"nowhere\"");
    let folder = Folder::read([("model.bpmn", broken.as_bytes()), ("level.dmn", DECISION), ("forms/claim.form", FORM)]);
    let codes: Vec<_> = card(&right()).check(&folder).into_iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"card-file-missing"), "{codes:?}");
}

#[test]
fn ids_are_there_once_and_cards_are_found_by_area_level_tag_and_words() {
    let mut library = Library::default();
    library.add(card(&right())).unwrap();
    let mut other = right();
    other["id"] = json!("leave");
    let refused = library.add(card(&other)).unwrap_err();
    assert!(refused.code == "library-duplicate" && refused.message.contains("process `claim`"), "{refused}");
    for (pointer, value) in [
        ("/models/0/process", json!("leave")),
        ("/models/0/level", json!(4)),
        ("/decisions", json!([])),
        ("/forms", json!([])),
        ("/indicators/0/id", json!("leave.time")),
        ("/area", json!("organisation")),
        ("/tags", json!(["hr"])),
        ("/name", json!({"zh-CN": "请假", "en": "Leave"})),
    ] {
        *other.pointer_mut(pointer).unwrap() = value;
    }
    library.add(card(&other)).unwrap();
    let found = |query: Query| library.find(&query).map(|card| card.id.clone()).collect::<Vec<_>>();
    assert_eq!(found(Query::default()), ["claim", "leave"]);
    assert_eq!(found(Query { area: Some(Area::Finance), ..Query::default() }), ["claim"]);
    assert_eq!(found(Query { level: Some(4), ..Query::default() }), ["leave"]);
    assert_eq!(found(Query { tag: Some("hr".into()), ..Query::default() }), ["leave"]);
    assert_eq!(found(Query { text: Some("请假".into()), ..Query::default() }), ["leave"]);
    assert_eq!(found(Query { text: Some("EXPENSE".into()), tag: Some("hr".into()), ..Query::default() }), ["leave"]);
    assert_eq!(found(Query { text: Some("nothing".into()), ..Query::default() }), Vec::<String>::new());
    assert!(library.get("leave").is_some() && library.get("nothing").is_none());
}

/// Each measure can be asked for with some statistic, and takes a unit.
#[test]
fn every_measure_has_a_formula() {
    for measure in MEASURES {
        let of = match measure.of {
            weir_core::library::Scope::Instance => "",
            _ => " of step",
        };
        let texts = ["mean", "share", "rate"].map(|statistic| format!("{statistic}({}{of})", measure.name));
        let read: Vec<Formula> = texts.iter().filter_map(|text| text.parse().ok()).collect();
        assert_eq!(read.len(), 1, "{}: {texts:?}", measure.name);
        assert!(measure.yields.units().iter().all(|unit| read[0].takes(unit)), "{}", measure.name);
        assert!(!measure.meaning.is_empty());
    }
}
