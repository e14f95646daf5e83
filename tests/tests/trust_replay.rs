//! P2: no token is lost or doubled. Random processes of everything that runs, drawn by the generator of the core, go on a
//! machine that loses power after every step; what it knows afterwards is what it knew before, byte for byte, whether the
//! view survived or was made again from the log.
#[path = "trust_replay/draw.rs"]
mod draw;

use draw::{Drawn, drawn};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use weir_engine::api::{InstanceFilter, Paging, Resource};
use weir_engine::store;
use weir_engine::store::sim::{Fault, Operation, Random};
use weir_engine::{Mutant, Options};
use weir_tests::trust::driver::Driver;
use weir_tests::trust::effort;
use weir_tests::trust::lab::{Lab, by};

const MODELS: usize = 200;
/// Random steps, before the process is led to its end.
const STEPS: usize = 6;
/// Steps that lead to the end; an instance that has not come there then is cancelled.
const STEPS_HOME: usize = 60;
/// After every step up to this one the power goes; later ones only add more of the same.
const CUTS_MAX: usize = 40;
const PATIENCE: Duration = Duration::from_mins(1);
/// Processes among which some lose power while their last group is torn and the view does not know of the one before.
const TORN: usize = 40;

/// What is wrong with the machine.
#[derive(Clone, Copy, Default)]
struct Faults {
    mutant: Mutant,
    store: Option<store::Mutant>,
    passes_over: Option<usize>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_crash_gives_back_exactly_what_was_there() {
    let all: Arc<Vec<Drawn>> = Arc::new(drawn(MODELS * effort()));
    let (next, home) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..2 {
        let (all, next, home) = (all.clone(), next.clone(), home.clone());
        running.spawn(async move {
            while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                let came = check(one, Faults::default()).await;
                let came = came.unwrap_or_else(|difference| panic!("seed {}: {difference}\n{}", one.seed, one.text));
                home.fetch_add(usize::from(came), Ordering::Relaxed);
            }
        });
    }
    running.join_all().await;
    let home = home.load(Ordering::Relaxed);
    println!("{home} of {} came to their end by themselves", all.len());
    assert!(home * 2 > all.len(), "most of them do not come to their end: the driver has lost its way");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applying_events_twice_is_found() {
    for one in drawn(5) {
        let found = check(&one, Faults { mutant: Mutant::ApplyTwice, ..Faults::default() }).await;
        assert!(found.is_err(), "seed {}: the mutant lives", one.seed);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passing_over_one_frame_is_found() {
    for one in drawn(5) {
        // The first frames are the deployments; later ones are steps.
        let found = check(&one, Faults { passes_over: Some(1), ..Faults::default() }).await;
        assert!(found.is_err(), "seed {}: the mutant lives", one.seed);
    }
}

/// What is cut off with a torn append was acknowledged, and neither the log nor a view made of it knows of it any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recovery_that_gives_up_more_than_the_torn_append_is_found() {
    let mut found = vec![];
    for one in drawn(TORN) {
        let faults = Faults { store: Some(store::Mutant::CutTooMuch), ..Faults::default() };
        found.extend(check(&one, faults).await.err());
    }
    let by_the_log = found.iter().filter(|what| what.contains("frames before the cut")).count();
    println!("{} of {TORN} find it, {by_the_log} by what the log held before", found.len());
    assert!(by_the_log > 0, "the mutant lives: {found:#?}");
}

/// Walks through one; true when all its instances came to their end by themselves.
async fn check(one: &Drawn, faults: Faults) -> Result<bool, String> {
    let mut random = Random::new(one.seed);
    let mut lab = Lab::with(one.seed, |options: &mut Options| {
        options.mutant = faults.mutant;
        options.store.mutant = faults.store.unwrap_or(options.store.mutant);
        options.prepare = draw::prepare;
    });
    lab.passes_over = faults.passes_over;
    let text = |error: weir_engine::Error| format!("{error}: {error:?}");
    let files = one.files().into_iter().map(|(name, bytes)| Resource { name: name.into(), bytes }).collect();
    lab.engine.deploy(by("ada"), files, false).await.map_err(text)?;
    one.start(&lab).await.map_err(text)?;
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let mut driver = Driver::new(draw::right());
    for step in 0..STEPS + STEPS_HOME {
        let told = |what: String| format!("step {step}: {what}");
        let mut more = true;
        if step < STEPS && random.below(4) == 0 {
            cut_within_a_step(&mut lab, &mut random, &mut driver).await.map_err(told)?;
        } else if step < STEPS {
            more = driver.step(&lab, &mut random).await.map_err(|error| told(text(error)))?;
        } else {
            more = driver.homewards(&lab).await.map_err(|error| told(text(error)))?;
        }
        if !more || step < CUTS_MAX {
            same_after_a_crash(&mut lab, &mut random).await.map_err(told)?;
        }
        if !more {
            break;
        }
    }
    let left = running(&lab).await;
    for id in &left {
        // What it has called goes with it.
        match lab.engine.cancel_instance(by("ada"), *id, None).await {
            Ok(()) | Err(weir_engine::Error::Rejected(weir_core::Rejection::Ended)) => {}
            Err(error) => return Err(format!("it cannot be cancelled: {}", text(error))),
        }
        lab.engine.idle().await;
    }
    same_after_a_crash(&mut lab, &mut random).await.map_err(|what| format!("when it is cancelled: {what}"))?;
    balance(&lab).await?;
    Ok(left.is_empty())
}

async fn running(lab: &Lab) -> Vec<weir_core::InstanceId> {
    let all = lab.instances(&InstanceFilter::default()).await;
    all.into_iter().filter(|instance| instance.ended.is_none()).map(|instance| instance.id).collect()
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

/// The power goes while something is written: the step happened as a whole or not at all, nothing from before it is lost, and
/// view and log agree.
async fn cut_within_a_step(lab: &mut Lab, random: &mut Random, driver: &mut Driver) -> Result<(), String> {
    let (frames, before) = (lab.frames()?, lab.rows());
    let operation = if random.below(2) == 0 { Operation::Write } else { Operation::Sync };
    lab.simulation.disk.fail(operation, 1 + random.below(2), Fault::PowerCut);
    let _unknown = driver.step(lab, random).await;
    lab.power_cut().await?;
    if !lab.idle(PATIENCE).await {
        return Err("it does not come to rest".into());
    }
    let (kept, seen) = (lab.frames()?, lab.rows());
    if !kept.starts_with(&frames) {
        return Err(format!("of {} frames before the cut not all are left: there are {}", frames.len(), kept.len()));
    }
    if kept.len() == frames.len() {
        difference(&before, &seen).map_err(|what| format!("the step is not in the log, and yet: {what}"))?;
    }
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
            let events = lab.engine.trace(summary.id, from, Some(1000)).await.map_err(|e| e.to_string())?.0;
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
