//! What can go wrong in the store. Every cause is one variant with a stable code.

/// An error of the store. It can be cloned, because one failed group answers many waiting clients.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Acknowledged data do not read back as they were written. Nothing of them is served.
    #[error("{segment} is damaged at byte {offset}: {reason}; restore this file from a backup")]
    Damaged {
        /// The file.
        segment: String,
        /// The first bad place, counted from the start of the file.
        offset: u64,
        /// What is wrong there.
        reason: String,
    },
    /// There is no space for the write. Nothing of the group was kept; reads go on; see [`super::Store::probe`].
    #[error("the disk is full; reads go on, writes resume when there is space: {reason}")]
    StorageFull {
        /// What the system said.
        reason: String,
    },
    /// The view lags behind the log, and there is no room to bring it up to date. Nothing is lost.
    #[error(
        "there is no room to start: the view lags {lag_bytes} bytes of the log behind, and to write it {needed_bytes} bytes \
         must be free; set-aside views and the ballast have been given up already; nothing is lost: make room and start again \
         ({reason})"
    )]
    NoRoomToStart {
        /// How much of the log the view lacks.
        lag_bytes: u64,
        /// How much must be free.
        needed_bytes: u64,
        /// What the system said.
        reason: String,
    },
    /// The disk did not confirm a write. The store takes no more writes until a restart has read back what is there:
    /// after a failed fsync the system may have dropped the data, so that a second try would only seem to succeed.
    #[error("the disk did not confirm a write, the store has stopped for good; restart to recover: {reason}")]
    FsyncFailed {
        /// What the system said.
        reason: String,
    },
    /// The view failed while it was in use. The next start rebuilds it from the log.
    #[error("the view failed; a restart rebuilds it from the log: {reason}")]
    View {
        /// What the view said.
        reason: String,
    },
    /// Another process has the data directory open.
    #[error("{directory} is in use by another process; one directory serves one process")]
    Locked {
        /// The data directory.
        directory: String,
    },
    /// The directory is no store, or a store of a format that this version does not know.
    #[error("the data directory cannot be opened: {reason}")]
    Format {
        /// What is wrong with it.
        reason: String,
    },
    /// A commit or a group exceeds its limit. Nothing of the group was kept.
    #[error("{bytes} bytes exceed the limit of {bytes_max}")]
    TooLarge {
        /// Size of the payload or the group.
        bytes: usize,
        /// Which limit it exceeds.
        bytes_max: usize,
    },
    /// No such partition. Nothing of the group was kept.
    #[error("partition {partition} does not exist")]
    NoSuchPartition {
        /// The number asked for.
        partition: u16,
    },
    /// The log has no frame there.
    #[error("the log ends before position {position}")]
    NoSuchPosition {
        /// The position asked for.
        position: u64,
    },
    /// The projector could not say what a frame changes. Made by the store's user, passed through.
    #[error("the frame at position {position} cannot be replayed: {reason}")]
    Projection {
        /// The frame.
        position: u64,
        /// Why.
        reason: String,
    },
    /// Any other refusal of the operating system.
    #[error("{operation} failed: {reason}")]
    Io {
        /// What was tried.
        operation: String,
        /// What the system said.
        reason: String,
    },
}

impl Error {
    /// Stable: clients and translations depend on it.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Damaged { .. } => "log-damaged",
            Error::StorageFull { .. } => "storage-full",
            Error::NoRoomToStart { .. } => "no-room-to-start",
            Error::FsyncFailed { .. } => "fsync-failed",
            Error::View { .. } => "view-failed",
            Error::Locked { .. } => "store-locked",
            Error::Format { .. } => "store-format",
            Error::TooLarge { .. } => "commit-too-large",
            Error::NoSuchPartition { .. } => "no-such-partition",
            Error::NoSuchPosition { .. } => "no-such-position",
            Error::Projection { .. } => "replay-failed",
            Error::Io { .. } => "storage-error",
        }
    }

    /// An operation of the disk that was refused.
    pub(crate) fn io(operation: impl Into<String>, source: &std::io::Error) -> Self {
        if is_full(source) {
            return Error::StorageFull { reason: source.to_string() };
        }
        Error::Io { operation: operation.into(), reason: source.to_string() }
    }
}

/// A full disk and an exhausted quota are the same to us.
pub(super) fn is_full(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded)
}
