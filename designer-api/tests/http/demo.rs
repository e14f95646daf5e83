//! The story of `weir demo`, held against itself: what a simulation learns of it since its limit was lowered tells the last two
//! weeks right, whichever numbers it draws; one that is told wrong is found out. What could be better in it is found, shown by
//! simulations and drafted, so that whoever is new here can try the whole way.
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use weir_core::{Actor, Timestamp};
use weir_designer_api::config::Config;
use weir_designer_api::demo;
use weir_engine::api::{
    AcceptSuggestion, AuditJobState, FindSuggestions, NewSimulation, SimulationState, SuggestionState,
};
use weir_engine::{Context, Engine, Options};
use weir_mining::ledger::{Ask, Flag, MarkOf};
use weir_mining::suggest::{Confidence, Edit};

const DAY_MS: i64 = 86_400_000;

/// Until when it is told.
const UNTIL: Timestamp = Timestamp(1_795_690_000_000);

fn by() -> Context {
    Context::of(Actor::named("qian.jin"))
}

/// The story in an engine.
async fn told() -> (tempfile::TempDir, Engine) {
    let directory = tempfile::tempdir().expect("a directory");
    let clock = demo::clock(UNTIL);
    let options = Options { clock: clock.clone(), ..Config::default().engine() };
    let engine = Engine::open(directory.path(), options).await.expect("it opens");
    demo::tell(&engine, &clock, UNTIL).await.expect("it is told");
    (directory, engine)
}

/// What a simulation has come to, with its id.
async fn simulated(engine: &Engine, question: Value) -> (String, Value) {
    let question: NewSimulation = serde_json::from_value(question).expect("a question");
    let id = engine.simulate(by(), question).await.expect("it is begun").id;
    let began = Instant::now();
    loop {
        let found = engine.simulation_result(&id).expect("it is there");
        if found.view.simulation.state != SimulationState::Open {
            let result = found.result.unwrap_or_else(|| panic!("{:?}", found.view.simulation.reasons));
            return (id, result);
        }
        assert!(began.elapsed() < Duration::from_mins(10), "{:?}", found.view.progress);
        tokio::task::yield_now().await;
    }
}

/// The gate as it is judged with a simulation of the story, with what is assumed against history; and the notes.
async fn judged(engine: &Engine, seed: u64, assumed: &Value) -> Value {
    let question = json!({
        "name": "as is", "process": demo::PROCESS, "cases": 100, "replications": 2, "seed": seed,
        "assumed": assumed, "scenarios": [],
    });
    simulated(engine, question).await.1
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_weeks_of_the_demo_are_found_and_a_wrong_calibration_is_found_out() {
    let (_directory, engine) = told().await;
    let mut right = Value::Null;
    for seed in [1, 2] {
        right = judged(&engine, seed, &json!({})).await;
        assert_eq!(right["gate"]["verified"], json!(true), "until {UNTIL}, seed {seed}: {:#}", right["gate"]);
    }
    let changed = UNTIL.0.div_euclid(DAY_MS) * DAY_MS - demo::WEEKS / 2 * 7 * DAY_MS;
    let from = right["gate"]["gate"]["from"].as_str().and_then(Timestamp::parse).expect("it says since when");
    assert!(from.0 >= changed, "nothing of before the limit was lowered: {from}");
    let notes: Vec<&str> =
        right["learned"]["notes"].as_array().unwrap().iter().filter_map(|n| n["code"].as_str()).collect();
    assert!(notes.contains(&"simulation-regime"), "{notes:?}");

    for wrong in
        [json!({"steps": [{"step": "answer", "factor": 3}]}), json!({"steps": [{"step": "answer", "wait": 0}]})]
    {
        let told = judged(&engine, 2, &wrong).await;
        assert_eq!(told["gate"]["verified"], json!(false), "{wrong}: {:#}", told["gate"]);
    }
    engine.shutdown().await.expect("it ends");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_could_be_better_in_the_demo_is_found_shown_and_drafted() {
    let (_directory, engine) = told().await;
    let mut run = engine.find_suggestions(&by(), demo::PROCESS, FindSuggestions::default()).await.expect("it begins");
    while run.state == AuditJobState::Running {
        tokio::task::yield_now().await;
        run = engine.suggestion_run(demo::PROCESS, &run.id).expect("it is there");
    }
    let all = engine.suggestions(demo::PROCESS).expect("they are there");
    let sentences: Vec<&Edit> = all.iter().map(|one| &one.found.edit).collect();
    let planted = |is: &dyn Fn(&Edit) -> bool| {
        all.iter().find(|one| is(&one.found.edit)).unwrap_or_else(|| panic!("{sentences:?}"))
    };
    let beside = planted(&|edit| *edit == Edit::Parallelise { first: "check".into(), second: "budget".into() });
    let needless = planted(&|edit| matches!(edit, Edit::RemoveTask { task, .. } if task == "approve"));
    let unused = planted(&|edit| *edit == Edit::ReviewFlow { flow: "abroad".into() });
    assert_eq!(all.len(), 3, "and nothing that was not planted: {sentences:?}");
    for found in [beside, needless, unused] {
        assert_eq!(found.found.confidence, Confidence::Firm, "{found:?}");
        assert!(found.found.evidence.cases >= 500, "{found:?}");
    }

    let (id, result) = simulated(
        &engine,
        json!({ "name": "what could be better", "process": demo::PROCESS, "cases": 100, "replications": 30,
            "scenarios": [
                { "name": "side by side", "suggestion": beside.id },
                { "name": "nobody asks", "suggestion": needless.id },
                { "name": "no way abroad", "suggestion": unused.id },
            ] }),
    )
    .await;
    assert_eq!(result["gate"]["verified"], json!(true), "{:#}", result["gate"]);
    for variant in result["verdict"]["variants"].as_array().expect("variants") {
        assert_eq!(variant["acceptReady"], json!(true), "{variant:#}");
    }

    // The simulation is reason enough: each becomes a draft, and what can be carried out is.
    for (found, has, by_hand) in [(beside, "parallelGateway", false), (needless, "", false), (unused, "", true)] {
        let asked = AcceptSuggestion { simulation: Some(id.clone()), ..AcceptSuggestion::default() };
        let accepted = engine.accept_suggestion(by(), demo::PROCESS, &found.id, asked).await.expect("it is shown");
        let SuggestionState::Accepted(acceptance) = accepted.state else { panic!("{accepted:?}") };
        assert_eq!(acceptance.by_hand.is_some(), by_hand, "{acceptance:?}");
        let (_, text) = engine.model_text(&acceptance.drafts[0], None).await.expect("the draft");
        assert!(text.contains(has), "{text}");
    }
    engine.shutdown().await.expect("it ends");
}

/// The limit was lowered, and one supplier answers late since: both go with slow orders, and lead to the same ones.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rule_that_was_changed_is_found_beside_the_supplier_that_became_slow() {
    let (_directory, engine) = told().await;
    let ask = Ask::of(demo::PROCESS, UNTIL.0 - demo::WEEKS * 7 * DAY_MS, UNTIL.0).checked().expect("a window");
    let found = engine.analytics_explain(ask, Flag::LongerThan(3 * DAY_MS)).await.expect("it is told").answer;
    let single = found.drivers.iter().filter(|driver| driver.items.len() == 1);
    let told: Vec<(&str, &str, u64, u64)> = single
        .map(|driver| (&*driver.items[0].attribute, &*driver.items[0].value, driver.flagged, driver.rest_flagged))
        .collect();
    let of = |attribute: &str, value: &str| {
        let found = told.iter().find(|one| (one.0, one.1) == (attribute, value));
        found.map_or_else(|| panic!("{told:?}"), |one| (one.2, one.3))
    };
    let (late, others) = of(MarkOf::Rule.name(), "written_offer_above:2");
    assert!(late > 50 && others == 0, "nothing was late by the old limit: {told:?}");
    assert_eq!(of("supplier", "北方物资"), (late, others));

    // On days that are still to come nothing has ended, and no series has fallen for that.
    let moved = async |until: i64| {
        let ask = Ask::of(demo::PROCESS, UNTIL.0 - demo::WEEKS * 7 * DAY_MS, until).checked().expect("a window");
        engine.analytics_moved(ask).await.expect("it is told").answer
    };
    assert_eq!(moved(UNTIL.0 + 5 * DAY_MS).await, moved(UNTIL.0).await);
    engine.shutdown().await.expect("it ends");
}
