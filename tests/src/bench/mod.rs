//! The bench: what Weir does in a second, beside what this machine's disk can do in the same run.
pub mod baseline;
pub mod ceiling;
pub mod client;
pub mod deployment;
pub mod in_process;
pub mod lateness;
pub mod load;
pub mod memory;
pub mod mining;
pub mod models;
pub mod office;
pub mod over_http;
pub mod recovery;
pub mod report;
pub mod rules;
pub mod server;
pub mod simulation;
