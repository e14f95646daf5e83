//! The view in sled: one tree, so that a batch and the position it reflects are written together or not at all.
//!
//! sled 0.34.7 needs care. Its `flush` calls `sync_file_range`, which does not survive a power cut, so we fdatasync
//! its file after it. It panics on some damaged files, so every call is guarded, and a view that fails is set aside
//! and built anew from the log. It opens others without a word and with keys missing, so we keep a digest of all pairs
//! beside the position. It stops for good when its disk is full, so we ask for space before we write.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::digest::Digest;
use super::overlay::Generation;
use super::view::{Range, Reflected, View, ViewHome};
use super::{Error, Options, Table};

const DIRECTORY: &str = "view";
const SUSPECT: &str = "view-suspect";
/// Views that were set aside and are kept for people to look at; the oldest goes first.
const QUARANTINES_MAX: usize = 2;
/// Space that must be free beyond the changes themselves before sled may write. Generous: sled also writes what it
/// kept back of earlier batches, and the log takes space beside it.
const FREE_BYTES_MIN: u64 = 8 << 20;
/// What sled says when its file is locked.
const LOCK_TAKEN: &str = "could not acquire lock";
const LOCK_WAIT: Duration = Duration::from_secs(10);
const LOCK_RETRY: Duration = Duration::from_millis(5);
/// Sorts behind every table.
const REFLECTED_KEY: &[u8] = &[u8::MAX];

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
    /// Of all pairs; held while a batch is applied.
    digest: Mutex<Digest>,
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
        let needed = FREE_BYTES_MIN + 2 * changes.bytes() as u64;
        let figures = rustix::fs::statvfs(&self.directory).ok();
        if let Some(free) = figures.map(|figures| figures.f_bavail.saturating_mul(figures.f_frsize))
            && free < needed
        {
            return Err(Error::StorageFull { reason: format!("{free} bytes are free, the view needs {needed}") });
        }
        let mut digest = self.digest.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = *digest;
        guarded(|| {
            let mut batch = sled::Batch::default();
            let mut full_key = Vec::new();
            for (table, key, value) in changes.changes() {
                prefix(&mut full_key, table, key);
                let old = self.tree.get(&full_key)?;
                if let Some(old) = &old {
                    next.take(&full_key, old);
                }
                match value {
                    Some(value) => {
                        next.add(&full_key, value);
                        batch.insert(full_key.as_slice(), value);
                    }
                    None if old.is_some() => batch.remove(full_key.as_slice()),
                    None => {}
                }
            }
            batch.insert(REFLECTED_KEY, [next.to_bytes().as_slice(), &reflected.to_bytes()].concat());
            self.tree.apply_batch(batch)
        })?;
        *digest = next;
        Ok(())
    }

    fn sync(&self) -> Result<(), Error> {
        guarded(|| self.tree.flush())?;
        let file = File::open(self.directory.join("db")).map_err(|error| failed(&error.to_string()))?;
        rustix::fs::fdatasync(&file).map_err(|errno| failed(&errno.to_string()))
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let mut full_key = Vec::with_capacity(key.len() + 1);
        prefix(&mut full_key, table, key);
        Ok(guarded(|| self.tree.get(&full_key))?.map(|value| value.to_vec()))
    }

    fn visit(&self, range: &Range, visitor: &mut dyn FnMut(&[u8], &[u8]) -> bool) -> Result<(), Error> {
        let (mut start, mut end) = (Vec::new(), Vec::new());
        prefix(&mut start, range.table, range.start);
        prefix(&mut end, range.table, range.end);
        guarded(|| {
            let mut pairs = self.tree.range(start..end);
            while let Some(pair) = if range.descending { pairs.next_back() } else { pairs.next() } {
                let (key, value) = pair?;
                if !visitor(&key[1..], &value) {
                    break;
                }
            }
            Ok(())
        })
    }
}

impl SledView {
    /// Reads what the view reflects, and all pairs if they are to be checked.
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
                None => Ok(SledView { tree, directory, reflected: None, digest: Mutex::default() }),
            };
        };
        let Some((digest, reflected)) = record.split_first_chunk::<16>() else {
            return Err(failed("its position cannot be read"));
        };
        let (digest, reflected) = (Digest::from_bytes(*digest), Reflected::from_bytes(reflected));
        if reflected.is_none() {
            return Err(failed("its position cannot be read"));
        }
        if check && digest != found {
            let (found, expected) = (found.pairs, digest.pairs);
            return Err(failed(&format!("{found} pairs do not give the digest of the {expected} that were written")));
        }
        Ok(SledView { tree, directory, reflected, digest: Mutex::new(digest) })
    }
}

fn prefix(full_key: &mut Vec<u8>, table: Table, key: &[u8]) {
    full_key.clear();
    full_key.push(table.number());
    full_key.extend_from_slice(key);
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
