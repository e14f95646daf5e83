//! Is an export as it was signed? Its manifest carries a signature over itself, and the hash of each file.
use crate::api::ExportManifest;
use crate::paging::{from_hex, to_hex};
use crate::store::is_signed;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// How much of a file is hashed at once.
const PIECE: usize = 1 << 16;

/// What was altered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Altered {
    /// The manifest.
    #[error("its manifest is not as it was signed")]
    Manifest,
    /// It is signed by another key than ours.
    #[error("its manifest is signed by another key: {0}")]
    Key(String),
    /// A file.
    #[error("`{0}` is not as its manifest says")]
    File(String),
    /// A file is not there.
    #[error("`{0}`, which its manifest names, is not there")]
    Gone(String),
}

/// The manifest in a file; none where it says anything that a manifest does not.
pub fn manifest_in(file: &Path) -> Option<ExportManifest> {
    let bytes = std::fs::read(file).ok()?;
    let manifest: ExportManifest = serde_json::from_slice(&bytes).ok()?;
    let all: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    (serde_json::to_value(&manifest).ok()? == all).then_some(manifest)
}

/// Is a manifest as it was signed, and by this key? Without one its own is taken, and whoever asks compares it.
pub fn manifest_is_signed(manifest: &ExportManifest, key: Option<&[u8; 32]>) -> Result<(), Altered> {
    let own = from_hex(&manifest.key).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).ok_or(Altered::Manifest)?;
    if key.is_some_and(|key| *key != own) {
        return Err(Altered::Key(manifest.key.clone()));
    }
    let statement = serde_json::to_vec(&ExportManifest { signature: String::new(), ..manifest.clone() });
    let signature = from_hex(&manifest.signature).and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    let signed = statement.is_ok_and(|statement| signature.is_some_and(|sign| is_signed(&own, &statement, &sign)));
    if signed { Ok(()) } else { Err(Altered::Manifest) }
}

/// The SHA-256 of a file and its length; it is read from its beginning, and stands there again.
pub fn hash_of(file: &mut File) -> io::Result<(String, u64)> {
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    file.rewind()?;
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        bytes += read as u64;
    }
    file.rewind()?;
    Ok((to_hex(&hash.finalize()), bytes))
}

/// The file of a manifest that a file is, by its hash.
pub fn is_file_of(manifest: &ExportManifest, name: &str, file: &mut File) -> Result<(), Altered> {
    let altered = || Altered::File(name.to_owned());
    let known = manifest.files.iter().find(|of| of.name == name).ok_or_else(altered)?;
    let (sha256, bytes) = hash_of(file).map_err(|_| altered())?;
    if (sha256, bytes) == (known.sha256.clone(), known.bytes) { Ok(()) } else { Err(altered()) }
}

/// All exports of a directory that are not as they were signed, with what was altered. One that has no manifest was never whole.
pub fn altered_exports(exports: &Path, key: Option<&[u8; 32]>) -> Vec<(String, Altered)> {
    let entries = std::fs::read_dir(exports).into_iter().flatten().flatten();
    let mut out = vec![];
    for entry in entries {
        let (path, id) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let file = path.join(super::export::MANIFEST);
        if !file.exists() {
            continue;
        }
        let checked = manifest_in(&file).ok_or(Altered::Manifest).and_then(|manifest| {
            // A directory under another name is another export than the one that was signed.
            if manifest.id != id {
                return Err(Altered::Manifest);
            }
            manifest_is_signed(&manifest, key)?;
            manifest.files.iter().try_for_each(|of| {
                let mut file = File::open(path.join(&of.name)).map_err(|_| Altered::Gone(of.name.clone()))?;
                is_file_of(&manifest, &of.name, &mut file)
            })
        });
        out.extend(checked.err().map(|altered| (id, altered)));
    }
    out.sort_by(|one, other| one.0.cmp(&other.0));
    out
}
