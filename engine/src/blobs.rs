//! The contents of attachments: files on disk, each named by the SHA-256 of what is in it.
//!
//! A content is on disk before the commit that refers to it, and is removed after the last commit that does. What is
//! between the two, because the process ended there, is removed at the next start. Contents are never changed.
use crate::error::Error;
use crate::paging::to_hex;
use crate::projection::content_rows;
use crate::shell::random_bytes;
use crate::store::{Error as StoreError, Store, Table};
use crate::{ATTACHMENT_BYTES_MAX, RETRY_AFTER_MS};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where contents are kept.
#[derive(Debug)]
pub struct Blobs {
    directory: PathBuf,
    /// Contents that are about to be referred to, and by how many.
    coming: Mutex<BTreeMap<String, usize>>,
}

/// A content on its way in.
#[derive(Debug)]
pub struct Upload {
    file: File,
    path: PathBuf,
    hash: Sha256,
    size: u64,
}

/// A content that is on disk and not removed while this is held.
#[derive(Debug)]
pub struct Held {
    blobs: Arc<Blobs>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// In bytes.
    pub size: u64,
}

impl Blobs {
    /// Opens the directory; it is created when it is not there.
    pub fn open(directory: &Path) -> io::Result<Self> {
        fs::create_dir_all(directory.join("new"))?;
        for left in fs::read_dir(directory.join("new"))? {
            fs::remove_file(left?.path())?;
        }
        Ok(Blobs { directory: directory.to_owned(), coming: Mutex::default() })
    }

    /// Begins to take a content in.
    pub fn begin(&self) -> Result<Upload, Error> {
        let path = self.directory.join("new").join(to_hex(&random_bytes::<12>()));
        let file = File::options().write(true).create_new(true).open(&path).map_err(|error| refused(&error))?;
        Ok(Upload { file, path, hash: Sha256::new(), size: 0 })
    }

    /// Everything is in: it is durable under its name when this returns.
    pub fn finish(self: &Arc<Self>, upload: Upload) -> Result<Held, Error> {
        let sha256 = to_hex(&upload.hash.clone().finalize());
        let kept = self.path(&sha256);
        let mut coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        *coming.entry(sha256.clone()).or_default() += 1;
        let held = Held { blobs: self.clone(), sha256, size: upload.size };
        // The lock is held on, so that nobody removes the same content meanwhile.
        let written = move || -> io::Result<()> {
            let folder = kept.parent().unwrap_or(Path::new("."));
            // Whoever brought it before may not have come to sync its name.
            if !kept.exists() {
                upload.file.sync_all()?;
                fs::create_dir_all(folder)?;
                fs::rename(&upload.path, &kept)?;
            }
            File::open(folder)?.sync_all()?;
            File::open(folder.parent().unwrap_or(Path::new(".")))?.sync_all()
        };
        let written = written();
        drop(coming);
        written.map(|()| held).map_err(|error| refused(&error))
    }

    /// A content, to be read.
    pub fn read(&self, sha256: &str) -> Result<File, Error> {
        File::open(self.path(sha256)).map_err(|error| failed(&error))
    }

    /// Removes a content that nobody refers to any more.
    pub fn tidy(&self, sha256: &str, store: &dyn Store) -> Result<bool, Error> {
        let coming = self.coming.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, end) = content_rows(sha256).prefix();
        if coming.contains_key(sha256) || !store.scan(Table::Attachment, &start, &end, 1)?.is_empty() {
            return Ok(false);
        }
        match fs::remove_file(self.path(sha256)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failed(&error)),
        }
    }

    /// Removes all that nobody refers to: what a process left behind that ended on the way.
    pub fn tidy_all(&self, store: &dyn Store) -> Result<usize, Error> {
        let mut removed = 0;
        for folder in fs::read_dir(&self.directory).map_err(|error| failed(&error))?.flatten() {
            if folder.file_name().len() != 2 {
                continue;
            }
            for file in fs::read_dir(folder.path()).map_err(|error| failed(&error))?.flatten() {
                let name = file.file_name().to_string_lossy().into_owned();
                removed += usize::from(self.tidy(&name, store)?);
            }
        }
        Ok(removed)
    }

    /// Only digits come from outside, so no name leads out of the directory.
    fn path(&self, sha256: &str) -> PathBuf {
        self.directory.join(&sha256[..2]).join(sha256)
    }
}

impl Upload {
    /// The next piece.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.size += piece.len() as u64;
        if self.size > ATTACHMENT_BYTES_MAX {
            return Err(Error::too_large(ATTACHMENT_BYTES_MAX as usize));
        }
        self.hash.update(piece);
        self.file.write_all(piece).map_err(|error| refused(&error))
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // One that was finished is there no more under this name.
        let _ = fs::remove_file(&self.path);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut coming = self.blobs.coming.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = coming.get_mut(&self.sha256) {
            *count -= 1;
            if *count == 0 {
                coming.remove(&self.sha256);
            }
        }
    }
}

fn failed(error: &io::Error) -> Error {
    StoreError::io("reading the attachments", error).into()
}

/// Nothing was kept: whoever asks later may have luck.
fn refused(error: &io::Error) -> Error {
    tracing::warn!(%error, "an attachment could not be written");
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Error::StorageFull { retry_after_ms: RETRY_AFTER_MS }
        }
        _ => Error::StorageUnwritable { retry_after_ms: RETRY_AFTER_MS },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_is_kept_once_and_only_whole() {
        let directory = tempfile::tempdir().unwrap();
        let blobs = Arc::new(Blobs::open(directory.path()).unwrap());
        let put = |pieces: &[&[u8]]| {
            let mut upload = blobs.begin().unwrap();
            for piece in pieces {
                upload.write(piece).unwrap();
            }
            blobs.finish(upload).unwrap()
        };
        let (one, other) = (put(&[b"abc", b"def"]), put(&[b"abcdef"]));
        assert_eq!((&one.sha256, one.size), (&other.sha256, 6));
        assert_eq!(one.sha256, to_hex(&Sha256::digest(b"abcdef")));
        assert_eq!(io::read_to_string(blobs.read(&one.sha256).unwrap()).unwrap(), "abcdef");

        let mut broken_off = blobs.begin().unwrap();
        broken_off.write(b"half").unwrap();
        drop(broken_off);
        assert_eq!(fs::read_dir(directory.path().join("new")).unwrap().count(), 0, "nothing is left of it");
    }
}
