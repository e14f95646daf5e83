//! Logs of others in, our own out: XES (IEEE 1849-2023), CSV, OCEL 2.0, and with the feature of that name Parquet.
//!
//! A file is read as far as it can be, and everything that was not as it should be is named ([`Fault`]): an analyst must
//! know on what a number rests. Only what is no log at all is refused ([`Refused`]).
mod csv_read;
mod csv_write;
mod fault;
mod moment;
pub mod ocel;
mod ocel_write;
#[cfg(feature = "parquet")]
mod parquet_write;
mod unpack;
mod xes_read;
mod xes_write;

/// Under which name our own files say when work began. The usual `start_timestamp` is for files in which every event has one:
/// other programs sort by it, and put events without it, which our events and gateways are, at the end of their case.
pub(crate) const STARTED: &str = "started_timestamp";

pub use csv_read::{Columns, read as read_csv};
pub use csv_write::{table as write_csv_part, write as write_csv};
pub use fault::{FAULTS_MAX, Fault, FaultKind, Faults, Imported, Refused};
pub use ocel_write::{OcelParts, write as write_ocel};
#[cfg(feature = "parquet")]
pub use parquet_write::ParquetTable;
pub use unpack::{BYTES_MAX, unpack};
pub use xes_read::{DEPTH_MAX, Keys, read as read_xes};
pub use xes_write::{begin as xes_begin, end as xes_end, traces as xes_traces, write as write_xes};
