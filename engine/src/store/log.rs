//! The writing end of the log: one append and one fdatasync for a whole group of commits.

use std::sync::Arc;
use std::time::Instant;

use super::disk::{Disk, DiskFile, write_all_at};
use super::frame::{self, FRAME_HEADER_BYTES, Head};
use super::group::{self, GROUP_HEADER_BYTES};
use super::segments::{Segments, name_of};
use super::{Commit, Error, GROUP_BYTES_MAX, Mutant, Options, PARTITIONS, PAYLOAD_BYTES_MAX, Position};

/// The heads of all partitions, by number.
pub(super) type Heads = Vec<Head>;

/// Appends groups. One caller at a time.
pub(super) struct Log {
    segments: Arc<Segments>,
    directory: Arc<dyn Disk>,
    id: [u8; 16],
    segment_bytes: u64,
    mutant: Mutant,
    heads: Heads,
    next_heads: Heads,
    end: u64,
    last: Option<(u64, Arc<dyn DiskFile>)>,
    /// The last file was cut back and the cut is not durable yet.
    cut_unsynced: bool,
    buffer: Vec<u8>,
    /// Of the mutant that appends too late: file, offset and bytes.
    held_back: Option<(Arc<dyn DiskFile>, u64, Vec<u8>)>,
}

/// What an append did.
pub(super) struct Appended {
    pub(super) positions: Vec<Position>,
    pub(super) end: u64,
    pub(super) fsync_us: u64,
}

impl Log {
    /// Continues a log that ends at `end` with these heads.
    pub(super) fn new(
        segments: Arc<Segments>,
        directory: Arc<dyn Disk>,
        id: [u8; 16],
        options: &Options,
        end: u64,
        heads: Heads,
    ) -> Result<Log, Error> {
        let last = segments.last()?.map(|segment| (segment.first, segment.file));
        Ok(Log {
            segments,
            directory,
            id,
            segment_bytes: options.segment_bytes,
            mutant: options.mutant,
            next_heads: heads.clone(),
            heads,
            end,
            last,
            cut_unsynced: false,
            buffer: Vec::new(),
            held_back: None,
        })
    }

    /// Heads of all partitions after the last append.
    pub(super) fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Makes the commits durable. After an error other than [`Error::FsyncFailed`] the log is as it was before.
    pub(super) fn append(&mut self, commits: &[Commit]) -> Result<Appended, Error> {
        check_limits(commits)?;
        let positions = self.encode(commits);
        let (first, file) = self.file_for(self.buffer.len() as u64)?;
        let offset = self.end - first;
        if self.mutant == Mutant::AnswerBeforeAppend {
            return self.answer_first(first, &file, offset, positions);
        }
        if let Err(error) = write_all_at(&*file, offset, &self.buffer) {
            self.cut_back(&*file, offset)?;
            if self.mutant == Mutant::FailedAppendSucceeds {
                return Ok(Appended { positions, end: self.end, fsync_us: 0 });
            }
            return Err(Error::io(format!("writing {}", name_of(first)), &error));
        }
        let fsync_us = self.sync(first, &*file)?;
        self.cut_unsynced = false;
        self.end += self.buffer.len() as u64;
        std::mem::swap(&mut self.heads, &mut self.next_heads);
        Ok(Appended { positions, end: self.end, fsync_us })
    }

    /// The mutant that appends a group when the next one comes.
    fn answer_first(
        &mut self,
        first: u64,
        file: &Arc<dyn DiskFile>,
        offset: u64,
        positions: Vec<Position>,
    ) -> Result<Appended, Error> {
        if let Some((file, offset, bytes)) = self.held_back.replace((file.clone(), offset, self.buffer.clone())) {
            write_all_at(&*file, offset, &bytes).map_err(|error| Error::io("writing the group before", &error))?;
            self.sync(first, &*file)?;
        }
        self.end += self.buffer.len() as u64;
        std::mem::swap(&mut self.heads, &mut self.next_heads);
        Ok(Appended { positions, end: self.end, fsync_us: 0 })
    }

    /// Fills the buffer with the group.
    fn encode(&mut self, commits: &[Commit]) -> Vec<Position> {
        self.next_heads.clone_from_slice(&self.heads);
        self.buffer.clear();
        self.buffer.resize(GROUP_HEADER_BYTES, 0);
        let mut positions = Vec::with_capacity(commits.len());
        for (index, commit) in commits.iter().enumerate() {
            let position = self.end + self.buffer.len() as u64;
            let head = &mut self.next_heads[usize::from(commit.partition)];
            let following = (commits.len() - 1 - index) as u32;
            *head =
                frame::encode(&mut self.buffer, &self.id, position, head, commit.partition, following, &commit.payload);
            positions.push(Position(position));
        }
        group::seal(&mut self.buffer, &self.id, self.end);
        positions
    }

    /// The file that takes the next group: a new one if the last one is full.
    fn file_for(&mut self, group_bytes: u64) -> Result<(u64, Arc<dyn DiskFile>), Error> {
        if let Some((first, file)) = &self.last {
            let used = self.end - first;
            if used == 0 || used + group_bytes <= self.segment_bytes {
                return Ok((*first, file.clone()));
            }
            if self.cut_unsynced {
                // The new file's name says where this one ends, so its length must be durable first.
                file.sync().map_err(|error| stopped(format!("syncing {}: {error}", name_of(*first))))?;
                self.cut_unsynced = false;
            }
        }
        let first = self.end;
        let file = self.segments.create(first).map_err(|error| Error::io("creating a log file", &error))?;
        self.last = Some((first, file.clone()));
        self.directory.sync_directory().map_err(|error| stopped(format!("syncing the data directory: {error}")))?;
        Ok((first, file))
    }

    /// Takes an unfinished append away. If that fails, only a restart can tell what the file holds. Where nothing of it was
    /// written there is nothing to cut, which a file system that has become read-only would refuse.
    fn cut_back(&mut self, file: &dyn DiskFile, len: u64) -> Result<(), Error> {
        if file.length().is_ok_and(|found| found == len) {
            return Ok(());
        }
        self.cut_unsynced = true;
        file.set_len(len).map_err(|error| stopped(format!("cutting an unfinished append: {error}")))
    }

    fn sync(&self, first: u64, file: &dyn DiskFile) -> Result<u64, Error> {
        let start = Instant::now();
        let result = match self.mutant {
            Mutant::NoFdatasync => Ok(()),
            Mutant::RetryFsync => file.sync().or_else(|_| file.sync()),
            _ => file.sync(),
        };
        result.map_err(|error| stopped(format!("syncing {}: {error}", name_of(first))))?;
        Ok(start.elapsed().as_micros() as u64)
    }
}

fn check_limits(commits: &[Commit]) -> Result<(), Error> {
    let mut group_bytes = GROUP_HEADER_BYTES;
    for commit in commits {
        let bytes = commit.payload.len();
        if commit.partition >= PARTITIONS {
            return Err(Error::NoSuchPartition { partition: commit.partition });
        }
        if bytes > PAYLOAD_BYTES_MAX {
            return Err(Error::TooLarge { bytes, bytes_max: PAYLOAD_BYTES_MAX });
        }
        group_bytes += FRAME_HEADER_BYTES + bytes;
    }
    if group_bytes > GROUP_BYTES_MAX {
        return Err(Error::TooLarge { bytes: group_bytes, bytes_max: GROUP_BYTES_MAX });
    }
    Ok(())
}

/// A full disk that shows only when data reach it is a failed fsync too: what was written may be gone.
fn stopped(reason: String) -> Error {
    Error::FsyncFailed { reason }
}

/// Whether the log is unchanged and a later append may succeed.
pub(super) fn may_succeed_later(error: &Error) -> bool {
    matches!(error, Error::StorageFull { .. } | Error::Io { .. })
}
