//! Rules of the house, each once worth saying in review twice.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A longer file holds more than one idea.
const LINES_MAX: usize = 500;
/// From here on a file says at its top why it is long.
const LINES_EXPLAINED: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file that git knows or would take.
fn files(ending: &str) -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists files");
    let text = String::from_utf8(listed.stdout).expect("UTF-8");
    text.lines().map(|f| root().join(f)).filter(|f| f.is_file() && f.to_string_lossy().ends_with(ending)).collect()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The crates of the workspace, as cargo knows them.
fn packages() -> Vec<serde_json::Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

#[test]
fn arrows_between_crates_point_one_way() {
    let allowed = BTreeMap::from([
        ("weir-core", vec![]),
        ("weir-mining", vec!["weir-core"]),
        ("weir-simulation", vec!["weir-core", "weir-mining"]),
        ("weir-engine", vec!["weir-core", "weir-mining", "weir-simulation"]),
        ("weir-designer-api", vec!["weir-core", "weir-engine", "weir-mining", "weir-simulation"]),
        ("weir-tests", vec!["weir-core", "weir-mining", "weir-simulation", "weir-engine", "weir-designer-api"]),
    ]);
    let packages = packages();
    assert_eq!(packages.len(), allowed.len(), "a new crate needs its arrows named here, and an ADR");
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("a name");
            let inside = to.starts_with("weir-");
            assert!(!inside || allowed[name].contains(&to), "{name} must not depend on {to}");
        }
    }
}

#[test]
fn the_core_knows_nobody() {
    let manifest = read(&root().join("engine/core/Cargo.toml"));
    for foreign in ["tokio", "sled", "axum", "reqwest", "getrandom", "tracing"] {
        assert!(!manifest.contains(&format!("\n{foreign} ")), "the core must not know {foreign}");
    }
}

/// What others read is explained: every public item of core and engine, by a lint that nobody has switched off.
#[test]
fn public_items_are_explained() {
    for krate in ["engine/core", "engine/mining", "engine/simulation", "engine"] {
        let lib = read(&root().join(krate).join("src/lib.rs"));
        assert!(lib.contains("#![deny(missing_docs)]"), "{krate} does not ask for them");
        for file in files(".rs").iter().filter(|f| f.starts_with(root().join(krate).join("src"))) {
            assert!(!read(file).contains("allow(missing_docs"), "{} does without", file.display());
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = read(&root().join("Cargo.toml"));
    let section = manifest.split("[workspace.dependencies]").nth(1).expect("dependencies");
    let section = section.split("\n[").next().expect("an end");
    for line in section.lines().filter(|l| l.contains(" = ")) {
        let family = line.starts_with("dsntk-") || line.starts_with("weir-");
        assert!(family || line.contains('#'), "no reason stands beside `{line}`");
    }
}

#[test]
fn files_hold_one_idea() {
    for file in files(".rs") {
        let text = read(&file);
        let lines = text.lines().count();
        assert!(lines <= LINES_MAX, "{} has {lines} lines: split it by ideas", file.display());
        let explained = text.lines().take(20).any(|l| l.contains("long because"));
        assert!(lines <= LINES_EXPLAINED || explained, "{} has {lines} lines and does not say why", file.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks =
        ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "todo".to_owned() + "!(", "unimplemented".to_owned() + "!("];
    for file in files(".rs") {
        for (number, line) in read(&file).lines().enumerate() {
            assert!(!marks.iter().any(|m| line.contains(m)), "{}:{}: {line}", file.display(), number + 1);
        }
    }
}

#[test]
fn tests_do_not_sleep() {
    let calls = ["thread::".to_owned() + "sleep", "time::".to_owned() + "sleep"];
    for file in files(".rs").into_iter().filter(|f| f.to_string_lossy().contains("/tests/")) {
        for (number, line) in read(&file).lines().enumerate() {
            let explained = line.contains("// waits for the world");
            assert!(
                !calls.iter().any(|call| line.contains(call)) || explained,
                "{}:{}: a test waits for what it needs",
                file.display(),
                number + 1
            );
        }
    }
}

/// A file of tests that no `main.rs` declares would never run, and nobody would miss it.
#[test]
fn every_file_of_tests_is_part_of_its_program() {
    let mut seen = 0;
    for main in files("main.rs").into_iter().filter(|f| f.to_string_lossy().contains("/tests/")) {
        let declared = read(&main);
        let folder = main.parent().expect("a file lies in a folder");
        for entry in std::fs::read_dir(folder).expect("the folder of a file that was read") {
            let path = entry.expect("an entry of a folder").path();
            let Some(name) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".rs")) else {
                continue;
            };
            let own = ["main", "engine_evaluation"].contains(&name); // programs of their own
            assert!(own || declared.contains(&format!("mod {name};")), "{} declares no `mod {name};`", main.display());
            seen += 1;
        }
    }
    assert!(seen > 150, "only {seen} files were found: the check has lost its eyes");
}

/// Where nextest is missing, `make test` runs the programs by their names.
#[test]
fn every_program_of_tests_is_one_that_make_runs() {
    let makefile = read(&root().join("Makefile"));
    let named = makefile.lines().find_map(|line| line.strip_prefix("PROGRAMS := ")).expect("the names");
    let packages = packages();
    let targets = packages.iter().flat_map(|package| package["targets"].as_array().expect("targets"));
    let programs = targets.filter(|target| target["kind"][0] == "test").filter_map(|target| target["name"].as_str());
    assert_eq!(named.split(' ').collect::<BTreeSet<_>>(), programs.collect());
}

/// Documents that name files must name files that exist; the recipes are followed by people.
#[test]
fn the_documents_name_files_that_exist() {
    let mut checked = 0;
    for document in ["docs/architecture.md", "docs/adding-an-element.md", "docs/adding-a-route.md"] {
        for word in read(&root().join(document)).split(['`', '(', ')', ' ', '\n']) {
            let path = word.trim_end_matches([':', ',', '.']);
            let is_path = ["engine/", "designer-api/", "tests/", "docs/", "process-models/", "examples/"]
                .iter()
                .any(|p| path.starts_with(p));
            if is_path && !path.contains(['*', '{', '<']) {
                assert!(root().join(path).exists(), "{document} names `{path}`, which is not there");
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "only {checked} paths were found: the check has lost its eyes");
}

/// Every convention names the tests that prove it, and they are there.
#[test]
fn every_approval_convention_is_proved() {
    let tests: String = files("rs").iter().filter(|p| p.to_string_lossy().contains("tests")).map(|p| read(p)).collect();
    let text = read(&root().join("docs/approvals.md"));
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit());
    let mut count = 0;
    for row in rows {
        let proofs = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let names: Vec<&str> = proofs.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {row}");
        for name in names {
            assert!(tests.contains(&format!("fn {name}(")), "no test `{name}`: {row}");
        }
        count += 1;
    }
    assert!(count >= 35, "{count} conventions");
    // What is said beside the table is proved by what it names, too.
    let is_test = |word: &&str| {
        word.matches('_').count() > 2 && word.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    for name in text.split('`').skip(1).step_by(2).filter(is_test) {
        assert!(tests.contains(&format!("fn {name}(")), "no test `{name}`");
    }
}

#[test]
fn the_architecture_fits_in_one_sitting() {
    let lines = read(&root().join("docs/architecture.md")).lines().count();
    assert!(lines <= 250, "{lines} lines: say less");
}

#[test]
fn both_readmes_tell_the_same_commands() {
    let commands = |file: &str| -> BTreeSet<String> {
        let text = read(&root().join(file));
        let blocks: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
        let lines = blocks.iter().flat_map(|b| b.lines());
        lines
            .map(str::trim)
            .filter(|l| ["make ", "curl ", "weir ", "./target"].iter().any(|c| l.starts_with(c)))
            .map(|l| l.split(" #").next().unwrap_or_default().trim().to_owned())
            .collect()
    };
    assert_eq!(commands("README.md"), commands("README.zh-CN.md"));
}

/// Some systems have Node without its npm: then the server is built without the pages, and one line says so.
#[test]
fn without_npm_the_pages_are_left_out_in_one_clear_line() {
    let tools = tempfile::tempdir().expect("a directory");
    // A Node that is new enough, and the few tools that the Makefile asks before it builds anything.
    let node = tools.path().join("node");
    std::fs::write(&node, "#!/bin/sh\necho yes\n").expect("a file");
    std::fs::set_permissions(&node, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("it may be run");
    let which = |tool: &str| {
        let found = Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().expect("a shell");
        PathBuf::from(String::from_utf8(found.stdout).expect("UTF-8").trim())
    };
    for tool in ["sh", "find", "echo"] {
        std::os::unix::fs::symlink(which(tool), tools.path().join(tool)).expect("a link");
    }
    let made = Command::new(which("make"))
        .args(["--no-print-directory", "ui", "CARGO=true"])
        .current_dir(root())
        .env_clear()
        .env("PATH", tools.path())
        .output()
        .expect("make runs");
    let told = String::from_utf8_lossy(&made.stdout);
    assert!(made.status.success(), "{told}{}", String::from_utf8_lossy(&made.stderr));
    assert!(told.lines().count() == 1 && told.contains("npm, which comes with Node"), "{told}");
}
