//! What passes once must pass from then on: one file of case ids per suite, which only grows.
use super::outcome::Run;
use crate::skipped::skipped;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a comparison says when it finds nothing lost.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The cases of the file all pass, and no others do.
    Same,
    /// These pass and are not in the file yet.
    Fresh(Vec<String>),
    /// None of the cases is in the file: another collection than the one it was made from.
    Other,
}

/// The folder of the ratchet files.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ratchet")
}

/// Compares a run with its file. With `UPDATE_RATCHET=1` newly passing cases are added instead.
///
/// A folder that `SUITES` names may hold other cases, with which nothing is compared; the one beside the workspace not.
pub fn check(run: &Run) -> Result<(), String> {
    let path = folder().join(format!("{}.txt", run.suite));
    let listed: BTreeSet<String> =
        std::fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
    let fresh = match compare(&listed, run, std::env::var_os("SUITES").is_some())? {
        Verdict::Same => return Ok(()),
        Verdict::Other => {
            let why = format!("none of the {} cases that SUITES names is in the ratchet", run.cases.len());
            skipped(&format!("the ratchet of the suite {}", run.suite), &why);
            return Ok(());
        }
        Verdict::Fresh(ids) => ids,
    };
    if std::env::var_os("UPDATE_RATCHET").is_some() {
        let all: BTreeSet<&String> = listed.iter().chain(&fresh).collect();
        let text = all.into_iter().fold(String::new(), |text, id| text + id.as_str() + "\n");
        return std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()));
    }
    Err(format!(
        "{}: {} cases pass that are not in the ratchet; run `make ratchet` (UPDATE_RATCHET=1) to keep them:\n{}",
        run.suite,
        fresh.len(),
        lines(&fresh)
    ))
}

/// Holds a run against the ids that passed before. Cases that are gone are lost like those that fail: else a suite could
/// shrink to nothing and stay green.
pub fn compare(listed: &BTreeSet<String>, run: &Run, elsewhere: bool) -> Result<Verdict, String> {
    let known: BTreeSet<&str> = run.cases.iter().map(|c| c.id.as_str()).collect();
    if known.is_empty() {
        return Err(format!("{}: no case was run; look at the suites folder", run.suite));
    }
    let gone: Vec<String> = listed.iter().filter(|id| !known.contains(id.as_str())).cloned().collect();
    if elsewhere && !gone.is_empty() && gone.len() == listed.len() {
        return Ok(Verdict::Other);
    }
    if !gone.is_empty() {
        return Err(format!(
            "{}: {} cases of the ratchet are not in the suite any more:\n{}",
            run.suite,
            gone.len(),
            lines(&gone)
        ));
    }
    let passed: BTreeSet<String> = run.passed().into_iter().collect();
    let lost = run.cases.iter().filter(|c| listed.contains(&c.id) && !passed.contains(&c.id));
    let lost: Vec<String> = lost.map(|c| format!("{}: {:?}", c.id, c.outcome)).collect();
    if !lost.is_empty() {
        return Err(format!("{}: {} cases passed before and do not now:\n{}", run.suite, lost.len(), lines(&lost)));
    }
    let fresh: Vec<String> = passed.difference(listed).cloned().collect();
    Ok(if fresh.is_empty() { Verdict::Same } else { Verdict::Fresh(fresh) })
}

fn lines(ids: &[String]) -> String {
    ids.iter().map(|id| format!("  {id}")).collect::<Vec<_>>().join("\n")
}
