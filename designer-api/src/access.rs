//! Who may speak to the server: one token, made at the first start, kept only as its hash.
//!
//! Until people and roles exist, whoever holds the token may do everything and speaks for others by name.
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};
use subtle::ConstantTimeEq;

/// What is known of the tokens that open the API.
#[derive(Debug)]
pub struct Access {
    /// Of the token; none admits nobody.
    token_sha256: RwLock<Option<[u8; 32]>>,
}

/// The file in the data directory.
const FILE: &str = "access.json";

/// What stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Stored {
    token_sha256: String,
}

impl Access {
    /// Reads the access file; at the first start makes one. A new token is returned once, to be shown once.
    pub fn open(data_dir: &Path) -> io::Result<(Access, Option<String>)> {
        match fs::read(path(data_dir)) {
            Ok(bytes) => Ok((Access::of(read_hash(&bytes)?), None)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (access, token) = Access::rotate(data_dir)?;
                Ok((access, Some(token)))
            }
            Err(error) => Err(error),
        }
    }

    /// Makes a new token. A running server takes it, and the old one no more, from its next look at the file on.
    pub fn rotate(data_dir: &Path) -> io::Result<(Access, String)> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|e| io::Error::other(e.to_string()))?;
        let token = format!("weir_{}", hex(&secret));
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let stored = Stored { token_sha256: hex(&hash) };
        replace(&path(data_dir), &serde_json::to_vec_pretty(&stored)?)?;
        Ok((Access::of(hash), token))
    }

    /// Looks at the file again. When it cannot be read nobody is admitted.
    pub fn reload(&self, data_dir: &Path) -> io::Result<()> {
        let read = fs::read(path(data_dir)).and_then(|bytes| read_hash(&bytes));
        *self.token_sha256.write().unwrap_or_else(PoisonError::into_inner) = read.as_ref().ok().copied();
        read.map(drop)
    }

    /// Does this token open the API? Takes as long for a wrong one as for the right one.
    pub fn admits(&self, token: &str) -> bool {
        let known = *self.token_sha256.read().unwrap_or_else(PoisonError::into_inner);
        known.is_some_and(|hash| Sha256::digest(token.as_bytes()).as_slice().ct_eq(&hash).into())
    }

    fn of(hash: [u8; 32]) -> Self {
        Access { token_sha256: RwLock::new(Some(hash)) }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|d| char::from(DIGITS[usize::from(d)])).collect()
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join(FILE)
}

fn read_hash(bytes: &[u8]) -> io::Result<[u8; 32]> {
    let wrong = || io::Error::new(io::ErrorKind::InvalidData, "access.json does not hold a token hash");
    let stored: Stored = serde_json::from_slice(bytes).map_err(|_| wrong())?;
    let digits = stored.token_sha256;
    if digits.len() != 64 || !digits.is_ascii() {
        return Err(wrong());
    }
    let mut hash = [0; 32];
    for (i, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).map_err(|_| wrong())?;
    }
    Ok(hash)
}

/// Writes beside the file and renames, so that a crash leaves the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("json.new");
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    fs::File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_first_start_makes_a_token_and_keeps_only_its_hash() {
        let dir = tempfile::tempdir().unwrap();
        let (access, token) = Access::open(dir.path()).unwrap();
        let token = token.expect("shown at the first start");
        assert!(access.admits(&token) && !access.admits("") && !access.admits(&token[1..]));
        let file = path(dir.path());
        assert!(!fs::read_to_string(&file).unwrap().contains(&token[5..]));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

        let (again, shown) = Access::open(dir.path()).unwrap();
        assert!(again.admits(&token) && shown.is_none());
    }

    #[test]
    fn a_rotated_token_replaces_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let (_, Some(old)) = Access::open(dir.path()).unwrap() else { panic!("first start") };
        let (_, new) = Access::rotate(dir.path()).unwrap();
        let (access, _) = Access::open(dir.path()).unwrap();
        assert!(access.admits(&new) && !access.admits(&old));

        let (_, newest) = Access::rotate(dir.path()).unwrap();
        access.reload(dir.path()).unwrap();
        assert!(access.admits(&newest) && !access.admits(&new), "also while the server runs");

        fs::remove_file(path(dir.path())).unwrap();
        assert!(access.reload(dir.path()).is_err() && !access.admits(&newest), "no file, nobody");
    }

    #[test]
    fn a_damaged_file_admits_nobody() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(path(dir.path()), "{}").unwrap();
        assert!(Access::open(dir.path()).is_err());
    }
}
