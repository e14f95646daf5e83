//! Conformance models of one construct each. They log through their script tasks, which the harness works on as jobs.
mod rewrite;
mod worker;

use super::backend::Backend;
use super::outcome::{Case, Outcome, Run};
use super::{NewBackend, guarded, json, model, refused};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use weir_core::instance::Variables;
use worker::Worker;

/// The definitions of the suite.
#[derive(Debug, Deserialize)]
struct Cases {
    expressions: BTreeMap<String, String>,
    tests: Vec<Test>,
}

#[derive(Debug, Deserialize)]
struct Test {
    file: String,
    process: String,
    construct: String,
    #[serde(default)]
    log_points: BTreeMap<String, String>,
    #[serde(default)]
    script_actions: BTreeMap<String, String>,
    doubt: Option<Doubt>,
    corrected_trace: Option<Vec<String>>,
    cases: Vec<TestCase>,
}

#[derive(Debug, Deserialize)]
struct Doubt {
    kind: String,
    why: String,
}

#[derive(Debug, Deserialize)]
struct TestCase {
    n: u32,
    #[serde(default)]
    variables: Variables,
    #[serde(default)]
    start_before: Vec<String>,
    #[serde(default)]
    wait_ms: i64,
    trace: Vec<String>,
    outcome: String,
}

/// What a run came to.
struct Ending {
    /// Why it could not be deployed or started.
    refused: Option<String>,
    /// What was logged.
    log: Vec<String>,
    /// The codes of the incidents at the end.
    incidents: Vec<String>,
    /// Jobs that were open at the same time.
    overlap: bool,
}

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let cases: Cases = json(&folder.join("cases.json"))?;
    let mut run = Run { suite: "betsy-bpmn".into(), ..Run::default() };
    for test in &cases.tests {
        let mut document = model(&folder.join("models").join(&test.file))?;
        rewrite::rewrite(&mut document, &cases.expressions);
        let xml = document.document();
        for case in &test.cases {
            let mut outcome = guarded(|| judge(test, case, &xml, new));
            if let Some(doubt) = &test.doubt {
                outcome = outcome.doubted(&format!("{}: {}", doubt.kind, doubt.why));
            }
            let id = format!("{}/{}", test.process, case.n);
            run.cases.push(Case { id, construct: test.construct.clone(), outcome });
        }
    }
    Ok(run)
}

fn judge(test: &Test, case: &TestCase, xml: &str, new: NewBackend) -> Outcome {
    let mut backend = new();
    let ending = match backend.deploy(&test.file, xml.as_bytes()) {
        Err(refusal) if case.outcome != "any-error" => return refused(&refusal),
        Err(refusal) if refusal.codes().is_empty() => {
            return Outcome::Failed(format!("refused without why: {refusal}"));
        }
        Err(refusal) => Ending { refused: Some(refusal.to_string()), log: vec![], incidents: vec![], overlap: false },
        Ok(_) => play(test, case, backend.as_mut()),
    };
    let mut wrong = vec![];
    compare_trace(test, case, ending.log, &mut wrong);
    compare_outcome(case, &ending.incidents, ending.refused.as_deref(), ending.overlap, &mut wrong);
    Outcome::of(&wrong)
}

fn play(test: &Test, case: &TestCase, backend: &mut dyn Backend) -> Ending {
    let mut worker = Worker::new(&test.log_points, &test.script_actions);
    let mut refused = None;
    let processes = case.start_before.iter().chain([&test.process]);
    for process in processes {
        if let Err(refusal) = backend.start(process, None, case.variables.clone()) {
            refused = Some(refusal.to_string());
        }
        worker.work(backend);
    }
    worker.wait(backend, case.wait_ms);
    let incidents = backend.incidents().into_iter().map(|i| format!("{} at {}: {}", i.code, i.element, i.message));
    Ending { refused, incidents: incidents.collect(), overlap: worker.overlap, log: worker.log }
}

/// Logged tokens are a multiset; a marker counts only where one is expected.
fn compare_trace(test: &Test, case: &TestCase, mut log: Vec<String>, wrong: &mut Vec<String>) {
    let mut expected = test.corrected_trace.clone().unwrap_or_else(|| case.trace.clone());
    if !expected.iter().any(|token| token == "MARKER") {
        log.retain(|token| token != "MARKER");
    }
    expected.sort();
    log.sort();
    if expected != log {
        wrong.push(format!("logged [{}], expected [{}]", log.join(" "), expected.join(" ")));
    }
}

fn compare_outcome(
    case: &TestCase,
    incidents: &[String],
    refused: Option<&str>,
    overlap: bool,
    wrong: &mut Vec<String>,
) {
    let failed = refused.is_some() || !incidents.is_empty();
    let fits = match case.outcome.as_str() {
        "no-error" => !failed,
        "runtime-error" => !incidents.is_empty(),
        "any-error" => failed,
        "uncaught-error-event" => incidents.iter().any(|i| i.starts_with("uncaught-error")),
        "overlap" => overlap,
        other => return wrong.push(format!("the harness does not know the outcome `{other}`")),
    };
    if !fits {
        let found = refused.into_iter().chain(incidents.iter().map(String::as_str)).collect::<Vec<_>>().join(", ");
        wrong.push(format!("expected {}, came [{found}]", case.outcome));
    }
}
