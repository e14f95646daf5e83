//! A view that cannot be written while the disk still takes small trials: commits get an answer, and go on later.
use super::memory_view::MemoryHome;
use super::overlay::Generation;
use super::sim_disk::SimDisk;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Change, Commit, Counts, Error, LogStore, Options, Store, Table, ViewWriter};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tracing::{Event, Level, Metadata, Subscriber, span};

/// What the view does when it is written.
#[derive(Default)]
struct Moods {
    full: AtomicBool,
    panics: AtomicBool,
}

struct Moody(Arc<dyn View>, Arc<Moods>);

impl View for Moody {
    fn reflected(&self) -> Result<Option<Reflected>, Error> {
        self.0.reflected()
    }

    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error> {
        assert!(!self.1.panics.load(Ordering::SeqCst), "the view is broken");
        if self.1.full.load(Ordering::SeqCst) {
            return Err(Error::StorageFull { reason: "the view needs more than there is".to_owned() });
        }
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

struct Home(MemoryHome, Arc<Moods>);

impl ViewHome for Home {
    fn open(&self) -> Result<Arc<dyn View>, Error> {
        Ok(Arc::new(Moody(self.0.open()?, self.1.clone())))
    }

    fn set_aside(&self) -> Result<String, Error> {
        self.0.set_aside()
    }

    fn discard_aside(&self) -> Result<bool, Error> {
        self.0.discard_aside()
    }

    fn room_for(&self, overlay_bytes: usize) -> u64 {
        self.0.room_for(overlay_bytes)
    }

    fn suspect(&self) {
        self.0.suspect();
    }

    fn is_suspect(&self) -> bool {
        self.0.is_suspect()
    }
}

fn open(view_writer: ViewWriter) -> (LogStore, Arc<Moods>) {
    let moods = Arc::new(Moods::default());
    let options = Options {
        view_writer,
        ballast_bytes: 0,
        overlay_write_bytes: 1,
        overlay_bytes_max: 2000,
        view_write_every: Duration::from_millis(1),
        ..Options::default()
    };
    let home: Arc<dyn ViewHome> = Arc::new(Home(MemoryHome::new(1), moods.clone()));
    (LogStore::open(Arc::new(SimDisk::new(1)), &home, options, &|_, _| Ok(vec![])).unwrap(), moods)
}

fn commit(store: &LogStore, n: u8) -> Result<(), Error> {
    let change = Change::put(Table::Job, vec![n], vec![n; 1000]);
    store.commit(vec![Commit { partition: 0, payload: vec![n], changes: vec![change] }]).map(drop)
}

/// How many commits are taken before the first is refused.
fn until_refused(store: &LogStore) -> (u8, Error) {
    let refused = (0..100).find_map(|n| Some((n, commit(store, n).err()?)));
    refused.expect("memory does not grow without bound")
}

#[test]
fn a_view_that_has_no_room_gives_an_answer_and_goes_on_when_there_is_room() {
    for writer in [ViewWriter::Inline, ViewWriter::Background] {
        let (store, moods) = open(writer);
        moods.full.store(true, Ordering::SeqCst);
        let (taken, error) = until_refused(&store);
        assert!(taken > 0);
        assert_eq!(error.code(), "storage-full");
        moods.full.store(false, Ordering::SeqCst);
        commit(&store, 200).unwrap();
        assert_eq!(store.get(Table::Job, &[200]).unwrap(), Some(vec![200; 1000]));
        assert_eq!(store.get(Table::Job, &[taken]).unwrap(), None, "what was refused is not there");
    }
}

#[test]
fn a_writer_of_the_view_that_panics_is_told_and_not_waited_for() {
    let (store, moods) = open(ViewWriter::Background);
    moods.panics.store(true, Ordering::SeqCst);
    let (_, error) = until_refused(&store);
    assert_eq!(error.code(), "view-failed");
    assert!(store.health().condition.is_final());
}

/// Counts what operators are warned of.
#[derive(Default)]
struct Warnings(Arc<AtomicUsize>);

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN
    }

    fn event(&self, _event: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn new_span(&self, _span: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _span: &span::Id, _values: &span::Record<'_>) {}

    fn record_follows_from(&self, _span: &span::Id, _follows: &span::Id) {}

    fn enter(&self, _span: &span::Id) {}

    fn exit(&self, _span: &span::Id) {}
}

/// The view is tried several times a second, for as long as the disk is full.
#[test]
fn that_the_disk_is_full_is_said_once_and_once_more_when_it_is_full_again() {
    let (store, moods) = open(ViewWriter::Inline);
    let (warnings, count) = (Warnings::default(), |so_far: &Arc<AtomicUsize>| so_far.load(Ordering::SeqCst));
    let so_far = warnings.0.clone();
    tracing::subscriber::with_default(warnings, || {
        for round in 1..=2 {
            moods.full.store(true, Ordering::SeqCst);
            commit(&store, round).unwrap();
            for _ in 0..10 {
                assert_eq!(store.checkpoint().unwrap_err().code(), "storage-full");
            }
            assert_eq!(count(&so_far), usize::from(round), "what is said in round {round}");
            moods.full.store(false, Ordering::SeqCst);
            assert!(store.probe().is_writable());
            store.checkpoint().unwrap();
        }
    });
}
