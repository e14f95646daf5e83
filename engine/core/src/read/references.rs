//! References: the element must exist, and be of a kind that fits.
use super::document::{Document, Target};
use crate::catalogue::{Content, Entry, Family, Status};
use crate::problem::{Place, Problem, Severity};
use std::collections::BTreeSet;

/// Checks every reference of the catalogue: attributes and elements that hold an id.
pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let errors = document.bpmn().filter(|(_, entry)| entry.tag == "error");
    let errors: Vec<Option<&str>> =
        errors.map(|(number, _)| document.element(number).get("errorCode").map(str::trim)).collect();
    let (declares, codes) = (!errors.is_empty(), errors.into_iter().flatten().collect::<BTreeSet<_>>());
    for (number, entry) in document.bpmn() {
        for attribute in &document.element(number).attributes {
            let known = entry.attribute(&attribute.name.local).filter(|_| attribute.name.namespace.is_empty());
            let Some(known) = known.filter(|known| !known.refers.is_empty()) else { continue };
            if document.by_itself(number, known.name, &attribute.value) {
                if declares && !codes.contains(attribute.value.trim()) {
                    problems.push(taken_itself(document, number, known.name, &attribute.value, attribute.place));
                }
                continue;
            }
            let what = format!("`{}`", known.name);
            let severity =
                if spare(document, number, known.name) { Severity::Warning } else { severity(entry, known.status) };
            problems.extend(one(document, number, &what, &attribute.value, known.refers, attribute.place, severity));
        }
        if let Content::Reference(kinds) = entry.content {
            problems.extend(content(document, number, entry, kinds));
        }
    }
    problems
}

fn content(document: &Document, number: usize, entry: &Entry, kinds: &[&str]) -> Option<Problem> {
    let parent = document.element(number).parent?;
    // Only links say with these what they connect; relationships may point anywhere.
    let kinds: &[&str] = match (entry.tag, document.tag(parent)) {
        ("source" | "target", "linkEventDefinition") => &["linkEventDefinition"],
        _ => kinds,
    };
    let value = document.tree.text(number);
    if kinds.is_empty() {
        return None;
    }
    if document.by_itself(number, entry.tag, &value) {
        let activity = document.element(parent).parent?;
        let declares = document.child(activity, "ioSpecification").is_some();
        return declares.then(|| taken_itself(document, number, entry.tag, &value, document.place(number)));
    }
    let what = format!("`{}`", entry.tag);
    let severity = if spare(document, parent, entry.tag) { Severity::Warning } else { severity(entry, entry.status) };
    one(document, number, &what, &value, kinds, document.place(number), severity)
}

/// Where the file declares such things, a name that none of them has may as well be a slip.
fn taken_itself(document: &Document, number: usize, what: &str, value: &str, place: Place) -> Problem {
    let (value, is) =
        (value.trim(), if what == "errorRef" { "the code of an error" } else { "the name of a variable" });
    let message = format!("`{what}` refers to `{value}`, which is not in the file: it is taken for {is}");
    Problem::warning("dangling-reference", document.owner(number).as_ref(), place, message)
}

/// An operation only says the message; where that is named anyway, nothing hangs on it.
fn spare(document: &Document, number: usize, reference: &str) -> bool {
    reference == "operationRef" && document.element(number).get("messageRef").is_some()
}

fn one(
    document: &Document,
    number: usize,
    what: &str,
    value: &str,
    kinds: &[&str],
    place: Place,
    severity: Severity,
) -> Option<Problem> {
    let owner = document.owner(number);
    let problem =
        |code, message: String| Some(Problem { severity, ..Problem::error(code, owner.as_ref(), place, message) });
    if value.trim().is_empty() {
        return problem("dangling-reference", format!("{what} is empty; it needs an id"));
    }
    match document.find(number, value) {
        Target::Elsewhere => Some(elsewhere(document, number, what, value, place, severity)),
        Target::Missing => {
            problem("dangling-reference", format!("{what} refers to `{}`, which is not in the file", value.trim()))
        }
        Target::Element(target) => {
            let tag = document.tag(target);
            if kinds == ["*"] || kinds.contains(&tag) {
                return None;
            }
            if document.tag(number) == "sequenceFlow"
                && document.entry(target).is_some_and(|e| e.family == Family::Artifact)
            {
                return Some(artifact(document, number, target));
            }
            let wanted = if kinds.len() > 3 { String::new() } else { format!("; it needs a {}", kinds.join(" or ")) };
            problem("wrong-reference", format!("{what} refers to `{}`, a {tag}{wanted}", value.trim()))
        }
    }
}

/// BPMN: an artifact is neither source nor target of a sequence flow.
fn artifact(document: &Document, flow: usize, artifact: usize) -> Problem {
    let (id, tag) = (document.id(artifact), document.tag(artifact));
    let message = format!("sequence flow `{}` touches a {tag}; connect artifacts with associations", document.id(flow));
    Problem::error("artifact-flow", Some(&id), document.place(artifact), message)
}

/// Other files are not read: what execution needs from there is missing.
fn elsewhere(document: &Document, number: usize, what: &str, value: &str, place: Place, severity: Severity) -> Problem {
    let owner = document.owner(number);
    let value = value.trim();
    if !imported(document, number, value) {
        let message = format!("{what} refers to `{value}`, and no import brings its namespace");
        let severity = if severity == Severity::Error { severity } else { Severity::Warning };
        return Problem { severity, ..Problem::error("namespace-not-imported", owner.as_ref(), place, message) };
    }
    let severity = if severity == Severity::Error { severity } else { Severity::Note };
    let message = format!("{what} refers to `{value}` in another file, which is not read");
    Problem { severity, ..Problem::error("reference-elsewhere", owner.as_ref(), place, message) }
}

/// BPMN 15.3.2: what stands in another file is referred to by a prefix whose namespace an import brings. The types of XML
/// Schema are always there.
fn imported(document: &Document, number: usize, value: &str) -> bool {
    const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";
    let prefix = value.split_once(':').map_or("", |(prefix, _)| prefix);
    let Some(namespace) = document.tree.namespace(number, prefix) else { return false };
    let mut imports = document.bpmn().filter(|(_, entry)| entry.tag == "import");
    namespace == SCHEMA
        || imports.any(|(import, _)| document.element(import).get("namespace").map(str::trim) == Some(namespace))
}

/// A reference that is only documentation cannot change what is executed, and what hangs in the air beside the flow, such
/// as a message flow that leads nowhere, is left out.
fn severity(entry: &Entry, status: Status) -> Severity {
    let beside = matches!(entry.family, Family::Lane | Family::Collaboration);
    if status == Status::Executed && !beside { Severity::Error } else { Severity::Warning }
}
