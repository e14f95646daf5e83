//! Models with a known verdict about deadlocks, lost tokens and dead activities: a case passes when the analysis says the
//! same about everything that the case expects. Each is also deployed, or refused with reasons.
use super::{check, sound};
use crate::suites::outcome::{Case, Outcome, Run};
use crate::suites::{NewBackend, guarded, json};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::path::Path;
use weir_core::soundness::{FaultKind, Verdict, analyse};

#[derive(Debug, Deserialize)]
struct Cases {
    cases: Vec<Model>,
}

#[derive(Debug, Deserialize)]
struct Model {
    file: String,
    expect: Map<String, Value>,
}

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "soundness".into(), ..Run::default() };
    let [mut deploys, mut right, mut all] = [0; 3];
    for model in &cases.cases {
        let path = folder.join("models").join(&model.file);
        let outcome = guarded(|| {
            let checked = check(&path, new);
            deploys += usize::from(checked.deploys);
            let verdict = analyse(&weir_core::read::read(&std::fs::read(&path).unwrap_or_default()).model);
            let wrong: Vec<String> =
                model.expect.iter().filter_map(|(key, expected)| differs(&verdict, key, expected)).collect();
            all += model.expect.len();
            right += model.expect.len() - wrong.len();
            match sound(&checked) {
                Outcome::Passed => Outcome::of(&wrong),
                outcome => outcome,
            }
        });
        let construct = model.file.split('/').next().unwrap_or_default().to_owned();
        run.cases.push(Case { id: model.file.clone(), construct, outcome });
    }
    run.figures =
        vec![("deploy".into(), deploys), ("verdicts expected".into(), all), ("verdicts that agree".into(), right)];
    Ok(run)
}

/// Where the analysis says something else; in words.
fn differs(verdict: &Verdict, key: &str, expected: &Value) -> Option<String> {
    let found = match key {
        "safe" => verdict.safe.into(),
        "sound" => verdict.sound.into(),
        "message_relaxed_sound" => verdict.message_relaxed_sound.into(),
        "option_to_complete" => verdict.option_to_complete.into(),
        "proper_completion" => verdict.proper_completion.into(),
        "no_dead_activities" => verdict.no_dead_activities.into(),
        "ended_twice" => ids(verdict.ended_twice.iter().map(ToString::to_string)),
        "dead" => ids(verdict.dead.iter().map(ToString::to_string)),
        "problems" => problems(verdict),
        other => return Some(format!("`{other}` is not asked of the analysis")),
    };
    let same = if key == "problems" { unique(expected) == unique(&found) } else { unsorted(expected) == found };
    (!same).then(|| format!("{key} is {found}, expected {expected}"))
}

fn ids(found: impl Iterator<Item = String>) -> Value {
    found.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().into()
}

fn unsorted(expected: &Value) -> Value {
    match expected.as_array() {
        Some(list) => ids(list.iter().filter_map(Value::as_str).map(str::to_owned)),
        None => expected.clone(),
    }
}

/// A checker that only looks at structure tells of deadlocks and of missing synchronisation, once for each pair of
/// gateways; here only whether there is one.
fn problems(verdict: &Verdict) -> Value {
    let kinds = verdict.faults.iter().filter_map(|fault| match fault.kind {
        FaultKind::Deadlock => Some("deadlock"),
        FaultKind::LackOfSynchronisation => Some("lack of synchronisation"),
        _ => None,
    });
    let kinds: Vec<&str> = kinds.collect();
    if verdict.safe.is_none() { "not decided".into() } else { kinds.into() }
}

fn unique(list: &Value) -> BTreeSet<String> {
    let single = || list.as_str().map(str::to_owned).into_iter().collect();
    list.as_array().map_or_else(single, |list| list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}
