//! P6: no timer is lost, none fires early, none fires twice; not over restarts, nor when the clock jumps an hour or a
//! day in either direction.
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;
use weir_core::{InstanceId, Timestamp};
use weir_engine::api::InstanceFilter;
use weir_engine::store::sim::Random;
use weir_engine::{Clock, Mutant};
use weir_tests::trust::effort;
use weir_tests::trust::lab::{Lab, vars};
use weir_tests::trust::models::waiting;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const ROUNDS: usize = 24;
const TIMERS_PER_ROUND: usize = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timers_fire_once_and_in_time_whatever_the_clock_does() {
    for seed in 1..=2 * effort() as u64 {
        let fired = check(seed, Mutant::None, Duration::from_mins(1)).await;
        let fired = fired.unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
        assert_eq!(fired, ROUNDS * TIMERS_PER_ROUND, "seed {seed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn timers_forgotten_at_the_start_are_found() {
    let found = check(1, Mutant::ForgetTimers, Duration::from_millis(300)).await;
    assert!(found.is_err(), "the mutant lives");
}

/// Arms timers, moves the clock, restarts; after each move looks at every timer. Says how many fired.
async fn check(seed: u64, mutant: Mutant, patience: Duration) -> Result<usize, String> {
    let mut random = Random::new(seed);
    let mut lab = Lab::with(seed, |options| options.mutant = mutant);
    lab.deploy(&waiting()).await;
    let mut due: BTreeMap<InstanceId, Timestamp> = BTreeMap::new();
    // Timers may fire by the latest time that the clock has ever shown, never by a later one.
    let mut latest = lab.clock.now();
    for _ in 0..ROUNDS {
        let now = lab.clock.now();
        for _ in 0..TIMERS_PER_ROUND {
            let seconds = [random.below(120), random.below(7200), random.below(3 * 86_400)][random.below(3) as usize];
            let started = lab.start("waiting", vars(json!({ "delay": format!("PT{seconds}S") }))).await;
            due.insert(started.map_err(|error| error.to_string())?, Timestamp(now.0 + seconds as i64 * 1000));
        }
        match random.below(4) {
            0 => lab.power_cut().await?,
            1 => lab.rebuild().await?,
            _ => {}
        }
        let jumps = [1, 999, 60_000, HOUR, -HOUR, DAY, -DAY];
        lab.clock.advance(jumps[random.below(jumps.len() as u64) as usize]);
        if random.below(4) == 0 {
            // The time has moved while the engine was down.
            lab.power_cut().await?;
        }
        latest = latest.max(lab.clock.now());
        look(&lab, &due, latest, patience).await?;
    }
    lab.clock.set(Timestamp(latest.0 + 4 * DAY));
    lab.power_cut().await?;
    look(&lab, &due, lab.clock.now(), patience).await
}

async fn look(
    lab: &Lab,
    due: &BTreeMap<InstanceId, Timestamp>,
    latest: Timestamp,
    patience: Duration,
) -> Result<usize, String> {
    if !lab.idle(patience).await {
        return Err("timers that are due do not fire".into());
    }
    let (now, mut fired) = (lab.clock.now(), 0);
    let found = lab.instances(&InstanceFilter::default()).await;
    if found.len() != due.len() {
        return Err(format!("{} instances of {}", found.len(), due.len()));
    }
    for instance in found {
        let due = due[&instance.id];
        match instance.ended {
            None if due <= now => return Err(format!("lost: {} was due at {due:?}, it is {now:?}", instance.id)),
            None => {}
            Some(ended) if ended < due || due > latest => {
                return Err(format!("early: {} was due at {due:?} and fired at {ended:?}", instance.id));
            }
            Some(_) => fired += 1,
        }
    }
    once_each(lab, due).await?;
    Ok(fired)
}

/// Some of them, in all detail: a timer fires once.
async fn once_each(lab: &Lab, due: &BTreeMap<InstanceId, Timestamp>) -> Result<(), String> {
    for id in due.keys().step_by(17) {
        let trace = lab.engine.trace(*id, 0, Some(1000)).await.map_err(|error| error.to_string())?;
        let fired = trace.iter().filter(|event| event.kind == "waitFired").count();
        let ended = trace.iter().filter(|event| event.kind == "elementCompleted" && event.key == Some(0)).count();
        if fired > 1 || fired != ended {
            return Err(format!("{id}: fired {fired} times, ended {ended} times"));
        }
    }
    Ok(())
}
