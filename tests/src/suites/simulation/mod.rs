//! What a token simulator does with small models, as numbers per sequence flow and node.
mod compare;
mod events;
mod messages;
mod play;
mod rewrite;

use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded, json, model, refused};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Cases {
    tests: Vec<Test>,
}

#[derive(Debug, Deserialize)]
struct Test {
    name: String,
    group: String,
    file: String,
    steps: Vec<Step>,
    #[serde(default)]
    scheduling_sensitive: Vec<String>,
    doubt: Option<serde_json::Value>,
}

/// One step of a run.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Step {
    /// From now on this gateway sends its tokens over these flows.
    Choose { gateway: String, flows: Vec<String> },
    /// This activity waits.
    Hold { element: String },
    /// A start event happens.
    Start { element: String },
    /// A waiting element goes on.
    Trigger { element: String },
    /// A message goes over a message flow.
    MessageFlow { element: String },
    /// What must have happened since the last look.
    Expect(Expected),
}

#[derive(Debug, Deserialize)]
struct Expected {
    flows: Option<BTreeMap<String, usize>>,
    activated: Option<BTreeMap<String, usize>>,
    open: Option<BTreeMap<String, usize>>,
    instances_open: Option<usize>,
    #[serde(default)]
    no_normal_exit: BTreeMap<String, usize>,
}

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "token-simulation".into(), ..Run::default() };
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for test in &cases.tests {
        let number = numbers.entry(&test.file).or_default();
        *number += 1;
        let id = if *number == 1 { test.name.clone() } else { format!("{}/{number}", test.name) };
        let path = folder.join("models").join(&test.file);
        let mut outcome = guarded(|| judge(test, &path, new));
        if let Some(doubt) = &test.doubt {
            outcome = outcome.doubted(&doubt.to_string());
        }
        run.cases.push(Case { id, construct: test.group.clone(), outcome });
    }
    Ok(run)
}

fn judge(test: &Test, path: &Path, new: NewBackend) -> Outcome {
    let mut document = match model(path) {
        Ok(document) => document,
        Err(error) => return Outcome::Failed(error),
    };
    let plan = match rewrite::rewrite(&mut document, &test.steps) {
        Ok(plan) => plan,
        Err(error) => return Outcome::Failed(format!("the harness cannot express it: {error}")),
    };
    let mut backend = new();
    if !plan.processes.is_empty()
        && let Err(refusal) = backend.deploy(&test.file, document.document().as_bytes())
    {
        return refused(&refusal);
    }
    play::play(test, &plan, &document, backend.as_mut())
}
