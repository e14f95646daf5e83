//! The conformance harness: cases that others wrote, run as they are against the engine.
//!
//! What an engine cannot express differently (expression language, what a logging step does) is put right while
//! loading, by changing the XML in memory. The cases are found in the suites folder and are no part of the project.
pub mod backend;
pub mod behaviours;
pub mod betsy;
pub mod checks;
pub mod dmn;
pub mod dom;
mod doubtful;
pub mod drive;
pub mod event_logs;
pub mod mining;
pub mod outcome;
pub mod ratchet;
pub mod report;
pub mod simulation;

use crate::skipped::skipped;
use backend::{Backend, Bare, Facade, Http};
use outcome::{Outcome, Run};
use serde::de::DeserializeOwned;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use weir_core::catalogue::REFUSALS;

/// Makes a fresh engine for each case.
pub type NewBackend = fn() -> Box<dyn Backend>;

/// Runs one suite in its folder.
type Runner = fn(&Path, NewBackend) -> Result<Run, String>;

/// The suites this harness knows, by the name of their folder.
pub const SUITES: [(&str, Runner); 11] = [
    ("behaviours", behaviours::run),
    ("betsy-bpmn", betsy::run),
    ("token-simulation", simulation::run),
    ("bpmn-rules", checks::rules::run),
    ("soundness", checks::soundness::run),
    ("miwg", checks::miwg::run),
    ("production", checks::production::run),
    ("dmn-tck", dmn::run),
    ("mining", mining::run),
    ("event-logs", event_logs::run),
    (MAIN_JOB, drive::real::run),
];

/// The main job on real input, which takes its models from the folders of others.
const MAIN_JOB: &str = "main-job";

/// The suites folder: `SUITES`, or `../shared/suites` beside the workspace; none when it is not there.
pub fn folder() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/suites");
    let folder = std::env::var_os("SUITES").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Runs a suite; none when the folder does not have it.
pub fn run(folder: &Path, suite: &str, new: NewBackend) -> Option<Result<Run, String>> {
    let (name, runner) = SUITES.iter().find(|(name, _)| *name == suite)?;
    let path = if *name == MAIN_JOB { folder.to_owned() } else { folder.join(name) };
    path.is_dir().then(|| {
        let mut run = runner(&path, new)?;
        doubtful::mark(&mut run);
        Ok(run)
    })
}

/// The engine that cases run on: `BACKEND`, `facade` (the whole engine, the default), `http` (the same behind its API),
/// `weir` (the same, and files are deployed by `weir deploy`) or `bare` (the core alone).
pub fn engine() -> NewBackend {
    match std::env::var("BACKEND").as_deref() {
        Err(_) | Ok("facade") => facade,
        Ok("http") => http,
        Ok("bare") => bare,
        Ok("weir") => command_line,
        Ok(other) => panic!("BACKEND is `{other}`; it is `facade`, `http`, `weir` or `bare`"),
    }
}

/// The whole engine.
pub fn facade() -> Box<dyn Backend> {
    Box::new(Facade::new().expect("an engine can be opened"))
}

/// The whole engine behind its API.
pub fn http() -> Box<dyn Backend> {
    Box::new(Http::new().expect("a server can be started"))
}

/// The whole engine behind its API, with files deployed by `weir deploy`.
pub fn command_line() -> Box<dyn Backend> {
    Box::new(Http::with_command_line().expect("a server can be started"))
}

/// The core alone.
pub fn bare() -> Box<dyn Backend> {
    Box::new(Bare::new())
}

/// Why there is no suite.
pub fn absent() -> String {
    "it is not in the suites folder, `../shared/suites` beside the workspace or what SUITES names".to_owned()
}

/// For tests: runs a suite and holds it against its ratchet. Without a suites folder it says so in one line.
pub fn check(suite: &str, new: NewBackend) {
    checked(suite, new);
}

/// For tests: the models of production, of which enough deploy with nothing unmapped, whichever collection they are of.
pub fn check_production(new: NewBackend) {
    let Some(run) = checked("production", new) else { return };
    let (mapped, least) = (checks::production::unmapped_free(&run), checks::production::UNMAPPED_FREE_MIN);
    assert!(mapped >= least, "{mapped} of 100 models deploy with nothing unmapped, and {least} are promised");
}

/// For tests: the main job, of which every case ends or is one of those that are known not to; and what is said of single
/// cases is said of cases that are there.
pub fn check_main_job(new: NewBackend) {
    let Some(run) = checked(MAIN_JOB, new) else { return };
    // Another collection has other cases, of which nothing is known here.
    if std::env::var_os("SUITES").is_some() {
        return;
    }
    let known = drive::real::Known::read().expect("what is known of single models");
    let wrong = drive::real::faults(&run, &known);
    assert!(wrong.is_empty(), "{MAIN_JOB}:\n  {}", wrong.join("\n  "));
}

fn checked(suite: &str, new: NewBackend) -> Option<Run> {
    let Some(run) = folder().and_then(|folder| run(&folder, suite, new)) else {
        skipped(&format!("the suite {suite}"), &absent());
        return None;
    };
    let run = run.expect("the suite can be read");
    for (figure, count) in &run.figures {
        println!("{suite}: {count} {figure}");
    }
    let checked: Vec<String> =
        [&run].into_iter().chain(&run.stricter).filter_map(|run| ratchet::check(run).err()).collect();
    assert!(checked.is_empty(), "{}", checked.join("\n"));
    Some(run)
}

/// Reads a JSON file of a suite.
fn json<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", path.display()))
}

/// Reads a model into a tree that can be changed.
fn model(path: &Path) -> Result<dom::Element, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    dom::parse(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// A panic of the engine fails its case, not the others.
fn guarded(case: impl FnOnce() -> Outcome) -> Outcome {
    catch_unwind(AssertUnwindSafe(case)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap_or_default();
        Outcome::Failed(format!("panicked: {text}"))
    })
}

/// A refused model: unsupported when all it is refused for is correct but not executed, else failed.
fn refused(refusal: &backend::Refusal) -> Outcome {
    let codes = refusal.codes();
    if not_yet(&codes) { Outcome::Unsupported(codes) } else { Outcome::Failed(format!("refused: {refusal}")) }
}

/// Is a model refused only because the engine does not execute it?
fn not_yet(codes: &[String]) -> bool {
    let refusal = |code: &String| REFUSALS.contains(&code.as_str());
    codes.iter().any(refusal) && codes.iter().all(|code| refusal(code) || code == FOLLOWS)
}

/// What else is said of a model because an element in it is not executed.
const FOLLOWS: &str = "dangling-reference";
