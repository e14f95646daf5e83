//! Suites that only check: every file is read, checked and compiled; nothing may panic, and whoever refuses says why.
pub mod exact;
pub mod interchange;
pub mod miwg;
pub mod production;
pub mod rules;
pub mod soundness;

use super::NewBackend;
use super::backend::Backend;
use super::outcome::Outcome;
use std::path::Path;
use weir_core::compile::{Prepared, prepare};
use weir_core::{Problem, Severity};

/// What became of a file.
pub struct Checked {
    /// What the compiler said.
    pub prepared: Prepared,
    /// Was it accepted?
    pub deploys: bool,
    /// What a check may never do.
    pub wrong: Vec<String>,
}

/// Checks a file, and deploys it on an engine of its own.
pub fn check(path: &Path, new: NewBackend) -> Checked {
    check_on(path, &mut *new())
}

/// Checks a file, and has an engine deploy it: what counts is whether the engine takes it. It takes what has no errors,
/// and refuses everything else with code and line.
pub fn check_on(path: &Path, engine: &mut dyn Backend) -> Checked {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let wrong = vec![format!("{}: {error}", path.display())];
            return Checked { prepared: Prepared::default(), deploys: false, wrong };
        }
    };
    let prepared = prepare(&bytes);
    let errors = errors(&prepared.problems);
    let mut wrong = vec![];
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let deployed = engine.deploy(&name, &bytes);
    match &deployed {
        Ok(_) if !errors.is_empty() => wrong.push(format!("deployed, with {} errors", errors.len())),
        Err(refusal) if refusal.codes().is_empty() => wrong.push("refused without a code".into()),
        Err(refusal) if errors.is_empty() => wrong.push(format!("no errors, yet refused: {refusal}")),
        Err(_) if !errors.iter().any(|p| !p.code.is_empty() && p.place.line > 0) => {
            wrong.push("refused without code and line".into());
        }
        _ => {}
    }
    Checked { deploys: deployed.is_ok(), prepared, wrong }
}

/// The problems that refuse a model.
pub fn errors(problems: &[Problem]) -> Vec<&Problem> {
    problems.iter().filter(|p| p.severity == Severity::Error).collect()
}

/// Passed when nothing went wrong that may never go wrong.
pub fn sound(checked: &Checked) -> Outcome {
    Outcome::of(&checked.wrong)
}
