//! What the tests of the store share: commits whose payload says what they change, and stores to run them on.
#![allow(dead_code, reason = "every test file uses its own part of it")]

pub mod large;
pub mod original;

use std::collections::BTreeMap;
use std::path::Path;

use weir_engine::store::sim::{Random, Simulation};
use weir_engine::store::{Change, Commit, Error, Frame, LogStore, Options, Pairs, Store, Table, Value, ViewRead};

/// What a store must show: every table's pairs.
pub type Model = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

/// The tables that random commits use.
pub const TABLES: [Table; 3] = [Table::Meta, Table::Instance, Table::BusinessKey];

/// A commit whose payload can be replayed.
pub fn commit(partition: u16, changes: Vec<Change>) -> Commit {
    let mut payload = Vec::new();
    for change in &changes {
        payload.push(change.table.number());
        payload.push(change.key.len() as u8);
        payload.extend_from_slice(&change.key);
        let value = match &change.value {
            Value::Bytes(bytes) => Some(bytes.as_slice()),
            _ => None,
        };
        payload.push(u8::from(value.is_some()));
        payload.extend_from_slice(&(value.map_or(0, <[u8]>::len) as u16).to_le_bytes());
        payload.extend_from_slice(value.unwrap_or(&[]));
    }
    Commit { partition, payload, changes }
}

/// The inverse: what the commit of this payload changed; of one that was harmed as much as can be read.
pub fn changes_of(payload: &[u8]) -> Vec<Change> {
    let mut rest = payload;
    let mut changes = Vec::new();
    while let Some(change) = change_of(&mut rest) {
        changes.push(change);
    }
    changes
}

fn change_of(rest: &mut &[u8]) -> Option<Change> {
    let mut take = |count: usize| {
        let (taken, left) = rest.split_at_checked(count)?;
        *rest = left;
        Some(taken.to_vec())
    };
    let table = *Table::ALL.get(usize::from(take(1)?[0]))?;
    let key_bytes = take(1)?[0];
    let key = take(usize::from(key_bytes))?;
    let is_put = take(1)?[0] == 1;
    let value_bytes = u16::from_le_bytes(take(2)?.try_into().ok()?);
    let value = take(usize::from(value_bytes))?;
    Some(if is_put { Change::put(table, key, value) } else { Change::delete(table, key) })
}

/// The projector of such commits.
#[expect(clippy::unnecessary_wraps, reason = "projectors may fail")]
pub fn project(frame: &Frame, _: &dyn ViewRead) -> Result<Vec<Change>, Error> {
    Ok(changes_of(&frame.payload))
}

/// A commit of a few random changes to few keys, so that they meet often.
pub fn random_commit(random: &mut Random) -> Commit {
    let mut changes = Vec::new();
    for _ in 0..=random.below(4) {
        let table = TABLES[random.below(3) as usize];
        let key = vec![b'k', random.below(40) as u8];
        if random.below(3) == 0 {
            changes.push(Change::delete(table, key));
        } else {
            let len = 1 + random.below(300) as usize;
            changes.push(Change::put(table, key, vec![random.below(256) as u8; len]));
        }
    }
    commit(random.below(5) as u16, changes)
}

/// Applies commits to the model.
pub fn apply(model: &mut Model, changes: &[Change]) {
    for change in changes.iter().cloned() {
        match change.value {
            Value::Bytes(value) => model.insert((change.table, change.key), value),
            _ => model.remove(&(change.table, change.key)),
        };
    }
}

/// Everything the view shows.
pub fn content(store: &dyn Store) -> Result<Model, Error> {
    let mut model = Model::new();
    for table in Table::ALL {
        for (key, value) in store.scan(table, &[], &[0xff; 8], usize::MAX)? {
            model.insert((table, key), value);
        }
    }
    Ok(model)
}

/// The model's answer to a scan.
pub fn expected_scan(model: &Model, table: Table, start: &[u8], end: &[u8], limit: usize, reverse: bool) -> Pairs {
    let inside = |key: &[u8]| start <= key && key < end;
    let mut pairs: Pairs = model
        .iter()
        .filter(|((of, key), _)| *of == table && inside(key))
        .map(|((_, key), value)| (key.clone(), value.clone()))
        .collect();
    if reverse {
        pairs.reverse();
    }
    pairs.truncate(limit);
    pairs
}

/// A store that can be opened again and again.
pub trait Rig {
    fn open(&self) -> Box<dyn Store>;
    /// Deletes the view of the closed store.
    fn lose_view(&self);
}

/// Log and sled in a directory.
pub struct RealRig {
    pub directory: tempfile::TempDir,
}

impl RealRig {
    pub fn new() -> RealRig {
        RealRig { directory: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// Small limits, so that little data goes through every layer.
pub fn small() -> Options {
    Options {
        segment_bytes: 8 << 10,
        overlay_write_bytes: 4 << 10,
        ballast_bytes: 64 << 10,
        view_cache_bytes: 1 << 20,
        view_write_every: std::time::Duration::from_millis(5),
        ..Options::default()
    }
}

impl Rig for RealRig {
    fn open(&self) -> Box<dyn Store> {
        Box::new(LogStore::open_dir(self.path(), small(), &project).unwrap())
    }

    fn lose_view(&self) {
        std::fs::remove_dir_all(self.path().join("view")).unwrap();
    }
}

/// A simulation with small limits.
pub fn simulation(seed: u64) -> Simulation {
    let mut simulation = Simulation::new(seed);
    simulation.options.segment_bytes = 8 << 10;
    simulation.options.overlay_write_bytes = 4 << 10;
    simulation.options.view_sync_bytes = 16 << 10;
    simulation
}

impl Rig for Simulation {
    fn open(&self) -> Box<dyn Store> {
        Box::new(Simulation::open(self, &project).unwrap())
    }

    fn lose_view(&self) {
        Simulation::lose_view(self);
    }
}
