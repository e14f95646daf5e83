//! A start on a full disk with a view that lags behind: first goes what was set aside, then the ballast, then the start
//! goes on in memory or says what it needs.
use super::disk::Disk;
use super::memory_view::MemoryHome;
use super::overlay::Generation;
use super::sim_disk::SimDisk;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Change, Commit, Counts, Error, LogStore, Options, Store, Table, ViewWriter};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// What there is to give up, and what was given up in which order.
#[derive(Default)]
struct Tight {
    /// So many things must be gone before there is room.
    gone_needed: AtomicUsize,
    aside: AtomicBool,
    /// Also opening needs room.
    opening: AtomicBool,
    given_up: Mutex<Vec<&'static str>>,
    disk: Mutex<Option<SimDisk>>,
}

impl Tight {
    fn room(&self) -> Result<(), Error> {
        let disk = self.disk.lock().unwrap();
        let ballast = disk.as_ref().is_some_and(|disk| disk.list().unwrap().iter().any(|name| name == "ballast"));
        let mut given_up = self.given_up.lock().unwrap();
        if !ballast && !given_up.contains(&"ballast") {
            given_up.push("ballast");
        }
        if given_up.len() >= self.gone_needed.load(Ordering::SeqCst) {
            return Ok(());
        }
        Err(Error::StorageFull { reason: "no space".to_owned() })
    }
}

struct TightView(Arc<dyn View>, Arc<Tight>);

impl View for TightView {
    fn reflected(&self) -> Result<Option<Reflected>, Error> {
        self.0.reflected()
    }

    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error> {
        self.1.room()?;
        self.0.apply(changes, reflected)
    }

    fn counts(&self) -> Counts {
        self.0.counts()
    }

    fn verify_some(&self) -> Result<bool, Error> {
        self.0.verify_some()
    }

    fn sync(&self) -> Result<(), Error> {
        self.0.sync()
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.0.get(table, key)
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        self.0.visit(range, visitor)
    }
}

struct Home(MemoryHome, Arc<Tight>);

impl ViewHome for Home {
    fn open(&self) -> Result<Arc<dyn View>, Error> {
        if self.1.opening.load(Ordering::SeqCst) {
            self.1.room()?;
        }
        Ok(Arc::new(TightView(self.0.open()?, self.1.clone())))
    }

    fn set_aside(&self) -> Result<String, Error> {
        self.0.set_aside()
    }

    fn discard_aside(&self) -> Result<bool, Error> {
        let there = self.1.aside.swap(false, Ordering::SeqCst);
        if there {
            self.1.given_up.lock().unwrap().push("aside");
        }
        Ok(there)
    }

    fn room_for(&self, overlay_bytes: usize) -> u64 {
        1000 + overlay_bytes as u64
    }

    fn suspect(&self) {
        self.0.suspect();
    }

    fn is_suspect(&self) -> bool {
        self.0.is_suspect()
    }
}

const COMMITS: u8 = 20;

/// A log of some commits of which the view has none, and its machine.
fn lagging(overlay_bytes_max: usize) -> (SimDisk, Arc<dyn ViewHome>, Arc<Tight>, Options) {
    let (disk, tight, memory) = (SimDisk::new(1), Arc::new(Tight::default()), MemoryHome::new(1));
    let options = Options {
        view_writer: ViewWriter::Inline,
        ballast_bytes: 1 << 20,
        overlay_write_bytes: 2000,
        overlay_bytes_max,
        ..Options::default()
    };
    *tight.disk.lock().unwrap() = Some(disk.clone());
    let home: Arc<dyn ViewHome> = Arc::new(Home(memory.clone(), tight.clone()));
    let store = LogStore::open(Arc::new(disk.clone()), &home, options.clone(), &project).unwrap();
    for n in 0..COMMITS {
        let change = Change::put(Table::Job, vec![n], vec![n; 1000]);
        store.commit(vec![Commit { partition: 0, payload: vec![n], changes: vec![change] }]).unwrap();
    }
    drop(store);
    memory.lose();
    (disk, home, tight, options)
}

#[expect(clippy::unnecessary_wraps, reason = "projectors may fail")]
fn project(frame: &super::Frame, _: &dyn super::ViewRead) -> Result<Vec<Change>, Error> {
    Ok(frame.payload.iter().map(|n| Change::put(Table::Job, vec![*n], vec![*n; 1000])).collect())
}

fn start(disk: &SimDisk, home: &Arc<dyn ViewHome>, options: &Options) -> Result<LogStore, Error> {
    LogStore::open(Arc::new(disk.clone()), home, options.clone(), &project)
}

fn all_is_there(store: &LogStore) {
    for n in 0..COMMITS {
        assert_eq!(store.get(Table::Job, &[n]).unwrap(), Some(vec![n; 1000]));
    }
}

#[test]
fn what_was_set_aside_goes_first_then_the_ballast_and_the_start_goes_on() {
    for (needed, expected) in [(0, vec![]), (1, vec!["aside"]), (2, vec!["aside", "ballast"])] {
        for opening in [false, true] {
            let (disk, home, tight, options) = lagging(2000);
            tight.given_up.lock().unwrap().clear();
            tight.gone_needed.store(needed, Ordering::SeqCst);
            tight.aside.store(true, Ordering::SeqCst);
            tight.opening.store(opening, Ordering::SeqCst);
            all_is_there(&start(&disk, &home, &options).unwrap());
            assert_eq!(*tight.given_up.lock().unwrap(), expected, "opening is tight: {opening}");
        }
    }
}

#[test]
fn with_nothing_to_give_up_it_goes_on_in_memory_while_that_is_enough() {
    let (disk, home, tight, options) = lagging(1 << 20);
    tight.gone_needed.store(9, Ordering::SeqCst);
    let store = start(&disk, &home, &options).unwrap();
    all_is_there(&store);
    // There is room again: what was kept in memory reaches the view.
    tight.gone_needed.store(0, Ordering::SeqCst);
    store.checkpoint().unwrap();
    assert_eq!(store.health().view_lag_bytes, 0);
    all_is_there(&store);
}

#[test]
fn a_start_that_has_no_room_says_what_it_needs_and_nothing_is_lost() {
    let (disk, home, tight, options) = lagging(5000);
    tight.gone_needed.store(9, Ordering::SeqCst);
    let error = start(&disk, &home, &options).err().expect("there is no room");
    assert_eq!(error.code(), "no-room-to-start");
    let Error::NoRoomToStart { lag_bytes, needed_bytes, .. } = &error else { panic!("{error}") };
    assert!(*lag_bytes > 0 && *needed_bytes > 6000, "{error}");
    assert!(error.to_string().contains(&format!("{needed_bytes} bytes must be free")), "{error}");
    tight.gone_needed.store(0, Ordering::SeqCst);
    all_is_there(&start(&disk, &home, &options).unwrap());
}
