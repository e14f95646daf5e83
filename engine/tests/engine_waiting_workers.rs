//! Workers that wait: what comes reaches the one who may have it, and none sleeps through the end of a lease.

use crate::engine_support::{Lab, by, fetch, once, payment, vars};
use serde_json::json;
use std::pin::{Pin, pin};
use std::sync::Arc;
use weir_engine::api::{FetchJobs, Job};
use weir_engine::{Allowed, Error, MayHave, Rights};

type Waiting<'a> = Pin<Box<dyn Future<Output = Result<Vec<Job>, Error>> + 'a>>;

/// Waits so long for jobs of this process alone.
fn of_process<'a>(lab: &'a Lab, worker: &str, process: &'static str, wait_ms: i64) -> Waiting<'a> {
    let asked = FetchJobs { wait_ms, ..fetch(worker, "pay") };
    let allowed: Allowed = Arc::new(move |of: &str, _| of == process);
    let rights: Rights = Arc::new(move || Box::pin(std::future::ready(MayHave::Those(allowed.clone()))));
    Box::pin(lab.engine.fetch_allowed_jobs(by(worker), asked, Some(rights)))
}

/// Waits so long for any job.
fn of_any<'a>(lab: &'a Lab, worker: &str, wait_ms: i64, lease_ms: i64) -> Waiting<'a> {
    Box::pin(lab.engine.fetch_jobs(by(worker), FetchJobs { wait_ms, lease_ms, ..fetch(worker, "pay") }))
}

/// Lets it begin: it has nothing to say yet, and knows until when it waits.
async fn begun(waiting: &mut Waiting<'_>) {
    tokio::select! {
        biased;
        answer = waiting => panic!("it does not wait: {answer:?}"),
        () = std::future::ready(()) => {}
    }
}

/// Both processes have jobs of one type.
async fn two_processes() -> Lab {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    lab.deploy(&payment().replace("'payment'", "'refund'")).await;
    lab
}

#[tokio::test]
async fn a_job_reaches_the_worker_who_may_have_it_past_those_who_may_not() {
    let lab = two_processes().await;
    let mut others: Vec<_> = (0..5).map(|n| of_process(&lab, &format!("w{n}"), "payment", 60_000)).collect();
    for waiting in &mut others {
        begun(waiting).await;
    }
    let mut right = of_process(&lab, "right", "refund", 60_000);
    begun(&mut right).await;
    lab.start("refund", vars(json!({}))).await;
    // Nobody's time comes: the clock stands still.
    let mut others = futures_util::future::select_all(others);
    let jobs = tokio::select! {
        jobs = &mut right => jobs.unwrap(),
        (answer, ..) = &mut others => panic!("it is not for them: {answer:?}"),
    };
    assert_eq!(jobs.len(), 1);
}

#[tokio::test]
async fn a_job_that_nobody_may_have_is_looked_at_once_by_each() {
    let lab = two_processes().await;
    let mut first = of_process(&lab, "w1", "payment", 60_000);
    let mut second = of_process(&lab, "w2", "payment", 60_000);
    begun(&mut first).await;
    begun(&mut second).await;
    lab.start("refund", vars(json!({}))).await;
    // Were it passed on without end, this would never come to the third.
    let mut both = pin!(futures_util::future::join(first, second));
    let started = async {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        lab.start("payment", vars(json!({}))).await;
        lab.start("payment", vars(json!({}))).await;
    };
    let ((first, second), ()) = futures_util::future::join(&mut both, started).await;
    assert_eq!((first.unwrap().len(), second.unwrap().len()), (1, 1));
}

#[tokio::test]
async fn who_waits_gets_the_job_of_a_worker_that_died_when_its_lease_ends() {
    let lab = two_processes().await;
    let mut dies = of_any(&lab, "w1", 60_000, 5_000);
    begun(&mut dies).await;
    let mut waits = of_any(&lab, "w2", 60_000, 30_000);
    begun(&mut waits).await;
    lab.start("payment", vars(json!({}))).await;
    let first = tokio::select! { jobs = dies => jobs.unwrap().remove(0), _ = &mut waits => panic!("it came second") };
    // The other has heard of it, and knows until when.
    begun(&mut waits).await;
    lab.engine.idle().await;
    lab.clock.advance(5_000);
    let again = waits.await.unwrap().remove(0);
    assert_eq!(again.id, first.id);
    assert!(again.token > first.token);
}

#[tokio::test]
async fn waiting_under_a_key_ends_with_the_one_who_waits() {
    let lab = two_processes().await;
    let waits = || FetchJobs { wait_ms: 60_000, ..fetch("w", "pay") };
    {
        let mut gone: Waiting = Box::pin(lab.engine.fetch_jobs(once("w", "k", 1), waits()));
        begun(&mut gone).await;
        // What it had asked for is over; then it waits, and nobody waits for it.
        for _ in 0..100 {
            tokio::select! { biased; _ = &mut gone => panic!("there is nothing"), () = tokio::task::yield_now() => {} }
        }
    }
    lab.start("payment", vars(json!({}))).await;
    lab.engine.idle().await;
    // It was not locked for somebody who has gone.
    assert_eq!(lab.fetch("other", "pay").await.len(), 1);
}
