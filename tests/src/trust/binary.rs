//! The binaries under test.
use std::path::PathBuf;

/// The `weir` binary beside the test that runs: `target/<profile>/weir`.
pub fn weir() -> PathBuf {
    beside("weir")
}

/// The server with a fault in it.
pub fn weir_with_a_fault() -> PathBuf {
    beside("weir-with-a-fault")
}

fn beside(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    // A test lies in `target/<profile>/deps`, a program beside it.
    let folder = test.parent().expect("a directory");
    let profile = if folder.ends_with("deps") { folder.parent().expect("a profile's directory") } else { folder };
    let binary = profile.join(name);
    assert!(binary.exists(), "{} is missing: `cargo build --bin {name}` comes first", binary.display());
    binary
}
