//! A disk that lies as disks do, deterministic by seed.
//!
//! Writes land in memory first. Only a sync makes them survive [`SimDisk::crash`]; of the rest each 512-byte sector,
//! the length of a file and the last changes of names survive by chance. A failing sync behaves as Linux does: the
//! unsynced sectors count as clean afterwards, reads still show them, and a later sync reports success without them.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use super::disk::{Birth, Disk, DiskFile};
use super::random::Random;
use super::sim_file::Content;
use super::sim_names::Names;

/// A simulated disk. Clones are handles to the same disk, so that a store opened later sees what survived.
#[derive(Debug, Clone)]
pub struct SimDisk(Arc<Mutex<State>>);

/// Operations that can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A write to a file.
    Write,
    /// A sync of a file.
    Sync,
    /// A sync of the directory.
    SyncDirectory,
}

/// How they fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// EIO.
    Io,
    /// ENOSPC. A write keeps a random prefix first.
    Full,
    /// The power goes in the middle of the operation, which may or may not have taken effect. Everything fails until
    /// [`SimDisk::crash`] has decided what survives.
    PowerCut,
}

#[derive(Debug)]
struct State {
    random: Random,
    birth: Birth,
    files: BTreeMap<u64, Content>,
    next_file: u64,
    names: Names,
    capacity: Option<u64>,
    counts: BTreeMap<u8, u64>,
    fault: Option<(Operation, u64, Fault)>,
    read_only: bool,
    /// Counts crashes: handles opened before one are dead, as the process that held them.
    life: u64,
}

impl SimDisk {
    /// An empty disk whose whole behaviour follows from the seed.
    pub fn new(seed: u64) -> SimDisk {
        let mut random = Random::new(seed);
        let mut log_id = [0; 16];
        log_id[..8].copy_from_slice(&random.next().to_le_bytes());
        log_id[8..].copy_from_slice(&random.next().to_le_bytes());
        SimDisk(Arc::new(Mutex::new(State {
            random,
            birth: Birth { log_id, created_ms: 0 },
            files: BTreeMap::new(),
            next_file: 0,
            names: Names::default(),
            capacity: None,
            counts: BTreeMap::new(),
            fault: None,
            read_only: false,
            life: 0,
        })))
    }

    /// The power goes: what was not synced survives by chance, sector by sector. Open files are dead afterwards.
    pub fn crash(&self) {
        let mut state = self.state();
        let state = &mut *state;
        state.life += 1;
        state.names.crash(&mut state.random);
        // Some cuts lose nearly everything, some nearly nothing.
        let keep_percent = [0, 20, 50, 80, 100][state.random.below(5) as usize];
        for content in state.files.values_mut() {
            content.crash(&mut state.random, keep_percent);
        }
        state.drop_unnamed();
        state.fault = None;
    }

    /// Makes the Nth operation of this kind from now fail; 1 is the next one.
    pub fn fail(&self, operation: Operation, nth: u64, fault: Fault) {
        let mut state = self.state();
        let done = state.counts.get(&(operation as u8)).copied().unwrap_or(0);
        state.fault = Some((operation, done + nth, fault));
    }

    /// How many operations of this kind there were.
    pub fn count(&self, operation: Operation) -> u64 {
        self.state().counts.get(&(operation as u8)).copied().unwrap_or(0)
    }

    /// Limits what all files together may hold; `None` is no limit.
    pub fn set_capacity(&self, bytes: Option<u64>) {
        self.state().capacity = bytes;
    }

    /// From now on everything that would change the disk is refused, as after a remount; or not any more.
    pub fn set_read_only(&self, read_only: bool) {
        self.state().read_only = read_only;
    }

    /// The current content of a file, for tests that damage it.
    pub fn content(&self, name: &str) -> Option<Vec<u8>> {
        let state = self.state();
        state.names.get(name).map(|id| state.files[&id].current.clone())
    }

    /// Replaces the content of a file and makes it survive, as damage of the medium does.
    pub fn set_content(&self, name: &str, bytes: &[u8]) {
        let mut state = self.state();
        let id = state.named(name);
        state.sync_names();
        state.files.insert(id, Content::synced(bytes.to_vec()));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("a simulated disk is not used after a panic")
    }
}

impl Disk for SimDisk {
    fn open(&self, name: &str, create: bool) -> io::Result<Arc<dyn DiskFile>> {
        let mut state = self.state();
        if !create && state.names.get(name).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        if state.names.get(name).is_none() {
            state.expect_writable()?;
        }
        let id = state.named(name);
        Ok(Arc::new(SimFile { disk: self.clone(), id, life: state.life }))
    }

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.state().names.list())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        if state.names.get(name).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.expect_writable()?;
        state.names.remove(name);
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        if state.names.get(from).is_none() {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.expect_writable()?;
        state.names.rename(from, to);
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        let mut state = self.state();
        match state.count(Operation::SyncDirectory) {
            Some(Fault::PowerCut) => return Err(state.cut_power()),
            Some(fault) => return Err(fault.into()),
            None => {}
        }
        state.sync_names();
        Ok(())
    }

    fn free_bytes(&self) -> Option<u64> {
        let state = self.state();
        state.capacity.map(|capacity| capacity.saturating_sub(state.used_bytes()))
    }

    fn birth(&self) -> io::Result<Birth> {
        Ok(self.state().birth)
    }
}

struct SimFile {
    disk: SimDisk,
    id: u64,
    life: u64,
}

impl SimFile {
    fn with<T>(&self, work: impl FnOnce(&mut State, u64) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.disk.state();
        if state.life != self.life {
            return Err(io::Error::other("this handle died with the crash"));
        }
        work(&mut state, self.id)
    }
}

impl DiskFile for SimFile {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.with(|state, id| Ok(state.content(id)?.read(offset, buffer)))
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.with(|state, id| {
            state.expect_writable()?;
            let mut take = bytes.len();
            if let Some(fault) = state.count(Operation::Write) {
                if fault == Fault::Io {
                    return Err(fault.into());
                }
                take = state.random.below(take as u64) as usize;
                if fault == Fault::PowerCut {
                    state.content(id)?.write(offset, &bytes[..take]);
                    return Err(state.cut_power());
                }
                if take == 0 {
                    return Err(fault.into());
                }
                // The rest of this write comes back at once and finds no space.
                let next = state.counts[&(Operation::Write as u8)] + 1;
                state.fault = Some((Operation::Write, next, Fault::Full));
            }
            let end = state.room(id, offset + take as u64)?;
            take = take.min(end.saturating_sub(offset) as usize);
            if take == 0 && !bytes.is_empty() {
                return Err(Fault::Full.into());
            }
            state.content(id)?.write(offset, &bytes[..take]);
            Ok(take)
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.with(|state, id| {
            let fault = state.count(Operation::Sync);
            if fault == Some(Fault::PowerCut) {
                if state.random.below(2) == 0 {
                    state.content(id)?.sync();
                }
                return Err(state.cut_power());
            }
            let content = state.content(id)?;
            if let Some(fault) = fault {
                content.forget_unsynced();
                return Err(fault.into());
            }
            content.sync();
            Ok(())
        })
    }

    fn length(&self) -> io::Result<u64> {
        self.with(|state, id| Ok(state.content(id)?.current.len() as u64))
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.with(|state, id| {
            state.expect_writable()?;
            if state.room(id, len)? < len {
                return Err(Fault::Full.into());
            }
            state.content(id)?.set_len(len as usize);
            Ok(())
        })
    }

    fn allocate(&self, len: u64) -> io::Result<()> {
        self.set_len(len)
    }
}

impl State {
    /// The file of this name, made if it is missing.
    fn named(&mut self, name: &str) -> u64 {
        if let Some(id) = self.names.get(name) {
            return id;
        }
        let id = self.next_file;
        self.next_file += 1;
        self.files.insert(id, Content::default());
        self.names.set(name, id);
        id
    }

    /// Nothing that is open now works any more.
    fn cut_power(&mut self) -> io::Error {
        self.life += 1;
        Fault::PowerCut.into()
    }

    fn sync_names(&mut self) {
        self.names.sync();
        self.drop_unnamed();
    }

    fn drop_unnamed(&mut self) {
        let names = &self.names;
        self.files.retain(|id, _| names.files().any(|named| named == *id));
    }

    fn content(&mut self, id: u64) -> io::Result<&mut Content> {
        self.files.get_mut(&id).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Counts an operation and says whether it is the one that fails.
    fn count(&mut self, operation: Operation) -> Option<Fault> {
        let count = self.counts.entry(operation as u8).or_insert(0);
        *count += 1;
        match self.fault {
            Some((failing, nth, fault)) if failing == operation && nth == *count => {
                self.fault = None;
                Some(fault)
            }
            _ => None,
        }
    }

    fn expect_writable(&self) -> io::Result<()> {
        if self.read_only { Err(rustix::io::Errno::ROFS.into()) } else { Ok(()) }
    }

    /// How long the file may become if it shall reach `end`.
    fn room(&mut self, id: u64, end: u64) -> io::Result<u64> {
        let Some(capacity) = self.capacity else { return Ok(end) };
        let free = capacity.saturating_sub(self.used_bytes());
        let len = self.content(id)?.current.len() as u64;
        Ok(end.min(len + free))
    }

    fn used_bytes(&self) -> u64 {
        self.names.files().filter_map(|id| self.files.get(&id)).map(|content| content.current.len() as u64).sum()
    }
}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Io => io::Error::from(rustix::io::Errno::IO),
            Fault::Full => io::Error::from(rustix::io::Errno::NOSPC),
            Fault::PowerCut => io::Error::other("the power is gone"),
        }
    }
}
