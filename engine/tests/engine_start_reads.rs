//! What a start reads of what is stored: the same few rows however many instances wait, and no instance at all. And what a
//! page of a list reads: no more than it shows, however many tasks are open.

use crate::engine_support::{Lab, approval, model, payment, vars};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use weir_engine::api::{Paging, UserTaskFilter};
use weir_engine::store::{Commit, Condition, Error, Frame, Health, Pairs, Position, Store, Table};
use weir_engine::{Engine, ManualClock, Options};

/// A store that counts the rows that are read of each table.
struct Counting {
    inner: Arc<dyn Store>,
    rows: Mutex<BTreeMap<Table, usize>>,
}

impl Counting {
    fn note(&self, table: Table, rows: usize) {
        *self.rows.lock().unwrap().entry(table).or_default() += rows;
    }

    /// Those of which any were read.
    fn read(&self) -> BTreeMap<Table, usize> {
        let rows = self.rows.lock().unwrap();
        rows.iter().filter(|(_, rows)| **rows > 0).map(|(table, rows)| (*table, *rows)).collect()
    }
}

impl Store for Counting {
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, Error> {
        self.inner.commit(commits)
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.note(table, 1);
        self.inner.get(table, key)
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        let found = self.inner.scan(table, start, end, limit)?;
        self.note(table, found.len());
        Ok(found)
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        let found = self.inner.scan_reverse(table, start, end, limit)?;
        self.note(table, found.len());
        Ok(found)
    }

    fn read(&self, position: Position) -> Result<Frame, Error> {
        panic!("a start does not read history, and not what stands at {position:?}")
    }

    /// Analytics read the log beside the work; nobody waits for them, and here they find nothing.
    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, Error>> + Send + '_> {
        assert_eq!(after, None, "nobody else reads the log: the store has done so before");
        Box::new(std::iter::empty())
    }

    fn checkpoint(&self) -> Result<(), Error> {
        self.inner.checkpoint()
    }

    fn health(&self) -> Health {
        self.inner.health()
    }

    fn probe(&self) -> Condition {
        self.inner.probe()
    }
}

/// Rows that a start reads when so many instances of each kind wait.
async fn read_by_a_start(instances: usize) -> BTreeMap<Table, usize> {
    let lab = Lab::new();
    let timer = "<startEvent id='start'/><intermediateCatchEvent id='wait'><timerEventDefinition><timeDuration>P1D\
                 </timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='end'/>";
    let message = "<startEvent id='start'/><intermediateCatchEvent id='wait'><messageEventDefinition messageRef='m'/>\
                   </intermediateCatchEvent><endEvent id='end'/>";
    let roots = "<message id='m' name='news' weir:correlationKey='= n'/>";
    for file in [
        approval(),
        payment(),
        model("later", "start wait end", timer, ""),
        model("told", "start wait end", message, roots),
    ] {
        lab.deploy(&file).await;
    }
    for n in 0..instances {
        for process in ["approval", "payment", "later", "told"] {
            lab.start(process, vars(json!({ "n": n }))).await;
        }
    }
    lab.engine.shutdown().await.unwrap();
    let store = Arc::new(Counting { inner: lab.store.clone(), rows: Mutex::default() });
    let clock = Arc::new(ManualClock::new(crate::engine_support::MONDAY));
    let engine = Engine::start(store.clone(), Options { clock, ..Options::default() }).unwrap();
    // All its loops look once.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    engine.idle().await;
    let mut read = store.read();
    // Alerts look once analytics have caught up, beside the work: at one row, now or a moment later.
    assert!(read.remove(&Table::AlertState).is_none_or(|rows| rows == 1));
    engine.shutdown().await.unwrap();
    read
}

#[tokio::test]
async fn a_start_reads_as_much_of_many_instances_as_of_few_and_none_of_them() {
    let (few, many) = (read_by_a_start(2).await, read_by_a_start(200).await);
    println!("{few:?}");
    assert_eq!(few, many, "rows that are read");
    assert!(few.contains_key(&Table::Definition) && few.contains_key(&Table::Timer), "{few:?}");
    for table in [Table::Instance, Table::ActiveInstance, Table::UserTask, Table::Job] {
        assert!(!few.contains_key(&table), "{table:?} was read: {few:?}");
    }
}

/// Rows that one page of each list of tasks reads when so many tasks are open.
async fn read_by_lists(tasks: usize) -> usize {
    let lab = Lab::new();
    let task = "<startEvent id='start'/><userTask id='ask' weir:candidateUsers='ann,bob' weir:dueDate='2020-01-01'/>\
                <endEvent id='end'/>";
    lab.deploy(&model("asked", "start ask end", task, "")).await;
    for _ in 0..tasks {
        lab.start("asked", vars(json!({}))).await;
    }
    lab.engine.idle().await;
    lab.engine.shutdown().await.unwrap();
    let store = Arc::new(Counting { inner: lab.store.clone(), rows: Mutex::default() });
    let clock = Arc::new(ManualClock::new(crate::engine_support::MONDAY));
    let engine = Engine::start(store.clone(), Options { clock, ..Options::default() }).unwrap();
    engine.idle().await;
    store.rows.lock().unwrap().clear();
    let page = Paging { limit: Some(10), cursor: None };
    let next = engine.claimable_by("ann", &page).await.unwrap();
    let behind = Paging { cursor: next.next, ..page.clone() };
    assert_eq!(engine.claimable_by("ann", &behind).await.unwrap().items.len(), 10);
    let late = weir_core::Timestamp::parse("2021-01-01");
    for filter in [
        UserTaskFilter { candidate_user: Some("ann".into()), ..UserTaskFilter::default() },
        UserTaskFilter { process: Some("asked".into()), ..UserTaskFilter::default() },
        UserTaskFilter { due_before: late, ..UserTaskFilter::default() },
        UserTaskFilter::default(),
    ] {
        assert_eq!(engine.user_tasks(&filter, &page).await.unwrap().items.len(), 10);
    }
    let none = UserTaskFilter { process: Some("other".into()), ..UserTaskFilter::default() };
    assert!(engine.user_tasks(&none, &page).await.unwrap().items.is_empty());
    let read = store.read().get(&Table::UserTask).copied().unwrap_or_default();
    engine.shutdown().await.unwrap();
    read
}

#[tokio::test]
async fn a_page_of_tasks_reads_no_more_than_it_shows_however_many_are_open() {
    let (few, many) = (read_by_lists(30).await, read_by_lists(300).await);
    assert_eq!(few, many, "what is read does not grow with what is open");
    assert!(few <= 6 * 2 * 11, "an index and the tasks of it, six times: {few}");
}
