//! Tests that could not do their work on this machine: each says so in one line, and nobody overlooks it.
//!
//! Runners swallow what a passing test prints. So the line is also added to a file in the target folder, which
//! `make test` prints at its end. With `WEIR_REQUIRE_SUITES=1` such a test fails instead.
//!
//! The tests of the core include this file as a module of their own, because the core knows nobody.
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where the lines are gathered, in the target folder.
const FILE: &str = "skipped-tests.txt";

/// Says what was not tested and why.
pub fn skipped(what: &str, why: &str) {
    let required = std::env::var_os("WEIR_REQUIRE_SUITES").is_some_and(|wanted| wanted == "1");
    assert!(!required, "WEIR_REQUIRE_SUITES=1, and {what} cannot be tested: {why}");
    println!("skipped: {what}: {why}");
    let test = std::env::current_exe().expect("the path of this test");
    note(&target(&test), what, why).unwrap_or_else(|error| panic!("{FILE}: {error}"));
}

/// The target folder that a test lies in: `target/<profile>/deps/<test>`.
fn target(test: &Path) -> PathBuf {
    test.ancestors().nth(3).expect("a test lies in its target folder").to_owned()
}

/// Adds a line: tests run at the same time, so each is written at once.
fn note(target: &Path, what: &str, why: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(target.join(FILE))?;
    file.write_all(format!("{what}: {}\n", why.replace('\n', " ")).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_in_the_target_folder() {
        assert_eq!(target(Path::new("/w/target/debug/deps/test-1f")), Path::new("/w/target"));
        let folder = std::env::temp_dir().join(format!("weir-skipped-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        note(&folder, "one", "it is\nnot there").unwrap();
        note(&folder, "two", "nor this").unwrap();
        let told = std::fs::read_to_string(folder.join(FILE)).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(told, "one: it is not there\ntwo: nor this\n");
    }
}
