//! Monitoring beside the engine: ten million events of ninety days are written, followed, read again from the log at a start,
//! and asked about over HTTP.
use super::client::Client;
use super::load;
use super::memory::resident_mb;
use super::models;
use super::report::{Report, ms};
use super::server::Server;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use weir_core::{Actor, Timestamp};
use weir_engine::api::{CompleteUserTask, Metrics, Paging, Resource, StartInstance, UserTaskFilter};
use weir_engine::{Context, Engine, ManualClock, Options};

/// How many events there are; `BENCH_EVENTS` says otherwise.
const EVENTS: u64 = 10_000_000;
const DAY_MS: i64 = 86_400_000;
/// The days that they are spread over.
const DAYS: i64 = 90;
/// Parts of a day in each of which something happens.
const PARTS: i64 = 4;
const CLIENTS: usize = 256;
/// Of so many instances one is work of people.
const AUTOMATIC_OF: usize = 10;
/// How often each page is asked for.
const ASKED: usize = 40;
/// How often to look whether analytics have caught up.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// All of it.
pub async fn run(directory: &Path, report: &mut Report) {
    let data = directory.join("monitoring");
    let events = std::env::var("BENCH_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(EVENTS);
    let written = write(&data, events, report).await;
    let began = Instant::now();
    let server = Server::start(&data, None).await;
    let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
    while gauge(&mut client, "analytics_events_total").await < written {
        tokio::time::sleep(LOOK_AGAIN).await; // waits for the world
    }
    let rebuilt = began.elapsed().as_secs_f64();
    let millions = written as f64 / 1e6;
    // What is promised is of ten millions.
    report.below("monitoring, rebuild of 10 M events", rebuilt * 10.0 / millions, "s", 60.0);
    let aggregates = gauge(&mut client, "analytics_aggregate_bytes").await as f64 / 1e6;
    report.below("monitoring, aggregates of 10 M events", aggregates * 10.0 / millions, "MB", 100.0);
    report.add("monitoring, memory of the server after it", resident_mb(server.id()), "MB");
    pages(&mut client, report).await;
    lag(&server, report).await;
}

/// Writes the history with the clock of those days; gives the number of its events.
async fn write(data: &Path, events: u64, report: &mut Report) -> u64 {
    let clock = Arc::new(ManualClock::new(Timestamp(now_ms() - DAYS * DAY_MS)));
    let engine = Engine::open(data, Options { clock: clock.clone(), ..Options::default() }).await.expect("an engine");
    let file = Resource { name: "bench.bpmn".into(), bytes: models::file().into_bytes() };
    engine.deploy(by(), vec![file], false).await.expect("the workloads deploy");
    let each = events / (DAYS * PARTS) as u64;
    for part in 1..=(DAYS * PARTS) as u64 {
        while engine.metrics().events < each * part {
            load::fixed(CLIENTS, CLIENTS * AUTOMATIC_OF, client(&engine)).await;
        }
        clock.advance(DAY_MS / PARTS);
    }
    engine.idle().await;
    let followed = followed(&engine).await;
    let told = followed.analytics_told_ns as f64 / followed.events as f64;
    report.below("monitoring, cost of an event for who writes it", told, "ns", 100.0);
    engine.shutdown().await.expect("an orderly end");
    followed.analytics_events
}

/// The figures when analytics have everything.
async fn followed(engine: &Engine) -> Metrics {
    loop {
        let metrics = engine.metrics();
        if metrics.analytics_lag_ms == 0 && metrics.analytics_events > 0 {
            return metrics;
        }
        tokio::time::sleep(LOOK_AGAIN).await; // waits for the world
    }
}

fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

fn by() -> Context {
    Context::of(Actor::named("bench"))
}

/// One round is an instance; every tenth has a task that somebody does.
fn client(engine: &Engine) -> impl Fn(usize) -> Box<dyn FnMut(usize) -> load::Round + Send> {
    let engine = engine.clone();
    move |_| {
        let engine = engine.clone();
        Box::new(move |round| {
            let (engine, human) = (engine.clone(), round % AUTOMATIC_OF == 0);
            Box::pin(async move {
                let process = if human { "w2" } else { "w1" };
                let start = StartInstance { process: Some(process.into()), ..StartInstance::default() };
                let instance = engine.start_instance(by(), start).await.expect("it starts").id;
                if human {
                    let filter = UserTaskFilter { instance: Some(instance), ..UserTaskFilter::default() };
                    let task = engine.user_tasks(&filter, &Paging::default()).await.expect("a list").items[0].id;
                    engine.claim_user_task(by(), task).await.expect("claimed");
                    engine.complete_user_task(by(), task, CompleteUserTask::default()).await.expect("completed");
                }
            })
        })
    }
}

/// How long each page of monitoring takes; the slowest counts.
async fn pages(client: &mut Client, report: &mut Report) {
    let processes = "/api/v1/analytics/processes";
    let ago = |days: i64| Timestamp(now_ms() - days * DAY_MS).to_string();
    let (whole, month) = (format!("from={}", ago(DAYS)), format!("from={}", ago(30)));
    let before = format!("{month}&compareFrom={}&compareUntil={}", ago(60), ago(30));
    let pages = [
        ("portfolio", format!("{processes}?{whole}")),
        ("process", format!("{processes}/w1?{whole}")),
        ("process against the month before", format!("{processes}/w2?{before}")),
        ("process, filtered", format!("{processes}/w1?{month}&rework=false")),
        ("node", format!("{processes}/w2/nodes/w2_review?{whole}")),
        ("cases", format!("{processes}/w2/cases?{month}&limit=50")),
        ("anomalies", format!("{processes}/w2/anomalies?{month}")),
        ("early warnings", format!("{processes}/w2/early-warnings?target={DAY_MS}")),
        ("indices", format!("{processes}/w2/indices?{whole}")),
    ];
    let mut slowest: f64 = 0.0;
    for (name, path) in pages {
        let mut took = vec![];
        for _ in 0..ASKED {
            let asked = Instant::now();
            client.ask("GET", &path, "").await;
            took.push(ms(asked.elapsed()));
        }
        took.sort_by(f64::total_cmp);
        let p95 = took[took.len() * 95 / 100];
        slowest = slowest.max(p95);
        report.add(&format!("monitoring, {name} p95"), p95, "ms");
    }
    report.below("monitoring, slowest page p95", slowest, "ms", 100.0);
}

/// How far analytics are behind while instances start over HTTP as fast as 32 clients can.
async fn lag(server: &Server, report: &mut Report) {
    let before = waited(server).await;
    let host = server.host.clone();
    let token = server.token.clone();
    load::run(32, Duration::from_secs(3), |_| {
        let client = Arc::new(tokio::sync::Mutex::new(None));
        let (host, token) = (host.clone(), token.clone());
        move |_| {
            let (host, token, client) = (host.clone(), token.clone(), client.clone());
            async move {
                let mut client = client.lock().await;
                if client.is_none() {
                    *client = Some(Client::connect(&host, &token).await.expect("it listens"));
                }
                let connected = client.as_mut().expect("just connected");
                connected.ask("POST", "/api/v1/instances", r#"{"process":"w1"}"#).await;
            }
        }
    })
    .await;
    let after = waited(server).await;
    let counts: Vec<(f64, u64)> = after.iter().zip(&before).map(|(now, then)| (now.0, now.1 - then.1)).collect();
    let all = counts.last().map_or(0, |(_, count)| *count);
    let p99 = counts.iter().find(|(_, count)| *count * 100 >= all * 99).map_or(f64::INFINITY, |(bound, _)| *bound);
    report.below("monitoring, lag behind the engine p99 (upper bound)", p99, "ms", 1000.0);
}

/// The ranges of how long commits waited to be followed: upper bounds, and how many were not above them.
async fn waited(server: &Server) -> Vec<(f64, u64)> {
    let mut client = Client::connect(&server.host, &server.token).await.expect("it listens");
    let text = client.text("/metrics").await.expect("metrics");
    let ranges = text.lines().filter_map(|line| line.strip_prefix("weir_analytics_waited_milliseconds_bucket{le=\""));
    let range = |line: &str| {
        let (bound, count) = line.split_once("\"} ")?;
        let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().ok()? };
        Some((bound, count.trim().parse().ok()?))
    };
    ranges.filter_map(range).collect()
}

async fn gauge(client: &mut Client, name: &str) -> u64 {
    let text = client.text("/metrics").await.expect("metrics");
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("weir_{name} ")).map(str::to_owned));
    line.and_then(|value| value.trim().parse().ok()).unwrap_or_else(|| panic!("no figure {name}"))
}
