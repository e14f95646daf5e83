//! Weir over HTTP, and what the command line shares with it.
pub mod access;
pub mod config;
pub mod http;
mod organisation_csv;
