//! What an operator wants to know about the store.

use super::Counts;

/// Whether the store takes writes, and the figures behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Whether writes are taken.
    pub condition: Condition,
    /// Length of the log since its creation.
    pub log_bytes: u64,
    /// Memory held by changes that are not in the view yet.
    pub overlay_bytes: u64,
    /// How much of the log the view does not reflect yet.
    pub view_lag_bytes: u64,
    /// How long the last fdatasync of the log took.
    pub last_fsync_us: u64,
    /// Free space of the disk; `None` if the system does not say.
    pub free_bytes: Option<u64>,
    /// How much is open, as the view has it: by some tenths of a second older than the rest.
    pub open: Counts,
}

/// Whether writes are taken, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All is well.
    Writable,
    /// No space. Reads go on; [`super::Store::probe`] finds out when writes can resume.
    StorageFull {
        /// What the system said.
        reason: String,
    },
    /// The disk refuses writes for another reason, such as a file system that has become read-only. Reads go on;
    /// [`super::Store::probe`] finds out when writes can resume.
    Unwritable {
        /// What the system said.
        reason: String,
    },
    /// The disk did not confirm a write. Only a restart helps.
    FsyncFailed {
        /// What the system said.
        reason: String,
    },
    /// The view failed. A restart rebuilds it from the log.
    ViewFailed {
        /// What the view said.
        reason: String,
    },
}

impl Condition {
    /// Whether a commit may succeed now.
    pub fn is_writable(&self) -> bool {
        matches!(self, Condition::Writable)
    }

    /// Whether a restart is the only way out.
    pub fn is_final(&self) -> bool {
        matches!(self, Condition::FsyncFailed { .. } | Condition::ViewFailed { .. })
    }
}
