//! The tests' teeth: each deliberate fault breaks a promise in a way that is seen, and without it nothing breaks.

use crate::engine_support::{Lab, approval, by, model, once, payment, vars};
use serde_json::json;
use std::time::Duration;
use weir_engine::Mutant;
use weir_engine::api::StartInstance;
use weir_engine::store::sim::{Fault, Operation};

async fn lab(mutant: Mutant) -> Lab {
    let lab = Lab::with(|options| options.mutant = mutant);
    lab.deploy(&approval()).await;
    lab.deploy(&payment()).await;
    lab
}

/// Does a worker whose lease went to another still complete the job?
async fn a_late_worker_is_believed(mutant: Mutant) -> bool {
    let lab = lab(mutant).await;
    lab.start("payment", vars(json!({}))).await;
    let first = lab.fetch("w1", "pay").await.remove(0);
    lab.pass(30_000).await;
    lab.fetch("w2", "pay").await.remove(0);
    lab.engine.complete_job(by("w1"), first.id, first.token.unwrap(), vars(json!({}))).await.is_ok()
}

#[tokio::test]
async fn a_token_is_checked() {
    assert!(!a_late_worker_is_believed(Mutant::None).await);
    assert!(a_late_worker_is_believed(Mutant::IgnoreToken).await);
}

/// How many instances there are when the power goes right after the commit and the caller asks again.
async fn started_by_two_tries(mutant: Mutant) -> usize {
    let mut lab = lab(mutant).await;
    let start = || StartInstance { process: Some("approval".into()), ..StartInstance::default() };
    lab.simulation.disk.fail(Operation::Write, 2, Fault::PowerCut);
    let _ = lab.engine.start_instance(once("ada", "k", 1), start()).await;
    // Something else is written, so that both are at the same point when the power goes.
    let _ = lab.engine.start_instance(by("ada"), StartInstance { process: Some("payment".into()), ..start() }).await;
    lab.power_cut().await;
    lab.engine.start_instance(once("ada", "k", 1), start()).await.unwrap();
    lab.count("approval").await
}

#[tokio::test]
async fn an_answer_is_kept_with_its_effect() {
    assert_eq!(started_by_two_tries(Mutant::None).await, 1);
    assert_eq!(started_by_two_tries(Mutant::AnswerAfterCommit).await, 2);
}

/// Does a timer that was armed before a restart fire after it?
async fn a_timer_outlives_a_restart(mutant: Mutant, patience: Duration) -> bool {
    let mut lab = lab(mutant).await;
    let elements = "<startEvent id='start'/><intermediateCatchEvent id='wait'><timerEventDefinition>\
        <timeDuration xsi:type='tFormalExpression'>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>\
        <endEvent id='end'/>";
    lab.deploy(&model("later", "start wait end", elements, "")).await;
    let id = lab.start("later", vars(json!({}))).await;
    lab.restart().await;
    lab.clock.advance(3_600_000);
    // It does not come to rest as long as something is due.
    tokio::time::timeout(patience, lab.engine.idle()).await.is_ok() && lab.told(id).await == "completed"
}

#[tokio::test]
async fn timers_are_looked_for_after_a_start() {
    assert!(a_timer_outlives_a_restart(Mutant::None, Duration::from_mins(1)).await);
    // What never comes is waited for in vain.
    assert!(!a_timer_outlives_a_restart(Mutant::ForgetTimers, Duration::from_secs(2)).await);
}

#[tokio::test]
async fn a_rebuild_applies_every_event_once() {
    let mut lab = lab(Mutant::None).await;
    lab.start("approval", vars(json!({"n": 1}))).await;
    let before = lab.rows();
    lab.engine.shutdown().await.unwrap();
    lab.simulation.lose_view();
    let projector = weir_engine::Projector::with(Mutant::ApplyTwice);
    let mutated = lab.simulation.open(&|frame, view| projector.project(frame, view));
    let same = mutated.is_ok_and(|store| {
        lab.store = std::sync::Arc::new(store);
        before == lab.rows()
    });
    assert!(!same, "a rebuild that applies twice goes unnoticed");
}
