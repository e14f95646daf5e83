//! What fuzzing has found, and what it starts from, replayed: hostile input is read or refused, soon, without a panic.
#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Generous: these run without optimisation, beside other tests. The fuzzer itself allows a second.
const SOON: Duration = Duration::from_mins(1);
/// All corpora together: they are read by everybody who clones.
const CORPUS_BYTES_MAX: u64 = 200_000;

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// On a thread with as much stack as those of the server have.
fn replay(target: &str) {
    let run = targets::TARGETS.iter().find(|(name, _)| *name == target).expect("a target").1;
    let files = corpus(target);
    assert!(files.len() >= 20, "the corpus of {target} has only {} files", files.len());
    for file in files {
        let input = std::fs::read(&file).expect("a file");
        let start = Instant::now();
        let done = std::thread::spawn(move || run(&input)).join();
        assert!(done.is_ok(), "{} panics", file.display());
        assert!(start.elapsed() < SOON, "{} took {:?}", file.display(), start.elapsed());
    }
}

#[test]
fn bpmn_is_read_or_refused() {
    replay("bpmn");
}

#[test]
fn dmn_is_read_or_refused() {
    replay("dmn");
}

#[test]
fn feel_is_read_or_refused() {
    replay("feel");
}

#[test]
fn juel_is_read_or_refused() {
    replay("juel");
}

#[test]
fn layout_is_drawn_or_left() {
    replay("layout");
}

/// Models of any structure: what the fuzzer changes byte by byte, here from seeds that are printed.
#[test]
fn any_model_is_drawn_without_changing_what_it_says() {
    for seed in 1..=150_u64 {
        println!("seed {seed}");
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let recipe: Vec<u8> = (0..seed * 3)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state.to_le_bytes()[3]
            })
            .filter(|byte| *byte != b'<')
            .collect();
        targets::layout(&recipe);
    }
}

#[test]
fn the_corpus_stays_small() {
    let files = targets::TARGETS.iter().flat_map(|(target, _)| corpus(target));
    let bytes: u64 = files.map(|file| file.metadata().expect("metadata").len()).sum();
    assert!(bytes <= CORPUS_BYTES_MAX, "{bytes} bytes: minimise it, as tests/fuzz/README.md says");
}
