//! The store of one node: the log, and memory over the view.

use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::ballast::Ballast;
use super::chain::{Chain, Marks};
use super::cursor::Cursor;
use super::disk::Disk;
use super::error::is_full;
use super::layers::Layers;
use super::log::{Log, may_succeed_later};
use super::opening;
use super::real_disk::RealDisk;
use super::segments::Segments;
use super::sled_home::SledHome;
use super::view::ViewHome;
use super::writer::Writer;
use super::{
    Commit, Condition, Error, Frame, Health, Options, Pairs, Position, Project, Store, Table, ViewRead, ViewWriter,
};

/// How long a commit waits for the view writer before it looks again.
const PRESSURE_WAIT: Duration = Duration::from_millis(20);

/// How often the writing of the view may fail and be taken up again before a commit gives up: the view may need more space
/// than a trial of the disk does.
const RESUMPTIONS_MAX: usize = 5;

/// A log of segments and a view behind it. Dropping it stops its thread; what was committed is in the log.
pub struct LogStore {
    core: Arc<Core>,
    writer: Option<Writer>,
}

/// What the committing thread, the readers and the view writer share.
pub(super) struct Core {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) options: Options,
    pub(super) log_id: [u8; 16],
    pub(super) segments: Arc<Segments>,
    pub(super) log: Mutex<Log>,
    /// The end of the confirmed log: readers go no further.
    pub(super) end: AtomicU64,
    pub(super) layers: Layers,
    pub(super) ballast: Ballast,
    pub(super) condition: Mutex<Condition>,
    pub(super) last_fsync_us: AtomicU64,
    /// Where the log can be entered, as far as that was asked for.
    pub(super) marks: Mutex<Marks>,
    /// Signalled when the overlay has shrunk.
    pub(super) relief: Condvar,
}

impl LogStore {
    /// Opens the store in a directory, or creates it. The view is in sled. `project` brings the view up to date.
    pub fn open_dir(directory: &Path, options: Options, project: &Project) -> Result<LogStore, Error> {
        let disk = Arc::new(RealDisk::open(directory)?);
        let home: Arc<dyn ViewHome> = Arc::new(SledHome::new(directory, &options));
        LogStore::open(disk, &home, options, project)
    }

    /// Opens a store on any disk with any view.
    pub(super) fn open(
        disk: Arc<dyn Disk>,
        home: &Arc<dyn ViewHome>,
        options: Options,
        project: &Project,
    ) -> Result<LogStore, Error> {
        let core = Arc::new(opening::open(disk, home, options, project)?);
        let writer = match core.options.view_writer {
            ViewWriter::Inline => None,
            ViewWriter::Background => {
                let theirs = core.clone();
                // An error is kept in the condition, where commits and operators see it.
                let work = move || theirs.write_view_or_fail();
                let started = Writer::start(core.options.view_write_every, work);
                Some(started.map_err(|error| Error::io("starting the view writer", &error))?)
            }
        };
        Ok(LogStore { core, writer })
    }
}

impl Store for LogStore {
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, Error> {
        if commits.is_empty() {
            return Ok(Vec::new());
        }
        let core = &*self.core;
        let mut log = lock(&core.log);
        core.expect_writable()?;
        self.wait_for_room()?;
        let appended = log.append(&commits).inspect_err(|error| core.note(error))?;
        core.last_fsync_us.store(appended.fsync_us, Ordering::Relaxed);
        core.end.store(appended.end, Ordering::Release);
        let placed = commits.into_iter().zip(&appended.positions);
        let changes = placed.flat_map(|(commit, at)| commit.changes.into_iter().map(|change| change.placed(*at)));
        core.layers.insert(changes, |reflected| {
            reflected.end = appended.end;
            reflected.last = appended.positions.last().copied();
            reflected.heads.clone_from(log.heads());
        });
        if core.layers.bytes() >= core.options.overlay_write_bytes {
            self.relieve();
        }
        Ok(appended.positions)
    }

    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.core.layers.get(table, key)
    }

    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        ViewRead::scan(&self.core.layers, table, start, end, limit)
    }

    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error> {
        self.core.layers.scan_reverse(table, start, end, limit)
    }

    fn read(&self, position: Position) -> Result<Frame, Error> {
        Ok(self.core.cursor_at(Some(position))?.1.expect("a position was given"))
    }

    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, Error>> + Send + '_> {
        let mut cursor = match self.core.cursor_at(after) {
            Ok((cursor, _)) => Some(cursor),
            Err(error) => return Box::new(std::iter::once(Err(error))),
        };
        Box::new(std::iter::from_fn(move || match cursor.as_mut()?.next() {
            Ok(walked) => walked.map(|walked| Ok(walked.frame)),
            Err(stop) => {
                cursor = None;
                Some(Err(stop.into()))
            }
        }))
    }

    fn checkpoint(&self) -> Result<(), Error> {
        self.core.write_view(0).map(drop)
    }

    fn health(&self) -> Health {
        let core = &*self.core;
        let log_bytes = core.end.load(Ordering::Acquire);
        Health {
            condition: core.condition(),
            log_bytes,
            overlay_bytes: core.layers.bytes() as u64,
            view_lag_bytes: log_bytes.saturating_sub(core.layers.written_end()),
            last_fsync_us: core.last_fsync_us.load(Ordering::Relaxed),
            free_bytes: core.disk.free_bytes(),
            open: core.layers.counts(),
        }
    }

    fn chain(&self) -> Option<&dyn Chain> {
        Some(&*self.core)
    }

    fn probe(&self) -> Condition {
        // The log is locked so that no commit runs while the answer is found.
        let _log = lock(&self.core.log);
        self.core.try_to_resume();
        self.core.condition()
    }
}

impl LogStore {
    /// Back-pressure: the view writer must keep up, or memory would grow without bound.
    fn wait_for_room(&self) -> Result<(), Error> {
        let core = &*self.core;
        let mut resumptions = 0;
        while core.layers.bytes() > core.options.overlay_bytes_max {
            self.relieve();
            let condition = lock(&core.condition);
            let (condition, _) =
                core.relief.wait_timeout(condition, PRESSURE_WAIT).unwrap_or_else(PoisonError::into_inner);
            drop(condition);
            let condition = core.condition();
            if matches!(condition, Condition::StorageFull { .. } | Condition::Unwritable { .. }) {
                resumptions += 1;
                if resumptions > RESUMPTIONS_MAX {
                    return refusal(condition);
                }
            }
            core.expect_writable()?;
        }
        Ok(())
    }

    /// Starts writing the view, here or in the thread.
    fn relieve(&self) {
        match &self.writer {
            Some(writer) => writer.wake(),
            // An error is kept in the condition.
            None => drop(self.core.write_view(self.core.options.view_sync_bytes)),
        }
    }
}

impl Core {
    /// Writes what is in memory to the view. On a full disk the ballast makes room once. Gives how long others may have waited.
    pub(super) fn write_view(&self, sync_bytes: u64) -> Result<Duration, Error> {
        let mut result = self.layers.write(sync_bytes).inspect_err(|error| self.note(error));
        if matches!(result, Err(Error::StorageFull { .. })) && self.ballast.release() {
            tracing::warn!("the disk is full: the ballast file makes room for the view");
            result = self.layers.write(sync_bytes).inspect_err(|error| self.note(error));
        }
        self.relief.notify_all();
        result
    }

    /// A view whose writer panics takes no writes any more: commits and operators are told, and a restart rebuilds it.
    fn write_view_or_fail(&self) -> Duration {
        let sync_bytes = self.options.view_sync_bytes;
        let work = || {
            // What goes wrong is kept where commits and operators see it.
            let took = self.write_view(sync_bytes).unwrap_or_default();
            let _verified = self.layers.verify_some();
            if self.condition().is_writable() {
                self.ballast.renew();
            }
            took
        };
        std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
            self.layers.fail("writing the view panicked");
            self.relief.notify_all();
            Duration::ZERO
        })
    }

    fn condition(&self) -> Condition {
        match self.layers.failure() {
            Some(reason) => Condition::ViewFailed { reason: reason.to_owned() },
            None => lock(&self.condition).clone(),
        }
    }

    /// Refuses a commit when it cannot succeed. After a full disk, every commit tries whether there is space again.
    fn expect_writable(&self) -> Result<(), Error> {
        if !self.condition().is_writable() {
            self.try_to_resume();
        }
        refusal(self.condition())
    }

    fn try_to_resume(&self) {
        if matches!(self.condition(), Condition::StorageFull { .. } | Condition::Unwritable { .. }) {
            let reason = |error: &std::io::Error| error.to_string();
            let tried = self.ballast.try_to_write();
            *lock(&self.condition) = match tried {
                Ok(()) => {
                    tracing::info!("the disk takes writes again");
                    Condition::Writable
                }
                Err(error) if is_full(&error) => Condition::StorageFull { reason: reason(&error) },
                Err(error) => Condition::Unwritable { reason: reason(&error) },
            };
        }
    }

    /// Lets the condition follow an error. A final condition stays.
    fn note(&self, error: &Error) {
        let mut condition = lock(&self.condition);
        if condition.is_final() {
            return;
        }
        match error {
            Error::FsyncFailed { reason } => {
                tracing::error!(reason, "the store has stopped: the disk did not confirm a write");
                *condition = Condition::FsyncFailed { reason: reason.clone() };
            }
            error if may_succeed_later(error) => {
                let reason = error.to_string();
                let full = matches!(error, Error::StorageFull { .. });
                let now = if full { Condition::StorageFull { reason } } else { Condition::Unwritable { reason } };
                // Once: the view is tried several times a second, and what is said may go to the same full disk.
                if std::mem::discriminant(&*condition) != std::mem::discriminant(&now) {
                    tracing::warn!(%error, "writes are refused until the disk takes them again");
                }
                *condition = now;
            }
            _ => {}
        }
    }

    /// A walk behind this position, and the frame there.
    fn cursor_at(&self, position: Option<Position>) -> Result<(Cursor<'_>, Option<Frame>), Error> {
        let end = self.end.load(Ordering::Acquire);
        let mut cursor = Cursor::new(&self.segments, self.log_id, self.options.mutant, 0, end);
        let Some(position) = position else { return Ok((cursor, None)) };
        if position.0 >= end {
            return Err(Error::NoSuchPosition { position: position.0 });
        }
        let walked = cursor.seek(position)?;
        Ok((cursor, Some(walked.frame)))
    }
}

/// What a commit is refused with in this condition.
fn refusal(condition: Condition) -> Result<(), Error> {
    match condition {
        Condition::Writable => Ok(()),
        Condition::StorageFull { reason } => Err(Error::StorageFull { reason }),
        Condition::Unwritable { reason } => Err(Error::Io { operation: "the last write".to_owned(), reason }),
        Condition::FsyncFailed { reason } => Err(Error::FsyncFailed { reason }),
        Condition::ViewFailed { reason } => Err(Error::View { reason }),
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
