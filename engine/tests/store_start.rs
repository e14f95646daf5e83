//! A large view is verified bit by bit: what was not verified is not served, wherever sled has lost something, and the next
//! start rebuilds it.

use crate::store_support::large::{COMMITS, ROW_BYTES, ROWS, key, options, written};
use crate::store_support::{commit, project};
use std::path::Path;
use std::time::Duration;
use weir_engine::store::{Change, Condition, Error, LogStore, Options, Store, Table};

/// What may have become of a block of sled's.
#[derive(Debug, Clone, Copy)]
enum Harm {
    Missing,
    Old,
    Strange,
}

/// Harms the block that holds this row, behind the store's back. What is left is a file that sled finds nothing wrong with.
fn harm(directory: &Path, row: &[u8], harm: Harm) {
    // Threads of the store that was just closed let the file go a little later.
    let tree = std::iter::repeat_with(|| sled::open(directory.join("view"))).find_map(Result::ok).expect("no end");
    let full = [&[Table::Instance.number()], row].concat();
    let (at, block) = tree.range(..=full).next_back().unwrap().unwrap();
    match harm {
        Harm::Missing => drop(tree.remove(&at).unwrap()),
        // Without its last row, as it may have been before that came.
        Harm::Old => drop(tree.insert(&at, &block[..block.len() - ROW_BYTES - 5]).unwrap()),
        Harm::Strange => drop(tree.insert([&at[..], &[7]].concat(), block).unwrap()),
    }
    tree.flush().unwrap();
}

#[test]
fn a_block_that_sled_has_lost_or_brought_back_is_never_served() {
    let (harmed, other) = (key(300, 20), key(20, 20));
    for what in [Harm::Missing, Harm::Old, Harm::Strange] {
        let directory = tempfile::tempdir().unwrap();
        written(directory.path(), true);
        harm(directory.path(), &harmed, what);
        let store = LogStore::open_dir(directory.path(), options(0), &project).unwrap();
        assert_eq!(store.get(Table::Instance, &other).unwrap(), Some(vec![20; ROW_BYTES]), "{what:?}: elsewhere");
        let read = store.get(Table::Instance, &harmed);
        assert!(matches!(read, Err(Error::View { .. })), "{what:?}: {read:?}");
        assert!(matches!(store.health().condition, Condition::ViewFailed { .. }), "{what:?}");
        drop(store);
        is_rebuilt(directory.path(), options(0));
    }
}

#[test]
fn damage_that_nobody_reads_is_found_beside_the_work() {
    let directory = tempfile::tempdir().unwrap();
    written(directory.path(), true);
    harm(directory.path(), &key(300, 20), Harm::Missing);
    let busy = Options { view_write_every: Duration::from_millis(1), ..options(0) };
    let store = LogStore::open_dir(directory.path(), busy.clone(), &project).unwrap();
    while store.health().condition.is_writable() {
        std::thread::sleep(Duration::from_millis(1)); // waits for the world
    }
    drop(store);
    is_rebuilt(directory.path(), busy);
}

#[test]
fn a_small_view_that_is_damaged_is_rebuilt_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    written(directory.path(), true);
    harm(directory.path(), &key(300, 20), Harm::Old);
    is_rebuilt(directory.path(), options(u64::MAX));
}

/// Changes come into a view of which nothing was verified: what they touch is verified first.
#[test]
fn changes_beside_damage_are_refused_and_elsewhere_they_are_taken() {
    let directory = tempfile::tempdir().unwrap();
    written(directory.path(), true);
    harm(directory.path(), &key(300, 20), Harm::Old);
    let store = LogStore::open_dir(directory.path(), options(0), &project).unwrap();
    let put = |at: Vec<u8>| vec![commit(0, vec![Change::put(Table::Instance, at, b"new".to_vec())])];
    store.commit(put(key(20, 20))).unwrap();
    store.checkpoint().unwrap();
    store.commit(put(key(300, 20))).unwrap();
    assert_eq!(store.checkpoint().unwrap_err().code(), "view-failed");
    drop(store);
    let store = LogStore::open_dir(directory.path(), options(0), &project).unwrap();
    for at in [key(20, 20), key(300, 20)] {
        assert_eq!(store.get(Table::Instance, &at).unwrap().as_deref(), Some(&b"new"[..]));
    }
}

fn is_rebuilt(directory: &Path, options: Options) {
    let store = LogStore::open_dir(directory, options, &project).unwrap();
    assert!(directory.join("view-damaged-1").exists(), "the damaged view is set aside");
    for number in 0..COMMITS {
        let last = ROWS - 1;
        let read = store.get(Table::Instance, &key(number, last)).unwrap();
        assert_eq!(read, Some(vec![last as u8; ROW_BYTES]));
    }
    let all = store.scan(Table::Instance, &[], &[0xff; 8], usize::MAX).unwrap();
    assert_eq!(all.len(), usize::from(ROWS * COMMITS));
}
