//! The auditor's side of the engine: the trace over the whole log, case files, checkpoints, verifications, exports, duties.
mod admin;
mod alerted;
mod book;
mod elements;
mod export;
mod index;
mod job;
mod naming;
mod planned;
mod scan;
mod told;
mod vouch;

pub use book::CheckpointBook;
pub use export::{Exporter, directory_of, ids as export_ids, is_finished, no_parquet, read_manifest};
pub use index::TraceIndex;
pub use job::{Job, Jobs, Told};
pub use naming::named;
pub use scan::{of_case, page, trace_all};
pub use vouch::{Altered, altered_exports, hash_of, is_file_of, manifest_in, manifest_is_signed};

/// How much of the log one page of the trace reads.
pub const AUDIT_SCAN_BYTES_MAX: u64 = 32 << 20;
/// How many entries of an instance a case file holds; a longer one says where they go on.
pub const CASE_ENTRIES_MAX: usize = 5_000;
/// How many verifications and exports are remembered, and how many finished exports are kept.
pub const AUDIT_JOBS_MAX: usize = 20;
