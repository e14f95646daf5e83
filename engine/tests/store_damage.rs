//! Promise P9: verification finds damage of the log, and a damaged view is made again. What a start does with a damaged
//! log is seen in `store_cuts.rs`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::store_support::original::Original;
use crate::store_support::{Model, RealRig, Rig, commit, content, project, random_commit, small};
use weir_engine::store::sim::Random;
use weir_engine::store::{Change, Error, Frame, LogStore, Options, Store, Table, verify_dir};

#[test]
fn verification_finds_every_flipped_byte() {
    let original = Original::new(64 << 10, 4000);
    let whole = original.verify().unwrap();
    assert_eq!((whole.broken, whole.frames), (None, original.frames.len() as u64));
    assert_eq!(whole.bytes, original.files.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>());
    for (name, bytes) in &original.files {
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            let broken = original.with_content(name, &flipped, || original.verify()).unwrap().broken;
            let broken = broken.unwrap_or_else(|| panic!("{name} byte {at} was not found"));
            assert!(broken.segment == *name && broken.offset <= at as u64, "byte {at}: {broken:?}");
        }
    }
}

#[test]
fn verification_finds_what_was_cut_out_put_in_or_exchanged() {
    let original = Original::new(16 << 10, 200);
    let heads = original.verify().unwrap().heads;
    let changed = |name: &str, bytes: &[u8]| original.with_content(name, bytes, || original.verify()).unwrap();
    let mut start = 0;
    for (name, bytes) in &original.files {
        let inside = |frame: &&Frame| (start..start + bytes.len() as u64).contains(&frame.position.0);
        let frames: Vec<_> = original.frames.iter().filter(inside).collect();
        let span = |frame: &Frame| {
            let from = (frame.position.0 - start) as usize;
            from..from + 60 + frame.payload.len()
        };
        for pair in frames.windows(2) {
            let (one, two) = (span(pair[0]), span(pair[1]));
            let removed = [&bytes[..one.start], &bytes[one.end..]].concat();
            assert!(changed(name, &removed).broken.is_some(), "frame removed at {one:?}");
            let doubled = [&bytes[..one.end], &bytes[one.clone()], &bytes[one.end..]].concat();
            assert!(changed(name, &doubled).broken.is_some(), "frame doubled at {one:?}");
            let between = &bytes[one.end..two.start];
            let swapped = [&bytes[..one.start], &bytes[two.clone()], between, &bytes[one], &bytes[two.end..]].concat();
            assert!(changed(name, &swapped).broken.is_some(), "frames exchanged before {two:?}");
        }
        for cut in 0..bytes.len() {
            let report = changed(name, &bytes[..cut]);
            assert!(report.broken.is_some() || report.heads != heads, "{name} cut at {cut}");
        }
        start += bytes.len() as u64;
    }
    let [first, second, ..] = &original.files[..] else { panic!("there are several segments") };
    let exchanged = original
        .with_content(&first.0, &second.1, || original.with_content(&second.0, &first.1, || original.verify()))
        .unwrap();
    assert!(exchanged.broken.is_some());
    weir_engine::store::Disk::remove(&original.simulation.disk, &first.0).unwrap();
    assert_eq!(original.verify().unwrap().broken.unwrap().segment, first.0);
}

/// Ways to damage sled's files.
type Harm = fn(&Path, &mut Random);

const HARMS: [(&str, Harm); 7] = [
    ("the directory is empty", |view, _| files(view).iter().for_each(|file| std::fs::remove_file(file).unwrap())),
    ("one file is missing", |view, random| std::fs::remove_file(pick(view, random)).unwrap()),
    ("one file is empty", |view, random| std::fs::write(pick(view, random), "").unwrap()),
    ("the data file is cut", |view, random| {
        let len = std::fs::metadata(view.join("db")).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(view.join("db")).unwrap();
        file.set_len(random.below(len)).unwrap();
    }),
    ("one page is garbage", |view, random| overwrite(view, random, 1, true)),
    ("one page is zero", |view, random| overwrite(view, random, 1, false)),
    ("many pages are garbage", |view, random| overwrite(view, random, 20, true)),
];

fn files(view: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(view).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn pick(view: &Path, random: &mut Random) -> PathBuf {
    let mut files = files(view);
    files.swap_remove(random.below(files.len() as u64) as usize)
}

fn overwrite(view: &Path, random: &mut Random, pages: usize, garbage: bool) {
    let mut bytes = std::fs::read(view.join("db")).unwrap();
    for _ in 0..pages {
        let at = random.below(bytes.len() as u64 / 4096) as usize * 4096;
        for byte in &mut bytes[at..at + 4096] {
            *byte = if garbage { random.below(256) as u8 } else { 0 };
        }
    }
    std::fs::write(view.join("db"), bytes).unwrap();
}

/// Which keys are not what they should be, for whoever reads of a failure.
fn difference(found: &Model, expected: &Model) -> String {
    let keys: BTreeSet<_> = found.keys().chain(expected.keys()).collect();
    let wrong = keys.into_iter().filter(|key| found.get(*key) != expected.get(*key));
    let told = wrong.map(|key| {
        let state = if found.contains_key(key) { "wrong" } else { "missing" };
        let state = if expected.contains_key(key) { state } else { "too much" };
        format!("{key:?} is {state}")
    });
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_damaged_view_is_rebuilt_and_never_serves_wrong_data() {
    let rig = RealRig::new();
    let mut random = Random::new(3);
    let store = rig.open();
    for round in 0..400_u16 {
        let fill = Change::put(Table::Definition, round.to_be_bytes().to_vec(), vec![round as u8; 4000]);
        store.commit(vec![random_commit(&mut random), commit(1, vec![fill])]).unwrap();
    }
    store.checkpoint().unwrap();
    let expected = content(&*store).unwrap();
    drop(store);
    for (what, harm) in HARMS {
        for attempt in 0..8 {
            harm(&rig.path().join("view"), &mut random);
            // Verified as a whole at the start, or each part when it is first read.
            let verify_at_start_bytes = if attempt % 2 == 0 { u64::MAX } else { 0 };
            let open =
                || LogStore::open_dir(rig.path(), Options { verify_at_start_bytes, ..small() }, &project).unwrap();
            let store = open();
            let store = match content(&store) {
                Err(Error::View { .. }) => {
                    // Damage that shows only when something is read: the next start must know.
                    drop(store);
                    open()
                }
                _ => store,
            };
            let found = content(&store).unwrap();
            assert!(found == expected, "{what}, attempt {attempt}: {}", difference(&found, &expected));
            store.checkpoint().unwrap();
        }
    }
    assert_eq!(verify_dir(rig.path(), None).unwrap().broken, None);
}

#[test]
fn a_view_of_another_log_is_not_believed() {
    let (one, two) = (RealRig::new(), RealRig::new());
    for (rig, key) in [(&one, "one"), (&two, "two")] {
        let store = rig.open();
        store.commit(vec![commit(0, vec![Change::put(Table::Instance, key.into(), b"here".to_vec())])]).unwrap();
        store.checkpoint().unwrap();
    }
    std::fs::remove_dir_all(one.path().join("view")).unwrap();
    std::fs::rename(two.path().join("view"), one.path().join("view")).unwrap();
    let store = one.open();
    assert!(store.get(Table::Instance, b"one").unwrap().is_some());
    assert!(store.get(Table::Instance, b"two").unwrap().is_none());
}
