//! The files that are simulated: processes and decisions, compiled by the core and judged as they would be deployed.
use crate::refusal::Refusal;
use weir_core::compile::prepare;
use weir_core::decision::{Decisions, File, is_dmn};
use weir_core::{Process, Severity, soundness};

/// How many files one simulation may have.
pub const FILES_MAX: usize = 200;

/// Processes and decisions.
#[derive(Debug, Clone, Default)]
pub struct Model {
    files: Vec<(String, Vec<u8>)>,
    pub(crate) decisions: Vec<Decisions>,
    /// The ids of its processes.
    pub processes: Vec<String>,
}

impl Model {
    /// Reads BPMN and DMN files, each with its name. A model that could not be deployed, or is not sound, is refused
    /// with all its reasons.
    pub fn read(files: &[(&str, &[u8])]) -> Result<Model, Vec<Refusal>> {
        let mut model = Model::default();
        let mut refusals = vec![];
        if files.len() > FILES_MAX {
            let message = format!("there are more than {FILES_MAX} files: simulate fewer processes together");
            return Err(vec![Refusal::new("simulation-limit", None, message)]);
        }
        let dmn: Vec<File> =
            files.iter().filter(|(_, b)| is_dmn(b)).map(|(name, bytes)| File { name, bytes }).collect();
        for (name, bytes) in files {
            if is_dmn(bytes) {
                let others = dmn.iter().filter(|file| file.name != *name).copied();
                let whole: Vec<File> = [File { name, bytes }].into_iter().chain(others).collect();
                let (decisions, problems) = Decisions::compile(&whole);
                refused(name, &problems, &mut refusals);
                model.decisions.push(decisions);
            } else {
                let prepared = prepare(bytes);
                refused(name, &prepared.problems, &mut refusals);
                unsound(name, bytes, &mut refusals);
                for process in &prepared.processes {
                    let id = process.id().to_string();
                    if model.processes.contains(&id) {
                        let message = format!("`{name}` has a process that another file has too: give one of them");
                        refusals.push(Refusal::at("simulation-duplicate", &id, message));
                    }
                    model.processes.push(id);
                }
                model.files.push(((*name).to_owned(), bytes.to_vec()));
            }
        }
        if refusals.is_empty() && model.processes.is_empty() {
            let message = "no file has a process that can be executed: give a BPMN file with one";
            refusals.push(Refusal::new("simulation-no-process", None, message));
        }
        if refusals.is_empty() { Ok(model) } else { Err(refusals) }
    }

    /// The ids of all elements of its processes.
    pub fn elements(&self) -> std::collections::BTreeSet<String> {
        let compiled = self.compiled();
        compiled.iter().flat_map(|p| p.graph.node_weights()).map(|element| element.id.to_string()).collect()
    }

    /// Its processes, compiled anew: a scenario may change how their gateways decide.
    pub(crate) fn compiled(&self) -> Vec<Process> {
        self.files.iter().flat_map(|(_, bytes)| prepare(bytes).processes).collect()
    }
}

fn refused(file: &str, problems: &[weir_core::Problem], refusals: &mut Vec<Refusal>) {
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        let at = problem.element.as_ref().map(ToString::to_string);
        let message = format!("`{file}`, line {}: {} ({})", problem.place.line, problem.message, problem.code);
        refusals.push(Refusal::new("simulation-model-refused", at, message));
    }
}

/// What can get stuck would stay in every figure as a case that never ends.
fn unsound(file: &str, bytes: &[u8], refusals: &mut Vec<Refusal>) {
    let model = weir_core::read::read(bytes).model;
    let verdict = soundness::analyse(&model);
    if verdict.message_relaxed_sound == Some(false) {
        for problem in soundness::check(&model) {
            let at = problem.element.as_ref().map(ToString::to_string);
            let message = format!("`{file}`, line {}: {} ({})", problem.place.line, problem.message, problem.code);
            refusals.push(Refusal::new("simulation-model-unsound", at, message));
        }
    }
}
