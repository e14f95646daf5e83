//! A file that is given up when the disk is full, so that what was committed can still reach the view.

use std::sync::{Arc, Mutex};

use super::disk::{Disk, replace_file};
use super::log_store::lock;

const FILE: &str = "ballast";
const TRIAL: &str = "trial";
/// Less free space than this counts as full.
pub(super) const FREE_BYTES_MIN: u64 = 1 << 20;

/// The reserve. Its size is that of [`super::Options::ballast_bytes`].
pub(super) struct Ballast {
    disk: Arc<dyn Disk>,
    bytes: u64,
    held: Mutex<bool>,
}

impl Ballast {
    /// Takes the reserve if there is room for it; on a full disk, gives up the one that is there.
    pub(super) fn open(disk: Arc<dyn Disk>, bytes: u64) -> Ballast {
        let held = disk.open(FILE, false).and_then(|file| file.length()).is_ok_and(|len| len >= bytes);
        let ballast = Ballast { disk, bytes, held: Mutex::new(held) };
        if ballast.free_bytes() < FREE_BYTES_MIN {
            ballast.release();
        } else if let Err(error) = ballast.take() {
            tracing::warn!(%error, "there is no room for the ballast file");
        }
        ballast
    }

    /// Gives the reserve to whoever needs it; false if there was none.
    pub(super) fn release(&self) -> bool {
        let released = std::mem::take(&mut *lock(&self.held)) && self.bytes > 0;
        if released && let Err(error) = self.disk.remove(FILE) {
            tracing::warn!(%error, "the ballast file could not be removed");
        }
        released
    }

    /// Tries whether a write would succeed now, and takes the reserve back.
    pub(super) fn try_to_write(&self) -> std::io::Result<()> {
        if self.free_bytes() < FREE_BYTES_MIN {
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.take()?;
        replace_file(&*self.disk, TRIAL, &[0; 4096])?;
        self.disk.remove(TRIAL)
    }

    /// Takes the reserve back when there is room for it again.
    pub(super) fn renew(&self) {
        // There will be another look.
        let _no_room_yet = self.take();
    }

    fn take(&self) -> std::io::Result<()> {
        let mut held = lock(&self.held);
        if self.bytes == 0 || *held {
            return Ok(());
        }
        // As much again is left: the view may be in the middle of a write for which the reserve was given up.
        let (needed, free) = (self.bytes.saturating_add(self.bytes.max(FREE_BYTES_MIN)), self.free_bytes());
        if free < needed {
            let mib = |bytes: u64| bytes >> 20;
            let message = format!("writing goes on when {} MiB are free; {} MiB are", mib(needed), mib(free));
            return Err(std::io::Error::new(std::io::ErrorKind::StorageFull, message));
        }
        let taken = self.disk.open(FILE, true).and_then(|file| file.allocate(self.bytes));
        if taken.is_err() {
            // What was allocated of it belongs to the others.
            let _already_gone = self.disk.remove(FILE);
        }
        *held = taken.is_ok();
        taken
    }

    fn free_bytes(&self) -> u64 {
        self.disk.free_bytes().unwrap_or(u64::MAX)
    }
}
