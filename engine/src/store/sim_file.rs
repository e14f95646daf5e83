//! One file of the simulated disk: what readers see, and what a power cut leaves.

use std::collections::BTreeSet;

use super::random::Random;

/// What a disk writes at once.
pub(super) const SECTOR: usize = 512;

/// The content as written and as synced. They differ only in unsynced sectors, unless a sync failed.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub(super) current: Vec<u8>,
    synced: Vec<u8>,
    unsynced_sectors: BTreeSet<usize>,
}

impl Content {
    /// A file that is wholly on the medium.
    pub(super) fn synced(bytes: Vec<u8>) -> Content {
        Content { current: bytes.clone(), synced: bytes, unsynced_sectors: BTreeSet::new() }
    }

    pub(super) fn read(&self, offset: u64, buffer: &mut [u8]) -> usize {
        let start = (offset as usize).min(self.current.len());
        let end = (start + buffer.len()).min(self.current.len());
        buffer[..end - start].copy_from_slice(&self.current[start..end]);
        end - start
    }

    pub(super) fn write(&mut self, offset: u64, bytes: &[u8]) {
        let start = offset as usize;
        let end = start + bytes.len();
        let old_len = self.current.len();
        if end > old_len {
            self.current.resize(end, 0);
        }
        self.current[start..end].copy_from_slice(bytes);
        self.mark(start.min(old_len), end);
    }

    pub(super) fn set_len(&mut self, len: usize) {
        let old = self.current.len();
        self.current.resize(len, 0);
        self.mark(old.min(len), old.max(len));
    }

    /// What was written survives from here on.
    pub(super) fn sync(&mut self) {
        self.synced.resize(self.current.len(), 0);
        for sector in std::mem::take(&mut self.unsynced_sectors) {
            copy_sector(&self.current, &mut self.synced, sector);
        }
    }

    /// A sync failed: the system counts the sectors as clean, though the medium never got them.
    pub(super) fn forget_unsynced(&mut self) {
        self.unsynced_sectors.clear();
    }

    /// Each unsynced sector survives by chance, and so does a length.
    pub(super) fn crash(&mut self, random: &mut Random, keep_percent: u64) {
        let mut survived = std::mem::take(&mut self.synced);
        let (synced_len, current_len) = (survived.len(), self.current.len());
        let len = match random.below(4) {
            0 => synced_len,
            1 if synced_len < current_len => synced_len + random.below((current_len - synced_len) as u64) as usize,
            _ => current_len,
        };
        survived.resize(len.max(synced_len), 0);
        for sector in std::mem::take(&mut self.unsynced_sectors) {
            if random.below(100) < keep_percent {
                copy_sector(&self.current, &mut survived, sector);
            }
        }
        survived.truncate(len);
        *self = Content::synced(survived);
    }

    fn mark(&mut self, start: usize, end: usize) {
        self.unsynced_sectors.extend(start / SECTOR..end.div_ceil(SECTOR));
    }
}

/// Copies what both files have of a sector.
fn copy_sector(from: &[u8], to: &mut [u8], sector: usize) {
    let start = sector * SECTOR;
    let end = (start + SECTOR).min(from.len()).min(to.len());
    if start < end {
        to[start..end].copy_from_slice(&from[start..end]);
    }
}
