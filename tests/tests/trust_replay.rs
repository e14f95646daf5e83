//! P2: no token is lost or doubled. Random processes run on a machine that loses power after every step; what it knows
//! afterwards is what it knew before, byte for byte, whether the view survived or was made again from the log.
use std::collections::BTreeSet;
use std::time::Duration;
use weir_engine::api::{InstanceFilter, Paging};
use weir_engine::store::sim::{Fault, Operation, Random};
use weir_engine::{Mutant, Options};
use weir_tests::trust::blocks::{CALLED, random_process};
use weir_tests::trust::driver;
use weir_tests::trust::effort;
use weir_tests::trust::lab::{Lab, vars};
use weir_tests::trust::models::model;

const MODELS: u64 = 200;
/// Random steps, before the process is led to its end.
const STEPS: usize = 6;
/// No random process needs so many steps to its end.
const STEPS_MAX: usize = 1000;
/// After every step up to this one the power goes; later ones only add more of the same.
const CUTS_MAX: usize = 60;
const PATIENCE: Duration = Duration::from_mins(1);

/// What is wrong with the machine.
#[derive(Clone, Copy, Default)]
struct Faults {
    mutant: Mutant,
    passes_over: Option<usize>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_crash_gives_back_exactly_what_was_there() {
    let mut running = tokio::task::JoinSet::new();
    for worker in 0..2 {
        running.spawn(async move {
            for seed in (worker..MODELS * effort() as u64).step_by(2) {
                check(seed, Faults::default()).await.unwrap_or_else(|difference| panic!("seed {seed}: {difference}"));
            }
        });
    }
    running.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applying_events_twice_is_found() {
    for seed in 0..5 {
        let found = check(seed, Faults { mutant: Mutant::ApplyTwice, ..Faults::default() }).await;
        assert!(found.is_err(), "seed {seed}: the mutant lives");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passing_over_one_frame_is_found() {
    for seed in 0..5 {
        // The first frames are the deployments; later ones are steps.
        let found = check(seed, Faults { passes_over: Some(2), ..Faults::default() }).await;
        assert!(found.is_err(), "seed {seed}: the mutant lives");
    }
}

async fn check(seed: u64, faults: Faults) -> Result<(), String> {
    let mut random = Random::new(seed);
    let mut lab = Lab::with(seed, |options: &mut Options| options.mutant = faults.mutant);
    lab.passes_over = faults.passes_over;
    let file = random_process(&mut random, "random");
    lab.deploy(&file).await;
    let called = "<startEvent id='start'/><userTask id='work'/><endEvent id='end'/>";
    lab.deploy(&model(CALLED, "start work end", called, "")).await;
    lab.start("random", vars(serde_json::json!({ "n": random.below(3) }))).await.map_err(|e| e.to_string())?;
    lab.engine.idle().await;
    let mut ended = false;
    for step in 0..STEPS_MAX {
        let told = |what: String| format!("step {step}: {what}\n{file}");
        if step < STEPS && random.below(4) == 0 {
            cut_within_a_step(&mut lab, &mut random).await.map_err(told)?;
        } else if step < STEPS {
            driver::step(&lab, &mut random).await.map_err(|error| told(error.to_string()))?;
        } else {
            ended = !driver::homewards(&lab).await.map_err(|error| told(error.to_string()))?;
        }
        if ended || step < CUTS_MAX {
            same_after_a_crash(&mut lab, &mut random).await.map_err(told)?;
        }
        if ended {
            break;
        }
    }
    if !ended {
        return Err(format!("there is no end to it\n{file}"));
    }
    balance(&lab).await.map_err(|what| format!("{what}\n{file}"))
}

async fn same_after_a_crash(lab: &mut Lab, random: &mut Random) -> Result<(), String> {
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let before = lab.rows();
    if random.below(3) == 0 {
        lab.rebuild().await?;
    } else {
        lab.power_cut().await?;
    }
    difference(&before, &lab.rows())
}

/// The power goes while something is written: the step happened as a whole or not at all, and view and log agree.
async fn cut_within_a_step(lab: &mut Lab, random: &mut Random) -> Result<(), String> {
    let operation = if random.below(2) == 0 { Operation::Write } else { Operation::Sync };
    lab.simulation.disk.fail(operation, 1 + random.below(2), Fault::PowerCut);
    let _unknown = driver::step(lab, random).await;
    lab.power_cut().await?;
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let seen = lab.rows();
    lab.rebuild().await?;
    difference(&seen, &lab.rows())
}

fn difference<T: PartialEq + std::fmt::Debug>(before: &[T], after: &[T]) -> Result<(), String> {
    let gone = before.iter().find(|row| !after.contains(row));
    let new = after.iter().find(|row| !before.contains(row));
    match (gone, new) {
        (None, None) => Ok(()),
        _ => Err(format!("before: {gone:?}\nafter: {new:?}")),
    }
}

/// Everything has ended, and every element instance that began has ended once.
async fn balance(lab: &Lab) -> Result<(), String> {
    for summary in lab.instances(&InstanceFilter::default()).await {
        if summary.ended.is_none() {
            return Err(format!("{} is left over: {:?}", summary.id, lab.engine.instance(summary.id).await));
        }
        let (mut began, mut ended, mut from) = (BTreeSet::new(), BTreeSet::new(), 0);
        loop {
            let events = lab.engine.trace(summary.id, from, Some(1000)).await.map_err(|e| e.to_string())?;
            let Some(last) = events.last() else { break };
            from = last.seq + 1;
            for event in &events {
                let fresh = match event.kind.as_str() {
                    "elementActivated" => began.insert(event.key),
                    "elementCompleted" | "elementTerminated" => ended.insert(event.key),
                    _ => true,
                };
                if !fresh {
                    return Err(format!("{} has {} twice", summary.id, event.kind));
                }
            }
        }
        if let Some(lost) = began.difference(&ended).next() {
            return Err(format!("{}: element instance {lost:?} began and never ended", summary.id));
        }
    }
    let open = lab.engine.user_tasks(&weir_engine::api::UserTaskFilter::default(), &Paging::default()).await;
    let open = open.map_err(|e| e.to_string())?.items;
    if open.is_empty() { Ok(()) } else { Err(format!("tasks of nobody: {open:?}")) }
}
