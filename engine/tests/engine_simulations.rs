//! Simulations of processes of the engine itself: what they learn from a history that the engine made under a clock that is
//! moved by hand, that they are durable, repeatable and bounded, and that what fails the as-is gate is marked.
use crate::engine_support::{Lab, MONDAY, by, model, once, vars};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use weir_core::Timestamp;
use weir_engine::api::{
    AcceptSuggestion, CompleteUserTask, NewSimulation, Paging, SimulationResult, SimulationState, SimulationView,
    UserTask, WhatIf,
};
use weir_engine::{Clock, Error};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A claim is checked; a large one is looked at by an expert; then it is paid.
fn claim() -> String {
    let elements = "<startEvent id='s'/><userTask id='check' camunda:candidateGroups='clerks'/>\
        <exclusiveGateway id='large' default='large_m'/><userTask id='expert' camunda:candidateGroups='experts'/>\
        <exclusiveGateway id='m'/><userTask id='pay' camunda:candidateGroups='clerks'/><endEvent id='e'/>\
        <sequenceFlow id='large_expert' sourceRef='large' targetRef='expert'>\
        <conditionExpression>= amount &gt; 500</conditionExpression></sequenceFlow>";
    model("claim", "s check large m pay e; expert m", elements, "")
}

/// Numbers that are spread over 0 to 1, always the same.
struct Spread(u64);

impl Spread {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn minutes(&mut self, mean: f64) -> i64 {
        // The sum of four exponential times: work that seldom takes no time at all.
        let sum: f64 = (0..4).map(|_| -(1.0 - self.next()).ln()).sum();
        (mean * sum / 4.0 * MINUTE as f64).round() as i64 + 1_000
    }
}

/// Who does what, and how long it takes.
fn work(task: &str) -> (&'static [&'static str], f64) {
    match task {
        "expert" => (&["eva", "emil"], 15.0),
        "check" => (&["ann", "ben", "cem", "dan"], 20.0),
        _ => (&["ann", "ben", "cem", "dan"], 8.0),
    }
}

/// Weeks of claims in the mornings of working days, each done by whoever is free, on the same day.
async fn history(lab: &Lab, weeks: i64, a_day: usize) {
    let mut chance = Spread(11);
    for day in (0..7 * weeks).filter(|day| day % 7 < 5) {
        let open = MONDAY.0 + day * DAY + HOUR;
        let mut starts: Vec<i64> = (0..a_day).map(|_| open + (chance.next() * 3.0 * HOUR as f64) as i64).collect();
        starts.sort_unstable();
        let (mut starts, mut busy) = (starts.into_iter().peekable(), BTreeMap::<&str, (i64, UserTask)>::new());
        let mut taken = BTreeSet::new();
        loop {
            let next_done = busy.iter().map(|(who, (until, _))| (*until, *who)).min();
            let start = starts.peek().copied();
            match (start, next_done) {
                (None, None) => break,
                (Some(at), done) if done.is_none_or(|(until, _)| at <= until) => {
                    starts.next();
                    lab.jump(Timestamp(at)).await;
                    let amount = if chance.next() < 0.3 { 900 } else { 100 };
                    lab.start("claim", vars(json!({ "amount": amount }))).await;
                }
                (_, Some((until, who))) => {
                    lab.jump(Timestamp(until)).await;
                    let (_, task) = busy.remove(who).expect("they work on it");
                    lab.engine.complete_user_task(by(who), task.id, CompleteUserTask::default()).await.unwrap();
                }
                (Some(_), None) => unreachable!("a start without work in hand is taken above"),
            }
            let mut tasks = lab.tasks().await;
            tasks.sort_by_key(|task| task.created);
            for task in tasks.into_iter().filter(|task| !taken.contains(&task.id.to_string())).collect::<Vec<_>>() {
                let (people, mean) = work(task.element.as_str());
                let Some(who) = people.iter().find(|who| !busy.contains_key(*who)) else { continue };
                lab.engine.claim_user_task(by(who), task.id).await.unwrap();
                taken.insert(task.id.to_string());
                busy.insert(who, (lab.clock.now().0 + chance.minutes(mean), task));
            }
        }
    }
}

fn question(scenarios: &Value) -> NewSimulation {
    let all = json!({"name": "More clerks?", "process": "claim", "cases": 200, "replications": 30, "seed": 5, "scenarios": scenarios});
    serde_json::from_value(all).expect("a question")
}

/// Waits until it is over: it runs on a thread of its own.
async fn over(lab: &Lab, id: &str) -> SimulationResult {
    let began = Instant::now();
    loop {
        let found = lab.engine.simulation_result(id).unwrap();
        if found.view.simulation.state != SimulationState::Open {
            return found;
        }
        assert!(began.elapsed() < Duration::from_mins(5), "{:?}", found.view.progress);
        tokio::task::yield_now().await;
        std::thread::yield_now();
    }
}

async fn simulated(lab: &Lab, question: NewSimulation) -> SimulationResult {
    let begun = lab.engine.simulate(by("olga"), question).await.unwrap();
    assert_eq!(begun.state, SimulationState::Open);
    over(lab, &begun.id).await
}

fn codes(view: &SimulationView) -> Vec<String> {
    let all = view.simulation.reasons.iter();
    all.map(|r| format!("{}: {} {}", r.scenario.as_deref().unwrap_or("-"), r.code, r.at.as_deref().unwrap_or("-")))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_is_learned_judged_and_compared_and_it_can_be_repeated_bit_by_bit() {
    let mut lab = Lab::new();
    lab.deploy(&claim()).await;
    history(&lab, 6, 18).await;
    let scenarios = json!([
        {"name": "two clerks fewer", "changes": {"teams": [{"team": "check+pay", "people": -2}]}},
        {"name": "pay at once", "changes": {"steps": [{"step": "pay", "automated": true, "duration": "PT5S"}]}},
    ]);
    let done = simulated(&lab, question(&scenarios)).await;
    let simulation = &done.view.simulation;
    assert_eq!(simulation.state, SimulationState::Done, "{:?}", simulation.reasons);
    let result = done.result.as_ref().expect("it is done");

    let learned = &result["learned"];
    assert_eq!((learned["cases"].as_u64(), learned["finished"].as_u64()), (Some(540), Some(540)));
    let step = |id: &str| learned["steps"].as_array().unwrap().iter().find(|step| step["id"] == id).unwrap().clone();
    let minutes = step("check")["duration"].as_f64().unwrap() / MINUTE as f64;
    assert!((18.0..22.0).contains(&minutes), "20 minutes was the truth: {minutes}");
    let share = step("expert")["seen"].as_f64().unwrap() / 540.0;
    assert!((0.25..0.35).contains(&share), "{share}");
    assert_eq!(
        learned["branches"][0]["byData"],
        json!(true),
        "the real condition is asked with the data of real cases"
    );
    assert_eq!(learned["missing"], json!([]));
    let notes: Vec<&str> =
        learned["notes"].as_array().unwrap().iter().filter_map(|note| note["code"].as_str()).collect();
    assert_eq!(notes, ["simulation-calendar-learned", "simulation-start-assumed"]);
    assert!(!result.to_string().contains("\"ann\""), "nobody is shown alone");

    // As-is gate: this history is told right.
    assert_eq!(simulation.verified, Some(true), "{:#}", result["gate"]);
    let resting = AcceptSuggestion { simulation: Some(simulation.id.clone()), ..AcceptSuggestion::default() };
    let refused = lab.engine.accept_suggestion(by("olga"), "claim", "s", resting).await.unwrap_err();
    assert_eq!(refused.code(), "no-such-suggestion", "no reason is asked for");
    let gate = lab.engine.simulation_gate("claim").unwrap().expect("it is kept with the process");
    assert_eq!((gate["definition"].as_str(), gate["gate"]["verified"].as_bool()), (Some("claim:1"), Some(true)));

    let variants = result["verdict"]["variants"].as_array().unwrap();
    let percent = |n: usize| variants[n]["differences"]["time"]["percent"].as_f64().unwrap();
    assert!(percent(0) > 5.0, "fewer clerks are slower: {}", percent(0));
    assert!(percent(1) < -5.0, "a system that pays is quicker: {}", percent(1));
    assert_eq!(simulation.ready, ["pay at once"]);
    assert_eq!(result["versions"]["definition"], "claim:1");

    // Repeated after a restart it comes to the same, digit by digit, though more has happened since.
    lab.start("claim", vars(json!({ "amount": 1 }))).await;
    lab.restart().await;
    let again = lab.engine.repeat_simulation(by("olga"), &simulation.id).await.unwrap();
    let again = over(&lab, &again.id).await;
    assert_eq!(again.view.simulation.digest, simulation.digest);
    assert_eq!(again.view.simulation.repeats.as_ref(), Some(&simulation.id));

    // A verified and ready scenario is accepted as it is; once.
    let accepted = lab.engine.accept_scenario(by("olga"), &simulation.id, "pay at once", None).await.unwrap();
    assert_eq!(accepted.simulation.accepted.as_ref().map(|a| (a.by.as_str(), a.ready)), Some(("olga", true)));
    let refused = lab.engine.accept_scenario(by("olga"), &simulation.id, "pay at once", None).await.unwrap_err();
    assert_eq!(refused.code(), "simulation-accepted");
    let other = lab.engine.accept_scenario(by("olga"), &again.view.simulation.id, "two clerks fewer", None).await;
    assert_eq!(other.unwrap_err().code(), "simulation-not-ready");
    let reason = Some("they retire".to_owned());
    let other =
        lab.engine.accept_scenario(by("olga"), &again.view.simulation.id, "two clerks fewer", reason).await.unwrap();
    assert_eq!(other.simulation.accepted.unwrap().reason.as_deref(), Some("they retire"));

    // Everything is in the log.
    lab.power_cut().await;
    assert_eq!(lab.engine.simulations(&Paging::default(), Some("claim"), |_| true).await.unwrap().items.len(), 2);
    assert_eq!(lab.engine.simulation_result(&simulation.id).unwrap().result, done.result);
    lab.engine.remove_simulation(by("olga"), &simulation.id).await.unwrap();
    assert_eq!(lab.engine.simulation(&simulation.id).unwrap_err().code(), "no-such-simulation");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_and_what_contradicts_itself_is_said_at_once() {
    let lab = Lab::new();
    lab.deploy(&claim()).await;
    // Before history is looked at.
    let scenarios = json!([
        {"name": "a", "changes": {"arrivals": -1}},
        {"name": "a", "draft": "ghost", "version": 7, "changes": {"steps": [{"step": "check", "automated": true}]}},
        {"name": "same", "changes": {}},
    ]);
    let mut asked = question(&scenarios);
    (asked.calendar, asked.live_until) = (Some("moon".to_owned()), Some(MONDAY));
    let Err(Error::InvalidSimulation { reasons }) = lab.engine.simulate(by("olga"), asked).await else {
        panic!("refused")
    };
    let told: BTreeSet<String> =
        reasons.iter().map(|r| format!("{} {}", r.scenario.as_deref().unwrap_or("-"), r.code)).collect();
    for wanted in [
        "- simulation-contradiction",
        "- simulation-unknown-calendar",
        "a no-such-definition",
        "a no-such-model",
        "a simulation-contradiction",
        "a simulation-duplicate",
        "same simulation-contradiction",
    ] {
        assert!(told.contains(wanted), "{wanted} is not among {told:?}");
    }
    // Nothing to learn from.
    let done = simulated(&lab, question(&json!([]))).await;
    assert_eq!(
        (done.view.simulation.state, codes(&done.view)),
        (SimulationState::Refused, vec!["-: simulation-too-little-history -".to_owned()])
    );
    // Enough to learn from, too little to judge by: what rests on it is marked, and accepting needs a reason.
    history(&lab, 2, 20).await;
    let done = simulated(
        &lab,
        question(&json!([{"name": "more", "changes": {"teams": [{"team": "check+pay", "people": 2}]}}])),
    )
    .await;
    let id = &done.view.simulation.id;
    assert_eq!((done.view.simulation.state, done.view.simulation.verified), (SimulationState::Done, Some(false)));
    let result = done.result.as_ref().unwrap();
    assert_eq!(result["gate"]["reasons"][0]["code"], "simulation-too-little-history");
    let refused = lab.engine.accept_scenario(by("olga"), id, "more", Some("  ".to_owned())).await.unwrap_err();
    assert_eq!(refused.code(), "simulation-unverified");
    // So is a suggestion that rests on it; it must be one of the same process.
    let resting = || AcceptSuggestion { simulation: Some(id.clone()), ..AcceptSuggestion::default() };
    let refused = lab.engine.accept_suggestion(by("olga"), "claim", "s", resting()).await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-unverified");
    let refused = lab.engine.accept_suggestion(by("olga"), "other", "s", resting()).await.unwrap_err();
    assert_eq!(refused.code(), "suggestion-simulation");
    let accepted = lab.engine.accept_scenario(by("olga"), id, "more", Some("a trial".to_owned())).await.unwrap();
    assert!(!accepted.simulation.accepted.unwrap().verified);
    // What only the history can tell is told of all scenarios at once.
    let scenarios = json!([
        {"name": "a", "changes": {"teams": [{"team": "ghosts", "people": 1}], "steps": [{"step": "nowhere", "factor": 2}]}},
        {"name": "b", "changes": {"teams": [{"team": "check+pay", "people": -4}]}},
    ]);
    let done = simulated(&lab, question(&scenarios)).await;
    let told = codes(&done.view);
    let wanted = [
        "a: simulation-unknown-team ghosts",
        "a: simulation-unknown-element nowhere",
        "b: simulation-step-without-resource check",
        "b: simulation-step-without-resource pay",
    ];
    assert_eq!((done.view.simulation.state, told), (SimulationState::Refused, wanted.map(str::to_owned).to_vec()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_runs_now_is_looked_at_until_a_moment() {
    let lab = Lab::new();
    lab.deploy(&claim()).await;
    history(&lab, 2, 20).await;
    // A Monday morning with twelve open claims.
    lab.jump(Timestamp(MONDAY.0 + 14 * DAY + 2 * HOUR)).await;
    for _ in 0..12 {
        lab.start("claim", vars(json!({ "amount": 100 }))).await;
    }
    let mut asked = question(&json!([{"name": "alone", "changes": {"teams": [{"team": "check+pay", "people": -3}]}}]));
    asked.live_until = Some(Timestamp(lab.clock.now().0 + 2 * HOUR));
    let done = simulated(&lab, asked).await;
    assert_eq!(done.view.simulation.state, SimulationState::Done, "{:?}", done.view.simulation.reasons);
    let live = &done.result.as_ref().unwrap()["live"];
    assert_eq!((live["instances"].as_u64(), live["cases"].as_array().map(Vec::len)), (Some(12), Some(12)));
    let share = |n: usize| {
        let cases = live["cases"].as_array().unwrap();
        cases.iter().map(|case| case["ended"][n].as_f64().unwrap()).sum::<f64>() / cases.len() as f64
    };
    assert!(
        share(0) > 0.5 && share(1) < 0.5,
        "four clerks do most of it in two hours, one does not: {} {}",
        share(0),
        share(1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_runs_at_a_time_and_can_be_ended_and_the_same_key_asks_once() {
    let mut lab = Lab::new();
    lab.deploy(&claim()).await;
    history(&lab, 2, 20).await;
    let mut long = question(&json!([]));
    (long.cases, long.replications) = (Some(50_000), Some(200));
    let first = lab.engine.simulate(once("olga", "k1", 1), long.clone()).await.unwrap();
    let same = lab.engine.simulate(once("olga", "k1", 1), long.clone()).await.unwrap();
    assert_eq!(first.id, same.id);
    let mut ids = vec![first.id.clone()];
    let full = loop {
        match lab.engine.simulate(by("olga"), long.clone()).await {
            Ok(begun) => ids.push(begun.id),
            Err(error) => break error.code(),
        }
    };
    assert_eq!((full, ids.len()), ("too-many-simulations-wait", weir_engine::SIMULATIONS_WAITING_MAX));
    // One that is not over when the engine ends is open after the next start.
    lab.restart().await;
    assert_eq!(lab.engine.simulation(&first.id).unwrap().simulation.state, SimulationState::Open);
    for id in &ids {
        let ended = lab.engine.cancel_simulation(by("olga"), id).await.unwrap();
        assert_eq!(ended.simulation.state, SimulationState::Cancelled);
    }
    assert_eq!(lab.engine.cancel_simulation(by("olga"), &first.id).await.unwrap_err().code(), "simulation-over");
    let short = simulated(&lab, question(&json!([]))).await;
    assert_eq!(short.view.simulation.state, SimulationState::Done, "its turn came, for those before it were ended");
    let view = lab.engine.simulation(&first.id).unwrap();
    assert_eq!(view.simulation.state, SimulationState::Cancelled);
    assert_eq!(WhatIf::default(), serde_json::from_value(json!({})).unwrap());
}
