//! The workloads through the facade, in this process.
use super::ceiling;
use super::load::{self, Load};
use super::memory::processor_time;
use super::models;
use super::report::{Report, ms};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use weir_core::instance::Variables;
use weir_core::{Actor, InstanceId, Timestamp};
use weir_engine::api::{CompleteUserTask, FetchJobs, Paging, PublishMessage, Resource, StartInstance, UserTaskFilter};
use weir_engine::{Context, Engine, ManualClock, Options};

/// How many timers are due at once.
const TIMERS: usize = 100_000;

/// All of them.
pub async fn run(directory: &Path, time: Duration, report: &mut Report) {
    let engine = open(&directory.join("in-process"), Options::default()).await;
    let mut best = 0.0;
    for clients in [1, 32, 256] {
        let load = load::median(|| finishing(&engine, under_load(&engine, "w1", clients, time))).await;
        report.rate("W1 in process", clients, &load, (clients == 256).then_some(10_000.0));
        best = load.per_second;
    }
    let metrics = engine.metrics();
    let bytes = (metrics.log_bytes / metrics.commits.max(1)) as usize;
    report.add("log bytes per finished instance", bytes as f64, "bytes");
    physical(directory, bytes, time, report, best).await;
    for clients in [1, 32, 256] {
        for workload in ["w2", "w3", "w4", "w6"] {
            let load = load::median(|| finishing(&engine, under_load(&engine, workload, clients, time))).await;
            report.rate(&format!("{} in process", workload.to_uppercase()), clients, &load, None);
        }
    }
    engine.shutdown().await.expect("an orderly end");
    timers(directory, report).await;
}

/// A load of which every round has finished one instance; a figure of anything else would be none.
async fn finishing(engine: &Engine, load: impl Future<Output = Load>) -> Load {
    let before = engine.metrics().instances_ended;
    let load = load.await;
    engine.idle().await;
    let finished = engine.metrics().instances_ended - before;
    assert_eq!(finished, load.rounds as u64, "instances that finished, and rounds");
    load
}

/// A fixed number of rounds by so many clients: what a profiler counts instructions of.
pub async fn fixed(directory: &Path, workload: &'static str, instances: usize, clients: usize, report: &mut Report) {
    let engine = open(&directory.join("fixed"), Options::default()).await;
    let (before, processor) = (engine.metrics(), processor_time());
    let took = load::fixed(clients, instances, client(&engine, workload)).await;
    let (after, worked) = (engine.metrics(), processor_time().saturating_sub(processor));
    let count = instances as f64;
    report.add("instances", count / took.as_secs_f64(), "instances/s");
    report.add("processor time of an instance", worked.as_secs_f64() * 1e6 / count, "us");
    report.add("log bytes of an instance", (after.log_bytes - before.log_bytes) as f64 / count, "bytes");
    engine.shutdown().await.expect("an orderly end");
}

pub(super) async fn open(directory: &Path, options: Options) -> Engine {
    let engine = Engine::open(directory, options).await.expect("an engine");
    let file = Resource { name: "bench.bpmn".into(), bytes: models::file().into_bytes() };
    engine.deploy(by(), vec![file], false).await.expect("the workloads deploy");
    engine
}

fn by() -> Context {
    Context::of(Actor::named("bench"))
}

/// What the disk alone does in the same run, and how near Weir comes.
async fn physical(directory: &Path, bytes: usize, time: Duration, report: &mut Report, best: f64) {
    let ceiling = load::median(|| ceiling::commits(directory, bytes, 256, time)).await;
    report.add("ceiling 256: group append with fdatasync", ceiling.per_second, "commits/s");
    report.at_least("W1 in process 256 of the ceiling", 100.0 * best / ceiling.per_second, "%", 25.0);
    report.add("one fdatasync p50", ms(ceiling::fdatasync(directory, bytes)), "ms");
}

async fn start(engine: &Engine, process: &str, order: Option<String>) -> InstanceId {
    let variables = order.into_iter().map(|o| ("order".to_owned(), json!(o))).collect();
    let start = StartInstance { process: Some(process.into()), variables, ..StartInstance::default() };
    engine.start_instance(by(), start).await.expect("it starts").id
}

async fn under_load(engine: &Engine, workload: &'static str, clients: usize, time: Duration) -> Load {
    load::run(clients, time, client(engine, workload)).await
}

/// What each client does, round after round.
pub(super) fn client(
    engine: &Engine,
    workload: &'static str,
) -> impl Fn(usize) -> Box<dyn FnMut(usize) -> load::Round + Send> {
    let engine = engine.clone();
    let run = InstanceId::compose(now_ms(), 0, 0).to_string();
    move |number| {
        let (engine, run) = (engine.clone(), run.clone());
        Box::new(move |round| {
            let engine = engine.clone();
            match workload {
                "w2" => Box::pin(task(engine)),
                "w4" => Box::pin(job(engine, number)),
                "w6" => Box::pin(message(engine, format!("{run}-{number}-{round}"))),
                automatic => Box::pin(async move {
                    start(&engine, automatic, None).await;
                }),
            }
        })
    }
}

async fn task(engine: Engine) {
    let instance = start(&engine, "w2", None).await;
    let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
    let task = engine.user_tasks(&filter, &Paging::default()).await.expect("a list").items[0].id;
    engine.claim_user_task(by(), task).await.expect("claimed");
    engine.complete_user_task(by(), task, CompleteUserTask::default()).await.expect("completed");
}

/// Starts an instance, and works on whichever job comes first.
async fn job(engine: Engine, number: usize) {
    start(&engine, "w4", None).await;
    let fetch = FetchJobs {
        worker: format!("w{number}"),
        types: vec!["w4".into()],
        max: 1,
        lease_ms: 60_000,
        wait_ms: 10_000,
        variables: None,
    };
    for job in engine.fetch_jobs(by(), fetch).await.expect("jobs") {
        engine.complete_job(by(), job.id, job.token.expect("leased"), Variables::new()).await.expect("completed");
    }
}

async fn message(engine: Engine, order: String) {
    start(&engine, "w6", Some(order.clone())).await;
    let message = PublishMessage { name: "answer".into(), correlation_key: Some(order), ..PublishMessage::default() };
    engine.publish_message(by(), message).await.expect("delivered");
}

fn now_ms() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |d| d.as_millis() as u64)
}

/// A hundred thousand timers due at the same moment: how long until every instance has ended.
async fn timers(directory: &Path, report: &mut Report) {
    let clock = Arc::new(ManualClock::new(Timestamp(now_ms() as i64)));
    let options = Options { clock: clock.clone(), ..Options::default() };
    let engine = open(&directory.join("timers"), options).await;
    let mut starting = tokio::task::JoinSet::new();
    for _ in 0..256 {
        let engine = engine.clone();
        starting.spawn(async move {
            for _ in 0..=TIMERS / 256 {
                start(&engine, "w5", None).await;
            }
        });
    }
    starting.join_all().await;
    let armed = (TIMERS / 256 + 1) * 256;
    clock.advance(3_600_000);
    let began = Instant::now();
    engine.idle().await;
    let seconds = began.elapsed().as_secs_f64();
    assert_eq!(engine.metrics().instances_ended, armed as u64, "instances whose timer has fired");
    report.add("W5 100 000 due timers", armed as f64 / seconds, "timers/s");
    engine.shutdown().await.expect("an orderly end");
}
