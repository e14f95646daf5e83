//! P5: a request under an idempotency key happens once, whatever fails in between: fifty at the same time, another
//! body, and the power gone at every single write. The reports of workers are such requests also without a key (P4).
#[path = "trust_idempotency/requests.rs"]
mod requests;

use requests::{Request, approval_for, ask, effects, set};
use std::collections::BTreeMap;
use tokio::task::JoinSet;
use weir_engine::api::InstanceFilter;
use weir_engine::store::sim::{Fault, Operation};
use weir_engine::{Error, Mutant};
use weir_tests::trust::lab::{Lab, once};
use weir_tests::trust::models::approval;

/// No request writes so often.
const WRITES_MAX: u64 = 32;
/// How often a fault that shows by chance is looked for.
const SWEEPS_MAX: usize = 50;

/// Made twice, these do what they do once, and say so in the same words: an answer that is lost is no loss.
const HARMLESS: [Request; 0] = [];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_at_once_start_one_instance_and_all_are_told_of_it() {
    let mut lab = Lab::new(1);
    lab.deploy(&approval()).await;
    for round in 0..5 {
        let key = format!("k{round}");
        let mut starting = JoinSet::new();
        for _ in 0..50 {
            let (engine, key) = (lab.engine.clone(), key.clone());
            starting.spawn(async move { engine.start_instance(once("ada", &key, 1), approval_for(1)).await.unwrap() });
        }
        let first = starting.join_next().await.unwrap().unwrap();
        assert!(starting.join_all().await.iter().all(|other| *other == first));
        lab.power_cut().await.unwrap();
        assert_eq!(lab.engine.start_instance(once("ada", &key, 1), approval_for(1)).await, Ok(first));
        let other = lab.engine.start_instance(once("ada", &key, 2), approval_for(2)).await;
        assert_eq!(other, Err(Error::IdempotencyMismatch));
        assert_eq!(lab.instances(&InstanceFilter::default()).await.len(), round + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_at_any_write_leaves_one_effect_after_the_request_is_repeated() {
    let mut sweeping: JoinSet<(Request, Result<usize, String>)> = JoinSet::new();
    for request in Request::ALL {
        sweeping.spawn(async move { (request, sweep(request, Mutant::None).await) });
    }
    let mut wrong = vec![];
    for (request, swept) in sweeping.join_all().await {
        match swept {
            Ok(cuts) if cuts >= 2 => println!("{request:?}: {cuts} cuts"),
            Ok(cuts) => wrong.push(format!("{request:?} was cut only {cuts} times")),
            Err(why) => wrong.push(format!("{request:?}: {why}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_kept_in_a_commit_of_its_own_is_found() {
    let mut sweeping: JoinSet<(Request, bool)> = JoinSet::new();
    for request in Request::ALL {
        sweeping.spawn(async move {
            // Now and then both commits meet in one group, and nothing is wrong with that.
            for _ in 0..SWEEPS_MAX {
                if sweep(request, Mutant::AnswerAfterCommit).await.is_err() {
                    return (request, true);
                }
            }
            (request, false)
        });
    }
    let lives = |(request, found): (Request, bool)| (found == HARMLESS.contains(&request)).then_some(request);
    let wrong: Vec<Request> = sweeping.join_all().await.into_iter().filter_map(lives).collect();
    assert_eq!(wrong, [], "the mutant lives here, or is found where nothing is lost");
}

/// Cuts the power at the first write of the request, the second, and so on; then at each sync. Says how often.
async fn sweep(request: Request, mutant: Mutant) -> Result<usize, String> {
    let expected = undisturbed(request).await?;
    let mut cuts = 0;
    for operation in [Operation::Write, Operation::Sync] {
        for nth in 1..=WRITES_MAX {
            let before = cuts;
            for seed in 0..4 {
                let told = |wrong| format!("{operation:?} {nth}, seed {seed}: {wrong}");
                cuts += usize::from(cut(request, mutant, operation, nth, seed, &expected).await.map_err(told)?);
            }
            if cuts == before {
                // It has no more of them.
                break;
            }
        }
    }
    Ok(cuts)
}

/// What there is when nothing fails, and the request is repeated after the answer; that it does something at all.
async fn undisturbed(request: Request) -> Result<BTreeMap<String, usize>, String> {
    let mut lab = Lab::new(0);
    let scene = set(&lab, request).await.map_err(|error| format!("{error:?}"))?;
    let before = effects(&lab).await.map_err(|error| error.to_string())?;
    let told = ask(&lab, request, &scene).await.map_err(|error| format!("asked: {error:?}"))?;
    lab.engine.idle().await;
    let after = effects(&lab).await.map_err(|error| error.to_string())?;
    lab.power_cut().await?;
    let again = ask(&lab, request, &scene).await.map_err(|error| format!("repeated: {error:?}"))?;
    lab.engine.idle().await;
    let repeated = effects(&lab).await.map_err(|error| error.to_string())?;
    match (told == again, after == repeated, before == after) {
        (true, true, false) => Ok(after),
        (false, ..) => Err(format!("told {told}, then {again}, and nothing had failed")),
        (_, false, _) => Err(format!("repeated it does something: {after:?}, then {repeated:?}")),
        _ => Err(format!("it does nothing: {after:?}")),
    }
}

async fn cut(
    request: Request,
    mutant: Mutant,
    operation: Operation,
    nth: u64,
    seed: u64,
    expected: &BTreeMap<String, usize>,
) -> Result<bool, String> {
    let mut lab = Lab::with(seed, |options| options.mutant = mutant);
    let scene = set(&lab, request).await.map_err(|error| error.to_string())?;
    lab.engine.idle().await;
    let before = lab.simulation.disk.count(operation);
    lab.simulation.disk.fail(operation, nth, Fault::PowerCut);
    let told = ask(&lab, request, &scene).await;
    lab.engine.idle().await;
    let was_cut = lab.simulation.disk.count(operation) >= before + nth;
    lab.power_cut().await?;
    let again = ask(&lab, request, &scene).await.map_err(|error| format!("repeated: {error}"))?;
    lab.engine.idle().await;
    if told.as_ref().is_ok_and(|told| *told != again) {
        return Err(format!("told {told:?}, then {again:?}"));
    }
    match effects(&lab).await.map_err(|error| error.to_string())? {
        found if found == *expected => Ok(was_cut),
        found => Err(format!("there is {found:?} and not {expected:?}")),
    }
}
