//! Bringing a store up: find the end of the log, check that the view shows this log, replay what it lacks.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Condvar, Mutex};

use super::ballast::Ballast;
use super::cursor::{Cursor, Stop, Walked};
use super::disk::{Disk, DiskFile, read_full_at, write_all_at};
use super::frame::Head;
use super::layers::Layers;
use super::log::Log;
use super::log_store::Core;
use super::meta;
use super::recovery::{Tail, find_tail};
use super::segments::{Segments, name_of};
use super::view::{Reflected, ViewHome};
use super::{Condition, Error, Frame, Mutant, Options, Position, Project, ViewRead};

/// So many log bytes pass between two progress messages of a rebuild.
const PROGRESS_BYTES: u64 = 256 << 20;

/// Opens everything but the threads.
pub(super) fn open(
    disk: Arc<dyn Disk>,
    home: &Arc<dyn ViewHome>,
    options: Options,
    project: &Project,
) -> Result<Core, Error> {
    let log_id = meta::load_or_create(&*disk)?.log_id;
    let ballast = Ballast::open(disk.clone(), options.ballast_bytes);
    let segments = Arc::new(Segments::list(disk.clone(), options.mutant)?);
    let tail = find_tail(&segments, log_id, options.mutant)?;
    let room = Room { home, ballast: &ballast };
    let log = OpenedLog { log_id, segments: &segments, options: &options, room, end: tail.end };
    let mut layers = log.room.made(|| open_view(home, log_id)).map_err(|error| log.no_room(error, 0, 0))?;
    let vouched = options.vouched.filter(|(log, _)| *log == log_id).map_or(0, |(_, end)| end);
    expect_nothing_missing(layers.reflected().end, vouched, &tail, &segments)?;
    settle_tail(&segments, &*disk, &tail, options.mutant)?;
    let unusable = match log.replay(&layers, project) {
        Err(Error::View { reason }) => Some(reason),
        result => result.map_err(|error| log.no_room(error, layers.reflected().end, layers.bytes()))?,
    };
    if let Some(reason) = unusable {
        // Closed before its successor is opened in the same place.
        drop(layers);
        layers = log.room.made(|| start_over(home, log_id, &reason)).map_err(|error| log.no_room(error, 0, 0))?;
        log.replay(&layers, project)?;
    }
    let heads = layers.reflected().heads;
    let writer = Log::new(segments.clone(), disk.clone(), log_id, &options, tail.end, heads)?;
    Ok(Core {
        disk,
        log_id,
        segments,
        log: Mutex::new(writer),
        end: AtomicU64::new(tail.end),
        layers,
        ballast,
        condition: Mutex::new(Condition::Writable),
        last_fsync_us: AtomicU64::new(0),
        marks: Mutex::default(),
        relief: Condvar::new(),
        options,
    })
}

/// The view as it is, or an empty one if it cannot be trusted.
fn open_view(home: &Arc<dyn ViewHome>, log_id: [u8; 16]) -> Result<Layers, Error> {
    if home.is_suspect() {
        return start_over(home, log_id, "it failed while it was in use");
    }
    match home.open().and_then(|view| Ok((view.reflected()?, view))) {
        Ok((None, view)) => Ok(Layers::new(view, home.clone(), Reflected::nothing(log_id))),
        Ok((Some(reflected), view)) if reflected.log_id == log_id => Ok(Layers::new(view, home.clone(), reflected)),
        Ok((Some(_), view)) => {
            drop(view);
            start_over(home, log_id, "it shows another log")
        }
        Err(Error::View { reason }) => start_over(home, log_id, &reason),
        Err(error) => Err(error),
    }
}

/// Moves the view out of the way and begins an empty one.
fn start_over(home: &Arc<dyn ViewHome>, log_id: [u8; 16], reason: &str) -> Result<Layers, Error> {
    let aside = home.set_aside()?;
    tracing::warn!(reason, aside, "the view cannot be used; it is rebuilt from the log");
    Ok(Layers::new(home.open()?, home.clone(), Reflected::nothing(log_id)))
}

/// The view never reflects more than was confirmed, and nothing more is ever signed, so a log that ends before either has
/// lost data.
fn expect_nothing_missing(reflected: u64, vouched: u64, tail: &Tail, segments: &Segments) -> Result<(), Error> {
    if reflected.max(vouched) <= tail.end {
        return Ok(());
    }
    if let Some(broken) = &tail.torn {
        return Err(broken.clone().into());
    }
    let first = segments.firsts().last().copied().unwrap_or(0);
    let (who, known, away) = if reflected > tail.end {
        ("the view knows data", reflected, "delete the view's directory")
    } else {
        ("a signed checkpoint vouches for it", vouched, "move the file `checkpoints` elsewhere")
    };
    let reason = format!(
        "the log ends here, but {who} up to position {known}; if the log was restored from a backup on purpose, {away}"
    );
    Err(Error::Damaged { segment: name_of(first), offset: tail.end - first, reason })
}

/// Cuts a torn append off and makes what stays durable: the next append relies on everything before it.
///
/// The last group is written again before it is synced. An earlier process may have failed to sync it; the system then
/// takes it for clean, and a sync alone would say that it is durable and write nothing.
fn settle_tail(segments: &Segments, disk: &dyn Disk, tail: &Tail, mutant: Mutant) -> Result<(), Error> {
    let Some(last) = segments.last()? else { return Ok(()) };
    let unsettled = |error: std::io::Error| Error::FsyncFailed { reason: format!("settling the log: {error}") };
    if let Some(torn) = &tail.torn {
        let (file, offset) = (name_of(last.first), torn.position - last.first);
        tracing::warn!(file, offset, reason = torn.reason, "an append was cut short by a crash; it is removed");
        last.file.set_len(tail.end - last.first).map_err(unsettled)?;
    }
    if mutant != Mutant::TrustUnsynced {
        write_again(&*last.file, tail.last - last.first, tail.end - last.first).map_err(unsettled)?;
    }
    last.file.sync().map_err(unsettled)?;
    disk.sync_directory().map_err(unsettled)
}

/// So much is written again at once.
const PIECE_BYTES: usize = 1 << 20;

/// Writes what stands there once more.
fn write_again(file: &dyn DiskFile, mut from: u64, end: u64) -> std::io::Result<()> {
    let mut piece = vec![0; PIECE_BYTES];
    while from < end {
        let most = ((end - from) as usize).min(PIECE_BYTES);
        let read = read_full_at(file, from, &mut piece[..most])?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        write_all_at(file, from, &piece[..read])?;
        from += read as u64;
    }
    Ok(())
}

/// What can be given up for the sake of a start: what is kept for people to look at, then the reserve.
struct Room<'a> {
    home: &'a Arc<dyn ViewHome>,
    ballast: &'a Ballast,
}

impl Room<'_> {
    /// Does what needs room. When there is none, makes some and tries again, as long as there is something to give up.
    fn made<T>(&self, mut work: impl FnMut() -> Result<T, Error>) -> Result<T, Error> {
        loop {
            match work() {
                Err(Error::StorageFull { .. }) if self.home.discard_aside()? => {
                    tracing::warn!("the disk is full: views that were set aside make room for the start");
                }
                Err(Error::StorageFull { .. }) if self.ballast.release() => {
                    tracing::warn!("the disk is full: the ballast file makes room for the start");
                }
                result => return result,
            }
        }
    }
}

/// The log as recovery found it.
struct OpenedLog<'a> {
    log_id: [u8; 16],
    segments: &'a Segments,
    options: &'a Options,
    room: Room<'a>,
    end: u64,
}

impl OpenedLog<'_> {
    /// Projects the frames that the view lacks. Returns why the view cannot be one of this log, if so.
    fn replay(&self, layers: &Layers, project: &Project) -> Result<Option<String>, Error> {
        let reflected = layers.reflected();
        let start = reflected.end;
        if start > 0 && !self.holds(&reflected) {
            return Ok(Some("the log does not hold the last frame that it reflects".to_owned()));
        }
        let mut heads = reflected.heads;
        let mut next_progress = start + PROGRESS_BYTES;
        let mut cursor = Cursor::new(self.segments, self.log_id, self.options.mutant, start, self.end);
        while let Some(walked) = self.next(&mut cursor)? {
            let head = &mut heads[usize::from(walked.header.partition)];
            if let Err(reason) = walked.header.continues(head) {
                if start > 0 {
                    return Ok(Some(reason));
                }
                return Err(self.damaged(walked.frame.position, reason));
            }
            *head = walked.header.head(&walked.frame.payload);
            let boundary = cursor.at_group_boundary();
            project_into(layers, project, &walked.frame, self.options.mutant)?;
            if boundary {
                layers.insert(std::iter::empty(), |reflected| {
                    reflected.end = walked.end;
                    reflected.last = Some(walked.frame.position);
                    reflected.heads.clone_from(&heads);
                });
                self.write_if_large(layers, walked.end)?;
            }
            if walked.end >= next_progress {
                next_progress += PROGRESS_BYTES;
                tracing::warn!(done_bytes = walked.end - start, all_bytes = self.end - start, "rebuilding the view");
            }
        }
        Ok(None)
    }

    fn next(&self, cursor: &mut Cursor<'_>) -> Result<Option<Walked>, Error> {
        match cursor.next() {
            Err(Stop::Broken(_)) if self.options.mutant == Mutant::DamageIsTheEnd => Ok(None),
            next => Ok(next?),
        }
    }

    /// Whether the last frame that a view reflects is the log's frame at that place.
    fn holds(&self, reflected: &Reflected) -> bool {
        let Some(last) = reflected.last else { return false };
        let mut cursor = Cursor::new(self.segments, self.log_id, self.options.mutant, 0, self.end);
        cursor.seek(last).is_ok_and(|walked| {
            let head: Head = walked.header.head(&walked.frame.payload);
            let same = reflected.heads.get(usize::from(walked.header.partition)) == Some(&head);
            same && walked.end == reflected.end && cursor.at_group_boundary()
        })
    }

    /// Keeps memory bounded while much is replayed. What the view has no room for stays in memory while there is enough
    /// of that: reads can go on, and writes when there is room.
    fn write_if_large(&self, layers: &Layers, replayed: u64) -> Result<(), Error> {
        let bytes = layers.bytes();
        if bytes < self.options.overlay_write_bytes {
            return Ok(());
        }
        match self.room.made(|| layers.write(self.options.view_sync_bytes)) {
            Err(Error::StorageFull { .. }) if bytes <= self.options.overlay_bytes_max => Ok(()),
            result => result.map(drop).map_err(|error| self.no_room(error, replayed, bytes)),
        }
    }

    /// A start that fails for want of room says how much it needs.
    fn no_room(&self, error: Error, replayed: u64, overlay_bytes: usize) -> Error {
        let Error::StorageFull { reason } = error else { return error };
        let needed_bytes = self.room.home.room_for(overlay_bytes);
        Error::NoRoomToStart { lag_bytes: self.end - replayed, needed_bytes, reason }
    }

    fn damaged(&self, position: Position, reason: String) -> Error {
        let firsts = self.segments.firsts();
        let first = firsts[firsts.partition_point(|&first| first <= position.0) - 1];
        Error::Damaged { segment: name_of(first), offset: position.0 - first, reason }
    }
}

/// Adds what a frame changes to the overlay, so that the projector sees it at the next frame.
fn project_into(layers: &Layers, project: &Project, frame: &Frame, mutant: Mutant) -> Result<(), Error> {
    let times = if mutant == Mutant::ApplyTwice { 2 } else { 1 };
    for _ in 0..times {
        let read: &dyn ViewRead = layers;
        let changes = project(frame, read)?;
        layers.insert(changes.into_iter().map(|change| change.placed(frame.position)), |_| {});
    }
    Ok(())
}
