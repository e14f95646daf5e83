//! A store whose view is large for its options.
use super::{commit, project};
use std::path::Path;
use std::time::Duration;
use weir_engine::store::{Change, LogStore, Options, Store, Table};

/// Bytes of a row.
pub const ROW_BYTES: usize = 900;
/// Rows of a commit.
pub const ROWS: u16 = 40;
/// Commits.
pub const COMMITS: u16 = 500;

/// A view of up to so many bytes is verified as a whole; of a larger one nothing beside the work while a test looks.
pub fn options(verify_at_start_bytes: u64) -> Options {
    Options { verify_at_start_bytes, view_write_every: Duration::from_hours(1), ..Options::default() }
}

/// The key of a row of a commit.
pub fn key(commit: u16, row: u16) -> Vec<u8> {
    [commit.to_be_bytes(), row.to_be_bytes()].concat()
}

/// A store with all rows in its view. `logged`: the log can make them again; else it is short, and what is read of it does
/// not count.
pub fn written(directory: &Path, logged: bool) {
    let store = LogStore::open_dir(directory, options(0), &project).unwrap();
    for number in 0..COMMITS {
        let rows = (0..ROWS).map(|row| Change::put(Table::Instance, key(number, row), vec![row as u8; ROW_BYTES]));
        let mut commit = commit(0, rows.collect());
        if !logged {
            commit.payload.clear();
        }
        store.commit(vec![commit]).unwrap();
    }
    store.checkpoint().unwrap();
}
