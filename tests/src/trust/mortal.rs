//! A store that dies with its machine: what an engine of an earlier life still tries reaches nothing.
use std::sync::{PoisonError, RwLock};
use weir_core::InstanceId;
use weir_engine::store::{Commit, Condition, Error, Frame, Health, LogStore, Pairs, Position, Store, Table};

/// A store and whether its machine still runs.
pub struct Mortal {
    store: LogStore,
    lives: RwLock<bool>,
    /// Whose rows read back as half of what they are.
    spoiled: RwLock<Option<InstanceId>>,
}

impl Mortal {
    /// Alive.
    pub fn new(store: LogStore) -> Self {
        Mortal { store, lives: RwLock::new(true), spoiled: RwLock::new(None) }
    }

    /// From now on the elements of this instance cannot be read; of nobody: all can.
    pub fn spoil(&self, instance: Option<InstanceId>) {
        *self.spoiled.write().unwrap_or_else(PoisonError::into_inner) = instance;
    }

    fn as_it_reads(&self, table: Table, mut pairs: Pairs) -> Pairs {
        let spoiled = *self.spoiled.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = spoiled.filter(|_| table == Table::Instance) {
            let bytes = id.0.as_bytes();
            for (_, value) in pairs.iter_mut().filter(|(key, _)| key.windows(bytes.len()).any(|part| part == bytes)) {
                value.truncate(value.len() / 2);
            }
        }
        pairs
    }

    /// Waits for what is being written, and lets nothing more be written.
    pub fn die(&self) {
        *self.lives.write().unwrap_or_else(PoisonError::into_inner) = false;
    }

    fn alive<T>(&self, work: impl FnOnce(&LogStore) -> Result<T, Error>) -> Result<T, Error> {
        let lives = self.lives.read().unwrap_or_else(PoisonError::into_inner);
        if *lives { work(&self.store) } else { Err(Error::FsyncFailed { reason: "the machine is off".to_owned() }) }
    }
}

impl Store for Mortal {
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, Error> {
        self.alive(|store| store.commit(commits))
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.alive(|store| store.get(table, key))
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.alive(|store| store.scan(table, start, end, limit)).map(|pairs| self.as_it_reads(table, pairs))
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.alive(|store| store.scan_reverse(table, start, end, limit))
    }

    fn read(&self, position: Position) -> Result<Frame, Error> {
        self.alive(|store| store.read(position))
    }

    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, Error>> + Send + '_> {
        self.store.log(after)
    }

    fn checkpoint(&self) -> Result<(), Error> {
        self.alive(Store::checkpoint)
    }

    fn health(&self) -> Health {
        self.store.health()
    }

    fn probe(&self) -> Condition {
        self.store.probe()
    }
}
