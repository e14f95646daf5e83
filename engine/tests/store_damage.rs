//! Promise P9: damage is found and named, never served. A torn tail goes, everything else stays or is refused.

mod store_support;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use store_support::{Model, RealRig, Rig, apply, changes_of, commit, content, project, random_commit, small};
use weir_engine::store::sim::{Random, Simulation};
use weir_engine::store::{Change, Error, Frame, LogStore, Mutant, Options, Report, Store, Table, verify, verify_dir};

/// An undamaged log and what it holds.
struct Original {
    simulation: Simulation,
    frames: Vec<Frame>,
    /// Segment names with their content.
    files: Vec<(String, Vec<u8>)>,
    /// How many frames the last group has.
    last_group: usize,
}

impl Original {
    /// About so many bytes in a few segments.
    fn new(bytes: u64, payload_bytes: usize) -> Original {
        let mut simulation = Simulation::new(bytes);
        simulation.options.segment_bytes = bytes / 3;
        let store = simulation.open(&project).unwrap();
        let mut random = Random::new(bytes);
        let mut last_group = 0;
        while store.health().log_bytes < bytes {
            last_group = 1 + random.below(3) as usize;
            let put = |random: &mut Random| {
                let value = (0..payload_bytes).map(|_| random.below(256) as u8).collect();
                Change::put(Table::Instance, vec![b'k', random.below(30) as u8], value)
            };
            let commits = (0..last_group).map(|partition| commit(partition as u16, vec![put(&mut random)])).collect();
            store.commit(commits).unwrap();
        }
        store.checkpoint().unwrap();
        let frames = store.log(None).map(Result::unwrap).collect();
        let names = weir_engine::store::Disk::list(&simulation.disk).unwrap();
        let files = names.into_iter().filter(|name| name.strip_suffix(".log").is_some());
        let files = files.map(|name| (name.clone(), simulation.disk.content(&name).unwrap())).collect();
        Original { simulation, frames, files, last_group }
    }

    fn verify(&self) -> Result<Report, Error> {
        verify(Arc::new(self.simulation.disk.clone()))
    }

    /// Puts other content in a file while the work runs.
    fn with_content<T>(&self, name: &str, bytes: &[u8], work: impl FnOnce() -> T) -> T {
        let disk = &self.simulation.disk;
        let original = disk.content(name).unwrap();
        disk.set_content(name, bytes);
        let result = work();
        // Recovery may have cut the tail.
        disk.set_content(name, &original);
        result
    }

    /// Opens the damaged store and asks it everything. Only the last group may be missing, as a torn append.
    fn judge(&self, lose_view: bool, mutant: Mutant) -> Result<(), String> {
        let mut simulation = self.simulation.clone();
        simulation.options.mutant = mutant;
        if lose_view {
            simulation.lose_view();
        }
        let store = match simulation.open(&project) {
            Ok(store) => store,
            Err(Error::Damaged { .. }) => return Ok(()),
            Err(error) => return Err(format!("refused for another reason: {error}")),
        };
        let mut count = 0;
        let mut damage_named = false;
        for frame in store.log(None) {
            match frame {
                Ok(frame) if self.frames.get(count) == Some(&frame) => count += 1,
                Ok(frame) => return Err(format!("a changed frame was served: {:?}", frame.position)),
                Err(Error::Damaged { .. }) => damage_named = true,
                Err(error) => return Err(format!("another error: {error}")),
            }
        }
        let whole = self.frames.len();
        if !damage_named && count != whole && count != whole - self.last_group {
            return Err(format!("only {count} of {whole} frames are left, and nobody said so"));
        }
        let shown = if damage_named { whole } else { count };
        let mut model = Model::new();
        self.frames[..shown].iter().for_each(|frame| apply(&mut model, &changes_of(&frame.payload)));
        match content(&store) {
            Ok(content) if content == model => Ok(()),
            Ok(_) => Err("the view shows something else".to_owned()),
            Err(error) => Err(format!("the view does not read: {error}")),
        }
    }

    /// Judges the log with each byte flipped in turn; the first breach comes back.
    fn judge_flips(&self, lose_view: bool, mutant: Mutant) -> Result<(), String> {
        for (name, bytes) in &self.files {
            for at in 0..bytes.len() {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << (at % 8);
                self.with_content(name, &flipped, || self.judge(lose_view, mutant))
                    .map_err(|breach| format!("{name} byte {at}: {breach}"))?;
                if !lose_view {
                    self.restore_view();
                }
            }
        }
        Ok(())
    }

    /// The view as it was before a judgement.
    fn restore_view(&self) {
        self.simulation.open(&project).unwrap().checkpoint().unwrap();
    }
}

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

#[test]
fn no_flipped_byte_is_ever_served() {
    let original = Original::new(5 << 10, 150);
    original.judge_flips(true, Mutant::None).unwrap();
    original.judge_flips(false, Mutant::None).unwrap();
}

#[test]
fn the_flip_test_catches_a_store_that_does_not_check_checksums() {
    let original = Original::new(2 << 10, 150);
    assert!(original.judge_flips(false, Mutant::NoCrcCheck).is_err());
}

#[test]
fn a_log_cut_anywhere_recovers_or_is_refused() {
    let original = Original::new(5 << 10, 150);
    let (last, bytes) = original.files.last().unwrap();
    let boundary = bytes.len();
    for cut in 0..boundary {
        for lose_view in [true, false] {
            original.with_content(last, &bytes[..cut], || {
                let mut simulation = original.simulation.clone();
                simulation.options.mutant = Mutant::None;
                if lose_view {
                    simulation.lose_view();
                }
                match simulation.open(&project) {
                    Err(Error::Damaged { .. }) => assert!(!lose_view, "a torn tail at {cut} recovers"),
                    Err(error) => panic!("cut at {cut}: {error}"),
                    Ok(store) => {
                        assert!(lose_view, "the view knows that acknowledged data are missing, cut at {cut}");
                        let frames: Vec<_> = store.log(None).map(Result::unwrap).collect();
                        assert_eq!(frames, original.frames[..frames.len()], "cut at {cut}");
                    }
                }
            });
            original.restore_view();
        }
    }
}

#[test]
fn damage_before_the_last_group_is_named_with_its_place() {
    let original = Original::new(5 << 10, 150);
    let (name, bytes) = original.files.last().unwrap();
    let mut flipped = bytes.clone();
    flipped[70] ^= 1;
    original.simulation.lose_view();
    let refused = original.with_content(name, &flipped, || original.simulation.open(&project).err().unwrap());
    let Error::Damaged { segment, offset, reason } = &refused else { panic!("{refused}") };
    assert_eq!(
        (segment, *offset, reason.as_str()),
        (name, 40, "the checksum of the frame is wrong (partition 0, frame 9)")
    );
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
            assert!(content(&store).unwrap() == expected, "{what}, attempt {attempt}");
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
