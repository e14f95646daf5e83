//! Changes in the words of people: each does what it says, and everything that contradicts itself is told at once.
use crate::common::*;
use serde_json::{Value, json};
use weir_mining::measure::resource::four_eyes;
use weir_simulation::what_if::{Changes, apply, teams};
use weir_simulation::{Options, Refusal, Scenario, Simulation, simulate};

fn changes(json: Value) -> Changes {
    serde_json::from_value(json).expect("changes")
}

/// Cases every hour, and 40 minutes of work on each by ann and ben.
fn office() -> Scenario {
    scenario(&json!({
        "arrivals": {"kind": "poisson", "mean": 0.3 * HOUR},
        "resources": [
            {"id": "ann", "calendar": "always", "costPerHour": 30}, {"id": "ben", "calendar": "always", "costPerHour": 50}],
        "elements": {"work": {"time": {"processing": exponential(0.5)}, "resource": {"people": ["ann", "ben"]}}}
    }))
}

fn refused(of: Value) -> Vec<String> {
    codes(&apply(&model(&one_task()), &office(), &changes(of)).expect_err("it cannot be so"))
}

fn changed(of: Value) -> Scenario {
    apply(&model(&one_task()), &office(), &changes(of)).unwrap_or_else(|refusals| panic!("{refusals:?}"))
}

#[test]
fn people_who_do_the_same_are_a_team() {
    let teams = teams(&office());
    assert_eq!(teams.len(), 1);
    assert_eq!((teams[0].id.as_str(), teams[0].cost_per_hour), ("work", 40.0));
    assert_eq!(
        (&teams[0].people[..], &teams[0].steps[..]),
        (&["ann".to_owned(), "ben".to_owned()][..], &["work".to_owned()][..])
    );
    let mut grouped = office();
    grouped.resources[0].groups = vec!["clerks".to_owned()];
    let ids: Vec<String> = weir_simulation::what_if::teams(&grouped).into_iter().map(|team| team.id).collect();
    assert_eq!(ids, ["clerks", "work"], "groups tell teams where somebody knows them");
}

#[test]
fn a_team_may_be_named_by_a_group_that_no_other_has() {
    let mut grouped = office();
    grouped.resources[0].groups = vec!["clerks".to_owned(), "night".to_owned()];
    grouped.resources[1].groups = vec!["clerks".to_owned(), "night".to_owned()];
    let more = changes(json!({"teams": [{"team": "clerks", "people": 1}]}));
    let made = apply(&model(&one_task()), &grouped, &more).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    assert_eq!(made.resources.len(), 3);
    grouped.resources[1].groups.pop();
    grouped.resources[1].groups.push("day".to_owned());
    let refused = apply(&model(&one_task()), &grouped, &more).expect_err("two teams are clerks");
    assert_eq!(codes(&refused), ["simulation-unknown-team clerks"]);
}

#[test]
fn more_people_wait_less_and_fewer_wait_longer() {
    let wait = |scenario: &Scenario| {
        let outcome = simulate(&model(&one_task()), scenario, &options(7, 5, 2_000)).expect("nothing is missing");
        outcome.steps["work"].queue.expect("it was done").mean
    };
    let (more, same) = (changed(json!({"teams": [{"team": "work", "people": 2}]})), office());
    assert_eq!(more.resources.len(), 3);
    assert!(wait(&more) < 0.2 * wait(&same), "{} and {}", wait(&more), wait(&same));
    let fewer = changed(json!({"teams": [{"team": "work", "people": -1}], "steps": [{"step": "work", "factor": 0.5}]}));
    assert_eq!(fewer.elements["work"].resource.people, ["ann"]);
    assert!(wait(&fewer) > wait(&same));
    let quick = changed(json!({"steps": [{"step": "work", "duration": "PT6M", "automated": true}]}));
    assert!(wait(&quick) < f64::EPSILON, "nobody waits for a system");
}

#[test]
fn hours_costs_arrivals_and_durations_are_what_was_said() {
    let weekly = json!({"kind": "weekly", "days": [1, 2], "from": "08:00:00", "until": "12:00:00"});
    let made = changed(json!({
        "arrivals": 2.0,
        "teams": [{"team": "work", "hours": weekly, "costPerHour": 20}],
        "steps": [{"step": "work", "duration": "PT1H"}],
        "discipline": "earliestDueDate",
    }));
    let calendar = made.calendars.iter().find(|calendar| Some(&calendar.id) == made.resources[0].calendar.as_ref());
    let calendar = calendar.expect("they work by it");
    assert_eq!((calendar.week[0].len(), calendar.week[2].len(), calendar.check()), (1, 0, Ok(())));
    assert!(made.resources.iter().all(|person| (person.cost_per_hour - 20.0).abs() < f64::EPSILON));
    assert_eq!(made.elements["work"].time.processing.as_ref().map(weir_simulation::Distribution::mean), Some(HOUR));
    let arrivals = serde_json::to_value(&made.arrivals).expect("plain data");
    assert_eq!(arrivals["mean"], json!(0.15 * HOUR));
}

#[test]
fn those_of_a_team_do_a_step_no_more() {
    let mut grouped = office();
    grouped.resources[0].groups = vec!["clerks".to_owned()];
    let of = |name: &str| {
        let changes = changes(json!({"steps": [{"step": "work", "without": name}]}));
        apply(&model(&one_task()), &grouped, &changes)
    };
    assert_eq!(of("clerks").unwrap_or_else(|r| panic!("{r:?}")).elements["work"].resource.people, ["ben"]);
    assert_eq!(of("work").unwrap_or_else(|r| panic!("{r:?}")).elements["work"].resource.people, ["ann"]);
    assert_eq!(codes(&of("ghosts").expect_err("nobody is one")), ["simulation-unknown-team ghosts"]);
    grouped.resources[1].groups = vec!["clerks".to_owned()];
    let changes = changes(json!({"steps": [{"step": "work", "without": "clerks"}]}));
    let refused = apply(&model(&one_task()), &grouped, &changes).expect_err("nobody is left");
    assert_eq!(codes(&refused), ["simulation-step-without-resource work"]);
}

/// Two who do both of two steps, so busy that whoever has done the one is often the next who is free.
#[test]
fn with_four_eyes_nobody_does_both() {
    let elements = "<startEvent id=\"s\"/><userTask id=\"a\"/><userTask id=\"b\"/><endEvent id=\"e\"/>";
    let both = model(&file(elements, &["s->a", "a->b", "b->e"]));
    let work = json!({"time": {"processing": exponential(0.1)}, "resource": {"people": ["ann", "ben"]}});
    let plain = scenario(&json!({
        "arrivals": {"kind": "poisson", "mean": 0.13 * HOUR}, "warmUp": 0,
        "resources": [{"id": "ann", "calendar": "always"}, {"id": "ben", "calendar": "always"}],
        "elements": {"a": work, "b": work}
    }));
    let violating = |scenario: &Scenario| -> Result<usize, Refusal> {
        let options = Options { keep_log: true, ..options(3, 2, 300) };
        let simulation = Simulation::new(&both, scenario, &options).unwrap_or_else(|refusals| panic!("{refusals:?}"));
        let log = simulation.replication(0, &mut |_| true)?.log.expect("it was kept");
        let of = |step: &str| log.activities.find(step).expect("it was done");
        let (done, violating) = four_eyes(&log, of("a"), of("b"));
        assert_eq!(done.len(), 300);
        Ok(violating.len())
    };
    assert!(violating(&plain).expect("it runs") > 30);
    let eyes = changes(json!({"steps": [{"step": "a", "apart": "b"}, {"step": "b", "apart": "a"}]}));
    let mut apart = apply(&both, &plain, &eyes).unwrap_or_else(|refusals| panic!("{refusals:?}"));
    assert_eq!(violating(&apart), Ok(0));
    // Where one person is all there is, nobody is left for the second of them.
    apart.resources.pop();
    let alone = violating(&apart).expect_err("ann has done the first of them");
    assert_eq!(codes(std::slice::from_ref(&alone)), ["simulation-step-without-resource b"]);
    assert!(alone.message.contains("somebody other than ann"), "{alone}");
    // Of itself, of something that is no task, or where nobody does it, it cannot be.
    let refused = |of: Value| codes(&apply(&both, &plain, &changes(of)).expect_err("it cannot be so"));
    assert_eq!(refused(json!({"steps": [{"step": "a", "apart": "x"}]})), ["simulation-unknown-element a"]);
    let automated = json!({"steps": [{"step": "a", "automated": true, "duration": "PT1M", "apart": "b"}]});
    assert_eq!(refused(automated), ["simulation-contradiction a"]);
    let mut itself = plain.clone();
    itself.element("a").resource.apart = Some("a".to_owned());
    let refusals = Simulation::new(&both, &itself, &options(3, 2, 300)).expect_err("somebody is somebody");
    assert_eq!(codes(&refusals), ["simulation-contradiction a"]);
    itself.element("a").resource.apart = Some("s".to_owned());
    let refusals = Simulation::new(&both, &itself, &options(3, 2, 300)).expect_err("nobody does a start");
    assert_eq!(codes(&refusals), ["simulation-unknown-element a"]);
}

#[test]
fn everything_that_contradicts_itself_is_told_at_once() {
    let all = refused(json!({
        "arrivals": 0.0,
        "teams": [{"team": "ghosts", "people": 1}, {"team": "work", "people": -3}, {"team": "work", "costPerHour": -1}],
        "steps": [
            {"step": "nowhere", "factor": 2.0},
            {"step": "work", "factor": 2.0, "duration": "PT1H", "automated": true, "team": "work"}],
        "branches": [{"gateway": "none", "probabilities": {"a": 0.4}}],
    }));
    for wanted in [
        "simulation-contradiction arrivals",
        "simulation-unknown-team ghosts",
        "simulation-contradiction work",
        "simulation-duplicate work",
        "simulation-unknown-element nowhere",
        "simulation-unknown-element none",
        "simulation-probabilities none",
    ] {
        assert!(all.iter().any(|code| code == wanted), "{wanted} is not among {all:?}");
    }
    let one = |of: Value| refused(of);
    assert_eq!(one(json!({"steps": [{"step": "work", "automated": true}]})), ["simulation-contradiction work"]);
    assert_eq!(one(json!({"steps": [{"step": "work"}]})), ["simulation-contradiction work"]);
    let waits = json!({"steps": [{"step": "work", "automated": true, "duration": "PT1M", "wait": 0.5}]});
    assert_eq!(one(waits), ["simulation-contradiction work"], "nothing waits for it");
    assert_eq!(one(json!({"teams": [{"team": "work", "people": -2}]})), ["simulation-step-without-resource work"]);
    let unknown = json!({"teams": [{"team": "work", "hours": {"kind": "calendar", "id": "office"}}]});
    assert_eq!(one(unknown), ["simulation-unknown-calendar work"]);
    let strange = serde_json::from_value::<Changes>(json!({"stuff": [1]}));
    assert!(strange.is_err(), "what is not known is never ignored");
}

#[test]
fn real_arrivals_cannot_become_more() {
    let mut replayed = office();
    replayed.arrivals =
        serde_json::from_value(json!({"kind": "replay", "times": ["2026-01-05T08:00:00Z"]})).expect("times");
    let refusals =
        apply(&model(&one_task()), &replayed, &changes(json!({"arrivals": 1.5}))).expect_err("no more of them");
    assert_eq!(codes(&refusals), ["simulation-contradiction arrivals"]);
}

#[test]
fn the_clock_stops_when_it_is_told_to() {
    let mut options = options(1, 2, 1_000);
    options.until = Some(weir_core::Timestamp(20 * 3_600_000));
    let outcome = simulate(&model(&one_task()), &office(), &options).expect("nothing is missing");
    assert!(outcome.cases < 250, "about 67 cases begin in 20 hours, twice: {}", outcome.cases);
    options.until = Some(weir_core::Timestamp(0));
    let refusals = simulate(&model(&one_task()), &office(), &options).expect_err("it ends before it begins");
    assert_eq!(codes(&refusals), ["simulation-contradiction -"]);
}
