//! The shell of Weir: partitions, log, view, timers, jobs and messages behind one facade, [`Engine`].
//!
//! The core decides, the shell does: it loads an instance, asks [`weir_core::step`], turns the events into rows of the
//! view, commits both in one group with everybody else's, and only then answers and acts.
#![deny(missing_docs)]
#![allow(clippy::unused_async)] // reads are async already: a store on the network is to come

pub mod api;
pub mod clock;
pub mod evaluation;
pub mod store;

mod access;
mod alerting;
mod analytics;
mod audit;
mod bell;
mod blobs;
mod busy;
mod callers;
mod camel;
mod catalogue;
mod checks;
mod committer;
mod context;
mod counters;
mod decisions;
mod effects;
mod error;
mod facade;
mod forms;
mod history;
mod idempotency;
mod indicators;
mod jobs;
mod keys;
mod landscape;
mod limits;
mod loops;
mod messages;
mod meter;
mod mining;
mod options;
mod organisation;
mod paging;
mod parameters;
mod partition;
mod projection;
mod receivers;
mod shell;
mod simulation;
mod suggest;
mod urgency;
mod works;

pub use audit::{
    AUDIT_JOBS_MAX, AUDIT_SCAN_BYTES_MAX, Altered, CASE_ENTRIES_MAX, altered_exports, hash_of, manifest_in,
    manifest_is_signed, named as events_in,
};
pub use clock::{Clock, ManualClock, SystemClock};
pub use context::{Context, IdempotencyKey};
pub use error::Error;
pub use facade::{Engine, Following, NewAttachment, ReceivedAttachment, SearchSight, TaskRights, Watched, Watching};
pub use history::event_data;
pub use jobs::{Allowed, MayHave, Rights};
pub use limits::*;
pub use options::{Mutant, Options, Outgoing, Stage};
pub use organisation::Staff;
pub use paging::{bad_cursor, cursor as cursor_of, place as place_of};
pub use projection::Projector;
