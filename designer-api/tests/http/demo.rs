//! The story of `weir demo`, held against itself: what a simulation learns of it since its limit was lowered tells the last two
//! weeks right, whichever numbers it draws; one that is told wrong is found out.
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use weir_core::{Actor, Timestamp};
use weir_designer_api::config::Config;
use weir_designer_api::demo;
use weir_engine::api::{NewSimulation, SimulationState};
use weir_engine::{Context, Engine, Options};

const DAY_MS: i64 = 86_400_000;

/// The gate as it is judged with a simulation of the story, with what is assumed against history; and the notes.
async fn judged(engine: &Engine, seed: u64, assumed: &Value) -> Value {
    let question: NewSimulation = serde_json::from_value(json!({
        "name": "as is", "process": demo::PROCESS, "cases": 100, "replications": 2, "seed": seed,
        "assumed": assumed, "scenarios": [],
    }))
    .expect("a question");
    let by = Context::of(Actor::named("qian.jin"));
    let id = engine.simulate(by, question).await.expect("it is begun").id;
    let began = Instant::now();
    loop {
        let found = engine.simulation_result(&id).expect("it is there");
        if found.view.simulation.state != SimulationState::Open {
            return found.result.unwrap_or_else(|| panic!("{:?}", found.view.simulation.reasons));
        }
        assert!(began.elapsed() < Duration::from_mins(10), "{:?}", found.view.progress);
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_weeks_of_the_demo_are_found_and_a_wrong_calibration_is_found_out() {
    let directory = tempfile::tempdir().expect("a directory");
    let until = Timestamp(1_795_690_000_000);
    let clock = demo::clock(until);
    let options = Options { clock: clock.clone(), ..Config::default().engine() };
    let engine = Engine::open(directory.path(), options).await.expect("it opens");
    demo::tell(&engine, &clock, until).await.expect("it is told");

    let mut right = Value::Null;
    for seed in [1, 2] {
        right = judged(&engine, seed, &json!({})).await;
        assert_eq!(right["gate"]["verified"], json!(true), "until {until}, seed {seed}: {:#}", right["gate"]);
    }
    let changed = until.0.div_euclid(DAY_MS) * DAY_MS - demo::WEEKS / 2 * 7 * DAY_MS;
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
