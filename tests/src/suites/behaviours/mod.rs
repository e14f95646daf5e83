//! Tricky situations, step by step.
mod actions;
mod expect;

use super::backend::{Backend, Counts, Ledger, Refusal};
use super::dom::Element;
use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded, json, model, refused};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Cases {
    cases: Vec<Definition>,
}

#[derive(Debug, Deserialize)]
struct Definition {
    id: String,
    topic: String,
    model: String,
    steps: Vec<Map<String, Value>>,
    doubt: Option<Value>,
}

/// A case under way.
struct Situation<'a> {
    backend: &'a mut dyn Backend,
    model: &'a Element,
    /// Instances by the names that the case gives them.
    named: BTreeMap<String, String>,
    ledger: Ledger,
    /// Everything that was counted so far.
    total: Counts,
    /// Tasks that the harness completed since the last look, in order, with what they saw.
    completed: Vec<(String, weir_core::instance::Variables)>,
    /// The refusal of the last action.
    refused: Option<Refusal>,
}

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "behaviours".into(), ..Run::default() };
    for case in &cases.cases {
        let document = model(&folder.join(&case.model))?;
        let xml = std::fs::read(folder.join(&case.model)).map_err(|e| e.to_string())?;
        let mut outcome = guarded(|| play(case, &document, &xml, new));
        if let Some(doubt) = &case.doubt {
            outcome = outcome.doubted(&doubt.to_string());
        }
        run.cases.push(Case { id: case.id.clone(), construct: case.topic.clone(), outcome });
    }
    Ok(run)
}

fn play(case: &Definition, document: &Element, xml: &[u8], new: NewBackend) -> Outcome {
    let mut backend = new();
    let deployed = backend.deploy(&case.model, xml);
    let asked = case.steps.iter().any(|s| s.get("do").and_then(Value::as_str) == Some("deploy"));
    let refusal = match deployed {
        Err(refusal) if !asked => return refused(&refusal),
        Err(refusal) => Some(refusal),
        Ok(_) => None,
    };
    let mut situation = Situation {
        backend: backend.as_mut(),
        model: document,
        named: BTreeMap::new(),
        ledger: Ledger::default(),
        total: Counts::default(),
        completed: vec![],
        refused: refusal,
    };
    for (n, step) in case.steps.iter().enumerate() {
        let wrong = match step.get("expect") {
            Some(Value::Object(expected)) => situation.differences(expected),
            _ => situation.act(step).err().into_iter().collect(),
        };
        if !wrong.is_empty() {
            let incidents = situation.backend.incidents();
            let stuck = incidents.iter().map(|i| format!("; incident {} at {}: {}", i.code, i.element, i.message));
            return Outcome::Failed(format!("step {}: {}{}", n + 1, wrong.join("; "), stuck.collect::<String>()));
        }
    }
    Outcome::Passed
}
