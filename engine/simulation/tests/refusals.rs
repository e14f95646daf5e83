//! What is missing or contradicts itself is refused, each with its code.
use crate::common::*;
use serde_json::{Value, json};
use weir_simulation::{CODES, Model, Scenario, simulate};

/// Something wrong in a scenario.
type Change = Box<dyn Fn(&mut Value)>;

/// The refusals of a scenario, once something in it is changed.
fn refused(file: &str, change: impl Fn(&mut Value)) -> Vec<String> {
    let mut json = queue(1.0, 1, &exponential(0.5));
    change(&mut json);
    match Scenario::read(json.to_string().as_bytes()) {
        Err(refusal) => codes(&[refusal]),
        Ok(scenario) => codes(&simulate(&model(file), &scenario, &options(1, 2, 30)).err().unwrap_or_default()),
    }
}

#[test]
fn what_is_sound_is_not_refused() {
    assert!(refused(&one_task(), |_| ()).is_empty());
}

#[test]
fn each_contradiction_has_its_code() {
    let work = |json: &mut Value, part: &str, value: Value| json["elements"]["work"][part] = value;
    let cases: Vec<(&str, Change)> = vec![
        ("simulation-arrivals-missing -", Box::new(|j| j["arrivals"] = Value::Null)),
        ("simulation-scenario-syntax -", Box::new(|j| j["arrival"] = json!(1))),
        ("simulation-scenario-syntax -", Box::new(|j| j["arrivals"]["mean"] = json!("P1M"))),
        ("simulation-scenario-syntax -", Box::new(|j| j["resources"] = json!([["server", "always"]]))),
        (
            "simulation-scenario-syntax -",
            Box::new(|j| j["arrivals"] = json!({"kind": "interval", "between": ["constant", "PT1H"]})),
        ),
        ("simulation-distribution arrivals", Box::new(|j| j["arrivals"]["mean"] = json!(0))),
        (
            "simulation-distribution arrivals",
            Box::new(|j| j["arrivals"] = json!({"kind": "hourOfWeek", "perHour": [1.0]})),
        ),
        ("simulation-distribution arrivals", Box::new(|j| j["arrivals"] = json!({"kind": "replay", "times": []}))),
        ("simulation-no-process q", Box::new(|j| j["process"] = json!("q"))),
        ("simulation-unknown-element ghost", Box::new(|j| j["elements"]["ghost"] = json!({}))),
        ("simulation-resource-without-calendar server", Box::new(|j| j["resources"][0]["calendar"] = Value::Null)),
        ("simulation-unknown-calendar server", Box::new(|j| j["resources"][0]["calendar"] = json!("office"))),
        ("simulation-unknown-calendar Mars/Base", Box::new(|j| j["timeZone"] = json!("Mars/Base"))),
        ("simulation-contradiction server", Box::new(|j| j["resources"][0]["atOnce"] = json!(0))),
        ("simulation-limit -", Box::new(|j| j["resources"][0]["count"] = json!(10_001))),
        ("simulation-limit -", Box::new(|j| j["cases"] = json!(0))),
        ("simulation-duplicate server", Box::new(|j| j["resources"] = json!([j["resources"][0], j["resources"][0]]))),
        (
            "simulation-contradiction -",
            Box::new(|j| {
                j["cases"] = json!(10);
                j["warmUp"] = json!(10);
            }),
        ),
        (
            "simulation-contradiction work",
            Box::new(move |j| j["elements"]["work"]["resource"]["automated"] = json!(true)),
        ),
        ("simulation-contradiction work", Box::new(move |j| j["elements"]["work"]["resource"]["priority"] = json!(3))),
        (
            "simulation-contradiction work",
            Box::new(move |j| j["elements"]["work"]["resource"]["batch"] = json!({"size": 1})),
        ),
        ("simulation-step-without-resource work", Box::new(move |j| work(j, "resource", json!({})))),
        (
            "simulation-step-without-resource work",
            Box::new(move |j| work(j, "resource", json!({"groups": ["nobody"]}))),
        ),
        ("simulation-step-without-duration work", Box::new(move |j| work(j, "time", json!({})))),
        (
            "simulation-distribution work",
            Box::new(move |j| work(j, "time", json!({"processing": {"kind": "uniform", "min": 5, "max": 1}}))),
        ),
        (
            "simulation-probabilities work",
            Box::new(move |j| work(j, "property", json!({"outcomes": [{"probability": 0.4}]}))),
        ),
        (
            "simulation-probabilities n",
            Box::new(|j| j["property"] = json!({"values": {"n": [{"probability": 2, "value": 1}]}})),
        ),
    ];
    for (wanted, change) in cases {
        assert_eq!(refused(&one_task(), change), [wanted]);
    }
}

#[test]
fn a_gateway_without_its_data_needs_probabilities_that_fit() {
    let elements = "<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"x_e\"/><userTask id=\"work\"/><endEvent id=\"e\"/><endEvent id=\"f\"/>";
    let file = file(elements, &["s->x", "x->work if amount > 5", "x->e", "work->f"]);
    assert_eq!(refused(&file, |_| ()), ["simulation-branch-undecided x"]);
    let with = |probabilities: Value| {
        refused(&file, move |j| j["elements"]["x"] = json!({"control": {"probabilities": probabilities}}))
    };
    assert!(with(json!({"x_work": 0.2, "x_e": 0.8})).is_empty());
    assert_eq!(with(json!({"x_work": 0.2, "x_e": 0.7})), ["simulation-probabilities x"]);
    assert_eq!(with(json!({"x_work": 1.0})), ["simulation-probabilities x"]);
    assert_eq!(with(json!({"x_work": 0.2, "x_e": 0.8, "x_z": 0.0})), ["simulation-unknown-element x"]);
    let data = |j: &mut Value| j["property"] = json!({"vectors": [{"start": {"amount": 3}}, {"start": {"amount": 9}}]});
    assert!(refused(&file, data).is_empty());
}

#[test]
fn what_the_model_needs_from_others_is_asked_for() {
    let wait = "<receiveTask id=\"r\" messageRef=\"m\"/>";
    let file = file(
        &format!("<startEvent id=\"s\"/>{wait}<userTask id=\"work\"/><endEvent id=\"e\"/>"),
        &["s->r", "r->work", "work->e"],
    )
    .replace("<process", "<message id=\"m\" name=\"answer\"/><process");
    assert_eq!(refused(&file, |_| ()), ["simulation-message-unanswered r"]);
    assert!(
        refused(&file, |j| j["elements"]["r"] = json!({"control": {"interTriggerTimer": exponential(2.0)}})).is_empty()
    );

    let call = crate::common::file(
        "<startEvent id=\"s\"/><callActivity id=\"c\" calledElement=\"other\"/><userTask id=\"work\"/><endEvent id=\"e\"/>",
        &["s->c", "c->work", "work->e"],
    );
    assert_eq!(refused(&call, |_| ()), ["simulation-call-missing c"]);
    assert!(refused(&call, |j| j["elements"]["c"] = json!({"time": {"processing": exponential(2.0)}})).is_empty());
}

#[test]
fn models_that_cannot_be_deployed_or_get_stuck_are_refused() {
    let read = |file: &str| Model::read(&[("p.bpmn", file.as_bytes())]).expect_err("it is refused");
    let broken = file("<startEvent id=\"s\"/>", &["s->nowhere"]);
    assert!(read(&broken).iter().all(|refusal| refusal.code == "simulation-model-refused"));
    let elements = "<startEvent id=\"s\"/><exclusiveGateway id=\"x\" default=\"x_b\"/><userTask id=\"a\"/><userTask id=\"b\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>";
    let stuck = file(elements, &["s->x", "x->a if n > 1", "x->b", "a->j", "b->j", "j->e"]);
    assert!(read(&stuck).iter().any(|refusal| refusal.code == "simulation-model-unsound"));
    let codes = codes(&Model::read(&[]).expect_err("nothing"));
    assert_eq!(codes, ["simulation-no-process -"]);
}

#[test]
fn what_never_ends_is_ended() {
    // Work comes by an exclusive calendar that has an hour a year; nothing waits for ever.
    let json = json!({"id": "rare", "name": "Rare", "timeZone": "UTC", "days": {},
        "week": [[{"from": "09:00:00", "until": "09:00:01"}], [], [], [], [], [], []]});
    let refused = refused(&one_task(), |j| {
        j["calendars"] = json!([json]);
        j["resources"][0]["calendar"] = json!("rare");
    });
    assert_eq!(refused, ["simulation-endless server"]);
}

#[test]
fn cases_that_come_too_seldom_are_told_as_such_and_not_as_a_loop() {
    let seldom = |arrivals: Value| refused(&one_task(), move |j| j["arrivals"] = arrivals.clone());
    // One in about a hundred years, and one in a million.
    let rates = vec![1e-10; 168];
    for arrivals in [
        json!({"kind": "poisson", "mean": 1e6 * HOUR}),
        json!({"kind": "interval", "between": {"kind": "constant", "value": 1e6 * HOUR}}),
        json!({"kind": "hourOfWeek", "perHour": rates}),
    ] {
        assert_eq!(seldom(arrivals.clone()), ["simulation-contradiction arrivals"], "{arrivals}");
    }
}

#[test]
fn every_code_is_listed_once_with_its_meaning() {
    let mut codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CODES.len());
    let text = std::fs::read_to_string("../../docs/simulation.md").expect("the document");
    for (code, meaning) in CODES {
        assert!(text.contains(&format!("| `{code}` | {meaning} |")), "docs/simulation.md does not explain {code}");
    }
}
