//! The directory of the simulated disk: which names a power cut leaves.

use std::collections::BTreeMap;

use super::random::Random;

/// Names and the files they stand for, as seen now and as synced.
#[derive(Debug, Default)]
pub(super) struct Names {
    current: BTreeMap<String, u64>,
    synced: BTreeMap<String, u64>,
    /// What was done since the last sync.
    changes: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Set(String, u64),
    Remove(String),
    Rename(String, String),
}

impl Names {
    pub(super) fn get(&self, name: &str) -> Option<u64> {
        self.current.get(name).copied()
    }

    pub(super) fn list(&self) -> Vec<String> {
        self.current.keys().cloned().collect()
    }

    /// The files that have a name.
    pub(super) fn files(&self) -> impl Iterator<Item = u64> {
        self.current.values().copied()
    }

    pub(super) fn set(&mut self, name: &str, file: u64) {
        self.change(Change::Set(name.to_owned(), file));
    }

    pub(super) fn remove(&mut self, name: &str) {
        self.change(Change::Remove(name.to_owned()));
    }

    pub(super) fn rename(&mut self, from: &str, to: &str) {
        self.change(Change::Rename(from.to_owned(), to.to_owned()));
    }

    /// The names as they are survive from here on.
    pub(super) fn sync(&mut self) {
        self.synced.clone_from(&self.current);
        self.changes.clear();
    }

    /// File systems replay their journal in order: a prefix of the changes survives.
    pub(super) fn crash(&mut self, random: &mut Random) {
        let survivors = random.below(self.changes.len() as u64 + 1) as usize;
        for change in self.changes.drain(..).take(survivors) {
            change.apply(&mut self.synced);
        }
        self.current.clone_from(&self.synced);
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.current);
        self.changes.push(change);
    }
}

impl Change {
    fn apply(&self, names: &mut BTreeMap<String, u64>) {
        match self {
            Change::Set(name, file) => {
                names.insert(name.clone(), *file);
            }
            Change::Remove(name) => {
                names.remove(name);
            }
            Change::Rename(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}
