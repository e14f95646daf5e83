//! The view in sled: one tree of blocks, so that a batch and the position it reflects are written together or not at all.
//! What a block is, and why there are blocks, stands in [`super::block`].
//!
//! sled 0.34.7 needs care. Its `flush` calls `sync_file_range`, which does not survive a power cut, so we fdatasync
//! its file after it. It panics on some damaged files, so every call is guarded, and a view that fails is set aside
//! and built anew from the log. It opens others without a word and with keys missing, so what is read is verified first:
//! see [`super::bundles`]. It stops for good when its disk is full, so we ask for space before we write.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use super::at_hand::{AtHand, Held, Replaced};
use super::bundles::{Bundles, Edit};
use super::digest::Digest;
use super::overlay::Generation;
use super::sled_read::AHEAD;
use super::view::{Range, Reflected, View};
use super::{Counts, Error, Table, block};

/// Space that must be free beyond the changes themselves before sled may write. Generous: sled also writes what it
/// kept back of earlier batches, and the log takes space beside it.
pub(super) const FREE_BYTES_MIN: u64 = 8 << 20;
/// With less free space nothing is kept back in sled's buffers: somebody else may fill the disk at any moment.
const KEPT_BACK_BYTES_MIN: u64 = 256 << 20;
/// Sorts behind everything.
const REFLECTED_KEY: &[u8] = &[u8::MAX];
/// Sorts behind every table: the rows of the bundles, each under this and the key at which it begins.
pub(super) const BUNDLES: &[u8] = &[u8::MAX - 1];
/// Sorts before every pair: where the first block stands.
pub(super) const FIRST_KEY: &[u8] = &[0];
/// So many times the cache of sled is the room for blocks at hand: one of them answers in a hundredth of the time.
const AT_HAND: u64 = 4;
/// So many blocks of a range are sought one by one, and are at hand afterwards; a longer one is walked through.
const SOUGHT_MAX: usize = 8;
/// How the view is written. One of another format is built anew.
const FORMAT: u8 = 5;

/// The view, opened.
pub(super) struct SledView {
    pub(super) tree: sled::Db,
    pub(super) directory: PathBuf,
    reflected: Option<Reflected>,
    /// Held while a batch is applied.
    sums: Mutex<Sums>,
    /// What was verified, and by which digests; changed only while `blocks` is locked for writing.
    pub(super) bundles: RwLock<Bundles>,
    /// As the last batch left them; nobody waits for a batch to see them.
    counts: Mutex<Counts>,
    /// Blocks are split and joined: whoever reads more than one must not see that half done.
    pub(super) blocks: RwLock<()>,
    /// Changed by batches only while `blocks` is locked for writing, by reads only while it is locked for reading.
    pub(super) at_hand: AtHand,
}

/// What is kept of all blocks together.
#[derive(Clone, Default)]
pub(super) struct Sums {
    counts: Counts,
    /// As the last batch wrote it.
    reflected: Vec<u8>,
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
        let mut next = Sums { reflected: reflected.to_bytes(), ..*sums };
        self.write(self.batch(changes, &mut next.counts)?, &next)?;
        // It is there. If a bundle cannot be split now and the batch comes once more, nothing of it counts again.
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner) = next.counts;
        *sums = next;
        let splits = self.splits()?;
        if !splits.is_empty() {
            self.write(Written { edit: splits, ..Written::default() }, &sums)?;
        }
        // What sled keeps back it writes when it likes, and if there is no room then it stops for good.
        if free_bytes(&self.directory).is_some_and(|free| free < KEPT_BACK_BYTES_MIN) {
            guarded(|| self.tree.flush())?;
        }
        Ok(())
    }

    fn counts(&self) -> Counts {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn verify_some(&self) -> Result<bool, Error> {
        self.verify_more()
    }

    fn sync(&self) -> Result<(), Error> {
        guarded(|| self.tree.flush())?;
        let file = File::open(self.directory.join("db")).map_err(|error| failed(&error.to_string()))?;
        rustix::fs::fdatasync(&file).map_err(|errno| failed(&errno.to_string()))
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let full_key = full(table, key);
        let held = self.held(&full_key, AHEAD)?;
        Ok(block::find(&held.block, &full_key).ok_or_else(damaged)?.map(<[u8]>::to_vec))
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        let (mut start, end) = (full(range.table, range.start), full(range.table, range.end));
        // Whoever goes up asks for few most of the time.
        let mut sought = if range.descending { 0 } else { SOUGHT_MAX };
        // An index is asked for its beginning, and so is the next one; only whoever goes on wants what comes behind.
        let mut ahead = 1;
        while sought > 0 && start < end {
            let held = self.held(&start, ahead)?;
            ahead = (2 * ahead).min(AHEAD);
            let mut pairs = block::Reader::new(&held.block);
            while !pairs.is_done() {
                let value = pairs.next().ok_or_else(damaged)?;
                if pairs.key() >= end.as_slice()
                    || (pairs.key() >= start.as_slice() && !visitor(&pairs.key()[1..], value))
                {
                    return Ok(());
                }
            }
            start = held.end.to_vec();
            sought -= 1;
        }
        if start >= end {
            return Ok(());
        }
        let _still = self.blocks.read().unwrap_or_else(PoisonError::into_inner);
        // The first pairs may stand in a block that begins before them.
        let first = self.holding(&start)?.map_or_else(|| FIRST_KEY.to_vec(), |(key, _)| key.to_vec());
        // What is known to be sound, and shown, of the range: up to here, or from here on.
        let (mut from, mut to) = (first.clone(), end.clone());
        self.expect_sound_still(&first, &behind(&start))?;
        let inside = |key: &[u8]| (start.as_slice()..end.as_slice()).contains(&key);
        let mut blocks = self.tree.range(first..end.clone());
        while let Some((at, block)) =
            self.reading(|| if range.descending { blocks.next_back() } else { blocks.next() }.transpose())?
        {
            if range.descending {
                self.expect_sound_still(&at, &to)?;
                to = at.to_vec();
            } else {
                self.expect_sound_still(&from, &behind(&at))?;
                from = at.to_vec();
            }
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
        // Nothing is missing where the blocks end.
        self.expect_sound_still(&from, &to)
    }
}

impl SledView {
    fn of(
        tree: sled::Db,
        directory: PathBuf,
        reflected: Option<Reflected>,
        counts: Counts,
        bundles: Bundles,
        cache_bytes: u64,
    ) -> SledView {
        let sums = Sums { counts, reflected: reflected.as_ref().map(Reflected::to_bytes).unwrap_or_default() };
        let (counts, sums, bundles) = (Mutex::new(counts), Mutex::new(sums), RwLock::new(bundles));
        let at_hand = AtHand::new(usize::try_from(cache_bytes.saturating_mul(AT_HAND)).unwrap_or(usize::MAX));
        SledView { tree, directory, reflected, sums, bundles, counts, blocks: RwLock::default(), at_hand }
    }

    /// Writes blocks, the digests of their bundles, and what the view reflects, together or not at all.
    fn write(&self, written: Written, sums: &Sums) -> Result<(), Error> {
        let Written { mut batch, edit, replaced } = written;
        let (rows, total) = self.bundles.read().unwrap_or_else(PoisonError::into_inner).rows(&edit);
        for (begin, row) in rows {
            let key = [BUNDLES, &begin].concat();
            match row {
                Some(row) => batch.insert(key, row.as_slice()),
                None => batch.remove(key),
            }
        }
        let (digest, counts) = (total.to_bytes(), sums.counts.to_bytes());
        batch.insert(REFLECTED_KEY, [[FORMAT].as_slice(), &digest, &counts, &sums.reflected].concat());
        let _alone = self.blocks.write().unwrap_or_else(PoisonError::into_inner);
        guarded(|| self.tree.apply_batch(batch)).inspect_err(|_| self.at_hand.clear())?;
        self.at_hand.written(replaced);
        self.bundles.write().unwrap_or_else(PoisonError::into_inner).written(edit, total);
        Ok(())
    }

    /// The blocks as they are after the changes. Each is read and written once, with all changes that fall into it.
    fn batch(&self, changes: &Generation, counts: &mut Counts) -> Result<Written, Error> {
        let mut written = Written::default();
        let mut changes = changes.changes().map(|(table, key, value)| (full(table, key), value)).peekable();
        // No block is taken twice: what the first time made of it would be lost.
        let mut done = sled::IVec::default();
        // Changes lie here and there, except where many of neighbours come together.
        let mut ahead = 1;
        let mut next = |key: &[u8], done: &sled::IVec| {
            let held = self.held(key, ahead)?;
            ahead = if held.begin == *done { AHEAD } else { 1 };
            if held.begin < *done { Err(failed("a block does not end where the next one begins")) } else { Ok(held) }
        };
        while let Some((first, _)) = changes.peek() {
            let mut held = vec![next(first, &done)?];
            let mut merge = block::Merge::onto(*counts);
            loop {
                let last = held.last().expect("there is one");
                done = last.end.clone();
                let end = Some(done.as_ref()).filter(|end| *end < BUNDLES);
                merge.add(&last.block, &mut changes, end).ok_or_else(damaged)?;
                match end {
                    Some(end) if merge.changed && merge.is_small() => held.push(next(end, &done)?),
                    _ => break,
                }
            }
            if merge.changed {
                let bundles = self.bundles.read().unwrap_or_else(PoisonError::into_inner);
                written.replace(&bundles, &held, &merge);
                *counts = merge.counts;
            }
        }
        Ok(written)
    }

    /// Reads what the view reflects and the digests of its bundles, and holds these against their digest. A view of up to
    /// so many bytes is verified as a whole.
    pub(super) fn new(
        tree: sled::Db,
        directory: PathBuf,
        verify_bytes: u64,
        cache_bytes: u64,
    ) -> Result<SledView, Error> {
        let Some(record) = guarded(|| tree.get(REFLECTED_KEY))? else {
            if guarded(|| tree.iter().next().transpose())?.is_some() {
                return Err(failed("it has no position"));
            }
            let (counts, bundles) = (Counts::default(), Bundles::new(FIRST_KEY));
            return Ok(SledView::of(tree, directory, None, counts, bundles, cache_bytes));
        };
        let read = read_record(&record).ok_or_else(|| failed("its position cannot be read"))?;
        let (digest, counts, reflected) = read;
        let mut bundles = Bundles::of_an_old_view(FIRST_KEY);
        for row in tree.range(BUNDLES..REFLECTED_KEY) {
            let (key, row) = guarded(|| row)?;
            bundles.read(&key[1..], &row).ok_or_else(|| failed("the row of a bundle cannot be read"))?;
        }
        if digest != bundles.total() {
            let (found, expected) = (bundles.total().pairs, digest.pairs);
            return Err(failed(&format!("{found} bundles do not give the digest of the {expected} that were written")));
        }
        let whole = bundles.blocks().saturating_mul(block::BLOCK_BYTES as u64) <= verify_bytes;
        let view = SledView::of(tree, directory, Some(reflected), counts, bundles, cache_bytes);
        if whole {
            view.expect_sound(FIRST_KEY, BUNDLES)?;
        }
        Ok(view)
    }
}

/// What a batch writes.
#[derive(Default)]
struct Written {
    batch: sled::Batch,
    edit: Edit,
    replaced: Replaced,
}

impl Written {
    /// Puts the merged pairs where the blocks were. The first one keeps its key, so that there is no gap before it.
    fn replace(&mut self, bundles: &Bundles, held: &[Held], merge: &block::Merge) {
        for Held { begin, block, .. } in held {
            self.replaced.gone(begin);
            if !block.is_empty() {
                self.edit.take(bundles, begin, block);
                self.batch.remove(begin);
            }
        }
        let mut end = held.last().map(|held| held.end.clone()).unwrap_or_default();
        for (index, (first, block)) in merge.blocks().into_iter().enumerate().rev() {
            let (begin, block) =
                (if index == 0 { held[0].begin.clone() } else { first.into() }, sled::IVec::from(block));
            self.edit.add(bundles, &begin, &block);
            self.batch.insert(begin.clone(), block.clone());
            self.replaced.come(Held { end: std::mem::replace(&mut end, begin.clone()), begin, block });
        }
    }
}

fn read_record(record: &[u8]) -> Option<(Digest, Counts, Reflected)> {
    let (digest, rest) = record.strip_prefix(&[FORMAT])?.split_first_chunk()?;
    let (counts, reflected) = rest.split_first_chunk()?;
    Some((Digest::from_bytes(*digest), Counts::from_bytes(*counts), Reflected::from_bytes(reflected)?))
}

/// The key right behind this one.
pub(super) fn behind(key: &[u8]) -> Vec<u8> {
    [key, &[0]].concat()
}

/// What must be free before so much is written.
pub(super) fn room_for(overlay_bytes: usize) -> u64 {
    FREE_BYTES_MIN + 2 * overlay_bytes as u64
}

/// Space that is left for us; none if the system does not say.
pub(super) fn free_bytes(directory: &Path) -> Option<u64> {
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
pub(super) fn guarded<T>(call: impl FnOnce() -> sled::Result<T>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(failed(&error.to_string())),
        Err(_) => Err(failed("sled panicked")),
    }
}

pub(super) fn failed(reason: &str) -> Error {
    Error::View { reason: reason.to_owned() }
}
