//! Weir over HTTP, and what the command line shares with it.
pub mod access;
mod calendar_csv;
pub mod config;
pub mod demo;
pub mod http;
mod landscape_csv;
mod organisation_csv;
mod organisation_json;
pub mod outgoing;
