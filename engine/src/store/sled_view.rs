//! The view in sled: one tree of blocks, so that a batch and the position it reflects are written together or not at all.
//! What a block is, and why there are blocks, stands in [`super::block`].
//!
//! sled 0.34.7 needs care. Its `flush` calls `sync_file_range`, which does not survive a power cut, so we fdatasync
//! its file after it. It panics on some damaged files, so every call is guarded, and a view that fails is set aside
//! and built anew from the log. It opens others without a word and with keys missing, so we keep a digest of all pairs
//! beside the position. It stops for good when its disk is full, so we ask for space before we write.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use super::digest::Digest;
use super::overlay::Generation;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Counts, Error, Options, Table, block};

const DIRECTORY: &str = "view";
const SUSPECT: &str = "view-suspect";
/// Views that were set aside and are kept for people to look at; the oldest goes first.
const QUARANTINES_MAX: usize = 2;
/// Space that must be free beyond the changes themselves before sled may write. Generous: sled also writes what it
/// kept back of earlier batches, and the log takes space beside it.
const FREE_BYTES_MIN: u64 = 8 << 20;
/// With less free space a view that cannot be opened may be whole.
const OPEN_BYTES_MIN: u64 = 2 << 20;
/// What sled says when its file is locked.
const LOCK_TAKEN: &str = "could not acquire lock";
const LOCK_WAIT: Duration = Duration::from_secs(10);
const LOCK_RETRY: Duration = Duration::from_millis(5);
/// Sorts behind every table.
const REFLECTED_KEY: &[u8] = &[u8::MAX];
/// Sorts before every pair: where the first block stands.
const FIRST_KEY: &[u8] = &[0];
/// How the view is written. One of another format is built anew.
const FORMAT: u8 = 3;

/// A key of the tree and what stands there.
type Block = (sled::IVec, sled::IVec);

/// The place of the view in a data directory.
pub(super) struct SledHome {
    directory: PathBuf,
    cache_bytes: u64,
    check: bool,
}

struct SledView {
    tree: sled::Db,
    directory: PathBuf,
    reflected: Option<Reflected>,
    /// Held while a batch is applied.
    sums: Mutex<Sums>,
    /// As the last batch left them; nobody waits for a batch to see them.
    counts: Mutex<Counts>,
    /// Blocks are split and joined: whoever reads more than one must not see that half done.
    blocks: RwLock<()>,
}

/// What is kept of all blocks together.
#[derive(Clone, Copy, Default)]
struct Sums {
    digest: Digest,
    counts: Counts,
}

impl SledHome {
    pub(super) fn new(data_directory: &Path, options: &Options) -> SledHome {
        let (cache_bytes, check) = (options.view_cache_bytes, options.check_view);
        SledHome { directory: data_directory.to_owned(), cache_bytes, check }
    }

    /// Quarantined views, oldest first.
    fn quarantines(&self) -> std::io::Result<Vec<(u64, PathBuf)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(&self.directory)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            let number = name.strip_prefix(DIRECTORY).and_then(|rest| rest.strip_prefix("-damaged-"));
            found.extend(number.and_then(|number| number.parse().ok()).map(|number| (number, path.clone())));
        }
        found.sort();
        Ok(found)
    }

    fn move_aside(&self) -> std::io::Result<PathBuf> {
        let mut quarantines = self.quarantines()?;
        let number = quarantines.last().map_or(1, |(number, _)| number + 1);
        while quarantines.len() >= QUARANTINES_MAX {
            std::fs::remove_dir_all(quarantines.remove(0).1)?;
        }
        let aside = self.directory.join(format!("{DIRECTORY}-damaged-{number}"));
        match std::fs::rename(self.directory.join(DIRECTORY), &aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Durable before the new view is: otherwise the old one could come back after a power cut, unsuspected.
        File::open(&self.directory)?.sync_all()?;
        match std::fs::remove_file(self.directory.join(SUSPECT)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(aside),
        }
    }
}

impl ViewHome for SledHome {
    fn open(&self) -> Result<Arc<dyn View>, Error> {
        let directory = self.directory.join(DIRECTORY);
        let config = sled::Config::new()
            .path(&directory)
            .cache_capacity(self.cache_bytes)
            .use_compression(false)
            // We flush at our own pace; until then a crash costs a replay, no data.
            .flush_every_ms(None);
        let start = Instant::now();
        loop {
            match guarded(|| config.open()) {
                Ok(tree) => return Ok(Arc::new(SledView::new(tree, directory, self.check)?)),
                // sled cannot even open on a full disk, and some of what it says then looks like damage.
                Err(Error::View { reason })
                    if free_bytes(&self.directory).is_some_and(|free| free < OPEN_BYTES_MIN) =>
                {
                    return Err(Error::StorageFull { reason: format!("the view cannot be opened: {reason}") });
                }
                // A store that was closed a moment ago: sled's threads let the lock go a little later. Another
                // process cannot hold it, because we hold the lock of the data directory.
                Err(Error::View { reason }) if reason.contains(LOCK_TAKEN) && start.elapsed() < LOCK_WAIT => {
                    std::thread::sleep(LOCK_RETRY);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn set_aside(&self) -> Result<String, Error> {
        let aside = self.move_aside().map_err(|error| Error::io("setting the damaged view aside", &error))?;
        Ok(aside.display().to_string())
    }

    fn discard_aside(&self) -> Result<bool, Error> {
        let discard = || {
            let quarantines = self.quarantines()?;
            for (_, path) in &quarantines {
                std::fs::remove_dir_all(path)?;
            }
            Ok(!quarantines.is_empty())
        };
        discard().map_err(|error: std::io::Error| Error::io("deleting a view that was set aside", &error))
    }

    fn room_for(&self, overlay_bytes: usize) -> u64 {
        room_for(overlay_bytes)
    }

    fn suspect(&self) {
        let marked = File::create(self.directory.join(SUSPECT)).and_then(|file| file.sync_all());
        if let Err(error) = marked {
            tracing::error!(%error, "the failed view could not be marked; delete its directory before the next start");
        }
    }

    fn is_suspect(&self) -> bool {
        self.directory.join(SUSPECT).exists()
    }
}

impl View for SledView {
    fn reflected(&self) -> Result<Option<Reflected>, Error> {
        Ok(self.reflected.clone())
    }

    fn apply(&self, changes: &Generation, reflected: &Reflected) -> Result<(), Error> {
        let needed = room_for(changes.bytes());
        if let Some(free) = free_bytes(&self.directory)
            && free < needed
        {
            return Err(Error::StorageFull { reason: format!("{free} bytes are free, the view needs {needed}") });
        }
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = *sums;
        let mut batch = self.batch(changes, &mut next)?;
        let (digest, counts) = (next.digest.to_bytes(), next.counts.to_bytes());
        batch.insert(REFLECTED_KEY, [[FORMAT].as_slice(), &digest, &counts, &reflected.to_bytes()].concat());
        let _alone = self.blocks.write().unwrap_or_else(PoisonError::into_inner);
        guarded(|| self.tree.apply_batch(batch))?;
        *sums = next;
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = next.counts;
        Ok(())
    }

    fn counts(&self) -> Counts {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sync(&self) -> Result<(), Error> {
        guarded(|| self.tree.flush())?;
        let file = File::open(self.directory.join("db")).map_err(|error| failed(&error.to_string()))?;
        rustix::fs::fdatasync(&file).map_err(|errno| failed(&errno.to_string()))
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let full_key = full(table, key);
        let Some((_, block)) = self.holding(&full_key)? else { return Ok(None) };
        Ok(block::find(&block, &full_key).ok_or_else(damaged)?.map(<[u8]>::to_vec))
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        let (start, end) = (full(range.table, range.start), full(range.table, range.end));
        if start >= end {
            return Ok(());
        }
        let _still = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        // The first pairs may stand in a block that begins before them.
        let first = self.holding(&start)?.map_or_else(|| start.clone(), |(key, _)| key.to_vec());
        let inside = |key: &[u8]| (start.as_slice()..end.as_slice()).contains(&key);
        let mut blocks = self.tree.range(first..end.clone());
        while let Some((_, block)) =
            guarded(|| if range.descending { blocks.next_back() } else { blocks.next() }.transpose())?
        {
            let mut pairs = block::Reader::new(&block);
            let mut found = vec![];
            while !pairs.is_done() {
                let value = pairs.next().ok_or_else(damaged)?;
                if !inside(pairs.key()) {
                    continue;
                }
                if range.descending {
                    found.push((pairs.key().to_vec(), value));
                } else if !visitor(&pairs.key()[1..], value) {
                    return Ok(());
                }
            }
            for (key, value) in found.into_iter().rev() {
                if !visitor(&key[1..], value) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl SledView {
    fn of(tree: sled::Db, directory: PathBuf, reflected: Option<Reflected>, sums: Sums) -> SledView {
        let (counts, sums) = (Mutex::new(sums.counts), Mutex::new(sums));
        SledView { tree, directory, reflected, sums, counts, blocks: RwLock::default() }
    }

    /// The block that holds this key if any does.
    fn holding(&self, full_key: &[u8]) -> Result<Option<Block>, Error> {
        guarded(|| self.tree.range(..=full_key).next_back().transpose())
    }

    /// The next block, with its key.
    fn behind(&self, key: &[u8]) -> Result<Option<Block>, Error> {
        let next = guarded(|| self.tree.get_gt(key))?;
        Ok(next.filter(|(key, _)| key.as_ref() < REFLECTED_KEY))
    }

    /// The blocks as they are after the changes. Each is read and written once, with all changes that fall into it.
    fn batch(&self, changes: &Generation, sums: &mut Sums) -> Result<sled::Batch, Error> {
        let mut batch = sled::Batch::default();
        let mut changes = changes.changes().map(|(table, key, value)| (full(table, key), value)).peekable();
        while let Some((first, _)) = changes.peek() {
            let mut held = vec![self.holding(first)?.unwrap_or_else(|| (FIRST_KEY.into(), sled::IVec::default()))];
            let mut merge = block::Merge::onto(sums.counts);
            loop {
                let (key, block) = held.last().expect("there is one");
                let next = self.behind(key)?;
                let end = next.as_ref().map(|(key, _)| key.as_ref());
                merge.add(block, &mut changes, end).ok_or_else(damaged)?;
                match next {
                    Some(next) if merge.changed && merge.is_small() => held.push(next),
                    _ => break,
                }
            }
            if merge.changed {
                replace(&mut batch, &mut sums.digest, &held, &merge);
                sums.counts = merge.counts;
            }
        }
        Ok(batch)
    }

    /// Reads what the view reflects, and all blocks if they are to be checked.
    fn new(tree: sled::Db, directory: PathBuf, check: bool) -> Result<SledView, Error> {
        let mut found = Digest::default();
        if check {
            guarded(|| {
                for pair in tree.range(..REFLECTED_KEY) {
                    let (key, value) = pair?;
                    found.add(&key, &value);
                }
                Ok(())
            })?;
        }
        let record = guarded(|| tree.get(REFLECTED_KEY))?;
        let Some(record) = record else {
            return match guarded(|| tree.iter().next().transpose())? {
                Some(_) => Err(failed("it has no position")),
                None => Ok(SledView::of(tree, directory, None, Sums::default())),
            };
        };
        let (sums, reflected) = read_record(&record).ok_or_else(|| failed("its position cannot be read"))?;
        let Sums { digest, .. } = sums;
        if check && digest != found {
            let (found, expected) = (found.pairs, digest.pairs);
            return Err(failed(&format!("{found} blocks do not give the digest of the {expected} that were written")));
        }
        Ok(SledView::of(tree, directory, Some(reflected), sums))
    }
}

/// Puts the merged pairs where the blocks were. The first one keeps its key, so that there is no gap before it.
fn replace(batch: &mut sled::Batch, digest: &mut Digest, held: &[Block], merge: &block::Merge) {
    for (key, block) in held.iter().filter(|(_, block)| !block.is_empty()) {
        digest.take(key, block);
        batch.remove(key);
    }
    for (index, (first, block)) in merge.blocks().into_iter().enumerate() {
        let key = if index == 0 { held[0].0.clone() } else { first.into() };
        digest.add(&key, &block);
        batch.insert(key, block);
    }
}

fn read_record(record: &[u8]) -> Option<(Sums, Reflected)> {
    let (digest, rest) = record.strip_prefix(&[FORMAT])?.split_first_chunk()?;
    let (counts, reflected) = rest.split_first_chunk()?;
    let sums = Sums { digest: Digest::from_bytes(*digest), counts: Counts::from_bytes(*counts) };
    Some((sums, Reflected::from_bytes(reflected)?))
}

/// What must be free before so much is written.
fn room_for(overlay_bytes: usize) -> u64 {
    FREE_BYTES_MIN + 2 * overlay_bytes as u64
}

/// Space that is left for us; none if the system does not say.
fn free_bytes(directory: &Path) -> Option<u64> {
    rustix::fs::statvfs(directory).ok().map(|figures| figures.f_bavail.saturating_mul(figures.f_frsize))
}

fn full(table: Table, key: &[u8]) -> Vec<u8> {
    let mut full_key = Vec::with_capacity(key.len() + 1);
    full_key.push(table.number());
    full_key.extend_from_slice(key);
    full_key
}

fn damaged() -> Error {
    failed("a block cannot be read")
}

/// Runs a call of sled. A panic inside it is a failure of the view, not of the engine.
fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(failed(&error.to_string())),
        Err(_) => Err(failed("sled panicked")),
    }
}

fn failed(reason: &str) -> Error {
    Error::View { reason: reason.to_owned() }
}
