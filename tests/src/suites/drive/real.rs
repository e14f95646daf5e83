//! The main job on real input: whatever deploys of the reference and production models is driven as far as it goes.
use super::{Driven, Fate, drive};
use crate::suites::checks::production;
use crate::suites::outcome::{Case, Outcome, Run};
use crate::suites::{NewBackend, guarded, json, ratchet};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use weir_core::Severity;
use weir_core::compile::prepare;

/// A file that deploys.
struct Model {
    id: String,
    path: PathBuf,
    processes: Vec<String>,
    calls: Vec<String>,
}

/// What is known of single models, kept beside the ratchet, by the ids of their cases.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Values to try for variables: what workers, scripts and people of the model would give, where its conditions alone do
    /// not tell. `a.b` is the `b` of `a`.
    pub values: BTreeMap<String, BTreeMap<String, Vec<Value>>>,
    /// Those that do not come to an end, and why: this list only gets shorter.
    pub open: BTreeMap<String, String>,
}

impl Known {
    /// As it is kept.
    pub fn read() -> Result<Known, String> {
        json(&ratchet::folder().join("main-job.json"))
    }
}

/// What must not be after a run: cases that neither end nor are known not to, and words about cases that are not there.
pub fn faults(run: &Run, known: &Known) -> Vec<String> {
    let ids: BTreeSet<&String> = run.cases.iter().map(|case| &case.id).collect();
    let named = known.values.keys().chain(known.open.keys());
    let strangers = named.filter(|id| !ids.contains(id)).map(|id| format!("{id}: there is no such case"));
    let failed = run.cases.iter().filter_map(|case| match &case.outcome {
        Outcome::Passed | Outcome::Doubtful(_) => None,
        outcome => Some(format!("{}: {outcome:?}", case.id)),
    });
    failed.chain(strangers).collect()
}

/// How a process came to where it is.
struct Came {
    fate: Fate,
    /// Did it need nobody: was no incident resolved by setting variables, and no process that it calls stood in for?
    alone: bool,
}

/// The same cases, of which those pass that came to their end without help.
const ALONE: &str = "main-job-alone";

/// Drives every process of every file that deploys. A case passes when its instance ends; it is doubtful when it does not
/// and [`Known::open`] says why; everything else has failed, also what is listed there and ends.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let (models, known) = (models(folder)?, Known::read()?);
    let mut home: BTreeMap<&str, &Model> = BTreeMap::new();
    for model in &models {
        for process in &model.processes {
            home.entry(process).or_insert(model);
        }
    }
    let mut run = Run { suite: "main-job".into(), ..Run::default() };
    let mut alone = Run { suite: ALONE.into(), ..Run::default() };
    let mut fates: BTreeMap<&str, usize> = BTreeMap::new();
    for model in &models {
        for process in &model.processes {
            let (mut word, mut helped) = ("panicked", true);
            let id = format!("{}#{process}", model.id);
            let outcome = guarded(|| {
                let given = known.values.get(&id).cloned().unwrap_or_default();
                let came = came(model, process, &home, given, new);
                (word, helped) = (came.fate.word(), !came.alone);
                judge(known.open.get(&id), &came.fate)
            });
            *fates.entry(word).or_default() += 1;
            let construct = model.id.split('/').next().unwrap_or_default().to_owned();
            let strict = if helped { Outcome::Unsupported(vec!["help".into()]) } else { outcome.clone() };
            alone.cases.push(Case { id: id.clone(), construct: construct.clone(), outcome: strict });
            run.cases.push(Case { id, construct, outcome });
        }
    }
    run.figures = fates.into_iter().map(|(word, count)| (word.to_owned(), count)).collect();
    let why = "ended without help: no incident resolved by setting variables, no called process stood in for";
    run.figures.push((why.into(), alone.passed().len()));
    run.stricter.push(alone);
    run.figures.push(("files that deploy".into(), models.len()));
    Ok(run)
}

fn came(
    model: &Model,
    process: &str,
    home: &BTreeMap<&str, &Model>,
    given: BTreeMap<String, Vec<Value>>,
    new: NewBackend,
) -> Came {
    let helped = |fate| Came { fate, alone: false };
    let mut backend = new();
    let (mut wanted, mut there, mut strangers) = (vec![model], Vec::<&str>::new(), BTreeSet::<&str>::new());
    let mut documents = vec![];
    while let Some(next) = wanted.pop() {
        if there.contains(&next.id.as_str()) {
            continue;
        }
        let bytes = std::fs::read(&next.path).unwrap_or_default();
        if let Err(refusal) = backend.deploy(&next.id, &bytes) {
            return helped(Fate::NotStarted(refusal.to_string()));
        }
        match crate::suites::model(&next.path) {
            Ok(document) => documents.push(document),
            Err(error) => return helped(Fate::NotStarted(error)),
        }
        there.push(&next.id);
        wanted.extend(next.calls.iter().filter_map(|called| home.get(called.as_str())));
        strangers.extend(
            next.calls.iter().filter(|called| !home.contains_key(called.as_str()) && is_id(called)).map(String::as_str),
        );
    }
    // What a worker names who is asked what is called.
    strangers.insert("named-by-a-worker");
    for called in &strangers {
        if let Err(refusal) = backend.deploy(called, stand_in(called).as_bytes()) {
            return helped(Fate::NotStarted(refusal.to_string()));
        }
    }
    let Driven { fate, resolved } = drive(backend.as_mut(), &documents, process, given);
    let stood_in = backend.instances().iter().any(|instance| strangers.contains(instance.process.as_str()));
    Came { fate, alone: resolved == 0 && !stood_in }
}

/// Whether a call names its process: what it computes is not known before it runs.
fn is_id(called: &str) -> bool {
    called.chars().all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
}

/// A process that stands in no file is stood in for by one with a job, which is done like any other.
fn stand_in(called: &str) -> String {
    format!(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' targetNamespace='stand-in'><process id='{called}' \
         isExecutable='true'><startEvent id='begin'/><serviceTask id='stand-in'/><endEvent id='end'/><sequenceFlow id='in' \
         sourceRef='begin' targetRef='stand-in'/><sequenceFlow id='out' sourceRef='stand-in' targetRef='end'/></process>\
         </definitions>"
    )
}

/// A case, and why it is expected not to end, if it is.
fn judge(open: Option<&String>, fate: &Fate) -> Outcome {
    let outcome = match fate {
        Fate::Ended if open.is_some() => {
            return Outcome::Failed("it ends now: take it off the list of those that do not".into());
        }
        Fate::Ended => Outcome::Passed,
        Fate::Waits(waits) => Outcome::Failed(format!("waits for {}", waits.join(", "))),
        Fate::Stuck(incidents) => Outcome::Failed(format!("stuck: {}", incidents.join("; "))),
        Fate::Endless => Outcome::Failed(format!("not at an end after {} steps", super::STEPS_MAX)),
        Fate::NotStarted(why) => Outcome::Failed(format!("not started: {why}")),
        Fate::Lost => Outcome::Failed("waits for nothing and has not ended".into()),
    };
    open.map_or(outcome.clone(), |why| outcome.doubted(why))
}

impl Fate {
    fn word(&self) -> &'static str {
        match self {
            Fate::Ended => "ended",
            Fate::Waits(_) => "wait for something named",
            Fate::Stuck(_) => "have an incident",
            Fate::Endless => "went on and on",
            Fate::NotStarted(_) => "could not be started",
            Fate::Lost => "wait for nothing",
        }
    }
}

/// The files of both folders that deploy.
fn models(folder: &Path) -> Result<Vec<Model>, String> {
    let mut paths: Vec<String> = vec![];
    if let Ok(entries) = std::fs::read_dir(folder.join("miwg/reference")) {
        let names = entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned());
        paths.extend(
            names
                .filter(|n| Path::new(n).extension().is_some_and(|e| e == "bpmn"))
                .map(|n| format!("miwg/reference/{n}")),
        );
    }
    paths.sort();
    let index = folder.join("production/index.json");
    if index.is_file() {
        let files: Vec<production::File> = json(&index)?;
        paths.extend(files.into_iter().map(|f| format!("production/{}", f.file)));
    }
    let mut models = vec![];
    for id in paths {
        let path = folder.join(&id);
        let prepared = prepare(&std::fs::read(&path).map_err(|e| e.to_string())?);
        if prepared.problems.iter().any(|p| p.severity == Severity::Error) {
            continue;
        }
        let document = crate::suites::model(&path)?;
        let calls = document.all().into_iter().filter_map(|e| e.get("calledElement")).map(str::to_owned).collect();
        let processes = prepared.processes.iter().map(|p| p.id().to_string()).collect();
        models.push(Model { id, path, processes, calls });
    }
    Ok(models)
}
