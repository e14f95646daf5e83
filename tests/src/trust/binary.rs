//! The binary under test.
use std::path::PathBuf;

/// The `weir` binary beside the test that runs: `target/<profile>/weir`.
pub fn weir() -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    // The test lies in `target/<profile>/deps`.
    let profile = test.parent().and_then(|deps| deps.parent()).expect("a profile's directory");
    let binary = profile.join("weir");
    assert!(binary.exists(), "{} is missing: `cargo build --bin weir` comes first", binary.display());
    binary
}
