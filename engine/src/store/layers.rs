//! The overlay and the view as one map: what every reader sees.
//!
//! A scan must show one consistent picture though the view changes under it. It copies the entries of the overlay
//! first and reads the view then. While it reads, only the generation that was being written when it began may reach
//! the view, and its copy hides those keys. A later generation waits at the gate for the scans that do not know it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use super::overlay::{Entry, Found, Overlay};
use super::view::{Range, Reflected, View, ViewHome};
use super::{Change, Counts, Error, Pairs, Table, ViewRead};

/// Memory over the view.
pub(super) struct Layers {
    view: Arc<dyn View>,
    home: Arc<dyn ViewHome>,
    memory: RwLock<Memory>,
    gate: RwLock<()>,
    /// What the view reflects; held while it is written, so that there is one writer.
    written: Mutex<Written>,
    written_end: AtomicU64,
    failure: OnceLock<String>,
}

struct Memory {
    overlay: Overlay,
    /// What overlay and view reflect together.
    reflected: Reflected,
    /// What the view will reflect when the generation being written has reached it.
    writing: Reflected,
}

struct Written {
    synced_end: u64,
}

impl Layers {
    /// An empty overlay over a view.
    pub(super) fn new(view: Arc<dyn View>, home: Arc<dyn ViewHome>, reflected: Reflected) -> Layers {
        let end = reflected.end;
        let memory = Memory { overlay: Overlay::default(), writing: reflected.clone(), reflected };
        Layers {
            view,
            home,
            memory: RwLock::new(memory),
            gate: RwLock::new(()),
            written: Mutex::new(Written { synced_end: end }),
            written_end: AtomicU64::new(end),
            failure: OnceLock::new(),
        }
    }

    /// Makes the changes of one group visible, all at once.
    pub(super) fn insert(&self, changes: impl Iterator<Item = Change>, advance: impl FnOnce(&mut Reflected)) {
        let mut memory = self.write_memory();
        for change in changes {
            memory.overlay.insert(change);
        }
        advance(&mut memory.reflected);
    }

    /// What overlay and view reflect together.
    pub(super) fn reflected(&self) -> Reflected {
        self.read_memory().reflected.clone()
    }

    /// Memory held by the overlay.
    pub(super) fn bytes(&self) -> usize {
        self.read_memory().overlay.bytes()
    }

    /// How much is open, as the view has it.
    pub(super) fn counts(&self) -> Counts {
        self.view.counts()
    }

    /// The end of the log as the view has it.
    pub(super) fn written_end(&self) -> u64 {
        self.written_end.load(Ordering::Acquire)
    }

    /// Why the view can no longer be used, if so.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    /// Moves what is in memory to the view, and syncs the view if it then is `sync_bytes` ahead of its last sync.
    /// A generation that could not be written stays in memory and comes first the next time. Gives how long the view took for
    /// a generation: so long others may have waited for it.
    pub(super) fn write(&self, sync_bytes: u64) -> Result<Duration, Error> {
        let mut written = lock(&self.written);
        let mut longest = Duration::ZERO;
        loop {
            let (generation, reflected, more) = {
                let mut memory = self.write_memory();
                let left_over = memory.overlay.is_writing();
                if !left_over {
                    memory.writing = memory.reflected.clone();
                }
                (memory.overlay.begin_write(), memory.writing.clone(), left_over)
            };
            if reflected.end != self.written_end() {
                // Scans that began before this generation was set apart must end first.
                drop(self.gate.write().unwrap_or_else(PoisonError::into_inner));
                let began = Instant::now();
                self.watched(self.view.apply(&generation, &reflected))?;
                longest = longest.max(began.elapsed());
                self.written_end.store(reflected.end, Ordering::Release);
            }
            let written = self.write_memory().overlay.end_write();
            drop((written, generation));
            if !more {
                break;
            }
        }
        let end = self.written_end();
        if end > written.synced_end && end - written.synced_end >= sync_bytes {
            self.watched(self.view.sync())?;
            written.synced_end = end;
        }
        Ok(longest)
    }

    /// Verifies some of the view that nobody has read yet. Damage is a failure of the view.
    pub(super) fn verify_some(&self) -> Result<bool, Error> {
        self.watched(self.view.verify_some())
    }

    fn scan(&self, range: &Range, limit: usize) -> Result<Pairs, Error> {
        let _gate = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let entries = self.read_memory().overlay.range(range, limit);
        let mut merged = Merged { entries: entries.into_iter().peekable(), pairs: Vec::new(), limit };
        if range.start < range.end && limit > 0 {
            let descending = range.descending;
            let visited = self.view.visit(range, &mut |key, value| merged.show(key, value, descending));
            self.watched(visited)?;
        }
        Ok(merged.finish())
    }

    /// Remembers a failure of the view: it is not asked again, and the next start rebuilds it.
    fn watched<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::View { reason }) = &result {
            self.fail(reason);
        }
        result
    }

    /// The view has failed, for this reason.
    pub(super) fn fail(&self, reason: &str) {
        if self.failure.set(reason.to_owned()).is_ok() {
            tracing::error!(reason, "the view failed; a restart rebuilds it from the log");
            self.home.suspect();
        }
    }

    fn read_memory(&self) -> RwLockReadGuard<'_, Memory> {
        self.memory.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_memory(&self) -> RwLockWriteGuard<'_, Memory> {
        self.memory.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ViewRead for Layers {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let found = self.read_memory().overlay.get(table, key);
        match found {
            Found::Value(value) => Ok(Some(value)),
            Found::Deleted => Ok(None),
            Found::Nothing => self.watched(self.view.get(table, key)),
        }
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        Layers::scan(self, &Range { table, start, end, descending: false }, limit)
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        Layers::scan(self, &Range { table, start, end, descending: true }, limit)
    }
}

/// The answer of a scan while it grows.
struct Merged<I: Iterator<Item = Entry>> {
    entries: std::iter::Peekable<I>,
    pairs: Pairs,
    limit: usize,
}

impl<I: Iterator<Item = Entry>> Merged<I> {
    /// Takes the next pair of the view; false if the answer is complete.
    fn show(&mut self, key: &[u8], value: &[u8], descending: bool) -> bool {
        let comes_first = |entry: &Entry| entry.0.as_slice() == key || (entry.0.as_slice() < key) != descending;
        let mut hidden = false;
        while self.pairs.len() < self.limit {
            let Some((entry_key, entry_value)) = self.entries.next_if(comes_first) else { break };
            hidden |= entry_key == key;
            self.pairs.extend(entry_value.map(|value| (entry_key, value)));
        }
        if !hidden && self.pairs.len() < self.limit {
            self.pairs.push((key.to_vec(), value.to_vec()));
        }
        self.pairs.len() < self.limit
    }

    fn finish(mut self) -> Pairs {
        let room = self.limit - self.pairs.len();
        self.pairs.extend(self.entries.filter_map(|(key, value)| Some((key, value?))).take(room));
        self.pairs
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
