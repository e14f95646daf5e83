//! What opening a store reads of its view: of a large one the index, of a small one everything. Alone in its file, because
//! what a process reads is counted.

use crate::store_support::large::{COMMITS, ROW_BYTES, ROWS, key, options, written};
use crate::store_support::project;
use std::path::Path;
use weir_engine::store::{LogStore, Store, Table};

/// Bytes that this process has read from files so far.
fn bytes_read() -> u64 {
    let figures = std::fs::read_to_string("/proc/self/io").expect("the system counts");
    let line = figures.lines().find_map(|line| line.strip_prefix("rchar: "));
    line.and_then(|bytes| bytes.parse().ok()).expect("a figure")
}

/// What opening reads, and what reading one row and then all of them does.
fn reads(directory: &Path, verify_at_start_bytes: u64) -> [u64; 3] {
    let mut before = bytes_read();
    let mut since = || {
        let now = bytes_read();
        now - std::mem::replace(&mut before, now)
    };
    let store = LogStore::open_dir(directory, options(verify_at_start_bytes), &project).unwrap();
    let opened = since();
    assert_eq!(store.get(Table::Instance, &key(7, 7)).unwrap(), Some(vec![7; ROW_BYTES]));
    let one = since();
    assert_eq!(store.scan(Table::Instance, &[], &[0xff; 8], usize::MAX).unwrap().len(), usize::from(ROWS * COMMITS));
    [opened, one, since()]
}

#[test]
fn a_start_reads_the_index_of_a_large_view_and_the_whole_of_a_small_one() {
    let directory = tempfile::tempdir().unwrap();
    written(directory.path(), false);
    let content = ROW_BYTES as u64 * u64::from(ROWS) * u64::from(COMMITS);
    // After it was written sled looks through its whole file once and remembers what it found.
    reads(directory.path(), 0);
    let [large, one, all] = reads(directory.path(), 0);
    let [small, ..] = reads(directory.path(), u64::MAX);
    println!("of {content} bytes: opening {large}, one row {one}, all rows {all}; verified as a whole {small}");
    assert!(all > content * 4 / 5, "the figures count what is read");
    assert!(large < content / 5, "a large view is opened by its index");
    assert!(small > content * 4 / 5, "a view that is verified as a whole is read");
    assert!(one < content / 10, "one row is verified with its neighbours alone");
}
