//! P6 on the real clock: how late timers fire while the engine runs, and how soon after a start those have fired that came
//! due while it did not.
use super::report::{Report, ms};
use crate::trust::models::waiting;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use weir_core::instance::{State, Variables};
use weir_core::{Actor, Timestamp};
use weir_engine::api::{InstanceFilter, Paging, Resource, StartInstance};
use weir_engine::{Context, Engine, ManualClock, Options};

/// Timers of each kind.
const TIMERS: usize = 600;
const HOUR_MS: i64 = 3_600_000;
const ALL: Paging = Paging { limit: Some(1000), cursor: None };
/// How often to look whether all have fired.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Both figures, with what is promised. Each life of the engine has a runtime of its own: with it goes whatever still holds
/// a file open.
pub fn run(directory: &Path, report: &mut Report) {
    let data = directory.join("lateness");
    let live = || tokio::runtime::Runtime::new().expect("a runtime");
    live().block_on(steady(&data, report));
    live().block_on(overdue(&data, report));
}

async fn steady(data: &Path, report: &mut Report) {
    let engine = Engine::open(data, Options::default()).await.expect("an engine");
    let file = Resource { name: "waiting.bpmn".into(), bytes: waiting().into_bytes() };
    engine.deploy(by(), vec![file], false).await.expect("the model deploys");
    arm(&engine, |number| 500 + (number % 100) * 10).await;
    let late = lateness(&engine).await;
    report.add("600 timers late on a real clock p50", late[late.len() / 2] as f64, "ms");
    report.below("600 timers late on a real clock p99", late[late.len() * 99 / 100] as f64, "ms", 1000.0);
    // These come due while nobody is there: the clock of the second life begins an hour later.
    arm(&engine, |_| HOUR_MS / 2).await;
    engine.shutdown().await.expect("an orderly end");
}

async fn overdue(data: &Path, report: &mut Report) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64);
    let options = Options { clock: Arc::new(ManualClock::new(Timestamp(now + HOUR_MS))), ..Options::default() };
    let began = Instant::now();
    let engine = Engine::open(data, options).await.expect("an engine");
    engine.idle().await;
    assert_eq!(running(&engine).await, 0, "timers that are overdue do not fire");
    report.below("600 overdue timers fired after a start", ms(began.elapsed()), "ms", 5000.0);
    engine.shutdown().await.expect("an orderly end");
}

fn by() -> Context {
    Context::of(Actor::named("bench"))
}

/// Starts instances that wait for so many milliseconds.
async fn arm(engine: &Engine, delay_ms: impl Fn(i64) -> i64) {
    for number in 0..TIMERS {
        let seconds = delay_ms(number as i64) as f64 / 1000.0;
        let variables = Variables::from([("delay".to_owned(), json!(format!("PT{seconds}S")))]);
        let start = StartInstance { process: Some("waiting".into()), variables, ..StartInstance::default() };
        engine.start_instance(by(), start).await.expect("it starts");
    }
}

async fn running(engine: &Engine) -> usize {
    let filter = InstanceFilter { state: Some(State::Running), ..InstanceFilter::default() };
    engine.instances(&filter, &ALL).await.expect("a list").items.len()
}

/// Waits until all timers have fired; how late each was, in milliseconds, sorted.
async fn lateness(engine: &Engine) -> Vec<i64> {
    while running(engine).await > 0 {
        tokio::time::sleep(LOOK_AGAIN).await; // waits for the world
    }
    let mut late = vec![];
    for instance in engine.instances(&InstanceFilter::default(), &ALL).await.expect("a list").items {
        let trace = engine.trace(instance.id, 0, Some(100)).await.expect("a trace").0;
        let opened = trace.iter().find(|e| e.kind == "waitOpened").expect("it waits");
        let due = opened.data["wait"]["on"]["timer"]["due"].as_str().and_then(Timestamp::parse).expect("a time").0;
        let fired = trace.iter().find(|e| e.kind == "waitFired").expect("it fires");
        late.push(fired.at.0 - due);
    }
    late.sort_unstable();
    late
}
