//! Requests that are repeated under their key: a fetch gives the jobs that it gave.

use crate::engine_support::{Lab, by, fetch, model, once, payment, vars};
use serde_json::json;
use weir_engine::api::{CompleteUserTask, FetchJobs, RestartInstance, StartInstance};
use weir_engine::store::Table;

#[tokio::test]
async fn a_repeated_fetch_gives_the_jobs_that_it_locked() {
    let mut lab = Lab::new();
    lab.deploy(&payment()).await;
    for n in 0..5 {
        lab.start("payment", vars(json!({ "n": n }))).await;
    }
    let ask = || FetchJobs { max: 3, ..fetch("w", "pay") };
    let mut first = lab.engine.fetch_jobs(once("w", "k", 1), ask()).await.unwrap();
    lab.power_cut().await;
    let mut again = lab.engine.fetch_jobs(once("w", "k", 1), ask()).await.unwrap();
    first.sort_by_key(|job| job.id);
    again.sort_by_key(|job| job.id);
    assert_eq!((first.len(), &first), (3, &again));
    let other = lab.engine.fetch_jobs(once("w", "k", 2), ask()).await.unwrap_err();
    assert_eq!(other.code(), "idempotency-mismatch");
    // A key that begins like this one is another key.
    let rest = lab.engine.fetch_jobs(once("w", "k/00000000", 1), ask()).await.unwrap();
    assert_eq!(rest.len(), 2);
    assert!(rest.iter().all(|job| first.iter().all(|known| known.id != job.id)));
    let start = StartInstance { process: Some("payment".into()), ..StartInstance::default() };
    assert_eq!(lab.engine.start_instance(once("w", "k", 3), start).await.unwrap_err().code(), "idempotency-mismatch");
}

#[tokio::test]
async fn a_fetch_that_locked_nothing_looks_again_when_it_is_repeated() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    assert!(lab.engine.fetch_jobs(once("w", "k", 1), fetch("w", "pay")).await.unwrap().is_empty());
    lab.start("payment", vars(json!({}))).await;
    assert_eq!(lab.engine.fetch_jobs(once("w", "k", 1), fetch("w", "pay")).await.unwrap().len(), 1);
}

/// Whatever has become of things since: a repetition tells what was done, and does nothing.
#[tokio::test]
async fn a_repetition_changes_nothing_when_others_have_changed_things_since() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let start = || StartInstance { process: Some("payment".into()), ..StartInstance::default() };
    let first = lab.engine.start_instance(once("ada", "start", 1), start()).await.unwrap();
    let suspend = |key| lab.engine.suspend_definition(once("ada", key, 1), "payment", true, None);
    suspend("suspend").await.unwrap();
    assert_eq!(lab.engine.start_instance(once("ada", "start", 1), start()).await.unwrap(), first);
    lab.engine.activate_definition(once("bob", "activate", 1), "payment", true, None).await.unwrap();
    suspend("suspend").await.unwrap();
    assert!(!lab.engine.definition("payment").await.unwrap().suspended, "somebody has activated it since");
    let other = lab.engine.suspend_definition(once("ada", "suspend", 2), "payment", true, None).await.unwrap_err();
    assert_eq!(other.code(), "idempotency-mismatch");
    lab.engine.activate_definition(once("bob", "activate", 1), "payment", true, None).await.unwrap();
    lab.start("payment", vars(json!({}))).await;

    lab.engine.cancel_instance(by("ada"), first.id, None).await.unwrap();
    let again = || RestartInstance::default();
    let restarted = lab.engine.restart_instance(once("ada", "again", 1), first.id, again(), false).await.unwrap();
    suspend("suspend more").await.unwrap();
    let repeated = lab.engine.restart_instance(once("ada", "again", 1), first.id, again(), false).await.unwrap();
    assert_eq!(repeated, restarted);
}

/// Each is reminded once under a key, also those whom the first attempt did not reach.
#[tokio::test]
async fn all_are_reminded_once_under_a_key() {
    let lab = Lab::new();
    let elements = "<startEvent id='start'/><parallelGateway id='fork'/><userTask id='one' camunda:assignee='ann'/>\
                    <userTask id='two' camunda:assignee='bob'/><endEvent id='end'/>";
    lab.deploy(&model("both", "start fork one end; fork two end", elements, "")).await;
    let id = lab.start("both", vars(json!({}))).await;
    lab.engine.remind_all(once("ada", "k", 1), id).await.unwrap();
    let reminded = |lab: &Lab| lab.rows().iter().filter(|(table, ..)| *table == Table::Notice).count();
    let told = reminded(&lab);
    // Long enough for another reminder, and still within the time in which a key is kept.
    lab.pass(12 * 3_600_000).await;
    let first = lab.tasks().await.into_iter().find(|task| task.assignee.as_deref() == Some("ann")).unwrap();
    lab.engine.complete_user_task(by("ann"), first.id, CompleteUserTask::default()).await.unwrap();
    let before = reminded(&lab);
    assert!(before >= told);
    lab.engine.remind_all(once("ada", "k", 1), id).await.unwrap();
    assert_eq!(reminded(&lab), before);
    lab.engine.remind_all(once("ada", "other", 1), id).await.unwrap();
    assert!(reminded(&lab) > before, "under another key they are");
}

#[tokio::test]
async fn a_fetch_names_a_few_types() {
    let lab = Lab::new();
    for types in [vec![], (0..=weir_engine::JOB_TYPES_MAX).map(|n| format!("t{n}")).collect()] {
        let ask = FetchJobs { types, ..fetch("w", "pay") };
        let refused = lab.engine.fetch_jobs(crate::engine_support::by("w"), ask).await.unwrap_err();
        assert_eq!(refused.code(), "bad-job-types");
    }
}
