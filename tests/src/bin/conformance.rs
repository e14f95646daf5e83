//! Runs all suites of a folder and says what passed: `conformance [--only SUITE] <folder>`.
//!
//! `BACKEND` chooses the engine: `facade` (the whole engine, the default), `http` (the same behind its API), `weir` (the
//! same, and files are deployed by `weir deploy`) or `bare` (the core alone).
//! Prints a table per suite and construct, and every case that did not pass; writes `target/conformance.json`.
use std::path::PathBuf;
use std::process::ExitCode;
use weir_tests::suites::{self, SUITES, report};

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let only = arguments.iter().position(|a| a == "--only").and_then(|i| {
        arguments.remove(i);
        (i < arguments.len()).then(|| arguments.remove(i))
    });
    let Some(folder) = arguments.first().map(PathBuf::from).or_else(suites::folder) else {
        eprintln!("conformance: no suites folder; name one, or set SUITES");
        return ExitCode::FAILURE;
    };
    let mut runs = vec![];
    for (suite, _) in SUITES.iter().filter(|(name, _)| only.as_deref().is_none_or(|o| o == *name)) {
        match suites::run(&folder, suite, suites::engine()) {
            None => eprintln!("conformance: {} has no {suite}", folder.display()),
            Some(Ok(run)) => runs.push(run),
            Some(Err(error)) => {
                eprintln!("conformance: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    print!("{}\n{}", report::differences(&runs), report::table(&runs));
    let summaries: Vec<_> = runs.iter().map(suites::outcome::Run::summary).collect();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let path = target.join("conformance.json");
    let json = serde_json::to_vec_pretty(&summaries).expect("plain data");
    let written = std::fs::create_dir_all(&target).and_then(|()| std::fs::write(&path, json));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("conformance: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}
