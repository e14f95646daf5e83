//! The limits and sizes of a store. The defaults suit a server with 1 GiB of memory for the engine.

use std::time::Duration;

/// How a store behaves. Start from `Options::default()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// A segment takes no further group once it would grow beyond this.
    pub segment_bytes: u64,
    /// The view's own cache, and four times as much for single blocks of it that were read or written last.
    pub view_cache_bytes: u64,
    /// A view of up to so many bytes is read and verified as a whole at a start, which rebuilds it if it is damaged. Of a
    /// larger one each part is verified when it is first read, and all of it bit by bit beside the work; damage that is
    /// found then stops the store, and the next start rebuilds the view. Nothing is served that was not verified.
    pub verify_at_start_bytes: u64,
    /// So much memory over the view makes the writer start at once.
    pub overlay_write_bytes: usize,
    /// So much memory over the view makes commits wait for the writer.
    pub overlay_bytes_max: usize,
    /// How often the writer moves what is in memory to the view; more often where that takes long.
    pub view_write_every: Duration,
    /// So many log bytes may pass until the view is synced; it bounds what a restart after a crash replays.
    pub view_sync_bytes: u64,
    /// A file of this size is given up when the disk is full, so that the view can still be written. 0: none.
    pub ballast_bytes: u64,
    /// Who writes the view.
    pub view_writer: ViewWriter,
    /// What is known of a log from elsewhere: its id, and an end that it had. One that ends before that has lost data.
    pub vouched: Option<([u8; 16], u64)>,
    /// For tests of the tests only: a deliberate fault that the reliability tests must find.
    #[doc(hidden)]
    pub mutant: Mutant,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            segment_bytes: 64 << 20,
            view_cache_bytes: 32 << 20,
            verify_at_start_bytes: 64 << 20,
            overlay_write_bytes: 8 << 20,
            overlay_bytes_max: 64 << 20,
            view_write_every: Duration::from_millis(200),
            view_sync_bytes: 4 << 20,
            ballast_bytes: 16 << 20,
            view_writer: ViewWriter::Background,
            vouched: None,
            mutant: Mutant::None,
        }
    }
}

/// Who moves changes from memory to the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewWriter {
    /// A thread of the store, beside the commits.
    Background,
    /// The committing thread, when the overlay has grown to `overlay_write_bytes`: deterministic, for simulations.
    Inline,
}

/// A deliberate fault. Every reliability test has one that must make it fail; never set it elsewhere.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// No fault.
    None,
    /// Commits are acknowledged without fdatasync.
    NoFdatasync,
    /// Frames are served without checking their checksum.
    NoCrcCheck,
    /// Commits are acknowledged before they are appended: each group reaches the file with the next one.
    AnswerBeforeAppend,
    /// An append that failed is acknowledged like one that did not.
    FailedAppendSucceeds,
    /// A failed fdatasync is tried again, and its second answer believed.
    RetryFsync,
    /// A start believes a sync of what an earlier process could not sync.
    TrustUnsynced,
    /// A replay projects every frame twice.
    ApplyTwice,
    /// A start takes the first bad place for the end of the log, whatever stands behind it.
    DamageIsTheEnd,
    /// A recovery gives up the last whole group with the torn one behind it.
    CutTooMuch,
}
