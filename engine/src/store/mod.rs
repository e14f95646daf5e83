//! The store: the log is the truth, the view can be rebuilt, memory over the view makes reads see every commit.
//!
//! ```text
//! commit ──▶ log: one append, one fdatasync ──▶ overlay (memory) ──▶ view (sled), written behind
//!                                                  ▲ reads: overlay over view
//! ```
//!
//! The store knows nothing of BPMN: bytes go in, bytes come out. A [`Commit`] carries a payload, which the log keeps
//! for ever, and changes, which the view keeps as long as they are true. Nobody outside this module knows which
//! implementation runs; they all hold the [`Store`] trait, and one contract test file runs on each of them.
//!
//! ```
//! use weir_engine::store::{Change, Commit, LogStore, Options, Store, Table};
//! # let directory = tempfile::tempdir().unwrap();
//! let store = LogStore::open_dir(directory.path(), Options::default(), &|_, _| Ok(vec![]))?;
//! let change = Change::put(Table::Instance, b"instance-7".to_vec(), b"waits for approval".to_vec());
//! store.commit(vec![Commit { partition: 7, payload: b"InstanceStarted".to_vec(), changes: vec![change] }])?;
//! assert_eq!(store.get(Table::Instance, b"instance-7")?.as_deref(), Some(&b"waits for approval"[..]));
//! # Ok::<(), weir_engine::store::Error>(())
//! ```

#![deny(missing_docs)]

mod at_hand;
#[cfg(test)]
mod at_hand_tests;
mod ballast;
mod block;
mod bundles;
mod chain;
mod checked;
mod counts;
mod cursor;
mod digest;
mod disk;
mod error;
mod frame;
mod group;
mod health;
mod layers;
#[cfg(test)]
mod layers_tests;
mod log;
mod log_store;
mod memory_view;
mod meta;
mod opening;
#[cfg(test)]
mod opening_tests;
mod options;
mod overlay;
#[cfg(test)]
mod pressure_tests;
mod random;
mod real_disk;
mod receipt;
mod recovery;
mod segments;
mod signed;
mod sim_disk;
mod sim_file;
mod sim_names;
mod simulated;
mod sled_check;
mod sled_home;
mod sled_read;
mod sled_view;
mod table;
mod verify;
mod view;
mod writer;

pub use chain::Chain;
pub use checked::Flaw;
pub use counts::Counts;
pub use disk::{Birth, Disk, DiskFile};
pub use error::Error;
pub use frame::Head;
pub use health::{Condition, Health};
pub use log_store::LogStore;
pub use options::{Mutant, Options, ViewWriter};
pub use real_disk::RealDisk;
pub use receipt::{Contradiction, NoReceipt, Receipt};
pub use signed::{Checkpoint, CheckpointKey, NoCheckpoints, is_signed, parse_checkpoints, public_key_of};
pub use table::Table;
pub use verify::{Against, BrokenRecord, Report, verify, verify_against, verify_dir, verify_dir_with, verify_with};

/// Simulated hardware for the tests of this crate and of those that build on it.
pub mod sim {
    pub use super::random::Random;
    pub use super::sim_disk::{Fault, Operation, SimDisk};
    pub use super::simulated::Simulation;
}

/// How many partitions a store has, fixed when it is created: an instance's id carries its partition for ever.
pub const PARTITIONS: u16 = 256;
/// The largest payload of one commit.
pub const PAYLOAD_BYTES_MAX: usize = 16 << 20;
/// The largest group that one call of [`Store::commit`] takes, payloads and frame headers together.
pub const GROUP_BYTES_MAX: usize = 256 << 20;

/// Keys and values as a scan returns them.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// A place that keeps what happened and what is true now. All implementations pass the same contract tests.
pub trait Store: Send + Sync + 'static {
    /// Appends all commits with one write and one fdatasync, then makes their changes visible, all at once.
    ///
    /// Blocks; one committer thread calls it. Returns the position of each commit. After an error nothing of the
    /// group is visible; only after [`Error::FsyncFailed`] is it unknown whether a restart will find the group.
    fn commit(&self, commits: Vec<Commit>) -> Result<Vec<Position>, Error>;

    /// The value of a key, every finished commit included.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error>;

    /// Up to `limit` pairs in ascending order, `start` included, `end` excluded.
    /// The answer is one consistent picture: no commit is seen in part.
    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error>;

    /// As [`Store::scan`], but from the end of the range downwards.
    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error>;

    /// The frame at this position, its checksum verified. For reading history.
    fn read(&self, position: Position) -> Result<Frame, Error>;

    /// Every frame after this position, or from the beginning, oldest first.
    /// The iterator ends after the first error and where the log ended when it was made.
    fn log(&self, after: Option<Position>) -> Box<dyn Iterator<Item = Result<Frame, Error>> + Send + '_>;

    /// Writes what is only in memory to the view and syncs it. For an orderly shutdown: the next start is quick.
    fn checkpoint(&self) -> Result<(), Error>;

    /// Whether the store takes writes, and the figures that operators watch.
    fn health(&self) -> Health;

    /// The log as a chain that can be walked piece by piece and verified while it grows; none where there is no such log.
    fn chain(&self) -> Option<&dyn Chain> {
        None
    }

    /// After [`Error::StorageFull`]: tries whether there is space again, so that writes resume without a restart.
    fn probe(&self) -> Condition;
}

/// Reads of the view. A projector gets it while the view is rebuilt; what it returned before is visible.
pub trait ViewRead {
    /// The value of a key.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Error>;
    /// Ascending, `start` included, `end` excluded.
    fn scan(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error>;
    /// Descending, `start` included, `end` excluded.
    fn scan_reverse(&self, table: Table, start: &[u8], end: &[u8], limit: usize) -> Result<Pairs, Error>;
}

/// Says what a logged frame changes in the view. Called for the frames that the view does not reflect yet, in order.
///
/// It must return what was given as [`Commit::changes`] when the frame was committed.
pub type Project<'a> = dyn Fn(&Frame, &dyn ViewRead) -> Result<Vec<Change>, Error> + 'a;

/// A byte offset in the whole log since its creation: unique, growing, the address of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position(pub u64);

/// One atomic commit of one partition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Commit {
    /// Below [`PARTITIONS`].
    pub partition: u16,
    /// What happened; the log keeps it.
    pub payload: Vec<u8>,
    /// What is true now; the view keeps it. Of two changes to one key the later one wins.
    pub changes: Vec<Change>,
}

/// One key of the view takes a new value, or goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub table: Table,
    /// Ordered bytewise.
    pub key: Vec<u8>,
    /// What becomes of the key.
    pub value: Value,
}

/// What becomes of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// It has this value.
    Bytes(Vec<u8>),
    /// It has the position of the commit that it is changed by, as 8 big-endian bytes; unknown before the commit.
    Position,
    /// It is gone.
    Deleted,
}

impl Change {
    /// The key has this value now.
    pub fn put(table: Table, key: Vec<u8>, value: Vec<u8>) -> Self {
        Change { table, key, value: Value::Bytes(value) }
    }

    /// The key is gone, whether or not it was there.
    pub fn delete(table: Table, key: Vec<u8>) -> Self {
        Change { table, key, value: Value::Deleted }
    }

    /// The key has the position of its own commit as value, so that a row can point to where it comes from.
    pub fn put_position(table: Table, key: Vec<u8>) -> Self {
        Change { table, key, value: Value::Position }
    }

    /// The change as it is once the position of its commit is known.
    fn placed(self, at: Position) -> Self {
        match self.value {
            Value::Position => Change { value: Value::Bytes(at.0.to_be_bytes().to_vec()), ..self },
            _ => self,
        }
    }
}

/// A commit as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Its address.
    pub position: Position,
    /// Whose it is.
    pub partition: u16,
    /// Counts the frames of its partition from 1, without a gap.
    pub sequence: u64,
    /// What was committed.
    pub payload: Vec<u8>,
}
