//! A part of the engine that dies takes the node down in good order: everybody is told, nobody waits for ever.

use crate::engine_support::{Lab, MONDAY, approval, by, fetch, payment, vars};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use weir_engine::api::{CompleteUserTask, Condition, DeadLetterId, FetchJobs, StartInstance};
use weir_engine::store::{Commit, Error, Frame, Health, Pairs, Position, Store, Table};
use weir_engine::{Engine, ManualClock, Options};

/// What panics from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panics {
    Commit,
    Inbox,
    DeadLetters,
}

/// A store that panics when it is told to.
struct Fragile {
    inner: Arc<dyn Store>,
    at: Panics,
    broken: AtomicBool,
}

impl Fragile {
    fn at(&self, place: Panics) {
        assert!(!(self.broken.load(Ordering::SeqCst) && self.at == place), "{place:?} is broken");
    }
}

impl Store for Fragile {
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, Error> {
        self.at(Panics::Commit);
        self.inner.commit(commits)
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        if table == Table::DeadLetter {
            self.at(Panics::DeadLetters);
        }
        self.inner.get(table, key)
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        if table == Table::Inbox {
            self.at(Panics::Inbox);
        }
        self.inner.scan(table, start, end, limit)
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.inner.scan_reverse(table, start, end, limit)
    }

    fn read(&self, position: Position) -> Result<Frame, Error> {
        self.inner.read(position)
    }

    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, Error>> + Send + '_> {
        self.inner.log(after)
    }

    fn checkpoint(&self) -> Result<(), Error> {
        self.inner.checkpoint()
    }

    fn health(&self) -> Health {
        self.inner.health()
    }

    fn probe(&self) -> weir_engine::store::Condition {
        self.inner.probe()
    }
}

/// An engine on such a store, with a task to complete.
async fn fragile(at: Panics) -> (Engine, Arc<Fragile>, CompleteTask) {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await.id;
    lab.engine.shutdown().await.unwrap();
    let store = Arc::new(Fragile { inner: lab.store.clone(), at, broken: AtomicBool::new(false) });
    let options = Options { clock: Arc::new(ManualClock::new(MONDAY)), cache_bytes: 0, ..Options::default() };
    let engine = Engine::start(store.clone(), options).unwrap();
    // All its tasks run once: each of these lets some of them.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    (engine, store, task)
}

type CompleteTask = weir_engine::api::WaitAddress;

/// In time: what hangs fails here.
async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_mins(1), work).await.expect("it is answered")
}

async fn is_stopped(engine: &Engine, task: CompleteTask, part: &str) {
    let reason = soon(engine.stopped()).await;
    assert!(reason.starts_with(part), "{reason}");
    assert_eq!(engine.health().condition, Condition::Stopped);
    assert_eq!(engine.health().reason, Some(reason));
    let refused = soon(engine.complete_user_task(by("ann"), task, CompleteUserTask::default())).await.unwrap_err();
    assert_eq!(refused.code(), "stopped");
    let start = StartInstance { process: Some("approval".into()), ..StartInstance::default() };
    assert_eq!(soon(engine.start_instance(by("ann"), start)).await.unwrap_err().code(), "stopped");
    // A worker is not sent away as if there were no work.
    assert_eq!(soon(engine.fetch_jobs(by("w"), fetch("w", "pay"))).await.unwrap_err().code(), "stopped");
    soon(engine.shutdown()).await.unwrap();
}

#[tokio::test]
async fn a_committer_that_dies_stops_the_node() {
    let (engine, store, task) = fragile(Panics::Commit).await;
    store.broken.store(true, Ordering::SeqCst);
    let refused = soon(engine.complete_user_task(by("ann"), task, CompleteUserTask::default())).await.unwrap_err();
    assert_eq!(refused.code(), "stopped");
    is_stopped(&engine, task, "the committer has died: Commit is broken").await;
}

#[tokio::test]
async fn a_partition_that_dies_stops_the_node() {
    let (engine, store, task) = fragile(Panics::DeadLetters).await;
    store.broken.store(true, Ordering::SeqCst);
    // No instance is to blame for it.
    let letter: DeadLetterId = format!("07{}", "0".repeat(56)).parse().unwrap();
    assert_eq!(soon(engine.retry_dead_letter(by("ann"), letter, None)).await.unwrap_err().code(), "stopped");
    is_stopped(&engine, task, "partition 7 has died: DeadLetters is broken").await;
}

#[tokio::test]
async fn a_loop_that_dies_stops_the_node_and_those_who_wait() {
    let (engine, store, task) = fragile(Panics::Inbox).await;
    let waiting = engine.clone();
    let ask = FetchJobs { wait_ms: 60_000, ..fetch("w", "pay") };
    let waiting = tokio::spawn(async move { waiting.fetch_jobs(by("w"), ask).await });
    tokio::task::yield_now().await;
    // A signal makes the loop look, if it has not done so by itself after the start.
    let caught = "<startEvent id='start'><signalEventDefinition signalRef='s'/></startEvent><endEvent id='end'/>";
    let model = crate::engine_support::model("alarm", "start end", caught, "<signal id='s' name='storm'/>");
    let deployed = engine.deploy(by("ada"), vec![crate::engine_support::resource("a.bpmn", &model)], false).await;
    assert!(deployed.is_ok(), "{deployed:?}");
    store.broken.store(true, Ordering::SeqCst);
    let signal = weir_engine::api::SignalBroadcast { name: "storm".into(), variables: vars(json!({})) };
    let _answered_before_the_loop_looks = engine.broadcast_signal(by("ann"), signal).await;
    is_stopped(&engine, task, "the loop for parcels has died: Inbox is broken").await;
    assert_eq!(soon(waiting).await.unwrap().unwrap_err().code(), "stopped");
}

#[tokio::test]
async fn jobs_that_cannot_be_locked_are_an_error_and_not_an_empty_list() {
    let lab = Lab::new();
    lab.deploy(&payment()).await;
    lab.start("payment", vars(json!({}))).await;
    lab.simulation.disk.set_capacity(Some(1));
    let refused = lab.engine.fetch_jobs(by("w"), fetch("w", "pay")).await.unwrap_err();
    assert_eq!(refused.code(), "storage-full");
    // Nothing was locked: as soon as there is space, the job is there.
    lab.simulation.disk.set_capacity(None);
    assert_eq!(lab.fetch("w", "pay").await.len(), 1);
    // No jobs are an empty list, whatever the disk says.
    lab.simulation.disk.set_capacity(Some(1));
    assert!(lab.fetch("w", "pay").await.is_empty());
}
