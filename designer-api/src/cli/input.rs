//! The files that a command is given.
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use weir_engine::FILE_BYTES_MAX;

/// A whole file. Of what has no end, like a device, no more than shows that it is too large.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let bytes_max = file.metadata()?.len().max(FILE_BYTES_MAX as u64);
    let mut bytes = Vec::new();
    file.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}
