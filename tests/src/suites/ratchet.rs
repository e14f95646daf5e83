//! What passes once must pass from then on: one file of case ids per suite, which only grows.
use super::outcome::Run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of the ratchet files.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ratchet")
}

/// Compares a run with its file. With `UPDATE_RATCHET=1` newly passing cases are added instead.
pub fn check(run: &Run) -> Result<(), String> {
    let path = folder().join(format!("{}.txt", run.suite));
    let listed: BTreeSet<String> =
        std::fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
    let known: BTreeSet<&str> = run.cases.iter().map(|c| c.id.as_str()).collect();
    if !listed.is_empty() && !listed.iter().any(|id| known.contains(id.as_str())) {
        eprintln!("{}: these are other cases than those of the ratchet; nothing is compared", run.suite);
        return Ok(());
    }
    let passed: BTreeSet<String> = run.passed().into_iter().collect();
    let lost: Vec<&String> = listed.iter().filter(|id| known.contains(id.as_str()) && !passed.contains(*id)).collect();
    if !lost.is_empty() {
        let outcomes: Vec<String> = run
            .cases
            .iter()
            .filter(|c| lost.contains(&&c.id))
            .map(|c| format!("  {}: {:?}", c.id, c.outcome))
            .collect();
        return Err(format!(
            "{}: {} cases passed before and do not now:\n{}",
            run.suite,
            lost.len(),
            outcomes.join("\n")
        ));
    }
    let fresh: Vec<&String> = passed.iter().filter(|id| !listed.contains(*id)).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    if std::env::var_os("UPDATE_RATCHET").is_some() {
        let all: BTreeSet<&String> = listed.iter().chain(&passed).collect();
        let text = all.into_iter().fold(String::new(), |text, id| text + id.as_str() + "\n");
        return std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()));
    }
    let ids: Vec<String> = fresh.iter().map(|id| format!("  {id}")).collect();
    Err(format!(
        "{}: {} cases pass that are not in the ratchet; run `make ratchet` (UPDATE_RATCHET=1) to keep them:\n{}",
        run.suite,
        ids.len(),
        ids.join("\n")
    ))
}
