//! The disk behind a trait, so that crashes, torn writes and full disks can be simulated by seed.

use std::io;
use std::sync::Arc;

/// One flat directory of files. Names are plain file names without a path.
pub trait Disk: Send + Sync + 'static {
    /// Opens a file for reading and writing. With `create`, makes it if it is missing.
    fn open(&self, name: &str, create: bool) -> io::Result<Arc<dyn DiskFile>>;
    /// The names of all plain files, sorted.
    fn list(&self) -> io::Result<Vec<String>>;
    /// Deletes a file.
    fn remove(&self, name: &str) -> io::Result<()>;
    /// Gives a file another name; a file of that name is replaced.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// Makes created, removed and renamed names survive a power cut.
    fn sync_directory(&self) -> io::Result<()>;
    /// Free space for us; `None` if the system does not say.
    fn free_bytes(&self) -> Option<u64>;
    /// What a new store is stamped with.
    fn birth(&self) -> io::Result<Birth>;
}

/// An open file of a [`Disk`].
pub trait DiskFile: Send + Sync {
    /// Reads up to `buffer.len()` bytes; 0 at the end of the file.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;
    /// Writes a prefix of the bytes and says how long it was.
    fn write_at(&self, offset: u64, bytes: &[u8]) -> io::Result<usize>;
    /// fdatasync: the content and the length survive a power cut afterwards.
    fn sync(&self) -> io::Result<()>;
    /// Length in bytes.
    fn length(&self) -> io::Result<u64>;
    /// Cuts or extends the file.
    fn set_len(&self, len: u64) -> io::Result<()>;
    /// Reserves space for this length.
    fn allocate(&self, len: u64) -> io::Result<()>;
}

/// The identity of a new store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birth {
    /// Unpredictable on a real disk: no client can guess it and forge a frame inside a payload.
    pub log_id: [u8; 16],
    /// Milliseconds since 1970.
    pub created_ms: u64,
}

/// Writes all of it, however short the single writes are.
pub(super) fn write_all_at(file: &dyn DiskFile, mut offset: u64, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write_at(offset, bytes) {
            Ok(0) => return Err(io::Error::new(io::ErrorKind::WriteZero, "the disk took no bytes")),
            Ok(written) => {
                offset += written as u64;
                bytes = &bytes[written..];
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads until the buffer is full or the file ends; says how many bytes were read.
pub(super) fn read_full_at(file: &dyn DiskFile, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(offset + filled as u64, &mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The whole content of a small file; `None` if there is no such file.
pub(super) fn read_file(disk: &dyn Disk, name: &str) -> io::Result<Option<Vec<u8>>> {
    let file = match disk.open(name, false) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut content = vec![0; file.length()? as usize];
    let read = read_full_at(&*file, 0, &mut content)?;
    content.truncate(read);
    Ok(Some(content))
}

/// Replaces a small file so that after a crash it has either the old or the new content.
pub(super) fn replace_file(disk: &dyn Disk, name: &str, content: &[u8]) -> io::Result<()> {
    let new = format!("{name}.new");
    let file = disk.open(&new, true)?;
    file.set_len(0)?;
    write_all_at(&*file, 0, content)?;
    file.sync()?;
    disk.rename(&new, name)?;
    disk.sync_directory()
}
