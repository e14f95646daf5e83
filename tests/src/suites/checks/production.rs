//! Models that run in production, written for another engine: how many deploy unchanged?
use super::{Checked, check_on, errors, sound};
use crate::suites::outcome::{Case, Outcome, Run};
use crate::suites::{NewBackend, guarded, json, not_yet};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use weir_core::Severity;
use weir_core::read::Became;

/// What of a collection deploys with nothing unmapped.
const UNMAPPED_FREE: &str = "deploy with nothing unmapped";

/// Of a hundred models, at least so many deploy with nothing unmapped.
pub const UNMAPPED_FREE_MIN: usize = 80;

/// How many of a hundred models deploy with nothing unmapped.
#[must_use]
pub fn unmapped_free(run: &Run) -> usize {
    let found = run.figures.iter().find(|(figure, _)| figure == UNMAPPED_FREE);
    found.map_or(0, |(_, count)| count * 100 / run.cases.len().max(1))
}

#[derive(Debug, Deserialize)]
pub(in crate::suites) struct File {
    pub file: String,
    pub origin: String,
}

/// Runs the suite. A case passes when it deploys; one that is refused for more than what is not executed
/// fails with its first reasons.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let index: Vec<File> = json(&folder.join("index.json"))?;
    let mut run = Run { suite: "production".into(), ..Run::default() };
    let [mut deploys, mut mapped, mut refused, mut kept] = [0; 4];
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    // One engine takes them all, as in a house that moves over with all it has.
    let mut engine = new();
    for file in &index {
        let outcome = guarded(|| {
            let checked = check_on(&folder.join(&file.file), &mut *engine);
            deploys += usize::from(checked.deploys);
            mapped += usize::from(checked.deploys && nothing_unmapped(&checked));
            refused += usize::from(!checked.deploys);
            kept += usize::from(checked.prepared.problems.iter().any(is_of_clean_up));
            let named: BTreeSet<String> = errors(&checked.prepared.problems).iter().map(|p| p.code.clone()).collect();
            for code in named {
                *codes.entry(code).or_default() += 1;
            }
            match sound(&checked) {
                Outcome::Passed if !checked.deploys => not_deployed(&checked),
                outcome => outcome,
            }
        });
        let construct = file.origin.split('/').next().unwrap_or_default().to_owned();
        run.cases.push(Case { id: file.file.clone(), construct, outcome });
    }
    run.figures = vec![
        ("deploy".into(), deploys),
        (UNMAPPED_FREE.into(), mapped),
        ("say when history may be cleaned up, which is not built".into(), kept),
        ("refused, each with element, line and reason".into(), refused),
    ];
    run.figures
        .extend(codes.into_iter().map(|(code, count)| (format!("refused for {code}, alone or with others"), count)));
    Ok(run)
}

/// Is every attribute executed, mapped to something of ours, or documentation? What has no effect is none of these, but
/// for the time after which history may be cleaned up, of which the process itself knows nothing: it has its own figure.
fn nothing_unmapped(checked: &Checked) -> bool {
    let refused = checked.prepared.dispositions.iter().any(|d| matches!(d.became, Became::Refused(_)));
    let lost = |p: &weir_core::Problem| p.code.ends_with("-not-executed") || p.code.ends_with("-unused");
    let unexecuted = |p: &weir_core::Problem| p.severity == Severity::Warning && lost(p) && !is_of_clean_up(p);
    !refused && !checked.prepared.problems.iter().any(unexecuted)
}

fn is_of_clean_up(problem: &weir_core::Problem) -> bool {
    problem.code == "extension-unused" && problem.message.contains("historyTimeToLive")
}

/// Refused for what is correct but not executed, or for something else.
fn not_deployed(checked: &Checked) -> Outcome {
    let codes: BTreeSet<String> = errors(&checked.prepared.problems).iter().map(|p| p.code.clone()).collect();
    let codes: Vec<String> = codes.into_iter().collect();
    if codes.is_empty() || not_yet(&codes) { Outcome::Unsupported(codes) } else { Outcome::Failed(reasons(checked)) }
}

fn reasons(checked: &Checked) -> String {
    let mut list: Vec<String> = errors(&checked.prepared.problems)
        .into_iter()
        .map(|p| {
            let element = p.element.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{} {element} line {}: {}", p.code, p.place.line, p.message)
        })
        .collect();
    list.truncate(3);
    format!("refused: {}", list.join("; "))
}
