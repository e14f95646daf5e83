//! P5: a request under an idempotency key happens once, whatever fails in between: fifty at the same time, another
//! body, and the power gone at every single write.
use serde_json::json;
use tokio::task::JoinSet;
use weir_engine::api::{CompleteUserTask, InstanceFilter, PublishMessage, StartInstance, UserTaskFilter};
use weir_engine::store::sim::{Fault, Operation};
use weir_engine::{Error, Mutant};
use weir_tests::trust::lab::{ALL, Lab, once, vars};
use weir_tests::trust::models::approval;

/// No request writes so often.
const WRITES_MAX: u64 = 8;
/// How often a fault that shows by chance is looked for.
const SWEEPS_MAX: usize = 50;

/// A request that must happen once.
#[derive(Debug, Clone, Copy)]
enum Request {
    Start,
    Complete,
    Publish,
}

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
    for request in [Request::Start, Request::Complete, Request::Publish] {
        let cuts = sweep(request, Mutant::None).await.unwrap_or_else(|wrong| panic!("{request:?}: {wrong}"));
        assert!(cuts >= 2, "{request:?} was cut only {cuts} times");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_kept_in_a_commit_of_its_own_is_found() {
    for request in [Request::Start, Request::Complete, Request::Publish] {
        // Now and then both commits meet in one group, and nothing is wrong with that.
        let mut found = false;
        for _ in 0..SWEEPS_MAX {
            found = found || sweep(request, Mutant::AnswerAfterCommit).await.is_err();
        }
        assert!(found, "{request:?}: the mutant lives");
    }
}

/// Cuts the power at the first write of the request, the second, and so on; then at each sync. Says how often.
async fn sweep(request: Request, mutant: Mutant) -> Result<usize, String> {
    let mut cuts = 0;
    for operation in [Operation::Write, Operation::Sync] {
        for nth in 1..=WRITES_MAX {
            for seed in 0..4 {
                let told = |wrong| format!("{operation:?} {nth}, seed {seed}: {wrong}");
                cuts += usize::from(cut(request, mutant, operation, nth, seed).await.map_err(told)?);
            }
        }
    }
    Ok(cuts)
}

async fn cut(request: Request, mutant: Mutant, operation: Operation, nth: u64, seed: u64) -> Result<bool, String> {
    let mut lab = Lab::with(seed, |options| options.mutant = mutant);
    lab.deploy(&approval()).await;
    lab.start("approval", vars(json!({}))).await.map_err(|error| error.to_string())?;
    let task =
        lab.engine.user_tasks(&UserTaskFilter::default(), &ALL).await.map_err(|e| e.to_string())?.items.remove(0);
    let ask = async |lab: &Lab| match request {
        Request::Start => {
            lab.engine.start_instance(once("ada", "k", 1), approval_for(1)).await.map(|s| format!("{s:?}"))
        }
        Request::Complete => {
            let done = lab.engine.complete_user_task(once("ada", "k", 1), task.id, CompleteUserTask::default()).await;
            done.map(|()| String::new())
        }
        Request::Publish => {
            let message =
                PublishMessage { name: "paid".into(), correlation_key: Some("7".into()), ..Default::default() };
            lab.engine.publish_message(once("ada", "k", 1), message).await.map(|p| format!("{p:?}"))
        }
    };
    let before = lab.simulation.disk.count(operation);
    lab.simulation.disk.fail(operation, nth, Fault::PowerCut);
    let told = ask(&lab).await;
    lab.engine.idle().await;
    let was_cut = lab.simulation.disk.count(operation) >= before + nth;
    lab.power_cut().await?;
    let again = ask(&lab).await.map_err(|error| format!("repeated: {error}"))?;
    if told.as_ref().is_ok_and(|told| *told != again) {
        return Err(format!("told {told:?}, then {again:?}"));
    }
    let instances = lab.instances(&InstanceFilter::default()).await;
    let ended = instances.iter().filter(|i| i.ended.is_some()).count();
    let kept = lab.engine.messages(None, &ALL).await.map_err(|error| error.to_string())?.items.len();
    let expected = match request {
        Request::Start => (2, 0, 0),
        Request::Complete => (1, 1, 0),
        Request::Publish => (1, 0, 1),
    };
    match (instances.len(), ended, kept) {
        effects if effects == expected => Ok(was_cut),
        effects => Err(format!("instances, ended, messages are {effects:?} and not {expected:?}")),
    }
}

fn approval_for(amount: u32) -> StartInstance {
    let variables = vars(json!({ "amount": amount }));
    StartInstance { process: Some("approval".into()), variables, ..StartInstance::default() }
}
