//! The disk of the operating system.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{FallocateFlags, FlockOperation};

use super::Error;
use super::disk::{Birth, Disk, DiskFile};

const LOCK: &str = "lock";

/// A directory of the operating system, locked for this process.
#[derive(Debug)]
pub struct RealDisk {
    directory: PathBuf,
    /// Holding it open holds the lock; the system drops the lock with the process, however it ends.
    lock: Option<File>,
}

impl RealDisk {
    /// Creates the directory if it is missing and locks it: two processes on one log would destroy it.
    pub fn open(directory: &Path) -> Result<RealDisk, Error> {
        std::fs::create_dir_all(directory)
            .map_err(|error| Error::io(format!("creating {}", directory.display()), &error))?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(directory.join(LOCK))
            .map_err(|error| Error::io(format!("opening the lock of {}", directory.display()), &error))?;
        match rustix::fs::flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(RealDisk { directory: directory.to_owned(), lock: Some(lock) }),
            Err(rustix::io::Errno::WOULDBLOCK) => Err(Error::Locked { directory: directory.display().to_string() }),
            Err(errno) => Err(Error::io(format!("locking {}", directory.display()), &errno.into())),
        }
    }

    /// For reading a directory that another process may have open, as the offline verification does.
    pub fn open_unlocked(directory: &Path) -> RealDisk {
        RealDisk { directory: directory.to_owned(), lock: None }
    }
}

impl Disk for RealDisk {
    fn open(&self, name: &str, create: bool) -> io::Result<Arc<dyn DiskFile>> {
        // Without the lock we only look: nothing may be written, and a read-only mount must do.
        let file =
            OpenOptions::new().read(true).write(self.lock.is_some()).create(create).open(self.directory.join(name))?;
        Ok(Arc::new(RealFile(file)))
    }

    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.directory)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.extend(entry.file_name().into_string());
            }
        }
        names.sort();
        Ok(names)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        std::fs::remove_file(self.directory.join(name))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        std::fs::rename(self.directory.join(from), self.directory.join(to))
    }

    fn sync_directory(&self) -> io::Result<()> {
        File::open(&self.directory)?.sync_all()
    }

    fn free_bytes(&self) -> Option<u64> {
        let figures = rustix::fs::statvfs(&self.directory).ok()?;
        Some(figures.f_bavail.saturating_mul(figures.f_frsize))
    }

    fn birth(&self) -> io::Result<Birth> {
        let mut log_id = [0; 16];
        getrandom::fill(&mut log_id).map_err(io::Error::other)?;
        let created_ms = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |age| age.as_millis() as u64);
        Ok(Birth { log_id, created_ms })
    }
}

struct RealFile(File);

impl DiskFile for RealFile {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }

    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(bytes, offset)
    }

    fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::fdatasync(&self.0)?)
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn allocate(&self, len: u64) -> io::Result<()> {
        match rustix::fs::fallocate(&self.0, FallocateFlags::empty(), 0, len) {
            // Some file systems cannot reserve; then a sparse file is the best we can have.
            Err(rustix::io::Errno::OPNOTSUPP) => self.0.set_len(len),
            result => Ok(result?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_serves_one_opener_at_a_time() {
        let directory = tempfile::tempdir().unwrap();
        let first = RealDisk::open(directory.path()).unwrap();
        let refused = RealDisk::open(directory.path()).unwrap_err();
        assert_eq!(refused.code(), "store-locked");
        drop(first);
        RealDisk::open(directory.path()).unwrap();
    }
}
