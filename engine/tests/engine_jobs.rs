//! Workers: one has a job at a time, the token proves it, reports may be repeated.

use crate::engine_support::{Lab, by, fetch, model, payment, vars};
use serde_json::json;
use std::pin::pin;
use weir_engine::api::{FailJob, FetchJobs, JobError, Paging};

#[tokio::test]
async fn a_worker_does_a_job() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let id = lab.start("payment", vars(json!({"amount": 3, "note": "x"}))).await;
    let wanted = FetchJobs { variables: Some(vec!["amount".into()]), ..fetch("w1", "pay") };
    let jobs = lab.engine.fetch_jobs(by("w1"), wanted).await.unwrap();
    assert_eq!((jobs.len(), &jobs[0].variables), (1, &vars(json!({"amount": 3}))));
    assert!(lab.fetch("w2", "pay").await.is_empty());
    let (job, token) = (jobs[0].id, jobs[0].token.unwrap());
    lab.engine.complete_job(by("w1"), job, token, vars(json!({"paid": true}))).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
    // The answer was lost: the worker asks again.
    lab.engine.complete_job(by("w1"), job, token, vars(json!({"paid": true}))).await.unwrap();
    let other = lab.engine.complete_job(by("w1"), job, token, vars(json!({"paid": false}))).await.unwrap_err();
    assert_eq!(other.code(), "reported-otherwise");
}

#[tokio::test]
async fn an_expired_lease_is_for_another_and_the_first_worker_comes_too_late() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let id = lab.start("payment", vars(json!({}))).await;
    let first = lab.fetch("w1", "pay").await.remove(0);
    lab.pass(29_999).await;
    assert!(lab.fetch("w2", "pay").await.is_empty());
    lab.pass(1).await;
    let second = lab.fetch("w2", "pay").await.remove(0);
    assert!(second.token > first.token);
    let late = lab.engine.complete_job(by("w1"), first.id, first.token.unwrap(), vars(json!({}))).await.unwrap_err();
    assert_eq!(late.code(), "stale-lease");
    let until = lab.engine.extend_job(by("w2"), second.id, second.token.unwrap(), 60_000).await.unwrap();
    assert_eq!(until.0, crate::engine_support::MONDAY.0 + 30_000 + 60_000);
    lab.pass(59_999).await;
    assert!(lab.fetch("w3", "pay").await.is_empty());
    assert_eq!(lab.engine.jobs(Some("pay"), &Paging::default()).await.unwrap().items[0].worker.as_deref(), Some("w2"));
    lab.engine.complete_job(by("w2"), second.id, second.token.unwrap(), vars(json!({}))).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
}

#[tokio::test]
async fn a_failed_job_rests_then_becomes_an_incident_and_is_retried() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let id = lab.start("payment", vars(json!({}))).await;
    for left in [2, 1, 0] {
        let job = lab.fetch("w", "pay").await.remove(0);
        assert_eq!(job.retries, left + 1);
        let failure = FailJob { backoff_ms: 5000, message: "no connection".into(), ..FailJob::default() };
        lab.engine.fail_job(by("w"), job.id, job.token.unwrap(), failure).await.unwrap();
        assert!(lab.fetch("w", "pay").await.is_empty());
        lab.pass(5000).await;
    }
    assert_eq!(lab.told(id).await, "running: pay waits for job pay, pay is stuck: job-failed");
    let incidents =
        lab.engine.incidents(&weir_engine::api::IncidentFilter::default(), &Paging::default()).await.unwrap();
    assert_eq!(incidents.items[0].message, "no connection");
    lab.engine.resolve_incident(by("op"), incidents.items[0].id, Some(2)).await.unwrap();
    let job = lab.fetch("w", "pay").await.remove(0);
    assert_eq!(job.retries, 2);
    let error = JobError { code: "insolvent".into(), ..JobError::default() };
    lab.engine.throw_job_error(by("w"), job.id, job.token.unwrap(), error).await.unwrap();
    assert_eq!(lab.told(id).await, "running: pay waits for job pay, pay is stuck: uncaught-error");
}

/// A process whose job is as urgent as its variable `urgency` says.
fn urgent() -> String {
    let elements = "<startEvent id='start'/><serviceTask id='pay' camunda:type='external' camunda:topic='pay' \
                    camunda:taskPriority='${urgency}'/><endEvent id='end'/>";
    model("urgent", "start pay end", elements, "")
}

#[tokio::test]
async fn the_most_urgent_job_is_handed_out_first_also_when_it_comes_last() {
    let lab = Lab::new();
    lab.deploy(&urgent()).await;
    for urgency in [0, 7, -3, 7, 1000, 1] {
        lab.start("urgent", vars(json!({ "urgency": urgency }))).await;
    }
    let one = || FetchJobs { max: 1, ..fetch("w", "pay") };
    let priority = async || lab.engine.fetch_jobs(by("w"), one()).await.unwrap()[0].priority;
    assert_eq!(priority().await, 1000);
    assert_eq!(priority().await, 7);
    lab.start("urgent", vars(json!({"urgency": 50}))).await;
    assert_eq!(priority().await, 50, "it comes before those that stand in line already");
    let rest: Vec<i32> = lab.fetch("w", "pay").await.iter().map(|job| job.priority).collect();
    assert_eq!(rest, [7, 1, 0, -3]);
    assert!(lab.fetch("w", "pay").await.is_empty());
    // Leases run out: everything is there again, in the same order.
    lab.pass(30_000).await;
    let again: Vec<i32> = lab.fetch("w", "pay").await.iter().map(|job| job.priority).collect();
    assert_eq!(again, [1000, 50, 7, 7, 1, 0, -3]);
    let beyond = lab.start("urgent", vars(json!({"urgency": 1001}))).await;
    assert_eq!(lab.told(beyond).await, "running: pay is stuck: number-out-of-range");
}

/// The types of a fetch are no order of urgency: a worker that can do several gets what is most urgent of all.
#[tokio::test]
async fn the_most_urgent_job_comes_first_whatever_its_type() {
    let lab = Lab::new();
    let of_type = |name: &str| {
        urgent().replace("id='urgent'", &format!("id='{name}'")).replace("topic='pay'", &format!("topic='{name}'"))
    };
    for name in ["post", "call", "visit"] {
        lab.deploy(&of_type(name)).await;
    }
    for (name, urgency) in [("post", 1), ("post", 5), ("call", 9), ("call", 5), ("visit", 7), ("visit", -2)] {
        lab.start(name, vars(json!({ "urgency": urgency }))).await;
    }
    let types = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let fetch = async |names: &[&str], max: usize| {
        let ask = FetchJobs { types: types(names), max, ..fetch("w", "pay") };
        let jobs = lab.engine.fetch_jobs(by("w"), ask).await.unwrap();
        jobs.into_iter().map(|job| (job.job_type, job.priority)).collect::<Vec<_>>()
    };
    let told =
        |jobs: &[(&str, i32)]| jobs.iter().map(|(name, urgency)| ((*name).to_owned(), *urgency)).collect::<Vec<_>>();
    assert_eq!(fetch(&["post", "call", "visit"], 2).await, told(&[("call", 9), ("visit", 7)]));
    // Equally urgent: the type that is named first.
    assert_eq!(fetch(&["call", "post"], 1).await, told(&[("call", 5)]));
    lab.start("visit", vars(json!({ "urgency": 6 }))).await;
    assert_eq!(fetch(&["post", "call", "visit"], 1).await, told(&[("visit", 6)]), "it came last and is most urgent");
    assert_eq!(fetch(&["visit", "call", "post"], 9).await, told(&[("post", 5), ("post", 1), ("visit", -2)]));
    assert!(fetch(&["visit", "call", "post"], 9).await.is_empty());
}

#[tokio::test]
async fn an_urgent_job_that_rests_does_not_hold_up_others() {
    let lab = Lab::new();
    lab.deploy(&urgent()).await;
    lab.start("urgent", vars(json!({"urgency": 9}))).await;
    let job = lab.fetch("w", "pay").await.remove(0);
    let failure = FailJob { backoff_ms: 5000, ..FailJob::default() };
    lab.engine.fail_job(by("w"), job.id, job.token.unwrap(), failure).await.unwrap();
    lab.start("urgent", vars(json!({"urgency": 0}))).await;
    assert_eq!(lab.fetch("w", "pay").await[0].priority, 0);
    lab.pass(5000).await;
    assert_eq!(lab.fetch("w", "pay").await[0].priority, 9);
    let id = lab.start("urgent", vars(json!({"urgency": "soon"}))).await;
    assert_eq!(lab.told(id).await, "running: pay is stuck: not-a-number");
}

#[tokio::test]
async fn a_waiting_worker_gets_the_next_job() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let waits = |worker: &str| FetchJobs { wait_ms: 10_000, ..fetch(worker, "pay") };
    let mut waiting = pin!(lab.engine.fetch_jobs(by("w"), waits("w")));
    begun(&mut waiting).await;
    lab.start("payment", vars(json!({}))).await;
    assert_eq!(waiting.await.unwrap().len(), 1);

    let mut waiting = pin!(lab.engine.fetch_jobs(by("w2"), waits("w2")));
    begun(&mut waiting).await;
    lab.clock.advance(10_000);
    assert!(waiting.await.unwrap().is_empty());
}

/// Lets it begin: it has nothing to say yet, and knows until when it waits.
async fn begun<T: std::fmt::Debug>(mut waiting: impl Future<Output = T> + Unpin) {
    tokio::select! {
        biased;
        answer = &mut waiting => panic!("it does not wait: {answer:?}"),
        () = std::future::ready(()) => {}
    }
}

#[tokio::test]
async fn many_workers_share_many_jobs_without_overlap() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    for _ in 0..40 {
        lab.start("payment", vars(json!({}))).await;
    }
    let mut workers = tokio::task::JoinSet::new();
    for n in 0..8 {
        let engine = lab.engine.clone();
        workers.spawn(async move {
            let mut done = vec![];
            loop {
                let jobs = engine.fetch_jobs(by("w"), fetch(&format!("w{n}"), "pay")).await.unwrap();
                if jobs.is_empty() {
                    return done;
                }
                for job in jobs {
                    engine.complete_job(by("w"), job.id, job.token.unwrap(), vars(json!({}))).await.unwrap();
                    done.push(job.id);
                }
            }
        });
    }
    let mut done: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    while let Some(job) = lab.fetch("last", "pay").await.pop() {
        lab.engine.complete_job(by("w"), job.id, job.token.unwrap(), vars(json!({}))).await.unwrap();
        done.push(job.id);
    }
    let count = done.len();
    done.sort();
    done.dedup();
    assert_eq!((done.len(), count), (40, 40));
}

/// What a worker asks for and cannot have is refused by a code of its own; the job is as it was.
#[tokio::test]
async fn times_and_numbers_out_of_bounds_are_refused_and_change_nothing() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    let id = lab.start("payment", vars(json!({}))).await;
    let refused = async |ask: FetchJobs| lab.engine.fetch_jobs(by("w"), ask).await.unwrap_err().code();
    for max in [0, weir_engine::JOBS_FETCH_MAX + 1] {
        assert_eq!(refused(FetchJobs { max, ..fetch("w", "pay") }).await, "bad-max");
    }
    for wait_ms in [-1, weir_engine::JOB_WAIT_MS_MAX + 1] {
        assert_eq!(refused(FetchJobs { wait_ms, ..fetch("w", "pay") }).await, "bad-wait");
    }
    assert_eq!(refused(FetchJobs { lease_ms: 0, ..fetch("w", "pay") }).await, "bad-lease");

    let job = lab.fetch("w", "pay").await.remove(0);
    let token = job.token.unwrap();
    for ms in [-1, 0, weir_engine::JOB_LEASE_MS_MAX + 1] {
        assert_eq!(lab.engine.extend_job(by("w"), job.id, token, ms).await.unwrap_err().code(), "bad-lease");
    }
    for (retries, backoff_ms, code) in
        [(None, -1, "bad-backoff"), (None, i64::MAX, "bad-backoff"), (Some(u32::MAX), 0, "bad-retries")]
    {
        let failure = FailJob { retries, backoff_ms, ..FailJob::default() };
        assert_eq!(lab.engine.fail_job(by("w"), job.id, token, failure).await.unwrap_err().code(), code);
    }
    let nameless = lab.engine.throw_job_error(by("w"), job.id, token, JobError::default()).await;
    assert_eq!(nameless.unwrap_err().code(), "name-empty");
    // The lease holds, and the job is done under it.
    assert!(lab.fetch("other", "pay").await.is_empty());
    lab.engine.complete_job(by("w"), job.id, token, vars(json!({}))).await.unwrap();
    assert_eq!(lab.told(id).await, "completed");
}
