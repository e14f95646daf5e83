//! Cases of two kinds with people of their own: each kind is a queue of its own, as theory says it, and whoever cannot be shared
//! out is told so.
use crate::common::*;
use serde_json::{Value, json};
use weir_mining::statistics::queue::erlang_c;
use weir_simulation::what_if::{Changes, apply};
use weir_simulation::{Refusal, Scenario, simulate};

/// How often a case is a large one.
const LARGE: f64 = 0.05;
/// How long both take, hours, and how often cases come.
const TAKES: [f64; 2] = [0.2, 4.0];
const BETWEEN: f64 = 1.0 / 3.0;

/// Two people who do small cases and large ones, whichever comes first.
fn office() -> Value {
    json!({
        "arrivals": {"kind": "poisson", "mean": BETWEEN * HOUR},
        "property": {"values": {"kind": [{"probability": 1.0 - LARGE, "value": "small"}, {"probability": LARGE, "value": "large"}]}},
        "resources": [{"id": "ann", "calendar": "always"}, {"id": "ben", "calendar": "always"}],
        "elements": {"work": {
            "time": {
                "size": {"variable": "kind", "value": "large", "work": [(1.0 - LARGE) * TAKES[0], LARGE * TAKES[1]]},
                "processing": exponential(1.0),
                "classes": [
                    {"size": 0, "processing": exponential(TAKES[0])}, {"size": 1, "processing": exponential(TAKES[1])}]},
            "resource": {"people": ["ann", "ben"]}}}
    })
}

fn parted(office: &Value, by: &Value, step: Option<&str>) -> Result<Scenario, Vec<Refusal>> {
    let mut kinds = json!({ "by": by });
    if let Some(step) = step {
        kinds["step"] = json!(step);
    }
    let changes: Changes = serde_json::from_value(json!({ "kinds": kinds })).expect("changes");
    apply(&model(&one_task()), &scenario(office), &changes)
}

fn large() -> Value {
    json!({"variable": "kind", "value": "large"})
}

#[test]
fn each_kind_waits_in_a_queue_of_its_own() {
    let apart = parted(&office(), &large(), Some("work")).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    let kinds = &apart.elements["work"].resource.kinds;
    assert_eq!(kinds.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    let wait = |scenario: &Scenario| {
        let outcome = simulate(&model(&one_task()), scenario, &options(7, 30, 4_000)).expect("nothing is missing");
        outcome.steps["work"].queue.expect("it was done")
    };
    let one = |share: f64, takes: f64| share * erlang_c(share / BETWEEN, 1.0 / takes, 1).expect("stable").wait * HOUR;
    let theory = one(1.0 - LARGE, TAKES[0]) + one(LARGE, TAKES[1]);
    let found = wait(&apart);
    let (low, high) = (found.low.expect("thirty replications"), found.high.expect("thirty replications"));
    assert!((found.mean - theory).abs() < high - low, "{found:?} and not {theory}");
    // A small one waits no more behind two large ones, and that is worth more than that either of two may take it.
    let before = wait(&scenario(&office()));
    assert!(before.low.is_some_and(|low| low > 1.2 * found.mean), "{before:?} and {found:?}");
}

/// Four people are not four halves: who is there for an hour a day, and who does three things at once, is as much as they can do.
#[test]
fn people_are_shared_out_by_how_much_they_can_do() {
    let mut office = office();
    let hour = json!([{"from": "09:00:00", "until": "10:00:00"}]);
    office["calendars"] = json!([{"id": "hour", "name": "An hour", "timeZone": "UTC", "week": [hour, hour, hour, hour, hour, hour, hour], "days": {}}]);
    let shared = |resources: Value| {
        let mut office = office.clone();
        let ids: Vec<Value> = resources.as_array().expect("people").iter().map(|who| who["id"].clone()).collect();
        (office["resources"], office["elements"]["work"]["resource"]["people"]) = (resources, json!(ids));
        // Of both kinds there is as much work.
        office["elements"]["work"]["time"]["size"]["work"] = json!([1.0, 1.0]);
        let apart = parted(&office, &large(), Some("work")).unwrap_or_else(|refusals| panic!("{refusals:?}"));
        let mut kinds = apart.elements["work"].resource.kinds.clone();
        kinds.sort_by_key(Vec::len);
        kinds
    };
    let one = |id: &str, calendar: &str| json!({"id": id, "calendar": calendar});
    let hours = json!([one("ann", "hour"), one("ben", "always"), one("cem", "hour"), one("dan", "hour")]);
    assert_eq!(shared(hours), [vec!["ben"], vec!["ann", "cem", "dan"]], "who is always there is as much as all others");
    let at_once = json!([{"id": "ann", "calendar": "always", "atOnce": 3}, one("ben", "always"), one("cem", "always"), one("dan", "always")]);
    assert_eq!(shared(at_once), [vec!["ann"], vec!["ben", "cem", "dan"]]);
}

#[test]
fn without_a_step_it_is_wherever_several_people_do_the_work() {
    let everywhere = parted(&office(), &large(), None).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    assert_eq!(Ok(everywhere), parted(&office(), &large(), Some("work")));
}

#[test]
fn whoever_cannot_be_shared_out_is_told_so() {
    let refused = |office: &Value, by: &Value, step| codes(&parted(office, by, step).expect_err("it cannot be so"));
    let mut alone = office();
    alone["elements"]["work"]["resource"]["people"] = json!(["ann"]);
    assert_eq!(refused(&alone, &large(), Some("work")), ["simulation-step-without-resource work"]);
    assert_eq!(refused(&alone, &large(), None), ["simulation-step-without-resource kinds"]);
    assert_eq!(refused(&office(), &large(), Some("rest")), ["simulation-unknown-element rest"]);
    // Nothing was learned of these kinds, or no case has the variable at all.
    let other = json!({"variable": "kind", "value": "small"});
    assert_eq!(refused(&office(), &other, Some("work")), ["simulation-contradiction work"]);
    let unknown = json!({"variable": "colour", "value": "red"});
    assert_eq!(refused(&office(), &unknown, Some("work")), ["simulation-contradiction work"]);
    for by in [
        json!({"variable": "kind"}),
        json!({"variable": "", "value": "large"}),
        json!({"variable": "kind", "value": "large", "limits": [1.0]}),
        json!({"variable": "n", "limits": [2.0, 1.0]}),
    ] {
        assert!(refused(&office(), &by, Some("work")).contains(&"simulation-contradiction work".to_owned()), "{by}");
    }
}
