//! Where the files of the web application are: in the binary, or in a folder while somebody works on them.
use crate::access::hex;
use axum::body::Bytes;
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Component, Path, PathBuf};

/// Every file that was there when the binary was built; text has `.br` behind its name and is compressed.
static BUILT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/ui.rs"));

/// So much a file may become when it is decompressed.
const FILE_BYTES_MAX: usize = 32 << 20;

/// The files.
#[derive(Debug)]
pub enum Ui {
    /// Those in the binary.
    Built,
    /// Those in a folder, read each time.
    Folder(PathBuf),
}

/// A file as it is stored.
pub struct Stored {
    /// What is in it.
    pub bytes: Bytes,
    /// Compressed by brotli.
    pub compressed: bool,
}

impl Ui {
    /// The files of a folder, or without one those in the binary.
    pub fn of(folder: &Path) -> Self {
        if folder.as_os_str().is_empty() { Ui::Built } else { Ui::Folder(folder.to_owned()) }
    }

    /// A file by its name.
    pub fn find(&self, name: &str) -> Option<Stored> {
        if name.is_empty() {
            return None;
        }
        match self {
            Ui::Built => {
                let compressed = format!("{name}.br");
                let found =
                    |name: &str| BUILT.binary_search_by(|(built, _)| (*built).cmp(name)).ok().map(|at| BUILT[at].1);
                let stored = |compressed| move |bytes| Stored { bytes: Bytes::from_static(bytes), compressed };
                found(&compressed).map(stored(true)).or_else(|| found(name).map(stored(false)))
            }
            Ui::Folder(folder) => {
                // Names lead nowhere but into the folder.
                let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
                let path = inside.then(|| folder.join(name))?;
                let compressed = std::fs::read(folder.join(format!("{name}.br"))).ok();
                let (bytes, compressed) = match compressed {
                    Some(bytes) => (bytes, true),
                    None => (std::fs::read(path).ok()?, false),
                };
                Some(Stored { bytes: Bytes::from(bytes), compressed })
            }
        }
    }
}

impl Stored {
    /// Names exactly these bytes as they are sent.
    pub fn tag(&self, as_stored: bool) -> String {
        let hash = Sha256::digest(&self.bytes);
        let sent = if as_stored && self.compressed { "-br" } else { "" };
        format!("\"{}{sent}\"", hex(&hash[..12]))
    }

    /// What is in it, for whoever cannot decompress it.
    pub fn decompressed(&self) -> io::Result<Vec<u8>> {
        let mut all = vec![];
        let reader = brotli_decompressor::Decompressor::new(&self.bytes[..], 4096);
        io::Read::read_to_end(&mut io::Read::take(reader, FILE_BYTES_MAX as u64), &mut all)?;
        Ok(all)
    }
}
