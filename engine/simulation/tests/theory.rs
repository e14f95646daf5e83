//! Queueing theory: what mathematics says must lie in the intervals that simulations give, about as often as they promise.
use crate::common::*;
use serde_json::{Value, json};
use weir_mining::statistics::queue::{batch_wait, erlang_c, executions_of_loop, mean_of_longer, pollaczek_khinchine};
use weir_simulation::{Estimate, Outcome, Scenario, simulate};

/// A hundred seeds, in every build, and of how many an interval must hold the value: where 95 of 100 are promised.
const SEEDS: u64 = 100;
const COVERED_MIN: usize = 93;
/// How much each interval rests on: as many replications as a verdict needs. With fewer, of a figure as skewed as a wait,
/// Student's interval promises more than it holds.
const REPLICATIONS: u32 = 30;
/// How many cases the queues of an unoptimised build have; they forget how they began within forty.
const CASES: u64 = if cfg!(debug_assertions) { 240 } else { 640 };
const CASES_OF_LOOP: u64 = if cfg!(debug_assertions) { 140 } else { 640 };

/// A value by theory, and the figure that has it.
type Figure<'a> = (f64, &'a dyn Fn(&Outcome) -> Estimate);

/// Simulates with each seed, and holds each figure's intervals against its value.
fn covers(file: &str, json: &Value, figures: &[Figure<'_>]) {
    let (model, scenario): (_, Scenario) = (model(file), scenario(json));
    let run = |seed| simulate(&model, &scenario, &options(seed, REPLICATIONS, 0)).expect("it runs");
    let outcomes: Vec<Outcome> = (1..=SEEDS).map(run).collect();
    for (value, figure) in figures {
        let estimates: Vec<Estimate> = outcomes.iter().map(figure).collect();
        // All seeds together are much sharper than each of them: a bias would show here.
        let together = Estimate::of(&estimates.iter().map(|one| one.mean).collect::<Vec<f64>>()).expect("seeds");
        let covered = estimates.iter().filter(|estimate| estimate.covers(*value)).count();
        println!("{covered} of {SEEDS}; theory {value:.4}, all together {together:?}");
        assert!(covered >= COVERED_MIN, "{covered} of {SEEDS} of {json}");
    }
}

fn sized(mut json: Value, cases: u64, warm_up: u64) -> Value {
    json["cases"] = json!(cases);
    json["warmUp"] = json!(warm_up);
    json
}

fn queue_of(outcome: &Outcome) -> Estimate {
    outcome.steps["work"].queue.expect("it was done")
}

fn time_of(outcome: &Outcome) -> Estimate {
    outcome.time.expect("cases ended")
}

#[test]
fn one_server_waits_as_long_as_erlang_says() {
    let json = sized(queue(1.0, 1, &exponential(0.5)), CASES, 40);
    covers(&one_task(), &json, &[(erlang_c(1.0, 2.0, 1).expect("stable").wait * HOUR, &queue_of)]);
}

#[test]
fn three_servers_wait_as_long_as_erlang_says() {
    let json = sized(queue(0.5, 3, &exponential(0.9)), CASES, 40);
    covers(&one_task(), &json, &[(erlang_c(2.0, 1.0 / 0.9, 3).expect("stable").wait * HOUR, &queue_of)]);
}

#[test]
fn any_service_time_waits_as_long_as_pollaczek_and_khinchine_say() {
    for (processing, variation) in [
        (json!({"kind": "constant", "value": 0.5 * HOUR}), 0.0),
        (json!({"kind": "gamma", "mean": 0.5 * HOUR, "shape": 2.0}), 0.5_f64.sqrt()),
    ] {
        let json = sized(queue(1.0, 1, &processing), CASES, 40);
        let (wait, _, _) = pollaczek_khinchine(1.0, 0.5, variation).expect("stable");
        covers(&one_task(), &json, &[(wait * HOUR, &queue_of)]);
    }
}

#[test]
fn a_loop_is_done_as_often_as_it_should() {
    let elements = "<startEvent id=\"s\"/><exclusiveGateway id=\"m\"/><userTask id=\"work\"/><exclusiveGateway id=\"x\"/><endEvent id=\"e\"/>";
    let file = file(elements, &["s->m", "m->work", "work->x", "x->m", "x->e"]);
    let mut json = sized(queue(2.0, 1, &exponential(0.5)), CASES_OF_LOOP, 40);
    json["elements"]["x"]["control"]["probabilities"] = json!({"x_m": 0.25, "x_e": 0.75});
    let times = executions_of_loop(0.25);
    // With feedback the queue has the product form of Jackson's theorem: as if each visit came by itself.
    let wait = erlang_c(0.5 * times, 2.0, 1).expect("stable").time * times * HOUR;
    let visits = |outcome: &Outcome| outcome.steps["work"].per_case.expect("done");
    covers(&file, &json, &[(times, &visits), (wait, &time_of)]);
}

#[test]
fn a_join_waits_for_the_longer_of_two() {
    let elements = "<startEvent id=\"s\"/><parallelGateway id=\"x\"/><userTask id=\"a\"/><userTask id=\"b\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>";
    let file = file(elements, &["s->x", "x->a", "x->b", "a->j", "b->j", "j->e"]);
    let alone = |hours| json!({"time": {"processing": exponential(hours)}, "resource": {"automated": true}});
    let json = json!({"arrivals": {"kind": "poisson", "mean": HOUR}, "cases": 100, "warmUp": 0,
        "elements": {"a": alone(1.0), "b": alone(2.0)}});
    covers(&file, &json, &[(mean_of_longer(1.0, 2.0) * HOUR, &time_of)]);
}

#[test]
fn a_batch_waits_until_it_is_full() {
    let mut json = sized(queue(1.0, 1, &json!({"kind": "constant", "value": 0})), 120, 0);
    json["elements"]["work"]["resource"]["batch"] = json!({"size": 5});
    let batching = |outcome: &Outcome| outcome.steps["work"].batching.expect("done");
    covers(&one_task(), &json, &[(batch_wait(5, 1.0) * HOUR, &batching)]);
}

/// How fast it is; only an optimised build says anything, and `bench simulation` holds it against its target.
#[test]
fn a_second_of_one_core_is_worth_many_events() {
    let (model, scenario) = (model(&one_task()), scenario(&queue(1.0, 1, &exponential(0.5))));
    let began = std::time::Instant::now();
    let outcome = simulate(&model, &scenario, &options(1, 2, if cfg!(debug_assertions) { 200 } else { 50_000 }))
        .expect("it runs");
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{:.0} events/s, {:.0} visits/s, {:.0} cases/s",
        outcome.events as f64 / seconds,
        outcome.visits as f64 / seconds,
        outcome.cases as f64 / seconds
    );
    assert_eq!(outcome.cases, outcome.ended);
}
