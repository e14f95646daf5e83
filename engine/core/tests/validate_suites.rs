//! Every model that others wrote is read and judged without a panic, and stays below the limits of reading.
//!
//! The models are not part of this repository. Without them the test says so in one line and passes.
#![allow(clippy::disallowed_methods)] // where the models lie is a matter of the machine, not of the core
use crate::skipped::skipped;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use weir_core::Severity;
use weir_core::catalogue::REFUSALS;
use weir_core::validate::check;

const FOLDERS: &[&str] = &["behaviours", "betsy-bpmn", "miwg", "production", "soundness", "token-simulation"];

#[test]
fn every_model_is_read_to_its_end() {
    let suites = suites();
    if !suites.is_dir() {
        return skipped("reading the models of others", &format!("there are none at {}", suites.display()));
    }
    println!("folder            files clean refused wrong | codes of errors");
    for folder in FOLDERS {
        if !suites.join(folder).is_dir() {
            skipped(&format!("reading the models of {folder}"), "they are not in the suites folder");
            continue;
        }
        let (mut clean, mut refused, mut wrong) = (0, 0, 0);
        let mut codes: BTreeMap<String, u32> = BTreeMap::new();
        for file in models(&suites.join(folder)) {
            let bytes = std::fs::read(&file).expect("a model");
            let problems = check(&bytes).problems;
            let errors: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
            let only_refused = errors.iter().all(|problem| REFUSALS.contains(&problem.code.as_str()));
            match (errors.is_empty(), only_refused) {
                (true, _) => clean += 1,
                (false, true) => refused += 1,
                (false, false) => wrong += 1,
            }
            for error in errors {
                assert!(!error.code.starts_with("xml-"), "{}: {}", file.display(), error.message);
                *codes.entry(error.code.clone()).or_default() += 1;
                if std::env::var("SUITES_VERBOSE").is_ok() {
                    println!(
                        "{}:{} {} {:?} {}",
                        file.display(),
                        error.place.line,
                        error.code,
                        error.element,
                        error.message
                    );
                }
            }
        }
        println!("{folder:17} {:5} {clean:5} {refused:7} {wrong:5} | {codes:?}", clean + refused + wrong);
    }
}

fn models(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let model = path.extension().is_some_and(|extension| extension == "bpmn" || extension == "xml");
            if path.is_dir() {
                folders.push(path);
            } else if model {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn suites() -> PathBuf {
    std::env::var("SUITES")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/suites"), PathBuf::from)
}
