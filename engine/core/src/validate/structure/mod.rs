//! Rules about parts of a file that only document: data, pools, operations. They look at the file itself, since the model
//! keeps what is executed. What they find cannot change what is executed, so most of it is a warning.
mod activities;
mod associations;
mod choices;
mod choreographies;
mod collaborations;
mod conversations;
mod data;
mod diagrams;
mod event_data;
mod expressions;
mod gateways;
mod imports;
mod items;
mod lanes;
mod operations;
mod required;
mod roles;
mod values;
use crate::problem::{Problem, Severity};
use crate::read::document::Document;

/// What is doubtful about the parts that document.
pub(crate) fn check(document: &Document) -> Vec<Problem> {
    const RULES: &[fn(&Document, &mut Vec<Problem>)] = &[
        imports::check,
        required::check,
        values::check,
        choices::check,
        expressions::check,
        activities::check,
        roles::check,
        gateways::check,
        event_data::check,
        data::check,
        associations::check,
        items::check,
        operations::check,
        lanes::check,
        collaborations::check,
        conversations::check,
        choreographies::check,
        diagrams::check,
    ];
    let mut problems = Vec::new();
    for rule in RULES {
        rule(document, &mut problems);
    }
    problems
}

/// A warning about an element.
fn warning(document: &Document, number: usize, code: &str, message: impl Into<String>) -> Problem {
    Problem::warning(code, document.owner(number).as_ref(), document.place(number), message)
}

/// An error about an element.
fn error(document: &Document, number: usize, code: &str, message: impl Into<String>) -> Problem {
    Problem { severity: Severity::Error, ..warning(document, number, code, message) }
}

/// The elements of that name.
fn all<'a>(document: &'a Document, tag: &'a str) -> impl Iterator<Item = usize> + 'a {
    document.bpmn().filter(move |(_, entry)| entry.tag == tag).map(|(number, _)| number)
}

/// The children of that name.
fn children<'a>(document: &'a Document, of: usize, tag: &'a str) -> impl Iterator<Item = usize> + 'a {
    document.children(of).filter(move |child| document.tag(*child) == tag)
}

/// The elements that the children of that name refer to.
fn referred<'a>(document: &'a Document, of: usize, tag: &'a str) -> impl Iterator<Item = usize> + 'a {
    children(document, of, tag).filter_map(|child| document.resolve(child, &document.tree.text(child)))
}

/// The element that an attribute refers to.
fn target(document: &Document, number: usize, attribute: &str) -> Option<usize> {
    document.resolve(number, document.element(number).get(attribute)?)
}

/// The process around an element.
fn process_of(document: &Document, number: usize) -> Option<usize> {
    let mut next = Some(number);
    while let Some(at) = next {
        if document.tag(at) == "process" {
            return Some(at);
        }
        next = document.element(at).parent;
    }
    None
}

/// Whether a process says that it is executable.
fn is_executable(document: &Document, process: usize) -> bool {
    matches!(document.element(process).get("isExecutable"), Some("true" | "1"))
}
