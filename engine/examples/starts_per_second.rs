//! How many short processes run from start to end in a second, beside what the disk alone can do.
//!
//! `cargo run --release -p weir-engine --example starts_per_second -- [seconds] [clients]`
use std::fs::OpenOptions;
use std::io::Write;
use std::time::{Duration, Instant};
use weir_core::Actor;
use weir_engine::api::{Resource, StartInstance};
use weir_engine::{Context, Engine, Options};

const MODEL: &str = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='t'>
  <process id='short' isExecutable='true'>
    <startEvent id='start'/><task id='one'/><task id='two'/><task id='three'/><endEvent id='end'/>
    <sequenceFlow id='f1' sourceRef='start' targetRef='one'/><sequenceFlow id='f2' sourceRef='one' targetRef='two'/>
    <sequenceFlow id='f3' sourceRef='two' targetRef='three'/><sequenceFlow id='f4' sourceRef='three' targetRef='end'/>
  </process></definitions>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(10), |a| a.parse())?;
    let clients = arguments.next().map_or(Ok(256), |a| a.parse())?;
    let time = Duration::from_secs(seconds);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(run(time, clients))
}

async fn run(time: Duration, clients: usize) -> Result<(), Box<dyn std::error::Error>> {
    let directory = tempfile::tempdir_in(".")?;
    let engine = Engine::open(directory.path(), Options::default()).await?;
    let file = Resource { name: "short.bpmn".into(), bytes: MODEL.into() };
    engine.deploy(Context::of(Actor::named("bench")), vec![file], false).await?;
    let began = Instant::now();
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..clients {
        let engine = engine.clone();
        running.spawn(async move {
            let mut latencies = vec![];
            while began.elapsed() < time {
                let asked = Instant::now();
                let start = StartInstance { process: Some("short".into()), ..StartInstance::default() };
                engine.start_instance(Context::of(Actor::named("bench")), start).await.expect("starts");
                latencies.push(asked.elapsed());
            }
            latencies
        });
    }
    let mut latencies: Vec<Duration> = running.join_all().await.into_iter().flatten().collect();
    let took = began.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let metrics = engine.metrics();
    let per_second = latencies.len() as f64 / took;
    let group = metrics.commits as f64 / metrics.groups as f64;
    let bytes = metrics.log_bytes / metrics.commits;
    let at = |share: f64| latencies[(latencies.len() as f64 * share) as usize];
    println!("{per_second:.0} instances/s, {clients} clients, group {group:.0}, {bytes} log bytes each");
    println!(
        "latency p50 {:?}, p99 {:?}, commit mean {} µs",
        at(0.5),
        at(0.99),
        metrics.commit_us.sum / metrics.groups
    );
    engine.shutdown().await?;
    let raw = raw(directory.path(), bytes as usize, group as usize, time / 2)?;
    println!("{raw:.0}/s: plain appends of the same bytes in the same groups with fdatasync");
    println!("ratio {:.2}", per_second / raw);
    Ok(())
}

/// Appends of the same size in groups of the same size, each group with one fdatasync.
fn raw(directory: &std::path::Path, bytes: usize, group: usize, time: Duration) -> std::io::Result<f64> {
    let mut file = OpenOptions::new().create(true).append(true).open(directory.join("raw"))?;
    let block = vec![0x5a; bytes * group.max(1)];
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < time {
        file.write_all(&block)?;
        file.sync_data()?;
        count += group.max(1);
    }
    Ok(count as f64 / began.elapsed().as_secs_f64())
}
