//! A BPMN file becomes a [`Model`], a list of problems, and an account of what became of every part of it.
//!
//! Reading never fails half-way and never panics: what cannot be read is left out and named. The audit holds the file
//! against the catalogue, so that nothing in it is silently ignored.
mod approval;
mod audit;
mod correlation;
mod data;
mod decision_tasks;
mod disposition;
pub(crate) mod document;
mod events;
mod extensions;
mod forms;
mod global_tasks;
mod links;
mod listeners;
mod loops;
mod mapping;
mod nested;
mod nodes;
pub(crate) mod operations;
mod people;
mod processes;
mod references;
mod roots;
mod said_twice;
mod settings;
mod skip;
mod texts;
mod work;
mod written;
use crate::model::Model;
use crate::problem::Problem;
pub(crate) use audit::did_you_mean;
pub(crate) use disposition::Account;
pub use disposition::{Became, Disposition};
use document::Document;
pub(crate) use extensions::mistyped;

/// What a file says, and what is doubtful about it.
#[derive(Debug, Default)]
pub struct Reading {
    /// The model, as far as the file could be read.
    pub model: Model,
    /// What is doubtful, in the order of the file.
    pub problems: Vec<Problem>,
    /// What became of every attribute and child element.
    pub dispositions: Vec<Disposition>,
}

/// Reads a BPMN file. Rules about the model as a whole are [`validate`](crate::validate)'s.
///
/// ```
/// let reading = weir_core::read::read(br#"
///     <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
///       <process id="p"><startEvent id="s"/><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/></process>
///     </definitions>"#);
/// assert!(reading.problems.is_empty());
/// assert_eq!(reading.model.processes[0].nodes.len(), 2);
/// ```
pub fn read(bytes: &[u8]) -> Reading {
    let (document, mut problems) = Document::open(bytes);
    let mut reading = convert(&document);
    reading.problems.append(&mut problems);
    reading.problems.sort_by_key(|problem| problem.place);
    reading
}

/// The model of an opened file.
pub(crate) fn convert(document: &Document) -> Reading {
    if !document.is_bpmn() {
        return Reading { problems: document.not_bpmn().into_iter().collect(), ..Reading::default() };
    }
    let (mut problems, dispositions) = audit::audit(document);
    problems.extend(references::check(document));
    problems.extend(links::check(document));
    problems.extend(data::twice(document));
    let model = roots::model(document, &mut problems);
    Reading { model, problems, dispositions }
}
