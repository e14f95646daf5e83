//! The binaries under test.
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// A program without settings from outside: whoever runs the tests may have set some for a server of their own.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("WEIR_")) {
        command.env_remove(name);
    }
    command
}

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
