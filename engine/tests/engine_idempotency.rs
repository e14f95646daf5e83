//! Requests that are repeated under their key: a fetch gives the jobs that it gave.

use crate::engine_support::{Lab, fetch, once, payment, vars};
use serde_json::json;
use weir_engine::api::{FetchJobs, StartInstance};

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

#[tokio::test]
async fn a_fetch_names_a_few_types() {
    let lab = Lab::new();
    for types in [vec![], (0..=weir_engine::JOB_TYPES_MAX).map(|n| format!("t{n}")).collect()] {
        let ask = FetchJobs { types, ..fetch("w", "pay") };
        let refused = lab.engine.fetch_jobs(crate::engine_support::by("w"), ask).await.unwrap_err();
        assert_eq!(refused.code(), "bad-job-types");
    }
}
