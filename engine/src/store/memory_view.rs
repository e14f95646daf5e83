//! A view in memory for the simulated store. A power cut leaves it empty or at an older consistent point.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::overlay::Generation;
use super::random::Random;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Counts, Error, Table};

/// Where the memory view lives. Clones are handles to the same view, and die with a power cut like the process that holds
/// them.
#[derive(Debug, Clone)]
pub(super) struct MemoryHome {
    home: Arc<Mutex<Home>>,
    life: u64,
}

#[derive(Debug)]
struct Home {
    /// Counts power cuts.
    life: u64,
    random: Random,
    current: Content,
    synced: Content,
    /// Applied since the last sync, oldest first.
    unsynced: Vec<(Generation, Reflected)>,
    suspect: bool,
}

#[derive(Debug, Clone, Default)]
struct Content {
    tables: BTreeMap<Table, BTreeMap<Vec<u8>, Vec<u8>>>,
    reflected: Option<Reflected>,
}

impl MemoryHome {
    pub(super) fn new(seed: u64) -> MemoryHome {
        let (current, synced) = (Content::default(), Content::default());
        let (random, unsynced) = (Random::new(seed), Vec::new());
        let home = Home { life: 0, random, current, synced, unsynced, suspect: false };
        MemoryHome { home: Arc::new(Mutex::new(home)), life: 0 }
    }

    /// A handle for a process that starts now.
    pub(super) fn of_this_life(&self) -> MemoryHome {
        MemoryHome { home: self.home.clone(), life: self.home().life }
    }

    /// The power goes: some of what was not synced survives, or now and then nothing at all.
    pub(super) fn crash(&self) {
        let mut home = self.home();
        let home = &mut *home;
        home.life += 1;
        if home.random.below(8) == 0 {
            home.synced = Content::default();
            home.unsynced.clear();
        }
        let survivors = home.random.below(home.unsynced.len() as u64 + 1) as usize;
        for (generation, reflected) in home.unsynced.drain(..).take(survivors) {
            home.synced.apply(&generation, &reflected);
        }
        home.current = home.synced.clone();
    }

    /// Throws the view away, as somebody does who deletes its directory.
    pub(super) fn lose(&self) {
        let mut home = self.home();
        home.current = Content::default();
        home.synced = Content::default();
        home.unsynced.clear();
    }

    fn home(&self) -> MutexGuard<'_, Home> {
        self.home.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The view, if the process of this handle still runs.
    fn living(&self) -> Result<MutexGuard<'_, Home>, Error> {
        let home = self.home();
        if home.life == self.life { Ok(home) } else { Err(Error::View { reason: "the power went".to_owned() }) }
    }
}

impl ViewHome for MemoryHome {
    fn open(&self) -> Result<Arc<dyn View>, Error> {
        Ok(Arc::new(self.clone()))
    }

    fn set_aside(&self) -> Result<String, Error> {
        self.living()?.suspect = false;
        self.lose();
        Ok("memory".to_owned())
    }

    fn discard_aside(&self) -> Result<bool, Error> {
        Ok(false)
    }

    fn room_for(&self, _: usize) -> u64 {
        0
    }

    fn suspect(&self) {
        if let Ok(mut home) = self.living() {
            home.suspect = true;
        }
    }

    fn is_suspect(&self) -> bool {
        self.home().suspect
    }
}

impl View for MemoryHome {
    fn reflected(&self) -> Result<Option<Reflected>, Error> {
        Ok(self.living()?.current.reflected.clone())
    }

    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error> {
        let mut home = self.living()?;
        home.current.apply(changes, reflected);
        home.unsynced.push((changes.clone(), reflected.clone()));
        Ok(())
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (table, entries) in &self.home().current.tables {
            for key in entries.keys() {
                counts.note(table.number(), key, 1);
            }
        }
        counts
    }

    fn verify_some(&self) -> Result<bool, Error> {
        Ok(false)
    }

    fn sync(&self) -> Result<(), Error> {
        let mut home = self.living()?;
        let home = &mut *home;
        for (generation, reflected) in home.unsynced.drain(..) {
            home.synced.apply(&generation, &reflected);
        }
        Ok(())
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.living()?.current.tables.get(&table).and_then(|entries| entries.get(key)).cloned())
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        let home = self.living()?;
        let Some(entries) = home.current.tables.get(&range.table) else { return Ok(()) };
        let entries = entries.range::<[u8], _>((Bound::Included(range.start), Bound::Excluded(range.end)));
        if range.descending {
            let _complete = entries.rev().all(|(key, value)| visitor(key, value));
        } else {
            let _complete = { entries }.all(|(key, value)| visitor(key, value));
        }
        Ok(())
    }
}

impl Content {
    fn apply(&mut self, changes: &Generation, reflected: &Reflected) {
        for (table, key, value) in changes.changes() {
            let entries = self.tables.entry(table).or_default();
            match value {
                Some(value) => entries.insert(key.to_vec(), value.to_vec()),
                None => entries.remove(key),
            };
        }
        self.reflected = Some(reflected.clone());
    }
}
