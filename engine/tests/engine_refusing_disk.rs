//! P15: a disk that refuses writes though it is not full, because it fails or has become read-only. Whoever asks is told so
//! from the first answer on, reads go on, nothing is lost, and writes resume without a restart. And whatever the reason for
//! which decisions are lost, those that were made on top of them are told the same one.

use crate::engine_support::{Lab, approval, by, vars};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};
use weir_engine::api::{CompleteUserTask, Condition, SetVariables, StartInstance};
use weir_engine::store::sim::{Fault, Operation};
use weir_engine::store::{self, Commit, Frame, Health, Pairs, Position, Store, Table};
use weir_engine::{Engine, Error};

/// Waits for something that happens unless something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);

fn start() -> StartInstance {
    StartInstance { process: Some("approval".into()), ..StartInstance::default() }
}

#[tokio::test]
async fn a_read_only_disk_refuses_writes_from_the_first_on_and_takes_them_again() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    let id = lab.start("approval", vars(json!({}))).await;
    let task = lab.task().await.id;
    lab.simulation.disk.set_read_only(true);
    for _ in 0..3 {
        let refused = lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap_err();
        assert_eq!(refused.code(), "storage-unwritable", "{refused}");
        assert_eq!(lab.engine.start_instance(by("bob"), start()).await.unwrap_err().code(), "storage-unwritable");
        assert_eq!(lab.engine.health().condition, Condition::StorageUnwritable);
        assert!(lab.engine.health().reason.unwrap().to_lowercase().contains("read-only"));
        assert_eq!(lab.told(id).await, "running: approve waits for userTask");
    }
    lab.simulation.disk.set_read_only(false);
    lab.engine.complete_user_task(by("bob"), task, CompleteUserTask::default()).await.unwrap();
    assert_eq!(lab.engine.health().condition, Condition::Running);
    assert_eq!((lab.told(id).await.as_str(), lab.count("approval").await), ("completed", 1));
    lab.rebuild().await;
    assert_eq!((lab.told(id).await.as_str(), lab.count("approval").await), ("completed", 1));
}

/// A disk may become full while it refuses, and the other way round: the newest reason counts.
#[tokio::test]
async fn the_reason_that_is_told_is_that_of_now() {
    let lab = Lab::new();
    lab.deploy(&approval()).await;
    let refused = async |code: &str, condition: Condition| {
        assert_eq!(lab.engine.start_instance(by("bob"), start()).await.unwrap_err().code(), code);
        assert_eq!(lab.engine.health().condition, condition);
    };
    lab.simulation.disk.set_read_only(true);
    refused("storage-unwritable", Condition::StorageUnwritable).await;
    lab.simulation.disk.set_capacity(Some(1));
    refused("storage-full", Condition::StorageFull).await;
    lab.simulation.disk.set_capacity(None);
    refused("storage-unwritable", Condition::StorageUnwritable).await;
    lab.simulation.disk.set_read_only(false);
    lab.engine.start_instance(by("bob"), start()).await.unwrap();
}

#[tokio::test]
async fn a_write_that_fails_once_is_told_and_the_next_one_succeeds() {
    let mut lab = Lab::new();
    lab.deploy(&approval()).await;
    for count in 1..=5 {
        lab.simulation.disk.fail(Operation::Write, 1, Fault::Io);
        let refused = lab.engine.start_instance(by("bob"), start()).await.unwrap_err();
        assert_eq!(refused.code(), "storage-unwritable", "{refused}");
        lab.engine.start_instance(by("bob"), start()).await.unwrap();
        assert_eq!(lab.count("approval").await, count, "what was refused has not happened");
        lab.power_cut().await;
        assert_eq!(lab.count("approval").await, count);
    }
}

/// A store of which one commit stands still, and then fails for a reason of the test's.
struct Gate {
    store: Arc<dyn Store>,
    armed: AtomicBool,
    entered: Mutex<mpsc::Sender<()>>,
    fails: Mutex<mpsc::Receiver<store::Error>>,
}

impl Store for Gate {
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, store::Error> {
        if self.armed.swap(false, Ordering::SeqCst) {
            self.entered.lock().unwrap().send(()).unwrap();
            return Err(self.fails.lock().unwrap().recv_timeout(PATIENCE).expect("a reason"));
        }
        self.store.commit(commits)
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, store::Error> {
        self.store.get(table, key)
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, store::Error> {
        self.store.scan(table, start, end, limit)
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, store::Error> {
        self.store.scan_reverse(table, start, end, limit)
    }

    fn read(&self, position: Position) -> Result<Frame, store::Error> {
        self.store.read(position)
    }

    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, store::Error>> + Send + '_> {
        self.store.log(after)
    }

    fn checkpoint(&self) -> Result<(), store::Error> {
        self.store.checkpoint()
    }

    fn health(&self) -> Health {
        self.store.health()
    }

    fn probe(&self) -> store::Condition {
        self.store.probe()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn decisions_on_top_of_what_is_lost_are_told_the_true_reason() {
    let (operation, reason) = ("writing the log".to_owned(), "Input/output error".to_owned());
    for (cause, code) in [
        (store::Error::Io { operation, reason: reason.clone() }, "storage-unwritable"),
        (store::Error::StorageFull { reason: reason.clone() }, "storage-full"),
        (store::Error::FsyncFailed { reason }, "stopped"),
    ] {
        let lab = Lab::new();
        lab.deploy(&approval()).await;
        let id = lab.start("approval", vars(json!({}))).await;
        lab.engine.shutdown().await.unwrap();
        let (entered, is_there) = mpsc::channel();
        let (fail, fails) = mpsc::channel();
        let (entered, fails) = (Mutex::new(entered), Mutex::new(fails));
        let gate = Arc::new(Gate { store: lab.store.clone(), armed: AtomicBool::new(true), entered, fails });
        let engine = Engine::start(gate, lab.options.clone()).unwrap();
        let set = |number: u32| {
            let (engine, variables) = (engine.clone(), vars(json!({ "n": number })));
            let change = SetVariables { variables, ..SetVariables::default() };
            tokio::spawn(async move { engine.set_variables(by("ada"), id, change).await })
        };
        let first = set(1);
        tokio::task::spawn_blocking(move || is_there.recv_timeout(PATIENCE).expect("it is committed")).await.unwrap();
        let second = set(2);
        let begun = Instant::now();
        while engine.metrics().commands < 2 {
            assert!(begun.elapsed() < PATIENCE, "the second is not decided");
            tokio::task::yield_now().await;
        }
        fail.send(cause).unwrap();
        let told = [first.await.unwrap(), second.await.unwrap()];
        assert!(told.iter().all(|told| told.as_ref().map_err(Error::code) == Err(code)), "{code}: {told:?}");
        if code != "stopped" {
            // The third is decided on what is there.
            set(3).await.unwrap().unwrap();
            let variables = engine.variables(id, None).await.unwrap();
            assert_eq!(variables.iter().find(|v| v.name == "n").map(|v| v.value.clone()), Some(json!(3)));
        }
    }
}
