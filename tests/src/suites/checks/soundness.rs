//! Models with a known verdict about deadlocks and lost tokens. What is checked today: each is read without a panic and
//! deployed or refused with reasons. The figures say how far findings and verdicts agree.
use super::{check, sound};
use crate::suites::outcome::{Case, Run};
use crate::suites::{NewBackend, guarded, json};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::path::Path;
use weir_core::Severity;

#[derive(Debug, Deserialize)]
struct Cases {
    cases: Vec<Model>,
}

#[derive(Debug, Deserialize)]
struct Model {
    file: String,
    expect: Map<String, Value>,
}

/// Codes by which an analysis reports what the suite asks for.
const CODES: [&str; 7] = [
    "deadlock",
    "lack-of-synchronisation",
    "dead-element",
    "improper-completion",
    "unreachable",
    "unsafe",
    "no-option-to-complete",
];

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "soundness".into(), ..Run::default() };
    let [mut deploys, mut broken, mut found, mut alarms] = [0; 4];
    for model in &cases.cases {
        let path = folder.join("models").join(&model.file);
        let bad = is_broken(&model.expect);
        broken += usize::from(bad);
        let outcome = guarded(|| {
            let checked = check(&path, new);
            deploys += usize::from(checked.deploys);
            let finding = checked
                .prepared
                .problems
                .iter()
                .any(|p| p.severity != Severity::Note && CODES.contains(&p.code.as_str()));
            found += usize::from(finding && bad);
            alarms += usize::from(finding && !bad);
            sound(&checked)
        });
        let construct = model.file.split('/').next().unwrap_or_default().to_owned();
        run.cases.push(Case { id: model.file.clone(), construct, outcome });
    }
    run.figures = vec![
        ("deploy".into(), deploys),
        ("have a fault by their verdict".into(), broken),
        ("of these have a finding of the analysis".into(), found),
        ("sound models with such a finding".into(), alarms),
    ];
    Ok(run)
}

fn is_broken(expect: &Map<String, Value>) -> bool {
    expect.iter().any(|(key, value)| match key.as_str() {
        "problems" => value.as_array().is_some_and(|list| !list.is_empty()),
        // A relaxed verdict adds nothing: what is not relaxed sound is not sound.
        "message_relaxed_sound" | "safe" => false,
        _ => value == &Value::Bool(false),
    })
}
