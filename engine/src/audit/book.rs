//! The signed checkpoints of a log, their key, and where both are kept.
//!
//! `checkpoint.key` holds the secret (only its owner may read it; it may be a symbolic link to where secrets are kept),
//! `checkpoint.pub` the public key, `checkpoints` the checkpoints, appended and synced one after the other.
use crate::api::CheckpointSummary;
use crate::paging::{from_hex, to_hex};
use crate::shell::Shell;
use crate::store::{Checkpoint, CheckpointKey, Head, parse_checkpoints};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The file of the checkpoints.
pub const CHECKPOINTS_FILE: &str = "checkpoints";
/// The file of the secret key.
const KEY_FILE: &str = "checkpoint.key";
/// The file of the public key.
pub const PUBLIC_KEY_FILE: &str = "checkpoint.pub";

/// The checkpoints of one log.
#[derive(Debug)]
pub struct CheckpointBook {
    directory: PathBuf,
    key: CheckpointKey,
    now: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    all: Vec<CheckpointSummary>,
    last: Option<Checkpoint>,
    heads: BTreeMap<u16, Head>,
    /// How long the file is, whole checkpoints only.
    bytes: u64,
}

impl CheckpointBook {
    /// Reads what is kept in a directory; makes a key when there is none.
    pub fn open(directory: &Path) -> Result<CheckpointBook, String> {
        let wrong = |what: &str, error: &dyn std::fmt::Display| format!("{}: {error}", directory.join(what).display());
        fs::create_dir_all(directory).map_err(|error| wrong("", &error))?;
        let key = key(directory).map_err(|error| wrong(KEY_FILE, &error))?;
        let mut kept = Kept::default();
        let path = directory.join(CHECKPOINTS_FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(wrong(CHECKPOINTS_FILE, &error)),
        };
        // Damaged checkpoints are not a reason to stand still, and nothing is done to them: a verification names them, and
        // none is signed on top of what cannot be read.
        match parse_checkpoints(&text) {
            Ok((all, bytes)) => {
                for checkpoint in all {
                    kept.add(checkpoint);
                }
                kept.bytes = bytes as u64;
            }
            Err(error) => {
                tracing::error!(%error, "the checkpoints of the log are damaged; none is made until they are looked at");
                kept.bytes = u64::MAX;
            }
        }
        Ok(CheckpointBook { directory: directory.to_owned(), key, now: Mutex::new(kept) })
    }

    /// Which log the last checkpoint of a directory is of, and how far it vouches for it; nothing where none can be read.
    pub fn vouched(directory: &Path) -> Option<([u8; 16], u64)> {
        let text = fs::read_to_string(directory.join(CHECKPOINTS_FILE)).ok()?;
        parse_checkpoints(&text).ok()?.0.last().map(|last| (last.log_id, last.position))
    }

    /// What others verify with.
    pub fn public_key(&self) -> String {
        to_hex(&self.key.public())
    }

    /// The same as bytes.
    pub fn key(&self) -> [u8; 32] {
        self.key.public()
    }

    /// Signs bytes, in hexadecimal.
    pub fn sign(&self, bytes: &[u8]) -> String {
        to_hex(&self.key.sign(bytes))
    }

    /// Where exports are kept.
    pub fn exports(&self) -> PathBuf {
        self.directory.join("exports")
    }

    /// All of them, newest first.
    pub fn all(&self) -> Vec<CheckpointSummary> {
        self.lock().all.iter().rev().cloned().collect()
    }

    /// Their text, as it is kept: everything that is signed.
    pub fn text(&self) -> io::Result<String> {
        match fs::read_to_string(self.directory.join(CHECKPOINTS_FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }

    /// Signs how far the log has come; the last one again when it has not grown.
    pub fn make(&self, shell: &Shell) -> Result<Option<CheckpointSummary>, String> {
        let Some(chain) = shell.store.chain() else { return Ok(None) };
        let mut kept = self.lock();
        if kept.bytes == u64::MAX {
            return Err("the checkpoints that are there cannot be read: see `weir verify`".to_owned());
        }
        let (position, heads) = chain.head();
        if let Some(last) = &kept.last {
            if last.log_id != chain.log_id() {
                return Err("the checkpoints that are there are those of another log".to_owned());
            }
            if position < last.position {
                let (number, vouched) = (last.number, last.position);
                return Err(format!(
                    "the log was cut: checkpoint {number} vouches for {vouched} bytes, {position} are there"
                ));
            }
            if position == last.position {
                return Ok(kept.all.last().cloned());
            }
        }
        if position == 0 {
            return Ok(None);
        }
        let known: Vec<(u16, Head)> = kept.heads.iter().map(|(partition, head)| (*partition, *head)).collect();
        let log = (chain.log_id(), position, heads.as_slice());
        let next = Checkpoint::next(kept.last.as_ref(), shell.now().to_string(), log, &known, &self.key);
        let bytes = self.append(kept.bytes, &next.to_text()).map_err(|error| error.to_string())?;
        kept.bytes = bytes;
        kept.add(next);
        Ok(kept.all.last().cloned())
    }

    /// Behind the whole ones, over what a power cut may have left of the one after them.
    fn append(&self, at: u64, text: &str) -> io::Result<u64> {
        use std::os::unix::fs::FileExt;
        let path = self.directory.join(CHECKPOINTS_FILE);
        let is_new = !path.exists();
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.set_len(at)?;
        file.write_all_at(text.as_bytes(), at)?;
        file.sync_all()?;
        if is_new {
            File::open(&self.directory)?.sync_all()?;
        }
        Ok(at + text.len() as u64)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn add(&mut self, checkpoint: Checkpoint) {
        self.heads.extend(checkpoint.heads.iter().copied());
        self.all.push(CheckpointSummary {
            number: checkpoint.number,
            at: checkpoint.at.clone(),
            position: checkpoint.position,
            records: checkpoint.records,
            root: to_hex(&checkpoint.root),
            key: to_hex(&checkpoint.key),
            signature: to_hex(&checkpoint.signature),
        });
        self.last = Some(checkpoint);
    }
}

/// The key that is there, or a new one.
fn key(directory: &Path) -> io::Result<CheckpointKey> {
    let path = directory.join(KEY_FILE);
    let secret = match fs::read_to_string(&path) {
        Ok(text) => from_hex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut secret = [0; 32];
            getrandom::fill(&mut secret).map_err(io::Error::other)?;
            let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&path)?;
            writeln!(file, "{}", to_hex(&secret))?;
            file.sync_all()?;
            Some(secret)
        }
        Err(error) => return Err(error),
    };
    let key =
        CheckpointKey::new(&secret.ok_or_else(|| io::Error::other("this is not a key: 64 hexadecimal digits are"))?);
    let public = format!("{}\n", to_hex(&key.public()));
    let path = directory.join(PUBLIC_KEY_FILE);
    if fs::read_to_string(&path).ok().as_deref() != Some(&public) {
        fs::write(path, public)?;
        File::open(directory)?.sync_all()?;
    }
    Ok(key)
}
